"""Several processes serve one PostgreSQL database as if they were one."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import msgspec
import psycopg
import pytest
import requests

from desk.city.challenges import InMemory
from desk.city.pace import Limits
from desk.city.serve import serve
from desk.city.workers import WorkersError
from desk.wire import exchange
from desk.wire.ids import new_uid
from tests.city.cluster import cluster, programs
from tests.city.crowd import Crowd, crowd, new_database, until
from tests.city.town import NOW, Machine, rules, words_of

BINARIES = programs()
needs_server = pytest.mark.skipif(BINARIES is None, reason="PostgreSQL's server is not installed")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    assert BINARIES is not None
    with cluster(BINARIES) as address:
        yield address


@pytest.fixture(scope="module")
def city(server: str) -> Iterator[Crowd]:
    with crowd(new_database(server), workers=2) as made:
        until(lambda: len(made.workers()) == 2)
        yield made


def feed_of(city: Crowd, reader: Machine) -> list[str]:
    """Read a ward's feed from its beginning; return the hashes of its events."""
    seen, after, more = [], "", True
    while more:
        page = city.pull(replace(reader, epoch=9), after, limit=7)
        seen += [exchange.from_wire(each).hash.hex() for each in page.events]
        after, more = page.cursor, page.more
    return seen


def health(city: Crowd) -> dict[str, Any]:
    found: dict[str, Any] = city.get("/v1/health").json()
    return found


def send(city: Crowd, machine: Machine, place: int) -> list[str]:
    """Send one event of a machine as a counter does: again, if the line was cut."""
    while True:
        try:
            reply = requests.post(
                city.ready.url + "/v1/push",
                msgspec.json.encode(machine.batch(place, place)),
                headers={
                    "Authorization": f"Bearer {machine.token}",
                    "Content-Type": "application/json",
                    "Connection": "close",
                },
                timeout=30,
            )
        except requests.ConnectionError:
            continue
        if reply.status_code == 200:
            return words_of(msgspec.json.decode(reply.content, type=exchange.Pushed))
        assert reply.status_code == 503, reply.text


@needs_server
def test_what_many_send_to_many_workers_has_one_order_without_a_gap(city: Crowd) -> None:
    one = city.machine()
    two = city.machine(one.unit, one.commune, slot=2)
    others = [city.machine() for _ in range(3)]
    ends: list[list[str]] = []

    def write(machine: Machine) -> None:
        for place in range(1, 13):
            machine.receive()
            assert send(city, machine, place) == ["accepted"]

    def follow() -> None:
        """Read on while they write: nothing may ever come in below what was read."""
        seen: list[str] = []
        after, ending = "", False
        while True:
            page = city.pull(replace(one, epoch=9), after, limit=3)
            seen += [exchange.from_wire(each).hash.hex() for each in page.events]
            after = page.cursor
            if ending and not page.more:
                break
            ending = not any(each.is_alive() for each in writers)
        ends.append(seen)

    writers = [threading.Thread(target=write, args=(each,)) for each in (one, two, *others)]
    readers = [threading.Thread(target=follow) for _ in range(2)]
    for each in (*writers, *readers):
        each.start()
    for each in (*writers, *readers):
        each.join()
    whole = feed_of(city, two)
    assert len(whole) == len(set(whole)) == 24
    assert ends == [whole, whole]
    own = [each.hash.hex() for each in one.log]
    assert [each for each in whole if each in set(own)] == own
    rows = city.query("SELECT position FROM event WHERE position IS NOT NULL ORDER BY position")
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))


@needs_server
def test_a_worker_killed_amid_a_push_loses_nothing_and_is_replaced(city: Crowd) -> None:
    machine = city.machine()
    machine.receive()
    before = city.workers()
    told: list[list[str]] = []
    sender = threading.Thread(target=lambda: told.append(send(city, machine, 1)))
    with psycopg.connect(city.address) as link:
        link.execute(
            "SELECT 1 FROM city FOR UPDATE"
        )  # whoever pushes now stands in the midst of it
        sender.start()
        waiting = "SELECT application_name FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        until(lambda: len(city.query(waiting)) == 1)
        killed = int(str(city.query(waiting)[0][0]).rpartition(" ")[2])
        os.kill(killed, signal.SIGKILL)
        until(lambda: killed not in city.workers())
    sender.join()
    assert told == [["accepted"]]
    assert feed_of(city, machine) == [machine.log[0].hash.hex()]
    until(lambda: len(city.workers()) == 2)
    assert before - {killed} < city.workers()
    (born,) = city.workers() - before
    with city.only(born):
        machine.receive()
        assert send(city, machine, 2) == ["accepted"]


@needs_server
def test_a_commit_whose_answer_was_lost_counts_once(city: Crowd) -> None:
    machine = city.machine()
    machine.receive()
    one, two = sorted(city.workers())
    with city.only(one):
        assert send(city, machine, 1) == ["accepted"]
    with city.only(two):
        assert send(city, machine, 1) == ["duplicate"]


