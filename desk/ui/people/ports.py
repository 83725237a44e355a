"""What signing in, changing over and a person's own choices are handed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferencePorts:
    """Choices of one person, by the uid of the account; pages use `kit.own` instead."""

    load: Callable[[str], Mapping[str, object]]  # user
    keep: Callable[[str, str, object], None]  # user, key, value (None forgets it)
