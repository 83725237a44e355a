"""Rows with a box to tick, a state with its shape, and texts: drafts and messages alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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

from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.cells import CellPainter
from desk.ui.parts.keyed import Index, KeyedRows
from desk.ui.parts.tables import dress
from desk.ui.theme import StatusLook

ROW_PIXELS: Final = 32
_TICK: Final = 36
_ROWS: Final = 8
_LookRole: Final = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Head:
    """One column; of those with `gives` the widest number gives way first where room is short."""

    text: str
    width: int
    gives: int = 0
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row: `look` stands before the first text."""

    key: str
    cells: tuple[str, ...]
    look: StatusLook
    quiet: bool = False


class Lines(KeyedRows[Line]):
    """The rows; ticks stay with their keys. `ticked` carries how many there are."""

    ticked = Signal(int)

    def __init__(self, heads: Sequence[Head], parent: QObject | None = None) -> None:
        super().__init__(["", *(head.text for head in heads)], attrgetter("key"), parent)
        self.heads = tuple(heads)
        self._ticks: set[str] = set()

    def show_lines(self, lines: Sequence[Line], ticks: Sequence[str] | None = None) -> None:
        """Show these; without `ticks` what was ticked stays so."""
        self.beginResetModel()
        self._rows = list(lines)
        known = {line.key for line in lines}
        self._ticks = (self._ticks if ticks is None else set(ticks)) & known
        self.endResetModel()
        self.ticked.emit(len(self._ticks))

    @property
    def ticks(self) -> tuple[str, ...]:
        """The keys of what is ticked, in the order of the rows."""
        return tuple(line.key for line in self._rows if line.key in self._ticks)

    def key(self, at: int) -> str:
        """Return a row's key, "" where there is none."""
        line = self.row(at)
        return line.key if line is not None else ""

    def toggle(self, at: int) -> None:
        """Tick a row, or take its tick away."""
        key = self.key(at)
        if key:
            self._ticks ^= {key}
            self._tell(at, at)

    def tick_all(self) -> None:
        """Tick every row, or none where all are."""
        everything = {line.key for line in self._rows}
        self._ticks = set() if self._ticks == everything else everything
        if self._rows:
            self._tell(0, len(self._rows) - 1)

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.heads)))
        self.ticked.emit(len(self._ticks))

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line, column = self.row(index.row()), index.column()
        if line is None:
            return None
        return self._cell(line, column - 1, role) if column else self._box(line, role)

    def _cell(self, line: Line, at: int, role: int) -> object:
        text = line.cells[at]
        told: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: text,
            Qt.ItemDataRole.ToolTipRole: text,
            Qt.ItemDataRole.AccessibleTextRole: f"{self.heads[at].text}: {text}",
            Qt.ItemDataRole.UserRole: line.quiet,
            _LookRole: None if at else line.look,
        }
        return told.get(role)

    def _box(self, line: Line, role: int) -> object:
        ticked = line.key in self._ticks
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            chosen = translate("Notices", "đã chọn")
            return chosen if ticked else translate("Notices", "chưa chọn")
        return None


class _Cells(CellPainter):
    def __init__(self, kit: Kit, view: QTableView, heads: Sequence[Head]) -> None:
        super().__init__(kit, view)
        self._heads = heads

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = self.ground(painter, option)
        if index.column() == 0:
            self.tick(painter, box, index)
            return
        mono = self._heads[index.column() - 1].mono
        font = self._kit.theme.font(13 if mono else 14, 400, mono=mono)
        color = "quiet" if index.data(Qt.ItemDataRole.UserRole) else "text"
        self.words(painter, box, index, font, color, index.data(_LookRole))


class LineTable(QTableView):
    """`came_to` carries the key of the current row, `entered` that of one Enter was pressed on."""

    came_to = Signal(str)
    entered = Signal(str)

    def __init__(self, kit: Kit, model: Lines, name: str) -> None:
        super().__init__()
        self._kit, self._model = kit, model
        self.setModel(model)
        self.setItemDelegate(_Cells(kit, self, model.heads))
        self.setAccessibleName(name)
        dress(self, kit, ROW_PIXELS)
        self.setMouseTracking(True)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(kit.theme.px(24))
        self.setMinimumHeight(kit.theme.px(36 + _ROWS * ROW_PIXELS))
        self.selectionModel().currentRowChanged.connect(
            lambda now, _: self.came_to.emit(model.key(now.row()))
        )
        self.doubleClicked.connect(lambda index: self.entered.emit(model.key(index.row())))

    @property
    def key(self) -> str:
        """The key of the current row, "" for none."""
        return self._model.key(self.currentIndex().row())

    def go_to(self, key: str) -> None:
        """Make a row the current one; the first where it is not there any more."""
        at = max(self._model.place(key), 0)
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(at, 1))

    def fit(self) -> None:
        """Share the width: what matters less gives way first, the last column takes the rest."""
        px, left = self._kit.theme.px, self.viewport().width() - self._kit.theme.px(_TICK)
        heads = self._model.heads
        shown = set(range(len(heads)))
        for at in sorted(shown, key=lambda at: -heads[at].gives):
            if heads[at].gives and sum(px(heads[n].width) for n in shown) > left:
                shown.discard(at)
        self.setColumnWidth(0, px(_TICK))
        last = max(shown)
        for at, head in enumerate(heads):
            self.setColumnHidden(at + 1, at not in shown)
            self.setColumnWidth(at + 1, px(head.width))
        taken = sum(px(heads[at].width) for at in shown if at != last)
        self.setColumnWidth(last + 1, max(left - taken, px(60)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.key)
        elif event.key() == Qt.Key.Key_Space:
            self._model.toggle(at)
            self.go_to(self._model.key(min(at + 1, self._model.rowCount() - 1)))
        elif (
            event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self._model.tick_all()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == 0:
            self._model.toggle(index.row())
