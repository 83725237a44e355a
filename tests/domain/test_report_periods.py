"""Months, quarters and years, whole or closed on the 14th."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.report_periods import usual


@pytest.mark.parametrize(
    ("today", "closes", "quarter", "number", "year"),
    [
        ("2026-11-30", 14, ("2026-09-15", "2026-12-14"), 4, ("2025-12-15", "2026-12-14")),
        ("2026-12-14", 14, ("2026-09-15", "2026-12-14"), 4, ("2025-12-15", "2026-12-14")),
        ("2026-12-15", 14, ("2026-12-15", "2027-03-14"), 1, ("2026-12-15", "2027-12-14")),
        ("2027-03-15", 14, ("2027-03-15", "2027-06-14"), 2, ("2026-12-15", "2027-12-14")),
        ("2026-11-30", 0, ("2026-10-01", "2026-12-31"), 4, ("2026-01-01", "2026-12-31")),
        ("2026-03-31", 0, ("2026-01-01", "2026-03-31"), 1, ("2026-01-01", "2026-12-31")),
    ],
)
def test_a_quarter_and_a_year_end_when_their_data_close(
    today: str, closes: int, quarter: tuple[str, str], number: int, year: tuple[str, str]
) -> None:
    found = usual(date.fromisoformat(today), closes)
    this = {each.kind: each for each in reversed(found)}
    assert (str(this["quarter"].start), str(this["quarter"].end)) == quarter
    assert this["quarter"].number == number
    assert (str(this["year"].start), str(this["year"].end)) == year


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from([0, 10, 14]))
def test_the_day_is_in_this_one_and_the_last_one_comes_right_before(day: date, closes: int) -> None:
    found = usual(day, closes)
    assert [each.kind for each in found] == ["month"] * 2 + ["quarter"] * 2 + ["year"] * 2
    for this, last in zip(found[::2], found[1::2], strict=True):
        assert this.start <= day <= this.end
        assert last.end + timedelta(days=1) == this.start
