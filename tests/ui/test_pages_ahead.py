"""Pages are made in the pauses of the hands, never under them, and none twice."""

from __future__ import annotations

import time

from pytestqt.qtbot import QtBot

from desk.ui.shell import ahead
from desk.ui.shell.ahead import OFTEN, Ahead
from tests.ui.conftest import Bench


def test_resting_hands_find_every_page_made(bench: Bench, qtbot: QtBot) -> None:
    shell = bench.shell()
    shell.go("queue")
    before = shell.queue
    made = Ahead(shell, lambda: 0.0)
    qtbot.waitUntil(lambda: not made.isActive(), timeout=20_000)
    assert set(OFTEN) <= set(shell.pages)
    assert shell.queue is before
    assert shell.shown == "queue"
    assert before.isVisible()
    assert [name for name in shell.pages if shell.pages[name].isVisible()] == ["queue"]


def test_under_moving_hands_nothing_is_made(bench: Bench, qtbot: QtBot) -> None:
    shell = bench.shell()
    began = set(shell.pages)
    made = Ahead(shell, time.monotonic)
    qtbot.wait(round(ahead.REST_S * 1000) + 400)
    assert made.isActive()
    assert set(shell.pages) == began
    made.stop()
