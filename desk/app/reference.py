"""Reference data in the program: taken from the exchange, and told before it starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.services import reference

if TYPE_CHECKING:
    from desk.app.seat import Seat
    from desk.services.workplace import Workplace
    from desk.ui.reference.ports import ReferencePorts
    from desk.wire.reference import Editions


@dataclass(frozen=True, slots=True)
class CounterShelf:
    """`desk.sync.reference.Shelf` over an open counter."""

    work: Workplace

    def wanted(self, target: str) -> int | None:
        """Return the serial after which to ask."""
        return reference.wanted(self.work, target)

    def take(self, target: str, page: Editions) -> bool:
        """Prove and keep what came."""
        return reference.take(self.work, target, page.items, self.work.now(), page.vouched)


def ports(seat: Seat) -> ReferencePorts:
    """Return what the page is handed."""
    from desk.ui.reference.ports import ReferencePorts

    return ReferencePorts(
        preview=lambda: reference.preview(seat.work, seat.user), ask=seat.sync_now
    )
