"""The exchange by stick, by the commands that IT staff use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desk.app import city as room
from tests.flows.program import Program

UNIT = "H26.033.15"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "city"


@pytest.fixture
def joined(desk: Program, place: Path) -> Program:
    """Return a counter that has joined a city which is off since."""
    database = room.database_url(place)
    with room.running(database, clock=desk.clock) as ready:
        code = room.enroll(database, unit=UNIT, clock=desk.clock)
        assert desk("sync", "connect", ready.url, "--code", code).status == 0
    return desk


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    made = tmp_path / "usb"
    made.mkdir()
    return made


def good(program: Program, *words: object) -> Any:
    answer = program(*words, "--json")
    assert answer.status == 0, answer
    return answer.data


def test_there_and_back_by_commands(joined: Program, place: Path, usb: Path) -> None:
    joined.received()
    assert good(joined, "courier", "list", usb) == []
    written = good(joined, "courier", "write", usb)
    assert written["events"] >= 2
    assert written["target"] == "city"
    assert [each["kind"] for each in good(joined, "courier", "list", usb)] == ["ours"]
    told = good(joined, "city", "courier", "read", usb, "--data", place)["bundles"]
    assert [(each["unit"], each["events"]) for each in told] == [(UNIT, written["events"])]
    assert good(joined, "city", "courier", "write", usb, "--data", place)["bundles"]
    assert [each["kind"] for each in good(joined, "courier", "list", usb)] == ["answer"]
    heard = good(joined, "courier", "read", usb)
    assert (heard["confirmed"], heard["attention"]) == (written["events"], 0)
    again = good(joined, "courier", "read", usb)
    assert (again["already"], again["target"], heard["target"]) == (True, "city", "city")
    rounds = good(joined, "sync", "history")
    assert [(each["way"], each["pushed"]) for each in rounds] == [
        ("read", 0),
        ("read", written["events"]),
        ("written", written["events"]),
    ]
    told = joined("sync", "history").text.splitlines()
    assert f"city  USB: đọc trả lời, xác nhận {written['events']}, nhận 0, 0," in told[1]
    assert f"city  USB: ghi {written['events']} việc, 0," in told[2]
    state = good(joined, "sync", "status")["targets"]["city"]
    assert (state["waiting"], state["confirmed"]) == (0, written["events"])


def test_a_stick_of_somebody_else(joined: Program, place: Path, usb: Path) -> None:
    assert joined("courier", "read", usb, "--json").error == "NoBundleError"
    assert "USB không có gói trả lời cho quầy này" in joined("sync", "history").text
    (usb / "holiday.jpg").write_bytes(b"x")
    assert good(joined, "city", "courier", "read", usb, "--data", place) == {"bundles": []}
    good(joined, "courier", "write", usb)
    (part,) = usb.glob("desk-*-001.mcb")
    part.write_bytes(part.read_bytes()[:-1])
    told = joined("city", "courier", "read", usb, "--data", place, "--json")
    assert told.status == 1
    assert [each["reason"] for each in told.data["bundles"]] == ["size"]
    assert "hỏng" in told.err
    assert (usb / "holiday.jpg").exists()


def test_a_stick_for_another_city_says_so(joined: Program, tmp_path: Path, usb: Path) -> None:
    good(joined, "courier", "write", usb)
    told = joined("city", "courier", "read", usb, "--data", tmp_path / "elsewhere")
    assert told.status == 1
    assert "Các gói trên USB dành cho nơi khác" in told.err
    assert f"{UNIT} · " in told.err
    again = joined("city", "courier", "read", usb, "--data", tmp_path / "elsewhere", "--json")
    assert again.error == "NotForHereError"


def test_what_a_person_reads_of_a_stick(joined: Program, place: Path, usb: Path) -> None:
    joined.received()
    good(joined, "courier", "write", usb)
    ours = joined("courier", "list", usb).text
    assert "gói do quầy này ghi, chưa có trả lời" in ours
    assert ours.rstrip().endswith(" KB")
    told = joined("city", "courier", "read", usb, "--data", place)
    assert f"{UNIT} · Quầy 1: nhận " in told.text
    assert "gói này đã đọc rồi" in joined("city", "courier", "read", usb, "--data", place).text
    written = joined("city", "courier", "write", usb, "--data", place).text
    assert "đã ghi gói trả lời, có 0 việc của nơi khác" in written
    assert "gói trả lời cho quầy này" in joined("courier", "list", usb).text
    (part,) = usb.glob("desk-*-001.mcb")
    part.write_bytes(part.read_bytes()[:-9] + b"\0" * 9)
    assert "(nội dung đã khác lúc ghi)" in joined("courier", "read", usb).err


def test_a_counter_that_never_joined_has_nobody_to_write_to(desk: Program, usb: Path) -> None:
    assert desk("courier", "write", usb, "--json").error == "NotConnectedError"
    assert list(usb.iterdir()) == []
    assert desk("courier", "write", usb / "nowhere").status == 2
