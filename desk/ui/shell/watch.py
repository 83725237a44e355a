"""Looking, every few seconds, how exchange, queue and printer stand; and taking their turns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desk.domain.views import TargetStatus
from desk.ui.kit import Kit
from desk.ui.ports import WindowPorts
from desk.ui.print_job import PrintSpool
from desk.ui.tasks import Lane

WATCH_MS: Final = 4_000
EXCHANGE_MS: Final = 30_000


class Watch(QObject):
    """`targets` and `counts` carry what was read; the spool tells of papers itself."""

    targets = Signal(object)
    counts = Signal(object)

    def __init__(self, kit: Kit, ports: WindowPorts, spool: PrintSpool, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._ports, self._spool = kit, ports, spool
        self._known: tuple[TargetStatus, ...] = ()
        self._exchanging = False
        self._every(WATCH_MS, self.look)
        self._every(EXCHANGE_MS, self.exchange)

    def _every(self, ms: int, then: Callable[[], None]) -> None:
        timer = QTimer(self)
        timer.setInterval(ms)
        timer.timeout.connect(then)
        timer.start()

    def look(self) -> None:
        """Read how everything stands; failures here show on the page that is asked next."""
        run = self._kit.tasks.run
        run(self._ports.exchange.targets, self._seen, self._unseen, owner=self)
        run(self._ports.queue.counts, self.counts.emit, self._unseen, owner=self)
        self._spool.wake()

    def _seen(self, targets: tuple[TargetStatus, ...]) -> None:
        self._known = targets
        self.targets.emit(targets)

    def _unseen(self, _: Exception) -> None:
        """Leave everything as it was shown last."""

    def exchange(self) -> None:
        """Let the exchange do what is due, one turn at a time."""
        turn = self._ports.exchange.sync_in_turn
        if turn is None or self._exchanging or not self._known:
            return
        self._exchanging = True
        self._kit.tasks.run(turn, self._turned, self._turned, lane=Lane.NETWORK, owner=self)

    def _turned(self, _: object) -> None:
        self._exchanging = False
        self.look()
