"""A counter that is ready for its day."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desk.domain.records import Actor
from desk.services.workplace import Workplace
from tests.kit import Clock, Counter, administrator


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """Return a counter that nobody works at: tests get copies, which cost less than making one."""
    return Counter(tmp_path_factory.mktemp("made-once") / "counter").make()


@pytest.fixture
def counter(made_once: Counter, tmp_path: Path) -> Counter:
    home = tmp_path / "counter-1"
    shutil.copytree(made_once.home, home)
    return replace(made_once, home=home, clock=Clock())


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
