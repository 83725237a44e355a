"""The systems that dossiers are exchanged with, and how far we are with each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Row,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    update,
)

from desk.domain import rights
from desk.domain.errors import InputError
from desk.domain.records import Actor
from desk.domain.views import Attention, FilesStatus, Sameness, TargetStatus
from desk.models import log
from desk.models.projection import micros
from desk.models.tables import (
    attention,
    counter,
    courier,
    delivered,
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
from desk.services import files, keys, reference, reminders, sameness, snapshots, stock
from desk.services import outbox as outbox_room
from desk.services.listing import moment
from desk.services.workplace import Workplace
from desk.wire.ids import from_key
from desk.wire.signing import PublicKeys, Signed

_NOISE_MS: Final = 500
#: Targets that give us events come first: what they tell is then told to the others.
_ORDER: Final = (target.c.kind, target.c.name)
_ALL: Final = select(target).order_by(*_ORDER)
_NAMES: Final = select(target.c.name).order_by(*_ORDER)
_KIND: Final = select(target.c.kind).where(target.c.name == bindparam("name"))
_SETTINGS: Final = select(target.c.settings).where(target.c.name == bindparam("name"))
_OFFSET: Final = select(counter.c.offset_ms)
#: What is here: events of this counter, and dossiers of the ward.
_HERE: Final = select(
    select(func.count())
    .select_from(event)
    .where(event.c.device_id == log.OWN_DEVICE)
    .label("events"),
    select(func.count()).select_from(dossier).label("dossiers"),
)
_EVENTS: Final = select(
    func.count().filter(outbox.c.state == "waiting"),
    func.count().filter(outbox.c.state == "attention"),
).where(outbox.c.target == bindparam("name"))
_CONFIRMED: Final = (
    select(func.count()).select_from(delivered).where(delivered.c.target == bindparam("name"))
)
_ANSWERED: Final = (
    update(target)
    .where(target.c.name == bindparam("at"))
    .values(
        online=bindparam("b_online"),
        error=bindparam("b_error"),
        paused=bindparam("b_paused"),
        since=case(
            (target.c.online == bindparam("b_online"), target.c.since), else_=bindparam("now")
        ),
        last_ok=case((bindparam("b_online") == 1, bindparam("now")), else_=target.c.last_ok),
        proved=case((bindparam("is_proved") == 1, bindparam("now")), else_=target.c.proved),
    )
)

#: What a target may have of its own about the way to it.
NETWORK: Final = ("authorities", "proxy")


class UnknownTargetError(InputError):
    """No target has that name."""


class NotConnectedError(InputError):
    """The counter is connected to no city yet."""


class TargetNameError(InputError):
    """A system of another kind has that name already."""


#: The kind of a target that speaks our own contract: it takes events, all others take dossiers.
NATIVE: Final = "native"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How a target is reached: its dialect, its address, its secret and what the dialect needs."""

    name: str
    kind: str
    url: str
    token: str = field(repr=False)
    settings: str = ""  # JSON
    paused: str = field(default="", compare=False)  # key of why nothing is exchanged with it


def connect(
    work: Workplace,
    by: Actor,
    *,
    name: str,
    url: str,
    token: str,
    feed: str,
    theirs: PublicKeys | None = None,
    issued: Signed | None = None,
) -> None:
    """Remember a target; everything in the log waits to be sent to it.

    `theirs` are its public keys, `issued` what it has certified of this counter.
    """
    rights.require(by, "connect")
    with work.database.read() as tx:
        _require_kind(tx, name, "")  # before its secret takes another's place
    keys.keep_token(work, name, token)
    with work.database.write() as tx:
        values = {"url": url, "feed": feed, "cursor": "", "paused": "", "proof": "", "vouched": ""}
        values |= keys.as_kept(theirs, issued)
        tx.execute(update(target).where(target.c.name == name).values(roster=0, listed=""))
        tx.execute(delete(courier).where(courier.c.target == name))
        known = tx.execute(select(target.c.feed).where(target.c.name == name)).scalar()
        if known is not None:
            tx.execute(update(target).where(target.c.name == name).values(**values, error=""))
        else:
            tx.execute(insert(target).values(name=name, **values))
        offer_everything(tx, name)
        if known not in (None, feed):
            reminders.remember(tx, name)
        if name == outbox_room.CITY and theirs is not None:
            reference.put_away(tx, theirs)
    work.rules_changed()


