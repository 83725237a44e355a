"""What the page of numbered sheets is handed; everything runs off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from desk.domain.sheets import Account, Lot


class TellOfSheets(Protocol):
    """Writes down what happened to a run of sheets."""

    def __call__(self, way: str, first: str, last: str, /, *, slot: int, note: str) -> Lot:
        """Write down that sheets came, went to counter `slot`, or were spoilt while blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPorts:
    """The account of numbered sheets, and how their stock changes."""

    account: Callable[[date, date], Account]  # both days included
    tell: TellOfSheets
    print: Callable[[date, date], int]  # → print job
    reasons: Callable[[], Sequence[str]]  # why sheets are spoilt
    may: Callable[[], frozenset[str]]  # what whoever sits here has the right to
