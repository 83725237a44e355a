"""What the window says: errors beside their cause, warnings, empty pages and passing words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desk.domain.warning import Warning_
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import Scroll, clear, column, frame, label, picture, restyle, row
from desk.ui.ports import Words

NO_LIMIT = 16_777_215  # Qt's own
LEAST_STRIP = 96


def announce(widget: QWidget) -> None:
    """Have a screen reader say the widget's name now."""
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


class ErrorPanel(QFrame):
    """An error in words: what happened, what it means, what to do. It stays until acknowledged.

    With `holds`, scans are refused until then, so that nobody scans on past it.
    """

    acknowledged = Signal()

    def __init__(self, kit: Kit, *, holds: bool = False, narrow: bool = False) -> None:
        super().__init__()
        self._kit = kit
        self._holds = holds
        self.setProperty("role", "error")
        self._title = label("", "strong", tone="bad", wrap=True)
        self._meaning = label("", wrap=True)
        self._next = label("", "strong", wrap=True)
        self._ok = KeyButton(kit, translate("Errors", "Đã hiểu"), key="Esc", role="danger")
        self._ok.clicked.connect(self.acknowledge)
        words = column(kit, self._title, self._meaning, self._next, gap=4)
        inner = row(kit, gap=12, margin=12)
        inner.addWidget(picture(kit, "circle-alert", "bad"), 0, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(words, 1)
        if narrow:
            words.addLayout(row(kit, None, self._ok))
        else:
            inner.addWidget(self._ok, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(inner)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._back: QWidget | None = None
        self.hide()

    @property
    def title(self) -> str:
        """The title that is shown, "" while nothing is wrong."""
        return "" if self.isHidden() else self._title.text()

    def show_error(self, error: Exception) -> None:
        """Say what is known of `error`."""
        self.show_words(self._kit.words(error))

    def show_words(self, words: Words) -> None:
        """Say `words` until somebody has read them."""
        self._title.setText(words.title)
        self._meaning.setText(words.meaning)
        self._meaning.setVisible(bool(words.meaning))
        self._next.setText(words.next)
        self._next.setVisible(bool(words.next))
        self.setAccessibleName(f"{words.title} {words.meaning} {words.next}")
        if self.isHidden():
            self._back = QApplication.focusWidget()
        self.show()
        self._ok.setFocus()
        if self._holds:
            self._kit.hold.hold(self)
        self._kit.sound.bad()
        announce(self)

    def acknowledge(self) -> None:
        """Take the error away; it has been read."""
        if self.isHidden():
            return
        self.hide()
        self._kit.hold.release(self)
        if self._back is not None and self._back.isVisible():
            self._back.setFocus()
        self.acknowledged.emit()

    def dismiss(self) -> bool:
        """Take the error away; tell whether there was one."""
        shown = not self.isHidden()
        self.acknowledge()
        return shown

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.acknowledge()
        else:
            super().keyPressEvent(event)


class WarningList(QFrame):
    """Things that are unlikely, in words; none of them blocks."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "warning")
        self._rows = column(kit, gap=8, margin=12)
        self.setLayout(self._rows)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._told: tuple[Words, ...] = ()
        self.hide()

    @property
    def said(self) -> tuple[str, ...]:
        """The titles that are shown."""
        return tuple(words.title for words in self._told)

    def show_warnings(self, warnings: Sequence[Warning_]) -> None:
        """Say these and no others."""
        told = [self._kit.explain(w.code, dict(w.facts)) for w in warnings]
        self.show_words(told)

    def show_words(self, told: Sequence[Words]) -> None:
        """Say these words and no others."""
        if tuple(told) == self._told:
            return
        self._told = tuple(told)
        clear(self._rows)
        for words in told:
            self._rows.addLayout(self._row(words))
        self.setAccessibleName("; ".join(self.said))
        self.setVisible(bool(told))

    def _row(self, words: Words) -> QVBoxLayout:
        head = row(self._kit, gap=8)
        head.addWidget(
            picture(self._kit, "triangle-alert", "warn", 16), 0, Qt.AlignmentFlag.AlignTop
        )
        text = column(self._kit, label(words.title, "strong", wrap=True), gap=2)
        for more in (words.meaning, words.next):
            if more:
                text.addWidget(label(more, "small", wrap=True))
        head.addLayout(text, 1)
        whole = QVBoxLayout()
        whole.addLayout(head)
        return whole


class Strip(Scroll):
    """A place for notices that takes no room while none of them is shown, and never all of it."""

    _notices: tuple[QWidget, ...] = ()

    def __init__(self, kit: Kit, *notices: QWidget, below: bool = False) -> None:
        px = kit.theme.px
        # A notice that may not be wide stands at the left; the rest of its line stays empty.
        layout = column(kit, *(_at_left(kit, notice) for notice in notices), gap=8)
        top, bottom = (0, 12) if below else (12, 6)
        layout.setContentsMargins(*(px(n) for n in (16, top, 16, bottom)))
        super().__init__(frame(layout))
        self._kit = kit
        self._inner = layout
        self._notices = notices
        for notice in notices:
            notice.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        # Where there is no room for all of it, a line tells it from what follows.
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda _, most: restyle(self, cut=most > 0))
        self.hide()

    def _fit(self) -> None:
        self.setVisible(any(not notice.isHidden() for notice in self._notices))
        # A layout that was asked while nothing of it could be seen may believe it is done.
        self._inner.invalidate()
        self._inner.activate()
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        width = max(self.width(), self.minimumSizeHint().width())
        return QSize(width, self._inner.totalHeightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        least = min(self._kit.theme.px(LEAST_STRIP), self._inner.totalMinimumSize().height())
        return QSize(self._inner.totalMinimumSize().width(), least)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Scroll areas watch their content too, from before this one knows its notices.
        if watched in self._notices:
            if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
                self._fit()
            elif event.type() is QEvent.Type.LayoutRequest:
                self.updateGeometry()
        return super().eventFilter(watched, event)


def _at_left(kit: Kit, notice: QWidget) -> QHBoxLayout:
    line = row(kit, gap=0)
    line.addWidget(notice, 1)
    if notice.maximumWidth() < NO_LIMIT:
        line.addStretch()
    return line


class Empty(QWidget):
    """A page with nothing on it yet: it teaches the next key."""

    def __init__(self, kit: Kit, icon: str, title: str, text: str = "") -> None:
        super().__init__()
        self._title = label(title, "heading", wrap=True)
        self._text = label(text, "quiet", wrap=True)
        for words in (self._title, self._text):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        drawn = picture(kit, icon, "faint", 40)
        layout = column(kit, None, gap=8, margin=16)
        layout.addWidget(drawn, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(kit.theme.px(4))
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addStretch(2)
        self.setLayout(layout)

    def say(self, title: str, text: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))


class Toast(QFrame):
    """Words that pass: done, and perhaps one thing that can follow; `moved` when they come or go.

    They have a place of their own and cover nothing; Esc puts them away before their time.
    """

    moved = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._text = label("", "strong", wrap=True)
        self._more = KeyButton(kit, "", role="link")
        self._then: Callable[[], None] | None = None
        self._more.clicked.connect(self._follow)
        self._kit = kit
        self._mark = picture(kit, "circle-check", "good")
        layout = row(kit, self._mark, self._text, self._more, gap=8)
        layout.setContentsMargins(*(kit.theme.px(n) for n in (8, 2, 8, 2)))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.leave)
        self.hide()

    def say(
        self,
        text: str,
        *,
        more: str = "",
        then: Callable[[], None] | None = None,
        ms: int = 6000,
        well: bool = True,
    ) -> None:
        """Say `text` for a while; not `well` is what went otherwise than hoped for."""
        self._text.setText(text)
        icon, tint = ("circle-check", "good") if well else ("triangle-alert", "warn")
        self._mark.setPixmap(self._kit.icons.pixmap(icon, tint, 20, 2.0))
        self._then = then
        self._more.set_words(more)
        self._more.setVisible(bool(more))
        self.setAccessibleName(text)
        restyle(self, role="info" if well else "warning")
        self.show()
        self.moved.emit()
        self._timer.start(ms)
        if not well:
            self._kit.sound.bad()
        announce(self)

    def leave(self) -> None:
        """Say no more."""
        if not self.isHidden():
            self._timer.stop()
            self.hide()
            self.moved.emit()

    def _follow(self) -> None:
        self.leave()
        if self._then:
            self._then()
