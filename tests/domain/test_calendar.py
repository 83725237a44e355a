"""The working calendar: days, names, hours, working time, and what its data may hold."""

from __future__ import annotations

import copy
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.calendar import (
    BadCalendarError,
    Calendar,
    DayKind,
    DayOffError,
    NoCalendarError,
    OutsideHoursError,
    calendar_data,
    changed_days,
    join_years,
    parse_calendar,
    vn_time,
)
from tests.domain.rule_files import at, calendar, day, load, moments

times = moments("2026-01-01", "2026-12-20")


def year_data(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "year": 2026,
        "version": "2026.9",
        "decreed": True,
        "days_off": {"2026-11-24": "Ngày Văn hóa Việt Nam"},
        "working_days": {"2026-08-22": "làm bù"},
    }
    return {**data, **changes}


def one_year(**changes: Any) -> Calendar:
    return join_years([parse_calendar(year_data(**changes))])


def test_days_of_the_week_holidays_and_swaps() -> None:
    cal = calendar()
    assert cal.is_working(day("2026-11-23"))
    assert not cal.is_working(day("2026-11-24"))
    assert not cal.is_working(day("2026-11-21"))
    assert cal.is_working(day("2026-08-22"))
    assert not cal.is_working(day("2026-08-31"))
    assert cal.is_working(day("2026-01-10"))
    assert not cal.is_working(day("2026-01-02"))


def test_a_day_off_has_its_name() -> None:
    cal = calendar()
    assert cal.day_name(day("2026-11-24")) == "Ngày Văn hóa Việt Nam"
    assert cal.day_name(day("2026-11-21")) == "thứ Bảy"
    assert cal.day_name(day("2026-11-22")) == "Chủ nhật"
    assert cal.day_name(day("2026-04-26")) == "Ngày Giỗ Tổ Hùng Vương"
    assert cal.day_name(day("2026-08-22")) == "làm bù thứ Hai 31/08/2026"
    assert cal.day_name(day("2026-08-31")) == "hoán đổi, làm bù thứ Bảy 22/08/2026"
    assert cal.day_name(day("2026-11-23")) == "thứ Hai"


def test_next_and_previous_working_days_step_over_tet() -> None:
    cal = calendar()
    assert cal.next_working(day("2026-02-13")) == day("2026-02-23")
    assert cal.previous_working(day("2026-02-23")) == day("2026-02-13")
    assert cal.working_on_or_after(day("2026-02-14")) == day("2026-02-23")
    assert cal.working_on_or_after(day("2026-02-13")) == day("2026-02-13")
    assert cal.next_working(day("2026-08-21")) == day("2026-08-22")
    assert cal.add_working_days(day("2026-11-20"), 3) == day("2026-11-26")
    assert cal.add_working_days(day("2026-11-26"), -3) == day("2026-11-20")
    assert cal.add_working_days(day("2026-11-24"), 0) == day("2026-11-24")
    assert cal.working_days_between(day("2026-11-20"), day("2026-11-26")) == 3
    assert cal.working_days_between(day("2026-11-26"), day("2026-11-20")) == 0


def test_default_hours_and_none_on_a_day_off() -> None:
    cal = calendar()
    assert [(s.opens.hour, s.closes.hour) for s in cal.hours(day("2026-11-23"))] == [
        (8, 12),
        (13, 17),
    ]
    assert cal.hours(day("2026-11-24")) == ()
    assert cal.closing(day("2026-11-23")) == at("2026-11-23 17:00")
    assert cal.kind(day("2026-11-23")) is DayKind.WORKING
    assert cal.kind(day("2026-11-22")) is DayKind.OFF


def test_a_time_at_which_nobody_is_there_is_refused_by_name() -> None:
    cal = calendar()
    for open_ in ("2026-11-23 08:00", "2026-11-23 12:00", "2026-11-23 17:00", "2190-01-01 03:00"):
        cal.require_open(at(open_))
    with pytest.raises(DayOffError) as off:
        cal.require_open(at("2026-11-24 09:00"))
    assert off.value.facts == {"at": "09:00 24/11/2026", "why": "Ngày Văn hóa Việt Nam"}
    for closed in ("2026-11-23 07:59", "2026-11-23 12:30", "2026-11-23 17:01"):
        with pytest.raises(OutsideHoursError) as caught:
            cal.require_open(at(closed))
        assert caught.value.facts["hours"] == "08:00–12:00, 13:00–17:00"


