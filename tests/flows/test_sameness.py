"""The proof that both sides hold the same: compared each round, and put right where it fails."""

from __future__ import annotations

from contextlib import closing

import pytest

from desk.city import holdings
from desk.domain.records import Dossier
from desk.domain.views import Sameness
from desk.services import keys, sameness, targets
from desk.sync.adapters.native import Native
from desk.sync.errors import NotAuthorisedError
from desk.wire import exchange as wire
from desk.wire.signing import Signer, new_seed, verify
from tests.flows.stage import UNIT, Desk, Stage, prove, settle
from tests.kit import COPIES, MARRIAGE, act, receive
from tests.sync.faults import patience


def proof(desk: Desk) -> Sameness:
    (status,) = targets.statuses(desk.work)
    assert status.proof is not None
    return status.proof


def forget(stage: Stage, sql: str, *values: object) -> None:
    """Let the city's disk lose something, as no program of ours would."""
    stage.city.down()
    stage.city.change(sql, *values)
    stage.city.up()


def lose(stage: Stage, dossier: Dossier) -> None:
    """Let the city's disk lose a whole dossier."""
    whose = "(SELECT uid FROM dossier WHERE code = ?)"
    forget(stage, f"DELETE FROM event WHERE dossier = {whose}", dossier.code)
    forget(stage, "DELETE FROM dossier WHERE code = ?", dossier.code)


def test_every_round_proves_what_is_the_same(stage: Stage) -> None:
    one, two = stage.one, stage.two
    receive(one.work, COPIES)
    receive(two.work, MARRIAGE)
    settle(one, two)
    for each in (one, two):
        found = proof(each)
        assert (found.same, found.ours, found.theirs) == (2, 2, 2)
        assert (found.unsent, found.differing) == (0, 0)
    # What is written afterwards is not proved until it has been sent.
    receive(one.work)
    act(one.work, receive(one.work), "claim")
    found = proof(one)
    assert (found.same, found.ours, found.unsent) == (2, 4, 2)
    stage.clock.pass_(minutes=3)
    one.exchange()
    found = proof(one)
    assert (found.same, found.ours, found.unsent, found.at) == (4, 4, 0, stage.clock.now)


def test_a_round_in_which_nothing_happens_only_moves_the_clock_of_the_proof(stage: Stage) -> None:
    receive(stage.one.work)
    settle(stage.one, stage.two)
    before = stage.one.counter.rows("SELECT proof FROM target")
    stage.clock.pass_(minutes=10)
    stage.one.exchange()
    assert stage.one.counter.rows("SELECT proof FROM target") == before
    assert proof(stage.one).at == stage.clock.now


def test_what_the_city_lost_of_our_own_is_told_again(stage: Stage) -> None:
    one, two = stage.one, stage.two
    kept, lost = receive(one.work), receive(one.work, COPIES)
    act(one.work, lost, "claim")
    act(one.work, kept, "claim")
    settle(one, two)
    lose(stage, lost)
    one.exchange()
    assert proof(one).differing == 0
    assert prove(one) == 2


def test_what_the_city_lost_of_a_counter_that_is_no_more_is_told_by_another(stage: Stage) -> None:
    one, two = stage.one, stage.two
    kept, lost = receive(one.work), receive(two.work, COPIES)
    act(two.work, lost, "claim")
    settle(one, two)
    act(one.work, kept, "claim")
    settle(one, two)
    two.close()
    feed = one.counter.rows("SELECT feed FROM target")
    lose(stage, lost)
    one.exchange()
    assert (proof(one).same, proof(one).differing) == (2, 0)
    assert prove(one) == 2
    assert one.counter.rows("SELECT feed FROM target") == feed  # it was not asked for everything
    act(one.work, lost, "claim")  # and work goes on with it
    one.exchange()
    assert targets.statuses(one.work)[0].attention == 0


def test_what_this_counter_lost_of_others_is_fetched(stage: Stage) -> None:
    one, two = stage.one, stage.two
    made = receive(two.work)
    act(two.work, made, "claim")
    settle(one, two)
    one.counter.plant("DELETE FROM attention")
    one.counter.plant(
        "DELETE FROM event WHERE dossier_id = (SELECT id FROM dossier WHERE code = ?) "
        "AND type <> 'Received'",
        made.code,
    )
    one.close()
    one.open()
    refold(one, made.uid)
    assert one.see(made).status != two.see(made).status
    told = one.exchange()
    assert told.pulled == 1
    assert one.see(made).status == two.see(made).status
    assert (proof(one).same, proof(one).differing) == (1, 0)


