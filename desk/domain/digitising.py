"""Papers as files: which paper counts as digitised, and where the pages of a scan belong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desk.domain import codes
from desk.domain.records import Attachment, Dossier

_LEAD: Final = "88"  # of the code that names a paper: no dossier's barcode is this short
_INDEX: Final = re.compile(r"[0-9]{8}")
MOST_PAPERS: Final = 99_999


def digitised(dossier: Dossier) -> tuple[int, int]:
    """Return how many of a dossier's papers have a file, and how many should.

    A paper that was only shown and taken back leaves nothing to digitise.
    """
    files = {each.paper for each in dossier.attachments if each.kind == "paper"}
    kept = [paper for paper in dossier.papers if not paper.shown]
    return sum(paper.name in files for paper in kept), len(kept)


def files_of(dossier: Dossier, paper: str) -> tuple[Attachment, ...]:
    """Return the files that show one paper; of none: those that belong to no listed paper."""
    names = {each.name for each in dossier.papers}
    if paper:
        return tuple(each for each in dossier.attachments if each.paper == paper)
    return tuple(each for each in dossier.attachments if each.paper not in names)


@dataclass(frozen=True, slots=True)
class Reusable:
    """A file of an earlier dossier of the same person that shows a paper asked for again."""

    file: Attachment
    code: str  # of the earlier dossier
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayScan:
    """A scan that came in; `code` names the dossier that it was filed with by itself."""

    id: int
    file: str
    media: str
    size: int
    pages: int
    source: str  # scan | drop | paste
    at: datetime
    code: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be taken in; `code` has its words in `messages`."""

    name: str  # of the file, for the screen alone
    code: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderNews:
    """What one look into the scan folder has brought."""

    folder: str
    gone: bool = False
    taken: tuple[tuple[str, str, int], ...] = ()  # code, paper, pages; no code: into the tray
    problems: tuple[Problem, ...] = ()
    more: bool = False  # something may be taken at the next look


# -- cover sheets --------------------------------------------------------------------------------


def cover_digits(index: int) -> str:
    """Return the second code of a cover sheet: which paper of the dossier follows, 0 for none.

    Digits alone, with a check digit of its own, like the dossier's barcode.
    """
    if not 0 <= index <= MOST_PAPERS:
        raise ValueError(f"paper {index}")
    digits = f"{_LEAD}{index:05d}"
    return digits + codes.check_digit(digits)


def paper_index(text: str) -> int | None:
    """Return the paper that a cover sheet's second code names, None for any other code."""
    if not _INDEX.fullmatch(text) or not text.startswith(_LEAD):
        return None
    return int(text[2:-1]) if codes.check_digit(text[:-1]) == text[-1] else None


@dataclass(frozen=True, slots=True)
class Mark:
    """What the codes on a page say: a cover sheet has an `index`, a receipt has none.

    A cover sheet whose dossier could not be read has no `barcode`.
    """

    barcode: str
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that belong together (from 0), and where they belong; no barcode: nobody knows."""

    pages: tuple[int, ...]
    barcode: str = ""
    index: int = 0  # of the paper, from 1; 0: none of them


def mark_of(texts: Iterable[str]) -> Mark | None:
    """Return what a page's codes say; None where they say nothing or name two dossiers."""
    dossiers: set[str] = set()
    indexes: set[int] = set()
    for text in texts:
        index = paper_index(text)
        if index is not None:
            indexes.add(index)
            continue
        try:
            dossiers.add(codes.check_barcode(text))
        except codes.BadCheckDigitError:
            continue  # another office's code, or a stamp
    index = min(indexes) if len(indexes) == 1 else None
    if len(dossiers) > 1 or (not dossiers and index is None):
        return None
    return Mark(min(dossiers, default=""), index)


def split(marks: Sequence[Mark | None]) -> tuple[Part, ...]:
    """Return the parts of a scan: a cover sheet or a receipt begins a new one.

    A cover sheet itself belongs nowhere, unless its dossier could not be read: then a person must
    see it. No other page is ever left out; a scan of nothing but covers stays as it is.
    """
    parts: list[tuple[Mark, list[int]]] = []
    for page, mark in enumerate(marks):
        known = parts[-1][0] if parts else None
        if mark is None and known is not None:
            parts[-1][1].append(page)
        elif mark is None:
            parts.append((Mark(""), [page]))
        elif mark.index is not None and mark.barcode:
            parts.append((mark, []))
        elif mark == known:  # the second page of a receipt
            parts[-1][1].append(page)
        else:
            parts.append((mark, [page]))
    made = tuple(
        Part(tuple(pages), mark.barcode, (mark.index or 0) if mark.barcode else 0)
        for mark, pages in parts
        if pages
    )
    return made or (Part(tuple(range(len(marks)))),)
