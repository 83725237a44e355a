"""What the city holds of a ward, signed, and what each counter signs that it holds.

Whoever has both signatures for one place of the feed can show later, to anybody, that the two
sides had the same dossiers there.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.dialects import postgresql, sqlite

from desk.city import chain, keys
from desk.city.digest import Forest
from desk.city.enrol import Caller
from desk.city.refusal import RefusalError
from desk.city.store import Store, now_micros
from desk.city.tables import proof
from desk.domain.records import VN
from desk.wire.exchange import HOLDING, Ending, Stated, holding
from desk.wire.signing import Signer


def ending(
    tx: Connection,
    forest: Forest,
    caller: Caller,
    now: datetime,
    *,
    us: Row[Any],
    place: tuple[str, str] | None = None,
) -> Ending:
    """Return what is held of the caller's ward, and of its own log, as `tx` sees it.

    `us` is the city's own row as `tx` sees it. It is signed where `place` says (feed, cursor) of
    which place it is.
    """
    count, root = forest.root(tx, caller.unit_id, us)
    said = holding(caller.unit, *(place or ("", "")), count, root)
    return Ending(
        count=count,
        root=root,
        time=now.astimezone(VN),
        held=chain.held(tx, caller.id),
        signature=Signer(bytes(us.key)).sign(said, HOLDING) if place else "",
    )


def state(store: Store, caller: Caller, told: Stated, now: datetime) -> None:
    """Keep what a counter signs that it holds, in place of what it signed before.

    Raises:
        RefusalError: 403, the signature is not this counter's.
    """
    said = holding(caller.unit, told.feed, told.cursor, told.count, told.root)
    with store.aside() as tx:
        if not keys.verify(tx, caller.uid, said, told.signature, HOLDING):
            raise RefusalError(HTTPStatus.FORBIDDEN, "signature")
        news = {
            "at": now_micros(now),
            "feed": told.feed,
            "cursor": told.cursor,
            "count": told.count,
            "root": told.root,
            "signature": told.signature,
        }
        insert = postgresql.insert if store.shared else sqlite.insert
        first = insert(proof).values(device_id=caller.id, **news)
        tx.execute(first.on_conflict_do_update(index_elements=[proof.c.device_id], set_=news))
