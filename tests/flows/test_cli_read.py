"""Looking things up, printing and reporting: what each answers, by every name a dossier has."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pypdf
import pytest

from desk.app import counter
from desk.services import processing, staff
from desk.services.papers import ORIGINS
from tests.flows.program import ADULT, Program
from tests.flows.test_cli_answers import documented, fields
from tests.kit import BIRTH, RESIDENCE, administrator

PERIOD = ("--from", "2026-11-01", "--to", "2026-11-30")
COLUMNS = ["3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"]


def text_of(path: Path) -> str:
    pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    return unicodedata.normalize("NFC", "\n".join(pages))


def test_a_dossier_names_the_steps_that_this_person_could_take(desk: Program) -> None:
    code = desk.received()["code"]
    with counter.opened(desk.folder, purpose="test") as work:
        by = administrator(work)
        staff.open_account(work, by, login="lan", name="Đỗ Thị Lan", role="clerk")
    found = desk("show", code, "--json").data
    assert {"action": "claim", "name": "nhận xử lý"} in found["steps"]
    mine = {each["action"] for each in found["steps"]}
    assert {"claim", "finish", "void"} <= mine
    assert "hand-over" not in mine
    assert "resolve" not in mine  # there is nothing to resolve
    assert mine <= {*processing.ACTIONS, "recall"}
    told = {name for name in fields(found) if name.startswith(("steps", "events"))}
    assert told <= documented()["show"]
    hers = {each["action"] for each in desk("show", code, "--as", "lan", "--json").data["steps"]}
    assert "finish" in hers
    assert "void" not in hers
    shown = desk("show", code).text
    assert "  finish       ghi nhận có kết quả" in shown
    assert desk.act(code, "void", "--reason", "nhập nhầm")["voided"]
    assert desk("show", code, "--json").data["steps"] == []
    text = desk("show", code).text
    assert "[đã hủy]" in text
    assert "Không còn bước nào." in text


# -- show ---------------------------------------------------------------------------------------


def test_every_name_of_a_dossier_finds_it(desk: Program, ward: dict[int, str]) -> None:
    found = desk.received(uid="portal-2026.7", applicant=ADULT | {"personal_id": "001199000009"})
    code, barcode = found["code"], found["barcode"]
    desk.act(code, "alias", "--id", "G09.20-20261123-0000017")
    names = [
        *(code, code.lower(), f" {code} ", code.replace("-", "–")),
        *(barcode, f"{barcode} "),
        *("portal-2026.7", "G09.20-20261123-0000017", "g09.20-20261123-0000017"),
    ]
    for name in names:
        shown = desk("show", name, "--json").data
        assert (shown["code"], shown["aliases"]) == (code, ["G09.20-20261123-0000017"]), name
    assert len(ward) == 8  # and there were others to be mistaken for it
    plain = desk.received()
    assert desk("show", plain["uid"], "--json").data["code"] == plain["code"]


def test_a_barcode_read_wrongly_is_worth_another_scan(desk: Program) -> None:
    barcode = desk.received()["barcode"]
    wrong = str((int(barcode[0]) + 1) % 10) + barcode[1:]
    assert desk("show", wrong, "--json").error == "BadCheckDigitError"
    swapped = desk("show", barcode[:-1], "--json")
    assert swapped.error == "UnknownCodeError"


@pytest.mark.parametrize(
    "code",
    [
        "",
        " ",
        "H26.033.15-261123-1002",
        "0",
        "x" * 5000,
        "%",
        "'; --",
        "".join(chr(0xFF10 + int(digit)) for digit in "0099926112310015"),
        "đ",
        "\x00",
    ],
)
def test_a_code_that_nobody_knows_is_said_to_be_unknown(desk: Program, code: str) -> None:
    desk.received()
    for words in (("show", code), ("act", code, "claim"), ("print", "receipt", code, "--out", "x")):
        assert desk(*words, "--json").error == "UnknownCodeError", words


def test_show_tells_the_story(desk: Program, ward: dict[int, str]) -> None:
    shown = desk("show", ward[10], "--json").data
    assert [each["type"] for each in shown["events"]] == ["Received", "Finished", "Returned"]
    for made in shown["events"]:
        assert made["at"].endswith("+07:00")
        assert (made["actor"], made["actor_name"]) == ("admin", "Quản trị viên")
    assert [each["seq"] for each in shown["events"]] == sorted(e["seq"] for e in shown["events"])
    first, *lines = desk("show", ward[10]).text.splitlines()
    assert first.startswith(f"{ward[10]}  [10]")
    papers = [f"  {paper['name']}: chưa số hóa" for paper in shown["documents"]]
    assert lines[: len(papers)] == papers
    assert [line.split("  ")[2:] for line in lines[len(papers) : len(papers) + 3]] == [
        ["tiếp nhận", "Quản trị viên"],
        ["có kết quả", "Quản trị viên"],
        ["đã trả kết quả", "Quản trị viên"],
    ]


def test_the_further_code_of_a_number_given_twice_is_shown(desk: Program) -> None:
    code = desk.received()["code"]
    desk.act(code, "alias", "--id", f"{code}/2")
    for words in (("show", code), ("queue",), ("search", code)):
        assert desk(*words).text.startswith(f"{code}/2  [2]"), words


# -- queue and search ---------------------------------------------------------------------------


def test_the_queue_is_every_open_dossier_most_urgent_first(
    desk: Program, ward: dict[int, str]
) -> None:
    urgent = desk.received()["code"]  # due today, all others next week
    listed = desk("queue", "--json").data
    assert listed[0]["code"] == urgent
    assert {each["code"] for each in listed} == {urgent, *(ward[s] for s in (2, 4, 5, 6, 7, 9))}
    assert [each["code"] for each in desk("queue", "--limit", "1", "--json").data] == [urgent]
    assert len(desk("queue", "--limit", "1000", "--json").data) == len(listed)
    assert len(desk("queue").text.splitlines()) == len(listed)


def test_an_empty_queue_is_an_empty_list(desk: Program) -> None:
    assert desk("queue", "--json").data == []
    assert "Không có hồ sơ đang mở" in desk("queue").text


@pytest.mark.parametrize("limit", ["0", "-1", "1.5", "nhiều", ""])
def test_a_limit_is_a_number_of_at_least_one(desk: Program, limit: str) -> None:
    assert desk("queue", "--limit", limit).status == 2
    assert desk("search", "x", "--limit", limit).status == 2


PEOPLE = {
    "Đặng Thị Hòa": {"personal_id": "001199000011", "phone": "0900 000 011"},
    "Đặng Thị Hoa": {"personal_id": "001199000012", "phone": "0900000012"},
    "Nguyễn Văn Đỗ": {"personal_id": "012345678", "phone": "+84900000013"},
}


TYPED: list[tuple[str, list[str]]] = [
    ("đặng thị hòa", ["Đặng Thị Hòa", "Đặng Thị Hoa"]),  # whose tones match come first
    ("dang thi hoa", ["Đặng Thị Hoa", "Đặng Thị Hòa"]),
    ("Đặng Thị Hoà", ["Đặng Thị Hòa", "Đặng Thị Hoa"]),  # the other way to set the tone
    ("hoa dang", ["Đặng Thị Hoa", "Đặng Thị Hòa"]),
    ("do ngu", ["Nguyễn Văn Đỗ"]),
    ("001199000011", ["Đặng Thị Hòa"]),
    ("001 199 000 012", ["Đặng Thị Hoa"]),
    ("012345678", ["Nguyễn Văn Đỗ"]),
    ("0900000011", ["Đặng Thị Hòa"]),
    ("0900.000.012", ["Đặng Thị Hoa"]),
    ("không ai", []),
    ("", []),
    ("   ", []),
    ('"', []),
    ('a" OR "b', []),
    ("*", []),
    ("NEAR(", []),
    ("hoa*", ["Đặng Thị Hoa", "Đặng Thị Hòa"]),
    ("-", []),
    ("%_", []),
    ("x" * 3000, []),
    ("😀", []),
]


def test_search_finds_people_however_they_are_typed(desk: Program) -> None:
    for name, facts in PEOPLE.items():
        desk.received(applicant={"name": name} | facts)
    for typed, names in TYPED:
        answer = desk("search", typed, "--json")
        assert answer.status == 0, (typed, answer)
        found = [each["owner"]["name"] for each in answer.data]
        if "ò" not in typed and "à" not in typed:  # without tones neither comes first
            found.sort(key=[*PEOPLE].index)
            names.sort(key=[*PEOPLE].index)
        assert found == names, typed
    assert len(desk("search", "hoa", "--limit", "1", "--json").data) == 1


def test_search_by_code_answers_that_one(desk: Program, ward: dict[int, str]) -> None:
    assert [e["code"] for e in desk("search", ward[10], "--json").data] == [ward[10]]


# -- print --------------------------------------------------------------------------------------

FORMS = {
    "receipt": (2, "GIẤY TIẾP NHẬN HỒ SƠ"),
    "supplement": (5, "YÊU CẦU BỔ SUNG"),
    "refusal": (2, "TỪ CHỐI"),
    "apology": (2, "XIN LỖI"),
    "stop": (8, "DỪNG"),
    "closing": (5, "HỒ SƠ"),
    "control": (10, "KIỂM SOÁT"),
    "label": (4, ""),
    "handover": (10, "BIÊN NHẬN TRẢ KẾT QUẢ"),
    "cover": (2, "TỜ BÌA QUÉT"),
    "stub": (2, "CUỐNG BIÊN NHẬN"),
    "extension": (2, "ĐỀ NGHỊ GIA HẠN"),
    "extended": (4, "KÉO DÀI THỜI HẠN"),
    "fee": (4, "BẰNG CHỮ: NĂM MƯƠI NGHÌN ĐỒNG"),
    "history": (10, "QUÁ TRÌNH XỬ LÝ"),
}
STEPS = {
    "refusal": ("reject", "--reason", "không đủ điều kiện"),
    "apology": ("apologise", "--reason", "mất điện", "--due", "2026-12-15"),
    "closing": ("close", "--reason", "không bổ sung"),
    "extension": ("apologise", "--reason", "mất điện", "--due", "2026-12-15"),
    "extended": ("verify", "--reason", "xác minh", "--due", "2026-12-15"),
    "fee": ("fee", "--amount", "50000"),
}
THEN = {"fee": ("paid", "--amount", "50000", "--id", "BL-0001")}


#: The citizen's answer names nobody, a slip for many is made with them, results and notices
#: have flows of their own.
ELSEWHERE = {"survey", "batch", "sitting", "result", "secure-result", "notice"}


def test_every_form_is_tried_here() -> None:
    assert set(FORMS) | ELSEWHERE == set(ORIGINS)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_a_pdf_that_names_the_dossier(
    desk: Program, ward: dict[int, str], form: str, tmp_path: Path
) -> None:
    status, title = FORMS[form]
    code = ward[status]
    if form in STEPS:
        if form == "closing":
            desk.clock.set("2026-12-09 08:00:00")
        desk.act(code, *STEPS[form])
    if form in THEN:
        desk.act(code, *THEN[form])
    out = tmp_path / f"{form}.pdf"
    answer = desk("print", form, code, "--out", out, "--json")
    assert answer.status == 0, answer
    assert (answer.data["form"], answer.data["file"]) == (form, str(out))
    assert answer.data["warnings"] == []
    assert out.read_bytes().startswith(b"%PDF-")
    text = text_of(out)
    assert code in text
    assert title in text.upper()
    again = tmp_path / "again.pdf"
    assert desk("print", form, desk("show", code, "--json").data["barcode"], "--out", again).text
    assert text_of(again) == text


def test_a_paper_nobody_has_made_is_not_printed(
    desk: Program, ward: dict[int, str], tmp_path: Path
) -> None:
    out = tmp_path / "x.pdf"
    for form in ("refusal", "apology", "stop", "closing", "supplement"):
        assert desk("print", form, ward[2], "--out", out, "--json").error == "NothingToPrintError"
    assert desk("print", "poster", ward[2], "--out", out, "--json").error == "UnknownFormError"
    assert desk("print", "receipt", ward[2]).status == 2
    assert not out.exists()


# -- report -------------------------------------------------------------------------------------


def column(found: dict[str, Any], number: str) -> list[int]:
    return [row[number] for row in found["rows"]]


def test_a_report_has_the_columns_of_the_form_and_balances(
    desk: Program, ward: dict[int, str]
) -> None:
    desk.received()
    desk.received(channel="online")
    by_area, by_unit = (desk("report", kind, *PERIOD, "--json").data for kind in ("II.06a", "unit"))
    for kind, found, columns in (
        ("II.06a", by_area, COLUMNS),
        ("unit", by_unit, [*COLUMNS, "14"]),
    ):
        assert (found["kind"], found["from"], found["to"]) == (kind, "2026-11-01", "2026-11-30")
        assert len(found["rows"]) == 2
        for row in [*found["rows"], found["total"]]:
            assert sorted(row) == sorted([*columns, "name", "field", "key"])
            assert row["field"] == row["name"]
            assert row["3"] == row["4"] + row["5"] + row["6"] == row["7"] + row["11"]
            assert row["7"] == row["8"] + row["9"] + row["10"]
            assert row["11"] == row["12"] + row["13"]
        for number in COLUMNS:
            assert found["total"][number] == sum(column(found, number))
    assert [row["name"][:8] for row in by_unit["rows"]] == ["Công an ", "UBND cấp"]
    by_procedure = desk("report", "unit", *PERIOD, "--by", "procedure", "--json").data
    assert [row["name"][:8] for row in by_procedure["rows"]] == sorted([BIRTH, RESIDENCE])
    assert by_procedure["total"] == by_unit["total"]
    total = by_unit["total"]
    assert (total["3"], total["4"], total["5"], total["6"]) == (len(ward) + 2, 1, len(ward) + 1, 0)
    assert (total["7"], total["8"], total["9"]) == (3, 2, 1)  # the stopped one counts as on time


def test_days_of_a_report_are_inclusive_and_vietnamese(desk: Program) -> None:
    desk.received(received_at="2026-10-31T23:59:59")
    desk.received(received_at="2026-11-01T00:00:00")
    desk.received(received_at="2026-11-10T00:30:00")  # still the ninth in London
    counted = {}
    for start, end in (("10-31", "10-31"), ("11-01", "11-01"), ("11-01", "11-10"), ("11-10",) * 2):
        words = ("--from", f"2026-{start}", "--to", f"2026-{end}", "--json")
        total = desk("report", "unit", *words).data["total"]
        counted[start, end] = (total["5"], total["6"])
    assert counted == {
        ("10-31", "10-31"): (1, 0),
        ("11-01", "11-01"): (1, 1),
        ("11-01", "11-10"): (2, 1),
        ("11-10", "11-10"): (1, 2),
    }


def test_what_lies_uncollected_is_counted_by_age(
    desk: Program, ward: dict[int, str], tmp_path: Path
) -> None:
    out = tmp_path / "uncollected.pdf"
    found = desk("report", "uncollected", *PERIOD, "--out", out, "--json").data
    assert found["file"] == str(out)
    assert "BÁO CÁO KẾT QUẢ CHƯA CÓ NGƯỜI NHẬN" in text_of(out)
    ages = ("0-3", "4-10", "11-30", "31+")
    for row in (*found["rows"], found["total"]):
        assert sum(row[age] for age in ages) == row["total"]
    assert found["total"]["total"] == sum(row["total"] for row in found["rows"])
    plain = desk("report", "uncollected", *PERIOD)
    assert plain.text.splitlines()[0].split() == [*ages, "tổng", "đã", "nhắc"]
    assert len(ward) > 0


def test_a_report_is_printed_too(desk: Program, ward: dict[int, str], tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    answer = desk("report", "II.06a", *PERIOD, "--out", out, "--json")
    assert answer.data["file"] == str(out)
    assert "II.06A" in text_of(out).upper()
    plain = desk("report", "unit", *PERIOD)
    head, *rows, total = plain.text.partition("\n(3)=")[0].splitlines()
    assert head.split() == [f"({column})" for column in [*COLUMNS, "14"]]
    assert total.split()[:11] == [str(len(ward)), "0", str(len(ward)), *total.split()[3:11]]
    assert len(rows) == 1
    assert "(7)=(8)+(9)+(10) Tổng số\n(8) Trước hạn\n" in plain.text


def test_a_report_is_written_as_what_its_file_is_called(
    desk: Program, ward: dict[int, str], tmp_path: Path
) -> None:
    for ending, begins in ((".xlsx", b"PK"), (".csv", b"\xef\xbb\xbf"), (".PDF", b"%PDF")):
        out = tmp_path / f"bao-cao{ending}"
        answer = desk("report", "07a", *PERIOD, "--out", out, "--json")
        assert answer.data["file"] == str(out)
        assert out.read_bytes().startswith(begins)
        assert answer.data["total"]["3"] == len(ward)
        assert answer.data["total"]["29"] is None
    wrong = desk("report", "07a", *PERIOD, "--out", tmp_path / "a.doc", "--json")
    assert wrong.error == "UnknownFileKindError"
    nowhere = tmp_path / "nowhere" / "a.csv"
    assert desk("report", "07a", *PERIOD, "--out", nowhere, "--json").error == "FileWriteError"
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_an_index_is_told_with_what_it_is_a_share_of(desk: Program) -> None:
    desk.received()
    desk.received(channel="online")
    found = desk("report", "766", *PERIOD, "--json").data
    (online,) = [each for each in found["indices"] if each["key"] == "online"]
    assert (online["numerator"], online["denominator"], online["percent"]) == (1, 2, 50.0)
    assert online["text"] == "1/2"
    said = desk("report", "766", *PERIOD).text.splitlines()
    short = said.index("Hồ sơ nộp trực tuyến: 1/2 = 50,0 %")
    assert said.index(f"Hồ sơ nộp trực tuyến – {online['rule']}") > short + 1  # a note below


def test_the_dossiers_behind_a_cell_are_as_many_as_it_says(
    desk: Program, ward: dict[int, str]
) -> None:
    found = desk("report", "II.06a", *PERIOD, "--by", "procedure", "--json").data
    seen = set()
    for row in [*found["rows"], found["total"]]:
        for number in COLUMNS:
            for line in {row["key"], row["name"]}:
                cell = f"{line}:{number}"
                words = (*PERIOD, "--by", "procedure", "--drill", cell, "--json")
                codes = desk("report", "II.06a", *words).data
                assert len(set(codes)) == len(codes) == row[number]
                seen |= set(codes)
    assert seen == set(ward.values())
    for cell in ("Ở đâu:3", ":14"):
        wrong = desk("report", "II.06a", *PERIOD, "--drill", cell, "--json")
        assert wrong.error == "UnknownCellError"


def test_a_closed_period_is_shown_as_it_was_reported(desk: Program) -> None:
    code = desk.received()["code"]
    desk.clock.set("2026-12-01 08:00")
    made = desk("periods", "close", "II.06a", *PERIOD, "--json").data
    assert (made["form"], made["by"], made["total"]["13"]) == ("II.06a", "field", 1)
    assert desk("periods", "close", "II.06a", *PERIOD, "--json").error == "PeriodClosedError"
    desk.clock.set("2026-12-01 09:00")
    desk.act(code, "void", "--reason", "thử")
    (listed,) = desk("periods", "list", "--json").data
    assert listed == made
    shown = desk("periods", "show", made["uid"], "--json").data
    assert {name: shown[name] for name in made} == made
    assert (shown["now"]["13"], shown["explained"]) == (0, True)
    assert [(each["code"], each["now"]) for each in shown["moved"]] == [(code, [])]
    text = desk("periods", "show", made["uid"]).text
    assert "(13) Quá hạn: 1 → 0  ≠" in text
    assert desk("periods", "show", "0" * 32, "--json").error == "UnknownClosingError"
    assert made["uid"] in desk("periods", "list").text
    assert desk("verify", "--json").data["ok"]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("unit", *PERIOD, "--by", "sao"), "UnknownGroupingError"),
        (("07b", *PERIOD), "UnknownReportError"),
        (("unit", "--from", "2026-11-30", "--to", "2026-11-01"), "PeriodError"),
        (("figures", *PERIOD, "--out", "a.xlsx"), "UnknownFileKindError"),
        (("uncollected", *PERIOD, "--out", "a.csv"), "UnknownFileKindError"),
    ],
)
def test_a_report_that_is_none_is_said(desk: Program, words: tuple[str, ...], error: str) -> None:
    assert desk("report", *words, "--json").error == error


@pytest.mark.parametrize("day", ["2026-02-30", "30/11/2026", "hôm nay", "2026-11-01T00:00"])
def test_a_day_is_written_as_one(desk: Program, day: str) -> None:
    assert desk("report", "unit", "--from", day, "--to", "2026-11-30").status == 2
    assert desk("report", "unit", "--from", "2026-11-01").status == 2


def test_the_whole_of_time_is_a_period(desk: Program) -> None:
    desk.received()
    words = ("--from", "0001-01-01", "--to", "9999-12-31", "--json")
    assert desk("report", "unit", *words).data["total"]["5"] == 1
