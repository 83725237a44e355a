"""A ward with its city, all of it real: SQLite on disk, HTTP over the loopback, real rules."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import select

from desk.app import city as city_room
from desk.app import exchange
from desk.app.exchange import Told
from desk.city import tables
from desk.city.enrol import enroll
from desk.city.stock import Making
from desk.city.store import Store
from desk.domain.records import Actor, Dossier
from desk.services import checking, reading, staff, targets
from desk.services.workplace import Workplace
from desk.wire import canonical
from desk.wire.ids import from_key, to_key
from tests.flows.line import Line, line
from tests.kit import RESIDENCE, Clock, Counter, administrator

UNIT, COMMUNE, WARD = "H26.033.15", "00999", "Phường Mẫu Giáo"


@dataclass
class City:
    """The reference city: its folder, its clock, and what it holds."""

    home: Path
    clock: Clock
    port: int = 0
    making: Making | None = None  # of stocks for new counters
    postgres: str = ""  # its database, where that is no file of its own
    service: ExitStack = field(default_factory=ExitStack)

    @property
    def address(self) -> str:
        return self.postgres or city_room.database_url(self.home)

    @property
    def database(self) -> Path:
        return self.home / "city.db"

    def up(self) -> None:
        """Begin to serve; always at the same port, as a city does."""
        files = self.home / "city-files"
        running = city_room.running(
            self.address, self.port, clock=self.clock, files=files, making=self.making
        )
        self.port = int(self.service.enter_context(running).url.rpartition(":")[2])

    def down(self) -> None:
        """Stop serving."""
        self.service.close()

    def code(self, unit: str = UNIT, commune: str = COMMUNE) -> str:
        """Return a one-time enrolment code."""
        return enroll(self.address, unit, commune, WARD, now=self.clock())

    def file(self, procedure: str = RESIDENCE, **facts: Any) -> dict[str, Any]:
        """Let a citizen file online."""
        citizen = {"name": "Trần Văn Trực Tuyến", "personal_id": "001099000002"}
        given = {"unit": UNIT, "procedure": procedure, "applicant": citizen, **facts}
        return city_room.file_online(self.address, given, clock=self.clock)

    def dossiers(self) -> dict[str, Dossier]:
        """Return what the city's own table says, by uid."""
        with self._store() as store, store.read() as tx:
            rows = tx.execute(select(tables.dossier.c.state)).scalars()
            states = [canonical.loads(Dossier, bytes(row)) for row in rows]
        return {state.uid: state for state in states}

    def dossier(self, uid: str) -> Dossier:
        return self.dossiers()[uid]

    def row(self, uid: str) -> Any:
        """Return a dossier's row, its columns as lists and searches see them."""
        with self._store() as store, store.read() as tx:
            return tx.execute(
                select(tables.dossier).where(tables.dossier.c.uid == to_key(uid))
            ).one()

    @contextmanager
    def _store(self) -> Iterator[Store]:
        store = Store(self.address, self.clock())
        try:
            yield store
        finally:
            store.close()

    def events(self) -> Tally[str]:
        """Return how often the city holds each event, by uid, whatever became of it."""
        return Tally(from_key(bytes(uid)) for (uid,) in self.rows("SELECT uid FROM event"))

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database by hand, past every layer of the program."""
        if self.postgres:
            with psycopg.connect(self.postgres) as asking:
                return asking.execute(sql.replace("?", "%s").encode(), values).fetchall()
        link = sqlite3.connect(f"{self.database.as_uri()}?mode=ro", uri=True)
        try:
            return link.execute(sql, values).fetchall()
        finally:
            link.close()

    def change(self, sql: str, *values: object) -> None:
        """Change the database by hand while nobody serves it, as a fault would."""
        link = sqlite3.connect(self.database)
        try:
            link.execute(sql, values)
            link.commit()
        finally:
            link.close()

    def copy_to(self, place: Path) -> Path:
        """Copy the database while nobody serves it."""
        place.mkdir(parents=True)
        for file in self.home.glob("city.db*"):
            shutil.copy2(file, place)
        return place

    def put_back(self, place: Path) -> None:
        """Put an older copy in the place of the present database."""
        for file in self.home.glob("city.db*"):
            file.unlink()
        for file in place.iterdir():
            shutil.copy2(file, self.home)


@dataclass
class Desk:
    """One open counter, as its people see it."""

    counter: Counter
    city: City
    stack: ExitStack = field(default_factory=ExitStack)
    opened: Workplace | None = None

    @property
    def work(self) -> Workplace:
        assert self.opened is not None, "the counter is closed"
        return self.opened

    def open(self) -> Workplace:
        self.opened = self.stack.enter_context(self.counter.open())
        return self.opened

    def close(self) -> None:
        self.opened = None
        self.stack.close()

    def connect(self, line: Line | None = None) -> None:
        url = line.url if line else f"http://127.0.0.1:{self.city.port}"
        exchange.connect(self.work, url, self.city.code())

    def exchange(self) -> Told:
        """Exchange, and expect that it works."""
        told = exchange.once(self.work)
        assert told.errors == [], told
        self.account()
        return told

    def fail(self) -> str:
        """Exchange, and return why it did not work; nothing may be lost over it."""
        told = exchange.once(self.work)
        self.account()
        (error,) = told.errors
        return error

    def account(self) -> None:
        """Hold the promise: whatever is neither waiting nor needs a person is at the city."""
        (status,) = targets.statuses(self.work)
        assert status.created == status.confirmed + status.waiting + status.attention
        settled = self.counter.rows(
            "SELECT event.uid FROM event JOIN device ON device.id = event.device_id "
            "WHERE device.uid = (SELECT device FROM counter) "
            "AND event.id NOT IN (SELECT event_id FROM outbox)"
        )
        held = self.city.events()
        assert status.confirmed == len(settled)
        assert not [uid for (uid,) in settled if held[from_key(uid)] != 1]

    def see(self, dossier: Dossier | str) -> Dossier:
        """Return a dossier as this counter has it."""
        code = dossier if isinstance(dossier, str) else dossier.uid
        return reading.open_dossier(self.work, code, administrator(self.work)).dossier

    def attention(self) -> list[str]:
        """Return why people are asked to look, oldest first."""
        return [each.reason for each in targets.attentions(self.work)]

    def member(self, login: str, role: str) -> Actor:
        """Return a member of staff, opening the account at first."""
        known = {each.login for each in staff.members(self.work)}
        if login not in known:
            by = administrator(self.work)
            staff.open_account(self.work, by, login=login, name=f"{login} Thử", role=role)
        with self.work.database.read() as tx:
            return staff.acting(tx, login)

    @property
    def device(self) -> str:
        return self.counter.device


def settle(*desks: Desk, rounds: int = 6) -> None:
    """Exchange in turn until nobody sends or receives anything any more."""
    for _ in range(rounds):
        told = [each.exchange() for each in desks]
        if not any(each.pushed or each.pulled for each in told):
            return
    raise AssertionError(rounds)


def prove(*desks: Desk) -> int:
    """Prove that everybody holds the same; return how many dossiers that are."""
    counts = set()
    for each in desks:
        told = exchange.same(each.work)
        assert told.equal, [each.see(uid) for uid in told.differing if uid]
        assert (told.ours, told.differing) == (told.theirs, ())
        verdict = checking.verify(each.work)
        assert verdict.ok, verdict.problems
        counts.add(told.ours)
        states = each.city.dossiers()
        assert {state.uid: state for state in every(each)} == states
    (count,) = counts
    return count


def every(desk: Desk) -> list[Dossier]:
    """Return every dossier that a counter has."""
    rows = desk.counter.rows("SELECT state FROM dossier")
    return [canonical.loads(Dossier, state) for (state,) in rows]


@dataclass
class Stage:
    """The city, its two counters and the line to them; each clock can be set."""

    home: Path
    city: City
    one: Desk
    two: Desk
    line: Line
    clock: Clock

    def counter(self, slot: int, *, clock: Clock | None = None) -> Desk:
        """Return one more counter, connected."""
        home = self.home / f"counter-{slot}"
        made = Desk(Counter(home, slot=slot, clock=clock or self.clock).make(), self.city)
        made.open()
        made.connect()
        return made


@contextmanager
def staged(home: Path, postgres: str = "") -> Iterator[Stage]:
    """Begin a ward's day: a city that serves and two counters that have joined it.

    Counters reach the city over a line that a test can cut.
    """
    clock = Clock()
    city = City(home / "city", clock, postgres=postgres)
    with ExitStack() as stack:
        stack.callback(city.down)
        city.up()
        between = stack.enter_context(line(city.port))
        desks = []
        for slot in (1, 2):
            made = Desk(Counter(home / f"counter-{slot}", slot=slot, clock=clock).make(), city)
            stack.callback(made.close)
            made.open()
            made.connect(between)
            desks.append(made)
        yield Stage(home, city, desks[0], desks[1], between, clock)
