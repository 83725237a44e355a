"""Two sounds, for well and for not well: a counter looks at the citizen, not at the screen.

Pages say `kit.sound.good()` after what a clerk waits for and `kit.sound.bad()` where the work must
stop; error panels do the latter by themselves. Whoever is signed in can switch them off. Nothing
here waits: the system plays, and where it cannot, it beeps.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QProcess, QStandardPaths
from PySide6.QtWidgets import QApplication

from desk.ui.preferences import Preferences

KEY: Final = "sound.on"
#: Programs that play a file and are there on one Linux or another, or on a Mac.
PLAYERS: Final = (
    ("paplay", ()),
    ("pw-play", ()),
    ("aplay", ("-q",)),
    ("afplay", ()),
)
#: Between two sounds; a heap of scans shall not become a siren.
LEAST_S: Final = 0.15

Play = Callable[[Path], None]


def silence(path: Path) -> None:
    """Play nothing."""
    del path


def beep(path: Path) -> None:
    """Beep as the system beeps."""
    del path
    QApplication.beep()


def player() -> Play:
    """Return what plays a file on this system without anybody waiting for it."""
    if sys.platform == "win32":
        import winsound  # noqa: PLC0415 - there is none elsewhere

        flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
        return lambda path: winsound.PlaySound(str(path), flags)
    for name, words in PLAYERS:
        program = QStandardPaths.findExecutable(name)
        if program:
            return lambda path: _start(program, [*words, str(path)], path)
    return beep


def _start(program: str, words: list[str], path: Path) -> None:
    started, _ = QProcess.startDetached(program, words)
    if not started:
        beep(path)


class Sound:
    """The two sounds, while the person who is signed in wants them."""

    def __init__(
        self,
        folder: Path = Path(),
        own: Preferences | None = None,
        play: Play = silence,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Name the files' folder, whose choice counts, and what plays."""
        self._folder, self._own, self._play, self._clock = folder, own, play, clock
        self._last = -LEAST_S

    @property
    def on(self) -> bool:
        """Whether the person who is signed in wants sounds."""
        return self._own is None or self._own.get(KEY, default=True)

    def switch(self, *, on: bool) -> None:
        """Switch the sounds on or off for the person who is signed in."""
        if self._own is not None:
            self._own.set(KEY, on)
        if on:
            self.good()

    def good(self) -> None:
        """Say that it went well."""
        self._sound("good")

    def bad(self) -> None:
        """Say that the work must stop."""
        self._sound("bad")

    def _sound(self, name: str) -> None:
        now = self._clock()
        if self.on and now - self._last >= LEAST_S:
            self._last = now
            self._play(self._folder / f"{name}.wav")
