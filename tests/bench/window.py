"""The window: how soon it stands, what it weighs, how it scrolls; drawn without a screen.

    python -m tests.bench.window FOLDER

measures one open window in a process of its own and prints its readings as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Final

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QApplication

from desk import paths
from desk.app import counter, seat
from desk.domain.records import VN
from desk.services import print_queue, queue
from desk.services.workplace import Workplace
from desk.ui.choices import Choices
from desk.ui.main_window import MainWindow, Opened, Surroundings
from desk.ui.pictures import settle
from desk.ui.ports import StartPorts
from desk.ui.shell.desk import Shell
from desk.ui.tasks import Tasks
from tests.bench import ward
from tests.bench.measure import Reading, Spread, now_mb, spread

RUNS: Final = 5
STEP_ROWS: Final = 3  # of a turn of the mouse's wheel
_EVERYTHING: Final = (
    "import alembic.command, barcode, msgspec, pypdfium2, reportlab.pdfgen.canvas, "
    "reportlab.platypus, requests, segno, sqlalchemy.orm, PySide6.QtPrintSupport; "
    "from desk.__main__ import main; main()"
)


def readings(folder: Path, size: int) -> Iterator[Reading]:
    """Measure the window over a counter of `size` dossiers."""
    place = folder / str(size)
    data = place / "counter-1"
    if not data.exists():
        place.mkdir(exist_ok=True)
        with closing(ward.counter(place, slot=1)) as work:
            ward.fill(work, size)
    with counter.witness_at(place / "witness"):
        yield from _start(data)
        command = [sys.executable, "-m", "tests.bench.window", str(data)]
        screen = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_LOGGING_RULES": "*.warning=false",  # what a platform without a screen cannot do
        }
        done = subprocess.run(  # noqa: S603 - ourselves
            command, env=screen, check=True, stdout=subprocess.PIPE
        )
        yield from (Reading(**each) for each in json.loads(done.stdout))


# -- the start ------------------------------------------------------------------------------------


def _start(data: Path) -> Iterator[Reading]:
    lazy, eager = [], []
    for _ in range(RUNS):  # in turns, so that both meet the same neighbours
        lazy.append(_first_paint(data, "-m", "desk"))
        eager.append(_first_paint(data, "-c", _EVERYTHING))
    told = ", ".join(f"{each:.0f}" for each in lazy)
    yield Reading(
        name="start → first paint", value=median(lazy), unit="ms", goal="≤ 300", detail=told
    )
    yield Reading(
        name="start ÷ importing everything first",
        value=median(lazy) / median(eager),
        unit="×",
        goal="≤ 0.4",
        detail=f"{median(eager):.0f} ms",
    )


def _first_paint(data: Path, *arguments: str) -> float:
    """Return the milliseconds from a new process to its window's first picture."""
    own = {"DESK_DATA": str(data), "DESK_FIRST_PAINT": "1", "QT_QPA_PLATFORM": "offscreen"}
    start = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - the program under measurement
        [sys.executable, *arguments],
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        took = (time.perf_counter() - start) * 1000
    assert told.startswith("first-paint"), told
    return took


# -- the open window ------------------------------------------------------------------------------


def _opened(folder: Path) -> Iterator[Reading]:
    app = QApplication([])
    with counter.opened(folder, purpose="bench") as work:
        for job in print_queue.jobs(work, 10_000):  # nobody waits for papers of another benchmark
            print_queue.cancel(work, job.id)
        window = MainWindow(app, _around(work))
        window.show()
        window.begin()
        settle()
        yield _memory("the window at the receive page")
        shell = window.page
        assert isinstance(shell, Shell)
        yield from _queue(shell, queue.counts(work).open)
        window.close()
        settle()


def _around(work: Workplace) -> Surroundings:
    """Return what the program hands its window; only the threads are left out."""
    place = seat.Seat(work, work.database.folder)
    opened = Opened(
        place=seat.place(work, place.folder), ports=seat.window_ports(place), user=place.user
    )
    return Surroundings(
        resources=paths.resources(),
        tasks=Tasks(at_once=True),
        now=lambda: counter.clock().astimezone(VN),
        enter=lambda: opened,
        start=StartPorts(initialise=lambda *_: None, open_practice=lambda: None),
        choices=Choices(),
        keep=lambda _: None,
    )


def _queue(shell: Shell, total: int) -> Iterator[Reading]:
    screen, among = shell.queue, f"{total:,} open"
    drawn = screen.table.viewport().repaint

    def show(_: int) -> None:
        shell.go("receive")
        shell.go("queue")
        drawn()

    def scroll(_: int) -> None:
        bar = screen.table.verticalScrollBar()
        step = STEP_ROWS * screen.table.verticalHeader().defaultSectionSize()
        bar.setValue(bar.value() + step if bar.value() + step <= bar.maximum() else 0)
        drawn()

    def fetch(_: int) -> None:
        screen.model.fetchMore(QModelIndex())
        drawn()

    yield _spread(f"receive page → queue page, {among}", spread(show, 20), "≤ 150")
    yield _memory(f"the window at the queue, {among}")
    yield _spread(f"scroll by {STEP_ROWS} rows", spread(scroll, 200), "≤ 16")
    yield _spread("fetch a further page of rows", spread(fetch, 50), "≤ 16")
    while len(screen.model.rows) < total // 2:
        screen.model.fetchMore(QModelIndex())
    deep = f"{len(screen.model.rows):,}"
    yield _spread(f"fetch a further page after {deep} rows", spread(fetch, 50), "≤ 16")
    yield _spread(f"scroll by {STEP_ROWS} rows among {deep}", spread(scroll, 200), "≤ 16")
    yield _memory(f"the window with {deep} rows fetched")


def _spread(name: str, took: Spread, goal: str) -> Reading:
    detail = f"p95 {took.p95:.1f}, p99 {took.p99:.1f}, CPU {took.cpu:.1f}"
    return Reading(name=name, value=took.p50, unit="ms", goal=goal, detail=detail)


def _memory(of: str) -> Reading:
    return Reading(name=f"memory of {of}", value=now_mb(), unit="MB")


if __name__ == "__main__":
    json.dump([asdict(each) for each in _opened(Path(sys.argv[1]))], sys.stdout)
