"""Whose word reference data is: that of the city which this counter joined, or a hub's city.

A counter that never joined the city learns the city's keys from its hub, once: the hub says under
its own signature whose editions it hands on. From then on nobody but that city is believed,
whichever hub tells; the city itself, once joined, goes before any hub.
"""

from __future__ import annotations

from typing import Final

import msgspec
from sqlalchemy import Connection, select, update

from desk.domain.errors import ExchangeError
from desk.models.tables import target
from desk.services import keys
from desk.services.outbox import CITY
from desk.services.workplace import Workplace
from desk.wire import reference as wire
from desk.wire.signing import PublicKeys, Signed

_PINNED: Final = select(target.c.vouched).where(target.c.vouched != "").limit(1)


class OtherCityEditionError(ExchangeError):
    """A hub hands on the reference data of another city than this counter knows."""


def whose(tx: Connection, name: str, vouched: Signed | None) -> PublicKeys | None:
    """Return whose signature counts on what a target hands on; None: nobody's.

    Raises:
        OtherCityEditionError: the hub vouches for another city than the one that is known.
    """
    city = keys.city_in(tx, CITY)
    if name == CITY:
        return city
    told = _told(tx, name, vouched)
    known = city or _pinned(tx)
    if known is not None and told not in (None, known):
        raise OtherCityEditionError
    return known or told


def _told(tx: Connection, name: str, vouched: Signed | None) -> PublicKeys | None:
    hub = keys.city_in(tx, name)
    if hub is None or vouched is None:
        return None
    data = vouched.text.encode(errors="replace")
    if not hub.verify(data, vouched.signature, wire.VOUCHED):
        return None
    try:
        return msgspec.json.decode(data, type=PublicKeys)
    except msgspec.DecodeError:
        return None


def _pinned(tx: Connection) -> PublicKeys | None:
    return keys.read(tx.execute(_PINNED).scalar())


def pin(tx: Connection, name: str, theirs: PublicKeys) -> bool:
    """Keep whose editions a hub hands on, where no city is known; True: it was not kept before."""
    if name == CITY or keys.city_in(tx, CITY) is not None or _pinned(tx) is not None:
        return False
    kept = msgspec.json.encode(theirs).decode()
    tx.execute(update(target).where(target.c.name == name).values(vouched=kept))
    return True


def known_by(work: Workplace, name: str) -> str:
    """Return the fingerprint of the city's keys that were learnt from a hub; empty: none were."""
    with work.database.read() as tx:
        kept = tx.execute(select(target.c.vouched).where(target.c.name == name)).scalar()
    found = keys.read(kept)
    return found.fingerprint if found is not None else ""
