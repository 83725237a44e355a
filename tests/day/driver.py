"""The day's window: a real one over a real ward, with its own threads, driven by keys alone."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desk.app import counter, window
from desk.app.seat import Seat
from desk.app.window import Standing
from desk.services import print_queue
from desk.ui.choices import Choices
from desk.ui.displays import Displays
from desk.ui.main_window import MainWindow
from desk.ui.parts.crash import CrashDialog
from desk.ui.parts.notices import ErrorPanel
from desk.ui.shell.ahead import OFTEN
from desk.ui.shell.desk import Shell
from tests.day import ward
from tests.day.keyboard import HANGS_S, Keyboard, pump, until
from tests.day.watchdog import Watchdog

W = TypeVar("W", bound=QWidget)


@dataclass
class Reading:
    """What one step took: keys of a person, milliseconds of the machine."""

    number: int
    name: str
    key_limit: int
    ms_limit: float
    keys: int = 0
    ms: float = 0.0
    blocked_ms: float = 0.0
    passed: bool | None = None  # None: not yet
    said: str = ""


@dataclass
class Day:
    """One run of the day: the ward's folder, the window over it, hands, scanner and watch."""

    folder: Path
    keyboard: Keyboard = field(default_factory=Keyboard)
    choices: Choices = field(default_factory=Choices)
    clock: ward.Clock = field(default_factory=ward.Clock)
    watchdog: Watchdog = field(default_factory=Watchdog)
    standing: Standing | None = None
    notes: dict[str, str] = field(default_factory=dict)
    city: subprocess.Popen[str] | None = None
    port: int = 0  # where the city answers

    def city_at(self) -> None:
        """Settle where the city will answer once there is a network; the counter is not open."""
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = self.port = int(taken.getsockname()[1])
        database = sqlite3.connect(self.folder / "desk.db")
        database.execute("UPDATE target SET url = ?", (f"http://127.0.0.1:{port}",))
        database.commit()
        database.close()

    def city_up(self) -> None:
        """Let the city answer; it lives in a process of its own, as cities do."""
        ahead = self.clock.ahead()
        place = self.folder.parent / "city"
        command = [sys.executable, "-m", "tests.day.city", str(place), str(self.port), str(ahead)]
        self.city = subprocess.Popen(  # noqa: S603 - ourselves
            command, stdout=subprocess.PIPE, text=True
        )
        assert self.city.stdout is not None
        assert self.city.stdout.readline() == "ready\n"

    def city_down(self) -> None:
        """Pull the network: from now on nobody answers."""
        if self.city is not None:
            self.city.kill()
            self.city.wait()
            self.city = None

    def voice_there(self) -> None:
        """Give this machine a voice: a program that writes down what it says."""
        speaker = self.folder.parent / "voice" / "spd-say"
        speaker.parent.mkdir()
        speaker.write_text(f'#!/bin/sh\nprintf "%s\\n" "$7" >>"{self.spoken}"\n', "utf-8")
        speaker.chmod(0o755)
        os.environ["PATH"] = f"{speaker.parent}:{os.environ['PATH']}"

    @property
    def spoken(self) -> Path:
        """What the voice has said so far, a line for each call."""
        return self.folder.parent / "spoken"

    @property
    def displays(self) -> Displays:
        """The waiting room's and the citizen's windows."""
        return self.window.displays

    # -- the printer: a folder that takes PDF files, away and back ------------------------

    @property
    def paper(self) -> Path:
        """Where papers come out."""
        return self.folder.parent / "paper"

    def printed(self) -> list[Path]:
        """Return what has come out so far."""
        return sorted(self.paper.glob("*.pdf"))

    def printer_away(self) -> None:
        """Unplug the printer: its folder is gone, and a file stands where it was."""
        self.paper.rename(self.paper.with_suffix(".away"))
        self.paper.touch()

    def printer_back(self) -> None:
        """Plug it in again."""
        self.paper.unlink()
        self.paper.with_suffix(".away").rename(self.paper)

    def waiting_jobs(self) -> int:
        """Return how many papers are still to be printed."""
        jobs = print_queue.jobs(self.seat.work, 500)
        return sum(job.state in ("waiting", "printing", "failed") for job in jobs)

    def failed_jobs(self) -> int:
        """Return how many papers found no printer."""
        jobs = print_queue.jobs(self.seat.work, 500)
        return sum(job.state == "failed" for job in jobs)

    @staticmethod
    def offset(right: int, down: int) -> QPoint:
        """Return so many pixels."""
        return QPoint(right, down)

    def answered(self, text: str) -> bool:
        """Tell whether what the command box offers is the answer to all that was typed."""
        top = self.shell.top
        call, timer = top.finder._call, top.finder._timer  # noqa: SLF001 - a person sees it stand still
        return top.box.text() == text and (call is None or call.over) and not timer.isActive()

    def first_hit(self) -> str:
        """Return whose dossier the command box offers first."""
        things = self.shell.top.finder.things
        return str(things[0].name) if things else ""

    def open(self) -> None:
        """Start the program on the ward's folder and show its window."""
        os.environ["DESK_WITNESS"] = str(self.folder.parent / "witness")
        counter.clock = self.clock  # the one place where the program asks the time
        self.standing = window.stand(self.folder)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        until(lambda: QApplication.activeWindow() is self.window, "the window is in front")

    def close(self) -> None:
        """Close the window and the counter behind it."""
        standing, self.standing = self.standing, None
        if standing is None:
            return
        standing.window.close()
        standing.window.deleteLater()
        pump()
        standing.close()

    @property
    def window(self) -> MainWindow:
        """The window."""
        assert self.standing is not None
        return self.standing.window

    @property
    def shell(self) -> Shell:
        """The shell, once somebody has signed in."""
        page = self.window.page
        assert isinstance(page, Shell), self.window.stage
        return page

    @property
    def seat(self) -> Seat:
        """The counter behind the window, to look at and never to act through."""
        assert self.standing is not None
        assert self.standing.host.seat is not None
        return self.standing.host.seat

    # -- what a person sees, whatever it is made of ---------------------------------------

    def texts(self) -> list[str]:
        """Return every text that can be read in the window now."""
        found: list[str] = []
        for each in self.shown(QWidget):
            if isinstance(each, QLabel | QAbstractButton | QLineEdit):
                found.append(each.text())
            elif isinstance(each, QPlainTextEdit):
                found.append(each.toPlainText())
            found.append(each.accessibleName())
        return [text for text in found if text]

    def says(self, text: str) -> bool:
        """Tell whether the window says something now."""
        return any(text in each for each in self.texts())

    def value(self, name: str) -> str:
        """Return what the field of a name holds."""
        for line in self.shown(QLineEdit):
            if _name(line) == name:
                return line.text()
        for lines in self.shown(QPlainTextEdit):
            if _name(lines) == name:
                return lines.toPlainText()
        raise AssertionError(f"there is no field {name}")

    def has(self, name: str) -> bool:
        """Tell whether a field of a name is shown."""
        return any(_name(each) == name for each in self.shown(QLineEdit))

    def focus(self, name: str) -> None:
        """Put the cursor into a field, as whoever sets a stage may."""
        for each in self.shown(QWidget):
            if _name(each) == name and each.focusPolicy() != Qt.FocusPolicy.NoFocus:
                each.setFocus()
                pump(50)
                return
        raise AssertionError(f"there is no {name}")

    def click(self, text: str) -> None:
        """Press a button, as whoever sets a stage may."""
        for each in self.shown(QAbstractButton):
            if text in (each.text() or each.accessibleName()):
                each.click()
                pump(50)
                return
        raise AssertionError(f"there is no button {text}")

    def rest(self) -> None:
        """Take the breath that a person takes before the next citizen."""
        until(lambda: set(OFTEN) <= set(self.shell.pages), "pages made in the pause")

    def seated(self, name: str) -> bool:
        """Tell whether somebody sits here, and no PIN is asked for any more."""
        return self.window.stage == "desk" and self.says(name) and not self.says("Mã PIN")

    def at(self) -> str:
        """Return the name of what the cursor is in."""
        focused = QApplication.focusWidget()
        return focused.accessibleName() if focused is not None else ""

    def recover(self) -> None:
        """After a step that failed: leave what is open, so that the next one can begin."""
        if self.standing is None:
            self.open()
        self.window.activateWindow()
        pump(50)
        for _ in range(4):
            self.keyboard.press("Esc")
        pump(50)

    def shown(self, kind: type[W]) -> list[W]:
        """Return the widgets of a kind that a person sees now."""
        with self.watchdog.aside():
            return [each for each in self.window.findChildren(kind) if each.isVisible()]

    def until(self, condition: Callable[[], bool], what: str, seconds: float = HANGS_S) -> float:
        """Wait for something to be seen; return how many milliseconds after the last key.

        Raises:
            AssertionError: it did not come about; says what stood there instead.
        """

        def seen() -> bool:
            with self.watchdog.aside():
                crashed = self.shown(CrashDialog)
                assert not crashed, crashed[0].report
                return condition()

        try:
            return (until(seen, what, seconds) - self.keyboard.began) * 1000
        except AssertionError as error:
            raise AssertionError(f"{error}; {self.sight()}") from error

    def sight(self) -> str:
        """Return what a person sees: the page, where the cursor is, and every error."""
        page = self.window.page
        shown = page.shown if isinstance(page, Shell) else self.window.stage
        errors = [
            each.text() for panel in self.shown(ErrorPanel) for each in panel.findChildren(QLabel)
        ]
        return f"on {shown}, the cursor in {self.at()!r}, errors: {errors}"

    @contextmanager
    def watched(self, reading: Reading) -> Iterator[None]:
        """Count keys and look for hangs while a step is done."""
        before = self.keyboard.count
        seen = self.standing is not None  # another process's start is not of this thread
        if seen:
            self.watchdog.start()
        try:
            yield
        finally:
            if seen:
                self.watchdog.stop()
            reading.keys = self.keyboard.count - before
            reading.blocked_ms = self.watchdog.longest_ms

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        """Return what a query of one's own finds, beside the program's."""
        with self.seat.work.database.read() as tx:
            return [tuple(row) for row in tx.exec_driver_sql(statement)]


def now_ms() -> float:
    """Return this moment of the machine, in milliseconds."""
    return time.perf_counter() * 1000


def _name(widget: QWidget) -> str:
    """Return what a screen reader calls a widget: its own name, or that of the label before it."""
    if widget.accessibleName():
        return widget.accessibleName()
    labels = widget.window().findChildren(QLabel)
    return next((each.text() for each in labels if each.buddy() is widget), "")
