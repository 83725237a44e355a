"""A write or a sync that fails once in the midst of what a counter does (`make soak`: each)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit import Counter
from tests.power.faults import BROKEN, FULL, REFUSED, fail_each

SOME = {"making a counter": 61, "attaching a file": 17}


@pytest.mark.parametrize("error", [FULL, BROKEN], ids=["full", "broken"])
@pytest.mark.parametrize("name", SOME)
def test_a_plain_answer_and_nothing_lost(
    name: str, error: int, made_once: Counter, tmp_path: Path
) -> None:
    seen = fail_each(name, made_once, tmp_path, error, every=SOME[name])
    assert seen.outcomes[REFUSED] > 0
