"""Changes as a dense table: about what, whom, how it was and how it will be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from desk.domain.changes import Change
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.tables import dress
from desk.ui.reference import words

Index = QModelIndex | QPersistentModelIndex
ROW_PIXELS: Final = 32


@dataclass(frozen=True, slots=True)
class _Column:
    head: str
    share: int  # of the width
    text: Callable[[Change], str]


_COLUMNS: Final = (
    _Column(mark("Reference", "Thay đổi"), 20, words.topic),
    _Column(mark("Reference", "Nội dung"), 40, words.subject),
    _Column(mark("Reference", "Trước"), 20, lambda change: words.value(change, change.before)),
    _Column(mark("Reference", "Sau"), 20, lambda change: words.value(change, change.after)),
)
_ALL: Final = sum(column.share for column in _COLUMNS)


class ChangeModel(QAbstractTableModel):
    """Rows in the order of the data."""

    def __init__(self) -> None:
        super().__init__()
        self.changes: Sequence[Change] = ()

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self.changes = changes
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.changes)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(_COLUMNS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return translate("Reference", _COLUMNS[section].head)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return left if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if index.isValid() and role in shown:
            return _COLUMNS[index.column()].text(self.changes[index.row()])
        return None


class ChangeTable(QTableView):
    """Whatever the width, all four columns are in sight; the line under it says a row in full."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.changes = ChangeModel()
        self.setModel(self.changes)
        self.setAccessibleName(translate("Reference", "Các thay đổi"))
        dress(self, kit, ROW_PIXELS)
        self.setProperty("cells", "plain")
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(False)

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Show these and no others, from the first on."""
        self.changes.show_changes(changes)
        if changes:
            self.selectRow(0)

    def said(self) -> str:
        """Return the row under the cursor in full."""
        at = self.currentIndex().row()
        if not 0 <= at < len(self.changes.changes):
            return ""
        change = self.changes.changes[at]
        told = f"{words.topic(change)}: {words.subject(change)}"
        if not (change.before or change.after):
            return told
        before, after = (words.value(change, text) for text in (change.before, change.after))
        return f"{told}\n{before} → {after}"

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        for at, column in enumerate(_COLUMNS):
            self.setColumnWidth(at, width * column.share // _ALL)
