"""Identifiers: UUIDv7 for what we make, and their short form in a table."""

from __future__ import annotations

import os
import uuid
from datetime import datetime
from functools import lru_cache

_PLAIN = b"\x00text:"  # marks a key that is text, not the 16 bytes of a UUID
_BYTES = 16  # of a UUID


def new_uid(now: datetime) -> str:
    """Return a UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 random bits."""
    millis = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    number = millis << 80 | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=number))


@lru_cache(maxsize=4096)  # asked again and again while a page of events is taken over
def to_key(uid: str) -> bytes:
    """Return the bytes that stand for `uid` in a table: 16 for a UUID, its text otherwise."""
    try:
        key = bytes.fromhex(uid.replace("-", ""))
    except ValueError:
        return _PLAIN + uid.encode()
    # Another spelling of a UUID, or one that would be read back as a text, is kept as text.
    if len(key) != _BYTES or _spelled(key) != uid or key.startswith(_PLAIN):
        return _PLAIN + uid.encode()
    return key


def from_key(key: bytes) -> str:
    """Return the uid that `to_key` made these bytes from.

    Raises:
        ValueError: it made no such bytes.
    """
    if key.startswith(_PLAIN):
        return key[len(_PLAIN) :].decode()
    if len(key) != _BYTES:
        raise ValueError(len(key))
    return _spelled(key)


def _spelled(key: bytes) -> str:
    digits = key.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
