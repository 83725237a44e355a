"""Files follow events: small before large, in pieces, proved as a whole, and never in the way.

Nothing here holds up an event. A failure is written down beside the file it happened to, and the
next turn goes on at the piece that was under way: the target itself says what it still lacks.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from desk.domain.errors import DeskError, ExchangeError, StorageError
from desk.sync.backoff import Backoff
from desk.sync.errors import (
    BadReplyError,
    FileGoneError,
    FileRefusedError,
    FilesNotTakenError,
)
from desk.sync.fetch import Store, Wanted, fetch
from desk.sync.pace import REQUEST_S, Pace
from desk.sync.ports import Adapter, FileAdapter
from desk.wire import files as wire

#: An exchange gives files so many seconds, then hears what others wrote, and goes on.
SLICE_S: Final = 10.0
_REPEATS: Final = 2  # a file that is refused as a whole is sent once more
_LOOK_S: Final = 20.0  # between two looks at what the queue will show
_REST_S: Final = 15 * 60.0  # before asking again what waits for something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A file that a target has still to get."""

    name: str
    size: int


class FileQueue(Store, Protocol):
    """The counter's own side: what waits, the bytes, and what became of them."""

    def unasked(self, target: str, limit: int) -> Sequence[str]:
        """Return files of which nobody has asked yet whether the target has them."""

    def known(self, target: str, known: wire.Known, now: datetime) -> None:
        """Write down which of them it has: those wait no more."""

    def waiting(
        self, target: str, now: datetime, *, everything: bool, but: AbstractSet[str]
    ) -> Waiting | None:
        """Return the smallest file that is due; `everything` ignores when to try again."""

    def check(self, name: str) -> None:
        """Read a file through.

        Raises:
            StorageError: it is not here, or not what it was.
        """

    def read(self, name: str, first: int, length: int) -> bytes:
        """Return bytes of a file.

        Raises:
            StorageError.
        """

    def confirmed(self, target: str, name: str, now: datetime) -> None:
        """Write down that the target has proved to hold a file."""

    def failed(self, target: str, name: str, error: DeskError, retry_at: datetime | None) -> None:
        """Write down why a file could not be carried; without `retry_at` a person must act."""

    def ahead(self) -> Sequence[Wanted]:
        """Return files that somebody will soon look at and that are not here."""

    def owed(self) -> Sequence[Wanted]:
        """Return files that another system waits for and that are not here."""

    def overtaken(self, target: str) -> bool:
        """Tell whether an event waits for the target: it goes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What goes over the line at this moment, for whoever looks."""

    name: str
    size: int
    sent: int
    speed: float = 0.0  # bytes a second


class Carrier:
    """Carries files to targets in the time that an exchange leaves; one exchange at a time."""

    def __init__(
        self, queue: FileQueue, clock: Callable[[], datetime], *, slice_s: float | None = SLICE_S
    ) -> None:
        """Prepare; without a slice, files have all the time that is left."""
        self._queue, self._clock, self._slice_s = queue, clock, slice_s
        self._paces: dict[str, Pace] = {}
        self._backoffs: dict[str, Backoff] = {}
        self._rest: dict[str, float] = {}
        self._absent: dict[str, float] = {}
        self._looked: dict[str, float] = {}
        self._guard = threading.Lock()
        self._progress: dict[str, Progress] = {}

    def progress(self) -> dict[str, Progress]:
        """Return what goes to which target just now; from any thread."""
        with self._guard:
            return dict(self._progress)

    def carry(
        self, adapter: Adapter, target: str, *, until: float, deadline: float, everything: bool
    ) -> bool:
        """Carry files until none is due, an event waits or time is up; True: more can go at once.

        Nothing is begun after `until`, and what was begun ends by `deadline`. Raises no
        `ExchangeError`: what went wrong is in the queue.
        """
        files = adapter.files
        if files is None or (not everything and time.monotonic() < self._rest.get(target, 0.0)):
            return False
        end = until if self._slice_s is None else min(until, time.monotonic() + self._slice_s)
        run = _Turn(
            queue=self._queue,
            files=files,
            target=target,
            clock=self._clock,
            end=end,
            deadline=deadline,
            pace=self._paces.setdefault(target, Pace()),
            backoff=self._backoffs.setdefault(target, Backoff()),
            told=lambda now: self._tell(target, now),
        )
        try:
            return run.all(everything=everything) or self._fetch_ahead(run)
        except FilesNotTakenError:
            self._rest[target] = time.monotonic() + _REST_S
            return False
        except ExchangeError:
            # Of the line, before any file was begun; the next exchange will say so itself.
            self._rest[target] = time.monotonic() + (run.rest_s or run.backoff.delay())
            return False
        finally:
            self._tell(target, None)

    def _fetch_ahead(self, run: _Turn) -> bool:
        """Bring what others wait for, then what will be looked at soon; True: there is more.

        The latter only if nobody waits for the end of this exchange.
        """
        now = time.monotonic()
        soon = self._slice_s is not None and now >= self._looked.get(run.target, 0.0)
        if soon:
            self._looked[run.target] = now + _LOOK_S
        for wanted in (*self._queue.owed(), *(self._queue.ahead() if soon else ())):
            if time.monotonic() < self._absent.get(wanted.name, 0.0):
                continue
            try:
                if not run.bring(wanted):
                    self._looked.pop(run.target, None)
                    return True
            except (FileGoneError, StorageError):
                self._absent[wanted.name] = time.monotonic() + _REST_S
        return False

    def _tell(self, target: str, progress: Progress | None) -> None:
        with self._guard:
            if progress is None:
                self._progress.pop(target, None)
            else:
                self._progress[target] = progress


