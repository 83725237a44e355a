"""How counters join: a one-time code for a key and a slot of the day's numbers.

Codes and keys are stored as SHA-256 only, so the database cannot be used to pose as a counter.
"""

from __future__ import annotations

import secrets
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final

from sqlalchemy import Connection, Row, Text, bindparam, cast, delete, func, insert, select, update

from desk.city import keys
from desk.city.refusal import RefusalError
from desk.city.store import Store, identity, now_micros
from desk.city.tables import city, device, enrolment, lease, unit
from desk.domain import codes
from desk.domain.errors import InputError
from desk.domain.invitation import Invitation
from desk.domain.text import nfc
from desk.wire.exchange import NO_SLOT, VERSION, Enrol, Enrolled
from desk.wire.ids import from_key, to_key

VALID_FOR: Final = timedelta(days=7)
LONGEST: Final = 250  # of a name
_LONGEST_UID: Final = 100
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_GROUPS: Final = 3
_GROUP: Final = 4
_MISREAD: Final = str.maketrans("ILO", "110", "- ")

_CALLER: Final = select(
    device,
    unit.c.code,
    unit.c.commune,
    select(func.aggregate_strings(cast(lease.c.slot, Text), ","))
    .where(lease.c.device_id == device.c.id)
    .scalar_subquery()
    .label("slots"),
    select(city.c.roster).scalar_subquery().label("roster"),
).join(unit, unit.c.id == device.c.unit_id)
_CALLER_BY_TOKEN: Final = _CALLER.where(device.c.token == bindparam("digest"))
_CALLER_BY_ID: Final = _CALLER.where(device.c.id == bindparam("device"))


class NoAddressError(InputError):
    """An invitation names an address, and this city was never served at one."""


class UnitCommuneError(InputError):
    """The unit was given another commune before; facts: unit, known, given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A counter that has shown its key."""

    id: int
    uid: str
    unit_id: int
    unit: str
    commune: str
    forked: bool
    slots: frozenset[int]
    key: str = ""  # what it signs with, hex; empty: a counter of before, which has shown none
    expires: int = 0  # its certificate, UTC seconds; 0: it has none
    revoked: bool = False
    roster: int = 0  # the number of the list of counters, as it was then


def served_at(store: Store, url: str) -> None:
    """Remember where the city is served: invitations name it unless told otherwise."""
    with store.read() as tx:
        known = identity(tx).url
    if known != url:
        with store.write() as tx:
            tx.execute(update(city).values(url=url))


def invite(address: str, code: str, url: str = "", *, now: datetime) -> Invitation:
    """Return what a counter needs to join with a code, and to know that it is this city.

    Raises:
        NoAddressError: neither `url` nor any address that it was served at is known.
    """
    store = Store(address, now)
    try:
        with store.read() as tx:
            url = url.strip() or identity(tx).url
            own = keys.signer(tx).public
    finally:
        store.close()
    if not url:
        raise NoAddressError
    return Invitation(url.rstrip("/"), code, own.fingerprint)


def enroll(
    address: str, unit_code: str, commune: str = "", name: str = "", *, now: datetime | None = None
) -> str:
    """Return a new one-time enrolment code for a ward; works while the city serves.

    An unknown unit is written down. Its commune may be left to the first counter that joins.

    Raises:
        UnitCodeError, CommuneCodeError, UnitCommuneError: what was given cannot be used.
        CityDatabaseError, CityLockedError, CityAddressError, CityNewerError.
    """
    now = now or datetime.now(UTC)
    store = Store(address, now)
    try:
        return new_code(store, unit_code, commune, name, now=now)
    finally:
        store.close()


def knows(address: str, unit_code: str, *, now: datetime) -> bool:
    """Tell whether a ward is written down already.

    Raises:
        UnitCodeError; CityDatabaseError, CityLockedError, CityAddressError, CityNewerError.
    """
    code = codes.check_unit(nfc(unit_code).strip())
    with closing(Store(address, now)) as store, store.read() as tx:
        return tx.execute(select(unit.c.id).where(unit.c.code == code)).first() is not None


def new_code(
    store: Store, unit_code: str, commune: str = "", name: str = "", *, now: datetime
) -> str:
    """As `enroll`, in a city that is open already."""
    unit_code = codes.check_unit(nfc(unit_code).strip())
    commune = codes.check_commune(commune.strip()) if commune.strip() else ""
    name = " ".join(nfc(name).split())[:LONGEST]
    letters = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP)]
    code = "-".join("".join(letters[at : at + _GROUP]) for at in range(0, len(letters), _GROUP))
    with store.write() as tx:
        unit_id = ward(tx, unit_code, commune, name)
        expires = now_micros(now + VALID_FOR)
        tx.execute(insert(enrolment).values(digest=_digest(code), unit_id=unit_id, expires=expires))
    return code


