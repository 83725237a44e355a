"""Tickets of the waiting room: given once, called in order, kept whatever happens."""

from __future__ import annotations

import pytest

from desk.app import counter as program
from desk.domain.papers import TicketSheet
from desk.domain.waiting import BadReasonError, BadTicketError, State, TicketMoveError
from desk.services import checking, intake, papers, print_queue, tickets
from desk.services.tickets import TicketTakenError, UnknownTicketError
from desk.services.workplace import Workplace
from desk.settings import Settings
from tests.kit import Clock, Counter, administrator, application, receive
from tests.processes import child

QUAY = "Quầy 1"


def take(work: Workplace, reason: str = "", number: str = "") -> str:
    return tickets.take(work, reason=reason, number=number, printed=False)[0].code


def call(work: Workplace, code: str = "", *, hold: bool = False) -> str | None:
    key = tickets.number_of(work, code) if code else None
    made = tickets.call(work, QUAY, key, hold=hold)
    return made.code if made else None


def states(work: Workplace) -> dict[str, str]:
    return {each.code: each.state.value for each in tickets.board(work).tickets}


def test_each_series_counts_for_itself_and_anew_each_day(work: Workplace, clock: Clock) -> None:
    given = [take(work), take(work, "elderly"), take(work), take(work, "child")]
    assert given == ["A001", "P001", "A002", "P002"]
    clock.set("2026-11-24 07:30")
    assert take(work) == "A001"
    assert [each.code for each in tickets.board(work).tickets] == ["A001"]


def test_a_clock_set_back_repeats_no_number(work: Workplace, clock: Clock) -> None:
    assert [take(work), take(work)] == ["A001", "A002"]
    clock.set("2026-11-20 08:00")
    assert take(work) == "A003"
    clock.set("2026-11-23 09:00")
    assert take(work) == "A004"
    assert list(states(work)) == ["A001", "A002", "A003", "A004"]


def test_numbers_go_on_after_a_restart(counter: Counter) -> None:
    with counter.open() as work:
        assert [take(work), call(work)] == ["A001", "A001"]
    with counter.open() as work:
        assert take(work) == "A002"
        assert states(work) == {"A001": "called", "A002": "waiting"}


def test_a_number_that_was_told_is_never_given_twice_whenever_one_is_killed(
    counter: Counter,
) -> None:
    told: list[str] = []
    for life in range(3):
        with child("tests.ticket_child", counter.home) as process:
            assert process.stdout is not None
            told += [process.stdout.readline().strip() for _ in range(4 + life)]
            process.kill()
            told += process.stdout.read().split()
    assert len(set(told)) == len(told)
    with counter.open() as work:
        kept = [each.code for each in tickets.board(work).tickets]
        assert set(told) <= set(kept)
        assert take(work) not in kept


def test_a_slip_of_paper_is_written_down_and_the_machine_goes_on_after_it(work: Workplace) -> None:
    assert take(work, number="a 17") == "A017"
    assert take(work) == "A018"
    assert take(work, number="P3") == "P003"
    assert next(iter(tickets.board(work).line)).code == "P003"
    with pytest.raises(TicketTakenError):
        take(work, number="A017")
    for wrong in ("17", "A0"):
        with pytest.raises(BadTicketError):
            take(work, number=wrong)
    with pytest.raises(BadReasonError):
        take(work, "vip")


def test_calling_the_next_is_done_with_the_last(work: Workplace, clock: Clock) -> None:
    assert call(work) is None
    for reason in ("", "", "merit"):
        take(work, reason)
    clock.pass_(minutes=10)
    assert [call(work), call(work)] == ["P001", "A001"]
    assert states(work) == {"A001": "called", "A002": "waiting", "P001": "done"}
    current = tickets.board(work).current
    assert current is not None
    assert (current.counter, current.calls, current.waited_s(clock.now)) == (QUAY, 1, 600)


