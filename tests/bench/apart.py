"""Steps of the exchange, each in a process of its own, so that its CPU and memory are its own.

    python -m tests.bench.apart STEP ARGUMENT…

A step prepares, is measured, and prints its `Cost` as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import update

from desk.app import counter
from desk.app import exchange as room
from desk.app.ledger import CounterLedger
from desk.models.tables import target
from desk.services import keys, targets
from desk.services.workplace import Workplace
from desk.sync.adapters.identity import Identity
from desk.sync.adapters.transport import Reply, Transport
from tests.bench import floors
from tests.bench.measure import peak_mb

#: How a new counter begins.
STOCK, PAGES = "stock", "pages"


@dataclass(slots=True)
class Cost:
    """What a step took; `received` and `sent` are bytes of HTTP, headers too."""

    count: int = 0
    wall: float = 0.0  # seconds
    cpu: float = 0.0  # seconds, of the step's own process
    peak: float = 0.0  # MB, of the whole process
    received: int = 0
    sent: int = 0

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Count what the block takes."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall = time.perf_counter() - wall
        self.cpu = time.process_time() - cpu
        self.peak = peak_mb()

    @property
    def rate(self) -> float:
        """How many a second."""
        return self.count / self.wall

    @property
    def cpu_rate(self) -> float:
        """How many a second of CPU."""
        return self.count / self.cpu


def run(step: str, *arguments: str | Path) -> Cost:
    """Run a step in a new process and return what it took.

    Raises:
        subprocess.CalledProcessError: the step failed; its trace is on standard error.
    """
    command = [sys.executable, "-m", "tests.bench.apart", step, *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 - ourselves
    return Cost(**json.loads(done.stdout))


def exchange(folder: str, witness: str, how: str = STOCK, url: str = "") -> Cost:
    """Exchange an enrolled counter with its city until nothing is left.

    `how` says whether a new counter takes a stock over or reads the feed by pages; `url` is
    another way to the same city.
    """
    cost = Cost()
    _count_bytes(cost)
    os.environ["DESK_WITNESS"] = witness
    if how == PAGES:
        CounterLedger.stock = None  # type: ignore[assignment,method-assign]  # this process measures and ends
    with counter.opened(Path(folder), purpose="bench") as work:
        if url:
            with work.database.write() as tx:
                tx.execute(update(target).values(url=url))
        _exchange(work, cost)
    return cost


def _exchange(work: Workplace, cost: Cost) -> None:
    with cost.measured():
        more = True
        while more:  # a round ends within a minute
            told = room.once(work)
            if told.errors:
                raise RuntimeError(told.errors)
            cost.count += told.pushed + told.pulled
            more = any(each.more for each in told.targets.values())
        work.database.rest()  # what is still in the log file would be somebody else's cost


def _count_bytes(cost: Cost) -> None:
    """Count what this process sends and receives, for the rest of its life."""
    ask = Transport.ask

    def counted(transport: Transport, method: str, path: str, **how: Any) -> Reply:
        reply = ask(transport, method, path, **how)
        cost.sent += len(path) + len(how.get("body") or b"") + _size(how.get("headers") or {})
        cost.received += int(reply.headers["content-length"]) + _size(reply.headers)
        return reply

    Transport.ask = counted  # type: ignore[assignment,method-assign]  # this process measures and ends


def _size(headers: Any) -> int:
    return sum(len(name) + len(value) + len(": \r\n") for name, value in headers.items())


def download(folder: str, witness: str, pages: str) -> Cost:
    """Floor: download the feed, unpack it, parse it; keep its pages, still packed."""
    cost = Cost()
    kept = []
    os.environ["DESK_WITNESS"] = witness
    with counter.opened(Path(folder), write=False) as work:
        _, url, token = targets.access(work)
        theirs = keys.city(work)
        identity = Identity(token, keys.signer(work), theirs.sign if theirs else "")
    with cost.measured():
        for packed, page in floors.download(url, identity):
            cost.count += len(page["events"])
            cost.received += len(packed)
            kept.append(packed)
    for number, packed in enumerate(kept):
        (Path(pages) / f"{number:04d}.json.gz").write_bytes(packed)
    return cost


def insert(pages: str, database: str) -> Cost:
    """Floor: write the dossiers and papers of kept pages as rows of a plain database."""
    cost = Cost()
    files = sorted(Path(pages).iterdir())
    with closing(floors.create(Path(database))) as rows, cost.measured():
        for file in files:
            cost.count += floors.insert(rows, floors.parse(file.read_bytes()))
    return cost


_STEPS: dict[str, Callable[..., Cost]] = {
    "exchange": exchange,
    "download": download,
    "insert": insert,
}

if __name__ == "__main__":
    json.dump(asdict(_STEPS[sys.argv[1]](*sys.argv[2:])), sys.stdout)
