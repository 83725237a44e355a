"""What is issued on a dossier: each paper, whether it is final, its numbers and sheets."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from desk.domain.day_words import figures
from desk.domain.records import Dossier, Result
from desk.domain.sheets import shown
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.facts import Facts
from desk.ui.parts.layout import clear, column, label, row


class ResultsCard(QFrame):
    """The papers that are issued on a dossier; without any there is no card."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self._rows = column(kit, gap=12)
        head = label(translate("Results", "Kết quả"), "heading")
        self.setLayout(column(kit, head, self._rows, gap=12, margin=16))

    def show_dossier(self, dossier: Dossier) -> None:
        """Show a dossier's results, drafts among them."""
        self.setVisible(bool(dossier.results))
        clear(self._rows)
        for made in dossier.results:
            state, tone = standing(made)
            head = row(self._kit, gap=12)
            head.addWidget(label(made.title, "strong", wrap=True), 1)
            head.addWidget(label(state, "quiet", tone=tone))
            self._rows.addLayout(head)
            facts = Facts(self._kit)
            facts.show_facts(told(made))
            self._rows.addWidget(facts)


def standing(made: Result) -> tuple[str, str]:
    """Return how a result stands, and the tone that it is said in."""
    if made.disputed:
        return translate("Results", "hai quầy ghi xác nhận khác nhau"), "warn"
    if made.confirmed is None:
        return translate("Results", "bản nháp, chưa xác nhận"), "warn"
    return translate("Results", "đã xác nhận"), ""


def told(made: Result) -> list[tuple[str, str]]:
    """Return what is known of a result's registration and sheets."""
    known = made.confirmed
    facts = []
    if known is not None:
        facts = [
            (translate("Results", "Người xác nhận"), known.by),
            (
                translate("Results", "Số, quyển, trang"),
                _number(known.number, known.book, known.page),
            ),
            (translate("Results", "Ngày đăng ký"), figures(known.day)),
            (translate("Results", "Số của giấy"), known.paper_number),
            (translate("Results", "Người ký"), known.signer),
        ]
    used = [shown(each.series, each.number, each.digits) for each in made.sheets if not each.spoilt]
    spoilt = [
        f"{shown(each.series, each.number, each.digits)} ({each.spoilt})"
        for each in made.sheets
        if each.spoilt
    ]
    facts.append((translate("Results", "Phôi đã dùng"), ", ".join(used)))
    facts.append((translate("Results", "Phôi hỏng"), ", ".join(spoilt)))
    return facts


def _number(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
