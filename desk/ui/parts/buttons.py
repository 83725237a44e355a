"""Buttons that show their key, and rows of buttons of which one is down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.parts.flow import Flow

_INKS = {
    "main": "on_brand",
    "danger": "bad",
    "danger-main": "surface",
    "link": "brand_text",
    "gap": "brand_text",
}
_TIGHT = {"link": 2, "gap": 10}


class KeyButton(QPushButton):
    """A button with an icon, its word and a key-cap, e.g. `Tiếp nhận  F9`.

    `spread` puts the word at the left and the key at the right, for buttons in a column.
    """

    def __init__(
        self,
        kit: Kit,
        text: str,
        *,
        key: str = "",
        icon: str = "",
        role: str = "",
        spread: bool = False,
    ) -> None:
        super().__init__()
        self._kit = kit
        self._words = text
        self._key = key
        self._icon = icon
        self._spread = spread
        if role:
            self.setProperty("role", role)
        self.setAccessibleName(text)
        if key:
            self.setAccessibleDescription(key)
            self.setToolTip(f"{text} ({key})")
        self.setAutoDefault(False)
        wide = QSizePolicy.Policy.Expanding if spread else QSizePolicy.Policy.Minimum
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_words(self, text: str) -> None:
        """Show another word."""
        self._words = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        """What the button says; the button's own text would make a shortcut of every `&`."""
        return self._words

    @property
    def key(self) -> str:
        """The key that does the same."""
        return self._key

    def _ink(self) -> str:
        if not self.isEnabled():
            return "faint"
        return _INKS.get(str(self.property("role") or ""), "text")

    def _parts(self) -> tuple[int, int, int]:
        """Return the widths of icon, word and key-cap."""
        px = self._kit.theme.px
        words = QFontMetrics(self.font()).horizontalAdvance(self._words)
        cap = QFontMetrics(self._cap_font()).horizontalAdvance(self._key) + px(12)
        return px(18) if self._icon else 0, words, cap if self._key else 0

    def _cap_font(self) -> QFont:
        return self._kit.theme.font(11, 600)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()  # Qt knows the space bar alone
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        px = self._kit.theme.px
        widths = [w for w in self._parts() if w]
        tight = _TIGHT.get(str(self.property("role") or ""))
        edge = px(tight or 14)
        height = px(26 if tight else 36)
        return QSize(max(sum(widths) + px(8) * (len(widths) - 1) + 2 * edge, height), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined] # the stub lacks the option's own fields
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        px, color = self._kit.theme.px, self._kit.theme.color(self._ink())
        icon, words, cap = self._parts()
        total = sum(w for w in (icon, words, cap)) + px(8) * (bool(icon) + bool(cap))
        x = (self.width() - total) / 2
        if self.property("role") == "link":
            x = float(px(2))
        elif self._spread:
            x = float(px(14))
        middle = self.height() / 2
        if icon:
            drawn = self._kit.icons.pixmap(self._icon, self._ink(), 18, 2.0)
            painter.drawPixmap(QPointF(x, middle - icon / 2), drawn)
            x += icon + px(8)
        painter.setPen(color)
        painter.setFont(self.font())
        painter.drawText(
            QRectF(x, 0, words + 2, self.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self._words,
        )
        if cap:
            x = self.width() - cap - px(10) if self._spread else x + words + px(8)
            self._paint_cap(painter, QRectF(x, middle - px(10), cap, px(20)))

    def _paint_cap(self, painter: QPainter, box: QRectF) -> None:
        color = self._kit.theme.color(self._ink())
        edge = self._kit.theme.color(self._ink())
        edge.setAlphaF(0.45)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(
            box.adjusted(0.5, 0.5, -0.5, -0.5), self._kit.theme.px(4), self._kit.theme.px(4)
        )
        painter.setPen(color)
        painter.setFont(self._cap_font())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._key)


def on_key(panel: QWidget, key: str, button: KeyButton) -> QShortcut:
    """Press `button` by `key` while its panel is shown, at once: Qt's own way takes its time."""
    shortcut = QShortcut(QKeySequence(key), panel)
    shortcut.activated.connect(button.click)
    return shortcut


_ON: Final = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down})
_BACK: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up})


class _Segment(QPushButton):
    """Leaves the arrows to the row: a button of Qt's would send the cursor to the next field."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ON | _BACK:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Segments(QWidget):
    """A few choices side by side, one of them down; arrows walk, Tab passes on."""

    chosen = Signal(str)

    def __init__(
        self, kit: Kit, choices: Sequence[tuple[str, str]], *, name: str, role: str = "segment"
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._buttons: dict[str, QPushButton] = {}
        for value, text in choices:
            button = _Segment(text)
            button.setProperty("role", role)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{name}: {text}")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, v=value: self.choose(v, tell=True))
            self._buttons[value] = button
        self.setLayout(Flow(kit, *self._buttons.values(), gap=0 if role == "tab" else 4))
        self._value = ""
        self.choose("")

    @property
    def value(self) -> str:
        """The choice that is down, "" for none."""
        return self._value

    @property
    def words(self) -> str:
        """What is written on the one that is down, "" for none."""
        return self._buttons[self._value].text() if self._value in self._buttons else ""

    def choose(self, value: str, *, tell: bool = False) -> None:
        """Press the choice `value`."""
        changed = value != self._value
        self._value = value
        for name, button in self._buttons.items():
            button.setChecked(name == value)
            first = not value and name == next(iter(self._buttons))
            reachable = name == value or first
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if reachable else Qt.FocusPolicy.NoFocus
            )
        if tell and changed:
            self.chosen.emit(value)

    def set_text(self, value: str, text: str) -> None:
        """Show another word on the choice `value`."""
        self._buttons[value].setText(text)
        self._buttons[value].setAccessibleName(f"{self.accessibleName()}: {text}")

    def begin(self) -> None:
        """Put the cursor on the choice that is down, or on the first."""
        self._buttons[self._value or next(iter(self._buttons))].setFocus()

    def step(self, by: int) -> None:
        """Press the next or previous choice."""
        names = list(self._buttons)
        at = names.index(self._value) if self._value in names else -1
        self.choose(names[(at + by) % len(names)], tell=True)
        self._buttons[self._value].setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ON:
            self.step(1)
        elif event.key() in _BACK:
            self.step(-1)
        else:
            super().keyPressEvent(event)
