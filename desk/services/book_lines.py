"""The lines of a counter's books: from dossiers as they are, or as they were at a closing."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, select

from desk.domain import book_closing, codes
from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain.book_closing import Closing
from desk.domain.books import DRAWER, FEES, RECEIVED, RETURNED, Count, Line, volume_order
from desk.domain.records import VN, Channel, Dossier, Status
from desk.models import log
from desk.models.log import Counter
from desk.models.projection import micros
from desk.models.tables import dossier, event, number
from desk.services import as_of, drawer
from desk.services.as_of import Moment
from desk.services.rules import Rules
from desk.wire import canonical, sealed
from desk.wire.ids import from_key, to_key

_REFUSED: Final = """
SELECT event.dossier_id FROM attention JOIN event ON event.id = attention.event_id
WHERE event.refused = 1 AND event.dossier_id IS NOT NULL AND attention.at > :at
"""
_BACK: Final = """
SELECT dossier_id FROM event WHERE id > :place AND type = 'Resolved' AND dossier_id IS NOT NULL
"""
_ENTERED: Final = """
SELECT DISTINCT dossier_id FROM event INDEXED BY ix_event_entered
WHERE type = 'Entered' AND dossier_id IS NOT NULL AND hlc >= :first AND hlc < :last
"""
_GIVEN: Final = """
SELECT id, state FROM dossier WHERE id IN (SELECT value FROM json_each(:keys)) ORDER BY id
"""
_A_DAY: Final = timedelta(days=1)
#: Of each of these dossiers the last event that came here, and the last by the log's own time.
_LAST: Final = """
SELECT asked.value, max(event.id), max(event.hlc)
FROM json_each(:keys) AS asked JOIN event ON event.dossier_id = asked.value GROUP BY asked.value
"""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where books are read from: what the log says now, or said at a moment."""

    tx: Connection
    rules: Rules
    me: Counter
    closings: tuple[Closing, ...]  # those that were made until then
    moment: Moment | None = None

    def lines(self, kind: str, start: date, end: date) -> tuple[Line, ...]:
        """Return the lines of a book, in its order."""
        if kind == FEES:
            return tuple(self._fees(start, end))
        if kind == DRAWER:
            return tuple(self._counts(start, end))
        if kind == RETURNED:
            states = self._states(dossier.c.returned_at, start, end, again=True)
            here = (
                each for each in states if each.holder == self.me.device and not _ended_before(each)
            )
            return tuple(sorted(map(self._returned, here), key=lambda line: (line.at, line.code)))
        if kind == RECEIVED:
            ours = self._ours(self._states(dossier.c.received_at, start, end))
            return tuple(sorted(map(self._received, ours), key=_by_number))
        before = given_before(self.tx, self.me)
        found = (
            line
            for state in self._certified(start, end)
            for line in self._entered(state, kind, before)
            if start <= line.at.astimezone(VN).date() <= end
        )
        return tuple(sorted(found, key=_by_number))

    # -- which dossiers ----------------------------------------------------------------------------

    def _states(
        self,
        column: ColumnElement[Any],
        start: date,
        end: date,
        *,
        again: bool = False,
    ) -> list[Dossier]:
        """Return the dossiers of some days; `again`: those that have left these days since, too."""
        first, last = midnight(start), midnight(end + timedelta(days=1))
        within = [column >= micros(first), column < micros(last)]
        rows = self.tx.execute(select(dossier.c.id, dossier.c.state).where(*within)).all()
        if self.moment is None:
            return [canonical.loads(Dossier, row.state) for row in rows]
        touched = self._touched([row.id for row in rows], self.moment)
        states = [canonical.loads(Dossier, row.state) for row in rows if row.id not in touched]
        known = {row.id for row in rows}
        gone = self._gone(self.moment) - known if again else set()
        for key in sorted(touched | gone):
            state = self._then(key, self.moment)
            at = getattr(state, column.name, None)
            if state is not None and at is not None and first <= at < last:
                states.append(state)
        return states

    def _certified(self, start: date, end: date) -> list[Dossier]:
        """Return the dossiers that may have lines of these days, whatever came of them since.

        Those that were received in them, for what was returned at once, and those of which
        something was entered: by the log's own time, which other clocks may have moved a little.
        """
        found = {s.uid: s for s in self._states(dossier.c.received_at, start, end, again=True)}
        span = {
            "first": _ticks(midnight(start) - _A_DAY),
            "last": _ticks(midnight(end) + 2 * _A_DAY),
        }
        keys = list(self.tx.exec_driver_sql(_ENTERED, span).scalars())
        rows = self.tx.exec_driver_sql(_GIVEN, {"keys": json.dumps(keys)}).all()
        touched = self._touched(keys, self.moment) if self.moment else set()
        for key, data in rows:
            state: Dossier | None = canonical.loads(Dossier, data)
            if self.moment and key in touched:
                state = self._then(key, self.moment)
            if state is not None:
                found[state.uid] = state
        return list(found.values())

    def _touched(self, keys: Sequence[int], moment: Moment) -> set[int]:
        """Return those dossiers that something has happened to since, refusals among it."""
        rows = self.tx.exec_driver_sql(_LAST, {"keys": json.dumps(list(keys))})
        later = {key for key, place, hlc in rows if not moment.knows(place, hlc)}
        return later | (self._refused(moment) & set(keys))

    def _gone(self, moment: Moment) -> set[int]:
        """Return the dossiers of which a step was taken back or refused since."""
        place = moment.place if moment.is_own else 0
        back = self.tx.exec_driver_sql(_BACK, {"place": place})
        return {row[0] for row in back} | self._refused(moment)

    def _refused(self, moment: Moment) -> set[int]:
        found = self.tx.exec_driver_sql(_REFUSED, {"at": micros(moment.at)})
        return {row[0] for row in found}

    def _then(self, key: int, moment: Moment) -> Dossier | None:
        pairs = as_of.known(self.tx, key, log.told(self.tx, key), moment)
        return log.fold_told(pairs) if pairs else None

    def _ours(self, states: Sequence[Dossier]) -> list[Dossier]:
        """Return what stands in one of this slot's volumes, or in those of a slot before it."""
        before = given_before(self.tx, self.me)
        return [each for each in states if is_ours(each.book, self.me) or each.uid in before]

    # -- one line --------------------------------------------------------------------------------

    def _is_late(self, written: datetime | None, at: datetime) -> bool:
        return book_closing.is_late(written, at.astimezone(VN).date(), self.closings)

    def _received(self, state: Dossier) -> Line:
        person, at = state.subject, _known(state.received_at)
        procedure = self.rules.catalogue.procedures.get(state.procedure)
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
            refused=bool(state.refusal),
            stopped=state.status is Status.STOPPED,
            voided=state.voided,
            late=self._is_late(state.recorded_at, at),
        )

    def _returned(self, state: Dossier) -> Line:
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
            refused=bool(state.refusal),
            stopped=state.status is Status.STOPPED,
            voided=state.voided,
            late=self._is_late(at, at),
        )

    def _entered(self, state: Dossier, kind: str, before: Collection[str]) -> list[Line]:
        received = _known(state.received_at)
        mine = [
            each
            for each in state.register
            if each.register == kind and (is_ours(each.book, self.me) or state.uid in before)
        ]
        return [
            Line(
                uid=state.uid,
                code=state.code,
                name=state.subject.name,
                what=each.what or state.procedure_name,
                at=each.at or received,
                book=each.book,
                line=each.line,
                contact=state.subject.personal_id,
                pages=each.pages,
                copies=each.copies,
                # The fee of one act is written once, beside its first document.
                fee=state.fee if number == 0 else None,
                serial=state.fee_serial,
                voided=state.voided,
                late=self._is_late(each.at or state.recorded_at, each.at or received),
            )
            for number, each in enumerate(mine)
        ]

    # -- money -----------------------------------------------------------------------------------

    def _fees(self, start: date, end: date) -> Iterator[Line]:
        before = () if self.moment is None else (self.moment.known,)
        for uid, each in drawer.taken(self.tx, _written(start, end), *before):
            if not start <= each.at.astimezone(VN).date() <= end:
                continue
            state = self._named(uid)
            yield Line(
                uid=uid,
                code=each.code,
                name=state.subject.name,
                what=state.procedure_name,
                at=each.at,
                fee=each.amount,
                serial=each.serial,
                manner=each.what,
                by=each.by,
                late=self._is_late(each.at, each.at),
            )

    def _named(self, uid: str) -> Dossier:
        row = self.tx.execute(
            select(dossier.c.id, dossier.c.state).where(dossier.c.uid == to_key(uid))
        ).one()
        moment = self.moment
        if moment is not None and self._touched([row.id], moment):
            state = self._then(row.id, moment)
            if state is not None:
                return state
        return canonical.loads(Dossier, row.state)

    def _counts(self, start: date, end: date) -> Iterator[Line]:
        """Yield a line for each count of the drawer, with what it was opened with."""
        opened: ev.Event | None = None
        for place, made in of_counter(self.tx, self.me, "DrawerOpened", "DrawerClosed"):
            if self.moment is not None and not self.moment.knows(place, made.hlc):
                return
            body = made.body
            if isinstance(body, cev.DrawerOpened):
                opened = made
            elif isinstance(body, cev.DrawerClosed) and opened is not None:
                if start <= body.at.astimezone(VN).date() <= end:
                    yield _count(made, body, opened)
                opened = None


