"""Accounts and settings from the command line, as an administrator's script uses them."""

from __future__ import annotations

from typing import Any

import pypdf
import pytest

from tests.flows.program import Program


def listed(desk: Program) -> dict[str, Any]:
    return {each["login"]: each for each in desk("staff", "list", "--json").data}


def test_an_account_is_opened_changed_and_closed(desk: Program) -> None:
    name = ("--name", "Nguyễn Thị Lan Thử")
    made = desk("staff", "add", "Lan", *name, "--role", "counter", "--json").data
    assert (made["login"], made["role"]) == ("lan", "counter")
    assert listed(desk)["lan"]["has_password"] is False
    desk("staff", "change", "lan", "--role", "leader", "--json")
    assert listed(desk)["lan"]["role"] == "leader"
    assert desk.received()["code"]
    desk("staff", "change", "lan", "--close", "--json")
    assert listed(desk)["lan"]["active"] is False
    assert desk("receive", "x.json", "--as", "lan", "--json").status == 1
    desk("staff", "change", "lan", "--open", "--json")
    assert listed(desk)["lan"]["active"] is True
    assert desk("verify", "--json").data["ok"] is True


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("add", "Lan Ơi", "--name", "A", "--role", "clerk"), "BadLoginError"),
        (("add", "admin", "--name", "A", "--role", "clerk"), "LoginTakenError"),
        (("add", "lan", "--name", " ", "--role", "clerk"), "TextMissingError"),
        (("add", "lan", "--name", "A", "--role", "vua"), "BadRoleError"),
        (("change", "lan", "--close"), "UnknownUserError"),
        (("change", "admin", "--close"), "LastAdministratorError"),
        (("change", "admin", "--role", "clerk"), "LastAdministratorError"),
    ],
)
def test_what_cannot_be_changes_nothing(desk: Program, words: tuple[str, ...], error: str) -> None:
    before = listed(desk)
    assert desk("staff", *words, "--json").error == error
    assert listed(desk) == before


def test_only_an_administrator_sets_anything(desk: Program) -> None:
    desk("staff", "add", "lan", "--name", "Nguyễn Thị Lan Thử", "--role", "leader", "--json")
    lan = ("--as", "lan", "--json")
    added = desk("staff", "add", "an", "--name", "Trần Thử An", "--role", "clerk", *lan)
    assert added.error == "NotAllowedError"
    assert desk("settings", "set", "office_phone", "1", *lan).error == "NotAllowedError"


def test_what_an_office_says_of_itself_is_printed(desk: Program) -> None:
    set_ = desk("settings", "set", "office_phone", " 024 0000\u00a00000 ", "--json")
    assert set_.data == {"key": "office_phone", "value": "024 0000 0000"}
    code, paper = desk.received()["code"], desk.place / "receipt.pdf"
    desk("print", "receipt", code, "--out", paper, "--json")
    assert "024 0000 0000" in pypdf.PdfReader(paper).pages[0].extract_text()
    desk("settings", "set", "office_phone", "", "--json")
    assert desk("settings", "list", "--json").data["office_phone"] == ""


@pytest.mark.parametrize(
    ("key", "value", "error"),
    [
        ("nope", "1", "UnknownSettingError"),
        ("practice", "true", "UnknownSettingError"),
        ("scale", "9999", "SettingValueError"),
        ("scale", "to", "SettingValueError"),
        ("theme", "hồng", "SettingValueError"),
        ("office_phone", "1\x002", "SettingValueError"),
    ],
)
def test_what_is_no_setting_changes_nothing(
    desk: Program, key: str, value: str, error: str
) -> None:
    before = desk("settings", "list", "--json").data
    assert desk("settings", "set", key, value, "--json").error == error
    assert desk("settings", "list", "--json").data == before


def test_a_staff_number_is_given_and_can_be_changed(desk: Program) -> None:
    added = ("add", "lan", "--name", "Nguyễn Thị Lan Thử", "--role", "counter", "--json")
    assert desk("staff", *added).data["number"] == "02"
    desk("staff", "change", "lan", "--number", "15", "--json")
    found = listed(desk)["lan"]
    assert (found["number"], found["has_pin"]) == ("15", False)
    assert desk("staff", "change", "lan", "--number", "1", "--json").error == "NumberTakenError"
    assert desk("staff", "change", "lan", "--number", "x", "--json").error == "BadNumberError"
    assert "15  lan" in desk("staff", "list").text
    assert desk("verify", "--json").data["ok"] is True
