"""Backups put back, crashes, moved disks and older peers: no number twice, nothing lost."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from desk.app import exchange
from desk.domain import events as ev
from desk.domain.errors import ExchangeError
from desk.domain.records import Dossier, Status
from desk.models import log
from desk.models.witness import Mark, Witness, machine_fingerprint
from desk.services import inbox, targets
from desk.services.finding import find
from tests.flows.papers import attach, is_whole, noise
from tests.flows.stage import Desk, Stage, every, prove, settle
from tests.flows.storm import Storm
from tests.kit import RESIDENCE, Counter, act, administrator, at, number_of, receive


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


def lost_and_noted_again(stage: Stage, *, witness_too: bool) -> tuple[Dossier, str]:
    """Put back a copy that lacks no number but two steps that were sent, and take another."""
    state = receive(stage.one.work, RESIDENCE)
    settle(stage.one, stage.two)
    backup = back_up(stage.one, stage.home / "backup")
    kept = stage.home / "witness-kept"
    shutil.copytree(stage.one.counter.witnesses, kept)
    act(stage.one.work, state, "note", reason="trước khi mất")
    act(stage.one.work, state, "claim")
    settle(stage.one, stage.two)
    if witness_too:
        shutil.copytree(kept, stage.one.counter.witnesses, dirs_exist_ok=True)
    told = restore(stage.one, backup)
    act(stage.one.work, state, "note", reason="sau khi khôi phục")
    settle(stage.one, stage.two)
    for desk in (stage.one, stage.two):
        assert desk.see(state).status is Status.IN_HAND
        with desk.work.database.read() as tx:
            events = log.events_of(tx, find(tx, state.code).id)
        notes = {each.body.text for each, _ in events if isinstance(each.body, ev.Noted)}
        assert notes == {"trước khi mất", "sau khi khôi phục"}
    act(stage.one.work, state, "finish")
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 1
    return state, told


def test_a_restore_that_the_numbers_do_not_show_begins_an_epoch_too(stage: Stage) -> None:
    _, told = lost_and_noted_again(stage, witness_too=False)
    assert told == "restored"  # the witness knows how far the log had been sent
    assert stage.city.rows("SELECT kind FROM alarm") == []


def test_a_whole_machine_put_back_is_found_by_the_city(stage: Stage) -> None:
    _, told = lost_and_noted_again(stage, witness_too=True)
    assert told == ""  # nothing on this machine can know
    assert stage.city.rows("SELECT kind FROM alarm") == [("fork",)]


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
    # Nor the keys: they stay with the machine, and the counter joins anew.
    assert stage.one.fail() == "NoKeysError"
    stage.one.connect(stage.line)
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


def test_an_older_city_decides_as_before_about_what_nobody_has_decided(stage: Stage) -> None:
    state = receive(stage.one.work, RESIDENCE)
    settle(stage.one, stage.two)
    backup = back_up_city(stage)
    act(stage.two.work, state, "claim")
    act(stage.one.work, state, "finish")
    stage.two.exchange()
    stage.one.exchange()
    assert stage.one.attention() == ["not-holder"]
    before = stage.city.dossier(state.uid)

    for first, second in ((stage.one, stage.two), (stage.two, stage.one)):
        restore_city(stage, backup)
        # Whoever comes first tells what counted before: the order in which they come is no matter.
        settle(first, second)
        assert stage.one.attention() == ["not-holder"]
        assert stage.city.dossier(state.uid) == before
        assert prove(stage.one, stage.two) == 1


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
    settle(stage.one, stage.two)  # nothing is left to be told
    after = stage.city.file(RESIDENCE)
    settle(stage.one, stage.two)
    assert number_in(after) == number_in(filed) + 1
    assert prove(stage.one, stage.two) == 2
    assert stage.city.rows("SELECT kind FROM alarm") == []


def number_in(filed: dict[str, Any]) -> int:
    return int(filed["code"].rpartition("-")[2])


def test_an_older_city_numbers_on_beyond_whatever_it_hears_of(stage: Stage) -> None:
    stage.city.file(RESIDENCE)
    backup = back_up_city(stage)
    lost = [stage.city.file(RESIDENCE) for _ in range(4)]
    settle(stage.one, stage.two)
    assert [number_in(each) for each in lost] == [2, 3, 4, 5]
    restore_city(stage, backup)
    settle(stage.one)  # one counter is enough
    assert number_in(stage.city.file(RESIDENCE)) == 6
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 6
    stage.clock.set("2026-11-25 08:00")
    assert number_in(stage.city.file(RESIDENCE)) == 1


def test_a_number_that_an_older_city_gave_again_is_kept_twice_and_told(stage: Stage) -> None:
    backup = back_up_city(stage)
    lost = [stage.city.file(RESIDENCE) for _ in range(2)]
    settle(stage.one, stage.two)
    restore_city(stage, backup)
    again = stage.city.file(RESIDENCE)  # before any counter could tell
    assert again["code"] == lost[0]["code"]
    settle(stage.one, stage.two)
    uids = {each["uid"] for each in (*lost, again)}
    assert {state.uid for state in every(stage.one)} == uids
    assert stage.city.dossiers().keys() == uids  # both papers are in somebody's hands
    kinds = {kind for (kind,) in stage.city.rows("SELECT kind FROM alarm")}
    assert kinds == {"fork", "number-taken"}
    assert number_in(stage.city.file(RESIDENCE)) == 3
    settle(stage.one, stage.two)
    for desk in (stage.one, stage.two):
        assert exchange.same(desk.work).equal


def test_an_older_city_hears_of_a_counter_that_is_no_more(stage: Stage) -> None:
    backup = back_up_city(stage)  # the third counter joined later: the copy does not know it
    third = stage.counter(3)
    gone = [receive(third.work) for _ in range(3)]
    act(third.work, gone[0], "finish")
    settle(third, stage.one, stage.two)
    act(stage.two.work, gone[1], "claim")
    settle(stage.two, stage.one)
    third.close()  # and its disk with it

    restore_city(stage, backup)
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 3
    assert stage.city.dossiers().keys() == {each.uid for each in gone}
    # Its slot stays its own: nobody else may print its numbers.
    heir = Desk(Counter(stage.home / "heir", slot=3, clock=stage.clock).make(), stage.city)
    heir.open()
    with pytest.raises(ExchangeError) as failed:
        heir.connect(stage.line)
    assert failed.value.code == "SlotTakenError"
    heir.close()
    # Should it turn up after all, a new code lets it go on where it was.
    third.open()
    assert third.fail() == "NotAuthorisedError"
    third.connect()
    receive(third.work)
    settle(third, stage.one, stage.two)
    assert prove(third, stage.one, stage.two) == 4
    third.close()


def test_a_reminder_that_breaks_off_goes_on_where_it_was(stage: Stage) -> None:
    backup = back_up_city(stage)
    filed = [stage.city.file(RESIDENCE) for _ in range(3)]
    settle(stage.one, stage.two)
    restore_city(stage, backup)
    for cut in (200, 900, 1800, 3000, 5000):  # bytes of what the counter says
        stage.line.cut_at(cut, None)
        exchange.once(stage.one.work)
        stage.line.cut_at(None, None)
    stage.one.close()
    stage.one.open()
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) == len(filed)
    assert set(stage.city.events().values()) == {1}
    assert stage.one.counter.rows("SELECT * FROM reminder") == []


@pytest.mark.parametrize("seed", [3, 13])
def test_a_city_put_back_in_the_middle_of_a_bad_week(stage: Stage, seed: int) -> None:
    storm = Storm(stage, seed)
    storm.rage(stage.line.cuts + 3)
    backup = back_up_city(stage)
    storm.rage(stage.line.cuts + 3)
    settle(stage.one, stage.two, rounds=12)  # somebody has heard of everything,
    restore_city(stage, backup)
    storm.online = False  # and nobody files before the city has heard of it again
    storm.accounted = False  # a city that was put back holds less than was settled with it
    storm.rage(stage.line.cuts + 3)
    storm.heal()


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


def test_an_older_city_that_lacks_our_last_steps_is_asked_for_their_files(stage: Stage) -> None:
    """Nobody had read so far, we neither: its feed goes on, and only our own steps are missing."""
    one = stage.one
    made = receive(one.work, RESIDENCE)
    settle(one, stage.two)
    backup = back_up_city(stage)
    ((cursor,),) = one.counter.rows("SELECT cursor FROM target")
    sha = attach(one, made, noise(3_000))
    one.exchange()
    one.counter.plant("UPDATE target SET cursor = ?", cursor)
    assert is_whole(stage.city, sha)
    stage.city.down()
    stage.city.put_back(backup)
    shutil.rmtree(stage.city.home / "city-files")
    stage.city.up()
    settle(one)
    assert is_whole(stage.city, sha)
    settle(stage.two)
    assert prove(one, stage.two) == 1
