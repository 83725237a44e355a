"""A card that arrives as if it were typed or pasted: read as a card, and taken out of the field.

Scanners without an ending key and slow ones pass the burst detector as a person's typing does, and
the clipboard passes it by. So what is typed is remembered beside its field, which may have cut or
refused it, together with what the field said before each letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QClipboard,
    QContextMenuEvent,
    QDropEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QWidget

#: Typing rests when no letter has come for so long; a card under way may rest longer once.
PAUSE_MS: Final = 400
PATIENCE_MS: Final = 2_000
_LONGEST: Final = 1_000  # letters remembered; a card's QR code has some 300

# A card's QR code has six separators at least, some readers leave the last field out. The number
# at its head tells where it begins behind what a person was typing.
_HEAD: Final = re.compile(r"(?:\][A-Za-z][0-9])?[0-9]{12}\|")
_PIPES: Final = 6
_ISSUED: Final = re.compile(r"\|[0-9]{8}\s*$")  # the last field, after which nothing is awaited
_ZONE: Final = re.compile(r"I[A-Z<][A-Z]{3}[A-Z0-9<]{25}(?:\s*[A-Z0-9<]{30}){2}", re.IGNORECASE)
_ZONE_BEGUN: Final = re.compile(
    r"I[A-Z<][A-Z]{3}[A-Z0-9<]{25}(?:\s*[A-Z0-9<]{30})?\s*$", re.IGNORECASE
)

_ENDS: Final = ("\r", "\n", "\t")
_ALT: Final = Qt.KeyboardModifier.AltModifier
_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier

#: The kinds of events that `Landed.watch` wants to see.
WATCHED: Final = frozenset(
    {
        QEvent.Type.ShortcutOverride,
        QEvent.Type.FocusOut,
        QEvent.Type.InputMethod,
        QEvent.Type.ContextMenu,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.Drop,
    }
)


def card_at(text: str) -> int:
    """Return where in `text` a whole identity card begins, -1 if there is none."""
    zone = _ZONE.search(text)
    if zone and "<" in zone[0]:
        return zone.start()
    line = text.rstrip()
    if "\n" in line.lstrip():
        return -1  # a table in a note
    head = _HEAD.search(line)
    start = head.start() if head else 0
    return start if line.count("|", start) >= _PIPES - bool(head) else -1


def _may_go_on(text: str) -> bool:
    """Whether a card that could be read already may lack its end: a scanner can pause in it."""
    line = text.rstrip()
    head = _HEAD.search(line)
    return bool(head) and not _ISSUED.search(line) and card_at(text) >= 0


def _begun(text: str) -> bool:
    return bool(_HEAD.search(text) or _ZONE_BEGUN.search(text))


Field = QLineEdit | QPlainTextEdit


def field_of(widget: QObject | None) -> Field | None:
    """Return the field that a widget is or belongs to; what is secret is none of our business."""
    if isinstance(widget, QLineEdit):
        shown = widget.echoMode() is QLineEdit.EchoMode.Normal
        return widget if shown and not widget.isReadOnly() else None
    if isinstance(widget, QWidget) and not isinstance(widget, QPlainTextEdit):
        widget = widget.parentWidget()  # what scrolls in a text of several lines
    if isinstance(widget, QPlainTextEdit) and not widget.isReadOnly():
        return widget
    return None


@dataclass(frozen=True, slots=True)
class Former:
    """What a field said, and where its cursor and the end of its selection stood.

    What was being composed there counts as said: an input method that is told to stop would
    lose it.
    """

    field: Field
    text: str
    cursor: int
    anchor: int

    @classmethod
    def of(cls, field: Field, composed: str = "") -> Former:
        """Return how a field stands, with what is `composed` at its cursor."""
        former = cls._as_it_stands(field)
        at = former.cursor
        if not composed:
            return former
        text = former.text[:at] + composed + former.text[at:]
        return cls(field, text, at + len(composed), at + len(composed))

    @classmethod
    def _as_it_stands(cls, field: Field) -> Former:
        if isinstance(field, QLineEdit):
            cursor, anchor = field.cursorPosition(), field.cursorPosition()
            if field.hasSelectedText():
                ends = (field.selectionStart(), field.selectionEnd())
                anchor = ends[0] if cursor == ends[1] else ends[1]
            return cls(field, field.text(), cursor, anchor)
        at = field.textCursor()
        return cls(field, field.toPlainText(), at.position(), at.anchor())

    def give_back(self) -> None:
        """Let the field say again what it said."""
        field = self.field
        if isinstance(field, QLineEdit):
            field.setText(self.text)
            field.setCursorPosition(self.anchor)
            field.cursorForward(self.anchor != self.cursor, self.cursor - self.anchor)
            field.textEdited.emit(self.text)  # who heard of the card's letters hears they are gone
            return
        field.setPlainText(self.text)
        at = field.textCursor()
        at.setPosition(self.anchor)
        at.setPosition(self.cursor, at.MoveMode.KeepAnchor)
        field.setTextCursor(at)


class Landed(QObject):
    """Told of all that arrives in fields; `found` carries a card's text, its field is as before.

    It needs no field's help: whoever hands it the program's keys and events has every field of
    every page covered.
    """

    found = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._target: QWidget | None = None
        self._text = ""
        self._formers: list[Former | None] = []  # one for each letter
        self._patient = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._rested)

    @property
    def waits(self) -> bool:
        """Whether the rest of a card that has begun is still waited for."""
        return self._patient

    # -- typing -------------------------------------------------------------------------------

    def typed(self, text: str, target: QWidget) -> bool:
        """Take note of what is about to be typed into `target`; True keeps it from arriving."""
        if target is not self._target:
            self.forget()
            self._target = target
        if text in _ENDS:
            return self._ended()
        field = field_of(target)
        if len(self._text) >= _LONGEST:
            self.forget()
            self._target = target
        # Elsewhere than in a field a card's blanks would press buttons and tick boxes.
        kept = field is None and _begun(self._text)
        self._text += text
        self._formers += [Former.of(field) if field else None] * len(text)
        self._patient = False
        self._timer.start(PAUSE_MS)
        return kept

    def _ended(self) -> bool:
        if self._take():
            return True
        if _ZONE_BEGUN.search(self._text):
            self._text += "\n"  # readers of the zone end each of its three lines
            self._formers.append(self._formers[-1])
            self._timer.start(PAUSE_MS)
            return True
        self.forget()
        return False

    def key(self, event: QKeyEvent) -> bool:
        """Take note of a key that types nothing; True keeps it from doing anything."""
        if self._take():
            return True
        if event.key() == Qt.Key.Key_Backspace and self._text:
            # Input methods mend a letter by taking it back and typing another.
            self._text, self._formers = self._text[:-1], self._formers[:-1]
            return False
        if event.modifiers() & _ALT and event.modifiers() & _KEYPAD:
            return False  # a letter by its number: some scanners send those with marks so
        self.forget()
        field = field_of(QApplication.focusWidget())
        if field is None or not event.matches(QKeySequence.StandardKey.Paste):
            return False
        return self._handed(QApplication.clipboard().text())

    def complete(self, tail: str, leaked: int) -> str | None:
        """Return the card whose beginning has landed and whose end a fast scan has brought.

        `leaked` letters of the end have landed too. The field is as it was before the card.
        """
        begun = self._text[: len(self._text) - leaked]
        found = _HEAD.search(begun)
        if found is None or _HEAD.search(tail) or "|" not in begun[found.start() :]:
            return None
        former = self._formers[found.start()]
        whole = begun[found.start() :] + tail
        self.forget()
        if former is not None:
            former.give_back()
        return whole

    def take_back(self, count: int) -> None:
        """Take the last letters out of their field again: they were a scanner's."""
        if 0 < count <= len(self._formers) and (former := self._formers[-count]) is not None:
            former.give_back()
        self.forget()

    def forget(self) -> None:
        """Begin anew: what was typed so far is a person's."""
        self._timer.stop()
        self._target = None
        self._text = ""
        self._formers = []
        self._patient = False

    def _rested(self) -> None:
        if (self._patient or not _may_go_on(self._text)) and self._take():
            return
        if _begun(self._text) and not self._patient:
            self._patient = True
            self._timer.start(PATIENCE_MS)
        else:
            self.forget()

    def _take(self) -> bool:
        at = card_at(self._text)
        if at < 0:
            return False
        card, former = self._text[at:].strip(), self._formers[at]
        self.forget()
        if former is not None:
            former.give_back()
        self.found.emit(card)
        return True

    # -- everything that is no key --------------------------------------------------------------

    def watch(self, watched: QObject, event: QEvent) -> bool:
        """Look at an event on its way to `watched`; True keeps it from arriving."""
        kind = event.type()
        if kind is QEvent.Type.FocusOut:
            if watched is self._target and not self._take():
                self.forget()
        elif kind is QEvent.Type.ShortcutOverride:
            return self._before_shortcut(event)
        elif isinstance(event, QInputMethodEvent):
            self._committed(watched, event)
        else:
            return self._by_mouse(watched, event)
        return False

    def _before_shortcut(self, event: QEvent) -> bool:
        # A key such as F9 must not act on the page before the card has been read.
        if not isinstance(event, QKeyEvent) or card_at(self._text) < 0:
            return False
        typed = event.text()
        if (typed and typed.isprintable()) or typed in _ENDS:
            return False
        event.accept()
        return True

    def _committed(self, watched: QObject, event: QInputMethodEvent) -> None:
        text = event.commitString()
        if text and isinstance(watched, QWidget):
            self.typed(text, watched)

    def _by_mouse(self, watched: QObject, event: QEvent) -> bool:
        field = field_of(watched)
        if field is None:
            return False
        if isinstance(event, QContextMenuEvent):
            self._menu(field).popup(event.globalPos())
            return True
        if isinstance(event, QDropEvent):
            return self._handed(event.mimeData().text())
        middle = isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.MiddleButton
        clipboard = QApplication.clipboard()
        if not middle or not clipboard.supportsSelection():
            return False
        return self._handed(clipboard.text(QClipboard.Mode.Selection))

    def _menu(self, field: Field) -> QMenu:
        """Return a field's own menu, whose Paste looks first at what it pastes."""
        menu = field.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for paste in menu.actions():
            if paste.objectName() == "edit-paste":
                mine = QAction(paste.icon(), paste.text(), menu)
                mine.setObjectName("edit-paste")
                mine.setEnabled(paste.isEnabled())
                mine.triggered.connect(self._pasting(field))
                menu.insertAction(paste, mine)
                menu.removeAction(paste)
        return menu

    def _pasting(self, field: Field) -> Callable[[], None]:
        def paste() -> None:
            if not self._handed(QApplication.clipboard().text()):
                field.paste()

        return paste

    def _handed(self, text: str) -> bool:
        """Read a card from a text that comes as a whole; tell whether it was one."""
        self.forget()
        at = card_at(text)
        if at < 0:
            return False
        self.found.emit(text[at:].strip())
        return True