def ward(tx: Connection, code: str, commune: str, name: str) -> int:
    """Return the key of a unit, writing down what is new about it."""
    found = tx.execute(select(unit).where(unit.c.code == code)).first()
    if found is None:
        made = tx.execute(insert(unit).values(code=code, commune=commune, name=name))
        return _new_key(made.inserted_primary_key)
    if commune and found.commune and found.commune != commune:
        raise UnitCommuneError(unit=code, known=found.commune, given=commune)
    news = {"commune": commune or found.commune, "name": name or found.name}
    tx.execute(update(unit).where(unit.c.id == found.id).values(**news))
    return int(found.id)


def _new_key(made: Row[Any] | None) -> int:
    assert made is not None  # noqa: S101 - an INSERT of one row always has one
    return int(made[0])


def _digest(code: str) -> bytes:
    """Return what stands for a code, forgiving how it was typed."""
    return sha256(code.upper().translate(_MISREAD).encode(errors="replace")).digest()


def join(store: Store, asked: Enrol, now: datetime) -> Enrolled:
    """Let a counter join: use up its code, lease its slot, give it a key.

    A hub leases none. A counter that joins again gets a new key; the old one is void. It may show
    the code that it used for this very slot once more within the code's life: the first answer may
    have been lost.

    Raises:
        RefusalError: 400 malformed, 403 code, 409 slot, 426 version; the code stays unused.
    """
    _check(asked)
    token = secrets.token_urlsafe(32)
    with store.write() as tx:
        given = _usable(tx, asked, now)
        theirs = tx.execute(select(unit).where(unit.c.id == given.unit_id)).one()
        if theirs.code != asked.unit:
            raise RefusalError(HTTPStatus.FORBIDDEN, "unit", theirs.code)
        numbers = not _is_hub(asked)
        if numbers and theirs.commune not in ("", asked.commune):
            raise RefusalError(HTTPStatus.FORBIDDEN, "commune", theirs.commune)
        device_id = _device(tx, asked, theirs.id, sha256(token.encode()).digest(), now)
        if numbers:
            _lease(tx, asked, device_id, now)
            tx.execute(update(unit).where(unit.c.id == theirs.id).values(commune=asked.commune))
        issued = keys.certify(tx, device_id, asked.keys, now) if asked.keys else None
        ours = keys.signer(tx).public
        tx.execute(
            update(enrolment)
            .where(enrolment.c.digest == given.digest)
            .values(used=now_micros(now), device_id=device_id)
        )
        feed = identity(tx).feed
    return Enrolled(
        token=token, unit=theirs.code, name=theirs.name, feed=feed, keys=ours, certificate=issued
    )


def _check(asked: Enrol) -> None:
    if asked.version != VERSION:
        raise RefusalError(HTTPStatus.UPGRADE_REQUIRED, "version", str(VERSION))
    try:
        if not _is_hub(asked):
            codes.check_slot(asked.slot)
            codes.check_commune(asked.commune)
        codes.check_unit(asked.unit)
    except InputError as error:
        raise RefusalError(HTTPStatus.BAD_REQUEST, "malformed", error.code) from error
    texts = {"device": (asked.device, _LONGEST_UID), "name": (asked.name, LONGEST)}
    for field, (value, limit) in texts.items():
        if len(value) > limit or not value.isprintable() or (field == "device" and not value):
            raise RefusalError(HTTPStatus.BAD_REQUEST, "malformed", field)
    if asked.keys is not None:
        keys.check_possession(asked.device, asked.keys, asked.proof)


def _is_hub(asked: Enrol) -> bool:
    """Tell whether it is a hub that asks: it numbers nothing, has no commune, and shows keys."""
    return asked.slot == NO_SLOT and not asked.commune and asked.keys is not None


def _usable(tx: Connection, asked: Enrol, now: datetime) -> Row[Any]:
    given = tx.execute(select(enrolment).where(enrolment.c.digest == _digest(asked.code))).first()
    if given is None:
        raise RefusalError(HTTPStatus.FORBIDDEN, "code")
    if given.used is not None and not _is_repeated(tx, asked, given):
        raise RefusalError(HTTPStatus.FORBIDDEN, "code-used")
    if given.expires < now_micros(now):
        raise RefusalError(HTTPStatus.FORBIDDEN, "code-expired")
    return given


def _is_repeated(tx: Connection, asked: Enrol, given: Row[Any]) -> bool:
    """Tell whether a used code was used by this counter, for the slot that it asks for."""
    mine = device.c.id == given.device_id, device.c.uid == to_key(asked.device)
    if _is_hub(asked):
        return tx.execute(select(device.c.id).where(*mine)).first() is not None
    found = tx.execute(
        select(lease.c.slot)
        .join(device, device.c.id == lease.c.device_id)
        .where(*mine, lease.c.commune == asked.commune, lease.c.slot == asked.slot)
    )
    return found.first() is not None


