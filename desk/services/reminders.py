"""What others wrote, for a target that was put back to an older copy and has forgotten it.

Nothing is told that the target's own new feed shows; the rest goes in the order in which it came.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, bindparam, delete, literal, select
from sqlalchemy.dialects.sqlite import insert as upsert

from desk.models import log
from desk.models.tables import event
from desk.models.tables import reminder as owed
from desk.services import outbox
from desk.services.workplace import Workplace
from desk.wire import exchange, sealed
from desk.wire.ids import to_key

_BYTES: Final = (event.c.head, event.c.salt, event.c.body, event.c.hash)
_PART: Final = 500  # SQLite takes so many parameters in one statement with room to spare
_ANY: Final = select(owed.c.event_id).where(owed.c.target == bindparam("name")).limit(1)
_SHOWN: Final = delete(owed).where(
    owed.c.target == bindparam("name"),
    owed.c.event_id.in_(
        select(event.c.id).where(event.c.uid.in_(bindparam("uids", expanding=True)))
    ),
)
_WAITING: Final = (
    select(event.c.id, *_BYTES)
    .join(owed, owed.c.event_id == event.c.id)
    .where(owed.c.target == bindparam("name"))
    .order_by(owed.c.event_id)
    .limit(bindparam("limit"))
)


def remember(tx: Connection, name: str) -> None:
    """Have a target, whose memory is another one, hear again of what others wrote."""
    owe(tx, name, event.c.device_id != (log.own_device_id(tx) or 0))


def owe(tx: Connection, name: str, which: ColumnElement[bool]) -> None:
    """Have a target hear of some events of others."""
    others = select(literal(name), event.c.id).where(which)
    columns = owed.c.target, owed.c.event_id
    tx.execute(upsert(owed).from_select(columns, others).on_conflict_do_nothing())


def shown(tx: Connection, name: str, uids: Sequence[str]) -> None:
    """Forget to tell a target what is in its own feed."""
    if tx.execute(_ANY, {"name": name}).first() is None:
        return
    for start in range(0, len(uids), _PART):
        keys = [to_key(uid) for uid in uids[start : start + _PART]]
        tx.execute(_SHOWN, {"name": name, "uids": keys})


def waiting(
    work: Workplace,
    name: str,
    *,
    limit: int = exchange.MAX_EVENTS,
    max_bytes: int = exchange.MAX_BYTES,
) -> tuple[tuple[sealed.Sealed, ...], int] | None:
    """Return the next events of others that a target must hear of again, and the last one's key."""
    with work.database.read() as tx:
        rows = tx.execute(_WAITING, {"name": name, "limit": limit}).all()
    taken: list[Any] = []
    size = 0
    for row in rows:
        size += len(row.head) + len(row.body)
        if taken and size > max_bytes:
            break
        taken.append(row)
    return (tuple(log.sealed_of(row) for row in taken), taken[-1].id) if taken else None


def told(
    work: Workplace, name: str, through: int, results: Sequence[exchange.Verdict], now: datetime
) -> int:
    """Write down how far a target has heard; settle what of ours it has decided about by that."""
    with work.database.write() as tx:
        tx.execute(delete(owed).where(owed.c.target == name, owed.c.event_id <= through))
    if not results:
        return 0
    return outbox.settle(work, name, exchange.Pushed(results=list(results), acked_through=0), now)
