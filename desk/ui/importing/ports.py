"""What the page of old data is handed; everything runs off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desk.domain.importing import Fault
from desk.domain.importing_views import Batch, Chosen, ListView, Outcome, Undone

#: Told how many rows are done and how many there are; False stops.
Told = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPorts:
    """A list opened, tried and brought in; batches listed and taken back."""

    open: Callable[[str, str], ListView]  # path, sheet ("": the first that is not hidden)
    bring: Callable[[Chosen, Told, bool], Outcome]  # True: only tried
    batches: Callable[[], tuple[Batch, ...]]
    undo: Callable[[str, Told], Undone]
    save_faults: Callable[[str, tuple[str, str, str], list[tuple[Fault, str]]], None]  # path first
