"""Numbers: a crash, a restore and a moved disk each has its outcome, and no number comes twice."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desk.domain import counter_events as cev
from desk.domain.codes import SlotUsedUpError
from desk.domain.records import Dossier
from desk.models import log, numbers
from desk.models.numbers import Outcome
from desk.models.witness import Mark, machine_fingerprint
from desk.services import checking, outbox, targets, workplace
from desk.services.workplace import Workplace
from desk.wire import exchange, sealed
from tests.kit import Clock, Counter, administrator, at, number_of, receive

DAY, NEXT = date(2026, 11, 23), date(2026, 11, 25)


def counter_row(work: Workplace) -> log.Counter:
    with work.database.read() as tx:
        return log.this_counter(tx)


def crash(counter: Counter, day: date = DAY) -> int:
    """Die between the witness and the commit."""
    used: list[int] = []
    with counter.open() as work:
        with contextlib.suppress(InterruptedError), work.database.write() as tx:
            used.append(numbers.issue(tx, log.this_counter(tx), day, work.witness))
            raise InterruptedError
        return used[0]


def receive_many(work: Workplace, count: int) -> list[int]:
    return [number_of(receive(work)) for _ in range(count)]


def events(counter: Counter, kind: str) -> int:
    return int(counter.rows("SELECT count(*) FROM event WHERE type = ?", kind)[0][0])


def confirm(work: Workplace) -> None:
    """Let the city say that it holds everything that waits."""
    admin = administrator(work)
    targets.connect(work, admin, name="city", url="https://city.example", token="t", feed="f")
    while batch := outbox.waiting(work, "city", work.now(), everything=True):
        verdicts = [exchange.Verdict(uid=uid, verdict=exchange.ACCEPTED) for uid in batch.uids]
        outbox.settle(work, "city", exchange.Pushed(results=verdicts, acked_through=0), work.now())


def test_numbers_follow_each_other_and_each_day_begins_anew(counter: Counter) -> None:
    with counter.open() as work:
        assert receive_many(work, 3) == [1001, 1002, 1003]
        counter.clock.set("2026-11-25 08:00")
        assert receive_many(work, 2) == [1001, 1002]
        late = receive(work, received_at=at("2026-11-23 16:00"))
        assert (number_of(late), late.code[-11:-5]) == (1004, "261123")
        assert number_of(receive(work)) == 1003
    with counter.open() as work:
        assert work.outcome == Outcome()
        assert number_of(receive(work)) == 1004
        assert checking.verify(work).ok


def test_opening_again_and_again_changes_nothing(counter: Counter) -> None:
    with counter.open() as work:
        receive_many(work, 2)
    for _ in range(3):
        with counter.open() as work:
            assert (work.outcome, counter_row(work).epoch) == (Outcome(), 1)


def test_a_crash_burns_one_number_and_the_next_follows(counter: Counter) -> None:
    with counter.open() as work:
        receive_many(work, 2)
    assert crash(counter) == 1003
    with counter.open() as work:
        assert work.outcome.burnt == ((DAY, 1003),)
        assert number_of(receive(work)) == 1004
        assert not counter_row(work).takeover_since
        assert checking.verify(work).ok
        with work.database.read() as tx:
            rows = [
                body
                for row in tx.exec_driver_sql("SELECT * FROM event WHERE type = 'NumberBurnt'")
                for body in (sealed.open_event(log.sealed_of(row)).body,)
            ]
    assert rows == [cev.NumberBurnt(day="2026-11-23", number=1003, reason="crash")]
    with counter.open() as work:
        assert work.outcome == Outcome()  # once and for all


def test_the_very_first_number_may_be_the_one_that_is_burnt(counter: Counter) -> None:
    assert crash(counter) == 1001
    with counter.open() as work:
        assert number_of(receive(work)) == 1002


def test_a_failure_that_the_program_survives_wastes_no_number(counter: Counter) -> None:
    with counter.open() as work:
        with pytest.raises(InterruptedError), work.database.write() as tx:
            numbers.issue(tx, log.this_counter(tx), DAY, work.witness)
            raise InterruptedError
        assert number_of(receive(work)) == 1001
    with counter.open() as work:
        assert work.outcome == Outcome()


def test_two_days_may_be_hit_by_one_crash_each(counter: Counter) -> None:
    crash(counter)
    counter.clock.set("2026-11-25 08:00")
    crash(counter, NEXT)
    with counter.open() as work:
        assert (number_of(receive(work))) == 1002
    assert events(counter, "NumberBurnt") == 2


def restored(counter: Counter, tmp_path: Path, lost: int = 3) -> list[int]:
    """Receive two dossiers, copy, receive more, put the copy back; return what was printed."""
    with counter.open() as work:
        printed = receive_many(work, 2)
    copy = counter.copy_to(tmp_path / "copy")
    with counter.open() as work:
        printed += receive_many(work, lost)
    counter.put_back(copy)
    return printed


def test_a_restore_takes_the_reserve_for_the_day_and_then_its_own_block(
    counter: Counter, tmp_path: Path
) -> None:
    restored(counter, tmp_path)
    with counter.open() as work:
        assert work.outcome == Outcome(epoch="restored")
        me = counter_row(work)
        assert (me.epoch, me.takeover_since, me.takeover_until) == (2, "2026-11-23", "2026-11-23")
        assert receive_many(work, 2) == [9101, 9102]
    for _ in range(2):  # the same restore is found once
        with counter.open() as work:
            assert (work.outcome, counter_row(work).epoch) == (Outcome(), 2)
            assert checking.verify(work).ok
    counter.clock.set("2026-11-25 08:00")
    with counter.open() as work:
        assert work.outcome == Outcome()
        assert receive_many(work, 2) == [1001, 1002]
        late = receive(work, received_at=at("2026-11-23 16:00"))
        assert number_of(late) == 9103
    assert events(counter, "EpochOpened") == 1


def test_the_next_days_opening_does_not_prolong_the_reserve(
    counter: Counter, tmp_path: Path
) -> None:
    restored(counter, tmp_path)
    with counter.open():
        pass
    counter.clock.set("2026-11-25 08:00")
    with counter.open() as work:
        me = counter_row(work)
        assert (me.epoch, me.takeover_until) == (2, "2026-11-23")
        assert number_of(receive(work)) == 1001


@pytest.mark.parametrize("received_between", [0, 1, 4])
def test_a_second_restore_of_the_same_day_goes_on_in_the_reserve(
    counter: Counter, tmp_path: Path, received_between: int
) -> None:
    printed = restored(counter, tmp_path)
    with counter.open() as work:
        printed += receive_many(work, received_between)
    counter.put_back(tmp_path / "copy")
    with counter.open() as work:
        assert counter_row(work).epoch == 3
        more = receive_many(work, 2)
    assert more == [9101 + received_between, 9102 + received_between]
    assert len(set(printed + more)) == len(printed + more)


def test_a_copy_of_another_day_is_told_from_a_crash(counter: Counter, tmp_path: Path) -> None:
    printed = restored(counter, tmp_path, lost=0)
    with counter.open() as work:
        receive(work)
        counter.clock.set("2026-11-25 08:00")
        receive_many(work, 5)
    counter.put_back(tmp_path / "copy")
    counter.clock.set("2026-11-26 08:00")
    with counter.open() as work:
        me = counter_row(work)
        assert (me.takeover_since, me.takeover_until) == ("2026-11-23", "2026-11-26")
        assert number_of(receive(work)) == 9101
        assert number_of(receive(work, received_at=at("2026-11-25 09:00"))) == 9101
        assert number_of(receive(work, received_at=at("2026-11-23 09:00"))) == 9101
        assert number_of(receive(work, received_at=at("2026-11-20 09:00"))) == 1001
    assert printed == [1001, 1002]


def test_lines_of_the_tracking_book_do_not_come_twice_after_a_restore(
    counter: Counter, tmp_path: Path
) -> None:
    def line(dossier: Dossier) -> tuple[str, int]:
        return dossier.book, dossier.line

    with counter.open() as work:
        printed = [line(receive(work))]
    copy = counter.copy_to(tmp_path / "copy")
    with counter.open() as work:
        printed += [line(receive(work)) for _ in range(3)]
    counter.put_back(copy)
    for day in ("2026-11-23 10:00", "2026-11-25 08:00", "2026-12-30 08:00"):
        counter.clock.set(day)
        with counter.open() as work:
            printed += [line(receive(work)) for _ in range(2)]
    assert len(set(printed)) == len(printed)
    counter.clock.set("2027-01-04 08:00")
    with counter.open() as work:
        assert line(receive(work)) == ("1/2027", 1)  # nobody has written in this year's book


def test_another_witness_folder_is_another_machine(counter: Counter, tmp_path: Path) -> None:
    with counter.open() as work:
        receive_many(work, 2)
    moved = replace_home(counter, tmp_path / "elsewhere")
    with moved.open() as work:
        assert work.outcome == Outcome(epoch="moved")
        me = counter_row(work)
        assert (me.epoch, me.takeover_until) == (2, "")
        assert receive_many(work, 2) == [9101, 9102]
        late = receive(work, received_at=at("2025-11-03 16:00"))
        assert number_of(late) == 9101  # whatever the day, nobody knows what was printed there
    counter.clock.set("2026-11-25 08:00")
    with moved.open() as work:
        assert work.outcome == Outcome()
        assert number_of(receive(work)) == 9101  # until the city has heard of it
        confirm(work)
        assert number_of(receive(work)) == 9102  # the rest of that day
        counter.clock.set("2026-11-26 08:00")
        assert number_of(receive(work)) == 1001
        assert checking.verify(work).ok


def replace_home(counter: Counter, home: Path) -> Counter:
    """Put the data folder, and nothing else, on another machine."""
    counter.copy_to(home / "data")
    return replace(counter, home=home)


def test_the_same_disk_in_another_machine(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counter.open() as work:
        receive_many(work, 2)
    monkeypatch.setattr(workplace, "machine_fingerprint", lambda: "f" * 16)
    with counter.open() as work:
        assert work.outcome == Outcome(epoch="moved")
        assert number_of(receive(work)) == 9101
        assert counter_row(work).machine == "f" * 16
    with counter.open() as work:
        assert work.outcome == Outcome()
        assert number_of(receive(work)) == 9102


def test_there_and_back_again_is_known_to_the_machine_it_comes_back_to(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at_home() -> None:
        monkeypatch.setattr(workplace, "machine_fingerprint", machine_fingerprint)

    def away() -> None:
        monkeypatch.setattr(workplace, "machine_fingerprint", lambda: "f" * 16)

    with counter.open() as work:
        printed = receive_many(work, 2)
    away()
    with counter.open() as work:
        assert receive_many(work, 2) == [9101, 9102]
    at_home()
    with counter.open() as work:
        assert work.outcome == Outcome(epoch="moved")
        assert counter_row(work).epoch == 3
    older = counter.copy_to(tmp_path / "older")
    with counter.open() as work:
        assert work.outcome == Outcome()
        assert receive_many(work, 2) == [9103, 9104]
    counter.put_back(older)
    with counter.open() as work:
        assert work.outcome == Outcome(epoch="restored")
        assert counter_row(work).takeover_until == ""  # still moved: nobody has confirmed it
        assert receive_many(work, 1) == [9105]
        assert number_of(receive(work, received_at=at("2026-11-20 09:00"))) == 9101
    assert printed == [1001, 1002]


def test_a_machine_that_takes_an_older_disk_back_remembers_its_own_reserve(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counter.open():
        pass
    home = replace(counter, home=tmp_path / "b")
    counter.copy_to(home.folder)
    with home.open() as work:
        assert receive_many(work, 2) == [9101, 9102]
    older = home.copy_to(tmp_path / "older")
    with home.open() as work:
        assert receive_many(work, 2) == [9103, 9104]
    # The older copy has been in another machine for a moment.
    home.put_back(older)
    with monkeypatch.context() as patch:
        patch.setattr(workplace, "machine_fingerprint", lambda: "f" * 16)
        with home.open() as work:
            assert work.outcome == Outcome(epoch="moved")
    with home.open() as work:
        assert work.outcome == Outcome(epoch="moved")
        assert receive_many(work, 1) == [9105]


@pytest.mark.parametrize(("last", "takeover"), [(1999, False), (9199, True)])
def test_a_used_up_block_says_so_and_takes_nobody_elses(
    counter: Counter, tmp_path: Path, last: int, *, takeover: bool
) -> None:
    if takeover:
        restored(counter, tmp_path)
    with counter.open() as work:
        receive(work)
        with work.database.write() as tx:
            work.witness.record(Mark(DAY, takeover), last - 1)
            tx.exec_driver_sql(f"INSERT INTO number VALUES ('2026-11-23', {last - 1}, NULL)")
        before = counter.rows("SELECT count(*) FROM event")
        assert number_of(receive(work)) == last
        for _ in range(2):
            with pytest.raises(SlotUsedUpError) as caught:
                receive(work)
            assert caught.value.facts == {"slot": 1, "day": "23/11/2026"}
        assert counter.rows("SELECT count(*) FROM event")[0][0] == before[0][0] + 1
        counter.clock.set("2026-11-25 08:00")
        assert number_of(receive(work)) == 1001


def test_the_last_slot_has_its_own_blocks(tmp_path: Path) -> None:
    counter = Counter(tmp_path / "counter-8", slot=8).make()
    printed = restored(counter, tmp_path)
    with counter.open() as work:
        assert (printed, number_of(receive(work))) == ([8001, 8002, 8003, 8004, 8005], 9801)


def test_running_numbers_are_per_kind_year_and_volume(counter: Counter, clock: Clock) -> None:
    del clock
    with counter.open() as work, work.database.write() as tx:
        found = [
            numbers.next_serial(tx, kind, year, volume)
            for kind, year, volume in (
                ("book", 2026, "1"),
                ("book", 2026, "1"),
                ("book", 2026, "1.2"),
                ("book", 2027, "1"),
                ("refusal", 2026, "1"),
                ("book", 2026, "1"),
            )
        ]
    assert found == [1, 2, 1, 1, 1, 3]
