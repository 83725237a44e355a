"""The waiting room's rules: who is next, how a ticket moves, what a day's waiting came to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from desk.domain import waiting
from desk.domain.waiting import (
    REASONS,
    BadReasonError,
    BadTicketError,
    State,
    Ticket,
    TicketMoveError,
)
from tests.kit import at

MORNING = at("2026-11-23 08:00")


def ticket(key: int, minute: float = 0, **facts: Any) -> Ticket:
    facts.setdefault("series", "P" if facts.get("priority") else "A")
    facts.setdefault("number", key)
    taken = MORNING + timedelta(minutes=minute)
    return Ticket(id=key, day="2026-11-23", taken_at=taken, **facts)


def called(key: int, minute: float, at_minute: float, **facts: Any) -> Ticket:
    when = MORNING + timedelta(minutes=at_minute)
    facts.setdefault("state", State.DONE)
    return ticket(key, minute, called_at=when, recalled_at=when, **facts)


def order(*tickets: Ticket, run: int = 3) -> list[str]:
    return [each.code for each in waiting.line(tickets, run)]


def test_a_number_has_its_series_and_three_digits() -> None:
    assert ticket(7).code == "A007"
    assert ticket(1234, priority=True).code == "P1234"


@pytest.mark.parametrize("typed", ["A017", "a17", " a 0017 ", "A\u00a017"])
def test_a_slip_is_read_however_it_is_typed(typed: str) -> None:
    assert waiting.parse(typed) == ("A", 17)


@pytest.mark.parametrize("typed", ["", "17", "A", "A000", "AB12", "A12345", "Đ12", "A1 7x"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(BadTicketError):
        waiting.parse(typed)


def test_reasons_for_priority_are_those_of_the_rules() -> None:
    assert [waiting.check_reason(each) for each in ("", *REASONS)] == ["", *REASONS]
    with pytest.raises(BadReasonError):
        waiting.check_reason("vip")


# -- whose turn it is -------------------------------------------------------------------------


def test_who_came_first_is_called_first() -> None:
    assert order(ticket(2, 5), ticket(1, 9), ticket(3, 5)) == ["A002", "A003", "A001"]
    assert order() == []


def test_priority_goes_first_and_never_starves_the_others() -> None:
    tickets = [ticket(1, 0), ticket(2, 1)]
    tickets += [ticket(key, key, priority=True) for key in range(3, 9)]
    assert order(*tickets) == [
        *("P003", "P004", "P005", "A001", "P006", "P007", "P008", "A002"),
    ]
    assert order(*tickets, run=1)[:4] == ["P003", "A001", "P004", "A002"]


def test_calls_count_that_were_made_over_an_ordinary_ticket_s_head() -> None:
    waits, first = ticket(9, 10), ticket(10, 11, priority=True)
    over = [called(key, 10, 10 + key, priority=True) for key in (1, 2, 3)]
    assert order(waits, first, *over) == ["A009", "P010"]
    assert order(waits, first, *over[:2]) == ["P010", "A009"]
    # An ordinary one called in between, and what was called before this one came, do not.
    between = called(4, 1, 12.5)
    assert order(waits, first, *over, between) == ["P010", "A009"]
    early = [called(key, 0, key, priority=True) for key in (1, 2, 3)]
    assert order(waits, first, *early) == ["P010", "A009"]


def test_those_called_held_absent_or_done_do_not_wait() -> None:
    states = [ticket(key, state=state) for key, state in enumerate(State, 1)]
    assert order(*states) == ["A001"]


def test_no_ordinary_ticket_is_passed_over_more_often_than_chosen() -> None:
    # A whole morning: every minute one of each comes, and one is called.
    run, tickets = 2, list[Ticket]()
    for minute in range(120):
        tickets.append(ticket(2 * minute, minute))
        tickets.append(ticket(2 * minute + 1, minute, priority=True))
        for _ in range(2):
            turn = waiting.line(tickets, run)[0]
            when = MORNING + timedelta(minutes=minute, seconds=30)
            tickets[tickets.index(turn)] = replace(turn, state=State.DONE, called_at=when)
    over = 0
    for each in sorted(tickets, key=lambda one: (one.called_at or MORNING, one.id)):
        over = over + 1 if each.priority else 0
        assert over <= run + 1  # two calls of one minute bear the same time here


# -- moves ------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", waiting.MOVES)
@pytest.mark.parametrize("state", list(State))
def test_a_ticket_moves_as_the_table_says_and_no_other_way(action: str, state: State) -> None:
    before, after = waiting.MOVES[action]
    if state in before:
        assert waiting.moved(ticket(1, state=state), action) is after
    else:
        with pytest.raises(TicketMoveError):
            waiting.moved(ticket(1, state=state), action)


def test_what_is_done_stays_done() -> None:
    assert not any(State.DONE in before for before, _ in waiting.MOVES.values())


# -- days -------------------------------------------------------------------------------------


def day(now: str, last: tuple[str, str] | None) -> str:
    made = None
    if last is not None:
        made = replace(ticket(1), day=last[0], taken_at=at(last[1]))
    return waiting.day_of(at(now), made)


def test_numbers_begin_anew_each_day_and_go_on_when_the_clock_goes_back() -> None:
    assert day("2026-11-23 08:00", None) == "2026-11-23"
    assert day("2026-11-23 08:00", ("2026-11-23", "2026-11-23 07:00")) == "2026-11-23"
    assert day("2026-11-24 07:00", ("2026-11-23", "2026-11-23 17:00")) == "2026-11-24"
    # Set back by a day, or by hours.
    assert day("2026-11-22 10:00", ("2026-11-23", "2026-11-23 09:00")) == "2026-11-23"
    # Ahead by years for a while: the day goes on, the next morning is its own again.
    assert day("2026-11-23 10:00", ("2030-01-01", "2030-01-01 00:00")) == "2030-01-01"
    assert day("2026-11-23 10:05", ("2030-01-01", "2026-11-23 10:00")) == "2030-01-01"
    assert day("2026-11-24 07:00", ("2030-01-01", "2026-11-23 17:00")) == "2026-11-24"


# -- the board --------------------------------------------------------------------------------


def test_the_board_shows_the_latest_call_first_and_who_is_at_the_counter() -> None:
    first = called(1, 0, 1)
    now = called(2, 0, 5, state=State.CALLED)
    again = replace(first, recalled_at=MORNING + timedelta(minutes=9))
    waits = ticket(3, 2)
    seen = waiting.board("2026-11-23", [again, now, waits])
    assert [each.code for each in seen.called] == ["A001", "A002"]
    assert seen.current == now
    assert seen.line == (waits,)
    assert seen.longest_s(MORNING + timedelta(minutes=10)) == 480
    assert waiting.board("2026-11-23", [again]).current is None
    assert waiting.board("2026-11-23", []).longest_s(MORNING) == 0


def test_waiting_ends_with_the_first_call_and_is_never_negative() -> None:
    assert called(1, 0, 4).waited_s(MORNING + timedelta(hours=3)) == 240
    assert ticket(1).waited_s(MORNING + timedelta(seconds=90)) == 90
    assert ticket(1).waited_s(MORNING - timedelta(hours=1)) == 0


# -- what it came to --------------------------------------------------------------------------


def ended(one: Ticket, minute: float) -> Ticket:
    return replace(one, ended_at=MORNING + timedelta(minutes=minute))


def test_a_day_s_figures() -> None:
    waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 30]
    tickets = [ended(called(key, 0, wait), 44) for key, wait in enumerate(waits, 1)]
    tickets += [
        called(11, 50, 50, state=State.ABSENT),
        ticket(12, 133),
        called(13, 130, 134, state=State.CALLED),
    ]
    found = waiting.flow("2026-11-23", tickets)
    assert (found.arrived, found.served, found.absent) == (13, 10, 1)
    assert (found.median_s, found.p90_s, found.longest_s) == (270, 540, 1800)
    first, third = found.quarters[0], found.quarters[2]
    assert (first.arrived, first.served, third.served) == (10, 0, 10)
    assert [each.at for each in found.quarters] == [
        MORNING + waiting.QUARTER * step for step in range(9)
    ]
    assert [(hour.hour, hour.calls, hour.p90_s) for hour in found.hours] == [
        *((8, 11, 540), (9, 0, 0), (10, 1, 240)),
    ]


def test_a_day_without_tickets_has_no_figures() -> None:
    assert waiting.flow("2026-11-23", []) == waiting.Flow(day="2026-11-23")
    only: list[datetime] = [each.at for each in waiting.flow("d", [ticket(1, 7)]).quarters]
    assert only == [MORNING]
