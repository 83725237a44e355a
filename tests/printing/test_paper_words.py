"""Times, money, limits and names as papers write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from desk.domain.records import VN, Party, TimeLimit, Unit
from desk.printing import words
from desk.printing.fonts import GLUE
from tests.printing import sheets

SHARED = sheets.forms().words


def plain(text: str) -> str:
    return text.replace(GLUE, " ")


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 11, 23, 15, 0, tzinfo=VN), "15 giờ 00 phút, ngày 23 tháng 11 năm 2026"),
        (datetime(2026, 2, 5, 8, 5, tzinfo=VN), "08 giờ 05 phút, ngày 05 tháng 02 năm 2026"),
        (datetime(2026, 3, 5, 8, 5, tzinfo=VN), "08 giờ 05 phút, ngày 05 tháng 3 năm 2026"),
        (datetime(2026, 11, 23, 17, 30, tzinfo=UTC), "00 giờ 30 phút, ngày 24 tháng 11 năm 2026"),
        (None, ""),
    ],
)
def test_times_are_vietnamese_whatever_zone_they_come_in(
    moment: datetime | None, text: str
) -> None:
    assert plain(words.clock(moment, SHARED)) == text


def test_days() -> None:
    assert plain(words.day(date(2026, 12, 8))) == "08 tháng 12 năm 2026"
    assert words.day(None) == ""
    assert words.short_day(date(2026, 1, 2)) == "02/01/2026"
    assert words.short_day(datetime(2026, 1, 1, 20, 0, tzinfo=UTC)) == "02/01/2026"


def test_money_is_grouped_with_dots_and_never_broken() -> None:
    assert words.money(1_250_000, SHARED) == f"1.250.000{GLUE}đồng"
    assert words.money(0, SHARED) == f"0{GLUE}đồng"


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (None, SHARED["limit_none"]),
        (TimeLimit(value=None, unit=Unit.WORKING_DAYS), SHARED["limit_none"]),
        (TimeLimit(value=None, unit=Unit.WORKING_DAYS, note="theo quyết định"), "theo quyết định"),
        (TimeLimit(value=None, unit=Unit.SAME_DAY), "trong ngày"),
        (TimeLimit(value=1, unit=Unit.SAME_DAY, cutoff=True), SHARED["limit_cutoff"]),
        (TimeLimit(value=3, unit=Unit.WORKING_DAYS), "03 ngày làm việc"),
        (TimeLimit(value=30, unit=Unit.CALENDAR_DAYS), "30 ngày"),
        (TimeLimit(value=4, unit=Unit.WORKING_HOURS), "04 giờ làm việc"),
        (
            TimeLimit(value=3, unit=Unit.WORKING_DAYS, extension=5),
            "03 ngày làm việc; trường hợp cần xác minh thì kéo dài thêm không quá 05 ngày làm việc",
        ),
    ],
)
def test_limits_are_told_in_words(rule: TimeLimit | None, text: str) -> None:
    assert words.limit(rule, SHARED) == text


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({"fee": None}, "theo quy định, thu khi có thông báo"),
        ({"fee": None, "fee_note": "HĐND"}, "theo quy định, thu khi có thông báo (HĐND)"),
        ({"fee": 0}, "không thu (0 đồng)"),
        ({"fee": 0, "fee_note": "miễn"}, "không thu (0 đồng; miễn)"),
        ({"fee": 0, "fee_note": "theo biểu phí"}, "không thu (0 đồng; theo biểu phí)"),
        (
            {"fee": 0, "fee_note": "Luật Hộ tịch 60/2014/QH13 Điều 11"},
            "được miễn (0 đồng), căn cứ: Luật Hộ tịch 60/2014/QH13 Điều 11",
        ),
        ({"fee": 1_250_000}, "1.250.000 đồng, chưa nộp"),
        ({"fee": 8000, "fee_note": "bản sao"}, "8.000 đồng (bản sao), chưa nộp"),
        ({"fee": 8000, "fee_paid": 8000}, "8.000 đồng, đã nộp"),
        (
            {"fee": 8000, "fee_paid": 8000, "fee_serial": "AA/26 01"},
            "8.000 đồng, đã nộp, biên lai số AA/26 01",
        ),
        ({"fee": 8000, "fee_paid": 3000}, "8.000 đồng, đã nộp 3.000 đồng"),
    ],
)
def test_fees_are_never_blank_and_never_nought_by_default(
    facts: dict[str, object], text: str
) -> None:
    assert plain(words.fee(sheets.dossier(**facts), SHARED)) == text


def test_who_is_identified_by_what() -> None:
    assert words.ident(None, SHARED) == ""
    assert words.ident(sheets.COMPANY, SHARED) == "mã số thuế 0100000000"
    assert words.ident(Party(name="A", kind="organisation"), SHARED) == ""
    assert words.ident(Party(name="A", old_id="012345678"), SHARED) == "CMND 012345678"
    assert words.ident(Party(name="A"), SHARED) == ""


@pytest.mark.parametrize(
    ("desk", "name", "text"),
    [
        (
            "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
            "PHƯỜNG HOÀN KIẾM",
            "Trung tâm Phục vụ hành chính công phường Hoàn Kiếm",
        ),
        ("BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ", "Xã Mẫu", "Bộ phận Tiếp nhận và Trả kết quả xã Mẫu"),
        ("Quầy số 1 phường 7", "PHƯỜNG 7", "Quầy số 1 phường 7"),
        ("Quầy chung", "KHU PHỐ CỔ", "Quầy chung Khu Phố Cổ"),
        ("ĐIỂM TIẾP NHẬN SỐ 1", "PHƯỜNG 7", "Điểm Tiếp Nhận Số 1 phường 7"),
    ],
)
def test_the_office_is_named_as_in_a_sentence(desk: str, name: str, text: str) -> None:
    office = replace(sheets.OFFICE, desk_name=desk, name=name)
    assert words.desk(office, sheets.forms()) == text


def test_a_procedure_follows_its_own_word() -> None:
    assert words.bare("Thủ tục đăng ký khai sinh") == "đăng ký khai sinh"
    assert words.bare("Đăng ký khai sinh") == "Đăng ký khai sinh"
