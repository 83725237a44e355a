"""Fields of digits: one field each, no input method, and whoever must wait sees for how long."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QRegularExpression, QTimer, Signal
from PySide6.QtGui import QRegularExpressionValidator

from desk.domain.signing_in import LONGEST_PIN, SHORTEST_PIN
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.fields import Line, Password

_SECOND_MS: Final = 1_000
_MINUTE_S: Final = 60


class Digits(Line):
    """A few digits that everybody may see."""

    def __init__(self, kit: Kit, *, most: int) -> None:
        super().__init__(kit, latin=True)
        _only_digits(self, most)


class Pin(Password):
    """A PIN: dots, and digits alone."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        _only_digits(self, LONGEST_PIN)


def _only_digits(line: Line, most: int) -> None:
    line.setValidator(QRegularExpressionValidator(QRegularExpression(r"[0-9]*"), line))
    line.setMaxLength(most)


def pin_words() -> str:
    """Return what a PIN is made of."""
    return translate("People", "{least} đến {most} chữ số").format(
        least=SHORTEST_PIN, most=LONGEST_PIN
    )


class Countdown(QObject):
    """Counts the seconds of a wait; `told` carries the words, "" once it is over."""

    told = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def left(self) -> int:
        """Seconds that are left."""
        return self._left

    def begin(self, seconds: int) -> None:
        """Wait for so long."""
        if seconds > 0:
            self._left = seconds
            self._timer.start()
            self._tell()

    def tick(self) -> None:
        """Let a second pass."""
        self._left = max(self._left - 1, 0)
        if not self._left:
            self._timer.stop()
        self._tell()

    def _tell(self) -> None:
        minutes, seconds = divmod(self._left, _MINUTE_S)
        left = f"{minutes}:{seconds:02d}"
        words = translate("People", "Sai nhiều lần. Chờ {left} rồi gõ lại.").format(left=left)
        self.told.emit(words if self._left else "")
