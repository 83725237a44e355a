"""The exchange behind an open window: threads that are woken by whatever is written.

A ward's hub has a thread of its own. What one counter takes in must be at the next one before the
citizen has walked over, however long the city lets its own thread wait.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from desk.app import devices, dialects
from desk.app.files import CounterFiles
from desk.app.ledger import CounterLedger
from desk.app.reference import CounterShelf
from desk.services import history, keys, outbox, targets
from desk.sync.adapters.native import Native
from desk.sync.adapters.route import way_out
from desk.sync.cycle import NEAR_CAP_S, NEAR_INTERVAL_S, Cycle, Target
from desk.sync.errors import SignInError
from desk.sync.files import Carrier
from desk.sync.reference import References
from desk.sync.whole import Whole

if TYPE_CHECKING:
    from desk.services.workplace import Workplace
    from desk.sync.engine import Outcome
    from desk.sync.ports import Adapter
    from desk.wire.signing import PublicKeys

Reach = tuple[targets.Access, "PublicKeys | None", str]

_PATIENCE_S: Final = 65.0


class _Line:
    """Some of the targets, and the thread that exchanges with them."""

    def __init__(self, name: str, cycle: Cycle, mine: Callable[[targets.Access], bool]) -> None:
        """Prepare; `mine` tells which targets they are."""
        self.cycle, self.mine = cycle, mine
        self.rounds = 0
        self.thread = threading.Thread(target=cycle.run, name=f"desk-{name}", daemon=True)


class Exchanger:
    """Keeps an open counter and its targets together until stopped."""

    def __init__(self, work: Workplace, told: Callable[[], None] = lambda: None) -> None:
        """Prepare; `told` is called, on a thread of the exchange, when something came."""
        self._work = work
        self.told = told
        self._heard = threading.Condition()
        self._mended: set[str] = set()
        self._adapters: dict[str, tuple[Reach, Adapter | Whole]] = {}
        self.files = Carrier(CounterFiles(work), work.clock)
        self._followers = (References(CounterShelf(work)), self.files)
        near = {"interval_s": NEAR_INTERVAL_S, "cap_s": NEAR_CAP_S}
        self._far = self._line("city", lambda access: not _is_near(access))
        self._near = self._line("hub", _is_near, **near)
        self._lines = (self._far, self._near)

    def _line(self, name: str, mine: Callable[[targets.Access], bool], **rhythm: float) -> _Line:
        def present() -> list[Target]:
            return self._targets(mine)

        def report(target: str, outcome: Outcome) -> None:
            self._report(made, target, outcome)

        cycle = Cycle(
            CounterLedger(self._work),
            present,
            self._work.clock,
            report,
            followers=self._followers,
            way_out=way_out,
            **rhythm,
        )
        made = _Line(name, cycle, mine)
        return made

    def start(self) -> None:
        """Begin."""
        for line in self._lines:
            line.thread.start()

    def stop(self) -> None:
        """End; a request under way is broken off, as by any cut: nothing is lost over it."""
        for line in self._lines:
            line.cycle.stop()
        for _, each in list(self._adapters.values()):
            if isinstance(each, Native):
                each.abort()  # a city that says nothing must not keep the window open
        for line in self._lines:
            line.thread.join(_PATIENCE_S)
        for _, each in self._adapters.values():
            each.close()

    def nudge(self) -> None:
        """Tell that something new waits."""
        for line in self._lines:
            line.cycle.nudge()

    def now(self) -> None:
        """Try everything now and return when every target has been tried."""
        with self._heard:
            wanted = {line: line.rounds + len(self._present(line.mine)) for line in self._lines}
            for line in self._lines:
                line.cycle.wake()
            self._heard.wait_for(
                lambda: all(line.rounds >= many for line, many in wanted.items()), _PATIENCE_S
            )

    def _present(self, mine: Callable[[targets.Access], bool]) -> list[targets.Access]:
        all_ = (targets.reached(self._work, name) for name in targets.names(self._work))
        return [access for access in all_ if mine(access)]

    def _targets(self, mine: Callable[[targets.Access], bool]) -> list[Target]:
        found = []
        for access in self._present(mine):
            name = access.name
            reach = access, keys.city(self._work, name), dialects.mark(self._work, access)
            known = self._adapters.get(name)
            if known is None or known[0] != reach:
                known = self._adapters[name] = reach, dialects.spoken(self._work, access)
            found.append(Target(name, known[1], waits=access.paused == SignInError.__name__))
        return found

    def _report(self, line: _Line, name: str, outcome: Outcome) -> None:
        used = self._adapters[name][1] if name in self._adapters else None
        if used is not None and not isinstance(used, Whole):
            after = devices.tend(self._work, name, used, outcome)
            if not outcome.error:
                self._mended.discard(name)
            elif not after.error and name not in self._mended:
                self._mended.add(name)  # once: if it is refused again, that was not the reason
                line.cycle.wake(by_person=False)
            outcome = after
        if outcome.offset_ms is not None:
            targets.note_offset(self._work, outcome.offset_ms)
        history.note(self._work, name, outcome)
        with self._heard:
            line.rounds += 1
            self._heard.notify_all()
        if outcome.pulled or outcome.pushed:
            self.told()


def _is_near(access: targets.Access) -> bool:
    """Tell whether a target is a hub of the ward itself."""
    return access.kind == targets.NATIVE and access.name != outbox.CITY
