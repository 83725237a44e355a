"""Taking a step back: everything returns, nothing is deleted, and not everybody may."""

from __future__ import annotations

from typing import Any

import pytest

from desk.domain import events as ev
from desk.domain.records import Actor, Dossier, Status
from desk.domain.rights import NotAllowedError
from desk.models import log
from desk.services import checking, papers, print_queue, processing, reading
from desk.services.finding import find
from desk.services.papers import NothingToPrintError
from desk.services.processing import Details
from desk.services.recalling import (
    NothingToRecallError,
    NotLastStepError,
    NotOurStepError,
    RecallTooLateError,
)
from desk.services.steps import ArgumentMissingError
from desk.services.workplace import Workplace
from tests.kit import RESIDENCE, Clock, act, administrator, at, receive
from tests.services.filed import City
from tests.services.test_processing import ENOUGH, bring

CLERK = Actor(uid="u-1", login="lan", name="Trần Thử Lan", role="counter")
OTHER = Actor(uid="u-2", login="minh", name="Lê Mẫu Minh", role="counter")
LEADER = Actor(uid="u-3", login="chi", name="Vũ Ví Chi", role="leader")
#: What a recall must bring back, whatever the step was.
KEPT = (
    "status holder holder_name custody assignee step due_at due_why suspended_at answer_until "
    "supplements fee_asked fee_paid finished_at returned_at collector apologised extended refusal "
    "stop_reason came_from withdrawn_from version papers"
).split()


def step(work: Workplace, made: Dossier, action: str, by: Actor = CLERK, **more: Any) -> Dossier:
    details = Details(**ENOUGH.get(action, {}) | more)
    return processing.act(work, made.uid, action, by, details)


def recall(work: Workplace, made: Dossier, by: Actor = CLERK, reason: str = "") -> Dossier:
    return processing.recall(work, made.uid, "", by, reason)


def facts(state: Dossier) -> dict[str, object]:
    return {name: getattr(state, name) for name in KEPT}


STARTS = {
    "claim": Status.RECEIVED,
    "forward": Status.IN_HAND,
    "supplement": Status.IN_HAND,
    "supplemented": Status.SUPPLEMENT,
    "fee": Status.IN_HAND,
    "paid": Status.PAYMENT,
    "reject": Status.IN_HAND,
    "withdraw": Status.IN_HAND,
    "resume": Status.WITHDRAWING,
    "stop": Status.WITHDRAWING,
    "apologise": Status.IN_HAND,
    "verify": Status.IN_HAND,
    "finish": Status.IN_HAND,
    "hand-over": Status.DONE,
    "accept": Status.FILED,
    "guide": Status.FILED,
    "acknowledge": Status.FILED,
}


@pytest.mark.parametrize("action", STARTS)
def test_a_recall_brings_everything_back(work: Workplace, action: str) -> None:
    before = bring(work, STARTS[action])
    step(work, before, action, LEADER)
    after = recall(work, before, LEADER)
    assert facts(after) == facts(before)
    assert checking.verify(work).ok
    # And the dossier goes on from there as if nothing had been.
    assert step(work, before, action, LEADER).status is not None


def test_the_step_stays_in_the_log_and_the_story_tells_of_both(work: Workplace) -> None:
    made = receive(work, RESIDENCE)
    step(work, made, "claim")
    recall(work, made, reason="Bấm nhầm bước.")
    view = reading.open_dossier(work, made.uid, CLERK)
    assert [(each.type, each.dropped) for each in view.timeline] == [
        ("Received", False),
        ("Claimed", True),
        ("Resolved", False),
    ]
    assert dict(view.timeline[-1].facts) == {"text": "Bấm nhầm bước.", "recalls": "Claimed"}


