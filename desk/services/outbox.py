"""What waits to be sent: batches out, verdicts in. Content stays in the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    bindparam,
    delete,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from desk.domain.events import Resolved
from desk.domain.fold import dropped
from desk.domain.records import VN
from desk.models import log, numbers
from desk.models.projection import micros
from desk.models.tables import attention, counter, delivered, event, outbox, target
from desk.services.workplace import Workplace
from desk.wire import exchange, sealed
from desk.wire.ids import from_key, to_key


@dataclass(frozen=True, slots=True)
class Batch:
    """Events of one epoch in the order of their sequence, ready to be sent."""

    device: str
    epoch: int
    first_seq: int
    events: tuple[sealed.Sealed, ...]
    uids: tuple[str, ...]
    attempts: int = 0


def waiting(
    work: Workplace,
    name: str,
    now: datetime,
    *,
    everything: bool,
    limit: int = exchange.MAX_EVENTS,
    max_bytes: int = exchange.MAX_BYTES,
) -> Batch | None:
    """Return the next batch for a target, oldest first, or None when nothing is due.

    The sequence has no gaps, so what is postponed holds up whatever comes after it. How far the
    log is sent goes to the witness first: a restored copy that lacks some of it must not go on
    in the same sequence.
    """
    due = None if everything else micros(now)
    with work.database.read() as tx:
        rows = tx.execute(_WAITING, {"name": name, "limit": limit}).all()
        me = log.this_counter(tx).device if rows else ""
    taken: list[Any] = []
    size = 0
    for row in rows:
        size += len(row.head) + len(row.body) + 80
        follows = not taken or (row.epoch, row.seq) == (taken[0].epoch, taken[-1].seq + 1)
        early = due is not None and row.next_at is not None and row.next_at > due
        if early or not follows or (taken and size > max_bytes):
            break
        taken.append(row)
    if not taken:
        return None
    work.witness.record_sending(taken[0].epoch, taken[-1].seq)
    return Batch(
        device=me,
        epoch=taken[0].epoch,
        first_seq=taken[0].seq,
        events=tuple(_to_send(row) for row in taken),
        uids=tuple(from_key(row.uid) for row in taken),
        attempts=taken[0].attempts,
    )


def _to_send(row: Any) -> sealed.Sealed:
    """Return an event as it is sent: of one that cannot be carried, the head alone."""
    whole = log.sealed_of(row)
    return replace(whole, body=b"") if row.error == POISON else whole


#: The target whose word is the city's; a hub of the ward is another one.
CITY: Final = "city"
#: Why a person must look at an event whose body could not be carried, however often it was tried.
POISON: Final = "poison"
#: What is merely held until something else has come: nobody has to decide about it.
EARLY: Final = "early"
_DELIVERY = (outbox.c.next_at, outbox.c.attempts, outbox.c.error)
_BYTES = (event.c.head, event.c.salt, event.c.body, event.c.hash)
_PART: Final = 500  # SQLite takes so many parameters in one statement with room to spare
_WAITING: Final = (
    select(event.c.uid, event.c.epoch, event.c.seq, *_DELIVERY, *_BYTES)
    .join(outbox, outbox.c.event_id == event.c.id)
    .where(outbox.c.target == bindparam("name"), outbox.c.state == "waiting")
    .order_by(outbox.c.event_id)  # as its key has it: nothing is sorted, however much waits
    .limit(bindparam("limit"))
)
_SOME: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_NAMED: Final = select(event.c.uid, event.c.id, event.c.dossier_id, event.c.device_id).where(
    event.c.uid.in_(bindparam("uids", expanding=True))
)
_WITHHELD: Final = select(outbox.c.event_id).where(
    outbox.c.target == bindparam("name"), outbox.c.error == POISON
)
_TOLD: Final = delete(outbox).where(
    outbox.c.target == bindparam("name"), outbox.c.event_id.in_(_SOME)
)
_DELIVER: Final = "INSERT OR IGNORE INTO delivered (target, event_id) VALUES (?, ?)"
_SETTLED: Final = (
    update(attention)
    .where(
        attention.c.target == bindparam("name"),
        attention.c.event_id.in_(_SOME),
        attention.c.resolved_at.is_(None),
    )
    .values(resolved_at=bindparam("now"))
)
_REFUSED: Final = event.c.id.in_(_SOME), event.c.refused == 1
_REFUSED_OF: Final = select(event.c.dossier_id).where(*_REFUSED)
_COUNTS_AGAIN: Final = update(event).where(*_REFUSED).values(refused=0)
_ANY: Final = (
    select(outbox.c.event_id)
    .where(outbox.c.target == bindparam("name"), outbox.c.state == "waiting")
    .limit(1)
)


def settle(work: Workplace, name: str, pushed: exchange.Pushed, now: datetime) -> int:
    """Write down what became of events; return how many the target now holds for good."""
    good = [v.uid for v in pushed.results if v.verdict in (exchange.ACCEPTED, exchange.DUPLICATE)]
    bad = [v for v in pushed.results if v.verdict in (exchange.HELD, exchange.REJECTED)]
    with work.database.write() as tx:
        ids = _ids(tx, [v.uid for v in pushed.results])
        confirmed = [ids[uid][0] for uid in good if uid in ids]
        _confirm(tx, name, confirmed, now)
        for verdict in bad:
            if verdict.uid in ids:
                _hold(tx, name, verdict, ids[verdict.uid], now)
        withheld = _withheld(tx, name)
        refused = [v.uid for v in bad if v.verdict == exchange.REJECTED]
        log.refuse(tx, [uid for uid in refused if ids.get(uid, (0,))[0] not in withheld])
        if name == CITY:
            _end_takeover(tx, confirmed, now)
    return len(good)


def _withheld(tx: Connection, name: str) -> set[int]:
    """Return the events of which a target was given the head alone: here they count as before."""
    return set(tx.execute(_WITHHELD, {"name": name}).scalars())


def withhold(work: Workplace, name: str, uids: Sequence[str], *, on: bool = True) -> None:
    """Send the heads alone of events that cannot be carried, or (not `on`) all of them again."""
    with work.database.write() as tx:
        ids = [key for key, _ in _ids(tx, uids).values()]
        here = outbox.c.target == name, outbox.c.event_id.in_(ids)
        tx.execute(update(outbox).where(*here).values(error=POISON if on else "", attempts=0))


def _ids(tx: Connection, uids: Sequence[str]) -> Mapping[str, tuple[int, int | None]]:
    """Return those of the events that are our own: (key, dossier's key) by uid."""
    mine = log.own_device_id(tx)
    # Compared here: asked of the database, it would walk all events of the device instead.
    rows = tx.execute(_NAMED, {"uids": [to_key(uid) for uid in uids]})
    return {from_key(row.uid): (row.id, row.dossier_id) for row in rows if row.device_id == mine}


def _confirm(tx: Connection, name: str, ids: Sequence[int], now: datetime) -> None:
    """Write down that events arrived; what a person had to look at has settled itself."""
    if not ids:
        return
    _deliver(tx, name, ids)
    tx.execute(_SETTLED, {"name": name, "ids": ids, "now": micros(now)})
    _revive(tx, ids)


def _deliver(tx: Connection, name: str, ids: Sequence[int]) -> None:
    """Move events from what waits to what a target has spoken its last word about."""
    tx.execute(_TOLD, {"name": name, "ids": ids})
    tx.exec_driver_sql(_DELIVER, [(name, key) for key in ids])


def _revive(tx: Connection, ids: Sequence[int]) -> None:
    """Let events count that were refused before and are accepted now."""
    touched = set(tx.execute(_REFUSED_OF, {"ids": ids}).scalars())
    if not touched:
        return
    tx.execute(_COUNTS_AGAIN, {"ids": ids})
    for key in touched - {None}:
        log.refold(tx, key)


def _hold(
    tx: Connection,
    name: str,
    verdict: exchange.Verdict,
    where: tuple[int, int | None],
    now: datetime,
) -> None:
    """Let a person look at an event that the target holds back, unless one has decided."""
    if verdict.uid in _dropped(tx, where[1]):
        _confirm(tx, name, [where[0]], now)
        return
    reason = verdict.code or verdict.verdict
    if where[0] in _withheld(tx, name):
        reason = POISON
    # Also what counted there once may be held now: by a target that was put back to an older copy.
    tx.execute(
        delete(delivered).where(delivered.c.target == name, delivered.c.event_id == where[0])
    )
    held = {"state": "attention", "error": reason}
    tx.execute(
        upsert(outbox)
        .values(target=name, event_id=where[0], **held)
        .on_conflict_do_update(index_elements=[outbox.c.target, outbox.c.event_id], set_=held)
    )
    said = {"reason": reason, "detail": verdict.field, "resolved_at": None}
    again = tx.execute(
        update(attention)
        .where(attention.c.target == name, attention.c.event_id == where[0])
        .values(**said)
    )
    if again.rowcount == 0:
        values = {"target": name, "event_id": where[0], "dossier_id": where[1], "at": micros(now)}
        tx.execute(insert(attention).values(**values, **said))


def _dropped(tx: Connection, dossier_id: int | None) -> set[str]:
    """Return the events of a dossier that a person has decided shall not count."""
    rows = tx.execute(
        select(*_BYTES).where(event.c.dossier_id == dossier_id, event.c.type == Resolved.__name__)
    )
    return dropped(sealed.open_event(log.sealed_of(row)) for row in rows)


def decided(tx: Connection, ids: Sequence[int]) -> None:
    """Settle what waited for a person's decision: the event that says it is written now."""
    held = select(outbox.c.target, outbox.c.event_id).where(
        outbox.c.event_id.in_(ids), outbox.c.state == "attention"
    )
    for name, key in tx.execute(held).all():
        _deliver(tx, name, [key])


def returned(tx: Connection, name: str, uids: Sequence[str], now: datetime) -> None:
    """Confirm our own events that come back in a target's feed: they count there."""
    for start in range(0, len(uids), _PART):
        ids = _ids(tx, uids[start : start + _PART])
        _confirm(tx, name, [key for key, _ in ids.values()], now)


def _end_takeover(tx: Connection, confirmed: Sequence[int], now: datetime) -> None:
    """End an open-ended take-over once the city has heard of the new epoch."""
    me = log.this_counter(tx)
    if me.takeover_since != numbers.EVER or me.takeover_until:
        return
    heard = select(event.c.id).where(event.c.id.in_(confirmed), event.c.epoch == me.epoch)
    if tx.execute(heard.limit(1)).first() is not None:
        tx.execute(update(counter).values(takeover_until=f"{now.astimezone(VN):%Y-%m-%d}"))


def is_waiting(tx: Connection, name: str) -> bool:
    """Tell whether anything is to be told to a target, now or later."""
    return tx.execute(_ANY, {"name": name}).first() is not None


def offer(tx: Connection, name: str, which: ColumnElement[bool]) -> None:
    """Put events into a target's outbox, those that were settled before too."""
    ids = select(event.c.id).where(which)
    tx.execute(delete(delivered).where(delivered.c.target == name, delivered.c.event_id.in_(ids)))
    tx.execute(
        update(outbox)
        .where(outbox.c.target == name, outbox.c.event_id.in_(ids))
        .values(state="waiting", next_at=None, attempts=0, error="")
    )
    fresh = select(literal(name), event.c.id, literal("waiting")).where(which)
    columns = outbox.c.target, outbox.c.event_id, outbox.c.state
    tx.execute(upsert(outbox).from_select(columns, fresh).on_conflict_do_nothing())


def recovered(tx: Connection, name: str, uids: Sequence[str]) -> None:
    """Offer own events that one target has given back to all others: they may lack them."""
    if not uids:
        return
    others = select(target.c.name).where(target.c.name != name, target.c.kind == "")
    for other in tx.execute(others).scalars().all():
        for start in range(0, len(uids), _PART):
            keys = [to_key(uid) for uid in uids[start : start + _PART]]
            offer(tx, other, event.c.uid.in_(keys))


def postpone(work: Workplace, name: str, uids: Sequence[str], error: str, at: datetime) -> None:
    """Try a batch again at `at`; what went wrong is a row that people can see."""
    with work.database.write() as tx:
        ids = [key for key, _ in _ids(tx, uids).values()]
        tx.execute(
            update(outbox)
            .where(outbox.c.target == name, outbox.c.event_id.in_(ids))
            .values(attempts=outbox.c.attempts + 1, next_at=micros(at), error=error)
        )
