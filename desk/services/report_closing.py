"""Closing a period's report, and opening it later: what was reported, what it would be now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain import rights
from desk.domain.fold import fold_all
from desk.domain.records import VN, Actor
from desk.domain.report import Report
from desk.domain.report_closing import (
    Closing,
    Moved,
    PeriodClosedError,
    PeriodOpenError,
    Reopening,
    UnknownClosingError,
    difference,
    explains,
    freeze,
    thaw,
)
from desk.domain.report_form import in_force
from desk.domain.report_measures import MEASURES, Kind
from desk.domain.standing import standings
from desk.models import log, standing
from desk.models.projection import micros
from desk.models.tables import dossier, event
from desk.services import as_of, reporting
from desk.services.reporting import Groups, Moments
from desk.services.workplace import Workplace
from desk.wire import sealed
from desk.wire.ids import to_key

RIGHT: Final = "close-period"
#: A dossier's place in a report: key of its line, and the numbers of the columns that count it.
Place = tuple[str, tuple[str, ...]]
_NOWHERE: Final[Place] = ("", ())


def close(  # noqa: PLR0917 - who, which report, for when
    work: Workplace, by: Actor, name: str, start: date, end: date, grouping: str = ""
) -> Closing:
    """Close a period's report: its figures are kept in the log as they are now.

    Raises:
        NotAllowedError, UnknownReportError, UnknownGroupingError, PeriodError, PeriodOpenError,
        PeriodClosedError: nothing was written.
    """
    rights.require(by, RIGHT)
    reporting.check_period(start, end)
    form = in_force(work.rules.reports, name, end, reporting.OTHERS)
    lines = form.grouping(grouping)
    with work.database.write() as tx:
        now = work.now()
        if now.astimezone(VN).date() <= end:
            raise PeriodOpenError(end=f"{end:%d/%m/%Y}")
        for each in _closings(tx):
            if (each.form, each.by, each.start, each.end) == (form.id, lines, start, end):
                days = {"start": f"{start:%d/%m/%Y}", "end": f"{end:%d/%m/%Y}"}
                at = f"{each.at.astimezone(VN):%H:%M %d/%m/%Y}"
                raise PeriodClosedError(form=form.id, name=each.name, at=at, **days)
        made = reporting.made(tx, work, form, lines, start, end)
        body = cev.PeriodClosed(
            form=form.id,
            by=str(lines),
            start=str(start),
            end=str(end),
            figures=freeze(made),
            at=now,
        )
        return _closing(log.append(tx, body, by, now).event)


def closings(work: Workplace) -> tuple[Closing, ...]:
    """Return the ward's closed periods, the newest first."""
    with work.database.read() as tx:
        return tuple(sorted(_closings(tx), key=lambda each: (each.at, each.uid), reverse=True))


_CLOSED: Final = select(event.c.head, event.c.salt, event.c.body, event.c.hash).where(
    event.c.type == "PeriodClosed", event.c.dossier_id.is_(None), event.c.refused == 0
)


def _closings(tx: Connection) -> Iterator[Closing]:
    for row in tx.execute(_CLOSED):
        yield _closing(sealed.open_event(log.sealed_of(row)))


def _closing(made: ev.Event) -> Closing:
    body = made.body
    assert isinstance(body, cev.PeriodClosed)  # noqa: S101 - asked for by its type
    return Closing(
        uid=made.uid,
        form=body.form,
        by=body.by,
        start=date.fromisoformat(body.start),
        end=date.fromisoformat(body.end),
        at=body.at,
        name=made.actor.name,
        counter=made.device,
        frozen=thaw(body.figures),
    )


def reopen(work: Workplace, uid: str) -> Reopening:
    """Return a closing beside the same report as of now, with the dossiers that were corrected.

    Raises:
        UnknownClosingError, UnknownReportError, UnknownGroupingError.
    """
    with work.database.read() as tx:
        closing = next((each for each in _closings(tx) if each.uid == uid), None)
        if closing is None:
            raise UnknownClosingError(closing=uid[:64])
        form = in_force(work.rules.reports, closing.form, closing.end, reporting.OTHERS)
        now = reporting.made(tx, work, form, form.grouping(closing.by), closing.start, closing.end)
        moved = tuple(_moved(tx, work, closing, now))
    explained = explains(moved, difference(closing.frozen, now))
    return Reopening(closing=closing, now=now, moved=moved, explained=explained)


# -- which dossiers make the difference ------------------------------------------------------------

_TOUCHED: Final = """
SELECT dossier_id FROM standing WHERE told >= :at AND since < :after
UNION SELECT dossier_id FROM event INDEXED BY ix_event_dossier
  WHERE dossier_id IS NOT NULL AND id > :event AND hlc <= :hlc
UNION SELECT id FROM dossier WHERE voided = 1
UNION SELECT event.dossier_id FROM attention JOIN event ON event.id = attention.event_id
  WHERE event.refused = 1 AND event.dossier_id IS NOT NULL
"""


def _moved(tx: Connection, work: Workplace, closing: Closing, now: Report) -> Iterator[Moved]:
    own = tx.execute(
        select(event.c.id, event.c.hlc).where(event.c.uid == to_key(closing.uid))
    ).one()
    period = Moments.of(closing.start, closing.end, closing.at)
    given = {"at": micros(closing.at), "after": period.after, "event": own.id, "hlc": own.hlc}
    keys = [row[0] for row in tx.exec_driver_sql(_TOUCHED, given)]
    moment = as_of.Moment(own.id, own.hlc, closing.at, is_own=closing.counter == _me(tx))
    rows_now, rows_then = [], []
    for key in keys:
        pairs = log.told(tx, key)
        rows_now += _rows(key, pairs)
        rows_then += _rows(key, as_of.known(tx, key, pairs, moment))
    groups = Groups(tx, work, now.form, now.by)
    then = dict(_places(tx, groups, now, period, rows_then))
    today = dict(_places(tx, groups, now, period, rows_now))
    for key in keys:
        was, is_now = then.get(key, _NOWHERE), today.get(key, _NOWHERE)
        if was != is_now:
            code = tx.execute(select(dossier.c.code).where(dossier.c.id == key)).scalar_one()
            yield Moved(code=code, then=was[1], now=is_now[1], line_then=was[0], line_now=is_now[0])


def _me(tx: Connection) -> str:
    return log.this_counter(tx).device


def _rows(key: int, pairs: list[tuple[ev.Event, bool]]) -> list[tuple[Any, ...]]:
    events, refused = [made for made, _ in pairs], {made.uid for made, no in pairs if no}
    state = fold_all(events, refused)
    if state is None:
        return []
    return list(standing.rows_of(key, state, standings(events, refused)))


def _places(
    tx: Connection, groups: Groups, now: Report, period: Moments, rows: Iterable[tuple[Any, ...]]
) -> Iterator[tuple[int, Place]]:
    """Yield where each dossier stands in a report, by how it stood."""
    parts = _parts(now)
    for group, kind, key in reporting.each_of(tx, groups, period, json.dumps(list(rows))):
        numbers = _numbers(kind, parts)
        if numbers:
            yield key, (group, numbers)


def _parts(now: Report) -> Mapping[str, tuple[str, ...]]:
    """Return the measures of each column that counts, by its number."""
    form = now.form
    return {
        leaf.number: form.parts(leaf.number)
        for leaf in form.leaves
        if not leaf.share and not leaf.unknown
    }


def _numbers(kind: Kind, parts: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(
        number
        for number, measures in parts.items()
        for _ in range(sum(MEASURES[each](kind) for each in measures))
    )
