"""The exchange's view of this counter's files: its store, and the queue of each target."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from desk.models.blobs import Blobs
from desk.services import files as room
from desk.sync.errors import FileGoneError
from desk.sync.files import Waiting

if TYPE_CHECKING:
    from desk.domain.errors import DeskError
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

    def overtaken(self, target: str) -> bool:
        """Tell whether an event waits."""
        return room.overtaken(self.work, target, self.work.now())
