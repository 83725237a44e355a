"""What the page of books is handed: callables that run off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desk.domain.backup import Copied
from desk.domain.book_closing import Closing, Kept
from desk.domain.books import Book
from desk.ui.signing.ports import Signing

#: Write a book – kind, first and last day, as it was closed – into a file, telling lines done of
#: all; whoever is told answers whether to go on.
Save = Callable[[str, date, date, bool, Path, Callable[[int, int], bool]], None]

#: The same as a signed file, where people look for files; returns it, and who signed it.
Sign = Callable[
    [str, date, date, bool, Signing, Callable[[int, int], bool]],
    tuple[Path, str],
]


def file_name(kind: str, start: date, end: date) -> str:
    """Return what the file of a book is called, without its ending."""
    return f"so-{kind}-{start:%Y%m%d}-{end:%Y%m%d}"


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
    close: Callable[[date, date, str], Closing]  # first and last day, why once more
    closings: Callable[[str], tuple[Closing, ...]]  # of a book, the latest first
    kept: Callable[[str, Closing], Kept]  # whether the book still is as it was closed
    print: Callable[[str, date, date, bool], int]  # as it was closed? → print job
    save: Save
    sign: Sign
    copies: BackupPorts
