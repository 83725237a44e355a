"""The names of a report's lines: they stay in sight however far the figures are scrolled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView
from typing_extensions import override

from desk.ui.language import translate


class Names(QTableView):
    """The first column of a table once more, laid over its left edge.

    It shows the same cells and the same selection, and takes neither keys nor a place of its own.
    """

    def __init__(self, table: QTableView, head: QHeaderView) -> None:
        super().__init__(table)
        self._table = table
        self.setModel(table.model())
        self.setHorizontalHeader(head)
        self.setAccessibleName(translate("Reports", "Tên các dòng"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("cells", "plain")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionModel(table.selectionModel())
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setVerticalScrollMode(table.verticalScrollMode())
        for way in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            way(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        mine, whole = self.verticalScrollBar(), table.verticalScrollBar()
        whole.valueChanged.connect(mine.setValue)
        mine.valueChanged.connect(whole.setValue)
        table.horizontalScrollBar().valueChanged.connect(self._show)
        table.viewport().installEventFilter(self)
        self.hide()

    def fit(self) -> None:
        """Show the names as wide and as high as they are beneath."""
        model, table = self.model(), self._table
        for section in range(1, model.columnCount()):
            self.setColumnHidden(section, True)
        self.setColumnWidth(0, table.columnWidth(0))
        head = table.horizontalHeader().height()
        self.horizontalHeader().setFixedHeight(head)
        at, inner = table.viewport().geometry(), table.columnWidth(0)
        self.setGeometry(at.left(), at.top() - head, inner, at.height() + head)
        self._show()

    def _show(self) -> None:
        """Lie over the table only where its own names have gone out of sight."""
        self.setVisible(self._table.horizontalScrollBar().value() > 0)
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False
