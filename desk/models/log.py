"""The log: the only door through which a dossier changes.

`append` writes one event of this counter – event, projection, outbox and chain head in the
transaction it is given; `desk.models.arrival` takes in what came from elsewhere. Neither ever
changes or removes an event.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select, update

from desk.domain import events as ev
from desk.domain.fold import dropped, fold, fold_all
from desk.domain.records import Actor, Dossier
from desk.domain.standing import Standing, standings
from desk.models import projection, standing
from desk.models.engine import CAME
from desk.models.projection import Stored
from desk.models.tables import counter, device, event, outbox, target
from desk.wire import sealed as wire
from desk.wire.ids import from_key, new_uid, to_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """The counter as its own database knows it."""

    device: str
    machine: str
    unit: str
    commune: str
    name: str
    pattern: str
    slot: int
    epoch: int
    takeover_since: str
    takeover_until: str
    seq: int
    head: str
    hlc: int
    offset_ms: int

    @property
    def label(self) -> str:
        """How people call this counter."""
        return f"Quầy {self.slot}"


@dataclass(frozen=True, slots=True)
class Written:
    """An event that has been written, where, and the dossier after it."""

    id: int
    event: ev.Event
    dossier: Dossier | None
    dossier_id: int | None


_COUNTER = select(*(counter.c[each.name] for each in fields(Counter)))
_ADVANCE = update(counter).values(
    seq=bindparam("b_seq"), head=bindparam("b_head"), hlc=bindparam("b_hlc")
)
_TARGETS = select(target.c.name).where(target.c.kind == "")  # others take dossiers, not events
_EVENT = insert(event)
_OUTBOX = insert(outbox)
_BYTES = (event.c.head, event.c.salt, event.c.body, event.c.hash)
_OF_DOSSIER = (
    select(event.c.uid, event.c.refused, *_BYTES)
    .where(event.c.dossier_id == bindparam("key"))
    .order_by(event.c.hlc, event.c.id)
)
_LINK: Final = update(event).where(event.c.id == bindparam("at_id"))
_DEVICE: Final = select(device.c.id).where(device.c.uid == bindparam("uid"))
_OWN_DEVICE: Final = select(device.c.id).join(counter, counter.c.device == device.c.uid)
#: What `own_device_id` returns, as a part of a statement.
OWN_DEVICE: Final = _OWN_DEVICE.scalar_subquery()


def this_counter(tx: Connection) -> Counter:
    """Return this counter's row."""
    found = tx.execute(_COUNTER).one()._asdict()
    return Counter(**found | {"device": from_key(found["device"])})


def device_id_if_known(tx: Connection, uid: str) -> int | None:
    """Return the local key of a device, or None if no event of it is here."""
    found = tx.execute(_DEVICE, {"uid": to_key(uid)}).scalar()
    return None if found is None else int(found)


def own_device_id(tx: Connection) -> int | None:
    """Return the local key of this counter as a device, or None before its first event."""
    found = tx.execute(_OWN_DEVICE).scalar()
    return None if found is None else int(found)


def device_id(tx: Connection, uid: str, name: str = "") -> int:
    """Return the local key of a device, writing it down at first sight."""
    found = device_id_if_known(tx, uid)
    if found is not None:
        return found
    key = tx.execute(insert(device).values(uid=to_key(uid), name=name)).inserted_primary_key
    assert key is not None  # noqa: S101 - an INSERT of one row always has one
    return int(key[0])


def append(
    tx: Connection,
    body: ev.Body,
    actor: Actor,
    now: datetime,
    *,
    stored: Stored | None = None,
    uid: str = "",
    custody: int = 0,
) -> Written:
    """Write one event of this counter.

    `stored` is the dossier it happens to; for an event that begins one, `uid` is the new
    dossier's. An event of the device itself has neither. `custody` is the custody number
    that holds after it (0: unchanged).
    """
    me = this_counter(tx)
    state = stored.state if stored else None
    made = ev.Event(
        uid=new_uid(now),
        unit=me.unit,
        device=me.device,
        epoch=me.epoch,
        seq=me.seq + 1,
        dossier=state.uid if state else uid,
        type=type(body).__name__,
        body=body,
        actor=actor,
        at=now,
        hlc=max(int(now.timestamp() * 1000) << 16, me.hlc + 1),
        custody=custody or (state.custody if state else 0),
        base=state.heads if state else (),
        offset_ms=me.offset_ms,
    )
    bytes_, digest = wire.seal(made, me.head)
    made = _with_hash(made, digest)
    after, key = _project(tx, made, stored)
    event_id = _insert(tx, made, bytes_, device_id(tx, me.device), key)
    tx.execute(_ADVANCE, {"b_seq": made.seq, "b_head": digest, "b_hlc": made.hlc})
    tx.info[CAME] = (made.epoch, made.seq)
    for name in tx.execute(_TARGETS).scalars():
        tx.execute(_OUTBOX, {"target": name, "event_id": event_id, "state": "waiting"})
    back = state is not None and state.voided and isinstance(body, ev.Imported)
    if key is not None and (back or (isinstance(body, ev.Resolved) and body.drop)):
        after = refold(tx, key)
    return Written(event_id, made, after, key)


