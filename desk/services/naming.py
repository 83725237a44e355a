"""What the counters of a ward are called."""

from __future__ import annotations

from sqlalchemy import Connection, select

from desk.domain import counter_events as cev
from desk.models import log
from desk.models.tables import device, event
from desk.wire import sealed


def counters(tx: Connection) -> dict[bytes, str]:
    """Return what the counters that wrote events are called, as each said last when it began."""
    began = event.c.dossier_id.is_(None), event.c.type == cev.DeviceOpened.__name__
    first = select(device.c.uid, event.c.head, event.c.salt, event.c.body, event.c.hash).join(
        device, device.c.id == event.c.device_id
    )
    found: dict[bytes, str] = {}
    for row in tx.execute(first.where(*began).order_by(event.c.epoch, event.c.seq)):
        body = sealed.open_event(log.sealed_of(row)).body
        if isinstance(body, cev.DeviceOpened):
            found[row.uid] = f"Quầy {body.slot}"
    return found
