"""The tree of digests by which a counter and the city prove that they hold the same dossiers.

Digests of buckets are kept in memory and brought up to date by position: a dossier that changed
since the last look names its bucket, and only those buckets are read again.
"""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, select

from desk.city.refusal import RefusalError
from desk.city.store import Store, identity
from desk.city.tables import dossier
from desk.wire.digest import join
from desk.wire.exchange import MAX_PLACES, Digest
from desk.wire.ids import from_key

_PLACE: Final = re.compile(r"(?P<month>[0-9]{6})(?:/(?P<bucket>[0-9a-f]{2}))?")
_MANY: Final = 64  # changed buckets; beyond, reading everything once is cheaper
_HERE: Final = dossier.c.unit_id == bindparam("unit")
_CHANGED: Final = (
    select(dossier.c.month, dossier.c.bucket, func.max(dossier.c.stamp).label("last"))
    .where(_HERE, dossier.c.stamp > bindparam("position"))
    .group_by(dossier.c.month, dossier.c.bucket)
)
_COUNT: Final = select(func.count()).select_from(dossier).where(_HERE)
_COUNT_OF_MONTH: Final = _COUNT.where(dossier.c.month == bindparam("month"))
_LEAVES: Final = select(dossier.c.uid, dossier.c.leaf).where(
    _HERE, dossier.c.month == bindparam("month"), dossier.c.bucket == bindparam("bucket")
)


@dataclass(slots=True)
class _Ward:
    """The digests of one ward, as of a position of one feed."""

    feed: str = ""
    position: int = 0
    top: int = 0  # of the last event that changed one of its dossiers
    buckets: dict[int, dict[int, bytes]] = field(default_factory=dict)
    months: dict[int, bytes] = field(default_factory=dict)
    count: int = -1  # dossiers; -1: not counted since the last change


class Forest:
    """The trees of all wards."""

    def __init__(self, store: Store) -> None:
        """Remember where the dossiers are; nothing is read yet."""
        self._store = store
        self._wards: dict[int, _Ward] = {}
        self._guard = threading.Lock()

    def digest(self, unit_id: int, place: str) -> Digest:
        """Return the digests below a place: "" months, "202611" buckets, "202611/0a" dossiers.

        Raises:
            RefusalError: 400, there is no such place.
        """
        (found,) = self.digests(unit_id, [place])
        return found

    def digests(self, unit_id: int, places: Sequence[str]) -> list[Digest]:
        """Return the digests below each of several places, as of one moment.

        Raises:
            RefusalError: 400, there is no such place; 413, too many places.
        """
        if len(places) > MAX_PLACES:
            raise RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large")
        with self._guard, self._store.read() as tx:
            ward = self._fresh(tx, unit_id, identity(tx))
            return [_below(tx, ward, unit_id, place) for place in places]

    def root(self, tx: Connection, unit_id: int, present: Row[Any]) -> tuple[int, str]:
        """Return how many dossiers a ward has as `tx` sees it, and the digest over all of them.

        `present` is the city's own row, as `tx` sees it too.
        """
        with self._guard:
            ward = self._fresh(tx, unit_id, present)
            if ward.count < 0:
                ward.count = _count(tx, unit_id)
            parts = ((f"{month:06d}", value) for month, value in ward.months.items())
            return ward.count, join(parts).hex()

    def _fresh(self, tx: Connection, unit_id: int, present: Row[Any]) -> _Ward:
        """Return the ward's digests as of the reader's state of the database."""
        ward = self._wards.get(unit_id)
        # A reader may see an older state than the one before it; mostly of other wards' events.
        if ward is None or ward.feed != present.feed or ward.top > present.position:
            ward = self._wards[unit_id] = _Ward(feed=present.feed)
        if ward.position >= present.position:
            return ward
        rows = tx.execute(_CHANGED, {"unit": unit_id, "position": ward.position}).all()
        changed = {(row.month, row.bucket) for row in rows}
        ward.top = max([ward.top, *(row.last for row in rows)])
        if changed:
            ward.count = -1
        if len(changed) > _MANY:
            ward.buckets.update(_all_buckets(tx, unit_id))
        else:
            for month, bucket in changed:
                value = join(_leaves(tx, unit_id, month, bucket).items())
                ward.buckets.setdefault(month, {})[bucket] = value
        for month in {month for month, _ in changed}:
            ward.months[month] = join((f"{n:02x}", v) for n, v in ward.buckets[month].items())
        ward.position = present.position
        return ward


def _below(tx: Connection, ward: _Ward, unit_id: int, place: str) -> Digest:
    found = _PLACE.fullmatch(place) if place else None
    if place and found is None:
        raise RefusalError(HTTPStatus.BAD_REQUEST, "place")
    if found is None:
        parts = {f"{month:06d}": value for month, value in ward.months.items()}
        return Digest(place=place, count=_count(tx, unit_id), parts=_hex(parts))
    month = int(found["month"])
    if found["bucket"] is None:
        parts = {f"{n:02x}": v for n, v in ward.buckets.get(month, {}).items()}
        return Digest(place=place, count=_count(tx, unit_id, month), parts=_hex(parts))
    parts = _leaves(tx, unit_id, month, int(found["bucket"], 16))
    return Digest(place=place, count=len(parts), parts=_hex(parts))


def _hex(parts: dict[str, bytes]) -> dict[str, str]:
    return {name: value.hex() for name, value in sorted(parts.items())}


def _count(tx: Connection, unit_id: int, month: int | None = None) -> int:
    if month is None:
        return int(tx.execute(_COUNT, {"unit": unit_id}).scalar_one())
    return int(tx.execute(_COUNT_OF_MONTH, {"unit": unit_id, "month": month}).scalar_one())


def _leaves(tx: Connection, unit_id: int, month: int, bucket: int) -> dict[str, bytes]:
    rows = tx.execute(_LEAVES, {"unit": unit_id, "month": month, "bucket": bucket})
    return {from_key(bytes(uid)): bytes(leaf) for uid, leaf in rows}


def _all_buckets(tx: Connection, unit_id: int) -> dict[int, dict[int, bytes]]:
    leaves: dict[tuple[int, int], list[tuple[str, bytes]]] = defaultdict(list)
    columns = dossier.c.month, dossier.c.bucket, dossier.c.uid, dossier.c.leaf
    for month, bucket, uid, leaf in tx.execute(
        select(*columns).where(dossier.c.unit_id == unit_id)
    ):
        leaves[month, bucket].append((from_key(bytes(uid)), bytes(leaf)))
    found: dict[int, dict[int, bytes]] = defaultdict(dict)
    for (month, bucket), parts in leaves.items():
        found[month][bucket] = join(parts)
    return found
