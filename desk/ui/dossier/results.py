"""What is issued on a dossier: each paper, whether it is final, its numbers and sheets."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desk.domain.records import Dossier, Result
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton, on_key
from desk.ui.parts.facts import Facts
from desk.ui.parts.layout import clear, column, label, row
from desk.ui.results.words import standing, told


class ResultsCard(QFrame):
    """The papers that are issued on a dossier; `asked` carries one's uid, "" for a new one."""

    asked = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self._rows = column(kit, gap=12)
        self.begin = KeyButton(
            kit, translate("Results", "Lập giấy"), key="Ctrl+B", icon="file-plus", role="link"
        )
        self.begin.clicked.connect(lambda: self.asked.emit(""))
        on_key(self, "Ctrl+B", self.begin)
        head = row(kit, label(translate("Results", "Kết quả"), "heading"), None, self.begin)
        self.setLayout(column(kit, head, self._rows, gap=12, margin=16))

    def show_dossier(self, dossier: Dossier) -> None:
        """Show a dossier's results, drafts among them; of one that was voided only those there."""
        self.setVisible(bool(dossier.results) or not dossier.voided)
        self.begin.setVisible(not dossier.voided)
        clear(self._rows)
        for made in dossier.results:
            self._show(made)
        if not dossier.results:
            said = translate("Results", "Chưa lập trích lục, giấy xác nhận, công văn nào.")
            self._rows.addWidget(label(said, "quiet", wrap=True))

    def _show(self, made: Result) -> None:
        state, tone = standing(made)
        head = row(self._kit, gap=12)
        head.addWidget(label(made.title, "strong", wrap=True), 1)
        head.addWidget(label(state, "quiet", tone=tone))
        more = KeyButton(self._kit, translate("Results", "Mở"), icon="file-text", role="link")
        more.setAccessibleName(translate("Results", "Mở {title}").format(title=made.title))
        more.clicked.connect(partial(self._ask, made.uid))
        head.addWidget(more)
        self._rows.addLayout(head)
        facts = Facts(self._kit)
        facts.show_facts(told(made))
        self._rows.addWidget(facts)

    def _ask(self, uid: str, _: bool = False) -> None:
        self.asked.emit(uid)
