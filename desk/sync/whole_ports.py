"""What the exchange of whole dossiers needs: the counter's snapshots, and a target's dialect.

Beside `ports`, for systems that know no events. Both are bound by whoever composes the program.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from desk.domain.records import Dossier
from desk.domain.snapshots import Snapshot, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What a target can do; the engine asks nothing else of which system it is.

    `feed`: it takes and gives events. `key`: what it knows a dossier by. `partial`: it can be
    told a part of a dossier. `chunked`: files go in pieces. `batch`: how many dossiers it takes
    at once; `max_body`: how many bytes. `read_back`: it can be asked what it holds.
    `look_first`: sent twice, a new dossier does harm, so it is asked before. `prove`: its yes
    says nothing until it was read back. `progress`: it listens to lines of progress.
    """

    feed: bool
    key: str
    partial: bool = False
    chunked: bool = False
    batch: int = 1
    max_body: int = 1024 * 1024
    read_back: bool = True
    look_first: bool = False
    prove: bool = False
    progress: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A dossier in a target's language; `digest` is of `content`.

    `trace` is what tells an older picture of a dossier from a newer one: its status and times.
    `absent` are files whose bytes are not here, `less` the digest without these ("": none).
    """

    snapshot: Snapshot
    content: Mapping[str, Any]
    digest: str
    trace: tuple[str, ...]
    absent: frozenset[str] = frozenset()
    less: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a target holds of a dossier; `lines` are its lines of progress, None: not shown."""

    content: Mapping[str, Any]
    trace: tuple[str, ...]
    theirs: str = ""
    lines: tuple[str, ...] | None = None


class WholeAdapter(Protocol):
    """A target's dialect. `until` is the moment of `time.monotonic` at which to give up.

    Methods with `until` raise an `ExchangeError` when no answer that can be trusted came back;
    `RefusedError` (or a subclass) alone says that the target has answered and taken nothing.
    """

    abilities: Abilities

    def greet(self, *, until: float) -> None:
        """Find out, where nothing has to be sent, whether the target would listen."""

    def form(self, snapshot: Snapshot) -> Form:
        """Return a dossier in the target's language; ask nobody.

        Raises:
            UnmappedError: it has no word for something.
        """

    def same(self, form: Form, found: Found) -> bool:
        """Tell whether what was found says what we would send; nobody can send what is absent."""

    def lacking(self, form: Form, found: Found | None) -> int:
        """Return how many of the absent files the target lacks; None found: of nothing known."""

    def find(self, form: Form, *, until: float) -> Found | None:
        """Ask what the target holds of a dossier."""

    def unfinished(self, form: Form, found: Found) -> bool:
        """Tell whether what was found is a part of sending `form`, broken off on the way."""

    def send(self, forms: Sequence[Form], found: Found | None, *, until: float) -> None:
        """Send dossiers: new ones, or with `found` the one that it holds an older picture of."""

    def line(self, form: Form, step: Step) -> str:
        """Return what `Found.lines` shows of a step, once it was told."""

    def tell(self, told: Sequence[tuple[Form, Sequence[Step]]], *, until: float) -> None:
        """Tell of the steps of dossiers that the target holds."""

    def close(self) -> None:
        """Let go of connections; the next call makes new ones."""


class WholeLedger(Protocol):
    """How the counter's dossiers stand at a target. Every method is one transaction."""

    def due(self, target: str, now: datetime, *, everything: bool) -> Sequence[int]:
        """Return the dossiers whose turn has come, those that failed last at the end."""

    def snapshots(self, target: str, keys: Sequence[int]) -> Sequence[Snapshot]:
        """Return dossiers as they are now, and how they stand."""

    def earlier(self, key: int) -> Sequence[Dossier]:
        """Return a dossier as it was after each of its events."""

    def steps(self, target: str, key: int) -> tuple[Sequence[Step], Sequence[Step]]:
        """Return the steps that a target may have been told of, and those that it has not."""

    def sending(self, target: str, forms: Sequence[Form]) -> None:
        """Write down what is on its way, before it goes."""

    def holds(
        self,
        target: str,
        forms: Sequence[tuple[Form, str]],
        telling: Mapping[int, int],
        now: datetime,
    ) -> None:
        """Write down what a target holds (with its own names), and what it is being told."""

    def settle(self, target: str, done: Sequence[Snapshot], now: datetime, *, untold: bool) -> int:
        """Settle dossiers that are there as they are here, or (`untold`) need not be."""

    def lacks(
        self, target: str, item: Snapshot, files: tuple[int, int], at: datetime, now: datetime
    ) -> None:
        """Settle a dossier but for so many of its files, that are not here; `at`: look again."""

    def set_aside(self, target: str, item: Snapshot, why: tuple[str, str], now: datetime) -> None:
        """Let a person look at a dossier; `why` is the reason's key and what the target said."""

    def failed(
        self,
        target: str,
        items: Sequence[tuple[Snapshot, str, datetime]],
        now: datetime,
        *,
        counts: bool,
    ) -> None:
        """Try dossiers again later, and set aside what failed too often while others passed."""

    def online(self, target: str, error: str, paused: str, now: datetime) -> None:
        """Write down whether a target answered ("" = it did), and why it is paused."""

    def counts(self, target: str) -> tuple[int, int]:
        """Return how many dossiers wait for a target, and how many need a person."""
