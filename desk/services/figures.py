"""The office's figures, counted in SQL over the columns that dossiers are listed by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Integer, case, cast, func, select, text

from desk.domain import figures as rules
from desk.domain.figures import Figure, Period
from desk.domain.lookup import Span
from desk.domain.records import VN, Status
from desk.models.projection import micros
from desk.models.tables import dossier, ticket
from desk.services import lookup
from desk.services.listing import moment
from desk.services.matching import within
from desk.services.reporting import PeriodError
from desk.services.workplace import Workplace

_QUARTER: Final = 15 * 60 * 1_000_000
_DAY: Final = 24 * lookup.HOUR
_HOURS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All figures of a period; `has` says which days have any data at all."""

    period: Period
    at: datetime
    figures: tuple[Figure, ...]
    has: Period | None


def report(work: Workplace, period: Period) -> Report:
    """Count everything for a period.

    Raises:
        PeriodError: it ends before it begins.
    """
    if period.last < period.first:
        raise PeriodError(start=f"{period.first:%d/%m/%Y}", end=f"{period.last:%d/%m/%Y}")
    now = work.now().astimezone(VN)
    with work.database.read() as tx:
        names = _names(tx, work)
        found = (
            _arrivals(tx, min(period.last, now.date())),
            _due(tx, now, names),
            _waiting(tx, period),
            _on_time(tx, period),
            _reasons(tx, period),
            _uncollected(tx, now.date()),
            _digitised(tx, period, names),
        )
        has = _has(tx)
    return Report(period=period, at=now, figures=found, has=has)


def _names(tx: Connection, work: Workplace) -> Mapping[str, str]:
    codes = tx.execute(select(dossier.c.procedure).distinct()).scalars()
    known = work.rules.catalogue.procedures
    return {code: known[code].name if code in known else code for code in codes}


def _has(tx: Connection) -> Period | None:
    """Return the days from the first to the last that anything was received on."""
    first, last = tx.execute(
        select(func.min(dossier.c.received_at), func.max(dossier.c.received_at))
    ).one()
    return None if first is None else Period(moment(first).date(), moment(last).date())


def _part(column: ColumnElement[Any], size: int) -> ColumnElement[int]:
    """Return which Vietnamese quarter, hour or day an instant lies in."""
    return cast((column + lookup.EAST) / size, Integer)


def _arrivals(tx: Connection, day: date) -> Figure:
    span = Span.days(day, day)
    midnight = (micros(span.start) or 0) // _QUARTER

    def counted(column: ColumnElement[Any]) -> Counter[int]:
        slot = cast(column / _QUARTER, Integer)
        rows = select(slot, func.count()).where(within(column, span)).group_by(slot)
        return Counter({key - midnight: number for key, number in tx.execute(rows)})

    return rules.arrivals(day, counted(ticket.c.taken_at), counted(ticket.c.served_at))


def _due(tx: Connection, now: datetime, names: Mapping[str, str]) -> Figure:
    here = micros(now) or 0
    evening = micros(datetime.combine(now.date(), time(), VN) + timedelta(days=1)) or 0
    at = case((dossier.c.due_at < here, 0), (dossier.c.due_at < evening, 1), else_=2)
    rows = (
        select(dossier.c.procedure, at, func.count())
        .where(
            dossier.c.voided == 0,
            dossier.c.status.in_([int(each) for each in rules.RUNNING]),
            dossier.c.due_at.is_not(None),
        )
        .group_by(dossier.c.procedure, at)
    )
    found: dict[str, list[int]] = {}
    for code, place, number in tx.execute(rows):
        found.setdefault(code, [0, 0, 0])[place] = number
    return rules.due_by_procedure(
        now,
        ((code, names[code], (late, today, later)) for code, (late, today, later) in found.items()),
    )


def _waiting(tx: Connection, period: Period) -> Figure:
    rows = select(ticket.c.called_at, ticket.c.taken_at).where(
        within(ticket.c.called_at, period.span)
    )
    waits: dict[int, list[float]] = {}
    for called, taken in tx.execute(rows):
        hour = (called + lookup.EAST) // lookup.HOUR % _HOURS
        waits.setdefault(hour, []).append((called - taken) / 60_000_000)
    return rules.waiting(period, waits)


def _on_time(tx: Connection, period: Period) -> Figure:
    months = rules.months_until(period.last)
    late = case((lookup.finished_late(), 1), else_=0)
    day = _part(dossier.c.finished_at, _DAY)
    rows = (
        select(day, late, func.count())
        .where(
            dossier.c.voided == 0,
            dossier.c.status.in_([int(each) for each in rules.SOLVED]),
            within(dossier.c.finished_at, Span.days(months[0], rules.month_end(months[-1]))),
        )
        .group_by(day, late)
    )
    solved: dict[date, tuple[int, int]] = {}
    for number, too_late, count in tx.execute(rows):
        month = (_EPOCH + timedelta(days=number)).replace(day=1)
        in_time, behind = solved.get(month, (0, 0))
        solved[month] = (in_time + count * (1 - too_late), behind + count * too_late)
    return rules.on_time(months, solved)


_EPOCH: Final = date(1970, 1, 1)


def _reasons(tx: Connection, period: Period) -> Figure:
    rows = text(
        f"SELECT {lookup.REASON} AS reason, count(DISTINCT dossier.id) FROM dossier, "  # noqa: S608 - our own words, values are bound
        f"{lookup.ASKINGS} WHERE dossier.asked_at >= :since AND dossier.voided = 0 "
        f"AND {lookup.ASKED_AT} >= :since AND {lookup.ASKED_AT} < :until GROUP BY reason"
    )
    since, until = micros(period.span.start), micros(period.span.end)
    found = tx.execute(rows, {"since": since, "until": until}).all()
    return rules.reasons(period, [(reason, number) for reason, number in found])


def _uncollected(tx: Connection, today: date) -> Figure:
    ready = dossier.c.voided == 0, dossier.c.status == int(Status.DONE)
    numbers = [
        func.count().filter(within(dossier.c.finished_at, span))
        for _, span in rules.age_spans(today)
    ]
    return rules.uncollected(today, tx.execute(select(*numbers).where(*ready)).one())


def _digitised(tx: Connection, period: Period, names: Mapping[str, str]) -> Figure:
    day = _part(dossier.c.received_at, _DAY)
    rows = (
        select(dossier.c.procedure, day, func.sum(dossier.c.papers), func.sum(dossier.c.scanned))
        .where(dossier.c.voided == 0, within(dossier.c.received_at, period.span))
        .group_by(dossier.c.procedure, day)
    )
    places = {}
    for at, (_, span) in enumerate(period.buckets()):
        first, last = span.first, span.last
        assert first is not None  # noqa: S101 - a bucket has both ends
        assert last is not None  # noqa: S101 - as above
        for number in range((last - first).days + 1):
            places[first + timedelta(days=number)] = at
    counted: dict[tuple[str, int], tuple[int, int]] = {}
    for code, number, papers, scanned in tx.execute(rows):
        key = code, places[_EPOCH + timedelta(days=number)]
        before = counted.get(key, (0, 0))
        counted[key] = before[0] + papers, before[1] + scanned
    return rules.digitised(period, counted, names)
