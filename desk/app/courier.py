"""The courier of an open counter, and of the city beside it, put together."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desk import settings
from desk.app.counter import clock
from desk.app.exchange import PracticeError
from desk.app.files import CounterFiles
from desk.domain.errors import DeskError, StorageError
from desk.domain.views import Carried, StickBundle, Written
from desk.services import (
    courier,
    files,
    forgotten,
    history,
    inbox,
    keys,
    outbox,
    reference,
    sameness,
    targets,
)
from desk.sync import courier as engine
from desk.sync.courier import Ends
from desk.sync.errors import NoKeysError
from desk.sync.fetch import Wanted
from desk.sync.files import Waiting
from desk.wire import bundle, certificate, exchange, stick
from desk.wire.bundle import PART, BundleRefusedError
from desk.wire.files import GRAIN, LARGEST_PIECE

if TYPE_CHECKING:
    from desk.app.seat import Seat
    from desk.city.courier import Taken
    from desk.services.workplace import Workplace
    from desk.sync.ports import Batch
    from desk.ui.exchange.ports import CourierPorts
    from desk.wire.files import Known
    from desk.wire.reference import Editions
    from desk.wire.signing import PublicKeys, Signed
    from desk.wire.stick import Progress

SMALLEST_PART: Final = 1 << 17


@dataclass(frozen=True, slots=True)
class CounterCourier:
    """`desk.sync.courier.CourierLedger` over an open counter."""

    work: Workplace

    def standing(self, target: str) -> courier.Standing:
        """Return how far we are with a target."""
        return courier.standing(self.work, target)

    def batches(self, target: str) -> Iterable[Batch]:
        """Return everything that waits."""
        from desk.sync.ports import Batch

        for each in courier.batches(self.work, target):
            yield Batch(
                device=each.device,
                epoch=each.epoch,
                first_seq=each.first_seq,
                events=each.events,
                uids=each.uids,
            )

    def files(self, target: str) -> Iterable[Waiting]:
        """Return the files that a target may lack."""
        return [Waiting(name=name, size=size) for name, size in files.open_(self.work, target)]

    def is_sound(self, name: str) -> bool:
        """Read a file through."""
        with suppress(StorageError):
            CounterFiles(self.work).check(name)
            return True
        return False

    def pieces(self, name: str, size: int) -> Iterable[tuple[int, bytes]]:
        """Return a file's pieces."""
        room = CounterFiles(self.work)
        for start in range(0, size, LARGEST_PIECE):
            yield start // GRAIN, room.read(name, start, LARGEST_PIECE)

    def lacks(self) -> Sequence[Wanted]:
        """Return files of open dossiers that are not here."""
        return CounterFiles(self.work).of_open()

    def bring(self, wanted: Wanted, start: int, data: bytes) -> bool:
        """Keep bytes of a file; True: it is here as a whole now."""
        return CounterFiles(self.work).bring(wanted, start, data)

    def wrote(self, target: str, number: int, parent: str) -> None:
        """Remember a bundle."""
        courier.wrote(self.work, target, number, parent)

    def heard(self, target: str, number: int, of_ours: int) -> None:
        """Remember an answer."""
        courier.heard(self.work, target, number, of_ours)

    def settle(self, target: str, pushed: exchange.Pushed, now: datetime) -> int:
        """Write down verdicts."""
        return outbox.settle(self.work, target, pushed, now)

    def rewind(self, target: str, epoch: int, expected_seq: int) -> None:
        """Offer again what the target does not hold."""
        forgotten.rewind(self.work, target, epoch, expected_seq)

    def apply(self, target: str, page: exchange.Pulled, now: datetime) -> int:
        """Take over a page."""
        return inbox.apply(self.work, target, page, now)

    def new_feed(self, target: str, feed: str) -> None:
        """Begin again."""
        inbox.new_feed(self.work, target, feed)

    def agree(self, target: str, end: exchange.End) -> str:
        """Compare with what the target holds."""
        return sameness.carried(self.work, target, end)

    def certified(self, target: str, issued: Signed) -> None:
        """Keep our new certificate, if the target has signed it."""
        theirs = keys.city(self.work, target)
        if theirs is not None:
            certificate.read(issued, theirs.sign)
            keys.remember(self.work, target, theirs, issued)

    def roster(self, target: str, roster: Signed) -> None:
        """Take over the list of counters."""
        keys.learn_roster(self.work, target, roster)

    def known(self, target: str, known: Known, now: datetime) -> None:
        """Write down which files the target has."""
        CounterFiles(self.work).known(target, known, now)

    def editions(self, target: str, page: Editions, now: datetime) -> None:
        """Prove and keep editions, the city's own or those that a hub hands on."""
        new = reference.newer(self.work, target, page.items)
        if new:
            reference.take(self.work, target, new, now, page.vouched)


