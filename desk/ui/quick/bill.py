"""What it costs and the number that will be stamped on the copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desk.domain import fees
from desk.domain.at_once import Register
from desk.domain.fees import Fee, Waiver
from desk.domain.records import Channel, Procedure
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.fields import Check, Choice, Field, Line
from desk.ui.parts.layout import column, label, line, row


class Bill(QFrame):
    """The third card of the page."""

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._waivers: tuple[Waiver, ...] = ()
        self._offered: tuple[Waiver, ...] = ()
        self._procedure: Procedure | None = None
        self._unknown = False
        self._wished = ""  # the waiver of a form that was shown before any was known
        self.setProperty("role", "card")
        self.number = label("–", "display")
        self.number.setAccessibleName(translate("Quick", "Số chứng thực sẽ cấp"))
        self._book = label("", "small", wrap=True)
        self.sum = label("–", "title")
        self._note = label("", "small", wrap=True)
        self._amount = Line(kit, latin=True, hint="0")
        self._amount_field = Field(kit, translate("Quick", "Số tiền thu (đồng)"), self._amount)
        self._waiver = Choice(kit, translate("Quick", "Miễn, giảm phí"))
        self._waiver_field = Field(kit, translate("Quick", "Miễn, giảm phí"), self._waiver)
        self._serial = Line(kit, latin=True)
        serial = Field(kit, translate("Quick", "Số biên lai (nếu có)"), self._serial)
        self.printed = Check(kit, translate("Quick", "In giấy tiếp nhận (Mẫu 01)  Ctrl+M"))
        self._amount.textEdited.connect(lambda _: self._amount_typed())
        self._waiver.activated.connect(lambda _: self._waiver_chosen())
        self._serial.textEdited.connect(lambda _: self.changed.emit())
        self.printed.toggled.connect(lambda _: self.changed.emit())
        self.setLayout(
            column(
                kit,
                label(translate("Quick", "Số chứng thực sẽ cấp"), "caption"),
                self.number,
                self._book,
                line(),
                row(kit, label(translate("Quick", "Phí, lệ phí"), "caption"), None, self.sum),
                self._note,
                self._amount_field,
                self._waiver_field,
                serial,
                line(),
                self.printed,
                gap=8,
                margin=16,
            )
        )
        self._show()

    # -- the book -------------------------------------------------------------------------------

    def show_line(self, found: tuple[Register, str, int] | None, lines: int) -> None:
        """Show the numbers that come next in the book; nothing is entered where there is none."""
        if found is None:
            self.number.setText("–")
            self._book.setText(translate("Quick", "Thủ tục này không vào sổ chứng thực"))
            return
        register, book, first = found
        last = first + lines - 1
        self.number.setText(str(first) if lines == 1 else f"{first} – {last}")
        said = translate("Quick", "Quyển {book} · {sign}")
        self._book.setText(said.format(book=book, sign=register.sign))

    # -- the fee --------------------------------------------------------------------------------

    def know(self, waivers: Sequence[Waiver]) -> None:
        """Know whom the law lets off."""
        if self._waivers != tuple(waivers):
            self._waivers = tuple(waivers)
            self._offer()

    def show_procedure(self, procedure: Procedure) -> None:
        """Offer the waivers that may be claimed for it."""
        self._procedure = procedure
        self._offer()

    def _offer(self) -> None:
        chosen, day = self.waiver or self._wished, self._kit.now().date()
        fitting = (
            fees.waivers_for(self._waivers, self._procedure, Channel.COUNTER, day)
            if self._procedure
            else ()
        )
        self._offered = fitting
        self._waiver.clear()
        self._waiver.addItem(translate("Quick", "Không miễn, giảm"))
        for each in fitting:
            self._waiver.addItem(f"{each.name} (–{each.percent} %)")
        at = (
            [each.id for each in fitting].index(chosen) + 1
            if chosen in {w.id for w in fitting}
            else 0
        )
        self._waiver.setCurrentIndex(at)
        self._waiver_field.setVisible(bool(fitting))

    def _waiver_chosen(self) -> None:
        self._wished = ""
        self.changed.emit()

    def texts(self) -> dict[str, str]:
        """Return letter for letter what the fields say."""
        return {
            "amount": self._amount.text(),
            "serial": self._serial.text(),
            "waiver": self.waiver or self._wished,
            "printed": "1" if self.printed.isChecked() else "",
        }

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Let the fields say this, right or wrong."""
        self._amount.set_quietly(texts["amount"])
        self._serial.set_quietly(texts["serial"])
        self._wished = texts["waiver"]
        self.printed.setChecked(bool(texts["printed"]))
        self._offer()

    @property
    def waiver(self) -> str:
        """The id of the waiver that is chosen, "" for none."""
        at = self._waiver.currentIndex() - 1
        return self._offered[at].id if 0 <= at < len(self._offered) else ""

    @property
    def by_hand(self) -> int | None:
        """The amount that was typed, where no table has one."""
        text = self._amount.text().replace(".", "").strip()
        known = text.isascii() and text.isdigit() and int(text) <= fees.HIGHEST_FEE
        return int(text) if self._unknown and known else None

    @property
    def serial(self) -> str:
        """The number of the tax receipt."""
        return " ".join(self._serial.text().split())

    @property
    def lacks_amount(self) -> bool:
        """Whether somebody must say what it costs."""
        return self._unknown and self.by_hand is None

    def show_fee(self, fee: Fee | None) -> None:
        """Show what it costs; None where that cannot be reckoned yet."""
        if fee is not None and fee.amount is None:
            self._unknown = True
        self.sum.setText(words.money(fee.amount) if fee is not None else "–")
        said = (fee.ground or fee.note) if fee is not None else ""
        if fee is not None and fee.ground and fee.full is not None:
            said = f"{words.money(fee.full)} – {fee.ground}"
        self._note.setText(said)
        self._show()

    def _show(self) -> None:
        self._note.setVisible(bool(self._note.text()))
        self._amount_field.setVisible(self._unknown)

    def _amount_typed(self) -> None:
        if self._amount.text().strip() and self.by_hand is None:
            self._amount_field.complain(translate("Quick", "Chỉ ghi số, ví dụ 15000."))
        else:
            self._amount_field.settle()
        self.changed.emit()

    def ask_amount(self) -> None:
        """Put the cursor where the amount is typed."""
        self._amount_field.complain(
            translate("Quick", "Danh mục chưa có mức phí: ghi số tiền thu.")
        )
        self._amount.setFocus()

    def reset_amount(self) -> None:
        """Ask the tables again what it costs."""
        self._unknown = False
        self._amount.set_quietly("")
        self._amount_field.settle()
        self._show()

    def reset(self) -> None:
        """Be ready for the next citizen."""
        self.reset_amount()
        self._serial.set_quietly("")
        self._wished = ""
        self._waiver.setCurrentIndex(0)
        self.printed.setChecked(False)
        self._show()
