"""Due dates as a dossier goes on: clocks, supplements, apology, verification, what is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.deadline import (
    AnswerBeforeRequestError,
    NoExtensionError,
    NoTimeLimitError,
    after_supplement,
    after_waiting,
    due,
    explain,
    online_clocks,
    supplement_notice_until,
    supplement_until,
    verification_due,
)
from desk.domain.records import TimeLimit, Unit
from desk.domain.regime import Regime, SupplementClock, regime_named
from tests.domain.rule_files import (
    SAME_DAY,
    at,
    calendar,
    calendar_days,
    moments,
    now_regime,
    regimes,
    working_days,
    working_hours,
)

PAUSE = replace(now_regime(), supplement_clock=SupplementClock.PAUSE)
NONE = TimeLimit(value=None, unit=Unit.WORKING_DAYS)
times = moments("2026-01-01", "2026-11-30")
waits = st.timedeltas(timedelta(), timedelta(days=15))
limits = st.one_of(
    st.just(SAME_DAY),
    st.integers(1, 30).map(working_days),
    st.integers(1, 30).map(calendar_days),
    st.integers(1, 60).map(working_hours),
)


def restarted(asked: str, answered: str, limit: TimeLimit, regime: Regime | None = None) -> Any:
    return after_supplement(
        due_at=at("2026-11-23 17:00"),
        asked_at=at(asked),
        answered_at=at(answered),
        limit=limit,
        calendar=calendar(),
        regime=regime or now_regime(),
    )


# ---------------------------------------------------------------------- online clocks


@pytest.mark.parametrize(
    ("filed", "acknowledge", "answer"),
    [
        ("2026-11-18 09:00", "2026-11-18 11:00", "2026-11-19 09:00"),
        ("2026-11-18 22:00", "2026-11-19 00:00", "2026-11-19 17:00"),
        ("2026-11-20 16:00", "2026-11-20 18:00", "2026-11-23 16:00"),
        ("2026-11-23 11:00", "2026-11-23 13:00", "2026-11-25 11:00"),
        ("2026-02-13 16:30", "2026-02-13 18:30", "2026-02-23 16:30"),
    ],
)
def test_online_clocks(filed: str, acknowledge: str, answer: str) -> None:
    assert online_clocks(at(filed), calendar(), now_regime()) == (at(acknowledge), at(answer))


def test_the_law_of_2018_knows_no_two_hours() -> None:
    regime = regime_named(regimes(), "2018")
    assert online_clocks(at("2024-11-18 09:00"), calendar(), regime) == (
        None,
        at("2024-11-19 09:00"),
    )


# ------------------------------------------------------------------------- supplement


def test_a_supplement_is_asked_for_within_three_working_days() -> None:
    assert supplement_notice_until(at("2026-11-20 10:00"), now_regime(), calendar()) == at(
        "2026-11-26 17:00"
    )


@pytest.mark.parametrize(
    ("asked", "until"),
    [
        ("2026-11-18 09:00", "2026-12-03 17:00"),
        ("2026-11-09 09:00", "2026-11-25 17:00"),  # ends on the holiday
        ("2026-11-20 16:59", "2026-12-07 17:00"),  # ends on a Saturday
        ("2026-12-20 09:00", "2027-01-04 17:00"),
    ],
)
def test_an_unanswered_supplement_is_closed_after_15_calendar_days(asked: str, until: str) -> None:
    assert supplement_until(at(asked), now_regime(), calendar()) == at(until)


def test_under_the_law_of_2018_nothing_is_closed() -> None:
    regime = regime_named(regimes(), "2018")
    assert supplement_until(at("2024-11-18 09:00"), regime, calendar()) is None


def test_restart_counts_again_from_the_answer_over_the_holiday() -> None:
    again = restarted("2026-11-20 09:00", "2026-11-23 16:00", working_days(3))
    assert again.at == at("2026-11-27 17:00")
    assert again.lines[:3] == (
        "Yêu cầu bổ sung lúc 09:00, thứ Sáu 20/11/2026",
        f"Nhận đủ hồ sơ bổ sung: thời hạn tính lại từ đầu ({now_regime().basis.supplement})",
        "Nhận lúc 16:00, thứ Hai 23/11/2026",
    )
    assert "24/11 nghỉ: Ngày Văn hóa Việt Nam" in again.lines
    assert not again.provisional


def test_restart_of_a_same_day_limit_knows_the_cutoff_of_the_answer() -> None:
    assert restarted("2026-11-20 09:00", "2026-11-23 15:00", SAME_DAY).at == at("2026-11-23 17:00")
    assert restarted("2026-11-20 09:00", "2026-11-23 15:01", SAME_DAY).at == at("2026-11-25 17:00")


def test_a_second_supplement_starts_again_from_its_own_answer() -> None:
    first = restarted("2026-11-19 09:00", "2026-11-20 09:00", working_days(3))
    second = after_supplement(
        due_at=first.at,
        asked_at=at("2026-11-25 09:00"),
        answered_at=at("2026-12-01 09:00"),
        limit=working_days(3),
        calendar=calendar(),
        regime=now_regime(),
    )
    assert (first.at, second.at) == (at("2026-11-26 17:00"), at("2026-12-04 17:00"))


@pytest.mark.parametrize(
    ("asked", "answered", "limit", "moved"),
    [
        # three working days waited (20, 23, 25; the 24th is off)
        ("2026-11-19 09:00", "2026-11-25 10:00", working_days(3), "2026-11-27 17:00"),
        ("2026-11-19 09:00", "2026-11-19 16:00", working_days(3), "2026-11-23 17:00"),
        ("2026-11-20 09:00", "2026-11-22 16:00", working_days(3), "2026-11-23 17:00"),
        ("2026-11-18 09:00", "2026-11-19 10:00", SAME_DAY, "2026-11-25 17:00"),
        # six days of the calendar
        ("2026-11-19 09:00", "2026-11-25 10:00", calendar_days(5), "2026-11-30 17:00"),
        ("2026-11-19 09:00", "2026-11-19 10:00", calendar_days(5), "2026-11-23 17:00"),
        # one hour and a half of working time, after closing on the 23rd
        ("2026-11-19 11:30", "2026-11-19 14:00", working_hours(8), "2026-11-25 09:30"),
        ("2026-11-19 18:00", "2026-11-19 20:00", working_hours(8), "2026-11-23 17:00"),
    ],
)
def test_pause_adds_the_wait_in_the_limits_own_unit(
    asked: str, answered: str, limit: TimeLimit, moved: str
) -> None:
    assert restarted(asked, answered, limit, PAUSE).at == at(moved)


def test_pause_explains_itself() -> None:
    assert restarted("2026-11-19 11:30", "2026-11-19 14:00", working_hours(8), PAUSE).lines == (
        "Đã hẹn trả 17:00, thứ Hai 23/11/2026",
        "Chờ công dân từ 11:30, thứ Năm 19/11/2026 đến 14:00, thứ Năm 19/11/2026: 1,5 giờ làm việc",
        "Thời gian chờ không tính vào thời hạn, được cộng thêm",
        "24/11 nghỉ: Ngày Văn hóa Việt Nam",
        "Căn cứ: Nghị định 118/2025/NĐ-CP Điều 19 khoản 5",
        "Hẹn trả 09:30, thứ Tư 25/11/2026",
    )
    assert (
        "3 ngày làm việc"
        in restarted("2026-11-19 09:00", "2026-11-25 10:00", working_days(3), PAUSE).lines[1]
    )
    assert (
        restarted("2026-11-19 09:00", "2026-11-25 10:00", calendar_days(9), PAUSE)
        .lines[1]
        .endswith(": 6 ngày")
    )


def test_a_payment_moves_a_date_given_by_hand_by_working_days() -> None:
    moved = after_waiting(
        due_at=at("2026-11-23 11:00"),
        since=at("2026-11-19 09:00"),
        until=at("2026-11-23 09:00"),
        limit=None,
        calendar=calendar(),
        basis=now_regime().basis.waiting,
    )
    assert moved.at == at("2026-11-26 17:00")
    assert "Căn cứ: Quyết định 766/QĐ-TTg: trừ thời gian chờ công dân" in moved.lines


def test_an_answer_before_the_request_is_a_slip() -> None:
    for regime in (now_regime(), PAUSE):
        with pytest.raises(AnswerBeforeRequestError) as caught:
            restarted("2026-11-20 09:00", "2026-11-20 08:59", working_days(3), regime)
        assert caught.value.facts == {"since": "09:00, thứ Sáu 20/11/2026"}


def test_a_limit_the_catalogue_lacks_cannot_restart_but_can_pause() -> None:
    with pytest.raises(NoTimeLimitError):
        restarted("2026-11-19 09:00", "2026-11-25 10:00", NONE)
    assert restarted("2026-11-19 09:00", "2026-11-25 10:00", NONE, PAUSE).at == at(
        "2026-11-27 17:00"
    )


@settings(deadline=None, max_examples=120)
@given(received=times, before=waits, waited=waits, limit=limits)
def test_a_supplement_never_brings_the_due_date_forward(
    received: datetime, before: timedelta, waited: timedelta, limit: TimeLimit
) -> None:
    original = due(received, limit, calendar(), now_regime())
    asked = received + before
    for regime in (now_regime(), PAUSE):
        again = after_supplement(
            due_at=original.at,
            asked_at=asked,
            answered_at=asked + waited,
            limit=limit,
            calendar=calendar(),
            regime=regime,
        )
        assert again.at >= original.at
        assert calendar().is_working(again.at.date())


@settings(deadline=None, max_examples=80)
@given(received=times, before=waits, waited=waits, days=st.integers(1, 30))
def test_pause_leaves_the_rest_of_the_working_days_as_it_was(
    received: datetime, before: timedelta, waited: timedelta, days: int
) -> None:
    original = due(received, working_days(days), calendar(), now_regime())
    asked = min(received + before, original.at)
    again = after_supplement(
        due_at=original.at,
        asked_at=asked,
        answered_at=asked + waited,
        limit=working_days(days),
        calendar=calendar(),
        regime=PAUSE,
    )
    cal = calendar()
    left = cal.working_days_between(asked.date(), original.at.date())
    gone = cal.working_days_between(asked.date(), (asked + waited).date())
    assert cal.working_days_between(asked.date(), again.at.date()) == left + gone


# ----------------------------------------------------------------------- verification


def test_verification_adds_the_working_days_of_the_law() -> None:
    limit = TimeLimit(value=0, unit=Unit.SAME_DAY, cutoff=True, extension=5)
    found = verification_due(at("2026-11-20 17:00"), limit, calendar(), now_regime())
    assert found.at == at("2026-11-30 17:00")
    assert explain(found) == (
        "Đã hẹn trả 17:00, thứ Sáu 20/11/2026",
        "Phải xác minh: thêm 5 ngày làm việc theo luật",
        "21/11 nghỉ: thứ Bảy",
        "22/11 nghỉ: Chủ nhật",
        "24/11 nghỉ: Ngày Văn hóa Việt Nam",
        "28/11 nghỉ: thứ Bảy",
        "29/11 nghỉ: Chủ nhật",
        "Căn cứ: gia hạn xác minh theo luật của từng thủ tục",
        "Hẹn trả 17:00, thứ Hai 30/11/2026",
    )


def test_no_extension_in_the_law_no_extension() -> None:
    with pytest.raises(NoExtensionError) as caught:
        verification_due(at("2026-11-20 17:00"), working_days(3), calendar(), now_regime())
    assert caught.value.facts == {"limit": "3 ngày làm việc"}
