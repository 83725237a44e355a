"""`make load`: 126 wards of 8 counters and the city, on one machine; a table and out/load.json.

The service and PostgreSQL are the real ones, with commits that are flushed to disk; requests are
signed. Drivers run on the same processors, so what they cost is told beside the rest. A ward's
year is a whole old district's: 91,798 dossiers on 250 days of 8 hours, four events each.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import requests

from desk.city import enrol
from desk.city.store import Store
from desk.wire import exchange
from desk.wire.exchange import Enrol
from desk.wire.ids import new_uid
from desk.wire.signing import Signer, new_seed
from tests.bench.city_driver import Device, Job, Outcome, Phase
from tests.bench.measure import Reading
from tests.city.cluster import cluster, programs
from tests.city.crowd import new_database

WARDS, COUNTERS, WORKERS, DRIVERS = 126, 8, 2, 2
INTERVAL_S = 30.0  # between two rounds of a quiet counter
A_DAY = 91_798 / 250  # dossiers of a ward
EVENTS = 4 * A_DAY / (8 * 3600) / COUNTERS  # a second and counter
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class City:
    """A served city and the server of its database."""

    url: str
    database: str
    process: int
    postmaster: int

    def cpu(self) -> tuple[float, float]:
        """Return the seconds of CPU of the city and of PostgreSQL so far."""
        return _cpu(self.process), _cpu(self.postmaster)


def _cpu(process: int) -> float:
    """Return the CPU of a process, of its children, and of those that have ended."""
    stat = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    spent = sum(int(each) for each in stat[11:15]) / _TICK
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return spent + sum(_cpu(int(child)) for child in children)


@contextmanager
def _served() -> Iterator[City]:
    binaries = programs()
    assert binaries is not None, "PostgreSQL's server is not installed"
    command = [sys.executable, "-m", "desk", "city", "serve", "--port", "0", "--json"]
    with cluster(binaries, durable=True) as server:
        database = new_database(server)
        with psycopg.connect(database) as link:
            shown = link.execute("SHOW data_directory").fetchone()
        assert shown is not None
        postmaster = int(Path(str(shown[0]), "postmaster.pid").read_text().split()[0])
        with subprocess.Popen(  # noqa: S603 - the program under measurement
            [*command, "--database", database, "--workers", str(WORKERS)],
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            try:
                url = json.loads(process.stdout.readline())["url"]
                yield City(url, database, process.pid, postmaster)
            finally:
                process.terminate()


def _enrolled(city: City, wards: int) -> list[Device]:
    """Enrol every counter through the city's own functions."""
    now = datetime.now(UTC)
    store, made = Store(city.database, now), []
    for ward in range(1, wards + 1):
        unit, commune = f"H26.{ward}", f"{10000 + ward}"
        for slot in range(1, COUNTERS + 1):
            seed, uid = new_seed(), new_uid(now)
            own = Signer(seed)
            asked = Enrol(
                code=enrol.new_code(store, unit, commune, f"Phường Mẫu {ward}", now=now),
                device=uid,
                commune=commune,
                unit=unit,
                slot=slot,
                name=f"Quầy {slot}",
                keys=own.public,
                proof=own.sign(exchange.possession(uid, own.public), exchange.JOIN),
            )
            joined = enrol.join(store, asked, now)
            assert joined.keys is not None
            made.append(
                Device(
                    unit=unit,
                    commune=commune,
                    slot=slot,
                    device=uid,
                    token=joined.token,
                    seed=seed.hex(),
                    audience=joined.keys.sign,
                )
            )
    store.close()
    return made


class Drivers:
    """Processes that are the counters."""

    def __init__(self, stack: ExitStack, city: City, devices: list[Device], events: int) -> None:
        """Start them; their events are written when this returns."""
        self.held: dict[str, int] = {}
        self._all = []
        for place in range(DRIVERS):
            job = Job(url=city.url, devices=devices[place::DRIVERS], events=events)
            process = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.bench.city_driver"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            stack.callback(process.kill)
            self._all.append(process)
            self._tell(process, job)
        for process in self._all:
            self._hear(process)

    def run(self, phase: Phase) -> Outcome:
        """Let all counters live for a while; return what came of it."""
        for process in self._all:
            self._tell(process, phase)
        total = Outcome(times={}, statuses={})
        for process in self._all:
            found = msgspec.convert(self._hear(process), Outcome)
            self.held |= self._hear(process)["held"]
            total.cut, total.sent = total.cut + found.cut, total.sent + found.sent
            total.cpu, total.wall = total.cpu + found.cpu, max(total.wall, found.wall)
            total.waiting += found.waiting
            total.statuses = dict(Counter(total.statuses) + Counter(found.statuses))
            for kind, times in found.times.items():
                total.times.setdefault(kind, []).extend(times)
        return total

    @staticmethod
    def _tell(process: subprocess.Popen[str], message: object) -> None:
        assert process.stdin is not None
        process.stdin.write(msgspec.json.encode(message).decode() + "\n")
        process.stdin.flush()

    @staticmethod
    def _hear(process: subprocess.Popen[str]) -> Any:
        assert process.stdout is not None
        return json.loads(process.stdout.readline())


