"""What is kept of exchanges: what moved, and what went wrong, but not every quiet round."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.services import history
from desk.sync.engine import Outcome
from tests.flows.stage import Stage, settle, staged
from tests.kit import receive


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


def kept(stage: Stage) -> list[tuple[int, int, str]]:
    found = history.latest(stage.one.work, 50)
    return [(each.pushed, each.pulled, each.error) for each in found]


def test_a_quiet_round_leaves_nothing_and_a_failure_one_line(stage: Stage) -> None:
    receive(stage.two.work)
    stage.two.exchange()
    stage.one.exchange()
    first = kept(stage)
    assert [(each[1] > 0, each[2]) for each in first] == [(True, "")]
    stage.one.exchange()
    assert kept(stage) == first
    stage.city.down()
    for _ in range(3):
        stage.one.fail()
    assert kept(stage) == [(0, 0, "CityUnreachableError"), *first]
    stage.city.up()
    stage.one.exchange()
    assert kept(stage) == [(0, 0, ""), (0, 0, "CityUnreachableError"), *first]
    settle(stage.one, stage.two)
    assert all(each.ms >= 0 and each.target == "city" for each in history.latest(stage.one.work, 9))


def test_old_lines_go(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "KEPT", 3)
    for number in range(1, 7):
        history.note(stage.one.work, "city", Outcome(pushed=number))
    assert [each.pushed for each in history.latest(stage.one.work, 50)] == [6, 5, 4]
