"""Files come when somebody opens them, or ahead of that while the line has nothing else to do."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from desk.sync.pace import REQUEST_S, Pace
from desk.sync.ports import FileAdapter
from desk.wire.files import GRAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file that a dossier names and that is not here."""

    name: str
    size: int
    media: str
    pages: int


class Incoming(Protocol):
    """A file on its way here."""

    @property
    def have(self) -> int:
        """How many bytes of it have come, now or before."""

    def add(self, data: bytes) -> None:
        """Keep the next bytes."""

    def finish(self) -> None:
        """Hold the whole against its name, and let it be seen.

        Raises:
            StorageError: it is another file; nothing of it is left.
        """


class Store(Protocol):
    """Where files come in."""

    def incoming(self, wanted: Wanted) -> AbstractContextManager[Incoming]:
        """Lend a file on its way here; what has come stays for the next time."""


def fetch(
    files: FileAdapter,
    store: Store,
    wanted: Wanted,
    *,
    pace: Pace,
    goes_on: Callable[[int, int], bool],
) -> bool:
    """Bring a file here, from where it was left off; False: `goes_on` said to stop.

    Raises:
        ExchangeError: what has come so far stays.
        StorageError: of our disk, or it is not the file that was named.
    """
    with store.incoming(wanted) as coming:
        while coming.have < wanted.size:
            if not goes_on(coming.have, wanted.size):
                return False
            length = min(pace.grains() * GRAIN, wanted.size - coming.have)
            asked = time.monotonic()
            data = files.fetch(wanted.name, coming.have, length, until=asked + REQUEST_S)
            pace.note(length, time.monotonic() - asked)
            coming.add(data)
        coming.finish()
    goes_on(wanted.size, wanted.size)
    return True
