"""How notices leave this counter: what is set up for each way, and how it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from desk.domain import notices, outgoing, rights
from desk.domain.errors import InputError
from desk.domain.notices import State, Way
from desk.domain.outgoing import SenderState
from desk.domain.records import Actor
from desk.models.keystore import KeysLockedError, KeysUnreadableError
from desk.models.projection import micros
from desk.models.tables import notice, sender
from desk.services.listing import moment
from desk.services.workplace import Workplace

#: Ways that something can be set up for: paper goes to the printer.
WAYS: Final = (Way.EMAIL, Way.SMS, Way.ZALO)


class UnknownWayError(InputError):
    """There is no such way of sending, or none that is set up; facts: given, known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How a way is gone: for whoever sends. Never shown, never logged."""

    way: Way
    kind: str
    settings: Mapping[str, str]
    secret: str


def _secret_name(way: Way) -> str:
    return f"sender {way}"


def way_of(text: str) -> Way:
    """Return the way that somebody names.

    Raises:
        UnknownWayError.
    """
    try:
        found = Way(text)
    except ValueError:
        found = Way.LETTER
    if found not in WAYS:
        raise UnknownWayError(given=text[:20], known=", ".join(WAYS))
    return found


def set_up(  # noqa: PLR0917 - who, which way, by what, told how, with what password
    work: Workplace, by: Actor, way: Way, kind: str, told: Mapping[str, str], secret: str | None
) -> None:
    """Have a way's notices go like this from now on; without `secret` the kept one stays.

    Raises:
        NotAllowedError, BadSenderError: nothing was changed.
        KeysLockedError, KeysUnreadableError: the password could not be kept.
    """
    rights.require(by, "settings")
    if kind == "smtp" and way is not Way.EMAIL:
        raise outgoing.BadSenderError(field="kind")
    kept = secret if secret is not None else work.keys.get(_secret_name(way))
    settings = outgoing.checked(kind, told, secret=bool(kept))
    if secret:
        work.keys.put(_secret_name(way), secret)
    elif secret is not None:
        work.keys.drop(_secret_name(way))
    values = {
        "kind": kind,
        "settings": json.dumps(settings, ensure_ascii=False, sort_keys=True),
        "error": "",
        "since": None,
        "next_at": None,
        "tries": 0,
    }
    with work.database.write() as tx:
        row = upsert(sender).values(way=way.value, **values)
        tx.execute(row.on_conflict_do_update(index_elements=["way"], set_=values))


def take_away(work: Workplace, by: Actor, way: Way) -> None:
    """Set nothing up for a way any more: what waits goes on waiting.

    Raises:
        NotAllowedError, KeysLockedError, KeysUnreadableError.
    """
    rights.require(by, "settings")
    with work.database.write() as tx:
        tx.execute(delete(sender).where(sender.c.way == way.value))
    work.keys.drop(_secret_name(way))


def ready(work: Workplace) -> frozenset[Way]:
    """Return the ways that something is set up for."""
    with work.database.read() as tx:
        return frozenset(Way(each) for each in tx.execute(select(sender.c.way)).scalars())


def access(work: Workplace, way: Way) -> Access | None:
    """Return how a way is gone, None where nothing is set up.

    Raises:
        KeysLockedError, KeysUnreadableError.
    """
    with work.database.read() as tx:
        row = tx.execute(select(sender).where(sender.c.way == way.value)).first()
    if row is None:
        return None
    secret = work.keys.get(_secret_name(way))
    return Access(way=way, kind=row.kind, settings=json.loads(row.settings), secret=secret)


def states(work: Workplace) -> tuple[SenderState, ...]:
    """Return how every way stands, set up or not."""
    with work.database.read() as tx:
        rows = {row.way: row for row in tx.execute(select(sender))}
        counted = select(notice.c.way, func.count()).where(notice.c.state == State.WAITING.value)
        waits: dict[str, int] = {
            row[0]: row[1] for row in tx.execute(counted.group_by(notice.c.way))
        }
    found = []
    for way in WAYS:
        row = rows.get(way.value)
        if row is None:
            found.append(SenderState(way=way, waiting=waits.get(way.value, 0)))
            continue
        found.append(
            SenderState(
                way=way,
                kind=row.kind,
                settings=json.loads(row.settings),
                secret=_is_kept(work, way),
                error=row.error,
                since=moment(row.since) if row.since is not None else None,
                waiting=waits.get(way.value, 0),
            )
        )
    return tuple(found)


def _is_kept(work: Workplace, way: Way) -> bool:
    """Tell whether a password is kept, as far as the key store opens; sending says if it does not.

    The outgoing box must be seen all the same.
    """
    try:
        return bool(work.keys.get(_secret_name(way)))
    except (KeysLockedError, KeysUnreadableError):
        return False


def due(work: Workplace, *, everything: bool) -> tuple[Way, ...]:
    """Return the ways that may be tried now; those that failed as a whole wait a while."""
    now = micros(work.now())
    asked = select(sender.c.way)
    if not everything:
        asked = asked.where((sender.c.next_at.is_(None)) | (sender.c.next_at <= now))
    with work.database.read() as tx:
        found = set(tx.execute(asked).scalars())
    return tuple(way for way in WAYS if way.value in found)


def went(work: Workplace, way: Way) -> None:
    """Write down that a way is open."""
    with work.database.read() as tx:
        stuck = select(sender.c.tries).where(sender.c.way == way.value, sender.c.tries > 0)
        if tx.execute(stuck).first() is None:
            return
    with work.database.write() as tx:
        _state(tx, way, error="", since=None, next_at=None, tries=0)


def closed(work: Workplace, way: Way, error: str) -> None:
    """Write down why nothing goes by a way; it is tried again after growing pauses."""
    now = work.now()
    with work.database.write() as tx:
        row = tx.execute(select(sender).where(sender.c.way == way.value)).first()
        if row is None:
            return
        since = row.since if row.error == error and row.since is not None else micros(now)
        _state(
            tx,
            way,
            error=error,
            since=since,
            next_at=micros(_next(now, row.tries + 1)),
            tries=row.tries + 1,
        )


def _next(now: datetime, tries: int) -> datetime:
    pause = notices.try_again(min(tries, 2))  # five minutes: once there is a network it shall go
    assert pause is not None  # noqa: S101 - so few tries are never too many
    return now + pause


def _state(tx: Connection, way: Way, **values: object) -> None:
    tx.execute(update(sender).where(sender.c.way == way.value).values(**values))
