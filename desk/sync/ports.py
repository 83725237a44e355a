"""What the exchange needs of its two neighbours: the counter's log, and a target's dialect.

Both are bound by whoever composes the program; the engine knows neither tables nor HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import msgspec

from desk.sync.errors import FileGoneError
from desk.wire import exchange
from desk.wire import files as wire_files
from desk.wire.numbers import Whole
from desk.wire.reference import Editions
from desk.wire.sealed import Sealed
from desk.wire.signing import Signed
from desk.wire.stock import Stock


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Events of one epoch, gapless in the order of their sequence, ready to be sent."""

    device: str
    epoch: int
    first_seq: int
    events: tuple[Sealed, ...]
    uids: tuple[str, ...]
    attempts: int = 0  # how often the first of them could not be carried


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """Events of others that a target may have lost, in the order in which they came here.

    `through` is the ledger's own mark: how far it has told once this is taken.
    """

    events: tuple[Sealed, ...]
    through: int


class Standing(msgspec.Struct, kw_only=True, frozen=True):
    """How a target stands: which feed it keeps, and the digest over all it holds.

    `held` is the last sequence number it has of each epoch of the counter that asks. `reminders`
    tells whether it listens to what counters know of others.
    """

    feed: str
    unit: str
    count: Whole
    root: str
    time: datetime
    held: dict[Whole, Whole]
    reminders: bool = False


class Agreement(StrEnum):
    """What comparing a target's digests with ours came to."""

    EQUAL = "equal"
    WAITING = "waiting"  # something is not told yet: they cannot be alike
    KNOWN = "known"  # they differ, as was found and shown before
    DIFFERENT = "different"


class Ledger(Protocol):
    """The counter's own side: log, outbox and inbox. Every method is one transaction."""

    def waiting(
        self,
        target: str,
        now: datetime,
        *,
        everything: bool,
        limit: int = exchange.MAX_EVENTS,
        max_bytes: int = exchange.MAX_BYTES,
    ) -> Batch | None:
        """Return the oldest events due for a target; `everything` ignores when to try again.

        What was settled as held or rejected waits for a person and is offered again only after
        `rewind`, `recall` or `new_feed`.
        """

    def settle(self, target: str, batch: Batch, pushed: exchange.Pushed, now: datetime) -> int:
        """Write down every verdict, by its uid; return how many events are confirmed.

        `pushed` may also hold verdicts on events of earlier batches that had been held.
        """

    def rewind(self, target: str, epoch: int, expected_seq: int) -> None:
        """Offer again everything of an epoch from `expected_seq` on, whatever became of it."""

    def recall(self, target: str, held: Mapping[int, int]) -> bool:
        """Offer again what a target lacks of what it once confirmed; tell whether there is any.

        `held` is the last sequence number that it has of each epoch. While something waits
        nothing is done: the target cannot have all yet.
        """

    def postpone(
        self, target: str, batch: Batch | None, error: str, retry_at: datetime, now: datetime
    ) -> None:
        """Write down that a batch (None: reading) could not be carried, and when to try again."""

    def withhold(self, target: str, batch: Batch, *, on: bool) -> None:
        """Send the head alone of a batch's only event from now on, or (not `on`) all of it again.

        When the target has refused that, a person must act; here it counts as it did.
        """

    def position(self, target: str) -> tuple[str, str, int]:
        """Return how far the target's events have been applied (feed, cursor), and our epoch."""

    def apply(self, target: str, page: exchange.Pulled, now: datetime) -> int:
        """Apply a page, events and cursor in one commit; return how many events were new.

        Events that are known already, also own ones, change nothing.
        """

    def new_feed(self, target: str, feed: str) -> None:
        """Begin again: cursor at the start, every event offered again, nothing deleted.

        What others wrote is to be told again too: `reminder` has it, until `reminded`.
        """

    def reminder(
        self,
        target: str,
        *,
        limit: int = exchange.MAX_EVENTS,
        max_bytes: int = exchange.MAX_BYTES,
    ) -> Reminder | None:
        """Return events of others that a target with a new feed has still to hear of."""

    def reminded(
        self, target: str, reminder: Reminder, results: list[exchange.Verdict], now: datetime
    ) -> int:
        """Write down that a target has heard, and what it decided; return what is confirmed."""

    def online(
        self, target: str, error: str, paused: str, now: datetime, *, proved: bool = False
    ) -> None:
        """Write down whether a target answered ("" = it did), and why it is paused.

        `proved` tells that what is kept of its sameness was seen to hold.
        """

    def digests(self, places: Sequence[str]) -> list[exchange.Digest]:
        """Return our digests below several places of the tree, as of one moment."""

    def agree(self, target: str, end: exchange.End, now: datetime) -> Agreement:
        """Compare what a target holds where its feed ends with what is here; keep the proof.

        Raises an `ExchangeError` if the target did not sign what it says.
        """

    def unsaid(self, target: str) -> exchange.Stated | None:
        """Return our own signed word for the last proof, if the target has not heard it."""

    def said(self, target: str) -> None:
        """Write down that it has."""

    def repair(
        self, target: str, uids: Sequence[str], told: exchange.Stories, now: datetime
    ) -> int:
        """Take over what we lack of some dossiers, offer what the target lacks, in one commit.

        Returns how many events were new here.
        """

    def differ(
        self, target: str, end: exchange.End, differing: Sequence[str], now: datetime
    ) -> None:
        """Keep what differs though both sides told everything; have a person look at it."""

    def counts(self, target: str) -> tuple[int, int]:
        """Return how many events wait for a target, and how many need a person."""

    @property
    def stock(self) -> StockRoom | None:
        """Where a stock is taken in; None: nowhere, every feed is read from its beginning."""
        return None


