"""Counter A → city → counter B, each a process of its own, beside the floors of the same run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from desk.app import city, counter, devices
from desk.app import exchange as room
from desk.app.files import CounterFiles
from desk.app.ledger import CounterLedger
from desk.app.reference import CounterShelf
from desk.domain import events as ev
from desk.services import history
from desk.services.outbox import CITY
from desk.services.workplace import Workplace
from desk.sync.engine import exchange_once
from desk.sync.files import Carrier
from desk.sync.reference import References
from tests.bench import apart, peer, slow, ward
from tests.bench.apart import Cost
from tests.bench.measure import Reading, Served, spread

PUSHED = 5_000  # what a counter brings back after some weeks without a network
PATIENCE_S = 300.0  # for a city that makes a stock


@dataclass(frozen=True, slots=True)
class City(Served):
    """A served city and its database."""

    database: str


def readings(folder: Path, count: int) -> Iterator[Reading]:
    """Measure an exchange of `count` dossiers from one counter to others, beside the peer."""
    place = folder / "exchange"
    place.mkdir()
    with counter.witness_at(place / "witness"), _served(place / "city") as served:
        ours = _enrolled(place, served, slot=1)
        with counter.opened(ours) as work:
            made = ward.bodies(work, count)
            ward.write(work, islice(made, PUSHED))
        pushed = yield from _push(ours, served, f"push of the first {min(count, PUSHED):,}")
        if count > PUSHED:
            with counter.opened(ours) as work:
                ward.write(work, made)
            yield from _push(ours, served, f"push of the other {count - PUSHED:,}")
        second = _enrolled(place, served, slot=2)
        first = yield from _first(place, second, served)
        third = _enrolled(place, served, slot=3)
        pulled = yield from _pull(third, served, count)
        yield from _settled(third, count)
        yield from _weeks(ours, second, served)
        with counter.opened(ours) as work:
            told = _Ours(pushed, pulled, first)
            yield from _beside(place, work, told, pulled=min(count, peer.PULLED))


@contextmanager
def _served(folder: Path) -> Iterator[City]:
    database = city.database_url(folder)
    command = [sys.executable, "-m", "desk", "city", "serve", "--port", "0", "--json"]
    with subprocess.Popen(  # noqa: S603 - the program under measurement
        [*command, "--database", database],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield City(json.loads(process.stdout.readline())["url"], process.pid, database)
        finally:
            process.send_signal(signal.SIGINT)


def _enrolled(place: Path, served: City, *, slot: int) -> Path:
    """Return the data folder of a new counter that the city knows."""
    with closing(ward.counter(place, slot=slot)) as work:
        room.connect(work, served.url, city.enroll(served.database, unit=ward.UNIT))
        return work.database.folder


def _exchange(
    folder: Path, served: City, how: str = apart.PAGES, url: str = ""
) -> tuple[Cost, float]:
    """Exchange in a process of its own; return its cost and the city's seconds of CPU."""
    before = served.cpu()
    cost = apart.run("exchange", folder, os.environ["DESK_WITNESS"], how, url)
    return cost, served.cpu() - before


def _push(folder: Path, served: City, name: str) -> Generator[Reading, None, Cost]:
    cost, theirs = _exchange(folder, served)
    yield from _rates(name, cost, theirs)
    yield _bytes(f"{name}: wire", cost.sent, cost.count)
    return cost


