"""What a stick carries away from this counter, and what it brings: the database's side of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from desk.models import log
from desk.models.tables import courier, event, outbox, target
from desk.services.outbox import Batch
from desk.services.workplace import Workplace
from desk.wire import exchange
from desk.wire.ids import from_key

_FRAME: Final = 80  # bytes of an event besides its head and body


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far this counter is with a target, over the wire and by stick."""

    device: str
    unit: str
    epoch: int
    feed: str
    cursor: str
    written: int = 0
    parent: str = ""
    heard: int = 0
    serial: int = 0


def standing(work: Workplace, name: str) -> Standing:
    """Return how far this counter is with a target."""
    with work.database.read() as tx:
        me = log.this_counter(tx)
        known = tx.execute(
            select(target.c.feed, target.c.cursor, target.c.fetched).where(target.c.name == name)
        ).one()
        row = tx.execute(select(courier).where(courier.c.target == name)).first()
    carried = {"written": row.written, "heard": row.heard} if row else {}
    return Standing(
        device=me.device,
        unit=me.unit,
        epoch=me.epoch,
        feed=known.feed,
        cursor=known.cursor,
        parent=row.parent if row else "",
        serial=known.fetched,
        **carried,
    )


def batches(work: Workplace, name: str) -> Iterator[Batch]:
    """Return everything that waits for a target, oldest first; nothing is settled by that.

    As with any sending, how far the log goes out is witnessed first.
    """
    after = 0
    while True:
        with work.database.read() as tx:
            me = log.this_counter(tx).device
            rows = tx.execute(
                select(event)
                .join(outbox, outbox.c.event_id == event.c.id)
                .where(outbox.c.target == name, outbox.c.state == "waiting")
                .where(outbox.c.event_id > after)
                .order_by(outbox.c.event_id)
                .limit(exchange.MAX_EVENTS)
            ).all()
        if not rows:
            return
        size, taken = 0, rows[:1]
        for row in rows:
            size += len(row.head) + len(row.body) + _FRAME
            if row is rows[0]:
                continue
            follows = (row.epoch, row.seq) == (taken[-1].epoch, taken[-1].seq + 1)
            if not follows or size > exchange.MAX_BYTES:
                break
            taken = [*taken, row]
        work.witness.record_sending(taken[0].epoch, taken[-1].seq)
        yield Batch(
            device=me,
            epoch=taken[0].epoch,
            first_seq=taken[0].seq,
            events=tuple(log.sealed_of(row) for row in taken),
            uids=tuple(from_key(row.uid) for row in taken),
        )
        after = taken[-1].id


def wrote(work: Workplace, name: str, number: int, parent: str) -> None:
    """Remember a bundle that is whole on a stick; what it carries goes on waiting."""
    _remember(work, name, written=number, parent=parent)


def heard(work: Workplace, name: str, number: int, of_ours: int) -> None:
    """Remember an answer that was taken in, and count on from what it has heard of us."""
    written = max(standing(work, name).written, of_ours)
    _remember(work, name, heard=number, written=written)


def _remember(work: Workplace, name: str, **news: object) -> None:
    with work.database.write() as tx:
        made = upsert(courier).values(target=name, **news)
        tx.execute(made.on_conflict_do_update(index_elements=[courier.c.target], set_=news))


def device(work: Workplace) -> str:
    """Return the uid of this counter."""
    with work.database.read() as tx:
        return log.this_counter(tx).device
