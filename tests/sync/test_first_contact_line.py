"""Whether a line is fast enough for a stock is judged by more than its first moment."""

from __future__ import annotations

from typing import Any

import pytest

from desk.sync import stock as room
from desk.sync.stock import First
from desk.wire.stock import PIECE, Stock

PIECES = 12
ONE = Stock(
    unit="u",
    feed="f",
    cursor="c",
    count=4_000,
    root="r",
    events=4_000,
    shape="s",
    name="n",
    packed=PIECES * PIECE,
    size=PIECES * PIECE,
    pieces=["00"] * PIECES,
)


class Wire:
    """Both sides, and a clock that goes on by what each piece takes."""

    shape = "s"

    def __init__(self, *seconds: float) -> None:
        self.seconds = list(seconds)
        self.now = 0.0
        self.came = 0
        self.taken = self.dropped = False

    def monotonic(self) -> float:
        return self.now

    def stock(self, *_: Any, **__: Any) -> None:
        return None

    def stock_pieces(self, _: Stock, first: int, count: int, *, until: float) -> bytes:
        assert until > self.now
        self.now += sum(self.seconds[first : first + count])
        return bytes(ONE.length(first, count))

    def accept(self, *_: Any) -> Stock:
        return ONE

    def have(self, _: Stock) -> int:
        return self.came

    def add(self, _: Stock, first: int, data: bytes) -> None:
        assert first == self.came
        self.came += len(data) // PIECE

    def take(self, *_: Any) -> int:
        self.taken = True
        return ONE.events

    def drop(self) -> None:
        self.dropped = True


def carried(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(room, "time", wire)
    both: Any = wire
    return First(both, both, "city", lambda: False, deadline=1e9).carry()


def test_one_slow_moment_at_the_beginning_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = Wire(4.0, *[0.01] * (PIECES - 1))
    assert carried(wire, monkeypatch) == ONE.events
    assert (wire.taken, wire.dropped) == (True, False)


def test_a_slow_line_reads_the_feed_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = Wire(*[4.0] * PIECES)
    assert carried(wire, monkeypatch) == 0
    assert (wire.taken, wire.dropped) == (False, True)
    assert wire.came < PIECES


def test_what_was_begun_is_finished_on_any_line(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = Wire(*[4.0] * PIECES)
    wire.came = 1
    assert carried(wire, monkeypatch) == ONE.events
