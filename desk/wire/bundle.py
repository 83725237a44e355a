"""A bundle of a courier: what one party tells another, as files that anybody may carry.

    desk-BUNDLE.mcb        the list: canonical JSON of `Listing` and its sender's signature
    desk-BUNDLE-NNN.mcb    the parts: frames of length (4 bytes, big-endian) and sealed bytes

Opened and joined, the frames are one Zstandard stream of records: kind (1 byte), length (4 bytes),
bytes. The list names every part with its size and SHA-256, so nothing is opened that is not whole;
it is written last, so a bundle without it was never finished. Sizes are bounded before and while
anything is unpacked.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO, Final, cast

import msgspec
import zstandard
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from typing_extensions import override

from desk.domain.errors import ExchangeError
from desk.wire import canonical, sealing
from desk.wire.numbers import Whole
from desk.wire.sealing import TAG, Sealer
from desk.wire.signing import Signed, verify

VERSION: Final = 1
PURPOSE: Final = "courier"
#: FAT32 holds files below four gibibytes.
PART: Final = (1 << 32) - (1 << 20)
LARGEST_LIST: Final = 1 << 20
LARGEST_RECORD: Final = 1 << 23
LARGEST: Final = 1 << 38  # of a bundle, unpacked
FRAME: Final = 1 << 16
_LEVEL: Final = 6
_SHOWN: Final = 9  # characters of a fingerprint that people compare
_WARD: Final = 40  # and of a unit
_MOST_SHOWN: Final = 5
_WINDOW: Final = 1 << 23
_LENGTH: Final = struct.Struct(">I")
_RECORD: Final = struct.Struct(">cI")

#: Told how many bytes more are done; raises to stop.
Step = Callable[[int], None]


class BundleError(ExchangeError):
    """A bundle is refused as a whole; facts: reason, bundle."""


class BundleDamagedError(BundleError):
    """Its bytes are not what its sender wrote, or some are missing; facts: reason, bundle."""


class BundleRefusedError(BundleError):
    """It is whole, but not for us or not from whom it may be; facts: reason, bundle."""


class NotForHereError(BundleError):
    """Bundles are there, and none is for whoever reads; facts: others, bad, whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file of a bundle."""

    size: Whole
    sha: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Events of the counter's own that a bundle carries, or answers for."""

    epoch: Whole
    first: Whole
    last: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a bundle is. `number` counts the bundles of this sender to this reader.

    From a counter, `feed` and `after` say how far it has read, `serial` up to which edition of
    reference data, `ranges` and `files` (their names) what it sends, `lacks` which files of open
    dossiers are not here; from a city, what follows
    upon `after` in `feed` and which `ranges` it answers for. `parent` is the SHA-256 of the
    sender's list before, `heard` the number of the reader's last one that it has taken in: a side
    that was put back to an older copy counts on from there.
    """

    version: Whole
    bundle: str
    number: Whole
    sender: str
    unit: str
    to: str  # fingerprint of the reader's keys
    made: Whole  # UTC seconds by the sender's clock; nothing hangs on it
    ephemeral: str
    parts: tuple[Part, ...]
    plain: Whole  # bytes unpacked
    records: Whole
    parent: str = ""
    heard: Whole = 0
    ranges: tuple[Range, ...] = ()
    epoch: Whole = 0
    feed: str = ""
    after: str = ""
    files: tuple[str, ...] = ()
    serial: Whole = 0
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the sender says of a bundle, whatever its bytes are."""

    number: Whole
    sender: str
    unit: str
    to: str
    made: Whole
    parent: str = ""
    heard: Whole = 0
    ranges: tuple[Range, ...] = ()
    epoch: Whole = 0
    feed: str = ""
    after: str = ""
    files: tuple[str, ...] = ()
    serial: Whole = 0
    lacks: tuple[str, ...] = ()


def read_list(signed: Signed) -> Listing:
    """Return what a list says; nobody has vouched for it yet.

    Raises:
        BundleDamagedError: it is none.
    """
    try:
        found = canonical.loads(Listing, signed.text)
    except msgspec.MsgspecError as error:
        raise BundleDamagedError(reason="list", bundle="") from error
    sizes = [part.size for part in found.parts]
    sane = found.version == VERSION and 0 < found.plain <= LARGEST and found.parts
    if not sane or not all(0 < size < 1 << 32 for size in sizes):
        raise BundleDamagedError(reason="list", bundle=found.bundle[:8])
    return found


def recipients(listings: Iterable[Listing], called: Mapping[str, str]) -> str:
    """Say for whom bundles are, as far as it stands outside: ward, and who or whose keys.

    `called` has names for fingerprints of keys that are known here.
    """
    whom = {f"{each.unit[:_WARD]} · {called.get(each.to) or each.to[:_SHOWN]}" for each in listings}
    shown = ", ".join(sorted(whom)[:_MOST_SHOWN]) + (" …" if len(whom) > _MOST_SHOWN else "")
    return "".join(each for each in shown if each.isprintable())  # anybody may have written it


def next_number(last: int, now: datetime) -> int:
    """Return the number of a new bundle: higher than the last, and than any before a restore."""
    return max(last + 1, int(now.timestamp()))


def check_sender(signed: Signed, key: str, bundle: str) -> None:
    """Refuse a list that whoever has the public key `key` has not signed.

    Raises:
        BundleRefusedError.
    """
    if not verify(key, signed.text.encode(errors="replace"), signed.signature, PURPOSE):
        raise BundleRefusedError(reason="forged", bundle=bundle[:8])


