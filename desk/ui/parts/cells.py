"""Cells that are drawn by hand: the ground of a row, a box to tick, a shape and its words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desk.ui.kit import Kit
from desk.ui.parts.fields import paint_box
from desk.ui.parts.status import paint_shape
from desk.ui.theme import StatusLook

Index = QModelIndex | QPersistentModelIndex


class CellPainter(QStyledItemDelegate):
    """What the lists of dossiers and messages have in common; each says what stands where."""

    def __init__(self, kit: Kit, view: QTableView) -> None:
        super().__init__(view)
        self._kit = kit

    def ground(self, painter: QPainter, option: QStyleOptionViewItem) -> QRect:
        """Draw what lies under a cell, by whether its row is chosen; return where the cell is."""
        theme = self._kit.theme
        box: QRect = option.rect  # type: ignore[attr-defined] # the stub lacks inherited fields
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined] # as above
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("brand_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("hover"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        return box

    def tick(self, painter: QPainter, box: QRect, index: Index) -> None:
        """Draw the box by which a row is chosen."""
        px = self._kit.theme.px
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corner = QPointF(box.left() + px(10), box.center().y() + 0.5 - px(10))
        paint_box(painter, self._kit, corner, ticked=ticked)
        painter.restore()

    def words(  # noqa: PLR0917 - what is drawn, where, how
        self,
        painter: QPainter,
        box: QRect,
        index: Index,
        font: QFont,
        color: str,
        look: StatusLook | None,
        *,
        apart: bool = False,
    ) -> None:
        """Draw a cell's text, cut where its room ends, behind the shape of its `look`.

        `apart` leaves the room of a shape where there is none.
        """
        theme, px = self._kit.theme, self._kit.theme.px
        box = box.adjusted(px(8), 0, -px(8), 0)
        if look is not None:
            side = px(12)
            top = box.center().y() - side / 2 + 1
            paint_shape(painter, QRectF(box.left(), top, side, side), look, theme)
        if apart or look is not None:
            box = box.adjusted(px(20), 0, 0, 0)
        painter.setFont(font)
        painter.setPen(theme.color(color))
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, int(flags), shown)
