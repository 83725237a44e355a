"""Reference data that the city publishes: signed once, kept for ever, handed to whoever asks."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, or_, select

from desk.city import keys, published, upstream
from desk.city.enrol import Caller
from desk.city.filing import UnknownUnitError
from desk.city.store import Store, now_micros
from desk.city.tables import edition, unit
from desk.domain.changes import Change
from desk.domain.errors import InputError
from desk.domain.records import VN
from desk.wire import reference as wire
from desk.wire.signing import Signed

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FOR_UNIT: Final = or_(edition.c.unit_id.is_(None), edition.c.unit_id == bindparam("unit"))
_NEWEST: Final = select(func.max(edition.c.serial)).where(_FOR_UNIT)
_AFTER: Final = (
    select(edition.c.serial, func.length(edition.c.text).label("size"))
    .where(_FOR_UNIT, edition.c.serial > bindparam("after"))
    .order_by(edition.c.serial)
)
_NAMED: Final = select(edition).where(edition.c.serial == bindparam("wanted"))
_EVERY: Final = (
    select(edition)
    .where(edition.c.kind != wire.WITHDRAWAL)
    .order_by(edition.c.starts.desc(), edition.c.serial.desc())
)


class StartDayError(InputError):
    """The day on which an edition starts is none; facts: given."""


class StartsNowError(InputError):
    """An edition would be in force at once, and nobody has said that it may; facts: day."""


class UnknownEditionError(InputError):
    """The city has published no such edition; facts: serial."""


class EditionStartedError(InputError):
    """An edition that has started is superseded, not taken back; facts: serial, kind, day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An edition as the city keeps it; `fresh`: not before the act that it answers.

    `changes`: against what would have held on its day.
    """

    kind: str
    serial: int
    starts: str
    unit: str = ""  # code; empty: every ward
    fresh: bool = True
    started: bool = False
    in_force: bool = False
    withdrawn: bool = False
    version: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to publish: for one ward or for all (`unit` empty), from a day on (YYYY-MM-DD).

    `at_once`: it may be in force as soon as it is out. `force`: even if it changes nothing.
    """

    kind: str
    data: Mapping[str, object]
    starts: str
    unit: str = ""
    at_once: bool = True
    force: bool = False


def publish(address: str, order: Order, *, now: datetime) -> Published:
    """Sign and keep an edition; works while the city serves.

    What would hold on that day anyway is not published again. Whoever calls has checked the data.

    Raises:
        StartDayError, StartsNowError, UnknownUnitError.
        CityDatabaseError, CityLockedError, CityAddressError, CityNewerError.
    """
    if not _is_day(order.starts):
        raise StartDayError(given=order.starts[:40])
    started = order.starts <= _today(now)
    with closing(Store(address, now)) as store, store.write() as tx:
        unit_id = _unit(tx, order.unit)
        same = None if order.force else _same(tx, order, unit_id)
        if started and same is None and not order.at_once:
            raise StartsNowError(day=order.starts)
        serial = same or _keep(tx, order, unit_id, now)
    return Published(
        kind=order.kind,
        serial=serial,
        starts=order.starts,
        unit=order.unit,
        fresh=same is None,
        started=started,
    )


def _same(tx: Connection, order: Order, unit_id: int | None) -> int | None:
    """Return the edition that says the same of that day already."""
    row = published.last(tx, order.kind, order.starts, unit_id, of_wards=True)
    if row is None or (row.unit_id is not None and unit_id is None):
        return None
    held = json.loads(bytes(wire.read(row.text).data))
    return int(row.serial) if held == json.loads(json.dumps(order.data)) else None


def _keep(tx: Connection, order: Order, unit_id: int | None, now: datetime) -> int:
    last = tx.execute(select(func.max(edition.c.serial))).scalar() or 0
    # By the clock, so that a city put back to an older copy does not use one again.
    serial: int = max(last + 1, now_micros(now))
    made = wire.Edition(
        kind=order.kind,
        serial=serial,
        starts=order.starts,
        issued=now.astimezone(VN).isoformat(),
        data=msgspec.Raw(msgspec.json.encode(order.data)),
        unit=order.unit,
    )
    signed = keys.signer(tx).signed(wire.text_of(made), wire.PURPOSE)
    tx.execute(
        insert(edition).values(
            serial=serial,
            kind=order.kind,
            unit_id=unit_id,
            starts=order.starts,
            text=signed.text,
            signature=signed.signature,
        )
    )
    return serial


