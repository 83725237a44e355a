"""Hands and a scanner for tests: real key events with the times that they would have."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

_NAMED = {
    "\r": Qt.Key.Key_Return,
    "\t": Qt.Key.Key_Tab,
    " ": Qt.Key.Key_Space,
    "\b": Qt.Key.Key_Backspace,
    "\x1b": Qt.Key.Key_Escape,
}
HAND_MS = 120
SCANNER_MS = 4


def stand(widget: QWidget, qtbot: QtBot) -> None:
    """Show a window and have it in front, so that focus is where it is put."""
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is widget)


def press(
    widget: QWidget | None,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press one key on a widget."""
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


def write(widget: QWidget | None, text: str) -> None:
    """Type into a widget; letters with marks come from an input method, as on every PC."""
    assert widget is not None
    for char in text:
        if char.isascii():
            QTest.keyClicks(widget, char)
        else:
            commit = QInputMethodEvent()
            commit.setCommitString(char)
            QApplication.sendEvent(widget, commit)


class Waits(Protocol):
    """Lets the window work for a while."""

    def wait(self, ms: int) -> None:
        """Work for `ms`."""


class Hands:
    """Presses keys wherever the cursor is; counts what a person pressed."""

    def __init__(self, qtbot: Waits) -> None:
        self._qtbot = qtbot
        self._ms = 10_000
        self.count = 0

    def type(self, text: str) -> None:
        """Type as a person does; the last key is through when this returns."""
        for char in text:
            self._press(char, HAND_MS)
            self.count += 1
        self._qtbot.wait(45)

    def scan(self, text: str, end: str = "\r") -> None:
        """Send what a scanner sends."""
        self._ms += 500
        for char in text + end:
            self._press(char, SCANNER_MS)
        QApplication.processEvents()

    def key(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press one key that writes nothing."""
        QTest.keyClick(self._target(), key, modifiers)
        self.count += 1 + (modifiers != Qt.KeyboardModifier.NoModifier)

    def _press(self, char: str, later: int) -> None:
        self._ms += later
        key = (
            _NAMED.get(char) or Qt.Key(ord(char.upper())) if char.isascii() else Qt.Key.Key_unknown
        )
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
            event.setTimestamp(self._ms)
            QApplication.sendEvent(self._target(), event)

    @staticmethod
    def _target() -> QWidget:
        target = QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None, "nothing has the focus"
        return target
