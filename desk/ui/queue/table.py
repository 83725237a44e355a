"""The queue's table: dense rows, status shapes, due words; columns give way when it is narrow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.cells import CellPainter, Index
from desk.ui.parts.tables import dress
from desk.ui.preferences import keep_columns
from desk.ui.queue.table_model import OPTIONAL, SORT_OF, Column, LookRole, QueueModel
from desk.ui.theme import OVERDUE

ROW_PIXELS: Final = 32

#: Widths at 100 %; the procedure takes what is left.
WIDTHS: Final = {
    Column.MARK: 36,
    Column.CODE: 104,
    Column.NAME: 164,
    Column.STATUS: 128,
    Column.DUE: 152,
    Column.ASSIGNEE: 170,
    Column.RECEIVED: 112,
}
#: What is always shown, whatever the width.
ALWAYS: Final = (Column.MARK, Column.CODE, Column.NAME, Column.DUE)

#: The procedure shows at least so much of itself at 100 %, or none; so much before anybody's name
#: stands beside it.
LEGIBLE: Final = 130
ROOMY: Final = 260


class _Cells(CellPainter):
    """Draws a cell: the shape of a status, codes in even letters, everything else plain."""

    def __init__(self, kit: Kit, view: QTableView) -> None:
        super().__init__(kit, view)
        self._plain = kit.theme.font(14)
        self._strong = kit.theme.font(14, 600)
        self._code = kit.theme.font(13, 400, mono=True)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box, column, theme = self.ground(painter, option), Column(index.column()), self._kit.theme
        if column is Column.MARK:
            if _is_chosen(option):
                edge = QRect(box.left(), box.top(), theme.px(3), box.height())
                painter.fillRect(edge, theme.color("brand"))
            self.tick(painter, box, index)
            return
        shaped = column in (Column.STATUS, Column.DUE)
        look = index.data(LookRole) if shaped else None
        late = column is Column.DUE and look == OVERDUE
        font = self._code if column is Column.CODE else self._plain
        if late or column is Column.NAME:
            font = self._strong
        quiet = column in (Column.ASSIGNEE, Column.RECEIVED)
        color = "overdue" if late else "quiet" if quiet else "text"
        self.words(painter, box, index, font, color, look, apart=shaped)


def _is_chosen(option: QStyleOptionViewItem) -> bool:
    state: QStyle.StateFlag = option.state  # type: ignore[attr-defined] # the stub lacks it
    return bool(state & QStyle.StateFlag.State_Selected)


class QueueTable(QTableView):
    """`entered` a row with Enter or a double click; `came_to` another row; `sorted_by` a head."""

    entered = Signal(int)
    sorted_by = Signal(str)
    came_to = Signal(int)

    def __init__(self, kit: Kit, model: QueueModel) -> None:
        super().__init__()
        self._kit = kit
        self._queue = model
        self._left_out = {Column.RECEIVED}
        self._widths = {column: kit.theme.px(pixels) for column, pixels in WIDTHS.items()}
        self._fitting = True
        self.setModel(model)
        self.setItemDelegate(_Cells(kit, self))
        self.setAccessibleName(translate("Queue", "Danh sách hồ sơ"))
        dress(self, kit, ROW_PIXELS)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setMinimumSectionSize(kit.theme.px(ROW_PIXELS))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column in (Column.MARK, Column.PROCEDURE):  # the latter takes what is left
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.sectionClicked.connect(self._pressed_head)
        head.setMinimumSectionSize(kit.theme.px(24))
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.came_to.emit(now.row()))
        self.doubleClicked.connect(lambda index: self.entered.emit(index.row()))
        for column, pixels in self._widths.items():
            self.setColumnWidth(column, pixels)
        self._fitting = False
        head.sectionResized.connect(self._resized)
        keep_columns(kit, head, "queue.table")

    def _pressed_head(self, section: int) -> None:
        sort = SORT_OF.get(Column(section))
        if sort:
            self.sorted_by.emit(sort)

    @property
    def at(self) -> int:
        """The current row, -1 for none."""
        return self.currentIndex().row()

    def go_to(self, at: int) -> None:
        """Make a row the current one and show it."""
        at = min(max(at, 0), self._queue.rowCount() - 1)
        if at >= 0:
            self.setCurrentIndex(self._queue.index(at, Column.CODE))

    def hide_columns(self, hidden: Mapping[Column, bool]) -> None:
        """Leave out what a person does not want to see."""
        self._left_out = {column for column, gone in hidden.items() if gone}
        self.fit()

    @property
    def left_out(self) -> dict[Column, bool]:
        """Return which of the optional columns are left out."""
        return {column: column in self._left_out for column in OPTIONAL}

    def show_sort(self, sort: str, *, descending: bool) -> None:
        """Mark the column that the list is sorted by."""
        head = self.horizontalHeader()
        column = next(each for each, name in SORT_OF.items() if name == sort)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(column, order)

    def _resized(self, column: int, _: int, width: int) -> None:
        if width and not self._fitting:
            self._widths[Column(column)] = width

    def fit(self) -> None:
        """Share the width out; what matters less gives way first."""
        self._fitting = True
        px, width = self._kit.theme.px, self.viewport().width()
        left = width - sum(self._widths[column] for column in ALWAYS)
        for column in (Column.STATUS, Column.RECEIVED, Column.ASSIGNEE):
            least = px(LEGIBLE if column is Column.STATUS else ROOMY)
            shown = column not in self._left_out and left - self._widths[column] >= least
            shown = shown or (column is Column.STATUS and column not in self._left_out)
            self.setColumnHidden(column, not shown)
            left -= self._widths[column] if shown else 0
        names_only = left < px(LEGIBLE) or Column.PROCEDURE in self._left_out
        self.setColumnHidden(Column.PROCEDURE, names_only)
        # A name that fills what is left is no width that anybody chose, and is not kept as one.
        head, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        head.setSectionResizeMode(Column.NAME, modes.Fixed if names_only else modes.Interactive)
        for column, pixels in self._widths.items():
            self.setColumnWidth(column, pixels)
        if names_only:
            self.setColumnWidth(Column.NAME, max(self._widths[Column.NAME] + left, px(80)))
        else:
            self.setColumnWidth(Column.PROCEDURE, left)
        self._fitting = False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            self._paint_ring()

    def _paint_ring(self) -> None:
        """Draw where the keys are: around the whole current row."""
        place = self.visualRect(self.currentIndex())
        px = self._kit.theme.px
        width = self.horizontalHeader().length()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._kit.theme.color("focus"), 2))
        ring = QRectF(0, place.top(), min(width, self.viewport().width()), place.height() - 1)
        painter.drawRoundedRect(ring.adjusted(px(3) + 1, 1, -1, -0.5), px(4), px(4))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.at)
        elif event.key() == Qt.Key.Key_Space:
            self._queue.toggle(self.at)
            self.go_to(self.at + 1)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == Column.MARK:
            self._queue.toggle(index.row())
