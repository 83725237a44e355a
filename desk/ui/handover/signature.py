"""The collector's signature: drawn with a pen, a finger or the mouse; or left to paper."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Check
from desk.ui.parts.layout import column, label, row

MEDIA: Final = "image/png"
#: The picture's measures in dots: enough to print over eight centimetres.
WIDE, HIGH = 900, 300
PEN: Final = 2.4
#: Points nearer than this, in pixels, are the hand's trembling.
NEAR: Final = 1.5
#: So many points are a mark that somebody meant; a touch by mistake is none.
LEAST: Final = 4

Stroke = list[QPointF]


def path_of(strokes: Sequence[Stroke]) -> QPainterPath:
    """Return strokes as one smooth line: curves through the middles between the points."""
    path = QPainterPath()
    for points in strokes:
        path.moveTo(points[0])
        for before, here in pairwise(points):
            path.quadTo(before, (before + here) * 0.5)
        path.lineTo(points[-1])
    return path


class Pad(QWidget):
    """A sheet to draw on; `changed` tells after each stroke."""

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._strokes: list[Stroke] = []
        self._drawing = False
        self.setAccessibleName(translate("Handover", "Ô ký tên của người nhận"))
        self.setAccessibleDescription(
            translate("Handover", "Ký bằng bút, ngón tay hoặc chuột; không thì ký trên giấy")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)

    @override
    def sizeHint(self) -> QSize:
        px = self._kit.theme.px
        return QSize(px(300), px(118))

    @override
    def minimumSizeHint(self) -> QSize:
        px = self._kit.theme.px
        return QSize(px(160), px(118))

    @property
    def is_signed(self) -> bool:
        """Whether there is more on the sheet than a touch by mistake."""
        return sum(len(stroke) for stroke in self._strokes) >= LEAST

    @property
    def strokes(self) -> int:
        """How many strokes there are."""
        return len(self._strokes)

    def clear(self) -> None:
        """Take everything away."""
        if self._strokes:
            self._strokes.clear()
            self._drawing = False
            self.update()
            self.changed.emit()

    def undo(self) -> bool:
        """Take the last stroke away; tell whether there was one."""
        if not self._strokes:
            return False
        self._strokes.pop()
        self.update()
        self.changed.emit()
        return True

    def png(self) -> bytes:
        """Return the signature, black on white and as large as it fits; nothing for none."""
        if not self.is_signed:
            return b""
        path = path_of(self._strokes)
        box = path.boundingRect().adjusted(-8, -8, 8, 8)
        scale = min(WIDE / box.width(), HIGH / box.height(), 4.0)
        picture = QImage(WIDE, HIGH, QImage.Format.Format_Grayscale8)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(WIDE / 2, HIGH / 2)
        painter.scale(scale, scale)
        painter.translate(-box.center())
        painter.strokePath(path, _pen(QColor(Qt.GlobalColor.black)))
        painter.end()
        held = QBuffer()
        held.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(held, "PNG")  # type: ignore[call-overload] # the stub wants bytes for the format
        return bytes(held.data().data())

    # -- the hand -----------------------------------------------------------------------------

    def _begin(self, at: QPointF) -> None:
        self._strokes.append([at])
        self._drawing = True
        self.update()

    def _go_on(self, at: QPointF) -> None:
        if not self._drawing:
            return
        points = self._strokes[-1]
        if (at - points[-1]).manhattanLength() >= NEAR:
            points.append(at)
            self.update()

    def _end(self) -> None:
        if self._drawing:
            self._drawing = False
            self.changed.emit()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self._end()

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        # Taken here, a pen draws between the steps of the mouse that it would else be.
        kind = event.type()
        if kind is QTabletEvent.Type.TabletPress:
            self._begin(event.position())
        elif kind is QTabletEvent.Type.TabletMove:
            self._go_on(event.position())
        else:
            self._end()
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        erased = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        if (event.matches(QKeySequence.StandardKey.Undo) or erased) and self.undo():
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, px = self._kit.theme, self._kit.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(QPen(theme.color("focus" if focus else "edge"), 2 if focus else 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(6), px(6))
        base = self.height() - px(30)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(px(20), base), QPointF(self.width() - px(20), base))
        if self._strokes:
            painter.strokePath(path_of(self._strokes), _pen(theme.color("text")))
        else:
            painter.setPen(theme.color("faint"))
            painter.setFont(theme.font(13))
            painter.drawText(
                QRectF(0, 0, self.width(), base - px(6)),
                int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom),
                translate("Handover", "Người nhận ký tại đây"),
            )


def _pen(color: QColor) -> QPen:
    return QPen(
        color,
        PEN,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


class SignatureCard(QFrame):
    """The sheet, what takes strokes back, and the way without a pen: signing on paper."""

    changed = Signal()

    def __init__(self, kit: Kit, *, screen: bool = True) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.pad = Pad(kit)
        self.on_paper = Check(kit, translate("Handover", "Ký trên giấy: in giấy biên nhận"))
        self._undo = KeyButton(
            kit, translate("Handover", "Bớt một nét"), icon="undo-2", role="link"
        )
        self._clear = KeyButton(kit, translate("Handover", "Ký lại"), icon="x", role="link")
        self._undo.clicked.connect(self.pad.undo)
        self._clear.clicked.connect(self.pad.clear)
        self.pad.changed.connect(self._drawn)
        self.on_paper.toggled.connect(lambda _: self.changed.emit())
        head = row(kit, label(translate("Handover", "Chữ ký"), "heading"), None, gap=12)
        head.addWidget(self._undo)
        head.addWidget(self._clear)
        self.setLayout(column(kit, head, self.pad, self.on_paper, gap=8, margin=16))
        self.pad.setVisible(screen)  # only now has it a parent to be seen in
        self._drawn()

    def _drawn(self) -> None:
        for button in (self._undo, self._clear):
            button.setVisible(self.pad.strokes > 0)
        if self.pad.is_signed:
            self.on_paper.setChecked(False)
        self.changed.emit()

    @property
    def png(self) -> bytes:
        """The signature's picture; nothing where it is not drawn or comes on paper."""
        return b"" if self.on_paper.isChecked() else self.pad.png()

    def clear(self) -> None:
        """Be ready for the next person."""
        self.pad.clear()
        self.on_paper.setChecked(False)
