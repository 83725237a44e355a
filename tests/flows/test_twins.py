"""Two copies of one whole machine: real folders, a real city, and a person who ends it on both."""

from __future__ import annotations

import shutil

import pytest

from desk.app import city as city_room
from desk.app import exchange
from desk.app import review as review_page
from desk.app.background import Exchanger
from desk.app.seat import Seat
from desk.city.enrol import enroll
from desk.domain.records import Dossier
from desk.domain.rights import NotAllowedError
from desk.models.witness import Witness, machine_fingerprint
from desk.services import checking, finding, review, targets, twins
from desk.services.steps import ArgumentMissingError
from desk.services.twins import (
    NoTwinError,
    SlotKnownError,
    TwinAloneError,
    TwinOpenError,
    TwinUnsentError,
)
from tests.flows.stage import UNIT, Desk, Stage, settle
from tests.kit import COPIES, Counter, act, administrator, number_of, receive


def clone(stage: Stage, desk: Desk) -> Desk:
    """Copy a whole machine: its data, its witness, its keys."""
    desk.close()
    home = stage.home / "clone"
    shutil.copytree(desk.counter.home, home)
    counter = Counter(home, slot=desk.counter.slot, clock=stage.clock, device=desk.device)
    made = Desk(counter, stage.city)
    for each in (desk, made):
        each.open()
    return made


def both_write(stage: Stage) -> tuple[Desk, Desk, Dossier, Dossier]:
    """Let a machine and its copy give out the same number, and exchange."""
    one = stage.one
    receive(one.work, COPIES)
    settle(one, stage.two)
    copy = clone(stage, one)
    mine, theirs = receive(one.work), receive(copy.work, COPIES)
    act(copy.work, theirs, "claim")
    assert mine.code == theirs.code
    settle(one, copy, stage.two)
    return one, copy, mine, theirs


def end(desk: Desk, reason: str = "ổ đĩa bị sao") -> tuple[str, ...]:
    return twins.keep(desk.work, administrator(desk.work), reason)


def leave(desk: Desk, slot: int = 0) -> int:
    return twins.leave(desk.work, administrator(desk.work), "máy dự phòng", slot)


def codes(desk: Desk) -> set[str]:
    return {each.code for each in checking.verify(desk.work).problems}


def test_both_machines_ask_a_person_and_say_what_to_do(stage: Stage) -> None:
    one, copy, mine, _ = both_write(stage)
    for desk in (one, copy):
        (item,) = review.items(desk.work)
        assert (item.about.reason, item.kind) == ("twin", "numbers")
        assert [each.key for each in review.question(desk.work, item.key).choices] == [
            "keep",
            "leave",
        ]
        assert "NumberTwice" in codes(desk)  # until a person has decided it is damage
    assert review.items(stage.two.work) == ()
    with pytest.raises(finding.AmbiguousCodeError):
        one.see(mine.code)


def test_a_person_ends_it_on_both_and_both_receipts_are_found(stage: Stage) -> None:
    one, copy, mine, theirs = both_write(stage)
    assert leave(copy) == 3  # one and two are known to be others'
    copy.connect()
    assert copy.counter.rows("SELECT slot, epoch FROM counter") == [(3, 1)]
    (item,) = review.items(one.work)
    review.decide(one.work, administrator(one.work), item.key, "keep", "ổ đĩa bị sao")
    desks = (one, copy, stage.two)
    settle(*desks)
    for desk in desks:
        verdict = checking.verify(desk.work)
        assert verdict.problems == ()
        assert {each.where for each in verdict.known} >= {mine.code, mine.barcode}
        assert review.items(desk.work) == ()
        found = {desk.see(f"{mine.code}/{at}").uid for at in (1, 2)}
        assert found == {mine.uid, theirs.uid}
        assert len(finding.search(desk.work, mine.barcode)) == 2  # a scan shows both
        assert Seat(desk.work, desk.counter.folder).parse_scan(mine.barcode).kind == "text"
    assert {each.uid for each in stage.city.dossiers().values()} >= {mine.uid, theirs.uid}
    # Work goes on, and no number meets another one.
    new = [receive(desk.work, COPIES) for desk in desks]
    assert [number_of(each) for each in new] == [9101, 3001, 2001]
    act(copy.work, theirs, "claim")
    act(copy.work, theirs, "finish")
    settle(*desks)
    assert one.see(theirs.uid).holder_name == "Quầy 3"
    for desk in desks:
        assert checking.verify(desk.work).problems == ()
        desk.close()
        desk.open()  # nothing is found out of order at the next start either
        assert desk.work.outcome.epoch == ""
    machine = stage.city.rows("SELECT forked FROM device WHERE uid = ?", device_key(one))
    assert machine == [(2,)]


