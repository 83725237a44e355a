"""The rail at the left: the screens, their counts; icons alone on a narrow window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
)
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.layout import Scroll, column, frame, label, picture, row
from desk.ui.ports import Place
from desk.ui.shell.screens import SCREENS, WITHIN, Screen

WIDE: Final = 232
NARROW: Final = 64
TALL: Final = 44
LOW: Final = 32


class RailButton(QPushButton):
    """Icon, word and a quiet count. `walked` wants the button so many further."""

    walked = Signal(int)

    def __init__(self, kit: Kit, screen: Screen) -> None:
        super().__init__()
        self._kit, self._screen = kit, screen
        self._text = translate("Shell", screen.label)
        self._count = 0
        self._narrow = False
        self.setProperty("role", "rail")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Closer together where the window is low and the text large, before anything scrolls.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(kit.theme.px(TALL))
        self.setToolTip(f"{self._text} ({screen.key})" if screen.key else self._text)
        self._name()

    def _name(self) -> None:
        count = f" {self._count}" if self._count else ""
        self.setAccessibleName(f"{self._text}{count}")

    def set_count(self, count: int) -> None:
        """Show how many wait there."""
        self._count = count
        self._name()
        self.update()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the icon alone."""
        self._narrow = narrow
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            # Qt would press each button on the way, and its page would take the cursor.
            self.walked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._kit.theme.px(48), self._kit.theme.px(TALL))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._kit.theme.px(40), self._kit.theme.px(LOW))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        px = self._kit.theme.px
        down = self.isChecked()
        ink = "brand_text" if down else "text" if self.underMouse() else "quiet"
        drawn = self._kit.icons.pixmap(self._screen.icon, ink, 20, 2.0)
        middle = self.height() / 2
        left = (self.width() - px(20)) / 2 if self._narrow else px(14)
        if self._narrow and self._count:
            left = px(6)  # the count stands beside it, not upon it
        painter.drawPixmap(QPointF(left, middle - px(10)), drawn)
        if not self._narrow:
            painter.setPen(self._kit.theme.color("brand_text" if down else "text"))
            painter.setFont(self._kit.theme.font(14, 600 if down else 500))
            box = QRectF(px(46), 0, self.width() - px(46), self.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), self._text)
        if self._count:
            self._paint_count(painter)

    def _paint_count(self, painter: QPainter) -> None:
        theme, px = self._kit.theme, self._kit.theme.px
        font = theme.font(11, 600)
        text = str(self._count) if self._count < 1000 else "999+"  # noqa: PLR2004 - three digits fit
        width = max(QFontMetrics(font).horizontalAdvance(text) + px(10), px(20))
        height = px(18)
        right = self.width() - (px(2) if self._narrow else px(10))
        top = px(2) if self._narrow else (self.height() - height) / 2
        box = QRectF(right - width, top, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("brand" if self.isChecked() else "sunken"))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(theme.color("on_brand" if self.isChecked() else "quiet"))
        painter.setFont(font)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


class Rail(QFrame):
    """`chosen` carries a screen's name."""

    chosen = Signal(str)

    def __init__(self, kit: Kit, place: Place) -> None:
        super().__init__()
        self._kit = kit
        self._narrow: bool | None = None
        self.setProperty("role", "rail")
        self.setAccessibleName(translate("Shell", "Màn hình"))
        office = label(place.office.name, "strong", wrap=True)
        self._slot = label("", "small")
        self.show_slot(place.slot)
        self._names = frame(column(kit, office, self._slot, gap=0))
        head = row(kit, picture(kit, "landmark", "brand_text", 28), gap=12)
        head.addWidget(self._names, 1)
        head.setContentsMargins(*(kit.theme.px(n) for n in (10, 4, 4, 12)))
        self.buttons = {screen.name: RailButton(kit, screen) for screen in SCREENS}
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _=False, n=name: self.chosen.emit(n))
            button.walked.connect(lambda by, n=name: self._walk(n, by))
        self._scroll = Scroll(frame(column(kit, *self.buttons.values(), None, gap=4)))
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = column(kit, head, gap=4, margin=8)
        layout.addWidget(self._scroll, 1)
        self.setLayout(layout)
        self.set_narrow(narrow=True)  # until there is room

    def show_slot(self, slot: int) -> None:
        """Say which counter this is."""
        self._slot.setText(translate("Shell", "Quầy {slot}").format(slot=slot))

    @property
    def narrow(self) -> bool:
        """Whether the icons stand alone."""
        return bool(self._narrow)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the icons alone, or with their words."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(self._kit.theme.px(NARROW if narrow else WIDE))
        self._names.setVisible(not narrow)
        for button in self.buttons.values():
            button.set_narrow(narrow=narrow)

    def _walk(self, name: str, by: int) -> None:
        names = list(self.buttons)
        reason = Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason
        self.buttons[names[(names.index(name) + by) % len(names)]].setFocus(reason)

    def show_screen(self, name: str) -> None:
        """Press a screen's button."""
        button = self.buttons[WITHIN.get(name, name)]
        button.setChecked(True)
        self._scroll.ensureWidgetVisible(button)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many wait on each screen."""
        for name, count in counts.items():
            self.buttons[name].set_count(count)
