"""What the service says of itself: asked, answered, refused, silent; over all its processes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from desk.city.gauge import KEPT, SILENT_S, Figures, Gauge
from desk.city.revoke import revoke
from desk.city.store import Store
from desk.domain import events as ev
from desk.domain.records import VN
from tests.city.cluster import cluster, programs
from tests.city.crowd import new_database
from tests.city.town import NOW, Clock, Machine, Town, town, words_of

BINARIES = programs()


@pytest.fixture
def alone(address: str) -> Iterator[Town]:
    """Return a city whose figures are of this test only."""
    with town(address) as made:
        yield made


def told(city: Town) -> dict[str, Any]:
    reply = city.get("/v1/health")
    assert reply.status_code == 200
    found: dict[str, Any] = reply.json()
    return found


def test_who_is_refused_is_counted_by_why(alone: Town) -> None:
    counter = alone.machine()
    for _ in range(3):
        assert alone.get("/v1/status", "nobody").status_code == 401
    lost = alone.machine(counter.unit, counter.commune, slot=2)
    revoke(alone.address, NOW, uid=lost.device)
    assert alone.get("/v1/status", lost.token).status_code == 403
    assert (
        alone.enrol(Machine(unit=counter.unit, commune=counter.commune), code="X").status_code
        == 403
    )
    assert alone.get("/nowhere").status_code == 404
    known = told(alone)
    wrong = {"token": 3, "revoked": 1, "code": 1, "not-found": 1}
    assert known["refused"] == wrong
    assert known["counters"] == {"all": 1, "today": 1, "silent": 0, "revoked": 1, "hubs": 0}
    page = alone.get("/").text
    assert "Mã truy cập không của máy nào" in page
    assert "1 quầy đã thu hồi quyền" in page
    assert counter.token not in page
    alone.clock.pass_(days=1, minutes=1)
    assert told(alone)["refused"] == {}


def test_a_counter_that_says_nothing_all_day_is_silent(alone: Town) -> None:
    one = alone.machine()
    two = alone.machine(one.unit, one.commune, slot=2)
    assert told(alone)["counters"] == {"all": 2, "today": 2, "silent": 0, "revoked": 0, "hubs": 0}
    alone.clock.now = (NOW + timedelta(days=1)).replace(hour=0, minute=0, tzinfo=VN)
    assert told(alone)["counters"]["silent"] == 2
    one.receive()
    alone.push(one)
    assert told(alone)["counters"] == {"all": 2, "today": 1, "silent": 1, "revoked": 0, "hubs": 0}
    assert two.device in alone.get("/").text


def test_what_waits_for_a_person_is_told(alone: Town) -> None:
    counter = alone.machine()
    made = counter.receive()
    counter.write(ev.Finished(finished_at=NOW), made.dossier, custody=7)
    counter.write(ev.Noted(text="…"), made.dossier)
    assert words_of(alone.push(counter))[1:] == ["rejected custody", "held held"]
    known = told(alone)
    assert known["undecided"] == {"held": 1, "refused": 1}
    assert (known["position"], known["database"]) == (1, "sqlite")
    assert known["bytes"] > 10_000
    assert len(known["workers"]) == 1


def test_times_and_paces_are_of_what_was_asked(address: str) -> None:
    clock = Clock()
    store, gauge = Store(address, NOW), Gauge(clock)
    quiet = gauge.figures(store)
    assert (quiet.per_minute, quiet.p50_ms, quiet.p95_ms) == (0, None, None)
    for spent in [0.010] * 90 + [0.200] * 10:
        gauge.count(spent, "")
    clock.pass_(minutes=1)
    gauge.count(5.0, "busy")
    gauge.count(0.001, "challenge")  # how every exchange begins
    found = gauge.figures(store)
    assert (found.per_minute, found.hour, found.refused) == (100, 102, {"busy": 1})
    assert found.p50_ms is not None
    assert found.p95_ms is not None
    assert 10 <= found.p50_ms <= 12.5
    assert 200 <= found.p95_ms <= 250
    clock.pass_(minutes=KEPT)
    gauge.count(0.1, "")
    late = gauge.figures(store)
    assert (late.hour, late.refused) == (1, {})
    store.close()


@pytest.mark.skipif(BINARIES is None, reason="PostgreSQL's server is not installed")
def test_each_process_tells_of_all_also_of_one_that_died() -> None:
    assert BINARIES is not None
    clock = Clock()
    with cluster(BINARIES) as server:
        store = Store(new_database(server), NOW)
        one, two = Gauge(clock), Gauge(clock)
        one.count(0.01, "token")
        two.count(0.01, "token")
        two.count(0.01, "")
        for each in (one, two, two):  # again and again, it is the same minute
            each.write(store)

        def known() -> Figures:
            return one.figures(store)

        assert len(known().workers) == 2
        assert (known().hour, dict(known().refused)) == (3, {"token": 2})
        clock.pass_(seconds=SILENT_S + 1)
        assert (
            len(known().workers) == 1
        )  # the other one says nothing any more; what it counted stays
        assert known().hour == 3
        two.write(store)
        assert len(known().workers) == 2
        clock.pass_(minutes=1)
        two.count(0.01, "")
        two.write(store)
        assert known().hour == 4
        clock.pass_(minutes=KEPT + 1)
        two.write(store)
        with store.read() as tx:
            assert len(tx.exec_driver_sql("SELECT * FROM pulse").all()) == 1
        store.close()
