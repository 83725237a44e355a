"""The waiting room's tickets: given, called, set aside, done; one function, one transaction.

The tickets belong to the one counter whose folder this is: only one process writes here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from desk.domain import waiting
from desk.domain.errors import InputError
from desk.domain.waiting import AT_COUNTER, USUAL_RUN, Board, Flow, State, Ticket
from desk.models import projection
from desk.models.projection import Stored, micros
from desk.models.tables import dossier, ticket
from desk.services import print_queue, sittings
from desk.services.listing import moment
from desk.services.workplace import Workplace
from desk.wire.ids import from_key

_MOST_A_DAY: Final = 5000  # of one day's tickets that are read


class UnknownTicketError(InputError):
    """There is no such ticket today."""


class TicketTakenError(InputError):
    """That number has been given today already."""


def board(work: Workplace, run: int = USUAL_RUN) -> Board:
    """Return the waiting room as it stands now."""
    with work.database.read() as tx:
        return _board(tx, work.now(), run)


def take(
    work: Workplace, *, reason: str = "", number: str = "", printed: bool = True
) -> tuple[Ticket, int | None]:
    """Give the next ticket, or write down one of paper; return it and its print job.

    Raises:
        BadReasonError, BadTicketError, TicketTakenError: nothing was written.
    """
    waiting.check_reason(reason)
    given = waiting.parse(number) if number.strip() else None
    with work.database.write() as tx:
        now = work.now()
        day = waiting.day_of(now, _last(tx))
        series = waiting.PRIORITY if reason else waiting.ORDINARY
        series, told = given or (series, _newest(tx, day, series) + 1)
        if given and _find(tx, day, given) is not None:
            raise TicketTakenError(ticket=waiting.code(*given))
        key = _insert(
            tx,
            day=day,
            series=series,
            number=told,
            priority=int(bool(reason) or series == waiting.PRIORITY),
            reason=reason,
            state=State.WAITING.value,
            taken_at=micros(now),
        )
        job = _queue(tx, key, now) if printed and given is None else None
        return _one(tx, key), job


def call(
    work: Workplace, counter: str, key: int | None = None, *, run: int = USUAL_RUN, hold: bool
) -> Ticket | None:
    """Call the next ticket, or the one named, to `counter`; None where nobody waits.

    Whoever was at the counter is done with, or set aside where `hold`.

    Raises:
        UnknownTicketError, TicketMoveError: nothing was written.
    """
    with work.database.write() as tx:
        now = work.now()
        seen = _board(tx, now, run)
        chosen = _one(tx, key) if key is not None else next(iter(seen.line), None)
        if chosen is None:
            return None
        for each in seen.tickets:
            if each.state in AT_COUNTER and each.id != chosen.id:
                _move(tx, each, "hold" if hold else "finish", now)
        after = waiting.moved(chosen, "call")
        _set(
            tx,
            chosen.id,
            state=after.value,
            counter=counter,
            calls=chosen.calls + 1,
            called_at=micros(chosen.called_at or now),
            recalled_at=micros(now),
        )
        return _one(tx, chosen.id)


def again(work: Workplace, key: int) -> Ticket:
    """Call once more whoever is called already.

    Raises:
        UnknownTicketError, TicketMoveError.
    """
    with work.database.write() as tx:
        found = _one(tx, key)
        if found.state not in AT_COUNTER:
            raise waiting.TicketMoveError(ticket=found.code, ticket_state=found.state.value)
        _set(tx, key, calls=found.calls + 1, recalled_at=micros(work.now()))
        return _one(tx, key)


def move(work: Workplace, key: int, action: str) -> Ticket:
    """Take one of the steps of `waiting.MOVES` other than the call.

    Raises:
        UnknownTicketError, TicketMoveError.
    """
    with work.database.write() as tx:
        _move(tx, _one(tx, key), action, work.now())
        return _one(tx, key)


def uncall(work: Workplace, key: int, before: int | None) -> None:
    """Take a call back: the ticket waits where it was, whoever was at the counter is there again.

    Raises:
        UnknownTicketError, TicketMoveError.
    """
    with work.database.write() as tx:
        found = _one(tx, key)
        waiting.moved(found, "return")
        first = found.calls <= 1
        _set(
            tx,
            key,
            state=State.WAITING.value,
            calls=found.calls - 1,
            called_at=None if first else micros(found.called_at),
            recalled_at=None if first else micros(found.recalled_at),
        )
        if before is not None:
            earlier = _one(tx, before)
            state = State.SERVING if earlier.served_at else State.CALLED
            _set(tx, before, state=state.value, ended_at=None)


def number_of(work: Workplace, text: str) -> int:
    """Return the key of one of today's tickets by its number.

    Raises:
        BadTicketError, UnknownTicketError.
    """
    given = waiting.parse(text)
    with work.database.read() as tx:
        found = _find(tx, waiting.day_of(work.now(), _last(tx)), given)
    if found is None:
        raise UnknownTicketError(ticket=waiting.code(*given))
    return found


def link(tx: Connection, code: str, dossier_id: int, now: datetime) -> None:
    """Note in the commit of a receipt which dossier a ticket has become; it is done with.

    A number that nobody gave here today says nothing: it stays on the dossier alone.
    """
    try:
        given = waiting.parse(code)
    except waiting.BadTicketError:
        return
    key = _find(tx, waiting.day_of(now, _last(tx)), given)
    if key is None:
        return
    found = _one(tx, key)
    if found.state is not State.DONE:
        _move(tx, found, "finish", now)
    if not found.dossier:
        _set(tx, key, dossier_id=dossier_id)


def unlink(tx: Connection, stored: Stored) -> None:
    """Take a ticket off a dossier, in the commit that takes its receipt back.

    Another dossier of the same visit keeps it. Else whoever held it is served again: set aside
    where another is at the counter by now, in the line where nobody had called it.
    """
    key = tx.execute(select(ticket.c.id).where(ticket.c.dossier_id == stored.id)).scalar()
    if key is None:
        return
    mine = stored.state
    others = (each for each in sittings.of_sitting(tx, mine) if each.uid != mine.uid)
    other = next((each for each in others if each.ticket == mine.ticket), None)
    kept = projection.load(tx, other.uid) if other is not None else None
    if kept is not None:
        _set(tx, key, dossier_id=kept.id)
        return
    found = _one(tx, key)
    busy = any(each.state in AT_COUNTER for each in _of_day(tx, found.day))
    state = State.HELD if busy else State.SERVING
    served = micros(found.served_at)
    if found.called_at is None:
        state, served = State.WAITING, None
    _set(tx, key, dossier_id=None, state=state.value, served_at=served, ended_at=None)


def arrivals(work: Workplace, day: str = "") -> Flow:
    """Return what the waiting of a day (YYYY-MM-DD, or today) came to."""
    with work.database.read() as tx:
        wanted = day or waiting.day_of(work.now(), _last(tx))
        return waiting.flow(wanted, _of_day(tx, wanted))


def of_job(tx: Connection, job: int) -> tuple[Ticket, int]:
    """Return the ticket of a print job, and how many waited before it when it was given.

    Raises:
        UnknownTicketError: the job prints no ticket.
    """
    key = tx.execute(select(ticket.c.id).where(ticket.c.job_id == job)).scalar()
    if key is None:
        raise UnknownTicketError(ticket="")
    found = _one(tx, key)
    earlier = (
        each
        for each in _of_day(tx, found.day)
        if each.id < found.id and (each.called_at is None or each.called_at > found.taken_at)
    )
    before = sum(1 for each in earlier if each.ended_at is None or each.ended_at > found.taken_at)
    return found, before


# -- rows ----------------------------------------------------------------------------------------


def _board(tx: Connection, now: datetime, run: int) -> Board:
    day = waiting.day_of(now, _last(tx))
    return waiting.board(day, _of_day(tx, day), run)


_SELECT: Final = select(ticket, dossier.c.uid.label("dossier_uid")).outerjoin(
    dossier, dossier.c.id == ticket.c.dossier_id
)


def _of_day(tx: Connection, day: str) -> Sequence[Ticket]:
    rows = tx.execute(
        _SELECT.where(ticket.c.day == day).order_by(ticket.c.id).limit(_MOST_A_DAY)
    ).mappings()
    return [_read(each) for each in rows]


def _last(tx: Connection) -> Ticket | None:
    row = tx.execute(_SELECT.order_by(ticket.c.id.desc()).limit(1)).mappings().first()
    return _read(row) if row is not None else None


def _one(tx: Connection, key: int) -> Ticket:
    row = tx.execute(_SELECT.where(ticket.c.id == key)).mappings().first()
    if row is None:
        raise UnknownTicketError(ticket=str(key))
    return _read(row)


def _find(tx: Connection, day: str, given: tuple[str, int]) -> int | None:
    return tx.execute(
        select(ticket.c.id).where(
            ticket.c.day == day, ticket.c.series == given[0], ticket.c.number == given[1]
        )
    ).scalar()


def _newest(tx: Connection, day: str, series: str) -> int:
    newest = select(func.max(ticket.c.number)).where(ticket.c.day == day, ticket.c.series == series)
    return tx.execute(newest).scalar() or 0


def _read(row: RowMapping) -> Ticket:
    def at(name: str) -> datetime | None:
        return None if row[name] is None else moment(row[name])

    return Ticket(
        id=row["id"],
        day=row["day"],
        series=row["series"],
        number=row["number"],
        taken_at=moment(row["taken_at"]),
        priority=bool(row["priority"]),
        reason=row["reason"],
        state=State(row["state"]),
        counter=row["counter"],
        calls=row["calls"],
        called_at=at("called_at"),
        recalled_at=at("recalled_at"),
        served_at=at("served_at"),
        ended_at=at("ended_at"),
        dossier=from_key(row["dossier_uid"]) if row["dossier_uid"] else "",
    )


def _insert(tx: Connection, **values: Any) -> int:
    made = tx.execute(insert(ticket).values(**values)).inserted_primary_key
    assert made is not None  # noqa: S101 - an INSERT of one row always has one
    return int(made[0])


def _queue(tx: Connection, key: int, now: datetime) -> int:
    made = print_queue.insert_job(tx, now, form="ticket")
    _set(tx, key, job_id=made)
    return made


def _move(tx: Connection, found: Ticket, action: str, now: datetime) -> None:
    after = waiting.moved(found, action)
    values: dict[str, Any] = {"state": after.value}
    if after is State.SERVING:
        values["served_at"] = micros(found.served_at or now)
    elif after is State.DONE:
        values["served_at"] = micros(found.served_at or found.called_at or now)
        values["ended_at"] = micros(now)
    elif after is State.ABSENT:
        values["ended_at"] = micros(now)
    if after in (State.WAITING, State.HELD, State.SERVING):
        values["ended_at"] = None
    _set(tx, found.id, **values)


def _set(tx: Connection, key: int, **values: Any) -> None:
    tx.execute(update(ticket).where(ticket.c.id == key).values(**values))
