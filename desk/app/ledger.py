"""The exchange's view of this counter: what `desk.sync` asks for, answered by the services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.domain.records import Dossier
from desk.domain.snapshots import Snapshot, Step
from desk.services import (
    forgotten,
    inbox,
    outbox,
    reference,
    reminders,
    sameness,
    snapshots,
    stock,
    targets,
)
from desk.services.workplace import Workplace
from desk.sync import whole
from desk.sync.ports import Agreement, Batch, Reminder
from desk.sync.whole_ports import Form
from desk.wire import exchange
from desk.wire.signing import Signed
from desk.wire.stock import Stock


@dataclass(frozen=True, slots=True)
class CounterLedger:
    """`desk.sync.ports.Ledger` over an open counter."""

    work: Workplace

    def waiting(
        self,
        target: str,
        now: datetime,
        *,
        everything: bool,
        limit: int = exchange.MAX_EVENTS,
        max_bytes: int = exchange.MAX_BYTES,
    ) -> Batch | None:
        """Return the next batch for a target, oldest first, or None."""
        found = outbox.waiting(
            self.work, target, now, everything=everything, limit=limit, max_bytes=max_bytes
        )
        if found is None:
            return None
        return Batch(
            device=found.device,
            epoch=found.epoch,
            first_seq=found.first_seq,
            events=found.events,
            uids=found.uids,
            attempts=found.attempts,
        )

    def settle(self, target: str, batch: Batch, pushed: exchange.Pushed, now: datetime) -> int:
        """Write down the verdicts; return how many events are confirmed."""
        del batch  # the verdicts name their events
        return outbox.settle(self.work, target, pushed, now)

    def rewind(self, target: str, epoch: int, expected_seq: int) -> None:
        """Offer again what the target does not hold."""
        forgotten.rewind(self.work, target, epoch, expected_seq)

    def recall(self, target: str, held: Mapping[int, int]) -> bool:
        """Offer again what the target lacks of what it once confirmed."""
        return forgotten.recall(self.work, target, held)

    def postpone(
        self, target: str, batch: Batch | None, error: str, retry_at: datetime, now: datetime
    ) -> None:
        """Try again later, and let people see why."""
        del now
        if batch is not None:
            outbox.postpone(self.work, target, batch.uids, error, retry_at)

    def withhold(self, target: str, batch: Batch, *, on: bool) -> None:
        """Send an event's head alone from now on."""
        outbox.withhold(self.work, target, batch.uids, on=on)

    def position(self, target: str) -> tuple[str, str, int]:
        """Return (feed, cursor, epoch)."""
        return inbox.position(self.work, target)

    def apply(self, target: str, page: exchange.Pulled, now: datetime) -> int:
        """Take over a page: events and cursor in one commit."""
        new = inbox.apply(self.work, target, page, now)
        reference.heard(self.work, target, page.rules)
        return new

    def new_feed(self, target: str, feed: str) -> None:
        """Begin again with a target whose memory is another one."""
        inbox.new_feed(self.work, target, feed)

    def reminder(
        self,
        target: str,
        *,
        limit: int = exchange.MAX_EVENTS,
        max_bytes: int = exchange.MAX_BYTES,
    ) -> Reminder | None:
        """Return what others wrote that the target has still to hear of again, or None."""
        found = reminders.waiting(self.work, target, limit=limit, max_bytes=max_bytes)
        return None if found is None else Reminder(events=found[0], through=found[1])

    def reminded(
        self, target: str, reminder: Reminder, results: list[exchange.Verdict], now: datetime
    ) -> int:
        """Write down how far the target has heard, and what it decided meanwhile."""
        return reminders.told(self.work, target, reminder.through, results, now)

    def online(
        self, target: str, error: str, paused: str, now: datetime, *, proved: bool = False
    ) -> None:
        """Write down whether the target answered."""
        targets.note_answer(self.work, target, error=error, paused=paused, now=now, proved=proved)

    def digests(self, places: Sequence[str]) -> list[exchange.Digest]:
        """Return our digests below several places."""
        return sameness.digests(self.work, places)

    def agree(self, target: str, end: exchange.End, now: datetime) -> Agreement:
        """Compare, and keep the proof."""
        told = sameness.agree(self.work, target, end, now)
        return Agreement(told)

    def unsaid(self, target: str) -> exchange.Stated | None:
        """Return our word for the last proof, if it is news to the target."""
        return sameness.unsaid(self.work, target)

    def said(self, target: str) -> None:
        """Write down that the target has heard it."""
        sameness.said(self.work, target)

    def repair(
        self, target: str, uids: Sequence[str], told: exchange.Stories, now: datetime
    ) -> int:
        """Put right what differs about some dossiers."""
        return sameness.repair(self.work, target, uids, told, now)

    def differ(
        self, target: str, end: exchange.End, differing: Sequence[str], now: datetime
    ) -> None:
        """Keep what differs all the same."""
        sameness.differ(self.work, target, end, differing, now)

    def counts(self, target: str) -> tuple[int, int]:
        """Return (waiting, attention)."""
        with self.work.database.read() as tx:
            return targets.events(tx, target)

    @property
    def stock(self) -> CounterStock:
        """Where a stock is taken in."""
        return CounterStock(self.work)


