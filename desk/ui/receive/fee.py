"""What the citizen pays: by the tariff, by the page or the copy, less what the law lets off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from desk.domain import fees
from desk.domain.fees import Fee, Tariff, Waiver
from desk.domain.records import Channel, Procedure
from desk.domain.views import NewDossier, Preview
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.fields import Check, Choice, Field, Line, Stepper
from desk.ui.parts.layout import column, frame, label, row

MOST_PAGES: Final = 9_999
MOST_COPIES: Final = 999
_WHOLE: Final = 100


class FeePart(QFrame):
    """The sum, what it is counted by, an amount by hand where no table has one, a waiver."""

    changed = Signal()
    counted = Signal()  # somebody counted pages: the papers lie here

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._procedure: Procedure | None = None
        self._channel = Channel.COUNTER
        self._preview: Preview | None = None
        self._tariffs: tuple[Tariff, ...] = ()
        self._waivers: tuple[Waiver, ...] = ()
        self._offered: tuple[Waiver, ...] = ()
        self._sum = label("", "heading")
        self._note = label("", "small", wrap=True)
        self._build_counts()
        self._amount = Line(kit, latin=True, hint="0")
        self._amount_field = Field(kit, translate("Receive", "Số tiền thu (đồng)"), self._amount)
        self._amount.textEdited.connect(lambda _: self._amount_typed())
        self._waiver = Choice(kit, translate("Receive", "Miễn, giảm phí"))
        self._waiver.activated.connect(lambda _: self._told())
        self._waiver_field = Field(kit, translate("Receive", "Miễn, giảm phí"), self._waiver)
        self._paid = Check(kit, translate("Receive", "Đã thu tiền (Alt+6)"))
        self._paid.toggled.connect(lambda _: self.changed.emit())
        QShortcut(QKeySequence("Alt+6"), self, self.tick_paid)
        self._offer()
        head = row(kit, label(translate("Receive", "Phí, lệ phí"), "caption"), None, self._sum)
        self.setLayout(
            column(
                kit,
                head,
                self._note,
                self._counts,
                self._amount_field,
                self._waiver_field,
                self._paid,
                gap=8,
            )
        )

    def _build_counts(self) -> None:
        kit = self._kit
        self._pages = Stepper(kit, translate("Receive", "Số trang mỗi bản"), most=MOST_PAGES)
        self._count = Stepper(kit, translate("Receive", "Số bản"), most=MOST_COPIES)
        for stepper in (self._pages, self._count):
            stepper.set_value(1)
            stepper.changed.connect(lambda _: self._count_changed())
        self._pages_field = Field(kit, translate("Receive", "Số trang mỗi bản"), self._pages)
        self._count_field = Field(kit, translate("Receive", "Số bản"), self._count)
        line = row(kit, self._pages_field, self._count_field, None, gap=12)
        self._counts: QWidget = frame(line)

    # -- what is known ------------------------------------------------------------------------

    def know(self, tariffs: Sequence[Tariff]) -> None:
        """Know the tariffs by the page."""
        if self._tariffs != tuple(tariffs):
            self._tariffs = tuple(tariffs)
            self._show()

    def set_waivers(self, waivers: Sequence[Waiver]) -> None:
        """Know whom the law lets off; offered is what fits the procedure."""
        if self._waivers != tuple(waivers):
            self._waivers = tuple(waivers)
            self._offer()

    def show_procedure(self, procedure: Procedure | None, channel: Channel) -> None:
        """Count by what this procedure's fee is counted by."""
        other = procedure != self._procedure
        self._procedure, self._channel = procedure, channel
        if other:
            self._pages.set_value(1)
            self._count.set_value(1)
            self._paid.setChecked(False)
        self._offer()
        self._show()

    def show_preview(self, preview: Preview | None) -> None:
        """Show what the receipt would say now."""
        self._preview = preview
        self._offer()  # another day of receipt may have other waivers
        self._show()

    def _day(self) -> date:
        return self._preview.received_at.date() if self._preview else self._kit.now().date()

    def _offer(self) -> None:
        """Offer the waivers that may be claimed here and now; a choice that still fits stays."""
        chosen, procedure = self.waiver, self._procedure
        fitting = (
            fees.waivers_for(self._waivers, procedure, self._channel, self._day())
            if procedure
            else ()
        )
        if fitting == self._offered and self._waiver.count():
            return
        self._offered = fitting
        self._waiver.clear()
        self._waiver.addItem(translate("Receive", "Không miễn, giảm"))
        for each in fitting:
            said = (
                translate("Receive", "Miễn: {who}")
                if each.percent == _WHOLE
                else translate("Receive", "Giảm {percent} %: {who}")
            )
            self._waiver.addItem(said.format(percent=each.percent, who=each.name))
        self._waiver.setCurrentIndex(fitting.index(chosen) + 1 if chosen in fitting else 0)

    # -- counting -----------------------------------------------------------------------------

    @property
    def waiver(self) -> Waiver | None:
        """The waiver that is chosen."""
        at = self._waiver.currentIndex() - 1
        return self._offered[at] if 0 <= at < len(self._offered) else None

    @property
    def counts_pages(self) -> bool:
        """Whether the fee is by the page."""
        return self._tariff() is not None

    def _tariff(self) -> Tariff | None:
        if self._procedure is None:
            return None
        return fees.tariff_for(self._tariffs, self._procedure.code, self._day())

    def _unit(self) -> Fee | None:
        """Return the fee of one copy or case, where the table says what it is counted by."""
        if self._procedure is None:
            return None
        fee = fees.fee_for(self._procedure, self._channel, self._day())
        return fee if fee.per and fee.amount else None

    def _counted(self) -> Fee | None:
        """Return the fee by what was counted, None where there is nothing to count."""
        tariff, unit, count = self._tariff(), self._unit(), self._count.value
        if tariff is not None and self._pages.value and count:
            return tariff.price(self._pages.value, count)
        if tariff is None and unit is not None and count > 1:
            return fees.times(unit, count)
        return None

    def _full(self) -> Fee | None:
        """Return the fee before any waiver: by hand, by count, else as the table says."""
        typed = self._typed()
        if typed is not None:
            return Fee(amount=typed)
        return self._counted()

    def _due(self) -> Fee | None:
        """Return the fee where this page decides it, None where the table alone does."""
        full, waiver = self._full(), self.waiver
        if waiver is None or self._procedure is None:
            return full
        return fees.waived(
            full or fees.fee_for(self._procedure, self._channel, self._day()), waiver
        )

    def _typed(self) -> int | None:
        text = self._amount.text().replace(".", "").strip()
        known = text.isascii() and text.isdigit()
        return int(text) if known and int(text) <= fees.HIGHEST_FEE else None

    # -- showing ------------------------------------------------------------------------------

    def _told(self) -> None:
        self._show()
        self.changed.emit()

    def _count_changed(self) -> None:
        if self.counts_pages:
            self.counted.emit()
        self._told()

    def _amount_typed(self) -> None:
        if self._amount.text().strip() and self._typed() is None:
            self._amount_field.complain(translate("Receive", "Chỉ ghi số, ví dụ 15000."))
        else:
            self._amount_field.settle()
        self._told()

    def _show(self) -> None:
        preview, due = self._preview, self._due()
        amount = due.amount if due else preview.fee if preview else None
        known = due is not None or preview is not None
        self._sum.setText(words.money(amount) if known else "–")
        note = self._said(due) if due else preview.fee_note if preview else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        pages, unit = self.counts_pages, self._unit()
        self._pages_field.setVisible(pages)
        self._counts.setVisible(pages or unit is not None)
        if unit is not None and not pages:
            self._count_field.label.setText(
                translate("Receive", "Số lượng ({unit})").format(unit=unit.per)
            )
        else:
            self._count_field.label.setText(translate("Receive", "Số bản"))
        asks = (known and amount is None) or bool(self._amount.text())
        self._amount_field.setVisible(asks and self._procedure is not None)
        owes = known and (amount is None or amount > 0)
        self._waiver_field.setVisible(bool(self._offered) and (owes or self.waiver is not None))
        self._paid.setVisible(known and bool(amount))

    def _said(self, fee: Fee) -> str:
        if not fee.ground:
            return fee.note
        if fee.full is None or fee.amount == 0:
            return fee.ground
        told = translate("Receive", "Đủ là {full}. {ground}")
        return told.format(full=words.money(fee.full), ground=fee.ground)

    def tick_paid(self) -> None:
        """Say that the fee was taken; again, that it was not."""
        if not self._paid.isHidden():
            self._paid.toggle()

    # -- the form -----------------------------------------------------------------------------

    def facts(self) -> dict[str, object]:
        """Return this part's share of a `NewDossier`."""
        due = self._due()
        counted = self.counts_pages or self._unit() is not None
        return {
            "fee": due.amount if due else None,
            "fee_note": (due.ground or due.note) if due else "",
            "fee_pages": self._pages.value if self.counts_pages else 0,
            "fee_count": self._count.value if counted else 0,
            "paid": not self._paid.isHidden() and self._paid.isChecked(),
        }

    def wrong(self) -> dict[str, str]:
        """Return the fields that cannot be read."""
        if self._amount.text().strip() and self._typed() is None:
            return {"fee": self._amount.text()}
        if self.counts_pages and not (self._pages.value and self._count.value):
            return {"fee_count": "0"}
        return {}

    def show_facts(self, new: NewDossier) -> None:
        """Show a draft's share."""
        grounds = [each.ground for each in self._offered]
        at = grounds.index(new.fee_note) + 1 if new.fee_note in grounds else 0
        self._waiver.setCurrentIndex(at)
        self._pages.set_value(new.fee_pages or 1)
        self._count.set_value(new.fee_count or 1)
        by_hand = new.fee is not None and not at and self._counted() is None
        self._amount.set_quietly(str(new.fee) if by_hand else "")
        self._amount_field.settle()
        self._paid.setChecked(new.paid)
        self._show()

    def texts(self) -> dict[str, str]:
        """Return letter for letter what the fields say."""
        return {
            "amount": self._amount.text(),
            "pages": str(self._pages.value),
            "count": str(self._count.value),
            "waiver": self.waiver.id if self.waiver else "",
            "paid": "1" if self._paid.isChecked() else "",
        }

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Let the fields say this, right or wrong."""
        self._amount.set_quietly(texts["amount"])
        self._paid.setChecked(bool(texts.get("paid")))
        self._pages.set_value(int(texts["pages"]))
        self._count.set_value(int(texts["count"]))
        ids = [each.id for each in self._offered]
        self._waiver.setCurrentIndex(
            ids.index(texts["waiver"]) + 1 if texts["waiver"] in ids else 0
        )
        self._show()

    def go_to(self, field: str) -> None:
        """Put the cursor into a field: `fee` or `fee_count`."""
        if field == "fee":
            self._amount.setFocus()
        else:
            (self._pages if self.counts_pages else self._count).start()