def refold(desk: Desk, uid: str) -> None:
    from desk.models import log, projection  # noqa: PLC0415 - only this fault is planted so deep

    with desk.work.database.write() as tx:
        stored = projection.load(tx, uid)
        assert stored is not None
        log.refold(tx, stored.id)


def test_what_differs_for_good_is_shown_to_a_person_once_and_goes_when_it_is_over(
    stage: Stage,
) -> None:
    one = stage.one
    made, other = receive(one.work), receive(one.work)
    settle(one, stage.two)
    (leaf,) = stage.city.rows("SELECT leaf FROM dossier WHERE code = ?", made.code)[0]
    # A leaf that no event explains: nothing that is told again can put it right.
    forget(stage, "UPDATE dossier SET leaf = zeroblob(32) WHERE code = ?", made.code)
    for _ in range(3):
        told = one.exchange()
        assert told.errors == []
        assert one.attention() == ["differs"]
        assert (proof(one).same, proof(one).ours, proof(one).differing) == (1, 2, 1)
    act(one.work, other, "claim")  # others go on
    one.exchange()
    assert one.attention() == ["differs"]
    forget(stage, "UPDATE dossier SET leaf = ? WHERE code = ?", leaf, made.code)
    one.exchange()
    assert one.attention() == []
    assert (proof(one).same, proof(one).differing) == (2, 0)


def test_what_needs_a_person_is_not_said_to_be_the_same(stage: Stage) -> None:
    one, two = stage.one, stage.two
    made = receive(one.work)
    receive(one.work, COPIES)
    settle(one, two)
    act(one.work, made, "claim")
    act(two.work, made, "claim")
    two.exchange()  # the first to come has it; the other's step needs a person
    one.exchange()
    assert "differs" not in one.attention()
    assert (proof(one).same, proof(one).ours, proof(one).unsent) == (1, 2, 1)
    assert (proof(two).same, proof(two).ours) == (2, 2)


def test_both_sides_sign_what_they_hold(stage: Stage) -> None:
    receive(stage.one.work)
    settle(stage.one, stage.two)
    kept = [
        sameness.read_proof(text) for (text,) in stage.one.counter.rows("SELECT proof FROM target")
    ]
    (ours,) = kept
    assert ours is not None
    theirs = keys.city(stage.one.work)
    assert theirs is not None
    said = wire.holding(UNIT, ours.feed, ours.cursor, ours.ours, ours.our_root)
    assert theirs.verify(said, ours.signature, wire.HOLDING)
    rows = stage.city.rows(
        "SELECT p.cursor, p.count, p.root, p.signature, d.key "
        "FROM proof p JOIN device d ON d.id = p.device_id"
    )
    assert len(rows) == 2
    for cursor, count, root, signature, key in rows:
        again = wire.holding(UNIT, ours.feed, cursor, count, root)
        assert verify(key.hex(), again, signature, wire.HOLDING)
        assert (count, root) == (1, ours.our_root)
        assert not verify(key.hex(), again + b" ", signature, wire.HOLDING)


def test_a_city_that_did_not_sign_is_not_believed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(stage.one.work)
    settle(stage.one, stage.two)
    before = proof(stage.one)
    stage.clock.pass_(minutes=5)
    stranger = Signer(new_seed())
    monkeypatch.setattr(holdings, "Signer", lambda _: stranger)
    assert stage.one.fail() == "UnsignedError"
    assert proof(stage.one) == before


def test_a_forged_word_of_a_counter_is_refused(stage: Stage) -> None:
    receive(stage.one.work)
    stage.one.exchange()
    before = stage.city.rows("SELECT * FROM proof")
    city = keys.city(stage.one.work)
    assert city is not None
    link = Native(
        f"http://127.0.0.1:{stage.city.port}",
        keys.token(stage.one.work, "city"),
        signer=keys.signer(stage.one.work),
        audience=city.sign,
    )
    forged = wire.Stated(feed="f", cursor="c", count=9, root="", signature="ab" * 64)
    with closing(link), pytest.raises(NotAuthorisedError) as refused:
        link.state(forged, until=patience())
    assert refused.value.facts["reason"] == "signature"
    assert stage.city.rows("SELECT * FROM proof") == before
