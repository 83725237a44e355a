"""Each guard of build/check_repository.py finds the fault it is there for, and only that."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest

from build import check_repository
from tests.repository.workbench import ROOT, run

# Put together here, so that the guards may read this file too.
REGISTRY = "pypi" + ".org"
HOME = "/home" + "/lan"
WINDOWS_HOME = "C:" + "\\Users\\lan"
ROOT_HOME = "/root" + "/x"
DECOMPOSED = unicodedata.normalize("NFD", "hồ sơ")

LIMITS = """
[tool.repository]
max-lines = 5
max-kilobytes = 1
[tool.repository.large-files]
"""


def problems(tree: Path, files: dict[str, str | bytes], excused: str = "") -> list[str]:
    for path, content in {"pyproject.toml": LIMITS + excused, **files}.items():
        file = tree / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(check_repository.problems(tree))


@pytest.mark.parametrize(
    ("path", "content", "problem"),
    [
        ("a.md", DECOMPOSED, "a.md: line 1: not NFC"),
        ("a.md", b"\xff\xfe", "a.md: not UTF-8"),
        ("a.md", "one\r\ntwo\r\n", "a.md: carriage returns"),
        ("a.txt", f"--index-url https://{REGISTRY}/simple", "names a package registry"),
        ("a.py", f"x = '{HOME}'", "names a folder of one person's machine"),
        ("a.py", f"x = r'{WINDOWS_HOME}'", "names a folder of one person's machine"),
        ("a.sh", f"cat {ROOT_HOME}", "names a folder of one person's machine"),
        ("a.md", "fixed as in #12".replace("#", "issue "), "names a number in a tracker"),
        ("a.py", "import os  # noqa: F401", "a.py: line 1: suppression without a reason"),
        ("a.py", "import os  # noqa", "suppression without a reason"),
        ("a.py", "x = y  # type: ignore[name-defined]", "suppression without a reason"),
        ("a.py", "if x:  # pragma: no cover\n    pass", "suppression without a reason"),
        ("a.py", "# fmt: off", "suppression without a reason"),
        ("a.py", "# ruff: noqa: ERA001", "suppression without a reason"),
        ("a.py", "# mypy: disable-error-code=misc", "suppression without a reason"),
        ("a.py", "@pytest.mark.skip\ndef f(): ...", "pytest.mark.skip without a reason"),
        ("a.py", "@pytest.mark.xfail()\ndef f(): ...", "pytest.mark.xfail without a reason"),
        ("a.py", "pytest.skip()", "pytest.skip without a reason"),
        ("a.py", "\n" * 6, "a.py: 6 lines, over 5: is it two rooms?"),
        ("a.bin", b"\0" * 3000, "a.bin: 2 KB, over 1"),
        ("desk/domain/a.py", "import msgspec", "the domain may not import msgspec"),
        ("desk/domain/a.py", "from desk.wire import ids", "may not import desk.wire"),
        ("desk/domain/a.py", "from desk import wire", "may not import desk.wire"),
        ("desk/domain/a.py", "import time", "time looks outside the rules"),
        ("desk/domain/a.py", "import os.path", "os.path looks outside the rules"),
        ("desk/domain/a.py", "x = datetime.now(VN)", "datetime.now(): the domain has no clock"),
        ("desk/domain/a.py", "x = date.today()", "date.today(): the domain has no clock"),
    ],
)
def test_a_fault_is_found(tmp_path: Path, path: str, content: str | bytes, problem: str) -> None:
    found = problems(tmp_path, {path: content})

    assert len(found) == 1
    assert problem in found[0]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.md", "hồ sơ – “trả kết quả” ×2"),
        ("a.png", b"\x89PNG\0\r\n" + DECOMPOSED.encode()),
        ("a.cmd", "echo\r\n"),
        ("a.md", "https://example.vn/home/about"),
        ("a.py", "import os  # noqa: F401 – imported for its side effect"),
        ("a.py", "x = y  # type: ignore[name-defined]  # set by the caller's exec"),
        ("a.py", "if x:  # pragma: no cover – only on Windows\n    pass"),
        ("a.py", "text = '# noqa'"),
        ("a.py", "@pytest.mark.skipif(windows, reason='no fork')\ndef f(): ..."),
        ("a.py", "pytest.skip('no spooler here')"),
        ("a.py", "rows.skip(3)"),
        ("desk/domain/a.py", "from datetime import time\nfrom desk.domain import codes"),
        ("desk/domain/a.py", "from . import codes"),
        ("desk/services/a.py", "x = datetime.now(VN)\nimport time"),
    ],
)
def test_what_is_right_passes(tmp_path: Path, path: str, content: str | bytes) -> None:
    assert problems(tmp_path, {path: content}) == []


def test_a_large_file_may_have_a_reason(tmp_path: Path) -> None:
    assert problems(tmp_path, {"a.py": "\n" * 6}, '"a.py" = "one table"') == []


def test_reasons_no_longer_needed_are_found(tmp_path: Path) -> None:
    found = problems(tmp_path, {"a.py": "\n"}, '"a.py" = "one table"\n"b.py" = "gone"')

    assert found == [
        "a.py: is excused from the size limits but no longer needs it",
        "pyproject.toml: large-files names b.py, which is not there",
    ]


def test_the_folder_of_the_checkout_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "resolve", lambda _: Path("/srcs/desk"))
    source = check_repository.Source(root=Path(), path="a", data=b"", text="see /srcs/desk/a")

    assert list(check_repository.addresses(source)) == [
        "line 1: names the folder this checkout lies in: /srcs/"
    ]


def test_ignored_files_are_not_read_in_a_git_checkout(tmp_path: Path) -> None:
    run("git", "init", "-q", cwd=tmp_path)

    found = problems(
        tmp_path, {".gitignore": "made/\n", "made/a.md": DECOMPOSED, "b.md": DECOMPOSED}
    )

    assert found == ["b.md: line 1: not NFC"]


def test_the_command_fails_on_a_fault_and_passes_without(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "build/check_repository.py"), str(tmp_path)]
    problems(tmp_path, {"a.md": "ổn"})
    assert run(*command, cwd=tmp_path).returncode == 0

    problems(tmp_path, {"a.md": DECOMPOSED})
    failed = run(*command, cwd=tmp_path)

    assert failed.returncode == 1
    assert failed.stderr == "a.md: line 1: not NFC\n"
