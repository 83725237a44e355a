"""The counter's end of a courier: what waits goes onto a stick, an answer comes back from it.

Nothing counts as sent until the answer has been read. An answer is looked through as a whole
before any of it is applied; then each record is a commit of its own, all of them such as may come
twice, so whoever is cut short reads the same stick again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from desk.domain.views import Carried, Written
from desk.sync.fetch import Wanted
from desk.sync.files import Waiting
from desk.sync.ports import Batch
from desk.wire import bundle, exchange, stick
from desk.wire import courier as records
from desk.wire.bundle import PART, BundleRefusedError, Listing, NotForHereError, Range, Told
from desk.wire.files import GRAIN, Known
from desk.wire.reference import Editions
from desk.wire.signing import PublicKeys, Signed, Signer
from desk.wire.stick import Found, Progress, Way, Writing


class Standing(Protocol):
    """How far the counter is with a target."""

    @property
    def device(self) -> str:
        """Uid of this counter."""

    @property
    def unit(self) -> str:
        """Its ward."""

    @property
    def epoch(self) -> int:
        """The epoch that it writes in."""

    @property
    def feed(self) -> str:
        """The target's feed as it is known."""

    @property
    def cursor(self) -> str:
        """How far it was read."""

    @property
    def written(self) -> int:
        """Number of our last bundle."""

    @property
    def parent(self) -> str:
        """Hash of its list."""

    @property
    def heard(self) -> int:
        """Number of the last answer that was taken in."""

    @property
    def serial(self) -> int:
        """Up to which edition of reference data it was read."""


class CourierLedger(Protocol):
    """The counter's own side. Every method is one transaction, but for `batches`."""

    def standing(self, target: str) -> Standing:
        """Return how far we are with a target."""

    def batches(self, target: str) -> Iterable[Batch]:
        """Return everything that waits for a target, oldest first."""

    def files(self, target: str) -> Iterable[Waiting]:
        """Return the files that a target may lack, the smallest first."""

    def is_sound(self, name: str) -> bool:
        """Read a file through; tell whether it is here and is what it was."""

    def pieces(self, name: str, size: int) -> Iterable[tuple[int, bytes]]:
        """Return a file's pieces, each with its first grain."""

    def lacks(self) -> Sequence[Wanted]:
        """Return files of open dossiers that are not here, the most urgent first."""

    def bring(self, wanted: Wanted, start: int, data: bytes) -> bool:
        """Keep bytes of a file from a place on; True: it is here as a whole now.

        Raises:
            StorageError: of our disk.
        """

    def wrote(self, target: str, number: int, parent: str) -> None:
        """Remember a bundle that is whole on a stick."""

    def heard(self, target: str, number: int, of_ours: int) -> None:
        """Remember an answer that was taken in."""

    def settle(self, target: str, pushed: exchange.Pushed, now: datetime) -> int:
        """Write down verdicts; return how many events are confirmed."""

    def rewind(self, target: str, epoch: int, expected_seq: int) -> None:
        """Offer again everything of an epoch from a number on."""

    def apply(self, target: str, page: exchange.Pulled, now: datetime) -> int:
        """Apply a page, events and cursor in one commit; return how many were new."""

    def new_feed(self, target: str, feed: str) -> None:
        """Begin again with a target whose memory is another one."""

    def agree(self, target: str, end: exchange.End) -> str:
        """Compare with what the target holds, and keep the proof; see `ports.Agreement`."""

    def certified(self, target: str, issued: Signed) -> None:
        """Keep our new certificate."""

    def roster(self, target: str, roster: Signed) -> None:
        """Take over the list of the ward's counters."""

    def known(self, target: str, known: Known, now: datetime) -> None:
        """Write down which files the target has."""

    def editions(self, target: str, page: Editions, now: datetime) -> None:
        """Prove and keep editions of reference data that are not here yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Between whom: this counter, and a target. `theirs` are its keys as learnt on joining it."""

    ledger: CourierLedger
    target: str
    own: Signer
    theirs: PublicKeys
    systems: Mapping[str, PublicKeys] = field(default_factory=dict)  # keys of every target, by name


