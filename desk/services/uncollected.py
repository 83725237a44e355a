"""What nobody has collected: listed for the counter, counted by procedure and age for others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import Connection, or_, select

from desk.domain import collection
from desk.domain.collection import AGES, ReadyRow
from desk.domain.records import VN, Dossier, Status
from desk.models import log
from desk.models.projection import micros
from desk.models.tables import dossier
from desk.services.workplace import Workplace
from desk.wire import canonical

MOST_READY: Final = 2000
_NOUGHT: Final = (0,) * len(AGES)


def ready(work: Workplace) -> tuple[ReadyRow, ...]:
    """Return the results that wait for their citizens, those that wait longest first."""
    now = work.now()
    with work.database.read() as tx:
        me = log.this_counter(tx).device
        states = _ready(tx)
    return tuple(_row(state, me, now) for state in states)


def _ready(tx: Connection) -> list[Dossier]:
    found = tx.execute(
        select(dossier.c.state)
        .where(dossier.c.is_open == 1, dossier.c.status == int(Status.DONE))
        .order_by(dossier.c.finished_at, dossier.c.id)
        .limit(MOST_READY)
    ).scalars()
    return [canonical.loads(Dossier, blob) for blob in found]


def _row(state: Dossier, device: str, now: datetime) -> ReadyRow:
    finished = state.finished_at or now
    return ReadyRow(
        uid=state.uid,
        code=state.code,
        name=state.subject.name,
        procedure_name=state.procedure_name,
        finished_at=finished,
        days=collection.days_waiting(finished, now),
        shelf=state.shelf,
        phone=state.submitter.phone or state.subject.phone,
        place=state.result_at,
        holder_name=state.holder_name,
        mine=state.holder in ("", device),
        reminders=state.reminders,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeRow:
    """One procedure's results that wait, by the groups of `AGES`."""

    name: str
    ages: tuple[int, ...] = _NOUGHT
    reminded: int = 0

    @property
    def total(self) -> int:
        """How many wait in all."""
        return sum(self.ages)


def end_of(day: date, now: datetime) -> datetime:
    """Return the end of a day, or now where the day is not over."""
    return min(datetime.combine(day, time.max, VN), now)


def table(work: Workplace, at: datetime) -> tuple[AgeRow, ...]:
    """Return what lay uncollected at a time, whenever its result was ready."""
    rows: dict[str, AgeRow] = {}
    moment = micros(at)
    with work.database.read() as tx:
        blobs = (
            tx.execute(
                select(dossier.c.state).where(
                    dossier.c.finished_at <= moment,
                    dossier.c.status.in_((int(Status.DONE), int(Status.RETURNED))),
                    dossier.c.voided == 0,
                    or_(dossier.c.returned_at.is_(None), dossier.c.returned_at > moment),
                )
            )
            .scalars()
            .all()
        )
    for state in (canonical.loads(Dossier, blob) for blob in blobs):
        name = f"{state.procedure} {state.procedure_name}"
        rows[name] = _counted(rows.get(name, AgeRow(name=name)), state, at)
    return tuple(rows[name] for name in sorted(rows))


def _counted(row: AgeRow, state: Dossier, at: datetime) -> AgeRow:
    assert state.finished_at is not None  # noqa: S101 - the query asked for it
    group = collection.age_group(collection.days_waiting(state.finished_at, at))
    ages = tuple(count + (n == group) for n, count in enumerate(row.ages))
    told = any(each <= at for each in state.reminders)
    return replace(row, ages=ages, reminded=row.reminded + told)


def total(rows: Iterable[AgeRow], name: str = "Tổng cộng") -> AgeRow:
    """Return the sum of rows."""
    whole = AgeRow(name=name)
    for row in rows:
        ages = tuple(map(sum, zip(whole.ages, row.ages, strict=True)))
        whole = replace(whole, ages=ages, reminded=whole.reminded + row.reminded)
    return whole
