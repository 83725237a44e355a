"""Rows, columns, cards and words: the few shapes that every page is laid out with."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desk.ui.kit import Kit

#: What a row or column is made of: a widget, a layout, a gap in pixels, or None to stretch.
Item = QWidget | QLayout | int | None

GUTTER: Final = 16


def _fill(layout: QBoxLayout, kit: Kit, items: tuple[Item, ...], gap: int, margin: int) -> None:
    layout.setSpacing(kit.theme.px(gap))
    edge = kit.theme.px(margin)
    layout.setContentsMargins(edge, edge, edge, edge)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(kit.theme.px(item))
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)


def column(kit: Kit, *items: Item, gap: int = 8, margin: int = 0) -> QVBoxLayout:
    """Return `items` one under another."""
    layout = QVBoxLayout()
    _fill(layout, kit, items, gap, margin)
    return layout


def row(kit: Kit, *items: Item, gap: int = 8, margin: int = 0) -> QHBoxLayout:
    """Return `items` side by side."""
    layout = QHBoxLayout()
    _fill(layout, kit, items, gap, margin)
    return layout


def frame(layout: QLayout, role: str = "", *, name: str = "") -> QFrame:
    """Return a surface of one `role` of the style sheet around `layout`."""
    surface = QFrame()
    if role:
        surface.setProperty("role", role)
    if name:
        surface.setObjectName(name)
    surface.setLayout(layout)
    return surface


def line() -> QFrame:
    """Return a hairline across."""
    hair = QFrame()
    hair.setProperty("role", "line")
    hair.setFixedHeight(1)
    return hair


def label(
    text: str = "", role: str = "", *, tone: str = "", wrap: bool = False, select: bool = False
) -> QLabel:
    """Return words of one `role`; the text is plain, whatever a citizen is called."""
    words = QLabel(text)
    words.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        words.setProperty("role", role)
    if tone:
        words.setProperty("tone", tone)
    words.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        words.setSizePolicy(policy)
    if select:
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words


def picture(kit: Kit, name: str, tint: str = "quiet", size: int = 20) -> QLabel:
    """Return an icon that stands beside its word; screen readers pass over it."""
    drawn = QLabel()
    drawn.setPixmap(kit.icons.pixmap(name, tint, size, 2.0))
    drawn.setFixedSize(kit.theme.px(size), kit.theme.px(size))
    drawn.setScaledContents(True)
    return drawn


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and have it look again."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def clear(layout: QLayout) -> None:
    """Take everything out of `layout` and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        widget: QWidget | None = item.widget()
        inner: QLayout | None = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class Elided(QLabel):
    """One line that ends in "…" where it must, and then says the rest in its tooltip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self._whole = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        """Show `text`, as much of it as fits."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip("" if shown == self._whole else self._whole)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._whole) + 2, metrics.height())


#: A page may ask for so much height, in pixels of the screen; with less than it would like, what
#: scrolls on it is lower. A window that grew below the screen's edge would hide its main button.
_PAGE_MOST: Final = 360


class Pages(QStackedWidget):
    """Pages of which one is shown: only that one asks for room, and never for too much."""

    @override
    def minimumSizeHint(self) -> QSize:
        least = self.currentWidget().minimumSizeHint() if self.count() else QSize()
        return QSize(least.width(), min(least.height(), _PAGE_MOST))

    @override
    def hasHeightForWidth(self) -> bool:
        return False  # a page fills what is left


#: What goes through a page that is longer than the window.
_STEPS: Final = {
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
}


class Scroll(QScrollArea):
    """A page that scrolls up and down, never sideways; what gets the focus comes into view."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        content.setObjectName("scrolled")
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def take_key(self, event: QKeyEvent) -> bool:
        """Go up or down as a key asks; tell whether it was such a key."""
        step = _STEPS.get(Qt.Key(event.key()))
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if step is None or plain != Qt.KeyboardModifier.NoModifier:
            return False
        self.verticalScrollBar().triggerAction(step)
        return True

    @Slot(QWidget, QWidget)
    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.isAncestorOf(now):
            return
        self._show(now)
        # What has just come up may not have found its place yet.
        QTimer.singleShot(0, self, self._show_again)

    @Slot()
    def _show_again(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self.isAncestorOf(now):
            self._show(now)

    def _show(self, now: QWidget) -> None:
        self.ensureWidgetVisible(now)
        if now.height() <= self.viewport().height():  # of a field Qt shows the cursor alone
            middle = now.mapTo(self.widget(), now.rect().center())
            self.ensureVisible(0, middle.y(), 0, now.height() // 2 + 1)
        elif QApplication.mouseButtons() is Qt.MouseButton.NoButton:  # else it ran from the hand
            # Higher than there is room: from its head on, for that is where one begins to read.
            self.verticalScrollBar().setValue(now.mapTo(self.widget(), QPoint(0, 0)).y())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() < event.oldSize().height():  # what is typed into stays in sight
            QTimer.singleShot(0, self, self._show_again)

    @override
    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width()
        width = self.widget().minimumSizeHint().width() + bar
        return QSize(width, super().minimumSizeHint().height())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()  # the content may need more width than before
        return super().eventFilter(watched, event)
