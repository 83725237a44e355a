"""The page of books: lines of a day, whether a number is missing, closing drawer and day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QFrame, QLineEdit, QWidget
from typing_extensions import override

from desk.domain.books import RECEIVED, RETURNED, Book, Closing
from desk.ui import words
from desk.ui.books.copies import CopiesCard
from desk.ui.books.days import Days
from desk.ui.books.ports import BookPorts
from desk.ui.books.table import BookTable
from desk.ui.drawer.closing import DrawerCard
from desk.ui.drawer.money import grouped
from desk.ui.drawer.ports import DrawerPorts
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.page import Page
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.columns import Columns
from desk.ui.parts.layout import column, label, restyle
from desk.ui.parts.notices import Empty, ErrorPanel, Strip
from desk.ui.tasks import Call

LEAST_ROWS = 12

_SPANS: Final = 12  # said of missing lines; more fills the card and tells nobody more


class ProofCard(QFrame):
    """Sums of the book that is shown, its closing, and whether a number is missing."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.sums = label("", "strong", wrap=True)
        self.closed = label("", wrap=True)
        self.gaps = label("", wrap=True)
        self.setLayout(
            column(
                kit,
                label(translate("Books", "Tổng hợp"), "heading"),
                self.sums,
                self.closed,
                self.gaps,
                gap=8,
                margin=16,
            )
        )

    def show_book(self, book: Book) -> None:
        """Tell what the book comes to."""
        self.sums.setText(_sums(book))
        closed, one_day = book.closed, book.start == book.end
        if closed is not None:
            said = translate("Books", "Đã khóa lúc {at}, {by}")
            self.closed.setText(said.format(at=words.moment(closed.at), by=closed.by))
        else:
            self.closed.setText(translate("Books", "Ngày chưa khóa sổ") if one_day else "")
        self.closed.setVisible(bool(self.closed.text()))
        missing = [gap.line for gap in book.gaps or () if not gap.burnt]
        burnt = [gap.line for gap in book.gaps or () if gap.burnt]
        told = []
        if missing:
            said = translate("Books", "THIẾU số {lines}: báo cán bộ kỹ thuật")
            told.append(said.format(lines=_spans(missing)))
        if burnt:
            said = translate("Books", "Số bỏ, có ghi trong nhật ký: {lines}")
            told.append(said.format(lines=_spans(burnt)))
        if book.gaps is not None and not missing:
            year = book.end.year
            told.insert(0, translate("Books", "Sổ năm {year} đủ số, không sót").format(year=year))
        self.gaps.setText("\n".join(told))
        self.gaps.setVisible(bool(told))
        restyle(self.gaps, tone="bad" if missing else "good")


def _spans(lines: Sequence[int]) -> str:
    """Say line numbers as spans: `3, 7-12`; of very many only the first, and how many more."""
    spans: list[list[int]] = []
    for line in sorted(lines):
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    told = [str(a) if a == b else f"{a}–{b}" for a, b in spans[:_SPANS]]
    left = sum(b - a + 1 for a, b in spans[_SPANS:])
    if left:
        told.append(translate("Books", "và {n} số nữa").format(n=left))
    return ", ".join(told)


def _sums(book: Book) -> str:
    counted, struck = len(book.counted), len(book.lines) - len(book.counted)
    told = [
        plural(counted, translate("Books", "1 dòng"), translate("Books", "{n} dòng")),
    ]
    if struck:
        told.append(translate("Books", "{n} dòng gạch").format(n=struck))
    late = sum(line.late for line in book.counted)
    if late:
        told.append(translate("Books", "{n} dòng ghi sau khóa sổ").format(n=late))
    if book.kind != RETURNED:
        told.append(translate("Books", "phí {amount}").format(amount=grouped(book.fees)))
    return " · ".join(told)


