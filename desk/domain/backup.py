"""A proven copy of a counter's data, and when it is time for another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

#: A working day without a copy is one too many.
_OLD: Final = timedelta(hours=26)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A copy that was read through after it was written."""

    folder: str
    at: datetime
    bytes_: int
    events: int


def is_old(latest: Copied | None, now: datetime) -> bool:
    """Tell whether another copy is due."""
    return latest is None or now - latest.at > _OLD
