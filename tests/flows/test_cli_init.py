"""The first command on a new PC: it makes a counter, or leaves everything as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.flows.conftest import INIT
from tests.flows.program import Program


def with_(**options: object) -> list[object]:
    """Return the words of `init` with some options changed, or left out where None."""
    given: dict[str, object] = dict(zip(INIT[1::2], INIT[2::2], strict=True))
    given |= {f"--{name}": value for name, value in options.items()}
    return [
        "init",
        *(word for name, value in given.items() if value is not None for word in (name, value)),
    ]


def test_it_makes_a_counter_that_can_receive_at_once(anew: Program) -> None:
    made = anew(*INIT, "--json")
    assert made.status == 0, made
    assert made.data == {
        "device": made.data["device"],
        "unit": "H26.033.15",
        "commune": "00999",
        "slot": 1,
        "data": str(anew.folder),
    }
    first = anew.received()
    assert first["code"] == "H26.033.15-261123-1001"
    assert anew("show", first["code"], "--json").data["events"][0]["actor"] == "admin"
    assert not [each.name for each in anew.folder.iterdir() if "being-made" in each.name]


def test_an_existing_empty_folder_is_fine(anew: Program, tmp_path: Path) -> None:
    folder = tmp_path / "Dữ liệu quầy"
    folder.mkdir()
    made = anew(*INIT, "--data", folder)
    assert (made.status, made.err) == (0, "")
    assert "Đã tạo quầy 1" in made.text
    assert anew("queue", "--data", folder, "--json").data == []


def test_a_counter_that_is_there_is_left_as_it_is(desk: Program) -> None:
    before = desk.received()
    assert desk(*INIT, "--json").error == "AlreadyInitialisedError"
    assert desk.standing() == (1, [before["code"]])


def test_a_log_whose_database_is_gone_is_not_played_into_a_new_one(anew: Program) -> None:
    anew.folder.mkdir(parents=True)
    (anew.folder / "desk.db-wal").write_bytes(b"what somebody may still want")
    assert anew(*INIT, "--json").error == "AlreadyInitialisedError"
    assert (anew.folder / "desk.db-wal").read_bytes() == b"what somebody may still want"


def test_what_a_power_cut_left_half_made_is_made_again(anew: Program) -> None:
    half = anew.folder / "being-made"
    half.mkdir(parents=True)
    (half / "desk.db").write_bytes(b"half of")
    assert anew(*INIT).status == 0
    assert anew.standing() == (0, [])


BAD: list[tuple[str, dict[str, Any]]] = [
    ("SlotError", {"slot": 0}),
    ("SlotError", {"slot": 9}),
    ("SlotError", {"slot": -1}),
    ("UnitCodeError", {"unit": "h26 033"}),
    ("UnitCodeError", {"unit": ""}),
    ("UnitCodeError", {"unit": "H26." * 9 + "1"}),
    ("CommuneCodeError", {"commune": "999"}),
    ("CommuneCodeError", {"commune": "0099a"}),
    ("CommuneCodeError", {"commune": "\u0660\u0660\u0669\u0669\u0669"}),
    ("BadNameError", {"name": "   "}),
    ("TextTooLongError", {"name": "P" * 251}),
    ("ControlCharacterError", {"name": "Phường\x07Mẫu"}),
]


@pytest.mark.parametrize(("code", "options"), BAD)
def test_what_makes_no_counter_makes_nothing(
    anew: Program, code: str, options: dict[str, Any]
) -> None:
    assert anew(*with_(**options), "--json").error == code
    assert not anew.folder.exists()


@pytest.mark.parametrize("missing", ["slot", "unit", "commune", "name"])
def test_nothing_is_assumed_for_what_was_not_said(anew: Program, missing: str) -> None:
    answer = anew(*with_(**{missing: None}), "--json")
    assert (answer.status, answer.out) == (2, b"")
    assert f"--{missing}" in answer.err
    assert not anew.folder.exists()


def test_a_slot_is_a_number(anew: Program) -> None:
    assert anew(*with_(slot="một")).status == 2


def test_a_name_is_kept_composed_and_single_spaced(anew: Program) -> None:
    decomposed = "Phươ\u0300ng  Mâ\u0303u   Giáo"
    assert anew(*with_(name=decomposed)).status == 0
    assert anew("report", "unit", "--from", "2026-11-01", "--to", "2026-11-30").status == 0


@pytest.mark.parametrize("where", ["data", "witness"])
def test_a_file_in_the_way_of_a_folder_is_said(
    anew: Program, tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "a-file"
    in_the_way.write_text("somebody's")
    monkeypatch.setenv(f"DESK_{where.upper()}", str(in_the_way / "within"))
    assert anew(*INIT, "--json").error in ("SystemRefusedError", "ReadOnlyError")
    assert in_the_way.read_text() == "somebody's"
