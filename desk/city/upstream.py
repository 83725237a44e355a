"""The city behind a hub: what a ward's hub has joined, to hand on what that city has signed.

A hub keeps the texts and signatures of the city's editions as they are. Whose they are it says
once, under its own signature: that is how a counter learns it that knows nobody but the hub.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from desk.city import enrol, keys
from desk.city.store import Store, now_micros
from desk.city.tables import edition, unit, upstream
from desk.wire import reference as wire
from desk.wire.reference import ForgedEditionError
from desk.wire.signing import PublicKeys, Signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Upstream:
    """The city that a hub has joined, for one ward."""

    url: str
    token: str
    theirs: PublicKeys
    issued: Signed | None
    unit: str
    authorities: str = ""
    proxy: str = ""


def read(tx: Connection) -> Upstream | None:
    """Return the city that this hub has joined, None if it has joined none."""
    row = tx.execute(
        select(upstream, unit.c.code).join(unit, unit.c.id == upstream.c.unit_id)
    ).first()
    if row is None:
        return None
    return Upstream(
        url=row.url,
        token=row.token,
        theirs=msgspec.json.decode(row.public, type=PublicKeys),
        issued=msgspec.json.decode(row.certificate, type=Signed) if row.certificate else None,
        unit=row.code,
        authorities=row.authorities,
        proxy=row.proxy,
    )


def join(store: Store, joined: Upstream, name: str) -> None:
    """Remember a city; what another one has published is not handed on any more."""
    with store.write() as tx:
        known = read(tx)
        if known is not None and known.theirs != joined.theirs:
            tx.execute(delete(edition))
        tx.execute(delete(upstream))
        tx.execute(
            insert(upstream).values(
                id=1,
                unit_id=enrol.ward(tx, joined.unit, "", name),
                url=joined.url,
                token=joined.token,
                public=msgspec.json.encode(joined.theirs).decode(),
                certificate=msgspec.json.encode(joined.issued).decode() if joined.issued else "",
                authorities=joined.authorities,
                proxy=joined.proxy,
            )
        )


def certified(store: Store, issued: Signed) -> None:
    """Keep what the city has certified anew."""
    with store.write() as tx:
        tx.execute(update(upstream).values(certificate=msgspec.json.encode(issued).decode()))


def heard(store: Store, now: datetime, error: str = "") -> None:
    """Write down that the city has answered, or why it did not."""
    news = {"error": error} if error else {"error": "", "heard": now_micros(now)}
    with store.write() as tx:
        tx.execute(update(upstream).values(**news))


def reached(tx: Connection) -> int:
    """Return the serial of the newest edition that came; 0: none."""
    return tx.execute(select(func.max(edition.c.serial))).scalar() or 0


def keep(store: Store, items: list[Signed]) -> int:
    """Keep editions as the city has signed them, those that are new; return how many.

    Raises:
        ForgedEditionError: one is not the city's word; those before it are kept.
    """
    new = 0
    for each in items:
        with store.write() as tx:
            known = read(tx)
            data = each.text.encode(errors="replace")
            if known is None or not known.theirs.verify(data, each.signature, wire.PURPOSE):
                raise ForgedEditionError
            told = wire.read(each.text)
            if told.serial <= reached(tx) or told.unit not in ("", known.unit):
                continue
            mine = select(unit.c.id).where(unit.c.code == told.unit)
            tx.execute(
                insert(edition).values(
                    serial=told.serial,
                    kind=told.kind,
                    unit_id=tx.execute(mine).scalar(),
                    starts=told.starts,
                    text=each.text,
                    signature=each.signature,
                )
            )
            new += 1
    return new


def vouch(tx: Connection) -> Signed | None:
    """Say under this hub's signature whose editions it hands on; None: its own, if any."""
    known = read(tx)
    if known is None:
        return None
    return keys.signer(tx).signed(msgspec.json.encode(known.theirs), wire.VOUCHED)
