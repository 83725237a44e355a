"""The words of the forms, read from data and checked before anything is drawn with them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar, cast

from desk.domain.errors import InputError, StorageError
from desk.domain.papers import FormLine, FormSet, FormWording, Signature
from desk.printing import resources

FACES = ("r", "b", "i", "z")
STYLES = ("field", "prose", "centre", "small")
_PLAIN = {"str": str, "bool": bool, "int": int}  # the types that JSON could get wrong

Record = TypeVar("Record")


class WordingMissingError(StorageError):
    """The file with the words of a form set is not there."""


class WordingDamagedError(StorageError):
    """A file of wording is not what the program can read; `why` names the place."""


class FormUnknownError(InputError):
    """The form set has no such form."""


class PlaceholderUnknownError(InputError):
    """A form's wording asks for something that its paper does not hold."""


def load(key: str) -> FormSet:
    """Return one form set (2025, 2018) with the forms that all sets share.

    Raises:
        WordingMissingError: there is no such set.
        WordingDamagedError: its file cannot be read.
    """
    return _load(resources.folder("forms"), key)


def available() -> tuple[str, ...]:
    """Return the keys of the form sets at hand, newest first."""
    found = (path.stem for path in resources.folder("forms").glob("*.json"))
    return tuple(sorted((key for key in found if key != "common"), reverse=True))


def form(form_set: FormSet, key: str) -> FormWording:
    """Return one form of a set.

    Raises:
        FormUnknownError: the regime has no such form (2018 has none for stopping).
    """
    try:
        return form_set.forms[key]
    except KeyError:
        raise FormUnknownError(form=key, form_set=form_set.key) from None


class _Words(dict[str, str]):
    """Words by key; one that a file has lost is a known failure, not a crash."""

    def __init__(self, words: Mapping[str, str], where: str) -> None:
        super().__init__(words)
        self._where = where

    def __missing__(self, key: str) -> str:
        raise WordingDamagedError(file=self._where, why=key)


@cache
def _load(folder: Path, key: str) -> FormSet:
    common = _read(folder / "common.json")
    data = _read(folder / f"{key}.json")
    merged = common | data
    for part in ("words", "proper", "forms"):
        merged[part] = common.get(part, {}) | data.get(part, {})
    try:
        return _form_set(merged)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WordingDamagedError(file=f"{key}.json", why=str(error)) from error


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise WordingMissingError(file=path.name) from None
    except (OSError, ValueError) as error:
        raise WordingDamagedError(file=path.name, why=str(error)) from error
    if not isinstance(data, dict):
        raise WordingDamagedError(file=path.name, why="{}")
    return data


def _form_set(data: dict[str, Any]) -> FormSet:
    first, second = data["national"]
    forms = {key: _wording(key, value) for key, value in data["forms"].items()}
    parts = {
        "national": (first, second),
        "forms": forms,
        "words": _Words(data["words"], f"{data['key']}.json"),
    }
    return _record(FormSet, data | parts)


def _wording(key: str, data: dict[str, Any]) -> FormWording:
    words = data.get("words", {})
    if not isinstance(words, dict) or not all(isinstance(text, str) for text in words.values()):
        raise ValueError(f"{key}: words")
    parts: dict[str, Any] = {
        "key": key,
        "copies": tuple(data.get("copies", ())),
        "sent_to": tuple(data.get("sent_to", ())),
        "body": tuple(_line(item) for item in data.get("body", ())),
        "after": tuple(_line(item) for item in data.get("after", ())),
        "signatures": tuple(_record(Signature, item) for item in data.get("signatures", ())),
        "words": _Words(words, key),
    }
    wording = _record(FormWording, data | parts)
    for template in (
        *(line.text for line in (*wording.body, *wording.after)),
        *(spot.name for spot in wording.signatures),
        *(spot.role for spot in wording.signatures),
        *wording.words.values(),
    ):
        list(Formatter().parse(template))  # a stray brace is found now, not at the counter
    return wording


def _line(item: str | dict[str, Any]) -> FormLine:
    line = FormLine(text=item) if isinstance(item, str) else _record(FormLine, item)
    if line.face not in FACES or line.style not in STYLES:
        raise ValueError(f"{line.face}, {line.style}")
    return line


def _record(kind: type[Record], data: dict[str, Any]) -> Record:
    """Make a record of JSON; a key that it does not know is a slip of the pen, so it is told."""
    known = {field.name: _PLAIN.get(str(field.type)) for field in fields(cast("Any", kind))}
    for key, value in data.items():
        if key not in known:
            raise ValueError(key)
        plain = known[key]
        if plain is not None and type(value) is not plain:
            raise ValueError(f"{key}: {value!r}")
    return kind(**data)
