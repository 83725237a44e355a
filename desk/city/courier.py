"""The city's end of a courier: bundles of counters are taken in; `answers` writes what comes back.

Taking in is what a push does, event by event, so the same bundle twice, or the same event by
stick and by wire, changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.postgresql import insert as upsert_postgresql
from sqlalchemy.dialects.sqlite import insert as upsert_sqlite

from desk.city import alarms, enrol, keys
from desk.city.enrol import Caller
from desk.city.keeping import Keeping
from desk.city.push import push
from desk.city.refusal import RefusalError
from desk.city.shelf import Shelf
from desk.city.store import Store, identity
from desk.city.tables import courier, device, unit
from desk.wire import bundle, stick
from desk.wire import courier as records
from desk.wire.bundle import BundleRefusedError, Listing, NotForHereError, Told
from desk.wire.certificate import SKEW_S
from desk.wire.exchange import Push, Pushed
from desk.wire.ids import to_key
from desk.wire.signing import PublicKeys
from desk.wire.stick import Found, Progress, Way

_ALARMS: Final = {"forged": "signature", "revoked": "revoked", "expired": "expired"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one bundle; `error` is the code of why it was refused, `reason` the detail."""

    bundle: str
    counter: str = ""
    unit: str = ""
    events: int = 0
    new: int = 0
    files: int = 0  # that are whole now; of an answer, that it carries
    left: int = 0  # files that had no room on the stick
    error: str = ""
    reason: str = ""
    already: bool = False


def read(
    store: Store, folder: Path, now: datetime, progress: Progress, *, shelf: Shelf | None = None
) -> list[Taken]:
    """Take in every bundle in a folder that is for this city; each is refused by itself.

    Files that it brings go to `shelf`; without one they stay with their counters.

    Raises:
        NotForHereError: every bundle is for somebody else.
        StickGoneError, CourierStoppedError, CityDatabaseError, CityLockedError, CityDiskError.
    """
    keeping = Keeping(store, shelf, lambda: now)
    with store.read() as tx:
        own, me = keys.signer(tx).public.fingerprint, identity(tx).device
    found, bad = stick.look(folder)
    ours = [each for each in found if each.listing.to == own]
    others = [
        each.listing for each in found if own != each.listing.to and each.listing.sender != me
    ]
    if others and not ours:
        whom = bundle.recipients(others, _called(store, others))
        raise NotForHereError(others=len(others), bad=len(bad), whom=whom)
    way = Way(progress, sum(p.size for each in ours for p in each.listing.parts) * 3)
    told = [Taken(bundle=name, error="BundleDamagedError", reason="list") for name in bad]
    for each in ours:
        try:
            told.append(_take(keeping, folder, each, now, way))
        except bundle.BundleError as error:
            reason = str(error.facts.get("reason", ""))
            _count(store, each.listing, reason, now)
            told.append(Taken(bundle=each.listing.bundle, error=error.code, reason=reason))
    return told


def _called(store: Store, listings: list[Listing]) -> dict[str, str]:
    """Return the names of the counters of those wards, by the fingerprint of their keys."""
    wards = {each.unit for each in listings}
    with store.read() as tx:
        rows = tx.execute(
            select(device.c.name, device.c.key, device.c.seal)
            .join(unit, unit.c.id == device.c.unit_id)
            .where(unit.c.code.in_(wards), device.c.key.is_not(None))
        ).all()
    shown = [PublicKeys(sign=bytes(row.key).hex(), seal=bytes(row.seal).hex()) for row in rows]
    return {each.fingerprint: row.name for each, row in zip(shown, rows, strict=True)}


def _count(store: Store, listing: Listing, reason: str, now: datetime) -> None:
    """Count what was refused, for the counter in whose name it came, if there is such a one."""
    with store.read() as tx:
        row = _device(tx, listing.sender)
        caller = enrol.caller_by_id(tx, row.id) if row is not None else None
    if caller is not None:
        alarms.count(store, caller, _ALARMS.get(reason, "courier"), now)


def _device(tx: Connection, uid: str) -> Row[Any] | None:
    found = select(device).where(device.c.uid == to_key(uid), device.c.unit_id.is_not(None))
    return tx.execute(found).first()


