"""A ward whose OpenCPS site is told by one counter of what another one scanned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.app import exchange
from desk.models.blobs import Blobs
from desk.services import targets
from tests.dialects import desks
from tests.dialects.opencps_server import OpenCpsServer, opencps
from tests.flows.papers import attach, noise
from tests.flows.program import Program
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


def test_what_even_the_city_lacks_is_told_of_and_holds_no_dossier_back(
    stage: Stage, site: OpenCpsServer, tmp_path: Path
) -> None:
    desks.Desk(stage.one.work, site).add()
    dossier = receive(stage.two.work, RESIDENCE)
    for size in (3_000, 4_000):
        attach(stage.two, dossier, noise(size))
    lost = Blobs(stage.two.work.database.folder)
    kept = {lost.path(sha): lost.path(sha).read_bytes() for sha in lost.every()}
    away = min(kept, key=lambda path: len(kept[path]))
    away.unlink()  # scanned, and gone before anybody else had it
    exchange.once(stage.two.work)
    for _ in range(2):
        exchange.once(stage.one.work)
    assert site.dossiers[dossier.uid]["dossierStatus"] == "receiving"
    assert len(site.files[dossier.uid]) == 1
    told = Program(tmp_path)("sync", "status", "--data", stage.one.work.database.folder)
    assert f"{desks.NAME}: thiếu 1/2 tệp" in told.text
    away.write_bytes(kept[away])
    exchange.once(stage.two.work)
    for _ in range(2):
        exchange.once(stage.one.work)
    (status,) = [each for each in targets.statuses(stage.one.work) if each.name == desks.NAME]
    assert (status.confirmed, status.waiting, status.files.missing) == (1, 0, 0)
    assert len(site.files[dossier.uid]) == 2
