"""What was put away by clearing the form, for as long as it can be brought back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from desk.domain.records import Procedure
from desk.domain.views import NewDossier, Warning_
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import label, picture, row
from desk.ui.parts.notices import announce

UNDO_MS: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A form as it stood: its records, and letter for letter what they cannot hold."""

    new: NewDossier
    procedure: Procedure | None
    texts: Mapping[str, str]
    head: str  # where the person's facts came from
    card: tuple[Warning_, ...]  # what was odd about the card


class UndoBand(QFrame):
    """Says what was put away; `wanted` asks for it back, `over` tells that it is too late."""

    wanted = Signal()
    over = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "info")
        self._said = label("", "strong", wrap=True)
        back = KeyButton(kit, translate("Receive", "Lấy lại"), key="Ctrl+Z", icon="undo-2")
        back.clicked.connect(self.wanted)
        line = row(kit, picture(kit, "history", "brand_text"), gap=12, margin=12)
        line.addWidget(self._said, 1)
        line.addWidget(back)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(UNDO_MS)
        self._timer.timeout.connect(self.leave)
        self.hide()

    @property
    def said(self) -> str:
        """What the band says, "" while it is not shown."""
        return "" if self.isHidden() else self._said.text()

    def offer(self, said: str) -> None:
        """Offer for ten seconds what was just put away."""
        self._said.setText(said)
        self.setAccessibleName(said)
        self.show()
        self._timer.start()
        announce(self)

    def leave(self) -> None:
        """Offer it no longer."""
        self._timer.stop()
        self.hide()
        self.over.emit()
