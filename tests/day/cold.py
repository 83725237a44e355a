"""The program's cold start, in a process of its own: python -m tests.day.cold FOLDER WORDS.

Says `told` once its window shows those words, and ends when nobody listens any more.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.day import ward
from tests.day.driver import Day
from tests.day.keyboard import Keyboard


def main() -> None:
    """Open the window, wait for what it must say, say so and close."""
    clock = ward.Clock(float(os.environ["DAY_AHEAD"]))
    day = Day(Path(sys.argv[1]), Keyboard(), clock=clock)
    day.open()
    day.until(lambda: day.says(sys.argv[2]), "the sign-in and what was not sent")
    sys.stdout.write("told\n")
    sys.stdout.flush()
    day.close()


if __name__ == "__main__":
    main()
