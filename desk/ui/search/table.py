"""The list of what was found: sortable, its columns as each person left them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum
from operator import attrgetter
from typing import Final

from PySide6.QtCore import (
    QObject,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from desk.domain.lookup import Found, FoundRow, Sort
from desk.domain.records import VN
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.cells import CellPainter
from desk.ui.parts.keyed import Index, PagedRows
from desk.ui.parts.tables import dress
from desk.ui.preferences import keep_columns
from desk.ui.search.filters import DOWN
from desk.ui.theme import OVERDUE, STATUS_LOOKS, StatusLook

ROW_PIXELS: Final = 32
LookRole: Final = Qt.ItemDataRole.UserRole + 1
StruckRole: Final = Qt.ItemDataRole.UserRole + 2


class Column(IntEnum):
    """The columns, left to right."""

    CODE = 0
    NAME = 1
    PROCEDURE = 2
    STATUS = 3
    RECEIVED = 4
    DUE = 5
    RETURNED = 6
    SCANS = 7
    SHELF = 8


HEADS: Final = {
    Column.CODE: mark("Search", "Mã hồ sơ"),
    Column.NAME: mark("Search", "Cá nhân, tổ chức"),
    Column.PROCEDURE: mark("Search", "Thủ tục"),
    Column.STATUS: mark("Search", "Trạng thái"),
    Column.RECEIVED: mark("Search", "Nhận"),
    Column.DUE: mark("Search", "Hạn"),
    Column.RETURNED: mark("Search", "Trả"),
    Column.SCANS: mark("Search", "Quét"),
    Column.SHELF: mark("Search", "Ô kệ"),
}
SORT_OF: Final = {
    Column.CODE: "code",
    Column.NAME: "name",
    Column.PROCEDURE: "procedure",
    Column.STATUS: "status",
    Column.RECEIVED: "received",
    Column.DUE: "due",
    Column.RETURNED: "returned",
}
WIDTHS: Final = {
    Column.CODE: 116,
    Column.NAME: 176,
    Column.PROCEDURE: 200,
    Column.STATUS: 152,
    Column.RECEIVED: 104,
    Column.DUE: 140,
    Column.RETURNED: 104,
    Column.SCANS: 56,
    Column.SHELF: 64,
}
DATES: Final = (Column.RECEIVED, Column.RETURNED)
#: What is drawn through where a dossier was struck out; its status says so in words.
STRUCK: Final = (Column.CODE, Column.NAME, Column.PROCEDURE)
#: Which columns give way, in this order, until the widest has so much room: the procedure, or
#: where even that has given way, the name. Code, state and due date are what one looks up.
GIVES_WAY: Final = (
    Column.SHELF,
    Column.SCANS,
    Column.RETURNED,
    Column.RECEIVED,
    Column.PROCEDURE,
    Column.DUE,
)
LEGIBLE: Final = 120


class FoundModel(PagedRows[FoundRow]):
    """Rows come in the order of the service."""

    def __init__(
        self, now: Callable[[], datetime], unit: str, parent: QObject | None = None
    ) -> None:
        heads = [translate("Search", text) for text in HEADS.values()]
        super().__init__(heads, attrgetter("uid"), parent)
        self._now, self._unit = now, unit

    def set_rows(self, found: Found) -> None:
        """Show this page and nothing else."""
        self.show_page(found.rows, found.after)

    def append_rows(self, found: Found) -> None:
        """Add the next page."""
        self.append_page(found.rows, found.after)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if row is None:
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._whole(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{translate('Search', HEADS[column])}: {self._text(row, column)}"
        if role == LookRole:
            return self._look(row, column)
        return row.voided and column in STRUCK if role == StruckRole else None

    def _text(self, found: FoundRow, column: Column) -> str:
        row = found.row
        scans = f"{found.scanned}/{found.papers}" if found.papers else "–"
        return {
            Column.CODE: words.short_code(row.code, self._unit),
            Column.NAME: row.name,
            Column.PROCEDURE: row.procedure_name,
            Column.STATUS: words.list_status(row),
            Column.RECEIVED: _day(row.received_at),
            Column.DUE: "–" if found.voided else words.row_due(row, self._now()).text,
            Column.RETURNED: _day(found.returned_at),
            Column.SCANS: scans,
            Column.SHELF: found.shelf or "–",
        }[column]

    def _whole(self, found: FoundRow, column: Column) -> str:
        moments = {
            Column.RECEIVED: found.row.received_at,
            Column.DUE: found.row.due_at,
            Column.RETURNED: found.returned_at,
        }
        if column in moments:
            return words.moment(moments[column])
        return found.row.code if column is Column.CODE else self._text(found, column)

    def _look(self, found: FoundRow, column: Column) -> StatusLook | None:
        if column is Column.STATUS:
            return STOPPED if found.voided else STATUS_LOOKS[found.row.status]
        if column is Column.DUE and not found.voided:
            return words.row_due(found.row, self._now()).look
        return None


STOPPED: Final = StatusLook("cross", "stopped")


def _day(at: datetime | None) -> str:
    return f"{at.astimezone(VN):%d/%m/%Y}" if at else "–"


class _Cells(CellPainter):
    """Draws a cell: the shape of a status, codes in even letters, everything else plain."""

    def __init__(self, kit: Kit, view: QTableView) -> None:
        super().__init__(kit, view)
        self._fonts = {
            Column.CODE: kit.theme.font(13, 400, mono=True),
            Column.NAME: kit.theme.font(14, 600),
        }
        self._plain, self._strong = kit.theme.font(14), kit.theme.font(14, 600)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box, column, look = (
            self.ground(painter, option),
            Column(index.column()),
            index.data(LookRole),
        )
        late, struck = column is Column.DUE and look == OVERDUE, bool(index.data(StruckRole))
        font = self._strong if late else self._fonts.get(column, self._plain)
        if struck:
            font = QFont(font)
            font.setStrikeOut(True)
        color = "overdue" if late else "quiet" if struck else "text"
        self.words(painter, box, index, font, color, look, apart=column is Column.STATUS)


class FoundTable(QTableView):
    """`entered` a row with Enter or a double click; `sorted_by` a head that was pressed."""

    entered = Signal(int)
    sorted_by = Signal(object)

    def __init__(self, kit: Kit, model: FoundModel) -> None:
        super().__init__()
        self._kit, self._found = kit, model
        self._sort = Sort()
        self._named = 0  # how wide the name is where it does not stretch
        self.setModel(model)
        self.setItemDelegate(_Cells(kit, self))
        self.setAccessibleName(translate("Search", "Hồ sơ tìm thấy"))
        dress(self, kit, ROW_PIXELS)
        self.setMouseTracking(True)
        self.verticalHeader().setMinimumSectionSize(kit.theme.px(ROW_PIXELS))
        self.doubleClicked.connect(lambda index: self.entered.emit(index.row()))
        self._make_head()

    def _make_head(self) -> None:
        px = self._kit.theme.px
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setMinimumSectionSize(px(40))
        dates = QFontMetrics(self._kit.theme.font(14)).horizontalAdvance("00/00/0000") + px(20)
        for column, width in WIDTHS.items():
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, max(px(width), dates if column in DATES else 0))
        head.setSectionResizeMode(Column.PROCEDURE, QHeaderView.ResizeMode.Stretch)
        keep_columns(self._kit, head, "search.table")
        head.sectionClicked.connect(self._pressed)
        self.show_sort(self._sort)

    def show_sort(self, sort: Sort) -> None:
        """Show by what the rows are sorted."""
        self._sort = sort
        at = next((column for column, by in SORT_OF.items() if by == sort.by), -1)
        order = Qt.SortOrder.DescendingOrder if sort.down else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(at, order)

    def _pressed(self, section: int) -> None:
        by = SORT_OF.get(Column(section))
        if by is None:
            self.show_sort(self._sort)
            return
        down = not self._sort.down if by == self._sort.by else by in DOWN
        self.sorted_by.emit(Sort(by, down=down))

    @property
    def at(self) -> int:
        """The current row, -1 for none."""
        return self.currentIndex().row()

    def go_to(self, at: int) -> None:
        """Make a row the current one and show it."""
        at = min(max(at, 0), self._found.rowCount() - 1)
        if at >= 0:
            self.setCurrentIndex(self._found.index(at, Column.NAME))

    def fit(self) -> None:
        """Share the width out; what matters less gives way first, and nothing scrolls sideways."""
        px, head = self._kit.theme.px, self.horizontalHeader()
        stretches = head.sectionResizeMode(Column.NAME) is QHeaderView.ResizeMode.Stretch
        named = self._named if stretches else head.sectionSize(Column.NAME)
        wide = Column.PROCEDURE
        for column in GIVES_WAY:
            head.setSectionHidden(column, False)
        for column in GIVES_WAY:
            used = sum(
                named if each is Column.NAME else head.sectionSize(each)
                for each in Column
                if each is not wide and not head.isSectionHidden(each)
            )
            if self.viewport().width() - used >= px(LEGIBLE):
                break
            head.setSectionHidden(column, True)
            wide = Column.NAME if column is Column.PROCEDURE else wide
        self._stretch_name(named, stretches=stretches, on=wide is Column.NAME)

    def _stretch_name(self, named: int, *, stretches: bool, on: bool) -> None:
        """Let the name take what is left over, or be as wide as its person left it."""
        self._named, head = named, self.horizontalHeader()
        if on and not stretches:
            head.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        elif stretches and not on:
            head.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Interactive)
            head.resizeSection(Column.NAME, named)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not (self.hasFocus() and self.currentIndex().isValid()):
            return
        place, px = self.visualRect(self.currentIndex()), self._kit.theme.px
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._kit.theme.color("focus"), 2))
        ring = QRectF(0, place.top(), self.viewport().width(), place.height() - 1)
        painter.drawRoundedRect(ring.adjusted(1, 1, -1, -0.5), px(4), px(4))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.at)
        else:
            super().keyPressEvent(event)
