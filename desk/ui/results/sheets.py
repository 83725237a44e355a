"""Printing a result: how many copies, on which numbered sheets, and what is said of spoilt ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from desk.domain.records import Result
from desk.domain.sheets import MOST_COPIES, BadSheetNumberError, following, read, shown
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Check, Field, Line, Stepper
from desk.ui.parts.layout import column, label, row
from desk.ui.parts.reasons import Reasoned
from desk.ui.parts.steps import WIDEST


class _Panel(QFrame):
    left = Signal()

    def __init__(self, kit: Kit, name: str, icon: str) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "sheet")
        self.setMaximumWidth(kit.theme.px(WIDEST))
        self._title = label("", "heading", wrap=True)
        self.go = KeyButton(kit, name, key="F9", icon=icon, role="main")
        self._back = KeyButton(kit, translate("Results", "Thôi"), key="Esc")
        self.go.clicked.connect(self.confirm)
        self._back.clicked.connect(self.leave)
        self.sheet = Line(kit, latin=True, hint=translate("Results", "TL 000123"))
        self.sheet_field = Field(kit, translate("Results", "Số phôi"), self.sheet)
        self.sheet.textEdited.connect(lambda _: self._typed())
        self.sheet.returnPressed.connect(self.confirm)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.confirm)
        self.hide()

    def _typed(self) -> None:
        self.sheet_field.settle()

    def confirm(self) -> None:
        """Do what F9 does here."""

    def scan(self, text: str) -> bool:
        """Take a sheet's number from a scanner; tell whether it is one."""
        try:
            number = read(text)
        except BadSheetNumberError:
            return False
        self.sheet.setText(number.text)
        self._typed()
        return True

    def refuse(self, error: Exception) -> None:
        """Say at the number why the sheet is not taken."""
        told = self._kit.words(error)
        self.sheet_field.complain(f"{told.title}. {told.meaning} {told.next}")
        self.sheet.setFocus()
        self.sheet.selectAll()

    def leave(self) -> None:
        """Put the panel away."""
        self.hide()
        self.left.emit()


