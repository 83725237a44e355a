"""What flows begin with: a counter that commands work at, or a ward with its city."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer.main

from desk.app import counter
from tests.city.cluster import cluster, programs
from tests.flows.first import latecomer
from tests.flows.program import ADULT, Program
from tests.flows.stage import Desk, Stage, staged
from tests.kit import RESIDENCE, Clock

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


#: A process builds its commands once; here thousands would each build them anew.
built_once = cache(typer.main.get_command)

#: How a dossier of seven working days is brought to each status that needs no city.
WAYS: dict[int, list[tuple[str, ...]]] = {
    2: [],
    4: [("claim",)],
    5: [("claim",), ("supplement", "--reason", "thiếu ảnh")],
    6: [("claim",), ("fee", "--amount", "20000")],
    7: [("withdraw",)],
    8: [("withdraw",), ("stop",)],
    9: [("finish",)],
    10: [("finish",), ("hand-over", "--to", ADULT["name"])],
}


@pytest.fixture(scope="session")
def worked(
    untouched: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[int, str]]:
    """Return a counter with one dossier at each status, and their codes."""
    home = tmp_path_factory.mktemp("worked") / "counter"
    shutil.copytree(untouched, home)
    codes = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DESK_DATA", str(home / "data"))
        patch.setenv("DESK_WITNESS", str(home / "witness"))
        program = Program(home)
        patch.setattr(counter, "clock", program.clock)
        for status, ways in WAYS.items():
            found = program.received(procedure=RESIDENCE, note=f"sẽ đến trạng thái {status}")
            for way in ways:
                found = program.act(found["code"], *way)
            assert found["status"] == status
            codes[status] = found["code"]
    return home, codes


@pytest.fixture
def anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Return the program on a PC where it has never run; its clock stands."""
    program = Program(tmp_path, Clock())
    monkeypatch.setattr(counter, "clock", program.clock)
    monkeypatch.setattr(typer.main, "get_command", built_once)
    return program


@pytest.fixture
def desk(anew: Program, untouched: Path) -> Program:
    """Return the program at a counter that is ready for its day."""
    shutil.copytree(untouched / "data", os.environ["DESK_DATA"])
    shutil.copytree(untouched / "witness", os.environ["DESK_WITNESS"])
    return anew


@pytest.fixture
def ward(desk: Program, worked: tuple[Path, dict[int, str]]) -> dict[int, str]:
    """Give the counter a dossier at each status; return their codes."""
    home, codes = worked
    for folder, variable in (("data", "DESK_DATA"), ("witness", "DESK_WITNESS")):
        shutil.rmtree(os.environ[variable])
        shutil.copytree(home / folder, os.environ[variable])
    desk.clock.pass_(hours=1)
    return codes


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Start a PostgreSQL; return the address of its maintenance database."""
    binaries = programs()
    if binaries is None:
        pytest.skip("PostgreSQL's server is not installed")
    with cluster(binaries) as address:
        yield address


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """Begin a ward's day: a city that serves and two counters that have joined it."""
    with staged(tmp_path) as made:
        yield made


@pytest.fixture
def late(stage: Stage, tmp_path: Path) -> Iterator[Desk]:
    """Begin one more counter, which has received two dossiers before it joins the city."""
    with latecomer(stage, tmp_path) as made:
        yield made
