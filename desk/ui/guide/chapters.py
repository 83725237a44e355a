"""The chapters of the guide: Markdown files, in the order of their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.domain.text import fold


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as its file has it; `folded` is what is searched."""

    name: str
    title: str
    text: str
    folded: str


def read(folder: Path) -> tuple[Chapter, ...]:
    """Return the chapters in a folder."""
    found = []
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        title = text.partition("\n")[0].removeprefix("# ").strip()
        found.append(Chapter(path.stem, title, text, fold(text)))
    return tuple(found)


def find(chapters: Sequence[Chapter], words: str) -> tuple[Chapter, ...]:
    """Return the chapters that have all the words, those with them in the title first."""
    sought = fold(words).split()
    hits = [each for each in chapters if _has(each.folded, sought)]
    return tuple(sorted(hits, key=lambda each: not _has(fold(each.title), sought)))


def _has(folded: str, sought: Sequence[str]) -> bool:
    """Tell whether each word begins one of the text's words."""
    return all(f" {word}" in f" {folded}" for word in sought)
