"""Canonical bytes: one record, one spelling.

JSON with sorted keys, no blanks, UTF-8, integers and text only, and no field that still has
its default – so a record that gains a field keeps its old bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, cast

import msgspec

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder(order="deterministic")


#: Most values are one of these: nothing to look into.
_PLAIN = frozenset({str, int, bool, datetime, type(None)})


class _Nothing:
    """Equal to no value, so that a field without a default is always written."""


_NOTHING = _Nothing()


class _Shape(NamedTuple):
    """A record's fields: their names, their values all at once, their defaults."""

    names: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    defaults: tuple[Any, ...]


def _shape(cls: type[Any]) -> _Shape | None:
    """Return how a record is taken apart; None for anything else."""
    if not is_dataclass(cls):
        return None
    names = tuple(f.name for f in fields(cls))
    defaults = tuple(_NOTHING if f.default is MISSING else f.default for f in fields(cls))
    if len(names) > 1:
        return _Shape(names, attrgetter(*names), defaults)
    return _Shape(names, lambda value: tuple(getattr(value, name) for name in names), defaults)


_SHAPES: dict[type[Any], _Shape | None] = {}


def lean(value: Any) -> Any:
    """Return plain data for a record, without the fields that have their default."""
    cls = type(value)
    if cls in _PLAIN:
        return value
    if cls is tuple or cls is list:
        return [each if type(each) in _PLAIN else lean(each) for each in value]
    try:
        shape = _SHAPES[cls]
    except KeyError:
        shape = _SHAPES.setdefault(cls, _shape(cls))
    if shape is None:
        return value
    return {
        name: part if type(part) in _PLAIN else lean(part)
        for name, part, default in zip(
            shape.names, shape.values(value), shape.defaults, strict=True
        )
        if part is not default and part != default
    }


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
