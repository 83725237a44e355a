"""The table of a report: headings in groups as the paper has them, cells down to dossiers."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from desk.domain.report import Line, Report, words
from desk.domain.report_form import Column
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.reports.names import Names

Index = QModelIndex | QPersistentModelIndex
ROW_PIXELS: Final = 30
NAME_PIXELS: Final = 250
FIGURE_PIXELS: Final = 74
LEVEL_PIXELS: Final = 24
LEAF_PIXELS: Final = 62
PADDING: Final = 4
ROWS: Final = 5  # that are in sight however little room there is


class Cells(QAbstractTableModel):
    """The lines of a report and their total, the names before the figures."""

    def __init__(self) -> None:
        super().__init__()
        self.made: Report | None = None
        self.lines: tuple[Line, ...] = ()

    def show_report(self, made: Report) -> None:
        """Show another report."""
        self.beginResetModel()
        self.made = made
        self.lines = (*made.lines, made.total)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() or self.made is None else 1 + len(self.made.form.leaves)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if self.made is None or orientation == Qt.Orientation.Vertical:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return path(self.made, section)
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.made is None or not index.isValid():
            return None
        line, place = self.lines[index.row()], index.column() - 1
        shown = line.name if place < 0 else words(line.values[place])
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        if role == Qt.ItemDataRole.ToolTipRole:
            leaf = self.made.form.leaves[place] if place >= 0 else None
            return leaf.unknown or path(self.made, index.column()) if leaf else shown
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return shown if place < 0 else f"{line.name} · {path(self.made, place + 1)}: {shown}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if place < 0 else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def path(made: Report, section: int) -> str:
    """Return what a column is called, with the headings over it."""
    if not section:
        return made.form.names
    above = [column.name for column, *_ in headings(made)[section - 1][:-1]]
    leaf = made.form.leaves[section - 1]
    return f"({leaf.number}) {' – '.join([*above, leaf.name])}"


Heading = tuple[Column, int, int]  # with the first and the last figure that it stands over


def headings(made: Report) -> list[tuple[Heading, ...]]:
    """Return, for each figure, the headings over it from the top, itself the last."""
    found: list[tuple[Heading, ...]] = []

    def walk(column: Column, above: tuple[Heading, ...]) -> None:
        first = len(found)
        span = first, first + len(list(column.leaves)) - 1
        here = (*above, (column, *span))
        if not column.columns:
            found.append(here)
        for each in column.columns:
            walk(each, here)

    for column in made.form.columns:
        walk(column, ())
    return found


class Heads(QHeaderView):
    """Headings over headings: each is drawn once over all of its columns."""

    def __init__(self, kit: Kit, cells: Cells) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._kit, self._cells = kit, cells
        self._headings: list[tuple[Heading, ...]] = []
        self.setSectionsClickable(False)
        cells.modelReset.connect(self._read)

    def _read(self) -> None:
        self._headings = headings(self._cells.made) if self._cells.made else []
        self.updateGeometries()

    @property
    def _levels(self) -> int:
        return max((len(each) for each in self._headings), default=1) - 1

    @override
    def sizeHint(self) -> QSize:
        px = self._kit.theme.px
        size = super().sizeHint()
        size.setHeight(px(self._levels * LEVEL_PIXELS + LEAF_PIXELS + LEVEL_PIXELS))
        return size

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        made = self._cells.made
        if made is None:
            return
        painter.save()
        painter.setClipRect(rect)
        height = rect.height() - self._kit.theme.px(LEVEL_PIXELS)
        if not logicalIndex:
            self._cell(painter, QRect(rect.left(), 0, rect.width(), rect.height()), made.form.names)
        elif logicalIndex <= len(self._headings):
            self._over(painter, self._headings[logicalIndex - 1], height)
            number = QRect(rect.left(), height, rect.width(), rect.height() - height)
            self._cell(painter, number, f"({made.form.leaves[logicalIndex - 1].number})")
        painter.restore()

    def _over(self, painter: QPainter, over: tuple[Heading, ...], height: int) -> None:
        level = self._kit.theme.px(LEVEL_PIXELS)
        for at, (column, first, last) in enumerate(over):
            left = self.sectionViewportPosition(first + 1)
            right = self.sectionViewportPosition(last + 1) + self.sectionSize(last + 1)
            is_leaf = at == len(over) - 1
            tall = height - at * level if is_leaf else level
            self._cell(painter, QRect(left, at * level, right - left, tall), column.name)

    def _cell(self, painter: QPainter, box: QRect, text: str) -> None:
        theme = self._kit.theme
        painter.fillRect(box, theme.color("sunken"))
        painter.setPen(theme.color("line"))
        painter.drawRect(box.adjusted(-1, -1, -1, -1))
        painter.setPen(theme.color("text"))
        inner = box.adjusted(theme.px(PADDING), 0, -theme.px(PADDING), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)


class ReportTable(QTableView):
    """Arrow keys walk the cells; Enter goes down to the dossiers of a figure."""

    asked = Signal(str, str)  # key of the line, number of the column
    at = Signal(str)  # where the eye is, in words

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.cells = Cells()
        self.heads = Heads(kit, self.cells)
        self.setHorizontalHeader(self.heads)
        self.setModel(self.cells)
        self.setTabKeyNavigation(False)
        self.setProperty("role", "boxed")
        self.setProperty("cells", "plain")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(translate("Reports", "Bảng báo cáo"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(kit.theme.px(ROW_PIXELS))
        self.heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self._ask)
        self.names = Names(self, Heads(kit, self.cells))

    def show_report(self, made: Report) -> None:
        """Show another report, the eye on the first of its figures."""
        self.cells.show_report(made)
        px = self._kit.theme.px
        self.setColumnWidth(0, px(NAME_PIXELS))
        for place, leaf in enumerate(made.form.leaves, 1):
            self.setColumnWidth(place, self._wide(leaf.name))
        self.setMinimumHeight(self.heads.sizeHint().height() + px(ROW_PIXELS * ROWS))
        self.names.fit()
        self.setCurrentIndex(self.cells.index(0, 1))

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, not under the names that lie over the table's left edge."""
        super().scrollTo(index, hint)
        hidden = self.columnWidth(0) - self.visualRect(index).left()
        bar = self.horizontalScrollBar()
        if index.column() and hidden > 0 and bar.value():
            bar.setValue(bar.value() - hidden)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _wide(self, name: str) -> int:
        """Return how wide a column must be for its heading to fit, and its figures."""
        px, metrics = self._kit.theme.px, QFontMetrics(self.heads.font())
        wide = max(px(FIGURE_PIXELS), *(metrics.horizontalAdvance(word) for word in name.split()))
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        while metrics.boundingRect(QRect(0, 0, wide, 10_000), flags, name).height() > px(
            LEAF_PIXELS
        ):
            wide += px(PADDING)
        return wide + px(3 * PADDING)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        # Far to the right the names of the lines are out of sight.
        if self.hasFocus() and current.isValid():
            self.at.emit(str(current.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _ask(self, index: Index) -> None:
        made = self.cells.made
        if made is None or not index.isValid() or not index.column():
            return
        leaf = made.form.leaves[index.column() - 1]
        if not leaf.unknown:
            self.asked.emit(self.cells.lines[index.row()].key, leaf.number)
