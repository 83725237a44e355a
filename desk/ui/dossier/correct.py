"""Correcting facts of a dossier: what was, what shall be, and why."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout

from desk.domain.fold import CORRECTABLE
from desk.domain.records import Dossier, Party
from desk.ui import dates
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Field, Line, Lines
from desk.ui.parts.layout import column, label, row
from desk.ui.parts.steps import WIDEST
from desk.ui.receive.person import read

#: Fields of a person that the panel offers.
PERSON_FIELDS: Final = {
    "name": mark("Dossier", "Họ và tên"),
    "personal_id": mark("Dossier", "Số định danh"),
    "birth_date": mark("Dossier", "Ngày sinh"),
    "phone": mark("Dossier", "Điện thoại"),
    "email": mark("Dossier", "Thư điện tử"),
    "address": mark("Dossier", "Địa chỉ"),
}


class CorrectPanel(QFrame):
    """`ready` carries "correct" with the reason and `changes`: (field, new text) pairs."""

    ready = Signal(str, dict)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._before: dict[str, str] = {}
        self._prefix = "submitter"
        self.setProperty("role", "sheet")
        self.setMaximumWidth(kit.theme.px(WIDEST))
        self._lines = {name: Line(kit) for name in PERSON_FIELDS}
        self._fields = {
            name: Field(kit, translate("Dossier", PERSON_FIELDS[name]), line)
            for name, line in self._lines.items()
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(kit.theme.px(12))
        grid.setVerticalSpacing(kit.theme.px(8))
        for at, (name, field) in enumerate(self._fields.items()):
            wide = name == "address"
            grid.addWidget(field, (at + wide) // 2, 0 if wide else at % 2, 1, 1 + wide)
        for name, line in self._lines.items():
            line.textChanged.connect(lambda _, field=name: self._compare(field))
        self._reason = Lines(kit, rows=2)
        self._reason_field = Field(kit, translate("Dossier", "Lý do sửa"), self._reason)
        go = KeyButton(kit, translate("Dossier", "Sửa thông tin"), key="F9", role="main")
        back = KeyButton(kit, translate("Dossier", "Bỏ"), key="Esc")
        go.clicked.connect(self.confirm)
        back.clicked.connect(self.hide)
        self.setLayout(
            column(
                kit,
                label(translate("Dossier", "Sửa thông tin"), "heading"),
                label(
                    translate("Dossier", "Giấy đã in vẫn như cũ; lần sửa được ghi vào diễn biến."),
                    "small",
                    wrap=True,
                ),
                grid,
                self._reason_field,
                row(kit, None, back, go),
                gap=8,
                margin=16,
            )
        )
        self.hide()

    def open(self, dossier: Dossier) -> None:
        """Offer the facts of whose dossier it is."""
        self._prefix = "owner" if dossier.owner is not None else "submitter"
        self._before = _texts(dossier.subject)
        for name, line in self._lines.items():
            line.setText(self._before[name])
            self._fields[name].settle()
        self._reason.setPlainText("")
        self._reason_field.settle()
        self.show()
        self._lines["name"].setFocus()

    def _compare(self, name: str) -> None:
        """Show what stands now below what shall stand, as soon as they differ."""
        before = self._before.get(name, "")
        same = " ".join(self._lines[name].text().split()) == before
        said = translate("Dossier", "Đang ghi: {before}").format(before=before or "–")
        self._fields[name].set_hint("" if same else said)

    def _typed(self) -> dict[str, str]:
        texts = {name: line.text() for name, line in self._lines.items()}
        return {**texts, "birth_date": dates.separate_birth(texts["birth_date"])}

    def changes(self) -> tuple[tuple[str, str], ...]:
        """Return the fields that were changed, with their new texts."""
        now, _ = read(self._kit, self._typed())
        before, _ = read(self._kit, self._before)
        fields = ((f"{self._prefix}.{name}", name) for name in self._lines)
        return tuple(
            (field, now[name])
            for field, name in fields
            if now[name] != before[name] and field in CORRECTABLE
        )

    def confirm(self) -> None:
        """Hand the corrections on, once there is a reason for them."""
        wrong = read(self._kit, self._typed())[1]
        for name, field in self._fields.items():
            if name in wrong:
                field.complain(wrong[name])
            else:
                field.settle()
        if wrong:
            self._lines[next(iter(wrong))].setFocus()
            return
        if not self._reason.words:
            self._reason_field.complain(translate("Dossier", "Phải ghi lý do."))
            self._reason.setFocus()
            return
        changes = self.changes()
        if changes:
            self.ready.emit("correct", {"reason": self._reason.words, "changes": changes})
        else:
            self.hide()


def _texts(party: Party) -> dict[str, str]:
    texts = {name: str(getattr(party, name)) for name in PERSON_FIELDS}
    texts["birth_date"] = dates.show_birth(party.birth_date)
    return texts
