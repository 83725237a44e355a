"""The words of the forms, read from data and checked before anything is drawn with them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar, cast

from desk.domain.errors import InputError, StorageError
from desk.domain.papers import FormLine, FormSet, FormWording, Signature
from desk.domain.results import BadTemplateError, Template, parse_template
from desk.domain.stationery import Stationery
from desk.printing import resources

COMMON = "common"  # the file of what all sets share
RESULTS = "results"  # what is issued as a result; of no regime
NOTICES = "notices"  # what is told to citizens, on paper and in messages; of none either
APART = (RESULTS, NOTICES)
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
    """A form's wording asks for what its paper does not hold; facts: form, placeholder, known."""


class BracesError(InputError):
    """Braces that are left open, or in words that are printed as they stand; facts: form, text."""


def unknown(form: str, placeholder: str, known: Iterable[str]) -> PlaceholderUnknownError:
    """Return the error of a placeholder that a paper has nothing for, naming those it has."""
    names = ", ".join(sorted(known))
    return PlaceholderUnknownError(form=form, placeholder=placeholder[:80], known=names)


def load(key: str) -> FormSet:
    """Return one form set (2025, 2018) with the forms that all sets share, as the program has it.

    Raises:
        WordingMissingError: there is no such set.
        WordingDamagedError: its file cannot be read.
    """
    folder = resources.folder("forms")
    return _parsed(key, _file(folder, COMMON), _file(folder, key), ())


def read(told: Stationery, key: str) -> FormSet:
    """Return one form set as it was at a time, with what the ward has worded itself.

    Raises:
        WordingMissingError, WordingDamagedError, as `load`.
    """
    folder = resources.folder("forms")
    common = told.bases.get(COMMON) or _file(folder, COMMON)
    own = (*told.own(COMMON), *told.own(key))
    return _parsed(key, common, told.bases.get(key) or _file(folder, key), own)


def check(told: Stationery, name: str, text: str) -> FormSet:
    """Return the set as it would be with one form (2025/receipt) worded otherwise.

    Raises:
        FormUnknownError: the set has no such form.
        WordingDamagedError: the text is none of a form; `why` names the place.
        BracesError: braces are left open, or stand where nothing is filled in.
        PlaceholderUnknownError: it asks for what its paper does not hold.
    """
    key, _, form_key = name.partition("/")
    forms = {**told.forms, name: text}
    if not text:
        forms.pop(name, None)
    shown = read(replace(told, forms=forms), "2025" if key == COMMON else key)
    if form_key not in read(told, shown.key).forms:
        raise FormUnknownError(form=form_key[:40], form_set=key)
    return shown


def text_of(key: str) -> str:
    """Return what the program itself has of a set (or `common`), as its file says it."""
    return _file(resources.folder("forms"), key)


def available() -> tuple[str, ...]:
    """Return the keys of the regimes' form sets at hand, newest first."""
    found = (path.stem for path in resources.folder("forms").glob("*.json"))
    return tuple(sorted((key for key in found if key not in (COMMON, *APART)), reverse=True))


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


@lru_cache(maxsize=64)
def _parsed(key: str, common: str, data: str, own: tuple[tuple[str, str], ...]) -> FormSet:
    """Merge what all sets share with one set's own, and with the ward's own forms."""
    shared, special = _object(common, f"{COMMON}.json"), _object(data, f"{key}.json")
    merged = shared | special
    for part in ("words", "proper", "forms"):
        merged[part] = shared.get(part, {}) | special.get(part, {})
    merged["forms"] |= {form_key: _object(text, form_key) for form_key, text in own}
    try:
        return _form_set(merged)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WordingDamagedError(file=f"{key}.json", why=str(error)) from error


@cache
def _file(folder: Path, key: str) -> str:
    path = folder / f"{key}.json"
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise WordingMissingError(file=path.name) from None
    except (OSError, ValueError) as error:
        raise WordingDamagedError(file=path.name, why=str(error)) from error


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise WordingDamagedError(file=name, why=str(error)) from error
    if not isinstance(data, dict):
        raise WordingDamagedError(file=name, why="{}")
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
        "result": _template(data.get("result"), key),
    }
    wording = _record(FormWording, data | parts)
    _check_braces(wording)
    return wording


def _check_braces(wording: FormWording) -> None:
    """Find a stray brace now, and not at the counter.

    Raises:
        BracesError.
    """
    signed = wording.signatures
    for template in (
        *(line.text for line in (*wording.body, *wording.after)),
        *(text for spot in signed for text in (spot.name, spot.role)),
        *wording.words.values(),
        wording.about,
    ):
        try:
            list(Formatter().parse(template))
        except ValueError:
            raise BracesError(form=wording.key, text=template[:80]) from None
    for plain in (
        *(wording.title, wording.label, wording.basis, wording.suffix),
        *(text for spot in signed for text in (spot.title, spot.hint, spot.digital)),
        *wording.copies,
        *wording.sent_to,
    ):
        if not {"{", "}"}.isdisjoint(plain):
            raise BracesError(form=wording.key, text=plain[:80])


def _template(data: object, key: str) -> Template | None:
    if data is None:
        return None
    try:
        return parse_template(data, at=key)
    except BadTemplateError as error:
        raise ValueError(f"{error.facts['entry']}: {error.facts['found']}") from error


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
