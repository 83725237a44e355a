"""One step that a city cannot take in, whatever is tried, holds up nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.city import web
from desk.city.push import push
from desk.services import checking, review, targets
from desk.sync.engine import STRIKES
from desk.wire.exchange import Push
from tests.flows.stage import Desk, Stage, prove, settle, staged
from tests.kit import COPIES, act, receive

POISON = "GÂY LỖI"


class BrokenError(Exception):
    """What a city's own program falls over."""


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let the city fall over whatever holds a word; return how large the batches were."""
    sizes: list[int] = []

    def falls(store: Any, caller: Any, batch: Push, now: Any) -> Any:
        sizes.append(len(batch.events))
        if any(POISON in each.body for each in batch.events):
            raise BrokenError
        return push(store, caller, batch, now)

    monkeypatch.setattr(web, "push", falls)
    return sizes


def waiting(desk: Desk) -> tuple[int, int]:
    (status,) = targets.statuses(desk.work)
    assert status.created == status.confirmed + status.waiting + status.attention
    return status.waiting, status.attention


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_it_is_found_by_halving_and_the_rest_flows(stage: Stage, broken: list[int]) -> None:
    one, two = stage.one, stage.two
    made, other = receive(one.work), receive(one.work, COPIES)
    settle(one, two)
    act(one.work, other, "claim")
    act(one.work, made, "note", reason=POISON)
    act(one.work, other, "finish")
    before = receive(two.work)
    two.exchange()
    broken.clear()
    assert one.fail() == "CityBusyError"
    assert broken == [3, 1, 1]  # halved: what came before it went through, it alone did not
    assert one.see(before).code == before.code  # and what others wrote was read all the same
    assert waiting(one) == (2, 0)
    for _ in range(STRIKES - 1):
        assert one.fail() == "CityBusyError"
        assert waiting(one) == (2, 0)
    one.exchange()  # the head alone goes, and everything after it
    assert waiting(one) == (0, 1)
    assert one.attention() == ["poison"]
    assert stage.city.dossier(other.uid).status == one.see(other).status
    # Here it counts as it did; the dossier goes on, though the city waits with it.
    assert any(POISON in str(each.body) for each in _events(one, made.uid))
    assert checking.verify(one.work).ok
    two.exchange()
    assert two.see(other).status == one.see(other).status


def _events(desk: Desk, uid: str) -> list[Any]:
    from desk.models import log, projection  # noqa: PLC0415 - only here

    with desk.work.database.read() as tx:
        stored = projection.load(tx, uid)
        assert stored is not None
        return [made for made, refused in log.events_of(tx, stored.id) if not refused]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_once_the_city_is_mended_it_goes_whole(
    stage: Stage, broken: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = stage.one
    made = receive(one.work)
    settle(one, stage.two)
    act(one.work, made, "note", reason=POISON)
    for _ in range(STRIKES):
        one.fail()
    act(one.work, made, "claim")
    one.exchange()
    assert waiting(one) == (0, 2)  # what follows it in the same dossier waits with it
    assert sorted(one.attention()) == ["held", "poison"]
    monkeypatch.setattr(web, "push", push)
    (asked,) = [each for each in review.items(one.work) if each.about.reason == "poison"]
    clerk = one.member("minh", "clerk")  # sending once more is everybody's
    assert review.decide(one.work, clerk, asked.key, "again").sends
    settle(one, stage.two)
    assert waiting(one) == (0, 0)
    assert one.attention() == []
    assert prove(one, stage.two) == 1
    assert broken


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_city_that_takes_in_nothing_at_all_blames_nobody(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = stage.one
    receive(one.work)

    def falls(*_: Any) -> Any:
        raise BrokenError

    monkeypatch.setattr(web, "push", falls)
    for _ in range(2 * STRIKES + 2):
        assert one.fail() == "CityBusyError"
    monkeypatch.setattr(web, "push", push)
    for _ in range(3):  # should the head have gone alone once, the next try takes all of it again
        one.exchange()
    (status,) = targets.statuses(one.work)
    assert (status.waiting, status.attention) == (0, 0)
    settle(one, stage.two)
    assert prove(one, stage.two) == 1
