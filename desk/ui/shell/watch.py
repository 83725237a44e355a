"""Looking, every few seconds, how exchange, queue and printer stand; and taking their turns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desk.ui.kit import Kit
from desk.ui.ports import WindowPorts
from desk.ui.print_job import PrintSpool

WATCH_MS: Final = 4_000


class Watch(QObject):
    """`targets`, `asked` and `counts` carry what was read; the spool tells of papers itself.

    `asked` is how many things are in the list of what needs a person.

    `needing`: so many messages to citizens want a person; `posted`: one stands otherwise.
    `arrived`: something came from another counter or the city, and lists may be of before.
    """

    targets = Signal(object)
    asked = Signal(int)
    counts = Signal(object)
    arrived = Signal()
    needing = Signal(int)
    posted = Signal()

    def __init__(self, kit: Kit, ports: WindowPorts, spool: PrintSpool, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._ports, self._spool = kit, ports, spool
        self._every(WATCH_MS, self.look)
        self.arrived.connect(self.look)
        ports.exchange.listen(self.arrived.emit)  # a signal: it crosses threads by itself
        ports.notices.listen(self.posted.emit)
        self.posted.connect(self.look)

    def _every(self, ms: int, then: Callable[[], None]) -> None:
        timer = QTimer(self)
        timer.setInterval(ms)
        timer.timeout.connect(then)
        timer.start()

    def look(self) -> None:
        """Read how everything stands; failures here show on the page that is asked next."""
        run = self._kit.tasks.run
        run(self._ports.exchange.targets, self.targets.emit, self._unseen, owner=self)
        run(lambda: len(self._ports.exchange.review()), self.asked.emit, self._unseen, owner=self)
        run(self._ports.notices.needing, self.needing.emit, self._unseen, owner=self)
        run(self._ports.queue.counts, self.counts.emit, self._unseen, owner=self)
        self._spool.wake()

    def _unseen(self, _: Exception) -> None:
        """Leave everything as it was shown last."""
