"""What a new counter takes over at once: everything that a ward has, ready to be used.

A stock is a database file as a counter's own program would have written it, had it read the whole
feed up to `cursor`: the events with their hashes, and what follows from them. It goes over the
wire packed (Zstandard), in pieces that each have a digest of their own; the city signs the list
of them together with what is inside. `shape` names the tables: whoever has others reads the feed.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

import msgspec

from desk.domain.errors import ExchangeError
from desk.wire import canonical
from desk.wire.numbers import Whole
from desk.wire.signing import PublicKeys, Signed

#: The purpose of the signature on a stock.
PURPOSE: Final = "stock"
PIECE: Final = 1 << 18
#: So many pieces go over the wire at once, at most.
MOST: Final = 16
BYTES: Final = "application/octet-stream"
#: More than this nobody packs, sends or unpacks: a ward of ten million dossiers.
LARGEST: Final = 64 << 30


class BadStockError(ExchangeError):
    """A stock is not what the city signed, or does not agree with itself; facts: what."""


class Stock(msgspec.Struct, kw_only=True, frozen=True):
    """What is in a stock and how it is sent; `name` is the SHA-256 of the packed file (hex)."""

    unit: str
    feed: str
    cursor: str
    count: Whole  # dossiers
    root: str  # of their digests
    events: Whole
    shape: str
    name: str
    packed: Whole  # bytes on the wire
    size: Whole  # bytes unpacked
    pieces: list[str]  # SHA-256 of each, all of `PIECE` bytes but the last

    def length(self, first: int, count: int) -> int:
        """Return how many bytes some pieces have, one behind the other."""
        return min(count * PIECE, self.packed - first * PIECE)


def describe(stock: Stock) -> bytes:
    """Return what is signed of a stock."""
    return canonical.dumps(msgspec.to_builtins(stock))


def read(signed: Signed, theirs: PublicKeys, unit: str) -> Stock:
    """Return what a city says of a stock.

    Raises:
        BadStockError: it did not sign that, it is another ward's, or it makes no sense.
    """
    if not theirs.verify(signed.text.encode(), signed.signature, PURPOSE):
        raise BadStockError(what="signature")
    try:
        stock = msgspec.json.decode(signed.text, type=Stock)
    except msgspec.MsgspecError as error:
        raise BadStockError(what="schema") from error
    if stock.unit != unit:
        raise BadStockError(what="unit")
    counts = -(-stock.packed // PIECE) == len(stock.pieces)
    if not counts or not 0 < stock.packed <= LARGEST or not 0 < stock.size <= LARGEST:
        raise BadStockError(what="pieces")
    if not all(_is_digest(each) for each in (stock.name, *stock.pieces)):
        raise BadStockError(what="pieces")
    return stock


def check(stock: Stock, first: int, data: bytes) -> None:
    """Refuse pieces that are not those that were signed.

    Raises:
        BadStockError.
    """
    for number, at in enumerate(range(0, len(data), PIECE), first):
        if sha256(data[at : at + PIECE]).hexdigest() != stock.pieces[number]:
            raise BadStockError(what="piece")


def _is_digest(text: str) -> bool:
    return len(text) == sha256().digest_size * 2 and set(text) <= set("0123456789abcdef")
