"""A book as a dense table: numbers, times and names; struck and late lines say so in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QTableView
from typing_extensions import override

from desk.domain.books import DRAWER, FEES, RECEIVED, RETURNED, Book, Count, Line
from desk.domain.records import VN
from desk.ui.drawer.money import grouped
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.rows import Column, Index, Rows, dress_rows

_LEAST: Final = 102  # of what it is about


def _clock(line: Line) -> str:
    return f"{line.at.astimezone(VN):%H:%M}"


def _moment(line: Line) -> str:
    return f"{line.at.astimezone(VN):%d/%m %H:%M}"


def _due(line: Line) -> str:
    return f"{line.due_at.astimezone(VN):%d/%m}" if line.due_at else ""


def _state(line: Line) -> str:
    told = []
    if line.voided:
        told.append(translate("Books", "đã gạch"))
    if line.late:
        told.append(translate("Books", "ghi sau khóa sổ"))
    return ", ".join(told)


def _short(line: Line) -> str:
    # All lines are of one office: its code in front of each would only take the room.
    return line.code.partition("-")[2] or line.code


def _fee(line: Line) -> str:
    return grouped(line.fee) if line.fee is not None else ""


def _counted(amount: Callable[[Count], int]) -> Callable[[Line], str]:
    return lambda line: grouped(amount(line.count)) if line.count is not None else ""


def _number(line: Line) -> str:
    return str(line.line or "")


_CLOCK: Final = Column(mark("Books", "Giờ"), 60, _clock)
#: Where a book is shown for several days.
_MOMENT: Final = Column(mark("Books", "Ngày, giờ"), 108, _moment)
_NOTE: Final = Column(mark("Books", "Ghi chú"), 130, _state, gives=True)
_NAME: Final = Column(mark("Books", "Cá nhân, tổ chức"), 180, lambda line: line.name, gives=True)
_CODE: Final = Column(mark("Books", "Mã hồ sơ"), 120, _short)
_WHAT: Final = Column(mark("Books", "Thủ tục"), 0, lambda line: line.what)
_FEE: Final = Column(mark("Books", "Phí"), 96, _fee, right=True)
_DUE: Final = Column(mark("Books", "Hẹn trả"), 76, _due)
_COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    RECEIVED: (
        Column(mark("Books", "Số"), 52, _number, right=True),
        _CLOCK,
        _CODE,
        _NAME,
        _WHAT,
        _DUE,
        _FEE,
        _NOTE,
    ),
    RETURNED: (
        _CLOCK,
        _CODE,
        _NAME,
        _WHAT,
        Column(mark("Books", "Người nhận"), 170, lambda line: line.collector, gives=True),
        _NOTE,
    ),
    FEES: (
        _CLOCK,
        _CODE,
        _NAME,
        _WHAT,
        Column(mark("Books", "Biên lai"), 90, lambda line: line.serial, gives=True),
        Column(mark("Books", "Thu, hoàn"), 96, _fee, right=True),
        Column(mark("Books", "Người thu"), 150, lambda line: line.by, gives=True),
        _NOTE,
    ),
    DRAWER: (
        _CLOCK,
        Column(mark("Books", "Người mở"), 150, lambda line: line.name, gives=True),
        Column(mark("Books", "Đầu ca"), 104, _counted(lambda count: count.float_), right=True),
        Column(mark("Books", "Phải có"), 112, _counted(lambda count: count.expected), right=True),
        Column(mark("Books", "Đếm được"), 112, _counted(lambda count: count.counted), right=True),
        Column(mark("Books", "Chênh lệch"), 96, _counted(lambda count: count.off), right=True),
        Column(mark("Books", "Lý do"), 0, lambda line: line.count.reason if line.count else ""),
        Column(mark("Books", "Người kiểm"), 150, lambda line: line.by, gives=True),
    ),
}
_CERTIFIED: Final = (
    Column(mark("Books", "Số"), 52, _number, right=True),
    _CLOCK,
    Column(mark("Books", "Người yêu cầu"), 190, lambda line: line.name, gives=True),
    Column(mark("Books", "Giấy tờ"), 0, lambda line: line.what),
    Column(mark("Books", "Trang"), 60, lambda line: str(line.pages or ""), right=True),
    Column(mark("Books", "Bản"), 52, lambda line: str(line.copies), right=True),
    _FEE,
    _NOTE,
)


class BookModel(Rows):
    """The lines of a book; those that are struck through look it."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(_COLUMNS[RECEIVED], lambda head: translate("Books", head))
        self._struck = kit.theme.font(14)
        self._struck.setStrikeOut(True)
        self._quiet = kit.theme.color("quiet")

    def show_book(self, book: Book) -> None:
        """Show the lines of a book."""
        columns = _COLUMNS.get(book.kind, _CERTIFIED)
        if book.start != book.end:
            columns = tuple(_MOMENT if each is _CLOCK else each for each in columns)
        self.show_rows(book.lines, columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.FontRole, Qt.ItemDataRole.ForegroundRole) and index.isValid():
            plain = self.columns[index.column()] is _NOTE or not self.rows[index.row()].voided
            return None if plain else self._of_struck(role)
        return super().data(index, role)

    def _of_struck(self, role: int) -> object:
        return QFont(self._struck) if role == Qt.ItemDataRole.FontRole else self._quiet


class BookTable(QTableView):
    """`entered` carries the uid of a line's dossier."""

    entered = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.book_model = BookModel(kit)
        self.setModel(self.book_model)
        self.setAccessibleName(translate("Books", "Các dòng của sổ"))
        dress_rows(self, kit)
        self.horizontalHeader().setMinimumSectionSize(kit.theme.px(24))
        self.doubleClicked.connect(lambda index: self._enter(index.row()))

    def show_book(self, book: Book) -> None:
        """Show the lines of a book."""
        self.book_model.show_book(book)
        self.fit()

    def _enter(self, at: int) -> None:
        if 0 <= at < len(self.book_model.rows) and self.book_model.rows[at].uid:
            self.entered.emit(self.book_model.rows[at].uid)

    def fit(self) -> None:
        """Share the width out: numbers, times and codes stay whole, words give way to them.

        Where nothing is noted there is no column for it; where even that is too much, the date
        promised goes, which the dossier tells.
        """
        px, width = self._kit.theme.px, self.viewport().width()
        columns, least = self.book_model.columns, px(_LEAST)
        noted = any(_state(line) for line in self.book_model.rows)
        shown = [column for column in columns if noted or column is not _NOTE]
        giving = sum(px(column.width) for column in shown if column.gives)
        over = sum(px(column.width) for column in shown) + least - width
        if over > giving / 2 and _DUE in shown:
            shown.remove(_DUE)
            over -= px(_DUE.width)
        scale = 1 - min(max(over, 0) / giving, 0.6) if giving else 1.0
        for at, column in enumerate(columns):
            self.setColumnHidden(at, column not in shown)
            wide = int(px(column.width) * (scale if column.gives else 1))
            self.setColumnWidth(at, wide if column.width else least + max(-over, 0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
