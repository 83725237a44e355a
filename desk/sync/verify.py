"""Proof that two sides hold the same dossiers, and which differ when they do not."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from desk.sync.errors import BadReplyError
from desk.sync.ports import Adapter, Ledger
from desk.wire.exchange import MAX_PLACES, Digest

PATIENCE_S: Final = 60.0
_DEPTH: Final = 2  # months, buckets, dossiers


@dataclass(frozen=True, slots=True, kw_only=True)
class Sameness:
    """What a comparison found: the uids that differ, or that only one side has."""

    equal: bool
    ours: int
    theirs: int
    differing: tuple[str, ...] = ()


def same(ledger: Ledger, adapter: Adapter, *, patience_s: float = PATIENCE_S) -> Sameness:
    """Compare by descending the tree of digests: months, their buckets, the dossiers in them.

    Raises:
        ExchangeError: the target did not answer.
    """
    try:
        return compare(ledger, adapter, until=time.monotonic() + patience_s)
    finally:
        adapter.close()


def compare(ledger: Ledger, adapter: Adapter, *, until: float) -> Sameness:
    """Compare as `same` does: three questions find what differs, however much there is.

    Only where very many branches differ are the lower two asked in parts.
    """
    places = [""]
    counts = (0, 0)
    for depth in range(_DEPTH + 1):
        ours = _asked(ledger.digests, places)
        theirs = _asked(lambda some: adapter.digests(some, until=until), places)
        if depth == 0:
            counts = ours[0].count, theirs[0].count
        found = [
            (place, name)
            for place, mine, other in zip(places, ours, theirs, strict=True)
            for name in _differing(mine.parts, other.parts)
        ]
        places = [f"{place}/{name}" if place else name for place, name in found]
        if not places:
            break
    names = tuple(sorted(place.rpartition("/")[2] for place in places))
    return Sameness(equal=not names, ours=counts[0], theirs=counts[1], differing=names)


def _asked(ask: Callable[[Sequence[str]], list[Digest]], places: Sequence[str]) -> list[Digest]:
    """Ask about many places, in parts that a target takes at once.

    Raises:
        BadReplyError: the answer is about other places.
    """
    found: list[Digest] = []
    for start in range(0, len(places), MAX_PLACES):
        found += ask(places[start : start + MAX_PLACES])
    if [each.place for each in found] != list(places):
        raise BadReplyError(what="place")
    return found


def _differing(ours: dict[str, str], theirs: dict[str, str]) -> list[str]:
    return sorted(
        name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)
    )
