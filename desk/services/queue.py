"""The work queue: every open dossier, by when the next thing must be done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    and_,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    true,
    tuple_,
)

from desk.domain import apology
from desk.domain.errors import InputError
from desk.domain.records import VN, WAITING, Actor, Dossier, Status
from desk.domain.text import fold
from desk.domain.views import QueueCounts, QueuePage
from desk.domain.worklist import Narrowed, Want
from desk.models import log
from desk.models.projection import micros
from desk.models.tables import dossier
from desk.services.listing import rows_of
from desk.services.workplace import Workplace
from desk.wire import canonical

VIEWS: Final = (
    "all",
    "mine",
    "overdue",
    "soon",
    "online",
    "waiting",
    "approve",
    "apologise",
    "ready",
)
STEP: Final = "step:"  # leads the key of an inner step
_OPEN: Final = dossier.c.is_open == literal_column("1")  # said out, so that its index is known
_RUNNING = dossier.c.status.in_((int(Status.RECEIVED), int(Status.IN_HAND)))
_WAITS = dossier.c.status.in_([int(each) for each in WAITING])
#: The due time had passed when the citizen was asked to complete the dossier (decision 41).
_MISSED = dossier.c.due_at < dossier.c.asked_at
_SOON: Final = 2  # working days
_LOOKED_AT: Final = 2000  # dossiers by which use is judged: a few busy days
_AFTER: Final = re.compile(r"(.{0,300})-([0-9]{1,19})", re.DOTALL)
_BITS: Final = 63  # of SQLite's largest integer
_SORTS: Final[dict[str, Column[Any]]] = {
    "due": dossier.c.urgency,
    "received": dossier.c.came_at,
    "name": dossier.c.sort_key,
    "code": dossier.c.code,
    "procedure": dossier.c.procedure,
    "status": dossier.c.status,
}


class BadPlaceError(InputError):
    """The place to continue from is none that a page has answered."""


class UnknownViewError(InputError):
    """There is no such view or order of the queue."""


def _where(work: Workplace, view: str, by: Actor, now: datetime) -> ColumnElement[bool]:
    at = micros(now) or 0
    if view.startswith(STEP):
        return and_(_RUNNING, dossier.c.step == view.removeprefix(STEP))
    plain: dict[str, ColumnElement[bool]] = {
        "all": true(),
        "mine": dossier.c.assignee.in_((by.login, by.name)),
        "overdue": or_(and_(_RUNNING, dossier.c.due_at < at), and_(_WAITS, _MISSED)),
        "soon": and_(_RUNNING, dossier.c.due_at.between(at, _end_of_soon(work, now))),
        "online": dossier.c.status == int(Status.FILED),
        "waiting": _WAITS,
        "approve": and_(_RUNNING, dossier.c.proposal != ""),
        "apologise": _owed(work, now),
        "ready": dossier.c.status == int(Status.DONE),
    }
    if view not in plain:
        raise UnknownViewError(view=view[:40], known=", ".join(VIEWS))
    return plain[view]


def _end_of_soon(work: Workplace, now: datetime) -> int:
    last = work.rules.calendar.add_working_days(now.astimezone(VN).date(), _SOON)
    return micros(datetime.combine(last, time.max, VN)) or 0


def _owed(work: Workplace, now: datetime) -> ColumnElement[bool]:
    """Match what will not be done in time, may still be apologised for, and nobody has yet.

    What has reached the last inner step is about to be done.
    """
    window = apology.window(now, work.rules.regime(now.date()), work.rules.calendar)
    ends = [step.key for step in work.rules.steps if step.is_last]
    return and_(
        _RUNNING,
        dossier.c.apologised == 0,
        dossier.c.proposal == "",
        dossier.c.step.not_in(ends),
        or_(
            dossier.c.due_at < micros(window.now),
            dossier.c.due_at.between(micros(window.first), micros(window.last)),
        ),
    )


def _narrowed(work: Workplace, told: Narrowed) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if told.procedure:
        found.append(dossier.c.procedure == told.procedure)
    if told.area:
        every = work.rules.catalogue.procedures.values()
        found.append(dossier.c.procedure.in_([p.code for p in every if p.area == told.area]))
    if told.assignee:
        found.append(dossier.c.assignee == told.assignee)
    if told.status:
        found.append(dossier.c.status == literal(int(told.status)))
    if told.channel:
        found.append(dossier.c.channel == told.channel)
    if told.due_from:
        found.append(dossier.c.due_at >= _midnight(told.due_from))
    if told.due_until:
        found.append(dossier.c.due_at < _midnight(told.due_until, days=1))
    if told.text.strip():
        found.append(_said(told.text))
    return found


def _midnight(day: str, days: int = 0) -> int:
    return micros(datetime.combine(date.fromisoformat(day), time(), VN) + timedelta(days=days)) or 0


def _said(typed: str) -> ColumnElement[bool]:
    """Match names and numbers by folded words, the last one as typed so far; or a code's end."""
    words = re.findall(r"\w+", fold(typed))
    if not words:
        return false()
    match = " ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])
    named = text(
        "dossier.id IN (SELECT rowid FROM dossier_words WHERE dossier_words MATCH :typed)"
    ).bindparams(typed=match)
    known = typed.strip()
    numbers = [dossier.c[name] == known for name in ("personal_id", "phone", "barcode")]
    return or_(named, dossier.c.code.endswith(known, autoescape=True), *numbers)