class PrintPanel(_Panel):
    """`ready` carries the first sheet ("" on plain paper) and how many copies.

    `used` carries a sheet that the paper is printed on already.
    """

    ready = Signal(str, int)
    used = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, translate("Results", "In"), "printer")
        copies = translate("Results", "Số bản")
        self.copies = Stepper(kit, copies, most=MOST_COPIES)
        self.copies.changed.connect(lambda _: self._typed())
        self.is_out = Check(kit, translate("Results", "Giấy đã in rồi, chỉ ghi số phôi"))
        self.is_out.toggled.connect(self._choose_way)
        self._meaning = label("", "small", wrap=True)
        fields = row(kit, gap=12)
        fields.addWidget(self.sheet_field, 1, Qt.AlignmentFlag.AlignTop)
        self._copies = Field(kit, copies, self.copies)
        fields.addWidget(self._copies, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(
            column(
                kit,
                self._title,
                self._meaning,
                fields,
                self.is_out,
                row(kit, None, self._back, self.go),
                gap=8,
                margin=16,
            )
        )

    def _choose_way(self, on: bool) -> None:
        self._copies.setVisible(not on)
        self.go.set_words(translate("Results", "Ghi số phôi") if on else translate("Results", "In"))
        if on:
            self.copies.set_value(1, tell=True)

    def open(self, made: Result, *, secure: bool, coming: str) -> None:
        """Ask for the sheet, the next of this counter's pile suggested."""
        self._title.setText(translate("Results", "In {title}").format(title=made.title))
        self.sheet_field.setVisible(secure)
        self.is_out.setChecked(False)
        self.is_out.setVisible(secure)
        self.sheet.setText(coming if secure else "")
        self.copies.set_value(1)
        self._meaning.setText(
            translate("Results", "Đặt phôi vào khay, quét hoặc gõ số in trên tờ trên cùng.")
            if secure
            else translate("Results", "In trên giấy thường.")
        )
        self._typed()
        self.show()
        if secure:
            self.sheet.setFocus()
            self.sheet.selectAll()
        else:
            self.copies.start()

    @override
    def _typed(self) -> None:
        super()._typed()
        copies = self.copies.value
        if self.sheet_field.isHidden() or copies <= 1:
            self.sheet_field.set_hint("")
            return
        try:
            last = following(read(self.sheet.text()), copies)[-1]
        except BadSheetNumberError:
            return
        said = translate("Results", "Dùng các tờ liền nhau đến {last}")
        self.sheet_field.set_hint(said.format(last=last.text))

    @override
    def confirm(self) -> None:
        """Print, once there is a sheet and a count."""
        sheet = self.sheet.text().strip()
        if not self.copies.value:
            self.copies.start()
        elif self.is_out.isChecked() and sheet:
            self.used.emit(sheet)
        elif self.sheet_field.isHidden() or sheet:
            self.ready.emit(sheet, self.copies.value)
        else:
            self.sheet_field.complain(translate("Results", "Quét hoặc gõ số in trên phôi."))
            self.sheet.setFocus()


class SpoilPanel(_Panel):
    """`ready` carries a sheet and why it is spoilt."""

    ready = Signal(str, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, translate("Results", "Báo phôi hỏng"), "ban")
        self.reason = Reasoned(kit, rows=2)
        why = translate("Results", "Vì sao hỏng")
        self.reason.lines.setAccessibleName(why)
        self._why = Field(kit, why, self.reason)
        meaning = translate(
            "Results", "Giữ tờ hỏng lại để quyết toán; sau đó đặt tờ khác và in lại."
        )
        self.setLayout(
            column(
                kit,
                self._title,
                label(meaning, "small", wrap=True),
                self.sheet_field,
                self._why,
                row(kit, None, self._back, self.go),
                gap=8,
                margin=16,
            )
        )

    def open(self, made: Result, sheet: str, reasons: Sequence[str]) -> None:
        """Ask why a sheet is spoilt."""
        self._title.setText(translate("Results", "Phôi hỏng: {title}").format(title=made.title))
        self.sheet.setText(sheet)
        self.reason.lines.setPlainText("")
        self.reason.offer(reasons)
        self._typed()
        self._why.settle()
        self.show()
        (self.reason.lines if sheet else self.sheet).setFocus()

    @override
    def confirm(self) -> None:
        """Hand it on, once there is a sheet and a reason."""
        if not self.sheet.text().strip():
            self.sheet_field.complain(translate("Results", "Quét hoặc gõ số in trên phôi."))
            self.sheet.setFocus()
        elif not self.reason.words:
            self._why.complain(translate("Results", "Mỗi phôi hỏng phải có lý do."))
            self.reason.lines.setFocus()
        else:
            self.ready.emit(self.sheet.text().strip(), self.reason.words)


class SheetsCard(QFrame):
    """The numbered sheets of a result, each with what became of it."""

    def __init__(self, kit: Kit, spoil: Callable[[str], None]) -> None:
        super().__init__()
        self._kit, self._spoil = kit, spoil
        self.setProperty("role", "card")
        self.has_any = False
        self._rows = column(kit, gap=6)
        head = label(translate("Results", "Phôi giấy có số"), "heading")
        self.setLayout(column(kit, head, self._rows, gap=8, margin=16))

    def show_result(self, made: Result) -> None:
        """Show a result's sheets."""
        while self._rows.count():
            widget = self._rows.takeAt(0).widget()
            if widget is not None:
                widget.deleteLater()
        self.has_any = bool(made.sheets)
        for each in made.sheets:
            self._rows.addWidget(
                self._row(shown(each.series, each.number, each.digits), each.spoilt)
            )

    def _row(self, number: str, spoilt: str) -> QWidget:
        made = QFrame()
        line = row(self._kit, gap=8)
        said = (
            translate("Results", "{sheet}: hỏng, {why}").format(sheet=number, why=spoilt)
            if spoilt
            else translate("Results", "{sheet}: đã dùng").format(sheet=number)
        )
        line.addWidget(label(said, wrap=True), 1)
        if not spoilt:
            button = KeyButton(self._kit, translate("Results", "Hỏng…"), role="link")
            button.setAccessibleName(translate("Results", "Báo hỏng {sheet}").format(sheet=number))
            button.clicked.connect(lambda _=False: self._spoil(number))
            line.addWidget(button)
        made.setLayout(line)
        return made
