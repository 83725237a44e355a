"""Both sides of what needs a person, and what may be decided: only what can truly be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desk.domain import events as ev
from desk.domain import review
from desk.domain.fold import fold, fold_all
from desk.domain.merge import admit
from desk.domain.records import Dossier, Status
from tests.domain.test_merge import NOW, A, B, event, received

CLAIM = ev.Claimed(assignee="hung", holder_name="Quầy 1")


def after(made: ev.Event, *seen: ev.Event, **facts: Any) -> ev.Event:
    return replace(made, base=tuple(each.hash for each in seen), **facts)


BEGIN = event(received())
FINISHED = after(event(ev.Finished(finished_at=NOW), seq=2), BEGIN)
THEIRS = after(event(ev.Claimed(assignee="lan"), device=B, custody=2, seq=3), BEGIN)
NOTE = after(event(ev.Noted(text="gọi lại"), device=B, seq=4), THEIRS)
RETURNED = after(event(ev.Returned(to="An", returned_at=NOW), seq=5), FINISHED)
STORY = [(BEGIN, False), (FINISHED, True), (THEIRS, False), (NOTE, False), (RETURNED, True)]


def state() -> Dossier:
    found = fold_all([BEGIN, THEIRS, NOTE])
    assert found is not None
    return replace(found, holder=B)


def keys(*args: Any, **facts: Any) -> list[str]:
    return [each.key for each in review.choices(*args, **facts)]


def test_every_reason_has_a_kind_and_what_nobody_knows_is_for_a_technician() -> None:
    assert review.kind("contested") == review.FIELDS
    assert review.kind("custody") == review.STEPS
    assert review.kind("number-taken") == review.NUMBERS
    assert review.kind("early") == review.WAITS
    assert review.kind("whatever comes") == review.TECHNICAL
    assert set(review._KINDS.values()) | {review.TECHNICAL} == set(review.KINDS)  # noqa: SLF001 - its own table


def test_a_value_is_named_by_what_wrote_it_and_not_by_its_place() -> None:
    keys_ = [review.value_key(uid) for uid in ("0190-aaaa00000001", "0190-aaaa00000002")]
    assert keys_ == ["value-00000001", "value-00000002"]
    one, two, ours = (review.Side(key=key) for key in (*keys_, review.OURS))
    for sides in ([one, two], [two, ours, one]):
        assert [review.place_of(sides, key) for key in keys_] == [
            sides.index(one),
            sides.index(two),
        ]
    assert [review.place_of([ours], key) for key in (keys_[0], review.OURS)] == [None, None]


_AB = ["value-b", "value-a"]


@pytest.mark.parametrize(
    ("reason", "facts", "expected"),
    [
        ("contested", {"values": [review.Side(key="value-b"), review.Side(key="value-a")]}, _AB),
        ("custody", {}, ["theirs"]),
        ("custody", {"redo": True}, ["theirs", "ours"]),
        ("custody", {"begins": True}, ["count"]),
        ("number-taken", {"begins": True}, ["count"]),
        ("exists", {"begins": True}, ["aside"]),
        ("early", {}, ["count"]),
        ("held", {}, []),
        ("differs", {}, []),
        ("unknown-dossier", {}, []),
        ("held", {"alone": True}, ["again"]),
        ("custody", {"alone": True}, ["theirs"]),
        ("", {}, []),
        ("a word of tomorrow", {}, ["again"]),
        ("poison", {}, ["again"]),
        ("hash", {}, ["again", "aside"]),
        ("file", {}, ["again"]),
        ("tampered", {}, ["restore"]),
        ("twin", {}, ["keep", "leave"]),
        ("whole-differs", {}, ["read", "force"]),
        ("whole-refused", {}, ["read"]),
    ],
)
def test_only_what_can_be_decided_is_offered(
    reason: str, facts: dict[str, Any], expected: list[str]
) -> None:
    assert keys(reason, **facts) == expected


def test_a_choice_says_whose_right_it_is_and_whether_it_can_be_taken_back() -> None:
    rights = {each.key: each.right for each in review.choices("whole-differs")}
    assert rights == {"read": "connect", "force": "connect"}
    (again,) = review.choices("poison")
    (theirs,) = review.choices("ended")
    (value,) = review.choices("contested", values=[review.Side(key="value-a")])
    assert [again.right, theirs.right, value.right] == ["", "resolve", "resolve"]
    assert [again.undone, theirs.undone, value.undone] == [False, False, True]


def test_what_others_did_unseen_stands_across() -> None:
    assert review.seen(STORY, RETURNED) == {FINISHED.uid, BEGIN.uid}
    assert review.across(STORY, FINISHED) == (THEIRS,)  # a remark moves nothing
    assert review.before(STORY, FINISHED) == fold(None, BEGIN)
    # Refused though it had seen everything: what it was refused for is the last step of others.
    late = after(event(ev.Stopped(number="1", stopped_at=NOW), seq=6), NOTE)
    assert review.across([*STORY, (late, True)], late) == (THEIRS,)
    assert review.across([(BEGIN, False), (FINISHED, True)], FINISHED) == ()
    unknown = after(event(None, device=B, seq=7), BEGIN)
    assert review.across([*STORY, (unknown, False)], FINISHED) == (THEIRS,)


def test_a_base_that_both_ways_lead_to_is_seen_once() -> None:
    one = after(event(ev.Noted(text="một"), seq=2), BEGIN)
    two = after(event(ev.Noted(text="hai"), seq=3), BEGIN)
    both = after(event(ev.Noted(text="ba"), seq=4), one, two)
    story = [(each, False) for each in (BEGIN, one, two, both)]
    assert review.seen(story, both) == {BEGIN.uid, one.uid, two.uid}
    assert review.seen([(both, False)], both) == frozenset()


def test_what_did_not_count_is_no_part_of_what_was_before() -> None:
    before = review.before(STORY, RETURNED)
    assert before is not None
    assert before.status is Status.RECEIVED


def test_the_last_to_write_a_value_wrote_it() -> None:
    def corrected(value: str, seq: int, *, field: str = "note") -> ev.Event:
        change = ev.Change(field=field, before="", after=value)
        return event(ev.Corrected(reason="", changes=(change,)), seq=seq)

    one, two, three = corrected("a", 2), corrected("b", 3), corrected("a", 4)
    other, gone = corrected("a", 5, field="authority"), corrected("b", 6)
    story = [(BEGIN, False), *((each, False) for each in (one, two, three, other)), (gone, True)]
    assert review.writers(story, "note", ("a", "b", "c")) == (three, two, None)


def test_our_step_is_written_again_after_the_dossier_was_claimed() -> None:
    now = state()
    steps = review.redo(now, [FINISHED], A, CLAIM)
    assert steps == ((CLAIM, now.custody + 1), (FINISHED.body, now.custody + 1))
    for body, custody in steps:  # a city admits them in this order
        made = replace(event(body, device=A, custody=custody, seq=9), base=now.heads)
        assert admit(now, made) is None
        folded = fold(now, made)
        assert folded is not None
        now = folded
    assert now.status is Status.DONE


def test_of_a_claim_that_came_too_late_the_claim_alone_is_written_again() -> None:
    mine = after(event(ev.Claimed(assignee="hung"), custody=2, seq=8), BEGIN)
    note = after(event(ev.Noted(text="x"), seq=9), mine)
    assert [body for body, _ in review.redo(state(), [mine, note], A, CLAIM)] == [CLAIM]


def test_whoever_holds_it_need_not_claim_it() -> None:
    now = replace(state(), holder=A)
    assert [body for body, _ in review.redo(now, [FINISHED], A, CLAIM)] == [FINISHED.body]


def test_what_cannot_be_written_again_is_not_offered() -> None:
    now = state()
    assert review.redo(replace(now, voided=True), [FINISHED], A, CLAIM) == ()
    assert review.redo(replace(now, status=Status.RETURNED), [FINISHED], A, CLAIM) == ()
    assert review.redo(now, [RETURNED], A, CLAIM) == ()  # there is no result yet
    assert review.redo(now, [FINISHED, RETURNED], A, CLAIM) != ()  # now there is
    assert review.redo(now, [event(ev.Forwarded(to="Kho"), seq=8)], A, CLAIM) == ()
    assert review.redo(now, [event(None, seq=8)], A, CLAIM) == ()
    sorry = ev.Apologised(number="1", reason="", due_at=NOW, asked_at=NOW)
    assert review.redo(now, [event(sorry, seq=8)], A, CLAIM) != ()
    assert review.redo(replace(now, apologised=True), [event(sorry, seq=8)], A, CLAIM) == ()


def test_a_choice_of_a_value_that_was_taken_back_is_open_again() -> None:
    def corrected(value: str, device: str, seq: int) -> ev.Event:
        change = ev.Change(field="note", before="", after=value)
        body = ev.Corrected(reason="", changes=(change,))
        return after(event(body, device=device, seq=seq), BEGIN)

    one, two = corrected("a", A, 2), corrected("b", B, 3)
    chosen = ev.Chosen(field="note", value="b", over=("a",))
    made = after(event(ev.Resolved(text="", chosen=(chosen,)), seq=4), one, two)
    back = after(event(ev.Resolved(text="", drop=(made.uid,)), seq=5), made)
    decided, again = fold_all([BEGIN, one, two, made]), fold_all([BEGIN, one, two, made, back])
    assert decided is not None
    assert again is not None
    assert (decided.note, decided.contested) == ("b", ())
    assert [each.values for each in again.contested] == [("a", "b")]


def test_a_receipt_that_is_left_out_still_leads_to_its_dossier() -> None:
    body = BEGIN.body
    assert isinstance(body, ev.Received)
    ours = event(replace(body, code="H26.033.15-261123-2001"), device=B)
    known = review.left_out(state(), (ours, FINISHED))
    assert known == ((ev.AliasAdded(alias="H26.033.15-261123-2001"), 0),)
    assert review.left_out(state(), (BEGIN,)) == ()
