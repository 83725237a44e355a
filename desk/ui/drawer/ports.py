"""What the cards of the cash drawer are handed: callables that run off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desk.domain.counter_events import DrawerClosed
from desk.domain.drawer import Drawer


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerPorts:
    """The cash drawer of this counter."""

    look: Callable[[], Drawer]
    open: Callable[[int], Drawer]
    #: Counted, reason of a difference, the notes: value and how many.
    close: Callable[[int, str, Sequence[tuple[int, int]]], DrawerClosed]
    allowed: Callable[[], bool]  # whether whoever sits here handles cash
