"""Two sounds: when they are heard, when not, and that nobody waits for them."""

from __future__ import annotations

import sys
import wave
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, QStandardPaths

from desk.domain.errors import InputError
from desk.ui import sound
from desk.ui.kit import Kit
from desk.ui.parts.notices import ErrorPanel
from desk.ui.preferences import Preferences
from desk.ui.sound import LEAST_S, Sound
from tests.kit import ROOT
from tests.ui.conftest import RESOURCES, Bench


@pytest.mark.parametrize("name", ["good", "bad"])
def test_both_are_short_files_that_any_system_plays(name: str) -> None:
    with wave.open(str(RESOURCES / "sounds" / f"{name}.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert 0.1 < file.getnframes() / file.getframerate() < 0.5
        assert any(file.readframes(2000))


class Ear:
    """Hears what is played; the clock is the test's."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.now = 0.0
        self.own = Preferences()
        self.sound = Sound(Path("x"), self.own, self.play, lambda: self.now)

    def play(self, path: Path) -> None:
        self.heard.append(path.name)


def test_a_heap_of_scans_is_no_siren() -> None:
    ear = Ear()
    ear.sound.good()
    ear.sound.bad()
    ear.now += LEAST_S
    ear.sound.bad()
    assert ear.heard == ["good.wav", "bad.wav"]


def test_each_person_switches_them_for_themselves() -> None:
    ear = Ear()
    ear.own.take("u1", {})
    ear.sound.switch(on=False)
    ear.sound.bad()
    assert ear.heard == []
    ear.own.take("u2", {})
    ear.sound.bad()
    assert ear.heard == ["bad.wav"]
    ear.own.take("u1", {"sound.on": False})
    ear.now += 1
    ear.sound.switch(on=True)
    assert ear.heard == ["bad.wav", "good.wav"]


def test_the_system_plays_and_where_it_cannot_it_beeps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(
        QStandardPaths, "findExecutable", lambda name: "/x/aplay" if name == "aplay" else ""
    )
    works = True

    def start(program: str, words: list[str]) -> tuple[bool, int]:
        started.append((program, words))
        return works, 1

    beeps: list[Path] = []
    monkeypatch.setattr(QProcess, "startDetached", start)
    monkeypatch.setattr(sound, "beep", beeps.append)
    sound.player()(Path("a.wav"))
    assert started == [("/x/aplay", ["-q", "a.wav"])]
    assert beeps == []
    works = False
    sound.player()(Path("a.wav"))
    assert beeps == [Path("a.wav")]
    monkeypatch.setattr(QStandardPaths, "findExecutable", lambda _: "")
    assert sound.player() == beeps.append


def test_an_error_is_heard(bench: Bench) -> None:
    shell = bench.shell()
    kit: Kit = bench.windows[0].kit
    ear = Ear()
    object.__setattr__(kit, "sound", ear.sound)
    panel = ErrorPanel(kit)
    panel.setParent(shell)
    panel.show_error(InputError())
    assert ear.heard == ["bad.wav"]
    ear.now += 1
    shell.toast.say("Đã gác đủ chín người", well=False)
    assert ear.heard == ["bad.wav", "bad.wav"]
    ear.now += 1
    shell.note("Đã chuyển")
    assert ear.heard[-1] == "good.wav"


def test_pages_make_no_other_sound_than_the_two_that_can_be_switched_off() -> None:
    found = [
        path.name
        for path in (ROOT / "desk" / "ui").rglob("*.py")
        if "QApplication.beep" in path.read_text("utf-8") and path.name != "sound.py"
    ]
    assert found == []
