"""When an apology is drafted: never where the law says that it is too late to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import apology, merge
from desk.domain import events as ev
from desk.domain.deadline import ApologyTooLateError, may_apologise
from desk.domain.records import Actor, Proposal, Unit
from desk.domain.views import DossierView, TimelineEntry
from tests.domain.rule_files import at, calendar, now_regime
from tests.domain.test_dossier import dossier

MONDAY = at("2026-11-23 08:30:00")  # Tuesday is a day off


@pytest.mark.parametrize(
    ("due", "calls"),
    [
        ("2026-11-20 17:00:00", True),  # late: the citizen is owed one
        ("2026-11-23 08:29:59", True),
        ("2026-11-23 17:00:00", False),  # today: too late to say so beforehand
        ("2026-11-25 17:00:00", True),
        ("2026-11-26 17:00:00", True),  # the second working day
        ("2026-11-27 17:00:00", False),
    ],
)
def test_which_due_dates_call_for_an_apology(due: str, calls: bool) -> None:
    window = apology.window(MONDAY, now_regime(), calendar())
    assert window.holds(at(due)) is calls


def test_a_lead_in_working_days_begins_later() -> None:
    regime = replace(
        now_regime(), apology_lead_unit=Unit.WORKING_DAYS, apology_lead_days=2, apology_draft_days=1
    )
    window = apology.window(MONDAY, regime, calendar())
    assert not window.holds(at("2026-11-25 17:00:00"))
    assert window.holds(at("2026-11-26 17:00:00"))


@given(st.integers(-30, 30), st.integers(0, 20))
def test_whatever_calls_for_one_may_have_one(hours: int, days: int) -> None:
    moment = at("2026-11-02 12:00:00").replace(day=2 + days)
    due = moment.replace(hour=(moment.hour + hours) % 24)
    window = apology.window(moment, now_regime(), calendar())
    if window.holds(due):
        assert may_apologise(moment, due, 0, now_regime(), calendar()) in ("before", "after")
    elif due.date() == moment.date():
        with pytest.raises(ApologyTooLateError):
            may_apologise(moment, due, 0, now_regime(), calendar())


@pytest.mark.parametrize(
    ("due", "again"),
    [
        ("2026-11-25 17:00:00", "2026-11-30 17:00:00"),  # three working days on
        ("2026-11-16 17:00:00", "2026-11-27 17:00:00"),  # late: from today, the day off skipped
    ],
)
def test_the_new_date_is_counted_in_working_days(due: str, again: str) -> None:
    assert apology.new_due(at(due), MONDAY, now_regime(), calendar()) == at(again)


def test_what_was_just_done_is_what_can_be_taken_back() -> None:
    who = Actor(uid="u", login="an", name="Trần Thử An", role="clerk")
    entry = TimelineEntry(
        at=MONDAY, type="Claimed", actor=who, device="", here=True, confirmed=False, uid="e-2"
    )
    view = DossierView(
        dossier=dossier(), timeline=(entry,), actions=(), overdue=False, recalls="e-2"
    )
    assert view.just_taken == "e-2"
    assert replace(view, recalls="e-1").just_taken == ""
    assert replace(view, timeline=(), recalls="").just_taken == ""


def test_a_drafted_apology_is_the_leaders_wherever_he_sits() -> None:
    held = dossier(holder="d-1", custody=2, proposal=Proposal(action="apologise", reason="x"))
    word = ev.Apologised(number="1", reason="x", due_at=MONDAY, asked_at=MONDAY)
    told = ev.Event(
        uid="e",
        unit=held.unit,
        device="d-2",
        epoch=1,
        seq=1,
        dossier=held.uid,
        type="Apologised",
        body=word,
        actor=Actor(uid="u", login="chi", name="Vũ Ví Chi", role="leader"),
        at=MONDAY,
        hlc=1,
        custody=2,
    )
    assert merge.admit(held, told) is None
    assert merge.admit(replace(held, proposal=None), told) == merge.NOT_HOLDER
    other = Proposal(action="void", reason="x")
    assert merge.admit(replace(held, proposal=other), told) == merge.NOT_HOLDER
    finished = ev.Finished(finished_at=MONDAY)
    assert merge.admit(held, replace(told, body=finished)) == merge.NOT_HOLDER
