"""What arrives from elsewhere: events and cursor in one commit, each event once for ever."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, func, select, update

from desk.domain import events as ev
from desk.models import arrival, log, numbers, projection
from desk.models.blobs import Blobs
from desk.models.tables import counter, dossier, event, target
from desk.services import attachments, outbox, reminders, targets, twins
from desk.services.workplace import Workplace
from desk.wire import exchange, sealed
from desk.wire.sealed import BadEventError

_MOST: Final = 1 << 62  # what a column holds, with room to count on
_POSITION: Final = select(
    target.c.feed, target.c.cursor, select(counter.c.epoch).scalar_subquery().label("epoch")
).where(target.c.name == bindparam("name"))
_MOVE: Final = (
    update(target)
    .where(target.c.name == bindparam("at"))
    .values(feed=bindparam("b_feed"), cursor=bindparam("b_cursor"))
)


def position(work: Workplace, name: str) -> tuple[str, str, int]:
    """Return how far a target's events have been taken over (feed, cursor), and our epoch."""
    with work.database.read() as tx:
        row = tx.execute(_POSITION, {"name": name}).one()
    return row.feed, row.cursor, row.epoch


def apply(work: Workplace, name: str, page: exchange.Pulled, now: datetime) -> int:
    """Take over one page; return how many events were new.

    Our own events among them are confirmed by it: they count at the target now.

    Raises:
        BadEventError: bytes that do not agree with their hashes; nothing was written.
    """
    if not page.events and (page.feed, page.cursor) == position(work, name)[:2]:
        return 0  # most answers are such: nothing to write, no disk to wait for
    with _uncollected():
        arrived = [opened(each) for each in page.events]
        with work.database.write() as tx:
            new = take_over(work, tx, name, arrived, now)
            tx.execute(_MOVE, {"at": name, "b_feed": page.feed, "b_cursor": page.cursor})
        return len(new)


def take_over(
    work: Workplace, tx: Connection, name: str, arrived: Sequence[arrival.Arrived], now: datetime
) -> list[ev.Event]:
    """Write down events that count at a target; return those that were new here."""
    new = arrival.absorb(tx, arrived)
    me = log.this_counter(tx).device
    own = [each for each in arrived if each[0].device == me]
    outbox.returned(tx, name, arrival.put_back(tx, own), now)
    reminders.shown(tx, name, [made.uid for made, _ in arrived])
    again = [made for made in new if made.device == me]
    outbox.recovered(tx, name, [made.uid for made in again])
    _count_numbers(tx, again)
    attachments.found_again(tx, Blobs(work.database.folder), again, now)
    twins.note(tx, name, again, now)
    twins.meet(tx, [made for made in new if made.device != me], now)
    return new


def _count_numbers(tx: Connection, own: Sequence[ev.Event]) -> None:
    """Write numbers that a lost database had given out into the ledger of the restored one."""
    for made in own:
        stored = projection.load(tx, made.dossier) if isinstance(made.body, ev.Received) else None
        if stored is not None and isinstance(made.body, ev.Received):
            numbers.known_again(tx, made.body, stored.id)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the collector of cycles rest: a page has none, and walking it costs a fifth of all."""
    ran = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ran:
            gc.enable()


def opened(each: exchange.WireEvent) -> arrival.Arrived:
    """Return an event that came over the wire, with its bytes.

    Raises:
        BadEventError: its bytes do not agree with their hashes.
    """
    data = exchange.from_wire(each)
    head = sealed.read_head(data.head)
    sealed.check(head, data)
    if not all(0 <= number < _MOST for number in (head.epoch, head.seq, head.hlc)):
        raise BadEventError(what="head", event=head.uid)
    return sealed.open_event(data, head), data


def new_feed(work: Workplace, name: str, feed: str) -> None:
    """Begin again with a target whose memory is another one: read all, offer all, drop nothing."""
    with work.database.write() as tx:
        tx.execute(_MOVE, {"at": name, "b_feed": feed, "b_cursor": ""})
        targets.offer_everything(tx, name)
        reminders.remember(tx, name)


def count(work: Workplace) -> int:
    """Return how many dossiers are here."""
    with work.database.read() as tx:
        return tx.execute(select(func.count()).select_from(dossier)).scalar_one()


def unread(work: Workplace) -> int:
    """Return how many events are kept raw because this program does not know their type."""
    with work.database.read() as tx:
        return tx.execute(
            select(func.count()).select_from(event).where(event.c.type.not_in(sealed.BODIES))
        ).scalar_one()
