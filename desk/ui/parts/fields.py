"""Fields: a label above, what is typed into, and whatever is wrong with it right below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QIntValidator,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.parts.layout import label, picture, restyle, row

_LATIN = Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText


class Line(QLineEdit):
    """One line of typing. `latin` keeps the input method away from digits and codes.

    `left` tells that the focus went elsewhere: the moment a typed value counts.
    """

    left = Signal()

    def __init__(self, kit: Kit, *, latin: bool = False, role: str = "", hint: str = "") -> None:
        super().__init__()
        self._kit = kit
        self._icon = ""
        self.setPlaceholderText(hint)
        if role:
            self.setProperty("role", role)
        if latin:
            self.setInputMethodHints(_LATIN)
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def show_icon(self, name: str) -> None:
        """Draw an icon at the left edge, inside the field."""
        self._icon = name
        self.setTextMargins(self._kit.theme.px(28), 0, 0, 0)

    def set_quietly(self, text: str) -> None:
        """Fill the field without telling anybody; what is there already is left alone."""
        if self.text() != text:
            blocked = self.blockSignals(True)
            self.setText(text)
            self.setCursorPosition(0)
            self.blockSignals(blocked)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            event.ignore()  # nothing typed here to take back: the page may know something
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon:
            px = self._kit.theme.px
            painter = QPainter(self)
            drawn = self._kit.icons.pixmap(self._icon, "quiet", 18, 2.0)
            painter.drawPixmap(QPointF(px(11), (self.height() - px(18)) / 2), drawn)


class Lines(QPlainTextEdit):
    """Several lines of typing; Tab goes on instead of indenting.

    With `flat` the text is one paragraph that wraps: Enter goes on to the next field.
    """

    left = Signal()

    def __init__(self, kit: Kit, *, rows: int = 3, hint: str = "", flat: bool = False) -> None:
        super().__init__()
        self._flat = flat
        self.setTabChangesFocus(True)
        self.setPlaceholderText(hint)
        self.setFixedHeight(kit.theme.px(20 * rows + 18))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def words(self) -> str:
        """What was typed, without the blanks around it."""
        text = self.toPlainText()
        return " ".join(text.split()) if self._flat else text.strip()

    def set_quietly(self, text: str) -> None:
        """Fill the field without telling anybody."""
        if self.toPlainText() != text:
            blocked = self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(blocked)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._flat and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class Choice(QComboBox):
    """A list of which one is taken, with the family's own arrow."""

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__()
        self._kit = kit
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.view().setAccessibleName(name)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: what passes under the pointer must not be changed by that."""
        event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        px = self._kit.theme.px
        painter = QPainter(self)
        drawn = self._kit.icons.pixmap("chevron-down", "quiet", 16, 2.0)
        painter.drawPixmap(QPointF(self.width() - px(26), (self.height() - px(16)) / 2), drawn)


def paint_box(painter: QPainter, kit: Kit, at: QPointF, *, ticked: bool, lit: bool = False) -> None:
    """Draw the box to tick, the same wherever there is one."""
    theme, px = kit.theme, kit.theme.px
    painter.setPen(QPen(theme.color("focus" if lit else "brand" if ticked else "edge"), 1 + lit))
    painter.setBrush(theme.color("brand" if ticked else "surface"))
    box = QRectF(at.x(), at.y(), px(20), px(20)).adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(box, px(4), px(4))
    if ticked:
        drawn = kit.icons.pixmap("check", "on_brand", 16, 2.0)
        painter.drawPixmap(QPointF(at.x() + px(2), at.y() + px(2)), drawn)


class Check(QCheckBox):
    """A box to tick whose words may take several lines."""

    def __init__(self, kit: Kit, text: str, *, role: str = "") -> None:
        super().__init__(text)
        self._kit = kit
        self._role = role
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _lead(self) -> int:
        return self._kit.theme.px(28)

    def _words_box(self, width: int) -> QRect:
        room = QRect(0, 0, max(width - self._lead(), 1), 10_000)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
        return QFontMetrics(self.font()).boundingRect(room, flags, self.text())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        px = self._kit.theme.px
        return max(self._words_box(width).height() + px(8), px(28))

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self.text())
        width = self._lead() + words + 2 if self.text() else self._kit.theme.px(28)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._kit.theme.px(28), self._kit.theme.px(28))

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, px = self._kit.theme, self._kit.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ticked, lit = self.isChecked(), self.hasFocus()
        paint_box(painter, self._kit, QPointF(0, px(4)), ticked=ticked, lit=lit)
        painter.setPen(theme.color("text" if self.isEnabled() else "faint"))
        painter.setFont(self.font())
        words = self._words_box(self.width())
        top = px(4) + max((px(20) - QFontMetrics(self.font()).height()) // 2, 0)
        painter.drawText(
            QRect(self._lead(), top, self.width() - self._lead(), words.height() + px(4)),
            int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap),
            self.text(),
        )


class Stepper(QWidget):
    """A small count: typed, moved with the arrows or the wheel, or with its two buttons."""

    changed = Signal(int)

    def __init__(self, kit: Kit, name: str, *, most: int = 99, buttons: bool = True) -> None:
        super().__init__()
        self._most = most
        self._value = 0
        self._line = QLineEdit("0")
        self._line.setProperty("role", "number" if buttons else "count")
        self._line.setValidator(QIntValidator(0, most, self._line))
        self._line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._line.setFixedWidth(kit.theme.px(44 if buttons else 36))
        self._line.setAccessibleName(name)
        self._line.setInputMethodHints(_LATIN)
        self._line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._line.textEdited.connect(self._typed)
        self._line.installEventFilter(self)
        less, more = self._button(kit, "minus", -1), self._button(kit, "plus", 1)
        self.setLayout(row(kit, less, self._line, more, gap=0))
        less.setVisible(buttons)
        more.setVisible(buttons)
        self.setFocusProxy(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _button(self, kit: Kit, icon: str, by: int) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "step")
        button.setIcon(kit.icons.icon(icon, "quiet", 14))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName("+1" if by > 0 else "-1")
        button.setFixedWidth(kit.theme.px(32))
        button.clicked.connect(lambda: self._move(by))
        return button

    @property
    def value(self) -> int:
        """The count."""
        return self._value

    def start(self) -> None:
        """Put the cursor here so that the next digit is a new count."""
        self._line.setFocus()
        self._line.selectAll()

    def set_value(self, value: int, *, tell: bool = False) -> None:
        """Show another count."""
        value = min(max(value, 0), self._most)
        changed = value != self._value
        self._value = value
        if self._line.text() != str(value):
            self._line.setText(str(value))
        if tell and changed:
            self.changed.emit(value)

    def _move(self, by: int) -> None:
        self.set_value(self._value + by, tell=True)

    def _typed(self, text: str) -> None:
        if text:
            self.set_value(int(text), tell=True)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if by:
                self._move(by)
                return True
        if isinstance(event, QWheelEvent) and self._line.hasFocus():
            self._move(1 if event.angleDelta().y() > 0 else -1)
            return True
        return False


class Field(QWidget):
    """A label, its widget, and below it what is wrong or worth knowing."""

    def __init__(self, kit: Kit, text: str, widget: QWidget, *, hint: str = "") -> None:
        super().__init__()
        self._kit = kit
        self.widget = widget
        self._hint = hint
        self.label = label(text, "caption")
        self.label.setBuddy(widget)
        if not widget.accessibleName():
            widget.setAccessibleName(text)
        self._mark = picture(kit, "triangle-alert", "warn", 14)
        self._said = label(hint, "small", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(kit.theme.px(4))
        layout.addWidget(self.label)
        layout.addWidget(widget)
        below = QHBoxLayout()
        below.setSpacing(kit.theme.px(4))
        below.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._said, 1)
        layout.addLayout(below)
        self.setFocusProxy(widget)
        self.settle()

    @property
    def said(self) -> str:
        """What is said below the field now."""
        return "" if self._said.isHidden() else self._said.text()

    def let_label_wrap(self) -> None:
        """Let the label take several lines rather than make its column wide."""
        self.label.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.label.setSizePolicy(policy)

    def warn(self, text: str) -> None:
        """Say what is unlikely about the value; it does not block."""
        self._say(text, "warn")
        restyle(self.widget, wrong=False)

    def complain(self, text: str) -> None:
        """Say what is wrong with the value; it must be put right."""
        self._say(text, "bad")
        restyle(self.widget, wrong=True)

    def set_hint(self, text: str) -> None:
        """Say something else while nothing is wrong."""
        self._hint = text
        self.settle()

    def settle(self) -> None:
        """Nothing is wrong any more."""
        self._said.setText(self._hint)
        restyle(self._said, tone="")
        restyle(self.widget, wrong=False)
        self._said.setVisible(bool(self._hint))
        self._mark.hide()
        self.widget.setAccessibleDescription(self._hint)

    def _say(self, text: str, tone: str) -> None:
        self._said.setText(text)
        restyle(self._said, tone=tone)
        self._mark.setPixmap(self._kit.icons.pixmap("triangle-alert", tone, 14, 2.0))
        self._said.show()
        self._mark.show()
        self.widget.setAccessibleDescription(text)


class Password(Line):
    """One line that shows dots and keeps the input method away.

    `caps_seen` tells after each letter whether Caps Lock made it what it is.
    """

    caps_seen = Signal(bool)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, latin=True)
        self._caps = False
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def show_letters(self, on: bool) -> None:
        """Show the letters, or dots again."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # No system tells the lock's state to a program the same way; the letters themselves do.
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock and self._caps:
            self._know_caps(on=False)
        elif len(letter) == 1 and letter.isascii() and letter.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._know_caps(on=letter.isupper() != shifted)
        super().keyPressEvent(event)

    def _know_caps(self, *, on: bool) -> None:
        self._caps = on
        self.caps_seen.emit(on)
