"""What stands while the counter is opened, and says why where it cannot be."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import column, row
from desk.ui.parts.notices import Empty
from desk.ui.stage import Stage

_WIDE: Final = 520


class OpeningPage(Stage):
    """`again` asks for another try."""

    again = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._failed = False
        self.said = Empty(kit, "landmark", translate("Shell", "Đang mở quầy…"))
        self.said.setFixedWidth(kit.theme.px(_WIDE))
        self.retry = KeyButton(
            kit, translate("Shell", "Thử lại"), key="F9", icon="refresh-cw", role="main"
        )
        self.retry.clicked.connect(self.main_action)
        self.retry.hide()
        told = column(kit, self.said, row(kit, None, self.retry, None), gap=16)
        self.setLayout(column(kit, None, row(kit, None, told, None), None, None, gap=0))

    def show_error(self, error: Exception) -> None:
        """Say why the counter cannot be opened: it must not look like no counter at all."""
        words = self._kit.words(error)
        self._failed = True
        self.said.say(words.title, f"{words.meaning} {words.next}")
        self.retry.show()
        self.retry.setFocus()

    @override
    def main_action(self) -> None:
        if self._failed:
            self.again.emit()
