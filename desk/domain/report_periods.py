"""The periods that reports are made for: months, quarters and years, as a form closes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_DAY: Final = timedelta(days=1)
_QUARTER: Final = 3
_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """One period, whole days, both included; `kind` is month, quarter or year, `number` which."""

    kind: str
    number: int
    year: int
    start: date
    end: date


def usual(today: date, closes: int = 0) -> tuple[ReportPeriod, ...]:
    """Return this and the last month, quarter and year.

    `closes` is the day of its last month on which a quarter's and a year's data end (TT
    01/2020/TT-VPCP: the 14th, so that a quarter begins on the 15th); 0: the month's own end.
    """
    found = []
    for length, day in ((1, 0), (_QUARTER, closes), (_YEAR, closes)):
        this = _holding(today, length, day)
        found += [this, _holding(this.start - _DAY, length, day)]
    return tuple(found)


def _holding(today: date, length: int, closes: int) -> ReportPeriod:
    """Return the period of so many months that holds a day."""
    months = today.year * _YEAR + today.month - 1
    if closes and today.day > closes and (today.month % length == 0):
        months += 1  # its quarter's data are closed: this is the next one already
    number = months // length
    end_month = (number + 1) * length - 1
    start, end = _last_day(end_month - length, closes) + _DAY, _last_day(end_month, closes)
    kind = {1: "month", _QUARTER: "quarter", _YEAR: "year"}[length]
    per_year = _YEAR // length
    return ReportPeriod(kind, number % per_year + 1, number // per_year, start, end)


def _last_day(month: int, closes: int) -> date:
    """Return the day on which a month (counted from year 0) ends, or its data close."""
    if closes:
        return date(month // _YEAR, month % _YEAR + 1, closes)
    return date((month + 1) // _YEAR, (month + 1) % _YEAR + 1, 1) - _DAY
