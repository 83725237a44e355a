"""Reading the JSON of dated rules: what is refused, and that the entry is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desk.domain.errors import InputError
from desk.domain.records import Unit
from desk.domain.ruledata import Entry, RuleDataError


def entry(data: object) -> Entry:
    return Entry(data, at="rules", error=RuleDataError)


def test_a_complete_entry_is_read_in_nfc_and_trimmed() -> None:
    read = entry(
        {
            "name": "  Ho\u0323 va\u0300 te\u0302n  ",
            "count": 3,
            "none": None,
            "yes": True,
            "unit": "same_day",
            "day": "2026-11-24",
            "since": "2026-01-01",
            "until": "",
            "list": [" a ", "e\u0301"],
            "numbers": [1, 7],
            "inner": {"x": 1},
            "rows": [{"y": 2}],
        }
    )
    assert read.text("name") == "Họ và tên"
    assert read.whole("count", 1, 3) == 3
    assert read.whole_or_none("none", 0, 9) is None
    assert read.flag("yes")
    assert read.choice("unit", Unit) is Unit.SAME_DAY
    assert str(read.day("day")) == "2026-11-24"
    assert read.day_text("since") == "2026-01-01"
    assert read.day_text("until") == ""
    assert read.texts("list") == ("a", "é")
    assert read.wholes("numbers", 1, 7) == (1, 7)
    inner = read.entry("inner")
    assert inner.at == "rules.inner"
    assert inner.whole("x", 0, 9) == 1
    assert [row.whole_or_none("y", 0, 9) for row in read.entries("rows")] == [2]
    read.close()


def test_what_is_missing_has_its_default() -> None:
    read = entry({})
    assert read.text("a", default="") == ""
    assert read.whole("b", 0, 9, default=4) == 4
    assert not read.flag("c")
    assert read.day_text("d") == ""
    assert read.texts("e") == ()
    assert read.entry("f").left() == ()
    assert list(read.entries("g")) == []
    read.close()


@pytest.mark.parametrize(
    ("data", "read", "facts"),
    [
        ([], lambda e: e.close(), ("rules", "{…}", "[]")),
        ({}, lambda e: e.text("name"), ("rules.name", "“…”", "∅")),
        ({"name": " "}, lambda e: e.text("name"), ("rules.name", "“…”", "' '")),
        ({"name": 3}, lambda e: e.text("name", default=""), ("rules.name", "“…”", "3")),
        ({"n": True}, lambda e: e.whole("n", 0, 9), ("rules.n", "0…9", "True")),
        ({"n": 10}, lambda e: e.whole("n", 0, 9), ("rules.n", "0…9", "10")),
        ({"n": 1.5}, lambda e: e.whole("n", 0, 9), ("rules.n", "0…9", "1.5")),
        ({}, lambda e: e.whole_or_none("n", 0, 9), ("rules.n", "0…9 | null", "∅")),
        ({"f": 1}, lambda e: e.flag("f"), ("rules.f", "true | false", "1")),
        (
            {"u": "ngày"},
            lambda e: e.choice("u", Unit),
            ("rules.u", "same_day | working_days | calendar_days | working_hours", "'ngày'"),
        ),
        ({"d": "2026-02-30"}, lambda e: e.day("d"), ("rules.d", "YYYY-MM-DD", "'2026-02-30'")),
        ({"d": "2026-W01-1"}, lambda e: e.day("d"), ("rules.d", "YYYY-MM-DD", "'2026-W01-1'")),
        ({"d": []}, lambda e: e.day_text("d"), ("rules.d", "YYYY-MM-DD", "[]")),
        ({"l": "a"}, lambda e: e.texts("l"), ("rules.l", "[…]", "'a'")),
        ({"l": ["a", ""]}, lambda e: e.texts("l"), ("rules.l[2]", "“…”", "''")),
        ({"l": [False]}, lambda e: e.wholes("l", 0, 9), ("rules.l[1]", "0…9", "False")),
        ({"l": ["1"]}, lambda e: e.wholes("l", 0, 9), ("rules.l[1]", "0…9", "'1'")),
        ({"l": [12]}, lambda e: e.wholes("l", 0, 9), ("rules.l[1]", "0…9", "12")),
        ({"i": 1}, lambda e: e.entry("i"), ("rules.i", "{…}", "1")),
        ({"i": [1]}, lambda e: list(e.entries("i")), ("rules.i[1]", "{…}", "1")),
    ],
)
def test_a_wrong_value_is_named(
    data: object, read: Callable[[Entry], object], facts: tuple[str, str, str]
) -> None:
    with pytest.raises(RuleDataError) as caught:
        read(entry(data))
    assert isinstance(caught.value, InputError)
    assert tuple(caught.value.facts.values()) == facts


def test_an_unknown_key_is_refused_beside_the_known_ones() -> None:
    read = entry({"extensions": 3})
    read.whole("extension", 0, 9, default=0)
    read.flag("cutoff")
    with pytest.raises(RuleDataError) as caught:
        read.close()
    assert caught.value.facts["entry"] == "rules.extensions"
    assert caught.value.facts["expected"] == "extension | cutoff"


def test_an_error_of_the_whole_entry_and_a_long_value_stay_short() -> None:
    with pytest.raises(RuleDataError) as caught:
        entry({}).fail("", "…", "x" * 1000)
    assert caught.value.facts["entry"] == "rules"
    assert len(str(caught.value.facts["found"])) == 60
