"""The network is cut some dozen times while two counters work; afterwards all are equal."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.app.background import Exchanger
from desk.services import targets
from tests.flows.stage import Stage, prove, settle, staged
from tests.flows.storm import Storm
from tests.kit import receive


@pytest.mark.parametrize("seed", [7, 2026])
def test_nothing_is_lost_or_doubled_over_cuts_at_random_bytes(tmp_path: Path, seed: int) -> None:
    with staged(tmp_path) as stage:
        storm = Storm(stage, seed)
        storm.rage(cuts=13)
        assert storm.failures >= 7  # a cut may fall where an exchange has done its work
        storm.heal()


def _confirmed(stage: Stage) -> bool:
    states = [targets.statuses(desk.work)[0] for desk in (stage.one, stage.two)]
    return all(each.confirmed == each.created for each in states)


def test_the_exchange_behind_open_windows_goes_on_by_itself(tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        storm = Storm(stage, 11)
        stage.line.next_cut = storm._next_cut  # noqa: SLF001 - the same weather
        behind = [Exchanger(desk.work) for desk in (stage.one, stage.two)]
        for each in behind:
            each.start()
        try:
            for _ in range(15):
                for desk, each in zip((stage.one, stage.two), behind, strict=True):
                    receive(desk.work)  # while the other thread sends
                    each.nudge()
            stage.line.cut_at(None, None)
            for _ in range(5):
                for each in behind:
                    each.now()
                if _confirmed(stage):
                    break
        finally:
            for each in behind:
                each.stop()
        assert _confirmed(stage)
        settle(stage.one, stage.two)
        assert prove(stage.one, stage.two) == 30