def write(
    ends: Ends,
    folder: Path,
    now: datetime,
    progress: Progress,
    *,
    limit: int = PART,
) -> Written:
    """Write everything that waits for a target onto a stick, and how far its feed was read.

    An earlier bundle of ours for it is taken off: this one has all that it had.

    Raises:
        StickFullError, StickReadOnlyError, StickGoneError, CourierStoppedError.
    """
    ledger, target = ends.ledger, ends.target
    stick.sweep(folder)
    known = ledger.standing(target)
    writing = Writing(folder, ends.theirs, Way(progress), limit)
    ranges: list[Range] = []
    try:
        for batch in ledger.batches(target):
            message = exchange.Push(
                device=batch.device,
                epoch=batch.epoch,
                events=[exchange.to_wire(each) for each in batch.events],
            )
            writing.add(records.PUSH, records.encode(message))
            ranges.append(_range(batch))
        if not ranges:  # an empty bundle asks for news all the same
            empty = exchange.Push(device=known.device, epoch=known.epoch, events=[])
            writing.add(records.PUSH, records.encode(empty))
        carried, left = _files(ends, writing, folder)
        told = Told(
            number=bundle.next_number(known.written, now),
            sender=known.device,
            unit=known.unit,
            to=ends.theirs.fingerprint,
            made=int(now.timestamp()),
            parent=known.parent,
            heard=known.heard,
            ranges=_joined(ranges),
            epoch=known.epoch,
            feed=known.feed,
            after=known.cursor,
            files=carried,
            serial=known.serial,
            lacks=tuple(each.name for each in ledger.lacks())[: records.MOST_FILES],
        )
        made = writing.finish(told, ends.own)
    except BaseException:
        writing.drop()
        raise
    ledger.wrote(target, told.number, made.hash)
    _clear(folder, made.listing)
    return Written(
        bundle=made.listing.bundle,
        events=sum(each.last - each.first + 1 for each in told.ranges),
        files=len(carried),
        left=left,
        parts=len(made.listing.parts),
        size=sum(part.size for part in made.listing.parts),
        target=target,
    )


def _files(ends: Ends, writing: Writing, folder: Path) -> tuple[tuple[str, ...], int]:
    """Write files as long as there is room; return their names, and how many are left.

    Events go on any stick; a file that has no room, or cannot be read, waits for another way.
    """
    carried: list[str] = []
    left = 0
    for each in ends.ledger.files(ends.target):
        full = each.size >= stick.room(folder) or len(carried) == records.MOST_FILES
        if full or not ends.ledger.is_sound(each.name):
            left += 1
            continue
        for first, data in ends.ledger.pieces(each.name, each.size):
            writing.add(records.PIECE, records.piece(each.name, first, data))
        carried.append(each.name)
    return tuple(carried), left


def _range(batch: Batch) -> Range:
    last = batch.first_seq + len(batch.events) - 1
    return Range(epoch=batch.epoch, first=batch.first_seq, last=last)


def _joined(ranges: list[Range]) -> tuple[Range, ...]:
    """Return ranges with those joined that follow upon each other."""
    found: list[Range] = []
    for each in ranges:
        if found and (found[-1].epoch, found[-1].last + 1) == (each.epoch, each.first):
            found[-1] = Range(epoch=each.epoch, first=found[-1].first, last=each.last)
        else:
            found.append(each)
    return tuple(found)


def _clear(folder: Path, made: Listing) -> None:
    for each in stick.look(folder)[0]:
        listing = each.listing
        ours = (listing.sender, listing.to) == (made.sender, made.to)
        if ours and listing.number < made.number:
            stick.remove(folder, listing.bundle)


def read(ends: Ends, folder: Path, now: datetime, progress: Progress) -> Carried:
    """Take in the newest answer of a target for this counter.

    Raises:
        NoBundleError, NotForHereError, OtherAnswerError: there is none in the folder.
        BundleDamagedError, BundleRefusedError: nothing of it was applied.
        StickGoneError, CourierStoppedError: what was applied stays; read the stick again.
    """
    ledger, target = ends.ledger, ends.target
    found, bad = stick.look(folder)
    ours = [each for each in found if each.listing.to == ends.own.public.fingerprint]
    known = ledger.standing(target)
    if not ours:
        others = [each.listing for each in found if each.listing.sender != known.device]
        if others:
            called = {keys.fingerprint: name for name, keys in ends.systems.items()}
            whom = bundle.recipients(others, called)
            raise NotForHereError(others=len(others), bad=len(bad), whom=whom)
        raise NoBundleError(own=len(found), bad=len(bad))
    newest = _newest(ours, ends)
    listing = newest.listing
    bundle.check_sender(newest.signed, ends.theirs.sign, listing.bundle)
    if listing.unit != known.unit:
        raise BundleRefusedError(reason="unit", bundle=listing.bundle[:8])
    if listing.number <= known.heard:
        return Carried(bundle=listing.bundle, already=True, target=target)
    way = Way(progress, sum(part.size for part in listing.parts) * 3)
    files = stick.check_parts(folder, listing, way)

    def all_of_it() -> Iterator[tuple[bytes, bytes]]:
        return bundle.records(listing, files, ends.own.unseal, way.go)

    with stick.known_failures():
        run = _Run(ledger, target, now, listing)
        for kind, data in all_of_it():
            run.look_at(kind, data)
        for kind, data in all_of_it():
            run.take(kind, data)
    agreed = ledger.agree(target, run.end) if run.end is not None else ""
    ledger.heard(target, listing.number, listing.heard)
    return Carried(
        bundle=listing.bundle,
        confirmed=run.confirmed,
        attention=run.attention,
        new=run.new,
        files=run.files,
        brought=run.brought,
        stale=run.stale,
        agreed=agreed,
        target=target,
    )


