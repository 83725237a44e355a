"""The line between a counter and a city: it loses, repeats, delays and cuts, by chance."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Row
from typing_extensions import override

from desk.city import holdings
from desk.city import pull as feed
from desk.city.enrol import Caller
from desk.city.keeping import Keeping
from desk.city.push import push
from desk.city.refusal import RefusalError
from desk.city.remind import remind
from desk.city.store import identity
from desk.city.stories import stories
from desk.domain.errors import ExchangeError
from desk.sync.errors import (
    CityBusyError,
    CityUnreachableError,
    FileGoneError,
    FileRefusedError,
    NotAuthorisedError,
    TruncatedReplyError,
)
from desk.sync.ports import Adapter, Batch, FileAdapter, Reminder, Standing
from desk.wire import exchange
from desk.wire import files as wire_files
from tests.sim.parties import Town

T = TypeVar("T")
PAGE = 5  # events; small, so that few of them already make several pages


@dataclass
class Line(Adapter):
    """Calls a city directly. `faults` is how likely it is that a call does not go well.

    A question may be lost, or come twice, or come again much later (`late`), when its city has
    long gone on; an answer may be lost or cut. `down` cuts everything.
    """

    town: Town
    token: str
    chance: random.Random
    died: Callable[[Town], None]
    faults: float = 0.0
    down: bool = False
    late: list[Callable[[], object]] = field(default_factory=list)
    calls: int = 0

    def call(self, do: Callable[[Caller], T], *, again: bool = False) -> T:
        """Ask, and let chance decide what becomes of it."""
        self.calls += 1
        fate = self.chance.random() / self.faults if self.faults else 1.0
        if self.down or fate < 0.25:
            raise CityUnreachableError
        if fate < 0.3:
            raise CityBusyError(status=503, retry_after=0)
        answer = self._ask(do)
        if again and 0.3 <= fate < 0.5:
            answer = self._ask(do)
        if again and 0.5 <= fate < 0.6:
            self.late.append(lambda: self._ask(do))
        if 0.6 <= fate < 0.8:
            raise CityUnreachableError
        if 0.8 <= fate < 1.0:
            raise TruncatedReplyError
        return answer

    def _ask(self, do: Callable[[Caller], T]) -> T:
        from tests.sim.death import Died  # noqa: PLC0415 - only a line meets the dead

        try:
            return do(self.town.caller(self.token))
        except RefusalError as refusal:
            code = refusal.problem.code
            raise _FILES.get(code, NotAuthorisedError)(reason=code) from refusal
        except Died as death:
            if death.home != self.town.home:
                raise
            self.died(self.town)
            raise CityUnreachableError from None

    def deliver(self) -> None:
        """Let what was delayed arrive now; nobody waits for its answer."""
        waiting, self.late = self.late, []
        for each in waiting:
            try:
                each()
            except ExchangeError:
                continue  # the city died of it, or does not know who asks any more

    @override
    def push(self, batch: Batch, *, until: float) -> exchange.Pushed:
        events = [exchange.to_wire(each) for each in batch.events]
        message = exchange.Push(device=batch.device, epoch=batch.epoch, events=events)
        return self.call(
            lambda who: push(self.town.store, who, message, self.town.clock()), again=True
        )

    @override
    def remind(self, reminder: Reminder, *, until: float) -> exchange.Reminded:
        message = exchange.Remind(events=[exchange.to_wire(each) for each in reminder.events])
        return self.call(
            lambda who: remind(self.town.store, who, message, self.town.clock()), again=True
        )

    @override
    def pull(self, after: str, epoch: int, *, until: float) -> exchange.Pulled:
        def ask(who: Caller) -> exchange.Pulled:
            def ending(tx: Connection, us: Row[Any], cursor: str) -> exchange.Ending:
                place = us.feed, cursor
                return holdings.ending(
                    tx, self.town.forest, who, self.town.clock(), us=us, place=place
                )

            return feed.pull(self.town.store, who, after, PAGE, epoch, ending=ending)

        return self.call(ask)

    @override
    def digests(self, places: Sequence[str], *, until: float) -> list[exchange.Digest]:
        return self.call(lambda who: self.town.forest.digests(who.unit_id, places))

    @override
    def state(self, told: exchange.Stated, *, until: float) -> None:
        self.call(
            lambda who: holdings.state(self.town.store, who, told, self.town.clock()), again=True
        )

    @override
    def stories(self, uids: Sequence[str], *, until: float) -> exchange.Stories:
        asked = exchange.Dossiers(uids=list(uids))
        return self.call(lambda who: stories(self.town.store, who, asked))

    @override
    def standing(self, *, until: float) -> Standing:
        def ask(who: Caller) -> Standing:
            with self.town.store.read() as tx:
                us = identity(tx)
                end = holdings.ending(tx, self.town.forest, who, self.town.clock(), us=us)
                return Standing(
                    feed=us.feed,
                    unit=who.unit,
                    count=end.count,
                    root=end.root,
                    time=end.time,
                    held=end.held,
                    reminders=True,
                )

        return self.call(ask)

    @property
    @override
    def files(self) -> FileAdapter:
        """Return the same line for files."""
        return LineFiles(self)

    @override
    def close(self) -> None:
        """Nothing is open between two calls."""


@dataclass(frozen=True, slots=True)
class LineFiles(FileAdapter):
    """Files over the same line."""

    line: Line

    def _keeping(self) -> Keeping:
        town = self.line.town
        return Keeping(town.store, town.shelf, town.clock)

    @override
    def ask(self, names: list[str], *, until: float) -> wire_files.Known:
        return self.line.call(lambda who: self._keeping().known(who, names))

    @override
    def lacking(self, name: str, *, until: float) -> wire_files.Lacking:
        return self.line.call(lambda who: self._keeping().lacking(who, name))

    @override
    def send(self, name: str, first: int, data: bytes, *, until: float) -> None:
        proof = sha256(data).digest()
        self.line.call(lambda who: self._keeping().take(who, name, first, data, proof), again=True)

    @override
    def commit(self, name: str, size: int, *, until: float) -> None:
        self.line.call(lambda who: self._keeping().commit(who, name), again=True)

    @override
    def fetch(self, name: str, first: int, length: int, *, until: float) -> bytes:
        def ask(who: Caller) -> bytes:
            shelf, _ = self._keeping().held(who, name)
            return shelf.read(name, first, length)

        return self.line.call(ask)


#: What a refusal about a file means, as `desk.sync.adapters.native_files` reads it.
_FILES: Final[dict[str, type[ExchangeError]]] = {
    "unknown-file": FileGoneError,
    "not-here": FileGoneError,
    **dict.fromkeys(("missing", "hash", "piece", "length"), FileRefusedError),
}
