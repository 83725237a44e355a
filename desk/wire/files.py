"""How files travel: in pieces of whole grains, each with its hash, proved as a whole at the end.

A grain is the smallest piece that is asked for; a piece is one grain on a slow line and up to
`LARGEST_PIECE` bytes on a fast one. The last grain of a file may be shorter; an empty file has
none.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

import msgspec

from desk.wire.numbers import Whole

GRAIN: Final = 64 * 1024
LARGEST_PIECE: Final = 4 * 1024 * 1024
LARGEST_FILE: Final = 2000 * 1024 * 1024
MOST_ASKED: Final = 500
BYTES: Final = "application/octet-stream"
DIGEST: Final = "Content-Digest"
_NAME: Final = re.compile(r"[0-9a-f]{64}")
_PREFIX, _SUFFIX = "sha-256=:", ":"


class Ask(msgspec.Struct, kw_only=True, frozen=True):
    """Which of these files does the target have? Names are SHA-256 in hex."""

    files: list[str]


class Known(msgspec.Struct, kw_only=True, frozen=True):
    """What the target has, what it lacks, and what no dossier that it knows names."""

    held: list[str]
    lacking: list[str]
    unknown: list[str]


class Lacking(msgspec.Struct, kw_only=True, frozen=True):
    """What is missing of a file: runs of grains as (first, how many); none if it is held."""

    file: str
    size: Whole
    held: bool
    missing: list[tuple[Whole, Whole]]


class Taken(msgspec.Struct, kw_only=True, frozen=True):
    """A piece is on the target's disk."""

    file: str
    first: Whole
    bytes: Whole


class Stored(msgspec.Struct, kw_only=True, frozen=True):
    """The whole file was read through: these bytes are those of its name."""

    file: str
    size: Whole


def is_name(text: str) -> bool:
    """Tell whether a text is the name of a file: SHA-256 in lower-case hex."""
    return _NAME.fullmatch(text) is not None


def grains(size: int) -> int:
    """Return how many grains a file of so many bytes has."""
    return -(-size // GRAIN)


def runs(have: Iterable[tuple[int, int]], total: int) -> list[tuple[int, int]]:
    """Return the runs of `total` grains that none of the runs in `have` covers."""
    missing, at = [], 0
    for first, count in sorted(have):
        if min(first, total) > at:
            missing.append((at, min(first, total) - at))
        at = max(at, first + count)
    if at < total:
        missing.append((at, total - at))
    return missing


def digest_field(data: bytes) -> str:
    """Return what the header `Content-Digest` says of these bytes (RFC 9530)."""
    return f"{_PREFIX}{base64.b64encode(sha256(data).digest()).decode()}{_SUFFIX}"


def read_digest(field: str) -> bytes:
    """Return the SHA-256 in a `Content-Digest`; empty if there is none."""
    text = field.strip()
    if not (text.startswith(_PREFIX) and text.endswith(_SUFFIX)):
        return b""
    try:
        return base64.b64decode(text[len(_PREFIX) : -len(_SUFFIX)], validate=True)
    except binascii.Error:
        return b""