def _newest(ours: list[Found], ends: Ends) -> Found:
    """Return the newest answer of a target: one stick may carry those of a city and of a hub.

    Raises:
        OtherAnswerError: all of them are another target's.
    """

    def signed_by(theirs: PublicKeys) -> list[Found]:
        return [
            each
            for each in ours
            if theirs.verify(
                each.signed.text.encode(errors="replace"), each.signed.signature, bundle.PURPOSE
            )
        ]

    found = signed_by(ends.theirs)
    other = next((name for name, keys in ends.systems.items() if signed_by(keys)), "")
    if other and not found:
        raise OtherAnswerError(answered_by=other, asked_of=ends.target, name=other)
    return (found or ours)[-1]


class OtherAnswerError(bundle.BundleError):
    """What lies there is another target's answer; facts: answered_by, asked_of, name."""


class NoBundleError(bundle.BundleError):
    """No answer for this counter is in the folder, nor for any other one; facts: own, bad."""


_KINDS: Mapping[bytes, type[Any]] = {
    records.PUSHED: exchange.Pushed,
    records.PULLED: exchange.Pulled,
    records.ROSTER: Signed,
    records.CERTIFICATE: Signed,
    records.FILES: Known,
    records.EDITIONS: Editions,
}


class _Run:
    """One answer being taken in."""

    def __init__(self, ledger: CourierLedger, target: str, now: datetime, listing: Listing) -> None:
        self._ledger, self._target, self._now, self._listing = ledger, target, now, listing
        self._cursors = [listing.after]
        self._begun = False
        self._page = self._passed = 0
        self._lacks: dict[str, Wanted] | None = None
        self.confirmed = self.attention = self.new = self.files = self.brought = 0
        self.stale = False
        self.end: exchange.End | None = None

    def look_at(self, kind: bytes, data: bytes) -> None:
        """Read a record without doing anything about it."""
        if kind == records.PIECE:
            records.read_piece(data)
        cls = _KINDS.get(kind)
        if cls is None:
            return  # of a later version: what it is good for, it is good for there
        message: object = records.decode(data, cls)
        if isinstance(message, exchange.Pulled):
            self._cursors.append(message.cursor)

    def take(self, kind: bytes, data: bytes) -> None:
        """Apply a record."""
        self._begin()
        if kind == records.PUSHED:
            self._settle(records.decode(data, exchange.Pushed))
        elif kind == records.PULLED:
            self._apply(records.decode(data, exchange.Pulled))
        elif kind == records.ROSTER:
            self._ledger.roster(self._target, records.decode(data, Signed))
        elif kind == records.CERTIFICATE:
            self._ledger.certified(self._target, records.decode(data, Signed))
        elif kind == records.FILES:
            self._know(records.decode(data, Known))
        elif kind == records.EDITIONS:
            self._ledger.editions(self._target, records.decode(data, Editions), self._now)
        elif kind == records.PIECE:
            self._bring(*records.read_piece(data))

    def _begin(self) -> None:
        """See whether what the answer brings follows on what is here, and after which page."""
        if self._begun:
            return
        self._begun = True
        known = self._ledger.standing(self._target)
        self.stale = known.epoch != self._listing.epoch or known.cursor not in self._cursors
        if self.stale:
            return
        if known.feed != self._listing.feed:
            # The city's memory is another one: its pages begin at the beginning.
            self._ledger.new_feed(self._target, self._listing.feed)
        else:
            self._passed = self._cursors.index(known.cursor)

    def _settle(self, pushed: exchange.Pushed) -> None:
        good = self._ledger.settle(self._target, pushed, self._now)
        self.confirmed += good
        self.attention += len(pushed.results) - good
        if pushed.expected_seq:
            self._ledger.rewind(self._target, self._listing.epoch, pushed.expected_seq)

    def _bring(self, name: str, first: int, data: bytes) -> None:
        """Keep the next bytes of a file; once whole, and what its name says, it is here."""
        if self._lacks is None:
            self._lacks = {each.name: each for each in self._ledger.lacks()}
        wanted = self._lacks.get(name)
        if wanted is None:
            return  # it came by another way meanwhile, or nobody here speaks of it
        if self._ledger.bring(wanted, first * GRAIN, data):
            del self._lacks[name]
            self.brought += 1

    def _know(self, known: Known) -> None:
        self._ledger.known(self._target, known, self._now)
        self.files += len(known.held)

    def _apply(self, page: exchange.Pulled) -> None:
        self._page += 1
        if self.stale:
            return
        if page.ending is not None:
            self.end = exchange.End(feed=page.feed, cursor=page.cursor, holds=page.ending)
        if self._page > self._passed:  # else taken in before it was cut short
            self.new += self._ledger.apply(self._target, page, self._now)
