"""What keeps half-done forms is handed: callables that run off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desk.domain.drafts import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPorts:
    """Half-done forms of this counter."""

    begin: Callable[[], tuple[Draft, ...]]  # all of them; what is in hand comes first
    save: Callable[[Draft, datetime | None], Draft]  # the form, and when it was last seen saved
    take: Callable[[str], Draft]
    throw: Callable[[str], None]