def _measured(city: City, drivers: Drivers, name: str, phase: Phase) -> Iterator[Reading]:
    ours, theirs = city.cpu()
    out = drivers.run(phase)
    ours, theirs = city.cpu()[0] - ours, city.cpu()[1] - theirs
    done = sum(len(times) for kind, times in out.times.items() if not kind.isdigit())
    away = sum(out.statuses.get(each, 0) for each in ("429", "503"))
    told = ", ".join(f"{many} × {status}" for status, many in sorted(out.statuses.items()))
    yield Reading(
        name=f"{name}: served",
        value=done / out.wall,
        unit="requests/s",
        detail=f"{out.sent / out.wall:.1f} events/s; {told}; {out.cut} cut",
    )
    yield Reading(name=f"{name}: turned away", value=100 * away / max(1, done + away), unit="%")
    for kind in ("push", "pull", "proof"):
        times = sorted(out.times.get(kind, ())) or [0.0]
        at = [times[min(len(times) - 1, int(len(times) * part))] for part in (0.5, 0.95, 0.99)]
        yield Reading(
            name=f"{name}: {kind}, p50",
            value=at[0],
            unit="ms",
            detail=f"p95 {at[1]:.0f}, p99 {at[2]:.0f}, {len(times)} requests",
        )
    yield Reading(
        name=f"{name}: CPU of the city",
        value=ours / out.wall,
        unit="cores",
        detail=f"PostgreSQL {theirs / out.wall:.2f}, drivers {out.cpu / out.wall:.2f};"
        f" {1000 * (ours + theirs) / max(1, done):.1f} ms a request",
    )
    if out.waiting:
        yield Reading(name=f"{name}: still waiting", value=out.waiting, unit="events")


def _day(times: float, seconds: float) -> Phase:
    """Return a busy hour, so many times as fast."""
    interval = INTERVAL_S / times
    return Phase(
        seconds=seconds, interval=interval, events=EVENTS * times, spread=min(interval, seconds)
    )


def _kept(city: City, drivers: Drivers) -> Iterator[Reading]:
    """Hold what the counters sent against what the city has."""
    with psycopg.connect(city.database) as link:
        query = "SELECT device.uid, max(seq), count(*) FROM event JOIN device ON device.id ="
        rows = link.execute(f"{query} device_id GROUP BY device.uid").fetchall()
        gaps = link.execute("SELECT max(position) - count(position) FROM event").fetchone()
        size = link.execute("SELECT pg_database_size(current_database())").fetchone()
    found = {bytes(uid).hex(): (int(top), int(many)) for uid, top, many in rows}
    sent = {uid.replace("-", ""): many for uid, many in drivers.held.items() if many}
    lost = sum(found.get(uid, (0, 0)) != (many, many) for uid, many in sent.items())
    assert gaps is not None
    assert size is not None
    total = sum(sent.values())
    yield Reading(
        name="counters of which the city lacks an event, or has one twice",
        value=lost,
        unit="counters",
        goal="0",
        detail=f"{total:,} events confirmed",
    )
    yield Reading(name="gaps in the order of all events", value=gaps[0], unit="gaps", goal="0")
    yield Reading(name="database", value=size[0] / max(1, total), unit="B/event")


def readings(wards: int, part: float) -> Iterator[Reading]:
    """Measure; `part` shortens every phase."""
    with ExitStack() as stack:
        city = stack.enter_context(_served())
        begun = time.monotonic()
        devices = _enrolled(city, wards)
        yield Reading(
            name=f"enrolment of {len(devices):,} counters",
            value=len(devices) / (time.monotonic() - begun),
            unit="counters/s",
        )
        drivers = Drivers(stack, city, devices, 40)
        monday = Phase(
            seconds=60 * part, interval=60, events=0, spread=60 * part, waiting=4, forget=True
        )
        yield from _measured(city, drivers, "first Monday morning", monday)
        yield from _measured(city, drivers, "a busy hour", _day(1, 60 * part))
        for times in (2, 3, 4):
            yield from _measured(city, drivers, f"{times} times that", _day(times, 30 * part))
        yield from _measured(city, drivers, "12 times: overload", _day(12, 30 * part))
        yield from _measured(city, drivers, "a busy hour again", _day(1, 45 * part))
        # Whatever still waits at a counter goes now, as it would in its next round.
        drivers.run(Phase(seconds=20 * part, interval=20, events=0, spread=15 * part))
        yield from _kept(city, drivers)
        health = requests.get(city.url + "/v1/health", timeout=60).json()
        yield Reading(
            name="workers at the end",
            value=len(health["workers"]),
            unit="workers",
            goal=str(WORKERS),
            detail=f"refused: {health['refused']}",
        )


def main() -> None:
    """Measure and report."""
    small = "--small" in sys.argv
    found = []
    for reading in readings(4 if small else WARDS, 0.1 if small else 1.0):
        found.append(asdict(reading))
        goal = f"(goal {reading.goal})" if reading.goal else ""
        value = f"{reading.value:,.2f} {reading.unit}"
        print(f"{reading.name:<60} {value:>18} {goal:<9} {reading.detail}", flush=True)
    Path("out").mkdir(exist_ok=True)
    machine = {"python": platform.python_version(), "cores": os.cpu_count()}
    Path("out/load.json").write_text(json.dumps({"machine": machine, "readings": found}, indent=1))


if __name__ == "__main__":
    main()
