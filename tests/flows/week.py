"""A week without a network, told by what the program itself says: python -m tests.flows.week.

Two counters of one ward and their city, real commands over a real line; the clock alone is ours.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desk.app import counter
from tests.flows.program import Program
from tests.flows.stage import COMMUNE, UNIT, WARD, City
from tests.kit import RESIDENCE, Clock

COUNTERS = ("quay-1", "quay-2")


@dataclass
class Week:
    """The ward, and what was said so far."""

    place: Path
    daily: int = 25  # dossiers at each counter
    clock: Clock = field(default_factory=Clock)
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Build up a program whose clock is ours, and a city beside it."""
        self.program = Program(self.place, self.clock)
        self.city = City(self.place / "thanh-pho", self.clock)

    def told(self, text: str) -> None:
        self.lines.append(f"\n# {text}")

    def run(self, where: str, *words: object) -> str:
        """Run a command at a counter, write down both, and return what it said."""
        answer = self.program(*words, "--data", self.place / where)
        said = (answer.text + answer.err).strip()
        self.lines.append(f"\n[{self.clock():%a %d/%m %H:%M}] {where}$ desk {_line(words)}")
        self.lines.append(said)
        return said

    def receive(self, where: str, count: int) -> None:
        for number in range(count):
            answer = self.program.receive(
                "--data", self.place / where, procedure=RESIDENCE, note=f"hồ sơ {number}"
            )
            assert answer.status == 0, answer


def _line(words: tuple[object, ...]) -> str:
    return " ".join("•••" if "Code" in str(word) else str(word) for word in words)


def record(week: Week) -> None:
    """Live the week."""
    with ExitStack() as stack:
        stack.callback(week.city.down)
        week.city.up()
        _begin(week)
        week.told("Mất mạng: không tới được thành phố nữa.")
        week.city.down()
        for day in range(5):
            for where in COUNTERS:
                week.receive(where, week.daily)
            if day in (0, 2):
                week.run(COUNTERS[0], "sync", "--once")
                week.run(COUNTERS[0], "sync", "status")
            week.clock.pass_(days=1)
        week.clock.pass_(days=2)
        week.told("Thứ hai: có mạng lại.")
        week.city.up()
        for where in (*COUNTERS, *COUNTERS):
            week.run(where, "sync", "--once")
        for where in COUNTERS:
            week.run(where, "sync", "status")
            week.run(where, "sync", "verify")
            week.run(where, "verify")


def _begin(week: Week) -> None:
    words = ("--unit", UNIT, "--commune", COMMUNE, "--name", WARD)
    for slot, where in enumerate(COUNTERS, start=1):
        made = week.program("init", *words, "--slot", slot, "--data", week.place / where)
        assert made.status == 0, made
        url = f"http://127.0.0.1:{week.city.port}"
        join = ("sync", "connect", url, "--code", week.city.code(), "--data", week.place / where)
        assert week.program(*join).status == 0
        week.receive(where, 3)
    for where in (*COUNTERS, *COUNTERS):
        week.program("sync", "--once", "--data", week.place / where)
    week.told("Thứ hai, hai quầy và thành phố đang bằng nhau.")
    week.run(COUNTERS[0], "sync", "status")


def main() -> int:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        place = Path(name)
        patch.setenv("DESK_WITNESS", str(place / "witness"))
        patch.setenv("DESK_KEYS", "file")
        week = Week(place)
        patch.setattr(counter, "clock", week.clock)
        record(week)
    sys.stdout.write("\n".join(week.lines).strip() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
