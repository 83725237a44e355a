"""Every known failure has its three sentences in both languages, filled by the facts it carries."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import desk
from desk import messages

PARTS = ("title", "meaning", "next")
SOURCES = {
    path: ast.parse(path.read_text("utf-8"))
    for path in sorted(Path(desk.__path__[0]).rglob("*.py"))
}


def _families() -> dict[str, set[str]]:
    """Return the known failures with their direct kinds, read from the sources of every room."""
    bases = {
        node.name: {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        for tree in SOURCES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
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


def _made() -> list[tuple[str, str, frozenset[str] | None]]:
    """Return where each call stands, its name, and its keywords if all can be read there."""
    found = []
    for path, tree in SOURCES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                words = [word.arg for word in node.keywords]
                facts = None if None in words else frozenset(word for word in words if word)
                name = ast.unparse(node.func).rpartition(".")[2]
                found.append((f"{path.name}:{node.lineno}", name, facts))
    return found


FAMILIES = _families()
MADE = _made()
# A family that is never raised itself needs no words.
ERRORS = sorted(
    name
    for name, kinds in FAMILIES.items()
    if not kinds or any(name == made for _, made, _ in MADE)
)


def placeholders(entry: dict[str, str]) -> set[str]:
    fields = [
        name for part in PARTS for _, name, _, _ in string.Formatter().parse(entry.get(part, ""))
    ]
    return {field.partition(".")[0].partition("[")[0] for field in fields if field is not None}


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("error", ERRORS)
def test_it_says_what_happened_what_it_means_and_what_to_do(error: str, language: str) -> None:
    entry = messages.table(language).get(error, {})

    assert [part for part in PARTS if not entry.get(part, "").strip()] == []


def test_both_languages_speak_of_the_same_things() -> None:
    vietnamese, english = (messages.table(language) for language in ("vi", "en"))

    assert vietnamese.keys() == english.keys()


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_placeholder_is_filled(language: str) -> None:
    table = messages.table(language)

    unfilled = {
        f"{where} {name}": sorted(missing)
        for where, name, facts in MADE
        if name in ERRORS and facts is not None
        if (missing := placeholders(dict(table.get(name, {}))) - facts)
    }

    assert unfilled == {}
