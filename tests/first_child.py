"""A counter in its first contact, waiting at each piece that came: python -m tests.first_child HOME

It says so after each, and goes on once it is told to; whoever started it may kill it there.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desk.app import exchange
from desk.services import stock
from desk.services.workplace import Workplace
from desk.sync import stock as sync_stock
from desk.wire import stock as wire_stock
from tests.kit import Counter

PIECE = 1024  # so that a stock of a few dossiers has many
KEPT, DONE = "kept", "done"


def main(home: Path) -> None:
    """Exchange once."""
    add = stock.add

    def kept(work: Workplace, some: wire_stock.Stock, first: int, data: bytes) -> None:
        add(work, some, first, data)
        print(KEPT, flush=True)  # noqa: T201 - for whoever may kill it now
        sys.stdin.readline()

    patch = pytest.MonkeyPatch()
    for room in (wire_stock, sync_stock):
        patch.setattr(room, "PIECE", PIECE)
    patch.setattr(sync_stock, "MOST", 1)
    patch.setattr(stock, "add", kept)
    with Counter(home).open(purpose="life") as work:
        exchange.once(work)
    print(DONE, flush=True)  # noqa: T201 - as above


if __name__ == "__main__":
    main(Path(sys.argv[1]))
