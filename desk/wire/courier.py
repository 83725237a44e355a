"""What the records of a bundle are: the same messages as go over the wire, and few others."""

from __future__ import annotations

import struct
from typing import Final, TypeVar

import msgspec

from desk.wire.bundle import BundleDamagedError

T = TypeVar("T")

#: From a counter: `exchange.Push`, and pieces of files (see `piece`).
PUSH: Final = b"e"
PIECE: Final = b"p"
#: From a city: `exchange.Pushed`, `exchange.Pulled`, a roster and a certificate (both `Signed`),
#: `files.Known` of the files that came, `reference.Editions`.
PUSHED: Final = b"v"
PULLED: Final = b"f"
ROSTER: Final = b"r"
CERTIFICATE: Final = b"c"
FILES: Final = b"h"
EDITIONS: Final = b"n"
#: Files on one stick: their names are in its list, which has a size of its own.
MOST_FILES: Final = 4_000
_PIECE: Final = struct.Struct(">32sI")


def encode(message: object) -> bytes:
    """Return the bytes of a record."""
    return msgspec.json.encode(message)


def piece(sha: str, first: int, data: bytes) -> bytes:
    """Return the record of a file's bytes from a grain on: its name, the grain, the bytes."""
    return _PIECE.pack(bytes.fromhex(sha), first) + data


def read_piece(record: bytes) -> tuple[str, int, bytes]:
    """Return (name, first grain, bytes).

    Raises:
        BundleDamagedError: it is too short to be one.
    """
    if len(record) <= _PIECE.size:
        raise BundleDamagedError(reason="record", bundle="")
    sha, first = _PIECE.unpack_from(record)
    return sha.hex(), first, record[_PIECE.size :]


def decode(data: bytes, cls: type[T]) -> T:
    """Read a record.

    Raises:
        BundleDamagedError: it is none of that kind.
    """
    try:
        return msgspec.json.decode(data, type=cls)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BundleDamagedError(reason="record", bundle="") from error
