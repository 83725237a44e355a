"""What the page of books is handed: callables that run off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desk.domain.backup import Copied
from desk.domain.books import Book, Closing


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupPorts:
    """Proven copies of this counter's data."""

    latest: Callable[[], Copied | None]
    make: Callable[[Callable[[int, int], bool]], Copied]  # told (done, all); answers: go on?
    folder: Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPorts:
    """The books of this counter."""

    kinds: Callable[[], tuple[tuple[str, str], ...]]  # kind, name; the first two have no name
    book: Callable[[str, date, date], Book]
    close_day: Callable[[date], Closing]
    print: Callable[[str, date, date], int]  # → print job
    copies: BackupPorts
