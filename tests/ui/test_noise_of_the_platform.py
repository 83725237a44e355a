"""Of all that Qt says, one message is left out, and only that one."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.ui.invented import ROOT

_PROGRAM = """
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QWidget
from desk.app import window
app = window._application(())
widget = QWidget()
widget.show()
app.processEvents()
qWarning("a message that matters: propagateSizeHints")
"""


def test_the_platform_without_a_screen_is_quiet_and_nothing_else_is() -> None:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", _PROGRAM],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == "a message that matters: propagateSizeHints\n"
    assert done.stdout == ""
