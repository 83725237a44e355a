"""What the page of reference data is handed; everything runs off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desk.domain.changes import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePorts:
    """What was published, and the way to ask for more."""

    preview: Callable[[], tuple[Comparison, ...]]
    ask: Callable[[], None]  # exchanges with every target now
