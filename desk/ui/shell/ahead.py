"""Pages made before anybody asks for them, one in each pause of the hands: no key waits for one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desk.ui.page import Page
from desk.ui.shell.made import MadePages

#: The pages with a key of their own, and the one that Enter opens, by how often they are used.
OFTEN: Final = ("queue", "dossier", "handover", "quick", "search", "books", "statistics")
#: Hands that have rested so long are reading, or wait for a citizen.
REST_S: Final = 0.6
_TICK_MS: Final = 100


class Ahead(QTimer):
    """`last` tells when a hand last moved, by `time.monotonic`."""

    def __init__(self, desk: MadePages, last: Callable[[], float]) -> None:
        super().__init__(desk)
        self._desk, self._last = desk, last
        self._began = time.monotonic()
        self._bare: Page | None = None  # made, and not yet dressed
        self.setInterval(_TICK_MS)
        self.timeout.connect(self._one)
        self.start()

    def _one(self) -> None:
        """Make one page, or dress the one made before: never both at once."""
        if time.monotonic() - max(self._last(), self._began) < REST_S:
            return
        if self._bare is not None:
            for widget in self._bare.findChildren(QWidget):
                widget.ensurePolished()
            self._bare = None
            return
        left = [name for name in OFTEN if name not in self._desk.pages]
        if not left:
            self.stop()
            return
        self._bare = self._desk.page_of(left[0])