class StockRoom(Protocol):
    """Where a stock comes together, piece behind piece, until it is taken over as a whole."""

    @property
    def shape(self) -> str:
        """The tables that a stock must have to be of use here."""

    def is_wanted(self, target: str) -> bool:
        """Tell whether this counter is new to a target, and knows of nobody else."""

    def accept(self, target: str, offered: Signed | None) -> Stock | None:
        """Return the stock to be fetched: what was begun, else the one offered, else none."""

    def have(self, some: Stock) -> int:
        """Return how many pieces have come."""

    def add(self, some: Stock, first: int, data: bytes) -> None:
        """Keep the next pieces.

        Raises:
            BadStockError: they are not what was signed.
        """

    def take(self, target: str, some: Stock) -> int:
        """Prove the whole and take it over in one commit, with the cursor behind it.

        Returns how many events are new here. Raises BadStockError: nothing was changed.
        """

    def drop(self) -> None:
        """Throw away what has come."""


class FileAdapter(Protocol):
    """How files go to a target and come from it; errors and `until` as with `Adapter`.

    Names are SHA-256 in hex. A target that only takes files as a whole answers `lacking` with
    everything, collects what `send` brings, and proves it by what `commit` reads back.
    """

    def ask(self, names: list[str], *, until: float) -> wire_files.Known:
        """Return which of at most `MOST_ASKED` files the target has."""

    def lacking(self, name: str, *, until: float) -> wire_files.Lacking:
        """Return what the target lacks of a file.

        Raises:
            FileGoneError: no dossier that it knows names the file.
        """

    def send(self, name: str, first: int, data: bytes, *, until: float) -> None:
        """Send a piece that begins at a grain; it is on the target's disk when this returns.

        Raises:
            FileRefusedError: the piece is not what it says.
        """

    def commit(self, name: str, size: int, *, until: float) -> None:
        """Let the target prove the whole; it holds the file for good when this returns.

        Raises:
            FileRefusedError: the whole is not the file; what was wrong of it is gone there.
        """

    def fetch(self, name: str, first: int, length: int, *, until: float) -> bytes:
        """Return bytes of a file.

        Raises:
            FileGoneError: the target does not have it (yet).
        """


class Follower(Protocol):
    """What follows the events once they are exchanged, in the time that is left."""

    def carry(
        self, adapter: Adapter, target: str, *, until: float, deadline: float, everything: bool
    ) -> bool:
        """Do what is to do; nothing is begun after `until`, all ends by `deadline`.

        True: there is more to do at once. Raises no `ExchangeError`: events never wait for it.
        """


class Adapter(Protocol):
    """A target's dialect. `until` is the moment of `time.monotonic` at which to give up.

    Every method raises an `ExchangeError` of `desk.sync.errors`, and nothing else, when no
    answer that can be trusted came back.
    """

    def push(self, batch: Batch, *, until: float) -> exchange.Pushed:
        """Send a batch; return the target's verdicts."""

    def remind(self, reminder: Reminder, *, until: float) -> exchange.Reminded:
        """Tell what others wrote; asked only of a target whose standing has `reminders`."""

    def pull(self, after: str, epoch: int, *, until: float) -> exchange.Pulled:
        """Return the page of the feed that follows a cursor, without what `epoch` wrote here."""

    def digests(self, places: Sequence[str], *, until: float) -> list[exchange.Digest]:
        """Return the target's digests below several places of the tree, in their order."""

    def state(self, told: exchange.Stated, *, until: float) -> None:
        """Give the target our signed word on what we hold."""

    def stories(self, uids: Sequence[str], *, until: float) -> exchange.Stories:
        """Return everything that counts at the target about some dossiers."""

    def standing(self, *, until: float) -> Standing:
        """Return how the target stands."""

    def editions(self, after: int, *, until: float) -> Editions:
        """Return the reference data published after a serial; none where none ever is."""
        del after, until
        return Editions(items=[], more=False)

    def stock(self, shape: str, *, until: float) -> Signed | None:
        """Return the stock that the target keeps ready for a new counter, if it does."""
        del shape, until
        return None

    def stock_pieces(self, stock: Stock, first: int, count: int, *, until: float) -> bytes:
        """Return some pieces of a stock, one behind the other.

        Raises:
            FileGoneError: the target does not have it any more.
        """
        del stock, first, count, until
        raise FileGoneError(reason="stock")

    @property
    def files(self) -> FileAdapter | None:
        """How files go there; None: it takes none."""
        return None

    def close(self) -> None:
        """Let go of connections; the next call makes new ones."""
