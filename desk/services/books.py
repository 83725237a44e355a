"""The books of this counter: what stands in them, and whether a number is missing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile
from typing import Any, Final

from sqlalchemy import Connection, select, text

from desk.domain import book_closing, books
from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain.book_closing import Closing
from desk.domain.books import (
    DRAWER,
    FEES,
    RECEIVED,
    RETURNED,
    UNNUMBERED,
    Book,
    BookSheet,
    Gap,
    Line,
    Totals,
)
from desk.domain.errors import InputError
from desk.domain.papers import Page
from desk.domain.records import VN, Channel
from desk.models import log
from desk.models.log import Counter
from desk.models.projection import micros
from desk.models.tables import event, serial
from desk.services import print_queue
from desk.services.as_of import Moment
from desk.services.at_once import serial_of
from desk.services.book_lines import Shelf, given_before, is_ours, midnight, of_counter
from desk.services.workplace import Workplace
from desk.wire import canonical, sealed
from desk.wire.ids import from_key, to_key

#: What a print job calls a book; what it is about: received/2026-11-23/2026-11-23.
FORM: Final = "book"
_LONGEST: Final = 366  # days


class UnknownBookError(InputError):
    """There is no such book."""


class BookPeriodError(InputError):
    """The days of a book end before they begin, or are more than a year."""


class BookOpenError(InputError):
    """A book of these days was never closed, so nothing can be shown as it was then."""


def kinds(work: Workplace) -> tuple[tuple[str, str], ...]:
    """Return the books that there are: kind and name of each; only certification books have one."""
    registers = ((each.kind, each.name) for each in work.rules.registers)
    return ((RECEIVED, ""), (RETURNED, ""), *registers, (FEES, ""), (DRAWER, ""))


def require(work: Workplace, kind: str) -> None:
    """See that there is such a book.

    Raises:
        UnknownBookError.
    """
    if kind not in dict(kinds(work)):
        raise UnknownBookError(book=kind[:40])


def book(work: Workplace, kind: str, start: date, end: date, *, closed: bool = False) -> Book:
    """Return a book of this counter over some days; `closed`: as it was when it was closed last.

    A book that was closed tells what became of it since.

    Raises:
        UnknownBookError, BookPeriodError, BookOpenError.
    """
    require(work, kind)
    if not 0 <= (end - start).days < _LONGEST:
        raise BookPeriodError(start=f"{start:%d/%m/%Y}", end=f"{end:%d/%m/%Y}")
    with work.database.read() as tx:
        found = as_it_is(work, tx, kind, start, end)
        made = found.closed
        if made is None and closed:
            raise BookOpenError(start=f"{start:%d/%m/%Y}", end=f"{end:%d/%m/%Y}")
        if made is None:
            return found
        then = as_it_was(work, tx, kind, made)
        if closed:
            return then
        return replace(found, changes=book_closing.changes(then.lines, found.lines))


def as_it_is(work: Workplace, tx: Connection, kind: str, start: date, end: date) -> Book:
    """Return a book as it stands now."""
    me = log.this_counter(tx)
    made = tuple(each for each in closings(tx, me) if each.start <= end and each.end >= start)
    shelf = Shelf(tx, work.rules, me, made)
    return Book(
        kind=kind,
        start=start,
        end=end,
        lines=shelf.lines(kind, start, end),
        closings=made,
        gaps=None if kind in UNNUMBERED else _gaps(tx, me, kind, end.year),
        totals=_totals(tx, me, start, end) if kind == RECEIVED else None,
    )


def as_it_was(work: Workplace, tx: Connection, kind: str, closing: Closing) -> Book:
    """Return a book as it was closed, with whether its lines are the same to the letter.

    A closing from before digests were kept has none to compare with.
    """
    me = log.this_counter(tx)
    row = tx.execute(
        select(event.c.id, event.c.hlc).where(event.c.uid == to_key(closing.uid))
    ).one()
    before = tuple(
        each
        for each in takewhile(lambda each: each.uid != closing.uid, closings(tx, me))
        if each.start <= closing.end and each.end >= closing.start
    )
    rules = work.rules_on(closing.at.astimezone(VN).date())
    part = closing.part(kind)
    found: tuple[Line, ...] = ()
    # A log that was read back has its events in another order: then the log's own time tells.
    for is_own in (True, False):
        moment = Moment(row.id, row.hlc, closing.at, is_own=is_own)
        found = Shelf(tx, rules, me, before, moment).lines(kind, closing.start, closing.end)
        if part is None or digest(found) == part.digest:
            break
    return Book(
        kind=kind,
        start=closing.start,
        end=closing.end,
        lines=found,
        closings=(*before, closing),
        gaps=None if kind in UNNUMBERED or part is None else part.gaps,
        totals=closing.totals if kind == RECEIVED else None,
        closing=closing,
        proved=None if part is None else digest(found) == part.digest,
    )


def digest(lines: Sequence[Line]) -> str:
    """Return a digest of what a book says: who decides is the catalogue's word, not the book's."""
    told = hashlib.sha256()
    for line in lines:
        told.update(canonical.dumps(replace(line, agency="")))
    return told.hexdigest()


def _totals(tx: Connection, me: Counter, start: date, end: date) -> Totals:
    """Return what the tracking book comes to."""
    first, after = micros(midnight(start)), micros(midnight(end + timedelta(days=1)))
    assert first is not None  # noqa: S101 - a day has its beginning
    assert after is not None  # noqa: S101 - as above
    earlier = given_before(tx, me)
    rows = tx.execute(_STANDINGS, {"start": first, "after": after})
    return book_closing.total(
        (
            book_closing.Standing(
                status=row.status,
                received=row.received_at,
                ended=row.ended,
                online=row.channel == Channel.ONLINE,
                here=row.holder == me.device,
            )
            for row in rows
            if is_ours(row.book or "", me) or (earlier and from_key(row.uid) in earlier)
        ),
        first,
        after,
    )


_STANDINGS: Final = text(
    "SELECT uid, status, received_at, channel, holder,"
    " CASE WHEN is_open = 0 THEN coalesce(returned_at, finished_at) END AS ended,"
    " json_extract(CAST(state AS TEXT), '$.book') AS book"
    " FROM dossier WHERE voided = 0 AND received_at < :after"
    " AND (is_open = 1 OR coalesce(returned_at, finished_at) >= :start)"
)

# -- is every number there? --------------------------------------------------------------------

#: What used a line of the tracking book, and when, by the log's own time.
_LINES: Final = text(
    "SELECT json_extract(CAST(d.state AS TEXT), '$.line') AS line, min(e.hlc) AS hlc"
    " FROM dossier d JOIN event e ON e.dossier_id = d.id AND e.device_id = :device"
    " WHERE json_extract(CAST(d.state AS TEXT), '$.book') = :book GROUP BY d.id"
)
_ENTRIES: Final = text(
    "SELECT json_extract(r.value, '$.line') AS line, d.id AS hlc"
    " FROM dossier d, json_each(CAST(d.state AS TEXT), '$.register') r"
    " WHERE json_extract(r.value, '$.book') = :book"
    " AND json_extract(r.value, '$.register') = :register"
)


def _gaps(tx: Connection, me: Counter, kind: str, year: int) -> tuple[Gap, ...]:
    name = "book" if kind == RECEIVED else serial_of(kind)
    volumes = tx.execute(
        select(serial.c.volume, serial.c.last).where(serial.c.kind == name, serial.c.year == year)
    ).all()
    found: list[Gap] = []
    for volume, last in volumes:
        where: dict[str, object] = {"book": f"{volume}/{year}"}
        if kind == RECEIVED:
            where["device"] = log.device_id_if_known(tx, me.device)
            lines = tx.execute(_LINES, where).all()
            burnt = _burnt(tx, me, year)
        else:
            lines, burnt = tx.execute(_ENTRIES, where | {"register": kind}).all(), []
        numbers = ((row.line, row.hlc) for row in lines)
        found += books.gaps(numbers, last, burnt, f"{volume}/{year}")
    return tuple(found)


def _burnt(tx: Connection, me: Counter, year: int) -> list[int]:
    """Return when, by the log's own time, this counter gave up numbers of a year."""
    return [
        made.hlc
        for _, made in of_counter(tx, me, "NumberBurnt")
        if isinstance(made.body, cev.NumberBurnt) and made.body.day.startswith(str(year))
    ]


