"""The words of every known failure and warning, in Vietnamese and English.

One table per error class or warning code, spread over a file per room; `{name}` is filled
from the failure's facts. Of a `target` that is not the city, a failure or a reason has the words of
its name with "-other" where there are any. `names.toml` has what people call the values of a fact,
a table per placeholder.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from typing_extensions import override

from desk.domain.errors import DeskError

LANGUAGES = ("vi", "en")
NAMES = "names.toml"
CITY = "city"  # the target of which a failure's own words speak


@dataclass(frozen=True, slots=True)
class Words:
    """What happened, what it means, what to do next."""

    title: str
    meaning: str = ""
    next: str = ""

    @override
    def __str__(self) -> str:
        """Return everything in one paragraph."""
        return " ".join(part for part in (self.title + ".", self.meaning, self.next) if part)


@cache
def table(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return all words of a language, by error class name or warning code."""
    found: dict[str, Mapping[str, str]] = {}
    for path in sorted(_folder(language).glob("*.toml")):
        if path.name != NAMES:
            found.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return found


@cache
def names(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return what people call the values of facts, by the fact and its value."""
    return tomllib.loads((_folder(language) / NAMES).read_text(encoding="utf-8"))


def _folder(language: str) -> Path:
    return Path(__file__).parent / language


def words(
    what: DeskError | str, language: str = "vi", facts: Mapping[str, object] | None = None
) -> Words:
    """Return the words for a failure, or for a warning's code with its facts.

    A code without words is shown as it is: better a bare name than silence.
    """
    code = what if isinstance(what, str) else what.code
    filled = dict(facts or {}) if isinstance(what, str) else what.facts
    known_words = table(language)
    entry = known_words.get(code)
    if (filled.get("target") or CITY) != CITY:
        entry = known_words.get(f"{code}-other", entry)
    if entry is None:
        return Words(code)
    known = names(language)
    called = {
        name: known[name].get(str(value), value) if name in known else value
        for name, value in filled.items()
    }
    return Words(*(_fill(entry.get(part, ""), called) for part in ("title", "meaning", "next")))


class _Lenient(string.Formatter):
    @override
    def get_value(self, key: int | str, args: object, kwargs: Mapping[str, object]) -> object:
        return kwargs.get(str(key), "…")  # kept by its code alone: a gap, no name of ours


def _fill(text: str, facts: Mapping[str, object]) -> str:
    said = _Lenient().vformat(text, (), facts)
    # Half a letter that somebody sent and a message quotes could be neither printed nor answered.
    return said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
