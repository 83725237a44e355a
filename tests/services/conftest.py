"""A counter that is ready for its day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.domain.records import Actor
from desk.services.workplace import Workplace
from tests.kit import Clock, Counter, administrator


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path / "counter-1").make()


@pytest.fixture
def clock(counter: Counter) -> Clock:
    return counter.clock


@pytest.fixture
def work(counter: Counter) -> Iterator[Workplace]:
    with counter.open() as opened:
        yield opened


@pytest.fixture
def admin(work: Workplace) -> Actor:
    return administrator(work)