def test_one_can_be_held_called_again_be_absent_and_come_back(
    work: Workplace, clock: Clock
) -> None:
    for _ in range(3):
        take(work)
    clock.pass_(minutes=5)
    call(work)
    assert call(work, hold=True) == "A002"
    assert states(work)["A001"] == "held"
    key = tickets.number_of(work, "A002")
    clock.pass_(minutes=1)
    again = tickets.again(work, key)
    assert (again.calls, again.waited_s(clock.now)) == (2, 300)
    assert tickets.move(work, key, "absent").state is State.ABSENT
    with pytest.raises(TicketMoveError):
        tickets.again(work, key)
    # Back in line one keeps one's place: A002 came before A003.
    tickets.move(work, key, "return")
    assert [each.code for each in tickets.board(work).line] == ["A002", "A003"]
    assert call(work, "A001") == "A001"
    assert tickets.move(work, tickets.number_of(work, "A001"), "serve").served_at == clock.now
    assert tickets.move(work, tickets.number_of(work, "A001"), "finish").ended_at == clock.now


def test_a_call_is_taken_back_as_if_it_had_not_been(work: Workplace) -> None:
    for _ in range(2):
        take(work)
    call(work)
    first = tickets.board(work)
    call(work)
    tickets.uncall(work, tickets.number_of(work, "A002"), tickets.number_of(work, "A001"))
    now = tickets.board(work)
    assert [each.code for each in now.line] == [each.code for each in first.line]
    assert now.current is not None
    assert (now.current.code, now.current.ended_at) == ("A001", None)
    assert [each.code for each in now.called] == ["A001"]


def test_what_is_not_there_is_said(work: Workplace) -> None:
    with pytest.raises(UnknownTicketError):
        tickets.number_of(work, "A009")
    with pytest.raises(UnknownTicketError):
        tickets.move(work, 9, "finish")


# -- the dossier ------------------------------------------------------------------------------


def test_a_receipt_is_the_ticket_s_end_in_the_same_commit(work: Workplace, clock: Clock) -> None:
    take(work)
    clock.pass_(minutes=7)
    call(work)
    new = application(ticket="A001", waited_s=420)
    made = intake.receive(work, new, administrator(work)).dossier
    (one,) = tickets.board(work).tickets
    assert (one.state, one.dossier, one.ended_at) == (State.DONE, made.uid, clock.now)
    assert (made.ticket, made.waited_s) == ("A001", 420)
    # Another dossier of the same visit leaves the ticket with the first.
    receive(work, ticket="A001", waited_s=420)
    assert tickets.board(work).tickets[0].dossier == made.uid
    assert checking.verify(work).ok


def test_a_number_that_nobody_gave_here_stops_no_receipt(work: Workplace) -> None:
    assert receive(work, ticket="A005").ticket == "A005"
    assert receive(work, ticket="bàn 3").ticket == "bàn 3"
    assert tickets.board(work).tickets == ()


# -- papers and figures -----------------------------------------------------------------------


def test_a_ticket_is_printed_with_who_waited_before_it(work: Workplace, clock: Clock) -> None:
    take(work)
    take(work)
    call(work)
    clock.pass_(minutes=1)
    made, job = tickets.take(work, reason="disabled")
    assert job is not None
    clock.pass_(minutes=1)
    call(work)
    form, sheet = papers.of_job(work, job, program.look(work, Settings()))
    assert isinstance(sheet, TicketSheet)
    assert (form, sheet.code, sheet.before) == ("ticket", "P001", 1)
    assert [each.form for each in print_queue.jobs(work)] == ["ticket"]
    pdf = program.render(form, sheet).pdf
    assert pdf.startswith(b"%PDF-")
    assert made.code == "P001"


def test_the_day_s_figures_are_at_hand(work: Workplace, clock: Clock) -> None:
    for _ in range(2):
        take(work)
    clock.pass_(minutes=20)
    call(work)
    clock.pass_(minutes=20)
    call(work)
    found = tickets.arrivals(work)
    assert (found.arrived, found.served, found.longest_s) == (2, 1, 2400)
    assert [(each.arrived, each.served) for each in found.quarters] == [
        *((2, 0), (0, 0), (0, 1)),
    ]
    assert tickets.arrivals(work, "2026-11-20").arrived == 0
