"""The scanner in keyboard mode: works wherever the cursor is and leaves nothing in the field.

Every character typed anywhere passes the detector first, which holds it back for the few
milliseconds that tell a machine from a hand. What a hand typed is handed on to where the
cursor then is, in the same order. What is too slow for it, or comes from the clipboard, and is a
card all the same, `landed` reads.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desk.domain.scan import DEFAULTS, Action, BurstDetector, BurstSettings, Release, Scan
from desk.ui.hearing import Hearing
from desk.ui.kit import ScanHold
from desk.ui.parts.landed import WATCHED, Former, Landed, field_of

_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
#: What an input method makes of a scanner's first keys comes this soon before the others.
_COMPOSING_MS = 40
_ENDS = {"\r": "\r", "\n": "\r", "\t": "\t"}


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A key that is held back, with all it takes to press it again."""

    key: int
    modifiers: Qt.KeyboardModifier
    text: str


class ScanListener(QObject):
    """Watches the keys of the whole program and tells scans.

    `scanned` carries the text. While an error must be acknowledged, a scan is refused and
    said to be so: nobody shall scan on past it.
    """

    scanned = Signal(str)

    def __init__(
        self, app: QApplication, hold: ScanHold, settings: BurstSettings = DEFAULTS
    ) -> None:
        super().__init__(app)
        self._hold = hold
        self._detector = BurstDetector(settings=settings)
        self._landed = Landed(self)
        self._landed.found.connect(self._tell)
        self._held: deque[_Stroke] = deque()
        self._composed: Former | None = None  # before an input method took keys of a scan
        self._composed_ms = 0
        self._preedit = ""
        self._passing = False
        self._event_ms = 0
        self._clock_ms = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._waited)
        self._hearing = Hearing(app, self._hear, self)

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._landed.forget()
        self._hearing.stop()

    def _hear(self, watched: QWidget, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QInputMethodEvent) and not self._passing:
            # What was typed before must arrive before: a machine that was busy may bring both here
            # in one moment. A card whose letters come so is read where it lands.
            self._do(self._detector.interrupt(self._now()))
            self._note_composing(watched, event)
        if kind in WATCHED:
            return self._landed.watch(watched, event)
        if kind is not QEvent.Type.KeyPress or self._passing:
            return False
        return isinstance(event, QKeyEvent) and self._pressed(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIERS:
            return False
        char = _character(event)
        now = self._note_time(event)
        if not self._held and time.monotonic_ns() // 1_000_000 - self._composed_ms > _COMPOSING_MS:
            self._composed = None  # a person composed that
        if not char or event.isAutoRepeat():
            self._do(self._detector.interrupt(now))
            return self._landed.key(event)
        self._held.append(_Stroke(event.key(), event.modifiers(), event.text()))
        self._do(self._detector.feed(char, now))
        return True

    def _note_composing(self, watched: QObject, event: QInputMethodEvent) -> None:
        """Remember how a field stood before an input method began to take a scanner's keys."""
        now = time.monotonic_ns() // 1_000_000
        field = field_of(watched)
        if field is not None and (
            self._composed is None or now - self._composed_ms > _COMPOSING_MS
        ):
            self._composed = Former.of(field, self._preedit)
        self._composed_ms = now
        self._preedit = event.preeditString()

    def _stop_composing(self, former: Former) -> None:
        self._passing = True
        try:
            QGuiApplication.inputMethod().reset()
            QApplication.sendEvent(former.field, QInputMethodEvent())
        finally:
            self._passing = False
        self._preedit = ""

    def _note_time(self, event: QKeyEvent) -> int:
        clock = time.monotonic_ns() // 1_000_000
        stamp = event.timestamp()
        if not stamp:  # a key that no machine pressed, e.g. of an on-screen keyboard
            stamp = self._event_ms + clock - self._clock_ms if self._clock_ms else clock
        self._event_ms, self._clock_ms = stamp, clock
        return stamp

    def _now(self) -> int:
        return self._event_ms + time.monotonic_ns() // 1_000_000 - self._clock_ms

    def _waited(self) -> None:
        self._do(self._detector.poll(self._now()))

    def _do(self, actions: tuple[Action, ...]) -> None:
        for action in actions:
            if isinstance(action, Release):
                self._release(len(action.chars))
            elif isinstance(action, Scan):
                self._held.clear()
                self._tell(self._whole(action))
        deadline = self._detector.deadline
        if deadline is None:
            self._timer.stop()
        else:
            self._timer.start(max(deadline - self._now(), 1))

    def _whole(self, scan: Scan) -> str:
        """Return what was scanned, and leave the field as it was before any of it arrived."""
        whole = self._landed.complete(scan.text, scan.leaked)
        if whole is None:
            self._landed.take_back(scan.leaked)
            whole = scan.text
        composed, self._composed = self._composed, None
        if composed is not None:
            self._stop_composing(composed)
            composed.give_back()
        return whole

    def _release(self, count: int) -> None:
        self._passing = True
        self._composed = None
        try:
            for _ in range(min(count, len(self._held))):
                stroke = self._held.popleft()
                target = _target()
                if target is None or self._landed.typed(stroke.text, target):
                    continue
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    again = QKeyEvent(kind, stroke.key, stroke.modifiers, stroke.text)
                    QApplication.sendEvent(target, again)
        finally:
            self._passing = False

    def _tell(self, text: str) -> None:
        if self._hold.held:
            self._hold.refused.emit()
        else:
            self.scanned.emit(text)


def _character(event: QKeyEvent) -> str:
    text = event.text()
    if text in _ENDS:
        return _ENDS[text]
    if len(text) != 1 or not text.isprintable() or event.modifiers() & _COMMANDS:
        return ""
    return text


def _target() -> QWidget | None:
    return QApplication.activePopupWidget() or QApplication.focusWidget()
