"""Two copies of one whole machine: how the numbers that both gave out are told apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

_LEAD: Final = "/"


def mark(code: str, place: int) -> str:
    """Return the further code of one of the dossiers that bear the same: `…-1001/1`, `…-1001/2`.

    `place` is the dossier's among those of the code in the order of their uids, from 0: every
    counter comes to the same, whoever marks them.
    """
    return f"{code}{_LEAD}{place + 1}"


def further(code: str, aliases: Iterable[str]) -> str:
    """Return the further code that tells a dossier from another of its code; "": it has none."""
    return next((each for each in aliases if each.startswith(code + _LEAD)), "")


def is_marked(code: str, aliases: Collection[str]) -> bool:
    """Tell whether a person has decided about a dossier whose code another one bears too."""
    return bool(further(code, aliases))


def free_slot(taken: Collection[int], slots: Sequence[int]) -> int:
    """Return the first slot that no counter is known to have; 0: there is none."""
    return next((slot for slot in slots if slot not in taken), 0)
