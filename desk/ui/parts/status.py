"""A status as shape, word and colour, so that it is never told by colour alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desk.domain.records import Status
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.theme import STATUS_LOOKS, StatusLook, Theme

_Paint = Callable[[QPainter, QRectF, QColor], None]


def _ring(painter: QPainter, box: QRectF, color: QColor) -> None:
    thick = max(box.width() / 6, 1.5)
    painter.setPen(QPen(color, thick))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2))


def _half(painter: QPainter, box: QRectF, color: QColor) -> None:
    _ring(painter, box, color)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPie(box.adjusted(0.5, 0.5, -0.5, -0.5), 90 * 16, 180 * 16)


def _polygon(painter: QPainter, color: QColor, points: list[QPointF]) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF(points))


def _diamond(painter: QPainter, box: QRectF, color: QColor) -> None:
    c = box.center()
    _polygon(
        painter,
        color,
        [
            QPointF(c.x(), box.top() - 0.5),
            QPointF(box.right() + 0.5, c.y()),
            QPointF(c.x(), box.bottom() + 0.5),
            QPointF(box.left() - 0.5, c.y()),
        ],
    )


def _triangle(painter: QPainter, box: QRectF, color: QColor) -> None:
    corners = [QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]
    _polygon(painter, color, corners)


def _square(painter: QPainter, box: QRectF, color: QColor) -> None:
    inner = box.adjusted(1, 1, -1, -1)
    _polygon(
        painter,
        color,
        [inner.topLeft(), inner.topRight(), inner.bottomRight(), inner.bottomLeft()],
    )


def _dot(painter: QPainter, box: QRectF, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _cross(painter: QPainter, box: QRectF, color: QColor) -> None:
    pen = QPen(color, max(box.width() / 5, 2))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    inner = box.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.drawLine(inner.topLeft(), inner.bottomRight())
    painter.drawLine(inner.topRight(), inner.bottomLeft())


SHAPES: Final[Mapping[str, _Paint]] = {
    "ring": _ring,
    "half": _half,
    "diamond": _diamond,
    "triangle": _triangle,
    "square": _square,
    "dot": _dot,
    "cross": _cross,
}


def paint_shape(painter: QPainter, box: QRectF, look: StatusLook, theme: Theme) -> None:
    """Draw the shape of a status into `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    SHAPES[look.shape](painter, box, theme.color(look.token))
    painter.restore()


class Mark(QWidget):
    """Shape and word side by side."""

    def __init__(self, kit: Kit, *, size: int = 14, weight: int = 500) -> None:
        super().__init__()
        self._kit = kit
        self._font = kit.theme.font(size, weight)
        self._look: StatusLook | None = None
        self._text = ""
        self._token = "text"  # noqa: S105 - a colour's name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """The word that is shown."""
        return self._text

    def show_status(self, status: Status) -> None:
        """Show a status of a dossier."""
        self.show_look(words.status(status), STATUS_LOOKS[status])

    def show_look(self, text: str, look: StatusLook | None, token: str = "text") -> None:  # noqa: S107 - a colour's name
        """Show any word with any shape."""
        self._text, self._look, self._token = text, look, token
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def _lead(self) -> int:
        return self._kit.theme.px(20) if self._look else 0

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font)
        width = self._lead() + metrics.horizontalAdvance(self._text) + 2
        return QSize(width, max(metrics.height(), self._kit.theme.px(20)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        px = self._kit.theme.px
        painter = QPainter(self)
        if self._look:
            box = QRectF(0, (self.height() - px(12)) / 2, px(12), px(12))
            paint_shape(painter, box, self._look, self._kit.theme)
        painter.setFont(self._font)
        painter.setPen(self._kit.theme.color(self._token))
        painter.drawText(
            QRectF(self._lead(), 0, self.width() - self._lead(), self.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self._text,
        )