def _ends(work: Workplace, name: str) -> Ends:
    """Return both ends of an errand.

    Raises:
        PracticeError, NotConnectedError, UnknownTargetError, NoKeysError, BundleRefusedError.
    """
    if settings.load(work.database.folder).practice:
        raise PracticeError
    name, _, token = targets.access(work, name)
    if not token:
        raise NoKeysError
    theirs = keys.city(work, name)
    if theirs is None:
        raise BundleRefusedError(reason="no-keys", bundle="")
    return Ends(
        ledger=CounterCourier(work),
        target=name,
        own=keys.signer(work),
        theirs=theirs,
        systems=_systems(work),
    )


def _systems(work: Workplace) -> dict[str, PublicKeys]:
    """Return the keys of the targets that have any, by name."""
    known = {name: keys.city(work, name) for name in targets.names(work)}
    return {name: found for name, found in known.items() if found is not None}


def write(
    work: Workplace,
    folder: Path,
    progress: Progress,
    *,
    target: str = "",
    limit: int = PART,
) -> Written:
    """Write what waits for a target (the first one, unless named) onto a stick."""
    ends = _ends(work, target)
    with _noted(work, ends.target, history.WRITTEN) as moved:
        made = engine.write(ends, folder, work.clock(), progress, limit=limit)
        moved.pushed = made.events
    return made


def read(work: Workplace, folder: Path, progress: Progress, *, target: str = "") -> Carried:
    """Take in a target's answer from a stick."""
    ends = _ends(work, target)
    with _noted(work, ends.target, history.READ) as moved:
        heard = engine.read(ends, folder, work.clock(), progress)
        moved.pushed, moved.pulled = heard.confirmed, heard.new
    return heard


@dataclass(slots=True)
class _Moved:
    pushed: int = 0
    pulled: int = 0
    error: str = ""
    ms: int = 0


@contextmanager
def _noted(work: Workplace, name: str, way: str) -> Iterator[_Moved]:
    """Let what is done with a stick stand in the history, as a round by wire does."""
    moved, began, failed = _Moved(), time.monotonic(), None
    try:
        yield moved
    except DeskError as failure:
        moved.error, failed = failure.code, failure
    moved.ms = round((time.monotonic() - began) * 1000)
    with suppress(StorageError):  # our own disk is told by what is done, not by its note
        history.note(work, name, moved, way)
    if failed is not None:
        raise failed


def look(work: Workplace, folder: Path) -> tuple[StickBundle, ...]:
    """Return what is on a stick, as far as its lists say; nothing is checked yet."""
    own = keys.signer(work).public.fingerprint
    me = courier.device(work)
    called = {found.fingerprint: name for name, found in _systems(work).items()}
    found, bad = stick.look(folder)
    told = [
        StickBundle(
            bundle=each.listing.bundle,
            kind=_kind(each.listing, own, me),
            whom=bundle.recipients([each.listing], called),
            made=datetime.fromtimestamp(each.listing.made, tz=work.clock().tzinfo),
            size=sum(part.size for part in each.listing.parts),
        )
        for each in found
    ]
    return (*told, *(StickBundle(bundle=name, kind="broken") for name in bad))


def _kind(listing: bundle.Listing, own: str, me: str) -> str:
    if listing.to == own:
        return "answer"
    return "ours" if listing.sender == me else "other"


def city_read(
    database: str, folder: Path, progress: Progress, *, hub: bool, files: Path | None = None
) -> list[Taken]:
    """Take in the bundles of counters; `files` is where the city keeps files of dossiers."""
    from desk.city import courier as room
    from desk.city.shelf import shelf_of
    from desk.city.store import Store

    store = Store(database, clock(), hub=hub)
    try:
        return room.read(store, folder, clock(), progress, shelf=shelf_of(database, files))
    finally:
        store.close()


def city_write(
    database: str,
    folder: Path,
    progress: Progress,
    *,
    hub: bool,
    uid: str,
    limit: int,
    files: Path | None = None,
) -> list[Taken]:
    """Write answers for counters."""
    from desk.city import answers
    from desk.city.shelf import shelf_of
    from desk.city.store import Store

    store = Store(database, clock(), hub=hub)
    try:
        shelf = shelf_of(database, files)
        return answers.write(store, folder, clock(), progress, uid=uid, limit=limit, shelf=shelf)
    finally:
        store.close()


def ports(seat: Seat) -> CourierPorts:
    """Return what the window's card is handed."""
    from desk.ui.exchange.ports import CourierPorts

    work = seat.work
    return CourierPorts(
        look=lambda folder: look(work, Path(folder)),
        write=lambda folder, progress: write(work, Path(folder), progress),
        read=lambda folder, progress: read(work, Path(folder), progress),
    )
