"""One real city for all tests of this room, reached through a wire that can fail."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desk.sync.adapters.native import Native
from tests.city.town import Machine, Town, town
from tests.sync.faults import Proxy, proxy
from tests.sync.memory import MemoryLedger


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(f"sqlite:///{tmp_path_factory.mktemp('city') / 'city.db'}") as made:
        yield made


@pytest.fixture
def wire(city: Town) -> Iterator[Proxy]:
    with proxy(city.ready.url) as made:
        yield made


@pytest.fixture
def machine(city: Town) -> Machine:
    return city.machine()


@pytest.fixture
def ledger(machine: Machine) -> MemoryLedger:
    return MemoryLedger(machine)


@pytest.fixture
def adapter(wire: Proxy, machine: Machine) -> Iterator[Native]:
    made = Native(wire.url, machine.token, connect_s=5, read_s=5)
    yield made
    made.close()
