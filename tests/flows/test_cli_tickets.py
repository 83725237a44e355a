"""The waiting room from the command line, as a kiosk's script uses it."""

from __future__ import annotations

import json
import os

import pytest

from desk.models.engine import Database
from desk.services.workplace import open_workplace
from tests.flows.program import ADULT, Program
from tests.kit import BIRTH


def test_a_kiosk_gives_numbers_and_a_script_calls_them(desk: Program) -> None:
    assert desk("ticket", "call", "--json").data == {"called": None, "waiting": 0}
    first = desk("ticket", "take", "--json").data
    assert (first["ticket"], first["before"], first["job"]) == ("A001", 0, None)
    elder = desk("ticket", "take", "--priority", "elderly", "--print", "--json").data
    assert (elder["ticket"], elder["before"], elder["priority"]) == ("P001", 0, True)
    assert elder["job"] == 1
    assert desk("ticket", "take", "--number", "a17", "--json").data["ticket"] == "A017"
    called = desk("ticket", "call", "--json").data
    assert (called["called"]["ticket"], called["called"]["counter"]) == ("P001", "Quầy 1")
    assert called["waiting"] == 2
    named = desk("ticket", "call", "A017", "--counter", "Bàn 2", "--json").data["called"]
    assert (named["state"], named["counter"], named["calls"]) == ("called", "Bàn 2", 1)
    listed = desk("ticket", "list", "--json").data
    assert (listed["current"], listed["waiting"]) == ("A017", ["A001"])
    assert [each["state"] for each in listed["tickets"]] == ["waiting", "done", "called"]
    assert "A017" in desk("ticket", "list").text


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("take", "--priority", "vip"), "BadReasonError"),
        (("take", "--number", "017"), "BadTicketError"),
        (("take", "--number", "A1"), "TicketTakenError"),
        (("call", "A9"), "UnknownTicketError"),
        (("call", "A1"), "TicketMoveError"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    desk: Program, words: tuple[str, ...], error: str
) -> None:
    desk("ticket", "take", "--json")
    desk("ticket", "call", "--json")
    before = desk("ticket", "list", "--json").data["tickets"][0]["state"]
    assert desk("ticket", *words, "--json").error == error
    (left,) = desk("ticket", "list", "--json").data["tickets"]
    assert left["state"] == before


def test_a_setting_says_how_often_priority_goes_first(desk: Program) -> None:
    desk("settings", "set", "priority_run", "1", "--json")
    desk("settings", "set", "counter_name", "Quầy hộ tịch", "--json")
    desk("ticket", "take", "--json")
    for _ in range(2):
        desk("ticket", "take", "--priority", "child", "--json")
    assert desk("ticket", "list", "--json").data["waiting"] == ["P001", "A001", "P002"]
    assert desk("ticket", "call", "--json").data["called"]["counter"] == "Quầy hộ tịch"
    for wrong in ("0", "10", "nhiều"):
        assert desk("settings", "set", "priority_run", wrong, "--json").error == "SettingValueError"


def test_nothing_of_a_citizen_is_in_the_waiting_room(desk: Program) -> None:
    desk("ticket", "take", "--json")
    desk("ticket", "call", "--json")
    told = json.dumps(desk("ticket", "list", "--json").data, ensure_ascii=False)
    assert ADULT["name"] not in told
    assert BIRTH not in told


@pytest.mark.parametrize("words", [("take",), ("call",)])
def test_while_the_window_is_open_it_alone_gives_and_calls(
    desk: Program, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    desk("ticket", "take", "--json")
    impatient = {**(open_workplace.__kwdefaults__ or {}), "wait_s": 0.05}
    monkeypatch.setattr(open_workplace, "__kwdefaults__", impatient)
    held = {"window": "WindowOpenError", "sync": "LockedError"}
    for purpose, error in held.items():
        window = Database(desk.folder, purpose=purpose)
        answer = desk("ticket", *words, "--json")
        assert (answer.status, answer.error) == (1, error)
        assert str(os.getpid()) in answer.err
        assert desk("ticket", "list", "--json").data["waiting"] == ["A001"]  # reading is free
        window.close()
    assert desk("ticket", *words, "--json").status == 0