class Packer:
    """Packs records into sealed frames, and hands these on in parts of at most `limit` bytes.

    `new_part` returns the file of the next part.
    """

    def __init__(self, sealer: Sealer, new_part: Callable[[], BinaryIO], limit: int) -> None:
        """Prepare; the first part is asked for with the first frame."""
        self._sealer, self._new_part = sealer, new_part
        self._limit = max(limit, FRAME + TAG + _LENGTH.size)
        self._packed = zstandard.ZstdCompressor(level=_LEVEL).compressobj()
        self._waiting = bytearray()
        self._file: BinaryIO | None = None
        self._sum = sha256()
        self._size = 0
        self.plain = 0
        self.records = 0
        self.parts: list[Part] = []

    def add(self, kind: bytes, data: bytes) -> None:
        """Pack one record."""
        for piece in (_RECORD.pack(kind, len(data)), data):
            self.plain += len(piece)
            self._waiting += self._packed.compress(piece)
        self.records += 1
        while len(self._waiting) > FRAME:  # never the last one: that is known at the end only
            self._frame(bytes(self._waiting[:FRAME]), last=False)
            del self._waiting[:FRAME]

    def close(self) -> None:
        """Pack what is left; all parts are whole then."""
        self._waiting += self._packed.flush()
        while len(self._waiting) > FRAME:
            self._frame(bytes(self._waiting[:FRAME]), last=False)
            del self._waiting[:FRAME]
        self._frame(bytes(self._waiting), last=True)
        self._end_part()

    def _frame(self, data: bytes, *, last: bool) -> None:
        sealed = self._sealer.seal(data, last=last)
        framed = _LENGTH.pack(len(sealed)) + sealed
        if self._file is not None and self._size + len(framed) > self._limit:
            self._end_part()
        if self._file is None:
            self._file = self._new_part()
        self._file.write(framed)
        self._sum.update(framed)
        self._size += len(framed)

    def _end_part(self) -> None:
        self.parts.append(Part(size=self._size, sha=self._sum.hexdigest()))
        self._file, self._size, self._sum = None, 0, sha256()


def records(
    listing: Listing, files: list[Callable[[], BinaryIO]], own: X25519PrivateKey, step: Step
) -> Iterator[tuple[bytes, bytes]]:
    """Return the records of a bundle whose parts are known to be whole; each file is opened once.

    Raises:
        BundleDamagedError: sealed to another reader, altered, or not what the list says.
    """
    sealer = sealing.by(own, listing.bundle, listing.ephemeral)
    if sealer is None:
        raise BundleDamagedError(reason="sealed", bundle=listing.bundle[:8])
    source = _Opened(listing, files, sealer, step)
    unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    try:
        with unpacker.stream_reader(cast("BinaryIO", source), read_size=FRAME) as stream:
            yield from _records(listing, stream)
    except zstandard.ZstdError as error:
        raise BundleDamagedError(reason="packed", bundle=listing.bundle[:8]) from error
    finally:
        source.close()


def _records(listing: Listing, stream: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    left, count = listing.plain, 0
    while left:
        head = _exactly(listing, stream, min(_RECORD.size, left))
        if len(head) < _RECORD.size:
            raise BundleDamagedError(reason="records", bundle=listing.bundle[:8])
        kind, size = _RECORD.unpack(head)
        left -= _RECORD.size
        count += 1
        if size > min(left, LARGEST_RECORD) or count > listing.records:
            raise BundleDamagedError(reason="records", bundle=listing.bundle[:8])
        yield kind, _exactly(listing, stream, size)
        left -= size
    if count != listing.records or stream.read(1):
        raise BundleDamagedError(reason="records", bundle=listing.bundle[:8])


def _exactly(listing: Listing, stream: BinaryIO, size: int) -> bytes:
    parts = []
    while size:
        data = stream.read(size)
        if not data:
            raise BundleDamagedError(reason="records", bundle=listing.bundle[:8])
        parts.append(data)
        size -= len(data)
    return b"".join(parts)


class _Opened(io.RawIOBase):
    """The frames of all parts, opened, as one stream."""

    def __init__(
        self, listing: Listing, files: list[Callable[[], BinaryIO]], sealer: Sealer, step: Step
    ) -> None:
        super().__init__()
        self._listing, self._sealer, self._step = listing, sealer, step
        self._todo = list(zip(files, listing.parts, strict=True))
        self._file: BinaryIO | None = None
        self._left = 0
        self._ready = b""

    @override
    def readable(self) -> bool:
        return True

    @override
    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` opened bytes, one frame's at the most; nothing at the end."""
        if not self._ready and not self._next():
            return b""
        some = self._ready if size < 0 else self._ready[:size]
        self._ready = self._ready[len(some) :]
        return some

    def _next(self) -> bool:
        if not self._left:
            if not self._todo:
                return False
            self._shut()
            opens, part = self._todo.pop(0)
            self._file, self._left = opens(), part.size
        head = self._take(_LENGTH.size)
        size = _LENGTH.unpack(head)[0]
        if not TAG < size <= FRAME + TAG:
            raise self._wrong()
        sealed = self._take(size)
        opened = self._sealer.open(sealed, last=not self._left and not self._todo)
        if opened is None:
            raise self._wrong()
        self._step(len(head) + len(sealed))
        self._ready = opened
        return True

    def _take(self, size: int) -> bytes:
        assert self._file is not None  # noqa: S101 - a part was opened before
        data = self._file.read(size) if size <= self._left else b""
        if len(data) < size:
            raise self._wrong()
        self._left -= size
        return data

    def _wrong(self) -> BundleDamagedError:
        return BundleDamagedError(reason="sealed", bundle=self._listing.bundle[:8])

    def _shut(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    @override
    def close(self) -> None:
        self._shut()
        super().close()
