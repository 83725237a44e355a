"""What every widget is handed: looks, words, clock and the door out of the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desk.domain.errors import DeskError
from desk.ui.icons import Icons
from desk.ui.language import translate
from desk.ui.ports import Explain, Words
from desk.ui.preferences import Preferences
from desk.ui.sound import Sound
from desk.ui.tasks import Runner
from desk.ui.theme import Theme


class ScanHold(QObject):
    """Whether an error must be acknowledged before the next scan counts."""

    changed = Signal(bool)
    refused = Signal()  # somebody scanned all the same

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holders: set[int] = set()

    @property
    def held(self) -> bool:
        """Whether scans are refused now."""
        return bool(self._holders)

    def hold(self, holder: object) -> None:
        """Refuse scans until `holder` lets go."""
        self._holders.add(id(holder))
        self.changed.emit(True)

    def forget(self) -> None:
        """Let scans through, whoever held them: their errors are gone from the screen."""
        self._holders.clear()
        self.changed.emit(False)

    def release(self, holder: object) -> None:
        """Let scans through again, unless another error still waits."""
        self._holders.discard(id(holder))
        self.changed.emit(self.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainWords:
    """Words that stand without a table."""

    title: str
    meaning: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """Handed to every widget; built anew when theme, scale or language change."""

    theme: Theme
    icons: Icons
    tasks: Runner
    explain: Explain
    now: Callable[[], datetime]
    hold: ScanHold = field(default_factory=ScanHold)
    sound: Sound = field(default_factory=Sound)
    resources: Path = Path()  # the program's own files
    own: Preferences = field(default_factory=Preferences)  # choices of who is signed in

    def words(self, error: Exception) -> Words:
        """Return what to say of `error`; of our own faults no more than that they are ours."""
        if isinstance(error, DeskError):
            return self.explain(error.code, error.facts)
        return PlainWords(
            title=translate("Errors", "Chương trình gặp lỗi"),
            meaning=translate("Errors", "Những gì đã lưu vẫn còn nguyên. Việc vừa rồi chưa xong."),
            next=translate("Errors", "Thử lại một lần; nếu vẫn lỗi, báo cán bộ kỹ thuật."),
        )
