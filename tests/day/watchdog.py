"""How long the window's thread is away from its events: what a person feels as a hang."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

TICK_MS: Final = 5


class Watchdog(QObject):
    """Ticks on the window's thread; `longest_ms` is the longest it was kept from ticking.

    Times are of the thread's own CPU where the machine tells them, since another program that
    takes the processor away is no fault of the window's; `longest_wall_ms` has the wall's too.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = 0.0
        self.longest_wall_ms = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._cpu = self._wall = 0.0
        self._aside = 0  # how deep

    def start(self) -> None:
        """Begin anew."""
        self.longest_ms = self.longest_wall_ms = 0.0
        self._cpu, self._wall = time.thread_time(), time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer; what was seen stays."""
        self._tick()
        self._timer.stop()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Leave out what the driver itself does on the window's thread: looking at all it says."""
        if not self._aside:
            self._tick()
        self._aside += 1
        try:
            yield
        finally:
            self._aside -= 1
            self._cpu, self._wall = time.thread_time(), time.perf_counter()

    def _tick(self) -> None:
        cpu, wall = time.thread_time(), time.perf_counter()
        self.longest_ms = max(self.longest_ms, (cpu - self._cpu) * 1000)
        self.longest_wall_ms = max(self.longest_wall_ms, (wall - self._wall) * 1000)
        self._cpu, self._wall = cpu, wall
