"""What a person lists: a view, what it is narrowed to, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Final

#: What a list may be sorted by; the first is what it is when nobody chose.
SORTS: Final = ("due", "received", "name", "code", "procedure", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What a list is narrowed to; empty: to nothing. Days are YYYY-MM-DD, both inclusive."""

    procedure: str = ""
    area: str = ""
    assignee: str = ""
    status: str = ""  # a national status's number
    channel: str = ""
    due_from: str = ""
    due_until: str = ""
    text: str = ""

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == Narrowed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """One list: the view that it begins with, narrowed and sorted; `name` where it was kept."""

    view: str = "all"
    narrowed: Narrowed = Narrowed()
    sort: str = SORTS[0]
    descending: bool = False
    name: str = ""

    def turned(self, sort: str) -> Want:
        """Return the list sorted by something, the other way round where it is already."""
        same = sort == self.sort
        return replace(self, sort=sort, descending=same and not self.descending)


def kept(want: Want) -> dict[str, object]:
    """Return a list as plain data, to be kept."""
    return {
        "view": want.view,
        "narrowed": {name: value for name, value in asdict(want.narrowed).items() if value},
        "sort": want.sort,
        "descending": want.descending,
        "name": want.name,
    }


def known(data: object) -> Want | None:
    """Read back what `kept` made; None of what another version kept and nobody can read."""
    if not isinstance(data, Mapping) or not isinstance(data.get("narrowed"), Mapping):
        return None
    names = {each.name for each in fields(Narrowed)}
    narrowed = dict(data["narrowed"])
    texts = [data.get("view"), data.get("sort"), data.get("name"), *narrowed.values()]
    if not narrowed.keys() <= names or not all(isinstance(each, str) for each in texts):
        return None
    if data["sort"] not in SORTS or not all(
        _is_day(narrowed.get(end, "")) for end in ("due_from", "due_until")
    ):
        return None
    return Want(
        view=data["view"],
        narrowed=Narrowed(**narrowed),
        sort=data["sort"],
        descending=data.get("descending") is True,
        name=data["name"],
    )


def _is_day(text: str) -> bool:
    if not text:
        return True
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
