"""The codes of other systems as data: which stand for what, by kind of system."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from desk.wire import opencps, portal

#: What each kind of system has codes for.
DIALECTS: Final[Mapping[str, type[portal.Dialect | opencps.Dialect]]] = {
    "portal": portal.Dialect,
    "opencps": opencps.Dialect,
}


def read(system: str, codes: Mapping[str, Any]) -> portal.Dialect | opencps.Dialect:
    """Read the codes of a kind of system.

    Raises:
        KeyError: no such kind.
        msgspec.ValidationError: a table or a code that no such system has.
    """
    return msgspec.convert(codes, DIALECTS[system])


def joined(usual: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Put own codes in the place of the usual ones; a table `replace = true` stands alone."""
    whole: dict[str, Any] = {**usual}
    for name, value in own.items():
        if isinstance(value, Mapping) and isinstance(whole.get(name), Mapping):
            alone = bool(value.get("replace"))
            mine = {key: each for key, each in value.items() if key != "replace"}
            whole[name] = mine if alone else joined(whole[name], mine)
        else:
            whole[name] = value
    return whole
