"""Everything a use case needs: the open database, its witness, the rules, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desk.domain.records import VN
from desk.domain.views import Warning_
from desk.models import log, numbers
from desk.models.engine import LOCK_WAIT_S, Database
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

    def tidings(self) -> tuple[Warning_, ...]:
        """Return what a crash, a restore or a move had left when the counter was opened."""
        if not self.outcome.epoch:
            return ()
        numbers_ = ", ".join(f"{used:04d}" for _, used in self.outcome.burnt)
        code = f"Numbers{self.outcome.epoch.capitalize()}"
        return (Warning_(code=code, facts=(("numbers", numbers_),)),)

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
    wait_s: float = LOCK_WAIT_S,
) -> Workplace:
    """Open the data folder; when writing, first settle what a crash or a restore has left.

    Another process that writes is waited for, at most `wait_s` seconds.

    Raises:
        StorageError: as `desk.models.engine.Database` names them.
    """
    database = Database(folder, purpose=purpose, write=write, wait_s=wait_s)
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
