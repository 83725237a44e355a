"""Timing with wall and CPU side by side; medians and tails, never a verdict."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was measured: milliseconds, or a rate, or a ratio; `goal` is words for the table."""

    name: str
    value: float
    unit: str
    goal: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds of repeated runs."""

    p50: float
    p95: float
    p99: float
    cpu: float  # mean CPU of one run


def spread(work: Callable[[int], object], runs: int, *, warm: int = 3) -> Spread:
    """Run `work(i)` and return how long it took."""
    for i in range(warm):
        work(i)
    walls = []
    cpu = time.process_time()
    for i in range(runs):
        start = time.perf_counter()
        work(i)
        walls.append((time.perf_counter() - start) * 1000)
    cpu = (time.process_time() - cpu) * 1000 / runs
    walls.sort()
    return Spread(
        walls[runs // 2], walls[int(runs * 0.95) - 1], walls[max(int(runs * 0.99) - 1, 0)], cpu
    )


def peak_mb() -> float:
    """Return the peak resident memory of this process in megabytes.

    From Linux, since `ru_maxrss` begins with that of the process that started this one.
    """
    return _status("VmHWM")


def now_mb() -> float:
    """Return the resident memory of this process now, in megabytes."""
    return _status("VmRSS")


def _status(name: str, process: str = "self") -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    found = next(line for line in lines if line.startswith(f"{name}:"))
    return int(found.split()[1]) / 1024


@dataclass(frozen=True, slots=True)
class Served:
    """A server under measurement; what the system tells of it holds all of its threads."""

    url: str
    process: int

    def cpu(self) -> float:
        """Return the seconds of CPU used so far."""
        numbers = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")

    def peak(self) -> float:
        """Return the peak resident memory so far, in megabytes."""
        return _status("VmHWM", str(self.process))
