"""The targets of the Makefile run what they say, in order, and stop at the first failure."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.repository.workbench import ROOT, run, script

TARGETS = (
    "help setup run test check bench load soak planted day pictures package lock translations clean"
).split()
TOOLS = "desk ruff lint-imports mypy deptry codespell python pytest coverage pyinstaller uv".split()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The Makefile beside tools that only write down how they were called."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    script(tmp_path / "build/setup.sh", "echo setup $* >>calls")
    for tool in TOOLS:
        script(tmp_path / ".venv/bin" / tool, f'echo "{tool} $*" >>calls')
    return tmp_path


def make(tree: Path, *words: str, **env: str) -> list[str]:
    done = run("make", *words, cwd=tree, env={"DISPLAY": "", "WAYLAND_DISPLAY": "", **env})
    assert done.returncode == 0, done.stderr
    return (tree / "calls").read_text().splitlines()


def test_help_lists_every_target() -> None:
    listed = run("make", cwd=ROOT).stdout
    text = (ROOT / "Makefile").read_text("utf-8")

    assert re.findall(r"^  make (\w+) +\w", listed, re.MULTILINE) == TARGETS
    assert set(re.findall(r"^([\w]+):", text, re.MULTILINE)) == set(TARGETS)
    assert f".PHONY: {' '.join(TARGETS)}\n" in text


@pytest.mark.parametrize("screen", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_run_opens_the_window_where_there_is_a_screen(tree: Path, screen: str) -> None:
    assert make(tree, "run", **{screen: ":0"}) == ["setup", "desk "]


def test_run_tells_a_day_where_there_is_none(tree: Path) -> None:
    assert make(tree, "run") == ["setup", "desk demo --out out/demo"]


def test_test_runs_the_gates_then_the_tests_then_the_coverage_gate(tree: Path) -> None:
    calls = make(tree, "test")

    assert [call.split()[0] for call in calls] == [
        "setup",
        "ruff",
        "ruff",
        "lint-imports",
        "mypy",
        "deptry",
        "codespell",
        "python",
        "pytest",
        "pytest",
        "coverage",
    ]
    # Only the domain is traced, by its own tests, and nothing is run twice.
    rest, domain = (call for call in calls if call.startswith("pytest"))
    assert "--ignore=tests/domain" in rest
    assert "--cov" not in rest
    assert "tests/domain --cov" in domain


@pytest.mark.parametrize(
    "tool", ["ruff", "lint-imports", "mypy", "deptry", "codespell", "python", "pytest", "coverage"]
)
def test_test_fails_at_the_first_gate_that_fails(tree: Path, tool: str) -> None:
    script(tree / ".venv/bin" / tool, f"echo {tool} >>calls; exit 1")

    done = run("make", "test", cwd=tree)

    assert done.returncode == 2
    assert (tree / "calls").read_text().splitlines()[-1] == tool


def freezing(tree: Path, *, says: str = "", works: bool = True) -> None:
    """Let PyInstaller be a script that makes a program that works or does not."""
    script(
        tree / ".venv/bin/pyinstaller",
        f'echo "pyinstaller $PYTHONHASHSEED $*" >>calls; echo "{says}"; mkdir -p dist/desk\n'
        f"echo 'echo \"frozen $*\" >>calls; {'true' if works else 'false'}' >dist/desk/desk\n"
        "chmod +x dist/desk/desk",
    )


def test_package_lets_the_frozen_program_test_itself(tree: Path) -> None:
    freezing(tree)

    calls = make(tree, "package")

    assert calls[:2] == ["setup", "setup package"]
    assert calls[2].startswith("pyinstaller 0 --clean --noconfirm ")
    assert "--workpath .cache/pyinstaller --distpath dist build/pyinstaller.spec" in calls[2]
    assert calls[3] == "frozen selftest"


def test_package_fails_where_the_frozen_program_does(tree: Path) -> None:
    freezing(tree, works=False)

    assert run("make", "package", cwd=tree).returncode == 2


def test_package_fails_where_modules_are_left_out(tree: Path) -> None:
    freezing(tree, says="WARNING: Failed to collect submodules for 'desk'")

    assert run("make", "package", cwd=tree).returncode == 2


def test_package_shows_why_freezing_failed(tree: Path) -> None:
    script(tree / ".venv/bin/pyinstaller", "echo Library not found >&2; exit 1")

    done = run("make", "package", cwd=tree)

    assert done.returncode == 2
    assert "Library not found" in done.stdout


def test_the_day_and_its_pictures(tree: Path) -> None:
    assert make(tree, "day") == ["setup", "python -m tests.day"]
    assert make(tree, "pictures")[-1] == "python -m tests.day.pictures"


def test_soak_and_bench(tree: Path) -> None:
    assert make(tree, "soak") == [
        "setup",
        "pytest tests -m soak -o faulthandler_timeout=0",
        "python -m tests.sim.run --histories 2000 --seed 1",
    ]
    (tree / "calls").unlink()
    assert make(tree, "soak", "HISTORIES=7", "SEED=9") == [
        "setup",
        "python -m tests.sim.run --histories 7 --seed 9",
    ]
    assert make(tree, "bench")[-1] == "python -m tests.bench"


def test_planted(tree: Path) -> None:
    jobs = (os.cpu_count() or 1) + 1
    assert make(tree, "planted") == ["setup", f"python -m tests.planted.run --jobs {jobs}"]


def test_clean_leaves_the_sources_and_the_environment(tree: Path) -> None:
    for made in [".cache/a", "dist/a", "out/a", "desk/__pycache__/a", ".coverage"]:
        (tree / made).parent.mkdir(parents=True, exist_ok=True)
        (tree / made).touch()
    (tree / "desk/a.py").touch()
    (tree / "tests").mkdir()

    assert run("make", "clean", cwd=tree).returncode == 0

    left = sorted(str(path.relative_to(tree)) for path in tree.iterdir())
    assert left == [".venv", "Makefile", "build", "desk", "tests"]
    assert [path.name for path in (tree / "desk").iterdir()] == ["a.py"]


def test_the_build_machine_runs_make_test(tree: Path) -> None:
    shutil.copytree(ROOT / ".ci", tree / ".ci")

    assert run(tree / ".ci/run", cwd=Path("/")).returncode == 0

    assert (tree / "calls").read_text().splitlines()[-1].startswith("coverage report")
