"""Kill -9 of a counter and its city in their exchange, a thousand lives (DESK_KILLS)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.kill_sync import campaign
from tests.power.report import Figures

KILLS = int(os.environ.get("DESK_KILLS", "1000"))
LIVES = 250  # of one ward: proving walks all that it has


@pytest.mark.soak
def test_both_sides_are_equal_after_all_kills(tmp_path: Path, figures: Figures) -> None:
    done = 0
    while done < KILLS:
        lives = min(LIVES, KILLS - done)
        with figures.of("killed while exchanging") as counted:
            seen = campaign(tmp_path / f"ward-{done}", lives, seed=2000 + done)
            counted.update(lives=seen.lives, dossiers=seen.dossiers)
            counted.update(seen.ended)
        done += lives
    assert done == KILLS
