"""Pictures of pages, for papers about the program and for looking at it critically."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QSize
from PySide6.QtWidgets import QApplication, QWidget

SIZE = QSize(1366, 768)


def grab(widget: QWidget, path: Path, size: QSize = SIZE) -> Path:
    """Write a PNG of `widget` at `size` to `path`, as it looks once everything has settled."""
    widget.resize(size)
    widget.show()
    settle()
    path.parent.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(path))
    return path


def settle(ms: int = 60) -> None:
    """Let layouts, timers and answers from other threads arrive."""
    for _ in range(3):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, ms)
    QApplication.sendPostedEvents()
    # Outside a running event loop nothing else buries what has been put away.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
