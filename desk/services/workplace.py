"""Everything a use case needs: the open database, its witness, the rules, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desk.domain.records import VN
from desk.models import log, numbers
from desk.models.engine import Database
from desk.models.numbers import Outcome
from desk.models.witness import Witness, machine_fingerprint
from desk.services import rules as rules_room
from desk.services.rules import Rules

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Workplace:
    """An opened counter. Pass it to every service; close it at the end."""

    database: Database
    witness: Witness
    rules: Rules
    clock: Clock
    outcome: Outcome = field(default_factory=Outcome)

    def now(self) -> datetime:
        """Return this moment in Vietnamese time."""
        return self.clock().astimezone(VN)

    def close(self) -> None:
        """Close the database and free its lock."""
        self.database.close()


def open_workplace(
    folder: Path,
    witnesses: Path,
    resources: Path,
    clock: Clock,
    *,
    purpose: str = "",
    write: bool = True,
) -> Workplace:
    """Open the data folder; when writing, first settle what a crash or a restore has left.

    Raises:
        StorageError: as `desk.models.engine.Database` names them.
    """
    database = Database(folder, purpose=purpose, write=write)
    try:
        with database.read() as tx:
            me = log.this_counter(tx)
        machine = machine_fingerprint()
        witness = Witness(witnesses, me.device, machine)
        outcome = Outcome()
        if write:
            with database.write() as tx:
                outcome = numbers.reconcile(tx, witness, machine, clock())
            rules_room.refresh(database, resources, clock())
        return Workplace(database, witness, rules_room.load(database), clock, outcome)
    except BaseException:
        database.close()
        raise
