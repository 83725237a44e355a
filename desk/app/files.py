"""The exchange's view of this counter's files: its store, and the queue of each target."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from desk.app import devices
from desk.domain.errors import ExchangeError
from desk.models.blobs import BlobDamagedError, Blobs
from desk.models.coming import Coming, coming
from desk.services import files as room
from desk.services import targets
from desk.services.attachments import File, note
from desk.services.targets import NotConnectedError
from desk.sync.errors import FileGoneError
from desk.sync.fetch import Incoming, Wanted, fetch
from desk.sync.files import Waiting
from desk.sync.pace import Pace
from desk.wire.files import is_name

if TYPE_CHECKING:
    from desk.app.background import Exchanger
    from desk.domain.errors import DeskError
    from desk.domain.records import Attachment
    from desk.domain.views import TargetStatus
    from desk.services.workplace import Workplace
    from desk.wire.files import Known

_UNKNOWN_REST: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class CounterFiles:
    """`desk.sync.files.FileQueue` over an open counter."""

    work: Workplace

    @property
    def _blobs(self) -> Blobs:
        return Blobs(self.work.database.folder)

    def unasked(self, target: str, limit: int) -> Sequence[str]:
        """Return files of which nobody has asked yet."""
        return room.unasked(self.work, target, limit)

    def known(self, target: str, known: Known, now: datetime) -> None:
        """Write down what the target has."""
        unknown = known.unknown, FileGoneError.__name__, now + _UNKNOWN_REST
        room.known(self.work, target, now, held=known.held, lacking=known.lacking, unknown=unknown)

    def waiting(
        self, target: str, now: datetime, *, everything: bool, but: AbstractSet[str]
    ) -> Waiting | None:
        """Return the smallest file that is due."""
        found = room.waiting(self.work, target, now, everything=everything, but=but)
        return None if found is None else Waiting(name=found[0], size=found[1])

    def check(self, name: str) -> None:
        """Read a file through before any of it is sent."""
        self._blobs.checked(name)

    def read(self, name: str, first: int, length: int) -> bytes:
        """Return bytes of a file."""
        return self._blobs.part(name, first, length)

    def confirmed(self, target: str, name: str, now: datetime) -> None:
        """Write down that the target holds a file."""
        room.confirmed(self.work, target, name, now)

    def failed(self, target: str, name: str, error: DeskError, retry_at: datetime | None) -> None:
        """Write down why a file did not go."""
        why = error.code, str(error.facts.get("reason", ""))
        room.failed(self.work, target, name, self.work.now(), why=why, retry_at=retry_at)

    def ahead(self) -> Sequence[Wanted]:
        """Return the files of the queue's most urgent dossiers that are not here."""
        return self._not_here(room.of_queue(self.work))

    def of_open(self) -> Sequence[Wanted]:
        """Return the files of all open dossiers that are not here, the most urgent first."""
        return self._not_here(room.of_open(self.work))

    def owed(self) -> Sequence[Wanted]:
        """Return the files that are not here and that another system lacks."""
        return self._not_here(room.owed(self.work))

    def _not_here(self, files: Sequence[Attachment]) -> list[Wanted]:
        blobs = self._blobs
        return [
            Wanted(name=each.file, size=each.size, media=each.media, pages=each.pages)
            for each in files
            if is_name(each.file) and not blobs.has(each.file)
        ]

    @contextmanager
    def incoming(self, wanted: Wanted) -> Iterator[Incoming]:
        """Lend a file on its way here; once whole, it is in the store and written down."""
        with coming(self._blobs, wanted.name, wanted.size) as file:
            yield _Noted(self.work, file, wanted)

    def bring(self, wanted: Wanted, start: int, data: bytes) -> bool:
        """Keep bytes of a file that begin at a place; True: it is here as a whole now.

        What is no continuation of what has come, or makes another file, is thrown away.
        """
        with self.incoming(wanted) as coming:
            new = data[max(0, coming.have - start) :]
            if start > coming.have or coming.have + len(new) > wanted.size:
                return False
            coming.add(new)
            if coming.have < wanted.size:
                return False
            try:
                coming.finish()
            except BlobDamagedError:
                return False
        return True

    def overtaken(self, target: str) -> bool:
        """Tell whether an event waits."""
        return room.overtaken(self.work, target, self.work.now())


@dataclass(frozen=True, slots=True)
class _Noted:
    """A file on its way here that is written down when it has come."""

    work: Workplace
    file: Coming
    wanted: Wanted

    @property
    def have(self) -> int:
        """How much has come."""
        return self.file.have

    def add(self, data: bytes) -> None:
        """Keep the next bytes."""
        self.file.add(data)

    def finish(self) -> None:
        """Take it into the store, and write down that it is there."""
        self.file.finish()
        wanted = self.wanted
        kept = File(sha=wanted.name, size=wanted.size, media=wanted.media, pages=wanted.pages)
        with self.work.database.write() as tx:
            note(tx, kept, self.work.now())


def live(states: Sequence[TargetStatus], exchanger: Exchanger | None) -> tuple[TargetStatus, ...]:
    """Return how targets stand, with how fast a file goes there at this moment."""
    moving = exchanger.files.progress() if exchanger is not None else {}
    return tuple(
        replace(state, files=replace(state.files, speed=moving[state.name].speed))
        if state.name in moving
        else state
        for state in states
    )


def fetch_now(work: Workplace, file: Attachment, goes_on: Callable[[int, int], bool]) -> bool:
    """Bring a file here that somebody wants to see; False: `goes_on` said to stop.

    Raises:
        NotConnectedError: there is nobody to ask.
        ExchangeError: no target has it, or answers; what has come stays for the next time.
        StorageError: of this disk, or what came is not the file that was named.
    """
    wanted = Wanted(name=file.file, size=file.size, media=file.media, pages=file.pages)
    failure: ExchangeError | None = None
    for name in targets.names(work):
        found = targets.reached(work, name)
        if found.kind != targets.NATIVE:
            continue  # it gives nothing back
        with closing(devices.spoken(work, name)) as spoken:
            if spoken.files is None:
                continue
            try:
                return fetch(spoken.files, CounterFiles(work), wanted, pace=Pace(), goes_on=goes_on)
            except ExchangeError as error:
                failure = failure or error
    raise failure or NotConnectedError()
