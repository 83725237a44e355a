"""`make pictures`: every page at 1366 × 768, light, in the dark and at 200 %, into out/pictures.

    python -m tests.day.pictures [--out DIR]

The office is the practice one: a month of an invented ward, lived through the real services.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from desk import settings
from desk.app import counter, practice
from desk.services.workplace import open_workplace
from desk.ui.choices import Choices
from desk.ui.pictures import settle
from desk.ui.shell.screens import SCREENS
from tests.bench.ward import RESOURCES
from tests.day import people, ward
from tests.day.driver import Day
from tests.day.keyboard import Keyboard, pump

LOOKS: Final = {
    "light": Choices(),
    "dark": Choices(theme="dark"),
    "contrast": Choices(theme="contrast"),
    "200": Choices(scale=200),
}
_ADMIN: Final = ("truong", "Quản trị viên Thử", ward.PASSWORD)


def main() -> None:
    """Write every picture and say where they are."""
    parser = argparse.ArgumentParser(prog="python -m tests.day.pictures")
    parser.add_argument("--out", type=Path, default=Path("out/pictures"))
    out: Path = parser.parse_args().out
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="desk-pictures-") as place:
        folder = office(Path(place))
        for name, choices in LOOKS.items():
            made = look(folder, choices, out / name)
            sys.stdout.write(f"{out / name}: {made} pictures\n")
            sys.stdout.flush()


def office(place: Path) -> Path:
    """Return a filled office's data folder."""
    data, witness = place / "data", place / "witness"
    clock = ward.Clock()
    os.environ["DESK_WITNESS"] = str(witness)
    counter.clock = clock
    login, name, password = _ADMIN
    counter.initialise(
        data,
        unit=practice.UNIT,
        commune=practice.COMMUNE,
        name=practice.NAME,
        slot=1,
        admin_login=login,
        admin_name=name,
        password=password,
    )
    work = open_workplace(data, witness, RESOURCES, clock)
    try:
        practice.fill(work, clock(), days=30)
    finally:
        work.close()
    return data


def look(folder: Path, choices: Choices, out: Path) -> int:
    """Take a picture of every page in one look; return how many there are."""
    settings.save(folder, settings.Settings(theme=choices.theme, scale=choices.scale))
    day = Day(folder, Keyboard(), choices)
    day.open()
    try:
        day.until(lambda: day.window.stage == "sign-in", "the sign-in")
        shots = [("sign-in", nothing), *SHOTS]
        for at, (name, stage) in enumerate(shots):
            stage(day)
            settle(120)
            pump(250)
            path = out / f"{at:02d}-{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            day.window.grab().save(str(path))
        return len(shots)
    finally:
        day.close()


def nothing(_: Day) -> None:
    """Take the picture as it is."""


def sign_in(day: Day) -> None:
    """Sit down as the administrator, who sees every page."""
    page = day.window.page
    login, _, password = _ADMIN
    page.sign_in(login, password)  # type: ignore[union-attr]  # the sign-in stands now
    day.until(lambda: day.window.stage == "desk", "the desk")
    pump(300)


def screen(name: str) -> Callable[[Day], None]:
    """Return what shows a screen."""

    def show(day: Day) -> None:
        day.shell.go(name)
        pump(400)

    return show


def filled(day: Day) -> None:
    """Receive: a card, a procedure, its papers."""
    day.shell.go("receive")
    day.keyboard.scan(people.NEW_CITIZEN)
    pump(200)
    day.keyboard.type("ks\r")
    day.keyboard.press("Ctrl+D")
    day.keyboard.press("Ctrl+I")
    pump(300)


def received(day: Day) -> None:
    """Receive: just received."""
    day.keyboard.press("F9")
    day.until(lambda: day.says("Đã tiếp nhận"), "the receipt's band")


def parked(day: Day) -> None:
    """Receive: somebody parked, somebody with an open dossier."""
    day.keyboard.scan(people.ANOTHER)
    pump(100)
    day.keyboard.press("Ctrl+S")
    day.keyboard.scan(people.NEW_CITIZEN)
    pump(300)


def open_first(day: Day) -> None:
    """Dossier: the most urgent one."""
    day.keyboard.press("Ctrl+L")
    row = day.seat.page("all", "", 1).rows[0]
    day.shell.open(row.uid)
    pump(400)


def results(day: Day) -> None:
    """Hand-over: two results of the ready ones."""
    day.shell.go("handover")
    for row in day.seat.page("ready", "", 2).rows:
        day.shell.handover.look_up(row.uid)
        pump(150)


def overlay(day: Day) -> None:
    """The keys."""
    day.shell.handover.clear()
    day.keyboard.press("F1")


def closed(day: Day) -> None:
    """Put the keys away."""
    day.keyboard.press("Esc")


SHOTS: Final = (
    ("receive", sign_in),
    ("receive-filled", filled),
    ("received", received),
    ("receive-parked", parked),
    ("dossier", open_first),
    *(
        (each.name, screen(each.name))
        for each in SCREENS
        if each.name not in ("receive", "dossier")
    ),
    ("handover-results", results),
    ("keys", overlay),
)


if __name__ == "__main__":
    main()
