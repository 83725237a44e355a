"""Reference data follows the exchange: asked for only where the feed told that there is more."""

from __future__ import annotations

import time
from typing import Final, Protocol

from desk.domain.errors import ExchangeError
from desk.sync.ports import Adapter
from desk.wire.reference import Editions

_REST_S: Final = 15 * 60.0  # after what was refused as nobody's word: it may be right next time


class Shelf(Protocol):
    """The counter's own side."""

    def wanted(self, target: str) -> int | None:
        """Return the serial after which there are editions to ask for; None: there are none."""

    def take(self, target: str, page: Editions) -> bool:
        """Prove and keep editions; False: what came is not the target's word, nothing was kept.

        None at all: the target has taken back what it told of, until it tells again.
        """


class References:
    """Fetches what a target has published; see `desk.sync.files.Carrier` for its place."""

    def __init__(self, shelf: Shelf) -> None:
        """Prepare."""
        self._shelf = shelf
        self._rest: dict[str, float] = {}

    def carry(
        self, adapter: Adapter, target: str, *, until: float, deadline: float, everything: bool
    ) -> bool:
        """Fetch until nothing new is left or time is up; True: there is more.

        Raises no `ExchangeError`: an edition is dated, and the next exchange asks again.
        """
        if not everything and time.monotonic() < self._rest.get(target, 0.0):
            return False
        while (after := self._shelf.wanted(target)) is not None:
            if time.monotonic() >= until:
                return True
            try:
                page = adapter.editions(after, until=deadline)
            except ExchangeError:
                return False
            if not self._shelf.take(target, page):
                self._rest[target] = time.monotonic() + _REST_S
                return False
        return False
