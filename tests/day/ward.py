"""The ward of the day: a year so far, nearly all of it handed back, and a morning's open work."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, insert

from desk.app import city as city_room
from desk.app import exchange
from desk.domain import events as ev
from desk.domain.application import read_application
from desk.domain.records import VN, Actor, Channel
from desk.models import log, numbers, projection
from desk.models.tables import HEAD, serial
from desk.sample import Sampler
from desk.services import intake, signing_in, staff
from desk.services.setup import initialise
from desk.services.workplace import Workplace, open_workplace
from tests.bench.ward import COMMUNE, RESOURCES, UNIT, bodies

#: A Monday whose three working days reach over the National Day.
MORNING: Final = datetime(2026, 8, 31, 8, 0, tzinfo=VN)
ADMIN, PASSWORD = "truong", "mat-khau-thu-1"
#: login, name, role, number, PIN – invented, and obviously so
PEOPLE: Final = (
    ("lan", "Nguyễn Thị Lan Thử", "counter", "21", "7391"),
    ("minh", "Trần Văn Minh Thử", "clerk", "22", "5826"),
    ("ha", "Lê Thị Hà Thử", "leader", "23", "4937"),
)
_YESTERDAY: Final = datetime(2026, 8, 28, 16, 0, tzinfo=VN)
_UNSENT: Final = 7  # received yesterday evening, when the network was away
_OPEN: Final = 400  # the newest are still being worked on
_READY: Final = 40  # of these the oldest wait to be collected


def make(place: Path, count: int) -> Path:
    """Return a data folder with `count` dossiers, made once and then copied."""
    kept = place / f"ward-{count}-{HEAD}"
    if not (kept / "done").exists():
        shutil.rmtree(kept, ignore_errors=True)
        _fill(kept, count)
        (kept / "done").touch()
    return kept


def _fill(kept: Path, count: int) -> None:
    data, witness = kept / "data", kept / "witness"
    early = datetime(2026, 1, 2, tzinfo=UTC)
    initialise(
        data,
        witness,
        RESOURCES,
        early,
        unit=UNIT,
        commune=COMMUNE,
        name="Phường Thử",
        slot=1,
        admin_login=ADMIN,
        admin_name="Quản trị viên Thử",
        password=PASSWORD,
    )
    work = open_workplace(data, witness, RESOURCES, lambda: _YESTERDAY)
    try:
        with work.database.read() as tx:
            first = staff.acting(tx)
        for login, name, role, number, pin in PEOPLE:
            hire(work, first, login, name, role, number, pin)
        _write(work, bodies(work, count), count, first)
        _number(work, count)
        _send(work, kept / "city")
        procedures = tuple(work.rules.catalogue.procedures.values())
        for at in range(_UNSENT):
            told = Sampler(100 + at).dossier(procedures, _YESTERDAY, channel=Channel.COUNTER)
            intake.receive(work, read_application(told, _YESTERDAY), first, printed=False)
        work.database.rest()
    finally:
        work.close()


def _send(work: Workplace, folder: Path) -> None:
    """Let the city know all that the ward has done so far."""
    address = city_room.database_url(folder)
    code = city_room.enroll(address, unit=UNIT, commune=COMMUNE, clock=lambda: MORNING)
    with city_room.running(address, clock=lambda: MORNING) as ready:
        exchange.connect(work, ready.url, code)
        while exchange.once(work).waiting:
            pass


def hire(
    work: Workplace, by: Actor, login: str, name: str, role: str, number: str, pin: str
) -> None:
    """Open an account whose owner signs in by number and PIN."""
    staff.open_account(work, by, login=login, name=name, role=role)
    signing_in.sign_in(work, login, PASSWORD)
    staff.change(work, by, login, number=number)
    signing_in.set_pin(work, login, PASSWORD, pin)


def _write(work: Workplace, made: Iterator[tuple[str, ev.Received]], count: int, by: Actor) -> None:
    at = 0
    while part := list(islice(made, 500)):
        with work.database.write() as tx:
            for uid, body in part:
                at += 1
                lined = replace(body, line=at)  # the year's book, line after line
                written = log.append(tx, lined, by, body.received_at, uid=uid, custody=1)
                if at > count - _OPEN + _READY:
                    continue
                _finish(tx, written.dossier_id, uid, body, by, returned=at <= count - _OPEN)


def _number(work: Workplace, count: int) -> None:
    """Let the tracking book go on where the year so far has left it."""
    with work.database.write() as tx:
        year, volume = _YESTERDAY.year, numbers.volume(log.this_counter(tx), _YESTERDAY.date())
        tx.execute(insert(serial).values(kind="book", year=year, volume=volume, last=count))


def _finish(
    tx: Connection,
    key: int | None,
    uid: str,
    body: ev.Received,
    by: Actor,
    *,
    returned: bool,
) -> None:
    assert key is not None
    done = min(body.due_at, body.received_at + timedelta(hours=6))
    stored = projection.load(tx, uid)
    log.append(tx, ev.Finished(finished_at=done), by, done, stored=stored)
    if returned:
        stored = projection.load(tx, uid)
        later = done + timedelta(hours=1)
        handed = ev.Returned(to=body.submitter.name, returned_at=later)
        log.append(tx, handed, by, later, stored=stored)


class Clock:
    """The day's clock: it began on its morning when the driver did, and runs like any other."""

    def __init__(self, seconds: float | None = None) -> None:
        now = datetime.now(UTC)
        self._ahead = MORNING - now if seconds is None else timedelta(seconds=seconds)

    def __call__(self) -> datetime:
        """Return the day's present moment."""
        return datetime.now(UTC) + self._ahead

    def ahead(self) -> float:
        """Return how many seconds this clock is ahead of the machine's."""
        return self._ahead.total_seconds()


def fresh(kept: Path, place: Path) -> Path:
    """Copy the ward to a place of its own; return its data folder."""
    shutil.rmtree(place, ignore_errors=True)
    for name in ("data", "witness", "city"):
        shutil.copytree(kept / name, place / name)
    if hasattr(os, "sync"):
        os.sync()  # else the copy is still being written while the day waits for its own commits
    return place / "data"
