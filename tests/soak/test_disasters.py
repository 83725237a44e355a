"""Backups put back, power cuts and moved disks in the midst of bad lines: equal all the same."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from typing_extensions import override

from desk.domain.records import VN, Dossier
from desk.models.witness import Mark, Witness, machine_fingerprint
from tests.flows.stage import Desk, prove, settle, staged
from tests.flows.storm import Storm
from tests.kit import COPIES, number_of, receive

pytestmark = pytest.mark.soak


@dataclass
class Disasters(Storm):
    """Weather in which disks suffer too; every receipt ever printed is remembered."""

    of_city: bool = False  # whose disk is put back: both at once may lose what only they had
    papers: list[Dossier] = field(default_factory=list)
    backups: dict[int, list[Path]] = field(default_factory=dict)
    happened: Tally[str] = field(default_factory=Tally)

    @override
    def live(self, desk: Desk) -> None:
        kind = self.chance.random()
        if kind < 0.25:
            self.papers.append(receive(desk.work, COPIES))
        elif kind < 0.35:
            name, disaster = self.chance.choice(self._disasters())
            self.happened[name] += 1
            disaster(desk)
        elif kind < 0.36:
            self.stage.clock.now += timedelta(days=1)
        else:
            super().live(desk)

    @override
    def account(self, desk: Desk) -> None:
        """Leave it to the end: a city put back has forgotten what it confirmed."""

    def _disasters(self) -> list[tuple[str, Callable[[Desk], None]]]:
        always = [("crash", self._crash), ("move", self._move)]
        if self.of_city:
            return [
                *always,
                ("city backup", self._back_up_city),
                ("city restore", self._restore_city),
            ]
        return [*always, *[("backup", self._back_up)] * 2, ("restore", self._restore)]

    def _place(self) -> Path:
        return self.stage.home / f"copy-{sum(self.happened.values())}"

    def _back_up(self, desk: Desk) -> None:
        desk.close()
        self.backups.setdefault(desk.counter.slot, []).append(desk.counter.copy_to(self._place()))
        desk.open()

    def _restore(self, desk: Desk) -> None:
        if found := self.backups.get(desk.counter.slot):
            desk.close()
            desk.counter.put_back(self.chance.choice(found))
            desk.open()

    def _crash(self, desk: Desk) -> None:
        """Leave a witness that is one number ahead, as a cut between two writes does."""
        last = receive(desk.work, COPIES)
        self.papers.append(last)
        desk.close()
        witness = Witness(desk.counter.witnesses, desk.device, machine_fingerprint())
        day = self.stage.clock().astimezone(VN).date()
        witness.record(Mark(day, number_of(last) >= 9000), number_of(last) + 1)
        assert desk.open().outcome.epoch == "crashed"

    def _move(self, desk: Desk) -> None:
        desk.close()
        desk.counter.witnesses.rename(self._place())
        assert desk.open().outcome.epoch == "moved"

    def _back_up_city(self, _: Desk) -> None:
        self.online = False  # what a city files itself and forgets, nobody tells it again
        self.stage.city.down()
        self.backups.setdefault(0, []).append(self.stage.city.copy_to(self._place()))
        self.stage.city.up()

    def _restore_city(self, _: Desk) -> None:
        if self.backups.get(0):
            self.stage.city.down()
            self.stage.city.put_back(self.chance.choice(self.backups[0]))
            self.stage.city.up()

    @override
    def heal(self) -> None:
        stage = self.stage
        for _ in range(8):
            settle(stage.one, stage.two, rounds=12)
            if not (stage.one.attention() or stage.two.attention()):
                break
            for desk in (stage.one, stage.two):
                self.decide(desk)
        assert prove(stage.one, stage.two) > 0
        for facts in (
            [each.code for each in self.papers],
            [each.barcode for each in self.papers],
            [(each.book, each.line) for each in self.papers],
        ):
            assert [fact for fact, times in Tally(facts).items() if times > 1] == []


@pytest.mark.parametrize("of_city", [False, True], ids=["counters", "city"])
@pytest.mark.parametrize("seed", range(5))
def test_disks_and_lines_fail_and_all_is_equal(tmp_path: Path, seed: int, of_city: bool) -> None:
    with staged(tmp_path) as stage:
        storm = Disasters(stage, seed, of_city=of_city)
        for cuts in (20, 40, 60):
            storm.rage(cuts)
            storm.heal()
