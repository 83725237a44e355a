"""When an apology may go out, what is late, what presses next, whom a new calendar touches."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from desk.domain.deadline import (
    AlreadyApologisedError,
    ApologyTooLateError,
    DueNotLaterError,
    check_later,
    is_overdue,
    may_apologise,
    overdue,
    result_kind,
    touched_by,
    urgency,
)
from desk.domain.records import Dossier, Party, Status, Unit
from tests.domain.rule_files import at, calendar, day, now_regime


def dossier(**facts: Any) -> Dossier:
    base: dict[str, Any] = {
        "uid": "u",
        "unit": "H26.0.0",
        "code": "H26.0.0-261118-1001",
        "barcode": "0" * 16,
        "status": Status.IN_HAND,
        "procedure": "1.004873",
        "procedure_name": "Cấp Giấy xác nhận tình trạng hôn nhân",
        "submitter": Party(name="Nguyễn Văn Thử"),
        "received_at": at("2026-11-18 09:00"),
        "due_at": at("2026-11-23 17:00"),
    }
    return Dossier(**{**base, **facts})


# ---------------------------------------------------------------------------- apology


@pytest.mark.parametrize(
    ("now", "wording"),
    [
        ("2026-11-18 09:00", "before"),
        ("2026-11-24 23:59:59", "before"),
        ("2026-11-25 17:00:00.000001", "after"),
        ("2026-11-30 09:00", "after"),
    ],
)
def test_an_apology_before_and_after_the_due_time(now: str, wording: str) -> None:
    due_at = at("2026-11-25 17:00")
    assert may_apologise(at(now), due_at, 0, now_regime(), calendar()) == wording


@pytest.mark.parametrize("now", ["2026-11-25 00:00", "2026-11-25 08:00", "2026-11-25 17:00"])
def test_on_the_due_day_it_is_too_late_for_one_in_time(now: str) -> None:
    with pytest.raises(ApologyTooLateError) as caught:
        may_apologise(at(now), at("2026-11-25 17:00"), 0, now_regime(), calendar())
    assert caught.value.facts == {"latest": "24/11/2026"}


def test_a_regime_may_count_the_lead_in_working_days() -> None:
    regime = replace(now_regime(), apology_lead_unit=Unit.WORKING_DAYS)
    due_at = at("2026-11-25 17:00")
    assert may_apologise(at("2026-11-23 20:00"), due_at, 0, regime, calendar()) == "before"
    with pytest.raises(ApologyTooLateError) as caught:
        may_apologise(at("2026-11-24 08:00"), due_at, 0, regime, calendar())
    assert caught.value.facts == {"latest": "23/11/2026"}


@pytest.mark.parametrize("now", ["2026-11-18 09:00", "2026-11-25 10:00", "2026-11-30 09:00"])
def test_a_second_apology_is_refused_whenever(now: str) -> None:
    with pytest.raises(AlreadyApologisedError) as caught:
        may_apologise(at(now), at("2026-11-25 17:00"), True, now_regime(), calendar())
    assert caught.value.facts == {"times": 1}


def test_a_new_date_must_be_later() -> None:
    check_later(at("2026-11-25 17:00:01"), at("2026-11-25 17:00"))
    with pytest.raises(DueNotLaterError) as caught:
        check_later(at("2026-11-25 17:00"), at("2026-11-25 17:00"))
    assert caught.value.facts == {"than": "17:00, thứ Tư 25/11/2026"}


# ------------------------------------------------------------------------ late or not


@pytest.mark.parametrize(
    ("finished", "kind"),
    [
        ("2026-11-20 23:59", "before"),
        ("2026-11-22 23:59:59", "before"),
        ("2026-11-23 00:00", "on_time"),
        ("2026-11-23 17:00", "on_time"),
        ("2026-11-23 17:00:01", "late"),
        ("2026-11-25 08:00", "late"),
    ],
)
def test_before_on_time_late(finished: str, kind: str) -> None:
    due_at = at("2026-11-23 17:00")
    assert result_kind(due_at, at(finished)) == kind
    assert overdue(due_at, at(finished)) is (kind == "late")


def test_before_is_a_matter_of_the_vietnamese_date() -> None:
    finished = datetime.fromisoformat("2026-11-22T17:30:00+00:00")  # the 23rd in Hà Nội
    assert result_kind(at("2026-11-23 17:00"), finished) == "on_time"


NOW = at("2026-11-25 09:00")
MISSED = {"missed_due": at("2026-11-23 17:00"), "due_at": at("2026-12-04 17:00")}


@pytest.mark.parametrize(
    ("facts", "late"),
    [
        ({"status": Status.IN_HAND}, True),
        ({"status": Status.RECEIVED}, True),
        ({"status": Status.IN_HAND, "due_at": at("2026-11-25 17:00")}, False),
        ({"status": Status.IN_HAND, "due_at": None}, False),
        ({"status": Status.IN_HAND, "voided": True}, False),
        ({"status": Status.SUPPLEMENT}, False),
        ({"status": Status.PAYMENT}, False),
        ({"status": Status.WITHDRAWING}, False),
        ({"status": Status.STOPPED}, False),
        ({"status": Status.NOT_ACCEPTED}, False),
        ({"status": Status.FILED, "due_at": None}, False),
        ({"status": Status.DONE, "finished_at": at("2026-11-23 16:00")}, False),
        ({"status": Status.DONE, "finished_at": at("2026-11-23 17:01")}, True),
        ({"status": Status.RETURNED, "finished_at": at("2026-11-20 10:00")}, False),
        ({"status": Status.RETURNED, "finished_at": at("2026-11-24 10:00")}, True),
        # Late when the citizen was asked: neither the wait nor the new date takes it back.
        ({"status": Status.SUPPLEMENT, **MISSED}, True),
        ({"status": Status.PAYMENT, **MISSED}, True),
        ({"status": Status.IN_HAND, **MISSED}, True),
        ({"status": Status.DONE, "finished_at": at("2026-11-27 10:00"), **MISSED}, True),
        ({"status": Status.STOPPED, **MISSED}, False),
        ({"status": Status.SUPPLEMENT, "voided": True, **MISSED}, False),
    ],
)
def test_overdue_is_one_definition(facts: dict[str, Any], late: bool) -> None:
    assert is_overdue(dossier(**facts), NOW) is late


ONLINE = {
    "status": Status.FILED,
    "due_at": None,
    "acknowledge_by": at("2026-11-18 11:00"),
    "answer_by": at("2026-11-19 09:00"),
}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (ONLINE, "2026-11-18 11:00"),
        ({**ONLINE, "holder": "device"}, "2026-11-19 09:00"),
        ({**ONLINE, "assignee": "lan"}, "2026-11-19 09:00"),
        ({**ONLINE, "acknowledge_by": None}, "2026-11-19 09:00"),
        ({"status": Status.RECEIVED}, "2026-11-23 17:00"),
        ({"status": Status.IN_HAND}, "2026-11-23 17:00"),
        ({"status": Status.SUPPLEMENT, "answer_until": at("2026-12-03 17:00")}, "2026-12-03 17:00"),
        ({"status": Status.SUPPLEMENT}, None),
        ({"status": Status.IN_HAND, "voided": True}, None),
        ({"status": Status.PAYMENT}, None),
        ({"status": Status.WITHDRAWING}, None),
        ({"status": Status.DONE}, None),
        ({"status": Status.RETURNED}, None),
    ],
)
def test_what_presses_next(facts: dict[str, Any], expected: str | None) -> None:
    assert urgency(dossier(**facts)) == (at(expected) if expected else None)


@pytest.mark.parametrize(
    ("facts", "changed", "touched"),
    [
        ({}, "2026-11-20", True),
        ({}, "2026-11-18", True),
        ({}, "2026-11-23", True),
        ({}, "2026-11-24", False),
        ({}, "2026-11-17", False),
        ({"due_at": None}, "2026-11-20", False),
        ({"received_at": None}, "2026-11-20", False),
        ({"due_note": "theo QĐ công bố"}, "2026-11-20", False),
        ({"status": Status.STOPPED}, "2026-11-20", False),
        ({"status": Status.DONE, "finished_at": NOW}, "2026-11-20", False),
    ],
)
def test_a_corrected_calendar_touches_open_dossiers(
    facts: dict[str, Any], changed: str, touched: bool
) -> None:
    assert touched_by(dossier(**facts), {day(changed)}) is touched
