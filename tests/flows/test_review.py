"""A person sees both sides of what two counters did, and decides: with a real city between."""

from __future__ import annotations

import pytest

from desk.domain.records import Dossier, Status
from desk.domain.rights import NotAllowedError
from desk.services import checking, files, forgotten, outbox, reading, review, targets
from desk.services.review import NothingAskedError, NotTakenBackError, UnknownChoiceError
from desk.wire import exchange as wire
from tests.flows.asking import asked, decide, keys
from tests.flows.stage import Desk, Stage, prove, settle
from tests.kit import RESIDENCE, act, administrator, receive

ONE, TWO = "0911111111", "0922222222"


def two_phones(stage: Stage) -> Dossier:
    state = receive(stage.one.work, RESIDENCE)
    settle(stage.one, stage.two)
    for desk, phone in ((stage.one, ONE), (stage.two, TWO)):
        change = (("submitter.phone", phone), ("note", f"gọi {phone}"))
        act(desk.work, state, "correct", changes=change, reason="công dân báo")
        stage.clock.pass_(minutes=1)
    settle(stage.one, stage.two)
    return state


def test_both_values_are_shown_with_who_wrote_them_and_what_was_before(stage: Stage) -> None:
    state = two_phones(stage)
    found = review.items(stage.two.work)
    assert [each.kind for each in found] == ["fields", "fields"]
    assert ONE not in str(found)  # lists are read over shoulders
    question = asked(stage.two, "contested")
    assert question.item.about.detail == "note"
    phone = review.question(stage.two.work, found[1].key)
    assert keys(phone) == [side.key for side in phone.sides]
    mine, theirs = (next(s for s in phone.sides if s.here is here) for here in (True, False))
    assert (mine.value, mine.before, mine.device) == (TWO, state.submitter.phone, "Quầy 2")
    assert (theirs.value, theirs.before, theirs.device) == (ONE, state.submitter.phone, "Quầy 1")
    assert (theirs.stands, mine.stands) == (True, False)  # the holder's, for the time being
    assert mine.at is not None
    assert theirs.at is not None
    assert mine.at > theirs.at


def test_the_other_value_is_chosen_everywhere_and_the_other_field_stays_open(
    stage: Stage,
) -> None:
    state = two_phones(stage)
    phone = next(
        question
        for each in review.items(stage.one.work)
        if (question := review.question(stage.one.work, each.key)).item.about.detail != "note"
    )
    choice = next(side.key for side in phone.sides if side.value == TWO)
    done = decide(stage.one, phone, choice, "đã gọi công dân")
    assert done.dossier == state.uid
    settle(stage.one, stage.two)
    for desk in (stage.one, stage.two):
        assert desk.see(state).submitter.phone == TWO
        assert [each.about.detail for each in review.items(desk.work)] == ["note"]
    assert prove(stage.one, stage.two) == 1
    with pytest.raises(NothingAskedError):
        decide(stage.two, phone, choice)


def test_the_choice_of_a_value_is_taken_back_and_asked_again(stage: Stage) -> None:
    state = two_phones(stage)
    question = asked(stage.one, "contested")
    before = stage.one.see(state)
    done = decide(stage.one, question, keys(question)[1])
    settle(stage.one, stage.two)
    assert len(review.items(stage.two.work)) == 1
    by = administrator(stage.one.work)
    review.take_back(stage.one.work, by, state.uid, done.undo)
    settle(stage.one, stage.two)
    for desk in (stage.one, stage.two):
        assert len(review.items(desk.work)) == 2
        assert desk.see(state).contested == before.contested
    assert prove(stage.one, stage.two) == 1
    for uid in (done.undo, "", stage.one.see(state).uid):
        with pytest.raises(NotTakenBackError):  # it is taken back already, or no such decision
            review.take_back(stage.one.work, by, state.uid, uid)


def claimed_twice(stage: Stage) -> tuple[Dossier, Desk]:
    """Let two counters take one dossier; the later one goes on with it, and writes a remark."""
    state = receive(stage.one.work, RESIDENCE)
    settle(stage.one, stage.two)
    loser = stage.one
    act(loser.work, state, "finish")
    act(loser.work, state, "note", reason="kết quả để ngăn 3")
    act(stage.two.work, state, "claim")
    stage.two.exchange()
    loser.exchange()
    return state, loser


def test_a_refused_step_is_shown_beside_what_the_other_counter_did(stage: Stage) -> None:
    _, loser = claimed_twice(stage)
    question = asked(loser, "not-holder")
    assert (question.before, question.status) == (Status.RECEIVED, Status.IN_HAND)
    assert question.holder == "Quầy 2"
    ours, theirs = question.sides
    assert [each.type for each in ours.entries] == ["Finished"]
    assert [each.type for each in theirs.entries] == ["Claimed"]
    assert (ours.here, theirs.device, theirs.stands) == (True, "Quầy 2", True)
    assert keys(question) == ["theirs", "ours"]
    waits = asked(loser, "held")  # the remark: nothing to decide, it follows
    assert (waits.item.kind, keys(waits)) == ("waits", [])


def test_the_others_stands_and_what_merely_waited_still_counts(stage: Stage) -> None:
    state, loser = claimed_twice(stage)
    decide(loser, asked(loser, "not-holder"), "theirs", "quầy 2 làm tiếp")
    settle(loser, stage.two)
    assert review.items(loser.work) == ()
    assert stage.city.dossier(state.uid).status is Status.IN_HAND
    _, story = reading.events(stage.two.work, state.uid)
    assert "Noted" in [each.type for each in story]  # the remark was not lost with the step
    assert prove(stage.one, stage.two) == 1


