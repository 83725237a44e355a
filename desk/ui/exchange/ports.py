"""What the card of the courier is handed: callables that run off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desk.domain.systems import System
from desk.domain.views import Carried, StickBundle, Written

#: Told (done, all) in bytes, all = 0 while nobody knows; answers: go on?
Progress = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourierPorts:
    """The exchange by stick; `str` is a folder on it."""

    look: Callable[[str], tuple[StickBundle, ...]]
    write: Callable[[str, Progress], Written]
    read: Callable[[str, Progress], Carried]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemsPorts:
    """Other systems than the city: a hub, the national portal, OpenCPS sites."""

    look: Callable[[str], System]  # what is known of one, without its secret
    test: Callable[[System], None]  # would it listen? nothing is remembered
    add: Callable[[System], None]
    change: Callable[[System], None]  # an empty secret: the one that is kept
    check: Callable[[str], int]  # asks it what it holds → of how many dossiers
    remove: Callable[[str], None]
