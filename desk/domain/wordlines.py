"""A form's wording as lines that people edit: flat, in the order in which they are printed.

An entry is what the files of wording hold of one form (see `resources/forms/README.md`). What is
no words – where codes stand, the order of blocks – is not offered as a line and stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

Entry = Mapping[str, Any]
Path = tuple[str | int, ...]

#: Single words of a form that can be edited though a form has none of them yet.
HEADS: Final = ("label", "title", "basis", "suffix")
_LISTS: Final = ("copies", "body", "signatures", "sent_to", "after")
_SIGNED: Final = ("title", "hint", "digital", "name", "role")


@dataclass(frozen=True, slots=True)
class WordLine:
    """One line; `part` is which list or field it is of, `detail` what of it (a key, a number)."""

    path: Path
    part: str  # label | title | basis | suffix | copies | body | signatures | sent_to | …
    text: str
    detail: str = ""
    when: str = ""  # the placeholder that must have a value for it to be printed
    own: bool = False  # ours, not the official form's

    @property
    def moves(self) -> bool:
        """Whether it can go up or down, be doubled or taken away: a line of a list of texts."""
        return self.part in {"body", "after", "copies", "sent_to"}


def lines(entry: Entry) -> tuple[WordLine, ...]:
    """Return the lines of an entry."""
    found = [WordLine((key,), key, str(entry.get(key, ""))) for key in HEADS]
    for part in _LISTS:
        for at, item in enumerate(entry.get(part, ())):
            found += _of_item(part, at, item)
    words = entry.get("words", {})
    found += [WordLine(("words", key), "words", str(words[key]), key) for key in words]
    return tuple(found)


def _of_item(part: str, at: int, item: object) -> list[WordLine]:
    number = str(at + 1)
    if isinstance(item, str):
        return [WordLine((part, at), part, item, number)]
    if not isinstance(item, dict):
        return []
    if part == "signatures":
        return [
            WordLine((part, at, key), part, str(item[key]), f"{number} {key}")
            for key in _SIGNED
            if key in item
        ]
    if "text" not in item:
        return []  # a block that the program draws
    when, own = str(item.get("when", "")), bool(item.get("own", False))
    return [WordLine((part, at, "text"), part, str(item["text"]), number, when, own)]


def changed(entry: Entry, path: Path, text: str) -> dict[str, Any]:
    """Return an entry with one line worded otherwise; a head without words is left out."""
    made: dict[str, Any] = deepcopy(dict(entry))
    if len(path) == 1 and not text and path[0] != "title":
        made.pop(str(path[0]), None)
        return made
    place: Any = made
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = text
    return made


def added(entry: Entry, path: Path) -> tuple[dict[str, Any], Path]:
    """Return an entry with an empty line below one of a list, printed as that one; and its path."""
    made: dict[str, Any] = deepcopy(dict(entry))
    part, at = _place(path)
    items: list[Any] = made[part]
    like = items[at]
    new: Any = ""
    if isinstance(like, dict):
        kept = {key: value for key, value in like.items() if key in {"style", "face", "when"}}
        new = {"text": "", **kept}
    items.insert(at + 1, new)
    return made, (part, at + 1, "text") if isinstance(new, dict) else (part, at + 1)


def removed(entry: Entry, path: Path) -> dict[str, Any]:
    """Return an entry without one line of a list."""
    made: dict[str, Any] = deepcopy(dict(entry))
    part, at = _place(path)
    del made[part][at]
    return made


def moved(entry: Entry, path: Path, by: int) -> tuple[dict[str, Any], Path]:
    """Return an entry with one line of a list `by` places further down, as far as it goes."""
    made: dict[str, Any] = deepcopy(dict(entry))
    part, at = _place(path)
    items: list[Any] = made[part]
    to = min(max(at + by, 0), len(items) - 1)
    items.insert(to, items.pop(at))
    return made, (part, to, *path[2:])


def _place(path: Path) -> tuple[str, int]:
    part, at = path[0], path[1]
    assert isinstance(at, int)  # noqa: S101 - asked of lines of lists alone
    return str(part), at


def index_of(shown: Sequence[WordLine], path: Path) -> int:
    """Return where a line stands; 0 if it is not there."""
    return next((at for at, each in enumerate(shown) if each.path == path), 0)
