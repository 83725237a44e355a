"""Locking: when no hand has moved for so many minutes, nobody shall read on."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desk.ui.keys import WindowKeys
from desk.ui.tasks import Runner

LOOK_MS: Final = 15_000
_MINUTE_S: Final = 60


class IdleLock(QObject):
    """`due` tells that the window shall lock. How many minutes is asked anew each time."""

    due = Signal()

    def __init__(self, keys: WindowKeys, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._keys, self._runner = keys, runner
        self._minutes: Callable[[], int] | None = None
        self.clock: Callable[[], float] = time.monotonic
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, minutes: Callable[[], int] | None) -> None:
        """Watch from now on; None lets it be."""
        self._minutes = minutes
        self._keys.last = self.clock()
        if minutes is None:
            self._timer.stop()
        else:
            self._timer.start()

    def look(self) -> None:
        """Tell if it is time. While the minutes cannot be read, the window stays as it is."""
        if self._minutes is not None:
            self._runner.run(self._minutes, self._judge, lambda _: None, owner=self)

    def _judge(self, minutes: int) -> None:
        idle = self.clock() - self._keys.last
        if self._minutes is not None and 0 < minutes * _MINUTE_S <= idle:
            self.due.emit()
