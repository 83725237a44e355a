"""The waiting room's window: the call large enough for the last row, the last four beside it.

All of it is drawn in shares of the window's height, so that it reads from five metres on a small
television as on a large one.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QEasingCurve,
    QRectF,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QCloseEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desk.domain.waiting import Board, Ticket
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.tickets import words
from desk.ui.words import counter

#: One slow swell and back: light that flashes faster than three times a second can harm.
FLASH_MS: Final = 2_400
SHOWN_BEFORE: Final = 4
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RoomWindow(QWidget):
    """Shows the board and nothing of any citizen; `closed` tells that somebody closed it."""

    closed = Signal()

    def __init__(self, kit: Kit, office: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._kit, self._office = kit, office
        self._board = Board(day="")
        self._now: Ticket | None = None
        self.setWindowTitle(translate("Room", "Phòng chờ"))
        self.setMinimumSize(480, 270)
        self._swell = QVariantAnimation(self)
        self._swell.setDuration(FLASH_MS)
        self._swell.setKeyValues([(0.0, 0.0), (0.3, 1.0), (1.0, 0.0)])
        self._swell.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._swell.valueChanged.connect(lambda _: self.update())
        clock = QTimer(self)
        clock.setInterval(1_000)
        clock.timeout.connect(self.update)
        clock.start()
        self._name()

    @property
    def current(self) -> Ticket | None:
        """The call that is shown large."""
        return self._now

    @property
    def earlier(self) -> tuple[Ticket, ...]:
        """The calls before it that are shown beside it."""
        others = (
            each for each in self._board.called if self._now is None or each.id != self._now.id
        )
        return tuple(others)[:SHOWN_BEFORE]

    @property
    def swelling(self) -> bool:
        """Whether the latest call still draws the eye."""
        return self._swell.state() == QVariantAnimation.State.Running

    def dress(self, kit: Kit) -> None:
        """Take other looks or another language."""
        self._kit = kit
        self.setWindowTitle(translate("Room", "Phòng chờ"))
        self._name()
        self.update()

    def show_board(self, board: Board) -> None:
        """Show who was called and how many wait."""
        self._board = board
        self._now = board.called[0] if board.called else None
        self._name()
        self.update()

    def announce(self, ticket: Ticket) -> None:
        """Show a call at once, before the board is read again, and draw the eye to it."""
        self._now = ticket
        self._name()
        self._swell.stop()
        self._swell.start()
        self.update()

    def _name(self) -> None:
        said = translate("Room", "Phòng chờ")
        if self._now is not None:
            said = translate("Room", "Mời số {ticket} đến {counter}").format(
                ticket=self._now.code, counter=counter(self._now.counter)
            )
        if said != self.accessibleName():
            self.setAccessibleName(said)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    # -- drawing --------------------------------------------------------------------------------

    def _font(self, share: float, weight: int = 500) -> QFont:
        font = QFont(self._kit.theme.font(14, weight))
        font.setPixelSize(max(8, round(self.height() * share)))
        return font

    def _draw(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        share: float,
        *,
        weight: int = 500,
        ink: str = "text",
        way: int = _CENTRE,
    ) -> None:
        font = self._font(share, weight)
        wide = QFontMetricsF(font).horizontalAdvance(text)
        if wide > box.width() > 0:  # smaller rather than cut off
            font.setPixelSize(max(8, int(font.pixelSize() * box.width() / wide)))
        painter.setFont(font)
        painter.setPen(self._kit.theme.color(ink))
        painter.drawText(box, way, text)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = float(self.width()), float(self.height())
        edge = height * 0.03
        painter.fillRect(self.rect(), self._kit.theme.color("ground"))
        head = QRectF(edge, edge, width - 2 * edge, height * 0.09)
        clock = f"{self._kit.now():%H:%M}"
        self._draw(painter, head, clock, 0.075, weight=600, way=_RIGHT)
        room = head.adjusted(0, 0, -height * 0.28, 0)
        office = self._office.replace("\n", " · ")
        self._draw(painter, room, office, 0.045, weight=600, ink="quiet", way=_LEFT)
        top = head.bottom() + edge
        low = height - edge
        split = width * 0.62
        self._paint_call(painter, QRectF(edge, top, split - edge, low - top))
        self._paint_side(painter, QRectF(split + edge, top, width - split - 2 * edge, low - top))

    def _paint_call(self, painter: QPainter, box: QRectF) -> None:
        theme = self._kit.theme
        calm, bright = theme.color("surface"), theme.color("brand_soft")
        painter.setPen(QPen(theme.color("brand" if self.swelling else "line"), 3))
        painter.setBrush(_between(calm, bright, float(self._swell.currentValue() or 0.0)))
        painter.drawRoundedRect(box, box.height() * 0.03, box.height() * 0.03)
        inner = box.adjusted(box.width() * 0.04, 0, -box.width() * 0.04, 0)
        if self._now is None:
            self._draw(
                painter, inner, translate("Room", "Xin mời ngồi chờ gọi số"), 0.07, ink="quiet"
            )
            return
        high = box.height()

        def part(start: float, end: float) -> QRectF:
            return QRectF(
                inner.left(), box.top() + high * start, inner.width(), high * (end - start)
            )

        self._draw(painter, part(0.06, 0.24), translate("Room", "MỜI SỐ"), 0.075, ink="quiet")
        self._draw(painter, part(0.22, 0.72), self._now.code, 0.36, weight=700, ink="brand_text")
        self._draw(painter, part(0.72, 0.94), counter(self._now.counter), 0.11, weight=700)

    def _paint_side(self, painter: QPainter, box: QRectF) -> None:
        high = box.height()
        title = QRectF(box.left(), box.top(), box.width(), high * 0.11)
        if self.earlier:
            self._draw(painter, title, translate("Room", "Đã gọi"), 0.05, ink="quiet", way=_LEFT)
        at, tall = title.bottom(), high * 0.17
        for each in self.earlier:
            line = QRectF(box.left(), at, box.width(), tall)
            code = QRectF(line.left(), line.top(), line.width() * 0.5, tall)
            place = QRectF(code.right(), line.top(), line.width() * 0.5, tall)
            self._draw(painter, code, each.code, 0.085, weight=700, way=_LEFT)
            self._draw(painter, place, counter(each.counter), 0.05, ink="quiet", way=_RIGHT)
            painter.setPen(QPen(self._kit.theme.color("line"), 2))
            painter.drawLine(line.bottomLeft(), line.bottomRight())
            at = line.bottom()
        foot = QRectF(box.left(), box.bottom() - high * 0.15, box.width(), high * 0.15)
        self._draw(painter, foot, words.waiting(self._board), 0.06, weight=600, way=_LEFT)

    # -- closing --------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


def _between(one: QColor, other: QColor, share: float) -> QColor:
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index] # the stub says object
    return QColor(*(round(a + (b - a) * share) for a, b in parts))
