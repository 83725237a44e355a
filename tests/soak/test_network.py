"""Hundreds of cuts at random bytes, both ways, while two counters work: a week of bad lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.stage import staged
from tests.flows.storm import Storm

pytestmark = pytest.mark.soak


@pytest.mark.parametrize("seed", range(5))
def test_two_counters_live_through_hundreds_of_cuts(tmp_path: Path, seed: int) -> None:
    with staged(tmp_path) as stage:
        storm = Storm(stage, seed)
        for cuts in (50, 100, 150, 200, 250):
            storm.rage(cuts)
            storm.heal()  # and the storm goes on over a longer log
        assert len(stage.city.events()) >= 400
