"""The lines of a form as a table; the one that the cursor is on is written below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from desk.domain.wordlines import WordLine
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.tables import dress
from desk.ui.wordings import words

Index = QModelIndex | QPersistentModelIndex
ROW_PIXELS: Final = 28
_PART_WIDTH: Final = 128


class LineModel(QAbstractTableModel):
    """What each line is, and what it says."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[WordLine, ...] = ()

    def set_lines(self, lines: Sequence[WordLine]) -> None:
        """Show these lines; the same number of them keeps the cursor where it is."""
        if len(lines) == len(self._lines):
            self._lines = tuple(lines)
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, 1))
            return
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def line(self, row: int) -> WordLine | None:
        """Return the line of a row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own shape
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own shape
        return 0 if parent.isValid() else 2

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (translate("Wordings", "Phần"), translate("Wordings", "Lời văn"))[section]
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row())
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return words.part(line) if index.column() == 0 else line.text.replace("\t", "  ⇥  ")
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.about(line) or None
        if role == Qt.ItemDataRole.FontRole and line.own:
            font = QFont()
            font.setItalic(True)
            return font
        return None


class LineTable(QTableView):
    """`wanted` is "up", "down", "add" or "remove": what the keys ask for the line."""

    wanted = Signal(str)
    moved = Signal()
    typed = Signal()  # Enter: to the line itself

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.rows = LineModel()
        self.setModel(self.rows)
        dress(self, kit, ROW_PIXELS)
        self.setAccessibleName(translate("Wordings", "Các dòng của giấy"))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        head = self.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(0, kit.theme.px(_PART_WIDTH))
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.moved.emit())
        self.rows.modelReset.connect(self.moved)

    @property
    def line(self) -> WordLine | None:
        """The line that the cursor is on."""
        return self.rows.line(self.currentIndex().row())

    def show_lines(self, lines: Sequence[WordLine], at: int) -> None:
        """Show these lines, the cursor on one of them."""
        self.rows.set_lines(lines)
        self.setCurrentIndex(self.rows.index(min(at, len(lines) - 1), 1))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.AltModifier
        key = event.key()
        if held and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.wanted.emit("up" if key == Qt.Key.Key_Up else "down")
        elif key == Qt.Key.Key_Insert:
            self.wanted.emit("add")
        elif key == Qt.Key.Key_Delete:
            self.wanted.emit("remove")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.typed.emit()
        else:
            super().keyPressEvent(event)
