"""Days in figures and in words."""

from __future__ import annotations

import pytest

from desk.domain import day_words


@pytest.mark.parametrize(
    ("day", "figures", "words"),
    [
        ("", "", ""),
        ("1999", "1999", "Năm một nghìn chín trăm chín mươi chín"),
        ("2000-04", "04/2000", "Tháng tư năm hai nghìn"),
        ("2005-11", "11/2005", "Tháng mười một năm hai nghìn không trăm linh năm"),
        (
            "2026-12-31",
            "31/12/2026",
            "Ngày ba mươi mốt tháng mười hai năm hai nghìn không trăm hai mươi sáu",
        ),
        (
            "1915-01-05",
            "05/01/1915",
            "Ngày năm tháng một năm một nghìn chín trăm mười lăm",
        ),
    ],
)
def test_a_day_is_written_as_precisely_as_it_is_known(day: str, figures: str, words: str) -> None:
    assert day_words.figures(day) == figures
    assert day_words.spelt(day) == words