def withdraw(address: str, serial: int, *, now: datetime) -> Published:
    """Take an edition back whose day has not come; counters hear of it as of any edition.

    Raises:
        UnknownEditionError, EditionStartedError, and what a city's database raises.
    """
    with closing(Store(address, now)) as store, store.write() as tx:
        row = tx.execute(_NAMED, {"wanted": serial}).first()
        if row is None or row.kind == wire.WITHDRAWAL:
            raise UnknownEditionError(serial=serial)
        if row.starts <= _today(now):
            raise EditionStartedError(serial=serial, kind=row.kind, day=row.starts)
        fresh = serial not in published.withdrawn(tx)
        unit = wire.read(row.text).unit
        if fresh:
            data = msgspec.to_builtins(wire.Withdrawal(serial=serial))
            order = Order(kind=wire.WITHDRAWAL, data=data, starts=_today(now), unit=unit)
            _keep(tx, order, row.unit_id, now)
    return Published(
        kind=row.kind, serial=serial, starts=row.starts, unit=unit, fresh=fresh, withdrawn=True
    )


def editions(address: str, *, now: datetime) -> tuple[Published, ...]:
    """Return everything that was published, those that start last first."""
    today = _today(now)
    with closing(Store(address, now)) as store, store.read() as tx:
        gone = published.withdrawn(tx)
        rows = tx.execute(_EVERY).all()
    holds = {
        (row.kind, row.unit_id): row.serial
        for row in reversed(rows)
        if row.starts <= today and row.serial not in gone
    }
    found = []
    for row in rows:
        told = wire.read(row.text)
        version = json.loads(bytes(told.data)).get("version") or ""
        found.append(
            Published(
                kind=row.kind,
                serial=row.serial,
                starts=row.starts,
                unit=told.unit,
                started=row.starts <= today,
                in_force=holds.get((row.kind, row.unit_id)) == row.serial,
                withdrawn=row.serial in gone,
                version=str(version),
            )
        )
    return tuple(found)


def standing(address: str, kind: str, starts: str, unit: str, *, now: datetime) -> Any:
    """Return the data of a kind that the city has published for a day, None where it has not.

    Raises:
        StartDayError, UnknownUnitError, and what a city's database raises.
    """
    if not _is_day(starts):
        raise StartDayError(given=starts[:40])
    with closing(Store(address, now)) as store, store.read() as tx:
        row = published.last(tx, kind, starts, _unit(tx, unit))
    return None if row is None else json.loads(bytes(wire.read(row.text).data))


def _today(now: datetime) -> str:
    return f"{now.astimezone(VN).date()}"


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _unit(tx: Connection, code: str) -> int | None:
    if not code:
        return None
    found = tx.execute(select(unit.c.id).where(unit.c.code == code)).scalar()
    if found is None:
        raise UnknownUnitError(unit=code[:40])
    return int(found)


def newest(tx: Connection, caller: Caller) -> int:
    """Return the serial of the newest edition for a caller's ward; 0: there is none."""
    return tx.execute(_NEWEST, {"unit": caller.unit_id}).scalar() or 0


def after(store: Store, caller: Caller, serial: int) -> wire.Editions:
    """Return the editions for a caller's ward that follow a serial, as many as a page holds."""
    with store.read() as tx:
        rows = tx.execute(_AFTER, {"unit": caller.unit_id, "after": serial}).all()
        size = 0
        taken: list[int] = []
        for row in rows:
            size += row.size
            if taken and size > wire.MOST_BYTES:
                break
            taken.append(row.serial)
        found = tx.execute(
            select(edition.c.text, edition.c.signature)
            .where(edition.c.serial.in_(taken))
            .order_by(edition.c.serial)
        ).all()
        vouched = upstream.vouch(tx)
    items = [Signed(row.text, row.signature) for row in found]
    return wire.Editions(items=items, more=len(taken) < len(rows), vouched=vouched)