def test_dated_hours_later_ones_win() -> None:
    summer = {"since": "2026-05-01", "until": "2026-09-30", "open": ["07:30-11:30", "13:30-17:30"]}
    half = {"since": "2026-07-03", "until": "2026-07-03", "open": ["07:30-11:30"], "note": "họp"}
    fridays = {
        "since": "2026-06-01",
        "until": "2026-06-30",
        "weekdays": [5],
        "open": ["08:00-16:30"],
    }
    cal = one_year(hours=[summer, fridays, half])
    assert cal.closing(day("2026-04-30")) == at("2026-04-30 17:00")
    assert cal.closing(day("2026-05-04")) == at("2026-05-04 17:30")
    assert cal.closing(day("2026-06-05")) == at("2026-06-05 16:30")
    assert cal.closing(day("2026-06-04")) == at("2026-06-04 17:30")
    assert cal.closing(day("2026-07-03")) == at("2026-07-03 11:30")
    assert cal.closing(day("2026-10-01")) == at("2026-10-01 17:00")


def test_hours_may_run_through_noon() -> None:
    through = {
        "since": "2026-11-23",
        "until": "2026-11-23",
        "open": ["08:00-12:00", "12:00-16:00"],
    }
    cal = one_year(hours=[through])
    assert cal.add_working_time(at("2026-11-23 11:00"), timedelta(hours=2)) == at(
        "2026-11-23 13:00"
    )


def test_a_reception_saturday_takes_papers_in_and_counts_nothing() -> None:
    saturdays = {
        "since": "2026-01-01",
        "until": "2026-12-31",
        "weekdays": [6],
        "open": ["08:00-11:30"],
    }
    cal = one_year(reception=[saturdays], days_off={"2026-10-03": "Ngày nghỉ riêng"})
    assert cal.kind(day("2026-11-21")) is DayKind.RECEPTION_OPEN
    assert not cal.is_working(day("2026-11-21"))
    assert cal.hours(day("2026-11-21"))[0].closes.hour == 11
    assert cal.kind(day("2026-11-22")) is DayKind.OFF
    # A holiday is never opened by a weekly rule, and a worked Saturday has working hours.
    assert cal.kind(day("2026-10-03")) is DayKind.OFF
    assert cal.closing(day("2026-08-22")) == at("2026-08-22 17:00")
    # Working time skips it.
    assert cal.add_working_time(at("2026-11-21 09:00"), timedelta(hours=1)) == at(
        "2026-11-23 09:00"
    )


def test_provisional_years_and_years_without_data() -> None:
    cal = calendar()
    assert cal.is_provisional(2027)
    assert not cal.is_provisional(2026)
    for ask in (
        lambda: cal.is_provisional(2030),
        lambda: cal.is_working(day("2030-01-01")),
        lambda: cal.next_working(day("2027-12-31")),
        lambda: cal.previous_working(day("2024-01-01")),
        lambda: cal.add_working_time(at("2027-12-31 16:00"), timedelta(hours=2)),
    ):
        with pytest.raises(NoCalendarError) as caught:
            ask()
        assert caught.value.facts["year"] in {2023, 2028, 2030}


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-23 08:00", 8, "2026-11-23 17:00"),
        ("2026-11-23 10:00", 2, "2026-11-23 12:00"),
        ("2026-11-23 11:00", 2, "2026-11-23 14:00"),
        ("2026-11-23 12:30", 1, "2026-11-23 14:00"),
        ("2026-11-23 12:30", 0, "2026-11-23 13:00"),
        ("2026-11-23 16:00", 2, "2026-11-25 09:00"),
        ("2026-11-20 17:00", 1, "2026-11-23 09:00"),
        ("2026-11-20 17:00", 0, "2026-11-23 08:00"),
        ("2026-11-20 23:15", 8, "2026-11-23 17:00"),
        ("2026-11-22 10:00", 4, "2026-11-23 12:00"),
        ("2026-11-23 06:00", 1, "2026-11-23 09:00"),
    ],
)
def test_working_hours_across_lunch_closing_and_weekend(start: str, hours: int, end: str) -> None:
    assert calendar().add_working_time(at(start), timedelta(hours=hours)) == at(end)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-23 08:00", "2026-11-23 17:00", 8),
        ("2026-11-23 11:30", "2026-11-23 13:30", 1),
        ("2026-11-23 16:00", "2026-11-25 09:00", 2),
        ("2026-11-21 08:00", "2026-11-22 20:00", 0),
        ("2026-11-23 10:00", "2026-11-23 09:00", 0),
        ("2026-11-23 12:10", "2026-11-23 12:50", 0),
    ],
)
def test_working_time_between(start: str, end: str, hours: int) -> None:
    assert calendar().working_time_between(at(start), at(end)) == timedelta(hours=hours)


