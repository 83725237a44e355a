"""A ward whose OpenCPS site is told by one counter of what another one scanned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.app import exchange
from desk.services import targets
from tests.dialects import desks
from tests.dialects.opencps_server import OpenCpsServer, opencps
from tests.flows.papers import attach, noise
from tests.flows.stage import Stage, staged
from tests.kit import RESIDENCE, receive


@pytest.fixture
def site() -> Iterator[OpenCpsServer]:
    with opencps() as made:
        yield made
        assert made.complaints == []


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


def test_a_file_of_another_counter_is_fetched_for_the_site(
    stage: Stage, site: OpenCpsServer
) -> None:
    desks.Desk(stage.one.work, site).add()
    dossier = receive(stage.two.work, RESIDENCE)
    attach(stage.two, dossier, noise(3_000))
    exchange.once(stage.two.work)
    for _ in range(3):  # heard of, found wanting, fetched and told
        assert exchange.once(stage.one.work).targets["city"].error == ""
    assert len(site.files[dossier.uid]) == 1
    (status,) = [each for each in targets.statuses(stage.one.work) if each.name == desks.NAME]
    assert (status.confirmed, status.waiting, status.attention) == (1, 0, 0)
