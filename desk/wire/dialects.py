"""The codes of other systems as data: which stand for what, by kind of system."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from desk.wire import opencps, portal

_AT: Final = re.compile(r" - at `\$\.?(.+)`$")
_FIELD: Final = re.compile(r"(missing required|unknown) field `(.+?)`")
_TYPES: Final = re.compile(r"Expected `(.+?)`(?:, got `(.+?)`)?")
_NOTATION: Final = {"str": '"…"', "object": "{…}", "array": "[…]"}
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


def parts(
    system: str, codes: Mapping[str, Any]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the parts that codes lack, those that no such system has, and all that there are.

    Raises:
        KeyError: no such kind.
    """
    every = msgspec.structs.fields(DIALECTS[system])
    known = tuple(each.name for each in every)
    lacking = tuple(each.name for each in every if each.required and each.name not in codes)
    return lacking, tuple(str(name) for name in codes if name not in known), known


def place(told: str) -> tuple[str, str, str]:
    """Return where codes are wrong, what is needed there and what is there, as notation.

    `told` is how msgspec says it, in English.
    """
    at = _AT.search(told)
    where = at[1] if at else ""
    if field := _FIELD.search(told):
        is_missing = field[1].startswith("missing")
        return f"{where}.{field[2]}".strip("."), *(("{…}", "–") if is_missing else ("–", "{…}"))
    if types := _TYPES.match(told):
        return where, _NOTATION.get(types[1], types[1]), types[2] or "–"
    return where, "{…}", told


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
