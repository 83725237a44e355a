"""What the waiting room's page and chip are handed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desk.domain.waiting import Board, Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPorts:
    """Today's tickets; a ticket is named by its key, None being the one whose turn it is."""

    board: Callable[[], Board]
    take: Callable[[str, str], tuple[Ticket, int | None]]  # reason, number of a paper slip → job
    call: Callable[[int | None, bool], Ticket | None]  # key, whether the present one is held
    again: Callable[[int], Ticket]
    move: Callable[[int, str], Ticket]  # key, one of `waiting.MOVES`
    uncall: Callable[[int, int | None], None]  # key, who was at the counter before
