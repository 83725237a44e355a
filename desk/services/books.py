"""The books of this counter: what stands in them, whether a number is missing, closing a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, select, text

from desk.domain import books, codes, rights
from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain.books import RECEIVED, RETURNED, Book, BookSheet, Closing, Gap, Line
from desk.domain.errors import InputError, RuleError
from desk.domain.papers import Page
from desk.domain.records import VN, Actor, Dossier, Status
from desk.models import log
from desk.models.log import Counter
from desk.models.projection import micros
from desk.models.tables import dossier, event, number, serial
from desk.services import print_queue
from desk.services.at_once import serial_of
from desk.services.workplace import Workplace
from desk.wire import canonical, sealed
from desk.wire.ids import from_key

#: What a print job calls a book; what it is about: received/2026-11-23/2026-11-23.
FORM: Final = "book"
_LONGEST: Final = 366  # days


class UnknownBookError(InputError):
    """There is no such book."""


class BookPeriodError(InputError):
    """The days of a book end before they begin, or are more than a year."""


class DayClosedError(RuleError):
    """The logs of that day are closed already."""


class DayAheadError(InputError):
    """A day that has not come yet cannot be closed."""


def kinds(work: Workplace) -> tuple[tuple[str, str], ...]:
    """Return the books that there are: kind and name of each; the first two have no name."""
    registers = ((each.kind, each.name) for each in work.rules.registers)
    return ((RECEIVED, ""), (RETURNED, ""), *registers)


def book(work: Workplace, kind: str, start: date, end: date) -> Book:
    """Return a book of this counter over some days.

    Raises:
        UnknownBookError, BookPeriodError.
    """
    if kind not in dict(kinds(work)):
        raise UnknownBookError(book=kind[:40])
    if not 0 <= (end - start).days < _LONGEST:
        raise BookPeriodError(start=f"{start:%d/%m/%Y}", end=f"{end:%d/%m/%Y}")
    with work.database.read() as tx:
        return _book(work, tx, kind, start, end)


def _book(work: Workplace, tx: Connection, kind: str, start: date, end: date) -> Book:
    me = log.this_counter(tx)
    closings = tuple(each for each in _closings(tx, me) if start <= each.day <= end)
    column = dossier.c.returned_at if kind == RETURNED else dossier.c.received_at
    states = _between(tx, column, start, end)
    lines: Iterable[Line]
    ours = [each for each in states if _is_ours(each, me)] + _of_another_slot(tx, me, states)
    if kind == RECEIVED:
        lines = (_received(work, state, closings) for state in ours)
    elif kind == RETURNED:
        here = (each for each in states if each.holder == me.device and not _ended_before(each))
        lines = (_returned(state, closings) for state in here)
    else:
        lines = (each for state in ours for each in _entered(state, kind, closings))
    missing = None if kind == RETURNED else _gaps(tx, me, kind, end.year)
    order = (lambda each: (each.at, each.code)) if kind == RETURNED else _by_number
    return Book(
        kind=kind,
        start=start,
        end=end,
        lines=tuple(sorted(lines, key=order)),
        closings=closings,
        gaps=missing,
    )


def _ended_before(state: Dossier) -> bool:
    """Tell whether an earlier system handed the result over: its own book has that."""
    return state.origin is not None and state.origin.status is Status.RETURNED


def _by_number(line: Line) -> tuple[int, str, int]:
    volume, _, year = line.book.partition("/")
    return int(year or 0), volume, line.line


def _is_ours(state: Dossier, me: Counter) -> bool:
    """Tell whether a dossier stands in one of this slot's volumes: 1/2026, 1.2/2026."""
    return state.book.partition("/")[0].partition(".")[0] == str(me.slot)


def _of_another_slot(tx: Connection, me: Counter, states: Sequence[Dossier]) -> list[Dossier]:
    """Return what was received here before this counter took the slot that it has now."""
    begun = select(event.c.id).where(
        event.c.dossier_id == dossier.c.id,
        event.c.type == ev.Received.__name__,
        event.c.device_id == log.OWN_DEVICE,  # and not of the machine that it was a copy of
    )
    given = select(dossier.c.uid).join(number, number.c.dossier_id == dossier.c.id)
    given = given.where(begun.exists())
    blocks = [codes.block(me.slot, takeover=takeover) for takeover in (False, True)]
    for block in blocks:
        given = given.where(~number.c.number.between(block.start, block.stop - 1))
    here = {from_key(uid) for uid in tx.execute(given).scalars()}
    return [each for each in states if each.uid in here and not _is_ours(each, me)]


def _between(tx: Connection, column: ColumnElement[Any], start: date, end: date) -> list[Dossier]:
    first, last = _midnight(start), _midnight(end + timedelta(days=1))
    rows = tx.execute(select(dossier.c.state).where(column >= micros(first), column < micros(last)))
    return [canonical.loads(Dossier, blob) for blob in rows.scalars()]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), VN)


