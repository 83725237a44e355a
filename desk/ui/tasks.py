"""The one door out of the GUI thread: `run(work, done, failed)`.

Each lane is one thread, so what uses the database never meets itself, a slow network never
keeps a receipt waiting, and a slow printer keeps neither. The GUI side owns the signal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from desk.domain.errors import DeskError

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Lane(StrEnum):
    """Which single thread does the work; a lane that is not here is named by whoever needs it."""

    DATA = "data"
    NETWORK = "network"
    PAPER = "paper"
    VIEW = "view"  # pages drawn to be looked at
    FILES = "files"  # files coming in, from drives that may not answer
    LISTS = "lists"  # long lists being written: nobody waits behind them
    FETCH = "fetch"  # files that are at another counter
    LONG = "long"  # what takes minutes and keeps nobody waiting


class Call:
    """One piece of work under way; `cancel` forgets its outcome, never the work itself."""

    __slots__ = ("alive", "done", "failed", "over", "owner")

    def __init__(
        self,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None,
        owner: QObject | None,
    ) -> None:
        self.done = done
        self.failed = failed
        self.owner = owner
        self.alive = True
        self.over = False  # the outcome has arrived

    def cancel(self) -> None:
        """Let the outcome go unheard, because something newer has been asked."""
        self.alive = False

    def heard(self) -> bool:
        """Whether anybody still waits for the outcome."""
        return self.alive and (self.owner is None or shiboken6.isValid(self.owner))


class Runner(Protocol):
    """What pages know of `Tasks`."""

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        lane: Lane | str = Lane.DATA,
        owner: QObject | None = None,
    ) -> Call:
        """Do `work` elsewhere and hand its outcome to `done` or `failed` here."""


class Tasks(QObject):
    """The threads behind the window.

    `unexpected` gets every failure that is not a `DeskError`: a fault of ours, for the
    crash dialog and the log. `failed` hears of it too, so that a page can free its buttons.
    With `at_once` the work runs in the caller, for tests.
    """

    _settled = Signal(object, object, object)
    unexpected = Signal(Exception)

    def __init__(self, parent: QObject | None = None, *, at_once: bool = False) -> None:
        super().__init__(parent)
        self._at_once = at_once
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._settled.connect(self._hear, Qt.ConnectionType.AutoConnection)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        lane: Lane | str = Lane.DATA,
        owner: QObject | None = None,
    ) -> Call:
        """Do `work` on its lane; the outcome arrives on the GUI thread, while `owner` lives."""
        call = Call(done, failed, owner)
        if self._at_once:
            self._work(call, work)
        else:
            self._lane(lane).submit(self._work, call, work)
        return call

    def close(self) -> None:
        """Let running work end, drop what has not begun, and stop the threads."""
        for pool in self._lanes.values():
            pool.shutdown(wait=True, cancel_futures=True)
        self._lanes.clear()

    def _lane(self, lane: str) -> ThreadPoolExecutor:
        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(1, thread_name_prefix=f"desk-{lane:.10}")
        return self._lanes[lane]

    def _work(self, call: Call, work: Callable[[], object]) -> None:
        result: object = None
        error: Exception | None = None
        try:
            result = work()
        except Exception as caught:  # noqa: BLE001 - nothing may be lost on the way back
            error = caught
        if shiboken6.isValid(self):
            self._settled.emit(call, result, error)

    @Slot(object, object, object)
    def _hear(self, call: Call, result: object, error: Exception | None) -> None:
        call.over = True
        if error is not None and not isinstance(error, DeskError):
            _log.error("Work behind the window failed", exc_info=error)
            self.unexpected.emit(error)
        if not call.heard():
            return
        if error is None:
            call.done(result)
        elif call.failed is not None:
            call.failed(error)
        elif isinstance(error, DeskError):
            _log.warning("Nobody shows %s", error.code)
