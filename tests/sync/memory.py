"""A counter's log and outbox in memory, over really sealed events: the engine's other side."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from typing_extensions import override

from desk.domain import events as ev
from desk.domain.fold import fold_all
from desk.domain.records import Dossier
from desk.sync.ports import Agreement, Batch, Ledger, Reminder
from desk.wire import digest, exchange
from desk.wire.exchange import Digest
from desk.wire.sealed import Sealed, check, open_event, read_head
from tests.city.town import Machine

NOTHING = Batch(device="", epoch=1, first_seq=1, events=(), uids=())
WAITING, CONFIRMED, ATTENTION = "waiting", "confirmed", "attention"


@dataclass
class MemoryLedger(Ledger):
    """What a counter's services promise to the engine, kept in plain dictionaries."""

    machine: Machine
    feed: str = ""
    cursor: str = ""
    states: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    not_before: dict[str, datetime] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    arrived: dict[str, ev.Event] = field(default_factory=dict)
    postponed: list[tuple[str, datetime]] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    heard: list[Sealed] = field(default_factory=list)
    owed: list[Sealed] = field(default_factory=list)  # what the target has to hear again
    differs: tuple[str, str] = ("", "")  # the roots of which it is known
    differing: tuple[str, ...] = ()
    proved: bool = False
    withheld: set[str] = field(default_factory=set)
    strikes: dict[str, int] = field(default_factory=dict)
    repaired: set[str] = field(default_factory=set)
    guard: threading.RLock = field(default_factory=threading.RLock)

    def _own(self) -> list[tuple[ev.Event, Sealed]]:
        return list(zip(self.machine.events, self.machine.log, strict=True))

    @override
    def waiting(
        self,
        target: str,
        now: datetime,
        *,
        everything: bool,
        limit: int = exchange.MAX_EVENTS,
        max_bytes: int = exchange.MAX_BYTES,
    ) -> Batch | None:
        del target
        taken: list[tuple[ev.Event, Sealed]] = []
        size = 0
        with self.guard:
            for event, sealed in self._own():
                due = everything or self.not_before.get(event.uid, now) <= now
                size += len(sealed.head) + len(sealed.body)
                follows = not taken or event.seq == taken[-1][0].seq + 1
                if taken and (not follows or len(taken) == limit or size > max_bytes):
                    break
                if self.states.get(event.uid, WAITING) == WAITING and due:
                    taken.append((event, sealed))
                elif taken:
                    break
        if not taken:
            return None
        return Batch(
            device=self.machine.device,
            epoch=self.machine.epoch,
            first_seq=taken[0][0].seq,
            events=tuple(sealed for _, sealed in taken),
            uids=tuple(event.uid for event, _ in taken),
            attempts=self.strikes.get(taken[0][0].uid, 0),
        )

    @override
    def settle(self, target: str, batch: Batch, pushed: exchange.Pushed, now: datetime) -> int:
        del target, batch, now
        confirmed = 0
        with self.guard:
            for verdict in pushed.results:
                if verdict.verdict in (exchange.ACCEPTED, exchange.DUPLICATE):
                    confirmed += self.states.get(verdict.uid) != CONFIRMED
                    self.states[verdict.uid] = CONFIRMED
                else:
                    self.states[verdict.uid] = ATTENTION
                    self.reasons[verdict.uid] = verdict.code
                    if verdict.verdict == exchange.REJECTED:
                        self.refused.add(verdict.uid)
        return confirmed

    @override
    def rewind(self, target: str, epoch: int, expected_seq: int) -> None:
        del target, epoch
        with self.guard:
            for event, _ in self._own():
                if event.seq >= expected_seq:
                    self.states.pop(event.uid, None)

    @override
    def recall(self, target: str, held: Mapping[int, int]) -> bool:
        if self.counts(target)[0]:
            return False
        self.rewind(target, self.machine.epoch, held.get(self.machine.epoch, 0) + 1)
        return self.counts(target)[0] > 0

    @override
    def postpone(
        self, target: str, batch: Batch | None, error: str, retry_at: datetime, now: datetime
    ) -> None:
        del target, now
        self.postponed.append((error, retry_at))
        for uid in batch.uids if batch else ():
            self.not_before[uid] = retry_at
            self.strikes[uid] = self.strikes.get(uid, 0) + 1

    @override
    def withhold(self, target: str, batch: Batch, *, on: bool) -> None:
        (self.withheld.update if on else self.withheld.difference_update)(batch.uids)
        for uid in batch.uids:
            self.strikes.pop(uid, None)

    @override
    def position(self, target: str) -> tuple[str, str, int]:
        del target
        return self.feed, self.cursor, self.machine.epoch

    @override
    def apply(self, target: str, page: exchange.Pulled, now: datetime) -> int:
        del target, now
        opened_with = []
        for each in page.events:
            sealed = exchange.from_wire(each)
            head = read_head(sealed.head)
            check(head, sealed)
            opened_with.append((open_event(sealed, head), sealed))
        opened = [event for event, _ in opened_with]
        with self.guard:
            own = {event.uid for event in self.machine.events}
            new = [e for e in opened if e.uid not in self.arrived and e.uid not in own]
            self.arrived.update((event.uid, event) for event in new)
            uids = {event.uid for event in new}
            self.heard += [data for event, data in opened_with if event.uid in uids]
            there = {data.hash for _, data in opened_with}
            self.owed = [data for data in self.owed if data.hash not in there]
            for event in opened:
                if self.states.get(event.uid) == ATTENTION:
                    self.states[event.uid] = CONFIRMED
            self.machine.hlc = max(self.machine.hlc, *(e.hlc for e in opened), 0)
            self.feed, self.cursor = page.feed, page.cursor
            for uid in {event.dossier for event in new if event.dossier}:
                state = self.dossiers().get(uid)
                if state is not None:
                    self.machine.dossiers[uid] = state
        return len(new)

    @override
    def new_feed(self, target: str, feed: str) -> None:
        del target
        with self.guard:
            self.feed, self.cursor = feed, ""
            self.feeds.append(feed)
            self.states.clear()
            self.refused.clear()
            self.not_before.clear()
            self.owed = list(self.heard)

    @override
    def reminder(
        self,
        target: str,
        *,
        limit: int = exchange.MAX_EVENTS,
        max_bytes: int = exchange.MAX_BYTES,
    ) -> Reminder | None:
        del target, max_bytes
        some = tuple(self.owed[:limit])
        return Reminder(events=some, through=len(some)) if some else None

    @override
    def reminded(
        self, target: str, reminder: Reminder, results: list[exchange.Verdict], now: datetime
    ) -> int:
        self.owed = self.owed[reminder.through :]
        pushed = exchange.Pushed(results=results, acked_through=0)
        return self.settle(target, NOTHING, pushed, now)

    @override
    def online(
        self, target: str, error: str, paused: str, now: datetime, *, proved: bool = False
    ) -> None:
        del target, now
        self.proved = self.proved or proved
        self.answers.append((error, paused))

    def dossiers(self) -> dict[str, Dossier]:
        """Fold everything that is known here."""
        stories: dict[str, list[ev.Event]] = {}
        for event in [*self.machine.events, *self.arrived.values()]:
            if event.dossier:
                stories.setdefault(event.dossier, []).append(event)
        folded = ((uid, fold_all(story, self.refused)) for uid, story in stories.items())
        return {uid: state for uid, state in folded if state is not None}

    @override
    def digests(self, places: Sequence[str]) -> list[Digest]:
        return [self._below(place) for place in places]

    @override
    def agree(self, target: str, end: exchange.End, now: datetime) -> Agreement:
        if self.counts(target)[0]:
            return Agreement.WAITING
        whole = self._below("")
        root = digest.join((n, bytes.fromhex(v)) for n, v in whole.parts.items()).hex()
        if (whole.count, root) == (end.holds.count, end.holds.root):
            self.differing = ()
            return Agreement.EQUAL
        if (root, end.holds.root) == self.differs:
            return Agreement.KNOWN
        self.differs = (root, end.holds.root)
        return Agreement.DIFFERENT

    @override
    def unsaid(self, target: str) -> exchange.Stated | None:
        return None

    @override
    def said(self, target: str) -> None:
        raise NotImplementedError

    @override
    def repair(
        self, target: str, uids: Sequence[str], told: exchange.Stories, now: datetime
    ) -> int:
        self.differs = ("", "")
        page = exchange.Pulled(feed=self.feed, cursor=self.cursor, more=False, events=told.events)
        new = self.apply(target, page, now)
        there = {exchange.from_wire(each).hash for each in told.events}
        with self.guard:
            for event, sealed in self._own():
                if event.dossier in uids and sealed.hash not in there:
                    self.states.pop(event.uid, None)
            self.repaired.update(uids)
        return new

    @override
    def differ(
        self, target: str, end: exchange.End, differing: Sequence[str], now: datetime
    ) -> None:
        self.differing = tuple(differing)

    def _below(self, place: str) -> Digest:
        month, _, bucket = place.partition("/")
        leaves = [
            (f"{digest.month(s):06d}", f"{digest.bucket(uid):02x}", uid, digest.leaf(uid, s.heads))
            for uid, s in self.dossiers().items()
        ]
        if bucket:
            below = {uid: leaf for m, b, uid, leaf in leaves if (m, b) == (month, bucket)}
            return _digest(place, len(below), below)
        if month:
            parts = _join((b, uid, leaf) for m, b, uid, leaf in leaves if m == month)
            return _digest(place, sum(m == month for m, *_ in leaves), parts)
        months = {m for m, *_ in leaves}
        parts = {
            m: digest.join((n, bytes.fromhex(v)) for n, v in self._below(m).parts.items())
            for m in months
        }
        return _digest(place, len(leaves), parts)

    @override
    def counts(self, target: str) -> tuple[int, int]:
        del target
        states = [self.states.get(event.uid, WAITING) for event in self.machine.events]
        return states.count(WAITING), states.count(ATTENTION)

    def confirmed(self) -> int:
        return list(self.states.values()).count(CONFIRMED)


def _join(leaves: Iterable[tuple[str, str, bytes]]) -> dict[str, bytes]:
    grouped: dict[str, list[tuple[str, bytes]]] = {}
    for name, uid, leaf in leaves:
        grouped.setdefault(name, []).append((uid, leaf))
    return {name: digest.join(parts) for name, parts in grouped.items()}


def _digest(place: str, count: int, parts: dict[str, bytes]) -> Digest:
    return Digest(place=place, count=count, parts={n: v.hex() for n, v in parts.items()})
