"""Everything that is known of some dossiers, for a counter that found them to differ."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from sqlalchemy import select

from desk.city.cases import sealed
from desk.city.enrol import Caller
from desk.city.pull import PAGE_BYTES
from desk.city.refusal import RefusalError
from desk.city.store import Store
from desk.city.tables import ACCEPTED, REFUSED, event
from desk.wire.exchange import MAX_DOSSIERS, Dossiers, Stories, WireEvent, to_wire
from desk.wire.ids import from_key, to_key

_LONGEST_UID: Final = 100


def stories(store: Store, caller: Caller, asked: Dossiers) -> Stories:
    """Return the events of dossiers of the caller's ward, as many dossiers as fit, at least one.

    A dossier that is not known here, or is another ward's, has no events.

    Raises:
        RefusalError: 400 for a uid that is none, 413 for too many.
    """
    if len(asked.uids) > MAX_DOSSIERS:
        raise RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large")
    if not all(0 < len(uid) <= _LONGEST_UID and "\0" not in uid for uid in asked.uids):
        raise RefusalError(HTTPStatus.BAD_REQUEST, "uids")
    events: list[WireEvent] = []
    refused: list[str] = []
    left = list(dict.fromkeys(asked.uids))
    size = 0
    with store.read() as tx:
        while left and size < PAGE_BYTES:
            rows = tx.execute(
                select(event)
                .where(event.c.dossier == to_key(left[0]), event.c.unit_id == caller.unit_id)
                .order_by(event.c.position, event.c.id)
            ).all()
            size += sum(len(row.head) + len(row.body) for row in rows)
            events += [to_wire(sealed(row)) for row in rows if row.state == ACCEPTED]
            refused += [from_key(bytes(row.uid)) for row in rows if row.state == REFUSED]
            del left[0]
    return Stories(events=events, refused=refused, left=left)
