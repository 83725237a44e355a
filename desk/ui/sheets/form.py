"""What happened to a run of sheets: it came, went to a counter, or was spoilt while blank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desk.domain.errors import DeskError
from desk.domain.sheets import (
    GIVEN,
    RECEIVED,
    SPOILT,
    BadSheetNumberError,
    BadSheetRangeError,
    read_range,
)
from desk.ui.kit import Kit
from desk.ui.language import mark, plural, translate
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.fields import Field, Line, Stepper
from desk.ui.parts.layout import column, label, row
from desk.ui.parts.reasons import Reasoned

_WAYS: Final = (
    (RECEIVED, mark("Sheets", "Nhập kho")),
    (GIVEN, mark("Sheets", "Giao quầy")),
    (SPOILT, mark("Sheets", "Hỏng")),
)
_SLOTS: Final = 9
#: Which field an error of the rules is about.
_ABOUT: Final = {
    "BadSheetRangeError": "last",
    "ReasonMissingError": "note",
    "BadSlotError": "slot",
}


class StockForm(QFrame):
    """`ready` carries way, first, last, counter and note; what was typed stays until it is done."""

    ready = Signal(str, str, str, int, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        ways = [(key, translate("Sheets", name)) for key, name in _WAYS]
        self.way = Segments(kit, ways, name=translate("Sheets", "Việc"))
        self.first = Line(kit, latin=True, hint=translate("Sheets", "TL 000101"))
        self.last = Line(kit, latin=True, hint=translate("Sheets", "000600"))
        self.slot = Stepper(kit, translate("Sheets", "Giao quầy số"), most=_SLOTS)
        self.note = Line(kit, hint=translate("Sheets", "Số phiếu xuất"))
        self.why = Reasoned(kit, rows=2)
        why = translate("Sheets", "Vì sao hỏng")
        self.why.lines.setAccessibleName(why)
        self._fields = {
            "first": Field(kit, translate("Sheets", "Từ số"), self.first),
            "last": Field(kit, translate("Sheets", "Đến số"), self.last),
            "slot": Field(kit, translate("Sheets", "Giao quầy số"), self.slot),
            "note": Field(kit, translate("Sheets", "Ghi chú"), self.note),
            "why": Field(kit, why, self.why),
        }
        self.go = KeyButton(kit, translate("Sheets", "Ghi"), key="F9", icon="check", role="main")
        self.go.clicked.connect(self.confirm)
        self.way.chosen.connect(lambda _: self._fit())
        for line in (self.first, self.last):
            line.textEdited.connect(lambda _: self._count())
        self.setLayout(
            column(
                kit,
                label(translate("Sheets", "Ghi phôi"), "heading"),
                self.way,
                *self._fields.values(),
                row(kit, None, self.go),
                gap=8,
                margin=16,
            )
        )
        self.way.choose(RECEIVED)
        self._fit()

    def offer(self, reasons: Sequence[str]) -> None:
        """Offer why sheets are spoilt."""
        self.why.offer(reasons)

    def _fit(self) -> None:
        way = self.way.value
        self._fields["slot"].setVisible(way == GIVEN)
        self._fields["note"].setVisible(way != SPOILT)
        self._fields["why"].setVisible(way == SPOILT)
        for field in self._fields.values():
            field.settle()
        self._count()

    def _count(self) -> None:
        """Say how many sheets they are while the numbers are typed."""
        for name in ("first", "last"):
            self._fields[name].settle()
        said = ""
        try:
            one, other = read_range(self.first.text(), self.last.text() or self.first.text())
            many = other.number - one.number + 1
            said = plural(many, translate("Sheets", "1 tờ"), translate("Sheets", "{n} tờ"))
        except (BadSheetNumberError, BadSheetRangeError):
            said = ""  # said when it is to be written down, not letter by letter
        self._fields["last"].set_hint(said)

    def confirm(self) -> None:
        """Hand it on, once there is a number."""
        first = self.first.text().strip()
        if not first:
            self._fields["first"].complain(translate("Sheets", "Quét hoặc gõ số đầu."))
            self.first.setFocus()
            return
        way = self.way.value
        note = self.why.words if way == SPOILT else self.note.text()
        slot = self.slot.value if way == GIVEN else 0
        self.ready.emit(way, first, self.last.text().strip() or first, slot, note)

    def refuse(self, error: Exception) -> bool:
        """Say at its field what is wrong; tell whether it is about a field."""
        if not isinstance(error, DeskError) or error.code == "NotAllowedError":
            return False
        name = _ABOUT.get(error.code, "first")
        if name == "note" and self.way.value == SPOILT:
            name = "why"
        told = self._kit.words(error)
        self._fields[name].complain(f"{told.title}. {told.meaning}")
        self._fields[name].setFocus()
        return True

    def done(self) -> None:
        """Be ready for the next run."""
        for line in (self.first, self.last, self.note):
            line.setText("")
        self.why.lines.setPlainText("")
        self._fit()
        self.first.setFocus()

    def scan(self, text: str) -> bool:
        """Take a number that was scanned: the first, then the last."""
        try:
            number, _ = read_range(text, text)
        except BadSheetNumberError:
            return False
        line = self.last if self.first.text().strip() else self.first
        line.setText(number.text)
        self._count()
        return True