def add_whole(work: Workplace, by: Actor, access: Access) -> None:
    """Remember a target that takes dossiers whole; every dossier of the ward waits for it.

    Added again, it has a new address or secret; what it was sent stays known.

    Raises:
        NotAllowedError, TargetNameError.
    """
    rights.require(by, "connect")
    values = {
        "kind": access.kind,
        "url": access.url,
        "settings": access.settings,
        "paused": "",
        "error": "",
    }
    with work.database.read() as tx:
        _require_kind(tx, access.name, access.kind)
    keys.keep_token(work, access.name, access.token)
    with work.database.write() as tx:
        known = update(target).where(target.c.name == access.name).values(**values)
        if tx.execute(known).rowcount == 0:
            tx.execute(insert(target).values(name=access.name, **values))
        snapshots.offer_everything(tx, access.name)


def _require_kind(tx: Connection, name: str, kind: str) -> None:
    known = tx.execute(select(target.c.kind).where(target.c.name == name)).scalar()
    if known not in (None, kind) or (kind and name == outbox_room.CITY):
        raise TargetNameError(target=name, kind=known or NATIVE)


def network(work: Workplace, name: str) -> dict[str, str]:
    """Return a target's own root certificates and proxy, where it has any."""
    with work.database.read() as tx:
        kept = tx.execute(_SETTINGS, {"name": name}).scalar()
    found = json.loads(kept) if kept else {}
    return {key: str(found[key]) for key in NETWORK if found.get(key)}


def choose_network(work: Workplace, name: str, chosen: Mapping[str, str]) -> None:
    """Keep a target's own root certificates and proxy; what is empty is as on the whole PC."""
    with work.database.write() as tx:
        place = target.c.name == name
        kept = tx.execute(select(target.c.settings).where(place)).scalar_one()
        found = json.loads(kept) if kept else {}
        found |= {key: chosen.get(key, "") for key in NETWORK}
        tx.execute(update(target).where(place).values(settings=json.dumps(found)))


def offer_everything(tx: Connection, name: str) -> None:
    """Put every event of this counter into a target's outbox."""
    me = log.device_id(tx, log.this_counter(tx).device)
    outbox_room.offer(tx, name, event.c.device_id == me)
    files.offer_all(tx, name)


def note_offset(work: Workplace, offset_ms: int) -> None:
    """Remember how far this machine's clock is from a target's; events carry it.

    What the line's own delay may have made of it is not worth a write at every round.
    """
    with work.database.read() as tx:
        known = tx.execute(_OFFSET).scalar_one()
    if abs(known - offset_ms) < _NOISE_MS:
        return
    with work.database.write() as tx:
        tx.execute(update(counter).values(offset_ms=offset_ms))


def remove(work: Workplace, by: Actor, name: str) -> None:
    """Forget a target and what waited for it; the log keeps everything."""
    rights.require(by, "connect")
    with work.database.write() as tx:
        for table in (outbox, delivered, reminder, exchanged, file_out, peer, snapshot, courier):
            tx.execute(delete(table).where(table.c.target == name))
        kind = tx.execute(select(target.c.kind).where(target.c.name == name)).scalar()
        if tx.execute(delete(target).where(target.c.name == name)).rowcount == 0:
            raise UnknownTargetError(target=name)
        if kind:  # what it did not take, nobody needs to decide about any more
            tx.execute(delete(attention).where(attention.c.target == name))
    keys.forget_token(work, name)


def access(work: Workplace, name: str = "") -> tuple[str, str, str]:
    """Return (name, address, token) of a target: the named one, else the first.

    Raises:
        NotConnectedError, UnknownTargetError.
    """
    found = reached(work, name)
    return found.name, found.url, found.token


def reached(work: Workplace, name: str = "") -> Access:
    """Return how a target is reached: the named one, else the first.

    Raises:
        NotConnectedError, UnknownTargetError.
    """
    with work.database.read() as tx:
        rows = tx.execute(_ALL).all()
    if not rows:
        raise NotConnectedError
    for row in rows:
        if name in ("", row.name):
            return Access(
                name=row.name,
                kind=row.kind or NATIVE,
                url=row.url,
                token=keys.token(work, row.name),
                settings=row.settings,
                paused=row.paused,
            )
    raise UnknownTargetError(target=name)


