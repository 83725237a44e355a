"""The results that wait: how long, where they lie, who was reminded; in one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from operator import attrgetter
from typing import Final

from PySide6.QtCore import (
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from desk.domain.collection import AGES, ReadyRow
from desk.ui.kit import Kit
from desk.ui.language import mark, plural, translate
from desk.ui.parts.cells import CellPainter
from desk.ui.parts.keyed import Index, KeyedRows
from desk.ui.parts.tables import dress
from desk.ui.theme import OVERDUE, SOON, StatusLook


class Column(IntEnum):
    """The columns, left to right."""

    MARK = 0
    SHELF = 1
    CODE = 2
    NAME = 3
    PROCEDURE = 4
    AGE = 5
    REMINDED = 6


HEADS: Final = {
    Column.MARK: "",
    Column.SHELF: mark("Handover", "Ô"),
    Column.CODE: mark("Handover", "Mã hồ sơ"),
    Column.NAME: mark("Handover", "Cá nhân, tổ chức"),
    Column.PROCEDURE: mark("Handover", "Thủ tục"),
    Column.AGE: mark("Handover", "Chờ nhận"),
    Column.REMINDED: mark("Handover", "Đã nhắc"),
}
#: Widths at 100 %; the procedure takes what is left.
WIDTHS: Final = {
    Column.MARK: 36,
    Column.SHELF: 72,
    Column.CODE: 196,
    Column.NAME: 190,
    Column.AGE: 150,
    Column.REMINDED: 150,
}
LEGIBLE: Final = 120
ROW_PIXELS: Final = 32
#: Shape and colour of each group of ageing; the words say the days.
LOOKS: Final = (
    StatusLook("dot", "done"),
    StatusLook("half", "in_hand"),
    SOON,
    OVERDUE,
)
LookRole: Final = Qt.ItemDataRole.UserRole + 1


def age_words(days: int) -> str:
    """Return how long a result lies, in words."""
    if days == 0:
        return translate("Handover", "hôm nay")
    return plural(days, translate("Handover", "1 ngày"), translate("Handover", "{n} ngày"))


def group_words(group: int) -> str:
    """Return a group of ageing in words."""
    first, last = AGES[group]
    if last is None:
        return translate("Handover", "Trên {n} ngày").format(n=first - 1)
    return translate("Handover", "{first}–{last} ngày").format(first=first, last=last)


class WaitingModel(KeyedRows[ReadyRow]):
    """The rows of one group or of all; marks stay with their dossiers."""

    marked = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        heads = [text and translate("Handover", text) for text in HEADS.values()]
        super().__init__(heads, attrgetter("uid"), parent)
        self._all: tuple[ReadyRow, ...] = ()
        self._marks: set[str] = set()
        self._cells: dict[int, Callable[[ReadyRow, Column], object]] = {
            Qt.ItemDataRole.DisplayRole: self._text,
            Qt.ItemDataRole.ToolTipRole: self._text,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.CheckStateRole: self._ticked,
            LookRole: self._look,
        }

    def show_rows(self, rows: Sequence[ReadyRow], group: int | None) -> None:
        """Show these rows, or those of one group among them."""
        self.beginResetModel()
        self._all = tuple(rows)
        self._rows = [row for row in rows if group is None or row.group == group]
        self._marks &= {row.uid for row in self._rows}
        self.endResetModel()
        self.marked.emit(len(self._marks))

    @property
    def everything(self) -> tuple[ReadyRow, ...]:
        """All rows, of whichever group."""
        return self._all

    @property
    def marks(self) -> tuple[ReadyRow, ...]:
        """The marked rows in their order."""
        return tuple(row for row in self._rows if row.uid in self._marks)

    def toggle(self, at: int) -> None:
        """Mark a row, or take its mark away."""
        found = self.row(at)
        if found is not None:
            self._marks ^= {found.uid}
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(Column) - 1))
            self.marked.emit(len(self._marks))

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.row(index.row())
        cell = self._cells.get(role)
        return cell(found, Column(index.column())) if found is not None and cell else None

    def _text(self, row: ReadyRow, column: Column) -> str:
        texts: dict[Column, str] = {
            Column.SHELF: row.shelf or "–",
            Column.CODE: row.code,
            Column.NAME: row.name,
            Column.PROCEDURE: row.procedure_name,
            Column.AGE: age_words(row.days),
            Column.REMINDED: _reminded(row),
        }
        return texts.get(column, "")

    def _spoken(self, row: ReadyRow, column: Column) -> str:
        if column is Column.MARK:
            if row.uid in self._marks:
                return translate("Handover", "đã chọn")
            return translate("Handover", "chưa chọn")
        head = translate("Handover", HEADS[column])
        return f"{head}: {self._text(row, column)}"

    def _ticked(self, row: ReadyRow, column: Column) -> object:
        if column is not Column.MARK:
            return None
        return Qt.CheckState.Checked if row.uid in self._marks else Qt.CheckState.Unchecked

    def _look(self, row: ReadyRow, column: Column) -> StatusLook | None:
        return LOOKS[row.group] if column is Column.AGE else None


def _reminded(row: ReadyRow) -> str:
    if not row.reminders:
        return translate("Handover", "chưa nhắc")
    said = translate("Handover", "{n} lần, {day}")
    return said.format(n=len(row.reminders), day=f"{row.reminders[-1]:%d/%m}")


class _Cells(CellPainter):
    """Draws a cell; the age has a shape and a word."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box, column = self.ground(painter, option), Column(index.column())
        if column is Column.MARK:
            self.tick(painter, box, index)
            return
        look = index.data(LookRole)
        late, mono = look == OVERDUE, column is Column.CODE
        strong = late or column in (Column.NAME, Column.SHELF)
        font = self._kit.theme.font(13 if mono else 14, 600 if strong else 400, mono=mono)
        color = "overdue" if late else "quiet" if column is Column.REMINDED else "text"
        self.words(painter, box, index, font, color, look)


