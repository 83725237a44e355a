"""Folders that earlier programs left behind open, go on, and exchange what waited in them."""

from __future__ import annotations

import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from desk.services import targets
from tests.flows.stage import City, Desk, prove, settle
from tests.kit import Clock, Counter
from tests.skew.make_ward import GOLDEN

WARDS = sorted(GOLDEN.glob("ward-*.tar.xz"))


class Ward:
    """Two counters and their city as they lay on disk."""

    def __init__(self, packed: Path, home: Path, stack: ExitStack) -> None:
        with tarfile.open(packed) as archive:
            archive.extractall(home, filter="data")
        clock = Clock()
        clock.pass_(days=1)
        self.city = City(home / "city", clock)
        stack.callback(self.city.down)
        self.city.up()
        self.desks = [self._desk(home / f"counter-{slot}", slot, stack) for slot in (1, 2)]

    def _desk(self, home: Path, slot: int, stack: ExitStack) -> Desk:
        counter = Counter(home, slot=slot, clock=self.city.clock)
        with closing(sqlite3.connect(counter.database)) as link:
            counter.device = link.execute("SELECT lower(hex(device)) FROM counter").fetchone()[0]
            # The city of the archive served at another port.
            link.execute("UPDATE target SET url = ?", (f"http://127.0.0.1:{self.city.port}",))
            link.commit()
        made = Desk(counter, self.city)
        stack.callback(made.close)
        made.open()
        return made


@pytest.fixture(params=WARDS, ids=lambda path: path.name.partition(".")[0])
def ward(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ward]:
    with ExitStack() as stack:
        yield Ward(request.param, tmp_path, stack)


def test_what_waited_on_an_old_disk_arrives_and_both_sides_are_equal(ward: Ward) -> None:
    one, two = ward.desks
    before = [targets.statuses(each.work)[0] for each in ward.desks]
    assert all(each.waiting > 0 for each in before)  # the archive has something to send
    assert sum(each.attention for each in before) > 0  # and something that needs a person
    settle(one, two)
    for each, old in zip(ward.desks, before, strict=True):
        (now,) = targets.statuses(each.work)
        assert now.waiting == 0
        assert now.confirmed >= old.confirmed + old.waiting
    assert prove(one, two) >= 6
    # Nothing of what people were asked is forgotten on the way.
    assert sum(len(each.attention()) for each in ward.desks) >= 1
