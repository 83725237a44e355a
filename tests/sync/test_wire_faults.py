"""The wire fails at every byte and in every way; both sides are equal afterwards."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator

import pytest

from desk.domain import events as ev
from desk.sync.adapters.native import Native
from desk.sync.engine import Outcome, exchange_once
from desk.sync.verify import same
from tests.city.town import NOW, Machine, Town
from tests.sync.faults import Fault, Proxy, patience, reply
from tests.sync.memory import MemoryLedger

CUTS = 18  # places of each exchange and direction where it breaks off


def exchange(ledger: MemoryLedger, adapter: Native, *, within: float = 20.0) -> Outcome:
    return exchange_once(
        ledger, adapter, "city", lambda: NOW, everything=True, deadline=patience(within)
    )


class Pair:
    """A counter behind the failing wire, and a colleague whose wire is whole."""

    def __init__(self, city: Town, wire: Proxy, read_s: float = 5.0) -> None:
        self.city = city
        self.wire = wire
        self.machine = city.machine()
        self.ledger = MemoryLedger(self.machine)
        self.adapter = Native(wire.url, self.machine.token, connect_s=5, read_s=read_s)
        other = city.machine(self.machine.unit, self.machine.commune, slot=2)
        self.colleague = MemoryLedger(other)
        self.whole = Native(city.ready.url, other.token)
        self.events = 0

    def work(self) -> None:
        """Do something on both sides, so that there is something to send either way."""
        made = self.machine.receive()
        self.machine.write(ev.Noted(text="Đã gọi điện"), made.dossier)
        self.colleague.machine.receive()
        assert exchange(self.colleague, self.whole).error == ""
        self.events += 3

    def prove(self) -> None:
        """Exchange over a whole wire and compare; nothing may be lost or doubled."""
        self.wire.plan()
        for ledger, adapter in ((self.ledger, self.adapter), (self.colleague, self.whole)):
            assert exchange(ledger, adapter).error == ""
        for ledger, adapter in ((self.ledger, self.adapter), (self.colleague, self.whole)):
            assert same(ledger, adapter).equal
            assert ledger.counts("city") == (0, 0)
            assert len(ledger.machine.events) == ledger.confirmed()
        mine, theirs = self.ledger, self.colleague
        assert set(mine.arrived) == {event.uid for event in theirs.machine.events}
        assert set(theirs.arrived) == {event.uid for event in mine.machine.events}
        assert len(mine.arrived) + len(theirs.arrived) == self.events

    def close(self) -> None:
        self.adapter.close()
        self.whole.close()


@pytest.fixture
def pair(city: Town, wire: Proxy) -> Iterator[Pair]:
    made = Pair(city, wire)
    yield made
    made.close()


def lengths(pair: Pair) -> tuple[int, int]:
    """Return how many bytes an undisturbed exchange sends up and down."""
    pair.work()
    pair.wire.measure()
    assert exchange(pair.ledger, pair.adapter).error == ""
    return pair.wire.measure()


@pytest.mark.parametrize("reset", [True, False], ids=["reset", "hung-up"])
@pytest.mark.parametrize("direction", ["up", "down"])
def test_cut_at_places_all_along_an_exchange(pair: Pair, direction: str, *, reset: bool) -> None:
    up, down = lengths(pair)
    length = up if direction == "up" else down
    failures = 0
    for place in range(CUTS):
        pair.work()
        at = 1 + place * length // CUTS
        cut = Fault(up=at, reset=reset) if direction == "up" else Fault(down=at, reset=reset)
        pair.wire.plan(cut)
        outcome = exchange(pair.ledger, pair.adapter)
        failures += bool(outcome.error)
        assert outcome.error in {"", "CityUnreachableError", "TruncatedReplyError"}
    assert failures > CUTS // 2
    pair.prove()


@pytest.mark.parametrize("part", ["head", "tail"])
def test_cut_all_along_the_head_of_a_reply_and_at_its_last_bytes(pair: Pair, part: str) -> None:
    _, down = lengths(pair)
    places = range(1, 320, 6) if part == "head" else range(down - 20, down)
    for at in places:
        pair.work()
        pair.wire.plan(Fault(down=at))
        assert exchange(pair.ledger, pair.adapter).error in {
            "CityUnreachableError",
            "TruncatedReplyError",
            "",
        }
    pair.prove()


def test_cut_again_and_again_at_random(pair: Pair) -> None:
    up, down = lengths(pair)
    chance = random.Random(20261123)  # noqa: S311 - the same faults in every run
    for _ in range(25):
        pair.work()
        faults = [
            Fault(
                up=chance.randrange(1, up * 2) if chance.random() < 0.4 else None,
                down=chance.randrange(1, down * 2) if chance.random() < 0.6 else None,
                reset=chance.random() < 0.5,
            )
            for _ in range(3)
        ]
        pair.wire.plan(*faults)
        for _ in range(2):
            exchange(pair.ledger, pair.adapter)
    pair.prove()


def test_a_large_batch_whose_answer_is_lost_is_not_taken_twice(pair: Pair) -> None:
    for _ in range(250):
        pair.machine.receive()
        pair.events += 1
    pair.wire.plan(*[Fault(lie=b"", heard=True)] * 2)
    for _ in range(2):
        assert exchange(pair.ledger, pair.adapter).error
    pair.prove()
    assert same(pair.ledger, pair.adapter).theirs == 250


def problem(code: str, detail: str = "") -> bytes:
    return json.dumps({"code": code, "detail": detail}).encode()


HTML = b"<!DOCTYPE html><html><body>Welcome to the hotel's network</body></html>"
PUSHED = b'{"results":[],"acked_through":9}'
LIES = {
    "a captive portal": (reply(HTML, kind="text/html"), "CaptivePortalError"),
    "a portal that calls itself JSON": (reply(b"  " + HTML), "CaptivePortalError"),
    "a portal's redirect": (
        reply(b"", "302 Found", "", Location="http://login.example/"),
        "CaptivePortalError",
    ),
    "a network that wants a login": (
        reply(b"{}", "511 Network Authentication Required"),
        "CaptivePortalError",
    ),
    "a proxy's own 403": (reply(HTML, "403 Forbidden", "text/html"), "CaptivePortalError"),
    "a city in trouble": (reply(b"", "500 Internal Server Error", ""), "CityBusyError"),
    "a gateway in trouble": (reply(HTML, "502 Bad Gateway", "text/html"), "CityBusyError"),
    "a busy city": (
        reply(problem("busy"), "503 Service Unavailable", Retry_After="7"),
        "CityBusyError",
    ),
    "too many questions": (reply(b"", "429 Too Many Requests", ""), "CityBusyError"),
    "an unknown key": (reply(problem("token"), "401 Unauthorized"), "NotAuthorisedError"),
    "a forbidden key": (reply(problem("device"), "403 Forbidden"), "NotAuthorisedError"),
    "another version": (reply(problem("version", "2"), "426 Upgrade Required"), "VersionError"),
    "no room": (reply(problem("too-large"), "413 Content Too Large"), "TooLargeError"),
    "another address": (reply(problem("not-found"), "404 Not Found"), "BadReplyError"),
    "somebody else's 404": (reply(b"no", "404 Not Found", "text/plain"), "BadReplyError"),
    "a length too long": (reply(PUSHED, Content_Length="999"), "TruncatedReplyError"),
    "a length too short": (reply(PUSHED, Content_Length="9"), "TruncatedReplyError"),
    "half a body": (reply(PUSHED[:-3]), "TruncatedReplyError"),
    "half a packed body": (
        reply(gzip.compress(PUSHED)[:-9], Content_Encoding="gzip"),
        "TruncatedReplyError",
    ),
    "a body packed badly": (reply(PUSHED, Content_Encoding="gzip"), "BadReplyError"),
    "half of the pieces": (
        reply(b"9\r\n" + PUSHED[:9], Content_Length="", Transfer_Encoding="chunked"),
        "TruncatedReplyError",
    ),
    "no body": (reply(b""), "TruncatedReplyError"),
    "no reply": (b"", "CityUnreachableError"),
    "half a head": (b"HTTP/1.1 200 OK\r\nContent-Ty", "CityUnreachableError"),
    "half the head of a refusal": (
        b"HTTP/1.1 403 Forbidden\r\nDate: x\r\n",
        "CityUnreachableError",
    ),
    "half the head of a fault": (b"HTTP/1.1 422 No\r\ncache-con", "CityUnreachableError"),
    "no HTTP": (b"\x16\x03\x01\x02\x00" * 9, "CityUnreachableError"),
    "another contract": (reply(b'{"status":"ok"}'), "BadReplyError"),
    "no object": (reply(b"[]"), "BadReplyError"),
    "no JSON": (reply(b"hello"), "BadReplyError"),
    "no text": (reply(b'{"x":"\xff"}'), "BadReplyError"),
    "another type": (reply(PUSHED, kind="text/plain"), "BadReplyError"),
    "two lengths": (reply(PUSHED, Content_Length="3, 4"), "BadReplyError"),
    "depths": (reply(b"[" * 100_000), "BadReplyError"),
}


HALVED = {"TooLargeError", "BadReplyError"}
MEETING, WRITING, READING = range(3)  # the questions of an exchange, in their order


def lied_to(pair: Pair, name: str, *, at: int, heard: bool) -> Outcome:
    """Let an exchange meet a lie and prove that no harm was done."""
    lie, expected = LIES[name]
    pair.work()
    pair.wire.plan(Fault(lie=lie, at=at, heard=heard))
    outcome = exchange(pair.ledger, pair.adapter)
    if at == WRITING and (expected in HALVED or name == "a city in trouble"):
        expected = ""  # the batch was halved, and its halves went through
    assert outcome.error == expected
    pausing = expected in {"NotAuthorisedError", "VersionError"}
    assert outcome.paused == pausing
    assert pair.ledger.answers[-1] == (expected, expected if pausing else "")
    pair.prove()
    return outcome


@pytest.mark.parametrize("name", LIES)
def test_no_lie_is_taken_for_a_verdict(pair: Pair, name: str) -> None:
    """The city has taken the batch, and somebody else answers."""
    outcome = lied_to(pair, name, at=WRITING, heard=True)
    assert outcome.pushed == (0 if outcome.error else 2)


@pytest.mark.parametrize("at", [MEETING, READING])
@pytest.mark.parametrize("name", list(LIES)[::4])
def test_no_lie_is_taken_for_any_answer(pair: Pair, name: str, at: int) -> None:
    outcome = lied_to(pair, name, at=at, heard=False)
    assert outcome.pushed == (2 if at == READING else 0)


def test_a_busy_city_is_left_alone_as_long_as_it_asks(pair: Pair) -> None:
    assert lied_to(pair, "a busy city", at=READING, heard=True).retry_s >= 7


def test_a_city_that_says_nothing_is_given_up(city: Town, wire: Proxy) -> None:
    pair = Pair(city, wire, read_s=0.2)
    for fault in (Fault(down=0, silent=True), Fault(down=30, silent=True)):
        pair.work()
        wire.plan(fault)
        assert exchange(pair.ledger, pair.adapter).error == "CityUnreachableError"
    pair.adapter.close()
    pair.adapter = Native(wire.url, pair.machine.token)
    pair.prove()
    pair.close()


def test_a_city_that_says_a_byte_now_and_then_is_given_up_in_time(pair: Pair) -> None:
    """Time-outs between bytes never end this; the deadline of the exchange does."""
    pair.work()
    pair.wire.plan(Fault(drip=0.1))
    outcome = exchange(pair.ledger, pair.adapter, within=0.6)
    assert outcome.error == "CityUnreachableError"
    pair.prove()


def test_a_city_that_is_not_there(city: Town, machine: Machine) -> None:
    machine.receive()
    nobody = Native("http://127.0.0.1:9", machine.token)
    outcome = exchange(MemoryLedger(machine), nobody)
    assert (outcome.error, outcome.waiting) == ("CityUnreachableError", 1)
    assert city.standing(machine)["count"] == 0
