"""Any event at all, for properties of the log: every type, every field, any order."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from desk.domain import events as ev
from desk.domain.records import VN, Actor

BODIES: tuple[type[ev.Body], ...] = get_args(ev.Body)
BEGINNINGS: tuple[type[ev.Body], ...] = get_args(ev.BEGINS)
DEVICES = ("device-a", "device-b", "device-c")
CLERK = Actor(uid="u-1", login="an", name="Trần Thử An", role="counter")

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001 - zone set below
    lambda moment: moment.replace(tzinfo=VN)
)
_PLAIN: dict[Any, SearchStrategy[Any]] = {
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    int: st.integers(0, 10**12),
    bool: st.booleans(),
    datetime: MOMENTS,
    NoneType: st.none(),
}


def values(hint: Any) -> SearchStrategy[Any]:
    """Return any value of a field's type."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if get_origin(hint) is UnionType:
        return st.one_of(*(values(each) for each in get_args(hint)))
    if get_origin(hint) is tuple:
        parts = get_args(hint)
        if parts[-1] is not Ellipsis:
            return st.tuples(*map(values, parts))
        return st.lists(values(parts[0]), max_size=2).map(tuple)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    return records(hint)


@cache
def records(cls: Any) -> SearchStrategy[Any]:
    """Return any record of a class, every field of it drawn."""
    hints = get_type_hints(cls)
    return st.builds(cls, **{field.name: values(hints[field.name]) for field in fields(cls)})


def bodies(*classes: type[ev.Body]) -> SearchStrategy[ev.Body]:
    """Return any body of any type, or of these."""
    chosen: tuple[Any, ...] = classes or BODIES
    return st.one_of(*(records(cls) for cls in chosen))


@st.composite
def stories(draw: st.DrawFn, *, begun: bool = True, length: int = 12) -> list[ev.Event]:
    """Return events of one dossier as one device after the other might have written them.

    Each has seen some of those before it (`base`); `hlc` often repeats, so that the uid decides.
    """
    drawn: list[ev.Body | None] = list(draw(st.lists(st.none() | bodies(), max_size=length)))
    if begun:
        drawn.insert(0, draw(bodies(*BEGINNINGS)))
    made: list[ev.Event] = []
    hlc = 0
    for number, each in enumerate(drawn, 1):
        hlc += draw(st.integers(0, 1)) if number > 1 else 1
        seen = draw(st.lists(st.sampled_from(made), unique=True, max_size=2)) if made else []
        body = each
        if isinstance(each, ev.Resolved):
            body = ev.Resolved(text=each.text, drop=tuple(other.uid for other in seen))
        made.append(
            ev.Event(
                uid=f"{number:03d}",
                unit="H26.033.15",
                device=draw(st.sampled_from(DEVICES)),
                epoch=1,
                seq=number,
                dossier="d-1",
                type=type(body).__name__ if body is not None else "FromTheFuture",
                body=body,
                actor=CLERK,
                at=draw(MOMENTS),
                hlc=hlc,
                custody=draw(st.integers(0, 5)),
                base=tuple(other.hash for other in seen),
                hash=f"h{number}",
            )
        )
    return made
