"""Two PCs set up with one slot, both with receipts in people's hands: the second takes another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk import messages
from desk.app import city as city_room
from desk.app import exchange
from desk.app.seat import Seat
from desk.domain.records import Dossier
from desk.domain.rights import NotAllowedError
from desk.services import books, checking, finding, reading, review, slots
from desk.services.slots import SlotKeptError
from desk.sync.errors import SlotTakenError
from tests.flows.asking import decide
from tests.flows.stage import Desk, Stage, every, prove, settle
from tests.flows.test_exchange_restores import back_up_city, restore_city
from tests.flows.test_hub import hub
from tests.kit import BIRTH, COPIES, Counter, act, administrator, at, number_of, receive

REFUSED = ("slot", "number-taken")


@pytest.fixture
def same(stage: Stage, tmp_path: Path) -> Iterator[Desk]:
    """Set one more PC up with the slot of the first counter; it has joined nobody."""
    made = Desk(Counter(tmp_path / "same", slot=1, clock=stage.clock).make(), stage.city)
    made.open()
    yield made
    made.close()


def join(desk: Desk, slot: int = 0, code: str = "") -> None:
    url = f"http://127.0.0.1:{desk.city.port}"
    exchange.connect(desk.work, url, code or desk.city.code(), slot=slot)


def count_all(desk: Desk) -> None:
    """Let every receipt count that the city asks about; what is held because of it follows."""
    asked = [each.key for each in review.items(desk.work) if each.about.reason in REFUSED]
    for key in asked:
        decide(desk, review.question(desk.work, key), "count", "giấy đã trao cho dân")


def both_give(stage: Stage, same: Desk) -> tuple[list[Dossier], list[Dossier]]:
    """Let both give receipts under the same numbers; the second one more, and work on one."""
    stage.city.down()
    ours = [receive(stage.one.work, COPIES) for _ in range(2)]
    theirs = [receive(same.work, BIRTH) for _ in range(3)]
    act(same.work, theirs[0], "claim")
    stage.city.up()
    assert [each.code for each in ours] == [each.code for each in theirs[:2]]
    return ours, theirs


def is_found(desk: Desk, made: Dossier) -> bool:
    """Tell whether a dossier is found by each number that stands on its paper."""
    scanned = Seat(desk.work, desk.counter.folder).parse_scan(made.barcode)
    listed = {row.uid for row in finding.search(desk.work, made.barcode)}
    typed = {row.uid for row in finding.search(desk.work, made.code)}
    return scanned.kind in ("dossier", "text") and made.uid in listed & typed


def resolve_all(desk: Desk) -> None:
    """Do the same from the dossiers themselves, as scripts do."""
    for code in {each.about.dossier for each in review.items(desk.work)}:
        act(desk.work, code, "resolve", reason="giấy đã trao cho dân")


@pytest.mark.parametrize(
    ("first", "count_all"),
    [("one", count_all), ("same", count_all), ("one", resolve_all)],
    ids=["one", "same", "by act"],
)
def test_nothing_that_either_printed_is_lost(
    stage: Stage, same: Desk, first: str, count_all: Callable[[Desk], None]
) -> None:
    one, two = stage.one, stage.two
    ours, theirs = both_give(stage, same)
    code = stage.city.code()
    with pytest.raises(SlotTakenError) as refused:
        join(same, code=code)
    assert (refused.value.facts["slot"], refused.value.facts["free"]) == (1, "3 4 5 6 7 8")
    join(same, 3, code)
    desks = (one, two, same) if first == "one" else (same, two, one)
    for desk in desks:  # whoever comes to the city first
        desk.exchange()
        count_all(desk)
    settle(*desks)
    for desk in desks:
        count_all(desk)
    settle(*desks)
    made = [*ours, *theirs]
    assert prove(*desks) == len(made)
    for desk in desks:
        assert {each.uid for each in every(desk)} == {each.uid for each in made}
        assert review.items(desk.work) == ()
        assert all(is_found(desk, each) for each in made)
        for doubled in ours:
            found = {desk.see(f"{doubled.code}/{at}").uid for at in (1, 2)}
            assert found == {each.uid for each in made if each.code == doubled.code}
            with pytest.raises(finding.AmbiguousCodeError) as both:
                desk.see(doubled.barcode)
            assert f"{doubled.code}/2 (" in str(both.value.facts["dossiers"])
            assert "quản trị" not in messages.words(both.value).next  # it has been decided
            assert reading.name_of(desk.work, doubled.uid).startswith(f"{doubled.code}/")
        assert desk.see(theirs[2].code).uid == theirs[2].uid
    # Both work on: neither gives a number again that the other has given.
    assert [number_of(receive(each.work)) for each in (one, same)] == [1004, 3001]
    settle(*desks)
    prove(*desks)


def test_the_counter_goes_on_with_the_new_slot_and_its_log_says_so(
    stage: Stage, same: Desk
) -> None:
    before = receive(same.work)
    join(same, 3)
    after = [receive(same.work) for _ in range(2)]
    assert [number_of(each) for each in after] == [3001, 3002]
    assert [each.holder_name for each in after] == ["Quầy 3"] * 2
    assert before.code == same.see(before).code
    opened = "SELECT epoch, seq FROM event WHERE type = 'DeviceOpened' ORDER BY id"
    assert len(same.counter.rows(opened)) == 2
    today = stage.clock.now.date()
    shown = books.book(same.work, "received", today, today)
    assert [each.code for each in shown.lines] == [each.code for each in (before, *after)]
    assert shown.gaps == ()
    same.close()
    same.open()
    assert same.work.outcome.epoch == ""
    same.exchange()
    count_all(same)
    settle(same, stage.one)
    assert stage.one.see(before).uid == before.uid
    name = stage.city.rows("SELECT name FROM device ORDER BY id DESC LIMIT 1")
    assert name == [("Quầy 3",)]


@pytest.mark.parametrize(("was", "becomes"), [(5, 3), (3, 5)])
def test_a_witness_of_the_slot_of_before_is_no_restored_copy(
    stage: Stage, tmp_path: Path, was: int, becomes: int
) -> None:
    counter = Counter(tmp_path / "other", slot=was, clock=stage.clock).make()
    with counter.open() as work:
        receive(work)
        slots.change(work, administrator(work), becomes)
        receive(work)
    for _ in range(2):
        with counter.open() as work:
            assert work.outcome.epoch == ""
            assert checking.verify(work).ok
            receive(work)
    last = counter.rows("SELECT max(number) FROM number WHERE number / 1000 = ?", becomes)
    assert last == [(becomes * 1000 + 3,)]


def test_a_copy_from_before_the_change_gives_no_number_again(
    stage: Stage, same: Desk, tmp_path: Path
) -> None:
    receive(same.work)
    same.close()
    old = same.counter.copy_to(tmp_path / "old")
    same.open()
    join(same, 3)
    given = [receive(same.work) for _ in range(2)]
    same.exchange()
    same.close()
    same.counter.put_back(old)
    stage.clock.set("2026-11-25 08:00")
    same.open()
    assert same.work.outcome.epoch == "restored"
    with pytest.raises(SlotTakenError) as refused:
        join(same)
    assert "3" in str(refused.value.facts["free"]).split()  # it is this counter's own there
    join(same, 3)
    late = receive(same.work, received_at=at("2026-11-23 09:00"))
    today = receive(same.work)
    assert [number_of(each) for each in (*given, late, today)] == [3001, 3002, 3003, 9301]
    for _ in range(3):
        same.exchange()
        count_all(same)
    settle(same, stage.one, stage.two)
    prove(same, stage.one, stage.two)
    assert {each.uid for each in given} <= {each.uid for each in every(same)}


def test_a_city_of_before_that_hears_of_the_decision_first_loses_no_receipt(
    stage: Stage, same: Desk
) -> None:
    one, two = stage.one, stage.two
    ours, theirs = both_give(stage, same)
    join(same, 3)
    backup = back_up_city(stage)
    for desk in (one, same):
        desk.exchange()
        count_all(desk)
    settle(one, two, same)
    assert prove(one, two, same) == len(ours) + len(theirs)
    restore_city(stage, backup)
    settle(one, two, same, rounds=10)  # the first tells of the third's receipts, and of its word
    assert prove(one, two, same) == len(ours) + len(theirs)
    assert [desk.attention() for desk in (one, two, same)] == [[], [], []]


def test_a_hub_that_the_counter_has_not_joined_hears_of_all_of_it(
    stage: Stage, same: Desk, tmp_path: Path
) -> None:
    one = stage.one
    ours, theirs = both_give(stage, same)
    join(same, 3)
    for desk in (one, same):
        desk.exchange()
        count_all(desk)
    settle(one, same)
    with hub(stage, city_room.database_url(tmp_path / "hub", hub=True)):
        for _ in range(3):
            assert exchange.once(one.work).errors == []
        told = exchange.same(one.work, "hub")
        assert (told.equal, told.theirs) == (True, len(ours) + len(theirs))
        assert one.attention() == []


def test_who_has_joined_keeps_its_slot(stage: Stage, same: Desk) -> None:
    two = stage.two
    with pytest.raises(SlotKeptError) as kept:
        join(two, 5)
    assert kept.value.facts == {"slot": 2, "target": "city"}
    assert two.counter.rows("SELECT slot FROM counter") == [(2,)]
    join(two, 2)  # its own: it joins again, as without a word about it
    leader = same.member("ha", "leader")
    with pytest.raises(NotAllowedError):
        slots.change(same.work, leader, 5)
    with pytest.raises(SlotTakenError):
        join(same, 2)
    assert same.counter.rows("SELECT slot FROM counter") == [(1,)]  # nothing is changed by asking
