"""The rhythm of exchanges: patient with failures, prompt when something happens."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from errno import ENETUNREACH
from ipaddress import ip_address
from typing import Any

import pytest
from typing_extensions import override

from desk.domain.errors import StorageError
from desk.sync import cycle as cycles
from desk.sync.adapters.route import way_out
from desk.sync.cycle import Cycle, Target
from desk.sync.engine import Outcome
from desk.sync.errors import CityUnreachableError, NotAuthorisedError
from tests.city.town import NOW, Machine
from tests.sync.memory import MemoryLedger
from tests.sync.test_engine import Script, counter

LONG = 3600.0


class Watched:
    """A cycle on its thread, and what it reports."""

    def __init__(
        self,
        ledger: MemoryLedger,
        *targets: Target,
        interval_s: float = LONG,
        way_out: Callable[[], str] = str,
    ) -> None:
        self.ledger = ledger
        self.heard: queue.Queue[tuple[str, Outcome]] = queue.Queue()
        self.cycle = Cycle(
            ledger,
            lambda: targets,
            lambda: NOW,
            lambda name, outcome: self.heard.put((name, outcome)),
            interval_s=interval_s,
            way_out=way_out,
        )
        self.thread = threading.Thread(target=self.cycle.run)
        self.thread.start()

    def next(self) -> tuple[str, Outcome]:
        return self.heard.get(timeout=20)

    def silence(self) -> bool:
        """Tell whether nothing is reported although everybody had the time to."""
        try:
            self.heard.get(timeout=0.1)
        except queue.Empty:
            return True
        return False

    def end(self) -> None:
        self.cycle.stop()
        self.thread.join(20)
        assert not self.thread.is_alive()


@pytest.fixture
def watched() -> Iterator[list[Watched]]:
    made: list[Watched] = []
    yield made
    for each in made:
        each.end()


@pytest.fixture(autouse=True)
def _no_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every wait be the longest, so that none is over by chance."""
    monkeypatch.setattr("desk.sync.backoff.BASE_S", LONG)
    monkeypatch.setattr("desk.sync.backoff.CAP_S", LONG)
    monkeypatch.setattr("random.random", lambda: 1.0)
    monkeypatch.setattr("desk.sync.backoff.Backoff.__init__.__defaults__", (lambda: 1.0,))


def test_it_begins_at_once_and_then_rests(watched: list[Watched]) -> None:
    one = Watched(counter(2), Target("city", Script()))
    watched.append(one)
    assert one.next() == ("city", Outcome(pushed=2, offset_ms=0))
    assert one.silence()


def test_every_target_has_its_turn(watched: list[Watched]) -> None:
    one = Watched(
        counter(1), Target("hub", Script(pulls=[CityUnreachableError()])), Target("city", Script())
    )
    watched.append(one)
    names = {one.next()[0], one.next()[0]}
    assert names == {"hub", "city"}


def test_it_comes_back_after_its_interval(watched: list[Watched]) -> None:
    one = Watched(counter(), Target("city", Script()), interval_s=0.01)
    watched.append(one)
    for _ in range(3):
        assert one.next() == ("city", Outcome())


def test_something_new_is_sent_at_once(watched: list[Watched]) -> None:
    ledger = counter()
    one = Watched(ledger, Target("city", Script()))
    watched.append(one)
    one.next()
    ledger.machine.receive()
    one.cycle.nudge()
    assert one.next()[1].pushed == 1


def test_something_new_is_no_reason_to_trouble_who_failed(watched: list[Watched]) -> None:
    ledger = counter(1)
    one = Watched(ledger, Target("city", Script(pushes=[CityUnreachableError()])))
    watched.append(one)
    assert one.next()[1].error == "CityUnreachableError"
    one.cycle.nudge()
    assert one.silence()
    one.cycle.network_up()  # but the network's return is
    assert one.next()[1].pushed == 1


def test_what_waits_for_a_person_is_tried_when_one_asks_and_never_else(
    watched: list[Watched],
) -> None:
    """A wrong password that is shown again and again locks the account it belongs to."""
    portal = Target("portal", Script(), waits=True)
    one = Watched(counter(1), portal, Target("city", Script()), interval_s=0.01)
    watched.append(one)
    for _ in range(3):
        assert one.next()[0] == "city"
    one.cycle.network_up()
    one.cycle.nudge()
    one.cycle.wake(by_person=False)
    assert {one.next()[0] for _ in range(6)} == {"city"}
    one.cycle.wake()
    assert "portal" in {one.next()[0] for _ in range(6)}


