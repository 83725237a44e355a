"""What helps: F1 shows the keys, F1 again the guide; in practice the first day stands beside."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desk.ui.kit import Kit
from desk.ui.shell.overlay import KeysOverlay

if TYPE_CHECKING:
    from desk.ui.guide.page import GuidePage
    from desk.ui.tour.panel import TourPanel


class Help(QObject):
    """`read` tells that the guide was opened."""

    read = Signal()

    def __init__(self, kit: Kit, parent: QWidget, language: str) -> None:
        super().__init__(parent)
        self._kit, self._over, self._language = kit, parent, language
        self.overlay = KeysOverlay(kit, parent)
        self.overlay.more.connect(self.open_guide)
        self._guide: GuidePage | None = None

    @property
    def guide(self) -> GuidePage:
        """The guide, made when it is first wanted."""
        if self._guide is None:
            from desk.ui.guide.page import GuidePage  # noqa: PLC0415 - loaded when it is shown

            folder = self._kit.resources / "guide" / self._language
            self._guide = GuidePage(self._kit, self._over, folder)
        return self._guide

    def toggle(self) -> None:
        """Show the keys; from the keys go on to the guide; from the guide back to work."""
        if self._guide is not None and self._guide.isVisible():
            self._guide.leave()
        elif self.overlay.isVisible():
            self.open_guide()
        else:
            self.overlay.toggle()

    def open_guide(self) -> None:
        """Show the guide."""
        self.overlay.leave()
        self.guide.open()
        self.read.emit()

    @property
    def shown(self) -> bool:
        """Whether something lies over the page."""
        return self.overlay.isVisible() or (self._guide is not None and self._guide.isVisible())

    def leave(self) -> None:
        """Put away whatever lies over the page."""
        self.overlay.leave()
        if self._guide is not None:
            self._guide.leave()


def first_day(kit: Kit, fit: Callable[[], None]) -> TourPanel:
    """Return the first day's tasks; `fit` is called when their place is wanted or free again."""
    from desk.ui.tour.panel import TourPanel  # noqa: PLC0415 - in practice alone

    made = TourPanel(kit)
    made.moved.connect(fit)
    return made
