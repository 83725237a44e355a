"""The page of numbered sheets: their account, what happened to each, and what comes and goes."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from desk.domain.records import Actor
from desk.domain.sheets import Account, Lot, shown
from desk.ui.books.days import Days, year
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.columns import Columns
from desk.ui.parts.fields import Check
from desk.ui.parts.layout import column, label, restyle
from desk.ui.parts.notices import Empty, ErrorPanel, Strip
from desk.ui.sheets.form import StockForm
from desk.ui.sheets.ports import SheetPorts
from desk.ui.sheets.tables import HappenedTable, SeriesTable, odd
from desk.ui.tasks import Call

LEAST_ROWS = 8


class SheetsScreen(Page):
    """Everybody sees the account; whoever has the right tells what came and went."""

    def __init__(self, kit: Kit, ports: SheetPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._call: Call | None = None
        self._busy = False
        self.account: Account | None = None
        self.error = ErrorPanel(kit)
        self.days = Days(kit)
        self.days.show_days(*year(kit.now().date(), 0))
        self.series = SeriesTable(kit)
        self.happened = HappenedTable(kit)
        self.spoilt_only = Check(kit, translate("Sheets", "Chỉ phôi hỏng"))
        self.told = label("", wrap=True)
        self.form = StockForm(kit)
        self.empty = Empty(
            kit,
            "file-text",
            translate("Sheets", "Chưa có phôi nào trong kỳ"),
            translate("Sheets", "Ghi nhập kho dải số đã nhận, rồi giao cho từng quầy."),
        )
        self._lay_out()
        self.days.chosen.connect(self.read)
        self.spoilt_only.toggled.connect(lambda _: self._show_happened())
        self.happened.entered.connect(self.opened)
        self.form.ready.connect(self._tell)
        self._print.clicked.connect(self.print_account)
        self.away.clicked.connect(lambda: self.asked.emit("books"))
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_account)

    def _lay_out(self) -> None:
        kit = self._kit
        self._print = KeyButton(
            kit, translate("Sheets", "In quyết toán"), key="Ctrl+P", icon="printer", role="plain"
        )
        self.away = KeyButton(kit, translate("Sheets", "Về sổ"), key="Esc", icon="book-open")
        self._said = label(translate("Sheets", "Phôi của cả phường, mọi quầy đã gửi về"), "quiet")
        left, card = QWidget(), QFrame()
        card.setProperty("role", "card")
        self.happened.setMinimumHeight(kit.theme.px(36 + 32 * LEAST_ROWS))
        card.setLayout(
            column(
                kit,
                label(translate("Sheets", "Trong kỳ"), "heading"),
                self.spoilt_only,
                self.happened,
                gap=8,
                margin=16,
            )
        )
        self._card = card
        left.setLayout(column(kit, self.days, self.series, self.told, card, self.empty, gap=12))
        self.columns = Columns(kit, [left, self.form], least=900, stretches=(5, 2))
        layout = column(kit, Strip(kit, self.error), gap=0)
        layout.addWidget(self.columns, 1)
        layout.addWidget(ActionBar(kit, self._said, self.away, self._print))
        self.setLayout(layout)

    # -- reading ---------------------------------------------------------------------------------

    @override
    def refresh(self) -> None:
        """Read the account again, and what may be done here."""
        self.form.setVisible("stock-sheets" in self._ports.may())
        self._kit.tasks.run(self._ports.reasons, self.form.offer, self.error.show_error, owner=self)
        self.read()

    def read(self) -> None:
        """Read the account of the days that are shown; an older answer is no longer heard."""
        if self._call:
            self._call.cancel()
        start, end = self.days.start_day, self.days.end_day
        self._call = self._kit.tasks.run(
            lambda: self._ports.account(start, end), self._read, self.error.show_error, owner=self
        )

    def _read(self, account: Account) -> None:
        self.account = account
        some = bool(account.rows)
        self.series.show_account(account)
        for part in (self.series, self._card):
            part.setVisible(some)
        self.empty.setVisible(not some)
        odds = [
            f"{each.series}: {said}".lstrip(": ") for each in account.rows if (said := odd(each))
        ]
        self.told.setText(
            "\n".join(odds)
            or translate("Sheets", "Đủ số: không bỏ qua, không lạ, không trùng số nào.")
        )
        restyle(self.told, tone="warn" if odds else "good")
        self.told.setVisible(some)
        self._show_happened()

    def _show_happened(self) -> None:
        if self.account is not None:
            self.happened.show_account(self.account, spoilt_only=self.spoilt_only.isChecked())

    # -- doing -----------------------------------------------------------------------------------

    def _tell(self, way: str, first: str, last: str, slot: int, note: str) -> None:
        if self._busy:
            return
        self._busy = True
        self._kit.tasks.run(
            lambda: self._ports.tell(way, first, last, slot=slot, note=note),
            self._told,
            self._not_told,
            owner=self,
        )

    def _told(self, lot: Lot) -> None:
        self._busy = False
        self.error.acknowledge()
        self.form.done()
        first = shown(lot.series, lot.first, lot.digits)
        said = translate("Sheets", "Đã ghi {n} tờ từ {first}").format(n=lot.count, first=first)
        self.changed.emit(said)
        self.read()

    def _not_told(self, error: Exception) -> None:
        self._busy = False
        if not self.form.refuse(error):
            self.error.show_error(error)

    def print_account(self) -> None:
        """Print the account that is shown."""
        start, end = self.days.start_day, self.days.end_day
        self._kit.tasks.run(
            lambda: self._ports.print(start, end),
            self.printed.emit,
            self.error.show_error,
            owner=self,
        )

    # -- the page --------------------------------------------------------------------------------

    @override
    def main_action(self) -> None:
        """Write down what happened, where whoever sits here may."""
        if not self.form.isHidden():
            self.form.confirm()

    @override
    def print_again(self) -> bool:
        """Print the account: that is what this page is about."""
        self.print_account()
        return True

    @override
    def start(self) -> None:
        """Put the cursor where sheets are told of, else where they are listed."""
        if not self.form.isHidden():
            self.form.first.setFocus()
        else:
            (self.happened if self.happened.isVisible() else self.away).setFocus()

    @override
    def seat(self, user: Actor) -> None:
        """Let another person look; what the former one typed is theirs alone."""
        self.form.done()
        self.refresh()

    @override
    def scan(self, text: str) -> bool:
        """Take a sheet's number."""
        return not self.form.isHidden() and self.form.scan(text)

    @override
    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        if not self.error.isHidden():
            self.error.acknowledge()
        else:
            self.asked.emit("books")
        return True
