"""A line around a part of a page, shown while something without a line of its own has the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desk.ui.kit import Kit


class Ring(QWidget):
    """Stands around `part` while `holder` itself has the focus, and not something within it."""

    def __init__(self, kit: Kit, part: QWidget, holder: QWidget) -> None:
        super().__init__(part)
        self._kit, self._part, self._holder = kit, part, holder
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        part.installEventFilter(self)
        if holder is not part:
            holder.installEventFilter(self)
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setVisible(self._holder.hasFocus())
            self.raise_()
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._part.rect())
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        wide = self._kit.theme.px(2)
        painter = QPainter(self)
        painter.setPen(QPen(self._kit.theme.color("focus"), wide))
        painter.drawRect(
            self.rect().adjusted(wide // 2, wide // 2, -wide + wide // 2, -wide + wide // 2)
        )
