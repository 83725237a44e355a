from __future__ import annotations

from datetime import date, datetime

import pytest

from desk.domain.records import VN
from desk.ui import dates

TODAY = date(2026, 11, 23)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VN)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("27/11", at("2026-11-27 17:00")),
        ("27/11 10:30", at("2026-11-27 10:30")),
        ("27/11/2026 8h", at("2026-11-27 08:00")),
        ("27-11-26", at("2026-11-27 17:00")),
        ("2711", at("2026-11-27 17:00")),
        ("+3", at("2026-11-26 17:00")),
        ("02/01", at("2027-01-02 17:00")),  # without a year the next such day
        ("31/02", None),
        ("27/11 25:00", None),
        ("mai", None),
        ("", None),
    ],
)
def test_when_it_is_due(typed: str, read: datetime | None) -> None:
    assert dates.parse_when(typed, TODAY) == read


def test_when_it_was_received_looks_back() -> None:
    assert dates.parse_when("20/11 09:15", TODAY, past=True) == at("2026-11-20 09:15")
    assert dates.parse_when("30/12 09:15", TODAY, past=True) == at("2025-12-30 09:15")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("31011999", "31/01/1999"),
        ("011999", "01/1999"),
        ("1999", "1999"),
        (" 31/1/1999 ", "31/1/1999"),
        ("3101", "3101"),
    ],
)
def test_birth_dates_typed_in_one_go(typed: str, shown: str) -> None:
    assert dates.separate_birth(typed) == shown


@pytest.mark.parametrize(
    ("iso", "shown"),
    [("1999-01-31", "31/01/1999"), ("1999-01", "01/1999"), ("1999", "1999"), ("", "")],
)
def test_birth_dates_are_shown_as_precisely_as_known(iso: str, shown: str) -> None:
    assert dates.show_birth(iso) == shown
