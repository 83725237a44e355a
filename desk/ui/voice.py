"""Calls spoken aloud where the system has a Vietnamese voice; else silent, never in the way."""

from __future__ import annotations

import base64
import shutil
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

#: A call lasts some seconds; what lasts longer hangs, and must not keep the next one waiting.
LONGEST_MS: Final = 20_000
#: Calls that wait to be spoken; older ones are of people who have come already.
MOST_WAITING: Final = 4
_NO_VOICE: Final = 3  # how our script on Windows says that there is no Vietnamese voice

_SAPI: Final = """
Add-Type -AssemblyName System.Speech
$speaker = New-Object System.Speech.Synthesis.SpeechSynthesizer
$voice = $speaker.GetInstalledVoices() |
    Where-Object {{ $_.Enabled -and $_.VoiceInfo.Culture.Name -like 'vi*' }} |
    Select-Object -First 1
if ($null -eq $voice) {{ exit {none} }}
$speaker.SelectVoice($voice.VoiceInfo.Name)
$speaker.Speak('{text}')
"""


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that speaks, and the words after its name."""

    program: str
    words: Callable[[str], list[str]]


def _espeak(text: str) -> list[str]:
    return ["-v", "vi", "-s", "135", "-g", "4", "--", text]


def _speechd(text: str) -> list[str]:
    return ["--wait", "--language", "vi", "--rate", "-15", "--", text]


def _sapi(text: str) -> list[str]:
    script = _SAPI.format(text=text.replace("'", "''"), none=_NO_VOICE)
    coded = base64.b64encode(script.encode("utf-16-le")).decode("ascii")
    return ["-NoProfile", "-NonInteractive", "-WindowStyle", "Hidden", "-EncodedCommand", coded]


def engine(
    platform: str = sys.platform, find: Callable[[str], str | None] = shutil.which
) -> Engine | None:
    """Return what speaks on this machine, or None where nothing does."""
    if platform.startswith("win"):
        known = [("powershell.exe", _sapi)]
    else:
        # The speech service first: it is what the machine's owner has set up and can be heard.
        known = [("spd-say", _speechd), ("espeak-ng", _espeak)]
    for name, words in known:
        path = find(name)
        if path:
            return Engine(path, words)
    return None


class Voice(QObject):
    """Speaks one text after another; `spoke` carries each as it begins, `lost` when none can."""

    spoke = Signal(str)
    lost = Signal()

    def __init__(self, speaker: Engine | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = speaker
        self._waiting: deque[str] = deque(maxlen=MOST_WAITING)
        self._process: QProcess | None = None
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(LONGEST_MS)
        self._limit.timeout.connect(self._cut)
        self.on = True

    @property
    def present(self) -> bool:
        """Whether this machine can speak, as far as is known."""
        return self._engine is not None

    @property
    def busy(self) -> bool:
        """Whether a text is being spoken now."""
        return self._process is not None

    def say(self, text: str) -> None:
        """Speak a text after those that were asked for before it."""
        if self._engine is None or not self.on or text in self._waiting:
            return
        self._waiting.append(text)
        if self._process is None:
            self._next()

    def stop(self) -> None:
        """Be silent now: the program ends, or the voice was switched off."""
        self._waiting.clear()
        process, self._process = self._process, None
        self._limit.stop()
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(500)
            process.deleteLater()

    def _next(self) -> None:
        if self._engine is None or not self._waiting:
            return
        text = self._waiting.popleft()
        process = QProcess(self)
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        self._process = process
        self._limit.start()
        process.start(self._engine.program, self._engine.words(text))
        self.spoke.emit(text)

    def _ended(self, status: int) -> None:
        self._forget()
        if status == _NO_VOICE:
            self._lose()
        self._next()

    def _failed(self, error: QProcess.ProcessError) -> None:
        # A process that crashed or was cut also ends, and is heard of there.
        if error is QProcess.ProcessError.FailedToStart:
            self._forget()
            self._lose()

    def _cut(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _forget(self) -> None:
        self._limit.stop()
        if self._process is not None:
            self._process.deleteLater()
            self._process = None

    def _lose(self) -> None:
        self._engine = None
        self._waiting.clear()
        self.lost.emit()
