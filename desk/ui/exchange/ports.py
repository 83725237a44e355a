"""What the card of the courier is handed: callables that run off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desk.domain.views import Carried, StickBundle, Written

#: Told (done, all) in bytes, all = 0 while nobody knows; answers: go on?
Progress = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourierPorts:
    """The exchange by stick; `str` is a folder on it."""

    look: Callable[[str], tuple[StickBundle, ...]]
    write: Callable[[str, Progress], Written]
    read: Callable[[str, Progress], Carried]
