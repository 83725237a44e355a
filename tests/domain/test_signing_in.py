"""PINs that may be set, numbers that are given, and how long whoever guesses must wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desk.domain.signing_in import (
    NUMBERS,
    BadNumberError,
    BadPinError,
    EasyPinError,
    check_number,
    check_pin,
    delay,
    next_number,
    wait_until,
)

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize("pin", ["2580", "19283", "740516", "1123", "9021"])
def test_a_pin_of_four_to_six_digits_may_be_set(pin: str) -> None:
    assert check_pin(pin, "07") == pin


@pytest.mark.parametrize(
    "pin", ["", "258", "2580741", "25a0", "\u0662\u0665\u0668\u0660", "25 0", "²⁵⁸⁰"]
)
def test_anything_else_is_no_pin(pin: str) -> None:
    with pytest.raises(BadPinError) as caught:
        check_pin(pin)
    assert caught.value.facts == {"shortest": 4, "longest": 6}


@pytest.mark.parametrize("pin", ["1111", "000000", "1234", "890123", "4321", "109876", "0707"])
def test_what_anybody_tries_first_is_refused(pin: str) -> None:
    with pytest.raises(EasyPinError):
        check_pin(pin, "07")


def test_anothers_number_twice_is_a_pin() -> None:
    assert check_pin("0707", "12") == check_pin("0707") == "0707"


@pytest.mark.parametrize(("text", "number"), [("7", "07"), (" 07 ", "07"), ("99", "99")])
def test_a_number_is_two_digits(text: str, number: str) -> None:
    assert check_number(text) == number


@pytest.mark.parametrize("text", ["", "0", "00", "100", "-1", "a", "\u0660\u0667", "1.5"])
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(BadNumberError):
        check_number(text)


def test_the_lowest_free_number_is_given() -> None:
    assert next_number(()) == "01"
    assert next_number({"01", "02", "04", ""}) == "03"
    assert next_number(NUMBERS) == ""


def test_the_wait_grows_and_then_stays() -> None:
    waits = [delay(failures).total_seconds() for failures in range(10)]
    assert waits == [0, 0, 0, 10, 30, 60, 120, 300, 900, 900]
    assert delay(10_000) == timedelta(minutes=15)


def test_a_wait_holds_until_it_is_over() -> None:
    until = NOW + timedelta(seconds=30)
    assert wait_until(4, None, NOW) is None
    assert wait_until(4, until, NOW) == until
    assert wait_until(4, until, NOW + timedelta(seconds=29)) == until
    assert wait_until(4, until, until) is None


def test_a_clock_that_was_set_back_makes_nobody_wait_for_days() -> None:
    until = NOW + timedelta(seconds=30)
    yesterday = NOW - timedelta(days=1)
    again = wait_until(4, until, yesterday)
    assert again == yesterday + timedelta(seconds=30)
    assert wait_until(4, again, yesterday + timedelta(seconds=30)) is None
