"""The fold: total, the same for every order of arrival, and what each event does."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain.errors import DeskError
from desk.domain.fold import fold, fold_all
from desk.domain.records import Channel, Dossier, Paper, Party, Status, SupplementRequest
from tests.domain.rule_files import at
from tests.domain.stories import CLERK, stories

S = Status
AN, BINH = Party(name="Nguyễn Thử An"), Party(name="Lê Mẫu Bình", phone="0900000001")
START, LATER = at("2026-11-23 09:00"), at("2026-11-26 10:00")
DUE, NEW_DUE = at("2026-11-25 17:00"), at("2026-12-01 17:00")


def event(body: ev.Body | None, seq: int = 1, **facts: Any) -> ev.Event:
    base: dict[str, Any] = {
        "uid": f"{seq:03d}",
        "unit": "H26.033.15",
        "device": "device-a",
        "epoch": 1,
        "seq": seq,
        "dossier": "d-1",
        "type": type(body).__name__,
        "body": body,
        "actor": CLERK,
        "at": START,
        "hlc": seq,
        "custody": 1,
        "hash": f"h{seq}",
    }
    return ev.Event(**base | facts)


RECEIVED = ev.Received(
    code="H26.033.15-261123-1001",
    barcode="0099926112310015",
    procedure="1.001193",
    procedure_name="Đăng ký khai sinh",
    submitter=AN,
    received_at=START,
    recorded_at=START,
    due_at=DUE,
    fee=8000,
    holder_name="Quầy 1",
)
FILED = ev.Filed(
    code="H26.033.15-261123-0001",
    barcode="0099926112300015",
    procedure="1.001193",
    procedure_name="Đăng ký khai sinh",
    submitter=AN,
    filed_at=START,
    acknowledge_by=at("2026-11-23 11:00"),
    fee=5000,
)
ACCEPTED = ev.Accepted(received_at=START, due_at=DUE, holder_name="Quầy 1", line=7)


def told(*bodies: ev.Body | None, begin: ev.Body = RECEIVED) -> Dossier:
    """Return the dossier after these events, each of which has seen the one before it."""
    state: Dossier | None = None
    for seq, body in enumerate((begin, *bodies), 1):
        seen = state.heads if state else ()
        state = fold(state, event(body, seq, base=seen))
    assert state is not None
    return state


# ------------------------------------------------------------------------ any events at all


@given(stories(begun=False))
def test_no_log_can_make_the_fold_fail(story: list[ev.Event]) -> None:
    state = fold_all(story)
    begins = [each for each in story if isinstance(each.body, ev.BEGINS)]
    assert (state is None) == (not begins)


@given(stories(), st.randoms(use_true_random=False), st.sets(st.integers(1, 12)))
def test_the_order_of_arrival_does_not_count(
    story: list[ev.Event], random: Random, refused: set[int]
) -> None:
    uids = {f"{number:03d}" for number in refused}
    shuffled = random.sample(story, len(story))
    assert fold_all(shuffled, uids) == fold_all(story, uids)


@given(stories())
def test_folding_on_is_folding_everything(story: list[ev.Event]) -> None:
    undropped = [each for each in story if not isinstance(each.body, ev.Resolved)]
    state: Dossier | None = None
    for each in sorted(undropped, key=ev.order):
        state = fold(state, each)
    assert state == fold_all(undropped)
    assert state is not None
    assert state.changes == len(undropped)


@given(stories())
def test_what_is_seen_is_no_head_any_more(story: list[ev.Event]) -> None:
    undropped = [each for each in story if not isinstance(each.body, ev.Resolved)]
    state = fold_all(undropped)
    assert state is not None
    # Here every event comes after what it has seen, so heads are what nobody has seen.
    seen = {head for each in undropped for head in each.base}
    assert set(state.heads) == {each.hash for each in undropped} - seen
    free = ev.REMARKS
    assert state.custody == max(
        each.custody for each in undropped if not isinstance(each.body, free)
    )
    assert state.changed_at == undropped[-1].at


@given(stories(), st.data())
def test_what_was_dropped_leaves_no_trace(story: list[ev.Event], data: st.DataObject) -> None:
    plain = [each for each in story if not isinstance(each.body, ev.Resolved)]
    gone = set(data.draw(st.lists(st.sampled_from(plain[1:]), unique=True))) if plain[1:] else set()
    uids = {each.uid for each in gone}
    kept = [each for each in plain if each.uid not in uids]
    assert fold_all(plain, uids) == fold_all(kept)
    resolved = event(ev.Resolved(text="bỏ", drop=tuple(sorted(uids))), 900)
    assert fold_all([*plain, resolved]) == fold_all([*kept, resolved])
    # A decision that the city refused drops nothing.
    assert fold_all([*plain, resolved], {resolved.uid}) == fold_all(plain)
    # Nor does one that was taken back.
    back = event(ev.Resolved(text="", drop=(resolved.uid,)), 901)
    assert fold_all([*plain, resolved, back]) == fold_all([*plain, back])


def test_nothing_begins_with_a_later_step() -> None:
    assert fold(None, event(ev.Noted(text="…"))) is None
    assert fold(None, event(None)) is None
    assert fold_all([]) is None


def test_a_receipt_counts_whatever_the_city_said_of_it() -> None:
    first = event(RECEIVED)
    assert fold_all([first], {first.uid}) == fold_all([first])


def test_of_two_receipts_of_one_dossier_the_refused_one_gives_way() -> None:
    first, second = event(RECEIVED), event(replace(RECEIVED, code="H26.033.15-261123-2001"), 2)
    state = fold_all([first, second], {first.uid})
    assert state == fold_all([second])
    assert state is not None
    assert state.code.endswith("2001")
    assert fold_all([first, second], {first.uid, second.uid}) == fold_all([first, second])


# ------------------------------------------------------------------------ what each event does


def test_received() -> None:
    state = told()
    for field in fields(ev.Received):
        assert getattr(state, field.name) == getattr(RECEIVED, field.name)
    assert (state.status, state.holder, state.custody) == (S.RECEIVED, "device-a", 1)
    assert (state.due_first, state.heads, state.changes) == (DUE, ("h1",), 1)


def test_filed_and_accepted() -> None:
    state = told(begin=FILED)
    assert (state.status, state.channel, state.holder) == (S.FILED, Channel.ONLINE, "")
    assert (state.received_at, state.due_at) == (None, None)
    state = told(ACCEPTED, begin=FILED)
    assert (state.status, state.holder, state.line) == (S.RECEIVED, "device-a", 7)
    assert (state.received_at, state.due_at, state.due_first) == (START, DUE, DUE)
    assert state.fee == 5000  # as filed, unless the acceptance says another
    assert told(replace(ACCEPTED, fee=0), begin=FILED).fee == 0
    assert state.code == FILED.code  # the city's own number stays


def test_a_second_beginning_changes_no_fact() -> None:
    state = told(replace(RECEIVED, code="H26.033.15-261123-2002", submitter=BINH))
    assert (state.code, state.submitter, state.changes) == (RECEIVED.code, AN, 2)


def test_supplement_asked_and_answered() -> None:
    asked = ev.SupplementAsked(
        number="1.0001", reason="thiếu", asked_at=START, items=("Sổ",), until=NEW_DUE
    )
    waiting = told(asked)
    assert (waiting.status, waiting.came_from) == (S.SUPPLEMENT, S.RECEIVED)
    assert (waiting.suspended_at, waiting.answer_until) == (START, NEW_DUE)
    request = SupplementRequest(number="1.0001", asked_at=START, reason="thiếu", items=("Sổ",))
    assert waiting.supplements == (request,)
    answer = ev.Supplemented(answered_at=LATER, due_at=NEW_DUE, due_why=("tính lại",))
    state = told(asked, answer)
    assert (state.status, state.version, state.due_at) == (S.IN_HAND, 2, NEW_DUE)
    assert (state.came_from, state.suspended_at, state.answer_until) == (None, None, None)
    assert state.supplements == (replace(request, answered_at=LATER),)
    assert state.due_first == DUE  # what the first receipt promised stays known
    papers = (Paper(name="Sổ", original=1),)
    assert told(asked, replace(answer, papers=papers)).papers == papers
    again = told(asked, answer, replace(asked, number="1.0002"))
    assert [each.answered_at for each in again.supplements] == [LATER, None]
    assert told(answer).supplements == ()  # answered though never asked: nothing to close


def test_a_due_time_that_had_passed_when_papers_were_asked_for_stays_missed() -> None:
    asked = ev.SupplementAsked(number="1.0001", reason="thiếu", asked_at=DUE)
    assert told(asked).missed_due is None  # the due time itself does not lie behind
    late = replace(asked, asked_at=DUE + timedelta(seconds=1))
    assert told(late).missed_due == DUE
    answer = ev.Supplemented(answered_at=NEW_DUE, due_at=NEW_DUE)
    state = told(late, answer)
    assert (state.due_at, state.missed_due) == (NEW_DUE, DUE)
    again = replace(late, asked_at=NEW_DUE + timedelta(days=1))
    assert told(late, answer, again).missed_due == DUE  # the first one that was broken


def test_an_apology_after_the_due_time_takes_no_delay_back() -> None:
    sorry = ev.Apologised(number="1", reason="mạng", due_at=NEW_DUE, asked_at=START)
    assert told(sorry).missed_due is None  # told in time: the date has moved
    late = told(replace(sorry, asked_at=DUE + timedelta(minutes=1), before_due=False))
    assert (late.due_at, late.missed_due) == (NEW_DUE, DUE)


def test_guided_and_then_complete() -> None:
    guided = ev.Guided(number="1.0001", reason="mờ", asked_at=START, regime="r", holder_name="Q")
    state = told(guided, begin=FILED)
    assert (state.status, state.came_from, state.holder) == (S.SUPPLEMENT, S.FILED, "device-a")
    assert (state.regime, state.holder_name) == ("r", "Q")
    whole = ev.Supplemented(answered_at=LATER, due_at=DUE, accepted=ACCEPTED)
    state = told(guided, whole, begin=FILED)
    assert (state.status, state.received_at, state.due_first) == (S.RECEIVED, START, DUE)
    assert (state.came_from, state.suspended_at, state.version) == (None, None, 2)


def test_claimed_and_forwarded() -> None:
    claimed = ev.Claimed(assignee="an", holder_name="Quầy 1")
    state = told(claimed)
    assert (state.status, state.assignee, state.holder_name) == (S.IN_HAND, "an", "Quầy 1")
    other = event(ev.Claimed(assignee="binh", holder_name="Quầy 2"), 3, device="device-b")
    taken = fold(state, replace(other, custody=2))
    assert taken is not None
    assert (taken.holder, taken.holder_name, taken.custody) == ("device-b", "Quầy 2", 2)
    assert taken.status is S.IN_HAND
    onward = told(claimed, ev.Forwarded(to="Thẩm định"))
    assert (onward.assignee, onward.holder, onward.holder_name) == (
        "Thẩm định",
        "device-a",
        "Quầy 1",
    )
    moved = told(ev.Forwarded(to="Quầy 2", to_device="device-b", holder_name="Quầy 2"))
    assert (moved.holder, moved.holder_name) == ("device-b", "Quầy 2")
    assert told(ev.Finished(finished_at=LATER), claimed).status is S.DONE


def test_fee_asked_and_paid() -> None:
    asked = ev.FeeAsked(amount=50000, asked_at=START)
    waiting = told(ev.Claimed(assignee="an"), asked)
    assert (waiting.status, waiting.came_from, waiting.suspended_at) == (
        S.PAYMENT,
        S.IN_HAND,
        START,
    )
    assert waiting.fee_asked == 50000
    paid = ev.FeePaid(amount=30000, due_at=NEW_DUE, serial="AB-1", due_why=("chờ",))
    state = told(asked, paid)
    assert (state.status, state.fee_paid, state.fee_serial) == (S.IN_HAND, 30000, "AB-1")
    assert (state.due_at, state.due_why, state.suspended_at) == (NEW_DUE, ("chờ",), None)
    twice = told(asked, paid, asked, replace(paid, amount=20000, serial="", due_why=()))
    assert (twice.fee_paid, twice.fee_serial, twice.due_why) == (50000, "AB-1", ("chờ",))


def test_refused_before_and_after_receipt() -> None:
    refused = ev.Refused(number="1.0001", reason="không thuộc", refused_at=LATER)
    before = told(refused, begin=FILED)
    assert (before.status, before.finished_at) == (S.NOT_ACCEPTED, LATER)
    after = told(refused)
    assert (after.status, after.finished_at) == (S.DONE, LATER)
    assert (after.refusal, after.refusal_number) == ("không thuộc", "1.0001")


def test_withdrawn_resumed_and_stopped() -> None:
    wish = ev.WithdrawalAsked(asked_at=LATER, reason="đổi ý")
    state = told(wish)
    assert (state.status, state.withdrawn_from) == (S.WITHDRAWING, S.RECEIVED)
    assert (state.suspended_at, state.stop_reason) == (LATER, "đổi ý")
    back = told(wish, ev.Resumed(due_at=NEW_DUE, due_why=("chờ",)))
    assert (back.status, back.withdrawn_from, back.suspended_at) == (S.RECEIVED, None, None)
    assert (back.due_at, back.due_why, back.stop_reason) == (NEW_DUE, ("chờ",), "")
    assert told(wish, ev.Resumed()).due_at == DUE
    stopped = told(wish, ev.Stopped(number="1.0001", stopped_at=NEW_DUE))
    assert (stopped.status, stopped.finished_at, stopped.stop_reason) == (
        S.STOPPED,
        NEW_DUE,
        "đổi ý",
    )
    assert told(wish, ev.Stopped(number="1", stopped_at=DUE, reason="khác")).stop_reason == "khác"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (ev.SupplementAsked(number="1", reason="thiếu", asked_at=START), S.SUPPLEMENT),
        (ev.FeeAsked(amount=1, asked_at=START), S.PAYMENT),
    ],
)
def test_a_clock_that_stood_still_goes_on_standing_still(asked: ev.Body, status: Status) -> None:
    wish = ev.WithdrawalAsked(asked_at=LATER)
    assert told(asked, wish).suspended_at == START
    state = told(asked, wish, ev.Resumed())
    assert (state.status, state.suspended_at) == (status, START)


def test_a_resumption_of_nothing_goes_on() -> None:
    assert told(ev.Resumed()).status is S.IN_HAND


def test_closed() -> None:
    state = told(ev.Closed(closed_at=LATER))
    assert (state.status, state.finished_at, state.closing_reason) == (S.STOPPED, LATER, "15")
    assert told(ev.Closed(closed_at=LATER, reason="khác")).closing_reason == "khác"


def test_apologised_and_extended() -> None:
    sorry = ev.Apologised(number="1", reason="mạng", due_at=NEW_DUE, asked_at=START)
    state = told(sorry)
    assert (state.due_at, state.apologised, state.extended) == (NEW_DUE, True, False)
    state = told(ev.Extended(reason="xác minh", due_at=NEW_DUE, due_why=("luật",)))
    assert (state.due_at, state.due_why, state.extended) == (NEW_DUE, ("luật",), True)
    assert not state.apologised
    assert state.due_first == DUE


def test_finished_and_returned() -> None:
    done = ev.Finished(finished_at=LATER)
    assert (told(done).status, told(done).finished_at) == (S.DONE, LATER)
    state = told(done, ev.Returned(to="Lê Mẫu Bình", returned_at=NEW_DUE, id_number="001"))
    assert (state.status, state.returned_at, state.finished_at) == (S.RETURNED, NEW_DUE, LATER)
    assert (state.collector, state.collector_id) == ("Lê Mẫu Bình", "001")


def test_corrected() -> None:
    def change(field: str, after: str) -> ev.Change:
        return ev.Change(field=field, before="", after=after)

    state = told(
        ev.Corrected(
            reason="gõ nhầm",
            changes=(
                change("submitter.name", "Nguyễn Thử Ân"),
                change("owner.phone", "0900000009"),
                change("note", "gấp"),
                change("code", "X"),  # nobody may; a peer that did is not followed
            ),
        )
    )
    assert (state.submitter.name, state.note) == ("Nguyễn Thử Ân", "gấp")
    assert state.owner == Party(name="", phone="0900000009")
    assert state.code == RECEIVED.code
    owned = told(
        ev.Corrected(reason="x", changes=(change("owner.name", "Bình"),)),
        begin=replace(RECEIVED, owner=BINH),
    )
    assert owned.owner == replace(BINH, name="Bình")


def test_what_leaves_the_status_alone() -> None:
    state = told(ev.Noted(text="gọi lại"), ev.Resolved(text="xong"), None)
    assert (state.status, state.changes) == (S.RECEIVED, 4)
    assert told(ev.Voided(reason="nhập thử")).voided
    alias = ev.AliasAdded(alias="G09.20-1")
    assert told(alias, alias, ev.AliasAdded(alias="X")).aliases == ("G09.20-1", "X")


def test_events_of_a_device_do_not_move_a_dossier() -> None:
    state = told(cev.NumberBurnt(day="2026-11-23", number=1001, reason="crash"))
    assert (state.status, state.changes) == (S.RECEIVED, 2)


def test_the_one_order_is_logical_time_and_then_the_uid() -> None:
    first, second = event(RECEIVED, 1, hlc=5), event(RECEIVED, 2, hlc=5)
    assert sorted([second, first], key=ev.order) == [first, second]
    assert ev.order(event(RECEIVED, 9, hlc=4)) < ev.order(first)


def test_a_known_failure_carries_its_class_and_its_facts() -> None:
    failure = DeskError(file="desk.db")
    assert (failure.code, failure.facts) == ("DeskError", {"file": "desk.db"})
    assert failure.args == ("DeskError", {"file": "desk.db"})
