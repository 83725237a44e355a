"""What the cards of the cash drawer are handed: callables that run off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desk.domain.counter_events import DrawerClosed
from desk.domain.drawer import Drawer


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerPorts:
    """The cash drawer of this counter."""

    look: Callable[[], Drawer]
    open: Callable[[int], Drawer]
    close: Callable[[int, str], DrawerClosed]  # counted, reason of a difference
    allowed: Callable[[], bool]  # whether whoever sits here handles cash
