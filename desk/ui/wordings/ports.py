"""What the page of papers' words is handed; everything runs off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.domain.stationery import FormState, PartChange

if TYPE_CHECKING:
    from desk.ui.printers.ports import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingPorts:
    """The forms, and what can be done with their words; a form goes by its name: 2025/receipt."""

    forms: Callable[[], tuple[FormState, ...]]
    text: Callable[[str], str]  # as JSON
    preview: Callable[[str, str, str], tuple[Picture, ...]]  # name, words, page → its pages
    reword: Callable[[str, str, str], None]  # name, words ("": the program's own), note
    history: Callable[[str], tuple[PartChange, ...]]
    set_logo: Callable[[str], int]  # path ("": none) → bytes
