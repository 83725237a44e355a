"""A counter that commands work at: made once by the program itself, then copied for each test."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from desk.app import counter
from tests.flows.program import Program
from tests.kit import Clock

INIT = (
    *("init", "--unit", "H26.033.15", "--commune", "00999"),
    *("--name", "Phường Mẫu Giáo", "--slot", "1"),
)


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a counter, and its witness, on which nobody has worked."""
    home = tmp_path_factory.mktemp("untouched")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DESK_WITNESS", str(home / "witness"))
        made = Program(home)(*INIT, "--data", home / "data")
    assert made.status == 0, made
    return home


@pytest.fixture
def anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Return the program on a PC where it has never run; its clock stands."""
    program = Program(tmp_path, Clock())
    monkeypatch.setattr(counter, "clock", program.clock)
    return program


@pytest.fixture
def desk(anew: Program, untouched: Path) -> Program:
    """Return the program at a counter that is ready for its day."""
    shutil.copytree(untouched / "data", os.environ["DESK_DATA"])
    shutil.copytree(untouched / "witness", os.environ["DESK_WITNESS"])
    return anew
