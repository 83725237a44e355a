"""What the city holds of a ward, signed, and what each counter signs that it holds.

Whoever has both signatures for one place of the feed can show later, to anybody, that the two
sides had the same dossiers there.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from sqlalchemy import Connection, delete, insert

from desk.city import chain, keys
from desk.city.digest import Forest
from desk.city.enrol import Caller
from desk.city.refusal import RefusalError
from desk.city.store import Store, now_micros
from desk.city.tables import proof
from desk.domain.records import VN
from desk.wire.exchange import HOLDING, Ending, Stated, holding


def ending(
    tx: Connection,
    forest: Forest,
    caller: Caller,
    now: datetime,
    *,
    place: tuple[str, str] | None = None,
) -> Ending:
    """Return what is held of the caller's ward, and of its own log, as `tx` sees it.

    It is signed where `place` says (feed, cursor) of which place it is.
    """
    count, root = forest.root(tx, caller.unit_id)
    said = holding(caller.unit, *(place or ("", "")), count, root)
    return Ending(
        count=count,
        root=root,
        time=now.astimezone(VN),
        held=chain.held(tx, caller.id),
        signature=keys.signer(tx).sign(said, HOLDING) if place else "",
    )


def state(store: Store, caller: Caller, told: Stated, now: datetime) -> None:
    """Keep what a counter signs that it holds, in place of what it signed before.

    Raises:
        RefusalError: 403, the signature is not this counter's.
    """
    said = holding(caller.unit, told.feed, told.cursor, told.count, told.root)
    with store.write() as tx:
        if not keys.verify(tx, caller.uid, said, told.signature, HOLDING):
            raise RefusalError(HTTPStatus.FORBIDDEN, "signature")
        tx.execute(delete(proof).where(proof.c.device_id == caller.id))
        tx.execute(
            insert(proof).values(
                device_id=caller.id,
                at=now_micros(now),
                feed=told.feed,
                cursor=told.cursor,
                count=told.count,
                root=told.root,
                signature=told.signature,
            )
        )
