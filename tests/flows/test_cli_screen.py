"""Starting the window: on a screen, without one, and where the one that is named is dead."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from desk.app import display
from desk.app.display import NoDisplayError
from tests.flows.program import Program, finished
from tests.kit import ROOT

linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
PLATFORM, SCREENS = "QT_QPA_PLATFORM", ("DISPLAY", "WAYLAND_DISPLAY")
#: Nobody's screens: none at all, a socket that is not there, a port that nobody listens at.
DEAD: list[dict[str, str]] = [
    {},
    {"DISPLAY": ":7707"},
    {"DISPLAY": "127.0.0.1:59000"},
    {"WAYLAND_DISPLAY": "wayland-nobody"},
    {"DISPLAY": ":7707", "WAYLAND_DISPLAY": "wayland-nobody", PLATFORM: "xcb"},
    {"DISPLAY": "không phải màn hình"},
]


@pytest.fixture
def screenless(anew: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Return the program on a PC that has no screen, where Qt was told nothing."""
    for name in (PLATFORM, *SCREENS, "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    return anew


@linux
@pytest.mark.parametrize("screens", DEAD)
def test_without_a_screen_no_window_runs_unseen(
    screenless: Program, screens: dict[str, str]
) -> None:
    answer = screenless.real(**screens)
    assert (answer.status, answer.out) == (1, b"")
    assert answer.err.startswith("Không có màn hình")
    assert "«desk demo»" in answer.err
    assert "«desk --help»" in answer.err
    assert not screenless.folder.exists()


@linux
def test_the_same_is_said_where_a_folder_is_named_and_in_english(
    screenless: Program, tmp_path: Path
) -> None:
    answer = screenless.real("--data", tmp_path / "data", DESK_LANGUAGE="en", DISPLAY=":7707")
    assert (answer.status, answer.out) == (1, b"")
    assert answer.err.startswith("No screen for the window.")
    assert ":7707" in answer.err
    assert "«desk demo»" in answer.err


@linux
def test_on_a_screen_the_window_is_shown(screenless: Program) -> None:
    xvfb = shutil.which("xvfb-run")
    assert xvfb is not None
    shown = subprocess.Popen(  # noqa: S603 - our own program
        [xvfb, "-a", sys.executable, "-m", "desk"],
        cwd=ROOT,
        env={**os.environ, "DESK_FIRST_PAINT": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    answer = finished(shown)
    assert (answer.status, answer.text) == (0, "first-paint\n")
    assert not screenless.folder.exists()


def test_who_says_how_qt_is_to_draw_needs_no_screen(screenless: Program) -> None:
    answer = screenless.real(DESK_FIRST_PAINT="1", **{PLATFORM: "offscreen"})
    assert (answer.status, answer.text) == (0, "first-paint\n")


@linux
@pytest.mark.parametrize("screens", DEAD)
def test_a_dead_screen_is_found_out_before_qt_meets_it(
    screenless: Program, monkeypatch: pytest.MonkeyPatch, screens: dict[str, str]
) -> None:
    assert not screenless.folder.exists()
    for name, value in screens.items():
        monkeypatch.setenv(name, value)
    assert not display.reachable()
    with pytest.raises(NoDisplayError) as caught:
        display.require()
    assert caught.value.facts["display"] in (*screens.values(), "–")
    display.draw_elsewhere()  # pictures need no screen
    assert os.environ[PLATFORM] == "offscreen"
    assert display.reachable()
    display.require()
    monkeypatch.delenv(PLATFORM)


@linux
@pytest.mark.enable_socket  # of the file system: it leads nowhere else
def test_a_compositor_is_a_screen(
    screenless: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert not screenless.folder.exists()
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "ours"))
        compositor.listen()
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        monkeypatch.setenv("WAYLAND_DISPLAY", "ours")
        assert display.reachable()
        monkeypatch.delenv("XDG_RUNTIME_DIR")
        assert not display.reachable()
        monkeypatch.setenv("WAYLAND_DISPLAY", str(tmp_path / "ours"))
        assert display.reachable()
