"""The books of a counter: lines of a day, its closing, and whether a number is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from desk.domain.papers import Page, Sheet

#: The books that a page can show; those of certifying go by their own kinds.
RECEIVED, RETURNED = "received", "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a book: of the tracking book, of the returns, or of a certification book."""

    uid: str
    code: str
    name: str
    what: str  # the procedure; in a certification book the document
    at: datetime  # when it was received, handed back, entered
    book: str = ""  # 1/2026
    line: int = 0
    contact: str = ""  # address, telephone
    agency: str = ""  # that decides
    due_at: datetime | None = None
    returned_at: datetime | None = None
    manner: str = ""  # how the result is collected
    collector: str = ""
    pages: int = 0
    copies: int = 0
    fee: int | None = None
    serial: str = ""
    voided: bool = False  # struck through
    late: bool = False  # written after the day was closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A day whose logs somebody closed."""

    day: date
    received: int
    returned: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A number that no line has; `burnt` where the log itself says that it was given up."""

    line: int
    burnt: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A book over some days, its closings, and the numbers of its volumes that are not there."""

    kind: str  # received | returned | copy | signature | contract | translation
    start: date
    end: date
    lines: tuple[Line, ...]
    closings: tuple[Closing, ...] = ()
    gaps: tuple[Gap, ...] | None = None  # None: a book without numbers

    @property
    def counted(self) -> tuple[Line, ...]:
        """The lines that are not struck through."""
        return tuple(line for line in self.lines if not line.voided)

    @property
    def fees(self) -> int:
        """What the lines cost together, as far as that is known."""
        return sum(line.fee or 0 for line in self.counted)

    @property
    def is_bound(self) -> bool:
        """Whether it is the book of a whole year, as it is bound and closed (TT 01/2018 Đ.10)."""
        first, last = (self.start.month, self.start.day), (self.end.month, self.end.day)
        return self.start.year == self.end.year and first == (1, 1) and last == (12, 31)

    @property
    def volumes(self) -> tuple[str, ...]:
        """The volumes that its lines stand in."""
        return tuple(sorted({line.book for line in self.lines if line.book}))

    @property
    def closed(self) -> Closing | None:
        """The closing of a book of one day."""
        return self.closings[0] if self.start == self.end and self.closings else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSheet(Sheet):
    """A book over some days on A4 across; `title` names a certification book."""

    book: Book
    title: str = ""
    page: Page = Page.A4


def is_late(written: datetime | None, day: date, closings: Iterable[Closing]) -> bool:
    """Tell whether a line of a day was written after that day had been closed."""
    closed = [each.at for each in closings if each.day == day]
    return written is not None and bool(closed) and written > min(closed)


def gaps(lines: Iterable[tuple[int, int]], last: int, burnt: Sequence[int]) -> tuple[Gap, ...]:
    """Return the numbers up to `last` that no line has, and which of them were burnt.

    `lines` are the numbers that are there, each with the log's time (hlc) at which it was
    written; `burnt` are the times at which the log gave a number up. Numbers are given in the
    order of the log, so a number between two others was given between them: as many of a hole as
    numbers were given up in that time are accounted for.
    """
    known = sorted({0: 0, **dict(lines)}.items())
    found: list[Gap] = []
    ends = [*known[1:], (last + 1, max([hlc for _, hlc in known] + list(burnt)) + 1)]
    for (before, since), (after, until) in zip(known, ends, strict=True):
        given_up = sum(since < each < until for each in burnt)
        found += [
            Gap(line=line, burnt=at < given_up) for at, line in enumerate(range(before + 1, after))
        ]
    return tuple(found)
