"""What was put away by clearing the form, for as long as it can be brought back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import label, picture, row
from desk.ui.parts.notices import announce
from desk.ui.receive.form import Form, Kept

UNDO_MS: Final = 10_000
#: Whoever scanned another's card by mistake needs a while to see it.
ANOTHER_MS: Final = 60_000


class UndoBand(QFrame):
    """Says what was put away; `wanted` asks for it back, `over` tells that it is too late."""

    wanted = Signal()
    over = Signal()
    moved = Signal()  # it is there now, or no longer

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
        self._timer.timeout.connect(self.leave)
        self.hide()

    @property
    def said(self) -> str:
        """What the band says, "" while it is not shown."""
        return "" if self.isHidden() else self._said.text()

    def offer(self, said: str, ms: int = UNDO_MS) -> None:
        """Offer for a while what was just put away."""
        self._said.setText(said)
        self.setAccessibleName(said)
        self.show()
        self._timer.start(ms)
        self.moved.emit()
        announce(self)

    def leave(self) -> None:
        """Offer it no longer."""
        self._timer.stop()
        self.hide()
        self.over.emit()
        self.moved.emit()


class PutAway:
    """The form that was put away last, under a band that offers it back."""

    def __init__(self, form: Form, band: UndoBand) -> None:
        self._form, self._band = form, band
        self._kept: Kept | None = None
        band.over.connect(self._let_go)

    def __bool__(self) -> bool:
        """Whether there is a form to bring back."""
        return self._kept is not None

    def put(self, said: str, ms: int = UNDO_MS) -> None:
        """Keep the form as it stands, and say so for a while."""
        self._kept = self._form.keep()
        self._band.offer(said, ms)

    def bring_back(self) -> None:
        """Show again what was put away; what is on the form now is put away in its turn."""
        kept = self._kept
        if kept is None:
            return
        self._band.leave()
        if not self._form.is_blank:
            self.put(translate("Receive", "Đã đổi lại phiếu trước"))
        self._form.show_kept(kept)

    def _let_go(self) -> None:
        self._kept = None
