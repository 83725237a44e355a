"""A figure as a picture: painted from the theme's tokens, walked with arrows, Enter goes down."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desk.domain.drawing import Box, Drawing, Mark, Point, Rule, Spot, Words, draw
from desk.domain.figures import Figure
from desk.ui.kit import Kit
from desk.ui.parts.status import SHAPES
from desk.ui.statistics.words import about, say, summary

HATCHES: Final = {
    "slash": Qt.BrushStyle.BDiagPattern,
    "back": Qt.BrushStyle.FDiagPattern,
    "dots": Qt.BrushStyle.Dense4Pattern,
}
_ALIGN: Final = {"left": 0.0, "centre": 0.5, "right": 1.0}
TEXT: Final = 12
HEIGHT: Final = 210


class Plot(QWidget):
    """`asked` carries row and column of the number whose dossiers are wanted; `said` its words."""

    asked = Signal(int, int)
    said = Signal(str)
    twin = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._figure: Figure | None = None
        self._drawing = Drawing((), ())
        self._at = 0
        self._font = kit.theme.font(TEXT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(kit.theme.px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._kit.theme.px(320), self._kit.theme.px(HEIGHT))

    def show_figure(self, figure: Figure) -> None:
        """Draw another figure."""
        self._figure = figure
        self.setAccessibleName(say(figure.title))
        self.setAccessibleDescription(summary(figure))
        self._draw()

    def _draw(self) -> None:
        if self._figure is None:
            return
        metrics, px = QFontMetricsF(self._font), self._kit.theme.px
        self._drawing = draw(
            self._figure,
            self.width() - px(4),
            self.height(),
            px(TEXT),
            lambda text: metrics.horizontalAdvance(say(text)),
        )
        self._at = min(self._at, max(len(self.spots) - 1, 0))
        self.update()

    @property
    def spots(self) -> tuple[Spot, ...]:
        """What can be pointed at."""
        return self._drawing.spots

    @property
    def spot(self) -> Spot | None:
        """What is pointed at now."""
        return self.spots[self._at] if self._at < len(self.spots) else None

    def go_to(self, at: int) -> None:
        """Point at another number."""
        if self.spots and self._figure is not None:
            self._at = min(max(at, 0), len(self.spots) - 1)
            spot = self.spots[self._at]
            words = about(self._figure, spot.row, spot.column)
            self.said.emit(words)
            self.setAccessibleName(f"{say(self._figure.title)}: {words}")
            self.update()

    # -- keys and mouse ---------------------------------------------------------------------------

    def _beside(self, dx: int, dy: int) -> int:
        """Return the nearest number in a direction, the present one if there is none."""
        here = self.spot
        if here is None:
            return 0
        middle = QPointF(here.x + here.w / 2, here.y + here.h / 2)
        best, least = self._at, float("inf")
        for at, spot in enumerate(self.spots):
            way = QPointF(spot.x + spot.w / 2, spot.y + spot.h / 2) - middle
            along, across = (way.x() * dx, abs(way.y())) if dx else (way.y() * dy, abs(way.x()))
            if along > 0.5 and along + across * 3 < least:  # noqa: PLR2004 - half a pixel is beside nothing
                best, least = at, along + across * 3
        return best

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key = Qt.Key(event.key())
        if key in ways:
            self.go_to(self._beside(*ways[key]))
        elif key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self.spots) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        if self.spot is not None:
            self.asked.emit(self.spot.row, self.spot.column)

    def _under(self, place: QPointF) -> int:
        for at in range(len(self.spots) - 1, -1, -1):
            spot = self.spots[at]
            if QRectF(spot.x, spot.y, spot.w, spot.h).adjusted(-2, -2, 2, 2).contains(place):
                return at
        return -1

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._under(event.position())
        shape = Qt.CursorShape.PointingHandCursor if at >= 0 else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        if at >= 0 and at != self._at:
            self.go_to(at)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._under(event.position())
        if at >= 0:
            self.go_to(at)
            self._ask()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        if next and self.hasFocus():
            self.twin.emit()  # Tab goes to the table of the same numbers
            return True
        return super().focusNextPrevChild(next)

    @override
    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() is QEvent.Type.FocusIn:
            self.go_to(self._at)
        elif event.type() is QEvent.Type.FocusOut:
            self.update()
        return handled

    # -- paint ------------------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        for each in self._drawing.marks:
            self._put(painter, each)
        spot = self.spot
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._kit.theme.color("focus"), 2))
            if spot is None:
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
            else:
                ring = QRectF(spot.x, spot.y, spot.w, spot.h).adjusted(-2, -2, 2, 2)
                painter.drawRoundedRect(ring, 3, 3)

    def _put(self, painter: QPainter, mark: Mark) -> None:
        color, px = self._kit.theme.color(mark.tone), self._kit.theme.px
        if isinstance(mark, Box):
            self._put_box(painter, mark)
        elif isinstance(mark, Rule):
            pen = QPen(color, px(2) if mark.heavy or mark.dashed else 1)
            if mark.dashed:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in mark.points]))
        elif isinstance(mark, Point):
            side = px(9)
            box = QRectF(mark.x - side / 2, mark.y - side / 2, side, side)
            SHAPES[mark.shape](painter, box, color)
        else:
            self._put_words(painter, mark)

    def _put_box(self, painter: QPainter, mark: Box) -> None:
        theme = self._kit.theme
        color, box = theme.color(mark.tone), QRectF(mark.x, mark.y, mark.w, mark.h)
        if mark.hatch:
            # Hatched on the card's own ground, with an outline: it reads without its colour too.
            painter.fillRect(box, theme.color("surface"))
            brush = QBrush(color, HATCHES[mark.hatch])
            painter.fillRect(box, brush)
            painter.setPen(QPen(color, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
            return
        color.setAlphaF(mark.share)
        painter.fillRect(box, color)

    def _put_words(self, painter: QPainter, mark: Words) -> None:
        metrics, text = QFontMetricsF(self._font), say(mark.text)
        x = mark.x - metrics.horizontalAdvance(text) * _ALIGN[mark.align]
        baseline = mark.y + (metrics.ascent() - metrics.descent()) / 2
        painter.setPen(self._kit.theme.color(mark.tone))
        painter.drawText(QPointF(x, baseline), text)
