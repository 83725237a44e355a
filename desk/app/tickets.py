"""The waiting room's callables, bound to one counter and what was chosen for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desk import settings
from desk.domain.errors import StorageError

if TYPE_CHECKING:
    from desk.app.seat import Seat
    from desk.services.workplace import Workplace
    from desk.ui.tickets.ports import TicketPorts


class WindowOpenError(StorageError):
    """The counter's window stands on this folder, and it alone writes there."""


@contextmanager
def told_of_the_window() -> Iterator[None]:
    """Say of a folder that is locked by its window that tickets are given and called there."""
    from desk.models.engine import LockedError

    try:
        yield
    except LockedError as error:
        if error.facts["purpose"] != "window":
            raise
        raise WindowOpenError(pid=error.facts["pid"]) from error


def run(folder: Path) -> int:
    """Return how many tickets with priority may pass over an ordinary one in a row."""
    return settings.load(folder).priority_run


def name(work: Workplace, folder: Path) -> str:
    """Return what this counter is called in the waiting room: as chosen, else by its slot."""
    from desk.models import log

    chosen = settings.load(folder).counter_name
    if chosen:
        return chosen
    with work.database.read() as tx:
        return log.this_counter(tx).label


def ports(seat: Seat) -> TicketPorts:
    """Return what the window's waiting room is handed."""
    from desk.services import tickets
    from desk.ui.tickets.ports import TicketPorts

    work, folder = seat.work, seat.folder
    return TicketPorts(
        board=lambda: tickets.board(work, run(folder)),
        take=lambda reason, number: tickets.take(work, reason=reason, number=number),
        call=lambda key, hold: tickets.call(
            work, name(work, folder), key, run=run(folder), hold=hold
        ),
        again=lambda key: tickets.again(work, key),
        move=lambda key, action: tickets.move(work, key, action),
        uncall=lambda key, before: tickets.uncall(work, key, before),
    )
