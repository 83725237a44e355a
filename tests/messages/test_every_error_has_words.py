"""Every known failure has its three sentences in both languages, filled by the facts it carries."""

from __future__ import annotations

import ast
import string

import pytest

from desk import messages
from desk.domain.errors import ExchangeError
from desk.services.sameness import UnsignedError
from desk.sync import errors as exchange
from tests.messages.sources import sources
from tests.sync.test_sync_words import CHOICES, REASONS

PARTS = ("title", "meaning", "next")
COMPARED = {"DossiersSame", "DossiersUnsent", "DossiersAsked", "DossiersDiffer"}


def families() -> dict[str, set[str]]:
    """Return the known failures with their direct kinds, read from the sources of every room."""
    bases = sources().bases
    found: dict[str, set[str]] = {"DeskError": set()}
    while new := {
        name: parents & found.keys()
        for name, parents in bases.items()
        if name not in found and parents & found.keys()
    }:
        for name, parents in new.items():
            found[name] = set()
            for parent in parents:
                found[parent].add(name)
    return found


def errors() -> set[str]:
    """Return those that are raised; a family that never is needs no words."""
    made = {call.name for call in sources().calls}
    return {name for name, kinds in families().items() if not kinds or name in made}


def placeholders(entry: dict[str, str]) -> set[str]:
    fields = [
        name for part in PARTS for _, name, _, _ in string.Formatter().parse(entry.get(part, ""))
    ]
    return {field.partition(".")[0].partition("[")[0] for field in fields if field is not None}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_each_says_what_happened_what_it_means_and_what_to_do(language: str) -> None:
    table = messages.table(language)

    wanting = {
        error: missing
        for error in sorted(errors())
        if (missing := [part for part in PARTS if not table.get(error, {}).get(part, "").strip()])
    }

    assert len(errors()) > 100
    assert wanting == {}


def test_both_languages_speak_of_the_same_things() -> None:
    vietnamese, english = (messages.table(language) for language in ("vi", "en"))

    assert vietnamese.keys() == english.keys()


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_placeholder_is_filled(language: str) -> None:
    table = messages.table(language)

    known = errors()

    unfilled = {
        f"{call.where} {call.name}": sorted(missing)
        for call in sources().calls
        if call.name in known and call.whole
        if (missing := placeholders(dict(table.get(call.name, {}))) - call.words.keys())
    }

    assert unfilled == {}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_why_a_bundle_or_a_certificate_is_refused_is_said_in_words(language: str) -> None:
    refused = families()["BundleError"] | {"BadCertificateError", "BadRosterError"}
    reasons = {
        reason.value
        for call in sources().calls
        if call.name in refused
        if isinstance(reason := call.words.get("reason"), ast.Constant)
    }

    assert len(reasons) > 15
    assert reasons - messages.names(language)["reason"].keys() == set()


@pytest.mark.parametrize(("language", "city"), [("vi", "thành phố"), ("en", "city")])
def test_what_fails_at_another_target_names_it_and_not_the_city(language: str, city: str) -> None:
    found = {
        name: str(messages.words(name, language, {"target": "cổng 2"}))
        for name, kind in (vars(exchange) | {"UnsignedError": UnsignedError}).items()
        if isinstance(kind, type) and issubclass(kind, ExchangeError)
        if kind is not ExchangeError
    }
    for name in REASONS | CHOICES | COMPARED:
        found[name] = str(messages.words(name, language, {"target": "cổng 2"}))

    assert [name for name, told in found.items() if city in told.lower()] == []
    assert "cổng 2" in found["CityUnreachableError"]
    assert "cổng 2" in found["differs"]
    own = str(messages.words("CityUnreachableError", language, {"target": messages.CITY}))
    assert own == str(messages.words("CityUnreachableError", language))
    others = [name for name in messages.table(language) if name.endswith("-other")]
    assert {each.removesuffix("-other") for each in others} <= found.keys()
