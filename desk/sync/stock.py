"""The first contact: a new counter takes over at once what its ward has, and reads on from there.

Whatever is wrong with a stock – none is offered, it is gone, it is not what was signed, the line
is too slow for it to be worth its bytes – the counter reads the feed from its beginning instead.
Only a line that fails ends the round; what has come of the stock stays, and the next round goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from desk.sync.errors import FileGoneError
from desk.sync.pace import Pace
from desk.sync.ports import Adapter, StockRoom
from desk.wire.files import GRAIN
from desk.wire.stock import MOST, PIECE, BadStockError, Stock

_PAGED_BYTES: Final = 240  # what an event costs on the wire when the feed is read
_PAGED_S: Final = 220e-6  # and how much longer it takes here than as part of a stock (measured)
_TELLING: Final = 4  # pieces by which a line is judged: the first one alone may have met a hiccup


@dataclass(slots=True)
class First:
    """One round's part of a first contact."""

    room: StockRoom
    adapter: Adapter
    target: str
    is_late: Callable[[], bool]
    deadline: float

    def carry(self) -> int:
        """Fetch what is lacking and take it over; return how many events are new here."""
        offered = self.adapter.stock(self.room.shape, until=self.deadline)
        stock = self.room.accept(self.target, offered)
        if stock is None:
            return 0
        try:
            if not self._fetch(stock) or self.is_late():
                return 0
            return self.room.take(self.target, stock)
        except (FileGoneError, BadStockError):
            self.room.drop()
            return 0

    def _fetch(self, stock: Stock) -> bool:
        """Fetch piece after piece; tell whether all have come."""
        pace = Pace()
        done = begun = self.room.have(stock)
        while done < len(stock.pieces):
            if self.is_late():
                return False
            if not begun and done >= _TELLING and not _is_worth(stock, pace.speed):
                raise BadStockError(what="line")
            count = min(max(1, pace.grains() * GRAIN // PIECE), MOST, len(stock.pieces) - done)
            start = time.monotonic()
            data = self.adapter.stock_pieces(stock, done, count, until=self.deadline)
            pace.note(len(data), time.monotonic() - start)
            self.room.add(stock, done, data)
            done += count
        return True


def _is_worth(stock: Stock, speed: float) -> bool:
    """Tell whether a stock comes sooner than the feed is read, on a line of so many bytes/s."""
    more = stock.packed - stock.events * _PAGED_BYTES
    return not speed or more / speed < stock.events * _PAGED_S
