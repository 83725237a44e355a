"""The cash drawer: opened, what lies in it, counted blind, closed."""

from __future__ import annotations

import pytest

from desk.domain import fees
from desk.domain.collection import Collecting
from desk.domain.counter_events import DrawerClosed
from desk.domain.fees import FeeAmountError
from desk.domain.records import Actor, Channel, Party, Status
from desk.domain.rights import NotAllowedError
from desk.services import drawer, handover
from desk.services.drawer import DrawerOpenError, DrawerReasonError, DrawerShutError
from desk.services.workplace import Workplace
from desk.wire.ids import new_uid
from tests.kit import COPIES, MONDAY, act, person, receive


def test_a_drawer_is_closed_until_somebody_opens_it(work: Workplace, admin: Actor) -> None:
    assert not drawer.look(work).is_open
    opened = drawer.open_(work, admin, 200_000)
    assert (opened.is_open, opened.expected, opened.opened_by) == (True, 200_000, admin.name)
    with pytest.raises(DrawerOpenError):
        drawer.open_(work, admin, 1)


def test_an_open_drawer_takes_nothing_of_which_nobody_said_that_it_was_paid(
    work: Workplace, admin: Actor
) -> None:
    drawer.open_(work, admin, 200_000)
    silent = receive(work, COPIES)
    assert (silent.fee, silent.fee_paid, fees.owed(silent)) == (8000, 0, 8000)
    assert drawer.look(work).expected == 200_000
    said = receive(work, COPIES, paid=True)
    assert (said.fee, said.fee_paid, fees.owed(said)) == (8000, 8000, 0)
    assert receive(work, COPIES, paid=True, fee=3000).fee_paid == 3000
    assert drawer.look(work).expected == 211_000


def test_what_is_paid_by_post_lies_in_no_drawer(work: Workplace, admin: Actor) -> None:
    drawer.open_(work, admin, 0)
    by_post = receive(work, COPIES, channel=Channel.POST, paid=True)
    assert by_post.fee_paid == 8000
    assert drawer.look(work).expected == 0


def test_what_is_owed_is_taken_at_the_hand_over_when_it_is_said(
    work: Workplace, admin: Actor
) -> None:
    said, silent = receive(work, COPIES), receive(work, COPIES)
    drawer.open_(work, admin, 0)
    for each in (said, silent):
        act(work, each, "finish")
    act(work, silent, "hand-over", to=person().name)
    after = act(work, said, "hand-over", to=person().name, amount=8000)
    assert fees.owed(after) == 0
    (taking,) = drawer.look(work).takings
    assert (taking.what, taking.amount, taking.code) == ("returned", 8000, said.code)


def test_a_hand_over_taken_back_gives_the_money_back_and_done_again_takes_it_once(
    work: Workplace, admin: Actor
) -> None:
    who = Collecting(to="Lê Mẫu")
    made = [receive(work, COPIES, submitter=Party(name="Lê Mẫu")) for _ in range(2)]
    drawer.open_(work, admin, 0)
    for each in made:
        act(work, each, "finish")
    codes = [each.code for each in made]
    handover.collect(work, admin, codes, who, paid=codes[:1])
    assert drawer.look(work).expected == 8000
    back = handover.take_back(work, admin, codes)
    assert [(each.status, each.fee_paid) for each in back] == [(Status.DONE, 0)] * 2
    assert drawer.look(work).expected == 0
    handover.collect(work, admin, codes, who, paid=codes)
    assert drawer.look(work).expected == 16_000


def test_what_was_taken_before_this_shift_is_not_in_it(work: Workplace, admin: Actor) -> None:
    drawer.open_(work, admin, 100)
    mine = receive(work, COPIES, paid=True)
    drawer.close(work, admin, 8100)
    drawer.open_(work, admin, 500)
    assert drawer.look(work).expected == 500
    act(work, mine, "void", reason="nhập nhầm")  # the money goes back out of this drawer
    assert drawer.look(work).expected == 500 - 8000


def test_a_count_that_fits_closes_and_one_that_does_not_needs_a_reason(
    work: Workplace, admin: Actor
) -> None:
    drawer.open_(work, admin, 200_000)
    receive(work, COPIES, paid=True)
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