class BooksScreen(Page):
    """Receipts, returns and certification books; F9 closes the day that is shown."""

    def __init__(self, kit: Kit, ports: BookPorts, cash: DrawerPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._kind = RECEIVED
        self._book: Book | None = None
        self._call: Call | None = None
        self._busy = self._begins = self._goes_on = False
        self._lent = False  # whether the cursor waits on the tabs of an empty book
        self.error = ErrorPanel(kit)
        self.days = Days(kit)
        self.table = BookTable(kit)
        self.proof = ProofCard(kit)
        self.drawer = DrawerCard(kit, cash)
        self.copies = CopiesCard(kit, ports.copies)
        self._empty = Empty(
            kit,
            "archive",
            translate("Books", "Không có dòng nào"),
            translate("Books", "F2 để tiếp nhận, Shift+F9 để trả ngay; Alt+← xem hôm trước."),
        )
        self._tabs_place = column(kit, gap=0)
        self.tabs: Segments | None = None
        self._lay_out()
        self._connect()
        kit.tasks.run(ports.kinds, self._kinds_known, self.error.show_error, owner=self)

    def _lay_out(self) -> None:
        kit = self._kit
        self._go = KeyButton(
            kit, translate("Books", "Khóa sổ ngày này"), key="F9", icon="archive", role="main"
        )
        self._print = KeyButton(
            kit, translate("Books", "In sổ"), key="Ctrl+P", icon="printer", role="plain"
        )
        self._said = label("", "quiet", wrap=True)
        left = QWidget()
        self.table.setMinimumHeight(kit.theme.px(36 + 32 * LEAST_ROWS))
        left.setLayout(column(kit, self._tabs_place, self.days, self.table, self._empty, gap=8))
        side = QWidget()
        side.setLayout(column(kit, self.proof, self.drawer, self.copies, gap=12))
        self.columns = Columns(kit, [left, side], least=900, stretches=(5, 2))
        layout = column(kit, Strip(kit, self.error), gap=0)
        layout.addWidget(self.columns, 1)
        layout.addWidget(ActionBar(kit, self._said, self._print, self._go))
        self.setLayout(layout)

    def _connect(self) -> None:
        self.days.chosen.connect(self.read)
        self.table.entered.connect(self.opened)
        self.drawer.said.connect(self.changed)
        self.drawer.known.connect(self._drawer_known)
        self.drawer.closed.connect(self._counted)
        self.copies.said.connect(self.changed)
        self._go.clicked.connect(self.close_day)
        self._print.clicked.connect(self.print_book)
        for keys, slot in (
            ("Ctrl+P", self.print_book),
            ("Ctrl+U", self.copies.make),
            ("Alt+Left", lambda: self.days.move_by(-1)),
            ("Alt+Right", lambda: self.days.move_by(1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _kinds_known(self, kinds: tuple[tuple[str, str], ...]) -> None:
        usual = {
            RECEIVED: translate("Books", "Sổ tiếp nhận"),
            RETURNED: translate("Books", "Sổ trả kết quả"),
        }
        certified = {
            "copy": translate("Books", "Chứng thực bản sao"),
            "signature": translate("Books", "Chứng thực chữ ký"),
            "translation": translate("Books", "Chữ ký người dịch"),
            "contract": translate("Books", "Hợp đồng, giao dịch"),
        }
        names = [(kind, usual.get(kind) or certified.get(kind, name)) for kind, name in kinds]
        self.tabs = Segments(self._kit, names, name=translate("Books", "Sổ"), role="tab")
        self.tabs.choose(self._kind)
        self.tabs.chosen.connect(self.show_kind)
        self._tabs_place.addWidget(self.tabs)
        if self._lent and not isinstance(self.focusWidget(), QLineEdit):
            self.tabs.begin()

    # -- reading --------------------------------------------------------------------------------

    @override
    def start(self) -> None:
        """Put the cursor where the drawer is counted, else where the lines are."""
        self._begins, self._lent = True, False
        if self.drawer.is_open:
            self.drawer.amount.setFocus()
        elif self.table.isHidden():
            self._lend()
        else:
            self.table.setFocus()

    def _lend(self) -> None:
        """Let the cursor wait on the tabs of an empty book; Qt would go on to any button."""
        self._lent = True
        if self.tabs is not None:
            self.tabs.begin()

    def _drawer_known(self) -> None:
        # The page begins before this is read; a cursor that has gone on since stays where it is.
        at = self.focusWidget()
        lent = self._lent and self.tabs is not None and self.tabs.isAncestorOf(at)
        gone_on = isinstance(at, QLineEdit | QAbstractButton) and not lent
        if self._begins and self.drawer.is_open and not gone_on:
            self.drawer.amount.setFocus()
        self._begins = False

    @override
    def refresh(self) -> None:
        """Read book, drawer and copies again."""
        self.read()
        self.drawer.refresh()
        if not self.copies.is_busy:
            self.copies.refresh()

    def show_kind(self, kind: str) -> None:
        """Show another book."""
        self._kind = kind
        self.read()

    def read(self) -> None:
        """Read the book that is shown; an older answer is no longer heard."""
        if self._call:
            self._call.cancel()
        kind, start, end = self._kind, self.days.start_day, self.days.end_day
        self._call = self._kit.tasks.run(
            lambda: self._ports.book(kind, start, end),
            self._read,
            self.error.show_error,
            owner=self,
        )

    def _read(self, book: Book) -> None:
        self._book = book
        self.table.show_book(book)
        self.proof.show_book(book)
        held = self.table.hasFocus()
        self._empty.setVisible(not book.lines)
        self.table.setVisible(bool(book.lines))
        if held and not book.lines:
            self._lend()
        one_day = book.start == book.end
        ahead = book.start > self._kit.now().date()
        self._go.setEnabled(one_day and not ahead and book.closed is None and not self._busy)
        self._said.setText(
            translate("Books", "Sổ của quầy này; dòng gạch vẫn giữ số")
            if book.closed is None
            else translate("Books", "Ngày này đã khóa sổ")
        )

    def _counted(self) -> None:
        self._go.setFocus()
        goes_on, self._goes_on = self._goes_on, False
        if goes_on:
            self.close_day()

    # -- closing, printing ------------------------------------------------------------------------

    @override
    def main_action(self) -> None:
        """Do what F9 does here: count the drawer where that is still to be done, then close."""
        if not self._go.isEnabled():
            return
        today = self.days.start_day == self._kit.now().date()
        if today and self.drawer.closes:
            self._goes_on = True  # pressed while the count is written: the day follows it
        elif today and self.drawer.is_open:
            self.drawer.confirm()
        else:
            self.close_day()

    def close_day(self) -> None:
        """Close the logs of the day that is shown."""
        day = self.days.start_day
        if self._busy or day != self.days.end_day:
            return
        self._busy = True
        self._kit.tasks.run(
            lambda: self._ports.close_day(day), self._closed, self._not_closed, owner=self
        )

    def _closed(self, closing: Closing) -> None:
        self._busy = False
        said = translate("Books", "Đã khóa sổ {day}: nhận {received}, trả {returned}")
        self.changed.emit(
            said.format(
                day=f"{closing.day:%d/%m/%Y}", received=closing.received, returned=closing.returned
            )
        )
        self.read()

    def _not_closed(self, error: Exception) -> None:
        self._busy = False
        self.error.show_error(error)

    def print_book(self) -> None:
        """Print the book that is shown."""
        kind, start, end = self._kind, self.days.start_day, self.days.end_day
        self._kit.tasks.run(
            lambda: self._ports.print(kind, start, end),
            self.printed.emit,
            self.error.show_error,
            owner=self,
        )

    @override
    def print_again(self) -> bool:
        """Print the book: that is what this page is about."""
        self.print_book()
        return True

    @override
    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        for panel in (self.error, self.drawer.error, self.copies.error):
            if not panel.isHidden():
                panel.acknowledge()
                return True
        return False
