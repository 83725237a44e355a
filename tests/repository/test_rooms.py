"""The room contracts of pyproject.toml, tried on a skeleton of the program with planted imports."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.repository.workbench import BIN, ROOT, run

ROOMS = (
    "app cli demo settings paths sample domain wire messages models services printing scanning "
    "sending sync sync.adapters city ui __main__"
).split()

# Every import here breaks a rule of architecture; the room and what it must not see.
FORBIDDEN = [
    ("domain", "desk.wire"),
    ("domain", "desk.messages"),
    ("wire", "desk.messages"),
    ("messages", "desk.wire"),
    ("wire", "desk.models"),
    ("models", "desk.services"),
    ("printing", "desk.services"),
    ("services", "desk.printing"),
    ("printing", "desk.models"),
    ("services", "desk.sync"),
    ("ui", "desk.sync"),
    ("ui", "desk.city"),
    ("sync", "desk.ui"),
    ("sync", "desk.city"),
    ("city", "desk.services"),
    ("city", "desk.models"),
    ("ui", "desk.app"),
    ("app", "desk.demo"),
    ("demo", "desk.cli"),
    ("ui", "desk.models"),
    ("ui", "sqlalchemy"),
    ("printing", "sqlite3"),
    ("ui", "desk.settings"),
    ("services", "desk.paths"),
    ("sync", "desk.settings"),
    ("cli", "desk.settings"),
    ("demo", "desk.paths"),
    ("__main__", "desk.settings"),
    ("sending", "desk.models"),
    ("sending", "desk.sync"),
    ("ui", "desk.sample"),
    ("services", "desk.sample"),
    ("sample", "desk.services"),
    ("settings", "desk.models"),
    ("paths", "desk.wire"),
    ("printing", "PySide6"),
    ("services", "PySide6"),
    ("sync", "PySide6"),
    ("city", "PySide6"),
    ("cli", "PySide6"),
    ("domain", "shiboken6"),
    ("sync", "requests"),
    ("city", "requests"),
    ("app", "requests"),
    ("sync", "starlette"),
    ("cli", "uvicorn"),
]
# And these follow the rules.
ALLOWED = [
    ("__main__", "desk.cli"),
    ("cli", "desk.demo"),
    ("cli", "desk.app"),
    ("cli", "desk.sample"),
    ("demo", "PySide6"),
    ("demo", "desk.sample"),
    ("app", "PySide6"),
    ("app", "desk.settings"),
    ("app", "desk.paths"),
    ("app", "desk.sample"),
    ("app", "desk.ui"),
    ("app", "desk.city"),
    ("ui", "PySide6"),
    ("ui", "desk.services"),
    ("ui", "desk.messages"),
    ("sync", "desk.services"),
    ("sync.adapters", "requests"),
    ("city", "desk.wire"),
    ("city", "sqlalchemy"),
    ("city", "starlette"),
    ("city", "uvicorn"),
    ("services", "desk.models"),
    ("services", "sqlalchemy"),
    ("models", "desk.wire"),
    ("printing", "desk.domain"),
    ("sample", "desk.domain"),
    ("settings", "desk.domain"),
    ("wire", "desk.domain"),
    ("messages", "desk.domain"),
]


def lint(tree: Path, imports: list[tuple[str, str]]) -> tuple[int, str]:
    shutil.copy(ROOT / "pyproject.toml", tree)
    for name in ["", *ROOMS]:
        package = tree / "desk" / name.replace(".", "/")
        if name == "__main__":
            (tree / "desk/__main__.py").touch()
        else:
            package.mkdir()
            (package / "__init__.py").touch()
    for number, (room, target) in enumerate(imports):
        home = tree / "desk" / room.replace(".", "/")
        file = tree / "desk/__main__.py" if room == "__main__" else home / f"planted{number}.py"
        with file.open("a") as planted:
            planted.write(f"import {target}\n")
    done = run(BIN / "lint-imports", "--no-cache", cwd=tree, env={"COLUMNS": "200"})
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    code, said = lint(tmp_path_factory.mktemp("broken"), FORBIDDEN)
    assert code == 1
    return said


@pytest.mark.parametrize("number", range(len(FORBIDDEN)), ids=lambda n: "->".join(FORBIDDEN[n]))
def test_a_forbidden_import_is_found(broken: str, number: int) -> None:
    room, target = FORBIDDEN[number]
    module = "desk.__main__" if room == "__main__" else f"desk.{room}.planted{number}"

    assert f"{module} -> {target} " in broken


def test_imports_along_the_arrows_pass(tmp_path: Path) -> None:
    code, said = lint(tmp_path, ALLOWED)

    assert code == 0, said


def test_a_new_room_must_be_declared(tmp_path: Path) -> None:
    lint(tmp_path, [])
    (tmp_path / "desk/helpers.py").touch()

    done = run(BIN / "lint-imports", "--no-cache", cwd=tmp_path)

    assert done.returncode == 1
    assert "desk.helpers" in done.stdout
