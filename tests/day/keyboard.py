"""A person's hands and a scanner at a window: real key events, as a keyboard layout makes them.

With Telex or VNI switched on letters arrive as an input method composes them – preedit first,
committed by what ends the word – and every other key as itself.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desk.ui.main_window import MainWindow

_NAMED: Final = {
    "\r": Qt.Key.Key_Return,
    "\t": Qt.Key.Key_Tab,
    " ": Qt.Key.Key_Space,
}
_HAND_MS: Final = 90
_SCANNER_MS: Final = 4
_SETTLED_MS: Final = 50
_FRONT_S: Final = 5
#: After so long nothing will come any more, however slow the machine; never a measure of speed.
HANGS_S: Final = 60.0

#: What is typed for each mark, by input method.
_TELEX: Final = {
    "\u0300": "f",
    "\u0301": "s",
    "\u0309": "r",
    "\u0303": "x",
    "\u0323": "j",
    "\u0302": "^",
    "\u0306": "w",
    "\u031b": "w",
}
_VNI: Final = {
    "\u0300": "2",
    "\u0301": "1",
    "\u0309": "3",
    "\u0303": "4",
    "\u0323": "5",
    "\u0302": "6",
    "\u0306": "8",
    "\u031b": "7",
}


#: One key gives both their horns.
_HORNS: Final = re.compile("u\u031b(o\u031b)", re.IGNORECASE)


def strokes(text: str, method: str) -> list[str]:
    """Return the keys that a person presses for `text` with an input method."""
    marks = _VNI if method == "vni" else _TELEX
    found = []
    bare = _HORNS.sub("u\\1", unicodedata.normalize("NFD", text))
    for char in unicodedata.normalize("NFC", bare):
        if char in "đĐ":
            found += [(char == "đ" and "d") or "D", "9" if method == "vni" else "d"]
            continue
        base, *above = list(unicodedata.normalize("NFD", char))
        found.append(base)
        found += [base if marks[mark] == "^" else marks[mark] for mark in above]
    return found


class Keyboard:
    """Presses keys wherever the cursor is and counts what a person pressed."""

    def __init__(self, method: str = "") -> None:
        self.method = method  # "" | telex | vni
        self.count = 0
        self.began = 0.0  # when the last key went down, a person's or the scanner's
        self._ms = 1_000_000
        self._pace_ms = 0

    # -- a person ---------------------------------------------------------------------------

    def press(self, keys: str) -> None:
        """Press keys such as `F9` or `Ctrl+D`; a modifier counts as a key of its own."""
        pressed = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs forget it
        self.count += keys.count("+") + 1
        self._ms += _HAND_MS
        self.began = time.perf_counter()
        QTest.keyClick(focus(), pressed.key(), pressed.keyboardModifiers())
        pump()

    def type(self, text: str, pace_ms: int = 0) -> None:
        """Type as a person does; letters with marks need an input method, as on every PC.

        `pace_ms` is how much time there is between two keys where that counts.
        """
        self._pace_ms = pace_ms
        self.count += len(strokes(text, self.method or "telex"))
        if not self.method:
            for char in text:
                self._letter(char)
        else:
            for word in text.replace(" ", "\0 \0").replace("\r", "\0\r\0").split("\0"):
                if word.isalpha():
                    self._compose(word)
                else:
                    for char in word:
                        self._letter(char)
        if not pace_ms:
            pump(60)  # the last letters are held back while they might still be a scanner's

    def _letter(self, char: str) -> None:
        self._wait_for_hand()
        self._ms += _HAND_MS
        self.began = time.perf_counter()
        if char.isascii():
            key = _NAMED.get(char) or Qt.Key(ord(char.upper()))
            self._send(key, char)
        else:
            self._rest()
            self._input(char, "")
        pump()

    def _wait_for_hand(self) -> None:
        left = self._pace_ms - (time.perf_counter() - self.began) * 1000
        if left > 0:
            pump(round(left))

    @staticmethod
    def _rest() -> None:
        """Let what was typed before arrive: a hand is slower than the listener for scanners."""
        pump(_SETTLED_MS)

    def _compose(self, word: str) -> None:
        self._rest()
        for length in range(1, len(word) + 1):
            self._wait_for_hand()
            self._ms += _HAND_MS
            self.began = time.perf_counter()
            self._input("", word[:length])
            pump()
        self._input(word, "")
        pump()

    # -- a scanner --------------------------------------------------------------------------

    def scan(self, text: str, end: str = "\r") -> None:
        """Send what a scanner sends; it is nobody's key."""
        self._ms += 600
        for char in text + end:
            self._ms += _SCANNER_MS
            self.began = time.perf_counter()
            if char.isascii():
                self._send(_NAMED.get(char) or Qt.Key(ord(char.upper())), char)
            else:
                self._send(Qt.Key.Key_unknown, char)
            pump()  # each key comes by itself, a few milliseconds after the one before

    # -- events -----------------------------------------------------------------------------

    def _send(self, key: Qt.Key, text: str) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            event.setTimestamp(self._ms)
            QApplication.sendEvent(focus(), event)

    @staticmethod
    def _input(commit: str, preedit: str) -> None:
        event = QInputMethodEvent(preedit, [])
        if commit:
            event.setCommitString(commit)
        QApplication.sendEvent(focus(), event)


def focus() -> QWidget:
    """Return where keys go.

    Without a screen there is no window manager either, which gives the keys back to the program's
    window when a list over it closes.
    """
    end = time.perf_counter() + _FRONT_S
    while QApplication.activeWindow() is None and time.perf_counter() < end:
        for each in QApplication.topLevelWidgets():
            if isinstance(each, MainWindow) and each.isVisible():
                each.activateWindow()
        pump(20)
    target = (
        QApplication.activePopupWidget()
        or QApplication.focusWidget()
        or QApplication.activeWindow()
    )
    assert target is not None, "nothing has the focus"
    return target


def field_text() -> str:
    """Return what the field under the cursor says."""
    at = QApplication.focusWidget()
    if isinstance(at, QLineEdit):
        return at.text()
    return at.toPlainText() if isinstance(at, QPlainTextEdit) else ""


def pump(ms: int = 0) -> None:
    """Let what is waiting happen, for at least so long."""
    until = time.perf_counter() + ms / 1000
    while True:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if time.perf_counter() >= until:
            return
        time.sleep(0.001)


def until(condition: Callable[[], bool], what: str, seconds: float = HANGS_S) -> float:
    """Let the window work until `condition` holds; return when that was.

    Raises:
        AssertionError: it did not come about in time.
    """
    end = time.perf_counter() + seconds
    while not condition():
        assert time.perf_counter() < end, f"not within {seconds:.0f} s: {what}"
        pump(1)
    return time.perf_counter()
