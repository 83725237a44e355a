"""Invitations: what was printed is read again, however it was typed; nothing else is one."""

from __future__ import annotations

import pytest

from desk.domain.invitation import Invitation, read, write

PRINT = "0123-4567-89ab-cdef-0123-4567-89ab-cdef"
WHOLE = Invitation("https://city.example/desk", "ABCD-EFGH-JKMN", PRINT)


def test_what_is_written_is_read() -> None:
    assert write(WHOLE) == f"https://city.example/desk/#ABCD-EFGH-JKMN.{PRINT}"
    assert read(write(WHOLE)) == WHOLE
    assert read(f"  {write(WHOLE)}\r\n") == WHOLE


def test_a_keyboard_with_capitals_locked_makes_no_difference() -> None:
    shouted = read(write(Invitation("https://city.example", "ABCD-EFGH-JKMN", PRINT)).upper())
    assert shouted == Invitation("https://CITY.EXAMPLE", "ABCD-EFGH-JKMN", PRINT)


def test_a_code_without_a_fingerprint_is_an_invitation_too() -> None:
    assert read("http://127.0.0.1:8080#abcd-efgh-jkmn") == Invitation(
        "http://127.0.0.1:8080", "ABCD-EFGH-JKMN"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://city.example",
        "https://city.example/#",
        "https://city.example/#a",
        "https://city.example/#ABCD-EFGH-JKMN.12",
        "https://city.example/#ABCD EFGH",
        "ftp://city.example/#ABCD-EFGH-JKMN",
        "001099000001|…#ABCD-EFGH",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert read(text) is None
