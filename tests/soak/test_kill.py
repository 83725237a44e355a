"""Kill -9, hundreds or thousands of times (DESK_KILLS), on one counter after the other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.kill import campaign

KILLS = int(os.environ.get("DESK_KILLS", "200"))
LIVES = 250  # of one counter: verifying walks all that it has ever received


@pytest.mark.soak
def test_what_was_printed_is_there_after_every_kill(tmp_path: Path) -> None:
    done = receipts = 0
    while done < KILLS:
        kills = min(LIVES, KILLS - done)
        seen = campaign(tmp_path / f"counter-{done}", kills, seed=1000 + done, verify_every=5)
        done += seen.kills
        receipts += seen.receipts
    assert done == KILLS
    assert receipts > 0
