"""The bar at the foot of a page: what is missing at the left, the main button at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import GUTTER, frame, row


class ActionBar(QFrame):
    """Puts `said` above the buttons where the window is too narrow for both side by side."""

    def __init__(self, kit: Kit, said: QWidget, *buttons: QWidget) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "bar")
        self._buttons = frame(Flow(kit, *buttons, at_right=True))
        self._said = said
        self._bar = row(kit, gap=8)
        self._bar.setContentsMargins(*(kit.theme.px(n) for n in (GUTTER, 10, GUTTER, 10)))
        self._bar.addWidget(said, 1, Qt.AlignmentFlag.AlignVCenter)
        self._bar.addWidget(self._buttons)
        self.setLayout(self._bar)

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max(self._said.minimumSizeHint().width(), self._buttons.minimumSizeHint().width())
        return QSize(widest + 2 * self._kit.theme.px(GUTTER), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = self._buttons.sizeHint().width() + self._kit.theme.px(300)
        upright = event.size().width() < wanted
        way = QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        if self._bar.direction() != way:
            self._bar.setDirection(way)
