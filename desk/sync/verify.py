"""Proof that two sides hold the same dossiers, and which differ when they do not."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desk.sync.ports import Adapter, Ledger

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
    until = time.monotonic() + patience_s
    differing: list[str] = []
    try:
        ours, theirs = ledger.digests(""), adapter.digest("", until=until)
        for month in _differing(ours.parts, theirs.parts):
            differing.extend(_below(ledger, adapter, month, until, _DEPTH))
    finally:
        adapter.close()
    return Sameness(
        equal=not differing,
        ours=ours.count,
        theirs=theirs.count,
        differing=tuple(sorted(differing)),
    )


def _below(ledger: Ledger, adapter: Adapter, place: str, until: float, depth: int) -> Iterator[str]:
    ours, theirs = ledger.digests(place).parts, adapter.digest(place, until=until).parts
    for name in _differing(ours, theirs):
        if depth == 1:
            yield name
        else:
            yield from _below(ledger, adapter, f"{place}/{name}", until, depth - 1)


def _differing(ours: dict[str, str], theirs: dict[str, str]) -> list[str]:
    return sorted(
        name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)
    )
