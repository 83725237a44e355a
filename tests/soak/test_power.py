"""Power lost, and the disk failing, at every operation of every workflow.

DESK_EVERY thins the points out (1: every one), DESK_TORN says how often each is torn anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.kit import Counter
from tests.power.campaign import campaign
from tests.power.faults import BROKEN, FULL, fail_each
from tests.power.report import Figures
from tests.power.ward import WORKFLOWS as OF_A_WARD
from tests.power.ward_campaign import campaign as in_a_ward
from tests.power.workflows import WORKFLOWS

pytestmark = pytest.mark.soak
EVERY = int(os.environ.get("DESK_EVERY", "1"))
TORN = int(os.environ.get("DESK_TORN", "1"))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_power_lost_at_every_point(
    name: str, made_once: Counter, tmp_path: Path, figures: Figures
) -> None:
    with figures.of("power loss") as counted:
        seen = campaign(name, made_once, tmp_path, every=EVERY, torn=TORN)
        counted.update(images=seen.images, points=seen.points, alike=seen.alike, workflows=1)
    assert seen.images > 0


@pytest.mark.parametrize("name", OF_A_WARD)
def test_power_lost_at_every_point_of_a_city_and_a_stick(
    name: str, made_once: Counter, tmp_path: Path, figures: Figures
) -> None:
    with figures.of("power loss of a city and a stick") as counted:
        seen, states = in_a_ward(name, made_once, tmp_path, every=EVERY, torn=TORN)
        counted.update(
            images=seen.images, points=seen.points, alike=seen.alike, states=states, workflows=1
        )
    assert seen.images > 0


@pytest.mark.parametrize("error", [FULL, BROKEN], ids=["full", "broken"])
@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_call_fails_once(
    name: str, error: int, made_once: Counter, tmp_path: Path, figures: Figures
) -> None:
    with figures.of("full disk" if error == FULL else "broken disk") as counted:
        seen = fail_each(name, made_once, tmp_path, error, every=EVERY)
        counted.update(calls=seen.calls, workflows=1)
        counted.update(seen.outcomes)
    assert seen.calls > 0
