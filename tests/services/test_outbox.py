"""What waits, what is confirmed, what needs a person: together always all that was created."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.event import listen, remove

from desk.domain.records import Status
from desk.domain.rights import NotAllowedError
from desk.models.tables import event
from desk.services import checking, forgotten, outbox, reading, targets
from desk.services.outbox import Batch
from desk.services.targets import NotConnectedError, UnknownTargetError
from desk.services.workplace import Workplace
from desk.wire import canonical, exchange, sealed
from desk.wire.exchange import ACCEPTED, DUPLICATE, HELD, REJECTED
from desk.wire.ids import from_key
from tests.kit import MONDAY, RESIDENCE, Clock, Counter, act, receive
from tests.services.filed import City
from tests.services.test_processing import by

LATER = MONDAY + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _connected(work: Workplace) -> None:
    City().connect(work)


def waiting(work: Workplace, *, everything: bool = False, **limits: int) -> Batch | None:
    return outbox.waiting(work, "city", work.now(), everything=everything, **limits)


def answer(work: Workplace, uids: Sequence[str], verdict: str = ACCEPTED, code: str = "") -> int:
    results = [exchange.Verdict(uid=uid, verdict=verdict, code=code) for uid in uids]
    pushed = exchange.Pushed(results=results, acked_through=0)
    return outbox.settle(work, "city", pushed, work.now())


def balance(work: Workplace) -> tuple[int, int, int]:
    """Return (confirmed, waiting, attention), which are all that was created."""
    (status,) = targets.statuses(work)
    assert status.created == status.confirmed + status.waiting + status.attention
    assert status.confirmed >= 0
    with work.database.read() as tx:
        assert targets.counts(tx, "city") == (status.waiting, status.attention)
    return status.confirmed, status.waiting, status.attention


def sequence(batch: Batch | None) -> list[int]:
    assert batch is not None
    return list(range(batch.first_seq, batch.first_seq + len(batch.uids)))


# -- batches out -----------------------------------------------------------------------------------


def test_what_was_there_before_the_city_was_known_is_offered_too(work: Workplace) -> None:
    receive(work)
    batch = waiting(work)
    assert batch is not None
    assert sequence(batch) == [1, 2, 3]  # the device, its administrator, the receipt
    assert batch.epoch == 1
    assert balance(work) == (0, 3, 0)


def test_a_batch_is_so_many_events_or_so_many_bytes(work: Workplace) -> None:
    for _ in range(9):
        receive(work)
    assert sequence(waiting(work, limit=4)) == [1, 2, 3, 4]
    size = sum(len(each.head) + len(each.body) + 80 for each in waiting(work).events[:5])  # type: ignore[union-attr,misc] # there are eleven
    assert sequence(waiting(work, max_bytes=size)) == [1, 2, 3, 4, 5]
    assert sequence(waiting(work, max_bytes=1)) == [1]  # one at least, or nothing would ever go


def test_a_confirmed_batch_is_followed_by_the_next(work: Workplace) -> None:
    for _ in range(3):
        receive(work)
    for expected in ([1, 2], [3, 4], [5]):
        batch = waiting(work, limit=2)
        assert sequence(batch) == expected
        assert batch is not None
        answer(work, batch.uids)
    assert waiting(work, everything=True) is None
    assert balance(work) == (5, 0, 0)


def test_what_is_sent_are_the_bytes_that_were_written(work: Workplace) -> None:
    """Also those of an update that was taken back: this program knows a part of them only."""
    receive(work)
    with work.database.write() as tx:
        row = tx.execute(select(event).order_by(event.c.id.desc()).limit(1)).one()
        body = row.body[:-1] + b',"zeal":"of a newer program"}'
        head = replace(sealed.read_head(row.head), body_hash=sha256(row.salt + body).hexdigest())
        data = canonical.dumps(head)
        written = sealed.Sealed(data, row.salt, body, sha256(data).digest())
        new = {"head": data, "body": body, "hash": written.hash}
        tx.execute(update(event).where(event.c.id == row.id).values(**new))
    batch = waiting(work)
    assert batch is not None
    assert batch.events[-1] == written
    for each in batch.events:
        sealed.check(sealed.read_head(each.head), each)


def test_what_was_confirmed_stays_here_byte_for_byte(counter: Counter, work: Workplace) -> None:
    receive(work)
    everything = "SELECT head, salt, body, hash FROM event ORDER BY id"
    before = counter.rows(everything)
    batch = waiting(work)
    assert batch is not None
    answer(work, batch.uids)
    assert balance(work) == (3, 0, 0)
    assert counter.rows(everything) == before
    assert checking.verify(work).problems == ()


def test_a_lost_reply_and_the_same_batch_again_are_harmless(work: Workplace) -> None:
    receive(work)
    batch = waiting(work)
    assert batch is not None
    assert answer(work, batch.uids) == 3
    assert answer(work, batch.uids, DUPLICATE) == 3
    assert balance(work) == (3, 0, 0)


def test_a_batch_never_spans_two_epochs(counter: Counter, work: Workplace) -> None:
    receive(work)
    work.close()
    with counter.open() as crashing, crashing.database.write() as tx:
        from desk.models import log, numbers  # noqa: PLC0415 - only here

        numbers.issue(tx, log.this_counter(tx), MONDAY.date(), crashing.witness)
        tx.rollback()
    with counter.open() as again:
        receive(again)
        batch = waiting(again)
        assert (sequence(batch), batch and batch.epoch) == ([1, 2, 3], 1)
        assert batch is not None
        answer(again, batch.uids)
        batch = waiting(again)
        assert (sequence(batch), batch and batch.epoch) == ([1, 2, 3], 2)


def test_what_is_postponed_holds_up_what_comes_after_it(work: Workplace, clock: Clock) -> None:
    receive(work)
    batch = waiting(work)
    assert batch is not None
    outbox.postpone(work, "city", batch.uids, "CityUnreachableError", LATER)
    receive(work)
    # The sequence has no gaps: a later event alone would only be turned back.
    assert waiting(work) is None
    assert sequence(waiting(work, everything=True)) == [1, 2, 3, 4]
    clock.now = LATER
    assert sequence(waiting(work)) == [1, 2, 3, 4]
    assert balance(work) == (0, 4, 0)


def test_a_failure_of_the_wire_is_a_row_that_people_can_see(
    counter: Counter, work: Workplace
) -> None:
    batch = waiting(work)
    assert batch is not None
    for _ in range(3):
        outbox.postpone(work, "city", batch.uids, "CityUnreachableError", LATER)
    assert counter.rows("SELECT DISTINCT attempts, error, state FROM outbox") == [
        (3, "CityUnreachableError", "waiting")
    ]


# -- verdicts in -----------------------------------------------------------------------------------


def test_a_refused_step_counts_no_more_and_asks_for_a_person(work: Workplace) -> None:
    state = act(work, receive(work), "claim")
    other = receive(work)
    batch = waiting(work)
    assert batch is not None
    answer(work, batch.uids[:3])
    answer(work, [batch.uids[3]], REJECTED, "custody")
    answer(work, [batch.uids[4]])
    assert balance(work) == (4, 0, 1)
    view = reading.open_dossier(work, state.uid, by("leader"))
    assert (view.dossier.status, view.dossier.assignee) == (Status.RECEIVED, "")
    assert [(w.code) for w in view.warnings] == ["custody"]
    assert [each.refused for each in view.timeline] == [False, True]
    (row,) = targets.attentions(work)
    assert (row.reason, row.dossier, row.dossier_code) == ("custody", state.uid, state.code)
    assert not reading.open_dossier(work, other.uid, by("leader")).warnings
    assert checking.verify(work).problems == ()


def test_a_refused_receipt_still_stands(work: Workplace) -> None:
    state = receive(work)
    batch = waiting(work)
    assert batch is not None
    answer(work, batch.uids[2:], REJECTED, "number-taken")
    assert reading.open_dossier(work, state.uid, by("leader")).dossier == state
    assert checking.verify(work).problems == ()


def test_what_is_held_waits_for_a_person_and_still_counts(work: Workplace) -> None:
    state = act(work, receive(work), "claim")
    batch = waiting(work)
    assert batch is not None
    answer(work, batch.uids[2:], HELD)
    assert balance(work) == (0, 2, 2)
    assert {row.reason for row in targets.attentions(work)} == {"held"}
    assert reading.open_dossier(work, state.uid, by("leader")).dossier.status is Status.IN_HAND


def test_a_person_decides_and_everything_goes_on(work: Workplace) -> None:
    state = act(work, act(work, receive(work, RESIDENCE), "claim"), "note", reason="x")
    batch = waiting(work)
    assert batch is not None
    answer(work, batch.uids[:3])
    answer(work, [batch.uids[3]], REJECTED, "custody")
    answer(work, [batch.uids[4]], HELD)
    assert balance(work) == (3, 0, 2)
    resolved = act(work, state, "resolve", reason="Quầy 2 đã nhận trước")
    assert (resolved.status, resolved.assignee) == (Status.RECEIVED, "")
    assert targets.attentions(work) == ()
    assert balance(work) == (5, 1, 0)
    batch = waiting(work)
    assert batch is not None
    assert len(batch.uids) == 1
    body = reading.events(work, state.uid)[1][-1].body
    assert set(getattr(body, "drop", ())) == {
        made.uid for made in reading.events(work, state.uid)[1][1:3]
    }
    assert checking.verify(work).problems == ()
    assert act(work, resolved, "claim").status is Status.IN_HAND


def test_a_decision_leaves_alone_what_is_merely_early(work: Workplace) -> None:
    state = act(work, act(work, receive(work, RESIDENCE), "claim"), "note", reason="x")
    batch = waiting(work)
    assert batch is not None
    answer(work, batch.uids[:3])
    answer(work, [batch.uids[3]], HELD, "early")  # it waits for another counter's step
    answer(work, [batch.uids[4]], REJECTED, "custody")
    assert balance(work) == (3, 0, 2)
    resolved = act(work, state, "resolve", reason="Ghi chú nhầm hồ sơ")
    assert resolved.status is Status.IN_HAND  # the claim counts on
    assert [row.reason for row in targets.attentions(work)] == ["early"]
    assert balance(work) == (4, 1, 1)
    last = waiting(work)
    assert last is not None
    assert getattr(reading.events(work, state.uid)[1][-1].body, "drop", None) == (batch.uids[4],)
    # The city takes the decision, and with it what waited: nothing is left to look at.
    answer(work, [*last.uids, batch.uids[3]])
    assert balance(work) == (6, 0, 0)
    assert targets.attentions(work) == ()


def test_a_decision_about_early_steps_alone_drops_none(work: Workplace) -> None:
    state = act(work, receive(work, RESIDENCE), "claim")
    batch = waiting(work)
    assert batch is not None
    answer(work, batch.uids[:3])
    answer(work, [batch.uids[3]], HELD, "early")
    act(work, state, "resolve", reason="Máy kia hỏng, không gửi được nữa")
    assert getattr(reading.events(work, state.uid)[1][-1].body, "drop", None) == ()
    assert balance(work) == (3, 1, 1)


def test_the_same_refusal_twice_is_one_thing_to_look_at(work: Workplace) -> None:
    act(work, receive(work), "claim")
    batch = waiting(work)
    assert batch is not None
    for _ in range(2):
        answer(work, [batch.uids[3]], REJECTED, "custody")
    assert len(targets.attentions(work)) == 1
    assert balance(work) == (0, 3, 1)


def test_a_verdict_on_an_event_that_is_not_ours_changes_nothing(work: Workplace) -> None:
    before = balance(work)
    for verdict in (ACCEPTED, REJECTED, HELD):
        answer(work, ["nobody's"], verdict, "x")
    assert balance(work) == before
    assert targets.attentions(work) == ()


def test_an_acceptance_after_all_lets_the_step_count_again(work: Workplace) -> None:
    state = act(work, receive(work), "claim")
    batch = waiting(work)
    assert batch is not None
    answer(work, [batch.uids[3]], REJECTED, "custody")
    answer(work, batch.uids)
    assert balance(work) == (4, 0, 0)
    assert targets.attentions(work) == ()
    assert reading.open_dossier(work, state.uid, by("leader")).dossier == state
    assert checking.verify(work).problems == ()


# -- when the other side forgets -------------------------------------------------------------------


def test_a_target_that_lost_its_end_is_offered_it_again(work: Workplace) -> None:
    for _ in range(4):
        receive(work)
    batch = waiting(work)
    assert batch is not None
    answer(work, batch.uids[:5])
    answer(work, batch.uids[5:], REJECTED, "slot")
    forgotten.rewind(work, "city", 1, 4)
    assert sequence(waiting(work)) == [4, 5, 6]  # the refused one too: the sequence has no gaps
    assert balance(work) == (3, 3, 0)
    forgotten.rewind(work, "city", 1, 1)
    assert sequence(waiting(work)) == [1, 2, 3, 4, 5, 6]
    forgotten.rewind(work, "city", 7, 1)  # an epoch that never was
    assert balance(work) == (0, 6, 0)


def test_what_a_target_has_forgotten_is_offered_again_once_nothing_waits(work: Workplace) -> None:
    for _ in range(3):
        receive(work)
    batch = waiting(work)
    assert batch is not None
    assert not forgotten.recall(work, "city", {})  # it is told first what waits
    answer(work, batch.uids)
    assert not forgotten.recall(work, "city", {1: 5})
    assert balance(work) == (5, 0, 0)
    assert forgotten.recall(work, "city", {1: 3})
    assert sequence(waiting(work)) == [4, 5]


def test_connecting_again_offers_everything(work: Workplace) -> None:
    batch = waiting(work)
    assert batch is not None
    answer(work, batch.uids)
    assert balance(work) == (2, 0, 0)
    City().connect(work)
    assert balance(work) == (0, 2, 0)


def test_each_target_is_told_by_itself(work: Workplace) -> None:
    City(name="hub").connect(work)
    receive(work)
    batch = waiting(work)
    assert batch is not None
    answer(work, batch.uids)
    by_name = {status.name: status for status in targets.statuses(work)}
    assert (by_name["city"].confirmed, by_name["hub"].confirmed) == (3, 0)
    assert targets.names(work) == ("city", "hub")
    targets.remove(work, by("administrator"), "hub")
    assert targets.names(work) == ("city",)
    assert balance(work) == (3, 0, 0)
    with pytest.raises(UnknownTargetError):
        targets.remove(work, by("administrator"), "hub")


def test_what_a_lost_row_speaks_of_is_not_taken_for_confirmed(
    counter: Counter, work: Workplace
) -> None:
    receive(work)
    batch = waiting(work)
    assert batch is not None
    answer(work, batch.uids[:1])
    counter.plant("DELETE FROM outbox WHERE event_id = (SELECT max(id) FROM event)")
    (status,) = targets.statuses(work)
    assert (status.created, status.confirmed, status.waiting, status.attention) == (3, 1, 1, 0)
    assert [found.code for found in checking.verify(work).problems] == ["Unaccounted"]


def test_who_may_connect_and_whom_to_reach(work: Workplace) -> None:
    with pytest.raises(NotAllowedError):
        targets.remove(work, by("leader"), "city")
    with pytest.raises(NotAllowedError):
        targets.connect(work, by("leader"), name="x", url="u", token="t", feed="f")
    assert targets.access(work) == ("city", "https://city.example", "t")
    assert targets.access(work, "city")[0] == "city"
    with pytest.raises(UnknownTargetError):
        targets.access(work, "hub")
    targets.remove(work, by("administrator"), "city")
    with pytest.raises(NotConnectedError):
        targets.access(work)
    assert targets.statuses(work) == ()


def test_since_moves_only_when_the_state_does(work: Workplace, clock: Clock) -> None:
    (status,) = targets.statuses(work)
    assert (status.online, status.since, status.last_ok) == (None, None, None)
    for minute, error, online, since, last_ok in (
        (1, "", True, 1, 1),
        (2, "", True, 1, 2),
        (3, "CityUnreachableError", False, 3, 2),
        (4, "CityUnreachableError", False, 3, 2),
        (5, "", True, 5, 5),
    ):
        now = clock.now + timedelta(minutes=minute)
        targets.note_answer(work, "city", error=error, paused="", now=now)
        (status,) = targets.statuses(work)
        assert (status.online, status.error) == (online, error)
        assert status.since == clock.now + timedelta(minutes=since)
        assert status.last_ok == clock.now + timedelta(minutes=last_ok)


def test_how_far_this_clock_is_from_the_citys_goes_with_every_event(work: Workplace) -> None:
    targets.note_offset(work, -75_000)
    state = receive(work)
    assert reading.events(work, state.uid)[1][0].offset_ms == -75_000


# -- any history -----------------------------------------------------------------------------------

OPERATIONS = st.sampled_from(
    "receive claim accept reject hold early postpone rewind connect resolve later".split()
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(story=st.lists(st.tuples(OPERATIONS, st.integers(1, 4)), max_size=25))
def test_nothing_is_ever_in_none_of_the_three(  # noqa: C901, PLR0912 - one arm a happening
    work: Workplace, clock: Clock, story: list[tuple[str, int]]
) -> None:
    uid = receive(work).uid
    for what, number in story:
        batch = waiting(work, limit=number)
        uids = batch.uids if batch else ()
        if batch is not None:
            heads = [sealed_seq(each.head) for each in batch.events]
            assert heads == sequence(batch)
        match what:
            case "receive":
                uid = receive(work).uid
            case "claim":
                act(work, uid, "forward", to=f"{number}")
            case "accept":
                answer(work, uids)
            case "reject":
                answer(work, uids, REJECTED, "slot")
            case "hold":
                answer(work, uids, HELD)
            case "postpone":
                outbox.postpone(work, "city", uids, "x", clock.now + timedelta(minutes=number))
            case "rewind":
                forgotten.rewind(work, "city", 1, number)
            case "connect":
                City().connect(work)
            case "early":
                answer(work, uids, HELD, "early")
            case "resolve":
                for row in targets.attentions(work)[:1]:
                    if row.dossier:
                        act(work, row.dossier, "resolve", reason="x")
            case "later":
                clock.pass_(minutes=number)
        balance(work)
    assert checking.verify(work).problems == ()
    answered = 0
    while batch := waiting(work, everything=True):
        answer(work, batch.uids)
        answered += 1
        assert answered < 200
    confirmed, left, _ = balance(work)
    assert (left, confirmed > 0) == (0, True)


def sealed_seq(head: bytes) -> int:
    from desk.wire.sealed import read_head  # noqa: PLC0415 - only here

    return read_head(head).seq


def test_an_answer_looks_at_its_own_events_and_not_at_the_whole_log(work: Workplace) -> None:
    receive(work)
    said: list[tuple[str, Any]] = []

    def note(_: object, __: object, words: str, facts: Any, *rest: object) -> None:
        del rest
        said.append((words, facts))

    with work.database.write() as tx:
        (uid,) = tx.exec_driver_sql("SELECT uid FROM event ORDER BY id DESC LIMIT 1").one()
        listen(tx.engine, "before_cursor_execute", note)
        assert len(outbox._ids(tx, [from_key(uid)])) == 1  # noqa: SLF001 - what every answer asks
        remove(tx.engine, "before_cursor_execute", note)
        words, facts = next(each for each in said if "event.uid IN" in each[0])
        plan = tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", facts).all()
    assert all("uid=?" in str(row[-1]) for row in plan), plan
