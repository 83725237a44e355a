from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk.app import counter, single

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*.warning=false"}


def start(folder: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, **OFFSCREEN, "DESK_DATA": str(folder)}
    return subprocess.Popen([sys.executable, "-m", "desk"], env=environment)


@pytest.fixture
def first(tmp_path: Path, qtbot: QtBot) -> Iterator[Path]:
    """Have a real window stand on a counter's folder."""
    folder = tmp_path / "data"
    with counter.witness_at(tmp_path / "witness"):
        counter.initialise(folder, unit="H26.000.99", commune="00099", name="Phường Thử", slot=1)
        window = start(folder)
        try:
            qtbot.waitUntil(lambda: single.called(folder), timeout=60_000)
            yield folder
        finally:
            window.kill()
            window.wait()


def test_a_second_window_shows_the_first_and_ends(first: Path) -> None:
    with start(first) as second:
        try:
            assert second.wait(timeout=60) == 0
        finally:
            second.kill()


def test_what_a_killed_window_has_left_hinders_nobody(tmp_path: Path, qtbot: QtBot) -> None:
    called = []
    _left = single.answer(tmp_path, lambda: called.append("killed"))
    door = single.answer(tmp_path, lambda: called.append("new"))
    assert call_from_outside(tmp_path, qtbot) == 0
    assert called == ["new"]
    door.close()
    assert not single.called(tmp_path)


def test_a_window_on_another_folder_is_none_of_ours(tmp_path: Path) -> None:
    door = single.answer(tmp_path / "one", lambda: None)
    assert not single.called(tmp_path / "two")
    door.close()


def call_from_outside(folder: Path, qtbot: QtBot) -> int:
    code = (
        "import sys; from pathlib import Path; from desk.app import single; "
        "sys.exit(not single.called(Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", code, str(folder)]
    with subprocess.Popen(command) as caller:  # noqa: S603 - our own words
        qtbot.waitUntil(lambda: caller.poll() is not None, timeout=60_000)
        return caller.returncode
