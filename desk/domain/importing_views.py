"""What is shown of an old list, of what came of it, and of what came in before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from desk.domain.importing import Fault
from desk.domain.importing_values import Order
from desk.domain.oldtext import Encoding

MOST_TOLD: Final = 5_000


@dataclass(slots=True)
class Outcome:
    """What came of a list; warnings of one kind about one column are told once, with how many."""

    batch: str
    rows: int = 0
    new: int = 0
    same: int = 0
    changed: int = 0
    stopped: bool = False
    refused: int = 0  # rows with errors
    errors: list[Fault] = field(default_factory=list)
    warnings: dict[tuple[object, ...], tuple[Fault, int]] = field(default_factory=dict)

    def refuse(self, faults: Sequence[Fault]) -> None:
        """Note why a row stays outside."""
        self.refused += 1
        if len(self.errors) < MOST_TOLD:
            self.errors += faults

    def warn(self, fault: Fault) -> None:
        """Note what is odd about a row."""
        key = (fault.code, fault.column, *sorted(map(str, fault.facts.items())))
        first, number = self.warnings.get(key, (fault, 0))
        if number or len(self.warnings) < MOST_TOLD:
            self.warnings[key] = (first, number + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What came in from one list; `taken_back` of `dossiers` are struck out again."""

    batch: str
    at: datetime
    by: str
    source: str
    dossiers: int
    taken_back: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A dossier that stays: somebody has gone on with it, here or at another counter."""

    code: str
    uid: str
    why: str  # touched | elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What was taken back, and what stays."""

    batch: str
    taken_back: int
    left: tuple[Left, ...] = ()
    stopped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """A column of a list; `raw` is what its first rows show in the file."""

    heading: str
    field: str = ""  # what it seems to be
    encoding: Encoding = Encoding.UNICODE
    sure: bool = True
    raw: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """A list as it was opened; `rows` counts the headings, too."""

    path: str
    sheet: str
    sheets: tuple[str, ...]
    heading_row: int
    rows: int
    columns: tuple[ColumnView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a person chose for a list: for each column what it is and its code, by its place."""

    path: str
    sheet: str
    heading_row: int
    headings: tuple[str, ...]
    fields: Mapping[int, str]
    encodings: Mapping[int, Encoding]
    order: Order = Order.DMY
    due_days: int = 0
