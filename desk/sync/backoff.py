"""When to try again: full jitter, so that counters do not all come back at once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Final

from desk.domain.errors import ExchangeError

BASE_S: Final = 2.0
CAP_S: Final = 15 * 60.0
#: A city may ask for more patience than our own cap, but not for a day.
ASKED_CAP_S: Final = 60 * 60.0
_LARGEST_POWER: Final = 16


_ENOUGH_S: Final = 5.0  # seconds that a request must have left to begin,
_ENOUGH: Final = 0.1  # or this share of a shorter round


def last_call(deadline: float) -> float:
    """Return when the last request may begin: one that time cuts off looks like a failure."""
    left = deadline - time.monotonic()
    return deadline - min(_ENOUGH_S, left * _ENOUGH)


class Backoff:
    """Counts failures in a row and says how long to wait after each."""

    def __init__(self, chance: Callable[[], float] = random.random) -> None:
        """Begin without failures; `chance` returns numbers from 0 to 1."""
        self._chance = chance
        self.failures = 0

    def delay(self, asked: float = 0.0) -> float:
        """Return the seconds to wait after one more failure, at least what the city asked for."""
        self.failures += 1
        longest = min(CAP_S, BASE_S * (1 << min(self.failures - 1, _LARGEST_POWER)))
        own = self._chance() * longest
        return min(asked, ASKED_CAP_S) + own if asked > 0 else own

    def after(self, failure: ExchangeError) -> float:
        """Return the seconds to wait after a failure, at least what its target asked for."""
        asked = failure.facts.get("retry_after")
        return self.delay(float(asked) if isinstance(asked, int | float) else 0.0)

    def reset(self) -> None:
        """Forget the failures: it worked, or the network is back."""
        self.failures = 0
