"""Counting a time limit: boundaries, an oracle of another method, and the explanation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.calendar import NoCalendarError, join_years, parse_calendar
from desk.domain.counting import Due, NoTimeLimitError, due, limit_words
from desk.domain.records import VN, TimeLimit, Unit
from desk.domain.regime import DayEnd
from tests.domain.rule_files import (
    SAME_DAY,
    at,
    calendar,
    calendar_days,
    load,
    moments,
    now_regime,
    working_days,
    working_hours,
)

receipts = moments("2025-01-01", "2026-12-31")
limits = st.one_of(
    st.just(SAME_DAY),
    st.integers(0, 40).map(working_days),
    st.integers(0, 60).map(calendar_days),
    st.integers(1, 80).map(working_hours),
)
day_limits = st.one_of(
    st.just(SAME_DAY),
    st.integers(0, 40).map(working_days),
    st.integers(0, 60).map(calendar_days),
)


def counted(received: str, limit: TimeLimit) -> Due:
    return due(at(received), limit, calendar(), now_regime())


@pytest.mark.parametrize(
    ("received", "due_at"),
    [
        # an ordinary day
        ("2026-11-18 08:00", "2026-11-18 17:00"),
        # before a weekend
        ("2026-11-20 14:59", "2026-11-20 17:00"),
        ("2026-11-20 15:00", "2026-11-20 17:00"),
        ("2026-11-20 15:00:01", "2026-11-23 17:00"),
        ("2026-11-20 15:01", "2026-11-23 17:00"),
        # before Ngày Văn hóa Việt Nam
        ("2026-11-23 14:59", "2026-11-23 17:00"),
        ("2026-11-23 15:00:00", "2026-11-23 17:00"),
        ("2026-11-23 15:00:00.000001", "2026-11-25 17:00"),
        ("2026-11-23 15:00:01", "2026-11-25 17:00"),
        # on a day off, at whatever hour
        ("2026-11-24 09:00", "2026-11-25 17:00"),
        ("2026-11-24 16:00", "2026-11-25 17:00"),
        ("2026-11-22 16:00", "2026-11-23 17:00"),
        # the Friday before Tết
        ("2026-02-13 15:00", "2026-02-13 17:00"),
        ("2026-02-13 15:01", "2026-02-23 17:00"),
        # a worked Saturday, and the days it was swapped for
        ("2026-08-22 10:00", "2026-08-22 17:00"),
        ("2026-08-22 15:01", "2026-08-24 17:00"),
        ("2026-08-28 15:01", "2026-09-03 17:00"),
        ("2026-01-09 15:01", "2026-01-10 17:00"),
        # out of hours
        ("2026-11-18 06:30", "2026-11-18 17:00"),
        ("2026-11-18 19:00", "2026-11-19 17:00"),
    ],
)
def test_trong_ngay(received: str, due_at: str) -> None:
    assert counted(received, SAME_DAY).at == at(due_at)


@pytest.mark.parametrize(
    ("received", "days", "due_at"),
    [
        ("2026-11-20 14:59", 3, "2026-11-26 17:00"),
        ("2026-11-20 15:01", 3, "2026-11-26 17:00"),  # other limits know no cutoff
        ("2026-11-22 09:00", 1, "2026-11-23 17:00"),  # counted from the day after the day off
        ("2026-11-23 09:00", 1, "2026-11-25 17:00"),
        ("2026-02-13 09:00", 1, "2026-02-23 17:00"),
        ("2026-02-13 09:00", 5, "2026-02-27 17:00"),
        ("2026-08-21 09:00", 3, "2026-08-25 17:00"),  # Saturday 22 counts
        ("2026-08-28 09:00", 1, "2026-09-03 17:00"),
        ("2026-12-30 09:00", 3, "2027-01-05 17:00"),
        ("2026-11-20 09:00", 0, "2026-11-20 17:00"),
        ("2026-11-21 09:00", 0, "2026-11-23 17:00"),
    ],
)
def test_working_days(received: str, days: int, due_at: str) -> None:
    assert counted(received, working_days(days)).at == at(due_at)


@pytest.mark.parametrize(
    ("received", "days", "due_at"),
    [
        ("2026-11-09 09:00", 15, "2026-11-25 17:00"),  # the 24th is off
        ("2026-11-06 09:00", 15, "2026-11-23 17:00"),  # a Saturday
        ("2026-11-02 09:00", 15, "2026-11-17 17:00"),
        ("2026-02-05 09:00", 12, "2026-02-23 17:00"),  # the first day of Tết
        ("2026-08-07 09:00", 15, "2026-08-22 17:00"),  # a worked Saturday is a day to end on
        ("2026-11-18 20:00", 0, "2026-11-19 17:00"),
        ("2026-11-18 16:00", 0, "2026-11-18 17:00"),  # that day; no cutoff here
        ("2026-11-21 16:00", 0, "2026-11-23 17:00"),
    ],
)
def test_calendar_days(received: str, days: int, due_at: str) -> None:
    assert counted(received, calendar_days(days)).at == at(due_at)


def test_trong_ngay_knows_the_cutoff_even_if_the_catalogue_forgot() -> None:
    forgot = TimeLimit(value=0, unit=Unit.SAME_DAY)
    assert counted("2026-11-18 15:01", forgot).at == at("2026-11-19 17:00")


def test_a_limit_of_no_days_knows_the_cutoff_if_the_catalogue_says_so() -> None:
    plain = calendar_days(0)
    strict = replace(plain, cutoff=True)
    assert counted("2026-11-18 15:01", plain).at == at("2026-11-18 17:00")
    assert counted("2026-11-18 15:01", strict).at == at("2026-11-19 17:00")


@pytest.mark.parametrize(
    ("received", "hours", "due_at"),
    [
        ("2026-11-18 09:00", 2, "2026-11-18 11:00"),
        ("2026-11-18 11:00", 2, "2026-11-18 14:00"),
        ("2026-11-18 12:30", 8, "2026-11-19 12:00"),
        ("2026-11-23 15:00", 4, "2026-11-25 10:00"),
        ("2026-11-20 16:30", 1, "2026-11-23 08:30"),
        ("2026-11-21 10:00", 8, "2026-11-23 17:00"),
        ("2026-11-18 18:00", 1, "2026-11-19 09:00"),
    ],
)
def test_working_hours(received: str, hours: int, due_at: str) -> None:
    assert counted(received, working_hours(hours)).at == at(due_at)


def test_a_half_day_ends_early_and_is_over_when_it_is_over() -> None:
    data = {**load("calendars", "2026.json")}
    data["hours"] = [{"since": "2026-12-31", "until": "2026-12-31", "open": ["08:00-11:30"]}]
    cal = join_years([parse_calendar(data), calendar().years[2027]])
    assert due(at("2026-12-30 09:00"), working_days(1), cal, now_regime()).at == at(
        "2026-12-31 11:30"
    )
    assert due(at("2026-12-31 09:00"), SAME_DAY, cal, now_regime()).at == at("2026-12-31 11:30")
    late = due(at("2026-12-31 11:30"), SAME_DAY, cal, now_regime())
    assert late.at == at("2027-01-04 17:00")
    assert "Nhận khi đã hết giờ làm việc: trả kết quả trong ngày làm việc tiếp theo" in late.lines


def test_no_limit_no_calendar() -> None:
    with pytest.raises(NoTimeLimitError) as caught:
        counted("2026-11-23 09:00", TimeLimit(value=None, unit=Unit.WORKING_DAYS, note="xem QĐ"))
    assert caught.value.facts == {"note": "xem QĐ"}
    with pytest.raises(NoCalendarError) as missing:
        counted("2027-12-30 09:00", working_days(5))
    assert missing.value.facts == {"year": 2028}
    # What is due within the calendar needs nothing of the year after it.
    assert counted("2027-12-31 09:00", SAME_DAY).at == at("2027-12-31 17:00")


def test_another_zone_and_a_naive_time() -> None:
    utc = datetime.fromisoformat("2026-11-23T08:00:01+00:00")  # 15:00:01 in Hà Nội
    assert due(utc, SAME_DAY, calendar(), now_regime()).at == at("2026-11-25 17:00")
    naive = at("2026-11-23 15:00").replace(tzinfo=None)
    with pytest.raises(ValueError, match="2026"):
        due(naive, SAME_DAY, calendar(), now_regime())


# The oracle: days off typed once more, and days ticked off one by one.
OFF_2025_2027 = {
    "2025": "0101 0127 0128 0129 0130 0131 0407 0430 0501 0502 0901 0902",
    "2026": "0101 0102 0216 0217 0218 0219 0220 0427 0430 0501 0831 0901 0902 1124",
    "2027": "0101 0204 0205 0208 0209 0210 0416 0430 0503 0902 0903 1124",
}
OFF = {y + d for y, days in OFF_2025_2027.items() for d in days.split()}
WORKED = {"20250426", "20260110", "20260822"}


def is_workday(when: date) -> bool:
    key = f"{when:%Y%m%d}"
    return key in WORKED or (when.weekday() < 5 and key not in OFF)


def oracle(received: datetime, limit: TimeLimit) -> datetime:
    seconds = received.hour * 3600 + received.minute * 60 + received.second
    micros = seconds * 10**6 + received.microsecond
    when, left = received.date(), limit.value or 0
    if limit.unit is Unit.WORKING_DAYS:
        while left:
            when += timedelta(days=1)
            left -= is_workday(when)
    elif limit.unit is Unit.CALENDAR_DAYS:
        when = date.fromordinal(when.toordinal() + left)
    if not limit.value:
        close = (15 * 3600 if limit.cutoff else 17 * 3600) * 10**6
        late = micros > close if limit.cutoff else micros >= close
        when += timedelta(days=1) if late and is_workday(when) else timedelta()
    while not is_workday(when):
        when += timedelta(days=1)
    return datetime(when.year, when.month, when.day, 17, tzinfo=VN)


@settings(deadline=None, max_examples=300)
@given(received=receipts, limit=day_limits)
def test_days_agree_with_the_oracle(received: datetime, limit: TimeLimit) -> None:
    assert due(received, limit, calendar(), now_regime()).at == oracle(received, limit)


@settings(deadline=None, max_examples=150)
@given(received=receipts, limit=limits)
def test_never_due_on_a_day_off_nor_before_receipt(received: datetime, limit: TimeLimit) -> None:
    found = due(received, limit, calendar(), now_regime())
    assert calendar().is_working(found.at.date())
    assert received < found.at <= calendar().closing(found.at.date())
    assert found.provisional is (found.at.year == 2027)


@settings(deadline=None, max_examples=150)
@given(one=receipts, other=receipts, limit=limits, mode=st.sampled_from(DayEnd))
def test_who_comes_later_is_not_served_sooner(
    one: datetime, other: datetime, limit: TimeLimit, mode: DayEnd
) -> None:
    regime = replace(now_regime(), day_end=mode)
    first, second = sorted((one, other))
    assert due(first, limit, calendar(), regime).at <= due(second, limit, calendar(), regime).at


@settings(deadline=None, max_examples=100)
@given(received=receipts, days=st.integers(0, 30))
def test_one_day_more_is_never_sooner(received: datetime, days: int) -> None:
    for limit in (working_days, calendar_days):
        fewer = due(received, limit(days), calendar(), now_regime())
        more = due(received, limit(days + 1), calendar(), now_regime())
        assert fewer.at <= more.at


@pytest.mark.parametrize(
    ("received", "limit", "due_at"),
    [
        ("2026-11-18 09:20", working_days(1), "2026-11-19 09:20"),
        ("2026-11-18 06:30", working_days(1), "2026-11-19 08:00"),
        ("2026-11-18 18:30", working_days(1), "2026-11-19 17:00"),
        ("2026-11-21 09:20", working_days(1), "2026-11-23 17:00"),
        ("2026-11-19 09:20", calendar_days(4), "2026-11-23 09:20"),
        ("2026-11-20 09:20", calendar_days(4), "2026-11-25 17:00"),
    ],
)
def test_a_regime_may_keep_the_hour_of_receipt(
    received: str, limit: TimeLimit, due_at: str
) -> None:
    regime = replace(now_regime(), day_end=DayEnd.RECEIPT_HOUR)
    assert due(at(received), limit, calendar(), regime).at == at(due_at)


def test_the_explanation_of_three_working_days_over_the_holiday() -> None:
    assert counted("2026-11-20 14:30", working_days(3)).lines == (
        "Nhận lúc 14:30, thứ Sáu 20/11/2026",
        "Thời hạn theo quy định: 3 ngày làm việc",
        "Tính từ ngày tiếp theo, thứ Bảy 21/11/2026",
        "21/11 nghỉ: thứ Bảy",
        "22/11 nghỉ: Chủ nhật",
        "24/11 nghỉ: Ngày Văn hóa Việt Nam",
        "Căn cứ: Bộ luật Dân sự 2015 Điều 147 khoản 2: tính từ ngày tiếp theo",
        "Hẹn trả 17:00, thứ Năm 26/11/2026",
    )


def test_the_explanation_after_three_in_the_afternoon() -> None:
    assert counted("2026-11-23 15:00:01", SAME_DAY).lines == (
        "Nhận lúc 15:00:01, thứ Hai 23/11/2026",
        "Thời hạn theo quy định: trong ngày",
        "Nhận sau 15:00: trả kết quả trong ngày làm việc tiếp theo",
        "24/11 nghỉ: Ngày Văn hóa Việt Nam",
        "Căn cứ: Luật Hộ tịch 60/2014/QH13 Điều 5 khoản 3; Nghị định 23/2015/NĐ-CP Điều 7",
        "Hẹn trả 17:00, thứ Tư 25/11/2026",
    )
    assert counted("2026-11-23 15:00", SAME_DAY).lines[2:3] == (
        "Nhận không sau 15:00: trả kết quả trong ngày",
    )


def test_the_explanation_on_a_day_off_names_that_day_too() -> None:
    assert counted("2026-11-22 10:00", SAME_DAY).lines[2:-2] == (
        "Nhận vào ngày nghỉ: trả kết quả trong ngày làm việc tiếp theo",
        "22/11 nghỉ: Chủ nhật",
    )
    assert counted("2026-11-18 10:00", calendar_days(0)).lines[2:] == (
        "Nhận trong giờ làm việc: trả kết quả trong ngày",
        "Căn cứ: Nghị định 118/2025/NĐ-CP Điều 17 khoản 3",
        "Hẹn trả 17:00, thứ Tư 18/11/2026",
    )


def test_the_explanation_names_worked_saturdays() -> None:
    assert (
        "22/08 làm việc: làm bù thứ Hai 31/08/2026"
        in counted("2026-08-21 09:00", working_days(3)).lines
    )


def test_the_explanation_of_calendar_days_that_end_on_a_day_off() -> None:
    assert counted("2026-11-09 09:00", calendar_days(15)).lines[2:] == (
        "Tính từ ngày tiếp theo, thứ Ba 10/11/2026, kể cả ngày nghỉ",
        "Ngày cuối 24/11 là ngày nghỉ: thời hạn kết thúc vào ngày làm việc tiếp theo",
        "24/11 nghỉ: Ngày Văn hóa Việt Nam",
        f"Căn cứ: {now_regime().basis.start}; {now_regime().basis.day_off}",
        "Hẹn trả 17:00, thứ Tư 25/11/2026",
    )


def test_the_explanation_of_working_hours() -> None:
    assert counted("2026-11-20 17:30", working_hours(2)).lines[2:] == (
        "Ngoài giờ làm việc, bắt đầu tính từ 08:00, thứ Hai 23/11/2026",
        "21/11 nghỉ: thứ Bảy",
        "22/11 nghỉ: Chủ nhật",
        "Căn cứ: Bộ luật Dân sự 2015 Điều 147 khoản 1: giờ tính từ thời điểm nhận",
        "Hẹn trả 10:00, thứ Hai 23/11/2026",
    )


def test_the_year_end_runs_into_a_provisional_year() -> None:
    found = counted("2026-12-30 09:00", working_days(3))
    assert found.provisional
    assert found.lines[2:] == (
        "Tính từ ngày tiếp theo, thứ Năm 31/12/2026",
        "01/01/2027 nghỉ: Tết Dương lịch",
        "02/01/2027 nghỉ: thứ Bảy",
        "03/01/2027 nghỉ: Chủ nhật",
        "Theo lịch tạm tính năm 2027, chưa có thông báo chính thức",
        "Căn cứ: Bộ luật Dân sự 2015 Điều 147 khoản 2: tính từ ngày tiếp theo",
        "Hẹn trả 17:00, thứ Ba 05/01/2027",
    )
    assert not counted("2026-12-28 09:00", working_days(3)).provisional


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (SAME_DAY, "trong ngày"),
        (calendar_days(0), "trong ngày"),
        (calendar_days(15), "15 ngày"),
        (working_days(3), "3 ngày làm việc"),
        (working_hours(8), "8 giờ làm việc"),
        (TimeLimit(value=None, unit=Unit.WORKING_DAYS), ""),
    ],
)
def test_a_limit_in_words(limit: TimeLimit, words: str) -> None:
    assert limit_words(limit) == words


def test_a_provisional_year_of_receipt_is_named_as_well() -> None:
    unsure = replace(calendar().years[2026], decreed=False)
    both = join_years([unsure, calendar().years[2027]])
    found = due(at("2026-12-30 09:00"), working_days(3), both, now_regime())
    assert [line for line in found.lines if "lịch tạm tính" in line] == [
        "Theo lịch tạm tính năm 2026, chưa có thông báo chính thức",
        "Theo lịch tạm tính năm 2027, chưa có thông báo chính thức",
    ]


def test_an_incomplete_year_before_receipt_does_not_matter() -> None:
    only = join_years([calendar().years[2026]])
    assert due(at("2026-01-05 09:00"), working_days(1), only, now_regime()).at == at(
        "2026-01-06 17:00"
    )
