"""Dying between any two statements of everything that a counter writes, its making included."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.kit import ROOT


@pytest.mark.soak
def test_every_point_of_everything() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/services/test_dying.py"],
        cwd=ROOT,
        env=os.environ | {"DESK_DIE_EVERYWHERE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:]
