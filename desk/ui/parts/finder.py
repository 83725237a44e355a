"""Type a few letters, see what fits, Enter takes it: behind the command box and the procedures.

The list pops up below the line and never completes inside it, since input methods still
compose there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.parts.fields import Line
from desk.ui.parts.layout import column, label
from desk.ui.tasks import Call

Index = QModelIndex | QPersistentModelIndex
DELAY_MS: Final = 15  # on top of what the listener for scanners holds a letter back
MOST_ROWS: Final = 7
ROW_PIXELS: Final = 52


@dataclass(frozen=True, slots=True)
class Hit:
    """How one thing found is shown."""

    title: str
    detail: str = ""
    right: str = ""


class _Hits(QAbstractListModel):
    def __init__(self, describe: Callable[[Any], Hit], parent: QObject) -> None:
        super().__init__(parent)
        self.things: Sequence[Any] = ()
        self._describe = describe

    def fill(self, things: Sequence[Any]) -> None:
        self.beginResetModel()
        self.things = things
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.things)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit = self._describe(self.things[index.row()])
        if role == Qt.ItemDataRole.UserRole:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{hit.title}. {hit.detail}"
        return None


class _HitPainter(QStyledItemDelegate):
    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, self._kit.theme.px(ROW_PIXELS))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, px = self._kit.theme, self._kit.theme.px
        hit: Hit = index.data(Qt.ItemDataRole.UserRole)
        box: QRect = option.rect  # type: ignore[attr-defined] # the stub lacks inherited fields
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined] # as above
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("brand_soft" if chosen else "hover"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(box, px(6), px(6))
        inner = box.adjusted(px(8), px(6), -px(8), -px(6))
        right = theme.font(12, mono=True)
        taken = QFontMetrics(right).horizontalAdvance(hit.right) + px(12) if hit.right else 0
        painter.setFont(right)
        painter.setPen(theme.color("quiet"))
        top = QRect(inner.left(), inner.top(), inner.width(), px(20))
        painter.drawText(
            top, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), hit.right
        )
        self._line(painter, top.adjusted(0, 0, -taken, 0), hit.title, 14, "text")
        below = top.translated(0, px(20))
        self._line(painter, below, hit.detail, 12, "quiet")

    def _line(self, painter: QPainter, box: QRect, text: str, size: int, token: str) -> None:
        font = self._kit.theme.font(size, 500 if token == "text" else 400)  # noqa: S105 - a colour's name
        painter.setFont(font)
        painter.setPen(self._kit.theme.color(token))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)


class HitList(QListView):
    """Things found, two lines each; a click takes one."""

    taken = Signal(object)

    def __init__(self, kit: Kit, describe: Callable[[Any], Hit], name: str) -> None:
        super().__init__()
        self._kit = kit
        self.hits = _Hits(describe, self)
        self.setModel(self.hits)
        self.setItemDelegate(_HitPainter(kit, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(name)
        self.clicked.connect(lambda index: self.taken.emit(self.hits.things[index.row()]))

    def show_all(self, things: Sequence[Any], most: int) -> None:
        """Show the first things, as high as they need to be."""
        self.hits.fill(things[:most])
        self.setFixedHeight(self._kit.theme.px(ROW_PIXELS) * min(len(things), most))
        self.setVisible(bool(things))


class Finder(QObject):
    """Watches a line, asks `search` off the GUI thread, and shows what it found.

    `picked` carries the thing taken. Enter typed before the answer takes the first thing
    when it comes, so that fast hands need not wait; with `asks` only if it is the only one.
    """

    picked = Signal(object)
    searching = Signal(str)

    def __init__(
        self,
        kit: Kit,
        line: Line,
        search: Callable[[str], Sequence[Any]],
        describe: Callable[[Any], Hit],
        *,
        nothing: str,
        least: int = 1,
        asks: bool = False,
    ) -> None:
        super().__init__(line)
        self._kit, self._line, self._search, self._least = kit, line, search, least
        self._list = HitList(kit, describe, line.accessibleName())
        self._hits = self._list.hits
        self._call: Call | None = None
        self._asks = asks
        self._take_first = False
        self._after: list[Callable[[], None]] = []
        self._nothing = label(nothing, "quiet", wrap=True)
        self.popup = self._build(kit)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.ask)
        line.textEdited.connect(self._typed)
        line.installEventFilter(self)

    def _build(self, kit: Kit) -> QFrame:
        popup = QFrame()
        popup.setProperty("role", "popup")
        self._list.clicked.connect(lambda index: self.take(index.row()))
        self._nothing.setMargin(kit.theme.px(12))
        popup.setLayout(column(kit, self._list, self._nothing, gap=0, margin=4))
        popup.hide()
        return popup

    @property
    def things(self) -> Sequence[Any]:
        """What is in the list now."""
        return self._hits.things

    def ask(self, *, take: bool = False) -> None:
        """Search for what the line says now; with `take` as if Enter had been pressed already."""
        self._take_first = self._take_first or take
        self._timer.stop()
        text = self._line.text().strip()
        if len(text) < self._least:
            self.close()
            return
        if self._call:
            self._call.cancel()
        self.searching.emit(text)
        self._call = self._kit.tasks.run(
            lambda: self._search(text), self._found, self._failed, owner=self
        )

    def take(self, at: int) -> None:
        """Take the thing in row `at`, then do what was asked for meanwhile."""
        if 0 <= at < len(self._hits.things):
            thing, after = self._hits.things[at], self._after
            self.close()
            self.picked.emit(thing)
            for act in after:
                act()

    def after(self, act: Callable[[], None]) -> None:
        """Do something now, or once what Enter asked for is here; not at all if nothing is."""
        if self._take_first:
            self._after.append(act)
        else:
            act()

    def close(self) -> None:
        """Put the list away and forget what was asked."""
        self._timer.stop()
        self._forget()
        if self._call:
            self._call.cancel()
            self._call = None
        self.popup.hide()

    def _forget(self) -> None:
        self._take_first, self._after = False, []

    def _typed(self) -> None:
        self._forget()
        if self._line.text():
            self._timer.start()
        else:
            self.close()  # emptied: nothing is asked until a letter or an arrow comes

    def _found(self, things: Sequence[Any]) -> None:
        self._call = None
        self._hits.fill(things)
        self._list.setVisible(bool(things))
        self._nothing.setVisible(not things)
        if things:
            self._list.setCurrentIndex(self._hits.index(0))
        if self._take_first and things and (len(things) == 1 or not self._asks):
            self.take(0)
            return
        self._forget()
        if self._line.hasFocus():
            self._place()

    def _failed(self, error: Exception) -> None:
        self._call = None
        self._nothing.setText(self._kit.words(error).title)
        self._found(())

    def _place(self) -> None:
        window, px = self._line.window(), self._kit.theme.px
        self.popup.setParent(window)
        rows = min(len(self._hits.things), MOST_ROWS)
        height = px(ROW_PIXELS) * rows + px(10) if rows else px(ROW_PIXELS)
        corner = self._line.mapTo(window, QPoint(0, self._line.height() + px(4)))
        width = max(self._line.width(), min(px(440), window.width() - corner.x() - px(12)))
        height = min(height, window.height() - corner.y() - px(12))
        self.popup.setGeometry(corner.x(), corner.y(), width, height)
        self.popup.show()
        self.popup.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.popup.hide()
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self.popup.isVisible():
                at = self._list.currentIndex().row() + (1 if key == Qt.Key.Key_Down else -1)
                at = min(max(at, 0), len(self._hits.things) - 1)
                self._list.setCurrentIndex(self._hits.index(at))
            else:
                self.ask()
            return True
        if key == Qt.Key.Key_Escape and self.popup.isVisible():
            self.close()
            return True
        return False

    def _enter(self) -> bool:
        if self._timer.isActive() or (self._call and not self._call.over):
            self._take_first = True
            if self._timer.isActive():
                self.ask()
            return True
        if self.popup.isVisible() and self._hits.things:
            self.take(self._list.currentIndex().row())
            return True
        return False


def line_of(kit: Kit, name: str, hint: str, icon: str = "search") -> Line:
    """Return a line for a finder, with its icon inside."""
    line = Line(kit, hint=hint)
    line.setAccessibleName(name)
    line.show_icon(icon)
    return line
