"""Taking a counter's right to exchange away, and giving it back; works while the city serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from desk.city import keys
from desk.city.store import Store, now_micros
from desk.city.tables import device, lease, unit
from desk.domain.errors import InputError
from desk.wire.ids import from_key, to_key


class UnknownDeviceError(InputError):
    """No counter here is called that; facts: device."""


class ManyDevicesError(InputError):
    """More than one counter fits: the ward must be named too; facts: slot, units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked:
    """What was done to whom; `changed` is False if it was so before."""

    device: str
    name: str
    unit: str
    changed: bool


def revoke(
    address: str,
    now: datetime,
    *,
    uid: str = "",
    slot: int = 0,
    unit_code: str = "",
    lift: bool = False,
) -> Revoked:
    """Revoke the counter with this uid, or the one that has leased a slot; `lift` takes it back.

    What it wrote before stays; its numbers stay its own. It is refused from its next request on.

    Raises:
        UnknownDeviceError, ManyDevicesError, CityDatabaseError, CityLockedError.
    """
    store = Store(address, now)
    try:
        with store.write() as tx:
            found = _find(tx, uid, slot, unit_code)
            changed = (found.revoked is None) != lift
            if changed:
                since = None if lift else now_micros(now)
                tx.execute(update(device).where(device.c.id == found.id).values(revoked=since))
                keys.touch_roster(tx, now)
    finally:
        store.close()
    return Revoked(
        device=from_key(bytes(found.uid)), name=found.name, unit=found.code, changed=changed
    )


def _find(tx: Connection, uid: str, slot: int, unit_code: str) -> Any:
    query = select(device.c.id, device.c.uid, device.c.name, device.c.revoked, unit.c.code).join(
        unit, unit.c.id == device.c.unit_id
    )
    if uid:
        query = query.where(device.c.uid == to_key(uid))
    else:
        query = query.join(lease, lease.c.device_id == device.c.id).where(lease.c.slot == slot)
    if unit_code:
        query = query.where(unit.c.code == unit_code)
    rows = tx.execute(query.order_by(unit.c.code)).all()
    if not rows:
        raise UnknownDeviceError(device=uid or str(slot))
    if len(rows) > 1:
        raise ManyDevicesError(slot=slot, units=", ".join(row.code for row in rows))
    return rows[0]
