"""A row that goes on in the next line where it must."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override

from desk.ui.kit import Kit


class Flow(QLayout):
    """Widgets side by side, each as wide as it needs, wrapped like words."""

    def __init__(self, kit: Kit, *widgets: QWidget, gap: int = 8, at_right: bool = False) -> None:
        super().__init__()
        self._at_right = at_right
        self._gap = kit.theme.px(gap)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(QMargins())
        for widget in widgets:
            self.addWidget(widget)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override] # as above
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self._gap * max(len(shown) - 1, 0)
        return QSize(width, max((size.height() for size in shown), default=0))

    @override
    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        width = max((size.width() for size in shown), default=0)
        return QSize(width, max((size.height() for size in shown), default=0))

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if lines[-1] and used + self._gap + wide > width:
                lines.append([])
            used = used + self._gap + wide if lines[-1] else wide
            lines[-1].append(item)
        return lines

    def _place(self, room: QRect, *, move: bool) -> int:
        y = room.y()
        for line in self._lines(room.width()):
            sizes = [item.sizeHint() for item in line]
            total = sum(size.width() for size in sizes) + self._gap * max(len(line) - 1, 0)
            x = room.x() + (max(room.width() - total, 0) if self._at_right else 0)
            for item, size in zip(line, sizes, strict=True):
                if move:
                    width = min(size.width(), room.width())
                    item.setGeometry(QRect(QPoint(x, y), QSize(width, size.height())))
                x += size.width() + self._gap
            y += max((size.height() for size in sizes), default=0) + self._gap
        return y - self._gap - room.y()
