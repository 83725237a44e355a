"""The feed: everything once, in the order of counting, and honest about its own past."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desk.city import pull as feed
from desk.domain import counter_events as cev
from desk.wire import lean
from tests.city.town import Clock, Machine, Town, town, words_of


def neighbour(city: Town, machine: Machine, slot: int = 2) -> Machine:
    return city.machine(machine.unit, machine.commune, slot=slot)


def test_a_counter_reads_what_others_wrote_and_not_its_own(city: Town, counter: Machine) -> None:
    other = neighbour(city, counter)
    for machine in (counter, other):
        machine.receive()
        city.push(machine)
    assert city.pull(counter).events == other.wires()
    assert city.pull(other).events == counter.wires()


def test_pages_follow_each_other_without_gap_or_overlap(city: Town, counter: Machine) -> None:
    other = neighbour(city, counter)
    for _ in range(23):
        counter.receive()
        other.receive()
    city.push(counter)
    city.push(other)
    seen, after, more = [], "", True
    while more:
        page = city.pull(other, after, limit=5)
        assert len(page.events) <= 5
        seen += page.events
        after, more = page.cursor, page.more
    assert seen == counter.wires()
    nothing = city.pull(other, after)
    assert (nothing.events, nothing.more, nothing.cursor) == ([], False, after)
    counter.receive()
    city.push(counter, 24)
    assert city.pull(other, after).events == counter.wires(24)


def test_the_cursor_moves_past_what_is_left_out(city: Town, counter: Machine) -> None:
    empty = city.pull(counter).cursor
    for _ in range(3):
        counter.receive()
    city.push(counter)
    page = city.pull(counter)
    assert page.events == []
    assert page.cursor != empty


def test_a_page_is_bounded_by_its_size_too(
    city: Town, counter: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = neighbour(city, counter)
    for _ in range(4):
        counter.receive()
    city.push(counter)
    monkeypatch.setattr(feed, "PAGE_BYTES", 1)
    page = city.pull(other)
    assert (len(page.events), page.more) == (1, True)


def test_an_earlier_epoch_of_ones_own_is_read_again(city: Town, counter: Machine) -> None:
    """After a restore from a backup a counter learns from the city what it had written since."""
    counter.receive()
    city.push(counter)
    lost = counter.wires()
    counter.epoch, counter.seq, counter.chain = 2, 0, ""
    counter.log.clear()
    counter.write(cev.EpochOpened(reason="restored", slot=1, since="2026-11-23"))
    assert words_of(city.push(counter)) == ["accepted"]
    assert city.pull(counter).events == lost


def test_wards_do_not_see_each_other(city: Town, counter: Machine) -> None:
    stranger = city.machine()
    counter.receive()
    city.push(counter)
    assert city.pull(stranger).events == []
    assert city.standing(stranger)["count"] == 0


@pytest.mark.parametrize(
    "after", ["x", "a.b.c.d", "a.-1.c.own", "a.²2.c.own", "1.2.3", "a.1.c.d.e"]
)
def test_a_cursor_that_is_none(city: Town, counter: Machine, after: str) -> None:
    reply = city.get("/v1/pull", counter.token, after=after)
    assert (reply.status_code, reply.json()["code"]) == (400, "cursor")
    number = f"feed.{'9' * 30}.00000000.own"
    assert city.get("/v1/pull", counter.token, after=number).status_code == 400


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"),
        ("limit", "1001"),
        ("limit", "x"),
        ("limit", "-1"),
        ("epoch", "1.5"),
        ("epoch", "9" * 19),
    ],
)
def test_numbers_that_are_none(city: Town, counter: Machine, name: str, value: str) -> None:
    reply = city.get("/v1/pull", counter.token, **{name: value})
    assert (reply.status_code, reply.json()["code"]) == (400, name)


def test_a_cursor_of_another_feed_begins_at_the_start(city: Town, counter: Machine) -> None:
    other = neighbour(city, counter)
    counter.receive()
    city.push(counter)
    page = city.pull(other, "0123456789abcdef00.7.00000000.own")
    assert page.events == counter.wires()


def test_a_restored_city_is_found_out_by_the_first_who_was_ahead(tmp_path: Path) -> None:
    """A backup of yesterday is put back; positions are given out a second time."""
    file, backup = tmp_path / "city.db", tmp_path / "backup.db"
    clock = Clock()
    with town(f"sqlite:///{file}", clock=clock) as city:
        one = city.machine()
        two = neighbour(city, one)
        one.receive()
        city.push(one)
        feed_before = city.standing(one)["feed"]
    shutil.copy(file, backup)
    with town(f"sqlite:///{file}", clock=clock) as city:
        one.receive()
        city.push(one, 2)
        ahead = city.pull(two)
        assert len(ahead.events) == 2
        assert ahead.feed == feed_before
    shutil.copy(backup, file)
    with town(f"sqlite:///{file}", clock=clock) as city:
        two.receive()
        city.push(two)  # takes the position that one's second dossier had
        assert city.standing(one)["feed"] == feed_before
        page = city.pull(two, ahead.cursor)
        assert page.feed != feed_before
        assert page.events == one.wires(1, 1)  # from the start
        assert city.standing(one)["feed"] == page.feed
        # the first counter is ahead as well and rewinds
        one.receive()
        assert city.push(one, 3).expected_seq == 2
        assert words_of(city.push(one, 2)) == ["accepted", "accepted"]
        assert city.pull(two, page.cursor).events == one.wires(2)
        assert city.pull(two, ahead.cursor).feed == page.feed  # once found out is enough


def test_a_city_ahead_of_its_backup_by_positions_is_found_out_too(tmp_path: Path) -> None:
    file, backup = tmp_path / "city.db", tmp_path / "backup.db"
    with town(f"sqlite:///{file}") as city:
        one = city.machine()
        two = neighbour(city, one)
    shutil.copy(file, backup)
    with town(f"sqlite:///{file}") as city:
        one.receive()
        city.push(one)
        ahead = city.pull(two)
    shutil.copy(backup, file)
    with town(f"sqlite:///{file}") as city:
        assert city.pull(two, ahead.cursor).feed != ahead.feed


def test_a_past_that_only_looks_alike_is_found_out(tmp_path: Path) -> None:
    """The same event stands at the same position again, but what came before it differs."""
    file, backup = tmp_path / "city.db", tmp_path / "backup.db"
    with town(f"sqlite:///{file}") as city:
        one = city.machine()
        two, three = neighbour(city, one), neighbour(city, one, slot=3)
    shutil.copy(file, backup)
    for machine in (one, one, two, three):
        machine.receive()
    with town(f"sqlite:///{file}") as city:
        city.push(one, 1, 1)
        city.push(two)
        city.push(one, 2, 2)
        reader = city.pull(three)
        assert len(reader.events) == 3
    shutil.copy(backup, file)
    with town(f"sqlite:///{file}") as city:
        city.push(one, 1, 1)
        city.push(three)
        city.push(one, 2, 2)
        page = city.pull(three, reader.cursor)
        assert page.feed != reader.feed
        assert page.events == one.wires()


def test_the_city_says_how_far_it_holds_every_epoch(city: Town, counter: Machine) -> None:
    assert city.standing(counter)["held"] == {}
    for _ in range(3):
        counter.receive()
    city.push(counter)
    counter.epoch, counter.seq, counter.chain = 4, 0, ""
    counter.log.clear()
    counter.receive(number=1500)
    city.push(counter)
    assert city.standing(counter)["held"] == {"1": 3, "4": 1}


def test_a_lean_page_is_the_same_page(city: Town, counter: Machine) -> None:
    other = city.machine(counter.unit, counter.commune, slot=2)
    for _ in range(5):
        counter.receive()
    city.push(counter)
    whole, thin = city.pull(other), city.pull(other, lean=1)
    assert thin.events != whole.events
    assert lean.restore(thin.events, thin.digest) == whole.events == counter.wires()
    assert (thin.cursor, thin.more) == (whole.cursor, whole.more)