class WaitingTable(QTableView):
    """`entered` a row with Enter or a double click; Space marks."""

    entered = Signal(int)
    came_to = Signal(int)

    def __init__(self, kit: Kit, model: WaitingModel) -> None:
        super().__init__()
        self._kit, self._waiting = kit, model
        self.setModel(model)
        self.setItemDelegate(_Cells(kit, self))
        self.setAccessibleName(translate("Handover", "Kết quả đang chờ công dân đến nhận"))
        dress(self, kit, ROW_PIXELS)
        self.setMouseTracking(True)
        self.verticalHeader().setMinimumSectionSize(kit.theme.px(ROW_PIXELS))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(kit.theme.px(24))
        self.setMinimumHeight(kit.theme.px(36 + 4 * ROW_PIXELS))
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.came_to.emit(now.row()))
        self.doubleClicked.connect(lambda index: self.entered.emit(index.row()))

    @property
    def at(self) -> int:
        """The current row, -1 for none."""
        return self.currentIndex().row()

    def go_to(self, at: int) -> None:
        """Make a row the current one and show it."""
        at = min(max(at, 0), self._waiting.rowCount() - 1)
        if at >= 0:
            self.setCurrentIndex(self._waiting.index(at, Column.CODE))

    def fit(self) -> None:
        """Share the width out; what matters less gives way first."""
        px, left = self._kit.theme.px, self.viewport().width()
        hidden: set[Column] = set()
        for column in (Column.PROCEDURE, Column.REMINDED, Column.CODE):
            shown = sum(px(w) for c, w in WIDTHS.items() if c not in hidden)
            least = px(LEGIBLE) if Column.PROCEDURE not in hidden else 0
            if shown + least > left:
                hidden.add(column)
        for column in Column:
            self.setColumnHidden(column, column in hidden)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, px(width))
        taken = sum(px(w) for c, w in WIDTHS.items() if c not in hidden)
        grows = Column.NAME if Column.PROCEDURE in hidden else Column.PROCEDURE
        more = px(WIDTHS[Column.NAME]) if grows is Column.NAME else 0
        self.setColumnWidth(grows, max(left - taken + more, px(80)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.at)
        elif event.key() == Qt.Key.Key_Space:
            self._waiting.toggle(self.at)
            self.go_to(self.at + 1)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == Column.MARK:
            self._waiting.toggle(index.row())
