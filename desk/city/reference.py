"""Reference data that the city publishes: signed once, kept for ever, handed to whoever asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, or_, select

from desk.city import keys
from desk.city.enrol import Caller
from desk.city.filing import UnknownUnitError
from desk.city.store import Store, now_micros
from desk.city.tables import edition, unit
from desk.domain.errors import InputError
from desk.domain.records import VN
from desk.wire import reference as wire
from desk.wire.signing import Signed

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FOR_UNIT: Final = or_(edition.c.unit_id.is_(None), edition.c.unit_id == bindparam("unit"))
_NEWEST: Final = select(func.max(edition.c.serial)).where(_FOR_UNIT)
_AFTER: Final = (
    select(edition.c.serial, func.length(edition.c.text).label("size"))
    .where(_FOR_UNIT, edition.c.serial > bindparam("after"))
    .order_by(edition.c.serial)
)


class StartDayError(InputError):
    """The day on which an edition starts is none; facts: given."""


def publish(
    address: str,
    kind: str,
    data: Mapping[str, object],
    starts: str,
    unit_code: str = "",
    *,
    now: datetime,
) -> int:
    """Sign and keep an edition, for one ward or for all; works while the city serves.

    Returns its serial. Whoever calls has checked the data.

    Raises:
        StartDayError, UnknownUnitError.
        CityDatabaseError, CityLockedError, CityAddressError, CityNewerError.
    """
    if not _is_day(starts):
        raise StartDayError(given=starts[:40])
    store = Store(address, now)
    try:
        with store.write() as tx:
            unit_id = _unit(tx, unit_code)
            last = tx.execute(select(func.max(edition.c.serial))).scalar() or 0
            # By the clock, so that a city put back to an older copy does not use one again.
            serial = max(last + 1, now_micros(now))
            made = wire.Edition(
                kind=kind,
                serial=serial,
                starts=starts,
                issued=now.astimezone(VN).isoformat(),
                data=msgspec.Raw(msgspec.json.encode(data)),
                unit=unit_code,
            )
            signed = keys.signer(tx).signed(wire.text_of(made), wire.PURPOSE)
            tx.execute(
                insert(edition).values(
                    serial=serial,
                    kind=kind,
                    unit_id=unit_id,
                    starts=starts,
                    text=signed.text,
                    signature=signed.signature,
                )
            )
    finally:
        store.close()
    return serial


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _unit(tx: Connection, code: str) -> int | None:
    if not code:
        return None
    found = tx.execute(select(unit.c.id).where(unit.c.code == code)).scalar()
    if found is None:
        raise UnknownUnitError(unit=code[:40])
    return int(found)


def newest(tx: Connection, caller: Caller) -> int:
    """Return the serial of the newest edition for a caller's ward; 0: there is none."""
    return tx.execute(_NEWEST, {"unit": caller.unit_id}).scalar() or 0


def after(store: Store, caller: Caller, serial: int) -> wire.Editions:
    """Return the editions for a caller's ward that follow a serial, as many as a page holds."""
    with store.read() as tx:
        rows = tx.execute(_AFTER, {"unit": caller.unit_id, "after": serial}).all()
        size = 0
        taken: list[int] = []
        for row in rows:
            size += row.size
            if taken and size > wire.MOST_BYTES:
                break
            taken.append(row.serial)
        found = tx.execute(
            select(edition.c.text, edition.c.signature)
            .where(edition.c.serial.in_(taken))
            .order_by(edition.c.serial)
        ).all()
    items = [Signed(row.text, row.signature) for row in found]
    return wire.Editions(items=items, more=len(taken) < len(rows))
