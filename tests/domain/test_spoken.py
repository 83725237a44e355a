"""What the waiting room hears, in the words that people use."""

from __future__ import annotations

import pytest

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
