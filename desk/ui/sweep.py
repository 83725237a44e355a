"""Python's garbage is collected on the window's thread alone, and never while Qt is at work.

A cycle of Python objects may hold widgets. Collected wherever Python happens to run – in a thread
that reads the database, or in the middle of Qt dressing every widget anew – these would be gone
under Qt's hands, which brings the program down.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QObject, QTimer
from typing_extensions import override

_LOOK_MS: Final = 1_000
#: The oldest objects take the longest to look through: while hands rest, or once there are many.
REST_S: Final = 2.0
_MOST_OLD: Final = 40


@contextmanager
def unswept() -> Iterator[None]:
    """Collect nothing while Qt goes over all widgets there are."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


class Sweep(QTimer):
    """`last` tells when a hand last moved, by `time.monotonic`."""

    def __init__(self, last: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last = last
        self._limits = gc.get_threshold()
        self.setInterval(_LOOK_MS)
        self.timeout.connect(self.look)
        gc.disable()
        self.start()

    def look(self) -> None:
        """Collect what has grown old enough, as Python itself would have done."""
        young, middle, old = gc.get_count()
        rests = time.monotonic() - self._last() >= REST_S
        if (old > self._limits[2] and rests) or old > _MOST_OLD:
            gc.collect()
        elif middle > self._limits[1]:
            gc.collect(1)
        elif young > self._limits[0]:
            gc.collect(0)

    @override
    def stop(self) -> None:
        """Leave it to Python again: the window is gone."""
        super().stop()
        gc.enable()
