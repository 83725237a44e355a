"""What can be asked of all dossiers at once, and what is answered: for lists, figures, exports."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Final

from desk.domain.records import VN, Channel, Status
from desk.domain.text import fold
from desk.domain.views import QueueRow

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From one instant up to another, which is no longer part of it; None: open on that side."""

    start: datetime | None = None
    end: datetime | None = None

    @classmethod
    def days(cls, first: date, last: date) -> Span:
        """Return whole Vietnamese days, both of them included."""
        # The calendar's last day has no day after it.
        after = min(last, date.max - _DAY) + _DAY
        return cls(datetime.combine(first, time(), VN), datetime.combine(after, time(), VN))

    @property
    def first(self) -> date | None:
        """The first day."""
        return self.start.astimezone(VN).date() if self.start else None

    @property
    def last(self) -> date | None:
        """The last day that is part of it."""
        return (self.end.astimezone(VN) - timedelta(microseconds=1)).date() if self.end else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which dossiers are meant; what is left as it stands asks for nothing.

    `reason` is that of a request to complete the dossier, made within `asked`; `moment` names
    which moment of the waiting room's ticket lies within `ticket`.
    """

    text: str = ""
    statuses: tuple[Status, ...] = ()
    procedures: tuple[str, ...] = ()
    received: Span | None = None
    due: Span | None = None
    finished: Span | None = None
    returned: Span | None = None
    asked: Span | None = None
    reason: str = ""
    ticket: Span | None = None
    moment: str = ""  # taken | called | served
    hour: int | None = None  # of that moment, on whichever day
    channel: Channel | None = None
    officer: str = ""
    overdue: bool | None = None
    late: bool | None = None  # its result came after the due time, or in time
    shelf: str = ""  # as it begins
    scanned: bool | None = None  # whether a file shows any of its papers
    voided: bool = False
    among: tuple[int, ...] | None = None  # local keys, of dossiers that were counted

    @property
    def narrows(self) -> int:
        """Return how many things are asked for besides the text."""
        usual = Filter(text=self.text)
        return sum(getattr(self, each.name) != getattr(usual, each.name) for each in fields(self))


SORTS: Final = ("match", "code", "name", "procedure", "status", "received", "due", "returned")


@dataclass(frozen=True, slots=True)
class Sort:
    """By what a list is sorted: `match` puts what answers the text best first."""

    by: str = "match"
    down: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """One dossier that was found."""

    row: QueueRow
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    shelf: str = ""
    papers: int = 0
    scanned: int = 0

    @property
    def uid(self) -> str:
        """The dossier's uid."""
        return self.row.uid

    @property
    def voided(self) -> bool:
        """Whether the dossier was struck out."""
        return self.row.voided


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Another question that would have found something."""

    kind: str  # wider | fewer | procedure
    filter: Filter
    count: int
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of what was found; `after` fetches the next one, `total` counts them all."""

    rows: tuple[FoundRow, ...] = ()
    total: int = 0
    after: str = ""
    hints: tuple[Hint, ...] = ()
    fresh_at: datetime | None = None  # how old what other places wrote may be; None: no target


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A field of procedures, and those of them that the ward has dossiers of."""

    name: str
    procedures: tuple[tuple[str, str], ...]  # code, name


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the filters of a list offer: what there is in the ward's dossiers."""

    areas: tuple[Area, ...] = ()
    officers: tuple[str, ...] = ()
    shelves: tuple[str, ...] = ()


# -- days as they are typed ------------------------------------------------------------------------

_SPLIT: Final = re.compile(r"\s*(?:–|—|\.\.\.?|\bden\b|\bto\b|(?<=\d)\s*-\s*(?=\d))\s*")
_PARTS: Final = re.compile(r"(?:(\d{1,2})[/.])?(?:(\d{1,2})[/.])?(\d{1,4})")
_LAST_MONTH: Final = 12
_YEAR_DIGITS: Final = 4


def parse_span(text: str, today: date) -> Span | None:
    """Return the days that were typed; None where no days can be read out of it.

    Read are 23/11, 23/11/2026, 11/2026, 2026 and two of them with a dash between; and in words,
    with or without marks: hôm nay, hôm qua, tuần này, tháng này, tháng trước, năm nay, năm
    trước, 7 ngày.
    """
    typed = " ".join(fold_days(text).split())
    named = _named(typed, today)
    if named is not None:
        return Span.days(*named)
    parts = _SPLIT.split(typed)
    if not typed or len(parts) > 2:  # noqa: PLR2004 - from and to
        return None
    first, last = _days(parts[0], today), _days(parts[-1], today)
    if first is None or last is None or last[1] < first[0]:
        return None
    return Span.days(first[0], last[1])


def fold_days(text: str) -> str:
    """Fold words but leave what stands between numbers."""
    return "".join(fold(each) if each.isalpha() else each for each in text)


def _named(typed: str, today: date) -> tuple[date, date] | None:
    """Return the days of a word."""
    month = today.replace(day=1)
    year = today.replace(month=1, day=1)
    known = {
        "hom nay": (today, today),
        "hom qua": (today - _DAY, today - _DAY),
        "tuan nay": (today - _DAY * today.weekday(), today),
        "thang nay": (month, today),
        "thang truoc": ((month - _DAY).replace(day=1), month - _DAY),
        "nam nay": (year, today),
        "nam truoc": ((year - _DAY).replace(month=1, day=1), year - _DAY),
    }
    if typed in known:
        return known[typed]
    counted = re.fullmatch(r"(\d{1,3}) ngay(?: qua)?", typed)
    return (today - _DAY * (int(counted[1]) - 1), today) if counted and int(counted[1]) else None


def _days(typed: str, today: date) -> tuple[date, date] | None:
    """Return the first and last day of a day, a month or a year."""
    found = _PARTS.fullmatch(typed)
    if not found:
        return None
    numbers = [int(part) for part in found.groups() if part]
    whole_year = len(found[3]) == _YEAR_DIGITS
    try:
        if len(numbers) == 3:  # noqa: PLR2004 - day, month, year
            year = numbers[2] if whole_year else 2000 + numbers[2]
            day = date(year, numbers[1], numbers[0])
            return day, day
        if len(numbers) == 1:
            return (date(numbers[0], 1, 1), date(numbers[0], 12, 31)) if whole_year else None
        if whole_year:
            return _month(numbers[1], numbers[0])
        day = date(today.year, numbers[1], numbers[0])
    except ValueError:
        return None
    return day, day


def _month(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    if month == _LAST_MONTH:
        return first, date(year, month, 31)
    return first, date(year, month + 1, 1) - _DAY


def typed_day(text: str, today: date) -> Span | None:
    """Return the days that a search text means: only what can be nothing else is one."""
    return parse_span(text, today) if re.search(r"\d/\d", text) else None
