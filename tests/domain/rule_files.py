"""The real dated rules, as the program ships them, and short ways to say a time."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from desk.domain.calendar import Calendar, join_years, parse_calendar
from desk.domain.catalogue import Catalogue, parse_catalogue
from desk.domain.fees import Tariff, Waiver, parse_tariffs, parse_waivers
from desk.domain.records import VN, TimeLimit, Unit
from desk.domain.regime import Regime, parse_regimes, regime_on

RESOURCES = Path(__file__).parents[2] / "resources"
YEARS = (2024, 2025, 2026, 2027)


def load(*parts: str) -> Any:
    return json.loads(RESOURCES.joinpath(*parts).read_text(encoding="utf-8"))


@cache
def calendar() -> Calendar:
    return join_years(parse_calendar(load("calendars", f"{year}.json")) for year in YEARS)


@cache
def regimes() -> tuple[Regime, ...]:
    return parse_regimes(load("rules", "regimes.json"))


def now_regime() -> Regime:
    return regime_on(regimes(), date(2026, 11, 23))


@cache
def catalogue() -> Catalogue:
    return parse_catalogue(load("catalogue", "procedures-2026-11.json"))


@cache
def tariffs() -> tuple[Tariff, ...]:
    return parse_tariffs(load("rules", "tariffs.json"))


@cache
def waivers() -> tuple[Waiver, ...]:
    return parse_waivers(load("rules", "waivers.json"))


def at(text: str) -> datetime:
    """Return "2026-11-23 15:00:01" in Vietnamese time."""
    return datetime.fromisoformat(text).replace(tzinfo=VN)


def moments(first: str, last: str) -> SearchStrategy[datetime]:
    """Return any Vietnamese times between two days."""
    ends = (datetime.fromisoformat(text) for text in (first, last))
    return st.datetimes(*ends).map(lambda moment: moment.replace(tzinfo=VN))


def day(text: str) -> date:
    return date.fromisoformat(text)


SAME_DAY = TimeLimit(value=0, unit=Unit.SAME_DAY, cutoff=True)


def working_days(count: int, *, extension: int = 0) -> TimeLimit:
    return TimeLimit(value=count, unit=Unit.WORKING_DAYS, extension=extension)


def calendar_days(count: int) -> TimeLimit:
    return TimeLimit(value=count, unit=Unit.CALENDAR_DAYS)


def working_hours(count: int) -> TimeLimit:
    return TimeLimit(value=count, unit=Unit.WORKING_HOURS)
