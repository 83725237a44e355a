"""What of the published reference data is in force for a ward on a day."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, or_, select

from desk.city.tables import edition
from desk.wire import reference as wire

_BY_DAY: Final = (edition.c.starts, edition.c.serial)  # of one kind the last one holds


def in_force(tx: Connection, unit_id: int, day: date) -> dict[str, str]:
    """Return the data (JSON) of each kind: of what has started, what started last."""
    rows = tx.execute(
        live(tx)
        .where(or_(edition.c.unit_id.is_(None), edition.c.unit_id == unit_id))
        .where(edition.c.starts <= f"{day}")
        .order_by(*_BY_DAY)
    )
    return {row.kind: bytes(wire.read(row.text).data).decode() for row in rows}


def last(
    tx: Connection, kind: str, day: str, unit_id: int | None, *, of_wards: bool = False
) -> Row[Any] | None:
    """Return the edition of a kind that holds on a day for a ward, or for every ward (None).

    With `of_wards`, one that a single ward has of its own counts among those of every ward too.
    """
    rows = live(tx).where(edition.c.kind == kind, edition.c.starts <= day)
    if unit_id is not None:
        rows = rows.where(or_(edition.c.unit_id.is_(None), edition.c.unit_id == unit_id))
    elif not of_wards:
        rows = rows.where(edition.c.unit_id.is_(None))
    return tx.execute(rows.order_by(*(each.desc() for each in _BY_DAY)).limit(1)).first()


def live(tx: Connection) -> Select[Any]:
    """Return the question for all editions that were not taken back."""
    gone = withdrawn(tx)
    rows = select(edition).where(edition.c.kind != wire.WITHDRAWAL)
    return rows.where(edition.c.serial.not_in(gone)) if gone else rows


def withdrawn(tx: Connection) -> frozenset[int]:
    """Return the serials of the editions that were taken back."""
    rows = select(edition.c.text).where(edition.c.kind == wire.WITHDRAWAL)
    return frozenset(wire.withdrawn(wire.read(text)) for text in tx.execute(rows).scalars())
