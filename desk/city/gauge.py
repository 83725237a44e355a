"""How the service is doing: what was asked, how long it took, and who was refused, by minute.

Each process counts in memory. Where several serve one PostgreSQL database, each also writes its
counts down every few seconds, so that any of them can tell of all, and of those that died. The
counts know statuses and words of refusals; never whose, nor what was asked.
"""

from __future__ import annotations

import os
import secrets
import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

import msgspec
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.city.store import Store, now_micros
from desk.city.tables import pulse

#: Under this name whoever refuses a request leaves the word for it in the request's state.
REFUSED: Final = "refused"
EVERY_S: Final = 5.0
#: After which a worker that wrote nothing down is taken for dead.
SILENT_S: Final = 3 * EVERY_S
KEPT: Final = 24 * 60  # minutes
_RECENT: Final = 15  # minutes that times of answers are told of
_MINUTE: Final = 60_000_000
_SECOND: Final = 1_000_000
#: Milliseconds up to which answers are counted together: each a quarter more than the one before.
_BOUNDS: Final = tuple(round(1.25**step, 2) for step in range(50))
#: Not a refusal, but how every exchange of signed requests begins.
_USUAL: Final = frozenset({"challenge"})


class Minute(msgspec.Struct, omit_defaults=True):
    """What happened within a minute; `times` counts answers by the place of their bound."""

    requests: int = 0
    times: dict[int, int] = {}
    refused: dict[str, int] = {}

    def add(self, other: Minute) -> None:
        """Add what happened elsewhere."""
        self.requests += other.requests
        self.times = dict(Counter(self.times) + Counter(other.times))
        self.refused = dict(Counter(self.refused) + Counter(other.refused))


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A process that serves: since when, and when it was last heard of (UTC microseconds)."""

    process: int
    since: int
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How the service is doing; times are None where nothing was asked."""

    workers: tuple[Worker, ...]
    per_minute: int  # of the last whole minute
    hour: int
    p50_ms: float | None
    p95_ms: float | None
    refused: Mapping[str, int]  # within 24 hours, by the word for it


class Gauge:
    """The counts of this process."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Begin at nothing."""
        self._clock = clock
        self._guard = threading.Lock()
        self._minutes: dict[int, Minute] = {}
        self._since = now_micros(clock())
        self._name = f"{os.getpid()}.{secrets.token_hex(6)}"  # numbers of processes come again
        self._written = 0

    def count(self, spent_s: float, refused: str) -> None:
        """Count a request that was answered."""
        minute = now_micros(self._clock()) // _MINUTE
        place = bisect_left(_BOUNDS, spent_s * 1000)
        with self._guard:
            if minute not in self._minutes:
                self._minutes[minute] = Minute()
                for old in [each for each in self._minutes if each <= minute - KEPT]:
                    del self._minutes[old]
            here = self._minutes[minute]
            here.requests += 1
            here.times[place] = here.times.get(place, 0) + 1
            if refused and refused not in _USUAL:
                here.refused[refused] = here.refused.get(refused, 0) + 1

    def write(self, store: Store) -> None:
        """Write down what was counted since the last time; PostgreSQL only.

        Raises:
            CityDatabaseError: nothing was written; the next time it will be.
        """
        now = now_micros(self._clock())
        with self._guard:
            new = {each: m for each, m in self._minutes.items() if each >= self._written}
            new.setdefault(now // _MINUTE, Minute())
            rows = [
                {
                    "minute": minute,
                    "worker": self._name,
                    "since": self._since,
                    "at": now,
                    "counts": msgspec.json.encode(counts).decode(),
                }
                for minute, counts in new.items()
            ]
        statement = insert(pulse)
        changed = {name: statement.excluded[name] for name in ("at", "counts")}
        statement = statement.on_conflict_do_update(
            index_elements=[pulse.c.minute, pulse.c.worker], set_=changed
        )
        with store.aside() as tx:
            tx.execute(statement, rows)
            tx.execute(delete(pulse).where(pulse.c.minute <= now // _MINUTE - KEPT))
        self._written = now // _MINUTE

    def figures(self, store: Store) -> Figures:
        """Return how the whole service is doing."""
        now = now_micros(self._clock())
        with self._guard:
            ours = [(minute, _copy(counts)) for minute, counts in self._minutes.items()]
        workers = [Worker(process=os.getpid(), since=self._since, at=now)]
        others: list[tuple[int, Minute]] = []
        if store.shared:
            with store.read() as tx:
                rows = tx.execute(select(pulse).where(pulse.c.worker != self._name)).all()
                last = func.max(pulse.c.at).label("at")
                query = select(pulse.c.worker, pulse.c.since, last)
                query = query.where(pulse.c.worker != self._name)
                known = tx.execute(query.group_by(pulse.c.worker, pulse.c.since)).all()
            others = [(r.minute, msgspec.json.decode(r.counts, type=Minute)) for r in rows]
            workers += [
                Worker(process=int(r.worker.partition(".")[0]), since=r.since, at=r.at)
                for r in known
                if r.at > now - SILENT_S * _SECOND
            ]
        return _figures(now // _MINUTE, [*ours, *others], workers)


def _copy(counts: Minute) -> Minute:
    made = Minute()
    made.add(counts)
    return made


def _figures(
    present: int, counted: Iterable[tuple[int, Minute]], workers: Iterable[Worker]
) -> Figures:
    last, recent, hour, day = Minute(), Minute(), Minute(), Minute()
    for minute, counts in counted:
        age = present - minute
        for whole, kept in ((day, KEPT), (hour, 60), (recent, _RECENT)):
            if age < kept:
                whole.add(counts)
        if age == 1:
            last.add(counts)
    return Figures(
        workers=tuple(sorted(workers, key=lambda each: (each.since, each.process))),
        per_minute=last.requests,
        hour=hour.requests,
        p50_ms=_below(recent.times, 0.5),
        p95_ms=_below(recent.times, 0.95),
        refused=dict(sorted(day.refused.items())),
    )


def _below(times: Mapping[int, int], part: float) -> float | None:
    """Return the milliseconds within which that part of the answers was given."""
    left = sum(times.values()) * part
    for place in sorted(times):
        left -= times[place]
        if left <= 0:
            return _BOUNDS[min(place, len(_BOUNDS) - 1)]
    return None


class Counted:
    """ASGI before everything else: counts what goes through."""

    def __init__(self, app: ASGIApp, gauge: Gauge) -> None:
        """Stand before `app`."""
        self._app, self._gauge = app, gauge

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and count it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state: dict[str, Any] = scope.setdefault("state", {})
        told = {"status": int(HTTPStatus.INTERNAL_SERVER_ERROR)}

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
            await send(message)

        begun = time.perf_counter()
        try:
            await self._app(scope, receive, tell)
        finally:
            failed = told["status"] >= HTTPStatus.BAD_REQUEST
            refused = str(state.get(REFUSED, told["status"])) if failed else ""
            self._gauge.count(time.perf_counter() - begun, refused)
