"""The tree of digests over this counter's dossiers: ward, months, 256 buckets of each.

What a dossier's change makes stale is marked in the same transaction; reading works stale
branches out anew, and whoever may write keeps the result. So a round in which nothing changed
reads one short table, however many dossiers there are. Shapes: `desk.wire.digest`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from desk.models.tables import branch, dossier
from desk.wire import digest
from desk.wire.exchange import Digest
from desk.wire.ids import from_key

_WHOLE: Final = -1  # in place of a bucket: the month's own digest
_MARK: Final = "INSERT OR REPLACE INTO branch (month, bucket, digest, count) VALUES (?, ?, NULL, 0)"
_KEEP: Final = "INSERT OR REPLACE INTO branch (month, bucket, digest, count) VALUES (?, ?, ?, ?)"
_KEPT: Final = select(branch).where((branch.c.bucket == _WHOLE) | branch.c.digest.is_(None))
_STALE_MONTHS: Final = select(branch.c.month).where(branch.c.digest.is_(None)).distinct()
_MONTHS: Final = select(branch).where(branch.c.bucket == _WHOLE)
_BUCKETS: Final = select(branch).where(
    branch.c.month == bindparam("month"), branch.c.bucket != _WHOLE
)
_LEAVES: Final = select(dossier.c.uid, dossier.c.leaf).where(
    dossier.c.month == bindparam("month"), dossier.c.bucket == bindparam("bucket")
)

#: Where a dossier is: (month, bucket).
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """The digest of a branch and how many dossiers are below it."""

    digest: bytes
    count: int


def touch(tx: Connection, places: Iterable[Place]) -> None:
    """Mark what has changed; nothing is worked out yet."""
    changed = set(places)
    changed |= {(month, _WHOLE) for month, _ in changed}
    if changed:
        tx.exec_driver_sql(_MARK, sorted(changed))


def kept(tx: Connection) -> tuple[int, str] | None:
    """Return what `root` does as it was worked out last; None if anything has changed since."""
    rows = tx.execute(_KEPT).all()
    if any(row.digest is None for row in rows):
        return None
    months = {row.month: _part(row) for row in rows}
    return _root({month: part for month, part in months.items() if part.count})


def keep(tx: Connection) -> None:
    """Work out whatever is stale, for everybody who reads afterwards."""
    for month in tx.execute(_STALE_MONTHS).scalars().all():
        found = _buckets(tx, month)
        rows = [(month, bucket, part.digest, part.count) for bucket, part in found.items()]
        whole = _joined(found)
        tx.exec_driver_sql(_KEEP, [*rows, (month, _WHOLE, whole.digest, whole.count)])


def root(tx: Connection) -> tuple[int, str]:
    """Return how many dossiers are here, and the digest over all of them (hex)."""
    return _root(_months(tx))


def _root(months: dict[int, Part]) -> tuple[int, str]:
    whole = digest.join((f"{month:06d}", part.digest) for month, part in months.items())
    return sum(part.count for part in months.values()), whole.hex()


def below(tx: Connection, place: str) -> Digest:
    """Return the digests below a place: "" months, "202611" buckets, "202611/0a" dossiers.

    Worked out from the dossiers, whatever was kept: it is asked when something is in doubt.
    """
    month, _, bucket = place.partition("/")
    query = select(dossier.c.uid, dossier.c.month, dossier.c.bucket, dossier.c.leaf)
    if month:
        query = query.where(dossier.c.month == int(month))
    if bucket:
        query = query.where(dossier.c.bucket == int(bucket, 16))
    leaves: dict[Place, dict[str, bytes]] = {}
    for uid, in_month, in_bucket, leaf in tx.execute(query):
        leaves.setdefault((in_month, in_bucket), {})[from_key(uid)] = leaf
    count = sum(len(each) for each in leaves.values())
    if bucket:
        parts = {uid: leaf for each in leaves.values() for uid, leaf in each.items()}
    else:
        months: dict[int, dict[int, Part]] = {}
        for (at, number), each in leaves.items():
            months.setdefault(at, {})[number] = Part(digest.join(each.items()), len(each))
        if month:
            buckets = months.get(int(month), {})
            parts = {f"{number:02x}": part.digest for number, part in buckets.items()}
        else:
            parts = {f"{at:06d}": _joined(each).digest for at, each in months.items()}
    return Digest(place=place, count=count, parts={n: v.hex() for n, v in sorted(parts.items())})


def is_true(tx: Connection) -> bool:
    """Tell whether what was kept is what the dossiers give."""
    kept = {f"{month:06d}": part.digest.hex() for month, part in _months(tx).items()}
    return kept == below(tx, "").parts and root(tx)[0] == below(tx, "").count


def _months(tx: Connection) -> dict[int, Part]:
    found = {}
    for row in tx.execute(_MONTHS).all():
        part = _joined(_buckets(tx, row.month)) if row.digest is None else _part(row)
        if part.count:
            found[row.month] = part
    return found


def _buckets(tx: Connection, month: int) -> dict[int, Part]:
    rows = tx.execute(_BUCKETS, {"month": month})
    return {
        row.bucket: _bucket(tx, month, row.bucket) if row.digest is None else _part(row)
        for row in rows.all()
    }


def _part(row: Any) -> Part:
    return Part(row.digest, row.count)


def _bucket(tx: Connection, month: int, bucket: int) -> Part:
    leaves = _leaves(tx, month, bucket)
    return Part(digest.join(leaves.items()), len(leaves))


def _leaves(tx: Connection, month: int, bucket: int) -> dict[str, bytes]:
    rows = tx.execute(_LEAVES, {"month": month, "bucket": bucket})
    return {from_key(row.uid): row.leaf for row in rows}


def _joined(buckets: dict[int, Part]) -> Part:
    some = {f"{bucket:02x}": part for bucket, part in buckets.items() if part.count}
    whole = digest.join((name, part.digest) for name, part in some.items())
    return Part(whole, sum(part.count for part in some.values()))
