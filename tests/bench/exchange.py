"""Counter A → city → counter B, each a process of its own, beside the floors of the same run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from desk.app import city, counter
from desk.app import exchange as room
from desk.services import targets
from tests.bench import apart, ward
from tests.bench.apart import Cost
from tests.bench.measure import Reading, spread

PUSHED = 5_000  # what a counter brings back after some weeks without a network


@dataclass(frozen=True, slots=True)
class City:
    """A served city; `cpu` is read from the system, so it holds all of its threads."""

    url: str
    database: str
    process: int

    def cpu(self) -> float:
        """Return the seconds of CPU used so far."""
        numbers = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def readings(folder: Path, count: int) -> Iterator[Reading]:
    """Measure an exchange of `count` dossiers from one counter to another."""
    place = folder / "exchange"
    place.mkdir()
    with counter.witness_at(place / "witness"), _served(place / "city") as served:
        ours = _enrolled(place, served, slot=1)
        with counter.opened(ours) as work:
            made = ward.bodies(work, count)
            ward.write(work, islice(made, PUSHED))
        yield from _push(ours, served, f"push of the first {min(count, PUSHED):,}")
        if count > PUSHED:
            with counter.opened(ours) as work:
                ward.write(work, made)
            yield from _push(ours, served, f"push of the other {count - PUSHED:,}")
        theirs = _enrolled(place, served, slot=2)
        yield from _pull(theirs, served, count)
        yield from _settled(theirs, count)


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
            yield City(json.loads(process.stdout.readline())["url"], database, process.pid)
        finally:
            process.send_signal(signal.SIGINT)


def _enrolled(place: Path, served: City, *, slot: int) -> Path:
    """Return the data folder of a new counter that the city knows."""
    with closing(ward.counter(place, slot=slot)) as work:
        room.connect(work, served.url, city.enroll(served.database, unit=ward.UNIT))
        return work.database.folder


def _exchange(folder: Path, served: City) -> tuple[Cost, float]:
    """Exchange in a process of its own; return its cost and the city's seconds of CPU."""
    before = served.cpu()
    cost = apart.run("exchange", folder, os.environ["DESK_WITNESS"])
    return cost, served.cpu() - before


def _push(folder: Path, served: City, name: str) -> Iterator[Reading]:
    cost, theirs = _exchange(folder, served)
    yield from _rates(name, cost, theirs)
    yield _bytes(f"{name}: wire", cost.sent, cost.count)


def _rates(name: str, cost: Cost, theirs: float) -> Iterator[Reading]:
    yield Reading(name=f"{name}, wall", value=cost.rate, unit="docs/s", detail=f"{cost.wall:.1f} s")
    yield Reading(
        name=f"{name}, CPU of the counter",
        value=cost.cpu_rate,
        unit="docs/CPU-s",
        detail=f"{cost.cpu:.2f} s here, {theirs:.2f} s in the city",
    )
    yield Reading(name=f"{name}, CPU of the city", value=cost.count / theirs, unit="docs/CPU-s")


def _bytes(name: str, total: int, count: int, goal: str = "") -> Reading:
    detail = f"{total / 1e6:.1f} MB"
    return Reading(name=name, value=total / count, unit="B/doc", goal=goal, detail=detail)


def _pull(folder: Path, served: City, count: int) -> Iterator[Reading]:
    name = f"pull of {count:,}"
    cost, theirs = _exchange(folder, served)
    yield from _rates(name, cost, theirs)
    yield _bytes(f"{name}: wire", cost.received, cost.count, "≤ 240")
    yield Reading(name=f"{name}: peak memory", value=cost.peak, unit="MB", goal="≤ 150")
    with counter.opened(folder, write=False) as work:
        _, url, token = targets.access(work)
    pages = folder.parent / "pages"
    pages.mkdir()
    parsed = apart.run("download", url, token, pages)
    plain = apart.run("insert", pages, folder.parent / "floor.db")
    yield from _floor("download and parse only", parsed, cost)
    yield from _floor("plain SQLite, integer keys, search index", plain, cost, "≤ 1.3")


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
        idle = spread(lambda _: room.once(work), 30)
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


def _verify(folder: Path) -> float:
    command = [sys.executable, "-m", "desk", "sync", "verify", "--json", "--data", str(folder)]
    start = time.perf_counter()
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 - ourselves
    took = (time.perf_counter() - start) * 1000
    assert json.loads(done.stdout)["equal"]
    return took
