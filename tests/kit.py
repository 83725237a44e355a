"""A real counter for tests: its folders, a clock that can be set, and invented people."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from desk.domain.records import VN, Actor, Dossier, Party
from desk.domain.views import NewDossier
from desk.models.engine import FILE, keep_private
from desk.models.migrate import upgrade
from desk.services import intake, processing, setup, staff
from desk.services.processing import Details
from desk.services.workplace import Workplace, open_workplace

ROOT = Path(__file__).parents[1]
RESOURCES = ROOT / "resources"

BIRTH = "1.001193"  # within the day, after 15:00 the next working day; no fee
COPIES = "2.000635"  # within the day, 8,000 đồng
MARRIAGE = "1.000894"  # within the day, an extension of five working days
RESIDENCE = "1.004222"  # seven working days, 20,000 đồng (10,000 online)
FOREIGN_MARRIAGE = "2.000806"  # fifteen calendar days, no fee known
ALLOWANCE = "1.001776"  # no time limit in the catalogue


def at(text: str) -> datetime:
    """Return "2026-11-23 15:00:01" in Vietnamese time."""
    return datetime.fromisoformat(text).replace(tzinfo=VN)


MONDAY = at("2026-11-23 08:30")  # the Tuesday after it is a day off


@dataclass
class Clock:
    """A clock that stands until it is set."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def set(self, text: str) -> None:
        self.now = at(text)

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@cache
def _migrated() -> bytes:
    """Return a database whose tables are made and empty; all are alike, and making one is slow."""
    with tempfile.TemporaryDirectory(prefix="desk-empty-") as place:
        made = Path(place) / FILE
        upgrade(made)
        return made.read_bytes()


def _empty_tables(path: Path) -> None:
    keep_private(path)
    path.write_bytes(_migrated())


@dataclass
class Counter:
    """One counter's folders on one machine; open it as often as the test needs."""

    home: Path
    slot: int = 1
    unit: str = "H26.033.15"
    commune: str = "00999"
    clock: Clock = field(default_factory=Clock)
    device: str = ""

    @property
    def folder(self) -> Path:
        return self.home / "data"

    @property
    def witnesses(self) -> Path:
        return self.home / "witness"

    @property
    def database(self) -> Path:
        return self.folder / FILE

    def make(self) -> Counter:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(setup, "upgrade", _empty_tables)
            self.device = setup.initialise(
                self.folder,
                self.witnesses,
                RESOURCES,
                self.clock.now,
                unit=self.unit,
                commune=self.commune,
                name="Phường Mẫu Giáo",
                slot=self.slot,
            )
        return self

    @contextmanager
    def open(self, *, write: bool = True, purpose: str = "test") -> Iterator[Workplace]:
        work = open_workplace(
            self.folder, self.witnesses, RESOURCES, self.clock, purpose=purpose, write=write
        )
        try:
            yield work
        finally:
            work.close()

    def copy_to(self, place: Path) -> Path:
        """Copy the data folder, as a backup program would while nobody works."""
        shutil.copytree(self.folder, place)
        return place

    def put_back(self, place: Path) -> None:
        """Put an older copy of the data folder in the place of the present one."""
        shutil.rmtree(self.folder)
        shutil.copytree(place, self.folder)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database by hand, past every layer of the program."""
        connection = sqlite3.connect(self.database)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def plant(self, sql: str, *values: object) -> None:
        """Change the database by hand, as a fault would."""
        connection = sqlite3.connect(self.database)
        try:
            connection.execute(sql, values)
            connection.commit()
        finally:
            connection.close()


def person(name: str = "Nguyễn Thị Ví Dụ", **facts: str) -> Party:
    return Party(**{"name": name, "personal_id": "001199000001", "phone": "0900000000"} | facts)


def application(procedure: str = BIRTH, **facts: Any) -> NewDossier:
    facts.setdefault("submitter", person())
    return NewDossier(procedure=procedure, **facts)


def administrator(work: Workplace) -> Actor:
    with work.database.read() as tx:
        return staff.acting(tx)


def receive(work: Workplace, procedure: str = BIRTH, **facts: Any) -> Dossier:
    """Receive one dossier as the administrator."""
    return intake.receive(work, application(procedure, **facts), administrator(work)).dossier


def act(work: Workplace, dossier: Dossier | str, action: str, **details: Any) -> Dossier:
    """Do one step as the administrator."""
    code = dossier if isinstance(dossier, str) else dossier.uid
    return processing.act(work, code, action, administrator(work), Details(**details))


def number_of(dossier: Dossier) -> int:
    """Return the XXXX of a dossier's code."""
    return int(dossier.code.rpartition("-")[2])
