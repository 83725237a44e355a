"""Two languages, whole: nothing untranslated, nothing in code that no translator ever sees."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from desk.ui import language
from desk.ui.language import plural, translate
from tests.ui.conftest import RESOURCES
from tests.ui.invented import ROOT

TRANSLATIONS = RESOURCES / "translations"
FILES = sorted((ROOT / "desk/ui").rglob("*.py"))
SHOWN = {"setText", "setPlaceholderText", "setToolTip", "setAccessibleName", "setWindowTitle"}
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
#: Texts of ours that are the same in every language: keys, addresses, examples, units.
NEUTRAL = {
    "+1",
    "-1",
    "–",
    "0",
    "1",
    "https://",
    "31/01/1999",
    "27/11",
    "23/11",
    "200.000",
    "",
    "admin",
}


def entries(path: Path) -> Iterator[tuple[str, str, str, bool]]:
    """Return context, source, translation and whether it is finished."""
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            done = message.find("translation")
            assert done is not None
            finished = done.get("type") is None and bool(done.text)
            yield name, message.findtext("source") or "", done.text or "", finished


def calls() -> Iterator[tuple[Path, ast.Call]]:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path, node


def name_of(call: ast.Call) -> str:
    target = call.func
    if isinstance(target, ast.Attribute):
        return target.attr
    return target.id if isinstance(target, ast.Name) else ""


def texts_in_code() -> set[tuple[str, str]]:
    """Return the context and text of every `translate` and `mark`."""
    found = set()
    for path, call in calls():
        ours = isinstance(call.func, ast.Name) and name_of(call) in ("translate", "mark")
        if not ours or path.name == "language.py":
            continue
        context, text, *_ = call.args
        assert isinstance(context, ast.Constant), path
        if isinstance(text, ast.Constant):
            found.add((str(context.value), str(text.value)))
        else:  # a text from a table, where it was marked
            assert name_of(call) == "translate", path
    return found


def test_every_text_in_code_is_translated_and_nothing_else_is() -> None:
    known = {(context, source) for context, source, _, _ in entries(TRANSLATIONS / "desk_en.ts")}
    assert texts_in_code() == known, "run `make translations` and translate what is new"


@pytest.mark.parametrize("name", ["desk_en", "qt_vi", "qt_dialogs_vi"])
def test_every_translation_is_finished(name: str) -> None:
    unfinished = [s for _, s, _, finished in entries(TRANSLATIONS / f"{name}.ts") if not finished]
    assert unfinished == []


def test_translations_keep_their_placeholders() -> None:
    for _, source, english, _ in entries(TRANSLATIONS / "desk_en.ts"):
        names = [
            {field for _, field, _, _ in string.Formatter().parse(text) if field}
            for text in (source, english)
        ]
        assert names[0] == names[1], source


def test_the_compiled_files_are_those_of_the_sources(qapp: QApplication) -> None:
    assert qapp is not None
    language.use("en", TRANSLATIONS)
    for context, source, english, _ in entries(TRANSLATIONS / "desk_en.ts"):
        assert translate(context, source) == english
    language.use("vi", TRANSLATIONS)
    words = [*entries(TRANSLATIONS / "qt_vi.ts"), *entries(TRANSLATIONS / "qt_dialogs_vi.ts")]
    for context, source, vietnamese, _ in words:
        assert QCoreApplication.translate(context, source) == vietnamese


def test_nothing_is_shown_that_no_translator_has_seen() -> None:
    shown = [
        (path, text)
        for path, call in calls()
        for text in (
            *(call.args[:1] if name_of(call) in SHOWN else ()),
            *(each.value for each in call.keywords if each.arg == "hint"),
        )
    ]
    untranslated = [
        f"{path.name}:{text.lineno} {text.value!r}"
        for path, text in shown
        if isinstance(text, ast.Constant) and text.value not in NEUTRAL
    ]
    assert untranslated == []


def test_vietnamese_words_stand_only_where_they_can_be_translated() -> None:
    marked = {text for _, text in texts_in_code()}
    marked |= {"Tiếng Việt", "nam", "nữ"}  # a language's own name, and two values of the records
    stray = []
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documented = {
            ast.get_docstring(node, clean=False)
            for node in ast.walk(tree)
            if isinstance(node, DOCUMENTED)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said = node.value
                if is_vietnamese(said) and said not in marked and said not in documented:
                    stray.append(f"{path.name}:{node.lineno} {said!r}")
    assert stray == []


def is_vietnamese(text: str) -> bool:
    return any(char.isalpha() and not char.isascii() for char in text) and text != " đ"


def test_qts_own_buttons_speak_vietnamese(qapp: QApplication) -> None:
    assert qapp is not None
    language.use("vi", TRANSLATIONS)
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Save
    )
    assert {button.text() for button in box.buttons()} == {"Bỏ", "Lưu"}


def test_counts_choose_their_form() -> None:
    assert plural(1, "1 day", "{n} days") == "1 day"
    assert plural(2, "1 day", "{n} days of {what}", what="work") == "2 days of work"
