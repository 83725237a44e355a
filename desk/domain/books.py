"""The books of a counter: lines of a day, what they come to, and whether a number is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from desk.domain.papers import Page, Sheet
from desk.domain.records import VN

if TYPE_CHECKING:
    from desk.domain.book_closing import Change, Closing

#: The books that a page can show; those of certifying go by their own kinds.
RECEIVED, RETURNED = "received", "returned"
#: What was paid and given back, and the counts of the drawer.
FEES, DRAWER = "fees", "drawer"
#: Books whose lines have no numbers of their own, so that none can be missing.
UNNUMBERED: Final = frozenset({RETURNED, FEES, DRAWER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One count of the drawer; `expected` is the float and the cash since it was opened.

    `pieces` are notes and coins as they were counted: value in đồng, how many of it.
    """

    opened_at: datetime
    opened_by: str
    float_: int
    expected: int
    counted: int
    reason: str = ""
    pieces: tuple[tuple[int, int], ...] = ()

    @property
    def off(self) -> int:
        """By how much more there is than there should be; below zero it lacks."""
        return self.counted - self.expected


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
    refused: bool = False  # not accepted, or answered with a refusal
    stopped: bool = False  # stopped, or withdrawn by whoever handed it in
    by: str = ""  # who took the money, who counted it
    count: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A number that no line has; `burnt` where the log itself says that it was given up."""

    line: int
    burnt: bool
    book: str = ""  # 1/2026


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The first and the last line of a volume in some days, and how many there are."""

    book: str  # 1/2026
    first: int
    last: int
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What the tracking book comes to: carried + received = all others but `online`."""

    carried: int = 0  # received before and still open when the first day began
    received: int = 0
    online: int = 0  # of those received
    returned: int = 0
    refused: int = 0
    withdrawn: int = 0
    moved: int = 0  # another counter holds it
    open: int = 0  # at the end of the last day


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A book over some days, its closings, and the numbers of its volumes that are not there.

    `closing` is set where the lines are those of that closing, `proved` whether they are the same
    to the letter; in a book as it stands now `changes` are what became of it since.
    """

    kind: str  # received | returned | fees | drawer | copy | signature | contract | translation
    start: date
    end: date
    lines: tuple[Line, ...]
    closings: tuple[Closing, ...] = ()  # in the order in which they were made
    gaps: tuple[Gap, ...] | None = None  # None: a book without numbers
    totals: Totals | None = None  # of the tracking book
    changes: tuple[Change, ...] = ()
    closing: Closing | None = None
    proved: bool | None = True  # None: the closing kept no digest to compare with

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
        return tuple(span.book for span in spans(self.lines))

    @property
    def closed(self) -> Closing | None:
        """The last closing of exactly these days."""
        fitting = [each for each in self.closings if each.is_of(self.start, self.end)]
        return fitting[-1] if fitting else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSheet(Sheet):
    """A book over some days on A4 across; `title` names a certification book."""

    book: Book
    title: str = ""
    page: Page = Page.A4


def spans(lines: Iterable[Line]) -> tuple[Span, ...]:
    """Return what each volume holds of these lines, in the order of the volumes."""
    held: dict[str, list[int]] = {}
    for line in lines:
        if line.book:
            held.setdefault(line.book, []).append(line.line)
    return tuple(
        Span(book=book, first=min(found), last=max(found), lines=len(found))
        for book, found in sorted(held.items(), key=lambda each: volume_order(each[0]))
    )


def open_days(book: Book) -> tuple[date, ...]:
    """Return the days on which a book has lines, and that nobody has closed."""
    days = {line.at.astimezone(VN).date() for line in book.lines}
    shut = {each.start for each in book.closings if each.start == each.end}
    return tuple(sorted(days - shut))


def volume_order(book: str) -> tuple[int, list[int]]:
    """Return by what volumes are sorted: 1/2026, 1.2/2026, 2/2026, 1/2027."""
    volume, _, year = book.partition("/")
    parts = [int(part) if part.isdecimal() else 0 for part in (year, *volume.split("."))]
    return parts[0], parts[1:]


def gaps(
    lines: Iterable[tuple[int, int]], last: int, burnt: Sequence[int], book: str = ""
) -> tuple[Gap, ...]:
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
            Gap(line=line, burnt=at < given_up, book=book)
            for at, line in enumerate(range(before + 1, after))
        ]
    return tuple(found)
