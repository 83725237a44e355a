"""The cash drawer: which events move cash, and what should lie in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desk.domain import events as ev
from desk.domain.drawer import Drawer, Taking, takings
from desk.domain.records import Channel
from tests.domain.test_fold import DUE, LATER, RECEIVED, START, event

HERE = "device-a"


def received(**facts: Any) -> ev.Received:
    return replace(RECEIVED, **facts)


def amounts(*events: ev.Event, device: str = HERE) -> list[tuple[str, int]]:
    return [(each.what, each.amount) for each in takings(events, device, "A-1")]


def test_a_fee_charged_is_in_no_drawer_until_it_is_taken() -> None:
    assert amounts(event(received(fee=8000))) == []
    assert amounts(event(received(fee=8000, fee_paid=8000))) == [("received", 8000)]


def test_what_came_by_post_brings_no_cash() -> None:
    by_post = received(fee=8000, fee_paid=8000, channel=Channel.POST)
    assert amounts(event(by_post)) == []


def test_a_hand_over_brings_what_was_said_to_be_taken_and_nothing_by_itself() -> None:
    silent = ev.Returned(to="Nguyễn Thử An", returned_at=LATER)
    assert amounts(event(received(fee=8000)), event(silent, 2)) == []
    said = ev.Returned(to="Nguyễn Thử An", returned_at=LATER, fee_paid=8000)
    assert amounts(event(received(fee=8000)), event(said, 2)) == [("returned", 8000)]


def test_a_hand_over_that_is_taken_back_gives_back_what_it_took_and_once() -> None:
    said = ev.Returned(to="An", returned_at=LATER, fee_paid=8000)
    first, again = event(said, 2), event(said, 4)
    back = event(ev.Resolved(text="", drop=(first.uid,), recalls="Returned"), 3)
    twice = event(ev.Resolved(text="", drop=(first.uid,), recalls="Returned"), 5)
    assert amounts(event(received(fee=8000), 1), first, back, again, twice) == [
        ("returned", 8000),
        ("given-back", -8000),
        ("returned", 8000),
    ]


def test_what_was_asked_for_and_paid_counts_as_it_says() -> None:
    asked = ev.FeeAsked(amount=20_000, asked_at=START)
    paid = ev.FeePaid(amount=20_000, due_at=DUE)
    returned = ev.Returned(to="An", returned_at=LATER, fee_paid=0)
    bodies: tuple[ev.Body, ...] = (received(fee=8000), asked, paid, returned)
    story = [event(body, at) for at, body in enumerate(bodies)]
    assert amounts(*story) == [("paid", 20_000)]


def test_a_void_gives_everything_back_that_this_counter_took() -> None:
    story = [
        event(received(fee=8000, fee_paid=8000), 1),
        event(ev.FeePaid(amount=500, due_at=DUE), 2, device="device-b"),
        event(ev.Voided(reason="nhầm"), 3),
    ]
    assert amounts(*story) == [("received", 8000), ("given-back", -8000)]
    assert amounts(*story, device="device-b") == [("paid", 500)]


def test_a_story_without_a_beginning_moves_nothing() -> None:
    assert amounts(event(ev.Returned(to="An", returned_at=LATER))) == []
    assert amounts(event(ev.Noted(text="x"))) == []


def test_the_order_of_arrival_does_not_matter() -> None:
    story = [
        event(received(fee=8000), 1),
        event(ev.Returned(to="An", returned_at=LATER, fee_paid=8000), 2),
        event(ev.Voided(reason="nhầm"), 3),
    ]
    assert amounts(*reversed(story)) == [("returned", 8000), ("given-back", -8000)]


def test_expected_is_the_float_and_the_cash_since() -> None:
    taking = Taking(uid="1", at=START, code="c", amount=8000, what="received")
    back = Taking(uid="2", at=START, code="c", amount=-3000, what="given-back")
    drawer = Drawer(opened_at=START, opened_by="Lan", float_=200_000, takings=(taking, back))
    assert (drawer.is_open, drawer.expected) == (True, 205_000)
    assert (Drawer().is_open, Drawer().expected) == (False, 0)
