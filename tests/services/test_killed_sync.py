"""Both ends killed in the midst of their exchange (`make soak` does it a thousand times)."""

from __future__ import annotations

from pathlib import Path

from tests.kill_sync import campaign


def test_both_sides_are_equal_after_all_kills(tmp_path: Path) -> None:
    seen = campaign(tmp_path, 10, seed=1)
    assert seen.lives == 10
    assert seen.dossiers >= 10
    assert sum(count for how, count in seen.ended.items() if how.endswith("killed")) >= 5
