"""What of the published reference data is in force for a ward on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, or_, select

from desk.city.tables import edition
from desk.wire import reference as wire


def in_force(tx: Connection, unit_id: int, day: date) -> dict[str, str]:
    """Return the data (JSON) of each kind: of what has started, what started last."""
    rows = tx.execute(
        select(edition.c.kind, edition.c.text)
        .where(or_(edition.c.unit_id.is_(None), edition.c.unit_id == unit_id))
        .where(edition.c.starts <= f"{day}")
        .order_by(edition.c.starts, edition.c.serial)
    )
    return {row.kind: bytes(wire.read(row.text).data).decode() for row in rows}
