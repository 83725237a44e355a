"""A window in which half a form is typed, and which is then killed: python -m tests.day.victim."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.day import people, ward
from tests.day.driver import Day
from tests.day.keyboard import Keyboard, pump
from tests.day.noon import HALF
from tests.day.ward import PEOPLE


def main() -> None:
    """Type half a form, say so and wait for the end; or say why that could not be."""
    try:
        _half_a_form()
    except AssertionError as error:
        sys.stdout.write(f"{error}\n")
        sys.stdout.flush()
    else:
        sys.stdout.write("typed\n")
        sys.stdout.flush()
    while True:
        pump(1000)


def _half_a_form() -> None:
    clock = ward.Clock(float(os.environ["DAY_AHEAD"]))
    day = Day(Path(sys.argv[1]), Keyboard(), clock=clock)
    day.open()
    day.until(lambda: day.window.stage == "sign-in", "the sign-in")
    _, _, _, number, pin = PEOPLE[0]
    day.keyboard.type(number)
    day.keyboard.type(pin + "\r")
    day.until(lambda: day.window.stage == "desk", "the desk")
    day.keyboard.press("F2")
    day.keyboard.press("Ctrl+L")
    day.keyboard.scan(people.THIRD)
    day.until(lambda: day.value("Họ và tên") == people.THIRD_NAME, "the card")
    day.click("Chi tiết khác")
    day.focus("Ghi chú")
    day.keyboard.type(HALF)
    day.until(lambda: bool(day.rows("SELECT 1 FROM draft")), "the draft is on disk")
    pump(1500)


if __name__ == "__main__":
    main()
