"""Looking at a file: one page large, all pages small beside it, drawn off the GUI thread.

Whatever the file holds, no more than a few large pages and the small ones that were scrolled by
are kept: a file of two hundred pages costs no more than one of ten.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QListView, QListWidget, QListWidgetItem, QScrollArea
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label, row
from desk.ui.parts.ring import Ring
from desk.ui.scans.ports import Draw, Drawn
from desk.ui.tasks import Lane

KEPT: Final = 4  # large pages
THUMB: Final = QSize(64, 88)
SMALL_KEPT: Final = 60
_INCH: Final = 96
_A4: Final = (8.27, 11.69)
_TALL: Final = 4  # a page as wide as its room may be that many times as high
PAGE, WIDTH = 0, 1  # the whole page, or as wide as its room; more: per cent


@dataclass(frozen=True, slots=True)
class Shown:
    """A file to look at; `away` says where it is when its bytes are not here."""

    file: str
    media: str
    pages: int
    name: str = ""
    away: str | None = None


def plain(made: QPixmap) -> QIcon:
    """Return a page as an icon that keeps its own colours while it is chosen."""
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Active):
        icon.addPixmap(made, mode)
    return icon


def pixmap(drawn: Drawn) -> QPixmap:
    """Return drawn dots as a picture for the screen."""
    image = QImage(drawn.data, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32)
    return QPixmap.fromImage(image)


class PageStrip(QListWidget):
    """All pages small, one under another; only those in sight are drawn."""

    def __init__(self, kit: Kit, draw: Draw) -> None:
        super().__init__()
        self._kit, self._draw = kit, draw
        self._file: Shown | None = None
        self._asked: OrderedDict[int, None] = OrderedDict()
        self.setProperty("role", "strip")
        self.setAccessibleName(translate("Viewer", "Các trang"))
        self.setIconSize(QSize(kit.theme.px(THUMB.width()), kit.theme.px(THUMB.height())))
        self.setUniformItemSizes(True)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(kit.theme.px(THUMB.width() + 44))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._later.start(30))

    def show_file(self, file: Shown | None) -> None:
        """Show the pages of a file."""
        self._file = file
        self._asked.clear()
        self.clear()
        size = QSize(
            self._kit.theme.px(THUMB.width() + 16), self._kit.theme.px(THUMB.height() + 28)
        )
        blank = QPixmap(self.iconSize())
        blank.fill(self._kit.theme.color("sunken"))
        for page in range(file.pages if file is not None else 0):
            item = QListWidgetItem(QIcon(blank), str(page + 1))
            item.setSizeHint(size)
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            said = translate("Viewer", "Trang {page}").format(page=page + 1)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self.addItem(item)
        self._later.start(0)

    def _ask(self) -> None:
        file, box = self._file, self.iconSize()
        if file is None or file.away is not None or not self.count():
            return
        sight = self.viewport().rect()
        for page in range(self.count()):
            place = self.visualItemRect(self.item(page))
            if page not in self._asked and place.intersects(sight):
                self._asked[page] = None
                self._kit.tasks.run(
                    lambda page=page: self._draw(  # type: ignore[misc]  # a default binds it now
                        file.file, file.media, page, (box.width(), box.height())
                    ),
                    lambda drawn, page=page: self._drawn(file, page, drawn),  # type: ignore[misc]  # as above
                    lambda _: None,
                    lane=Lane.VIEW,
                    owner=self,
                )
        while len(self._asked) > SMALL_KEPT:
            page, _ = self._asked.popitem(last=False)
            if (item := self.item(page)) is not None:
                item.setIcon(QIcon())

    def _drawn(self, file: Shown, page: int, drawn: Drawn) -> None:
        item = self.item(page)
        if file == self._file and item is not None:
            item.setIcon(plain(pixmap(drawn)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start(30)


class Viewer(QFrame):
    """`turned` tells that the page in sight was turned, for whoever would keep it so."""

    turned = Signal(int, int)  # page, degrees

    def __init__(self, kit: Kit, draw: Draw, *, zoom: int = PAGE) -> None:
        super().__init__()
        self._kit, self._draw = kit, draw
        self._file: Shown | None = None
        self._page, self._zoom = 0, zoom
        self._turns: dict[int, int] = {}
        self._kept: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()
        self._wanted: tuple[object, ...] = ()
        self.setProperty("role", "sunken")
        self.strip = PageStrip(kit, draw)
        self.strip.currentRowChanged.connect(self._to)
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = QScrollArea()
        self.area.setWidget(self.sheet)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(translate("Viewer", "Trang giấy"))
        Ring(kit, self.area, self.area)
        self.area.installEventFilter(self)
        self.said = label("", "quiet", wrap=True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar()
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._ask)
        self.show_file(None)

    def _bar(self) -> None:
        kit = self._kit
        self.before = KeyButton(kit, translate("Viewer", "Trước"), key="PgUp", role="link")
        self.after = KeyButton(kit, translate("Viewer", "Sau"), key="PgDn", role="link")
        self.at = label("", "small")
        self.at.setMinimumHeight(kit.theme.px(26))
        self.scale = KeyButton(kit, "", key="Ctrl+0", role="link")
        self.turn = KeyButton(kit, translate("Viewer", "Xoay"), key="Ctrl+R", role="link")
        self.before.clicked.connect(lambda: self.go(self._page - 1))
        self.after.clicked.connect(lambda: self.go(self._page + 1))
        self.scale.clicked.connect(self.zoom)
        self.turn.clicked.connect(self.rotate)
        for key, then in (("Ctrl+0", self.zoom), ("Ctrl+R", self.rotate)):
            short = QShortcut(key, self)
            short.setContext(Qt.ShortcutContext.WindowShortcut)
            short.activated.connect(then)

    def _lay_out(self) -> None:
        kit = self._kit
        self.tools = frame(
            Flow(kit, self.at, self.before, self.after, self.scale, self.turn, gap=8)
        )
        inner = row(kit, self.strip, gap=8)
        inner.addWidget(self.area, 1)
        layout = column(kit, self.tools, gap=8, margin=8)
        layout.addWidget(self.said)
        layout.addLayout(inner, 1)
        self.setLayout(layout)

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        return self._page

    @property
    def turns(self) -> dict[int, int]:
        """By how much pages are turned here, clockwise."""
        return {page: turn for page, turn in self._turns.items() if turn}

    def show_file(self, file: Shown | None, hint: str = "") -> None:
        """Show a file from its first page; of none, say `hint`."""
        if file is not None and file == self._file:
            return
        self._file, self._page = file, 0
        self._turns.clear()
        self._kept.clear()
        self.sheet.clear()
        here = file is not None and file.away is None
        self.strip.show_file(file if here and file is not None and file.pages > 1 else None)
        self.strip.setVisible(bool(self.strip.count()))
        self.tools.setVisible(here)
        self.area.setVisible(here)
        self.said.setVisible(not here)
        self.said.setText(file.away if file is not None and file.away else hint)
        self._tell()
        if here:
            self.strip.setCurrentRow(0)
            self._later.start(0)

    def _tell(self) -> None:
        file = self._file
        pages = file.pages if file is not None else 0
        at = translate("Viewer", "Trang {page}/{pages}").format(page=self._page + 1, pages=pages)
        self.at.setText(at)
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page < pages - 1)
        fits = {
            PAGE: translate("Viewer", "Vừa trang"),
            WIDTH: translate("Viewer", "Vừa ngang"),
        }
        self.scale.set_words(fits.get(self._zoom, f"{self._zoom} %"))
        name = file.name if file is not None else ""
        self.area.setAccessibleDescription(f"{name} {at}".strip())

    def go(self, page: int) -> None:
        """Show another page."""
        if self._file is None or not 0 <= page < self._file.pages or page == self._page:
            return
        self._page = page
        if self.strip.count():
            self.strip.setCurrentRow(page)
        self.area.verticalScrollBar().setValue(0)
        self._tell()
        self._ask()

    def _to(self, page: int) -> None:
        if page >= 0:
            self.go(page)

    def zoom(self) -> None:
        """Go from the whole page to all of its width, to its true size, twice that, and back."""
        self._zoom = {PAGE: WIDTH, WIDTH: 100, 100: 200}.get(self._zoom, PAGE)
        self._tell()
        self._ask()

    def rotate(self) -> None:
        """Turn the page in sight by a quarter, for looking at it."""
        if self._file is None or not self.isVisible():
            return
        turn = (self._turns.get(self._page, 0) + 90) % 360
        self._turns[self._page] = turn
        self.turned.emit(self._page, turn)
        self._ask()

    # -- drawing ---------------------------------------------------------------------------------

    def _box(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        if self._zoom > WIDTH:
            scale = self._zoom / 100 * _INCH * ratio
            sides = [round(inches * scale) for inches in _A4]
            return (sides[0], sides[1])
        room = self.area.size() * ratio
        if self._zoom == PAGE:
            return (max(room.width() - 4, 80), max(room.height() - 4, 80))
        bar = round(self.area.verticalScrollBar().sizeHint().width() * ratio)
        wide = max(room.width() - bar - 4, 80)
        return (wide, wide * _TALL)

    def _ask(self) -> None:
        file = self._file
        if file is None or file.away is not None:
            return
        box, page, turn = self._box(), self._page, self._turns.get(self._page, 0)
        if self._zoom > WIDTH and turn % 180:
            box = (box[1], box[0])
        self._wanted = key = (file, page, box, turn)
        known = self._kept.get(key)
        if known is not None:
            self._kept.move_to_end(key)
            self._show(known)
            return
        self._kit.tasks.run(
            lambda: self._draw(file.file, file.media, page, box, turn),
            lambda drawn: self._drawn(key, drawn),
            self._not_drawn,
            lane=Lane.VIEW,
            owner=self,
        )

    def _drawn(self, key: tuple[object, ...], drawn: Drawn) -> None:
        if key != self._wanted:
            return
        made = pixmap(drawn)
        made.setDevicePixelRatio(self.devicePixelRatioF())
        self._kept[key] = made
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self._show(made)

    def _show(self, made: QPixmap) -> None:
        self.said.hide()
        self.area.show()
        self.sheet.setPixmap(made)

    def _not_drawn(self, error: Exception) -> None:
        words = self._kit.words(error)
        self.area.hide()
        self.said.setText(f"{words.title}. {words.meaning} {words.next}")
        self.said.show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom <= WIDTH:
            self._later.start(60)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A page that is larger than its room is scrolled first, then the next one comes.
        if watched is self.area and isinstance(event, QKeyEvent) and not event.modifiers():
            by = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
            bar = self.area.verticalScrollBar()
            end = bar.maximum() if by == 1 else bar.minimum()
            if by is not None and event.type() is QEvent.Type.KeyPress and bar.value() == end:
                self.go(self._page + by)
                return True
        return super().eventFilter(watched, event)


def pages_words(pages: int) -> str:
    """Return how many pages, in words."""
    return plural(pages, translate("Viewer", "1 trang"), translate("Viewer", "{n} trang"))
