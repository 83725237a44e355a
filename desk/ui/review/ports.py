"""What the page of decisions is handed; everything runs off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desk.domain.review import Decided, Item, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPorts:
    """What needs a person, oldest first; `str` is an item's key."""

    items: Callable[[], tuple[Item, ...]]
    question: Callable[[str], Question]
    decide: Callable[[str, str, str], Decided]  # item, choice, reason ("": none)
    take_back: Callable[[str, str], None]  # uid of the dossier, the decision