def names(work: Workplace) -> tuple[str, ...]:
    """Return the names of all targets."""
    with work.database.read() as tx:
        return tuple(tx.execute(_NAMES).scalars())


def statuses(work: Workplace) -> tuple[TargetStatus, ...]:
    """Return how each target stands; created = confirmed + waiting + attention, always.

    They count events for a target of our own contract, for any other one dossiers of the ward.
    Each of the four is counted from rows of its own, so that the sum says something: none of
    them is what the others leave over. `desk verify` names what is in none, or in two.
    """
    with work.database.read() as tx:
        created, dossiers = tx.execute(_HERE).one()
        rows = tx.execute(_ALL).all()
        told = [_status(tx, row, created, dossiers) for row in rows]
    begins = {row.name: row.feed for row in rows if not row.cursor and not row.kind}
    return tuple(
        replace(each, first=stock.progress(work, begins[each.name]))
        if each.name in begins
        else each
        for each in told
    )


def _status(tx: Connection, row: Row[Any], created: int, dossiers: int) -> TargetStatus:
    if row.kind:
        confirmed, waiting, held = snapshots.counts(tx, row.name)
    else:
        confirmed = tx.execute(_CONFIRMED, {"name": row.name}).scalar_one()
        waiting, held = events(tx, row.name)
    return TargetStatus(
        name=row.name,
        url=row.url,
        online=None if row.online is None else bool(row.online),
        since=moment(row.since) if row.since is not None else None,
        last_ok=moment(row.last_ok) if row.last_ok is not None else None,
        paused=row.paused,
        error=row.error,
        waiting=waiting,
        attention=held,
        created=dossiers if row.kind else created,
        confirmed=confirmed,
        kind=row.kind or NATIVE,
        files=_files(tx, row),
        proof=_proof(tx, row, dossiers, idle=not waiting + held),
    )


def _files(tx: Connection, row: Row[Any]) -> FilesStatus:
    if not row.kind:
        return files.status(tx, row.name)
    missing, named = snapshots.wanting(tx, row.name)
    return FilesStatus(missing=missing, named=named)


def _proof(tx: Connection, row: Row[Any], ours: int, *, idle: bool) -> Sameness | None:
    """Return what is proved of a target now: what has changed here since is not."""
    found = sameness.read_proof(row.proof)
    if found is None:
        return None
    unsure = 0 if idle else sameness.unsure(tx, row.name)
    changed = sameness.changed(tx, row.name, found)
    return Sameness(
        at=moment(row.proved) if row.proved is not None else found.at,
        same=max(0, ours - max(unsure, found.many) - changed),
        ours=ours,
        theirs=found.theirs,
        unsent=unsure,
        differing=found.many,
        changed=changed,
    )


def counts(tx: Connection, name: str) -> tuple[int, int]:
    """Return how many events (of other kinds: dossiers) wait, and how many need a person."""
    if tx.execute(_KIND, {"name": name}).scalar():
        return snapshots.counts(tx, name)[1:]
    return events(tx, name)


def events(tx: Connection, name: str) -> tuple[int, int]:
    """Return how many events wait for a target that takes events, and how many need a person."""
    waiting, held = tx.execute(_EVENTS, {"name": name}).one()
    return waiting, held


def note_answer(
    work: Workplace, name: str, *, error: str, paused: str, now: datetime, proved: bool = False
) -> None:
    """Write down whether a target answered; `since` moves only when that changes.

    `proved` tells that what is known of its sameness was seen to hold again.
    """
    said = {"b_online": int(not error), "b_error": error, "b_paused": paused}
    when = {"now": micros(now), "is_proved": int(proved)}
    with work.database.write() as tx:
        tx.execute(_ANSWERED, {"at": name, **said, **when})


def attentions(work: Workplace) -> tuple[Attention, ...]:
    """Return what a person must look at, oldest first."""
    with work.database.read() as tx:
        rows = tx.execute(
            select(attention, dossier.c.uid, dossier.c.code)
            .outerjoin(dossier, dossier.c.id == attention.c.dossier_id)
            .where(attention.c.resolved_at.is_(None))
            .order_by(attention.c.at)
        ).all()
    return tuple(
        Attention(
            id=row.id,
            at=moment(row.at),
            reason=row.reason,
            dossier=from_key(row.uid) if row.uid else "",
            dossier_code=row.code or "",
            detail=row.detail,
            target=row.target,
        )
        for row in rows
    )
