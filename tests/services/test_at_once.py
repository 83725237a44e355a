"""Returning at once: one commit, a line of the book for each document, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desk.domain.at_once import AtOnce, Item, NothingToCertifyError
from desk.domain.errors import DeskError
from desk.domain.fees import owed
from desk.domain.records import Actor, Party, Status
from desk.domain.rights import NotAllowedError
from desk.services import at_once, checking, drawer
from desk.services.at_once import (
    FeeNeededError,
    NameNeededError,
    UndoTooLateError,
    WaiverUnknownError,
)
from desk.services.workplace import Workplace
from desk.wire.ids import new_uid
from tests.kit import BIRTH, COPIES, FOREIGN_MARRIAGE, MONDAY, Clock, Counter, person, receive

CERTIFIED, SIGNATURE = "2.000815", "2.000884"


def act(procedure: str = CERTIFIED, *items: Item, **facts: Any) -> AtOnce:
    given: dict[str, Any] = {
        "uid": new_uid(MONDAY),
        "procedure": procedure,
        "person": person(),
        "items": items or (Item(what="Bằng tốt nghiệp", pages=3, copies=2),),
    }
    return AtOnce(**given | facts)


def test_it_is_received_entered_finished_and_handed_back(work: Workplace, admin: Actor) -> None:
    made = at_once.finish(work, act(serial="AB/26P 0001"), admin)
    state = made.dossier
    assert state.status is Status.RETURNED
    assert (state.collector, state.collector_id) == (state.submitter.name, "001199000001")
    assert (state.fee, state.fee_paid, owed(state)) == (10_000, 10_000, 0)
    assert state.fee_serial == "AB/26P 0001"
    assert state.fee_note == "3 trang × 2 bản (Thông tư 226/2016/TT-BTC)"
    (line,) = state.register
    assert (line.register, line.book, line.line) == ("copy", "1/2026", 1)
    assert (line.what, line.pages, line.copies) == ("Bằng tốt nghiệp", 3, 2)
    assert made.job is None  # nobody asked for Mẫu 01
    assert checking.verify(work).problems == ()


def test_each_document_has_a_number_of_its_own_without_gaps(work: Workplace, admin: Actor) -> None:
    first = at_once.finish(work, act(CERTIFIED, Item(), Item(copies=4)), admin).dossier
    other = at_once.finish(work, act(SIGNATURE, Item()), admin).dossier
    second = at_once.finish(work, act(CERTIFIED, Item()), admin).dossier
    assert [line.line for line in (*first.register, *second.register)] == [1, 2, 3]
    assert [(line.register, line.line) for line in other.register] == [("signature", 1)]
    found = at_once.next_line(work, CERTIFIED)
    assert found is not None
    assert (found[0].sign, found[1], found[2]) == ("SCT/BS", "1/2026", 4)


def test_the_numbers_begin_anew_with_the_year(work: Workplace, admin: Actor, clock: Clock) -> None:
    at_once.finish(work, act(), admin)
    clock.set("2027-01-04 08:30")
    (line,) = at_once.finish(work, act(), admin).dossier.register
    assert (line.book, line.line) == ("1/2027", 1)


def test_what_is_no_certifying_is_returned_without_a_line(work: Workplace, admin: Actor) -> None:
    made = at_once.finish(work, act(COPIES, Item(copies=3)), admin).dossier
    assert (made.status, made.register, made.fee) == (Status.RETURNED, (), 24_000)
    assert at_once.next_line(work, COPIES) is None


def test_a_repeated_act_answers_the_first(work: Workplace, admin: Actor, counter: Counter) -> None:
    asked = act()
    first = at_once.finish(work, asked, admin)
    again = at_once.finish(work, asked, admin)
    assert again.repeated
    assert again.dossier == first.dossier
    assert counter.rows("SELECT count(*) FROM event WHERE type = 'Entered'") == [(1,)]


def test_a_receipt_is_printed_where_it_is_asked_for(work: Workplace, admin: Actor) -> None:
    assert at_once.finish(work, act(printed=True), admin).job is not None


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (act(person=Party(name="  ")), NameNeededError),
        (act(FOREIGN_MARRIAGE, Item()), FeeNeededError),
        (act(waiver="no-such"), WaiverUnknownError),
        (replace(act(), items=()), NothingToCertifyError),
    ],
)
def test_what_is_refused_writes_nothing(
    work: Workplace, admin: Actor, counter: Counter, asked: AtOnce, error: type[DeskError]
) -> None:
    before = counter.rows("SELECT count(*) FROM event")
    with pytest.raises(error):
        at_once.finish(work, asked, admin)
    assert counter.rows("SELECT count(*) FROM event") == before
    assert counter.rows("SELECT count(*) FROM number") == [(0,)]


def test_a_clerk_without_the_right_may_not(work: Workplace) -> None:
    clerk = Actor(uid=new_uid(MONDAY), login="c", name="C", role="clerk")
    with pytest.raises(NotAllowedError):
        at_once.finish(work, act(), clerk)


def test_a_failure_on_the_way_leaves_neither_dossier_nor_line(
    work: Workplace, admin: Actor, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once.finish(work, act(), admin)

    def fails(**_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("desk.services.at_once.ev.Returned", fails)
        with pytest.raises(RuntimeError):
            at_once.finish(work, act(), admin)
    (line,) = at_once.finish(work, act(), admin).dossier.register
    assert line.line == 2
    assert counter.rows("SELECT count(*) FROM dossier") == [(2,)]
    assert checking.verify(work).problems == ()


def test_it_can_be_taken_back_for_a_moment_and_its_number_stays_used(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    drawer.open_(work, admin, 0)
    made = at_once.finish(work, act(), admin).dossier
    assert drawer.look(work).expected == 10_000
    clock.pass_(seconds=9)
    assert at_once.take_back(work, made.uid, admin).voided
    assert drawer.look(work).expected == 0
    (line,) = at_once.finish(work, act(), admin).dossier.register
    assert line.line == 2
    with pytest.raises(UndoTooLateError):
        at_once.take_back(work, made.uid, admin)


def test_it_cannot_be_taken_back_later_nor_can_anything_else(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    made = at_once.finish(work, act(), admin).dossier
    open_one = receive(work)
    clock.pass_(minutes=1)
    for uid in (made.uid, open_one.uid, new_uid(MONDAY)):
        with pytest.raises(UndoTooLateError):
            at_once.take_back(work, uid, admin)


def test_offered_first_is_what_is_used_most(work: Workplace, admin: Actor) -> None:
    assert at_once.offers(work, "")[0].code == CERTIFIED
    for _ in range(2):
        at_once.finish(work, act(SIGNATURE, Item()), admin)
    for _ in range(3):
        receive(work, FOREIGN_MARRIAGE, due_at=work.now(), due_reason="x")  # not of the same day
    assert at_once.offers(work, "")[0].code == SIGNATURE
    assert FOREIGN_MARRIAGE not in {each.code for each in at_once.offers(work, "")}
    assert at_once.offers(work, "chung thuc ban sao")[0].code == CERTIFIED
    assert BIRTH in {each.code for each in at_once.offers(work, "khai sinh")}
