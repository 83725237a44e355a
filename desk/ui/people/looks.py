"""Looks are a person's own; whoever has not chosen any sees what was chosen here last."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from desk.ui.choices import Choices
from desk.ui.language import LANGUAGES
from desk.ui.preferences import Preferences
from desk.ui.theme import SCALES, THEMES

LOOKS: Final = ("theme", "scale", "language")


def same_looks(one: Choices, other: Choices) -> bool:
    """Tell whether a window in these choices looks the same."""
    return all(getattr(one, name) == getattr(other, name) for name in LOOKS)


def chosen_by(own: Preferences, here: Choices) -> Choices:
    """Return what the person who is signed in chose, and the rest as it is here."""
    theme = own.get("looks.theme", here.theme)
    scale = own.get("looks.scale", here.scale)
    language = own.get("looks.language", here.language)
    return replace(
        here,
        theme=theme if theme in THEMES else here.theme,
        scale=scale if scale in SCALES else here.scale,
        language=language if language in LANGUAGES else here.language,
    )


def keep_looks(own: Preferences, choices: Choices) -> None:
    """Keep the looks in `choices` as the person's own."""
    for name in LOOKS:
        own.set(f"looks.{name}", getattr(choices, name))
