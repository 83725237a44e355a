"""The planted bugs, as data: `tests/planted/pains/<row>-<name>.toml`, one file for each."""

from __future__ import annotations

import ast
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
BUGS: Final = Path(__file__).with_name("pains")
#: How many pains of users of other systems there are to be shown impossible here.
PAINS: Final = 27


class StaleBugError(Exception):
    """A bug can no longer be planted: the code or a test that it names has changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One slip of the pen: a text that stands once in a file, and what stands there instead."""

    file: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Bug:
    """A bug that somebody has suffered from, and the tests that must fail because of it."""

    row: int
    name: str
    pain: str
    changes: tuple[Change, ...]
    tests: tuple[str, ...]

    def planted(self, tree: Path) -> dict[Path, str]:
        """Return the files of a tree as the bug makes them.

        Raises:
            StaleBugError: the text that it replaces is not there, or not once only.
        """
        made: dict[Path, str] = {}
        for change in self.changes:
            path = tree / change.file
            text = made.get(path) or (path.read_text("utf-8") if path.is_file() else "")
            times = text.count(change.old)
            if times != 1:
                raise StaleBugError(f"bug {self.row}: {times} times in {change.file}: {change.old}")
            made[path] = text.replace(change.old, change.new)
        return made

    def plant(self, tree: Path) -> None:
        """Put the bug into a tree.

        Raises:
            StaleBugError.
        """
        for path, text in self.planted(tree).items():
            path.unlink()  # the file may be shared with the tree that it was copied from
            path.write_text(text, "utf-8")

    def missing(self, tree: Path) -> list[str]:
        """Return the named tests that a tree does not have."""
        return [each for each in self.tests if not _exists(tree, each)]


def read(folder: Path = BUGS) -> tuple[Bug, ...]:
    """Return the bugs in the order of their rows."""
    found = [_bug(tomllib.loads(path.read_text("utf-8"))) for path in folder.glob("*.toml")]
    return tuple(sorted(found, key=lambda bug: bug.row))


def _bug(told: dict[str, Any]) -> Bug:
    changes = tuple(Change(**each) for each in told.pop("change"))
    return Bug(**(told | {"changes": changes, "tests": tuple(told["tests"])}))


def _exists(tree: Path, test: str) -> bool:
    file, _, name = test.partition("::")
    return (tree / file).is_file() and (not name or name in _tests(tree / file))


@cache
def _tests(path: Path) -> frozenset[str]:
    parsed = ast.parse(path.read_text("utf-8"))
    return frozenset(
        each.name
        for each in ast.walk(parsed)
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    )
