"""Parts side by side that stand one under another where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame
from typing_extensions import override

from desk.ui.kit import Kit


class Bend(QFrame):
    """Turns its row into a column below `least` pixels at 100 % text.

    Its own least width is that of its widest part, so that it can become narrow at all.
    """

    def __init__(self, kit: Kit, least: int) -> None:
        super().__init__()
        self._kit = kit
        self._least = least
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)

    def bend(self, line: QBoxLayout) -> None:
        """Take the row that shall bend."""
        self._line = line
        self.setLayout(line)

    @override
    def minimumSizeHint(self) -> QSize:
        layout = self._line
        widths = [layout.itemAt(at).minimumSize().width() for at in range(layout.count())]
        edges = layout.contentsMargins()
        widest = max(widths, default=0) + edges.left() + edges.right()
        return QSize(widest, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        upright = event.size().width() < self._kit.theme.px(self._least)
        way = QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != way:
            self._line.setDirection(way)
            self.updateGeometry()
