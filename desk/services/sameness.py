"""Whether a target holds the same dossiers as this counter, and putting right what differs.

Digests are compared where both sides have said everything: while something waits here they cannot
be alike. What a comparison found is kept as a proof, for people to see, with the roots that it is
of: as long as neither root changes, nothing has to be looked for again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, distinct, func, insert, select, update

from desk.domain.errors import ExchangeError
from desk.models import log, tree
from desk.models.projection import micros
from desk.models.tables import attention, counter, dossier, event, outbox, target
from desk.services import inbox, keys, reminders
from desk.services import outbox as outbox_room
from desk.services.workplace import Workplace
from desk.wire import canonical, exchange
from desk.wire.ids import to_key
from desk.wire.sealed import BadEventError
from desk.wire.signing import PublicKeys

#: What comparing came to; see `desk.sync.ports.Agreement`, whose words these are.
EQUAL, WAITING, KNOWN, DIFFERENT = "equal", "waiting", "known", "different"
#: Why a person must look at a dossier that differs though both sides have told everything.
DIFFERS: Final = "differs"
_MOST_NAMED: Final = 20
_PART: Final = 500  # SQLite takes so many parameters in one statement with room to spare
#: What was proved last, whose word is believed, and for which ward it must be.
_KNOWN: Final = select(
    target.c.proof, target.c.public, select(counter.c.unit).scalar_subquery().label("unit")
).where(target.c.name == bindparam("name"))
_KEEP: Final = (
    update(target).where(target.c.name == bindparam("at")).values(proof=bindparam("b_proof"))
)
_OPEN: Final = attention.c.resolved_at.is_(None)
_ASKED: Final = select(attention.c.dossier_id).where(_OPEN)
_DIFFERING: Final = select(attention.c.id, attention.c.dossier_id).where(
    _OPEN, attention.c.target == bindparam("name"), attention.c.reason == DIFFERS
)
_KEYS: Final = select(dossier.c.id).where(dossier.c.uid.in_(bindparam("uids", expanding=True)))
#: Dossiers of which something waits to be sent, or needs a person.
_WAITS: Final = (
    select(event.c.dossier_id)
    .join(outbox, outbox.c.event_id == event.c.id)
    .where(outbox.c.target == bindparam("name"), event.c.dossier_id.is_not(None))
    .correlate(None)
)
_UNSURE: Final = select(func.count()).select_from(_WAITS.distinct().subquery())
_CHANGED: Final = select(func.count(distinct(event.c.dossier_id))).where(
    event.c.id > bindparam("last"), event.c.dossier_id.not_in(_WAITS)
)


class UnsignedError(ExchangeError):
    """A target did not sign what it says that it holds, or somebody else did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What two sides held when they were compared, and how many dossiers were not alike."""

    at: datetime
    feed: str
    cursor: str
    ours: int
    theirs: int
    our_root: str
    their_root: str
    signature: str = ""  # the target's, on what it holds
    said: bool = False  # whether it has heard what we hold, signed
    last: int = 0  # key of the newest event that was compared
    many: int = 0
    differing: tuple[str, ...] = ()  # uids, the first of them


def read_proof(text: str) -> Proof | None:
    """Return a proof as it is stored."""
    return canonical.loads(Proof, text.encode()) if text else None


def digests(work: Workplace, places: Sequence[str]) -> list[exchange.Digest]:
    """Return our digests below several places, as of one moment; see `desk.wire.exchange`."""
    with work.database.read() as tx:
        return [tree.below(tx, place) for place in places]


def agree(work: Workplace, name: str, end: exchange.End, now: datetime) -> str:
    """Compare what a target holds with what is here, and keep what came of it.

    Raises:
        UnsignedError: a target whose keys are known did not sign what it says.
    """
    with work.database.read() as tx:
        if outbox_room.is_waiting(tx, name):
            return WAITING
        known = tx.execute(_KNOWN, {"name": name}).one()
        _check(keys.read(known.public), known.unit, end)
        before = read_proof(known.proof)
        kept = tree.kept(tx)
    if before is not None and kept is not None and _same_roots(before, kept[1], end.holds.root):
        return KNOWN if before.many else EQUAL  # as in most rounds: no lock, nothing written
    with work.database.write() as tx:
        tree.keep(tx)
        if outbox_room.is_waiting(tx, name):
            return WAITING  # written meanwhile
        count, root = tree.root(tx)
        if before is not None and _same_roots(before, root, end.holds.root):
            return KNOWN if before.many else EQUAL
        if (count, root) != (end.holds.count, end.holds.root):
            return DIFFERENT
        _note(tx, name, _proof_of(tx, end, (count, root), now))
        _settle(tx, name, (), now)
    return EQUAL


def carried(work: Workplace, name: str, end: exchange.End) -> str:
    """Compare as `agree` does with what a stick tells: it was so when the stick was written."""
    at = end.holds.time
    found = agree(work, name, end, at)
    if found in (EQUAL, KNOWN):
        proved = func.max(func.coalesce(target.c.proved, 0), micros(at))
        with work.database.write() as tx:
            tx.execute(update(target).where(target.c.name == name).values(proved=proved))
    return found


def _check(theirs: PublicKeys | None, unit: str, end: exchange.End) -> None:
    """Believe what a target says that it holds only if it has signed it with its known keys."""
    if theirs is None:
        return  # it joined before there were keys
    said = exchange.holding(unit, end.feed, end.cursor, end.holds.count, end.holds.root)
    if not theirs.verify(said, end.holds.signature, exchange.HOLDING):
        raise UnsignedError


def unsaid(work: Workplace, name: str) -> exchange.Stated | None:
    """Return our own signed word for the last proof, if the target has not heard it."""
    with work.database.read() as tx:
        known = tx.execute(_KNOWN, {"name": name}).one()
    found = read_proof(known.proof)
    if found is None or found.said or found.many or not known.public:
        return None
    said = exchange.holding(known.unit, found.feed, found.cursor, found.ours, found.our_root)
    return exchange.Stated(
        feed=found.feed,
        cursor=found.cursor,
        count=found.ours,
        root=found.our_root,
        signature=keys.signer(work).sign(said, exchange.HOLDING),
    )


def said(work: Workplace, name: str) -> None:
    """Write down that a target has heard our word for the last proof."""
    with work.database.write() as tx:
        found = read_proof(tx.execute(_KNOWN, {"name": name}).one().proof)
        if found is not None:
            _note(tx, name, replace(found, said=True))


def _same_roots(before: Proof, ours: str, theirs: str) -> bool:
    return (before.our_root, before.their_root) == (ours, theirs)


def _proof_of(
    tx: Connection,
    end: exchange.End,
    ours: tuple[int, str],
    now: datetime,
    differing: Sequence[str] = (),
) -> Proof:
    return Proof(
        last=tx.execute(select(func.coalesce(func.max(event.c.id), 0))).scalar_one(),
        at=now,
        feed=end.feed,
        cursor=end.cursor,
        ours=ours[0],
        theirs=end.holds.count,
        our_root=ours[1],
        their_root=end.holds.root,
        signature=end.holds.signature,
        many=len(differing),
        differing=tuple(sorted(differing)[:_MOST_NAMED]),
    )


def _note(tx: Connection, name: str, proof: Proof) -> None:
    tx.execute(_KEEP, {"at": name, "b_proof": canonical.dumps(proof).decode()})


def differ(
    work: Workplace, name: str, end: exchange.End, differing: Sequence[str], now: datetime
) -> None:
    """Keep what differs though everything was told; what nobody is asked about, a person must see.

    A dossier of which an event is held or refused differs until that is decided.
    """
    with work.database.write() as tx:
        if outbox_room.is_waiting(tx, name):
            return
        _note(tx, name, _proof_of(tx, end, tree.root(tx), now, differing))
        _settle(tx, name, differing, now)


def _settle(tx: Connection, name: str, differing: Collection[str], now: datetime) -> None:
    """Ask a person about each dossier that differs, once, and about none that no longer does."""
    found = _keys(tx, differing)
    asked = set(tx.execute(_ASKED).scalars()) if found else set()
    for row in tx.execute(_DIFFERING, {"name": name}).all():
        if row.dossier_id not in found:
            gone = attention.c.id == row.id
            tx.execute(update(attention).where(gone).values(resolved_at=micros(now)))
    for key in sorted(found - asked)[:_MOST_NAMED]:
        values = {"target": name, "reason": DIFFERS, "dossier_id": key, "at": micros(now)}
        tx.execute(insert(attention).values(**values))


def _keys(tx: Connection, uids: Collection[str]) -> set[int]:
    found: set[int] = set()
    asked = [to_key(uid) for uid in uids]
    for start in range(0, len(asked), _PART):
        found.update(tx.execute(_KEYS, {"uids": asked[start : start + _PART]}).scalars())
    return found


def repair(
    work: Workplace, name: str, uids: Sequence[str], told: exchange.Stories, now: datetime
) -> int:
    """Put right what differs about some dossiers, in one commit; return what was new here.

    What the target knows and this counter does not is taken over; what it lacks is offered to it
    again. Nothing is ever taken back on a target's word but what it refused.

    Raises:
        BadEventError: what was told does not agree with its hashes, or is of another dossier.
    """
    arrived = [inbox.opened(each) for each in told.events]
    if any(made.dossier not in uids for made, _ in arrived):
        raise BadEventError(what="dossier")
    there = {made.uid for made, _ in arrived}
    with work.database.write() as tx:
        new = inbox.take_over(work, tx, name, arrived, now)
        me = log.own_device_id(tx)
        if name == outbox_room.CITY:
            log.refuse(tx, _foreign(tx, told.refused, me))
        # What waits for a person has been offered, and its verdict is known.
        here = outbox.c.target == name, outbox.c.state == "attention"
        asked = set(tx.execute(select(outbox.c.event_id).where(*here)).scalars())
        lacking = [each for each in _lacking(tx, uids, there) if each[0] not in asked]
        own = [key for key, device in lacking if device == me]
        others = [key for key, device in lacking if device != me]
        for start in range(0, len(own), _PART):
            outbox_room.offer(tx, name, event.c.id.in_(own[start : start + _PART]))
        for start in range(0, len(others), _PART):
            reminders.owe(tx, name, event.c.id.in_(others[start : start + _PART]))
    return len(new)


def _foreign(tx: Connection, uids: Sequence[str], me: int | None) -> list[str]:
    """Return those of the refused events that others wrote and that still count here.

    Our own are offered again instead: their verdict then comes with its reason.
    """
    found = []
    for uid in uids:
        here = event.c.uid == to_key(uid), event.c.device_id != (me or 0), event.c.refused == 0
        if tx.execute(select(event.c.id).where(*here)).first() is not None:
            found.append(uid)
    return found


def _lacking(tx: Connection, uids: Sequence[str], there: set[str]) -> list[tuple[int, int]]:
    """Return (key, device's key) of the events that count here and not at the target."""
    known = {to_key(uid) for uid in there}
    found = []
    for key in sorted(_keys(tx, uids)):
        here = event.c.dossier_id == key, event.c.refused == 0
        rows = tx.execute(select(event.c.id, event.c.uid, event.c.device_id).where(*here))
        found += [(row.id, row.device_id) for row in rows if row.uid not in known]
    return found


def unsure(tx: Connection, name: str) -> int:
    """Return of how many dossiers something waits to be sent, or needs a person."""
    return int(tx.execute(_UNSURE, {"name": name}).scalar_one())


def changed(tx: Connection, name: str, proof: Proof) -> int:
    """Return how many dossiers came or changed since a proof, but for those of `unsure`."""
    kept = tree.kept(tx)
    if not proof.last or (kept is not None and kept[1] == proof.our_root):
        return 0
    return int(tx.execute(_CHANGED, {"name": name, "last": proof.last}).scalar_one())
