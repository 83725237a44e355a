"""A receipt just given can be taken back by whoever gave it, for a minute and no longer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desk.domain.records import Actor
from desk.domain.rights import NotAllowedError
from desk.domain.waiting import State
from desk.services import intake, print_queue, retract, tickets
from desk.services.retract import TooLateToTakeBackError
from desk.services.workplace import Workplace
from tests.kit import COPIES, Clock, Counter, act, application

LAN = Actor(uid="lan", login="lan", name="Lan", role="counter")
MINH = Actor(uid="minh", login="minh", name="Minh", role="counter")
CLERK = Actor(uid="lan", login="lan", name="Lan", role="clerk")


def received(work: Workplace) -> str:
    return intake.receive(work, application(COPIES), LAN).dossier.uid


def test_it_is_voided_with_its_reason_and_its_paper_is_not_printed(
    counter: Counter, work: Workplace
) -> None:
    uid = received(work)
    assert retract.take_back(work, uid, LAN) is False
    assert [job.state for job in print_queue.jobs(work)] == ["cancelled"]
    assert counter.rows("SELECT voided, is_open FROM dossier") == [(1, 0)]
    assert counter.rows("SELECT count(*) FROM number WHERE dossier_id IS NULL") == [(0,)]
    again = intake.receive(work, application(COPIES), LAN).dossier
    assert again.code.endswith("-1002")  # the first number is never given again


def test_a_paper_that_is_out_is_told(work: Workplace) -> None:
    uid = received(work)
    job = print_queue.take(work)
    assert job is not None
    print_queue.settle(work, job)
    assert retract.take_back(work, uid, LAN) is True
    assert [job.state for job in print_queue.jobs(work)] == ["done"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _work, clock, _uid: clock.pass_(seconds=61),
        lambda work, _clock, uid: act(work, uid, "note", reason="đã gọi"),
        lambda work, _clock, uid: retract.take_back(work, uid, LAN),
    ],
)
def test_it_is_too_late_after_a_minute_or_once_something_has_happened(
    work: Workplace, clock: Clock, spoil: Callable[..., object]
) -> None:
    uid = received(work)
    spoil(work, clock, uid)
    with pytest.raises(TooLateToTakeBackError):
        retract.take_back(work, uid, LAN)


def test_nobody_else_takes_it_back(work: Workplace, counter: Counter) -> None:
    uid = received(work)
    with pytest.raises(TooLateToTakeBackError):
        retract.take_back(work, uid, MINH)
    with pytest.raises(NotAllowedError):
        retract.take_back(work, uid, CLERK)
    assert counter.rows("SELECT voided FROM dossier") == [(0,)]


def at_counter(work: Workplace) -> str:
    """Give and call a ticket; return its code."""
    tickets.take(work, printed=False)
    called = tickets.call(work, "Quầy 1", hold=False)
    assert called is not None
    return called.code


def with_ticket(work: Workplace, code: str, sitting: str = "") -> str:
    new = application(COPIES, ticket=code, sitting=sitting)
    return intake.receive(work, new, LAN).dossier.uid


def stands(work: Workplace, code: str) -> tuple[str, str]:
    (found,) = [each for each in tickets.board(work).tickets if each.code == code]
    assert (found.ended_at is not None) == (found.state is State.DONE)
    return found.state.value, found.dossier


def test_the_ticket_is_its_citizens_again_and_takes_the_next_receipt(work: Workplace) -> None:
    code = at_counter(work)
    uid = with_ticket(work, code)
    assert stands(work, code) == ("done", uid)
    retract.take_back(work, uid, LAN)
    assert stands(work, code) == ("serving", "")
    again = with_ticket(work, code)
    assert stands(work, code) == ("done", again)


def test_where_the_next_is_at_the_counter_the_ticket_is_set_aside(work: Workplace) -> None:
    code = at_counter(work)
    uid = with_ticket(work, code)
    other = at_counter(work)
    retract.take_back(work, uid, LAN)
    assert stands(work, code) == ("held", "")
    assert stands(work, other) == ("called", "")


def test_a_ticket_that_nobody_called_waits_again(work: Workplace) -> None:
    code = tickets.take(work, printed=False)[0].code
    uid = with_ticket(work, code)
    retract.take_back(work, uid, LAN)
    assert stands(work, code) == ("waiting", "")
    called = tickets.call(work, "Quầy 1", hold=False)
    assert called is not None
    assert called.code == code


def test_another_dossier_of_the_same_visit_keeps_the_ticket(work: Workplace) -> None:
    code = at_counter(work)
    first, second = (with_ticket(work, code, "visit-1") for _ in range(2))
    assert stands(work, code) == ("done", first)
    retract.take_back(work, second, LAN)
    assert stands(work, code) == ("done", first)
    third = with_ticket(work, code, "visit-1")
    retract.take_back(work, first, LAN)
    assert stands(work, code) == ("done", third)