def _sender(store: Store, each: Found, now: datetime) -> tuple[Caller, int]:
    """Return whose bundle it is and the number of its last one.

    Raises:
        BundleRefusedError.
    """
    listing, short = each.listing, each.listing.bundle[:8]
    with store.read() as tx:
        row = _device(tx, listing.sender)
        if row is None or row.key is None:
            raise BundleRefusedError(reason="unknown", bundle=short)
        caller = enrol.caller_by_id(tx, row.id)
        heard = tx.execute(select(courier.c.heard).where(courier.c.device_id == row.id)).scalar()
    bundle.check_sender(each.signed, caller.key, listing.bundle)
    if caller.revoked:
        raise BundleRefusedError(reason="revoked", bundle=short)
    if caller.expires and now.timestamp() > caller.expires + SKEW_S:
        raise BundleRefusedError(reason="expired", bundle=short)
    if listing.unit != caller.unit:
        raise BundleRefusedError(reason="unit", bundle=short)
    return caller, heard or 0


def _take(keeping: Keeping, folder: Path, each: Found, now: datetime, way: Way) -> Taken:
    """Take one bundle in, once all of it is known to be whole and what it should be."""
    store, listing = keeping.store, each.listing
    caller, heard = _sender(store, each, now)
    name = _name(store, caller)
    if listing.number <= heard:
        return Taken(bundle=listing.bundle, counter=name, unit=caller.unit, already=True)
    files = stick.check_parts(folder, listing, way)
    with store.read() as tx:
        own = keys.signer(tx).unseal

    def all_of_it() -> Iterator[Push | _Piece]:
        for kind, data in bundle.records(listing, files, own, way.go):
            if kind == records.PUSH:
                yield records.decode(data, Push)
            elif kind == records.PIECE:
                yield _Piece(*records.read_piece(data))

    with stick.known_failures():
        for record in all_of_it():
            if isinstance(record, Push) and record.device != caller.uid:
                raise BundleRefusedError(reason="device", bundle=listing.bundle[:8])
        events, new, expected = 0, 0, 0
        for record in all_of_it():
            if isinstance(record, _Piece):
                _keep(keeping, caller, record)
                continue
            pushed = _push(store, caller, record, now, listing)
            events += len(record.events)
            new += sum(verdict.verdict != "duplicate" for verdict in pushed.results)
            expected = expected or pushed.expected_seq or 0
    whole = sum(_is_whole(keeping, caller, sha) for sha in listing.files)
    remember(store, caller, heard=listing.number, told=_kept(listing), expected=expected)
    _heard_of_us(store, caller, listing.heard)
    return Taken(
        bundle=listing.bundle,
        counter=name,
        unit=caller.unit,
        events=events,
        new=new,
        files=whole,
    )


class _Piece(NamedTuple):
    sha: str
    first: int
    data: bytes


def _keep(keeping: Keeping, caller: Caller, piece: _Piece) -> None:
    """Keep a piece of a file; what no dossier of the ward names is counted and passed over."""
    proof = sha256(piece.data).digest()
    with suppress(RefusalError):
        keeping.take(caller, piece.sha, piece.first, piece.data, proof)


def _is_whole(keeping: Keeping, caller: Caller, sha: str) -> bool:
    try:
        keeping.commit(caller, sha)
    except RefusalError:
        return False  # the counter hears in the answer that it is lacking, or not known
    return True


def _push(store: Store, caller: Caller, batch: Push, now: datetime, listing: Listing) -> Pushed:
    try:
        return push(store, caller, batch, now)
    except RefusalError as error:
        raise BundleRefusedError(reason=error.problem.code, bundle=listing.bundle[:8]) from error


def _name(store: Store, caller: Caller) -> str:
    with store.read() as tx:
        found = tx.execute(select(device.c.name).where(device.c.id == caller.id)).scalar_one()
    return str(found)


def _kept(listing: Listing) -> str:
    """Return what an answer needs of a bundle's list."""
    told = Told(
        number=listing.number,
        sender=listing.sender,
        unit=listing.unit,
        to=listing.to,
        made=listing.made,
        ranges=listing.ranges,
        epoch=listing.epoch,
        feed=listing.feed,
        after=listing.after,
        files=listing.files,
        serial=listing.serial,
        lacks=listing.lacks,
    )
    return msgspec.json.encode(told).decode()


def remember(store: Store, caller: Caller, **news: object) -> None:
    """Keep how far the courier of a counter is."""
    with store.write() as tx:
        upsert = upsert_sqlite if tx.dialect.name == "sqlite" else upsert_postgresql
        made = upsert(courier).values(device_id=caller.id, **news)
        tx.execute(made.on_conflict_do_update(index_elements=[courier.c.device_id], set_=news))


def _heard_of_us(store: Store, caller: Caller, number: int) -> None:
    """Count on from what a counter has heard of us, should we have forgotten writing it."""
    with store.read() as tx:
        known = tx.execute(
            select(courier.c.written).where(courier.c.device_id == caller.id)
        ).scalar_one()
    if number > known:
        remember(store, caller, written=number)
