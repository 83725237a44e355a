"""Receiving from a file, as the contract has it: what may be left out, what wins, what is said."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pypdf
import pytest

from desk.domain import codes
from tests.flows.program import ADULT, Program
from tests.kit import (
    ALLOWANCE,
    BIRTH,
    COPIES,
    FOREIGN_MARRIAGE,
    MARRIAGE,
    RESIDENCE,
)

CARD = "001199000001|012345678|Nguyễn Thị Thử Nghiệm|31011999|Nữ|Số 1 phố Không Có Thật|01052021"
PARTS = """
uid code aliases barcode status step procedure procedure_name owner submitter channel holder
received_at due_at overdue fee warnings due_explained receipt
""".split()
CHILD = {"name": "Nguyễn Văn Chưa Có", "birth_date": "2026-11-20"}
COMPANY = {"name": "Công ty Không Có Thật", "tax_code": "0100000000-001"}


def texts(path: Path) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def test_the_answer_is_the_dossier_object_of_the_contract(desk: Program) -> None:
    found = desk.received()
    assert [part for part in PARTS if part not in found] == []
    assert found["code"] == "H26.033.15-261123-1001"
    assert (found["status"], found["aliases"], found["warnings"]) == (2, [], [])
    assert (found["procedure"], found["procedure_name"]) == (BIRTH, "Đăng ký khai sinh")
    assert (found["channel"], found["holder"], found["fee"]) == ("counter", "Quầy 1", 0)
    assert (found["overdue"], found["receipt"]) == (False, None)
    assert found["received_at"] == "2026-11-23T08:30:00+07:00"
    assert found["due_at"] == "2026-11-23T17:00:00+07:00"
    assert found["due_explained"][0].startswith("Nhận lúc 08:30, thứ Hai")
    assert found["owner"] == found["submitter"]
    assert {key: found["owner"][key] for key in ADULT} == ADULT
    assert re.fullmatch(r"[0-9]{16}", found["barcode"])
    assert found["barcode"] == codes.check_barcode(found["barcode"])
    assert found["barcode"].startswith("009992611231001")


def test_without_json_a_line_for_people(desk: Program) -> None:
    answer = desk("receive", desk.file({"procedure": BIRTH, "applicant": ADULT}))
    assert (answer.status, answer.err) == (0, "")
    assert answer.text == (
        "H26.033.15-261123-1001  [2]  2026-11-23 17:00  Nguyễn Thị Thử Nghiệm  Đăng ký khai sinh\n"
    )


def test_numbers_follow_one_another_and_each_day_begins_anew(desk: Program) -> None:
    given = [desk.received()["code"][-11:] for _ in range(2)]
    given += [desk.received(received_at="2026-11-20T16:59")["code"][-11:]]
    desk.clock.set("2026-11-25 08:00:00")
    given += [desk.received()["code"][-11:]]
    assert given == ["261123-1001", "261123-1002", "261120-1001", "261125-1001"]
    assert desk.standing()[0] == 4


def test_the_same_uid_answers_the_same_dossier(desk: Program) -> None:
    first = desk.received(uid="portal:2026.1", note="lần đầu")
    again = desk.received(uid="portal:2026.1", procedure=MARRIAGE, note="lần sau")
    assert {k: first[k] for k in PARTS} == {k: again[k] for k in PARTS}
    assert first["uid"] == "portal:2026.1"
    assert desk.standing() == (1, [first["code"]])
    assert desk.received(uid="portal:2026.2")["code"] == "H26.033.15-261123-1002"


@pytest.mark.parametrize("uid", ["1234567890123456", "001199000001", "A", "x" * 64])
def test_any_uid_that_is_taken_finds_its_dossier_again(desk: Program, uid: str) -> None:
    made = desk.received(uid=uid, applicant=ADULT | {"personal_id": "001199000002"})
    assert desk("show", uid, "--json").data["code"] == made["code"]


def test_the_card_alone_is_enough(desk: Program) -> None:
    found = desk.received(applicant=None, id_card_qr=CARD)["submitter"]
    assert (found["name"], found["personal_id"]) == ("Nguyễn Thị Thử Nghiệm", "001199000001")
    assert (found["birth_date"], found["sex"]) == ("1999-01-31", "nữ")
    assert (found["old_id"], found["id_issued"]) == ("012345678", "2021-05-01")


def test_what_was_typed_wins_over_the_card(desk: Program) -> None:
    typed = {"address": "Số 2 ngõ Bịa", "phone": "0900 000.001", "birth_date": "01/2001"}
    found = desk.received(applicant=typed, id_card_qr=CARD)
    assert found["submitter"]["name"] == "Nguyễn Thị Thử Nghiệm"
    assert found["submitter"]["address"] == "Số 2 ngõ Bịa"
    assert found["submitter"]["phone"] == "0900000001"
    assert found["submitter"]["birth_date"] == "2001-01"
    # The number's year no longer agrees with what was typed: said, and nothing more.
    assert [each["code"] for each in found["warnings"]] == ["IdYearDiffers"]


@pytest.mark.parametrize(
    ("owner", "paper", "warned"),
    [
        (CHILD, "Giấy ủy quyền số 01", []),
        (CHILD, None, ["AuthorityMissing"]),
        (COMPANY, "Giấy giới thiệu số 02", []),
    ],
)
def test_another_s_dossier_names_its_owner(
    desk: Program, owner: dict[str, str], paper: str | None, warned: list[str]
) -> None:
    found = desk.received(owner=owner, authority_paper=paper)
    assert {key: found["owner"][key] for key in owner} == owner
    assert found["owner"]["kind"] == ("organisation" if "tax_code" in owner else "person")
    assert found["submitter"]["name"] == ADULT["name"]
    assert found["authority_paper"] == paper
    assert [each["code"] for each in found["warnings"]] == warned
    assert desk("search", owner["name"], "--json").data[0]["code"] == found["code"]


def test_papers_not_listed_are_all_unconditional_ones(desk: Program) -> None:
    found = desk.received()
    assert [(each["name"][:15], each["original"]) for each in found["documents"]] == [
        ("Tờ khai đăng ký", 1),
        ("Giấy chứng sinh", 1),
        ("Căn cước/CCCD/h", 1),
    ]
    assert found["warnings"] == []


def test_a_list_of_papers_is_literal_and_what_is_missing_is_said(desk: Program) -> None:
    listed = [{"name": "Giấy chứng sinh"}, {"name": "Ảnh gia đình", "copy": 2}]
    found = desk.received(documents=listed)
    assert found["documents"] == [
        {"name": "Giấy chứng sinh", "original": 0, "copy": 0, "shown": False, "added": False},
        {"name": "Ảnh gia đình", "original": 0, "copy": 2, "shown": False, "added": False},
    ]
    warned = [(each["code"], each["text"]) for each in found["warnings"]]
    assert [code for code, _ in warned] == ["PaperMissing", "PaperMissing"]
    assert "Tờ khai đăng ký khai sinh" in warned[0][1]
    assert "Giấy chứng sinh" in warned[1][1]  # named, yet none of it was handed in
    assert desk.received(documents=[])["documents"] == []


@pytest.mark.parametrize("channel", ["counter", "online", "post", None])
def test_every_channel_is_kept_and_none_means_the_counter(
    desk: Program, channel: str | None
) -> None:
    assert desk.received(channel=channel)["channel"] == (channel or "counter")


def test_the_fee_follows_channel_and_catalogue(desk: Program) -> None:
    assert desk.received(procedure=RESIDENCE)["fee"] == 20_000
    assert desk.received(procedure=RESIDENCE, channel="online")["fee"] == 10_000
    waived = desk.received(procedure=RESIDENCE, fee=0, fee_note="hộ nghèo")
    assert (waived["fee"], waived["fee_note"]) == (0, "hộ nghèo")


def test_a_fee_that_nobody_knows_is_null_with_a_warning(desk: Program, tmp_path: Path) -> None:
    paper = tmp_path / "receipt.pdf"
    unknown = desk.receive("--receipt", paper, procedure=FOREIGN_MARRIAGE)
    assert (unknown.data["fee"], unknown.warnings) == (None, ["FeeUnknown"])
    assert FOREIGN_MARRIAGE in unknown.data["warnings"][0]["text"]
    line = re.search(r"Phí, lệ phí: (.*)", unicodedata.normalize("NFC", texts(paper)))
    assert line
    assert line[1].startswith("theo quy định")  # neither blank nor nought
    given = desk.receive(procedure=FOREIGN_MARRIAGE, fee=1_500_000)
    assert (given.data["fee"], given.warnings) == (1_500_000, [])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-20T15:00:01", "2026-11-20T15:00:01+07:00"),
        ("2026-11-20 15:00", "2026-11-20T15:00:00+07:00"),
        ("2026-11-20T15:00:01+07:00", "2026-11-20T15:00:01+07:00"),
        ("2026-11-20T08:00:01Z", "2026-11-20T15:00:01+07:00"),
        ("2026-11-19T22:00:01.5-10:00", "2026-11-20T15:00:01.500000+07:00"),
    ],
)
def test_the_offset_is_optional_and_vietnam_is_meant(
    desk: Program, written: str, meant: str
) -> None:
    found = desk.received(received_at=written)
    assert found["received_at"] == meant
    assert found["code"] == "H26.033.15-261120-1001"
    # After 15:00 on a Friday: the next working day.
    after = "23" if ":01" in meant else "20"
    assert found["due_at"] == f"2026-11-{after}T17:00:00+07:00"
    assert [each["code"] for each in found["warnings"]] == ["Backdated"]


def test_a_moment_that_has_not_come_is_refused(desk: Program) -> None:
    answer = desk.receive(received_at="2026-11-23T08:33:00")
    assert answer.error == "FutureReceiptError"
    assert "08:33 23/11/2026" in answer.err
    assert desk.received(received_at="2026-11-23T08:31:59")["status"] == 2


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-21T09:00", "2026-11-23"),  # a Saturday
        ("2026-11-22T23:59:59", "2026-11-23"),  # a Sunday, at night
        ("2026-08-22T09:00", "2026-08-22"),  # a Saturday that is worked for another day
        ("2026-08-31T09:00", "2026-09-03"),  # the day it is worked for, before a holiday
    ],
)
def test_days_off_and_hours_never_block(desk: Program, received: str, due: str) -> None:
    found = desk.received(received_at=received)
    assert found["due_at"] == f"{due}T17:00:00+07:00"
    warned = {each["code"] for each in found["warnings"]}
    assert warned == {"Backdated"} | ({"ReceivedOnDayOff"} if due[-2:] != received[8:10] else set())


def test_without_a_time_limit_a_due_date_and_its_reason_are_required(desk: Program) -> None:
    assert desk.receive(procedure=ALLOWANCE).error == "DueRequiredError"
    due = "2026-12-31T11:30"
    assert desk.receive(procedure=ALLOWANCE, due_at=due).error == "DueReasonError"
    assert (
        desk.receive(procedure=ALLOWANCE, due_at=due, due_reason=" \n ").error == "DueReasonError"
    )
    early = {"due_at": "2026-11-23T08:00", "due_reason": "QĐ 01"}
    assert desk.receive(procedure=ALLOWANCE, **early).error == "DueBeforeReceiptError"
    found = desk.received(procedure=ALLOWANCE, due_at=due, due_reason="QĐ 01/QĐ-UBND")
    assert found["due_at"] == "2026-12-31T11:30:00+07:00"
    assert found["due_explained"] == ["QĐ 01/QĐ-UBND"]
    assert found["code"].endswith("-1001")  # what was refused used up no number


def test_a_due_day_without_an_hour_means_its_close_of_business(desk: Program) -> None:
    found = desk.received(due_at="2026-11-30", due_reason="theo thỏa thuận")
    assert found["due_at"] == "2026-11-30T17:00:00+07:00"


def test_a_year_without_calendar_is_received_by_hand_and_counted_by_nobody(desk: Program) -> None:
    desk.clock.set("2031-03-03 09:00:00")
    assert desk.receive().error == "NoCalendarError"
    found = desk.received(due_at="2031-03-05", due_reason="chưa có lịch")
    assert found["due_at"] == "2031-03-05T17:00:00+07:00"


def test_a_year_not_yet_decreed_is_used_and_marked(desk: Program, tmp_path: Path) -> None:
    paper = tmp_path / "receipt.pdf"
    answer = desk.receive("--receipt", paper, procedure=RESIDENCE, received_at=None)
    assert "tạm tính" not in texts(paper)
    desk.clock.set("2026-12-30 09:00:00")
    answer = desk.receive("--receipt", paper, procedure=RESIDENCE)
    assert answer.data["due_at"][:4] == "2027"
    assert "tạm tính" in unicodedata.normalize("NFC", texts(paper))


def test_who_does_not_show_a_number_is_received_with_a_warning(desk: Program) -> None:
    found = desk.received(applicant={"name": "Trần Không Giấy"})
    assert [each["code"] for each in found["warnings"]] == ["IdentityMissing"]


@pytest.mark.parametrize(
    ("facts", "warned"),
    [
        ({"personal_id": "012345678"}, "OldIdNumber"),
        ({"sex": "nam"}, "IdSexDiffers"),
        ({"birth_date": "1950"}, "IdYearDiffers"),
        ({"personal_id": "003199000001"}, "IdProvinceUnknown"),
        ({"name": "Bình"}, "NameSingle"),
        ({"name": "Nguyễn V4n Bình"}, "NameDigits"),
        ({"name": "nguyễn văn bình"}, "NameUncapitalised"),
        ({"phone": "090000000"}, "PhoneOdd"),
    ],
)
def test_the_unlikely_is_a_warning_and_never_more(
    desk: Program, facts: dict[str, str], warned: str
) -> None:
    found = desk.received(applicant=ADULT | facts)
    assert [each["code"] for each in found["warnings"]] == [warned]
    assert len(found["warnings"][0]["text"]) > 20


def test_the_receipt_is_written_and_carries_the_code(desk: Program, tmp_path: Path) -> None:
    paper = tmp_path / "Giấy tiếp nhận.pdf"
    paper.write_text("an older one")
    answer = desk.receive("--receipt", paper)
    assert answer.data["receipt"] == str(paper)
    text = texts(paper)
    assert answer.data["code"] in text
    assert ADULT["name"] in unicodedata.normalize("NFC", text)
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_decomposed_vietnamese_is_stored_composed(desk: Program) -> None:
    name = "Đặng Thị Thử"
    given = {key: unicodedata.normalize("NFD", value) for key, value in ADULT.items()}
    given["name"] = unicodedata.normalize("NFD", name)
    found = desk.received(applicant=given, note=unicodedata.normalize("NFD", "ghi chú ế"))
    assert unicodedata.is_normalized("NFC", json.dumps(found, ensure_ascii=False))
    for typed in (name, given["name"], "dang thi thu"):
        assert [each["code"] for each in desk("search", typed, "--json").data] == [found["code"]]


@pytest.mark.parametrize("letter", ["𠮷", "😀", "\u02bc", "\u200b", "ﬁ", "Ω", "ạ̈"])
def test_letters_that_no_font_has_do_not_stop_a_receipt(
    desk: Program, tmp_path: Path, letter: str
) -> None:
    name = f"Người {letter} Thử"
    answer = desk.receive("--receipt", tmp_path / "r.pdf", applicant=ADULT | {"name": name})
    assert answer.status == 0, answer
    assert answer.data["receipt"]
    assert set(answer.warnings) <= {"UnprintableError"}


def test_several_copies_of_a_paper_and_sets(desk: Program) -> None:
    found = desk.received(
        procedure=COPIES, sets=99, documents=[{"name": "Tờ khai", "original": 1, "copy": 999}]
    )
    assert (found["sets"], found["documents"][0]["copy"]) == (99, 999)


def test_a_fee_is_paid_where_the_file_says_so_and_nowhere_else(
    desk: Program, tmp_path: Path
) -> None:
    said = {True: "đã nộp, biên lai số AA/26 07", None: "chưa nộp"}
    for paid, words in said.items():
        out = tmp_path / f"{paid}.pdf"
        asked = {"procedure": COPIES, "applicant": ADULT, "paid": paid}
        asked["fee_serial"] = "AA/26 07" if paid else None
        answer = desk("receive", desk.file(asked), "--receipt", str(out), "--json")
        assert answer.data["fee"] == 8000
        assert words in " ".join(texts(out).split())


def test_what_is_owed_is_paid_at_the_hand_over_where_it_is_said(desk: Program) -> None:
    code = desk.received(procedure=COPIES)["code"]
    desk("act", code, "finish")
    refused = desk("act", code, "hand-over", "--to", ADULT["name"], "--amount", "0", "--json")
    assert refused.error == "BadAmountError"
    given = desk("act", code, "hand-over", "--to", ADULT["name"], "--amount", "8000", "--json")
    assert given.status == 0
    assert "fee_unpaid" not in [each["code"] for each in given.data["warnings"]]
