"""Files of dossiers on their way to the city: after their events, whole or not at all."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.app import exchange
from desk.domain.views import FilesStatus
from desk.services import checking, targets
from desk.sync.adapters.native_files import NativeFiles
from tests.flows.papers import GRAIN_BYTES, at_city, attach, is_whole, noise
from tests.flows.stage import Desk, Stage, staged
from tests.kit import receive


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


def files(desk: Desk) -> FilesStatus:
    (status,) = targets.statuses(desk.work)
    return status.files


@pytest.mark.parametrize(
    "size", [0, 1, GRAIN_BYTES - 1, GRAIN_BYTES, GRAIN_BYTES + 1, 20 * 1024 * 1024]
)
def test_a_file_of_any_size_arrives_as_it_is(stage: Stage, size: int) -> None:
    data = noise(size)
    sha = attach(stage.one, receive(stage.one.work), data)
    assert (files(stage.one).waiting, files(stage.one).bytes) == (1, size)
    stage.one.exchange()
    assert at_city(stage.city, sha) == data
    assert files(stage.one) == FilesStatus(held=1)
    assert is_whole(stage.city, sha)


def test_events_go_first_and_files_follow(stage: Stage) -> None:
    """A target that answers no file gets every event, and the file waits with its reason."""
    one = stage.one
    sha = attach(one, receive(one.work), noise(100_000))
    stage.city.down()
    (stage.city.home / "city-files").write_text("in the way of the folder")
    stage.city.up()
    told = one.exchange()  # no error of the exchange: only the file could not go
    assert (told.waiting, told.pushed > 0) == (0, True)
    assert (files(one).waiting, files(one).bytes) == (1, 100_000)
    assert files(one).error == "CityBusyError"
    (stage.city.home / "city-files").unlink()
    one.exchange()
    assert is_whole(stage.city, sha)
    assert files(one) == FilesStatus(held=1)


def test_small_before_large(stage: Stage) -> None:
    one = stage.one
    dossier = receive(one.work)
    names = [attach(one, dossier, noise(size, size)) for size in (300_000, 10, 70_000)]
    order: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        real = NativeFiles.commit

        def commit(self: NativeFiles, name: str, size: int, *, until: float) -> None:
            real(self, name, size, until=until)
            order.append(name)

        patch.setattr(NativeFiles, "commit", commit)
        one.exchange()
    assert order == [names[1], names[2], names[0]]


def cuts(pieces: int) -> list[int]:
    """Return bytes of the way up: around the head and the end of every piece, and some others."""
    chance = random.Random(20261128)  # noqa: S311 – the same cuts at every run
    near = [n * GRAIN_BYTES + by for n in range(1, pieces + 1) for by in (-1, 0, 1, 400)]
    return sorted({*near, *(chance.randrange(pieces * GRAIN_BYTES) for _ in range(12))})


def test_cut_anywhere_it_goes_on_at_the_piece_that_was_under_way(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut at every boundary of a piece and elsewhere: what is on the city's disk stays there."""
    one = stage.one
    sent: list[tuple[str, int]] = []
    real = NativeFiles.send

    def send(self: NativeFiles, name: str, first: int, data: bytes, *, until: float) -> None:
        real(self, name, first, data, until=until)
        sent.append((name, first))

    monkeypatch.setattr(NativeFiles, "send", send)
    monkeypatch.setattr("desk.sync.files._Pace.grains", lambda _, __: 1)
    dossier = receive(one.work)
    places = cuts(4)
    for at in places:
        data = noise(3 * GRAIN_BYTES + 17, seed=at)
        sha = attach(one, dossier, data)
        stage.line.cut_at(at, None)
        exchange.once(one.work)
        stage.line.cut_at(None, None)
        one.exchange()
        assert at_city(stage.city, sha) == data, at
    assert files(one) == FilesStatus(held=len(places))
    assert len(sent) == len(set(sent)) == 4 * len(places)  # nothing that was answered went again
    assert stage.line.cuts > len(places) // 2
    assert not list((stage.city.home / "city-files" / "new").iterdir())
    assert checking.verify(one.work).ok
