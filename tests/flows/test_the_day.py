"""The counter's day, from the cold start to the closed drawer, by keys alone over a small ward.

The same steps as `make day` lives many times over with a year's dossiers: here they must be done,
within their keys, at every size and look and with both ways of typing Vietnamese. How long they
take is measured there and never here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.day import ward
from tests.day.steps import STEPS
from tests.ui.invented import ROOT

DOSSIERS = 120


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ward that has been at work for a while."""
    return ward.make(tmp_path_factory.mktemp("ward"), DOSSIERS)


@pytest.mark.parametrize(
    "looks",
    [
        pytest.param(["--scale=200", "--theme=dark", "--method=telex"], id="large-dark-telex"),
        pytest.param(
            ["--theme=contrast", "--method=vni"], id="contrast-vni", marks=pytest.mark.soak
        ),
    ],
)
def test_the_day_is_done_within_its_keys(kept: Path, tmp_path: Path, looks: list[str]) -> None:
    folder = ward.fresh(kept, tmp_path / "ward")
    answer = tmp_path / "answer.json"
    command = [sys.executable, "-m", "tests.day.run", str(folder), str(answer), *looks]
    screen = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TZ": "<+07>-7"}
    done = subprocess.run(  # noqa: S603 - ourselves
        command, env=screen, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    steps = json.loads(answer.read_text(encoding="utf-8"))["steps"]

    assert {step["number"]: step["said"] for step in steps if step["passed"] is False} == {}
    assert [step["number"] for step in steps] == list(range(1, 29))
    later = [step["number"] for step in steps if step["passed"] is None]
    assert later == [step.number for step in STEPS if step.act is None] == [17, 22, 23, 26]
    assert all(step["keys"] <= step["key_limit"] for step in steps)
    together = {step["number"]: step["keys"] for step in steps}
    assert sum(together[number] for number in (4, 5, 6)) <= 16