def _count(made: ev.Event, body: cev.DrawerClosed, opened: ev.Event) -> Line:
    begun = opened.body
    assert isinstance(begun, cev.DrawerOpened)  # noqa: S101 - only such are kept as `opened`
    return Line(
        uid="",
        code="",
        name=opened.actor.name,
        what="",
        at=body.at,
        fee=body.expected - begun.amount,
        by=made.actor.name,
        count=Count(
            opened_at=begun.at,
            opened_by=opened.actor.name,
            float_=begun.amount,
            expected=body.expected,
            counted=body.counted,
            reason=body.note,
            pieces=body.pieces,
        ),
    )


def _by_number(line: Line) -> tuple[tuple[int, list[int]], int]:
    return volume_order(line.book), line.line


def _ended_before(state: Dossier) -> bool:
    """Tell whether an earlier system handed the result over: its own book has that."""
    return state.origin is not None and state.origin.status is Status.RETURNED


def _known(at: datetime | None) -> datetime:
    assert at is not None  # noqa: S101 - it was found by this very time
    return at


def is_ours(book: str, me: Counter) -> bool:
    """Tell whether a volume is of this slot: 1/2026, 1.2/2026."""
    return book.partition("/")[0].partition(".")[0] == str(me.slot)


def given_before(tx: Connection, me: Counter) -> set[str]:
    """Return the uids of what came into this counter's book before it took its slot."""
    if len(of_counter(tx, me, cev.DeviceOpened.__name__)) <= 1:
        return set()  # it has had no other
    written = select(event.c.id).where(
        event.c.dossier_id == dossier.c.id,
        event.c.device_id == log.OWN_DEVICE,  # and not of the machine that it was a copy of
    )
    # What was received here had a number of its slot; what came online, one of the city's.
    given = select(dossier.c.uid).join(number, number.c.dossier_id == dossier.c.id)
    given = given.where(written.where(event.c.type == ev.Received.__name__).exists())
    for takeover in (False, True):
        block = codes.block(me.slot, takeover=takeover)
        given = given.where(~number.c.number.between(block.start, block.stop - 1))
    accepted = select(dossier.c.uid, dossier.c.state).where(
        dossier.c.channel == Channel.ONLINE,
        written.where(event.c.type == ev.Accepted.__name__).exists(),
    )
    states = (canonical.loads(Dossier, row.state) for row in tx.execute(accepted))
    online = {state.uid for state in states if state.book and not is_ours(state.book, me)}
    return online | {from_key(uid) for uid in tx.execute(given).scalars()}


def _ticks(at: datetime) -> int:
    """Return an instant as the log's own time begins it."""
    return int(at.timestamp() * 1000) << 16


def midnight(day: date) -> datetime:
    """Return when a day begins."""
    return datetime.combine(day, datetime.min.time(), VN)


def _written(start: date, end: date) -> ColumnElement[bool]:
    """Return a condition that all events of some days meet, by the log's own time."""
    first, last = midnight(start), midnight(end + timedelta(days=2))  # it may run ahead of clocks
    return and_(
        event.c.hlc >= _ticks(first),
        event.c.hlc < _ticks(last),
    )


def of_counter(tx: Connection, me: Counter, *kinds: str) -> list[tuple[int, ev.Event]]:
    """Return what happened at this counter itself, in order, each with its key here."""
    rows = tx.execute(
        select(event)
        .where(
            event.c.type.in_(kinds),
            event.c.dossier_id.is_(None),
            event.c.device_id == log.device_id_if_known(tx, me.device),
        )
        .order_by(event.c.hlc)
    ).all()
    return [(row.id, sealed.open_event(log.sealed_of(row))) for row in rows]
