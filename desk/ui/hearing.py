"""Hearing keys before any widget does, wherever the cursor is.

Keys and what input methods make of them go to the widget that has the focus, to an open menu, or
to a window in which nothing has it. It is those that are listened to, and not the whole program:
a listener in Python that is called for every event of every widget makes the window half as fast.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMenu, QWidget
from shiboken6 import isValid
from typing_extensions import override

#: Looks at an event on its way to a widget; True keeps it from arriving.
Hear = Callable[[QWidget, QEvent], bool]


class Hearing(QObject):
    """Calls `hear` for the events of whatever keys go to now; who was made last hears first."""

    def __init__(self, app: QApplication, hear: Hear, parent: QObject) -> None:
        super().__init__(parent)
        self._hear = hear
        self._heard: list[QWidget] = []
        app.focusChanged.connect(self._follow)
        app.focusWindowChanged.connect(self._follow)
        self._follow()

    def stop(self) -> None:
        """Hear nothing any more."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._follow)
            app.focusWindowChanged.disconnect(self._follow)
        self._listen_to([])

    def _follow(self, *_: object) -> None:
        at = QApplication.focusWidget() or QApplication.activeWindow()
        heard = [] if at is None else [at]
        if isinstance(at, QAbstractScrollArea):
            heard.append(at.viewport())  # where its mouse and its menu arrive
        self._listen_to(heard)

    def _listen_to(self, widgets: list[QWidget]) -> None:
        for former in self._heard:
            if former not in widgets and isValid(former):
                former.removeEventFilter(self)
        for widget in widgets:
            widget.installEventFilter(self)
        self._heard = widgets

    def _follow_popup(self) -> None:
        """Listen to an open menu too: it takes the keys, though the focus stays where it was."""
        popup = QApplication.activePopupWidget()
        if popup is not None and popup not in self._heard:
            for each in (popup, *popup.findChildren(QMenu)):
                each.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QWidget):
            return False
        if isinstance(event, QFocusEvent) and event.reason() is Qt.FocusReason.PopupFocusReason:
            self._follow_popup()
        return self._hear(watched, event)
