"""The exchange behind an open window: one thread, woken by whatever is written."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from desk.app import devices, dialects
from desk.app.files import CounterFiles
from desk.app.ledger import CounterLedger
from desk.services import keys, targets
from desk.sync.cycle import Cycle, Target
from desk.sync.files import Carrier
from desk.sync.whole import Whole

if TYPE_CHECKING:
    from desk.services.workplace import Workplace
    from desk.sync.engine import Outcome
    from desk.sync.ports import Adapter
    from desk.wire.signing import PublicKeys

Reach = tuple[targets.Access, "PublicKeys | None"]

_PATIENCE_S: Final = 65.0


class Exchanger:
    """Keeps an open counter and its targets together until stopped."""

    def __init__(self, work: Workplace, told: Callable[[], None]) -> None:
        """Prepare; `told` is called on the exchange's thread after every attempt."""
        self._work = work
        self._told = told
        self._heard = threading.Condition()
        self._rounds = 0
        self._mended: set[str] = set()
        self._adapters: dict[str, tuple[Reach, Adapter | Whole]] = {}
        self.files = Carrier(CounterFiles(work), work.clock)
        self._cycle = Cycle(
            CounterLedger(work), self._targets, work.clock, self._report, files=self.files
        )
        self._thread = threading.Thread(target=self._cycle.run, name="desk-exchange", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the exchange that is under way."""
        self._cycle.stop()
        self._thread.join(_PATIENCE_S)
        for _, each in self._adapters.values():
            each.close()

    def nudge(self) -> None:
        """Tell that something new waits."""
        self._cycle.nudge()

    def now(self) -> None:
        """Try everything now and return when every target has been tried."""
        wanted = max(1, len(targets.names(self._work)))
        with self._heard:
            seen = self._rounds
            self._cycle.wake()
            self._heard.wait_for(lambda: self._rounds >= seen + wanted, _PATIENCE_S)

    def _targets(self) -> list[Target]:
        found = []
        for name in targets.names(self._work):
            reach = targets.reached(self._work, name), keys.city(self._work, name)
            known = self._adapters.get(name)
            if known is None or known[0] != reach:
                known = self._adapters[name] = reach, dialects.spoken(self._work, reach[0])
            found.append(Target(name, known[1]))
        return found

    def _report(self, name: str, outcome: Outcome) -> None:
        used = self._adapters[name][1] if name in self._adapters else None
        if used is not None and not isinstance(used, Whole):
            after = devices.tend(self._work, name, used, outcome)
            if not outcome.error:
                self._mended.discard(name)
            elif not after.error and name not in self._mended:
                self._mended.add(name)  # once: if it is refused again, that was not the reason
                self._cycle.wake()
            outcome = after
        if outcome.offset_ms is not None:
            targets.note_offset(self._work, outcome.offset_ms)
        with self._heard:
            self._rounds += 1
            self._heard.notify_all()
        self._told()
