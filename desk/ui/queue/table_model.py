"""The queue as a table model: pages of rows in, cells out; needs no window."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import IntEnum
from operator import attrgetter
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from typing_extensions import override

from desk.domain.records import Channel
from desk.domain.views import QueuePage, QueueRow
from desk.ui import words
from desk.ui.language import mark, translate
from desk.ui.parts.keyed import Index, PagedRows
from desk.ui.theme import STATUS_LOOKS, StatusLook


class Column(IntEnum):
    """The columns, left to right."""

    MARK = 0
    CODE = 1
    NAME = 2
    PROCEDURE = 3
    STATUS = 4
    DUE = 5
    ASSIGNEE = 6
    RECEIVED = 7


HEADS: Final = {
    Column.MARK: "",
    Column.CODE: mark("Queue", "Mã hồ sơ"),
    Column.NAME: mark("Queue", "Cá nhân, tổ chức"),
    Column.PROCEDURE: mark("Queue", "Thủ tục"),
    Column.STATUS: mark("Queue", "Trạng thái"),
    Column.DUE: mark("Queue", "Hạn"),
    Column.ASSIGNEE: mark("Queue", "Phụ trách"),
    Column.RECEIVED: mark("Queue", "Tiếp nhận"),
}
#: What a person may leave out of the table.
OPTIONAL: Final = (Column.PROCEDURE, Column.STATUS, Column.ASSIGNEE, Column.RECEIVED)
#: What a column sorts by, where a press on its head does.
SORT_OF: Final = {
    Column.CODE: "code",
    Column.NAME: "name",
    Column.PROCEDURE: "procedure",
    Column.STATUS: "status",
    Column.DUE: "due",
    Column.RECEIVED: "received",
}

LookRole: Final = Qt.ItemDataRole.UserRole + 1
RowRole: Final = Qt.ItemDataRole.UserRole + 2


class QueueModel(PagedRows[QueueRow]):
    """Rows come in the order of the service, most urgent first; the model never sorts.

    `marked` tells how many are marked.
    """

    marked = Signal(int)

    def __init__(
        self, now: Callable[[], datetime], unit: str = "", parent: QObject | None = None
    ) -> None:
        heads = [text and translate("Queue", text) for text in HEADS.values()]
        super().__init__(heads, attrgetter("uid"), parent)
        self._now, self._unit = now, unit
        self._marks: set[str] = set()
        self._cells: Mapping[int, Callable[[QueueRow, Column], object]] = {
            Qt.ItemDataRole.DisplayRole: self._text,
            Qt.ItemDataRole.ToolTipRole: self._whole,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.CheckStateRole: self._ticked,
            LookRole: self._look,
            RowRole: self._row,
        }

    # -- filling ----------------------------------------------------------------------------

    def set_rows(self, page: QueuePage) -> None:
        """Show this page and nothing else; marks on rows that are gone are forgotten."""
        self._marks &= {row.uid for row in page.rows}
        self.show_page(page.rows, page.after)
        self.marked.emit(len(self._marks))

    def append_rows(self, page: QueuePage) -> None:
        """Add the next page."""
        self.append_page(page.rows, page.after)

    # -- reading ----------------------------------------------------------------------------

    def beside(self, uid: str, by: int) -> QueueRow | None:
        """Return the row so many after (before, if negative) the one of a dossier."""
        at = self.place(uid)
        return self.row(at + by) if at >= 0 else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if row is None:
            return None
        cell = self._cells.get(role)
        return cell(row, Column(index.column())) if cell else None

    def _text(self, row: QueueRow, column: Column) -> str:
        if column is Column.ASSIGNEE:
            if row.mine:
                return row.assignee
            return f"{row.assignee} · {words.counter(row.holder_name)}"
        return {
            Column.MARK: "",
            Column.CODE: words.short_code(row.code, self._unit),
            Column.NAME: row.name,
            Column.PROCEDURE: row.procedure_name,
            Column.STATUS: words.status(row.status),
            Column.DUE: words.row_due(row, self._now()).text,
            Column.RECEIVED: words.clock(row.received_at, self._now()) if row.received_at else "–",
        }[column]

    def _whole(self, row: QueueRow, column: Column) -> str:
        if column is Column.CODE:
            return row.code
        if column is Column.DUE:
            return words.moment(row.urgent_at or row.due_at)
        if column is Column.STATUS and row.channel is not Channel.COUNTER:
            return f"{words.status(row.status)} · {words.channel(row.channel)}"
        return self._text(row, column)

    def _spoken(self, row: QueueRow, column: Column) -> str:
        if column is Column.MARK:
            marked = row.uid in self._marks
            return translate("Queue", "Đã đánh dấu") if marked else translate("Queue", "Chưa dấu")
        head = HEADS[column]
        return f"{translate('Queue', head)}: {self._text(row, column)}"

    def _look(self, row: QueueRow, column: Column) -> StatusLook | None:
        if column is Column.STATUS:
            return STATUS_LOOKS[row.status]
        if column is Column.DUE:
            return words.row_due(row, self._now()).look
        return None

    def _ticked(self, row: QueueRow, column: Column) -> Qt.CheckState | None:
        if column is not Column.MARK:
            return None
        return Qt.CheckState.Checked if row.uid in self._marks else Qt.CheckState.Unchecked

    def _row(self, row: QueueRow, _: Column) -> QueueRow:
        return row

    # -- marks ------------------------------------------------------------------------------

    @property
    def marks(self) -> tuple[str, ...]:
        """The marked dossiers, in the order in which they are shown."""
        return tuple(row.uid for row in self._rows if row.uid in self._marks)

    def toggle(self, at: int) -> None:
        """Mark a row, or take its mark away."""
        row = self.row(at)
        if row is None:
            return
        self._marks ^= {row.uid}
        cell = self.index(at, Column.MARK)
        self.dataChanged.emit(cell, cell)
        self.marked.emit(len(self._marks))

    def mark_again(self, uids: Iterable[str]) -> None:
        """Mark dossiers that come back with the next page."""
        self._marks |= set(uids)

    def unmark(self, uids: Iterable[str]) -> None:
        """Take marks away."""
        self._marks -= set(uids)
        if self._rows:
            last = len(self._rows) - 1
            self.dataChanged.emit(self.index(0, Column.MARK), self.index(last, Column.MARK))
        self.marked.emit(len(self._marks))
