"""Power lost in the midst of what a city does, or on a stick (`make soak` cuts it everywhere)."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from desk.city import shelf, store
from desk.wire.bundle import BundleDamagedError
from desk.wire.stick import Writing
from tests.kit import Counter
from tests.power.campaign import LostError
from tests.power.ward import WORKFLOWS
from tests.power.ward_campaign import campaign

#: Every so many of its operations.
SOME = {
    "starting a city": 83,
    "joining it": 37,
    "taking in a push": 61,
    "giving a page": 61,
    "filing online": 123,
    "keeping a file": 79,
    "publishing": 7,
    "revoking": 7,
    "making a stock": 241,
    "making a stock anew": 101,
    "writing a stick": 19,
    "the city reads it": 51,
    "the city answers": 9,
    "reading the answer": 67,
}


def test_every_workflow_is_here() -> None:
    assert list(SOME) == list(WORKFLOWS)


@pytest.mark.parametrize("name", SOME)
def test_nothing_answered_is_lost(name: str, made_once: Counter, tmp_path: Path) -> None:
    counted, tried = campaign(name, made_once, tmp_path, every=SOME[name], most=1)
    assert counted.images >= counted.points > 1
    assert tried


# -- the layer can fail: planted faults that it must find ---------------------------------------


def _hasty(path: Path, *, write: bool) -> sqlite3.Connection:
    link = CONNECT(path, write=write)
    link.execute("PRAGMA synchronous=OFF")
    return link


CONNECT = store._connect  # noqa: SLF001 - what is replaced by a hasty one


def test_it_finds_a_city_that_answers_before_the_disk_has_it(
    made_once: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_connect", _hasty)
    with pytest.raises((LostError, sqlite3.DatabaseError)):  # gone, or torn
        campaign("publishing", made_once, tmp_path, most=0)


def test_it_finds_a_list_on_a_stick_before_its_parts(
    made_once: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hasty(writing: Writing) -> None:
        for file, _ in writing._files:  # noqa: SLF001 - as the real one, but for forcing it down
            file.close()

    monkeypatch.setattr(Writing, "_close_last", hasty)
    with pytest.raises(BundleDamagedError):
        campaign("writing a stick", made_once, tmp_path, most=0)


@pytest.mark.parametrize("name", ["make_folder", "sync_folder"])
def test_it_finds_names_of_files_that_are_not_forced_to_disk(
    name: str, made_once: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(folder: Path, _: int = 0) -> None:
        folder.mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(shelf, name, made)
    with pytest.raises(LostError, match="piece"):
        campaign("keeping a file", made_once, tmp_path, every=5, most=0)
