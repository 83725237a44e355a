"""Today's tickets as a table: those that wait as they will be called, then the others."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from desk.domain.waiting import Board, State, Ticket
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.status import paint_shape
from desk.ui.theme import StatusLook
from desk.ui.tickets import words

Index = QModelIndex | QPersistentModelIndex
ROW_PIXELS: Final = 36
_LAST: Final = (State.CALLED, State.SERVING, State.HELD, State.ABSENT)


class Column(IntEnum):
    """What is told of a ticket."""

    CODE = 0
    STATE = 1
    REASON = 2
    WAITED = 3
    TAKEN = 4


_HEADS: Final = {
    Column.CODE: mark("Tickets", "Số"),
    Column.STATE: mark("Tickets", "Trạng thái"),
    Column.REASON: mark("Tickets", "Ưu tiên"),
    Column.WAITED: mark("Tickets", "Đã chờ"),
    Column.TAKEN: mark("Tickets", "Lấy lúc"),
}
_WIDTHS: Final = {Column.CODE: 92, Column.STATE: 150, Column.WAITED: 110, Column.TAKEN: 92}


class TicketModel(QAbstractTableModel):
    """The rows, in the order in which a clerk looks for them."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._rows: tuple[Ticket, ...] = ()
        self._shapes: dict[StatusLook, QPixmap] = {}

    def show_board(self, board: Board) -> None:
        """Show a board: the line, who is at the counter or away, then who is done."""
        at_counter = [each for state in _LAST for each in board.tickets if each.state is state]
        done = [each for each in reversed(board.tickets) if each.state is State.DONE]
        self.beginResetModel()
        self._rows = (*board.line, *at_counter, *done)
        self.endResetModel()

    def ticket(self, row: int) -> Ticket | None:
        """Return the ticket of a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def place(self, key: int) -> int:
        """Return the row of a ticket, or -1."""
        return next((at for at, each in enumerate(self._rows) if each.id == key), -1)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate("Tickets", _HEADS[Column(section)])
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        ticket, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(ticket, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{translate('Tickets', _HEADS[column])}: {self._text(ticket, column)}"
        if role == Qt.ItemDataRole.DecorationRole and column is Column.STATE:
            return self._shape(words.LOOKS[ticket.state])
        if role == Qt.ItemDataRole.FontRole and column is Column.CODE:
            return self._kit.theme.font(14, 700, mono=True)
        if role == Qt.ItemDataRole.ForegroundRole and ticket.state is State.DONE:
            return self._kit.theme.color("quiet")
        return None

    def _text(self, ticket: Ticket, column: Column) -> str:
        if column is Column.CODE:
            return ticket.code
        if column is Column.STATE:
            return words.state(ticket)
        if column is Column.REASON:
            return words.reason(ticket)
        if column is Column.WAITED:
            return words.minutes(ticket.waited_s(self._kit.now()))
        return f"{ticket.taken_at:%H:%M}"

    def _shape(self, look: StatusLook) -> QPixmap:
        if look not in self._shapes:
            side = self._kit.theme.px(14)
            drawn = QPixmap(side, side)
            drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(drawn)
            paint_shape(painter, QRectF(1, 1, side - 2, side - 2), look, self._kit.theme)
            painter.end()
            self._shapes[look] = drawn
        return self._shapes[look]


class _Cell(QStyledItemDelegate):
    """Leaves as much room before a cell's words as its head has."""

    def __init__(self, view: QTableView, edge: int) -> None:
        super().__init__(view)
        self._edge = edge

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect  # type: ignore[attr-defined] # the stub lacks inherited fields
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined] # as above
        if state & QStyle.StateFlag.State_Selected:
            palette: QPalette = option.palette  # type: ignore[attr-defined] # as above
            painter.fillRect(box, palette.highlight())
        option.rect = box.adjusted(self._edge - 3, 0, 0, 0)  # type: ignore[attr-defined] # as above
        super().paint(painter, option, index)


class TicketTable(QTableView):
    """`called` carries the ticket that Enter was pressed on, `walked` the one the cursor is on."""

    called = Signal(object)
    walked = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.rows = TicketModel(kit)
        self.setModel(self.rows)
        self.setProperty("role", "boxed")
        self.setAccessibleName(translate("Tickets", "Số của hôm nay"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(kit.theme.px(ROW_PIXELS))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, kit.theme.px(width))
        self.setItemDelegate(_Cell(self, kit.theme.px(8)))
        self.selectionModel().currentRowChanged.connect(lambda *_: self.walked.emit(self.current))
        self.doubleClicked.connect(lambda _: self._call())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # What matters less gives way first; nothing ever scrolls sideways.
        px, width = self._kit.theme.px, self.viewport().width()
        self.setColumnHidden(Column.TAKEN, width < px(560))
        self.setColumnHidden(Column.REASON, width < px(440))
        head = self.horizontalHeader()
        last = Column.WAITED if width < px(440) else Column.REASON
        for column in (Column.WAITED, Column.REASON):
            stretch = column is last
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Fixed
            head.setSectionResizeMode(column, mode)
        self.setColumnWidth(Column.WAITED, px(_WIDTHS[Column.WAITED]))

    @property
    def current(self) -> Ticket | None:
        """The ticket that the cursor is on."""
        return self.rows.ticket(self.currentIndex().row())

    def show_board(self, board: Board) -> None:
        """Show a board; the cursor stays on its ticket."""
        kept = self.current
        self.rows.show_board(board)
        at = self.rows.place(kept.id) if kept is not None else -1
        if self.rows.rowCount():
            self.selectRow(max(at, 0))

    def _call(self) -> None:
        if self.current is not None:
            self.called.emit(self.current)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._call()
        else:
            super().keyPressEvent(event)