@settings(deadline=None, max_examples=60)
@given(start=times, minutes=st.integers(1, 6000))
def test_working_time_added_can_be_measured_again(start: datetime, minutes: int) -> None:
    amount = timedelta(minutes=minutes)
    end = calendar().add_working_time(start, amount)
    assert calendar().working_time_between(start, end) == amount
    assert calendar().kind(end.date()) is DayKind.WORKING


@settings(deadline=None, max_examples=60)
@given(start=times, hours=st.integers(0, 40))
def test_working_time_agrees_with_a_walk_minute_by_minute(start: datetime, hours: int) -> None:
    # Whole minutes in integers, with the hours said once more.
    start = start.replace(second=0, microsecond=0)
    left, moment = hours * 60, start
    open_minutes = {*range(8 * 60, 12 * 60), *range(13 * 60, 17 * 60)}
    while True:
        today = moment.date()
        is_open = calendar().is_working(today) and moment.hour * 60 + moment.minute in open_minutes
        if left == 0 and (hours > 0 or is_open):
            break
        left -= is_open
        moment += timedelta(minutes=1)
    assert calendar().add_working_time(start, timedelta(hours=hours)) == moment


def test_a_naive_time_is_our_mistake_and_another_zone_is_understood() -> None:
    with pytest.raises(ValueError, match="2026"):
        vn_time(datetime(2026, 11, 23))  # noqa: DTZ001 – that is the mistake
    assert vn_time(datetime.fromisoformat("2026-11-23T08:00:00+00:00")) == at("2026-11-23 15:00")


def test_years_join_into_one_version_and_not_twice() -> None:
    cal = calendar()
    assert cal.version == "2024.1+2025.1+2026.1+2027.0"
    with pytest.raises(BadCalendarError) as caught:
        join_years([cal.years[2026], cal.years[2026]])
    assert caught.value.facts["entry"] == "calendar.2026"


def test_changed_days_between_two_calendars() -> None:
    old = one_year()
    new = one_year(
        days_off={"2026-11-24": "Ngày Văn hóa Việt Nam", "2026-11-23": "hoán đổi"},
        working_days={"2026-08-22": "làm bù", "2026-11-28": "làm bù"},
        hours=[{"since": "2026-12-31", "until": "2026-12-31", "open": ["08:00-11:30"]}],
    )
    assert changed_days(old, new) == (day("2026-11-23"), day("2026-11-28"), day("2026-12-31"))
    assert changed_days(old, old) == ()
    assert changed_days(old, calendar())  # another source of the same year
    assert changed_days(old, Calendar(version="0", years={})) == ()


def test_data_goes_there_and_back() -> None:
    for year in calendar().years.values():
        assert parse_calendar(calendar_data(year)) == year
    full = year_data(
        decree="Thông báo số …",
        note="ghi chú",
        hours=[{"since": "2026-05-01", "until": "2026-09-30", "open": ["07:30-11:30"]}],
        reception=[
            {
                "since": "2026-01-01",
                "until": "2026-12-31",
                "weekdays": [6],
                "open": ["08:00-11:30"],
                "note": "sáng thứ Bảy",
            }
        ],
    )
    year = parse_calendar(full)
    assert parse_calendar(calendar_data(year)) == year
    assert year.hours[0].sessions[0].opens.minute == 30


