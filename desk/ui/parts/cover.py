"""A sheet over a window: what lies below stays as it is, and no key gets there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.parts.layout import Scroll, column, frame
from desk.ui.parts.notices import announce


class Cover(QWidget):
    """Covers its parent and shows one sheet in its middle; `left` tells that it was put away.

    Tab goes round within the sheet. `width` and `height` are the sheet's at 100 % text; without a
    height it is as high as its content.
    """

    left = Signal()

    def __init__(
        self, kit: Kit, parent: QWidget, name: str, *, width: int, height: int = 0
    ) -> None:
        super().__init__(parent)
        self._kit, self._wide, self._high = kit, width, height
        self._back: QWidget | None = None
        self._content: QWidget | None = None
        self._scroll: Scroll | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sheet = QFrame(self)
        self._sheet.setProperty("role", "sheet")
        self._inside: QWidget | None = None  # where the cursor was last on the sheet
        parent.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - no widget lives without one
        app.focusChanged.connect(self._focused)
        self.hide()

    def hold(self, layout: QLayout, *, scrolls: bool = True) -> None:
        """Put the content onto the sheet."""
        self._content = frame(layout)
        self._scroll = Scroll(self._content) if scrolls else None
        self._sheet.setLayout(column(self._kit, self._scroll or self._content, gap=0))

    def show_over(self) -> None:
        """Cover the parent; where the cursor was is remembered."""
        if self.isHidden():
            self._back, self._inside = self.window().focusWidget(), None
        self.fit()
        self.show()
        self.raise_()
        announce(self)

    def _focused(self, _: QWidget | None, now: QWidget | None) -> None:
        """Keep the cursor here while a page below answers late and would take it."""
        below = self.parentWidget()
        if now is None or below is None or not self.isVisible():
            return
        if now is self or self.isAncestorOf(now):
            self._inside = now
        elif below.isAncestorOf(now) and _cover_of(now) is None:
            self._back = now
            inside = self._inside
            kept = inside is not None and isValid(inside) and inside.isVisible()
            (inside if inside is not None and kept else self).setFocus()

    def leave(self) -> None:
        """Put the sheet away and go back to where the cursor was."""
        if self.isHidden():
            return
        self.hide()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus()
        self.left.emit()

    def fit(self) -> None:
        """Stand in the middle of the parent, as large as there is room for."""
        room = self.parentWidget()
        if room is None or self._content is None:
            return
        px = self._kit.theme.px
        self.setGeometry(room.rect())
        least = self._content.minimumSizeHint().width() + px(24)
        width = min(max(px(self._wide), least), self.width() - px(32))
        layout = self._content.layout()
        needs = self._content.sizeHint().height()
        if layout is not None and layout.hasHeightForWidth():  # the hint knows no width
            needs = layout.heightForWidth(width - px(4))
        needs += px(6)
        height = min(px(self._high) if self._high else needs, self.height() - px(32))
        self._sheet.setGeometry(
            (self.width() - width) // 2, (self.height() - height) // 2, width, height
        )

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        inside = [
            each
            for each in self._sheet.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and each.isVisibleTo(self)
            and each.isEnabled()
            and each.focusProxy() is None
        ]
        chain = _in_order(self, inside)
        if not chain:
            return True
        now = self.window().focusWidget()
        at = chain.index(now) if now in chain else -1 if next else 0
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        chain[(at + (1 if next else -1)) % len(chain)].setFocus(reason)
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self.fit()
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif self._scroll is not None:
            self._scroll.take_key(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._sheet.geometry().contains(event.position().toPoint()):
            self.leave()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, px = self._kit.theme, self._kit.theme.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("scrim"))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus"), px(2)))
            painter.drawRoundedRect(self._sheet.geometry().adjusted(-1, -1, 0, 0), px(12), px(12))


def _in_order(cover: QWidget, inside: list[QWidget]) -> list[QWidget]:
    """Return widgets in the order of Tab."""
    found, at = [], cover.nextInFocusChain()
    while at is not None and at is not cover:
        if at in inside:
            found.append(at)
        at = at.nextInFocusChain()
    return found


def _cover_of(widget: QWidget) -> Cover | None:
    """Return the sheet that a widget stands on."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, Cover):
        above = above.parentWidget()
    return above
