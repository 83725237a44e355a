"""The feed: what has happened in a ward, in the order in which it came to count.

A cursor names a position and the trail there: a digest over every event up to it. If this
database has another trail, it was restored to an earlier state and has gone on differently: the
feed gets a new id, and everybody who follows it compares anew instead of missing something.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, bindparam, func, not_, select, update
from typing_extensions import override

from desk.city.cases import sealed
from desk.city.enrol import Caller
from desk.city.reference import newest
from desk.city.refusal import RefusalError
from desk.city.store import Store, identity, new_feed
from desk.city.tables import city, event
from desk.wire import lean
from desk.wire.exchange import Ending, Pulled, to_wire

MOST: Final = 1000
USUAL: Final = 500
PAGE_BYTES: Final = 4_000_000
_ALL: Final = "all"  # marks a cursor from which nothing was left out
_TOP: Final = select(func.max(event.c.position)).where(event.c.unit_id == bindparam("unit"))
_TRAIL: Final = select(event.c.trail).where(event.c.position == bindparam("position"))
_FEED: Final = (
    select(event.c.position, event.c.head, event.c.salt, event.c.body, event.c.hash)
    .where(event.c.unit_id == bindparam("unit"))
    .where(event.c.position > bindparam("start"), event.c.position <= bindparam("top"))
    .order_by(event.c.position)
    .limit(bindparam("limit"))
)
_OWN: Final = and_(
    event.c.device_id == bindparam("device"),
    event.c.epoch == bindparam("epoch"),
    event.c.late == 0,
)
_FEED_OF_OTHERS: Final = _FEED.where(not_(_OWN))


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a counter has followed the feed."""

    feed: str
    position: int
    check: str
    everything: bool

    @override
    def __str__(self) -> str:
        """Write it as counters keep it."""
        mark = _ALL if self.everything else "own"
        return f"{self.feed}.{self.position}.{self.check}.{mark}"


def read(text: str) -> Cursor | None:
    """Read a cursor; None for the beginning of the feed.

    Raises:
        RefusalError: 400, no cursor of ours.
    """
    if not text:
        return None
    parts = text.split(".")
    if len(parts) != 4 or not (parts[1].isascii() and parts[1].isdigit()) or len(parts[1]) > 18:  # noqa: PLR2004 - the parts of a cursor; the digits that fit a column
        raise RefusalError(HTTPStatus.BAD_REQUEST, "cursor")
    return Cursor(parts[0], int(parts[1]), parts[2], parts[3] == _ALL)


def pull(
    store: Store,
    caller: Caller,
    after: str,
    limit: int,
    epoch: int,
    *,
    thin: bool = False,
    ending: Callable[[Connection, Row[Any], str], Ending] | None = None,
) -> Pulled:
    """Return the next page of the ward's feed, but for what the caller wrote in its epoch.

    A `thin` page leaves out the hashes that its reader can work out. `ending` says, for the last
    page, what is held of the ward at the moment that the page is of.

    Where two copies of the caller's machine wrote on, nothing is left out: either needs what the
    other one wrote.

    Raises:
        RefusalError: 400 for a cursor that is none.
    """
    cursor = read(after)
    asked = _Asked(caller, cursor, limit, epoch, thin, ending)
    with store.read() as tx:
        us = identity(tx)
        if cursor is None or _holds(tx, us, cursor):
            return _page(tx, us, asked)
    _begin_anew(store, cursor)
    with store.read() as tx:
        return _page(tx, identity(tx), asked)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a counter asks for."""

    caller: Caller
    cursor: Cursor | None
    limit: int
    epoch: int
    thin: bool
    ending: Callable[[Connection, Row[Any], str], Ending] | None

    def start(self, feed: str) -> int:
        """Return the position after which to go on; 0 where the cursor is of no use."""
        usable = self.cursor is not None and self.cursor.feed == feed
        if self.caller.forked and usable and self.cursor is not None:
            usable = self.cursor.everything
        return self.cursor.position if usable and self.cursor is not None else 0


def _page(tx: Connection, us: Row[Any], asked: _Asked) -> Pulled:
    caller, start = asked.caller, asked.start(us.feed)
    top = top_of(tx, caller.unit_id)
    rows = _rows(tx, caller, asked.epoch, (start, top), asked.limit) if top > start else []
    taken, more = _fitting(rows, asked.limit)
    reached = taken[-1].position if more else max(top, start)
    held = asked.cursor is not None and (asked.cursor.feed, asked.cursor.position) == (
        us.feed,
        reached,
    )
    check = asked.cursor.check if held and asked.cursor is not None else check_at(tx, reached)
    following = str(Cursor(us.feed, reached, check, caller.forked))
    found = [sealed(row) for row in taken]
    events, digest = lean.thin(found) if asked.thin else ([to_wire(each) for each in found], "")
    return Pulled(
        feed=us.feed,
        cursor=following,
        more=more,
        events=events,
        digest=digest,
        rules=newest(tx, caller),
        ending=asked.ending(tx, us, following) if asked.ending is not None and not more else None,
    )


def top_of(tx: Connection, unit_id: int) -> int:
    """Return the position of a ward's last event; 0 where it has none."""
    return int(tx.execute(_TOP, {"unit": unit_id}).scalar() or 0)


def _rows(
    tx: Connection, caller: Caller, epoch: int, span: tuple[int, int], limit: int
) -> list[Row[Any]]:
    asked = {"unit": caller.unit_id, "start": span[0], "top": span[1], "limit": limit + 1}
    if caller.forked:
        return list(tx.execute(_FEED, asked))
    return list(tx.execute(_FEED_OF_OTHERS, {**asked, "device": caller.id, "epoch": epoch}))


def _fitting(rows: list[Row[Any]], limit: int) -> tuple[list[Row[Any]], bool]:
    """Return the rows of one page, at least one, and whether any are left."""
    size = 0
    for count, row in enumerate(rows):
        size += len(row.head) + len(row.body)
        if count == limit or (count and size > PAGE_BYTES):
            return rows[:count], True
    return rows, False


def check_at(tx: Connection, position: int) -> str:
    """Return the trail at a position, in hex; empty at the beginning."""
    found = tx.execute(_TRAIL, {"position": position}).scalar()
    return bytes(found).hex() if found is not None else ""


def _holds(tx: Connection, us: Row[Any], cursor: Cursor) -> bool:
    """Tell whether what a cursor of the present feed speaks of is here."""
    return us.feed != cursor.feed or check_at(tx, cursor.position) == cursor.check


def _begin_anew(store: Store, cursor: Cursor) -> None:
    """Give the feed a new id, unless somebody else has done so meanwhile."""
    with store.write() as tx:
        tx.execute(update(city).where(city.c.feed == cursor.feed).values(feed=new_feed()))
