"""What stands in the cells of old lists, and the maps that say what each column is."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from desk.domain.importing_plan import (
    HeadingMissingError,
    HeadingTwiceError,
    ImportMapError,
    ImportMapMissingError,
    Plan,
    heading_of,
    heading_row,
    places,
    read_plan,
    recognise,
    write_plan,
)
from desk.domain.importing_values import (
    ImportAmountError,
    ImportChannelError,
    ImportDateError,
    ImportStatusError,
    Order,
    amount,
    birth,
    channel,
    identity,
    moment,
    phone,
    status,
    text_of,
)
from desk.domain.person import FutureDateError, ImpossibleDateError
from desk.domain.records import Channel, Status
from tests.domain.rule_files import at

TODAY = date(2026, 11, 30)
S = Status

# ------------------------------------------------------------------------ values


@pytest.mark.parametrize(
    ("value", "order", "day"),
    [
        ("05/03/2019", Order.DMY, "2019-03-05 08:00"),
        ("5.3.19", Order.DMY, "2019-03-05 08:00"),
        ("5-3-99", Order.DMY, "1999-03-05 08:00"),
        ("03/05/2019", Order.MDY, "2019-03-05 08:00"),
        ("2019-03-05", Order.DMY, "2019-03-05 08:00"),
        ("19/03/05", Order.YMD, "2019-03-05 08:00"),
        ("ngày 5 tháng 3 năm 2019", Order.DMY, "2019-03-05 08:00"),
        ("05/03/2019 14:30:15", Order.DMY, "2019-03-05 14:30"),
        ("14h30 ngày 5/3/2019", Order.DMY, "2019-03-05 14:30"),
        ("9 giờ 05/03/2019", Order.DMY, "2019-03-05 09:00"),
        (43529, Order.DMY, "2019-03-05 08:00"),
        (43529.5, Order.DMY, "2019-03-05 12:00"),
        ("43529", Order.DMY, "2019-03-05 08:00"),
        (datetime(2019, 3, 5), Order.DMY, "2019-03-05 08:00"),  # noqa: DTZ001 - as cells have it
        (datetime(2019, 3, 5, 9, 15), Order.DMY, "2019-03-05 09:15"),  # noqa: DTZ001 - as above
        (date(2019, 3, 5), Order.DMY, "2019-03-05 08:00"),
    ],
)
def test_a_day_is_read_however_it_is_written(value: Any, order: Order, day: str) -> None:
    assert moment(value, order, "Ngày", TODAY, unsaid=time(8)) == at(day)


@pytest.mark.parametrize("value", ["mai", "5/3", "1/2/3/4", 5, "x/y/2019", True])
def test_what_is_no_day_is_said(value: Any) -> None:
    with pytest.raises(ImportDateError):
        moment(value, Order.DMY, "Ngày", TODAY, unsaid=time(8))


@pytest.mark.parametrize("value", ["31/02/2019", "25:00 5/3/2019", "5/3/1850", "13/13/2019"])
def test_a_day_that_cannot_be_is_said(value: str) -> None:
    with pytest.raises(ImpossibleDateError):
        moment(value, Order.DMY, "Ngày", TODAY, unsaid=time(8))


@pytest.mark.parametrize(
    ("value", "order", "born"),
    [
        ("1985", Order.DMY, "1985"),
        (1985, Order.DMY, "1985"),
        ("03.1985", Order.DMY, "1985-03"),
        ("05/03/1985", Order.DMY, "1985-03-05"),
        ("5/3/85", Order.DMY, "1985-03-05"),
        ("5/3/15", Order.DMY, "2015-03-05"),
        ("03/05/1985", Order.MDY, "1985-03-05"),
        ("1985-03-05", Order.DMY, "1985-03-05"),
        (31111, Order.DMY, "1985-03-05"),
        (datetime(1985, 3, 5), Order.DMY, "1985-03-05"),  # noqa: DTZ001 - as cells have it
        (date(1985, 3, 5), Order.DMY, "1985-03-05"),
    ],
)
def test_a_birth_date_keeps_its_precision(value: Any, order: Order, born: str) -> None:
    assert birth(value, order, "Ngày sinh", TODAY) == born


def test_a_birth_date_that_is_none_is_said() -> None:
    with pytest.raises(ImportDateError):
        birth("năm", Order.DMY, "Ngày sinh", TODAY)
    with pytest.raises(FutureDateError):
        birth("2031", Order.DMY, "Ngày sinh", TODAY)


@pytest.mark.parametrize(
    ("value", "sum_"),
    [
        (8000, 8000),
        (8000.0, 8000),
        ("8.000 đ", 8000),
        ("8,000 đồng", 8000),
        ("miễn", 0),
        ("1.250.000", 1250000),
        ("", None),
        ("-", None),
        (None, None),
        ("Không thu", 0),
    ],
)
def test_an_amount_is_read(value: Any, sum_: int | None) -> None:
    assert amount(value, "Phí") == sum_


@pytest.mark.parametrize("value", [-1, "-8000", 0.5, "tám nghìn", 2_000_000_000])
def test_what_is_no_amount_is_said(value: Any) -> None:
    with pytest.raises(ImportAmountError):
        amount(value, "Phí")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Đã trả kết quả", S.RETURNED),
        ("Đang xử lý", S.IN_HAND),
        ("10", S.RETURNED),
        (9, S.DONE),
        ("Chờ bổ sung", S.SUPPLEMENT),
        ("Mới đăng ký", S.RECEIVED),
        (1, S.RECEIVED),
        ("", None),
        ("Chưa trả", S.DONE),
        ("Từ chối tiếp nhận", S.NOT_ACCEPTED),
        ("xyz riêng", S.STOPPED),
    ],
)
def test_a_status_is_read(word: Any, meant: Status | None) -> None:
    assert status(word, {"xyz rieng": S.STOPPED}) is meant


def test_unknown_words_are_said() -> None:
    with pytest.raises(ImportStatusError):
        status("???", {})
    with pytest.raises(ImportChannelError):
        channel("bồ câu", {})
    assert channel("Bồ câu", {"bo cau": Channel.POST}) is Channel.POST
    assert channel("Dịch vụ bưu chính", {}) is Channel.POST
    assert channel("2", {}) is Channel.ONLINE
    assert channel(None, {}) is None


def test_zeros_that_a_spreadsheet_dropped_are_put_back() -> None:
    assert identity(1099000123) == ("001099000123", True)
    assert identity(12345678.0) == ("012345678", True)
    assert identity("001 099 000 123") == ("001099000123", False)
    assert identity(123) == ("123", False)
    assert phone(900000123) == "0900000123"
    assert phone("0900000123") == "0900000123"


def test_cells_are_shown_as_people_see_them() -> None:
    moment_ = datetime(2019, 3, 5, 9, 15)  # noqa: DTZ001 - as cells have it
    assert [text_of(each) for each in (None, 12.0, moment_, date(2019, 3, 5), " a_x000D_b ")] == [
        "",
        "12",
        "05/03/2019 09:15",
        "05/03/2019",
        "a\nb",
    ]


# ------------------------------------------------------------------------ maps

HEADS = ("STT", "Mã hồ sơ", "Tên thủ tục", "Chủ hồ sơ", "Ngày nhận", "Ngày hẹn trả (dự kiến)")


def test_headings_are_recognised_with_and_without_marks() -> None:
    found = recognise(HEADS)
    assert found == {"code": 1, "procedure_name": 2, "owner": 3, "received": 4, "due": 5}
    assert recognise([each.upper() for each in HEADS]) == found
    assert heading_row([["SỔ THEO DÕI"], [], HEADS, ["1", "2"]]) == 3
    assert heading_row([]) == 1
    assert heading_of(HEADS, 1) == "Mã hồ sơ"
    assert heading_of(["Ngày", "Ngày", ""], 1) == "#2"
    assert heading_of(["Ngày", "Ngày", ""], 2) == "#3"


def test_a_map_is_read_and_written_alike() -> None:
    said = {
        "sheet": "Hồ sơ",
        "heading_row": 3,
        "due_days": 10,
        "columns": {"code": "Mã hồ sơ", "received": "#5"},
        "encodings": {"all": "tcvn3"},
        "dates": {"received": "mdy"},
        "statuses": {"xong roi": 9},
        "channels": {"thu": "post"},
        "procedures": {"khai sinh": "1.001193"},
        "constants": {"channel": "counter"},
        "defaults": {"officer": "Trần Thị Thử"},
    }
    plan = read_plan(said)
    assert write_plan(plan) == said
    assert plan.order("received") is Order.MDY
    assert plan.order("due") is Order.DMY
    assert read_plan({"columns": {}}) == Plan(columns={})


@pytest.mark.parametrize(
    "said",
    [
        [],
        {"sheets": {}},
        {"columns": []},
        {"columns": {"colour": "x"}},
        {"columns": {"code": True}},
        {"heading_row": 0},
        {"heading_row": "1"},
        {"sheet": 1},
        {"due_days": True},
        {"encodings": {"all": "klingon"}},
        {"statuses": {"xong": 11}},
    ],
)
def test_a_map_that_says_something_unknown_is_refused(said: Any) -> None:
    with pytest.raises(ImportMapError):
        read_plan(said)


def test_a_map_must_fit_its_list() -> None:
    needed = {"code": "ma ho so", "owner": "#4", "procedure_name": "Tên thủ tục"}
    plan = Plan(columns={**needed, "received": "Ngày nhận"})
    assert places(plan, HEADS) == {"code": 1, "owner": 3, "procedure_name": 2, "received": 4}
    with pytest.raises(HeadingMissingError):
        places(Plan(columns={"code": "Mã"}), HEADS)
    with pytest.raises(HeadingTwiceError):
        places(Plan(columns={"code": "Ngày"}), ("Ngày", "Ngày"))
    with pytest.raises(ImportMapMissingError):
        places(Plan(columns=needed), HEADS)
    assert places(Plan(columns=needed, constants={"received": "1/1/2019"}), HEADS)
