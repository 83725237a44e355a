"""Ten thousand damaged counters (DESK_IMAGES; DESK_SEED is the first one's seed)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.kit import Counter
from tests.power.damage import campaign, day
from tests.power.report import Figures

IMAGES = int(os.environ.get("DESK_IMAGES", "10000"))
SEED = int(os.environ.get("DESK_SEED", "1000"))


@pytest.mark.soak
def test_damage_is_found_out_or_does_no_harm(
    counter: Counter, tmp_path: Path, figures: Figures
) -> None:
    with figures.of("damaged images") as counted:
        base = day(counter, tmp_path / "base")
        seen = campaign(counter, base, tmp_path, range(SEED, SEED + IMAGES))
        counted.update(images=seen.images)
        counted.update(seen.outcomes)
    assert seen.images == IMAGES
