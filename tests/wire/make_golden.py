"""Writes the golden bytes of event types that have none yet: python -m tests.wire.make_golden.

What is there is never written again: those bytes lie in databases and must be read for ever.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import timedelta
from enum import Enum
from hashlib import sha256
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from desk.domain import events as ev
from desk.domain.records import Actor
from desk.wire import canonical
from desk.wire.sealed import BODIES, Head
from tests.domain.rule_files import at

GOLDEN = Path(__file__).parent / "golden"
MOMENT = at("2026-11-23 15:00:01.000250")
SALT = bytes(range(16))
_PLAIN: dict[Any, Any] = {int: 7, bool: True}


def _value(hint: Any, name: str, *, full: bool) -> Any:
    if hint is str:
        return f"{name} «ế»"
    if hint is type(MOMENT):
        return MOMENT + timedelta(days=len(name))
    if get_origin(hint) is UnionType:
        hint = next(each for each in get_args(hint) if each is not NoneType)
        return _value(hint, name, full=full)
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], f"{name} {n}", full=full) for n in (1, 2))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return list(hint)[-1]
    return example(hint, full=full) if is_dataclass(hint) else _PLAIN[hint]


def example(cls: Any, *, full: bool) -> Any:
    """Return a record with every field away from its default, or with the needed ones alone."""
    hints = get_type_hints(cls)
    found = {}
    for field in fields(cls):
        if full or field.default is MISSING:
            value = _value(hints[field.name], field.name, full=full)
            found[field.name] = not field.default if value == field.default else value
    return cls(**found)


def event(cls: type[ev.Body], *, full: bool) -> dict[str, str]:
    """Return the bytes of one event, as they would be sent, and their hash."""
    body = canonical.dumps(example(cls, full=full))
    more: dict[str, Any] = {"dossier": "d-1", "custody": 2, "base": ("aa", "bb"), "offset_ms": -5}
    head = Head(
        uid="01932f5e-7c00-7000-8000-000000000001",
        unit="H26.033.15",
        device="01932f5e-7c00-7000-8000-00000000000d",
        epoch=1,
        seq=7,
        type=cls.__name__,
        actor=Actor(uid="u-1", login="an", name="Trần Thử Ân", role="counter"),
        at=MOMENT,
        hlc=116_300_000_000_000_000,
        prev=sha256(b"before").hexdigest(),
        body_hash=sha256(SALT + body).hexdigest(),
        **(more if full else {}),
    )
    data = canonical.dumps(head)
    return {
        "head": data.decode(),
        "salt": SALT.hex(),
        "body": body.decode(),
        "hash": sha256(data).hexdigest(),
    }


def main() -> None:
    """Write what is missing."""
    GOLDEN.mkdir(exist_ok=True)
    for name, cls in BODIES.items():
        path = GOLDEN / f"{name}.json"
        if not path.exists():
            both = {kind: event(cls, full=kind == "full") for kind in ("full", "lean")}
            path.write_text(json.dumps(both, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
