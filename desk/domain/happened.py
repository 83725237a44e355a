"""When a step happened: as it was told, else when it was written."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from desk.domain.events import Event

#: Where bodies say it. What they promise (`due_at`, `until`) is not when they happened.
_TOLD: Final = (
    "received_at",
    "filed_at",
    "claimed_at",
    "forwarded_at",
    "asked_at",
    "answered_at",
    "refused_at",
    "stopped_at",
    "closed_at",
    "finished_at",
    "returned_at",
    "at",
)
_LATER: Final = timedelta(days=1)


def happened_at(made: Event) -> datetime:
    """Return when a step happened; a receipt that an earlier system made, when it made it."""
    told = (getattr(made.body, name, None) for name in _TOLD)
    return next((at for at in told if at is not None), made.at)


def written_later(made: Event) -> bool:
    """Whether a step was written down more than a day after it had happened."""
    return made.at - happened_at(made) > _LATER
