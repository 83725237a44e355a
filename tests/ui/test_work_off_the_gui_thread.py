from __future__ import annotations

import logging
import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desk.ui.tasks import Lane, Tasks
from tests.ui.world import UnknownCodeError


def test_work_runs_elsewhere_and_its_outcome_arrives_here(qtbot: QtBot) -> None:
    tasks = Tasks()
    told: list[tuple[int, int]] = []

    def hear(made: int) -> None:
        told.append((made, threading.get_ident()))

    tasks.run(threading.get_ident, hear)
    qtbot.waitUntil(lambda: bool(told))
    (worker, here), *_ = told
    assert worker != here == threading.get_ident()
    tasks.close()


def test_one_lane_is_one_thread_and_lanes_do_not_wait_for_each_other(qtbot: QtBot) -> None:
    tasks = Tasks()
    told: list[object] = []
    hold = threading.Event()
    tasks.run(hold.wait, lambda _: told.append("network"), lane=Lane.NETWORK)
    for _ in range(2):
        tasks.run(threading.get_ident, told.append)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[0] == told[1]
    hold.set()
    qtbot.waitUntil(lambda: "network" in told)
    tasks.close()


def test_a_known_failure_reaches_the_page(qtbot: QtBot) -> None:
    tasks = Tasks()
    failed: list[Exception] = []

    def work() -> None:
        raise UnknownCodeError(code="1")

    tasks.run(work, lambda _: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], UnknownCodeError)
    tasks.close()


def test_our_own_fault_is_reported_and_frees_the_page(
    tasks: Tasks, caplog: pytest.LogCaptureFixture
) -> None:
    reported: list[Exception] = []
    failed: list[Exception] = []
    tasks.unexpected.connect(reported.append)
    with caplog.at_level(logging.ERROR):
        tasks.run(lambda: 1 // 0, lambda _: None, failed.append)
    assert [type(e) for e in reported] == [type(e) for e in failed] == [ZeroDivisionError]
    assert "Work behind the window failed" in caplog.text


def test_an_answer_nobody_waits_for_is_dropped(qtbot: QtBot) -> None:
    told: list[int] = []
    owner = QObject()
    slow = Tasks()
    hold = threading.Event()

    def work() -> int:
        hold.wait()
        return 1

    slow.run(work, told.append, owner=owner)
    call = slow.run(lambda: 2, told.append)
    call.cancel()
    owner.deleteLater()
    del owner
    hold.set()
    done: list[int] = []
    slow.run(lambda: 3, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert 2 not in told
    slow.close()
