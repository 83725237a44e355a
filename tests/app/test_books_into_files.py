"""A book on its way into a file: told on a terminal alone, stopped on the way, never half."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import redirect_stderr
from datetime import date
from pathlib import Path

import pytest

from desk.app import seat as room
from desk.app.seat import Seat
from desk.cli.progress import drawing
from desk.domain.books import RECEIVED
from desk.domain.papers import PressStoppedError
from tests.kit import Counter, receive

DAY = date(2026, 11, 23)


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    counter = Counter(tmp_path / "counter").make()
    with counter.open() as work:
        for _ in range(3):
            receive(work)
        yield Seat(work, counter.folder)


@pytest.mark.parametrize("last", [1, 3])
def test_a_book_that_is_stopped_leaves_neither_file_nor_half_of_one(
    seat: Seat, tmp_path: Path, last: int
) -> None:
    into = tmp_path / "out"
    into.mkdir()
    told: list[tuple[int, int]] = []

    def enough(done: int, of: int) -> bool:
        told.append((done, of))
        return done < last

    save = room.window_ports(seat).books.save
    with pytest.raises(PressStoppedError):
        save(RECEIVED, DAY, DAY, False, into / "so.pdf", enough)
    assert told == [(1, 3), (3, 3)][: 1 + (last > 1)]
    assert list(into.iterdir()) == []
    save(RECEIVED, DAY, DAY, False, into / "so.pdf", lambda *_: True)
    assert (into / "so.pdf").read_bytes().startswith(b"%PDF")


def test_how_far_it_has_come_is_told_on_a_terminal_and_wiped(tmp_path: Path) -> None:
    shown, terminal = os.openpty()
    with os.fdopen(terminal, "w") as screen, redirect_stderr(screen):
        with drawing() as tell:
            assert tell is not None
            assert tell(1, 20_000)
            assert tell(2, 20_000)  # at once: a terminal need not be told every line
        expected = "\r\x1b[KĐã làm 1 / 20000 (Ctrl+C để dừng)\r\x1b[K".encode()
        text = b""
        while len(text) < len(expected):
            text += os.read(shown, 1_000)
    os.close(shown)
    assert text == expected
    with (tmp_path / "log").open("w") as pipe, redirect_stderr(pipe), drawing() as tell:
        assert tell is None
