"""`desk result`: from receipt to a final, read back; and what each command answers."""

from __future__ import annotations

import csv
from pathlib import Path

from desk.printing.press import DRAFT
from tests.flows.program import Program
from tests.flows.test_cli_answers import documented, fields
from tests.printing.reading import flat, poppler_text

ANSWERS = {
    "child_name": "Trần Thử Văn Bé",
    "child_birth": "2026-11-20",
    "child_sex": "nam",
    "child_place": "Nhà hộ sinh Thử Nghiệm",
    "mother_name": "Nguyễn Thị Ví Dụ",
}


def text_of(file: Path, folder: Path) -> str:
    return flat(poppler_text(file.read_bytes(), folder))


def test_from_receipt_to_final(desk: Program, tmp_path: Path) -> None:
    code = desk.received(answers=ANSWERS)["code"]
    offers = desk("result", "list", code, "--json").data
    assert offers[0]["template"] == "extract_birth"
    out = tmp_path / "giay.pdf"
    tried = desk("result", "draft", code, "extract_birth", "--out", out, "--json")
    assert tried.data["pages"] == 1
    assert DRAFT in text_of(out, tmp_path)
    assert desk("result", "show", code, "--json").data["results"] == []
    assert desk("print", "result", code, "--out", out, "--json").error == "NothingToPrintError"

    made = desk("result", "draft", code, "extract_birth", "--json")
    assert made.data["missing"] == ["Nơi đăng ký khai sinh"]
    assert set(fields(made.data)) <= documented()["result draft"]
    assert desk("result", "confirm", code, "--by", "Lê Thị Sổ", "--json").error == (
        "ResultIncompleteError"
    )
    desk("result", "draft", code, "--which", "1", "--set", "reg_place=UBND phường Thử", "--json")
    assert desk("print", "result", code, "--out", out, "--json").status == 0
    assert DRAFT in text_of(out, tmp_path)

    told = ["--by", "Lê Thị Sổ", "--number", "12", "--book", "01/2026", "--day", "23/11/2026"]
    done = desk("result", "confirm", code, *told, "--signer", "Lê Thị Ký", "--json")
    assert done.data["state"] == "confirmed"
    assert desk("print", "result", code, "--out", out, "--which", "1", "--json").status == 0
    final = text_of(out, tmp_path)
    assert "NHÁP" not in final
    assert "Họ, chữ đệm, tên: Trần Thử Văn Bé" in final
    assert "Lê Thị Ký" in final

    stocked = desk("result", "sheet", "stock", "received", "TL 000001", "TL 000010", "--json")
    assert stocked.data["count"] == 10
    used = desk("result", "sheet", "use", code, "TL 000001", "--json")
    assert used.data["sheets"] == [{"sheet": "TL 000001", "spoilt": None}]
    twice = desk("result", "sheet", "use", code, "TL 000001", "--json")
    assert twice.error == "SheetTakenError"
    spoilt = desk("result", "sheet", "spoil", code, "TL 000003", "--reason", "kẹt", "--json")
    assert set(fields(spoilt.data)) <= documented()["result draft"]
    account = desk("result", "sheet", "account", "--json").data
    assert set(fields(account)) == documented()["result sheet account"]
    (row,) = account["series"]
    assert (row["used"], row["spoilt"], row["left"], row["missing"]) == (1, 1, 8, "000002")
    table = tmp_path / "phoi.csv"
    desk("result", "sheet", "spoil", code, "TL 000004", "--reason", "=1+1", "--json")
    told_all = desk("result", "sheet", "account", "--out", table)
    assert "bỏ qua số 000002" in told_all.text
    rows = list(csv.reader(table.read_text("utf-8-sig").splitlines()))
    assert rows[1][:6] == ["TL", "0", "10", "1", "2", "7"]
    assert [row[-1] for row in rows[4:]] == ["", "kẹt", "'=1+1"]  # a reason is no formula

    again = desk("result", "draft", code, "--which", "1", "--set", "note=đã sửa", "--json")
    assert (again.data["state"], again.data["confirmed"]) == ("draft", None)
    desk("print", "result", code, "--out", out, "--json")
    assert DRAFT in text_of(out, tmp_path)
    assert desk("verify", "--json").data["ok"]


def test_fields_and_what_they_lack_are_called_as_people_call_them(desk: Program) -> None:
    code = desk.received(answers=ANSWERS)["code"]
    shown = desk("result", "fields", code, "extract_birth").text
    assert "(tờ khai)" in shown
    assert "answers." not in shown
    desk("result", "draft", code, "extract_birth", "--set", "reg_place=UBND phường Thử")
    refused = desk("result", "confirm", code, "--number", "12", "--json")
    assert refused.error == "BadConfirmationError"
    assert "ai đã xác nhận (--by)" in refused.err


