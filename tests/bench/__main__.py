"""`make bench`: every figure in one run, as a table and as out/bench.json."""

from __future__ import annotations

import json
import platform
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from tests.bench import at_the_counter, exchange, papers, window
from tests.bench.measure import Reading

OUT = Path("out")


def main() -> None:
    """Measure everything, or only the parts named on the command line."""
    small = "--small" in sys.argv
    wanted = [word for word in sys.argv[1:] if not word.startswith("-")]
    sizes = (1_000, 10_000) if small else (1_000, 100_000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts: dict[str, Iterable[Reading]] = {
            "counter": at_the_counter.readings(folder, sizes),
            "papers": papers.readings(folder),
            "window": window.readings(folder, sizes[-1]),
            "exchange": exchange.readings(folder, 5_000 if small else 91_798),
        }
        found = []
        for part, readings in parts.items():
            if wanted and part not in wanted:
                continue
            for reading in readings:
                found.append(reading)
                _show(reading)
    OUT.mkdir(exist_ok=True)
    machine = {"python": platform.python_version(), "machine": platform.platform()}
    data = {"machine": machine, "readings": [asdict(each) for each in found]}
    (OUT / "bench.json").write_text(json.dumps(data, ensure_ascii=False, indent=1))


def _show(reading: Reading) -> None:
    value = f"{reading.value:,.2f} {reading.unit}"
    goal = f"(goal {reading.goal})" if reading.goal else ""
    print(f"{reading.name:<58} {value:>16} {goal:<14} {reading.detail}", flush=True)


if __name__ == "__main__":
    main()
