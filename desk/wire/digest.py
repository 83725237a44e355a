"""Digests by which two sides prove that they hold the same dossiers.

A leaf speaks for one dossier: its uid and the heads of its events. Leaves gather in 256
buckets of a month, buckets in the month, months in the ward; any difference below changes
every digest above it, so two sides find what differs by descending.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from desk.domain.records import Dossier
from desk.wire.ids import to_key

EMPTY = b""


def leaf(uid: str, heads: Iterable[str]) -> bytes:
    """Return the digest of one dossier."""
    return sha256(to_key(uid) + "".join(sorted(heads)).encode()).digest()


def month(dossier: Dossier) -> int:
    """Return the month, as YYYYMM, under which a dossier is compared; it never changes."""
    at = dossier.filed_at or dossier.received_at
    return at.year * 100 + at.month if at else 0


def bucket(uid: str) -> int:
    """Return which of a month's 256 buckets a dossier is in."""
    return bucket_of(to_key(uid))


def bucket_of(key: bytes) -> int:
    """Return the bucket of the dossier whose uid these bytes stand for."""
    return key[-1]


def join(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the digest over named parts, in the order of their names; empty for none."""
    total = sha256()
    some = False
    for name, part in sorted(parts):
        total.update(name.encode() + b"\x00" + part)
        some = True
    return total.digest() if some else EMPTY