@dataclass(frozen=True, slots=True)
class CounterStock:
    """`desk.sync.ports.StockRoom` over an open counter."""

    work: Workplace
    shape: str = stock.SHAPE

    def is_wanted(self, target: str) -> bool:
        """Tell whether this counter is new to a target, and knows of nobody else."""
        return stock.is_wanted(self.work, target)

    def accept(self, target: str, offered: Signed | None) -> Stock | None:
        """Return the stock to be fetched, or None."""
        return stock.accept(self.work, target, offered)

    def have(self, some: Stock) -> int:
        """Return how many pieces have come."""
        return stock.have(self.work, some)

    def add(self, some: Stock, first: int, data: bytes) -> None:
        """Keep the next pieces."""
        stock.add(self.work, some, first, data)

    def take(self, target: str, some: Stock) -> int:
        """Prove the whole and take it over in one commit."""
        return stock.take(self.work, target, some)

    def drop(self) -> None:
        """Throw away what has come."""
        stock.drop(self.work)


@dataclass(frozen=True, slots=True)
class SnapshotLedger:
    """`desk.sync.whole_ports.WholeLedger` over an open counter; `codes` marks those in force.

    With other codes, dossiers that had no word in the old ones get their turn again.
    """

    work: Workplace
    codes: str = ""

    def due(self, target: str, now: datetime, *, everything: bool) -> Sequence[int]:
        """Return the dossiers whose turn has come."""
        snapshots.retry(self.work, target, whole.UNMAPPED, self.codes)
        return snapshots.due(self.work, target, now, everything=everything)

    def snapshots(self, target: str, keys: Sequence[int]) -> Sequence[Snapshot]:
        """Return dossiers as they are now, and how they stand."""
        return snapshots.load(self.work, target, keys)

    def earlier(self, key: int) -> Sequence[Dossier]:
        """Return a dossier as it was after each of its events."""
        return snapshots.earlier(self.work, key)

    def steps(self, target: str, key: int) -> tuple[Sequence[Step], Sequence[Step]]:
        """Return the steps that a target may have been told of, and those that it has not."""
        return snapshots.steps(self.work, target, key)

    def sending(self, target: str, forms: Sequence[Form]) -> None:
        """Write down what is on its way, before it goes."""
        snapshots.sending(self.work, target, [(each.snapshot.key, each.digest) for each in forms])

    def holds(
        self,
        target: str,
        forms: Sequence[tuple[Form, str]],
        telling: Mapping[int, int],
        now: datetime,
    ) -> None:
        """Write down what a target holds, and what it is being told."""
        held = [
            snapshots.Held(snapshot=form.snapshot, digest=form.digest, theirs=theirs)
            for form, theirs in forms
        ]
        snapshots.holds(self.work, target, held, telling, now)

    def settle(self, target: str, done: Sequence[Snapshot], now: datetime, *, untold: bool) -> int:
        """Settle dossiers that are there as they are here, or need not be."""
        state = snapshots.UNTOLD if untold else snapshots.CONFIRMED
        return snapshots.settle(self.work, target, done, now, state)

    def lacks(
        self, target: str, item: Snapshot, files: tuple[int, int], at: datetime, now: datetime
    ) -> None:
        """Settle a dossier but for files that are not here."""
        snapshots.lacks(self.work, target, item, files, retry_at=at, now=now)

    def set_aside(self, target: str, item: Snapshot, why: tuple[str, str], now: datetime) -> None:
        """Let a person look at a dossier."""
        under = self.codes if why[0] == whole.UNMAPPED else ""
        snapshots.set_aside(self.work, target, item, why, now, under=under)

    def failed(
        self,
        target: str,
        items: Sequence[tuple[Snapshot, str, datetime]],
        now: datetime,
        *,
        counts: bool,
    ) -> None:
        """Try dossiers again later; set aside what failed too often while others passed."""
        bad = [
            snapshots.Failed(snapshot=item, error=error, retry_at=at, counts=counts)
            for item, error, at in items
        ]
        snapshots.failed(self.work, target, bad, now, most=whole.MOST_FAILURES, reason=whole.FAILS)

    def online(self, target: str, error: str, paused: str, now: datetime) -> None:
        """Write down whether the target answered."""
        targets.note_answer(self.work, target, error=error, paused=paused, now=now)

    def counts(self, target: str) -> tuple[int, int]:
        """Return (waiting, attention)."""
        with self.work.database.read() as tx:
            return targets.counts(tx, target)
