"""A counter's window for tests, without its pages: python -m tests.flows.clerk FOLDER PRINTER.

As a program of its own it receives a dossier, says "ready" once that is on disk, goes on to print
when it is told, says "drawing" while the page is drawn, and waits there to be killed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desk.app.window import Host
from desk.domain.records import Dossier
from desk.domain.views import PrintJob
from desk.ui.main_window import Opened
from desk.ui.print_job import PrintSpool
from desk.ui.printers.ports import Picture, PrintPorts
from desk.ui.tasks import Tasks
from tests.kit import application

T = TypeVar("T")
_PATIENCE_MS = 20_000
OVER = ("done", "failed", "cancelled", "unsure")


def loop_until(done: Callable[[], bool]) -> None:
    """Let Qt work until something is so."""
    loop, tick = QEventLoop(), QTimer()
    end = QTimer(singleShot=True)
    tick.timeout.connect(lambda: loop.quit() if done() else None)
    end.timeout.connect(loop.quit)
    tick.start(5)
    end.start(_PATIENCE_MS)
    loop.exec()
    assert done(), "still waiting"


@dataclass
class Window:
    """An open counter with its lanes and its print spool."""

    opened: Opened
    tasks: Tasks
    spool: PrintSpool

    @property
    def papers(self) -> PrintPorts:
        return self.opened.ports.printing

    def receive(self) -> tuple[Dossier, int]:
        """Return the new dossier and the job of its receipt."""
        made = asked(self.tasks, lambda: self.opened.ports.receive.receive(application()))
        assert made.job is not None
        return made.dossier, made.job

    def jobs(self) -> dict[int, PrintJob]:
        return {job.id: job for job in asked(self.tasks, self.papers.jobs)}

    def pdf(self, job: int) -> bytes:
        return asked(self.tasks, lambda: self.papers.pdf(job))

    def reprint(self, uid: str) -> int:
        return asked(self.tasks, lambda: self.papers.again(uid, "receipt", "giấy bị kẹt"))

    def retry(self, job: int) -> PrintJob:
        """Press "print again" and wait for what comes of it."""
        asked(self.tasks, lambda: self.papers.retry(job))
        return self.print()[job]

    def print(self) -> dict[int, PrintJob]:
        """Let the spool work until nothing is left to do."""
        told: list[tuple[PrintJob, ...]] = []
        some = bool(self.jobs())  # the spool may first tell that it knows of none yet
        heard = self.spool.moved.connect(told.append)
        self.spool.wake()
        loop_until(
            lambda: (
                bool(told)
                and (bool(told[-1]) or not some)
                and all(job.state in OVER for job in told[-1])
            )
        )
        self.spool.moved.disconnect(heard)
        return {job.id: job for job in told[-1]}


def asked(tasks: Tasks, work: Callable[[], T]) -> T:
    """Do something on the data lane, as pages do, and wait for it."""
    answers: list[T] = []
    failures: list[Exception] = []
    tasks.run(work, answers.append, failures.append)
    loop_until(lambda: bool(answers or failures))
    if failures:
        raise failures[0]
    return answers[0]


@contextmanager
def window(
    folder: Path,
    printer: str,
    pictures: Callable[[bytes, int], Iterable[Picture]] | None = None,
    **others: Any,
) -> Iterator[Window]:
    """Open a counter as the program's start does; `pictures` stands in for what draws pages.

    `others` stand in for further callables of printing; each is handed the one it stands for.
    """
    host, tasks, parent = Host(folder), Tasks(), QObject()
    faults: list[Exception] = []
    tasks.unexpected.connect(faults.append)
    try:
        opened = asked(tasks, host.enter)
        assert opened is not None
        ports = opened.ports.printing
        if pictures is not None:
            ports = replace(ports, pictures=pictures)
        wrapped = {name: wrap(getattr(ports, name)) for name, wrap in others.items()}
        ports = replace(ports, **wrapped)
        yield Window(opened, tasks, PrintSpool(tasks, ports, printer, parent))
    finally:
        tasks.close()
        host.close()
    assert faults == []


def main(folder: Path, printer: str, until: str = "drawing") -> None:
    """Receive, and print until killed: while the page is drawn, announced, or handed over."""

    def say(word: str) -> None:
        print(word, flush=True)  # noqa: T201 - the test reads it

    def stay(word: str) -> NoReturn:
        say(word)
        sys.stdin.read()
        raise AssertionError

    def drawing(_: bytes, __: int) -> NoReturn:
        stay("drawing")

    def handing(real: Callable[..., None]) -> Callable[..., None]:
        def after(*told: object) -> None:
            real(*told)
            if until == "announced":  # the spooler has given a number, and nothing of the paper
                stay("announced")

        return after

    def report(real: Callable[..., None]) -> Callable[..., None]:
        def before(*told: object) -> None:
            if until == "handed":  # the spooler has everything, and nobody has written that down
                stay("handed")
            real(*told)

        return before

    app = QApplication([])
    draws = drawing if until == "drawing" else None
    with window(folder, printer, draws, handing=handing, report=report) as open_:
        open_.receive()
        say("ready")
        sys.stdin.readline()
        open_.spool.wake()
        app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
