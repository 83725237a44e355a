"""Stocks at the city: made of one ward alone, signed, renewed when they are far behind."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zstandard

from desk.app import stock as room
from desk.city import stock as city_stock
from desk.city.store import Store
from desk.models.engine import FILE
from desk.models.stock import SHAPE
from desk.wire import stock as wire
from desk.wire.signing import Signed, Signer
from tests.city.test_contract import hold_reply
from tests.city.town import NOW, Machine, Town, town


@pytest.fixture
def city(address: str) -> Iterator[Town]:
    with town(address, making=room.making(3)) as made:
        yield made


def offered(city: Town, machine: Machine) -> Signed:
    """Ask until there is a stock."""
    pause = threading.Event()
    while (reply := city.get("/v1/stock", machine.token, shape=SHAPE)).status_code == 404:
        assert not pause.wait(0.01)
    return msgspec.json.decode(hold_reply(reply, "/v1/stock").content, type=Signed)


def whole(city: Town, machine: Machine, stock: wire.Stock) -> bytes:
    path = f"/v1/stock/{stock.name}/0"
    reply = city.get(path, machine.token, count=wire.MOST)
    assert reply.status_code == 200
    return reply.content


def keys(city: Town) -> Any:
    store = Store(city.address, NOW)
    try:
        with store.read() as tx:
            return Signer(bytes(tx.exec_driver_sql("SELECT key FROM city").scalar_one())).public
    finally:
        store.close()


def test_a_stock_is_of_one_ward_alone(city: Town) -> None:
    ours, theirs = city.machine(), city.machine()
    for machine in (ours, theirs):
        for _ in range(4):
            machine.receive()
        city.push(machine)
    signed = offered(city, ours)
    stock = wire.read(signed, keys(city), ours.unit)
    assert (stock.count, stock.events) == (4, 4)
    assert stock.root == city.standing(ours)["root"]
    packed = whole(city, ours, stock)
    wire.check(stock, 0, packed)
    plain = zstandard.ZstdDecompressor().decompress(packed, max_output_size=stock.size)
    assert len(plain) == stock.size
    for event in ours.events:
        assert event.uid.encode() in plain
    for event in theirs.events:
        assert event.uid.encode() not in plain
    # What it is called is known to another ward, and does not help it.
    reply = city.get(f"/v1/stock/{stock.name}/0", theirs.token)
    assert (reply.status_code, reply.json()["code"]) == (404, city_stock.GONE)
    with pytest.raises(wire.BadStockError):
        wire.read(signed, keys(city), theirs.unit)
    # The feed goes on where it ends.
    late = city.machine(ours.unit, ours.commune, slot=2)
    ours.receive()
    city.push(ours, 5)
    assert len(city.pull(late, stock.cursor).events) == 1


def test_other_tables_few_events_and_no_way_out_of_the_folder(city: Town, address: str) -> None:
    machine = city.machine()
    machine.receive()
    city.push(machine)
    assert city.get("/v1/stock", machine.token, shape=SHAPE).status_code == 404
    for _ in range(4):
        machine.receive()
    city.push(machine, 2)
    signed = offered(city, machine)
    assert city.get("/v1/stock", machine.token, shape="0000").status_code == 404
    for name in ("stock.json", "..%2f1%2fstock.json", "mirror"):
        assert city.get(f"/v1/stock/{name}/0", machine.token).status_code == 404
    name = wire.read(signed, keys(city), machine.unit).name
    for first in (1, 1 << 40, 1 << 70):
        assert city.get(f"/v1/stock/{name}/{first}", machine.token).status_code == 404
    assert Path(address.removeprefix("sqlite:///")).exists()


def with_four(city: Town) -> tuple[Machine, wire.Stock]:
    """Return a counter that has sent four dossiers, and the stock of them."""
    machine = city.machine()
    for _ in range(4):
        machine.receive()
    city.push(machine)
    return machine, wire.read(offered(city, machine), keys(city), machine.unit)


def two_later(city: Town, machine: Machine, first: wire.Stock) -> wire.Stock:
    """Return the stock that is made once two more have come, and hold that it is of all six."""
    for _ in range(2):
        machine.receive()
    city.push(machine, 5)
    pause = threading.Event()
    while (now := wire.read(offered(city, machine), keys(city), machine.unit)).name == first.name:
        assert not pause.wait(0.01)
    assert (now.count, now.root) == (6, city.standing(machine)["root"])
    return now


def test_a_stock_far_behind_is_made_anew_and_the_one_before_stays(
    city: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(city_stock, "BEHIND", 2)
    machine, first = with_four(city)
    now = two_later(city, machine, first)
    assert whole(city, machine, first) != whole(city, machine, now)  # either can be read on


def test_a_mirror_that_went_wrong_is_made_anew(
    city: Town, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the ward's next counters would read page by page for ever."""
    monkeypatch.setattr(city_stock, "BEHIND", 2)
    machine, first = with_four(city)
    (mirror,) = Path(address.removeprefix("sqlite:///")).parent.rglob(f"mirror/{FILE}")
    with closing(sqlite3.connect(mirror)) as link:
        link.execute("DELETE FROM dossier WHERE id = 1")
        link.commit()
    two_later(city, machine, first)
