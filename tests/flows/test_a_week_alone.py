"""A week without a network, as people at the counter read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.app import counter
from tests.flows.week import Week, record


def test_a_week_alone_ends_with_both_sides_equal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_WITNESS", str(tmp_path / "witness"))
    week = Week(tmp_path, daily=4)
    monkeypatch.setattr(counter, "clock", week.clock)
    record(week)
    told = "\n".join(week.lines)
    alone, _, back = told.partition("có mạng lại")
    assert f"chờ {week.daily}, cần xem 0" in alone  # what waits is said while there is no network
    assert "Mất kết nối – hồ sơ đã lưu" in alone
    assert "Mất kết nối" not in back
    dossiers = 2 * (3 + 5 * week.daily)
    assert back.count(f"Thành phố xác nhận {dossiers}/{dossiers} hồ sơ trùng khớp") == 2
    assert back.count("0 chờ gửi, 0 cần xem") == 2
    assert back.count("khớp.\n") + back.endswith("khớp.") == 4
