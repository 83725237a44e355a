"""What stands while the counter is opened, and says why where it cannot be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.layout import column
from desk.ui.parts.notices import Empty
from desk.ui.stage import Stage


class OpeningPage(Stage):
    """`again` asks for another try."""

    again = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._failed = False
        self.said = Empty(kit, "landmark", translate("Shell", "Đang mở quầy…"))
        self.setLayout(column(kit, self.said, gap=0))

    def show_error(self, error: Exception) -> None:
        """Say why the counter cannot be opened: it must not look like no counter at all."""
        words = self._kit.words(error)
        again = translate("Shell", "Nhấn F9 để thử lại.")
        self._failed = True
        self.said.say(words.title, f"{words.meaning} {words.next} {again}")

    @override
    def main_action(self) -> None:
        if self._failed:
            self.again.emit()