def _received(work: Workplace, state: Dossier, closings: tuple[Closing, ...]) -> Line:
    person, at = state.subject, _known(state.received_at)
    procedure = work.rules.catalogue.procedures.get(state.procedure)
    return Line(
        uid=state.uid,
        code=state.code,
        name=person.name,
        what=state.procedure_name,
        at=at,
        book=state.book,
        line=state.line,
        contact="; ".join(part for part in (person.address, person.phone) if part),
        agency=procedure.agency if procedure else "",
        due_at=state.due_at,
        returned_at=state.returned_at,
        manner=state.result_manner,
        collector=state.collector,
        fee=state.fee,
        serial=state.fee_serial,
        voided=state.voided,
        late=books.is_late(state.recorded_at, at.astimezone(VN).date(), closings),
    )


def _returned(state: Dossier, closings: tuple[Closing, ...]) -> Line:
    at = _known(state.returned_at)
    return Line(
        uid=state.uid,
        code=state.code,
        name=state.subject.name,
        what=state.procedure_name,
        at=at,
        due_at=state.due_at,
        returned_at=at,
        collector=state.collector,
        fee=state.fee,
        serial=state.fee_serial,
        voided=state.voided,
        late=books.is_late(at, at.astimezone(VN).date(), closings),
    )


def _entered(state: Dossier, kind: str, closings: tuple[Closing, ...]) -> list[Line]:
    at, mine = _known(state.received_at), [e for e in state.register if e.register == kind]
    return [
        Line(
            uid=state.uid,
            code=state.code,
            name=state.subject.name,
            what=each.what or state.procedure_name,
            at=at,
            book=each.book,
            line=each.line,
            contact=state.subject.personal_id,
            pages=each.pages,
            copies=each.copies,
            # The fee of one act is written once, beside its first document.
            fee=state.fee if number == 0 else None,
            serial=state.fee_serial,
            voided=state.voided,
            late=books.is_late(state.recorded_at, at.astimezone(VN).date(), closings),
        )
        for number, each in enumerate(mine)
    ]


def _known(at: datetime | None) -> datetime:
    assert at is not None  # noqa: S101 - it was found by this very time
    return at


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
        found += books.gaps(((row.line, row.hlc) for row in lines), last, burnt)
    return tuple(found)


def _burnt(tx: Connection, me: Counter, year: int) -> list[int]:
    """Return when, by the log's own time, this counter gave up numbers of a year."""
    return [
        made.hlc
        for made in _of_counter(tx, me, "NumberBurnt")
        if isinstance(made.body, cev.NumberBurnt) and made.body.day.startswith(str(year))
    ]


def _of_counter(tx: Connection, me: Counter, kind: str) -> list[Any]:
    rows = tx.execute(
        select(event).where(
            event.c.type == kind,
            event.c.dossier_id.is_(None),
            event.c.device_id == log.device_id_if_known(tx, me.device),
        )
    ).all()
    return [sealed.open_event(log.sealed_of(row)) for row in rows]


# -- closing a day -----------------------------------------------------------------------------


def _closings(tx: Connection, me: Counter) -> tuple[Closing, ...]:
    return tuple(
        Closing(
            day=date.fromisoformat(made.body.day),
            received=made.body.received,
            returned=made.body.returned,
            at=made.body.at,
            by=made.actor.name,
        )
        for made in _of_counter(tx, me, "DayClosed")
    )


def close_day(work: Workplace, by: Actor, day: date) -> Closing:
    """Close the logs of a day; what is written for it afterwards is marked as late.

    Raises:
        NotAllowedError, DayClosedError, DayAheadError: nothing was written.
    """
    rights.require(by, "close-day")
    with work.database.write() as tx:
        now, me = work.now(), log.this_counter(tx)
        if day > now.date():
            raise DayAheadError(day=f"{day:%d/%m/%Y}")
        if any(each.day == day for each in _closings(tx, me)):
            raise DayClosedError(day=f"{day:%d/%m/%Y}")
        received = _book(work, tx, RECEIVED, day, day)
        returned = _book(work, tx, RETURNED, day, day)
        body = cev.DayClosed(
            day=str(day), received=len(received.counted), returned=len(returned.counted), at=now
        )
        log.append(tx, body, by, now)
    return Closing(day=day, received=body.received, returned=body.returned, at=now, by=by.name)


# -- on paper ----------------------------------------------------------------------------------


def print_(work: Workplace, kind: str, start: date, end: date) -> int:
    """Queue a book for the printer; return its print job.

    Raises:
        UnknownBookError, BookPeriodError.
    """
    book(work, kind, start, end)
    about = f"{kind}/{start}/{end}"
    with work.database.write() as tx:
        return print_queue.insert_job(tx, work.now(), form=FORM, about=about)


def sheet(work: Workplace, about: str, common: dict[str, Any]) -> BookSheet:
    """Return the sheet of the book that a print job is about, as it stands now."""
    kind, start, end = about.split("/")
    found = book(work, kind, date.fromisoformat(start), date.fromisoformat(end))
    return BookSheet(**common | {"page": Page.A4}, book=found, title=_title(work, kind))


def _title(work: Workplace, kind: str) -> str:
    # A certification book's name, with the sign on its numbers.
    for each in work.rules.registers:
        if each.kind == kind:
            return f"{each.name} ({each.sign})"
    return ""