def device_key(desk: Desk) -> bytes:
    ((uid,),) = desk.counter.rows("SELECT device FROM counter")
    return bytes(uid)


def test_the_copy_cannot_leave_before_everything_has_arrived(stage: Stage) -> None:
    one = stage.one
    settle(one, stage.two)
    copy = clone(stage, one)
    receive(copy.work)
    with pytest.raises(TwinUnsentError):
        leave(copy)
    copy.exchange()
    with pytest.raises(SlotKnownError):
        leave(copy, 2)
    assert leave(copy, 5) == 5
    with pytest.raises(TwinAloneError):  # another counter already
        leave(copy)


def test_what_opening_a_copy_wrote_by_itself_need_not_arrive(stage: Stage) -> None:
    """A copy on the same machine has the same witness: it looks like a restored one, again."""
    one = stage.one
    receive(one.work)
    settle(one, stage.two)
    copy = clone(stage, one)
    copy.exchange()
    mark = Witness(copy.counter.witnesses, copy.device, machine_fingerprint())
    for _ in range(2):
        copy.close()
        mark.record_sending(mark.epoch(), 99)  # what the original has sent meanwhile
        copy.open()
        assert copy.work.outcome.epoch == "restored"
    (status,) = targets.statuses(copy.work)
    assert status.waiting == 2
    made = receive(copy.work)
    with pytest.raises(TwinUnsentError) as unsent:
        leave(copy)
    assert unsent.value.facts == {"many": 1, "targets": "city (1)"}  # the receipt alone
    copy.exchange()
    copy.close()
    mark.record_sending(mark.epoch(), 99)
    copy.open()
    assert leave(copy) == 3
    copy.connect()
    settle(one, copy, stage.two)
    for desk in (one, copy, stage.two):
        assert checking.verify(desk.work).problems == ()
        assert desk.see(made).code == made.code


def test_nobody_joins_again_while_both_work_and_so_both_keys_stay_good(stage: Stage) -> None:
    one, copy, *_ = both_write(stage)
    for desk in (one, copy):
        with pytest.raises(TwinOpenError) as asked:
            desk.connect()
        assert asked.value.facts == {"target": "city"}
        receive(desk.work)
    settle(one, copy, stage.two)
    leave(copy)
    copy.connect()
    end(one)
    one.connect()
    settle(one, copy, stage.two)


def test_a_copy_that_has_lost_its_key_may_join_to_send_the_rest(stage: Stage) -> None:
    one, copy, *_ = both_write(stage)
    made = receive(copy.work)
    end(one)
    one.connect()  # the city lets go of the key that both had
    assert copy.fail() == "NotAuthorisedError"
    with pytest.raises(TwinUnsentError) as unsent:
        leave(copy)
    assert unsent.value.facts["targets"] == "city (1)"
    copy.connect()
    copy.exchange()
    with pytest.raises(TwinOpenError):
        copy.connect()
    assert leave(copy) == 3
    for desk in (one, copy):
        desk.connect()
    settle(one, copy, stage.two)
    assert one.see(made.uid).code == made.code


def test_a_hub_that_is_no_more_is_named_and_let_go_of(stage: Stage) -> None:
    one = stage.one
    hub = city_room.database_url(stage.home / "hub", hub=True)
    (stage.home / "hub").mkdir()
    with city_room.running(hub, hub=True, clock=stage.clock) as ready:
        code = enroll(hub, UNIT, now=stage.clock())
        exchange.connect(one.work, ready.url, code, name="hub")
        assert exchange.once(one.work).errors == []
    copy = clone(stage, one)
    receive(copy.work)
    exchange.once(copy.work)
    with pytest.raises(TwinUnsentError) as unsent:
        leave(copy)
    assert unsent.value.facts == {"many": 1, "targets": "hub (1)"}
    targets.remove(copy.work, administrator(copy.work), "hub")
    leave(copy)


def test_a_counter_that_was_not_copied_decides_nothing_about_others(stage: Stage) -> None:
    one, copy, mine, _ = both_write(stage)
    with pytest.raises(NoTwinError):
        end(stage.two)  # though it has both dossiers of the number
    assert stage.two.counter.rows("SELECT epoch FROM counter") == [(1,)]
    leave(copy)
    with pytest.raises(NoTwinError):
        end(copy)  # another counter now
    assert end(one) == (mine.code,)


