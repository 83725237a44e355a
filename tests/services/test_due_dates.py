"""What each step does to the due date, worked out by hand on the calendar of November 2026.

The 24th is a day off; the 25th is a Wednesday. Seven working days from Monday the 23rd end on
Thursday the 3rd of December.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desk.domain.deadline import (
    AlreadyApologisedError,
    AnswerBeforeRequestError,
    ApologyTooLateError,
    DueNotLaterError,
    NoExtensionError,
)
from desk.domain.records import Dossier, Status
from desk.domain.regime import SupplementClock
from desk.services.intake import DueReasonError, DueRequiredError
from desk.services.workplace import Workplace
from tests.kit import (
    ALLOWANCE,
    BIRTH,
    COPIES,
    FOREIGN_MARRIAGE,
    MARRIAGE,
    RESIDENCE,
    Clock,
    act,
    at,
    receive,
)
from tests.services.filed import City

S = Status
WEDNESDAY, FRIDAY = "2026-11-25 09:00", "2026-11-27 10:00"


def by_clock(work: Workplace, policy: SupplementClock) -> None:
    """Let every regime count supplements by this policy."""
    regimes = tuple(replace(each, supplement_clock=policy) for each in work.rules.regimes)
    work.rules = replace(work.rules, regimes=regimes)


def wait(
    work: Workplace, clock: Clock, state: Dossier, ask: str, answer: str, **asked: Any
) -> Dossier:
    """Let a dossier wait for the citizen from Wednesday to Friday."""
    clock.set(WEDNESDAY)
    state = act(work, state, ask, **asked)
    clock.set(FRIDAY)
    return act(work, state, answer)


@pytest.mark.parametrize(
    ("procedure", "due", "restart", "pause"),
    [
        (BIRTH, "2026-11-23 17:00", "2026-11-27 17:00", "2026-11-26 17:00"),
        (RESIDENCE, "2026-12-03 17:00", "2026-12-08 17:00", "2026-12-07 17:00"),
        (FOREIGN_MARRIAGE, "2026-12-08 17:00", "2026-12-14 17:00", "2026-12-10 17:00"),
    ],
)
def test_a_supplement_begins_the_limit_anew_or_adds_the_wait(
    work: Workplace, clock: Clock, procedure: str, due: str, restart: str, pause: str
) -> None:
    for policy, expected in (
        (SupplementClock.RESTART, restart),
        (SupplementClock.PAUSE, pause),
    ):
        clock.set("2026-11-23 08:30")
        by_clock(work, policy)
        state = receive(work, procedure)
        assert state.due_at == at(due)
        state = wait(work, clock, state, "supplement", "supplemented", reason="thiếu")
        assert (state.due_at, state.due_first) == (at(expected), at(due))
        assert (state.status, state.version) == (S.IN_HAND, 2)
        assert state.due_why


def test_the_policy_is_that_of_the_law_it_was_received_under(work: Workplace, clock: Clock) -> None:
    *older, newest = (each for each in work.rules.regimes if each.id != "2027-03")
    paused = replace(newest, supplement_clock=SupplementClock.PAUSE)
    later = replace(newest, id="later", since=at(WEDNESDAY).date())
    state = receive(work, RESIDENCE)
    assert state.regime == newest.id
    work.rules = replace(work.rules, regimes=(*older, paused, later))
    state = wait(work, clock, state, "supplement", "supplemented", reason="thiếu")
    assert state.due_at == at("2026-12-07 17:00")


def test_a_due_date_given_by_hand_is_moved_by_the_wait_never_counted_anew(
    work: Workplace, clock: Clock
) -> None:
    given = at("2026-12-15 17:00")
    for ask, answer, details in (
        ("supplement", "supplemented", {"reason": "thiếu"}),
        ("withdraw", "resume", {}),
    ):
        clock.set("2026-11-23 08:30")
        state = receive(work, ALLOWANCE, due_at=given, due_reason="theo QĐ")
        state = wait(work, clock, state, ask, answer, **details)
        assert state.due_at == at("2026-12-17 17:00")


def test_a_payment_or_a_wish_to_withdraw_adds_the_wait_under_any_policy(
    work: Workplace, clock: Clock
) -> None:
    for policy in SupplementClock:
        by_clock(work, policy)
        clock.set("2026-11-23 08:30")
        state = act(work, receive(work, RESIDENCE), "claim")
        paid = wait(work, clock, state, "fee", "paid", amount=50_000)
        assert (paid.due_at, paid.fee_paid) == (at("2026-12-07 17:00"), 50_000)
        assert work.rules.regime(at(FRIDAY).date()).basis.waiting in "\n".join(paid.due_why)
        clock.set("2026-11-23 08:30")
        state = receive(work, RESIDENCE)
        resumed = wait(work, clock, state, "withdraw", "resume")
        assert (resumed.due_at, resumed.status) == (at("2026-12-07 17:00"), S.RECEIVED)


def test_a_withdrawal_while_waiting_leaves_the_clock_where_it_stood(
    work: Workplace, clock: Clock
) -> None:
    clock.set(WEDNESDAY)
    state = act(work, receive(work, RESIDENCE), "supplement", reason="thiếu")
    clock.set("2026-11-26 09:00")
    state = act(work, state, "withdraw")
    clock.set(FRIDAY)
    state = act(work, state, "resume")
    assert (state.status, state.suspended_at) == (S.SUPPLEMENT, at(WEDNESDAY))
    assert state.due_at == at("2026-12-04 17:00")
    state = act(work, state, "supplemented")
    assert state.due_at == at("2026-12-08 17:00")


def test_paid_is_what_was_asked_unless_another_sum_is_named(work: Workplace) -> None:
    state = act(work, act(work, receive(work), "claim"), "fee", amount=50_000)
    whole = act(work, state, "paid", id_number="AB-12")
    assert (whole.fee_paid, whole.fee_serial) == (50_000, "AB-12")
    state = act(work, act(work, receive(work), "claim"), "fee", amount=50_000)
    assert act(work, state, "paid", amount=20_000).fee_paid == 20_000


def test_an_answer_cannot_come_before_it_was_asked_for(work: Workplace, clock: Clock) -> None:
    clock.set(FRIDAY)
    state = act(work, receive(work, RESIDENCE), "supplement", reason="thiếu")
    clock.set(WEDNESDAY)  # somebody has set the machine's clock back
    with pytest.raises(AnswerBeforeRequestError):
        act(work, state, "supplemented")


# -- apologies and extensions ---------------------------------------------------------------------


def test_an_apology_is_given_once(work: Workplace) -> None:
    state = receive(work, RESIDENCE)
    state = act(work, state, "apologise", reason="hỏng mạng", due=at("2026-12-10 17:00"))
    assert (state.due_at, state.apologised) == (at("2026-12-10 17:00"), True)
    assert state.due_first == at("2026-12-03 17:00")
    with pytest.raises(AlreadyApologisedError):
        act(work, state, "apologise", reason="lại hỏng", due=at("2026-12-20 17:00"))


@pytest.mark.parametrize(
    ("now", "before_due"),
    [
        ("2026-12-02 23:59", True),
        ("2026-12-03 00:00", None),
        ("2026-12-03 17:00", None),
        ("2026-12-03 17:00:01", False),
    ],
)
def test_an_apology_goes_out_at_the_latest_a_day_before_or_when_it_is_late(
    work: Workplace, clock: Clock, now: str, *, before_due: bool | None
) -> None:
    state = receive(work, RESIDENCE)
    clock.set(now)
    if before_due is None:
        with pytest.raises(ApologyTooLateError) as caught:
            act(work, state, "apologise", reason="x", due=at("2026-12-10 17:00"))
        assert caught.value.facts == {"latest": "02/12/2026"}
        return
    act(work, state, "apologise", reason="x", due=at("2026-12-10 17:00"))
    from desk.services import reading  # noqa: PLC0415 - only here

    body: Any = reading.events(work, state.uid)[1][-1].body
    assert body.before_due is before_due


@pytest.mark.parametrize("due", ["2026-12-03 17:00", "2026-11-30 17:00"])
@pytest.mark.parametrize("action", ["apologise", "verify"])
def test_a_new_date_is_a_later_one(work: Workplace, action: str, due: str) -> None:
    state = receive(work, RESIDENCE)
    with pytest.raises(DueNotLaterError):
        act(work, state, action, reason="x", due=at(due))


def test_a_new_date_lies_ahead_though_the_old_one_is_long_past(
    work: Workplace, clock: Clock
) -> None:
    state = receive(work, RESIDENCE)
    clock.set("2026-12-20 09:00")
    with pytest.raises(DueNotLaterError):
        act(work, state, "apologise", reason="x", due=at("2026-12-10 17:00"))
    act(work, state, "apologise", reason="x", due=at("2026-12-21 17:00"))


def test_an_extension_by_law_is_no_apology_and_needs_its_law(work: Workplace, clock: Clock) -> None:
    clock.set("2026-11-25 08:30")
    state = act(work, receive(work, MARRIAGE), "verify", reason="xác minh")
    assert state.due_at == at("2026-12-02 17:00")  # five working days after the 25th
    assert (state.extended, state.apologised) == (True, False)
    with pytest.raises(NoExtensionError):
        act(work, receive(work, RESIDENCE), "verify", reason="xác minh")
    given = at("2026-12-15 17:00")
    unlimited = receive(work, ALLOWANCE, due_at=given, due_reason="theo QĐ")
    with pytest.raises(NoExtensionError) as caught:
        act(work, unlimited, "verify", reason="xác minh")
    assert caught.value.facts == {"limit": ""}
    by_hand = act(work, unlimited, "verify", reason="xác minh", due=at("2026-12-20 17:00"))
    assert by_hand.due_at == at("2026-12-20 17:00")


# -- online ---------------------------------------------------------------------------------------


def test_an_online_dossier_is_counted_from_its_acceptance(work: Workplace, clock: Clock) -> None:
    city = City()
    city.connect(work)
    uid = city.file(work, procedure=RESIDENCE)
    clock.set(WEDNESDAY)
    state = act(work, uid, "accept")
    assert (state.status, state.custody, state.holder_name) == (S.RECEIVED, 1, "Quầy 1")
    assert (state.received_at, state.due_at) == (at(WEDNESDAY), at("2026-12-04 17:00"))
    assert (state.filed_at, state.code[-5:]) == (at("2026-11-23 08:30"), "-0001")
    assert (state.book, state.line, state.regime) == ("1/2026", 1, "2025-09")


def test_an_online_dossier_that_was_guided_is_accepted_when_it_is_complete(
    work: Workplace, clock: Clock
) -> None:
    city = City()
    city.connect(work)
    uid = city.file(work, procedure=RESIDENCE)
    clock.set(WEDNESDAY)
    state = act(work, uid, "guide", reason="mờ", items=("Căn cước",))
    assert (state.status, state.due_at, state.custody) == (S.SUPPLEMENT, None, 1)
    state = act(work, act(work, state, "withdraw"), "resume")
    assert (state.status, state.due_at) == (S.SUPPLEMENT, None)
    clock.set(FRIDAY)
    state = act(work, state, "supplemented")
    assert (state.status, state.due_at, state.line) == (S.RECEIVED, at("2026-12-08 17:00"), 1)


def test_an_online_dossier_without_a_limit_needs_a_date(work: Workplace) -> None:
    city = City()
    city.connect(work)
    uid = city.file(work, procedure=ALLOWANCE)
    due = at("2026-12-15 17:00")
    for given, error in (
        ({}, DueRequiredError),
        ({"due": due}, DueReasonError),
        ({"due": at("2026-11-20 17:00"), "reason": "x"}, DueNotLaterError),
    ):
        with pytest.raises(error):
            act(work, uid, "accept", **given)
    state = act(work, uid, "accept", due=due, reason="theo QĐ")
    assert (state.due_at, state.due_note) == (due, "theo QĐ")


def test_an_online_refusal_is_final_and_takes_the_custody(work: Workplace) -> None:
    city = City()
    city.connect(work)
    state = act(work, city.file(work, procedure=COPIES), "reject", reason="không thuộc")
    assert (state.status, state.custody, state.is_open) == (S.NOT_ACCEPTED, 1, False)
