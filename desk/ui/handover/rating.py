"""How satisfied the citizen was: asked for a moment after the hand-over, answered in one key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label, row

WORDS: Final = (
    mark("Handover", "Rất không hài lòng"),
    mark("Handover", "Không hài lòng"),
    mark("Handover", "Bình thường"),
    mark("Handover", "Hài lòng"),
    mark("Handover", "Rất hài lòng"),
)


class RatingStrip(QFrame):
    """`rated` carries the dossiers and the score; whoever goes on to the next citizen passes on.

    `asked` and `gone` let a screen of the citizen's own ask the same question meanwhile.
    """

    rated = Signal(list, int)
    printing = Signal(str)
    asked = Signal()
    gone = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._uids: list[str] = []
        self.setProperty("role", "card")
        self._about = label("", "strong", wrap=True)
        slip = KeyButton(
            kit, translate("Handover", "In phiếu đánh giá"), icon="printer", role="link"
        )
        slip.clicked.connect(self._print)
        away = KeyButton(kit, translate("Handover", "Bỏ qua"), key="Esc", role="plain")
        away.clicked.connect(self.leave)
        self._buttons = []
        for score, text in enumerate(WORDS, 1):
            button = KeyButton(kit, f"{score} · {translate('Handover', text)}", key=f"Alt+{score}")
            button.setShortcut(f"Alt+{score}")
            button.clicked.connect(lambda _=False, n=score: self.answer(n))
            self._buttons.append(button)
        head = row(kit, gap=8)
        head.addWidget(self._about, 1)
        head.addWidget(slip)
        head.addWidget(away)
        self.setLayout(column(kit, head, frame(Flow(kit, *self._buttons, gap=8)), gap=8, margin=12))
        self.hide()

    def ask(self, uids: Sequence[str], to: str) -> None:
        """Ask about what was just handed over."""
        self._uids = list(uids)
        said = translate("Handover", "{to} hài lòng với việc giải quyết?")
        self._about.setText(said.format(to=to))
        self.setAccessibleName(self._about.text())
        self.show()
        self.asked.emit()

    def leave(self) -> None:
        """Ask no longer."""
        asked, self._uids = bool(self._uids), []
        self.hide()
        if asked:
            self.gone.emit()

    def _print(self) -> None:
        if self._uids:
            self.printing.emit(self._uids[-1])

    def answer(self, score: int) -> None:
        """Take the answer, from the clerk's keys or from the citizen's own screen."""
        uids = self._uids
        self.leave()
        if uids:
            self.rated.emit(uids, score)
