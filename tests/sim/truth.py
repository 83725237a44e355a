"""The ten invariants of the exchange, held once the weather has cleared."""

from __future__ import annotations

from collections import Counter as Tally
from typing import Final

from sqlalchemy import select

from desk.app.ledger import CounterLedger
from desk.city import tables
from desk.domain import events as ev
from desk.domain.records import Dossier
from desk.models.blobs import Blobs
from desk.services import checking, targets
from desk.sync import verify
from desk.wire import canonical
from desk.wire.ids import from_key
from desk.wire.sealed import Sealed, open_event
from tests.sim.history import PATIENCE_S, Ward
from tests.sim.parties import CITY, Desk, Town

ROUNDS: Final = 200
# A file that one copy was given has the other's name on it, too.
_OF_TWINS: Final = frozenset({"NumberTwice", "NumberUnwritten", "MissingEvent", "BlobMissingError"})


def heal(ward: Ward) -> int:
    """Clear the weather; exchange and decide until nobody has anything left; return the rounds.

    (10) This comes to rest within `ROUNDS` rounds.
    """
    ward.settle_in()
    for line in ward.lines.values():
        line.down = False
        line.deliver()
    for desk in ward.desks:
        desk.counter.clock.now = max(desk.counter.clock.now, ward.clock.now)
    for rounds in range(1, ROUNDS + 1):
        moved = 0
        for desk in ward.desks:
            for name in ward.towns:
                outcome = ward.exchange(desk, name, faults=0.0)
                assert not outcome.error, (name, outcome)
                moved += outcome.pushed + outcome.pulled
        if ward.other is not None:
            for desk in ward.tellers():
                outcome = ward.tell(desk, faults=0.0)
                assert not outcome.error, (ward.other.kind, outcome)
                moved += outcome.pushed + outcome.waiting + ward.other.decide(desk)
        if not moved and not sum(ward.decide(desk) for desk in ward.desks):
            return rounds
    raise AssertionError(f"no rest after {ROUNDS} rounds")


def hold(ward: Ward, *, thorough: bool) -> None:
    """Hold all invariants but (10)."""
    city = ward.towns[CITY]
    states = _states(city)
    for desk in ward.desks:
        _counter(ward, desk, states, thorough=thorough)
    _receipts(ward, states)
    _sequences(ward, city)
    _values(city, states)
    _files(ward)
    if ward.other is not None and not ward.cloned:
        ward.other.hold(states, ward.lost, ward.doubled)


def _states(town: Town) -> dict[str, Dossier]:
    with town.store.read() as tx:
        rows = tx.execute(select(tables.dossier.c.state)).scalars().all()
    found = [canonical.loads(Dossier, bytes(row)) for row in rows]
    return {state.uid: state for state in found}


def _counter(ward: Ward, desk: Desk, states: dict[str, Dossier], *, thorough: bool) -> None:
    """(4) roots are equal; (5) all are accounted for; (6) every row is the fold of its log."""
    for name in ward.towns:
        line = ward.line(desk, name)
        found = verify.same(CounterLedger(desk.work), line, patience_s=PATIENCE_S)
        assert found.equal, (name, found)
    rows = desk.counter.rows("SELECT state FROM dossier")
    mine = [canonical.loads(Dossier, state) for (state,) in rows]
    assert {state.uid: state for state in mine} == states
    for status in targets.statuses(desk.work):
        assert (status.waiting, status.attention) == (0, 0), status
        if status.name not in ward.towns:
            continue  # it has no digests: what it holds is read back instead
        assert status.proof is not None
        assert status.proof.same == status.proof.ours == len(states), status
    if thorough:
        problems = checking.verify(desk.work).problems
        # Two copies of one whole machine wrote on: that is named, and must be.
        known = _OF_TWINS if ward.cloned else frozenset()
        assert not [each for each in problems if each.code not in known], problems


def _receipts(ward: Ward, states: dict[str, Dossier]) -> None:
    """(1) no printed receipt is lost; (2) no number was printed twice, but by two clones."""
    codes = Tally(state.code for state in states.values())
    missing = [paper for paper in ward.papers if paper.code not in codes]
    assert not [paper for paper in missing if paper.code not in ward.lost], missing
    if ward.cloned:
        return  # two copies of a whole machine: both dossiers are kept, a person was asked
    papers = [paper for paper in ward.papers if paper.code not in ward.doubled]
    for facts in (
        [paper.code for paper in papers],
        [paper.barcode for paper in papers],
        [(paper.book, paper.line) for paper in papers],
        [state.barcode for state in states.values() if state.barcode not in ward.doubled],
        [code for code in codes.elements() if code not in ward.doubled],
    ):
        assert not [fact for fact, times in Tally(facts).items() if times > 1]


def _sequences(ward: Ward, city: Town) -> None:
    """(3) each event is at the city once; (7) each device's sequence is without a gap."""
    with city.store.read() as tx:
        columns = tables.event.c.uid, tables.event.c.device_id, tables.event.c.epoch
        rows = tx.execute(select(*columns, tables.event.c.seq, tables.event.c.fork)).all()
    twice = [uid for uid, times in Tally(row.uid for row in rows).items() if times > 1]
    assert not twice, [from_key(bytes(uid)) for uid in twice]
    if ward.disasters == "counters":
        return  # what only a lost disk had, nobody can send
    held: dict[tuple[int, int], set[int]] = {}
    for row in rows:
        held.setdefault((row.device_id, row.epoch), set()).add(row.seq)
    for (device, epoch), seqs in held.items():
        assert seqs == set(range(1, len(seqs) + 1)), (device, epoch, sorted(seqs))


def _values(city: Town, states: dict[str, Dossier]) -> None:
    """(9) of what was ever written into a field, the last or a contested value is what is shown.

    What a person left out by a decision was not written.
    """
    with city.store.read() as tx:
        counts = tables.event.c.state == tables.ACCEPTED
        rows = tx.execute(select(tables.event).where(counts)).all()
    written: dict[str, set[str]] = {}
    story = [
        open_event(Sealed(*(bytes(x) for x in (row.head, row.salt, row.body, row.hash))))
        for row in rows
    ]
    left = {
        uid for event in story if isinstance(event.body, ev.Resolved) for uid in event.body.drop
    }
    for event in story:
        if isinstance(event.body, ev.Corrected) and event.uid not in left:
            for change in event.body.changes:
                if change.field == "submitter.phone":
                    written.setdefault(event.dossier, set()).add(change.after)
    for uid, values in written.items():
        assert states[uid].submitter.phone in values, uid


def _files(ward: Ward) -> None:
    """(8) every file that a counter has and a dossier names is at each town, byte for byte."""
    for name, town in ward.towns.items():
        with town.store.read() as tx:
            shas = [bytes(sha).hex() for sha in tx.execute(select(tables.named.c.sha)).scalars()]
        for desk in ward.desks:
            blobs = Blobs(desk.work.database.folder)
            for sha in shas:
                if blobs.has(sha):
                    assert town.shelf.is_sound(sha), (name, sha)
