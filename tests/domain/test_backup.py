"""When another copy is due."""

from __future__ import annotations

from datetime import timedelta

from desk.domain.backup import Copied, is_old
from tests.domain.rule_files import at

NOW = at("2026-11-23 17:00")


def test_a_copy_grows_old_in_a_day() -> None:
    copied = Copied(folder="", at=NOW - timedelta(hours=25), bytes_=1, events=1)
    assert is_old(None, NOW)
    assert not is_old(copied, NOW)
    assert is_old(copied, NOW + timedelta(hours=2))