@needs_server
def test_a_challenge_of_one_worker_is_good_with_all_and_a_number_is_used_up_with_all(
    city: Crowd,
) -> None:
    unit, commune = city.ward()
    line = city.signing(Machine(unit=unit, commune=commune))
    one, two = sorted(city.workers())
    with city.only(one):
        assert line.ask("GET", "/v1/status").status_code == 200
    with city.only(two):
        again = line.prepare("GET", "/v1/status")
        assert line.send(again).status_code == 200  # at once: no other challenge is asked for
    with city.only(one):
        replayed = line.send(again)
        assert (replayed.status_code, replayed.json()["code"]) == (401, "replayed")
    fresh = line.prepare("GET", "/v1/status")
    with ThreadPoolExecutor(8) as pool:
        replies = [each.status_code for each in pool.map(line.send, [fresh] * 8)]
    assert Counter(replies) == {200: 1, 401: 7}


@needs_server
def test_any_worker_tells_how_all_are_doing(city: Crowd) -> None:
    one, two = sorted(city.workers())
    for each in (one, two):
        with city.only(each):
            assert city.get("/v1/status", "nobody").status_code == 401
    until(lambda: {each["process"] for each in health(city)["workers"]} >= {one, two})
    until(lambda: health(city)["refused"].get("token", 0) >= 2)
    assert health(city)["database"] == "postgresql"


@needs_server
def test_unused_challenges_are_forgotten_first(city: Crowd) -> None:
    unit, commune = city.ward()
    machine = Machine(unit=unit, commune=commune)
    line = city.signing(machine)
    assert line.ask("GET", "/v1/status").status_code == 200
    for _ in range(12):
        bare = city.get("/v1/status", machine.token)
        assert bare.json()["code"] == "challenge"
    kept = city.query(
        "SELECT count(*) FROM challenge JOIN device ON device.id = device_id WHERE unit_id ="
        " (SELECT id FROM unit WHERE code = %s)",
        unit,
    )
    assert kept == [(8,)]
    # Whoever has only found the token does not drive out the one that the counter signs with.
    assert line.send(line.prepare("GET", "/v1/status")).status_code == 200


def test_one_process_forgets_unused_challenges_first() -> None:
    kept = InMemory(lambda: NOW)
    used = kept.new(1)
    assert kept.use(1, used, 1)
    assert not kept.use(1, used, 1)
    others = [kept.new(1) for _ in range(8)]
    assert [kept.knows(None, 1, each) for each in (used, *others)] == [True, False] + 7 * [True]
    for each in others[1:]:
        assert kept.use(1, each, 5)
    newest = kept.new(1)
    assert kept.knows(None, 1, newest)
    assert not kept.knows(None, 1, used)  # all were used: the one that rested longest goes
    assert not kept.knows(None, 2, newest)
    assert set(kept.heard()) == {1}


@needs_server
def test_of_many_that_show_one_code_or_want_one_slot_one_gets_it(city: Crowd) -> None:
    unit, commune = city.ward()
    code = city.code(unit)
    machines = [Machine(unit=unit, commune=commune, device=new_uid(NOW)) for _ in range(6)]

    def race(codes: list[str]) -> Counter[int]:
        asked = zip(machines, codes, strict=True)
        with ThreadPoolExecutor(6) as pool:
            replies = pool.map(lambda pair: city.enrol(pair[0], code=pair[1]), asked)
            return Counter(each.status_code for each in replies)

    assert race([code] * 6) == {200: 1, 403: 5}
    assert race([city.code(unit) for _ in machines]) == {200: 1, 409: 5}
    slots = city.query("SELECT count(*) FROM lease WHERE commune = %s", commune)
    assert slots == [(1,)]


@needs_server
def test_a_signal_ends_all_in_order(server: str) -> None:
    with crowd(new_database(server), workers=2) as made:
        until(lambda: len(made.workers()) == 2)
        made.process.send_signal(signal.SIGINT)
        rest, complaints = made.process.communicate(timeout=60)
        assert (rest, made.process.returncode) == ("", 0)
        assert "Traceback" not in complaints
        until(lambda: made.workers() == set())


@needs_server
def test_workers_do_not_outlive_a_parent_that_was_killed(server: str) -> None:
    with crowd(new_database(server), workers=2) as made:
        until(lambda: len(made.workers()) == 2)
        made.process.kill()
        until(lambda: made.workers() == set())


def test_an_sqlite_file_has_one_process(address: str) -> None:
    with pytest.raises(WorkersError) as failure:
        serve(0, address, print, rules=rules(), workers=2)
    assert failure.value.facts == {"workers": 2}


def test_what_one_may_ask_is_divided_among_the_workers() -> None:
    whole = Limits(at_once=10, rate=90, burst=300)
    part: Any = whole.shared(3)
    assert (part.at_once, part.rate, part.burst) == (10, 30, 100)
    assert whole.shared(1) == whole
