"""What is translated follows the sources, and what is shown follows the translations."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

from tests.repository.workbench import BIN, ROOT, run

TRANSLATIONS = ROOT / "resources/translations"
STALE = "run `make translations`, translate what is new, and commit both files"


def test_the_english_words_follow_the_sources(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "desk", tmp_path / "desk")
    (tmp_path / "resources").mkdir()
    shutil.copytree(TRANSLATIONS, tmp_path / "resources/translations")
    commands = run("make", "-n", "translations", cwd=ROOT).stdout.replace("\\\n", " ")
    update = next(line for line in commands.splitlines() if "lupdate" in line)

    done = run("sh", "-c", update.replace(".venv/bin", str(BIN)), cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    updated = (tmp_path / "resources/translations/desk_en.ts").read_text("utf-8")
    assert updated == (TRANSLATIONS / "desk_en.ts").read_text("utf-8"), STALE


def test_the_compiled_words_are_those_of_the_sources(tmp_path: Path) -> None:
    for source in sorted(TRANSLATIONS.glob("*.ts")):
        compiled = tmp_path / f"{source.stem}.qm"

        run(BIN / "pyside6-lrelease", "-silent", source, "-qm", compiled, cwd=tmp_path)

        assert compiled.read_bytes() == source.with_suffix(".qm").read_bytes(), STALE


def test_no_command_speaks_vietnamese_past_the_english_words() -> None:
    """A text with facts in it is a template that `said` fills; an f-string is in no table."""
    found = [
        f"{path.name}:{each.lineno}"
        for path in sorted((ROOT / "desk/cli").glob("*.py"))
        for each in ast.walk(ast.parse(path.read_text("utf-8")))
        if path.name != "help.py"  # it has typer's own words, in both languages
        and isinstance(each, ast.JoinedStr)
        and _is_vietnamese(each)
    ]
    assert found == []


def _is_vietnamese(text: ast.JoinedStr) -> bool:
    parts = "".join(str(each.value) for each in text.values if isinstance(each, ast.Constant))
    return any(letter.isalpha() and not letter.isascii() for letter in parts)
