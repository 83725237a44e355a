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


@cache
def _defaults(cls: type[Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((f.name, f.default if f.default is not MISSING else _NONE) for f in fields(cls))


class _Nothing:
    """Equal to no value, so that a field without a default is always written."""


_NONE = _Nothing()


def lean(value: Any) -> Any:
    """Return plain data for a record, without the fields that have their default."""
    if isinstance(value, tuple | list):
        return [lean(v) for v in value]
    if is_dataclass(value) and not isinstance(value, type):
        plain = {}
        for name, default in _defaults(type(value)):
            part = getattr(value, name)
            if part != default:
                plain[name] = lean(part)
        return plain
    return value


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
    record: T = _decoder(cast("Hashable", cls)).decode(data)
    return record
