"""Processing from the command line: every step a counter takes, and what each refuses."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from desk.app import counter
from desk.models.engine import FILE
from desk.services import reading, staff
from tests.flows.conftest import WAYS
from tests.flows.program import ADULT, Answer, Program
from tests.flows.test_cli_read import text_of
from tests.kit import MARRIAGE, RESIDENCE, administrator

#: From → to, as the contract has it; custody, notes and the like leave the status alone.
LEADS: dict[str, dict[int, int]] = {
    "claim": {2: 4, 4: 4, 5: 5, 6: 6, 7: 7, 9: 9},
    "forward": {2: 2, 4: 4, 5: 5, 6: 6, 7: 7, 9: 9},
    "supplement": {2: 5, 4: 5},
    "supplemented": {5: 4},
    "fee": {4: 6},
    "paid": {6: 4},
    "reject": {2: 9, 4: 9},
    "withdraw": {2: 7, 4: 7, 5: 7, 6: 7},
    "resume": {7: 2},
    "stop": {7: 8},
    "apologise": {2: 2, 4: 4},
    "finish": {2: 9, 4: 9},
    "hand-over": {9: 10},
    "correct": {at: at for at in WAYS},
    "note": {at: at for at in WAYS},
    "void": {at: at for at in WAYS},
}
WORDS: dict[str, tuple[str, ...]] = {
    "claim": ("--to", "Phạm Văn Ai Đó"),
    "forward": ("--to", "Phòng chuyên môn"),
    "supplement": ("--reason", "thiếu giấy tờ"),
    "fee": ("--amount", "20000"),
    "paid": ("--amount", "20000", "--id", "BL-0001"),
    "reject": ("--reason", "không đủ điều kiện"),
    "apologise": ("--due", "2026-12-15T17:00", "--reason", "mất điện"),
    "hand-over": ("--to", "Nguyễn Thị Thử Nghiệm", "--id", "001199000001"),
    "correct": ("--reason", "gõ sai", "--set", "submitter.address=Số 3 phố Bịa"),
    "note": ("--reason", "đã gọi điện"),
    "void": ("--reason", "nhập nhầm"),
}


def words_of(paper: Path) -> str:
    return " ".join(text_of(paper).split())


@pytest.mark.parametrize("status", WAYS)
def test_a_step_that_does_not_start_from_here_is_refused(
    desk: Program, ward: dict[int, str], status: int
) -> None:
    code = ward[status]
    before = desk("show", code, "--json").data
    for action, leads in LEADS.items():
        if status not in leads:
            answer = desk("act", code, action, *WORDS.get(action, ()), "--json")
            assert answer.error == "IllegalMoveError", (action, answer)
            assert code in answer.err
    assert desk("show", code, "--json").data == before
    assert desk.standing()[0] == len(ward)


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [(action, *pair) for action, leads in LEADS.items() for pair in leads.items()],
)
def test_a_step_leads_where_the_contract_says(
    desk: Program, ward: dict[int, str], action: str, before: int, after: int
) -> None:
    found = desk.act(ward[before], action, *WORDS.get(action, ()))
    assert (found["code"], found["status"]) == (ward[before], after)


@pytest.mark.parametrize("before", [2, 4, 5, 6])
def test_a_withdrawal_taken_back_goes_to_where_it_was(
    desk: Program, ward: dict[int, str], before: int
) -> None:
    code = ward[before]
    assert desk.act(code, "withdraw")["status"] == 7
    assert desk.act(code, "resume")["status"] == before


@pytest.mark.parametrize("action", ["forward", *list(WORDS)[2:]])
def test_what_a_step_needs_is_asked_for_and_nothing_is_written(
    desk: Program, ward: dict[int, str], action: str
) -> None:
    code = ward[next(iter(LEADS[action]))]
    before = desk("show", code, "--json").data
    answer = desk("act", code, action, "--json")
    if action == "paid":  # the amount asked for is the amount paid, unless another is said
        assert answer.data["status"] == 4
        return
    assert answer.error == "ArgumentMissingError"
    assert desk("show", code, "--json").data == before


def test_who_has_a_dossier_in_hand_need_not_claim_it(desk: Program, ward: dict[int, str]) -> None:
    assert desk("act", ward[4], "claim", "--json").error == "AlreadyHeldError"


def test_a_step_moves_the_due_date_only_as_its_rule_says(
    desk: Program, ward: dict[int, str]
) -> None:
    code = ward[4]
    due = desk("show", code, "--json").data["due_at"]
    assert due == "2026-12-03T17:00:00+07:00"  # seven working days, one day off between
    desk.act(code, "supplement", "--reason", "thiếu ảnh")
    assert not desk("show", code, "--json").data["overdue"]
    desk.clock.set("2026-11-27 09:00:00")
    again = desk.act(code, "supplemented")
    assert (again["code"], again["status"]) == (code, 4)
    assert again["due_at"] > due
    later = desk.act(code, "apologise", *WORDS["apologise"])
    assert later["due_at"] == "2026-12-15T17:00:00+07:00"
    assert desk("act", code, "apologise", *WORDS["apologise"], "--json").error == (
        "AlreadyApologisedError"
    )


def test_papers_asked_for_after_the_due_time_do_not_take_the_delay_back(desk: Program) -> None:
    period = ("--from", "2026-11-01", "--to", "2026-12-31", "--json")

    def columns() -> tuple[int, int, int]:
        total = desk("report", "II.06a", *period).data["total"]
        return total["10"], total["12"], total["13"]

    late, fair = (desk.received(procedure=RESIDENCE)["code"] for _ in range(2))
    asked = ("supplement", "--reason", "thiếu ảnh")
    assert desk.act(fair, *asked)["warnings"] == []
    desk.clock.set("2026-12-07 09:00:00")  # due on the 2nd
    found = desk("act", late, *asked, "--json")
    assert found.warnings == ["supplement_late"]
    assert "03/12/2026" in found.err
    assert found.data["overdue"]
    assert columns() == (0, 1, 1)  # the other one waits in time
    for code in (late, fair):
        again = desk.act(code, "supplemented")
        assert (again["due_at"][:10], again["overdue"]) == ("2026-12-16", code == late)
    assert columns() == (0, 1, 1)
    late_ones = desk("search", late, "--json").data
    assert [each["overdue"] for each in late_ones] == [True]
    for code in (late, fair):
        assert desk.act(code, "finish")["overdue"] == (code == late)
    assert columns() == (1, 0, 0)
    assert desk.standing()[0] == 2


def test_an_apology_before_the_due_time_goes_out_a_day_before_at_the_latest(desk: Program) -> None:
    code = desk.received(procedure=MARRIAGE)["code"]  # due today
    answer = desk("act", code, "apologise", *WORDS["apologise"], "--json")
    assert answer.error == "ApologyTooLateError"
    desk.clock.set("2026-11-23 17:00:01")
    assert desk.act(code, "apologise", *WORDS["apologise"])["status"] == 2
    assert desk("act", code, "apologise", "--due", "2026-11-20", "--reason", "x").status == 1


def test_an_extension_by_law_is_no_apology(desk: Program) -> None:
    code = desk.received(procedure=MARRIAGE)["code"]
    assert desk("act", code, "verify", "--json").error == "ArgumentMissingError"
    by_law = desk.act(code, "verify", "--reason", "xác minh nơi cư trú")
    assert (by_law["status"], by_law["due_at"]) == (2, "2026-12-01T17:00:00+07:00")
    given = desk.act(code, "verify", "--reason", "xác minh", "--due", "2026-12-04")
    assert given["due_at"] == "2026-12-04T17:00:00+07:00"
    plain = desk.received(procedure=RESIDENCE)["code"]
    assert desk("act", plain, "verify", "--reason", "x", "--json").error == "NoExtensionError"


def test_a_dossier_left_without_an_answer_is_closed_after_fifteen_days(
    desk: Program, ward: dict[int, str]
) -> None:
    code = ward[5]
    desk.clock.set("2026-12-08 16:59:00")
    assert desk("act", code, "close", "--json").error == "NothingDueYetError"
    desk.clock.set("2026-12-08 17:00:01")
    assert desk.act(code, "close")["status"] == 8


def test_handing_over_writes_down_who_collected(desk: Program, ward: dict[int, str]) -> None:
    code = ward[9]
    found = desk.act(code, "hand-over", *WORDS["hand-over"])
    assert (found["status"], found["collector"]) == (10, ADULT["name"])
    assert found["returned_at"] == "2026-11-23T09:30:00+07:00"
    assert code not in [each["code"] for each in desk("queue", "--json").data]


def test_a_collector_whom_the_dossier_does_not_name_needs_a_paper(
    desk: Program, ward: dict[int, str]
) -> None:
    code, to = ward[9], ("--to", "Người Lạ Mặt", "--id", "001188000009")
    before = desk("show", code, "--json").data
    refused = desk("act", code, "hand-over", *to, "--json")
    assert refused.error == "CollectorBlockedError"
    assert "--authority" in refused.err
    vague = desk("act", code, "hand-over", *to, "--authority", "giấy ủy quyền", "--json")
    assert vague.error == "AuthorityVagueError"
    namesake = ("--to", ADULT["name"], "--id", "001188000009")  # the number counts
    assert desk("act", code, "hand-over", *namesake, "--json").error == "CollectorBlockedError"
    assert desk("show", code, "--json").data == before
    paper = "Giấy ủy quyền số 12 ngày 20/11/2026"
    given = desk.act(code, "hand-over", *to, "--authority", paper)
    assert given["status"] == 10
    assert [each["code"] for each in given["warnings"]] == ["fee_unpaid"]
    with counter.opened(desk.folder, purpose="test") as work:
        assert reading.story(work, code)[0].collector_authority == paper


def test_a_collector_who_shows_the_receipt_alone_is_a_warning(
    desk: Program, ward: dict[int, str]
) -> None:
    answer = desk("act", ward[9], "hand-over", "--to", ADULT["name"], "--json")
    assert answer.status == 0
    assert answer.warnings == ["collector_unproven", "fee_unpaid"]
    assert [each["text"] for each in answer.data["warnings"]] == answer.err.splitlines()
    assert "20.000 đồng" in answer.err


def test_who_has_paid_and_shows_a_paper_is_handed_the_result_without_a_word(desk: Program) -> None:
    code = desk.received(procedure=RESIDENCE)["code"]
    for step in (("claim",), ("fee", "--amount", "20000"), ("paid",), ("finish",)):
        assert desk.act(code, *step)["warnings"] == []
    answer = desk("act", code, "hand-over", *WORDS["hand-over"], "--json")
    assert (answer.status, answer.err, answer.warnings) == (0, "", [])


def test_papers_are_asked_for_and_written_down_when_they_come(
    desk: Program, ward: dict[int, str], tmp_path: Path
) -> None:
    code, out = ward[4], tmp_path / "mẫu.pdf"
    before = desk("show", code, "--json").data["documents"]
    asked = ("--reason", "thiếu giấy", "--item", "Sổ hộ khẩu cũ", "--item", "Ảnh thẻ")
    desk.act(code, "supplement", *asked)
    assert desk("print", "supplement", code, "--out", out).status == 0
    assert "1. Sổ hộ khẩu cũ 2. Ảnh thẻ" in words_of(out)
    brought = ("--item", "Sổ hộ khẩu cũ", "--item", "Ảnh thẻ:0:2")
    found = desk.act(code, "supplemented", *brought)
    assert found["documents"][: len(before)] == before
    assert found["documents"][len(before) :] == [
        {"name": "Sổ hộ khẩu cũ", "original": 1, "copy": 0, "shown": False, "added": True},
        {"name": "Ảnh thẻ", "original": 0, "copy": 2, "shown": False, "added": True},
    ]
    assert desk("print", "receipt", code, "--out", out).status == 0
    text = words_of(out)
    assert "Lập lần 2" in text
    assert "Sổ hộ khẩu cũ (bổ sung) 01 –" in text
    assert "Ảnh thẻ (bổ sung) – 02" in text
    assert desk.standing()[0] == len(ward)


def test_a_paper_that_nobody_can_have_brought_is_refused(
    desk: Program, ward: dict[int, str]
) -> None:
    code = ward[5]
    before = desk("show", code, "--json").data
    for item, error in (("Ảnh:0:0", "PaperCountError"), (":2", "TextMissingError")):
        answer = desk("act", code, "supplemented", "--item", item, "--json")
        assert answer.error == error
    assert desk("show", code, "--json").data == before


def test_what_is_asked_for_without_a_list_is_its_reason(
    desk: Program, ward: dict[int, str], tmp_path: Path
) -> None:
    out = tmp_path / "mẫu.pdf"
    assert desk("print", "supplement", ward[5], "--out", out).status == 0
    assert "1. thiếu ảnh Lý do: như nội dung nêu trên" in words_of(out)


def test_a_void_dossier_is_struck_out_and_its_number_never_given_again(
    desk: Program,
) -> None:
    code = desk.received()["code"]
    assert desk.act(code, "void", "--reason", "nhập nhầm")["voided"]
    assert desk("act", code, "note", "--reason", "x", "--json").error == "VoidedError"
    assert desk("queue", "--json").data == []
    period = ("--from", "2026-11-01", "--to", "2026-11-30")
    assert desk("report", "unit", *period, "--json").data["total"]["3"] == 0
    assert desk.received()["code"].endswith("-1002")
    assert desk("show", code, "--json").data["voided"]


@pytest.mark.parametrize("at", ["2026-11-23T10:00", "2026-11-23T03:00Z", "2026-11-23 10:00:00"])
def test_a_step_may_be_told_later_but_not_before_it_can_have_been(
    desk: Program, ward: dict[int, str], at: str
) -> None:
    code = ward[2]
    desk.clock.set("2026-11-25 09:00:00")
    found = desk.act(code, "finish", "--at", at)
    assert found["finished_at"] == "2026-11-23T10:00:00+07:00"
    assert not found["overdue"]
    to = ("hand-over", "--to", "Nguyễn Thị Thử Nghiệm", "--json", "--at")
    assert desk("act", code, *to, "2026-11-23T09:59:59").error == "ActionTimeError"
    assert desk("act", code, *to, "2026-11-25T09:00:01").error == "ActionTimeError"
    assert desk("act", code, *to, "hôm qua").error == "TimeFormatError"
    assert desk("act", code, *to, "2026-11-24T08:00").data["returned_at"][:13] == "2026-11-24T08"


@pytest.mark.parametrize("action", ["correct", "note", "resolve", "alias", "void"])
def test_what_is_but_written_takes_no_other_time(
    desk: Program, ward: dict[int, str], action: str
) -> None:
    code = ward[2]
    before = desk("show", code, "--json").data
    told = ("--at", "2026-11-23T09:00", "--reason", "x", "--id", "1", "--json")
    assert desk("act", code, action, *told).error == "TimelessActionError"
    assert desk("show", code, "--json").data == before


def test_hands_change_when_they_did_and_not_when_it_was_typed(
    desk: Program, ward: dict[int, str], tmp_path: Path
) -> None:
    code, out = ward[2], tmp_path / "phiếu.pdf"
    desk.clock.set("2026-11-25 09:00:00")
    desk.act(code, "claim", "--at", "2026-11-23T10:07")
    desk.act(code, "forward", "--to", "Thẩm định", "--at", "2026-11-23T15:23")
    assert desk("print", "control", code, "--out", out).status == 0
    text = words_of(out)
    assert "10 giờ 07 phút, ngày 23/11/2026" in text
    assert "15 giờ 23 phút, ngày 23/11/2026" in text
    refused = desk("act", code, "claim", "--at", "2026-11-23T08:00", "--json")
    assert refused.error == "ActionTimeError"


def test_a_step_before_the_receipt_is_refused(desk: Program, ward: dict[int, str]) -> None:
    code = ward[2]
    answer = desk("act", code, "finish", "--at", "2026-11-23T08:29", "--json")
    assert answer.error == "ActionTimeError"


@pytest.mark.parametrize("amount", ["0", "-1", "10000000001"])
def test_an_amount_that_cannot_be_is_refused(
    desk: Program, ward: dict[int, str], amount: str
) -> None:
    code = ward[4]
    assert desk("act", code, "fee", "--amount", amount, "--json").error == "BadAmountError"


@pytest.mark.parametrize("amount", ["1.5", "hai mươi nghìn", "1e3", "NaN", ""])
def test_an_amount_is_a_whole_number(desk: Program, ward: dict[int, str], amount: str) -> None:
    code = ward[4]
    assert desk("act", code, "fee", "--amount", amount).status == 2


def test_fields_that_were_typed_wrongly_are_corrected_and_checked(
    desk: Program, ward: dict[int, str]
) -> None:
    code = ward[9]
    correct = ("act", code, "correct", "--reason", "gõ sai", "--json", "--set")
    found = desk(
        *correct, "submitter.name=Nguyê\u0303n  Thị Thử", "--set", "submitter.phone=0900.000.002"
    ).data
    assert found["submitter"]["name"] == "Nguyễn Thị Thử"
    assert found["submitter"]["phone"] == "0900000002"
    assert found["status"] == 9
    refused = {
        "submitter.name=": "TextMissingError",
        "submitter.personal_id=123": "PersonalIdError",
        "submitter.birth_date=2030-01-01": "FutureDateError",
        "submitter.tax_code=1": "TaxCodeError",
        "submitter.address=a\x07": "ControlCharacterError",
        "code=H26-1": "NotCorrectableError",
        "received_at=2026-01-01": "NotCorrectableError",
        "submitter": "NotCorrectableError",
        "owner.phone=0900000003": "NotCorrectableError",  # there is no owner to have one
    }
    for change, error in refused.items():
        assert desk(*correct, change).error == error, change
    owned = desk(*correct, "owner.name=Trần Văn Không", "--set", "owner.phone=0900000003").data
    assert owned["owner"]["name"] == "Trần Văn Không"
    assert desk.standing()[0] == len(ward)


@pytest.mark.parametrize(
    ("option", "text", "error"),
    [
        ("--reason", "chuông\x07", "ControlCharacterError"),
        ("--reason", "x" * 2001, "TextTooLongError"),
        ("--to", "hai\ndòng", "ControlCharacterError"),
        ("--to", "x" * 501, "TextTooLongError"),
        ("--id", "1\x002", "ControlCharacterError"),
        ("--due", "mai", "TimeFormatError"),
    ],
)
def test_what_is_typed_is_fit_for_paper_or_refused(
    desk: Program, ward: dict[int, str], option: str, text: str, error: str
) -> None:
    code = ward[2]
    assert desk("act", code, "forward", "--to", "A", option, text, "--json").error == error
    assert len(desk("show", code, "--json").data["events"]) == 1


def test_unknown_things_are_said_as_such(desk: Program, ward: dict[int, str]) -> None:
    code = ward[2]
    refused = desk("act", code, "burn", "--json")
    assert refused.error == "UnknownActionError"
    assert "hand-over" in refused.err
    assert desk("act", "H26.033.15-261123-1999", "claim", "--json").error == "UnknownCodeError"
    assert desk("act", code, "claim", "--as", "nobody", "--json").error == "UnknownUserError"
    assert desk("act", code, "resolve", "--reason", "x", "--json").error == "NothingToResolveError"
    assert desk("act", code).status == 2


def test_the_first_administrator_acts_where_nobody_is_named(desk: Program) -> None:
    with counter.opened(desk.folder, purpose="test") as work:
        by = administrator(work)
        staff.open_account(work, by, login="sau", name="Người Đến Sau", role="administrator")
    code = desk.received()["code"]
    assert desk("show", code, "--json").data["events"][0]["actor"] == "admin"
    database = sqlite3.connect(desk.folder / FILE)
    database.execute("UPDATE staff SET active = 0 WHERE login = 'admin'")
    database.commit()
    assert desk.act(code, "claim")["assignee"] == "sau"
    assert desk.receive("--as", "admin").error == "UnknownUserError"
    database.execute("UPDATE staff SET active = 0")
    database.commit()
    database.close()
    assert desk.receive().error == "NoAdministratorError"


def test_everybody_acts_as_what_they_are(desk: Program) -> None:
    with counter.opened(desk.folder, purpose="test") as work:
        by = administrator(work)
        staff.open_account(work, by, login="Lan", name="Đỗ Thị Lan", role="clerk")
        staff.open_account(work, by, login="hung", name="Vũ Văn Hùng", role="leader")
    assert desk.receive("--as", "lan").error == "NotAllowedError"
    code = desk.received()["code"]
    assert desk.act(code, "claim", "--as", "LAN ")["assignee"] == "lan"
    refused: Answer = desk("act", code, "void", "--reason", "x", "--as", "lan", "--json")
    assert refused.error == "NotAllowedError"
    assert "cán bộ chuyên môn" in refused.err
    desk.act(code, "void", "--reason", "nhập nhầm", "--as", "hung")
    story: list[dict[str, Any]] = desk("show", code, "--json").data["events"]
    told = [(each["type"], each["actor"], each["actor_name"]) for each in story]
    assert told == [
        ("Received", "admin", "Quản trị viên"),
        ("Claimed", "lan", "Đỗ Thị Lan"),
        ("Voided", "hung", "Vũ Văn Hùng"),
    ]