def test_where_all_wait_for_a_person_the_loop_rests(watched: list[Watched]) -> None:
    one = Watched(counter(1), Target("portal", Script(), waits=True))
    watched.append(one)
    assert one.silence()
    one.cycle.wake()
    assert one.next()[0] == "portal"
    assert one.silence()


def test_a_person_who_asks_is_always_served(watched: list[Watched]) -> None:
    ledger = counter(1)
    failures = [NotAuthorisedError(reason="token"), CityUnreachableError()]
    one = Watched(ledger, Target("city", Script(pushes=list(failures))))
    watched.append(one)
    assert one.next()[1].paused
    assert one.silence()
    one.cycle.wake()
    assert one.next()[1].error == "CityUnreachableError"
    one.cycle.wake()  # though the event itself is not due for long
    assert one.next()[1].pushed == 1


def test_time_that_ran_out_is_no_reason_to_rest(
    watched: list[Watched], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cycles, "PATIENCE_S", -1.0)
    one = Watched(counter(1), Target("city", Script()))
    watched.append(one)
    assert one.next()[1].more
    monkeypatch.setattr(cycles, "PATIENCE_S", 60.0)
    while one.next()[1].more:
        pass
    assert one.ledger.counts("city") == (0, 0)


def test_our_own_disk_does_not_end_it(watched: list[Watched]) -> None:
    class FullError(StorageError):
        pass

    ledger = MemoryLedger(Machine("H26.1.1", "00001"), feed="f1")
    whole = ledger.counts
    failing = [True]

    def counts(target: str) -> tuple[int, int]:
        if failing:
            raise FullError
        return whole(target)

    ledger.counts = counts  # type: ignore[method-assign]  # the disk is full
    one = Watched(ledger, Target("city", Script()))
    watched.append(one)
    name, outcome = one.next()
    assert (name, outcome.error) == ("city", "FullError")
    failing.clear()
    one.cycle.wake()
    assert one.next()[1].error == ""


def test_without_targets_it_waits_for_one(watched: list[Watched]) -> None:
    one = Watched(counter())
    watched.append(one)
    assert one.silence()


def test_targets_that_cannot_be_told_are_asked_for_again(watched: list[Watched]) -> None:
    one = Watched(counter(1))
    watched.append(one)
    failing = [True]

    def targets() -> list[Target]:
        if failing:
            raise CityUnreachableError
        return [Target("city", Script())]

    one.cycle._targets = targets  # noqa: SLF001 - the disk fails for a while
    one.cycle.wake()
    assert one.silence()
    failing.clear()
    one.cycle.wake()
    assert one.next()[1].pushed == 1


def test_it_ends_promptly_even_between_targets(watched: list[Watched]) -> None:
    stopping: dict[str, Any] = {}

    class Last(Script):
        @override
        def standing(self, *, until: float) -> Any:
            stopping["one"].cycle.stop()
            return super().standing(until=until)

    ready = threading.Event()

    def targets() -> list[Target]:
        ready.wait(20)
        return [Target("hub", Last()), Target("city", Script())]

    one = Watched.__new__(Watched)
    one.ledger, one.heard = counter(1), queue.Queue()
    one.cycle = Cycle(
        one.ledger, targets, lambda: NOW, lambda name, outcome: one.heard.put((name, outcome))
    )
    stopping["one"] = one
    one.thread = threading.Thread(target=one.cycle.run)
    one.thread.start()
    ready.set()
    assert one.next()[0] == "hub"
    watched.append(one)
    one.end()
    assert one.heard.empty()


def test_a_network_that_is_back_is_noticed_by_the_way_out(
    watched: list[Watched], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cycles, "LOOK_S", 0.01)
    way = {"out": ""}
    script = Script(pushes=[CityUnreachableError()])
    one = Watched(counter(1), Target("city", script), way_out=lambda: way["out"])
    watched.append(one)
    assert one.next()[1].error == "CityUnreachableError"
    assert one.silence()
    way["out"] = "10.0.0.7"
    assert one.next()[1].pushed == 1


def test_this_machine_knows_its_way_out_without_sending_anything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = way_out()
    assert here == way_out()
    assert here == "" or not ip_address(here).is_unspecified

    def unreachable(*_: object) -> None:
        raise OSError(ENETUNREACH, "no route")

    monkeypatch.setattr("socket.socket.connect", unreachable)
    assert way_out() == ""
