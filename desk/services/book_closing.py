"""Closing the books of a day, a month or a year: all of this counter's at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desk.domain import book_closing, rights
from desk.domain import counter_events as cev
from desk.domain.book_closing import Closing, Kept, Part
from desk.domain.books import RECEIVED, RETURNED
from desk.domain.errors import InputError, RuleError
from desk.domain.records import VN, Actor
from desk.models import log
from desk.services import books
from desk.services.workplace import Workplace


class DayClosedError(RuleError):
    """The books of these days are closed already; once more they are for a reason only."""


class BooksUnchangedError(RuleError):
    """Nothing has changed in any book since it was closed: there is nothing to close once more."""


class DayAheadError(InputError):
    """A day that has not come yet cannot be closed."""


def close(work: Workplace, by: Actor, start: date, end: date, reason: str = "") -> Closing:
    """Close all books of some days; what is written for them afterwards is marked as late.

    Books that were closed already are closed once more where `reason` says why; the first
    closing stays in the log, and what it closed can still be printed as it was.

    Raises:
        NotAllowedError, ClosingPeriodError, DayClosedError, BooksUnchangedError, DayAheadError:
        nothing was written.
    """
    rights.require(by, "close-day")
    days, reason = book_closing.period_of(start, end), " ".join(reason.split())
    with work.database.write() as tx:
        now, me = work.now(), log.this_counter(tx)
        if end > now.date():
            raise DayAheadError(day=f"{end:%d/%m/%Y}")
        before = [each for each in books.closings(tx, me) if each.is_of(start, end)]
        if before and not reason:
            raise DayClosedError(day=_told(start, end), at=f"{before[-1].at:%H:%M %d/%m/%Y}")
        found = {kind: books.as_it_is(work, tx, kind, start, end) for kind, _ in books.kinds(work)}
        received, returned = found[RECEIVED], found[RETURNED]
        totals = received.totals
        assert totals is not None  # noqa: S101 - the tracking book always has them
        parts = [book_closing.part_of(each, books.digest(each.lines)) for each in found.values()]
        if before and _digests(parts) == _digests(before[-1].parts):
            last = before[-1]
            at = f"{last.at.astimezone(VN):%H:%M %d/%m/%Y}"
            raise BooksUnchangedError(day=_told(start, end), at=at, by=last.by)
        body = cev.DayClosed(
            day=days,
            received=len(received.counted),
            returned=len(returned.counted),
            at=now,
            figures=book_closing.freeze(totals, parts),
            note=reason if before else "",
        )
        made = log.append(tx, body, by, now).event
    return books.closing_of(made.uid, by.name, body)


def _digests(parts: Iterable[Part]) -> dict[str, str]:
    return {each.kind: each.digest for each in parts}


def closings(work: Workplace, kind: str) -> tuple[Closing, ...]:
    """Return all closings of a book, the latest first; each is of all books of this counter.

    Raises:
        UnknownBookError.
    """
    books.require(work, kind)
    with work.database.read() as tx:
        return books.closings(tx, log.this_counter(tx))[::-1]


def kept(work: Workplace, kind: str, closing: Closing) -> Kept:
    """Return whether a book still is as it was closed."""
    with work.database.read() as tx:
        now = books.as_it_is(work, tx, kind, closing.start, closing.end)
        part = closing.part(kind)
        if part is not None and part.digest == books.digest(now.lines):
            return Kept(closing=closing)  # nothing even went on: there is nothing to make again
        then = books.as_it_was(work, tx, kind, closing)
    changes = book_closing.changes(then.lines, now.lines)
    return Kept(closing=closing, changes=len(changes), proved=then.proved is not False)


def _told(start: date, end: date) -> str:
    first = f"{start:%d/%m/%Y}"
    return first if start == end else f"{first} – {end:%d/%m/%Y}"
