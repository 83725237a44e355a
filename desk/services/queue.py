"""The work queue: every open dossier, by when the next thing must be done."""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import ColumnElement, and_, false, func, literal_column, or_, select, true

from desk.domain.errors import InputError
from desk.domain.records import WAITING, Actor, Dossier, Status
from desk.domain.views import QueueCounts, QueuePage
from desk.models import log
from desk.models.projection import micros
from desk.models.tables import dossier
from desk.services.listing import rows_of
from desk.services.workplace import Workplace
from desk.wire import canonical

VIEWS: Final = ("all", "mine", "overdue", "online", "waiting", "ready")
#: Said outright, not bound: only then does SQLite know that its index of open ones will do.
_IS_OPEN = dossier.c.is_open == literal_column("1")
_RUNNING = dossier.c.status.in_((int(Status.RECEIVED), int(Status.IN_HAND)))
_LOOKED_AT: Final = 2000  # dossiers by which use is judged: a few busy days
_AFTER: Final = re.compile(r"([0-9]{1,19})-([0-9]{1,19})")
_BITS: Final = 63  # of SQLite's largest integer


class BadPlaceError(InputError):
    """The place to continue from is none that a page has answered."""


def _where(view: str, by: Actor, now: int) -> ColumnElement[bool]:
    if view == "mine":
        return dossier.c.assignee.in_((by.login, by.name))
    if view == "overdue":
        return and_(_RUNNING, dossier.c.due_at < now)
    if view == "online":
        return dossier.c.status == int(Status.FILED)
    if view == "waiting":
        return dossier.c.status.in_([int(each) for each in WAITING])
    if view == "ready":
        return dossier.c.status == int(Status.DONE)
    return true()


def page(
    work: Workplace, by: Actor, view: str = "all", after: str = "", limit: int = 200
) -> QueuePage:
    """Return one page of a view, most urgent first; `after` is the last page's.

    Pages are found by key, never by counting rows, so that the thousandth costs what the
    first does.
    """
    now = work.now()
    statement = (
        select(dossier.c.id, dossier.c.urgency, dossier.c.state)
        .where(_IS_OPEN, _where(view, by, micros(now) or 0))
        .order_by(dossier.c.urgency, dossier.c.id)
        .limit(limit + 1)
    )
    if after:
        place = _AFTER.fullmatch(after)
        urgency, key = (int(place[1]), int(place[2])) if place else (0, 0)
        if place is None or max(urgency, key) >> _BITS:
            raise BadPlaceError(place=after[:64])
        statement = statement.where(
            dossier.c.urgency >= urgency,
            or_(dossier.c.urgency > urgency, dossier.c.id > key),
        )
    with work.database.read() as tx:
        me = log.this_counter(tx).device
        found = tx.execute(statement).all()
    shown = found[:limit]
    more = f"{shown[-1].urgency}-{shown[-1].id}" if len(found) > limit else ""
    return QueuePage(rows=rows_of((row.state for row in shown), me, now), after=more)


def open_states(work: Workplace, limit: int | None = None) -> tuple[Dossier, ...]:
    """Return every open dossier of the ward, most urgent first."""
    statement = (
        select(dossier.c.state)
        .where(_IS_OPEN)
        .order_by(dossier.c.urgency, dossier.c.id)
        .limit(limit)
    )
    with work.database.read() as tx:
        found = tx.execute(statement).scalars().all()
    return tuple(canonical.loads(Dossier, state) for state in found)


def counts(work: Workplace, by: Actor | None = None) -> QueueCounts:
    """Return how many open dossiers stand where, and how many of them are `by`'s own."""
    now = work.now()
    at = micros(now) or 0
    evening = micros(now.replace(hour=23, minute=59, second=59, microsecond=0)) or 0

    def number(where: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count().filter(where)

    statement = select(
        func.count().label("open"),
        number(and_(_RUNNING, dossier.c.due_at < at)).label("overdue"),
        number(and_(_RUNNING, dossier.c.due_at.between(at, evening))).label("today"),
        number(dossier.c.status == int(Status.FILED)).label("online"),
        number(dossier.c.status.in_([int(s) for s in WAITING])).label("waiting"),
        number(dossier.c.status == int(Status.DONE)).label("ready"),
        number(_where("mine", by, at) if by else false()).label("mine"),
    ).where(_IS_OPEN)
    with work.database.read() as tx:
        row = tx.execute(statement).one()
    return QueueCounts(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it


def most_used(work: Workplace, limit: int) -> tuple[str, ...]:
    """Return the procedures received most among the newest dossiers here."""
    newest = select(dossier.c.procedure).order_by(dossier.c.id.desc()).limit(_LOOKED_AT).subquery()
    statement = (
        select(newest.c.procedure)
        .group_by(newest.c.procedure)
        .order_by(func.count().desc(), newest.c.procedure)
        .limit(limit)
    )
    with work.database.read() as tx:
        return tuple(tx.execute(statement).scalars())
