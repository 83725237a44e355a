"""One result on the counter: whose it is, what goes back with it, and Mẫu 01 checked off."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desk.domain import fees
from desk.domain.records import Status
from desk.domain.views import DossierView
from desk.ui import dates, words
from desk.ui.dossier.cards import paper_count
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Check
from desk.ui.parts.layout import column, label, picture, row
from desk.ui.parts.notices import WarningList
from desk.ui.parts.status import Mark


class ResultCard(QFrame):
    """A scanned dossier; only one that has a result can be handed over."""

    changed = Signal()
    removed = Signal(str)
    opened = Signal(str)

    def __init__(self, kit: Kit, view: DossierView) -> None:
        super().__init__()
        self._kit = kit
        self.view = view
        dossier = view.dossier
        self.setProperty("role", "card")
        self.setAccessibleName(f"{dossier.code} {dossier.subject.name}")
        status = Mark(kit, weight=600)
        status.show_status(dossier.status)
        away = KeyButton(kit, translate("Handover", "Bỏ ra"), icon="x", role="plain")
        away.clicked.connect(lambda: self.removed.emit(dossier.uid))
        head = row(kit, label(dossier.code, "code", select=True), None, status, away, gap=12)
        person = dossier.subject
        identity = words.person_line(
            person.name, person.personal_id or person.tax_code, dates.show_birth(person.birth_date)
        )
        about = column(
            kit,
            label(identity, "strong", wrap=True),
            label(dossier.procedure_name, "quiet", wrap=True),
            gap=2,
        )
        body = column(kit, head, about, gap=8, margin=16)
        if self.ready:
            body.addLayout(self._give_back())
            if all(warning.code != "fee_unpaid" for warning in view.warnings):
                body.addLayout(self._fee())  # the warning says it better
        else:
            body.addLayout(self._not_yet())
        self.warnings = WarningList(kit)
        self.warnings.show_warnings(view.warnings)
        body.addWidget(self.warnings)
        self.slip = Check(kit, translate("Handover", "Đã đối chiếu giấy tiếp nhận (Mẫu 01)"))
        self.slip.toggled.connect(lambda _: self.changed.emit())
        body.addWidget(self.slip)
        self.setLayout(body)
        self.slip.setVisible(self.ready)

    @property
    def ready(self) -> bool:
        """Whether the dossier has a result to be handed over."""
        return self.view.dossier.status is Status.DONE and not self.view.dossier.voided

    def _give_back(self) -> QHBoxLayout:
        kept = [p for p in self.view.dossier.papers if p.original and not p.shown]
        told = row(self._kit, gap=8)
        told.addWidget(picture(self._kit, "undo-2", "quiet", 18), 0, Qt.AlignmentFlag.AlignTop)
        if kept:
            text = "; ".join(f"{paper.name} ({paper_count(paper)})" for paper in kept)
            said = translate("Handover", "Bản chính đang giữ, trả lại nếu phải trả: {papers}")
            told.addWidget(label(said.format(papers=text), wrap=True), 1)
        else:
            none = translate("Handover", "Không giữ bản chính nào")
            told.addWidget(label(none, "quiet", wrap=True), 1)
        return told

    @property
    def owed(self) -> int:
        """What is still to be paid, in đồng."""
        return fees.owed(self.view.dossier)

    def _fee(self) -> QHBoxLayout:
        """Say what the result costs and whether it has been paid: once it is gone, nobody pays."""
        dossier, owed = self.view.dossier, self.owed
        told = row(self._kit, gap=8)
        tint = "warn" if owed else "quiet"
        told.addWidget(picture(self._kit, "banknote", tint, 18), 0, Qt.AlignmentFlag.AlignTop)
        if owed:
            said = translate("Handover", "Phí, lệ phí còn phải thu: {amount}")
            told.addWidget(
                label(said.format(amount=words.money(owed)), "strong", tone="warn", wrap=True), 1
            )
        elif dossier.fee_paid:
            said = translate("Handover", "Đã nộp phí, lệ phí: {amount}")
            told.addWidget(
                label(said.format(amount=words.money(dossier.fee_paid)), "quiet", wrap=True), 1
            )
        else:
            none = translate("Handover", "Không có phí, lệ phí phải thu")
            told.addWidget(label(none, "quiet", wrap=True), 1)
        return told

    def _not_yet(self) -> QHBoxLayout:
        told = row(self._kit, gap=8)
        told.addWidget(
            picture(self._kit, "triangle-alert", "warn", 18), 0, Qt.AlignmentFlag.AlignTop
        )
        due = words.dossier_due(self.view.dossier, self._kit.now()).text
        said = translate("Handover", "Chưa có kết quả để trả ({status}, {due})").format(
            status=words.status(self.view.dossier.status).lower(), due=due
        )
        told.addWidget(label(said, "strong", tone="warn", wrap=True), 1)
        more = KeyButton(self._kit, translate("Handover", "Mở hồ sơ"), role="link")
        more.clicked.connect(lambda: self.opened.emit(self.view.dossier.uid))
        told.addWidget(more)
        return told