def _first(place: Path, folder: Path, served: City) -> Generator[Reading, None, Cost | None]:
    """Measure the first contact of a counter that takes the ward's stock over."""
    before, start, found = served.cpu(), time.perf_counter(), None
    while time.perf_counter() - start < PATIENCE_S:
        found = next((place / "city" / "city-files" / "stock").glob("*/stock.json"), None)
        if found is not None:
            break
        time.sleep(0.05)
    if found is None:
        return None
    took, theirs = time.perf_counter() - start, served.cpu() - before
    cost, city = _exchange(folder, served, apart.STOCK)
    name = f"first contact with {cost.count:,}"
    yield Reading(
        name=f"{name}: the city makes the stock, once",
        value=took,
        unit="s",
        detail=f"{theirs:.1f} s CPU, beside its other work",
    )
    yield Reading(
        name=f"{name}, wall",
        value=cost.rate,
        unit="docs/s",
        goal="≥ 50,000",
        detail=f"{cost.wall:.1f} s",
    )
    yield Reading(
        name=f"{name}, CPU of the counter",
        value=cost.cpu_rate,
        unit="docs/CPU-s",
        detail=f"{cost.cpu:.2f} s here, {city:.2f} s in the city",
    )
    yield _bytes(f"{name}: wire", cost.received, cost.count)
    yield Reading(name=f"{name}: peak memory", value=cost.peak, unit="MB", goal="≤ 150")
    return cost


def _weeks(ours: Path, theirs: Path, served: City) -> Iterator[Reading]:
    """Measure how a counter comes back from a week alone, over a slow line."""
    made: dict[int, Iterator[tuple[str, ev.Received]]] = {}
    for many in (500, 1_000):
        for slot, folder in ((1, ours), (2, theirs)):
            with counter.opened(folder) as work:
                if slot not in made:
                    made[slot] = ward.bodies(work, 1_500, slot=slot, first=ward.BEFORE)
                ward.write(work, islice(made[slot], many))
        _exchange(ours, served)
        with slow.line(served.url, bits=1e6, round_trip=0.3) as url:
            cost, _ = _exchange(theirs, served, url=url)
        up, down = cost.sent / 1e3, cost.received / 1e3
        yield Reading(
            name=f"a week alone: {many:,} own, {many:,} of others, 1 Mbit/s, 300 ms",
            value=cost.wall,
            unit="s",
            goal="≤ 60",
            detail=f"{cost.count:,} events, {up:.0f} kB up, {down:.0f} kB down",
        )


@dataclass(frozen=True, slots=True)
class _Ours:
    """What is held against the peer."""

    push: Cost
    pull: Cost
    first: Cost | None


def _beside(place: Path, work: Workplace, ours: _Ours, *, pulled: int) -> Iterator[Reading]:
    """Measure the peer, and say how we stand beside it."""
    try:
        found = peer.measure(place / "peer", work, pushed=min(PUSHED, pulled), pulled=pulled)
    except peer.NoPeerError as error:
        yield Reading(name="PouchDB was not measured", value=0, unit="", detail=str(error))
        return
    sides = (("push", found.push, found.push_server), ("pull", found.pull, found.pull_server))
    for what, cost, theirs in sides:
        name = f"PouchDB: {what} of {cost.count:,}"
        yield from _rates(name, cost, theirs, "its server")
        total = cost.sent if what == "push" else cost.received
        yield _bytes(f"{name}: wire", total, cost.count)
        yield Reading(name=f"{name}: peak memory", value=cost.peak, unit="MB")
    yield _times("push ÷ PouchDB, CPU", ours.push.cpu_rate / found.push.cpu_rate, "≥ 3")
    wire = ours.push.sent / ours.push.count * found.push.count / found.push.sent
    yield _times("push ÷ PouchDB, wire", wire, "≤ 0.25")
    yield _times("pull ÷ PouchDB, CPU", ours.pull.cpu_rate / found.pull.cpu_rate, "≥ 2.5")
    yield _times("pull ÷ PouchDB, wall", ours.pull.rate / found.pull.rate)
    if ours.first is not None:
        yield _times("first contact ÷ PouchDB, wall", ours.first.rate / found.pull.rate, "≥ 15")
        cpu = ours.first.cpu_rate / found.pull.cpu_rate
        yield _times("first contact ÷ PouchDB, CPU", cpu)


def _times(name: str, value: float, goal: str = "") -> Reading:
    return Reading(name=name, value=value, unit="×", goal=goal)


