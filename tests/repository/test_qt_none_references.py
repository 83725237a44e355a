"""Qt's bindings give back every reference to None that they take.

PySide6 6.12 loses one per drawing call on Python 3.11, where None still counts them: a window
open all day would end the process. From Python 3.12 on None is immortal and no call can.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

CALLS = 5_000
# Other threads and caches hold and let go of None now and then; a leak shows CALLS times.
NOISE = CALLS // 10

counts = pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on: nothing to count"
)


def lost(call: Callable[[], object]) -> int:
    """Return how many references to None many calls cost."""
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return before - sys.getrefcount(None)


@counts
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    "name",
    "fillRect drawRect drawLine drawText drawImage setPen setBrush setFont save fill".split(),
)
def test_no_reference_to_none_is_lost(name: str) -> None:
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    stamp = QImage(4, 4, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    box, red = QRect(0, 0, 9, 9), QColor(Qt.GlobalColor.red)
    font = painter.font()

    def save_and_restore() -> None:
        painter.save()
        painter.restore()

    calls: dict[str, Callable[[], object]] = {
        "fillRect": lambda: painter.fillRect(box, red),
        "drawRect": lambda: painter.drawRect(box),
        "drawLine": lambda: painter.drawLine(0, 0, 9, 9),
        "drawText": lambda: painter.drawText(QPoint(0, 9), "ố"),
        "drawImage": lambda: painter.drawImage(QPoint(0, 0), stamp),
        "setPen": lambda: painter.setPen(red),
        "setBrush": lambda: painter.setBrush(red),
        "setFont": lambda: painter.setFont(font),
        "save": save_and_restore,
        "fill": lambda: stamp.fill(red),
    }

    try:
        assert abs(lost(calls[name])) < NOISE
    finally:
        painter.end()


@counts
def test_a_lost_reference_would_be_seen() -> None:
    lose, give = ctypes.pythonapi.Py_DecRef, ctypes.pythonapi.Py_IncRef
    none = ctypes.py_object(None)

    found = lost(lambda: lose(none))
    for _ in range(CALLS):
        give(none)

    assert found > CALLS - NOISE
