"""The page of books: lines of a day, whether a number is missing, closing drawer and day."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from typing_extensions import override

from desk.domain.book_closing import Closing, ClosingPeriodError, period_of
from desk.domain.books import DRAWER, FEES, RECEIVED, RETURNED, Book
from desk.ui.books.closings import ClosingsCard
from desk.ui.books.copies import CopiesCard
from desk.ui.books.days import Days
from desk.ui.books.ports import BookPorts
from desk.ui.books.proof import ProofCard, closing_words, span_words
from desk.ui.books.saving import SavingCard
from desk.ui.books.table import BookTable
from desk.ui.drawer.closing import DrawerCard
from desk.ui.drawer.ports import DrawerPorts
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.columns import Columns
from desk.ui.parts.layout import column, label, row
from desk.ui.parts.notices import Empty, ErrorPanel, Strip
from desk.ui.signing.panel import SignPanel
from desk.ui.signing.ports import Signing
from desk.ui.tasks import Call

LEAST_ROWS = 12


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
        self.saving = SavingCard(kit, ports)
        self.signing, self.closings = SignPanel(kit), ClosingsCard(kit, ports)
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
        self._go = KeyButton(kit, closing_words(""), key="F9", icon="archive", role="main")
        self._print = KeyButton(
            kit, translate("Books", "In sổ"), key="Ctrl+P", icon="printer", role="plain"
        )
        self._print_now = KeyButton(
            kit, translate("Books", "In bản hiện nay"), icon="printer", role="plain"
        )
        self._print_now.hide()
        self._sign = KeyButton(
            kit, translate("Books", "Ký số"), key="Alt+5", icon="pencil", role="plain"
        )
        self._past = KeyButton(
            kit, translate("Books", "Các lần khóa"), key="Alt+3", icon="history", role="plain"
        )
        self._said = label("", "quiet", wrap=True)
        left = QWidget()
        self.table.setMinimumHeight(kit.theme.px(36 + 32 * LEAST_ROWS))
        lines = (self.table, self._empty)
        asked = (self.signing, self.closings)
        left.setLayout(column(kit, self._tabs_place, self.days, *asked, *lines, gap=8))
        side = QWidget()
        self.sheets = KeyButton(
            kit, translate("Books", "Phôi giấy có số"), key="Ctrl+B", icon="file-text"
        )
        cards = (self.saving, self.proof, self.drawer, self.copies)
        side.setLayout(column(kit, *cards, row(kit, self.sheets, None), gap=12))
        self.columns = Columns(kit, [left, side], least=900, stretches=(5, 2))
        layout = column(kit, Strip(kit, self.error), gap=0)
        layout.addWidget(self.columns, 1)
        buttons = (self._past, self._sign, self.saving.go, self._print_now, self._print, self._go)
        layout.addWidget(ActionBar(kit, self._said, *buttons))
        self.setLayout(layout)

    def _connect(self) -> None:
        self.days.chosen.connect(self.read)
        self.table.entered.connect(self.opened)
        self.drawer.said.connect(self.changed)
        self.drawer.known.connect(self._drawer_known)
        self.drawer.closed.connect(self._counted)
        self.copies.said.connect(self.changed)
        self.sheets.clicked.connect(lambda: self.asked.emit("sheets"))
        self._go.clicked.connect(self.close_days)
        self._print.clicked.connect(self.print_book)
        self._print_now.clicked.connect(lambda: self.print_book(now=True))
        self.saving.go.clicked.connect(self.save)
        self.saving.said.connect(self.changed)
        self.saving.failed.connect(self._not_saved)
        self.saving.signed.connect(self.signing.leave)
        self._sign.clicked.connect(self.ask_signature)
        self.signing.ready.connect(self._write)
        self.signing.left.connect(self._asking_left)
        self._past.clicked.connect(self.show_closings)
        self.closings.chosen.connect(lambda it: self.days.show_days(it.start, it.end))
        self.closings.left.connect(self._asking_left)
        self.closings.shown.connect(self._show_lines)
        self.closings.failed.connect(self.error.show_error)
        self.proof.reason.returnPressed.connect(self.close_days)
        for keys, slot in (
            ("Ctrl+P", self.print_book),
            ("Ctrl+E", self.save),
            ("Alt+5", self.ask_signature),
            ("Alt+3", self.show_closings),
            ("Ctrl+U", self.copies.make),
            ("Ctrl+B", self.sheets.click),
            ("Alt+Left", lambda: self.days.move_by(-1)),
            ("Alt+Right", lambda: self.days.move_by(1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _kinds_known(self, kinds: tuple[tuple[str, str], ...]) -> None:
        usual = {
            RECEIVED: translate("Books", "Sổ tiếp nhận"),
            RETURNED: translate("Books", "Sổ trả kết quả"),
            FEES: translate("Books", "Thu phí"),
            DRAWER: translate("Books", "Kiểm quỹ"),
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
        else:
            self._back_to_lines()

    def _back_to_lines(self) -> None:
        if self.table.isHidden():
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
        if not self.closings.isHidden():
            self.show_closings()

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
        self.signing.show_title(self._named(book))
        self.table.show_book(book)
        self.proof.show_book(book)
        held = self.table.hasFocus()
        self._show_lines()
        if held and not book.lines:
            self._lend()
        self._show_closing(book)

    def _show_lines(self) -> None:
        """Show the lines, or that there are none; behind what is asked, neither, nor another F9."""
        lines, behind = bool(self._book and self._book.lines), self._asking is not None
        self._empty.setVisible(not lines and not behind)
        self.table.setVisible(lines and not behind)
        self._go.setVisible(not behind)

    @property
    def _asking(self) -> SignPanel | ClosingsCard | None:
        return next((it for it in (self.signing, self.closings) if not it.isHidden()), None)

    def show_closings(self) -> None:
        """List all closings of the book that is shown."""
        if self.tabs is not None and self.signing.isHidden():
            self.closings.show_kind(self._kind, self.tabs.words)

    def _asking_left(self) -> None:
        self._show_lines()
        self._back_to_lines()

    def _show_closing(self, book: Book) -> None:
        """Offer what fits the days that are shown: closing them, or closing them once more."""
        period, closed = _period(book), book.closed
        ahead = book.end > self._kit.now().date()
        again = bool(book.changes)
        self._go.set_words(closing_words(period, again=closed is not None))
        may = bool(period) and not ahead and (closed is None or again)
        self._go.setEnabled(may and not self._busy)
        self._print_now.setVisible(closed is not None)
        self._said.setText(
            translate("Books", "Sổ của quầy này; dòng gạch vẫn giữ số")
            if closed is None
            else translate("Books", "Đã khóa sổ: bản in giống hệt lúc khóa")
        )

    def _counted(self) -> None:
        self._go.setFocus()
        goes_on, self._goes_on = self._goes_on, False
        if goes_on:
            self.close_days()

    # -- closing, printing ------------------------------------------------------------------------

    @override
    def main_action(self) -> None:
        """Do what F9 does here: count the drawer where that is still to be done, then close."""
        asking = self._asking
        if asking is not None:
            asking.confirm()
            return
        if not self._go.isEnabled():
            return
        today = self.days.start_day == self.days.end_day == self._kit.now().date()
        if today and self.drawer.closes:
            self._goes_on = True  # pressed while the count is written: the day follows it
        elif today and self.drawer.is_open:
            self.drawer.confirm()
        else:
            self.close_days()

    def close_days(self) -> None:
        """Close the books of the days that are shown; once more for a reason only."""
        book = self._book
        if self._busy or book is None or not self._go.isEnabled():
            return
        reason = self.proof.reason.text()
        if book.closed is not None and not reason.strip():
            self.proof.ask()
            return
        self._busy = True
        start, end = book.start, book.end
        self._kit.tasks.run(
            lambda: self._ports.close(start, end, reason),
            self._closed,
            self._not_closed,
            owner=self,
        )

    def _closed(self, closing: Closing) -> None:
        self._busy = False
        self.proof.reason.clear()
        lines = {each.kind: str(each.lines) for each in closing.parts}
        said = translate("Books", "Đã khóa sổ {days}: nhận {received}, trả {returned}")
        self.changed.emit(
            said.format(
                days=span_words(closing.start, closing.end),
                received=lines.get(RECEIVED, "0"),
                returned=lines.get(RETURNED, "0"),
            )
        )
        self.read()

    def _not_closed(self, error: Exception) -> None:
        self._busy = False
        self.error.show_error(error)

    def print_book(self, *, now: bool = False) -> None:
        """Print the book that is shown: as it was closed, or as it stands `now`."""
        kind, start, end = self._kind, self.days.start_day, self.days.end_day
        closed = self._is_closed and not now
        self._kit.tasks.run(
            lambda: self._ports.print(kind, start, end, closed),
            self.printed.emit,
            self.error.show_error,
            owner=self,
        )

    def save(self) -> None:
        """Write the book that is shown into a file; everything else goes on meanwhile."""
        self._write(None)

    def _write(self, how: Signing | None) -> None:
        days = self.days.start_day, self.days.end_day
        self.saving.begin(self._kind, *days, self._is_closed, how)

    def ask_signature(self) -> None:
        """Ask with which certificate the book that is shown is signed."""
        if not self.saving.is_busy and self._book is not None:
            if not self.closings.isHidden():
                self.closings.leave()
            self.signing.open(self._named(self._book))
            self._show_lines()

    def _named(self, book: Book) -> str:
        name = self.tabs.words if self.tabs is not None else ""
        return f"{name} {span_words(book.start, book.end)}"

    def _not_saved(self, error: Exception) -> None:
        if self.signing.refuse(error):
            self._show_lines()
        else:
            self.error.show_error(error)

    @property
    def _is_closed(self) -> bool:
        return self._book is not None and self._book.closed is not None

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
        asking = self._asking
        if asking is not None:
            asking.leave()
        return asking is not None


def _period(book: Book) -> str:
    """Return what a closing of a book's days is called; empty where they cannot be closed."""
    try:
        return period_of(book.start, book.end)
    except ClosingPeriodError:
        return ""