def test_a_waiting_paper_of_the_step_is_cancelled_and_prints_no_more(work: Workplace) -> None:
    made = step(work, receive(work, RESIDENCE), "supplement")
    recall(work, made)
    states = {job.form: job.state for job in print_queue.jobs(work)}
    assert states == {"receipt": "waiting", "supplement": "cancelled"}
    with pytest.raises(NothingToPrintError):
        papers.reprint(work, "supplement", made.uid)
    again = step(work, made, "supplement", reason="lần này đúng")
    assert [each.number for each in again.supplements] == ["10002"]  # the first number is burnt


def test_a_recalled_hand_over_leaves_no_row_on_the_control_slip(work: Workplace) -> None:
    made = step(work, receive(work, RESIDENCE), "forward")
    recall(work, made)
    story = [each for each, gone in _pairs(work, made.uid) if not gone]
    assert not any(isinstance(each.body, ev.Forwarded) for each in story)


def _pairs(work: Workplace, uid: str) -> list[tuple[ev.Event, bool]]:
    with work.database.read() as tx:
        return log.events_of(tx, find(tx, uid).id)


def test_steps_are_taken_back_one_after_the_other(work: Workplace) -> None:
    made = receive(work, RESIDENCE)
    for action in ("claim", "supplement"):
        step(work, made, action)
    assert recall(work, made).status is Status.IN_HAND
    assert recall(work, made).status is Status.RECEIVED
    with pytest.raises(NothingToRecallError):
        recall(work, made)


def test_a_remark_made_since_is_no_hindrance(work: Workplace) -> None:
    made = step(work, receive(work, RESIDENCE), "claim")
    step(work, made, "note")
    assert recall(work, made).status is Status.RECEIVED


def test_what_was_struck_out_stays_so(work: Workplace) -> None:
    made = act(work, receive(work, RESIDENCE), "void", reason="nhập thử")
    with pytest.raises(NothingToRecallError):
        recall(work, made, LEADER, "thử")


def test_only_the_step_that_was_seen_is_taken_back(work: Workplace) -> None:
    made = step(work, receive(work, RESIDENCE), "claim")
    seen = reading.open_dossier(work, made.uid, CLERK).recalls
    step(work, made, "fee")
    with pytest.raises(NotLastStepError):
        processing.recall(work, made.uid, seen, CLERK)


def test_only_its_own_taker_and_only_for_ten_minutes(work: Workplace, clock: Clock) -> None:
    made = step(work, receive(work, RESIDENCE), "claim")
    with pytest.raises(RecallTooLateError):
        recall(work, made, OTHER, "thử")
    clock.pass_(minutes=10)
    assert "recall" in reading.open_dossier(work, made.uid, CLERK).actions
    clock.pass_(seconds=1)
    assert "recall" not in reading.open_dossier(work, made.uid, CLERK).actions
    with pytest.raises(RecallTooLateError):
        recall(work, made, CLERK, "thử")


def test_a_leader_may_later_but_says_why(work: Workplace, clock: Clock) -> None:
    made = step(work, receive(work, RESIDENCE), "claim")
    clock.pass_(hours=3)
    with pytest.raises(ArgumentMissingError):
        recall(work, made, LEADER)
    assert recall(work, made, LEADER, "nhầm hồ sơ").status is Status.RECEIVED


def test_a_role_without_the_right_may_not(work: Workplace) -> None:
    made = step(work, receive(work, RESIDENCE), "claim")
    stranger = Actor(uid="u-9", login="x", name="X", role="citizen")
    with pytest.raises(NotAllowedError):
        recall(work, made, stranger)


def test_another_counters_step_is_taken_back_there(work: Workplace) -> None:
    city = City()
    city.connect(work)
    uid = city.file(work)
    state = reading.open_dossier(work, uid, CLERK).dossier
    city.tell(
        work,
        ev.Claimed(assignee="an", holder_name="Quầy 9"),
        state.uid,
        at("2026-11-23 08:31"),
        custody=1,
        base=state.heads,
    )
    with pytest.raises(NotOurStepError):
        processing.recall(work, uid, "", administrator(work), "thử")
