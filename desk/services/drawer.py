"""The cash drawer of this counter: opened with a float, counted blind at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, select

from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain import fees, rights
from desk.domain.drawer import Drawer, Taking, takings
from desk.domain.errors import InputError, RuleError
from desk.domain.records import Actor
from desk.models import log
from desk.models.tables import dossier, event
from desk.services.workplace import Workplace
from desk.wire import sealed
from desk.wire.ids import from_key

_BACK: Final = ("Resolved", "Voided")
#: What moves cash, or gives it back.
MOVES: Final = ("Received", "FeePaid", "Returned", *_BACK)
_SEALED: Final = (event.c.head, event.c.salt, event.c.body, event.c.hash)


class DrawerOpenError(RuleError):
    """The drawer is open already."""


class DrawerShutError(RuleError):
    """The drawer has not been opened."""


class DrawerReasonError(InputError):
    """What was counted differs from what should be there, and nobody said why."""


class PiecesError(InputError):
    """The notes that were counted do not come to the amount that was counted."""


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


def close(
    work: Workplace,
    by: Actor,
    counted: int,
    note: str = "",
    pieces: Sequence[tuple[int, int]] = (),
) -> cev.DrawerClosed:
    """Close the drawer after it was counted; what should have been in it is reckoned now.

    `pieces` are the notes that were counted: value in đồng and how many of it.

    Raises:
        NotAllowedError, DrawerShutError, FeeAmountError, DrawerReasonError, PiecesError: nothing
        was written.
    """
    rights.require(by, "drawer")
    fees.check_amount(counted)
    wrong = any(value <= 0 or number < 0 for value, number in pieces)
    if wrong or (pieces and sum(value * number for value, number in pieces) != counted):
        raise PiecesError(counted=counted)
    note = " ".join(note.split())
    with work.database.write() as tx:
        drawer = _drawer(tx)
        if not drawer.is_open:
            raise DrawerShutError
        if counted != drawer.expected and not note:
            raise DrawerReasonError
        now = work.now()
        body = cev.DrawerClosed(
            counted=counted, expected=drawer.expected, at=now, note=note, pieces=tuple(pieces)
        )
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
    """Return the cash since the drawer was opened by the event with this key."""
    return tuple(each for _, each in taken(tx, event.c.id > key))


def taken(tx: Connection, *which: ColumnElement[bool]) -> list[tuple[str, Taking]]:
    """Return the cash that some of this counter's events moved, in order, by dossier's uid."""
    me = log.this_counter(tx).device
    mine = log.device_id_if_known(tx, me)
    rows = tx.execute(
        select(*_SEALED, event.c.type, event.c.dossier_id, dossier.c.uid, dossier.c.code)
        .join(dossier, dossier.c.id == event.c.dossier_id)
        .where(event.c.device_id == mine, event.c.type.in_(MOVES), *which)
        .order_by(event.c.id)
    ).all()
    told: dict[int, list[Any]] = {}
    for row in rows:
        told.setdefault(row.dossier_id, []).append(row)
    found: list[tuple[str, Taking]] = []
    for key, held in told.items():
        made = [sealed.open_event(log.sealed_of(row)) for row in held]
        asked = {each.uid for each in made}
        if any(row.type in _BACK for row in held):  # of what was taken before, perhaps
            made = [each for each, _ in log.told(tx, key)]
        uid = from_key(held[0].uid)
        found += [(uid, each) for each in takings(made, me, held[0].code) if each.uid in asked]
    return sorted(found, key=lambda each: each[1].at)
