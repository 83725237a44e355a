"""How many messages a text is charged as (3GPP TS 23.038), and how it reads without marks."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import smstext
from desk.domain.smstext import Parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Parts(wide=False, units=0, parts=0, left=160)),
        ("a" * 160, Parts(wide=False, units=160, parts=1, left=0)),
        ("a" * 161, Parts(wide=False, units=161, parts=2, left=145)),
        ("a" * 306, Parts(wide=False, units=306, parts=2, left=0)),
        ("a" * 307, Parts(wide=False, units=307, parts=3, left=152)),
        ("€" * 80, Parts(wide=False, units=160, parts=1, left=0)),
        # An escape and its character stay together: 76 of them in a part of 153.
        ("€" * 81, Parts(wide=False, units=162, parts=2, left=143)),
        ("đ" * 70, Parts(wide=True, units=70, parts=1, left=0)),
        ("đ" * 71, Parts(wide=True, units=71, parts=2, left=63)),
        ("đ" * 134, Parts(wide=True, units=134, parts=2, left=0)),
        ("đ" * 135, Parts(wide=True, units=135, parts=3, left=66)),
        # A character beyond the basic plane takes two places, and is not cut in two.
        ("😀" * 36, Parts(wide=True, units=72, parts=2, left=61)),
        ("à è é ì ò ù", Parts(wide=False, units=11, parts=1, left=149)),
    ],
)
def test_what_a_text_costs(text: str, expected: Parts) -> None:
    assert smstext.count(text) == expected


def test_without_marks() -> None:
    told = "Đường «Nguyễn Thị Ví Dụ» – “hồ sơ” số 1…"
    assert smstext.without_marks(told) == 'Duong «Nguyen Thi Vi Du» - "ho so" so 1...'
    assert smstext.without_marks("hồ\u00a0sơ") == "ho so"


@given(st.text(max_size=400))
def test_the_parts_hold_what_was_counted(text: str) -> None:
    found = smstext.count(text)
    most = (70, 67) if found.wide else (160, 153)
    assert found.units <= max(1, found.parts) * (most[0] if found.parts <= 1 else most[1])
    assert found.left >= 0


@given(st.text(st.characters(max_codepoint=0x1EFF), max_size=60))
def test_what_is_without_marks_has_none(text: str) -> None:
    plain = smstext.without_marks(text)
    assert not any(
        unicodedata.category(char) == "Mn" for char in unicodedata.normalize("NFD", plain)
    )
    assert smstext.without_marks(plain) == plain
