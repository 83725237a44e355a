"""Where the window stands on the screen: each person finds it as it was left."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desk.ui.preferences import Preferences

KEY: Final = "window.place"
REST_MS: Final = 500
_LEAST: Final = 320  # so much of it is always on the screen, to be taken hold of


class WindowPlace(QObject):
    """Keeps place and size of a window as a choice of the person who is signed in."""

    def __init__(self, window: QWidget, own: Preferences) -> None:
        super().__init__(window)
        self._window, self._own = window, own
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self.keep)
        window.installEventFilter(self)
        own.switched.connect(self.show)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange):
            self._timer.start()
        return False

    def keep(self) -> None:
        """Write down where the window stands."""
        window = self._window
        if not self._own.user or not window.isVisible() or window.isMinimized():
            return
        box = window.normalGeometry() if window.isMaximized() else window.geometry()
        at = [box.x(), box.y(), box.width(), box.height()]
        self._own.set(KEY, [*at, int(window.isMaximized())])

    def show(self) -> None:
        """Put the window where its person left it, as far as this screen has room."""
        kept = self._own.get(KEY, [0])
        if len(kept) != 5 or not all(isinstance(each, int) for each in kept):  # noqa: PLR2004 - as `keep` writes it
            return
        room = self._window.screen().availableGeometry()
        box = QRect(*kept[:4])
        if box.width() < _LEAST or box.height() < _LEAST:
            return
        seen = room.intersected(box)
        if seen.width() >= _LEAST and seen.height() >= _LEAST:
            self._window.setGeometry(seen)
        if bool(kept[4]) != self._window.isMaximized() and self._window.isVisible():
            (self._window.showMaximized if kept[4] else self._window.showNormal)()
