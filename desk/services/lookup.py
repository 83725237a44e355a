"""Finding dossiers by anything: SQL picks, sorts and counts, pages are found by key."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    and_,
    cast,
    column,
    func,
    not_,
    or_,
    select,
    text,
    tuple_,
)

from desk.domain import deadline
from desk.domain.lookup import Area, Choices, Filter, Found, FoundRow, Hint, Sort, Span
from desk.domain.records import WAITING, Dossier, Status
from desk.models import log, projection
from desk.models.projection import micros
from desk.models.tables import dossier, target, ticket
from desk.services import matching
from desk.services.listing import moment, row
from desk.services.matching import Match, within
from desk.services.queue import BadPlaceError
from desk.services.workplace import Workplace
from desk.wire import canonical

PAGE: Final = 100
Conditions = list[ColumnElement[bool]]

_MEASURED: Final = sorted(map(int, deadline.MEASURED))
_WAITING: Final = sorted(map(int, WAITING))
_KEYS: Final[dict[str, ColumnElement[Any]]] = {
    "code": dossier.c.code,
    "name": dossier.c.sort_key,
    "procedure": dossier.c.procedure,
    "status": dossier.c.status,
    "received": dossier.c.received_at,
    "due": dossier.c.due_at,
    "returned": dossier.c.returned_at,
}
_NEWEST: Final = Sort("received", down=True)
_LIKEST: Final = Sort("match", down=True)


# -- what a filter means in SQL --------------------------------------------------------------------


def conditions(asked: Filter, now: datetime) -> Conditions:
    """Return what SQL must hold for the dossiers that a filter means, its text aside."""
    found: Conditions = [] if asked.voided else [dossier.c.voided == 0]
    if asked.statuses:
        found.append(dossier.c.status.in_([int(each) for each in asked.statuses]))
    if asked.procedures:
        found.append(dossier.c.procedure.in_(asked.procedures))
    for span, at in (
        (asked.received, dossier.c.received_at),
        (asked.due, dossier.c.due_at),
        (asked.finished, dossier.c.finished_at),
        (asked.returned, dossier.c.returned_at),
    ):
        if span is not None:
            found.append(within(at, span))
    if asked.channel is not None:
        found.append(dossier.c.channel == str(asked.channel))
    if asked.officer:
        found.append(dossier.c.assignee == asked.officer)
    if asked.shelf:
        found.append(func.substr(dossier.c.shelf, 1, len(asked.shelf)) == asked.shelf)
    if asked.scanned is not None:
        found.append(dossier.c.scanned > 0 if asked.scanned else dossier.c.scanned == 0)
    return found + _rarer(asked, micros(now) or 0)


def _rarer(asked: Filter, now: int) -> Conditions:
    found: Conditions = []
    if asked.among is not None:
        # One value for any number of keys: a statement takes only so many.
        given = text("SELECT value FROM json_each(:among)").bindparams(
            among=json.dumps(asked.among)
        )
        found.append(dossier.c.id.in_(given.columns(column("value", Integer))))
    if asked.overdue is not None:
        found.append(overdue(now) if asked.overdue else not_(overdue(now)))
    if asked.late is not None:
        found.append(finished_late() if asked.late else not_(finished_late()))
    if asked.asked is not None:
        found.append(was_asked(asked.asked, asked.reason))
    if asked.ticket is not None:
        at = ticket.c[f"{asked.moment}_at"]
        when = within(at, asked.ticket)
        if asked.hour is not None:
            when = and_(when, hour_of(at) == asked.hour)
        of_ticket = select(ticket.c.dossier_id).where(when, ticket.c.dossier_id.is_not(None))
        found.append(dossier.c.id.in_(of_ticket))
    return found


HOUR: Final = 3_600_000_000
EAST: Final = 7 * HOUR  # Vietnamese hours and days begin so much before those of UTC


def hour_of(at: ColumnElement[Any]) -> ColumnElement[int]:
    """Return the Vietnamese hour of an instant."""
    return cast((at + EAST) / HOUR, Integer) % 24


def overdue(now: int) -> ColumnElement[bool]:
    """Return the condition that a dossier is late: `deadline.is_overdue` in SQL.

    What waits for its citizen is late if it was when the citizen was asked.
    """
    measured = func.coalesce(dossier.c.finished_at, now)
    waits = and_(dossier.c.status.in_(_WAITING), dossier.c.due_at < dossier.c.asked_at)
    runs = and_(dossier.c.status.in_(_MEASURED), dossier.c.due_at < measured)
    return and_(dossier.c.voided == 0, func.coalesce(or_(waits, runs), 0) == 1)


def finished_late() -> ColumnElement[bool]:
    """Return the condition that a result came after its due time; what was stopped is in time."""
    late = and_(dossier.c.status != int(Status.STOPPED), dossier.c.finished_at > dossier.c.due_at)
    return func.coalesce(late, 0) == 1


#: The requests to complete a dossier, out of its record: text, since bytes would be another format.
ASKINGS: Final = "json_each(CAST(dossier.state AS TEXT), '$.supplements') AS asking"
ASKED_AT: Final = "strftime('%s', json_extract(asking.value, '$.asked_at')) * 1000000"
REASON: Final = "json_extract(asking.value, '$.reason')"


def was_asked(span: Span, reason: str = "") -> ColumnElement[bool]:
    """Return the condition that somebody was asked to complete the dossier, for a reason if given.

    `asked_at` is that of the latest request: it spares the record of every dossier without one.
    """
    parts = [f"{ASKED_AT} >= :since", f"{ASKED_AT} < :until"]
    parts += [f"{REASON} = :reason"] if reason else []
    given: dict[str, int | str] = {
        "since": micros(span.start) or 0,
        "until": micros(span.end) or _FOREVER,
    }
    given |= {"reason": reason} if reason else {}
    said = text(f"EXISTS (SELECT 1 FROM {ASKINGS} WHERE {' AND '.join(parts)})")  # noqa: S608 - our own words, values are bound
    return and_(dossier.c.asked_at >= given["since"], said.bindparams(**given))


_FOREVER: Final = 1 << 62


# -- pages -----------------------------------------------------------------------------------------


def find(
    work: Workplace,
    asked: Filter,
    sort: Sort = _LIKEST,
    after: str = "",
    limit: int = PAGE,
    *,
    counted: bool = True,
) -> Found:
    """Return one page of what a filter means; the first page also counts and gives hints.

    Raises:
        BadPlaceError: `after` is none that a page has answered.
    """
    now = work.now()
    with work.database.read() as tx:
        me = log.this_counter(tx).device
        match = matching.meaning(tx, work, asked.text)
        where = _where(asked, match, now)
        keys, more = _page(tx, match, where, sort, after, limit)
        rows = tuple(_row(each, me, now) for each in _records(tx, keys))
        if after or not counted:
            return Found(rows=rows, after=more)
        total = count(tx, where) if more else len(keys)
        hints = () if total else tuple(_hints(tx, work, asked, now))
        fresh = tx.execute(select(func.min(target.c.last_ok))).scalar()
    at = None if fresh is None else moment(fresh)
    return Found(rows=rows, total=total, after=more, hints=hints, fresh_at=at)


def _where(asked: Filter, match: Match | None, now: datetime) -> Conditions:
    found = conditions(asked, now)
    return found if match is None else [*found, match.where]


def count(tx: Connection, where: Conditions) -> int:
    """Return how many dossiers there are of which all that holds."""
    return tx.execute(select(func.count()).select_from(dossier).where(*where)).scalar_one()


def _page(  # noqa: PLR0917 - one page of one list
    tx: Connection, match: Match | None, where: Conditions, sort: Sort, after: str, limit: int
) -> tuple[list[int], str]:
    if sort.by == "match" and match is not None and match.likeness is not None:
        return _likest(tx, match, where, after, limit)
    by = sort if sort.by in _KEYS else _NEWEST
    key = _KEYS[by.by]
    statement = select(dossier.c.id, key.label("key")).where(*where)
    if after:
        statement = statement.where(_beyond(key, *_place(after), down=by.down))
    order = [each.desc() if by.down else each for each in (key, dossier.c.id)]
    found = tx.execute(statement.order_by(*order).limit(limit + 1)).all()
    shown = found[:limit]
    more = json.dumps([shown[-1].key, shown[-1].id]) if len(found) > limit else ""
    return [each.id for each in shown], more


def _beyond(key: ColumnElement[Any], value: Any, last: int, *, down: bool) -> ColumnElement[bool]:
    """Return the condition for all that comes after a place; what has no value sorts lowest."""
    if value is None:
        rest = and_(key.is_(None), dossier.c.id < last if down else dossier.c.id > last)
        return rest if down else or_(rest, key.is_not(None))
    here, place = tuple_(key, dossier.c.id), tuple_(value, last)
    return or_(here < place, key.is_(None)) if down else here > place


def _place(after: str) -> tuple[Any, int]:
    try:
        value, key = json.loads(after)
    except (ValueError, TypeError) as error:
        raise BadPlaceError(place=after[:64]) from error
    if type(key) is not int or type(value) not in (int, str, type(None)) or key >> 63:
        raise BadPlaceError(place=after[:64])
    return value, key


def _likest(
    tx: Connection, match: Match, where: Conditions, after: str, limit: int
) -> tuple[list[int], str]:
    """Return a page of what answers a text best: among so many as are worth ranking."""
    if after and not after.isdecimal():
        raise BadPlaceError(place=after[:64])
    keys = likest(tx, match, where, matching.RANKED)
    start = int(after or 0)
    shown = keys[start : start + limit]
    return shown, str(start + limit) if len(keys) > start + limit else ""


def likest(tx: Connection, match: Match, where: Conditions, most: int) -> list[int]:
    """Return the keys of the dossiers that answer a text best, best first."""
    assert match.likeness is not None  # noqa: S101 - asked for only where there is one
    found = tx.execute(
        select(dossier.c.id, dossier.c.sort_key)
        .where(*where)
        .order_by(match.likeness.desc(), dossier.c.id.desc())
        .limit(most)
    ).all()
    return matching.ranked(found, match.words) if match.words else [each.id for each in found]


_RECORD = (dossier.c.id, dossier.c.state, dossier.c.papers, dossier.c.scanned)


def _records(tx: Connection, keys: Sequence[int]) -> list[Any]:
    if not keys:
        return []
    found = tx.execute(select(*_RECORD).where(dossier.c.id.in_(keys))).all()
    by_key = {each.id: each for each in found}
    return [by_key[key] for key in keys]


def _row(found: Any, me: str, now: datetime) -> FoundRow:
    state = canonical.loads(Dossier, found.state)
    return FoundRow(
        row=row(state, me, now),
        finished_at=state.finished_at,
        returned_at=state.returned_at,
        shelf=state.shelf,
        papers=found.papers,
        scanned=found.scanned,
    )


def states(work: Workplace, uids: Sequence[str]) -> tuple[Dossier, ...]:
    """Return the records of dossiers, in that order; of those that are here."""
    with work.database.read() as tx:
        found = projection.load_many(tx, uids)
    return tuple(found[uid].state for uid in uids if uid in found)


# -- where nothing was found -----------------------------------------------------------------------


def _hints(tx: Connection, work: Workplace, asked: Filter, now: datetime) -> Iterator[Hint]:
    """Return other questions that find something: without the filters, with fewer words."""
    if asked.narrows:
        wider = Filter(text=asked.text, voided=True)
        yield from _hint(tx, work, "wider", wider, now)
        return
    for fewer in _fewer(asked.text.split()):
        found = list(_hint(tx, work, "fewer", replace(asked, text=fewer), now))
        if found:
            yield from found
            return


def _fewer(words: list[str]) -> Iterator[str]:
    """Return the words without one of them, then each alone, the longest first."""
    if len(words) > 1:
        for at in range(len(words) - 1, -1, -1):
            yield " ".join(words[:at] + words[at + 1 :])
    if len(words) > 2:  # noqa: PLR2004 - of two, each alone was just tried
        yield from sorted(words, key=len, reverse=True)


def _hint(
    tx: Connection, work: Workplace, kind: str, asked: Filter, now: datetime
) -> Iterator[Hint]:
    match = matching.meaning(tx, work, asked.text)
    number = count(tx, _where(asked, match, now))
    if number:
        yield Hint(kind=kind, filter=asked, count=number, words=asked.text)


# -- what the filters offer ------------------------------------------------------------------------


def choices(work: Workplace) -> Choices:
    """Return the procedures by area, the officers and the shelves of the ward's dossiers."""
    with work.database.read() as tx:
        used = tx.execute(select(dossier.c.procedure).distinct()).scalars().all()
        officers = tx.execute(select(dossier.c.assignee).distinct()).scalars().all()
        shelves = (
            tx.execute(select(dossier.c.shelf).where(dossier.c.shelf != "").distinct())
            .scalars()
            .all()
        )
    known = work.rules.catalogue.procedures
    areas: dict[str, list[tuple[str, str]]] = {}
    for code in used:
        procedure = known.get(code)
        area, name = (procedure.area, procedure.name) if procedure else ("Khác", code)
        areas.setdefault(area, []).append((code, name))
    return Choices(
        areas=tuple(
            Area(name=name, procedures=tuple(sorted(areas[name], key=lambda each: each[1])))
            for name in sorted(areas)
        ),
        officers=tuple(sorted(filter(None, officers))),
        shelves=tuple(sorted(shelves)),
    )


# -- all of it, for exports ------------------------------------------------------------------------


def everything(
    tx: Connection, work: Workplace, asked: Filter, sort: Sort, batch: int
) -> tuple[int, Iterator[list[Dossier]]]:
    """Return how many dossiers a filter means, and their records in batches by key."""
    now = work.now()
    match = matching.meaning(tx, work, asked.text)
    where = _where(asked, match, now)
    by = sort if sort.by in _KEYS else _NEWEST

    def batches() -> Iterator[list[Dossier]]:
        after = ""
        while True:
            keys, after = _page(tx, None, where, by, after, batch)
            yield [canonical.loads(Dossier, each.state) for each in _records(tx, keys)]
            if not after:
                return

    return count(tx, where), batches()
