"""The cash drawer: opened, what lies in it, counted blind, closed."""

from __future__ import annotations

import pytest

from desk.domain.counter_events import DrawerClosed
from desk.domain.fees import FeeAmountError
from desk.domain.records import Actor, Channel
from desk.domain.rights import NotAllowedError
from desk.services import drawer
from desk.services.drawer import DrawerOpenError, DrawerReasonError, DrawerShutError
from desk.services.workplace import Workplace
from desk.wire.ids import new_uid
from tests.kit import COPIES, MONDAY, act, receive


def test_a_drawer_is_closed_until_somebody_opens_it(work: Workplace, admin: Actor) -> None:
    assert not drawer.look(work).is_open
    opened = drawer.open_(work, admin, 200_000)
    assert (opened.is_open, opened.expected, opened.opened_by) == (True, 200_000, admin.name)
    with pytest.raises(DrawerOpenError):
        drawer.open_(work, admin, 1)


def test_what_comes_over_the_counter_lies_in_it_at_once(work: Workplace, admin: Actor) -> None:
    receive(work, COPIES)  # before: it is owed, and nobody's cash yet
    drawer.open_(work, admin, 200_000)
    taken = receive(work, COPIES)
    assert (taken.fee, taken.fee_paid) == (8000, 8000)
    by_post = receive(work, COPIES, channel=Channel.POST)
    assert by_post.fee_paid == 0
    assert drawer.look(work).expected == 208_000


def test_what_is_owed_is_taken_at_the_hand_over(work: Workplace, admin: Actor) -> None:
    owing = receive(work, COPIES)
    drawer.open_(work, admin, 0)
    act(work, owing, "finish")
    act(work, owing, "hand-over", to="Lê Mẫu")
    (taking,) = drawer.look(work).takings
    assert (taking.what, taking.amount, taking.code) == ("returned", 8000, owing.code)


def test_what_was_taken_before_this_shift_is_not_in_it(work: Workplace, admin: Actor) -> None:
    drawer.open_(work, admin, 100)
    mine = receive(work, COPIES)
    drawer.close(work, admin, 8100)
    drawer.open_(work, admin, 500)
    assert drawer.look(work).expected == 500
    act(work, mine, "void", reason="nhập nhầm")  # the money goes back out of this drawer
    assert drawer.look(work).expected == 500 - 8000


def test_a_count_that_fits_closes_and_one_that_does_not_needs_a_reason(
    work: Workplace, admin: Actor
) -> None:
    drawer.open_(work, admin, 200_000)
    receive(work, COPIES)
    with pytest.raises(DrawerReasonError):
        drawer.close(work, admin, 200_000, "  ")
    assert drawer.look(work).is_open
    closed = drawer.close(work, admin, 200_000, "thối nhầm  8.000")
    assert isinstance(closed, DrawerClosed)
    assert (closed.counted, closed.expected, closed.note) == (200_000, 208_000, "thối nhầm 8.000")
    with pytest.raises(DrawerShutError):
        drawer.close(work, admin, 0)


def test_nonsense_and_strangers_are_refused(work: Workplace, admin: Actor) -> None:
    clerk = Actor(uid=new_uid(MONDAY), login="c", name="C", role="clerk")
    with pytest.raises(NotAllowedError):
        drawer.open_(work, clerk, 0)
    with pytest.raises(FeeAmountError):
        drawer.open_(work, admin, -1)
    drawer.open_(work, admin, 0)
    with pytest.raises(NotAllowedError):
        drawer.close(work, clerk, 0)
    with pytest.raises(FeeAmountError):
        drawer.close(work, admin, -1)