def _rates(name: str, cost: Cost, theirs: float, whose: str = "the city") -> Iterator[Reading]:
    yield Reading(name=f"{name}, wall", value=cost.rate, unit="docs/s", detail=f"{cost.wall:.1f} s")
    yield Reading(
        name=f"{name}, CPU of the client",
        value=cost.cpu_rate,
        unit="docs/CPU-s",
        detail=f"{cost.cpu:.2f} s here, {theirs:.2f} s in {whose}",
    )
    yield Reading(name=f"{name}, CPU of {whose}", value=cost.count / theirs, unit="docs/CPU-s")


def _bytes(name: str, total: int, count: int, goal: str = "") -> Reading:
    detail = f"{total / 1e6:.1f} MB"
    return Reading(name=name, value=total / count, unit="B/doc", goal=goal, detail=detail)


def _pull(folder: Path, served: City, count: int) -> Generator[Reading, None, Cost]:
    name = f"pull of {count:,}"
    cost, theirs = _exchange(folder, served)
    yield from _rates(name, cost, theirs)
    yield _bytes(f"{name}: wire", cost.received, cost.count, "≤ 240")
    yield Reading(name=f"{name}: peak memory", value=cost.peak, unit="MB", goal="≤ 150")
    pages = folder.parent / "pages"
    pages.mkdir()
    parsed = apart.run("download", folder, os.environ["DESK_WITNESS"], pages)
    plain = apart.run("insert", pages, folder.parent / "floor.db")
    yield from _floor("download and parse only", parsed, cost)
    yield from _floor("plain SQLite, integer keys, search index", plain, cost, "≤ 1.3")
    return cost


def _floor(name: str, floor: Cost, ours: Cost, goal: str = "") -> Iterator[Reading]:
    yield Reading(
        name=f"floor: {name}",
        value=floor.cpu_rate,
        unit="docs/CPU-s",
        detail=f"{floor.cpu:.2f} s CPU, {floor.wall:.1f} s",
    )
    yield Reading(
        name=f"pull ÷ floor ({name}), CPU",
        value=floor.cpu_rate / ours.cpu_rate,
        unit="×",
        goal=goal,
    )


def _settled(folder: Path, count: int) -> Iterator[Reading]:
    """Measure what is asked again and again when both sides hold the same."""
    verified = [_verify(folder) for _ in range(2)]
    yield Reading(
        name=f"desk sync verify at {count:,}, with the program's start",
        value=verified[1],
        unit="ms",
        detail=f"{verified[0]:.0f} ms the first time",
    )
    with counter.opened(folder) as work:
        same = spread(lambda _: room.same(work), 5, warm=1)
        idle = spread(_quiet(work), 30)
    yield Reading(
        name=f"comparison of digests at {count:,}",
        value=same.p50,
        unit="ms",
        detail=f"CPU {same.cpu:.1f}",
    )
    yield Reading(
        name=f"exchange with nothing to say at {count:,}",
        value=idle.p50,
        unit="ms",
        goal="≤ 10",
        detail=f"p95 {idle.p95:.1f}, CPU {idle.cpu:.1f}",
    )


def _quiet(work: Workplace) -> Callable[[int], None]:
    """Return a round of the running program: how it speaks with the city is kept."""
    adapter = devices.spoken(work, CITY)
    ledger, files = CounterLedger(work), Carrier(CounterFiles(work), work.clock)

    def once(_: int) -> None:
        until = time.monotonic() + PATIENCE_S
        followers = References(CounterShelf(work)), files
        told = exchange_once(
            ledger,
            adapter,
            CITY,
            work.clock,
            everything=False,
            deadline=until,
            followers=followers,
        )
        told = devices.tend(work, CITY, adapter, told)
        assert (told.error, told.pushed, told.pulled) == ("", 0, 0)
        history.note(work, CITY, told)

    return once


def _verify(folder: Path) -> float:
    command = [sys.executable, "-m", "desk", "sync", "verify", "--json", "--data", str(folder)]
    start = time.perf_counter()
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 - ourselves
    took = (time.perf_counter() - start) * 1000
    assert json.loads(done.stdout)["equal"]
    return took