def _with_hash(made: ev.Event, digest: str) -> ev.Event:
    object.__setattr__(made, "hash", digest)  # sealed just now; nobody else has seen it
    return made


def _project(
    tx: Connection, made: ev.Event, stored: Stored | None
) -> tuple[Dossier | None, int | None]:
    if not made.dossier:
        return None, None
    after = fold(stored.state if stored else None, made)
    if after is None:
        return None, None
    if stored is None:
        key = projection.add(tx, after)
        standing.begin(tx, {key: [(after, made.at)]})
        return after, key
    projection.change(tx, stored, after)
    standing.go_on(tx, {stored.id: (stored.state, [(after, made.at)])})
    return after, stored.id


def _insert(
    tx: Connection, made: ev.Event, bytes_: wire.Sealed, device_key: int, dossier_id: int | None
) -> int:
    values = values_of(made, bytes_, device_key, dossier_id)
    key = tx.execute(_EVENT, values).inserted_primary_key
    assert key is not None  # noqa: S101 - an INSERT of one row always has one
    return int(key[0])


def values_of(
    made: ev.Event, bytes_: wire.Sealed, device_key: int, dossier_id: int | None
) -> dict[str, Any]:
    """Return an event's row but for its local key."""
    return {
        "uid": to_key(made.uid),
        "device_id": device_key,
        "epoch": made.epoch,
        "seq": made.seq,
        "dossier_id": dossier_id,
        "type": made.type,
        "hlc": made.hlc,
        "head": bytes_.head,
        "salt": bytes_.salt,
        "body": bytes_.body,
        "hash": bytes_.hash,
    }


# -- reading and folding again -----------------------------------------------------------------


def events_of(tx: Connection, key: int) -> list[tuple[ev.Event, bool]]:
    """Return a dossier's events in their order, each with whether it does not count.

    What the city refused does not, nor what a person dropped or took back.
    """
    story = told(tx, key)
    gone = dropped((made for made, _ in story), {made.uid for made, no in story if no})
    begins = ev.BEGINS  # counts whatever was decided: a receipt says so
    return [
        (made, refused or (made.uid in gone and not isinstance(made.body, begins)))
        for made, refused in story
    ]


def told(tx: Connection, key: int) -> list[tuple[ev.Event, bool]]:
    """Return a dossier's events in their order, each with whether the city refused it."""
    found = tx.execute(_OF_DOSSIER, {"key": key}).all()
    opened = [(wire.open_event(sealed_of(row)), bool(row.refused)) for row in found]
    return sorted(opened, key=lambda pair: ev.order(pair[0]))


def sealed_of(row: Any) -> wire.Sealed:
    """Return the stored bytes of an event's row."""
    return wire.Sealed(row.head, row.salt, row.body, row.hash)


def folded(tx: Connection, key: int) -> Dossier | None:
    """Return what a dossier's events say it is, whatever its row says."""
    return fold_told(told(tx, key))


def fold_told(pairs: Sequence[tuple[ev.Event, bool]]) -> Dossier | None:
    """Return what a dossier's events with their refusals say it is."""
    refused = {made.uid for made, is_refused in pairs if is_refused}
    return fold_all((made for made, _ in pairs), refused)


def refold(tx: Connection, key: int, *, quietly: bool = False) -> Dossier | None:
    """Make a dossier's row again from its events.

    `quietly` leaves a row whose dossier is the same: nobody has to hear of it again.
    """
    pairs = told(tx, key)
    state = fold_told(pairs)
    if state is not None:
        stored = projection.load(tx, state.uid)
        assert stored is not None  # noqa: S101 - its events point at its row
        if not quietly or state != stored.state:
            projection.change(tx, stored, state)
        standing.again(tx, key, state, stood(pairs))
    return state


def stood(pairs: Sequence[tuple[ev.Event, bool]]) -> tuple[Standing, ...]:
    """Return how a dossier stood, as its events with their refusals say."""
    return standings((made for made, _ in pairs), {made.uid for made, no in pairs if no})


def refuse(tx: Connection, uids: Collection[str]) -> None:
    """Mark events that the city refused as not counting, and fold their dossiers anew."""
    touched: set[int] = set()
    for uid in uids:
        found = tx.execute(
            select(event.c.id, event.c.dossier_id).where(event.c.uid == to_key(uid))
        ).first()
        if found is None:
            continue
        tx.execute(_LINK.values(refused=1), {"at_id": found.id})
        if found.dossier_id is not None:
            touched.add(found.dossier_id)
    for key in touched:
        refold(tx, key)
