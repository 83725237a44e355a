"""A city that was put back to an older copy hears again of what it has forgotten.

Every counter pushes what it wrote itself; what others wrote, and what the city filed, it tells
here. The writer's own chain is followed as far as both ends of a link are here; beyond that the
counters of a ward vouch for each other, never for another ward's. Nothing is refused for good on
another's word: what does not count now is left for its own counter to push.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus

from sqlalchemy import Connection, update

from desk.city import chain as chains
from desk.city import enrol, numbers
from desk.city.arrivals import Arrival
from desk.city.chain import Chain
from desk.city.enrol import Caller
from desk.city.intake import Intake, Ruling, worth_keeping
from desk.city.push import known_before, read_all
from desk.city.refusal import RefusalError
from desk.city.store import Store, identity
from desk.city.tables import ACCEPTED, city, device
from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.wire.exchange import VERSION, Remind, Reminded


def remind(store: Store, caller: Caller, told: Remind, now: datetime) -> Reminded:
    """Take in what a counter knows of others, in one commit.

    Raises:
        RefusalError: 400 malformed, 413 too much, 426 version; nothing was taken.
    """
    if told.version != VERSION:
        raise RefusalError(HTTPStatus.UPGRADE_REQUIRED, "version", str(VERSION))
    arrivals = [each for each in read_all(told.events) if each.head.device != caller.uid]
    with store.write() as tx:
        work = _Work(tx, store, caller, arrivals, now)
        left = [arrival for arrival in arrivals if not work.take(arrival)]
        # A receipt that was refused counts by a decision, and comes before it.
        again = sum(work.take(arrival) for arrival in left if _begins(arrival))
        new = len(arrivals) - len(left) + again
        work.close()
    return Reminded(new=new, results=work.intake.released)


class _Work:
    """One reminder on its way into the log."""

    def __init__(
        self,
        tx: Connection,
        store: Store,
        caller: Caller,
        arrivals: Sequence[Arrival],
        now: datetime,
    ) -> None:
        self._tx, self._caller, self._now = tx, caller, now
        self._us = identity(tx)
        self._known = known_before(tx, arrivals)
        self._writers: dict[str, Caller | None] = {}
        self._chains: dict[tuple[str, int], Chain] = {}
        self._spans = _spans(arrivals)
        self._last = (int(self._us.seq), str(self._us.chain), int(self._us.hlc))
        self.intake = Intake(tx, caller, now, hub=store.hub)
        self.intake.load(arrivals)

    def take(self, arrival: Arrival) -> bool:
        """Take in one event; True if it is news that was kept."""
        head, twins = arrival.head, self._known[arrival.key]
        if twins or head.unit != self._caller.unit:
            return False  # known, or not for this counter to tell
        writer = self._writer(head.device)
        if writer is None:
            return False
        chain = self._chain(writer, head.epoch)
        branch, news = chain.place_heard(head)
        ruling = self.intake.take(arrival, branch, news, writer=writer)
        if not worth_keeping(ruling, arrival):
            return False
        twins[arrival.sealed.hash] = ruling
        chain.add(head.seq, branch, arrival.sealed.hash)
        self._learn(arrival, writer, ruling)
        return True

    def _writer(self, uid: str) -> Caller | None:
        if uid not in self._writers:
            self._writers[uid] = enrol.writer(self._tx, self._caller, uid, self._now)
        return self._writers[uid]

    def _chain(self, writer: Caller, epoch: int) -> Chain:
        key = writer.uid, epoch
        if key not in self._chains:
            self._chains[key] = chains.load(self._tx, writer.id, epoch, *self._spans[key])
        return self._chains[key]

    def _learn(self, arrival: Arrival, writer: Caller, ruling: Ruling) -> None:
        """Remember what follows from an event: a slot that is owned, a number that is used up."""
        body, head = _body(arrival), arrival.head
        if ruling.state != ACCEPTED:
            return
        if isinstance(body, cev.DeviceOpened | cev.EpochOpened):
            if isinstance(body, cev.DeviceOpened):  # a second one: it never joined as the first
                enrol.give_up(self._tx, writer)
            enrol.lease_again(self._tx, writer, body.slot, self._now)
        elif isinstance(body, ev.Filed):
            numbers.heard(self._tx, body, writer.commune)
        if writer.uid == self._us.device:
            seq, hash_, hlc = self._last
            if head.seq > seq:
                seq, hash_ = head.seq, arrival.sealed.hash.hex()
            self._last = seq, hash_, max(hlc, head.hlc)

    def close(self) -> None:
        """Write what was decided; the city's own log goes on after everything it wrote once."""
        self.intake.close()
        seq, hash_, hlc = self._last
        self._tx.execute(update(city).values(seq=seq, chain=hash_, hlc=hlc))
        if self.intake.forked:
            forked = device.c.id.in_(self.intake.forked)
            self._tx.execute(update(device).where(forked).values(forked=1))


def _begins(arrival: Arrival) -> bool:
    return isinstance(_body(arrival), ev.BEGINS)


def _body(arrival: Arrival) -> ev.Body | None:
    return arrival.event.body if arrival.event else None


def _spans(arrivals: Sequence[Arrival]) -> dict[tuple[str, int], tuple[int, int]]:
    """Return the first and the last number that is told of each device's epoch."""
    found: dict[tuple[str, int], tuple[int, int]] = {}
    for arrival in arrivals:
        key, seq = (arrival.head.device, arrival.head.epoch), arrival.head.seq
        first, last = found.get(key, (seq, seq))
        found[key] = min(first, seq), max(last, seq)
    return found
