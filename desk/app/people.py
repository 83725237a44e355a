"""Who sits at the counter: what the window needs of accounts and of each person's choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.services import preferences as choices
from desk.ui.people.ports import PreferencePorts

if TYPE_CHECKING:
    from desk.app.seat import Seat


def preferences(seat: Seat) -> PreferencePorts:
    """Return where each person's choices are kept."""
    work = seat.work
    return PreferencePorts(
        load=lambda user: choices.load(work, user),
        keep=lambda user, key, value: choices.keep(work, user, key, value),
    )
