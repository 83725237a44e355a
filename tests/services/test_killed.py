"""A counter that is killed in the middle of whatever it does (`make soak` does it longer)."""

from __future__ import annotations

from pathlib import Path

from tests.kill import campaign


def test_what_was_printed_is_there_after_every_kill(tmp_path: Path) -> None:
    seen = campaign(tmp_path / "counter", 25, seed=1)
    assert seen.kills == 25
    assert seen.receipts > 0
