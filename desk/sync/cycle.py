"""The rhythm of the exchange: a plain loop for one thread, woken by whatever happens.

It knows no window and no timer but its own; a counter that is off the network costs one attempt
now and then, and one that comes back is served at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from desk.domain.errors import DeskError
from desk.sync.backoff import CAP_S, Backoff
from desk.sync.engine import Outcome
from desk.sync.ports import Adapter, Follower, Ledger
from desk.sync.whole import Whole, exchange

INTERVAL_S: Final = 30.0
#: A ward's own hub: what one counter takes in, the next one sees while the citizen walks over.
NEAR_INTERVAL_S: Final = 1.0
NEAR_CAP_S: Final = 15.0
PATIENCE_S: Final = 60.0
#: How often to look whether the network is back, while a target does not answer.
LOOK_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class Target:
    """A system to exchange with, by its name, and how to speak with it."""

    name: str
    adapter: Adapter | Whole
    waits: bool = False  # a person must do something first: tried again, it could lock an account


@dataclass(slots=True)
class _Rhythm:
    """When a target's turn comes."""

    backoff: Backoff = field(default_factory=Backoff)
    due: float = 0.0
    resting: bool = False  # failed or paused: new events alone are no reason to try


class Cycle:
    """Exchanges with every target whenever its turn comes, until stopped."""

    def __init__(
        self,
        ledger: Ledger,
        targets: Callable[[], Sequence[Target]],
        clock: Callable[[], datetime],
        report: Callable[[str, Outcome], None],
        *,
        interval_s: float = INTERVAL_S,
        cap_s: float = CAP_S,
        followers: Sequence[Follower] = (),
        way_out: Callable[[], str] = str,
    ) -> None:
        """Prepare; `targets` is asked anew each round, `report` hears of every exchange.

        Nobody rests longer than `cap_s`. `way_out` tells by which way the world is reached, ""
        by none: when it changes, the network is back.
        """
        self._ledger = ledger
        self._targets = targets
        self._clock = clock
        self._report = report
        self._interval_s, self._cap_s = interval_s, cap_s
        self._way_out, self._way = way_out, way_out()
        self._followers = followers
        self._rhythms: dict[str, _Rhythm] = {}
        self._guard = threading.Lock()
        self._woken = threading.Event()
        self._stopped = False
        self._everything = self._asked = False
        self._nudged = False
        self._network_up = False

    # -- what other threads may call -----------------------------------------------------------

    def stop(self) -> None:
        """End the loop after the exchange that is under way."""
        self._stopped = True
        self._woken.set()

    def wake(self, *, by_person: bool = True) -> None:
        """Try every waiting item and every target now, whatever was planned.

        Those that wait for a person are tried only if it is one who asks.
        """
        with self._guard:
            self._everything = True
            self._asked = self._asked or by_person
        self._woken.set()

    def nudge(self) -> None:
        """Something new waits to be sent: targets that answered last time are tried now."""
        with self._guard:
            self._nudged = True
        self._woken.set()

    def network_up(self) -> None:
        """Forget the failures of the past: the network is back."""
        with self._guard:
            self._network_up = True
        self._woken.set()

    # -- the loop ------------------------------------------------------------------------------

    def run(self) -> None:
        """Exchange until stopped; call it on a thread of its own."""
        while self._goes_on():
            self._round()
            self._rest(time.monotonic() + self._pause())

    def _rest(self, until: float) -> None:
        """Wait for the next turn, for whoever wakes us, or for the network to come back."""
        while not self._woken.wait(min(LOOK_S, max(0.0, until - time.monotonic()))):
            if time.monotonic() >= until:
                return
            way = self._way_out()
            if way not in ("", self._way):
                self.network_up()
            self._way = way

    def _goes_on(self) -> bool:
        """Forget what woke the loop, then look: a stop told meanwhile is seen either way."""
        self._woken.clear()
        return not self._stopped

    def _round(self) -> None:
        with self._guard:
            everything, nudged, up = self._everything, self._nudged, self._network_up
            asked = self._asked
            self._everything = self._asked = self._nudged = self._network_up = False
        for target in self._present():
            if target.waits and not asked:
                continue
            rhythm = self._rhythms.setdefault(target.name, _Rhythm())
            up = up and rhythm.resting  # who answered all the while need not be asked at once
            if up:
                rhythm.backoff.reset()
            now = everything or up or (nudged and not rhythm.resting)
            if self._stopped or not (now or rhythm.due <= time.monotonic()):
                continue
            self._exchange(target, rhythm, everything=everything or up)

    def _present(self) -> Sequence[Target]:
        """Return the targets of this moment; none while they cannot be told."""
        try:
            return self._targets()
        except DeskError:
            return ()

    def _exchange(self, target: Target, rhythm: _Rhythm, *, everything: bool) -> None:
        try:
            outcome = exchange(
                self._ledger,
                target.adapter,
                target.name,
                self._clock,
                everything=everything,
                deadline=time.monotonic() + PATIENCE_S,
                backoff=rhythm.backoff,
                followers=self._followers,
            )
        except DeskError as failure:
            # Our own disk or its lock: not the target's fault, and no reason to stop trying.
            outcome = Outcome(error=failure.code, retry_s=rhythm.backoff.delay())
        rhythm.resting = bool(outcome.error)
        if outcome.paused:
            wait = self._cap_s
        elif outcome.error:
            wait = min(outcome.retry_s, self._cap_s)
        else:
            wait = 0.0 if outcome.more else self._interval_s
        rhythm.due = time.monotonic() + wait
        self._report(target.name, outcome)

    def _pause(self) -> float:
        """Return the seconds until the next turn of any target."""
        present = [each for each in self._present() if not each.waits]
        turns = [self._rhythms[t.name].due for t in present if t.name in self._rhythms]
        if not turns:
            return self._interval_s
        return max(0.0, min(turns) - time.monotonic())
