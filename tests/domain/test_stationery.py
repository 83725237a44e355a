"""What papers look like: as of a time, at a counter."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desk.domain import stationery
from desk.domain.errors import InputError
from desk.domain.stationery import BadHeadingError, Base, FormState, PartChange


def change(part: str, text: str, hlc: int, **facts: Any) -> PartChange:
    return PartChange(part=part, text=text, hlc=hlc, **facts)


BASES = (
    Base(kind="2025", edition=2, since=50, text="mới"),
    Base(kind="2025", edition=1, since=0, text="cũ"),
    Base(kind="common", edition=3, since=40, text="chung"),
)


def test_a_paper_takes_what_held_before_it_was_written() -> None:
    changes = [
        change("form:2025/receipt", '{"title":"B"}', 20),
        change("form:2025/receipt", '{"title":"A"}', 10),
        change("form:2025/stop", '{"title":"S"}', 10),
        change("form:2018/receipt", '{"title":"cũ"}', 10),
    ]

    def title(hlc: int | None) -> dict[str, str]:
        return dict(stationery.as_of(changes, (), hlc=hlc, device="d").own("2025"))

    assert title(10) == {}
    assert title(11)["receipt"] == title(20)["receipt"] == '{"title":"A"}'
    assert title(21)["receipt"] == title(None)["receipt"] == '{"title":"B"}'
    assert sorted(title(None)) == ["receipt", "stop"]


def test_what_was_taken_back_is_as_the_program_has_it() -> None:
    changes = [change("form:2025/receipt", "{}", 10), change("form:2025/receipt", "", 20)]
    assert stationery.as_of(changes, (), hlc=15, device="d").forms == {"2025/receipt": "{}"}
    assert stationery.as_of(changes, (), hlc=25, device="d").forms == {}


def test_what_is_for_one_counter_goes_before_what_is_for_all() -> None:
    changes = [
        change("logo", "riêng", 10, device="a"),
        change("logo", "chung", 20),
        change("logo", "của b", 30, device="b"),
    ]
    found = {
        device: stationery.as_of(changes, (), hlc=None, device=device).logo for device in "abc"
    }
    assert found == {"a": "riêng", "b": "của b", "c": "chung"}


def test_the_newest_edition_of_its_time_words_a_paper_and_the_oldest_those_before() -> None:
    def at(hlc: int | None) -> dict[str, str]:
        return dict(stationery.as_of((), BASES, hlc=hlc, device="d").bases)

    assert at(10) == {"2025": "cũ", "common": "chung"}
    assert at(50) == at(10)
    assert at(51) == at(None) == {"2025": "mới", "common": "chung"}


def test_a_heading_is_read_as_it_was_written() -> None:
    told = {"place": "Hà Nội", "phone": ""}
    text = stationery.written(stationery.clean_heading(told))
    assert text == '{"place":"Hà Nội"}'
    found = stationery.as_of([change("office", text, 1)], (), hlc=None, device="d")
    assert found.heading == {"place": "Hà Nội"}
    emptied = stationery.as_of([change("office", "", 1)], (), hlc=None, device="d")
    assert emptied.heading == {}
    assert stationery.as_of((), (), hlc=None, device="d").heading is None


@pytest.mark.parametrize("text", ["[", "[]", '{"other": ""}', '{"phone": 1}'])
def test_what_is_no_heading_is_refused(text: str) -> None:
    with pytest.raises(BadHeadingError):
        stationery.read_heading(text)


def test_a_heading_has_one_line_each() -> None:
    with pytest.raises(InputError):
        stationery.read_heading(json.dumps({"place": "a\u0007"}))


@pytest.mark.parametrize(
    ("label", "number"), [("Mẫu số 01", "01"), ("Mẫu 01a", "Mẫu 01a"), ("", "")]
)
def test_a_form_is_known_by_its_number(label: str, number: str) -> None:
    state = FormState(
        name="2025/receipt",
        label=label,
        title="GIẤY",
        own=False,
        checked=False,
        changed=False,
        since="",
        note="",
    )
    assert state.number == number
