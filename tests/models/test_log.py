"""Writing one event: sealed, chained, projected and offered, all in the transaction it is given."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain.records import Actor, Status
from desk.models import log, projection
from desk.services import checking, reading, targets
from desk.services.workplace import Workplace
from desk.wire import sealed
from tests.kit import MONDAY, Clock, Counter, act, administrator, receive


def own(counter: Counter) -> list[sealed.Head]:
    return [
        sealed.read_head(head) for (head,) in counter.rows("SELECT head FROM event ORDER BY id")
    ]


def test_a_device_writes_one_chain_without_gaps(counter: Counter, work: Workplace) -> None:
    state = receive(work)
    act(work, state, "claim")
    act(work, state, "finish")
    rows = counter.rows("SELECT head, hash, seq FROM event ORDER BY id")
    prev = sealed.GENESIS
    for place, (data, digest, seq) in enumerate(rows, 1):
        head = sealed.read_head(data)
        assert (head.prev, head.seq, seq, head.epoch) == (prev, place, place, 1)
        prev = digest.hex()
    with work.database.read() as tx:
        me = log.this_counter(tx)
    assert (me.seq, me.head) == (len(rows), prev)


def test_an_event_names_what_its_writer_had_seen(counter: Counter, work: Workplace) -> None:
    state = receive(work)
    after = act(work, state, "note", reason="x")
    assert own(counter)[-1].base == state.heads
    assert after.heads == (counter.rows("SELECT hash FROM event ORDER BY id")[-1][0].hex(),)
    assert own(counter)[0].base == ()
    assert (own(counter)[-1].dossier, own(counter)[0].dossier) == (state.uid, "")


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(jumps=st.lists(st.timedeltas(timedelta(days=-400), timedelta(days=400)), max_size=6))
def test_logical_time_never_goes_back_whatever_the_clock_does(
    counter: Counter, work: Workplace, clock: Clock, jumps: list[timedelta]
) -> None:
    for jump in jumps:
        clock.now = MONDAY + jump
        with work.database.write() as tx:
            log.append(
                tx,
                cev.NumberBurnt(day="2026-11-23", number=1, reason="x"),
                ACTOR,
                clock.now,
            )
    heads = own(counter)
    assert all(one.hlc < two.hlc for one, two in pairwise(heads))
    assert [head.at for head in heads[-len(jumps) :]] == [
        MONDAY + each for each in jumps
    ] or not jumps
    clock.now = MONDAY


ACTOR = Actor(uid="", login="system", name="Hệ thống", role="system")


def test_every_target_is_offered_every_event(counter: Counter, work: Workplace) -> None:
    admin = administrator(work)
    for name in ("city", "hub"):
        targets.connect(work, admin, name=name, url="u", token="t", feed="f")
    before = counter.rows("SELECT count(*) FROM outbox")[0][0]
    receive(work)
    assert counter.rows("SELECT count(*) FROM outbox")[0][0] == before + 2


def test_what_is_no_beginning_makes_no_dossier(counter: Counter, work: Workplace) -> None:
    with work.database.write() as tx:
        written = log.append(tx, ev.Noted(text="x"), ACTOR, MONDAY, uid="nobody")
    assert (written.dossier, written.dossier_id) == (None, None)
    assert counter.rows("SELECT count(*) FROM dossier") == [(0,)]
    assert checking.verify(work).problems == ()


def test_a_decision_drops_what_it_names_and_folds_anew(work: Workplace) -> None:
    state = receive(work)
    act(work, state, "finish")
    unwanted = reading.events(work, state.uid)[1][-1].uid
    with work.database.write() as tx:
        stored = projection.load(tx, state.uid)
        body = ev.Resolved(text="nhầm hồ sơ", drop=(unwanted,))
        written = log.append(tx, body, ACTOR, MONDAY, stored=stored)
        assert written.dossier is not None
        assert (written.dossier.status, written.dossier.finished_at) == (Status.RECEIVED, None)
        again = projection.load(tx, state.uid)
        assert again is not None
        assert again.state == written.dossier
    assert checking.verify(work).problems == ()


def test_folding_again_changes_nothing_that_is_right(counter: Counter, work: Workplace) -> None:
    state = act(work, receive(work), "alias", id_number="X-1")
    before = counter.rows("SELECT * FROM dossier")
    with work.database.write() as tx:
        assert log.refold(tx, 1) == state
    assert counter.rows("SELECT * FROM dossier") == before


def test_folding_again_mends_a_row_that_is_wrong(counter: Counter, work: Workplace) -> None:
    state = receive(work)
    work.close()
    counter.plant("UPDATE dossier SET status = 9, code = 'X', is_open = 0")
    with counter.open() as again:
        assert not checking.verify(again).ok
        with again.database.write() as tx:
            assert log.refold(tx, 1) == state
        assert checking.verify(again).ok


def test_refusing_what_is_not_here_changes_nothing(counter: Counter, work: Workplace) -> None:
    receive(work)
    before = counter.rows("SELECT hex(state) FROM dossier")
    with work.database.write() as tx:
        log.refuse(tx, ["nobody's"])
        log.refuse(tx, [])
    assert counter.rows("SELECT hex(state) FROM dossier") == before


def test_an_event_of_the_device_may_be_refused_too(counter: Counter, work: Workplace) -> None:
    (uid,) = (head.uid for head in own(counter) if head.type == "UserAdded")
    with work.database.write() as tx:
        log.refuse(tx, [uid])
    assert counter.rows("SELECT type FROM event WHERE refused = 1") == [("UserAdded",)]


def test_a_failed_append_leaves_the_chain_where_it_was(counter: Counter, work: Workplace) -> None:
    before = counter.rows("SELECT seq, head, hlc FROM counter")

    def fail() -> None:
        with work.database.write() as tx:
            log.append(tx, ev.Noted(text="x"), ACTOR, MONDAY)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    assert counter.rows("SELECT seq, head, hlc FROM counter") == before
    receive(work)
    assert checking.verify(work).problems == ()
