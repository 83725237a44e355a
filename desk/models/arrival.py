"""Events that came from elsewhere: each written once for ever, a page at a time.

Whatever order pages arrive in, a dossier ends as the fold of all its events in the one order
that every device uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final, get_args

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from desk.domain import events as ev
from desk.domain.fold import fold
from desk.domain.merge import BEGINS, OF_DEVICE
from desk.domain.records import Dossier
from desk.models import log, projection, standing
from desk.models.bulk import insert_many
from desk.models.engine import Database
from desk.models.projection import Stored
from desk.models.tables import counter, event, outbox, unread
from desk.wire.ids import to_key
from desk.wire.sealed import BODIES, Sealed, read_head

Arrived = tuple[ev.Event, Sealed]
_OF_DEVICE = tuple(cls.__name__ for cls in get_args(OF_DEVICE))
_PART = 500  # SQLite takes so many parameters in one statement with room to spare
_KNOWN: Final = select(event.c.uid).where(event.c.uid.in_(bindparam("uids", expanding=True)))
_EARLY: Final = select(event.c.id, event.c.head).where(
    event.c.dossier_id.is_(None), event.c.type.not_in(_OF_DEVICE)
)
_SINCE: Final = (
    select(func.count())
    .select_from(event)
    .where(event.c.dossier_id == bindparam("key"), event.c.hlc >= bindparam("first"))
)
_NEWER: Final = (
    update(counter).where(counter.c.hlc < bindparam("b_hlc")).values(hlc=bindparam("b_hlc"))
)


def absorb(tx: Connection, arrived: Sequence[Arrived]) -> list[ev.Event]:
    """Write events of other devices; return those that were new."""
    known = _known(tx, [made.uid for made, _ in arrived])
    new = {made.uid: (made, data) for made, data in arrived if to_key(made.uid) not in known}
    _read_again(tx, [made for made, _ in arrived if made.uid not in new])
    if not new:
        return []
    fresh = [made for made, _ in new.values()]
    keys = {uid: log.device_id(tx, uid) for uid in {made.device for made in fresh}}
    groups = _by_dossier(fresh)
    before = projection.load_many(tx, groups)
    places = _project(tx, groups, before)
    insert_many(
        tx,
        event,
        [
            log.values_of(made, data, keys[made.device], places.get(made.dossier))
            for made, data in new.values()
        ],
    )
    _remember_unread(tx, [to_key(made.uid) for made in fresh if made.body is None])
    begun = {uid: key for uid, key in places.items() if uid not in before}
    for uid in _came_too_early(tx, begun) | _out_of_order(tx, groups, before) & places.keys():
        log.refold(tx, places[uid])
    tx.execute(_NEWER, {"b_hlc": max(made.hlc for made in fresh)})
    return fresh


def _remember_unread(tx: Connection, uids: Sequence[bytes]) -> None:
    for start in range(0, len(uids), _PART):
        found = select(event.c.id).where(event.c.uid.in_(uids[start : start + _PART]))
        tx.execute(insert(unread).from_select(["event_id"], found))


def catch_up(database: Database) -> None:
    """Fold the dossiers anew of which an older program kept what it did not know."""
    known = select(event.c.id, event.c.dossier_id).join(unread).where(event.c.type.in_(BODIES))
    with database.read() as tx:
        if tx.execute(known.limit(1)).first() is None:
            return
    with database.write() as tx:
        rows = tx.execute(known).all()
        for key in {row.dossier_id for row in rows} - {None}:
            log.refold(tx, key, quietly=True)
        for row in rows:
            tx.execute(delete(unread).where(unread.c.event_id == row.id))


def _read_again(tx: Connection, known: Iterable[ev.Event]) -> None:
    """Begin dossiers whose beginning has lain here unread: an older program did not know its type.

    What a target holds and this counter lacks is told again, whole (decision 25).
    """
    begins = {made.dossier: made for made in known if isinstance(made.body, BEGINS)}
    unread = begins.keys() - projection.load_many(tx, begins).keys()
    begun = {uid: state for uid in unread if (state := fold(None, begins[uid])) is not None}
    new = projection.add_many(tx, list(begun.values()))
    standing.begin(tx, {new[uid]: [(begun[uid], begins[uid].at)] for uid in new})
    for uid in _came_too_early(tx, new):
        log.refold(tx, new[uid])


def put_back(tx: Connection, own: Sequence[Arrived]) -> list[str]:
    """Put back what was rewritten here after it had been told, unless a person is still asked.

    Returns the events that are here as they were told.
    """
    same = []
    here = {row.uid: row for row in _rows(tx, [made.uid for made, _ in own])}
    for made, data in own:
        row = here[to_key(made.uid)]
        if row.hash == data.hash:
            same.append(made.uid)
        elif row.refused and row.target is None:
            values = log.values_of(made, data, row.device_id, row.dossier_id)
            tx.execute(update(event).where(event.c.id == row.id).values(**values, refused=0))
            log.refold(tx, row.dossier_id)
            same.append(made.uid)
    return same


def _rows(tx: Connection, uids: Sequence[str]) -> Iterator[Any]:
    columns = (
        event.c[name] for name in ("id", "uid", "hash", "refused", "device_id", "dossier_id")
    )
    rows = select(*columns, outbox.c.target).outerjoin(outbox, outbox.c.event_id == event.c.id)
    for start in range(0, len(uids), _PART):
        keys = [to_key(uid) for uid in uids[start : start + _PART]]
        yield from tx.execute(rows.where(event.c.uid.in_(keys)))


def _by_dossier(fresh: Iterable[ev.Event]) -> dict[str, list[ev.Event]]:
    groups: dict[str, list[ev.Event]] = {}
    for made in fresh:
        if made.dossier:
            groups.setdefault(made.dossier, []).append(made)
    for group in groups.values():
        group.sort(key=ev.order)
    return groups


def _known(tx: Connection, uids: Sequence[str]) -> set[bytes]:
    asked = [to_key(uid) for uid in uids]
    found: set[bytes] = set()
    for start in range(0, len(asked), _PART):
        found.update(tx.execute(_KNOWN, {"uids": asked[start : start + _PART]}).scalars())
    return found


def _project(
    tx: Connection, groups: dict[str, list[ev.Event]], before: dict[str, Stored]
) -> dict[str, int]:
    """Fold new events on as if they came last; return where each dossier's row is."""
    places: dict[str, int] = {}
    begun: dict[str, list[tuple[Dossier, datetime]]] = {}
    changed: dict[int, tuple[Dossier, list[tuple[Dossier, datetime]]]] = {}
    for uid, group in groups.items():
        stored = before.get(uid)
        state = stored.state if stored else None
        believed = []
        for made in group:
            state = fold(state, made)
            if state is not None:
                believed.append((state, made.at))
        if stored is not None and state is not None:
            projection.change(tx, stored, state)
            changed[stored.id] = stored.state, believed
            places[uid] = stored.id
        elif state is not None:
            begun[uid] = believed
    new = projection.add_many(tx, [believed[-1][0] for believed in begun.values()])
    standing.go_on(tx, changed)
    standing.begin(tx, {new[uid]: believed for uid, believed in begun.items()})
    return places | new


def _came_too_early(tx: Connection, begun: dict[str, int]) -> set[str]:
    """Join events that were here before their dossier's beginning to it; return whose they are."""
    if not begun:
        return set()
    found: set[str] = set()
    for row in tx.execute(_EARLY).all():
        uid = read_head(row.head).dossier
        if uid in begun:
            tx.execute(update(event).where(event.c.id == row.id).values(dossier_id=begun[uid]))
            found.add(uid)
    return found


def _out_of_order(
    tx: Connection, groups: dict[str, list[ev.Event]], before: dict[str, Stored]
) -> set[str]:
    """Return the dossiers for which folding on differs from folding everything in order.

    One that begins here though it has a row: its row shows a beginning that was refused.
    """
    found = {
        uid
        for uid, group in groups.items()
        if any(
            isinstance(made.body, ev.Resolved) or (uid in before and isinstance(made.body, BEGINS))
            for made in group
        )
    }
    for uid, stored in before.items():
        first = groups[uid][0].hlc
        mine = len([made for made in groups[uid] if made.hlc >= first])
        since = {"key": stored.id, "first": first}
        if uid not in found and tx.execute(_SINCE, since).scalar_one() > mine:
            found.add(uid)
    return found