def test_ours_is_written_again_so_that_it_counts(stage: Stage) -> None:
    state, loser = claimed_twice(stage)
    decide(loser, asked(loser, "not-holder"), "ours", "kết quả đã ký ở đây")
    settle(loser, stage.two)
    for desk in (stage.one, stage.two):
        assert review.items(desk.work) == ()
        assert desk.see(state).status is Status.DONE
        assert desk.see(state).holder == loser.device
    assert prove(stage.one, stage.two) == 1


def test_of_two_endings_the_first_stands_and_nothing_else_is_offered(stage: Stage) -> None:
    state = receive(stage.one.work, RESIDENCE)
    act(stage.one.work, state, "finish")
    settle(stage.one, stage.two)
    act(stage.two.work, state, "claim")
    act(stage.two.work, state, "hand-over", to="Nguyễn Văn Nhận", authority="số 1")
    stage.two.exchange()
    act(stage.one.work, state, "hand-over", to="Trần Thị Nhận", authority="số 2")
    stage.one.exchange()
    question = asked(stage.one, "ended")
    ours, theirs = question.sides
    assert dict(ours.entries[0].facts)["to"] == "Trần Thị Nhận"
    assert dict(theirs.entries[-1].facts)["to"] == "Nguyễn Văn Nhận"
    assert keys(question) == ["theirs"]
    with pytest.raises(UnknownChoiceError):
        decide(stage.one, question, "ours")
    decide(stage.one, question, "theirs", "giấy ở quầy 2 đúng")
    settle(stage.one, stage.two)
    assert stage.one.see(state).collector == "Nguyễn Văn Nhận"
    # What stands on our paper stays in the story.
    _, story = reading.events(stage.one.work, state.uid)
    assert [each.type for each in story].count("Returned") == 2
    assert prove(stage.one, stage.two) == 1


def test_a_step_that_waits_for_a_counter_that_is_no_more_counts_when_a_leader_says_so(
    stage: Stage,
) -> None:
    two = stage.two
    state = receive(two.work, RESIDENCE)
    settle(stage.one, two)
    act(two.work, state, "claim")
    batch = outbox.waiting(two.work, "city", two.work.now(), everything=True)
    assert batch is not None
    held = [wire.Verdict(uid=uid, verdict=wire.HELD, code="early") for uid in batch.uids]
    outbox.settle(two.work, "city", wire.Pushed(results=held, acked_through=0), two.work.now())
    question = asked(two, "early")
    assert (question.item.kind, keys(question)) == ("waits", ["count"])
    decide(two, question, "count", "quầy 3 hỏng ổ đĩa")
    (status,) = targets.statuses(two.work)
    assert (status.waiting, status.attention) == (2, 0)  # the step, and the decision after it
    settle(two, stage.one)
    assert review.items(two.work) == ()
    assert stage.city.dossier(state.uid).status is Status.IN_HAND
    assert prove(stage.one, two) == 1


def test_what_is_held_because_of_nothing_can_be_sent_once_more(stage: Stage) -> None:
    """A target's slip, or a decision that it has not heard: else nobody could ever end it."""
    two = stage.two
    state = receive(two.work, RESIDENCE)
    for action in ("claim", "finish"):
        act(two.work, state, action)
    two.exchange()
    forgotten.rewind(two.work, "city", 1, 1)
    batch = outbox.waiting(two.work, "city", two.work.now(), everything=True)
    assert batch is not None
    said = [wire.DUPLICATE] * (len(batch.uids) - 2) + [wire.HELD] * 2
    told = [wire.Verdict(uid=uid, verdict=v) for uid, v in zip(batch.uids, said, strict=True)]
    outbox.settle(two.work, "city", wire.Pushed(results=told, acked_through=9), two.work.now())
    two.exchange()
    questions = [review.question(two.work, item.key) for item in review.items(two.work)]
    assert [keys(question) for question in questions] == [["again"], ["again"]]
    for question in questions:
        decide(two, question, "again")
    settle(two, stage.one)
    assert review.items(two.work) == ()
    assert stage.city.dossier(state.uid).status is Status.DONE
    assert prove(stage.one, two) == 1


def test_only_a_leader_decides_and_everybody_sees(stage: Stage) -> None:
    _, loser = claimed_twice(stage)
    clerk = loser.member("minh", "clerk")
    question = asked(loser, "not-holder")
    with pytest.raises(NotAllowedError):
        review.decide(loser.work, clerk, question.item.key, "theirs")
    assert asked(loser, "not-holder").choices == question.choices


def test_a_pause_and_a_file_that_is_refused_are_in_the_list_too(stage: Stage) -> None:
    one = stage.one
    settle(one, stage.two)
    one.counter.plant("UPDATE target SET paused = 'RevokedError', since = 5")
    one.counter.plant(
        "INSERT INTO file_out (target, sha, size, state, error, reason, at) "
        "VALUES ('city', x'aa', 3, 'attention', 'FileRefusedError', 'file-wrong', 9)"
    )
    paused, file = review.items(one.work)
    assert (paused.about.reason, paused.about.target) == ("RevokedError", "city")
    assert review.question(one.work, paused.key).choices == ()
    assert (file.about.reason, file.about.detail) == ("FileRefusedError", "file-wrong")
    question = review.question(one.work, file.key)
    assert keys(question) == ["again"]
    clerk = one.member("minh", "clerk")
    assert review.decide(one.work, clerk, file.key, "again").sends
    with one.work.database.read() as tx:
        assert files.status(tx, "city").attention == 0
    assert checking.verify(one.work).ok