def test_without_a_copy_there_is_nothing_to_end(stage: Stage) -> None:
    receive(stage.one.work)
    settle(stage.one, stage.two)
    with pytest.raises(NoTwinError):
        end(stage.one)
    one, copy, *_ = both_write(stage)
    leave(copy)
    end(one)
    epoch = one.counter.rows("SELECT epoch FROM counter")
    with pytest.raises(NoTwinError):  # ended already: another epoch would use up the reserve
        end(one)
    assert one.counter.rows("SELECT epoch FROM counter") == epoch


def test_it_is_an_administrators_decision_and_has_a_reason(stage: Stage) -> None:
    one, copy, *_ = both_write(stage)
    leader = one.member("ha", "leader")
    with pytest.raises(NotAllowedError):
        twins.keep(one.work, leader, "…")
    with pytest.raises(ArgumentMissingError):
        end(one, " ")
    with pytest.raises(ArgumentMissingError):
        twins.leave(copy.work, administrator(copy.work), "")


def test_a_copy_that_works_on_shows_itself_again(stage: Stage) -> None:
    one, copy, mine, _ = both_write(stage)
    end(one)
    settle(one, stage.two)
    assert review.items(one.work) == ()
    stage.clock.pass_(minutes=5)
    late = receive(copy.work)  # nobody has ended it there
    copy.exchange()
    one.exchange()
    (item,) = review.items(one.work)
    assert item.about.reason == "twin"
    assert number_of(late) != number_of(mine)
    leave(copy)
    end(one)
    copy.connect()
    settle(one, copy, stage.two)
    for desk in (one, copy, stage.two):
        assert review.items(desk.work) == ()
        assert checking.verify(desk.work).problems == ()


def test_what_a_restored_counter_had_lost_is_no_copys(stage: Stage) -> None:
    one = stage.one
    receive(one.work)
    settle(one, stage.two)
    one.close()
    old = one.counter.copy_to(stage.home / "old")
    one.open()
    receive(one.work)
    settle(one, stage.two)
    one.close()
    one.counter.put_back(old)
    one.open()
    receive(one.work)
    settle(one, stage.two)
    assert review.items(one.work) == ()
    assert checking.verify(one.work).problems == ()


def test_a_mark_that_one_of_both_lacks_is_damage(stage: Stage) -> None:
    one, copy, mine, _ = both_write(stage)
    leave(copy)
    end(one)
    assert codes(one) == set()
    one.counter.plant(
        "DELETE FROM alias WHERE alias = (SELECT min(alias) FROM alias WHERE alias LIKE ?)",
        f"{mine.code}/%",
    )
    assert "WrongProjection" in codes(one)


def test_the_copy_leaves_from_its_window_while_it_exchanges(stage: Stage) -> None:
    one, copy, mine, theirs = both_write(stage)
    seat = Seat(copy.work, copy.counter.folder)
    seat.user = administrator(copy.work)
    first = seat.exchanger = Exchanger(copy.work)
    first.start()
    ports = review_page.ports(seat)
    (item,) = ports.items()
    with pytest.raises(ArgumentMissingError):
        ports.decide(item.key, "leave", " ")
    with pytest.raises(TwinOpenError):
        seat.connect(f"http://127.0.0.1:{stage.city.port}", stage.city.code())
    assert ports.decide(item.key, "leave", "máy dự phòng").slot == 3
    assert ports.items() == ()
    copy.connect()
    assert seat.exchanger is not first
    seat.exchanger.now()
    (status,) = targets.statuses(copy.work)
    assert (status.error, status.waiting) == ("", 0)
    seat.exchanger.stop()
    end(one)
    settle(one, copy, stage.two)
    assert {copy.see(f"{mine.code}/{at}").uid for at in (1, 2)} == {mine.uid, theirs.uid}
    for desk in (one, copy, stage.two):
        assert checking.verify(desk.work).problems == ()


def test_no_copys_log_is_taken_for_a_broken_chain(stage: Stage) -> None:
    """Both end with an event of one number, and each has the other's, too."""
    one = stage.one
    receive(one.work, COPIES)
    settle(one, stage.two)
    copy = clone(stage, one)
    for desk in (one, copy):
        receive(desk.work)
    settle(one, copy, stage.two)
    assert "BrokenChain" not in codes(one) | codes(copy)
    for desk in (one, copy):
        desk.close()
        desk.counter.plant("UPDATE counter SET head = ?", "0" * 64)
        desk.open()
        assert "BrokenChain" in codes(desk)
