"""Garbage with widgets in it goes on the window's thread, and never while Qt dresses everything."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desk.ui import sweep
from desk.ui.sweep import Sweep


class Ring:
    """A cycle, such as a page that was put away."""

    def __init__(self, told: list[str]) -> None:
        self.label, self.told, self.ring = QLabel("cũ"), told, self

    def __del__(self) -> None:
        self.told.append(threading.current_thread().name)


@pytest.fixture
def swept(qapp: QApplication) -> Iterator[Sweep]:
    gc.collect()
    made = Sweep(lambda: 0.0, qapp)
    yield made
    made.stop()
    made.deleteLater()


def much_garbage() -> None:
    for _ in range(3000):
        ring: list[object] = []
        ring.append(ring)


def test_another_thread_collects_nothing(swept: Sweep) -> None:
    told: list[str] = []
    Ring(told)
    other = threading.Thread(target=much_garbage, name="other")
    other.start()
    other.join()
    assert told == []
    swept.look()
    assert told == [threading.main_thread().name]


def test_once_the_window_is_gone_python_does_it_again(swept: Sweep) -> None:
    assert not gc.isenabled()
    swept.stop()
    assert gc.isenabled()


def test_nothing_is_collected_while_all_is_dressed() -> None:
    told: list[str] = []
    with sweep.unswept():
        Ring(told)
        much_garbage()
        assert told == []
    assert gc.isenabled()
    gc.collect()
    assert told
