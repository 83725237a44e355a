"""Tells histories by their seeds.

    python -m tests.sim.run [--histories N] [--seconds S] [--seed FIRST] [--workers W]

Ends with `N histories, M violations`; each violation is named with the seed that tells it again.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TypeVar

#: With these in the environment a seed tells the same history again.
REPLAY: Final = {"PYTHONHASHSEED": "0", "DESK_KEYS": "file"}
STEPS: Final = 40
T = TypeVar("T")
_THOROUGH: Final = 8  # of so many histories one is refolded whole


def tell(seed: int, place: Path) -> Tally[str]:
    """Tell one history; raise if an invariant does not hold."""
    from tests.sim import truth  # noqa: PLC0415 - after the environment is as tests have it
    from tests.sim.history import ward  # noqa: PLC0415 - as above

    home = Path(tempfile.mkdtemp(prefix="history-", dir=place))
    try:
        with ward(seed, home, place) as made:
            for _ in range(made.chance.randint(STEPS // 4, STEPS)):
                made.step()
            made.happened["rounds"] = truth.heal(made)
            truth.hold(made, thorough=seed % _THOROUGH == 0)
            return made.happened
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _told(asked: tuple[int, Path]) -> tuple[int, Tally[str], str]:
    seed, place = asked
    try:
        return seed, tell(seed, place), ""
    except Exception:  # noqa: BLE001 - whatever it is, it is a violation with a seed
        return seed, Tally(), traceback.format_exc()


def histories(
    first: int, count: int, seconds: float, place: Path, workers: int
) -> Iterator[tuple[int, Tally[str], str]]:
    """Tell histories one after the other until there are enough, or the time is over."""
    end = time.monotonic() + seconds
    asked = ((seed, place) for seed in range(first, first + count) if time.monotonic() < end)
    if workers == 1:
        yield from map(_told, asked)
        return
    slots = threading.Semaphore(2 * workers)  # else all are asked for before the first is told
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        for told in pool.imap_unordered(_told, _one_by_one(asked, slots), chunksize=1):
            slots.release()
            yield told


def _one_by_one(asked: Iterable[T], slots: threading.Semaphore) -> Iterator[T]:
    for each in asked:
        slots.acquire()
        yield each


def main() -> int:
    """Tell them and report."""
    parser = argparse.ArgumentParser(prog="python -m tests.sim.run")
    parser.add_argument("--histories", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    if any(os.environ.get(name) != value for name, value in REPLAY.items()):
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], os.environ | REPLAY)  # noqa: S606 - ourselves
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - memory, not a shared folder
    place = Path(tempfile.mkdtemp(prefix="desk-sim-", dir=memory))
    began, told, violations = time.monotonic(), 0, 0
    happened: Tally[str] = Tally()
    try:
        from tests.sim.parties import template  # noqa: PLC0415 - after the environment

        template(place)
        for seed, what, failed in histories(
            given.seed, given.histories, given.seconds, place, given.workers
        ):
            told += 1
            happened += what
            if failed:
                violations += 1
                sys.stdout.write(f"\nseed {seed}\n{failed}\n")
    finally:
        shutil.rmtree(place, ignore_errors=True)
    lines = [f"  {name}: {times:,}" for name, times in sorted(happened.items())]
    took = time.monotonic() - began
    sys.stdout.write("\n".join([*lines, f"{took:.0f} s, {told / took:.1f} histories a second", ""]))
    sys.stdout.write(f"{told} histories, {violations} violations\n")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
