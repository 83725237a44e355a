"""The first contact: what the ward has so far is taken over at once, by a counter that has nothing.

What has come of a stock lies in a folder beside the database, and is thrown away once it was taken
over, or is of no use any more. Until then nothing of it is seen, counted or spoken of.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
import zstandard
from sqlalchemy import bindparam, select

from desk.domain.views import FirstContact
from desk.models import log
from desk.models import stock as models
from desk.models.engine import keep_private, known_failures
from desk.models.tables import device, target
from desk.services import keys
from desk.services.workplace import Workplace
from desk.wire import stock as wire
from desk.wire.durable import make_folder
from desk.wire.signing import Signed
from desk.wire.stock import BadStockError, Stock

SHAPE: Final = models.SHAPE
_FOLDER: Final = "stock"
_WORDS: Final = "stock.json"
_PACKED: Final = "packed"
_PLAIN: Final = "plain.db"
_PIECE: Final = 1 << 20
_WINDOW: Final = 1 << 27  # more memory than that no honest city asks for
_SPARE: Final = 64 << 20
_TARGET: Final = select(target.c.feed, target.c.cursor, target.c.public).where(
    target.c.name == bindparam("name")
)
_WHOLE: Final = select(target.c.name).where(target.c.kind != "").limit(1)
_OTHERS: Final = select(device.c.id).where(device.c.id != bindparam("me")).limit(1)


def is_wanted(work: Workplace, name: str) -> bool:
    """Tell whether a target's stock may be taken over.

    Only by a counter that knows nothing of others and has read nothing of the target's feed; and
    not where other systems are told of dossiers by their local keys, which would change.
    """
    with work.database.read() as tx:
        row = tx.execute(_TARGET, {"name": name}).one()
        if row.cursor:  # as in all rounds but the first: nothing more is asked
            _forget(work)
            return False
        me = log.own_device_id(tx)
        whole = tx.execute(_WHOLE).first()
        others = tx.execute(_OTHERS, {"me": me or 0}).first()
    wanted = row.public and whole is None and others is None
    if not wanted:
        _forget(work)
    return bool(wanted)


def accept(work: Workplace, name: str, offered: Signed | None) -> Stock | None:
    """Return which stock is to be fetched: what was begun, else what is offered, else none.

    What the target did not sign, or there is no room for, is none.
    """
    with work.database.read() as tx:
        theirs, unit = keys.city_in(tx, name), log.this_counter(tx).unit
        feed = tx.execute(_TARGET, {"name": name}).one().feed
    assert theirs is not None  # noqa: S101 - `is_wanted` saw to it
    for signed in (_begun(work), offered):
        with suppress(BadStockError):
            if signed is None:
                continue
            found = wire.read(signed, theirs, unit)
            if (found.shape, found.feed) == (SHAPE, feed):
                _begin(work, signed, found)
                return found
    _forget(work)
    return None


def have(work: Workplace, stock: Stock) -> int:
    """Return how many pieces have come, one behind the other."""
    try:
        size = (_place(work) / _PACKED).stat().st_size
    except FileNotFoundError:
        return 0
    return len(stock.pieces) if size == stock.packed else size // wire.PIECE


def add(work: Workplace, stock: Stock, first: int, data: bytes) -> None:
    """Put pieces behind those that have come.

    Raises:
        BadStockError: they are not what was signed; nothing was kept of them.
        DiskFullError, ReadOnlyError, DiskFailedError.
    """
    wire.check(stock, first, data)
    path = _place(work) / _PACKED
    with known_failures(path):
        keep_private(path)
        with path.open("r+b") as file:
            file.seek(first * wire.PIECE)
            file.write(data)
            file.truncate()


def take(work: Workplace, name: str, stock: Stock) -> int:
    """Take a stock over that has come as a whole: all of it in one commit, with the cursor.

    Returns how many events are new here.

    Raises:
        BadStockError: it is not what was signed; nothing was changed.
        DiskFullError, DiskFailedError: likewise.
    """
    plain = _place(work) / _PLAIN
    with known_failures(plain):
        _unpack(_place(work) / _PACKED, plain, stock)
        held = models.Held(stock.count, stock.root, stock.events)
        models.take(work.database, plain, held, models.Place(name, stock.feed, stock.cursor))
    _forget(work)
    return stock.events


def progress(work: Workplace, feed: str) -> FirstContact | None:
    """Return how far the first contact with a feed is; None while there is none."""
    begun = _begun(work)
    if begun is None:
        return None
    with suppress(msgspec.MsgspecError, OSError):
        stock = msgspec.json.decode(begun.text, type=Stock)
        size = have(work, stock) * wire.PIECE
        if stock.feed == feed:
            return FirstContact(
                have=min(size, stock.packed), size=stock.packed, dossiers=stock.count
            )
    return None


def drop(work: Workplace) -> None:
    """Throw away what has come of a stock."""
    _forget(work)


def _unpack(packed: Path, plain: Path, stock: Stock) -> None:
    """Unpack what has come; how much that is, was signed."""
    total, size = sha256(), 0
    unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
    plain.unlink(missing_ok=True)
    keep_private(plain)
    try:
        with packed.open("rb") as source, plain.open("r+b") as sink:
            while data := source.read(_PIECE):
                total.update(data)
                made = unpacker.decompress(data)
                size += len(made)
                if size > stock.size:
                    break
                sink.write(made)
    except zstandard.ZstdError as error:
        raise BadStockError(what="packing") from error
    if size != stock.size or total.hexdigest() != stock.name:
        raise BadStockError(what="packing")


def _place(work: Workplace) -> Path:
    return work.database.folder / _FOLDER


def _begun(work: Workplace) -> Signed | None:
    try:
        return msgspec.json.decode((_place(work) / _WORDS).read_bytes(), type=Signed)
    except (OSError, msgspec.MsgspecError):
        return None


def _begin(work: Workplace, signed: Signed, stock: Stock) -> None:
    """Write down which stock is on its way, unless it is; there must be room for it."""
    if _begun(work) == signed:
        return
    _forget(work)
    place = _place(work)
    with known_failures(place / _WORDS):
        if shutil.disk_usage(work.database.folder).free < stock.packed + 2 * stock.size + _SPARE:
            raise BadStockError(what="room")
        make_folder(place, 0o700)
        new = place / f"{_WORDS}.new"
        keep_private(new)
        new.write_bytes(msgspec.json.encode(signed))
        new.replace(place / _WORDS)


def _forget(work: Workplace) -> None:
    if _place(work).exists():
        shutil.rmtree(_place(work), ignore_errors=True)