def test_a_decree_makes_a_year_decreed_unless_said_otherwise() -> None:
    bare = {"year": 2028, "version": "2028.0"}
    assert not parse_calendar(bare).decreed
    assert parse_calendar({**bare, "decree": "Thông báo số …"}).decreed
    assert parse_calendar({**bare, "decreed": True}).decreed
    assert not parse_calendar({**bare, "decree": "dự thảo", "decreed": False}).decreed


SPAN = {"since": "2026-05-01", "until": "2026-09-30"}


@pytest.mark.parametrize(
    ("change", "entry", "expected"),
    [
        ({"year": 1999}, "calendar.year", "2000…2199"),
        ({"version": ""}, "calendar.version", "“…”"),
        ({"decreed": "yes"}, "calendar.decreed", "true | false"),
        ({"days_off": []}, "calendar.days_off", "{…}"),
        ({"days_off": {"2026-02-30": "x"}}, "calendar.days_off.2026-02-30", "YYYY-MM-DD"),
        ({"days_off": {"2027-01-01": "x"}}, "calendar.days_off.2027-01-01", "2026-MM-DD"),
        ({"days_off": {"2026-01-01": " "}}, "calendar.days_off.2026-01-01", "“…”"),
        (
            {"days_off": {"2026-08-22": "x"}},
            "calendar.working_days.2026-08-22",
            "≠ days_off.2026-08-22",
        ),
        ({"working_days": {"2026-08-21": "x"}}, "calendar.working_days.2026-08-21", "6 | 7"),
        ({"hours": [{}]}, "calendar.hours[1].since", "YYYY-MM-DD"),
        ({"hours": [{**SPAN}]}, "calendar.hours[1].open", "HH:MM-HH:MM"),
        ({"hours": [{**SPAN, "open": ["8-12"]}]}, "calendar.hours[1].open", "HH:MM-HH:MM"),
        ({"hours": [{**SPAN, "open": ["12:00-08:00"]}]}, "calendar.hours[1].open", "> 12:00"),
        (
            {"hours": [{**SPAN, "open": ["08:00-12:00", "11:00-17:00"]}]},
            "calendar.hours[1].open",
            "≥ 12:00",
        ),
        (
            {"hours": [{**SPAN, "since": "2025-05-01", "open": ["08:00-12:00"]}]},
            "calendar.hours[1].since",
            "2026-MM-DD",
        ),
        (
            {"hours": [{**SPAN, "until": "2026-04-30", "open": ["08:00-12:00"]}]},
            "calendar.hours[1].until",
            "≥ 2026-05-01",
        ),
        (
            {"reception": [{**SPAN, "weekdays": [], "open": ["08:00-12:00"]}]},
            "calendar.reception[1].weekdays",
            "[1…7]",
        ),
        (
            {"reception": [{**SPAN, "weekdays": [8], "open": ["08:00-12:00"]}]},
            "calendar.reception[1].weekdays[1]",
            "1…7",
        ),
        (
            {"reception": [{**SPAN, "days": [6], "open": ["08:00-12:00"]}]},
            "calendar.reception[1].days",
            "since | until | weekdays | open | note",
        ),
    ],
)
def test_bad_data_is_refused_by_name(change: dict[str, Any], entry: str, expected: str) -> None:
    data = copy.deepcopy(year_data())
    data.update(change)
    with pytest.raises(BadCalendarError) as caught:
        parse_calendar(data)
    assert caught.value.facts["entry"] == entry
    assert caught.value.facts["expected"] == expected


def test_a_misspelt_key_is_refused() -> None:
    with pytest.raises(BadCalendarError) as caught:
        parse_calendar(year_data(dayoff={}))
    assert caught.value.facts["entry"] == "calendar.dayoff"


def test_the_shipped_files_say_what_decreed_them() -> None:
    for year in (2024, 2025, 2026, 2027):
        data = load("calendars", f"{year}.json")
        assert data["decreed"] is (year < 2027)
        assert bool(data["decree"]) is (year < 2027)
