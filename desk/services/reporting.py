"""The period's figures, counted from the dossiers; one definition for screen and paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import Connection, select

from desk.domain import deadline
from desk.domain.errors import InputError
from desk.domain.fold import fold_all
from desk.domain.papers import ReportRow
from desk.domain.records import VN, WAITING, Channel, Dossier, Status
from desk.models import log
from desk.models.projection import micros
from desk.models.tables import dossier
from desk.services.workplace import Workplace
from desk.wire import canonical

KINDS: Final = {"II.06a": "06a", "unit": "unit"}
#: A report of its own shape: what nobody has collected when the period ends.
UNCOLLECTED: Final = "uncollected"
FIGURES: Final = "figures"  # counted by `services/figures.py`


class PeriodError(InputError):
    """The period ends before it begins."""


class UnknownReportError(InputError):
    """There is no such report."""


def check_period(start: date, end: date) -> None:
    """Refuse a period that ends before it begins.

    Raises:
        PeriodError.
    """
    if end < start:
        raise PeriodError(start=f"{start:%d/%m/%Y}", end=f"{end:%d/%m/%Y}")


def table(
    work: Workplace, kind: str, start: date, end: date
) -> tuple[tuple[ReportRow, ...], ReportRow]:
    """Return the rows of a report over inclusive Vietnamese days, and their total.

    `II.06a` groups by field (lĩnh vực), `unit` by procedure. A row always balances:
    received = solved + still open.

    Raises:
        UnknownReportError, PeriodError.
    """
    if kind not in KINDS:
        raise UnknownReportError(kind=kind[:40], known=", ".join((*KINDS, UNCOLLECTED, FIGURES)))
    check_period(start, end)
    first = datetime.combine(start, time(), VN)
    # The calendar's last day has no day after it.
    after = datetime.combine(min(end, date.max - timedelta(days=1)), time(), VN) + timedelta(days=1)
    now = work.now()
    rows: dict[str, ReportRow] = {}
    with work.database.read() as tx:
        for key, state in _received_before(tx, after):
            name = _group(work, kind, state)
            row = rows.get(name, ReportRow(name=name))
            ended = _ended(state)
            if ended is not None and ended < first:
                continue
            row = _taken(row, state, first)
            if ended is not None and ended < after:
                rows[name] = _solved(row, state, ended)
            else:
                rows[name] = _open(row, _then(tx, key, state, after), min(now, after))
    shown = tuple(rows[name] for name in sorted(rows) if rows[name].received)
    return shown, _total(shown)


def _received_before(tx: Connection, after: datetime) -> Iterator[tuple[int, Dossier]]:
    found = tx.execute(
        select(dossier.c.id, dossier.c.state).where(dossier.c.received_at < micros(after))
    )
    for key, blob in found:
        state = canonical.loads(Dossier, blob)
        if not state.voided:
            yield key, state


def _then(tx: Connection, key: int, state: Dossier, after: datetime) -> Dossier:
    """Return a dossier as it stood when the period ended: an old report must not change."""
    if state.changed_at is None or state.changed_at < after:
        return state
    pairs = log.told(tx, key)
    refused = {made.uid for made, is_refused in pairs if is_refused}
    told = [made for place, (made, _) in enumerate(pairs) if place == 0 or made.at < after]
    return fold_all(told, refused) or state


def _group(work: Workplace, kind: str, state: Dossier) -> str:
    if kind == "unit":
        return f"{state.procedure} {state.procedure_name}"
    known = work.rules.catalogue.procedures.get(state.procedure)
    return known.area if known else "Khác"


def _ended(state: Dossier) -> datetime | None:
    """Return when a dossier left the books' "in hand": its result, refusal, stop or closing."""
    if state.status in (Status.DONE, Status.RETURNED, Status.STOPPED):
        return state.finished_at
    return None


def _taken(row: ReportRow, state: Dossier, first: datetime) -> ReportRow:
    if state.received_at is not None and state.received_at < first:
        return replace(row, carried=row.carried + 1)
    if state.channel is Channel.ONLINE:
        return replace(row, online=row.online + 1)
    return replace(row, direct=row.direct + 1)


def _open(row: ReportRow, state: Dossier, moment: datetime) -> ReportRow:
    late = state.due_at is not None and deadline.overdue(state.due_at, moment)
    if late and state.status not in WAITING:
        return replace(row, open_late=row.open_late + 1)
    return replace(row, open_in_time=row.open_in_time + 1)


def _solved(row: ReportRow, state: Dossier, ended: datetime) -> ReportRow:
    kind = "on_time"  # stopped and withdrawn dossiers count as on time (II.06a, column 9)
    if state.status is not Status.STOPPED and state.due_at is not None:
        kind = deadline.result_kind(state.due_at, ended)
    if kind == "before":
        return replace(row, early=row.early + 1)
    if kind == "late":
        return replace(row, late=row.late + 1)
    return replace(row, on_time=row.on_time + 1)


def _total(rows: Iterable[ReportRow]) -> ReportRow:
    total = ReportRow(name="Tổng số")
    for row in rows:
        total = replace(
            total,
            online=total.online + row.online,
            direct=total.direct + row.direct,
            carried=total.carried + row.carried,
            early=total.early + row.early,
            on_time=total.on_time + row.on_time,
            late=total.late + row.late,
            open_in_time=total.open_in_time + row.open_in_time,
            open_late=total.open_late + row.open_late,
        )
    return total
