"""Reads the JSON of dated rules strictly and names the entry that cannot be used.

Calendars, catalogue, fees and regimes are edited by hand and sent by other systems: a key
typed wrong must be an error here, never a rule that silently does not apply.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NoReturn, TypeVar

from desk.domain.errors import InputError

Choice = TypeVar("Choice", bound=StrEnum)

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # Python alone would also take 2026-W01-1
_TEXT_LIMIT = 2000
_SHOWN = 60  # characters of a wrong value that an error repeats


class RuleDataError(InputError):
    """Dated rules cannot be used: `entry` is where, `expected` the form, `found` what is there.

    `expected` is notation, not words, so that it reads the same in every language.
    """


class Entry:
    """One JSON object being read: each key is taken once, what is left over is a mistake."""

    def __init__(self, data: object, *, at: str, error: type[RuleDataError]) -> None:
        """Start reading `data`, found at the path `at`; failures are raised as `error`."""
        self.at = at
        self._error = error
        if not isinstance(data, Mapping):
            raise error(entry=at, expected="{…}", found=_shown(data))
        self._left: dict[str, object] = {str(key): value for key, value in data.items()}
        self._known: list[str] = []

    def fail(self, key: str, expected: str, found: object = None) -> NoReturn:
        """Raise the error of this kind of data for one of its keys."""
        raise self._error(
            entry=f"{self.at}.{key}" if key else self.at, expected=expected, found=_shown(found)
        )

    def close(self) -> None:
        """Refuse keys that nobody asked for."""
        for key, value in self._left.items():
            self.fail(key, " | ".join(self._known), value)

    def has(self, key: str) -> bool:
        """Whether the key is there and still unread."""
        return key in self._left

    def take(self, key: str) -> object:
        """Take a raw value; None where the key is missing."""
        self._known.append(key)
        return self._left.pop(key, None)

    def text(self, key: str, default: str | None = None) -> str:
        """Take a text, NFC and trimmed; without a default it must not be empty."""
        value = self.take(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or len(value) > _TEXT_LIMIT:
            self.fail(key, "“…”", value)
        clean = unicodedata.normalize("NFC", value).strip()
        if not clean and default is None:
            self.fail(key, "“…”", value)
        return clean

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """Take a whole number within bounds, both inclusive."""
        value = self.take(key)
        if value is None and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.fail(key, f"{low}…{high}", value)
        return value

    def whole_or_none(self, key: str, low: int, high: int) -> int | None:
        """Take a whole number, or None where the law gives none: the key must be there."""
        if key not in self._left:
            self.fail(key, f"{low}…{high} | null")
        if self._left[key] is None:
            self.take(key)
            return None
        return self.whole(key, low, high)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Take true or false."""
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.fail(key, "true | false", value)
        return value

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        """Take one of an enumeration's values."""
        value = self.take(key)
        try:
            return kind(str(value))
        except ValueError:
            self.fail(key, " | ".join(kind), value)

    def day(self, key: str) -> date:
        """Take a date."""
        return self.as_day(key, self.take(key))

    def day_text(self, key: str) -> str:
        """Take a date as its text; empty where there is none."""
        value = self.take(key)
        return "" if value is None or value == "" else self.as_day(key, value).isoformat()

    def as_day(self, key: str, value: object) -> date:
        """Read a value, or a key of this entry, as a date YYYY-MM-DD."""
        text = value if isinstance(value, str) and _DATE.fullmatch(value) else ""
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.fail(key, "YYYY-MM-DD", value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts; none where the key is missing."""
        found: list[str] = []
        for place, value in self._items(key):
            if not isinstance(value, str) or not value.strip():
                self.fail(place, "“…”", value)
            found.append(unicodedata.normalize("NFC", value).strip())
        return tuple(found)

    def wholes(self, key: str, low: int, high: int) -> tuple[int, ...]:
        """Take a list of whole numbers; none where the key is missing."""
        found: list[int] = []
        for place, value in self._items(key):
            if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
                self.fail(place, f"{low}…{high}", value)
            found.append(value)
        return tuple(found)

    def entry(self, key: str) -> Entry:
        """Take a nested object; an empty one where the key is missing."""
        value = self.take(key)
        return Entry({} if value is None else value, at=f"{self.at}.{key}", error=self._error)

    def entries(self, key: str) -> Iterator[Entry]:
        """Take a list of objects; none where the key is missing."""
        for place, value in self._items(key):
            yield Entry(value, at=f"{self.at}.{place}", error=self._error)

    def left(self) -> tuple[str, ...]:
        """Return the unread keys, for objects whose keys are themselves data."""
        return tuple(self._left)

    def _items(self, key: str) -> Iterator[tuple[str, object]]:
        value = self.take(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.fail(key, "[…]", value)
        for place, item in enumerate(value, start=1):
            yield f"{key}[{place}]", item


def _shown(value: object) -> str:
    return "∅" if value is None else repr(value)[:_SHOWN]
