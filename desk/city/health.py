"""What whoever runs the city asks first: does it answer, what does it hold, who has gone silent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, func, select, text

from desk.city.gauge import Figures, Gauge
from desk.city.store import Store, identity, now_micros
from desk.city.tables import HELD, UNDECIDED, device, event, lease
from desk.domain.records import VN

_MICROS: Final = 1_000_000


class Worker(msgspec.Struct, kw_only=True):
    """A process that serves."""

    process: int
    since: datetime
    heard: datetime


class Requests(msgspec.Struct, kw_only=True):
    """Of the last whole minute, of the last hour; times are those of the last 15 minutes."""

    per_minute: int
    hour: int
    p50_ms: float | None
    p95_ms: float | None


class Counters(msgspec.Struct, kw_only=True):
    """Counters that may exchange, those heard of today, and the others; hubs are none of them."""

    all: int
    today: int
    silent: int
    revoked: int
    hubs: int  # that may exchange


class Undecided(msgspec.Struct, kw_only=True):
    """Events that do not count until something comes, or a person has decided."""

    held: int
    refused: int


class Health(msgspec.Struct, kw_only=True):
    """How the service is doing; nothing in it is about a person."""

    time: datetime
    feed: str
    position: int
    workers: list[Worker]
    requests: Requests
    refused: dict[str, int]
    counters: Counters
    undecided: Undecided
    database: str
    bytes: int


def health(store: Store, gauge: Gauge, heard: Mapping[int, int], now: datetime) -> Health:
    """Return how the service is doing; `heard` is when each device last asked for something."""
    figures = gauge.figures(store)
    with store.read() as tx:
        us = identity(tx)
        return Health(
            time=now.astimezone(VN),
            feed=us.feed,
            position=us.position,
            workers=_workers(figures),
            requests=Requests(
                per_minute=figures.per_minute,
                hour=figures.hour,
                p50_ms=figures.p50_ms,
                p95_ms=figures.p95_ms,
            ),
            refused=dict(figures.refused),
            counters=_counters(tx, heard, now),
            undecided=_undecided(tx),
            database="postgresql" if store.shared else "sqlite",
            bytes=_size(tx, store),
        )


def last_heard(row: Any, heard: Mapping[int, int]) -> int:
    """Return when a device's row was last heard of, in UTC microseconds; 0: never."""
    return max(row.seen or 0, heard.get(row.id, 0))


def midnight(now: datetime) -> int:
    """Return when the Vietnamese day began, in UTC microseconds."""
    return now_micros(now.astimezone(VN).replace(hour=0, minute=0, second=0, microsecond=0))


def hubs(tx: Connection) -> frozenset[int]:
    """Return which devices are hubs: they have joined, and number nothing."""
    leased = select(lease.c.device_id)
    found = select(device.c.id).where(device.c.token.is_not(None), device.c.id.not_in(leased))
    return frozenset(tx.execute(found).scalars())


def _workers(figures: Figures) -> list[Worker]:
    return [
        Worker(process=each.process, since=_at(each.since), heard=_at(each.at))
        for each in figures.workers
    ]


def _at(micros: int) -> datetime:
    return datetime.fromtimestamp(micros // _MICROS, VN)


def _counters(tx: Connection, heard: Mapping[int, int], now: datetime) -> Counters:
    columns = device.c.id, device.c.seen, device.c.revoked
    rows = tx.execute(select(*columns).where(device.c.token.is_not(None))).all()
    begun, handing_on = midnight(now), hubs(tx)
    all_ = [row for row in rows if row.id not in handing_on]
    may = [row for row in all_ if row.revoked is None]
    today = sum(last_heard(row, heard) >= begun for row in may)
    return Counters(
        all=len(may),
        today=today,
        silent=len(may) - today,
        revoked=len(all_) - len(may),
        hubs=sum(row.revoked is None and row.id in handing_on for row in rows),
    )


def _undecided(tx: Connection) -> Undecided:
    query = select(event.c.state, func.count().label("many")).where(UNDECIDED)
    many = {row.state == HELD: int(row.many) for row in tx.execute(query.group_by(event.c.state))}
    return Undecided(held=many.get(True, 0), refused=many.get(False, 0))


def _size(tx: Connection, store: Store) -> int:
    """Return the bytes that the database takes on its disk, without the files of dossiers."""
    if store.shared:
        size = tx.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        return int(size)
    files = (Path(f"{store.path}{end}") for end in ("", "-wal"))
    return sum(each.stat().st_size for each in files if each.exists())
