"""The working calendar: which days and hours count, as dated data, never as constants.

A year is one file with the notice that decreed it. What nobody has decreed yet may be used,
marked provisional ("lịch tạm tính"); a year without any data is an error, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile

from desk.domain.errors import RuleError
from desk.domain.records import VN
from desk.domain.ruledata import Entry, RuleDataError

_DAY = timedelta(days=1)
_NOTHING = timedelta()
_SATURDAY = 6  # ISO weekday; Sunday is 7
_SUNDAY = 7
EVERY_DAY = frozenset(range(1, _SUNDAY + 1))
_FIRST_YEAR = 2000
_LAST_YEAR = 2199
_SESSION = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]")
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class NoCalendarError(RuleError):
    """No calendar data for `year`: nothing can be counted through it."""


class BadCalendarError(RuleDataError):
    """A calendar year's data cannot be used."""


class DayOffError(RuleError):
    """Nobody is there on that day; facts: at, why (the day's name)."""


class OutsideHoursError(RuleError):
    """Nobody is there at that hour; facts: at, hours."""


class DayKind(StrEnum):
    """What a day is to the counter."""

    WORKING = "working"
    RECEPTION_OPEN = "reception_open"  # papers are taken in, no time limit runs
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Session:
    """One stretch of opening hours within a day."""

    opens: time
    closes: time


def hours_text(sessions: Iterable[Session]) -> str:
    """Return hours as papers say them: 08:00–12:00, 13:00–17:00."""
    return ", ".join(f"{each.opens:%H:%M}–{each.closes:%H:%M}" for each in sessions)


