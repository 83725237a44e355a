"""Systems that take dossiers whole, as an administrator describes them to this counter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from desk.domain.errors import InputError

PORTAL: Final = "portal"
OPENCPS: Final = "opencps"
#: A hub of the ward: it speaks our own contract and is joined with a code.
HUB: Final = "native"
#: What each kind must be told besides its name, its address and a secret.
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    HUB: (),
    PORTAL: ("user", "unit", "dst"),
    OPENCPS: ("group", "agency"),
}
#: Where each kind listens below its address, unless it is told otherwise.
PATHS: Final[Mapping[str, Mapping[str, str]]] = {
    PORTAL: {"login": "/login", "exchange": "/exchange", "lookup": "/share"},
    OPENCPS: {"base": "/o/rest/v2"},
    HUB: {},
}


class MissingFieldError(InputError):
    """Something that a kind of system needs was not told; facts: lacking, kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A system: `told` is what its kind needs to know, by the names of `NEEDED` and `PATHS`.

    `secret` is a password, a token or a one-time code; empty: the one that is kept.
    """

    name: str
    kind: str
    url: str
    secret: str = field(default="", repr=False)
    told: Mapping[str, str] = field(default_factory=dict)


def missing(system: System) -> tuple[str, ...]:
    """Return what was not told of a system, its secret aside, in the order of the form."""
    found = {"name": system.name, "url": system.url, **system.told}
    wanted = ("name", "url", *NEEDED[system.kind])
    return tuple(each for each in wanted if not found.get(each, "").strip())
