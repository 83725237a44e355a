"""One counter's log as the city holds it: gapless, linked by hashes, and branched if cloned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, bindparam, func, select

from desk.city.tables import event
from desk.wire.sealed import GENESIS, Head

BROKEN: Final = "chain"
FORK: Final = "fork"
_LAST: Final = (
    select(event.c.epoch, event.c.seq)
    .where(event.c.device_id == bindparam("device"))
    .order_by(event.c.epoch.desc(), event.c.seq.desc())
    .limit(1)
)
_LAST_BEFORE: Final = _LAST.where(event.c.epoch < bindparam("epoch"))
_OF_EPOCH: Final = event.c.device_id == bindparam("device"), event.c.epoch == bindparam("epoch")
_TOP: Final = select(func.max(event.c.seq)).where(*_OF_EPOCH)
_LINKS: Final = select(event.c.seq, event.c.fork, event.c.hash).where(
    *_OF_EPOCH, event.c.seq.between(bindparam("first"), bindparam("last"))
)


@dataclass(slots=True)
class Chain:
    """What is known of one device's epoch around the numbers of a batch.

    `top` is the highest sequence number held, in any branch. Branch 0 was here first; the
    others are what copies of the same machine wrote beside it; their numbers need be different
    only where they run side by side.
    """

    top: int = 0
    branches: int = 0
    _links: dict[tuple[int, bytes], int] = field(default_factory=dict)  # (seq, hash) → branch
    _taken: set[tuple[int, int]] = field(default_factory=set)  # (seq, branch)

    def place(self, head: Head) -> tuple[int, str]:
        """Return the branch that an event belongs to, and `chain` or `fork` if that is news."""
        if head.seq == 1:
            branch = 0 if head.prev == GENESIS else None
        else:
            branch = self._links.get((head.seq - 1, _bytes(head.prev)))
        code = BROKEN if branch is None else ""
        if (head.seq, branch or 0) not in self._taken:
            return branch or 0, code
        return self.branches + 1, code or FORK

    def place_heard(self, head: Head) -> tuple[int, str]:
        """As `place`, for an event told by another: what it follows may never have come here."""
        branch, news = self.place(head)
        if news == BROKEN and head.seq > 1 and head.seq - 1 not in {seq for seq, _ in self._taken}:
            return branch, FORK if (head.seq, 0) in self._taken else ""
        return branch, news

    def add(self, seq: int, branch: int, hash_: bytes) -> None:
        """Remember an event that is held now."""
        self._links[seq, hash_] = branch
        self._taken.add((seq, branch))
        self.top = max(self.top, seq)
        self.branches = max(self.branches, branch)


def _bytes(prev: str) -> bytes:
    try:
        return bytes.fromhex(prev)
    except ValueError:
        return b""


def held(tx: Connection, device_id: int) -> dict[int, int]:
    """Return the last sequence number that is held of each epoch of a device."""
    found: dict[int, int] = {}
    last = tx.execute(_LAST, {"device": device_id}).first()
    while last is not None:  # a few look-ups in an index, where grouping would read all of it
        found[last.epoch] = last.seq
        before = {"device": device_id, "epoch": last.epoch}
        last = tx.execute(_LAST_BEFORE, before).first() if last.epoch > 1 else None
    return found


def load(tx: Connection, device_id: int, epoch: int, first: int, last: int) -> Chain:
    """Return what is held of a device's epoch, in detail from `first` - 1 to `last`."""
    here = {"device": device_id, "epoch": epoch}
    top = tx.execute(_TOP, here).scalar()
    chain = Chain()
    if top is None:
        return chain
    for seq, branch, hash_ in tx.execute(_LINKS, {**here, "first": first - 1, "last": last}):
        chain.add(seq, branch, bytes(hash_))
    chain.top = top
    return chain