DEFAULT_HOURS = (Session(time(8), time(12)), Session(time(13), time(17)))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """Opening hours of some weekdays (ISO 1–7) from one day to another, both inclusive."""

    since: date
    until: date
    sessions: tuple[Session, ...]
    weekdays: frozenset[int] = EVERY_DAY
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether these hours apply to the day."""
        return self.since <= day <= self.until and day.isoweekday() in self.weekdays


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """One year's days off, swapped working days and hours, and what decreed them.

    `decree` names the notice; `decreed` may be True without one, where the days are known to
    be official but the reference has not been checked. Later `hours` win over earlier ones.
    `reception` opens days that are otherwise off for taking papers in.
    """

    year: int
    version: str
    decreed: bool
    decree: str = ""
    note: str = ""
    days_off: Mapping[date, str] = field(default_factory=dict)
    working_days: Mapping[date, str] = field(default_factory=dict)
    hours: tuple[OpeningHours, ...] = ()
    reception: tuple[OpeningHours, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Several years together: the calendar that time limits are counted on."""

    version: str
    years: Mapping[int, CalendarYear]

    def year_of(self, day: date) -> CalendarYear:
        """Return the data of the day's year, or raise `NoCalendarError`."""
        found = self.years.get(day.year)
        if found is None:
            raise NoCalendarError(year=day.year)
        return found

    def is_provisional(self, year: int) -> bool:
        """Whether the year's days off are still an estimate ("lịch tạm tính")."""
        return not self.year_of(date(year, 1, 1)).decreed

    def is_working(self, day: date) -> bool:
        """Whether the day counts as a working day."""
        year = self.year_of(day)
        if day in year.working_days:
            return True
        return day.isoweekday() < _SATURDAY and day not in year.days_off

    def kind(self, day: date) -> DayKind:
        """Return what the day is to the counter."""
        if self.is_working(day):
            return DayKind.WORKING
        return DayKind.RECEPTION_OPEN if self.hours(day) else DayKind.OFF

    def day_name(self, day: date) -> str:
        """Return why a day is off, or why a weekend day is worked; else its weekday."""
        year = self.year_of(day)
        named = year.working_days.get(day) or year.days_off.get(day)
        return named or WEEKDAYS[day.weekday()]

    def hours(self, day: date) -> tuple[Session, ...]:
        """Return the hours in which papers are taken in; none on a day off."""
        year = self.year_of(day)
        working = self.is_working(day)
        if not working and day in year.days_off:
            return ()
        found: tuple[Session, ...] = DEFAULT_HOURS if working else ()
        for period in year.hours if working else year.reception:
            if period.holds_on(day):
                found = period.sessions
        return found

    def require_open(self, at: datetime) -> None:
        """Refuse a time at which nobody is there; of a year without data nothing is known.

        Raises:
            DayOffError, OutsideHoursError.
        """
        at = vn_time(at)
        day, clock = at.date(), at.time()
        if day.year not in self.years:
            return
        hours, said = self.hours(day), f"{at:%H:%M %d/%m/%Y}"
        if not hours:
            raise DayOffError(at=said, why=self.day_name(day))
        if not any(each.opens <= clock <= each.closes for each in hours):
            raise OutsideHoursError(at=said, hours=hours_text(hours))

    def closing(self, day: date) -> datetime:
        """Return when a working day's business ends."""
        return datetime.combine(day, self.hours(day)[-1].closes, VN)

    def working_on_or_after(self, day: date) -> date:
        """Return the day itself if it is a working day, else the next one."""
        while not self.is_working(day):
            day += _DAY
        return day

    def next_working(self, day: date) -> date:
        """Return the first working day after the day."""
        return self.working_on_or_after(day + _DAY)

    def previous_working(self, day: date) -> date:
        """Return the last working day before the day."""
        day -= _DAY
        while not self.is_working(day):
            day -= _DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """Return the day that is `count` working days later (or earlier, if negative)."""
        step = self.next_working if count > 0 else self.previous_working
        for _ in range(abs(count)):
            day = step(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`."""
        return sum(self.is_working(day) for day in days_after(start, end))

    def add_working_time(self, start: datetime, amount: timedelta) -> datetime:
        """Return when `amount` of working hours has passed, counted from `start` on.

        What arrives outside the hours starts with the next ones; what ends with a session
        ends at its close, not at the opening of the next.
        """
        start, left = vn_time(start), amount
        sessions = self._sessions_from(start)
        while True:
            opens, closes = next(sessions)
            begin = max(opens, start)
            if left <= closes - begin:
                return begin + left
            left -= closes - begin

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Return how many working hours lie between two moments."""
        start, end, total = vn_time(start), vn_time(end), _NOTHING
        if start < end:
            sessions = self._sessions_from(start)
            for opens, closes in takewhile(lambda session: session[0] < end, sessions):
                total += min(closes, end) - max(opens, start)
        return total

    def _sessions_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the working sessions that are not over at `start`; ends by `NoCalendarError`."""
        day = self.working_on_or_after(start.date())
        while True:
            for session in self.hours(day):
                closes = datetime.combine(day, session.closes, VN)
                if closes > start:
                    yield datetime.combine(day, session.opens, VN), closes
            day = self.next_working(day)


def vn_time(moment: datetime) -> datetime:
    """Return a moment in Vietnamese time; a naive one is a mistake of the caller."""
    if moment.tzinfo is None:
        raise ValueError(moment)
    return moment.astimezone(VN)


def days_after(start: date, end: date) -> Iterator[date]:
    """Yield the days after `start` up to and including `end`."""
    while start < end:
        start += _DAY
        yield start


def join_years(years: Iterable[CalendarYear]) -> Calendar:
    """Make one calendar of several years; its version names the version of each."""
    found: dict[int, CalendarYear] = {}
    for year in sorted(years, key=lambda each: each.year):
        if year.year in found:
            raise BadCalendarError(
                entry=f"calendar.{year.year}", expected=f"≠ {year.year}", found=year.version
            )
        found[year.year] = year
    return Calendar(version="+".join(year.version for year in found.values()), years=found)


def changed_days(old: Calendar, new: Calendar) -> tuple[date, ...]:
    """Return the days that two calendars, where both have them, treat differently."""
    return tuple(
        day
        for year in sorted(old.years.keys() & new.years.keys())
        for day in days_after(date(year - 1, 12, 31), date(year, 12, 31))
        if (old.is_working(day), old.hours(day)) != (new.is_working(day), new.hours(day))
    )


def parse_calendar(data: object) -> CalendarYear:
    """Read one year's calendar from its JSON.

    Raises `BadCalendarError` naming the entry: a date of another year, a day both off and
    worked, a swapped working day that is no weekend day, hours that overlap, unknown keys.
    """
    entry = Entry(data, at="calendar", error=BadCalendarError)
    year = entry.whole("year", _FIRST_YEAR, _LAST_YEAR)
    decree = entry.text("decree", default="")
    parsed = CalendarYear(
        year=year,
        version=entry.text("version"),
        decree=decree,
        decreed=entry.flag("decreed", default=bool(decree)),
        note=entry.text("note", default=""),
        days_off=_named_days(entry.entry("days_off"), year),
        working_days=_named_days(entry.entry("working_days"), year),
        hours=tuple(_opening(each, year) for each in entry.entries("hours")),
        reception=tuple(_opening(each, year) for each in entry.entries("reception")),
    )
    entry.close()
    for day in parsed.working_days:
        if day in parsed.days_off:
            entry.fail(f"working_days.{day}", f"≠ days_off.{day}", day.isoformat())
        if day.isoweekday() < _SATURDAY:
            entry.fail(f"working_days.{day}", f"{_SATURDAY} | {_SUNDAY}", day.isoweekday())
    return parsed


def calendar_data(year: CalendarYear) -> dict[str, object]:
    """Return a year as the JSON that `parse_calendar` reads."""
    return {
        "year": year.year,
        "version": year.version,
        "decreed": year.decreed,
        "decree": year.decree,
        "note": year.note,
        "days_off": {day.isoformat(): name for day, name in sorted(year.days_off.items())},
        "working_days": {day.isoformat(): name for day, name in sorted(year.working_days.items())},
        "hours": [_opening_data(each) for each in year.hours],
        "reception": [_opening_data(each) for each in year.reception],
    }


def _named_days(entry: Entry, year: int) -> dict[date, str]:
    found: dict[date, str] = {}
    for key in entry.left():
        day = entry.as_day(key, key)
        if day.year != year:
            entry.fail(key, f"{year}-MM-DD", key)
        found[day] = entry.text(key)
    return found


def _opening(entry: Entry, year: int) -> OpeningHours:
    since, until = entry.day("since"), entry.day("until")
    for key, day in (("since", since), ("until", until)):
        if day.year != year:
            entry.fail(key, f"{year}-MM-DD", day.isoformat())
    if until < since:
        entry.fail("until", f"≥ {since}", until.isoformat())
    given = entry.has("weekdays")
    weekdays = frozenset(entry.wholes("weekdays", 1, _SUNDAY))
    if given and not weekdays:
        entry.fail("weekdays", f"[1…{_SUNDAY}]")
    sessions = _sessions(entry)
    note = entry.text("note", default="")
    entry.close()
    return OpeningHours(
        since=since,
        until=until,
        weekdays=weekdays or EVERY_DAY,
        sessions=sessions,
        note=note,
    )


def _sessions(entry: Entry) -> tuple[Session, ...]:
    found: list[Session] = []
    for text in entry.texts("open"):
        if not _SESSION.fullmatch(text):
            entry.fail("open", "HH:MM-HH:MM", text)
        session = Session(*map(time.fromisoformat, text.split("-")))
        if session.closes <= session.opens:
            entry.fail("open", f"> {session.opens:%H:%M}", text)
        if found and session.opens < found[-1].closes:
            entry.fail("open", f"≥ {found[-1].closes:%H:%M}", text)
        found.append(session)
    if not found:
        entry.fail("open", "HH:MM-HH:MM")
    return tuple(found)


def _opening_data(hours: OpeningHours) -> dict[str, object]:
    return {
        "since": hours.since.isoformat(),
        "until": hours.until.isoformat(),
        "weekdays": sorted(hours.weekdays),
        "open": [f"{each.opens:%H:%M}-{each.closes:%H:%M}" for each in hours.sessions],
        "note": hours.note,
    }
