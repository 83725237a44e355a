"""Everything a use case needs: the open database, its witness, the rules, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import select, update

from desk.domain.records import VN
from desk.domain.warning import Warning_
from desk.models import arrival, log, numbers, paper_bases
from desk.models.engine import LOCK_WAIT_S, Database
from desk.models.keystore import KeyStore, token_name
from desk.models.numbers import Outcome
from desk.models.tables import target
from desk.models.witness import Witness, machine_fingerprint
from desk.services import rules as rules_room
from desk.services.rules import Rules

Clock = Callable[[], datetime]
#: Under `resources/`: the words of papers; a file is named after what it words.
WORDING: Final = "forms/*.json"


@dataclass(slots=True)
class Workplace:
    """An opened counter. Pass it to every service; close it at the end."""

    database: Database
    witness: Witness
    clock: Clock
    keys: KeyStore
    outcome: Outcome = field(default_factory=Outcome)
    #: Whether accounts that come with the city's list may sign in at once.
    releases: Callable[[], bool] = lambda: False
    #: The sheets that the office's forms are laid out for (`domain.papers.Page`).
    page: Callable[[], str] = lambda: "A5"
    _rules: dict[date, Rules] = field(default_factory=dict)
    _pinned: Rules | None = None

    def now(self) -> datetime:
        """Return this moment in Vietnamese time."""
        return self.clock().astimezone(VN)

    @property
    def rules(self) -> Rules:
        """The rules in force today: others after midnight, if others start then."""
        return self.rules_on(self.now().date())

    @rules.setter
    def rules(self, rules: Rules) -> None:
        """Hold to these rules, whatever day it is."""
        self._pinned = rules

    def rules_on(self, day: date) -> Rules:
        """Return the rules in force on a day."""
        if self._pinned is not None:
            return self._pinned
        held = self._rules.get(day)
        if held is None:
            held = rules_room.load(self.database, day)
            # Today's and those of a day that something is entered late for; no more are kept.
            self._rules = {**dict(list(self._rules.items())[-1:]), day: held}
        return held

    def rules_changed(self) -> None:
        """Read the rules anew when they are asked for next."""
        self._pinned, self._rules = None, {}

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
    system_keys: bool = False,
) -> Workplace:
    """Open the data folder; when writing, first settle what a crash or a restore has left.

    Another process that writes is waited for, at most `wait_s` seconds. Secrets are kept in the
    system's key store if `system_keys` and there is one.

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
        keys = KeyStore(witnesses, me.device, machine, system=system_keys)
        if write:
            with database.write() as tx:
                outcome = numbers.reconcile(tx, witness, machine, clock())
            database.came = witness.note_coming
            rules_room.refresh(database, resources)
            paper_bases.keep(
                database,
                {path.stem: path.read_text(encoding="utf-8") for path in resources.glob(WORDING)},
            )
            _take_tokens_out(database, keys)
            arrival.catch_up(database)
        return Workplace(database, witness, clock, keys, outcome)
    except BaseException:
        database.close()
        raise


def _take_tokens_out(database: Database, keys: KeyStore) -> None:
    """Move the tokens that an earlier version kept in the database to the key store."""
    with database.read() as tx:
        kept = tx.execute(select(target.c.name, target.c.token).where(target.c.token != "")).all()
    if not kept:
        return
    for row in kept:
        keys.put(token_name(row.name), row.token)
    with database.write() as tx:
        tx.exec_driver_sql("PRAGMA secure_delete=ON")  # the old bytes shall be gone, not just free
        tx.execute(update(target).values(token=""))
    database.rest()  # into the file, not just into its log
