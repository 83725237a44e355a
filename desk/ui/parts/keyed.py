"""Rows that are found by a key, as a table model: of all lists in which the cursor stays by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")


class KeyedRows(QAbstractTableModel, Generic[Row]):
    """Rows in the order of the data under `heads`; `key` tells what a row is known by."""

    def __init__(
        self, heads: Sequence[str], key: Callable[[Row], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._titles, self._key_of = tuple(heads), key
        self._rows: list[Row] = []

    @property
    def rows(self) -> Sequence[Row]:
        """The rows shown so far."""
        return self._rows

    def row(self, at: int) -> Row | None:
        """Return the row at a place, None past either end."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def place(self, key: str) -> int:
        """Return where a key stands, -1 for nowhere."""
        return next((at for at, row in enumerate(self._rows) if self._key_of(row) == key), -1)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._titles)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class PagedRows(KeyedRows[Row]):
    """Rows that come page by page; `wants_more` asks for the page after the last row."""

    wants_more = Signal(str)

    def __init__(
        self, heads: Sequence[str], key: Callable[[Row], str], parent: QObject | None = None
    ) -> None:
        super().__init__(heads, key, parent)
        self._after = ""
        self._asked = False

    def show_page(self, rows: Sequence[Row], after: str) -> None:
        """Show this page and nothing else."""
        self.beginResetModel()
        self._rows, self._after, self._asked = list(rows), after, False
        self.endResetModel()

    def append_page(self, rows: Sequence[Row], after: str) -> None:
        """Add the next page; a row that moved between two pages is not shown twice."""
        known = set(map(self._key_of, self._rows))
        fresh = [row for row in rows if self._key_of(row) not in known]
        self._after, self._asked = after, False
        if fresh:
            at = len(self._rows)
            self.beginInsertRows(QModelIndex(), at, at + len(fresh) - 1)
            self._rows.extend(fresh)
            self.endInsertRows()

    def release(self) -> None:
        """Let the next page be asked for again, after a failure."""
        self._asked = False

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and bool(self._after) and not self._asked

    @override
    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.wants_more.emit(self._after)
