"""What the records of a bundle are: the same messages as go over the wire, and few others."""

from __future__ import annotations

from typing import Final, TypeVar

import msgspec

from desk.wire.bundle import BundleDamagedError

T = TypeVar("T")

#: From a counter: `exchange.Push`.
PUSH: Final = b"e"
#: From a city: `exchange.Pushed`, `exchange.Pulled`, a roster and a certificate (both `Signed`).
PUSHED: Final = b"v"
PULLED: Final = b"f"
ROSTER: Final = b"r"
CERTIFICATE: Final = b"c"


def encode(message: object) -> bytes:
    """Return the bytes of a record."""
    return msgspec.json.encode(message)


def decode(data: bytes, cls: type[T]) -> T:
    """Read a record.

    Raises:
        BundleDamagedError: it is none of that kind.
    """
    try:
        return msgspec.json.decode(data, type=cls)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BundleDamagedError(reason="record", bundle="") from error
