"""Inner steps, steps taken back, and a leader's word, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.flows.program import Program
from tests.kit import RESIDENCE

STAFF = {"lan": "clerk", "minh": "clerk", "ha": "leader"}


@pytest.fixture
def people(desk: Program) -> Program:
    """Have two clerks and a leader at the counter."""
    for login, role in STAFF.items():
        made = desk("staff", "add", login, "--name", f"Lê Thử {login}", "--role", role, "--json")
        assert made.status == 0, made
    return desk


@pytest.fixture
def code(people: Program) -> str:
    return str(people.received(procedure=RESIDENCE)["code"])


def types(desk: Program, code: str) -> list[str]:
    return [each["type"] for each in desk("show", code, "--json").data["events"]]


def by(desk: Program, who: str, code: str, action: str, *words: str) -> Any:
    return desk.act(code, action, *words, "--as", who)


# -- inner steps -----------------------------------------------------------------------------------


def test_a_dossier_goes_through_the_inner_steps_by_key_or_name(people: Program, code: str) -> None:
    assert by(people, "lan", code, "forward", "--step", "tham-dinh")["step"] == "tham-dinh"
    assert by(people, "lan", code, "forward", "--step", "Trình ký")["step"] == "trinh-ky"
    taken = by(people, "ha", code, "claim")
    assert (taken["status"], taken["step"]) == (4, "trinh-ky")
    assert types(people, code) == ["Received", "Forwarded", "Forwarded", "Claimed"]


def test_an_unknown_inner_step_is_told_with_those_that_there_are(
    people: Program, code: str
) -> None:
    answer = people("act", code, "forward", "--step", "bay-len-troi", "--json")
    assert (answer.status, answer.error) == (1, "UnknownStepError")
    assert "tham-dinh, trinh-ky" in answer.err
    assert types(people, code) == ["Received"]


# -- taking back -----------------------------------------------------------------------------------


def test_whoever_took_a_step_takes_it_back_within_ten_minutes(people: Program, code: str) -> None:
    by(people, "lan", code, "supplement", "--reason", "thiếu ảnh")
    assert by(people, "lan", code, "recall")["status"] == 2
    by(people, "lan", code, "supplement", "--reason", "thiếu ảnh")
    people.clock.pass_(minutes=11)
    late = people("act", code, "recall", "--as", "lan", "--json")
    assert (late.status, late.error) == (1, "RecallTooLateError")
    assert people("show", code, "--json").data["status"] == 5


def test_a_leader_takes_anothers_step_back_with_a_reason(people: Program, code: str) -> None:
    by(people, "lan", code, "supplement", "--reason", "thiếu ảnh")
    other = people("act", code, "recall", "--as", "minh", "--json")
    assert other.error == "RecallTooLateError"
    silent = people("act", code, "recall", "--as", "ha", "--json")
    assert silent.error == "ArgumentMissingError"
    assert by(people, "ha", code, "recall", "--reason", "gửi nhầm")["status"] == 2
    assert types(people, code) == ["Received", "SupplementAsked", "Resolved"]
    nothing = people("act", code, "recall", "--as", "ha", "--reason", "nữa", "--json")
    assert nothing.error == "NothingToRecallError"


# -- a leader's word -------------------------------------------------------------------------------


def test_an_apology_is_drafted_by_a_clerk_and_approved_by_a_leader(
    people: Program, code: str, tmp_path: Path
) -> None:
    drafted = by(people, "lan", code, "propose", "--reason", "chờ xác minh")
    assert (drafted["status"], drafted["due_at"]) == (2, people_due(people, code))
    again = people("act", code, "propose", "--reason", "nữa", "--as", "minh", "--json")
    assert again.error == "AlreadyProposedError"
    not_hers = people("act", code, "approve", "--as", "lan", "--json")
    assert (not_hers.status, not_hers.error) == (1, "NotAllowedError")
    before = drafted["due_at"]
    approved = by(people, "ha", code, "approve")
    assert approved["due_at"] > before
    assert types(people, code) == ["Received", "Proposed", "Apologised"]
    paper = tmp_path / "apology.pdf"
    assert people("print", "apology", code, "--out", paper, "--json").status == 0
    once = people("act", code, "propose", "--reason", "nữa", "--as", "lan", "--json")
    assert once.error == "AlreadyApologisedError"


def people_due(desk: Program, code: str) -> Any:
    return desk("show", code, "--json").data["due_at"]


def test_a_leader_may_name_another_date_than_was_drafted(people: Program, code: str) -> None:
    by(people, "lan", code, "propose", "--reason", "chờ xác minh", "--due", "2026-12-10T17:00")
    approved = by(people, "ha", code, "approve", "--due", "2026-12-11T17:00")
    assert approved["due_at"] == "2026-12-11T17:00:00+07:00"


def test_a_draft_goes_back_with_a_reason_and_may_be_drafted_anew(
    people: Program, code: str
) -> None:
    nothing = people("act", code, "approve", "--as", "ha", "--json")
    assert nothing.error == "NoProposalError"
    before = people_due(people, code)
    by(people, "lan", code, "propose", "--reason", "chờ xác minh")
    by(people, "ha", code, "decline", "--reason", "nêu rõ lý do")
    assert people_due(people, code) == before
    assert people("act", code, "decline", "--as", "ha", "--json").error == "NoProposalError"
    by(people, "lan", code, "propose", "--reason", "Công an xã chưa trả lời xác minh")
    assert by(people, "ha", code, "approve")["due_at"] > before


def test_what_only_online_filings_have_is_not_acknowledged_at_the_counter(
    people: Program, code: str
) -> None:
    answer = people("act", code, "acknowledge", "--json")
    assert (answer.status, answer.error) == (1, "IllegalMoveError")
