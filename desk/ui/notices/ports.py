"""What the page of letters and messages is handed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from desk.domain.notices import Kind, State, Way
from desk.domain.outgoing import Draft, Message, SenderState


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What notices are about: their kind, and of an invitation when to come and why."""

    kind: Kind
    come_at: datetime | None = None
    bring: str = ""


class Drafts(Protocol):
    """Words what would be told of dossiers; writes nothing."""

    def __call__(self, told: Told, uids: Sequence[str], way: Way | None) -> tuple[Draft, ...]:
        """Return a draft for each dossier; without a way by the one that fits it best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePorts:
    """Notices prepared, the outgoing box, and what carries them."""

    candidates: Callable[[Kind], tuple[str, ...]]  # dossiers that a kind is true of → uids
    drafts: Drafts
    put: Callable[[Told, Sequence[Draft]], None]
    listed: Callable[[], tuple[Message, ...]]
    senders: Callable[[], tuple[SenderState, ...]]
    needing: Callable[[], int]  # messages that a person must look at
    send_now: Callable[[], None]
    retry: Callable[[Sequence[str]], None]
    cancel: Callable[[Sequence[str]], None]
    mark: Callable[[Sequence[str], State], None]
    readdress: Callable[[str, str], None]  # message, address
    print_again: Callable[[str], int]  # go → print job
    export: Callable[[Way, Path], int]  # what waits, as a table → how many
    set_up: Callable[[Way, str, Mapping[str, str], str | None], None]
    take_away: Callable[[Way], None]
    try_out: Callable[[Way], None]
    #: Has somebody called, on whatever thread, when a message stands otherwise.
    listen: Callable[[Callable[[], None]], None] = lambda _: None
