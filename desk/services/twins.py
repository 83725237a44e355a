"""Two copies of one whole machine wrote on: seen at an exchange, ended by a person on both.

The copy becomes a counter of its own, with a slot and keys of its own, and joins anew; the original
begins a new epoch with its reserve of numbers. What both gave out is marked, so that either paper
is found; what is written is never taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update

from desk.domain import codes, rights, twins
from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain.errors import InputError, RuleError
from desk.domain.records import Actor
from desk.domain.warning import Warning_
from desk.models import log, numbers, projection
from desk.models.keystore import KeyStore, token_name
from desk.models.projection import Stored, micros
from desk.models.tables import (
    attention,
    counter,
    courier,
    delivered,
    device,
    dossier,
    event,
    exchanged,
    file_out,
    outbox,
    peer,
    reminder,
    snapshot,
    target,
)
from desk.models.witness import Witness
from desk.services import keys
from desk.services.steps import ArgumentMissingError
from desk.services.workplace import Workplace
from desk.wire import sealed
from desk.wire.ids import new_uid, to_key

#: Why a person must look where a copy of this machine shows itself.
TWIN: Final = "twin"
_OPEN: Final = attention.c.reason == TWIN, attention.c.resolved_at.is_(None)


class TwinUnsentError(RuleError):
    """Something of this counter has not arrived everywhere; facts: many, targets (and how many)."""


class TwinAloneError(TwinUnsentError):
    """The counter has joined no system, or has left already: there is nobody to leave."""


class TwinOpenError(RuleError):
    """Joining would void the key of the other of two copies: it is ended first; facts: target."""


class NoTwinError(RuleError):
    """No copy of this machine has shown itself: there is nothing to end."""


class SlotKnownError(InputError):
    """Another counter of the ward has that slot, or all are taken; facts: slot."""


def note(tx: Connection, name: str, own: Sequence[ev.Event], now: datetime) -> None:
    """Have a person look where events of this counter came that it cannot have lost.

    What a restored copy had lost comes back too, but never under a sequence number that was given
    out again, nor with a time after a copy was said to be over.
    """
    if own and any(_is_a_copys(tx, made) for made in own) and not is_open(tx):
        tx.execute(insert(attention).values(target=name, reason=TWIN, at=micros(now)))


def is_open(tx: Connection) -> bool:
    """Tell whether a copy of this machine has shown itself and nobody has ended it here."""
    return tx.execute(select(attention.c.id).where(*_OPEN)).first() is not None


def require_ended(work: Workplace, name: str) -> None:
    """Refuse to join a target while a copy is known to work under this counter's name.

    The target would void the key of the other machine. Only a copy that cannot leave otherwise may
    join: what it wrote has yet to arrive, and there is nobody, or nobody who takes its own key.

    Raises:
        TwinOpenError.
    """
    with work.database.read() as tx:
        if not is_open(tx):
            return
        rows = tx.execute(select(target.c.name, target.c.paused))
        joined = {row.name: row.paused for row in rows}
        waits = name in _unsent(tx)
    if joined and not (waits and joined.get(name) in _KEY_IS_VOID):
        raise TwinOpenError(target=name)


def _is_a_copys(tx: Connection, made: ev.Event) -> bool:
    place = event.c.epoch == made.epoch, event.c.seq == made.seq
    mine = device.c.uid == to_key(made.device)
    twice = (
        select(event.c.id)
        .join(device, device.c.id == event.c.device_id)
        .where(mine, *place, event.c.uid != to_key(made.uid))
    )
    if tx.execute(twice.limit(1)).first() is not None:
        return True
    ended = _ended(tx)
    return ended is not None and made.epoch < ended[0] and made.hlc > ended[1]


def _ended(tx: Connection) -> tuple[int, int] | None:
    """Return epoch and time from which on this counter has been the only one of its name."""
    me = to_key(log.this_counter(tx).device)
    opened = (
        select(event.c.epoch, event.c.hlc, event.c.head, event.c.salt, event.c.body, event.c.hash)
        .join(device, device.c.id == event.c.device_id)
        .where(device.c.uid == me, event.c.type == cev.EpochOpened.__name__)
        .where(event.c.dossier_id.is_(None))
        .order_by(event.c.epoch.desc())
    )
    for row in tx.execute(opened):
        body = sealed.open_event(log.sealed_of(row)).body
        if isinstance(body, cev.EpochOpened) and body.reason == TWIN:
            return row.epoch, row.hlc
    return None


def tidings(work: Workplace) -> tuple[Warning_, ...]:
    """Return what was found when the counter was opened, as far as it helps.

    While a copy on this very machine works, each of both makes the other look put back: then it is
    the copy that is told of.
    """
    with work.database.read() as tx:
        copied = is_open(tx) and work.outcome.epoch == "restored"
    return (Warning_(code=TWIN),) if copied else work.tidings()


def doubled(tx: Connection, number: str = "") -> Iterator[tuple[str, list[Stored]]]:
    """Return the codes that several dossiers bear, each with those in the order of their uids.

    With a `number` that one alone is looked at.
    """
    twice = select(dossier.c.code).group_by(dossier.c.code).having(func.count() > 1)
    if number:
        twice = twice.where(dossier.c.code == number)
    for code in tx.execute(twice.order_by(dossier.c.code)).scalars().all():
        rows = select(dossier.c.uid).where(dossier.c.code == code).order_by(dossier.c.uid)
        found = [projection.load_key(tx, key) for key in tx.execute(rows).scalars().all()]
        yield code, [each for each in found if each is not None]


def keep(work: Workplace, by: Actor, reason: str) -> tuple[str, ...]:
    """Say that this is the original: it goes on in a new epoch, with its reserve of numbers.

    What both machines gave out is marked. Returns the codes that were given twice.

    Raises:
        NotAllowedError, ArgumentMissingError, NoTwinError.
    """
    with work.database.write() as tx:
        return keep_in(work, tx, by, reason)


def keep_in(work: Workplace, tx: Connection, by: Actor, reason: str) -> tuple[str, ...]:
    """Do what `keep` does within a transaction that does more."""
    words = _allowed(by, reason)
    now = work.now()
    twice = [(code, each) for code, each in doubled(tx) if _are_ours(tx, each)]
    if not is_open(tx) and all(_is_marked(code, dossiers) for code, dossiers in twice):
        raise NoTwinError  # a new epoch would use up numbers of the reserve for nothing
    numbers.part(tx, work.witness, by, now, words)
    for code, dossiers in twice:
        _mark(tx, code, dossiers, by, now)
    _settle(tx, now)
    return tuple(code for code, _ in twice)


def mark(tx: Connection, number: str, by: Actor, now: datetime) -> None:
    """Mark the dossiers that bear a code, where several do: a person lets each of them count."""
    for code, dossiers in doubled(tx, number):
        _mark(tx, code, dossiers, by, now)


def _mark(tx: Connection, code: str, dossiers: Sequence[Stored], by: Actor, now: datetime) -> None:
    for place, stored in enumerate(dossiers):
        alias = twins.mark(code, place)
        if alias not in stored.state.aliases:
            log.append(tx, ev.AliasAdded(alias=alias), by, now, stored=stored)


def meet(tx: Connection, others: Sequence[ev.Event], now: datetime) -> None:
    """See whether others' receipts bear numbers that are, or would be, given out here too.

    Two counters were set up with one slot, and one of them has taken another since. What this one
    has not given yet is used up; what a person here has let count already is marked.
    """
    twice = numbers.meet(tx, [each.body for each in others if isinstance(each.body, ev.Received)])
    decided = select(event.c.id).where(
        event.c.dossier_id == dossier.c.id,
        event.c.device_id == log.OWN_DEVICE,
        event.c.type == ev.Resolved.__name__,
    )
    mine = select(dossier.c.code).where(dossier.c.id.in_(twice), decided.exists())
    for code in tx.execute(mine).scalars().all():
        mark(tx, code, numbers.SYSTEM, now)


def _are_ours(tx: Connection, dossiers: Sequence[Stored]) -> bool:
    """Tell whether it was this counter, or a copy of it, that gave one number several times."""
    begun = select(func.count(event.c.dossier_id.distinct())).where(
        event.c.dossier_id.in_([each.id for each in dossiers]),
        event.c.type == ev.Received.__name__,
        event.c.device_id == log.OWN_DEVICE,
    )
    return tx.execute(begun).scalar_one() > 1


def _is_marked(code: str, dossiers: Sequence[Stored]) -> bool:
    return all(
        twins.mark(code, place) in stored.state.aliases for place, stored in enumerate(dossiers)
    )


def leave(work: Workplace, by: Actor, reason: str, slot: int = 0) -> int:
    """Say that this is the copy: it becomes a counter of its own; return its slot.

    Everything it wrote till then must be at its targets; it joins them anew. Without `slot` it
    takes the first that no counter is known to have.

    Raises:
        NotAllowedError, ArgumentMissingError, TwinUnsentError (TwinAloneError where there is
            nobody to leave), SlotKnownError, SlotError.
    """
    words = _allowed(by, reason)
    now = work.now()
    with work.database.read() as tx:
        before = log.this_counter(tx)
    made = new_uid(now)
    witness = Witness(work.witness.folder, made, before.machine)
    witness.create()
    with work.database.write() as tx:
        me = log.this_counter(tx)
        _require_sent(tx)
        slot = _slot(tx, me.slot, slot)
        names = list(tx.execute(select(target.c.name)).scalars())
        for table in _OF_TARGETS:
            tx.execute(delete(table))
        tx.execute(delete(attention).where(attention.c.target.in_(names)))
        tx.execute(delete(target))
        tx.execute(
            update(counter).values(
                device=to_key(made),
                slot=slot,
                epoch=1,
                seq=0,
                head="",
                takeover_since="",
                takeover_until="",
            )
        )
        opened = cev.DeviceOpened(
            slot=slot, commune=me.commune, name=me.name, follows=me.device, note=words
        )
        log.append(tx, opened, by, now)
        _settle(tx, now)
    old = work.keys
    work.witness, work.keys = (
        witness,
        KeyStore(work.witness.folder, made, before.machine, system=old.system),
    )
    work.database.came = witness.note_coming
    for name in (keys.SEED, *(token_name(name) for name in names)):
        old.drop(name)  # they are the original's: this counter may not speak in its name any more
    return slot


#: What is known of targets: to another counter it means nothing.
_OF_TARGETS: Final = (outbox, delivered, reminder, exchanged, file_out, peer, snapshot, courier)


def _allowed(by: Actor, reason: str) -> str:
    rights.require(by, "connect")
    words = reason.strip()
    if not words:
        raise ArgumentMissingError(argument="reason")
    return words


#: Why a target rests that takes no key of this machine: another was given, or it stayed behind.
_KEY_IS_VOID: Final = ("NotAuthorisedError", "NoKeysError")
#: What opening writes by itself where a copy looks like a restored one: nobody needs it elsewhere.
_BY_OPENING: Final = (cev.EpochOpened.__name__, cev.NumberBurnt.__name__)


def _require_sent(tx: Connection) -> None:
    if tx.execute(select(func.count()).select_from(target)).scalar_one() == 0:
        raise TwinAloneError(many=0, targets="–")
    unsent = _unsent(tx)
    if unsent:
        names = ", ".join(f"{name} ({many})" for name, many in unsent.items())
        raise TwinUnsentError(many=max(unsent.values()), targets=names)


def _unsent(tx: Connection) -> dict[str, int]:
    """Return how many events have yet to arrive, by target."""
    rows = (
        select(outbox.c.target, func.count(outbox.c.event_id.distinct()).label("many"))
        .join(event, event.c.id == outbox.c.event_id)
        .where(event.c.type.not_in(_BY_OPENING))
        .group_by(outbox.c.target)
        .order_by(outbox.c.target)
    )
    return {row.target: row.many for row in tx.execute(rows)}


def _slot(tx: Connection, mine: int, wanted: int) -> int:
    """Return the slot that the copy goes on with."""
    began = select(event.c.head, event.c.salt, event.c.body, event.c.hash).where(
        event.c.dossier_id.is_(None), event.c.type == cev.DeviceOpened.__name__
    )
    bodies = [sealed.open_event(log.sealed_of(row)).body for row in tx.execute(began)]
    taken = {body.slot for body in bodies if isinstance(body, cev.DeviceOpened)} | {mine}
    if wanted:
        codes.check_slot(wanted)
    slot = wanted or twins.free_slot(taken, codes.SLOTS)
    if not slot or slot in taken:
        raise SlotKnownError(slot=slot or "–")
    return slot


def _settle(tx: Connection, now: datetime) -> None:
    tx.execute(update(attention).where(*_OPEN).values(resolved_at=micros(now)))
