"""What the waiting room hears, in the words that people use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import spoken


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (35, "ba mươi lăm"),
        (56, "năm mươi sáu"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (555, "năm trăm năm mươi lăm"),
        (999, "chín trăm chín mươi chín"),
        (1024, "một không hai bốn"),
    ],
)
def test_numbers_in_words(value: int, said: str) -> None:
    assert spoken.number(value) == said


def test_no_two_numbers_sound_alike() -> None:
    assert len({spoken.number(value) for value in range(1000)}) == 1000


def test_a_call_says_the_number_digit_by_digit_and_the_counter() -> None:
    assert spoken.call("A001", "Quầy 1") == "Mời số A không không một đến quầy một"
    assert spoken.call("P017", "Quầy 12") == "Mời số P không một bảy đến quầy mười hai"
    assert spoken.call("A105", "Bàn hướng dẫn") == "Mời số A một không năm đến bàn hướng dẫn"
    assert spoken.call("A105", "") == "Mời số A một không năm"


# -- money --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (105, "một trăm linh năm"),
        (1000, "một nghìn"),
        (8000, "tám nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1010, "một nghìn không trăm mười"),
        (1250000, "một triệu hai trăm năm mươi nghìn"),
        (1005000, "một triệu không trăm linh năm nghìn"),
        (2000000001, "hai tỷ không trăm linh một"),
        (1000000000000, "một nghìn tỷ"),
        (-8000, "âm tám nghìn"),
    ],
)
def test_money_is_read_as_receipts_write_it(value: int, words: str) -> None:
    assert spoken.amount(value) == words


_UNITS = {word: value for value, word in enumerate(spoken.DIGITS)} | {"mốt": 1, "tư": 4, "lăm": 5}
_SCALES = {"nghìn": 1_000, "triệu": 1_000_000}


def read_back(text: str) -> int:
    """Work a number out of its words: the other way round, by other rules."""
    if " tỷ" in text:
        left, _, right = text.rpartition(" tỷ")
        return read_back(left) * 1_000_000_000 + (read_back(right.strip()) if right.strip() else 0)
    total = group = unit = 0
    for word in text.split():
        if word in _UNITS:
            unit = _UNITS[word]
        elif word == "trăm":
            group, unit = group + unit * 100, 0
        elif word == "mươi":
            group, unit = group + unit * 10, 0
        elif word == "mười":
            group += 10
        elif word in _SCALES:
            total, group, unit = total + (group + unit) * _SCALES[word], 0, 0
        else:
            assert word == "linh", word
    return total + group + unit


@given(st.integers(0, 10**14) | st.integers(0, 10**7))
def test_words_of_money_mean_the_number(value: int) -> None:
    assert read_back(spoken.amount(value)) == value
