"""One city for all tests of this room; every test has a ward of its own in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.city.town import Machine, Town, town


@pytest.fixture(scope="session")
def shared_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    address = f"sqlite:///{tmp_path_factory.mktemp('city') / 'city.db'}"
    with town(address) as made:
        yield made


@pytest.fixture
def city(shared_town: Town) -> Town:
    return shared_town


@pytest.fixture
def counter(city: Town) -> Machine:
    """Return a counter that has joined, the only one of its ward."""
    return city.machine()


@pytest.fixture
def address(tmp_path: Path) -> str:
    """Return where a city of the test's own can be."""
    return f"sqlite:///{tmp_path / 'city.db'}"
