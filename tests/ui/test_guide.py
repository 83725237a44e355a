"""The guide: the same chapters in both languages, found by words without accents."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt

from desk.ui.choices import Choices
from desk.ui.guide import chapters
from desk.ui.guide.page import GuidePage
from desk.ui.keys import SECOND
from desk.ui.shell.overlay import KEYS
from tests.ui.conftest import RESOURCES, Bench
from tests.ui.hands import Hands

FOLDER = RESOURCES / "guide"


def test_both_languages_have_the_same_chapters() -> None:
    vietnamese, english = (chapters.read(FOLDER / name) for name in ("vi", "en"))
    assert [each.name for each in vietnamese] == [each.name for each in english]
    assert len(vietnamese) >= 12
    for one, other in zip(vietnamese, english, strict=True):
        assert one.text.count("\n#") == other.text.count("\n#"), one.name
        assert one.text.count("\n|") == other.text.count("\n|"), one.name
        assert len(one.title) < 60


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_speaks_of_no_key_that_there_is_not(language: str) -> None:
    known = " ".join([*(key for key, _ in KEYS), *SECOND, *SECOND.values()])
    for chapter in chapters.read(FOLDER / language):
        for key in re.findall(r"\bF\d{1,2}\b|Ctrl\+[A-Z]\b", chapter.text):
            assert key in known or key == "Ctrl+V", (chapter.name, key)


def test_a_word_without_accents_finds_its_chapters() -> None:
    book = chapters.read(FOLDER / "vi")
    assert chapters.find(book, "mat khau")[0].name == "13-nguoi-dung"
    assert chapters.find(book, "mat khau xyz") == ()
    assert chapters.find(book, "MÁY QUÉT")[0].name == "03-may-quet"


def open_guide(bench: Bench, hands: Hands, choices: Choices | None = None) -> GuidePage:
    shell = bench.shell(choices)
    hands.key(Qt.Key.Key_F1)
    assert shell.overlay.isVisible()
    hands.key(Qt.Key.Key_F1)
    assert not shell.overlay.isVisible()
    guide = shell.help.guide
    assert guide.isVisible()
    return guide


def test_f1_again_opens_the_guide_and_esc_puts_it_away(bench: Bench, hands: Hands) -> None:
    guide = open_guide(bench, hands)
    assert guide.search.hasFocus()
    assert guide.chapter is not None
    assert guide.chapter.title in guide.text.toPlainText()
    hands.key(Qt.Key.Key_Down)
    assert guide.contents.currentRow() == 1
    hands.key(Qt.Key.Key_Escape)
    assert not guide.isVisible()


def test_it_is_searched_from_the_keyboard(bench: Bench, hands: Hands) -> None:
    guide = open_guide(bench, hands)
    whole = guide.contents.count()
    guide.search.setText("mất mạng")
    assert 0 < guide.contents.count() < whole
    assert guide.chapter is not None
    assert guide.chapter.name == "12-mat-mang"
    assert guide.text.extraSelections()
    hands.key(Qt.Key.Key_Return)
    assert guide.text.hasFocus()
    guide.search.setText("xyzxyz")
    assert guide.nothing.isVisible()
    guide.search.clear()
    assert guide.contents.count() == whole


def test_it_is_in_the_windows_language(bench: Bench, hands: Hands) -> None:
    guide = open_guide(bench, hands, Choices(language="en"))
    assert guide.chapter is not None
    assert guide.chapter.title == "Beginning a day"
