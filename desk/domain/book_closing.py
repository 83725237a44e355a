"""Closing the books of a day, a month or a year: what they came to, and what changed since.

A closing is of all books of the counter at once. Its figures are kept in the log as they were, so
that a book can be printed again as it was closed; what was written afterwards is told beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from desk.domain.books import Book, Gap, Line, Span, Totals, spans
from desk.domain.errors import InputError
from desk.domain.records import Status

_DAY: Final = timedelta(days=1)
#: What tells of a line's changes, in the order in which they are told.
FIELDS: Final = (
    "book line name what contact due_at manner pages copies fee serial collector returned_at"
).split()
#: What goes on by itself after a day was closed: a dossier is handed back when it is.
_GOES_ON: Final = frozenset({"collector", "returned_at", "serial", "fee"})


class ClosingPeriodError(InputError):
    """Books are closed by the day, the month or the year: these days are none of them."""


def period_of(start: date, end: date) -> str:
    """Return what a closing calls its days: 2026-11-23, 2026-11 or 2026 (ISO 8601).

    Raises:
        ClosingPeriodError.
    """
    if start == end:
        return str(start)
    after = end + _DAY
    if start.day == after.day == 1:
        months = (after.year - start.year) * 12 + after.month - start.month
        if months == 1:
            return f"{start:%Y-%m}"
        if (start.month, months) == (1, 12):
            return f"{start:%Y}"
    raise ClosingPeriodError(start=f"{start:%d/%m/%Y}", end=f"{end:%d/%m/%Y}")


def days_of(period: str) -> tuple[date, date]:
    """Return the first and the last day of a period as a closing calls it."""
    parts = [int(part) for part in period.split("-")]
    if len(parts) == len(("year", "month", "day")):
        day = date(*parts)
        return day, day
    year, first = parts[0], parts[1] if len(parts) > 1 else 1
    last = first if len(parts) > 1 else 12
    after = date(year + last // 12, last % 12 + 1, 1)
    return date(year, first, 1), after - _DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one book came to when it was closed; `digest` is of its lines as they were."""

    kind: str
    lines: int  # that count
    struck: int = 0
    fees: int = 0
    spans: tuple[Span, ...] = ()
    gaps: tuple[Gap, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """One closing of the books of some days; one from before figures were kept has no parts."""

    uid: str
    start: date
    end: date
    at: datetime
    by: str
    reason: str = ""  # why they were closed once more
    totals: Totals | None = None
    parts: tuple[Part, ...] = ()

    def part(self, kind: str) -> Part | None:
        """Return what a book came to, or None where the closing does not tell."""
        return next((each for each in self.parts if each.kind == kind), None)

    def is_of(self, start: date, end: date) -> bool:
        """Whether exactly these days were closed."""
        return (self.start, self.end) == (start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How a book stands now beside one of its closings.

    `changes` is how many of its lines differ; `proved`, whether its lines as they were closed could
    be made again to the letter.
    """

    closing: Closing
    changes: int = 0
    proved: bool = True

    @property
    def same(self) -> bool:
        """Whether the book still is as it was closed."""
        return self.proved and not self.changes


def part_of(book: Book, digest: str) -> Part:
    """Return what a book comes to now."""
    return Part(
        kind=book.kind,
        lines=len(book.counted),
        struck=len(book.lines) - len(book.counted),
        fees=book.fees,
        spans=spans(book.lines),
        gaps=book.gaps or (),
        digest=digest,
    )


def freeze(totals: Totals, parts: Sequence[Part]) -> str:
    """Return what the books came to as canonical JSON."""
    kept: dict[str, Any] = {
        "totals": {name: getattr(totals, name) for name in Totals.__slots__},
        "books": [
            {
                "kind": each.kind,
                "lines": each.lines,
                "struck": each.struck,
                "fees": each.fees,
                "spans": [[span.book, span.first, span.last, span.lines] for span in each.spans],
                "gaps": [[gap.line, gap.burnt, gap.book] for gap in each.gaps],
                "digest": each.digest,
            }
            for each in parts
        ],
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def thaw(text: str) -> tuple[Totals | None, tuple[Part, ...]]:
    """Return what the books came to from its JSON; of an older closing nothing is kept."""
    if not text:
        return None, ()
    kept = json.loads(text)
    return Totals(**kept["totals"]), tuple(
        Part(
            kind=each["kind"],
            lines=each["lines"],
            struck=each["struck"],
            fees=each["fees"],
            spans=tuple(
                Span(book=book, first=first, last=last, lines=lines)
                for book, first, last, lines in each["spans"]
            ),
            gaps=tuple(
                Gap(line=line, burnt=burnt, book=book) for line, burnt, book in each["gaps"]
            ),
            digest=each["digest"],
        )
        for each in kept["books"]
    )


def is_late(written: datetime | None, day: date, closings: Iterable[Closing]) -> bool:
    """Tell whether a line of a day was written after that day had been closed."""
    closed = [each.at for each in closings if each.start <= day <= each.end]
    return written is not None and bool(closed) and written > min(closed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one line after its book was closed.

    `what` is added, struck, gone or changed; `fields` are those that read otherwise now.
    """

    what: str
    code: str
    book: str = ""
    line: int = 0
    fields: tuple[str, ...] = ()


def changes(then: Iterable[Line], now: Iterable[Line]) -> tuple[Change, ...]:
    """Return how a book differs from what it was when it was closed, in the order of the book.

    That a dossier was paid or handed back later is no change: the line goes on by itself.
    """
    before = {_key(line): line for line in then}
    found = []
    for line in now:
        was = before.pop(_key(line), None)
        if was is None:
            found.append(_change("added", line))
        elif line.voided and not was.voided:
            found.append(_change("struck", line))
        else:
            fields = tuple(
                name
                for name in FIELDS
                if getattr(was, name) != getattr(line, name)
                and (name not in _GOES_ON or getattr(was, name))
            )
            if fields:
                found.append(_change("changed", line, fields))
    return (*found, *(_change("gone", line) for line in before.values()))


def _key(line: Line) -> tuple[str, str, int, datetime | None]:
    # One dossier may have several lines: documents of one act, payments.
    return line.uid, line.book, line.line, None if line.line else line.at


def _change(what: str, line: Line, fields: tuple[str, ...] = ()) -> Change:
    return Change(what=what, code=line.code, book=line.book, line=line.line, fields=fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the sums of the tracking book need of one dossier, instants as they are compared.

    `here` is whether this counter holds it; `ended` when it was handed back, refused or stopped.
    """

    status: int
    received: int
    ended: int | None
    online: bool
    here: bool


def total(dossiers: Iterable[Standing], start: int, after: int) -> Totals:
    """Return what the tracking book comes to from `start` until before `after`.

    `dossiers` are those received before `after` that were not struck out. So carried over and
    received together are always what ended, went elsewhere, or is still open here.
    """
    found = dict.fromkeys(Totals.__slots__, 0)
    for each in dossiers:
        if each.ended is not None and each.ended < start:
            continue
        found["carried" if each.received < start else "received"] += 1
        found["online"] += each.online and each.received >= start
        found[_end(each, after)] += 1
    return Totals(**found)


def _end(dossier: Standing, after: int) -> str:
    if dossier.ended is None or dossier.ended >= after:
        return "open" if dossier.here else "moved"
    ends = {Status.NOT_ACCEPTED: "refused", Status.STOPPED: "withdrawn"}
    return ends.get(Status(dossier.status), "returned")
