"""What needs a person, by commands: told where it is looked for, shown with both sides, decided."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.program import Program
from tests.flows.test_cli_exchange import Ward, in_conflict


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    """Return a ward whose city serves."""
    made = Ward(Program(tmp_path))
    with made.serving():
        yield made


def said(ward: Ward, name: str, *words: object, status: int = 0) -> list[str]:
    """Return the lines that a command tells a person."""
    answer = ward.program(*words, "--data", ward.folder(name))
    assert answer.status == status, answer
    return answer.text.splitlines()


def test_a_conflict_is_decided_by_commands_with_both_sides_shown(ward: Ward) -> None:
    one, two, mine, _ = in_conflict(ward)
    (item,) = ward.good(one, "sync", "review", "list")
    assert item.keys() == {"key", "kind", "reason", "text", "code", "target", "at"}
    assert (item["kind"], item["reason"], item["code"]) == ("steps", "not-holder", mine["code"])
    assert ward.good(one, "sync", "review", "list", "--kind", "fields") == []
    assert ward.at(one, "sync", "review", "list", "--kind", "x").status == 2
    shown = ward.good(one, "sync", "review", "show", item["key"])
    assert shown["choices"] == ["theirs", "ours"]
    assert (shown["before"], shown["status"], shown["holder"]) == (2, 4, "Quầy 2")
    ours, theirs = shown["sides"]
    assert [each["type"] for each in ours["steps"]] == ["Finished"]
    assert (theirs["counter"], theirs["stands"]) == ("Quầy 2", True)
    first, mine_, others, *ways = said(ward, one, "sync", "review", "show", item["key"])
    assert first.startswith(f"{mine['code']}  ")
    assert re.search(r"^Quầy 1 · .*: có kết quả [\d/]+ \d\d:\d\d  \(máy này\)$", mine_)
    assert re.search(r"^Quầy 2 · .* [\d/]+ \d\d:\d\d  \(đang dùng\)$", others)
    assert ways[1].startswith("→ ours: Giữ việc của quầy này. Quầy này nhận lại hồ sơ")
    never = ward.at(one, "sync", "review", "show", "999")
    assert never.error == "UnknownQuestionError"
    assert "Không có việc nào mang khóa này, hoặc đã được giải quyết" in never.err
    refused = ward.at(one, "sync", "review", "decide", item["key"], "force")
    assert refused.error == "UnknownChoiceError"
    done = ward.good(
        one, "sync", "review", "decide", item["key"], "ours", "--reason", "đã ký ở đây"
    )
    assert (done["left"], done["undo"]) == (0, None)
    again = ward.at(one, "sync", "review", "decide", item["key"], "ours")
    assert again.error == "NothingAskedError"
    ward.sync(one)
    ward.sync(two)
    for name in (one, two):
        assert ward.good(name, "sync", "verify")["equal"]
        assert ward.good(name, "show", mine["code"])["status"] == 9


def test_what_differs_until_a_person_decides_leads_to_the_question(ward: Ward) -> None:
    one, _, mine, _ = in_conflict(ward)
    ward.good(one, "act", mine["code"], "note", "--reason", "kết quả để ngăn 3")
    ward.sync(one)  # the remark is held because of the step that was refused
    told = " ".join(said(ward, one, "sync", "verify", status=1))
    assert f"Khác nhau 1 hồ sơ: {mine['code']}." in told
    assert "1 hồ sơ đang chờ người quyết định" in told
    assert "«desk sync review list»" in told
    shown = ward.good(one, "show", mine["code"])["events"]
    assert [(e["type"], e["counts"]) for e in shown if e["type"] in ("Finished", "Noted")] == [
        ("Finished", False),
        ("Noted", True),
    ]
    lines = said(ward, one, "show", mine["code"])
    (left_out,) = [line for line in lines if line.endswith("(không tính)")]
    assert "có kết quả" in left_out
    item, waits = ward.good(one, "sync", "review", "list")
    assert (item["kind"], waits["kind"]) == ("steps", "waits")
    *_, advice = said(ward, one, "sync", "review", "show", waits["key"])
    assert "Giải quyết bước bị từ chối của hồ sơ này" in advice  # there is nothing to choose
    ward.good(one, "sync", "review", "decide", item["key"], "theirs")
    ward.sync(one)
    assert ward.good(one, "sync", "verify")["equal"]


def test_two_values_are_chosen_from_and_the_choice_taken_back_by_commands(ward: Ward) -> None:
    one, two = ward.counter(1), ward.counter(2)
    mine = ward.receive(one, note="cũ")
    ward.sync(one)
    ward.sync(two)
    for name in (one, two):
        reason = ("--reason", "công dân báo")
        change = ("--set", f"note=của {name}")
        ward.good(name, "act", mine["code"], "correct", *reason, *change)
        ward.sync(name)
    told = ward.sync(one)
    assert (told["attention"], told["questions"]) == (0, 1)  # no event of the outbox
    status = ward.good(one, "sync", "status")
    assert (status["targets"]["city"]["attention"], status["questions"]) == (0, 1)
    asked = "Cần người xem: 1 việc, xem bằng desk sync review list"
    for words in (("--once",), ("status",)):
        assert said(ward, one, "sync", *words)[-1] == asked
    (item,) = ward.good(one, "sync", "review", "list")
    (_, stands, other, _, way) = said(ward, one, "sync", "review", "show", item["key"])
    assert re.search(r" · [\d/]+ \d\d:\d\d: .* \(máy này, đang dùng\)$", stands)
    assert other.endswith("← cũ")
    assert "Chọn “của counter-2”" in way
    assert "Ctrl+Z" not in way
    shown = ward.good(one, "sync", "review", "show", item["key"])
    values = [(each["value"], each["before"]) for each in shown["sides"]]
    assert values == [(f"của {one}", "cũ"), (f"của {two}", "cũ")]
    choice = shown["sides"][1]["choice"]
    _, undo = said(ward, one, "sync", "review", "decide", item["key"], choice)
    assert ward.good(one, "sync", "review", "list") == []
    program, *command = shlex.split(undo.partition(": ")[2])
    assert (program, command[3]) == ("desk", mine["code"])
    assert ward.program(*command).status == 0  # as it was printed, the folder with it
    assert len(ward.good(one, "sync", "review", "list")) == 1
    assert ward.program(*command, "--json").error == "NotTakenBackError"
    changed = [e["fields"] for e in ward.good(one, "show", mine["code"])["events"]]
    assert changed[:3] == [[], ["note"], ["note"]]
    lines = said(ward, one, "show", mine["code"])
    assert sum("đính chính: ghi chú  " in line for line in lines) == 2
    assert sum(line.endswith("(không tính)") for line in lines) == 1  # the choice taken back
