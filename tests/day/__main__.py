"""`make day`: the day at the counter, many times over, with its table of keys and times.

    python -m tests.day [--runs N] [--dossiers N] [--out DIR]

Runs the 28 steps again and again on a fresh copy of the same ward – once at 200 % text, once in
the dark, once with Telex and once with VNI switched on among them – and writes `day.json`: per
step its keys, key limit, median and p95 milliseconds, limit, and whether it passed.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from tests.day import ward

ROOT: Final = Path(__file__).resolve().parents[2]
_VARIANTS: Final = (
    {"scale": "200"},
    {"theme": "dark"},
    {"method": "telex"},
    {"method": "vni"},
)
_P95: Final = 0.95


def main() -> None:
    """Run the day and tell what it took."""
    wanted = _words()
    kept = ward.make(ROOT / ".cache" / "day", wanted.dossiers)
    runs: list[dict[str, Any]] = []
    for at in range(wanted.runs):
        looks = _VARIANTS[at] if at < len(_VARIANTS) and wanted.runs > 1 else {}
        runs.append(_one(kept, looks))
        _tell(f"{at + 1}/{wanted.runs} {looks or ''}: {_summary(runs[-1])}")
    table = _table(runs)
    wanted.out.mkdir(parents=True, exist_ok=True)
    report = {"dossiers": wanted.dossiers, "runs": wanted.runs, "steps": table}
    path = wanted.out / "day.json"
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _print(table)
    failed = [row for row in table if row["passed"] is False]
    _tell(f"{path}: {len(table) - len(failed)} of {len(table)} steps passed or not yet")
    sys.exit(1 if failed else 0)


def _words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.day", description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--dossiers", type=int, default=50_000)
    parser.add_argument("--out", type=Path, default=ROOT / "out")
    return parser.parse_args()


def _one(kept: Path, looks: dict[str, str]) -> dict[str, Any]:
    """Run one day in a process of its own: a cold start is part of it."""
    with tempfile.TemporaryDirectory(prefix="desk-day-") as place:
        folder = ward.fresh(kept, Path(place) / "ward")
        answer = Path(place) / "answer.json"
        words = [f"--{name}={value}" for name, value in looks.items()]
        command = [sys.executable, "-m", "tests.day.run", str(folder), str(answer), *words]
        screen = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TZ": "<+07>-7"}
        subprocess.run(command, env=screen, check=True, cwd=ROOT)  # noqa: S603 - ourselves
        read: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
        return read


def _summary(run: dict[str, Any]) -> str:
    failed = [f"{each['number']} ({each['said']})" for each in run["steps"] if not each["passed"]]
    late = [each["number"] for each in run["steps"] if each["passed"] is None]
    wrong = [text for text in failed if int(text.split()[0]) not in late]
    return f"longest hang {run['blocked_ms']:.0f} ms; failed: {', '.join(wrong) or 'none'}"


def _table(runs: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fold the runs' readings into one row per step."""
    rows = []
    for readings in zip(*(run["steps"] for run in runs), strict=True):
        first = readings[0]
        times = sorted(each["ms"] for each in readings)
        p95 = times[math.ceil(len(times) * _P95) - 1]
        keys = max(each["keys"] for each in readings)
        known = all(each["passed"] is not None for each in readings)
        within = keys <= first["key_limit"] and p95 <= first["ms_limit"]
        done = all(each["passed"] for each in readings)
        rows.append(
            {
                "step": first["number"],
                "name": first["name"],
                "keys": keys,
                "key_limit": first["key_limit"],
                "median_ms": round(median(times), 1),
                "p95_ms": round(p95, 1),
                "limit_ms": first["ms_limit"],
                "blocked_ms": round(max(each["blocked_ms"] for each in readings), 1),
                "passed": (done and within) if known else "not yet",
                "said": "; ".join(sorted({each["said"] for each in readings if each["said"]})),
            }
        )
    return rows


def _print(table: Sequence[dict[str, Any]]) -> None:
    _tell(f"\n{'#':>2}  {'step':44} {'keys':>9} {'median':>8} {'p95':>8} {'limit':>8} {'hang':>6}")
    for row in table:
        mark = {True: "✓", False: "✗"}.get(row["passed"], "·")
        _tell(
            f"{row['step']:>2} {mark} {row['name'][:43]:43} {row['keys']:>4}/{row['key_limit']:<4}"
            f" {row['median_ms']:>8.0f} {row['p95_ms']:>8.0f} {row['limit_ms']:>8.0f}"
            f" {row['blocked_ms']:>6.0f}  {row['said'][:60]}"
        )


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
