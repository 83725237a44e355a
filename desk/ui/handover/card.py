"""One result on the counter: whose it is, what goes back with it, and Mẫu 01 checked off."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desk.domain import fees
from desk.domain.records import Status
from desk.domain.views import DossierView
from desk.ui import dates, words
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
        head = row(kit, label(dossier.code, "code", select=True), gap=12)
        if dossier.shelf and self.ready:
            head.addLayout(self._shelf(dossier.shelf))
        head.addStretch(1)
        head.addWidget(status)
        head.addWidget(away)
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
        self._originals: list[Check] = []
        amount = words.money(self.owed)
        said = translate("Handover", "Đã thu {amount} (Alt+6)").format(amount=amount)
        self.paid = Check(kit, said)
        self.paid.toggled.connect(lambda _: self.changed.emit())
        if self.ready:
            money = row(kit, gap=16)
            if all(warning.code != "fee_unpaid" for warning in view.warnings):
                money.addLayout(self._fee(), 1)  # the warning says it better
            self._give_back(body, money)
        else:
            body.addLayout(self._not_yet())
        self.warnings = WarningList(kit)
        self.warnings.show_warnings(view.warnings)
        body.addWidget(self.warnings)
        body.addWidget(self.paid)
        self.slip = Check(kit, translate("Handover", "Đã đối chiếu giấy tiếp nhận (Mẫu 01)"))
        self.slip.toggled.connect(lambda _: self.changed.emit())
        body.addWidget(self.slip)
        self.setLayout(body)
        self.slip.setVisible(self.ready)
        self.paid.setVisible(self.ready and bool(self.owed))

    @property
    def ready(self) -> bool:
        """Whether the dossier has a result to be handed over."""
        return self.view.dossier.status is Status.DONE and not self.view.dossier.voided

    @property
    def given_back(self) -> tuple[str, ...]:
        """The originals that were ticked off as given back."""
        return tuple(each.text() for each in self._originals if each.isChecked())

    @property
    def keeps(self) -> bool:
        """Whether an original that must go back has not been ticked off."""
        return any(not each.isChecked() for each in self._originals)

    @property
    def owes(self) -> bool:
        """Whether something is to be paid of which nobody has said that it was."""
        return self.owed > 0 and not self.paid.isChecked()

    @property
    def _boxes(self) -> tuple[Check, ...]:
        return (self.paid, self.slip, *self._originals)

    @property
    def ticks(self) -> tuple[bool, ...]:
        """What is ticked on the card: the fee, the receipt, then each original."""
        return tuple(each.isChecked() for each in self._boxes)

    def tick(self, ticks: tuple[bool, ...]) -> None:
        """Tick as it was."""
        for box, on in zip(self._boxes, ticks, strict=True):
            box.setChecked(on)

    def tick_all(self) -> None:
        """Check off the receipt and every original; money is said by itself."""
        self.tick((self.paid.isChecked(), True, *(True for _ in self._originals)))

    def go_to_original(self) -> None:
        """Put the cursor on the first original that is still here."""
        next(each for each in self._originals if not each.isChecked()).setFocus()

    def _shelf(self, slot: str) -> QHBoxLayout:
        told = row(self._kit, gap=4)
        told.addWidget(picture(self._kit, "archive", "brand_text", 18))
        said = translate("Handover", "Kết quả ở ô {slot}")
        told.addWidget(label(said.format(slot=slot), "strong"))
        return told

    def _give_back(self, body: QVBoxLayout, beside: QHBoxLayout) -> None:
        told = row(self._kit, gap=8)
        told.addWidget(picture(self._kit, "undo-2", "quiet", 18), 0, Qt.AlignmentFlag.AlignTop)
        names = self.view.originals
        if not names:
            none = translate("Handover", "Không có bản chính phải trả lại")
            told.addWidget(label(none, "quiet", wrap=True), 1)
            beside.addLayout(told, 1)
            body.addLayout(beside)
            return
        said = translate("Handover", "Bản chính trả lại công dân, đánh dấu khi đã đưa:")
        told.addWidget(label(said, wrap=True), 1)
        body.addLayout(beside)
        body.addLayout(told)
        for name in names:
            box = Check(self._kit, name)
            box.toggled.connect(lambda _: self.changed.emit())
            self._originals.append(box)
            body.addWidget(box)

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
        gone = self.view.dossier.voided
        tone, icon = ("bad", "ban") if gone else ("warn", "triangle-alert")
        told.addWidget(picture(self._kit, icon, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(label(self._why_not(), "strong", tone=tone, wrap=True), 1)
        more = KeyButton(self._kit, translate("Handover", "Mở hồ sơ"), role="link")
        more.clicked.connect(lambda: self.opened.emit(self.view.dossier.uid))
        told.addWidget(more)
        return told

    def _why_not(self) -> str:
        dossier = self.view.dossier
        if dossier.voided:
            return translate("Handover", "Hồ sơ đã hủy, không có kết quả để trả")
        if dossier.status is Status.RETURNED:
            said = translate("Handover", "Đã trả {at} cho {to}")
            return said.format(at=words.moment(dossier.returned_at), to=dossier.collector or "–")
        due = words.dossier_due(dossier, self._kit.now()).text
        return translate("Handover", "Chưa có kết quả để trả ({status}, {due})").format(
            status=words.status(dossier.status).lower(), due=due
        )
