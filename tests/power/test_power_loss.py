"""Power lost in the midst of what a counter does (`make soak` cuts it everywhere)."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desk.models import engine, witness
from tests.kit import Counter, receive
from tests.power.campaign import LostError, campaign, hold
from tests.power.disk import cut
from tests.power.workflows import WORKFLOWS, Afoot, recorded

SOME = {"making a counter": 97, "receiving and resting": 301, "a backup": 97, "joining a city": 17}


def test_there_are_as_many_workflows_as_were_planned() -> None:
    assert len(WORKFLOWS) >= 25


@pytest.mark.parametrize("name", SOME)
def test_nothing_promised_is_lost(name: str, made_once: Counter, tmp_path: Path) -> None:
    counted = campaign(name, made_once, tmp_path, every=SOME[name])
    assert counted.images > counted.points > 1


# -- the layer can fail: planted faults that it must find ---------------------------------------


def _hasty(path: Path, *, write: bool) -> sqlite3.Connection:
    link = CONNECT(path, write=write)
    link.execute("PRAGMA synchronous=OFF")
    return link


CONNECT = engine._connect  # noqa: SLF001 - what is replaced by a hasty one


def test_it_finds_a_database_that_does_not_wait_for_the_disk(
    made_once: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_connect", _hasty)
    with recorded("receiving and resting", made_once, tmp_path) as (before, afoot):
        monkeypatch.undo()
        with pytest.raises((LostError, engine.CorruptDatabaseError)):
            cut(before, afoot.recorder, tmp_path, hold(afoot), every=211)


def _forgetful(_: int) -> None:
    """Force nothing to disk."""


def _restored(afoot: Afoot, older: Path) -> Any:
    """Return what puts an older copy back after each cut: nothing printed is printed again."""

    def look(root: Path, acked: list[Any], _: bool) -> None:
        counter = replace(afoot.counter, home=root)
        shutil.rmtree(counter.folder)
        shutil.copytree(older, counter.folder)
        printed = {code for kind, code in frozenset().union(*acked) if kind == "dossier"}
        with counter.open() as work:
            if (again := receive(work)).code in printed:
                raise LostError(f"{again.code} twice")

    return look


@pytest.mark.parametrize("synced", [True, False])
def test_it_finds_a_witness_that_does_not_wait_for_the_disk(
    made_once: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, synced: bool
) -> None:
    if not synced:
        monkeypatch.setattr(witness, "_sync_data", _forgetful)
    with recorded("receiving and resting", made_once, tmp_path) as (before, afoot):
        monkeypatch.undo()
        with ExitStack() as stack:
            if not synced:
                stack.enter_context(pytest.raises(LostError, match="twice"))
            cut(before, afoot.recorder, tmp_path, _restored(afoot, made_once.folder), every=211)


def test_it_finds_names_that_are_not_forced_to_disk(
    made_once: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("keystore", "witness"):
        monkeypatch.setattr(f"desk.models.{room}.sync_folder", lambda _: None)
    with pytest.raises(LostError, match="token city"):
        campaign("joining a city", made_once, tmp_path, every=11)
