"""First contacts with a city on either database, and with a counter that dies on the way."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from desk.city import stock as city_stock
from desk.services import checking, targets
from desk.wire import stock as wire_stock
from tests.city.cluster import new_database
from tests.first_child import KEPT, PIECE
from tests.flows.first import left, ready, took, ward
from tests.flows.stage import Desk, Stage, every, prove, settle
from tests.kit import BIRTH, receive
from tests.processes import child, tell

DEATHS = (1, 2, 3)  # pieces after which it is killed, of those that came in that life


@pytest.fixture(params=["sqlite", "postgresql"])
def stage(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Stage]:
    for room in (wire_stock, city_stock):
        monkeypatch.setattr(room, "PIECE", PIECE)
    home = tmp_path_factory.mktemp("ward")
    address = ""
    if request.param == "postgresql":
        address = new_database(request.getfixturevalue("server"), home.name)
    with ward(home, address) as made:
        yield made


def lives(late: Desk, pieces: int) -> int:
    """Let it exchange until so many pieces have come, then kill it; 0: to its end."""
    came = 0
    with child("tests.first_child", late.counter.home) as process:
        assert process.stdout is not None
        while process.stdout.readline().strip() == KEPT:
            came += 1
            if came == pieces:
                process.kill()
                assert process.wait() == -signal.SIGKILL
                return came
            tell(process)
        assert process.wait() == 0
    return came


def test_a_counter_that_is_killed_at_its_first_contact_goes_on_from_there(
    stage: Stage, late: Desk
) -> None:
    late.connect()
    ready(stage)
    own = {state.uid for state in every(late)}
    came = size = 0
    for pieces in DEATHS:
        late.close()
        came += lives(late, pieces)
        late.open()
        assert {state.uid for state in every(late)} == own  # nothing of it by half
        assert not took(late)
        assert checking.verify(late.work).ok
        (status,) = targets.statuses(late.work)
        assert status.first is not None
        assert status.first.have == came * PIECE
        size = status.first.size
    late.close()
    came += lives(late, 0)
    late.open()
    assert came == -(-size // PIECE)  # each piece came once
    assert took(late)
    after = receive(stage.one.work, BIRTH)
    settle(stage.one, stage.two, late)
    assert not left(late)
    assert late.see(after).code == after.code
    assert prove(stage.one, stage.two, late) >= len(own) + 4
