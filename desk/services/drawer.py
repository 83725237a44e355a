"""The cash drawer of this counter: opened with a float, counted blind at the end."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select

from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain import fees, rights
from desk.domain.drawer import Drawer, Taking, takings
from desk.domain.errors import InputError, RuleError
from desk.domain.records import Actor
from desk.models import log
from desk.models.tables import event
from desk.services.workplace import Workplace
from desk.wire import sealed
from desk.wire.ids import from_key

_MOVES: Final = ("Received", "FeePaid", "Returned", "Resolved", "Voided")


class DrawerOpenError(RuleError):
    """The drawer is open already."""


class DrawerShutError(RuleError):
    """The drawer has not been opened."""


class DrawerReasonError(InputError):
    """What was counted differs from what should be there, and nobody said why."""


def look(work: Workplace) -> Drawer:
    """Return how the drawer stands."""
    with work.database.read() as tx:
        return _drawer(tx)


def is_open(tx: Connection) -> bool:
    """Tell whether this counter's drawer is open."""
    return isinstance(_last(tx)[1], cev.DrawerOpened)


def open_(work: Workplace, by: Actor, amount: int) -> Drawer:
    """Open the drawer with so many đồng in it.

    Raises:
        NotAllowedError, DrawerOpenError, FeeAmountError: nothing was written.
    """
    rights.require(by, "drawer")
    fees.check_amount(amount)
    with work.database.write() as tx:
        if is_open(tx):
            raise DrawerOpenError
        now = work.now()
        log.append(tx, cev.DrawerOpened(amount=amount, at=now), by, now)
        return _drawer(tx)


def close(work: Workplace, by: Actor, counted: int, note: str = "") -> cev.DrawerClosed:
    """Close the drawer after it was counted; what should have been in it is reckoned now.

    Raises:
        NotAllowedError, DrawerShutError, FeeAmountError, DrawerReasonError: nothing was written.
    """
    rights.require(by, "drawer")
    fees.check_amount(counted)
    note = " ".join(note.split())
    with work.database.write() as tx:
        drawer = _drawer(tx)
        if not drawer.is_open:
            raise DrawerShutError
        if counted != drawer.expected and not note:
            raise DrawerReasonError
        now = work.now()
        body = cev.DrawerClosed(counted=counted, expected=drawer.expected, at=now, note=note)
        log.append(tx, body, by, now)
    return body


def _last(tx: Connection) -> tuple[int, ev.Body | None, str]:
    """Return the last thing that happened to the drawer: its key, its body, who did it."""
    mine = log.own_device_id(tx)
    row = tx.execute(
        select(event)
        .where(
            event.c.type.in_(("DrawerOpened", "DrawerClosed")),
            event.c.dossier_id.is_(None),
            event.c.device_id == mine,
        )
        .order_by(event.c.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return 0, None, ""
    made = sealed.open_event(log.sealed_of(row))
    return row.id, made.body, made.actor.name


def _drawer(tx: Connection) -> Drawer:
    key, body, by = _last(tx)
    if not isinstance(body, cev.DrawerOpened):
        return Drawer()
    return Drawer(opened_at=body.at, opened_by=by, float_=body.amount, takings=_since(tx, key))


def _since(tx: Connection, key: int) -> tuple[Taking, ...]:
    me = log.this_counter(tx).device
    mine = log.device_id_if_known(tx, me)
    touched = tx.execute(
        select(event.c.dossier_id, event.c.uid)
        .where(event.c.id > key, event.c.device_id == mine, event.c.type.in_(_MOVES))
        .order_by(event.c.id)
    ).all()
    since = {from_key(row.uid) for row in touched}
    found: list[Taking] = []
    for dossier in dict.fromkeys(row.dossier_id for row in touched):
        events = [made for made, _ in log.events_of(tx, dossier)]
        found += [each for each in takings(events, me) if each.uid in since]
    return tuple(sorted(found, key=lambda each: each.at))