def page(
    work: Workplace,
    by: Actor,
    view: str = "all",
    after: str = "",
    limit: int = 200,
    *,
    want: Want | None = None,
) -> QueuePage:
    """Return one page of a view, most urgent first; `after` is the last page's.

    `want` narrows and sorts it. Pages are found by key, never by counting rows, so that the
    thousandth costs what the first does.

    Raises:
        BadPlaceError, UnknownViewError.
    """
    asked = statement(work, by, want or Want(view=view), after, limit)
    with work.database.read() as tx:
        me = log.this_counter(tx).device
        found = tx.execute(asked).all()
    shown = found[:limit]
    more = f"{shown[-1].place}-{shown[-1].id}" if len(found) > limit else ""
    return QueuePage(rows=rows_of((row.state for row in shown), me, work.now()), after=more)


def statement(
    work: Workplace, by: Actor, want: Want, after: str, limit: int
) -> Select[tuple[int, Any, bytes]]:
    """Return what a page is read by: one row more than it shows tells whether more follow."""
    column = _SORTS.get(want.sort)
    if column is None:
        raise UnknownViewError(view=want.sort[:40], known=", ".join(_SORTS))
    wheres = [_where(work, want.view, by, work.now()), *_narrowed(work, want.narrowed)]
    keys = (column, dossier.c.id)
    if after:
        place, here = tuple_(*map(literal, _place(after, column))), tuple_(*keys)
        wheres.append(here < place if want.descending else here > place)
    order = [key.desc() for key in keys] if want.descending else keys
    return (
        select(dossier.c.id, column.label("place"), dossier.c.state)
        .where(_OPEN, *wheres)
        .order_by(*order)
        .limit(limit + 1)
    )


def _place(after: str, column: Column[Any]) -> tuple[Any, int]:
    """Read where a page ended: the dossier's key, and what it was sorted by.

    Raises:
        BadPlaceError.
    """
    found = _AFTER.fullmatch(after)
    value, key = (found[1], int(found[2])) if found else ("", 0)
    bad = found is None or key >> _BITS
    if column.type.python_type is int:
        bad = bad or not re.fullmatch(r"[0-9]{1,19}", value) or int(value) >> _BITS
        if not bad:
            return int(value), key
    if bad:
        raise BadPlaceError(place=after[:64])
    return value, key


def open_states(work: Workplace, limit: int | None = None) -> tuple[Dossier, ...]:
    """Return every open dossier of the ward, most urgent first."""
    statement = (
        select(dossier.c.state).where(_OPEN).order_by(dossier.c.urgency, dossier.c.id).limit(limit)
    )
    with work.database.read() as tx:
        found = tx.execute(statement).scalars().all()
    return tuple(canonical.loads(Dossier, state) for state in found)


def counts(work: Workplace, by: Actor | None = None) -> QueueCounts:
    """Return how many open dossiers stand where, and how many of them are `by`'s own."""
    now = work.now()
    at = micros(now) or 0
    evening = micros(now.replace(hour=23, minute=59, second=59, microsecond=0)) or 0
    who = by or Actor(uid="", login="", name="", role="")
    steps = work.rules.steps

    def number(where: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count().filter(where)

    seen = {view: number(_where(work, view, who, now)) for view in VIEWS if view != "all"}
    if by is None:
        seen["mine"] = number(false())
    statement = select(
        func.count().label("open"),
        number(and_(_RUNNING, dossier.c.due_at.between(at, evening))).label("today"),
        *(each.label(view) for view, each in seen.items()),
        *(number(_where(work, STEP + s.key, who, now)).label(STEP + s.key) for s in steps),
    ).where(_OPEN)
    with work.database.read() as tx:
        row = dict(tx.execute(statement).one()._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    stand = tuple((step.key, step.name, step.role, row.pop(STEP + step.key)) for step in steps)
    return QueueCounts(**row, steps=stand)


def tally(work: Workplace, by: Actor, wants: Sequence[Want]) -> tuple[int, ...]:
    """Return how many dossiers each of a person's own lists has."""
    now = work.now()
    with work.database.read() as tx:
        return tuple(
            tx.execute(
                select(func.count())
                .select_from(dossier)
                .where(_OPEN, _where(work, want.view, by, now), *_narrowed(work, want.narrowed))
            ).scalar_one()
            for want in wants
        )


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
