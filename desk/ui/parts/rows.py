"""Rows that are only read, as a dense table: one model for all lists that nothing is sorted in.

What stands in a cell is told by its column, from whatever the rows are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.parts.tables import dress

Index = QModelIndex | QPersistentModelIndex
ROW_PIXELS: Final = 32
_SHOWN: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width (pixels at 100 %, or a share), what it says of a row."""

    head: str
    width: int
    text: Callable[[Any], str]
    right: bool = False
    gives: bool = False  # may become narrower where there is little room

    @property
    def side(self) -> Qt.AlignmentFlag:
        """On which side its text stands: figures on the right."""
        side = Qt.AlignmentFlag.AlignRight if self.right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def texts(heads: Sequence[str], shares: Sequence[int]) -> tuple[Column, ...]:
    """Return the columns of rows that are texts already."""
    return tuple(
        Column(head, share, itemgetter(at))
        for at, (head, share) in enumerate(zip(heads, shares, strict=True))
    )


class Rows(QAbstractTableModel):
    """Rows in the order of the data; `say` gives a heading in the language of the window."""

    def __init__(self, columns: Sequence[Column], say: Callable[[str], str] = str) -> None:
        super().__init__()
        self._say = say
        self.columns = columns
        self.rows: Sequence[Any] = ()

    def show_rows(self, rows: Sequence[Any], columns: Sequence[Column] | None = None) -> None:
        """Show these rows and no others, under other columns if they are told."""
        self.beginResetModel()
        self.rows = rows
        self.columns = self.columns if columns is None else columns
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._say(self.columns[section].head)
        side = role == Qt.ItemDataRole.TextAlignmentRole
        return self.columns[section].side if side else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role in _SHOWN:
            return column.text(self.rows[index.row()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._say(column.head)}: {column.text(self.rows[index.row()])}"
        return column.side if role == Qt.ItemDataRole.TextAlignmentRole else None


class RowTable(QTableView):
    """Whatever the width, every column is in sight: their widths are shares of it."""

    def __init__(
        self, kit: Kit, name: str, columns: Sequence[Column], say: Callable[[str], str] = str
    ) -> None:
        super().__init__()
        self.model_rows = Rows(columns, say)
        self.setModel(self.model_rows)
        self.setAccessibleName(name)
        dress_rows(self, kit)

    @property
    def rows(self) -> Sequence[Any]:
        """What is shown."""
        return self.model_rows.rows

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these and no others; the cursor stays in its row."""
        at = max(self.currentIndex().row(), 0)
        self.model_rows.show_rows(rows)
        if rows:
            self.selectRow(min(at, len(rows) - 1))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, columns = self.viewport().width(), self.model_rows.columns
        whole = sum(column.width for column in columns)
        for at, column in enumerate(columns):
            self.setColumnWidth(at, width * column.width // whole)


def dress_rows(table: QTableView, kit: Kit) -> None:
    """Let a table look as all lists do, with columns that nobody drags or sorts by."""
    dress(table, kit, ROW_PIXELS)
    table.setProperty("cells", "plain")
    head = table.horizontalHeader()
    head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    head.setSectionsClickable(False)
