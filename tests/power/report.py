"""What long runs have counted: said at the end of the run, so that it can be quoted."""

from __future__ import annotations

import time
from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Figures:
    """What each layer has counted so far, and how long that took."""

    layers: dict[str, Tally[str]] = field(default_factory=dict)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    @contextmanager
    def of(self, layer: str) -> Iterator[Tally[str]]:
        """Let a layer add what it counts; its rate is that of what it counts first."""
        begun = time.monotonic()
        try:
            yield self.layers.setdefault(layer, Tally())
        finally:
            self.seconds[layer] += time.monotonic() - begun

    def lines(self) -> Iterator[str]:
        """Say it in lines."""
        for layer, counted in sorted(self.layers.items()):
            what = ", ".join(f"{number:,} {name}" for name, number in counted.items())
            rate = next(iter(counted.values()), 0) / self.seconds[layer]
            yield f"{layer}: {what}; {self.seconds[layer]:.0f} s, {rate:.1f}/s"


FIGURES = Figures()
