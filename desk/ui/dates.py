"""Dates and times as they are typed at a counter; pure functions, no clock."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from desk.domain.records import VN

END_OF_DAY: Final = time(17)
_FULL_YEAR = 100

_WHEN = re.compile(r"^(?P<day>[\d/.\-]+)(?:\s+(?P<hour>\d{1,2})(?:[:hg](?P<minute>\d{2})?)?)?$")


def separate_birth(text: str) -> str:
    """Return a birth date typed without anything between its parts as papers write it.

    31011999 is 31/01/1999 and 011999 is 01/1999; everything else stays as it was typed.
    """
    typed = text.strip()
    if not typed.isdigit() or len(typed) not in (6, 8):
        return typed
    early = [typed[at : at + 2] for at in range(0, len(typed) - 4, 2)]
    return "/".join([*early, typed[-4:]])


def show_birth(iso: str) -> str:
    """Return 31/01/1999, 01/1999 or 1999, with the precision that it has."""
    return "/".join(reversed(iso.split("-"))) if iso else ""


def parse_when(text: str, today: date, *, past: bool = False) -> datetime | None:
    """Return the instant that a clerk typed, at 17:00 unless an hour is given.

    Without a year the next such day is meant, or with `past` the last.

    Read are 27/11, 27/11/2026, 27/11/26, 2711, +3 (days from today) and each with `10:30`
    or `10h` behind it.
    """
    text = " ".join(text.split())
    if text.startswith("+") and text[1:].isdigit() and len(text) < 5:  # noqa: PLR2004 - +999 is enough
        return datetime.combine(today + timedelta(days=int(text[1:])), END_OF_DAY, VN)
    found = _WHEN.match(text)
    if not found:
        return None
    day = _day(found["day"], today, past=past)
    hour, minute = int(found["hour"] or END_OF_DAY.hour), int(found["minute"] or 0)
    if day is None or hour > 23 or minute > 59:  # noqa: PLR2004 - a clock
        return None
    return datetime.combine(day, time(hour, minute), VN)


def _day(text: str, today: date, *, past: bool) -> date | None:
    parts = [p for p in re.split(r"[/.\-]+", text) if p]
    if len(parts) == 1 and len(text) in (4, 6, 8):
        parts = [text[:2], text[2:4], text[4:]]
    if len(parts) not in (2, 3) or not all(p.isdigit() for p in parts if p):
        return None
    year = int(parts[2]) if len(parts) == 3 and parts[2] else today.year  # noqa: PLR2004 - day, month, year
    if year < _FULL_YEAR:
        year += 2000
    try:
        day = date(year, int(parts[1]), int(parts[0]))
        if len(parts) == 2:  # noqa: PLR2004 - without a year
            turn = -1 if past and day > today else int(not past and day < today)
            day = day.replace(year=year + turn)
    except ValueError:
        return None
    return day
