"""One figure on a card: the picture, its table twin behind Tab, and what is pointed at in words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStackedWidget, QTableView
from typing_extensions import override

from desk.domain.figures import Figure
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import Elided, column, label, row
from desk.ui.statistics.plot import Plot
from desk.ui.statistics.words import about, say

Index = QModelIndex | QPersistentModelIndex
ROW_PIXELS: Final = 28


class Numbers(QAbstractTableModel):
    """A figure's numbers: categories down, series across."""

    def __init__(self) -> None:
        super().__init__()
        self.figure: Figure | None = None

    def show_figure(self, figure: Figure) -> None:
        """Show another figure."""
        self.beginResetModel()
        self.figure = figure
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() or self.figure is None else len(self.figure.categories)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() or self.figure is None else len(self.figure.series) + 1

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical or self.figure is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return say(self.figure.series[section - 1].name if section else self.figure.head)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.figure is None or not index.isValid():
            return None
        at, series = index.row(), index.column() - 1
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if series < 0:
                return say(self.figure.categories[at])
            return say(self.figure.cells[at][series].words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return say(self.figure.categories[at]) if series < 0 else about(self.figure, at, series)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if series < 0 else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class Twin(QTableView):
    """The same numbers as a table; Enter goes down to the dossiers of a cell."""

    asked = Signal(int, int)
    left = Signal()
    back = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.numbers = Numbers()
        self.setModel(self.numbers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setProperty("role", "boxed")
        self.setProperty("cells", "plain")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(kit.theme.px(ROW_PIXELS))
        self._kit = kit
        self.doubleClicked.connect(self._ask)

    def show_figure(self, figure: Figure) -> None:
        """Show another figure's numbers."""
        self.numbers.show_figure(figure)
        self.setAccessibleName(say(figure.title))
        if self.isVisible():
            self._lay_out()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        # Only for eyes: to measure every number of seven tables takes longer than to count them.
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(self._kit.theme.px(56))
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.numbers.index(0, 1))

    def _ask(self, index: Index) -> None:
        if index.isValid() and index.column():
            self.asked.emit(index.row(), index.column() - 1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        if not next:
            self.back.emit()
            return True
        return super().focusNextPrevChild(next)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self.left.emit()


class FigureCard(QFrame):
    """`drilled` carries the filter of the dossiers behind a number, and what the number says."""

    drilled = Signal(object, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._figure: Figure | None = None
        self._pinned = False
        self.setProperty("role", "card")
        self._title = label("", "strong", wrap=True)
        self._note = label("", "small", wrap=True)
        self.plot, self.table = Plot(kit), Twin(kit)
        self._empty = label(translate("Statistics", "Chưa có số liệu"), "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        for each in (self.plot, self.table, self._empty):
            self._stack.addWidget(each)
        self.switch = KeyButton(
            kit, translate("Statistics", "Bảng"), key="Tab", icon="table", role="plain"
        )
        self.switch.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab itself does the same
        self._said = Elided("", "small")
        head = row(kit, gap=8)
        head.addLayout(column(kit, self._title, self._note, gap=0), 1)
        head.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        layout = column(kit, head, gap=8, margin=12)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._said)
        self.setLayout(layout)
        self.plot.said.connect(self._said.set_whole)
        self.plot.twin.connect(self.show_table)
        self.plot.asked.connect(self._drill)
        self.table.asked.connect(self._drill)
        self.table.back.connect(self._show_picture)
        self.table.left.connect(self._left)
        self.switch.clicked.connect(self._turn)

    @property
    def figure(self) -> Figure | None:
        """The figure that is shown."""
        return self._figure

    @property
    def shows_table(self) -> bool:
        """Whether the table twin is shown now."""
        return self._stack.currentWidget() is self.table

    def show_figure(self, figure: Figure) -> None:
        """Show another figure."""
        self._figure = figure
        self._title.setText(say(figure.title))
        self._note.setText(say(figure.note))
        self._said.set_whole("")
        self.plot.show_figure(figure)
        self.table.show_figure(figure)
        self._stack.setCurrentWidget(self._empty if figure.is_empty else self.plot)
        self.switch.setVisible(not figure.is_empty)

    def show_table(self) -> None:
        """Show the numbers as a table, with the cursor where the picture pointed."""
        spot = self.plot.spot
        self._stack.setCurrentWidget(self.table)
        if spot is not None:
            self.table.setCurrentIndex(self.table.numbers.index(spot.row, spot.column + 1))
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_picture(self) -> None:
        self._pinned = False
        self._stack.setCurrentWidget(self.plot)
        self.plot.setFocus(Qt.FocusReason.BacktabFocusReason)

    def _left(self) -> None:
        if not self._pinned and self.shows_table:
            self._stack.setCurrentWidget(self.plot)

    def _turn(self) -> None:
        self._pinned = not self.shows_table
        if self._pinned:
            self.show_table()
        else:
            self._show_picture()

    def _drill(self, at: int, series: int) -> None:
        figure = self._figure
        drill = figure.cells[at][series].drill if figure else None
        if figure is not None and drill is not None:
            self.drilled.emit(drill, f"{say(figure.title)} · {about(figure, at, series)}")
