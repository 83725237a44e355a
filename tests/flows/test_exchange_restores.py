"""Backups put back, crashes, moved disks and older peers: no number twice, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from desk.domain import events as ev
from desk.domain.records import Dossier, Status
from desk.models import log
from desk.models.witness import Mark, Witness, machine_fingerprint
from desk.services import inbox, targets
from desk.services.finding import find
from tests.flows.stage import Desk, Stage, every, prove, settle, staged
from tests.kit import RESIDENCE, act, administrator, at, number_of, receive


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


def back_up(desk: Desk, place: Path) -> Path:
    """Copy the data folder in the evening, as a backup program does."""
    desk.close()
    desk.counter.copy_to(place)
    desk.open()
    return place


def restore(desk: Desk, place: Path) -> str:
    """Put an older data folder back; return why a new epoch began (empty: none did)."""
    desk.close()
    desk.counter.put_back(place)
    return desk.open().outcome.epoch


def restore_city(stage: Stage, place: Path) -> None:
    stage.city.down()
    stage.city.put_back(place)
    stage.city.up()


def back_up_city(stage: Stage) -> Path:
    stage.city.down()
    place = stage.city.copy_to(stage.home / "city-backup")
    stage.city.up()
    return place


def unique_on_paper(*papers: Dossier) -> None:
    """Hold that no two receipts show the same number, of any kind."""
    for facts in (
        [each.code for each in papers],
        [each.barcode for each in papers],
        [(each.book, each.line) for each in papers],
    ):
        assert len(set(facts)) == len(papers), facts


# -- a counter's backup ----------------------------------------------------------------------------


def test_an_older_data_folder_gets_back_what_the_city_holds(stage: Stage) -> None:
    before = [receive(stage.one.work, RESIDENCE) for _ in range(3)]
    settle(stage.one, stage.two)
    backup = back_up(stage.one, stage.home / "backup")
    lost = [receive(stage.one.work) for _ in range(4)]
    act(stage.one.work, before[0], "claim")
    act(stage.one.work, before[0], "finish")
    settle(stage.one, stage.two)
    act(stage.two.work, lost[0], "claim")
    stage.two.exchange()

    assert restore(stage.one, backup) == "restored"
    fresh = [receive(stage.one.work) for _ in range(2)]  # nobody has to wait for the network
    assert [number_of(each) for each in fresh] == [9101, 9102]
    unique_on_paper(*before, *lost, *fresh)
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 9
    assert {each.uid for each in every(stage.one)} == {e.uid for e in (*before, *lost, *fresh)}
    assert stage.one.see(before[0]).status is Status.DONE
    assert stage.one.see(lost[0]).holder == stage.two.device
    assert stage.city.rows("SELECT kind FROM alarm") == []

    stage.clock.set("2026-11-25 08:00")  # the next working day is like any other
    assert number_of(receive(stage.one.work)) == 1001
    again = receive(stage.one.work)
    unique_on_paper(*before, *lost, *fresh, again)
    act(stage.one.work, lost[1], "finish")  # what came back can be worked on
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 11


def test_receipts_that_the_city_never_saw_keep_their_numbers_to_themselves(stage: Stage) -> None:
    backup = back_up(stage.one, stage.home / "backup")
    printed = [receive(stage.one.work) for _ in range(3)]  # and never sent: only paper is left
    assert restore(stage.one, backup) == "restored"
    fresh = [receive(stage.one.work) for _ in range(3)]
    unique_on_paper(*printed, *fresh)
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 3


def test_the_same_backup_put_back_twice(stage: Stage) -> None:
    backup = back_up(stage.one, stage.home / "backup")
    papers = []
    for _ in range(3):
        papers += [receive(stage.one.work) for _ in range(3)]
        settle(stage.one, stage.two)
        assert restore(stage.one, backup) == "restored"
    papers += [receive(stage.one.work)]
    unique_on_paper(*papers)
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) == len(papers)


def test_a_restore_that_the_numbers_do_not_show_is_found_by_the_city(stage: Stage) -> None:
    state = receive(stage.one.work, RESIDENCE)
    settle(stage.one, stage.two)
    backup = back_up(stage.one, stage.home / "backup")
    act(stage.one.work, state, "note", reason="trước khi mất")
    act(stage.one.work, state, "claim")
    settle(stage.one, stage.two)
    assert restore(stage.one, backup) == ""  # no number was given out in between
    act(stage.one.work, state, "note", reason="sau khi khôi phục")
    settle(stage.one, stage.two)
    assert stage.city.rows("SELECT kind FROM alarm") == [("fork",)]
    for desk in (stage.one, stage.two):
        assert desk.see(state).status is Status.IN_HAND
        with desk.work.database.read() as tx:
            told = log.events_of(tx, find(tx, state.code).id)
        notes = {each.body.text for each, _ in told if isinstance(each.body, ev.Noted)}
        assert notes == {"trước khi mất", "sau khi khôi phục"}
    act(stage.one.work, state, "finish")
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 1


# -- a crash, another machine ----------------------------------------------------------------------


def test_a_number_begun_when_the_power_went_is_burnt(stage: Stage) -> None:
    first = receive(stage.one.work)
    settle(stage.one, stage.two)
    unsent = receive(stage.one.work)
    stage.one.close()
    # The witness is written first: this is what a cut between the two leaves.
    witness = Witness(stage.one.counter.witnesses, stage.one.device, machine_fingerprint())
    witness.record(Mark(at("2026-11-23 08:30").date(), takeover=False), 1003)
    outcome = stage.one.open().outcome
    assert (outcome.epoch, outcome.burnt) == ("crashed", ((stage.clock().date(), 1003),))
    after = receive(stage.one.work)
    assert [number_of(each) for each in (first, unsent, after)] == [1001, 1002, 1004]
    unique_on_paper(first, unsent, after)
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 3
    heads = [bytes(head) for (head,) in stage.city.rows("SELECT head FROM event")]
    assert sum(b'"NumberBurnt"' in head for head in heads) == 1  # the city knows of the gap


def test_a_disk_moved_to_another_machine_goes_on_in_its_reserve(stage: Stage) -> None:
    before = [receive(stage.one.work) for _ in range(2)]
    settle(stage.one, stage.two)
    unsent = receive(stage.one.work)
    stage.one.close()
    # The other machine has no witness of this counter.
    stage.one.counter.witnesses.rename(stage.home / "left-behind")
    assert stage.one.open().outcome.epoch == "moved"
    fresh = receive(stage.one.work)
    assert number_of(fresh) == 9101
    settle(stage.one, stage.two)
    same_day = receive(stage.one.work)
    assert number_of(same_day) == 9102
    unique_on_paper(*before, unsent, fresh, same_day)
    # The city has heard of the new epoch: from tomorrow on the slot's own block will do.
    stage.clock.set("2026-11-25 08:00")
    assert number_of(receive(stage.one.work)) == 1001
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 6
    assert stage.city.rows("SELECT kind FROM alarm") == []


# -- the city's backup -----------------------------------------------------------------------------


def feed_of(stage: Stage) -> str:
    ((feed,),) = stage.city.rows("SELECT feed FROM city")
    return str(feed)


def test_an_older_city_is_told_everything_again_and_nothing_is_deleted(stage: Stage) -> None:
    old = [receive(stage.one.work, RESIDENCE), receive(stage.two.work)]
    settle(stage.one, stage.two)
    backup = back_up_city(stage)
    feed = feed_of(stage)
    new = [receive(stage.one.work), receive(stage.two.work)]
    act(stage.one.work, old[0], "claim")
    settle(stage.one, stage.two)
    act(stage.two.work, new[0], "note", reason="công dân gọi hỏi")
    act(stage.two.work, old[0], "claim")
    settle(stage.one, stage.two)
    before = {each.uid: each for each in every(stage.one)}

    restore_city(stage, backup)
    assert len(stage.city.dossiers()) == 2
    # The other counter is the first to come: it writes about what only the first can tell.
    settle(stage.two, stage.one, stage.two)
    assert feed_of(stage) != feed
    assert prove(stage.one, stage.two) == 4
    assert {each.uid: each for each in every(stage.one)} == before
    for desk in (stage.one, stage.two):
        assert desk.attention() == []
        (status,) = targets.statuses(desk.work)
        assert (status.waiting, status.attention, status.confirmed) == (0, 0, status.created)
    receive(stage.one.work)
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 5


def test_an_older_city_does_not_open_again_what_a_person_has_decided(stage: Stage) -> None:
    state = receive(stage.one.work, RESIDENCE)
    settle(stage.one, stage.two)
    backup = back_up_city(stage)
    act(stage.two.work, state, "claim")
    act(stage.one.work, state, "finish")  # offline: refused when it comes
    stage.two.exchange()
    stage.one.exchange()
    assert stage.one.attention() == ["not-holder"]
    act(stage.one.work, state, "resolve", reason="quầy 2 làm tiếp")
    settle(stage.one, stage.two)
    before = stage.city.dossier(state.uid)

    for first, second in ((stage.two, stage.one), (stage.one, stage.two)):
        restore_city(stage, backup)
        settle(first, second)
        assert stage.one.attention() == []
        assert stage.city.dossier(state.uid) == before
        (status,) = targets.statuses(stage.one.work)
        assert (status.waiting, status.attention) == (0, 0)
        assert prove(stage.one, stage.two) == 1


def test_an_older_city_may_decide_otherwise_about_what_nobody_has_decided(stage: Stage) -> None:
    state = receive(stage.one.work, RESIDENCE)
    settle(stage.one, stage.two)
    backup = back_up_city(stage)
    act(stage.two.work, state, "claim")
    act(stage.one.work, state, "finish")
    stage.two.exchange()
    stage.one.exchange()
    assert stage.one.attention() == ["not-holder"]

    restore_city(stage, backup)
    stage.one.exchange()  # now it is the first, and what it did counts
    assert (stage.one.attention(), stage.one.see(state).status) == ([], Status.DONE)
    stage.two.exchange()
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 1
    assert stage.city.dossier(state.uid).status is Status.DONE


@pytest.mark.xfail(strict=True, reason="counters send only what they wrote themselves")
def test_an_older_city_hears_again_of_what_it_filed_itself(stage: Stage) -> None:
    backup = back_up_city(stage)
    filed = stage.city.file(RESIDENCE)
    settle(stage.one, stage.two)
    accepted = act(stage.one.work, filed["uid"], "accept")
    settle(stage.one, stage.two)

    restore_city(stage, backup)
    settle(stage.one, stage.two)
    assert stage.one.see(filed["uid"]) == accepted  # whatever the city forgot, counters did not
    assert prove(stage.one, stage.two) == 1


# -- newer programs --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Photographed:
    """An event that only a newer version of the program knows."""

    pages: int
    sha256: str


def test_events_of_a_newer_program_are_kept_and_passed_on(stage: Stage) -> None:
    state = receive(stage.one.work)
    with stage.one.work.database.write() as tx:
        body: Any = Photographed(pages=3, sha256="00" * 32)
        newer = cast("ev.Body", body)
        by = administrator(stage.one.work)
        log.append(tx, newer, by, stage.clock(), stored=find(tx, state.code))
    act(stage.one.work, state, "claim")  # what follows builds upon it
    settle(stage.one, stage.two)
    third = stage.counter(3)
    settle(third)
    kept = stage.one.counter.rows("SELECT head, salt, body FROM event WHERE type = 'Photographed'")
    assert len(kept) == 1
    assert b'"pages":3' in kept[0][2]
    for desk in (stage.two, third):
        sql = "SELECT head, salt, body FROM event WHERE type = 'Photographed'"
        assert desk.counter.rows(sql) == kept
        assert inbox.unread(desk.work) == 1
        assert desk.see(state).status is Status.IN_HAND
    assert prove(stage.one, stage.two, third) == 1
    act(third.work, state, "claim")
    settle(third, stage.one, stage.two)
    assert prove(stage.one, stage.two, third) == 1
    third.close()
