"""How fast a line is, and how much to put on it at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desk.wire.files import GRAIN, LARGEST_PIECE

#: The longest that one piece may take: a line that is slower is as good as cut.
REQUEST_S: Final = 45.0
_PIECE_S: Final = 2.0  # a piece is as large as the line carries in this time
_MOST: Final = LARGEST_PIECE // GRAIN


@dataclass(slots=True)
class Pace:
    """The speed of one line, in bytes a second; 0 before anything went over it."""

    speed: float = 0.0

    def grains(self, left_s: float = REQUEST_S) -> int:
        """Return how many grains to send at once: few at first, as many as go in time."""
        if not self.speed:
            return 1
        seconds = max(0.0, min(_PIECE_S, left_s / 2))
        return max(1, min(_MOST, int(self.speed * seconds / GRAIN)))

    def least(self) -> float:
        """Return the seconds that the smallest piece needs, as far as that is known."""
        return GRAIN / self.speed if self.speed else 0.0

    def note(self, size: int, seconds: float) -> None:
        """Learn from a piece that arrived; a single slow one does not count for everything."""
        if size < GRAIN:
            return  # says how long an answer takes, and nothing of how much goes through
        found = size / max(seconds, 0.001)
        self.speed = found if not self.speed else (self.speed + found) / 2
