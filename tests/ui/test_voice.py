"""Calls aloud: one after another, never in the way, and silent where there is no voice."""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import wave
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk.domain import spoken
from desk.ui.voice import Engine, Voice, engine


def recorder(folder: Path) -> Engine:
    """Return a program that writes when it begins and ends, and takes a moment to speak."""
    code = (
        "import sys, time, pathlib; f = pathlib.Path(sys.argv[1]).open('a', encoding='utf-8');"
        "print('begin', sys.argv[2], file=f, flush=True); time.sleep(0.05);"
        "print('end', sys.argv[2], file=f, flush=True)"
    )
    told = str(folder / "told")
    return Engine(sys.executable, lambda text: ["-c", code, told, text])


def test_calls_are_spoken_whole_and_never_over_each_other(tmp_path: Path, qtbot: QtBot) -> None:
    speaker = Voice(recorder(tmp_path))
    for text in ("một", "hai", "hai", "ba"):
        speaker.say(text)
    qtbot.waitUntil(lambda: not speaker.busy, timeout=20_000)
    lines = (tmp_path / "told").read_text("utf-8").split("\n")
    assert lines[:-1] == [
        f"{what} {text}" for text in ("một", "hai", "ba") for what in ("begin", "end")
    ]


def test_switched_off_it_is_silent(tmp_path: Path) -> None:
    speaker = Voice(recorder(tmp_path))
    speaker.on = False
    speaker.say("một")
    assert not speaker.busy


def test_without_a_program_nothing_happens(qtbot: QtBot) -> None:
    assert not Voice(None).present
    Voice(None).say("một")
    speaker = Voice(Engine("/no/such/program", lambda text: [text]))
    with qtbot.waitSignal(speaker.lost):
        speaker.say("một")
    assert not speaker.present
    assert not speaker.busy


def test_a_machine_without_a_vietnamese_voice_stays_silent(qtbot: QtBot) -> None:
    speaker = Voice(Engine(sys.executable, lambda _: ["-c", "raise SystemExit(3)"]))
    with qtbot.waitSignal(speaker.lost, timeout=20_000):
        speaker.say("một")
    assert not speaker.present


def test_what_hangs_is_cut_and_the_next_is_spoken(tmp_path: Path, qtbot: QtBot) -> None:
    told = recorder(tmp_path)
    hangs = ["-c", "import time; time.sleep(60)"]
    speaker = Voice(
        Engine(sys.executable, lambda text: hangs if text == "treo" else told.words(text))
    )
    limit = speaker._limit  # noqa: SLF001 - twenty seconds are long
    speaker.spoke.connect(lambda text: limit.start(200 if text == "treo" else 30_000))
    speaker.say("treo")
    speaker.say("hai")
    qtbot.waitUntil(lambda: not speaker.busy, timeout=30_000)
    assert "end hai" in (tmp_path / "told").read_text("utf-8")


def test_the_program_s_end_is_not_kept_waiting() -> None:
    speaker = Voice(Engine(sys.executable, lambda _: ["-c", "import time; time.sleep(60)"]))
    speaker.say("một")
    speaker.say("hai")
    speaker.stop()
    assert not speaker.busy


@pytest.mark.parametrize(
    ("platform", "there", "found"),
    [
        ("linux", {"espeak-ng"}, "espeak-ng"),
        ("linux", {"espeak-ng", "spd-say"}, "spd-say"),
        ("linux", set(), None),
        ("win32", {"powershell.exe"}, "powershell.exe"),
    ],
)
def test_each_system_has_its_program(platform: str, there: set[str], found: str | None) -> None:
    made = engine(platform, lambda name: name if name in there else None)
    assert (made.program if made else None) == found
    if made is not None:
        assert made.words("Mời số A không không một")


def test_windows_is_told_the_words_and_nothing_can_end_them() -> None:
    made = engine("win32", lambda name: name)
    assert made is not None
    script = base64.b64decode(made.words("Mời số 'A'; exit")[-1]).decode("utf-16-le")
    assert "Speak('Mời số ''A''; exit')" in script
    assert "-like 'vi*'" in script


def test_a_real_voice_speaks_vietnamese_for_a_while(tmp_path: Path) -> None:
    program = shutil.which("espeak-ng")
    if program is None:
        pytest.skip("espeak-ng is not installed")
    made = engine("linux", lambda name: program if name == "espeak-ng" else None)
    assert made is not None
    lengths = []
    for counter in ("", "Quầy 1"):
        out = tmp_path / f"{len(counter)}.wav"
        words = ["-w", str(out), *made.words(spoken.call("A001", counter))]
        subprocess.run([program, *words], check=True, capture_output=True)  # noqa: S603 - fixed words
        with wave.open(str(out)) as sound:
            lengths.append(sound.getnframes() / sound.getframerate())
            loud = max(sound.readframes(sound.getnframes()))
        assert loud > 0
    assert 1.0 < lengths[0] < lengths[1] < 10.0