def test_a_template_of_another_procedure_is_warned_of(desk: Program, tmp_path: Path) -> None:
    code, out = desk.received(answers=ANSWERS)["code"], tmp_path / "mẫu.pdf"
    right = desk("result", "draft", code, "extract_birth", "--json")
    assert right.warnings == []
    assert desk("print", "result", code, "--out", out, "--json").warnings == []
    tried = desk("result", "draft", code, "extract_death", "--out", out, "--json")
    foreign = desk("result", "draft", code, "extract_death", "--json")
    printed = desk("print", "result", code, "--out", out, "--json")
    for each in (tried, foreign, printed):
        assert each.warnings == ["template_foreign"]
        assert "extract_birth" in each.err
    assert set(fields(foreign.data)) <= documented()["result draft"]
    assert desk("result", "draft", code, "reply", "--json").warnings == []  # a letter is nobody's
    first = desk("print", "result", code, "--which", "1", "--out", out, "--json")
    assert first.warnings == []


def test_numbers_come_later_and_a_confirmation_is_taken_back(desk: Program) -> None:
    code = desk.received(answers=ANSWERS)["code"]
    desk("result", "draft", code, "extract_birth", "--set", "reg_place=UBND phường Thử", "--json")
    assert desk("result", "confirm", code, "--number", "12", "--json").error == (
        "BadConfirmationError"
    )
    told = ["--by", "Lê Thị Sổ", "--number", "12"]
    assert desk("result", "confirm", code, *told, "--json").data["state"] == "confirmed"
    late = desk("result", "confirm", code, "--page", "7", "--json")
    assert (late.data["confirmed"]["page"], late.data["confirmed"]["number"]) == ("7", "12")
    assert desk("result", "confirm", code, "--page", "8", "--json").error == "AlreadyConfirmedError"
    back = desk("result", "withdraw", code, "--json")
    assert (back.data["state"], set(fields(back.data)) <= documented()["result draft"]) == (
        "draft",
        True,
    )
    assert desk("result", "withdraw", code, "--json").error == "NotConfirmedError"
    assert desk("result", "confirm", code, *told, "--json").data["state"] == "confirmed"


def test_the_account_of_sheets_is_a_paper_too(desk: Program, tmp_path: Path) -> None:
    code = desk.received(answers=ANSWERS)["code"]
    desk("result", "draft", code, "extract_birth", "--json")
    desk("result", "sheet", "stock", "received", "TL 000001", "TL 000010", "--note", "phiếu 5")
    desk("result", "sheet", "stock", "given", "TL 000001", "TL 000005", "--slot", "1")
    for number, why in (("TL 000001", "rách"), ("TL 000004", "kẹt")):
        desk("result", "sheet", "spoil", code, number, "--reason", why, "--json")
    desk("result", "sheet", "stock", "spoilt", "TL 000009", "TL 000009", "--note", "ướt")
    paper = tmp_path / "phoi.pdf"
    assert desk("result", "sheet", "account", "--out", paper).status == 0
    printed = text_of(paper, tmp_path)
    assert "BIỂU QUYẾT TOÁN PHÔI GIẤY CÓ SỐ" in printed
    assert "Bỏ qua, vẫn tính là còn: 000002–000003" in printed
    assert "000008" not in printed  # 9 was spoilt blank: those before it are not missing
    assert [printed.count(number) for number in ("TL 000004", "TL 000009")] == [1, 1]
    assert "TL 000001–000010" in printed
    assert "phiếu 5" in printed
    assert "kẹt" in printed


def test_a_letter_is_drafted_and_put_away(desk: Program) -> None:
    code = desk.received()["code"]
    blanks = desk("result", "fields", code, "reply", "--json").data
    assert {each["key"]: each["source"] for each in blanks}["to"] == "subject.name"
    desk("result", "draft", code, "reply", "--set", "content=Đã xem xét.", "--json")
    assert "nháp" in desk("result", "show", code).text
    dropped = desk("result", "draft", code, "--which", "1", "--drop", "--json")
    assert dropped.data["dropped"]
    assert desk("result", "show", code).text.strip() == "Hồ sơ chưa có kết quả nào."
    assert desk("result", "draft", code).status == 2
    assert desk("result", "draft", code, "reply", "--set", "content", "--json").status == 2
    assert desk("result", "sheet", "stock", "lost", "1", "2").status == 2
