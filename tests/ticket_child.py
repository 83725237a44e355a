"""A counter that gives tickets until it is killed: python -m tests.ticket_child HOME."""

from __future__ import annotations

import sys
from pathlib import Path

from desk.services import tickets
from tests.kit import Counter


def main() -> None:
    """Give one ticket after another, each told once it is on disk; call every second one."""
    with Counter(Path(sys.argv[1])).open() as work:
        while True:
            made, _ = tickets.take(work, printed=False)
            sys.stdout.write(made.code + "\n")
            sys.stdout.flush()
            if made.number % 2:
                tickets.call(work, "Quầy 1", hold=False)


if __name__ == "__main__":
    main()