def _device(tx: Connection, asked: Enrol, unit_id: int, token: bytes, now: datetime) -> int:
    key = to_key(asked.device)
    known = tx.execute(select(device).where(device.c.uid == key)).first()
    news = {"name": asked.name, "token": token, "seen": now_micros(now)}
    if known is None:
        made = tx.execute(
            insert(device).values(uid=key, unit_id=unit_id, since=now_micros(now), **news)
        )
        return _new_key(made.inserted_primary_key)
    if known.unit_id != unit_id:
        raise RefusalError(HTTPStatus.FORBIDDEN, "unit")
    if known.revoked is not None:
        raise RefusalError(HTTPStatus.FORBIDDEN, "revoked")
    tx.execute(update(device).where(device.c.id == known.id).values(**news))
    return int(known.id)


def _lease(tx: Connection, asked: Enrol, device_id: int, now: datetime) -> None:
    leased = tx.execute(select(lease).where(lease.c.commune == asked.commune)).all()
    holders = {row.slot: row.device_id for row in leased}
    taken = holders.get(asked.slot)
    if taken is None:
        tx.execute(
            insert(lease).values(
                commune=asked.commune, slot=asked.slot, device_id=device_id, since=now_micros(now)
            )
        )
    elif taken != device_id:
        free = [slot for slot in codes.SLOTS if holders.get(slot, device_id) == device_id]
        raise RefusalError(HTTPStatus.CONFLICT, "slot", " ".join(map(str, free)))


def authenticate(tx: Connection, token: str) -> Caller:
    """Return the counter that a key belongs to.

    Raises:
        RefusalError: 401, nobody has this key.
    """
    digest = sha256(token.encode(errors="replace")).digest()
    found = tx.execute(_CALLER_BY_TOKEN, {"digest": digest}).first()
    if found is None:
        challenge = {"WWW-Authenticate": "Bearer"}
        raise RefusalError(HTTPStatus.UNAUTHORIZED, "token", headers=challenge)
    return _caller(found)


def writer(tx: Connection, teller: Caller, uid: str, now: datetime) -> Caller | None:
    """Return whose events a counter tells again; None for another ward's, which it cannot know.

    A device that this database does not know, since it was put back to an older copy, is written
    down without a key. What slots it may number from is not known either: any that nobody leases,
    and the city's own where it has no key.
    """
    key = to_key(uid)
    found = tx.execute(select(device).where(device.c.uid == key)).first()
    if found is None:
        values = {"uid": key, "unit_id": teller.unit_id, "since": now_micros(now)}
        device_id = _new_key(tx.execute(insert(device).values(**values)).inserted_primary_key)
    elif found.unit_id not in (None, teller.unit_id):
        return None
    else:
        device_id = int(found.id)
    leased = tx.execute(select(lease).where(lease.c.commune == teller.commune)).all()
    others = {row.slot for row in leased if row.device_id != device_id}
    has_key = found is not None and found.token is not None
    slots = set(codes.SLOTS) - others | (set() if has_key else {codes.CITY})
    return Caller(
        id=device_id,
        uid=uid,
        unit_id=teller.unit_id,
        unit=teller.unit,
        commune=teller.commune,
        forked=found is not None and bool(found.forked),
        slots=frozenset(slots),
    )


def lease_again(tx: Connection, owner: Caller, slot: int, now: datetime) -> None:
    """Give a slot back to the counter whose own log says that it has it, unless it is taken."""
    place = lease.c.commune == owner.commune, lease.c.slot == slot
    if slot in codes.SLOTS and tx.execute(select(lease.c.slot).where(*place)).first() is None:
        values = {"commune": owner.commune, "slot": slot, "device_id": owner.id}
        tx.execute(insert(lease).values(**values, since=now_micros(now)))


def give_up(tx: Connection, owner: Caller) -> None:
    """Free the slots of a counter that has no key here: its own log says with which it went on."""
    keyless = select(device.c.id).where(device.c.id == owner.id, device.c.token.is_(None))
    tx.execute(delete(lease).where(lease.c.device_id.in_(keyless)))


def caller_by_id(tx: Connection, device_id: int) -> Caller:
    """Return the counter that wrote what was kept before."""
    return _caller(tx.execute(_CALLER_BY_ID, {"device": device_id}).one())


def _caller(found: Row[Any]) -> Caller:
    return Caller(
        id=found.id,
        uid=from_key(found.uid),
        unit_id=found.unit_id,
        unit=found.code,
        commune=found.commune,
        forked=bool(found.forked),
        slots=frozenset(map(int, filter(None, (found.slots or "").split(",")))),
        roster=found.roster,
        key=bytes(found.key).hex() if found.key is not None else "",
        expires=found.expires or 0,
        revoked=found.revoked is not None,
    )
