"""A reason that is picked by a few letters and may be edited; papers that are ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desk.domain.reasons import picked
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.fields import Lines, paint_box
from desk.ui.parts.layout import column

SHOWN: Final = 5
HIGHEST: Final = 136  # so that the button below stays near
ROW: Final = 28
_EDGE: Final = 8  # beside and above the words, as the style sheet has it
_TICK: Final = 28
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Whole(QStyledItemDelegate):
    """Rows as high as their words need in the list's own width; Qt counts on one line each.

    The style leaves the place of a tick empty: it is drawn here, as all others are.
    """

    def __init__(self, kit: Kit, view: QListWidget) -> None:
        super().__init__(view)
        self._kit, self._view = kit, view

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        px, item = self._kit.theme.px, self._view.item(index.row())
        tick = item.data(Qt.ItemDataRole.CheckStateRole) is not None
        gap = self._view.spacing()
        width = self._view.viewport().width() - 2 * gap
        inner = max(width - px(2 * _EDGE) - (px(_TICK) if tick else 0), px(40))
        words = QFontMetrics(self._view.font()).boundingRect(
            QRect(0, 0, inner, 10_000), int(Qt.TextFlag.TextWordWrap), item.text()
        )
        return QSize(width, max(words.height() + px(_EDGE), px(ROW)))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        item = self._view.item(index.row())
        if item.data(Qt.ItemDataRole.CheckStateRole) is None:
            return
        self.initStyleOption(option, index)
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        place = self._view.style().subElementRect(part, option, self._view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ticked = item.checkState() is Qt.CheckState.Checked
        paint_box(painter, self._kit, QPointF(place.topLeft()), ticked=ticked)
        painter.restore()


class _Low(QListWidget):
    """A list just as high as its rows, up to `most` of them and whole ones only."""

    def __init__(self, kit: Kit, name: str, most: int) -> None:
        super().__init__()
        self._kit, self._most = kit, most
        self.setAccessibleName(name)
        self.setProperty("role", "rows")
        self.setItemDelegate(_Whole(kit, self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setWordWrap(True)
        self.setSpacing(kit.theme.px(2))
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    def fit(self) -> None:
        """Take the room of the rows, and none where there are none."""
        px, rows = self._kit.theme.px, min(self.count(), self._most)
        self.setVisible(rows > 0)
        room, edge = 0, px(6) + 2
        for at in range(rows):
            high = self.sizeHintForRow(at) + 2 * self.spacing()
            if at and room + high > px(HIGHEST):
                break
            room += high
        self.setFixedHeight(room + edge)

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        if e.size().width() != e.oldSize().width() and self.count():
            self.fit()


class Reasoned(QWidget):
    """Letters narrow the library below the text; Enter takes the marked one, arrows walk it."""

    def __init__(self, kit: Kit, *, rows: int = 2) -> None:
        super().__init__()
        self._reasons: tuple[str, ...] = ()
        self.lines = Lines(kit, rows=rows)
        self.found = _Low(kit, translate("Steps", "Lý do mẫu"), SHOWN)
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows in the text walk it
        self.found.itemClicked.connect(lambda item: self._take(item.text()))
        self.setLayout(column(kit, self.lines, self.found, gap=4))
        self.lines.installEventFilter(self)
        self.lines.textChanged.connect(self._narrow)
        self.setFocusProxy(self.lines)

    @property
    def words(self) -> str:
        """The reason as it stands."""
        return self.lines.words

    def offer(self, reasons: Sequence[str]) -> None:
        """Offer these reasons, likeliest first."""
        self._reasons = tuple(reasons)
        self._narrow()

    def _narrow(self) -> None:
        typed = self.lines.words
        fitting = () if typed in self._reasons else picked(self._reasons, typed)
        self.found.clear()
        self.found.addItems(list(fitting))
        self.found.setCurrentRow(0)
        self.found.fit()
        self._tell()

    def _tell(self) -> None:
        """Let a screen reader say which reason Enter would take."""
        item = self.found.currentItem()
        if not self.found.count():
            self.lines.setAccessibleDescription("")
            return
        said = translate("Steps", "Enter: {reason}").format(reason=item.text())
        self.lines.setAccessibleDescription(said)

    def _take(self, reason: str) -> None:
        self.lines.setPlainText(reason)
        cursor = self.lines.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.lines.setTextCursor(cursor)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if self.found.isHidden() or not plain:
            return False
        at, last = self.found.currentRow(), self.found.count() - 1
        if event.key() in _ENTER:
            self._take(self.found.currentItem().text())
        elif event.key() == Qt.Key.Key_Down:
            self.found.setCurrentRow(min(at + 1, last))
        elif event.key() == Qt.Key.Key_Up:
            self.found.setCurrentRow(max(at - 1, 0))
        else:
            return False
        self._tell()
        return True


class Ticked(QWidget):
    """Papers to tick with the space bar, and lines for those that the list does not have."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.ticks = _Low(kit, translate("Steps", "Giấy tờ của thủ tục, dấu cách để chọn"), 4)
        self.lines = Lines(kit, rows=2)
        self.lines.setAccessibleName(translate("Steps", "Giấy tờ khác, mỗi dòng một loại"))
        self.setLayout(column(kit, self.ticks, self.lines, gap=4))
        self.setFocusProxy(self.lines)

    @property
    def words(self) -> str:
        """What is asked for, a line each."""
        items = [self.ticks.item(at) for at in range(self.ticks.count())]
        names = [i.text() for i in items if i.checkState() is Qt.CheckState.Checked]
        return "\n".join([*names, self.lines.words]).strip()

    def offer(self, papers: Sequence[str]) -> None:
        """Offer these papers, none of them ticked."""
        self.ticks.clear()
        for name in papers:
            item = QListWidgetItem(name, self.ticks)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setToolTip(name)
        if papers:
            self.ticks.setCurrentRow(0)
            self.setFocusProxy(self.ticks)
        self.ticks.fit()
