"""Each action: its event, its paper, its custody, and everything that it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from desk.domain.dossier import IllegalMoveError, NotHolderError, VoidedError
from desk.domain.records import Actor, Dossier, Status
from desk.domain.rights import NotAllowedError
from desk.services import checking, processing, reading
from desk.services.finding import UnknownCodeError
from desk.services.processing import (
    ActionTimeError,
    BadAmountError,
    Details,
    NothingDueYetError,
    UnknownActionError,
)
from desk.services.proposals import NoProposalError
from desk.services.remarks import NotCorrectableError, NothingToResolveError
from desk.services.steps import ArgumentMissingError
from desk.services.workplace import Workplace
from tests.domain.test_dossier import LEGAL
from tests.kit import RESIDENCE, Clock, Counter, act, at, person, receive
from tests.services.filed import City

S = Status
ENOUGH: dict[str, dict[str, Any]] = {
    "forward": {"to": "Thẩm định"},
    "supplement": {"reason": "thiếu"},
    "guide": {"reason": "mờ"},
    "fee": {"amount": 50_000},
    "reject": {"reason": "không thuộc thẩm quyền"},
    "apologise": {"due": at("2026-12-10 17:00"), "reason": "hỏng mạng"},
    "verify": {"due": at("2026-12-11 17:00"), "reason": "xác minh"},
    "hand-over": {"to": "Nguyễn Thị Ví Dụ"},
    "correct": {"reason": "nhầm", "changes": (("note", "gấp"),)},
    "note": {"reason": "gọi lại"},
    "void": {"reason": "nhập thử"},
    "alias": {"id_number": "G09.20-1"},
    "propose": {"reason": "hỏng mạng"},
}
#: How to bring a dossier into each status, from receipt.
ROADS: dict[Status, tuple[str, ...]] = {
    S.RECEIVED: (),
    S.IN_HAND: ("claim",),
    S.SUPPLEMENT: ("supplement",),
    S.PAYMENT: ("claim", "fee"),
    S.WITHDRAWING: ("withdraw",),
    S.STOPPED: ("withdraw", "stop"),
    S.DONE: ("finish",),
    S.RETURNED: ("finish", "hand-over"),
}


def step(work: Workplace, dossier: Dossier, action: str, **more: Any) -> Dossier:
    return act(work, dossier, action, **ENOUGH.get(action, {}) | more)


def bring(work: Workplace, status: Status) -> Dossier:
    if status is S.FILED:
        city = City()
        city.connect(work)
        return reading.open_dossier(work, city.file(work), by("administrator")).dossier
    if status is S.NOT_ACCEPTED:
        return step(work, bring(work, S.FILED), "reject")
    made = receive(work, RESIDENCE)
    for action in ROADS[status]:
        made = step(work, made, action)
    assert made.status is status
    return made


def by(role: str) -> Actor:
    return Actor(uid="u-7", login=role, name=f"Trần Thử {role}", role=role)


def last_body(work: Workplace, dossier: Dossier) -> Any:
    return reading.events(work, dossier.uid)[1][-1].body


ANEW = {"claim": {"to": "another"}}  # who has it already cannot take it again
ANSWERS = {"approve", "decline"}  # to a draft, which has its own tests
NOT_HERE = {"resolve", "close"}  # need an attention, and fifteen days: their own tests


@pytest.mark.parametrize("status", Status)
def test_every_action_goes_where_the_contract_says_or_writes_nothing(
    counter: Counter, status: Status
) -> None:
    copy, uid = None, ""
    for action in sorted(set(LEGAL) - NOT_HERE):
        if copy is None:
            with counter.open() as work:
                uid = bring(work, status).uid
            copy = counter.copy_to(counter.home / "copy")
        counter.put_back(copy)
        with counter.open() as work:
            before = counter.rows("SELECT count(*) FROM event")
            if status in LEGAL[action] and action in ANSWERS:
                with pytest.raises(NoProposalError):
                    act(work, uid, action)
            elif status in LEGAL[action]:
                made = act(work, uid, action, **(ENOUGH | ANEW).get(action, {}))
                expected = S.RECEIVED if action == "resume" else LEGAL[action][status]
                assert (made.status, counter.rows("SELECT count(*) FROM event")) == (
                    expected,
                    [(before[0][0] + 1,)],
                )
            else:
                with pytest.raises(IllegalMoveError):
                    act(work, uid, action, **ENOUGH.get(action, {}))
                assert counter.rows("SELECT count(*) FROM event") == before
            assert checking.verify(work).problems == ()


def test_what_follows_a_void_is_refused(counter: Counter, work: Workplace) -> None:
    state = step(work, receive(work), "void")
    assert state.voided
    assert not state.is_open
    for action in set(LEGAL) - {"resolve"}:
        with pytest.raises(VoidedError):
            step(work, state, action)
    with pytest.raises(NothingToResolveError):  # what came too late for it may be decided about
        step(work, state, "resolve", reason="x")
    assert counter.rows("SELECT is_open FROM dossier") == [(0,)]
    assert receive(work).code.endswith("-1002")  # its number is burnt


@pytest.mark.parametrize(
    ("action", "needs"),
    [
        ("forward", "to"),
        ("supplement", "reason"),
        ("reject", "reason"),
        ("apologise", "reason"),
        ("apologise", "due"),
        ("verify", "reason"),
        ("correct", "reason"),
        ("correct", "changes"),
        ("note", "reason"),
        ("void", "reason"),
        ("alias", "id_number"),
    ],
)
def test_what_an_action_needs_is_asked_for(
    counter: Counter, work: Workplace, action: str, needs: str
) -> None:
    state = receive(work, RESIDENCE)
    before = counter.rows("SELECT count(*) FROM event")
    blank: Any = {"due": None, "changes": ()}.get(needs, "  ")
    with pytest.raises(ArgumentMissingError) as caught:
        step(work, state, action, **{needs: blank})
    assert caught.value.facts == {"argument": needs}
    assert counter.rows("SELECT count(*) FROM event") == before


def test_a_result_is_handed_to_somebody_and_a_fee_is_so_much(work: Workplace) -> None:
    done = bring(work, S.DONE)
    with pytest.raises(ArgumentMissingError):
        step(work, done, "hand-over", to="")
    hand = bring(work, S.IN_HAND)
    with pytest.raises(ArgumentMissingError):
        step(work, hand, "fee", amount=None)
    for amount in (0, -1, 10_000_000_001):
        with pytest.raises(BadAmountError):
            step(work, hand, "fee", amount=amount)


def test_who_may_not_and_what_is_unknown(work: Workplace) -> None:
    state = receive(work)
    with pytest.raises(NotAllowedError):
        processing.act(work, state.code, "void", by("counter"), Details(reason="x"))
    with pytest.raises(UnknownActionError):
        processing.act(work, state.code, "fly", by("leader"))
    with pytest.raises(UnknownCodeError):
        processing.act(work, "H26.0-000000-9999", "claim", by("leader"))


def test_a_step_told_later_happened_when_it_happened(work: Workplace, clock: Clock) -> None:
    state = receive(work, RESIDENCE)
    clock.set("2026-11-27 16:00")
    asked = step(work, state, "supplement", at=at("2026-11-25 09:00"))
    assert asked.suspended_at == at("2026-11-25 09:00")
    for wrong in ("2026-11-25 08:59", "2026-11-23 08:29", "2026-11-27 16:01"):
        with pytest.raises(ActionTimeError):
            step(work, asked, "supplemented", at=at(wrong))
    answered = step(work, asked, "supplemented", at=at("2026-11-25 09:00"))
    assert answered.supplements[0].answered_at == at("2026-11-25 09:00")
    done = step(work, answered, "finish", at=at("2026-11-26 10:00"))
    with pytest.raises(ActionTimeError):
        step(work, done, "hand-over", at=at("2026-11-26 09:59"))
    assert done.changed_at == at("2026-11-27 16:00")  # when it was written down


@pytest.mark.parametrize(
    ("road", "action", "form"),
    [
        ((), "supplement", "supplement"),
        (("supplement",), "supplemented", "receipt"),
        ((), "reject", "refusal"),
        ((), "apologise", "apology"),
        (("withdraw",), "stop", "stop"),
        ((), "claim", None),
        ((), "finish", None),
        ((), "note", None),
        ((), "correct", None),
        ((), "verify", None),
    ],
)
def test_an_action_queues_the_paper_that_it_owes(
    counter: Counter, work: Workplace, road: tuple[str, ...], action: str, form: str | None
) -> None:
    state = receive(work, RESIDENCE)
    for each in road:
        state = step(work, state, each)
    before = counter.rows("SELECT count(*) FROM print_job")[0][0]
    step(work, state, action)
    new = counter.rows("SELECT form, state, reprint FROM print_job ORDER BY id")[before:]
    assert new == ([(form, "waiting", 0)] if form else [])


def test_forms_have_running_numbers_of_their_slot_and_year(work: Workplace, clock: Clock) -> None:
    refused = [step(work, receive(work), "reject").refusal_number for _ in range(2)]
    asked = step(work, receive(work), "supplement").supplements[0].number
    clock.set("2027-01-04 09:00")
    refused.append(step(work, receive(work), "reject").refusal_number)
    assert refused == ["10001", "10002", "10001"]
    assert asked == "10001"


def test_claiming_is_for_whoever_acts_unless_another_is_named(work: Workplace) -> None:
    state = receive(work)
    assert state.assignee == ""
    mine = processing.act(work, state.code, "claim", by("clerk"))
    assert (mine.status, mine.assignee, mine.custody) == (S.IN_HAND, "clerk", 1)
    given = processing.act(work, state.code, "claim", by("leader"), Details(to="an"))
    assert given.assignee == "an"
    with pytest.raises(processing.AlreadyHeldError):
        processing.act(work, state.code, "claim", by("leader"), Details(to="an"))


def test_each_hand_over_raises_the_custody(work: Workplace) -> None:
    state = receive(work)
    assert [state.custody, step(work, state, "forward").custody] == [1, 2]
    state = step(work, state, "claim")
    assert (state.custody, state.assignee) == (2, "admin")
    assert step(work, state, "forward").custody == 3


def test_a_dossier_of_another_counter_must_be_claimed_first(
    counter: Counter, work: Workplace
) -> None:
    other = Counter(counter.home.with_name("counter-2"), slot=2).make()
    city = City()
    with other.open() as there:
        city.connect(there)
        theirs = receive(there, RESIDENCE)
        events = _sent(there)
    city.connect(work)
    city.send(work, events)
    with pytest.raises(NotHolderError) as caught:
        step(work, theirs, "finish")
    assert caught.value.facts["holder"] == "Quầy 2"
    assert step(work, theirs, "note").changes == 2  # a remark is anybody's
    mine = step(work, theirs, "claim")
    assert (mine.custody, mine.holder, mine.holder_name) == (2, counter.device, "Quầy 1")
    assert step(work, mine, "finish").status is S.DONE
    assert checking.verify(work).problems == ()


def _sent(work: Workplace) -> Any:
    from desk.services import outbox  # noqa: PLC0415 - only here

    batch = outbox.waiting(work, "city", work.now(), everything=True)
    assert batch is not None
    return batch.events


def test_a_correction_says_what_was_there_before(counter: Counter, work: Workplace) -> None:
    state = receive(work)
    after = step(
        work,
        state,
        "correct",
        changes=(("submitter.name", "  Nguyễn  Thị Sửa "), ("submitter.phone", "0900 000 009")),
    )
    body = last_body(work, state)
    assert [(each.field, each.before, each.after) for each in body.changes] == [
        ("submitter.name", "Nguyễn Thị Ví Dụ", "Nguyễn Thị Sửa"),
        ("submitter.phone", "0900000000", "0900000009"),
    ]
    assert (after.submitter.name, after.submitter.phone) == ("Nguyễn Thị Sửa", "0900000009")
    assert counter.rows("SELECT phone, words FROM dossier") == [
        ("0900000009", "1001 261123 nguyen thi sua")
    ]
    assert checking.verify(work).problems == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "H26.033.15-261123-9999"),
        ("due_at", "2026-12-31"),
        ("fee", "0"),
        ("submitter.kind", "organisation"),
        ("owner.phone", "0900000001"),  # nobody is the owner yet
        ("submitter.name", " "),
        ("submitter.name", "x" * 251),
        ("submitter.personal_id", "12345"),
        ("submitter.birth_date", "2026-02-30"),
        ("nowhere", "x"),
    ],
)
def test_a_correction_of_what_is_fixed_or_to_what_is_malformed_is_refused(
    counter: Counter, work: Workplace, field: str, value: str
) -> None:
    state = receive(work)
    before = counter.rows("SELECT count(*) FROM event")
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one is below
        step(work, state, "correct", changes=((field, value),))
    if field in ("code", "due_at", "fee", "nowhere") or field.endswith(("kind", "owner.phone")):
        assert caught.type is NotCorrectableError
    assert "desk." in caught.type.__module__
    assert counter.rows("SELECT count(*) FROM event") == before


def test_an_owner_may_be_named_afterwards(work: Workplace) -> None:
    state = receive(work)
    changes = (("owner.name", "Lê Chủ"), ("owner.personal_id", "001199000002"))
    after = step(work, state, "correct", changes=changes)
    assert after.owner is not None
    assert (after.subject.name, after.owner.personal_id) == ("Lê Chủ", "001199000002")


def test_closing_waits_until_the_citizen_can_no_longer_answer(
    counter: Counter, work: Workplace, clock: Clock
) -> None:
    clock.set("2026-11-25 09:00")
    state = step(work, receive(work, RESIDENCE), "supplement")
    assert state.answer_until == at("2026-12-10 17:00")  # fifteen days of the calendar
    for too_early in ("2026-11-25 09:00", "2026-12-10 17:00"):
        clock.set(too_early)
        with pytest.raises(NothingDueYetError) as caught:
            step(work, state, "close")
        assert caught.value.facts == {"code": state.code, "until": "10/12/2026"}
    clock.set("2026-12-10 17:00:01")
    closed = step(work, state, "close")
    assert (closed.status, closed.closing_reason) == (S.STOPPED, "15")
    assert counter.rows("SELECT form FROM print_job ORDER BY id DESC LIMIT 1") == [("closing",)]


def test_there_is_nothing_to_resolve_where_nothing_waits(work: Workplace) -> None:
    state = receive(work)
    with pytest.raises(NothingToResolveError):
        step(work, state, "resolve", reason="xong")


def test_another_systems_code_is_kept_once(counter: Counter, work: Workplace) -> None:
    state = step(work, receive(work), "alias")
    state = step(work, state, "alias")
    assert state.aliases == ("G09.20-1",)
    assert counter.rows("SELECT alias FROM alias") == [("G09.20-1",)]


def test_what_is_offered_is_what_may_be_done(work: Workplace) -> None:
    for status in Status:
        state = bring(work, status)
        me = reading.open_dossier(work, state.uid, by("leader"))
        offered = set(me.actions)
        legal = {action for action in LEGAL if status in LEGAL[action]}
        # The leader may take back what the way here was, unless it was receipt or filing.
        back = set() if status in (S.FILED, S.RECEIVED) else {"recall"}
        assert offered == legal - ANSWERS | back
        assert reading.open_dossier(work, state.uid, by("citizen")).actions == ()
    state = step(work, receive(work), "void")
    assert reading.open_dossier(work, state.uid, by("leader")).actions == ("resolve",)


def test_whoever_has_it_is_not_offered_to_take_it(work: Workplace) -> None:
    state = act(work, receive(work), "claim", to="clerk")
    assert "claim" not in reading.open_dossier(work, state.uid, by("clerk")).actions
    assert "claim" in reading.open_dossier(work, state.uid, by("leader")).actions


def test_a_person_acts_under_the_name_of_that_day(work: Workplace) -> None:
    state = receive(work, submitter=person("Lê Mẫu"))
    processing.act(work, state.code, "note", by("clerk"), Details(reason="x"))
    made = reading.events(work, state.code)[1][-1]
    assert made.actor == by("clerk")
