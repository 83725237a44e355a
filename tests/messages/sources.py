"""What the program's own sources say: every call and every class in them, read once, when asked."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import desk


@dataclass(frozen=True, slots=True)
class Call:
    """A call: where it stands, the last part of what is called, and its words."""

    where: str
    name: str
    words: dict[str, ast.expr]
    whole: bool  # whether all of its words can be read there


@dataclass(frozen=True, slots=True)
class Sources:
    """All of them."""

    calls: tuple[Call, ...]
    bases: dict[str, set[str]]  # of a class: the last part of what it is derived from


def _last(node: ast.expr) -> str:
    """Return the last part of a dotted name; of anything else, its text."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ast.unparse(node).rpartition(".")[2]


@cache
def sources() -> Sources:
    """Read every file of the program."""
    calls, bases = [], {}
    for path in sorted(Path(desk.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {_last(base) for base in node.bases}
            elif isinstance(node, ast.Call):
                words = {word.arg: word.value for word in node.keywords if word.arg}
                whole = len(words) == len(node.keywords)
                calls.append(Call(f"{path.name}:{node.lineno}", _last(node.func), words, whole))
    return Sources(tuple(calls), bases)