# -- closings ----------------------------------------------------------------------------------


def closings(tx: Connection, me: Counter) -> tuple[Closing, ...]:
    """Return what was closed at this counter, in the order in which it was."""
    return tuple(
        closing_of(made.uid, made.actor.name, made.body)
        for _, made in of_counter(tx, me, cev.DayClosed.__name__)
        if isinstance(made.body, cev.DayClosed)
    )


def closing_of(uid: str, by: str, body: cev.DayClosed) -> Closing:
    """Return the closing that an event tells of."""
    start, end = book_closing.days_of(body.day)
    totals, parts = book_closing.thaw(body.figures)
    return Closing(
        uid=uid,
        start=start,
        end=end,
        at=body.at,
        by=by,
        reason=body.note,
        totals=totals,
        parts=parts,
    )


# -- on paper ----------------------------------------------------------------------------------


def print_(work: Workplace, kind: str, start: date, end: date, *, closed: bool = False) -> int:
    """Queue a book for the printer; return its print job.

    What was closed is printed as it was then, however often: its paper is that of the closing.

    Raises:
        UnknownBookError, BookPeriodError, BookOpenError.
    """
    made = book(work, kind, start, end, closed=closed).closing
    about = f"{kind}/{start}/{end}"
    with work.database.write() as tx:
        place = None
        if made is not None:
            place = tx.execute(select(event.c.id).where(event.c.uid == to_key(made.uid))).scalar()
        return print_queue.insert_job(tx, work.now(), form=FORM, about=about, event_id=place)


def sheet(work: Workplace, found: Book, common: dict[str, Any]) -> BookSheet:
    """Return the sheet that a book is printed from."""
    return BookSheet(**common | {"page": Page.A4}, book=found, title=_title(work, found.kind))


def named(work: Workplace, tx: Connection, about: str, closing: int | None) -> Book:
    """Return the book that a print job is about; `closing` is the key of the event that closed it.

    Without one it is as it stands now.
    """
    kind, start, end = about.split("/")
    if closing is None:
        return book(work, kind, date.fromisoformat(start), date.fromisoformat(end))
    uid = from_key(tx.execute(select(event.c.uid).where(event.c.id == closing)).scalar_one())
    made = next(each for each in closings(tx, log.this_counter(tx)) if each.uid == uid)
    return as_it_was(work, tx, kind, made)


def closed_by(tx: Connection, found: Book) -> ev.Event | None:
    """Return the event by which a book was closed that is shown as it was then."""
    if found.closing is None:
        return None
    stored = tx.execute(select(event).where(event.c.uid == to_key(found.closing.uid))).one()
    return sealed.open_event(log.sealed_of(stored))


def _title(work: Workplace, kind: str) -> str:
    # A certification book's name, with the sign on its numbers.
    for each in work.rules.registers:
        if each.kind == kind:
            return f"{each.name} ({each.sign})"
    return ""
