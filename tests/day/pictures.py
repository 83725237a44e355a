"""`make pictures`: every page at 1366 × 768 – light, dark, in high contrast and at 200 %.

    python -m tests.day.pictures [--out DIR] [--looks light dark contrast 200] [--sittings NAME…]

What is taken, and in which state, is told in `shots`. The office is the practice one: a month of
an invented ward, lived through the real services.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QWidget

from desk import settings
from desk.app import city as city_room
from desk.app import counter, exchange, practice, scans
from desk.domain.errors import RuleError
from desk.domain.records import Actor
from desk.services import processing, queue, staff, tickets
from desk.services.processing import Details
from desk.services.workplace import Workplace, open_workplace
from desk.ui.choices import Choices
from desk.ui.pictures import settle
from tests.bench.ward import COMMUNE, RESOURCES, UNIT
from tests.day import ward
from tests.day.driver import Day
from tests.day.keyboard import Keyboard, pump
from tests.day.shots import SITTINGS, Sitting

LOOKS: Final = {
    "light": Choices(),
    "dark": Choices(theme="dark"),
    "contrast": Choices(theme="contrast"),
    "200": Choices(scale=200),
}
_LEFT_LYING: Final = 3  # scans that nobody has filed


def main() -> None:
    """Write every picture and say where they are."""
    parser = argparse.ArgumentParser(prog="python -m tests.day.pictures")
    parser.add_argument("--out", type=Path, default=Path("out/pictures"))
    parser.add_argument("--looks", nargs="+", choices=LOOKS, default=list(LOOKS))
    parser.add_argument("--sittings", nargs="+", choices=SITTINGS, default=list(SITTINGS))
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="desk-pictures-") as place:
        kept = Path(place) / "kept"
        office(kept)
        for name in asked.looks:
            made = 0
            for at, (title, sitting) in enumerate(SITTINGS.items()):
                if title in asked.sittings:
                    folder = Path(place) / f"{name}-{title}"
                    shutil.copytree(kept, folder)
                    made += sit(folder, sitting, LOOKS[name], asked.out / name, at)
            sys.stdout.write(f"{asked.out / name}: {made} pictures\n")
            sys.stdout.flush()


def sit(place: Path, sitting: Sitting, choices: Choices, out: Path, number: int) -> int:
    """Take the pictures of one sitting in one look; return how many there are."""
    folder = place / "data"
    sitting.prepare(place)
    if folder.exists():
        chosen = replace(settings.load(folder), theme=choices.theme, scale=choices.scale)
        settings.save(folder, replace(chosen, practice=sitting.practice))
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob(f"{number}*.png"):
        old.unlink()
    day = Day(folder, Keyboard(), choices)
    day.open()
    try:
        day.window.choose(choices)
        day.until(lambda: day.window.stage != "opening" or sitting.stays, "a first page")
        for at, (name, stage) in enumerate(sitting.shots):
            pictured: QWidget = day.window
            try:
                pictured = stage(day) or pictured
            except AssertionError as error:  # the picture shows where it stopped
                sys.stderr.write(f"{name}: {error}\n")
            pump(250)
            settle(120)
            path = out / f"{number}{at:02d}-{name}.png"
            pictured.grab().save(str(path))
    finally:
        sys.excepthook = sys.__excepthook__
        with suppress(RuntimeError):  # what a stage says went wrong is to be seen, not this
            day.close()
    return len(sitting.shots)


# -- the office -----------------------------------------------------------------------------------


def office(place: Path) -> None:
    """Fill an office's folders: people who sign in by PIN, a month's work, tickets, scans."""
    data, witness = place / "data", place / "witness"
    clock = ward.Clock()
    os.environ["DESK_WITNESS"] = str(witness)
    counter.clock = clock
    counter.initialise(
        data,
        unit=practice.UNIT,
        commune=practice.COMMUNE,
        name=practice.NAME,
        slot=1,
        admin_login=ward.ADMIN,
        admin_name="Quản trị viên Thử",
        password=ward.PASSWORD,
    )
    work = open_workplace(data, witness, RESOURCES, clock)
    try:
        with work.database.read() as tx:
            first = staff.acting(tx)
        for login, name, role, number, pin in ward.PEOPLE:
            ward.hire(work, first, login, name, role, number, pin)
        practice.fill(work, clock(), days=30)
        _leave_work(work, place)
    finally:
        work.close()


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


def connect(place: Path) -> None:
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


if __name__ == "__main__":
    main()
