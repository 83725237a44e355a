"""The window's own keys: they win over combo boxes, tables and open menus, never over a dialog.

They are seen before any widget sees them. What an input method is composing becomes text first;
Ctrl+Z takes back typing where there is some, and what was done where there is none.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from typing_extensions import override

from desk.ui.hearing import Hearing

#: A second way for keyboards on which function keys are hard to reach.
SECOND: Final = {
    "F1": "Ctrl+H",
    "F2": "Ctrl+N",
    "F3": "Ctrl+'",
    "F4": "Ctrl+W",
    "F5": "Ctrl+,",
    "F6": "Ctrl+.",
    "F7": "Ctrl+T",
    "F8": "Ctrl+;",
    "F9": "Ctrl+/",
    "F11": "Ctrl+[",
    "F12": "Ctrl+U",
    "Shift+F3": "Ctrl+]",
    "Shift+F7": "Ctrl+-",
    "Shift+F9": "Ctrl+=",
    "Shift+F11": "Ctrl+\\",
}
_SECONDS: Final = frozenset(SECOND.values())

_Kind = QEvent.Type
_KEYS: Final = frozenset({_Kind.ShortcutOverride, _Kind.KeyPress})
_STIRS: Final = frozenset({_Kind.MouseButtonPress, _Kind.MouseMove, _Kind.Wheel, _Kind.TouchBegin})
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
#: Held down, these go on; any other would do its work again and again.
_AGAIN: Final = frozenset({Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})

#: Under X a field keeps these to itself, to move and to delete; under Windows it does not.
_EMACS: Final = frozenset({"Ctrl+D", "Ctrl+E", "Ctrl+K", "Ctrl+U"})

Shortcuts = Mapping[str, Callable[[], None]]


class KeyedWindow(Protocol):
    """A window with keys of its own, by their names in `QKeySequence`."""

    def shortcuts(self) -> Shortcuts:
        """Return the keys that count now."""


class WindowKeys(QObject):
    """`last` is when a hand last moved, by `time.monotonic`."""

    def __init__(self, app: QApplication, window: QWidget, keyed: KeyedWindow) -> None:
        super().__init__(window)
        self._window, self._keyed = window, keyed
        self._composing: tuple[QWidget, str] | None = None
        self.last = time.monotonic()
        self._hearing = Hearing(app, self._hear, self)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The mouse reaches the screen's window before any widget in it.
        kind = event.type()
        if kind in _STIRS:
            self.last = time.monotonic()
        elif kind is _Kind.Show and isinstance(watched, QWidget):
            watched.windowHandle().installEventFilter(self)
        return False

    def stop(self) -> None:
        """Let the keys be: the window goes."""
        self._window.removeEventFilter(self)
        self._hearing.stop()

    def _hear(self, watched: QWidget, event: QEvent) -> bool:
        if event.type() is _Kind.KeyPress:
            self.last = time.monotonic()
        elif isinstance(event, QInputMethodEvent):
            self._compose(watched, event)
        return isinstance(event, QKeyEvent) and self._ours(watched) and self._key(watched, event)

    def _ours(self, watched: QWidget) -> bool:
        if QApplication.activeModalWidget() is not None:
            return False
        return watched.window() is self._window or QApplication.activePopupWidget() is not None

    # -- input methods --------------------------------------------------------------------------

    def _compose(self, watched: QWidget, event: QInputMethodEvent) -> None:
        preedit = event.preeditString()
        self._composing = (watched, preedit) if preedit else None

    def settle(self) -> None:
        """Let what an input method is composing become text."""
        if self._composing is None:
            return
        QGuiApplication.inputMethod().commit()
        if self._composing is not None:  # the input method has left it to us
            widget, preedit = self._composing
            text = QInputMethodEvent()
            text.setCommitString(preedit)
            QApplication.sendEvent(widget, text)
            QGuiApplication.inputMethod().reset()
            self._composing = None

    # -- keys -----------------------------------------------------------------------------------

    def _key(self, watched: QWidget, event: QKeyEvent) -> bool:
        if event.type() not in _KEYS:
            return False
        pressed = event.type() is _Kind.KeyPress
        if event.key() in _ENTER and pressed:
            self.settle()
        if event.matches(QKeySequence.StandardKey.Undo):
            return pressed and self._undo(watched, event)
        name = _name(event)
        if not pressed and name in _EMACS and self._is_taken(name):
            event.ignore()  # a page's own key counts in its fields too, as it does under Windows
            return True
        slot = self._keyed.shortcuts().get(name)
        if slot is None or (name in _SECONDS and self._is_taken(name)):
            return False
        event.accept()
        if pressed and (not event.isAutoRepeat() or event.key() in _AGAIN):
            while (popup := QApplication.activePopupWidget()) is not None:
                popup.close()
            self.settle()
            slot()
        return True

    def _is_taken(self, name: str) -> bool:
        """Tell whether something that is shown has a second way's key for itself."""
        wanted = QKeySequence(name)
        return any(
            each.key() == wanted and each.isEnabled() and _is_shown(each.parent())
            for each in self._window.findChildren(QShortcut)
        )

    def _undo(self, watched: QWidget, event: QKeyEvent) -> bool:
        """Let a field without typing of its own leave the key to the page that it stands on."""
        above = watched.parentWidget()
        if not _swallows_undo(watched) or above is None or watched.window() is not self._window:
            return False
        again = QKeyEvent(_Kind.KeyPress, event.key(), event.modifiers(), event.text())
        QApplication.sendEvent(above, again)
        return True


def _is_shown(parent: QObject | None) -> bool:
    return isinstance(parent, QWidget) and parent.isVisible()


def _name(event: QKeyEvent) -> str:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(event.key() | modifiers.value).toString()


def _swallows_undo(widget: QWidget) -> bool:
    """Tell whether a field would keep Ctrl+Z to itself although nothing was typed into it."""
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.isReadOnly() or not widget.document().isUndoAvailable()
    inside = isinstance(widget, QAbstractSpinBox | QComboBox)
    line = widget.findChild(QLineEdit) if inside else widget
    if not isinstance(line, QLineEdit):
        return False
    return line.isReadOnly() or not line.isUndoAvailable()