@dataclass(slots=True, kw_only=True)
class _Turn:
    """One target's turn."""

    queue: FileQueue
    files: FileAdapter
    target: str
    clock: Callable[[], datetime]
    end: float
    deadline: float
    pace: Pace
    backoff: Backoff
    told: Callable[[Progress], None]
    rest_s: float = 0.0  # after a failure of the line in the middle of a file

    def _must_yield(self) -> bool:
        now = time.monotonic()
        late = now >= self.end or now + self.pace.least() > self.deadline
        return late or self.queue.overtaken(self.target)

    def _until(self) -> float:
        return min(self.deadline, time.monotonic() + REQUEST_S)

    def all(self, *, everything: bool) -> bool:
        """Ask what is there already, then send what is not; True: there is more to do at once."""
        while names := list(self.queue.unasked(self.target, wire.MOST_ASKED)):
            if self._must_yield():
                return True
            known = self.files.ask(names, until=self._until())
            if set(names) != {*known.held, *known.lacking, *known.unknown}:
                raise BadReplyError(what="files")
            self.queue.known(self.target, known, self.clock())
        tried: set[str] = set()
        while True:
            due = self.queue.waiting(self.target, self.clock(), everything=everything, but=tried)
            if due is None:
                return False
            if self._must_yield() or not self._file(due):
                return True
            tried.add(due.name)

    def bring(self, wanted: Wanted) -> bool:
        """Fetch a file ahead; False: something else goes first."""
        return fetch(
            self.files,
            self.queue,
            wanted,
            pace=self.pace,
            goes_on=lambda have, size: have == size or not self._must_yield(),
        )

    def _file(self, due: Waiting) -> bool:
        """Carry one file; False: something else goes first."""
        now = self.clock()
        try:
            self.queue.check(due.name)
            finished = self._send(due)
        except FileGoneError as error:
            # Its event does not count there yet: a person may have to look at that one first.
            self.queue.failed(self.target, due.name, error, now + timedelta(seconds=_REST_S))
        except (FileRefusedError, StorageError) as error:
            self.queue.failed(self.target, due.name, error, None)
        except FilesNotTakenError:
            raise
        except ExchangeError as error:
            self.rest_s = self.backoff.after(error)
            retry_at = self.clock() + timedelta(seconds=self.rest_s)
            self.queue.failed(self.target, due.name, error, retry_at)
            raise
        else:
            if finished:
                self.queue.confirmed(self.target, due.name, self.clock())
                self.backoff.reset()
            return finished
        return True

    def _send(self, due: Waiting) -> bool:
        for again in range(_REPEATS):
            lacking = self.files.lacking(due.name, until=self._until())
            if lacking.size != due.size:
                raise FileRefusedError(reason="size")
            if lacking.held:
                return True
            if not self._pieces(due, lacking):
                return False
            try:
                self.files.commit(due.name, due.size, until=self._until())
            except FileRefusedError:
                if again + 1 == _REPEATS:
                    raise
            else:
                return True
        return True  # pragma: no cover – the last refusal is raised above

    def _pieces(self, due: Waiting, lacking: wire.Lacking) -> bool:
        """Send what is missing; False: something else goes first."""
        left = sum(count for _, count in lacking.missing) * wire.GRAIN
        progress = Progress(
            name=due.name, size=due.size, sent=max(0, due.size - left), speed=self.pace.speed
        )
        runs = list(lacking.missing)
        while runs:
            self.told(progress)
            if self._must_yield():
                return False
            first, count = runs.pop(0)
            some = min(count, self.pace.grains(self.end - time.monotonic()))
            if some < count:
                runs.insert(0, (first + some, count - some))
            begin = first * wire.GRAIN
            length = min(some * wire.GRAIN, due.size - begin)
            data = self.queue.read(due.name, begin, length)
            asked = time.monotonic()
            self.files.send(due.name, first, data, until=self._until())
            self.pace.note(length, time.monotonic() - asked)
            sent = progress.sent + length
            progress = replace(progress, sent=sent, speed=self.pace.speed)
        self.told(progress)
        return True
