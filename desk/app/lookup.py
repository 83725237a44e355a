"""The look-up page's callables, bound to services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.app.statistics import ports as statistics
from desk.services import exporting, lookup
from desk.ui.search.ports import LookupPorts

if TYPE_CHECKING:
    from desk.app.seat import Seat


def ports(seat: Seat) -> LookupPorts:
    """Return what the look-up page is handed."""
    work = seat.work
    return LookupPorts(
        find=lambda asked, sort, after: lookup.find(work, asked, sort, after),
        choices=lambda: lookup.choices(work),
        print_form=seat.print_form,
        export=lambda asked, sort, path, told: exporting.export(
            work, seat.user, asked, sort, path, told
        ),
    )


__all__ = ["ports", "statistics"]
