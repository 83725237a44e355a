"""Canonical bytes: one record, one spelling.

JSON with sorted keys, no blanks, UTF-8, integers and text only, and no field that still has
its default – so a record that gains a field keeps its old bytes.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder(order="deterministic")


class _Nothing:
    """Equal to no value, so that a field without a default is always written."""


_NOTHING = _Nothing()


def _parts(cls: type[Any]) -> tuple[tuple[str, Any], ...] | None:
    """Return the fields of a record and their defaults; None for anything else."""
    if not is_dataclass(cls):
        return None
    return tuple((f.name, _NOTHING if f.default is MISSING else f.default) for f in fields(cls))


_PARTS: dict[type[Any], tuple[tuple[str, Any], ...] | None] = {}


def lean(value: Any) -> Any:
    """Return plain data for a record, without the fields that have their default."""
    cls = type(value)
    if cls is str or cls is int:  # most values are; nothing to look up
        return value
    if cls is tuple or cls is list:
        return [lean(each) for each in value]
    try:
        parts = _PARTS[cls]
    except KeyError:
        parts = _PARTS.setdefault(cls, _parts(cls))
    if parts is None:
        return value
    plain = {}
    for name, default in parts:
        part = getattr(value, name)
        if part != default:
            plain[name] = lean(part)
    return plain


def dumps(value: Any) -> bytes:
    """Return the canonical bytes of a record or of plain data."""
    return _ENCODER.encode(lean(value))


@cache
def _decoder(cls: Hashable) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(cls)


def loads(cls: type[T], data: bytes | str) -> T:
    """Read one record of `cls`; unknown fields are passed over.

    Raises:
        msgspec.ValidationError, msgspec.DecodeError: not such a record, or not JSON.
    """
    try:
        record: T = _decoder(cast("Hashable", cls)).decode(data)
    except UnicodeDecodeError as error:  # msgspec lets this one through as it is
        raise msgspec.DecodeError(str(error)) from error
    return record
