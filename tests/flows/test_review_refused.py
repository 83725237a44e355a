"""What a city refuses as wrong, seen by a person, decided, and confirmed by the city afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk.app import exchange
from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain.records import Dossier, Status
from desk.models import log, projection
from desk.services import drawer, forgotten, reading, review, targets
from desk.wire.sealed import Sealed, open_event, read_head, seal
from tests.flows.asking import asked, decide, keys
from tests.flows.stage import Desk, Stage, prove, settle
from tests.kit import RESIDENCE, act, administrator, receive


def confirmed(*desks: Desk) -> None:
    """Hold that nothing waits, nobody is asked, and the city has confirmed all that was made."""
    for desk in desks:
        assert review.items(desk.work) == ()
        (status,) = targets.statuses(desk.work)
        assert (status.created, status.waiting, status.attention) == (status.confirmed, 0, 0)
        assert status.proof is not None
        assert (status.proof.same, status.proof.ours) == (status.proof.theirs, status.proof.theirs)


def types(desk: Desk, dossier: Dossier) -> list[str]:
    return [each.type for each in reading.events(desk.work, dossier.uid)[1]]


@pytest.mark.parametrize("minutes", [1, -1])
def test_a_dossier_that_two_counters_received_stands_as_the_first_did(
    stage: Stage, minutes: int
) -> None:
    uid = "01940000-0000-7000-8000-000000000001"  # a list that both were given
    first = receive(stage.one.work, RESIDENCE, uid=uid)
    stage.clock.pass_(minutes=minutes)
    second = receive(stage.two.work, RESIDENCE, uid=uid)
    stage.one.exchange()
    stage.two.exchange()
    question = asked(stage.two, "exists")
    ours, theirs = question.sides
    assert dict(ours.entries[0].facts) != {}
    assert [each.type for each in ours.entries] == ["Received"]
    assert ([each.type for each in theirs.entries], theirs.device) == (["Received"], "Quầy 1")
    assert keys(question) == ["aside"]
    decide(stage.two, question, "aside", "biên nhận của quầy 1 đúng")
    settle(stage.two, stage.one)
    for desk, told in ((stage.one, 1), (stage.two, 2)):  # what is on our paper stays in our story
        assert desk.see(uid).code == first.code
        assert types(desk, first).count("Received") == told
    assert stage.two.see(second.code).uid == uid
    confirmed(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 1


def test_a_receipt_of_a_slot_that_is_not_ours_counts_once_a_person_has_looked(
    stage: Stage,
) -> None:
    settle(stage.one, stage.two)
    stage.city.down()
    stage.city.change("UPDATE lease SET slot = 7 WHERE slot = 2")
    stage.city.up()
    made = receive(stage.two.work, RESIDENCE)
    act(stage.two.work, made, "claim")
    stage.two.exchange()
    question = asked(stage.two, "slot")
    assert keys(question) == ["count"]
    decide(stage.two, question, "count", "số đã in cho công dân")
    settle(stage.two, stage.one)
    assert stage.city.dossier(made.uid).code == made.code
    assert stage.one.see(made).status is Status.IN_HAND
    confirmed(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 1


def test_a_step_of_another_ward_is_left_out_and_the_dossier_goes_on(stage: Stage) -> None:
    made = receive(stage.two.work, RESIDENCE)
    settle(stage.two, stage.one)
    stage.two.counter.plant("UPDATE counter SET unit = 'H26.033.99'")
    act(stage.two.work, made, "note", reason="ghi nhầm đơn vị")
    stage.two.counter.plant("UPDATE counter SET unit = 'H26.033.15'")
    act(stage.two.work, made, "claim")
    stage.two.exchange()
    question = asked(stage.two, "unit")
    assert keys(question) == ["aside"]
    decide(stage.two, question, "aside", "ghi nhầm đơn vị")
    settle(stage.two, stage.one)
    assert stage.city.dossier(made.uid).status is Status.IN_HAND
    confirmed(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 1


def test_a_step_that_no_city_can_read_is_left_out_and_the_dossier_goes_on(stage: Stage) -> None:
    two = stage.two
    made = receive(two.work, RESIDENCE)
    settle(two, stage.one)
    wrong = cev.NumberBurnt(day="2026-11-23", number=2009, reason="crash")  # of no dossier
    with two.work.database.write() as tx:
        stored = projection.load(tx, made.uid)
        log.append(tx, wrong, administrator(two.work), two.work.now(), stored=stored)
    act(two.work, made, "claim")
    two.exchange()
    question = asked(two, "malformed")
    assert keys(question) == ["aside"]
    decide(two, question, "aside", "lỗi chương trình")
    settle(two, stage.one)
    assert stage.city.dossier(made.uid).status is Status.IN_HAND
    confirmed(stage.one, two)
    assert prove(stage.one, two) == 1


def test_a_step_of_the_counter_itself_that_is_refused_is_left_out_and_named_in_its_log(
    stage: Stage,
) -> None:
    two = stage.two
    settle(two, stage.one)
    two.counter.plant("UPDATE counter SET unit = 'H26.033.99'")
    drawer.open_(two.work, administrator(two.work), 200_000)
    two.counter.plant("UPDATE counter SET unit = 'H26.033.15'")
    two.exchange()
    question = asked(two, "unit")
    assert (question.item.about.dossier, keys(question)) == ("", ["aside"])
    decide(two, question, "aside", "máy khai nhầm đơn vị")
    (decision,) = two.counter.rows("SELECT type FROM event ORDER BY id DESC LIMIT 1")
    assert decision == ("SetAside",)
    settle(two, stage.one)
    confirmed(stage.one, two)


def rewrite(desk: Desk, text: str) -> None:
    """Rewrite a note in the log, hashes and all, as somebody would who knows how."""
    ((key, head, salt, body, hash_),) = desk.counter.rows(
        "SELECT id, head, salt, body, hash FROM event WHERE type = 'Noted'"
    )
    old = Sealed(head, salt, body, hash_)
    made = replace(open_event(old), body=ev.Noted(text=text))
    new, _ = seal(made, read_head(head).prev)
    desk.counter.plant(
        "UPDATE event SET head = ?, salt = ?, body = ?, hash = ? WHERE id = ?",
        new.head,
        new.salt,
        new.body,
        new.hash,
        key,
    )


def test_a_step_that_was_rewritten_after_it_was_told_is_seen_and_the_told_one_stands(
    stage: Stage,
) -> None:
    two = stage.two
    made = receive(two.work, RESIDENCE)
    act(two.work, made, "note", reason="đã gọi")
    settle(two, stage.one)
    rewrite(two, "chưa gọi")
    forgotten.rewind(two.work, "city", 1, 1)
    exchange.once(two.work)
    question = asked(two, "tampered")
    assert keys(question) == ["restore"]
    exchange.once(two.work)
    assert asked(two, "tampered") == question  # it does not settle itself
    decide(two, question, "restore", "nhật ký bị sửa")
    for desk in (two, stage.one, two):
        exchange.once(desk.work)
    (told,) = [e.body for e in reading.events(two.work, made.uid)[1] if e.type == "Noted"]
    assert told == ev.Noted(text="đã gọi")
    confirmed(stage.one, two)
    assert prove(stage.one, two) == 1
