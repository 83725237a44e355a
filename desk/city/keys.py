"""The city's own keys, what it certifies of its counters, and whether their signatures hold."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Final

from sqlalchemy import Connection, bindparam, select, update

from desk.city.refusal import RefusalError
from desk.city.store import identity, now_micros
from desk.city.tables import city, device, lease, unit
from desk.wire import canonical, certificate
from desk.wire.certificate import VALID_S, Certificate
from desk.wire.devices import ROSTER, BadRosterError, Member, Roster, read_roster
from desk.wire.exchange import JOIN, possession
from desk.wire.ids import from_key, to_key
from desk.wire.signing import SEED, PublicKeys, Signed, Signer

_KEYS: Final = select(device.c.key, device.c.seal, device.c.revoked).where(
    device.c.uid == bindparam("uid")
)


def signer(tx: Connection) -> Signer:
    """Return what this city (or hub) signs with."""
    return Signer(bytes(identity(tx).key))


def keys_of(tx: Connection, uid: str) -> PublicKeys | None:
    """Return the public keys of a counter, None if it has shown none or is revoked."""
    row = tx.execute(_KEYS, {"uid": to_key(uid)}).first()
    if row is None or row.key is None or row.revoked is not None:
        return None
    return PublicKeys(sign=bytes(row.key).hex(), seal=bytes(row.seal).hex())


def verify(tx: Connection, uid: str, data: bytes, signature: str, purpose: str) -> bool:
    """Tell whether a counter signed these bytes for this purpose, and may still speak."""
    keys = keys_of(tx, uid)
    return keys is not None and keys.verify(data, signature, purpose)


def check_possession(uid: str, keys: PublicKeys, proof: str) -> None:
    """Refuse keys that whoever names them does not hold.

    Raises:
        RefusalError: 400.
    """
    said = possession(uid, keys)
    if not keys.verify(said, proof, JOIN) or len(_bytes(keys.seal)) != SEED:
        raise RefusalError(HTTPStatus.BAD_REQUEST, "malformed", "keys")


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def certify(tx: Connection, device_id: int, keys: PublicKeys, now: datetime) -> Signed:
    """Write down a counter's keys and return a certificate for them.

    Asked again before half of its time is over, it is the same one: a counter whose own clock is
    years off may ask at every exchange.
    """
    row = tx.execute(
        select(device, unit.c.code, unit.c.commune)
        .join(unit, unit.c.id == device.c.unit_id)
        .where(device.c.id == device_id)
    ).one()
    slots = tx.execute(select(lease.c.slot).where(lease.c.device_id == device_id)).scalars()
    begun, serial = int(now.timestamp()), row.serial + 1
    same = row.key is not None and (bytes(row.key).hex(), bytes(row.seal).hex()) == (
        keys.sign,
        keys.seal,
    )
    if same and begun < row.expires - VALID_S / 2:
        begun, serial = row.expires - VALID_S, row.serial
    made = Certificate(
        device=from_key(bytes(row.uid)),
        unit=row.code,
        commune=row.commune,
        slots=tuple(sorted(slots)),
        sign=keys.sign,
        seal=keys.seal,
        not_before=begun,
        expires=begun + VALID_S,
        serial=serial,
    )
    if serial == row.serial:
        return certificate.issue(signer(tx), made)
    tx.execute(
        update(device)
        .where(device.c.id == device_id)
        .values(
            key=bytes.fromhex(keys.sign),
            seal=bytes.fromhex(keys.seal),
            serial=made.serial,
            expires=made.expires,
        )
    )
    touch_roster(tx, now)
    return certificate.issue(signer(tx), made)


def roster(tx: Connection, unit_id: int, code: str) -> Signed:
    """Return the list of a ward's counters that have shown keys, signed."""
    rows = tx.execute(
        select(device).where(device.c.unit_id == unit_id, device.c.key.is_not(None))
    ).all()
    members = tuple(
        Member(
            device=from_key(bytes(row.uid)),
            sign=bytes(row.key).hex(),
            seal=bytes(row.seal).hex(),
            serial=row.serial,
            revoked=row.revoked is not None,
        )
        for row in rows
    )
    ordered = tuple(sorted(members, key=lambda each: each.device))
    made = Roster(unit=code, number=identity(tx).roster, members=ordered)
    return signer(tx).signed(canonical.dumps(made), ROSTER)


def recall(tx: Connection, unit_id: int, code: str, shown: Signed, now: datetime) -> int:
    """Revoke again whom a list that this city has signed itself says to be revoked.

    Only a list that is newer than all that this database knows is heard: it has been put back to
    an older copy then. Returns how many were revoked.

    Raises:
        RefusalError: 400, this city has not signed it for this ward.
    """
    try:
        found = read_roster(shown, signer(tx).public.sign, code)
    except BadRosterError as error:
        raise RefusalError(HTTPStatus.BAD_REQUEST, "signature", "roster") from error
    if found.number <= identity(tx).roster:
        return 0
    gone = [to_key(each.device) for each in found.members if each.revoked]
    which = device.c.uid.in_(gone), device.c.unit_id == unit_id, device.c.revoked.is_(None)
    many = tx.execute(update(device).where(*which).values(revoked=now_micros(now))).rowcount
    tx.execute(update(city).values(roster=found.number))
    touch_roster(tx, now)
    return int(many)


def touch_roster(tx: Connection, now: datetime) -> None:
    """Give the list of counters a new number, higher than any before, whatever the clock does."""
    number = max(now_micros(now), identity(tx).roster + 1)
    tx.execute(update(city).values(roster=number))
