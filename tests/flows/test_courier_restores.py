"""A stick is written, the counter is put back to an older copy, and then the stick is read."""

from __future__ import annotations

from collections import Counter as Tally
from pathlib import Path

import pytest

from desk.app import courier
from desk.city import courier as room
from desk.city.store import Store
from desk.domain.records import Status
from desk.services import checking, reading, review
from tests.flows.stage import Desk, Stage, prove, settle
from tests.kit import RESIDENCE, act, receive


@pytest.fixture
def stage(stage: Stage) -> Stage:
    settle(stage.one, stage.two)
    return stage


def on(_done: int, _total: int) -> bool:
    return True


def city_reads(stage: Stage, usb: Path) -> None:
    store = Store(stage.city.address, stage.clock())
    try:
        (told,) = room.read(store, usb, stage.clock(), on)
    finally:
        store.close()
    assert told.error == ""


def lose_notes(desk: Desk) -> None:
    """Let what the witness only notes never reach its disk: a power cut takes just that."""
    desk.work.database.came = None


@pytest.mark.parametrize("also", ["steps", "receipts"])
def test_what_is_on_a_stick_is_never_numbered_again(stage: Stage, also: str) -> None:
    one, usb = stage.one, stage.home / "usb"
    usb.mkdir()
    first, second = receive(one.work, RESIDENCE), receive(one.work, RESIDENCE)
    settle(one, stage.two)
    one.close()
    old = one.counter.copy_to(stage.home / "old")
    one.open()
    lose_notes(one)
    act(one.work, first, "claim")
    act(one.work, first, "finish")
    printed = [first.code, second.code]
    if also == "receipts":
        printed.append(receive(one.work).code)
    courier.write(one.work, usb, on)
    one.close()
    one.counter.put_back(old)
    one.open()
    # It lacks what the stick carries: it goes on beside it, never under the same numbers.
    assert one.work.outcome.epoch == "restored"
    act(one.work, second, "claim")
    printed.append(receive(one.work).code)
    assert len(set(printed)) == len(printed)
    city_reads(stage, usb)
    settle(one, stage.two)
    held = stage.city.events()
    assert set(held.values()) == {1}
    places = Tally(stage.city.rows("SELECT device_id, epoch, seq FROM event"))
    assert set(places.values()) == {1}
    assert stage.city.rows("SELECT forked FROM device WHERE forked <> 0") == []
    assert stage.city.rows("SELECT kind FROM alarm") == []
    # Nothing was lost: what went by stick came back over the wire, and counts.
    assert one.see(first).status is Status.DONE
    assert {one.see(code).code for code in printed} == set(printed)
    assert [each.type for each in reading.events(one.work, first.uid)[1]].count("Finished") == 1
    assert one.see(second).status is Status.IN_HAND
    assert review.items(one.work) == ()
    for desk in (one, stage.two):
        assert checking.verify(desk.work).problems == ()
    prove(one, stage.two)
