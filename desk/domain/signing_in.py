"""Signing in: staff numbers, what a PIN may be, and how long whoever guesses must wait."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from desk.domain.errors import InputError

SHORTEST_PIN: Final = 4
LONGEST_PIN: Final = 6
#: Staff numbers in the order in which they are given; 00 is nobody's, so that an empty key is none.
NUMBERS: Final = tuple(f"{number:02d}" for number in range(1, 100))

#: Seconds to wait after so many failures in a row. Two slips cost nothing; from the eighth on a
#: PIN of four digits takes weeks to guess at the counter.
DELAYS: Final = (0, 0, 0, 10, 30, 60, 120, 300, 900)


class BadPinError(InputError):
    """A PIN is four to six digits."""


class EasyPinError(InputError):
    """A PIN that anybody tries first."""


class BadNumberError(InputError):
    """A staff number is two digits, 01 to 99."""


def check_pin(pin: str, number: str = "") -> str:
    """Return a PIN that may be set.

    Raises:
        BadPinError: with `shortest` and `longest`.
        EasyPinError: one digit alone, digits in a row, or the staff number over and over.
    """
    known = pin.isascii() and pin.isdigit()
    if not known or not SHORTEST_PIN <= len(pin) <= LONGEST_PIN:
        raise BadPinError(shortest=SHORTEST_PIN, longest=LONGEST_PIN)
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    again = bool(number) and (number * LONGEST_PIN).startswith(pin)
    if again or (len(steps) == 1 and steps <= {0, 1, 9}):
        raise EasyPinError
    return pin


def check_number(text: str) -> str:
    """Return a staff number in its two digits.

    Raises:
        BadNumberError.
    """
    text = text.strip()
    number = text.zfill(2) if text.isascii() and text.isdigit() else ""
    if number not in NUMBERS:
        raise BadNumberError
    return number


def next_number(taken: Collection[str]) -> str:
    """Return the lowest staff number that nobody has; "" when all are taken."""
    return next((number for number in NUMBERS if number not in taken), "")


def delay(failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row."""
    return timedelta(seconds=DELAYS[min(failures, len(DELAYS) - 1)])


def wait_until(failures: int, until: datetime | None, now: datetime) -> datetime | None:
    """Return until when nobody may try; None for at once.

    What was written down holds, and never for longer than the failures ask for: when the clock
    was set back since, the wait begins anew at the present hour instead of lasting for days. The
    caller writes that down, so that it passes.
    """
    if until is None or until <= now:
        return None
    return min(until, now + delay(failures))
