"""The office that `make pictures` stands in: the practice one, a month of an invented ward."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from desk import settings
from desk.app import city as city_room
from desk.app import counter, exchange, practice, scans
from desk.domain.errors import RuleError
from desk.domain.records import Actor
from desk.services import processing, queue, signing_in, staff, tickets
from desk.services.processing import Details
from desk.services.workplace import Workplace, open_workplace
from tests.bench.ward import COMMUNE, RESOURCES, UNIT
from tests.day import ward

_LEFT_LYING: Final = 3  # scans that nobody has filed


def office(place: Path) -> None:
    """Fill an office's folders: people who sign in by PIN, a month's work, tickets, scans."""
    data, witness = place / "data", place / "witness"
    clock = ward.Clock()
    os.environ["DESK_WITNESS"] = str(witness)
    counter.clock = clock
    _counter(data, slot=1)
    work = open_workplace(data, witness, RESOURCES, clock)
    try:
        with work.database.read() as tx:
            first = staff.acting(tx)
        for login, name, role, number, pin in ward.PEOPLE:
            ward.hire(work, first, login, name, role, number, pin)
        signing_in.set_pin(work, ward.ADMIN, ward.PASSWORD, "6284")
        practice.fill(work, clock(), days=30)
        _leave_work(work, place)
    finally:
        work.close()


def _counter(folder: Path, *, slot: int) -> None:
    counter.initialise(
        folder,
        unit=practice.UNIT,
        commune=practice.COMMUNE,
        name=practice.NAME,
        slot=slot,
        admin_login=ward.ADMIN,
        admin_name="Quản trị viên Thử",
        password=ward.PASSWORD,
    )


def _leave_work(work: Workplace, place: Path) -> None:
    people = practice.actors(work)
    for reason in ("", "", "child", "", "elderly", ""):
        with suppress(RuleError):
            tickets.take(work, reason=reason, printed=False)
    rows = queue.page(work, people["minh"], "mine").rows
    newest = max(rows, key=lambda row: row.code)
    processing.act(
        work,
        newest.uid,
        "void",
        people["ha"],
        Details(reason="Nhập hai lần cùng một hồ sơ"),
        printed=False,
    )
    for at in range(_LEFT_LYING):
        scans.take_in(work, _sheet(place, at + 1), people["lan"], scans.Way(source="scan"))
    for row in rows[:3]:
        _attach(work, place, row.uid, people["lan"])


def _attach(work: Workplace, place: Path, uid: str, by: Actor) -> None:
    path = _sheet(place, 2)
    scans.take_in(work, path, by, scans.Way(source="drop", uid=uid))


def _sheet(place: Path, pages: int) -> Path:
    """Draw a paper of some pages, as a scanner saves it."""
    made = []
    for page in range(pages):
        sheet = Image.new("L", (1240, 1754), 250)
        pen = ImageDraw.Draw(sheet)
        pen.rectangle((380, 150, 860, 176), fill=90)
        for line in range(26):
            wide = 900 - (line * 37 + page * 91) % 260
            pen.rectangle((150, 300 + line * 48, 150 + wide, 312 + line * 48), fill=120)
        made.append(sheet)
    path = place / f"sheet-{pages}.pdf"
    made[0].save(path, save_all=True, append_images=made[1:])
    return path


def cut_off(place: Path) -> None:
    """Connect the office with a city that has gone away since."""
    work = open_workplace(place / "data", place / "witness", RESOURCES, counter.clock)
    address = city_room.database_url(place / "city")
    code = city_room.enroll(address, unit=UNIT, commune=COMMUNE, clock=counter.clock)
    try:
        with city_room.running(address, clock=counter.clock) as ready:
            exchange.connect(work, ready.url, code)
            exchange.once(work)
    finally:
        work.close()


def joined(place: Path) -> None:
    """Let the office and a second counter exchange with a city, and differ about one phone number.

    The city publishes a fee of tomorrow; then the line goes.
    """
    address = city_room.database_url(place / "city")
    chosen = settings.load(place / "data")
    settings.save(place / "data", replace(chosen, scan_folder="/media/may-quet"))
    _counter(place / "other", slot=2)
    works = [
        open_workplace(place / name, place / "witness", RESOURCES, counter.clock)
        for name in ("data", "other")
    ]
    try:
        with city_room.running(address, clock=counter.clock) as ready:
            for work in works:
                code = city_room.enroll(
                    address, unit=practice.UNIT, commune=practice.COMMUNE, clock=counter.clock
                )
                exchange.connect(work, ready.url, code)
                exchange.once(work)
            _disagree(works)
            _publish(address)
            for work in (*works, *works):
                exchange.once(work)
    finally:
        for work in works:
            work.close()


def _disagree(works: list[Workplace]) -> None:
    """Correct one dossier's phone number in two ways before either hears of the other."""
    with works[0].database.read() as tx:
        by = staff.acting(tx)
    uid = min(queue.page(works[0], by, "all").rows, key=lambda row: row.code).uid
    for work, phone in zip(works, ("0900000011", "0900000022"), strict=True):
        details = Details(reason="công dân báo", changes=(("submitter.phone", phone),))
        processing.act(work, uid, "correct", by, details, printed=False)


def _publish(address: str) -> None:
    data = json.loads(next((RESOURCES / "catalogue").glob("*.json")).read_text("utf-8"))
    data["version"] = "2027.1"
    for each in data["procedures"][:3]:
        for fee in each.get("fees", ())[:1]:
            fee["amount"] = (fee.get("amount") or 0) + 2_000
    tomorrow = (counter.clock() + timedelta(days=1)).date().isoformat()
    city_room.publish(address, "catalogue", data, tomorrow, clock=counter.clock)


def damaged(place: Path) -> None:
    """Spoil the database."""
    (place / "data" / "desk.db").write_bytes(b"\0" * 8192)


def nowhere(place: Path) -> None:
    """Leave no counter on this machine."""
    (place / "data").rename(place / "elsewhere")
