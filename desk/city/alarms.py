"""What should never happen and was refused: counted, so that somebody sees it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import insert, select, update

from desk.city.enrol import Caller
from desk.city.store import Store, now_micros
from desk.city.tables import alarm

#: Whoever knocks again and again makes one row of the same kind in this time, with a number.
_TOGETHER: Final = timedelta(hours=1)


def count(store: Store, caller: Caller, kind: str, now: datetime) -> None:
    """Count something that a counter, or somebody in its name, was refused."""
    with store.write() as tx:
        since = now_micros(now - _TOGETHER)
        known = tx.execute(
            select(alarm.c.id, alarm.c.detail)
            .where(alarm.c.device_id == caller.id, alarm.c.kind == kind, alarm.c.event == "")
            .where(alarm.c.at > since)
            .order_by(alarm.c.id.desc())
            .limit(1)
        ).first()
        if known is not None:
            times = str(int(known.detail) + 1)
            tx.execute(update(alarm).where(alarm.c.id == known.id).values(detail=times))
            return
        facts = {"unit_id": caller.unit_id, "device_id": caller.id, "event": "", "detail": "1"}
        tx.execute(insert(alarm).values(at=now_micros(now), kind=kind, **facts))
