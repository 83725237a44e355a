"""Rows of a few words each as a dense table, told where they come from by whoever fills it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.parts.tables import dress

Index = QModelIndex | QPersistentModelIndex
ROW_PIXELS = 32


class GridModel(QAbstractTableModel):
    """Texts under headings, in the order of the data."""

    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__()
        self.heads = heads
        self.rows: Sequence[Sequence[str]] = ()

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.heads)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.heads[section]
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return left if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if index.isValid() and role in shown:
            return self.rows[index.row()][index.column()]
        return None


class Grid(QTableView):
    """Whatever the width, every column is in sight; `shares` say how they divide it."""

    def __init__(self, kit: Kit, name: str, heads: Sequence[str], shares: Sequence[int]) -> None:
        super().__init__()
        self._shares = shares
        self.grid = GridModel(heads)
        self.setModel(self.grid)
        self.setAccessibleName(name)
        dress(self, kit, ROW_PIXELS)
        self.setProperty("cells", "plain")
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(False)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these and no others; the cursor stays in its row."""
        at = max(self.currentIndex().row(), 0)
        self.grid.show_rows(rows)
        if rows:
            self.selectRow(min(at, len(rows) - 1))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        whole = sum(self._shares)
        for at, share in enumerate(self._shares):
            self.setColumnWidth(at, width * share // whole)
