"""The words of a form as lines: changed one at a time, and nothing else with them."""

from __future__ import annotations

import json
from typing import Any

from desk.domain import wordlines
from tests.kit import RESOURCES

ENTRY: dict[str, Any] = {
    "label": "Mẫu số 01",
    "title": "GIẤY",
    "codes": "strip",
    "copies": ["(Liên lưu)"],
    "body": [
        "Một",
        {"when": "owner", "own": True, "style": "small", "text": "Hai"},
        {"block": "papers"},
        3,
    ],
    "signatures": [{"title": "NGƯỜI NỘP", "name": "{submitter}"}],
    "words": {"no": "STT"},
}


def texts(entry: dict[str, Any]) -> list[str]:
    return [each.text for each in wordlines.lines(entry)]


def test_lines_come_as_they_are_printed_and_say_what_is_special_of_them() -> None:
    found = wordlines.lines(ENTRY)
    assert [(each.part, each.detail, each.text) for each in found] == [
        ("label", "", "Mẫu số 01"),
        ("title", "", "GIẤY"),
        ("basis", "", ""),
        ("suffix", "", ""),
        ("copies", "1", "(Liên lưu)"),
        ("body", "1", "Một"),
        ("body", "2", "Hai"),
        ("signatures", "1 title", "NGƯỜI NỘP"),
        ("signatures", "1 name", "{submitter}"),
        ("words", "no", "STT"),
    ]
    assert (found[6].when, found[6].own, found[6].moves) == ("owner", True, True)
    assert not found[7].moves


def test_a_line_is_changed_and_nothing_else() -> None:
    before = json.dumps(ENTRY)
    for each in wordlines.lines(ENTRY):
        made = wordlines.changed(ENTRY, each.path, "Mới")
        (line,) = [found for found in wordlines.lines(made) if found.path == each.path]
        assert line.text == "Mới"
        others = [found.text for found in wordlines.lines(made) if found.path != each.path]
        assert others == [found.text for found in wordlines.lines(ENTRY) if found != each]
    assert json.dumps(ENTRY) == before


def test_a_head_without_words_is_no_head() -> None:
    assert "label" not in wordlines.changed(ENTRY, ("label",), "")
    assert wordlines.changed(ENTRY, ("basis",), "") == ENTRY
    assert wordlines.changed(ENTRY, ("title",), "")["title"] == ""


def test_a_new_line_is_printed_as_the_one_above_it() -> None:
    made, path = wordlines.added(ENTRY, ("body", 1, "text"))
    assert made["body"][2] == {"text": "", "style": "small", "when": "owner"}
    assert path == ("body", 2, "text")
    plain, path = wordlines.added(ENTRY, ("body", 0))
    assert (plain["body"][1], path) == ("", ("body", 1))


def test_lines_move_and_go() -> None:
    made, path = wordlines.moved(ENTRY, ("body", 0), 1)
    assert (made["body"][:2], path) == ([ENTRY["body"][1], "Một"], ("body", 1))
    assert wordlines.moved(ENTRY, ("body", 0), -1) == (ENTRY, ("body", 0))
    assert texts(wordlines.removed(ENTRY, ("body", 0)))[5] == "Hai"


def test_a_line_is_found_again() -> None:
    found = wordlines.lines(ENTRY)
    assert wordlines.index_of(found, ("body", 1, "text")) == 6
    assert wordlines.index_of(found, ("gone",)) == 0


def test_every_word_of_the_real_forms_is_a_line() -> None:
    for path in (RESOURCES / "forms").glob("*.json"):
        for name, entry in json.loads(path.read_text("utf-8"))["forms"].items():
            told = {each.text for each in wordlines.lines(entry)}
            for item in entry.get("body", ()):
                text = item if isinstance(item, str) else item.get("text")
                assert text is None or text in told, name
            assert set(entry.get("words", {}).values()) <= told
