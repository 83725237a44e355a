"""A ward's hub on the LAN: what one counter takes in, the next one has, whatever the city does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from desk import messages
from desk.app import city as city_room
from desk.app import exchange
from desk.app.background import Exchanger
from desk.city.enrol import enroll
from desk.services import outbox, reading, targets
from desk.ui import story, words
from desk.ui.exchange import target
from tests.city.cluster import new_database
from tests.flows.program import Program
from tests.flows.stage import COMMUNE, UNIT, WARD, Desk, Stage
from tests.kit import act, administrator, receive

SOON_S = 20.0


class Behind:
    """The exchange behind an open window, which can be waited for."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._came = threading.Event()
        self.exchanger = Exchanger(desk.work, self._came.set)

    def has(self, code: str) -> bool:
        """Wait until a dossier is in this counter's own list."""
        query = "SELECT 1 FROM dossier WHERE code = ? AND is_open = 1"
        while not self.desk.counter.rows(query, code):
            if not self._came.wait(SOON_S):
                return False
            self._came.clear()
        return True


@contextmanager
def hub(stage: Stage, address: str) -> Iterator[str]:
    """Serve a hub, and let both counters join it."""
    with city_room.running(address, hub=True, clock=stage.clock) as ready:
        for desk in (stage.one, stage.two):
            code = enroll(address, UNIT, COMMUNE, WARD, now=stage.clock())
            exchange.connect(desk.work, ready.url, code, name="hub")
        yield ready.url


@contextmanager
def windows(stage: Stage) -> Iterator[tuple[Behind, Behind]]:
    both = Behind(stage.one), Behind(stage.two)
    for each in both:
        each.exchanger.start()
    try:
        yield both
    finally:
        for each in both:
            each.exchanger.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return city_room.database_url(tmp_path / "hub", hub=True)
    maintenance: str = request.getfixturevalue("server")
    return new_database(maintenance, f"hub_{tmp_path.name}")


@pytest.mark.parametrize("city", ["refuses", "is silent"])
def test_the_other_counter_has_it_without_the_city(stage: Stage, address: str, city: str) -> None:
    if city == "refuses":
        stage.city.down()
    else:
        stage.line.reply = b""  # the line swallows everything: a request waits for its time-out
    with hub(stage, address), windows(stage) as (one, two):
        for giver, taker in ((one, two), (two, one)):
            made = receive(giver.desk.work)
            giver.exchanger.nudge()
            assert taker.has(made.code)
        states = {each.name: each for each in targets.statuses(stage.one.work)}
    # The hub has it; the city has confirmed nothing, and nobody says that it has.
    assert states["hub"].confirmed > 0
    assert states[outbox.CITY].confirmed == 0
    assert states[outbox.CITY].proof is None


def meet(*desks: Desk) -> None:
    """Exchange with every target until all know all."""
    for desk in (*desks, *desks):
        exchange.once(desk.work)


def test_what_came_by_the_hub_is_not_called_the_same_at_the_city(
    stage: Stage, tmp_path: Path
) -> None:
    with hub(stage, city_room.database_url(tmp_path / "hub", hub=True)):
        made, other = receive(stage.one.work), receive(stage.one.work)
        meet(stage.one, stage.two)
        stage.city.down()
        came = receive(stage.two.work)
        act(stage.two.work, made, "claim")
        meet(stage.two, stage.one)
        assert {stage.one.see(each).uid for each in (made, other, came)}
        states = {each.name: each for each in targets.statuses(stage.one.work)}
        found = states[outbox.CITY].proof
        assert found is not None
        assert (found.same, found.ours, found.changed, found.unsent) == (1, 3, 2, 0)
        assert target.proof_words(found)[0] == "Chưa đối chiếu lại"
        assert "2 hồ sơ đã đổi hoặc mới đến" in words.sameness("city", found, stage.clock())
        told = Program(tmp_path)("sync", "status", "--data", stage.one.counter.folder).text
        (line,) = [each for each in told.splitlines() if each.startswith("city: 1/3 hồ sơ")]
        assert line.endswith("; 2 hồ sơ đã đổi hoặc mới đến từ lúc đó, chưa đối chiếu")
        nearer = states["hub"].proof
        assert nearer is not None
        assert (nearer.same, nearer.ours, nearer.changed) == (3, 3, 0)
        stage.city.up()
        meet(stage.one, stage.two)
        (proof,) = [e.proof for e in targets.statuses(stage.one.work) if e.name == outbox.CITY]
        assert proof is not None
        assert (proof.same, proof.ours, proof.changed) == (3, 3, 0)


def test_what_the_hub_does_not_take_is_said_of_the_hub(stage: Stage, tmp_path: Path) -> None:
    desk = Program(tmp_path)
    with hub(stage, city_room.database_url(tmp_path / "hub", hub=True)):
        made = receive(stage.one.work)
        meet(stage.one, stage.two)
        stage.city.down()
        act(stage.two.work, made, "claim")
        act(stage.one.work, made, "finish")  # too late, and what follows waits for it
        act(stage.one.work, made, "note", reason="đã gọi công dân")
        meet(stage.two, stage.one)
        folder = stage.one.counter.folder
        status = desk("sync", "status", "--data", folder, "--json").data["attention"]
        listed = desk("sync", "review", "list", "--data", folder, "--json").data
    view = reading.open_dossier(stage.one.work, made.uid, administrator(stage.one.work))
    page = [str(messages.words(e.code, "vi", dict(e.facts))) for e in view.warnings]
    assert [(e["reason"], e["target"]) for e in listed] == [("not-holder", "hub"), ("held", "hub")]
    assert [each["text"] for each in status] == page
    assert "bị “hub” từ chối" in page[-1]
    assert not [each for each in page if "thành phố" in each.lower()]
    assert "bên kia không nhận" in {story.trust(each) for each in view.timeline}


def test_counters_go_on_alone_and_meet_again(stage: Stage, tmp_path: Path) -> None:
    address = city_room.database_url(tmp_path / "hub", hub=True)
    with ExitStack() as stack:
        serving = ExitStack()
        serving.enter_context(hub(stage, address))
        one, two = stack.enter_context(windows(stage))
        made = receive(one.desk.work)
        one.exchanger.nudge()
        assert two.has(made.code)
        serving.close()  # somebody switched it off
        alone = receive(two.desk.work)
        act(one.desk.work, made, "claim")
        port = int(targets.reached(one.desk.work, "hub").url.rpartition(":")[2])
        with city_room.running(address, port, hub=True, clock=stage.clock):
            two.exchanger.now()
            one.exchanger.now()
            assert one.has(alone.code)
