"""Whose word counts here: this counter's own keys, the city's, and those of the ward's others.

Secrets are in the key store (`desk.models.keystore`), never in the database; public keys are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from desk.models import log
from desk.models.keystore import token_name
from desk.models.tables import counter, peer, target
from desk.services.outbox import CITY
from desk.services.workplace import Workplace
from desk.wire.devices import BadRosterError, read_roster
from desk.wire.ids import to_key
from desk.wire.signing import PublicKeys, Signed, Signer, new_seed

#: What this counter's own secret is kept as.
SEED: Final = "seed"
_PUBLIC: Final = select(target.c.public).where(target.c.name == bindparam("name"))
_STANDING: Final = select(
    target.c.public,
    target.c.certificate,
    target.c.roster,
    select(counter.c.offset_ms).scalar_subquery(),
).where(target.c.name == bindparam("name"))
_PEER: Final = select(peer).where(peer.c.uid == bindparam("device")).order_by(peer.c.serial.desc())


def signer(work: Workplace) -> Signer:
    """Return what this counter signs with; the keys are made at the first call.

    Raises:
        KeysLockedError, KeysUnreadableError, DiskFullError, ReadOnlyError.
    """
    kept = work.keys.get(SEED)
    if not kept:
        kept = new_seed().hex()
        work.keys.put(SEED, kept)
    return Signer(bytes.fromhex(kept))


def token(work: Workplace, name: str) -> str:
    """Return the token that a target knows this counter by, empty if there is none here."""
    return work.keys.get(token_name(name))


def keep_token(work: Workplace, name: str, value: str) -> None:
    """Keep a target's token; on disk when this returns."""
    work.keys.put(token_name(name), value)


def forget_token(work: Workplace, name: str) -> None:
    """Forget a target's token."""
    work.keys.drop(token_name(name))


def city(work: Workplace, name: str = CITY) -> PublicKeys | None:
    """Return the public keys of a target as they were learnt when this counter joined it.

    None: a target of before, which has not shown any, or none of that name.
    """
    with work.database.read() as tx:
        return city_in(tx, name)


def city_in(tx: Connection, name: str) -> PublicKeys | None:
    """As `city`, within a transaction."""
    return read(tx.execute(_PUBLIC, {"name": name}).scalar())


def read(kept: str | None) -> PublicKeys | None:
    """Return public keys as they are stored."""
    return msgspec.json.decode(kept, type=PublicKeys) if kept else None


def certificate(work: Workplace, name: str = CITY) -> Signed | None:
    """Return what a target has certified of this counter, None if it has not."""
    with work.database.read() as tx:
        kept = tx.execute(select(target.c.certificate).where(target.c.name == name)).scalar()
    return msgspec.json.decode(kept, type=Signed) if kept else None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is kept of a target's word and of ours there; `offset_ms` is this clock minus its."""

    theirs: PublicKeys | None
    issued: Signed | None
    roster: int
    offset_ms: int


def standing(work: Workplace, name: str) -> Standing:
    """Return what is looked at after every exchange, in one look."""
    with work.database.read() as tx:
        row = tx.execute(_STANDING, {"name": name}).first()
    public, issued, roster, offset_ms = row or ("", "", 0, 0)
    return Standing(
        read(public),
        msgspec.json.decode(issued, type=Signed) if issued else None,
        roster,
        offset_ms,
    )


def remember(work: Workplace, name: str, keys: PublicKeys, issued: Signed | None = None) -> None:
    """Keep a target's keys and what it has certified."""
    with work.database.write() as tx:
        tx.execute(update(target).where(target.c.name == name).values(**as_kept(keys, issued)))


def roster_number(work: Workplace, name: str) -> int:
    """Return which of a target's lists of counters was read last; 0: none."""
    with work.database.read() as tx:
        return tx.execute(select(target.c.roster).where(target.c.name == name)).scalar() or 0


def roster(work: Workplace, name: str) -> Signed | None:
    """Return a target's list of counters as it signed the one that was read last."""
    with work.database.read() as tx:
        kept = tx.execute(select(target.c.listed).where(target.c.name == name)).scalar()
    return msgspec.json.decode(kept, type=Signed) if kept else None


def learn_roster(work: Workplace, name: str, signed: Signed) -> None:
    """Take over a target's list of the ward's counters, unless a newer one was read before.

    A city and a hub each certify the same keys: what either has revoked is revoked here, until
    that one takes it back.

    Raises:
        BadRosterError: it is not the target's, or another ward's.
    """
    with work.database.write() as tx:
        theirs = city_in(tx, name)
        if theirs is None:
            raise BadRosterError(reason="forged")
        found = read_roster(signed, theirs.sign, log.this_counter(tx).unit)
        place = target.c.name == name
        if found.number <= tx.execute(select(target.c.roster).where(place)).scalar_one():
            return
        kept = msgspec.json.encode(signed).decode()
        tx.execute(update(target).where(place).values(roster=found.number, listed=kept))
        tx.execute(delete(peer).where(peer.c.target == name))
        rows = [
            {
                "target": name,
                "uid": to_key(each.device),
                "sign": each.sign,
                "seal": each.seal,
                "serial": each.serial,
                "revoked": int(each.revoked),
            }
            for each in found.members
        ]
        if rows:
            tx.execute(insert(peer), rows)


def as_kept(keys: PublicKeys | None, issued: Signed | None) -> dict[str, str]:
    """Return the columns of a target that hold its keys and our certificate."""
    return {
        "public": msgspec.json.encode(keys).decode() if keys else "",
        "certificate": msgspec.json.encode(issued).decode() if issued else "",
    }


def verify(work: Workplace, device: str, data: bytes, signature: str, purpose: str) -> bool:
    """Tell whether a counter of this ward signed these bytes, and may still speak.

    Known are this counter and those on the city's list, as it was last heard; a device that the
    city has revoked, or that is not on the list, has signed nothing.
    """
    keys = keys_of(work, device)
    return keys is not None and keys.verify(data, signature, purpose)


def keys_of(work: Workplace, device: str) -> PublicKeys | None:
    """Return the public keys of a counter of this ward; None if unknown or revoked."""
    with work.database.read() as tx:
        rows = tx.execute(_PEER, {"device": to_key(device)}).all()
        own = log.this_counter(tx).device == device
    if any(row.revoked for row in rows):
        return None
    if own:
        return signer(work).public
    return PublicKeys(sign=rows[0].sign, seal=rows[0].seal) if rows else None
