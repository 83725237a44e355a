"""Each gate of `make check` finds the fault it is there for, with the settings of this project."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.repository.workbench import BIN, ROOT, run

MISSPELT = "rec" + "ieve"  # in two pieces, so that the gate may read this file too


def tree(folder: Path, path: str, text: str) -> Path:
    shutil.copy(ROOT / "pyproject.toml", folder)
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    for package in ["desk", "desk/domain"]:
        if (folder / package).is_dir():
            (folder / package / "__init__.py").write_text('"""A room."""\n')
    return folder


def python(line: str) -> str:
    return f'"""Something."""\n\n{line}\n'


@pytest.mark.parametrize(
    ("path", "line", "rule"),
    [
        ("desk/a.py", "import os", "F401"),
        ("desk/a.py", "assert 1", "S101"),
        ("desk/a.py", "print(1)", "T201"),
        ("desk/a.py", "try:\n    f = 1\nexcept:\n    f = 2", "E722"),
        ("desk/a.py", "import urllib.request", "TID251"),
        ("desk/a.py", "import pickle", "TID251"),
        ("desk/a.py", "def f() -> int:\n    return 1", "D103"),
        ("desk/a.py", "X = 1  # noqa: F401 – nothing to hide here", "RUF100"),
        ("tests/a.py", "from datetime import datetime\n\nX = datetime.now()", "DTZ005"),
    ],
)
def test_ruff(tmp_path: Path, path: str, line: str, rule: str) -> None:
    done = run(BIN / "ruff", "check", cwd=tree(tmp_path, path, python(line)))

    assert done.returncode == 1
    assert rule in done.stdout


def test_ruff_lets_tests_assert_and_vietnamese_be(tmp_path: Path) -> None:
    text = python('def test_it() -> None:\n    assert len("Đặng Thị Ượng – hồ sơ") > 4')

    done = run(BIN / "ruff", "check", cwd=tree(tmp_path, "tests/test_a.py", text))

    assert done.returncode == 0, done.stdout


def test_ruff_format(tmp_path: Path) -> None:
    done = run(
        BIN / "ruff", "format", "--check", cwd=tree(tmp_path, "desk/a.py", "x = {  'a':1 }\n")
    )

    assert done.returncode == 1


def test_mypy(tmp_path: Path) -> None:
    """One run for all: mypy is slow to start."""
    text = '''
"""Something."""
import barcode
import numpy_is_not_installed_here
class Base:
    def close(self) -> None: ...
class Deaf(Base):
    def close(self) -> None: ...
def untyped(x): ...
ignored: int = ""  # type: ignore
def after() -> int:
    return 1
    print("unreachable")
'''
    tree(tmp_path, "desk/a.py", text)

    done = run(BIN / "mypy", "desk/a.py", cwd=tmp_path)

    assert done.returncode == 1
    for code in [
        "[import-not-found]",
        "[explicit-override]",
        "[no-untyped-def]",
        "[ignore-without-code]",
        "[unreachable]",
    ]:
        assert code in done.stdout
    assert "barcode" not in done.stdout  # allowed to have no types


def test_deptry(tmp_path: Path) -> None:
    tree(tmp_path, "desk/a.py", "import numpy_is_not_declared\nimport pytest\nimport certifi\n")

    done = run(BIN / "deptry", "--no-ansi", "desk", cwd=tmp_path)

    assert done.returncode == 1
    assert "DEP001 'numpy_is_not_declared'" in done.stderr  # not installed
    assert "DEP002 'typer'" in done.stderr  # declared but not used
    assert "DEP003 'certifi'" in done.stderr  # only there because another needs it
    assert "DEP004 'pytest'" in done.stderr  # only there for developers
    assert "psycopg" not in done.stderr


@pytest.mark.parametrize("path", ["desk/a.py", "docs/a.md", "README.md", "Makefile"])
def test_codespell(tmp_path: Path, path: str) -> None:
    done = run(BIN / "codespell", cwd=tree(tmp_path, path, MISSPELT))

    assert done.returncode == 65
    assert MISSPELT in done.stdout


@pytest.mark.parametrize(
    "path", ["README.vi.md", "desk/messages/vi/city.toml", "resources/a.toml", "requirements.txt"]
)
def test_codespell_does_not_read_vietnamese_and_hashes(tmp_path: Path, path: str) -> None:
    done = run(BIN / "codespell", cwd=tree(tmp_path, path, MISSPELT))

    assert done.returncode == 0, done.stdout


def test_coverage_of_the_domain(tmp_path: Path) -> None:
    """The very command of the Makefile, on a rule of which one branch was never taken."""
    made = run("make", "-n", "test", cwd=ROOT).stdout.splitlines()
    gate = next(line for line in made if "coverage report" in line).replace(".venv/bin", str(BIN))
    text = "def f(x: int) -> int:\n    if x:\n        x += 1\n    return x\n"
    tree(tmp_path, "desk/domain/a.py", text)
    tree(tmp_path, "desk/b.py", text)

    def after(*calls: int) -> int:
        (tmp_path / "go.py").write_text(f"from desk.domain.a import f\n[f(x) for x in {calls}]\n")
        run(BIN / "coverage", "run", "go.py", cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)})
        return run("sh", "-c", gate, cwd=tmp_path).returncode

    assert after(0, 1) == 0  # desk/b.py, never run, does not count
    assert after(1) == 2


def test_pytest_settings(tmp_path: Path) -> None:
    """Warnings, Qt's warnings, the network and forgotten xfails fail; soak and bench wait."""
    text = """
import socket, warnings
import pytest
from PySide6.QtCore import qWarning

def test_warning():
    warnings.warn("old")

def test_qt_warning(qtbot):
    qWarning("something is off")

def test_internet():
    socket.create_connection(("192.0.2.1", 80), timeout=1)

@pytest.mark.xfail(reason="was broken")
def test_forgotten_xfail():
    pass

def test_loopback():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()

@pytest.mark.soak
def test_soak():
    raise SystemError

@pytest.mark.bench
def test_bench():
    raise SystemError
"""
    tree(tmp_path, "tests/test_planted.py", text)

    done = run(BIN / "pytest", "-rA", cwd=tmp_path)

    outcomes = {line for line in done.stdout.splitlines() if "test_planted.py::" in line}
    said = "\n".join(sorted(outcomes))
    assert "FAILED tests/test_planted.py::test_warning - UserWarning" in said
    assert "FAILED tests/test_planted.py::test_qt_warning" in said
    assert "FAILED tests/test_planted.py::test_internet - pytest_socket.SocketConnect" in said
    assert "FAILED tests/test_planted.py::test_forgotten_xfail" in said
    assert "PASSED tests/test_planted.py::test_loopback" in said
    assert "2 deselected" in done.stdout


def test_every_gate_is_in_make_check() -> None:
    commands = run("make", "-n", "check", cwd=ROOT).stdout

    for gate in [
        "ruff format --check",
        "ruff check",
        "lint-imports",
        "mypy",
        "deptry",
        "codespell",
        "check_repository.py",
    ]:
        assert gate in commands
