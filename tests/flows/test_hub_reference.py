"""A counter that knows only its ward's hub works by what the city publishes and has signed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
import requests
from typing_extensions import override

from desk.app import city as city_room
from desk.app import courier, exchange
from desk.app import hub as hubs
from desk.city import answers
from desk.city import courier as city_courier
from desk.city.enrol import enroll
from desk.city.store import Store
from desk.services import publisher, reference
from desk.wire.reference import ForgedEditionError
from desk.wire.signing import Signer, new_seed
from tests.flows.program import Program
from tests.flows.stage import COMMUNE, UNIT, WARD, City, Desk, Stage
from tests.flows.test_reference_comes import (
    TODAY,
    TOMORROW,
    catalogue,
    fee,
    publish,
    refused,
    signed,
)
from tests.kit import COPIES, Counter, administrator, receive


def city_url(city: City) -> str:
    return f"http://127.0.0.1:{city.port}"


def join_city(stage: Stage, hub: City, city: City | None = None) -> str:
    """Let a hub join the stage's city, or another one; return the fingerprint of its keys."""
    city = city or stage.city
    return hubs.connect(hub.address, city_url(city), city.code(), UNIT, clock=stage.clock)


class Hub(City):
    """A ward's hub: a city that serves one ward, with a database of its own."""

    @property
    @override
    def address(self) -> str:
        return city_room.database_url(self.home, hub=True)

    @property
    @override
    def database(self) -> Path:
        return self.home / "hub.db"

    @override
    def up(self) -> None:
        running = city_room.running(self.address, self.port, hub=True, clock=self.clock)
        self.port = int(self.service.enter_context(running).url.rpartition(":")[2])

    @override
    def code(self, unit: str = UNIT, commune: str = COMMUNE) -> str:
        return enroll(self.address, unit, commune, WARD, now=self.clock())


@pytest.fixture
def hub(stage: Stage, tmp_path: Path) -> Iterator[Hub]:
    made = Hub(tmp_path / "hub", stage.clock)
    made.up()
    yield made
    made.down()


@contextmanager
def opened(stage: Stage, hub: Hub, slot: int = 3) -> Iterator[Desk]:
    """Open a counter that has never joined the city: it knows the hub alone."""
    home = stage.home / f"counter-{slot}"
    made = Desk(Counter(home, slot=slot, clock=stage.clock).make(), hub)
    made.open()
    join_hub(made, hub)
    try:
        yield made
    finally:
        made.close()


def join_hub(desk: Desk, hub: Hub) -> None:
    exchange.connect(desk.work, city_url(hub), hub.code(), name="hub")


@pytest.fixture
def alone(stage: Stage, hub: Hub) -> Iterator[Desk]:
    with opened(stage, hub) as made:
        yield made


def kept_back(hub: Hub, stage: Stage) -> int:
    return hubs.fetch(hub.address, clock=stage.clock)


def test_what_the_city_publishes_is_previewed_and_in_force_by_its_day(
    stage: Stage, hub: Hub, alone: Desk
) -> None:
    city = join_city(stage, hub)
    serial = publish(stage.city, "catalogue", catalogue(12_000), TOMORROW)
    assert kept_back(hub, stage) == 1
    assert kept_back(hub, stage) == 0  # it is asked for once
    stage.city.down()  # no city is needed from here on
    alone.exchange()
    (told,) = reference.preview(alone.work, administrator(alone.work))
    assert (told.serial, told.starts, told.in_force, told.refused) == (serial, TOMORROW, False, "")
    assert any(change.after for change in told.changes)
    assert fee(receive(alone.work, COPIES)) == 8_000
    assert publisher.known_by(alone.work, "hub") == city
    hub.down()
    stage.clock.set(f"{TOMORROW} 08:00")
    assert fee(receive(alone.work, COPIES)) == 12_000


def test_a_hub_that_serves_asks_by_itself(stage: Stage, tmp_path: Path) -> None:
    hub = Hub(tmp_path / "hub", stage.clock)
    publish(stage.city, "catalogue", catalogue(12_000), TODAY)
    join_city(stage, hub)
    told: list[tuple[int, str]] = []
    came = threading.Event()

    def tell(new: int, error: str) -> None:
        told.append((new, error))
        came.set()

    with hubs.fetching(hub.address, tell, clock=stage.clock):
        assert came.wait(20)
    assert told == [(1, "")]
    stage.city.down()
    came.clear()
    with hubs.fetching(hub.address, tell, clock=stage.clock):
        assert came.wait(20)
    assert told[1:] == [(0, "CityUnreachableError")]


def test_a_hub_cannot_alter_what_the_city_has_signed(stage: Stage, hub: Hub, alone: Desk) -> None:
    join_city(stage, hub)
    publish(stage.city, "catalogue", catalogue(12_000), TODAY)
    kept_back(hub, stage)
    ((true, signature),) = hub.rows("SELECT text, signature FROM edition")
    other = signed(Signer(new_seed()), 5, catalogue(1))
    ((seed,),) = hub.rows("SELECT key FROM city")
    own = signed(Signer(seed), 6, catalogue(1))
    for text, sign in (
        (true.replace("12000", "1"), signature),
        (other.text, other.signature),
        (own.text, own.signature),
    ):
        hub.change("UPDATE edition SET text = ?, signature = ?", text, sign)
        alone.exchange()
        assert fee(receive(alone.work, COPIES)) == 8_000
    assert refused(alone) == ["ForgedEditionError"]
    assert publisher.known_by(alone.work, "hub") == ""
    hub.change("UPDATE edition SET text = ?, signature = ?", true, signature)
    alone.exchange()  # the true one is asked for again
    assert fee(receive(alone.work, COPIES)) == 12_000


def test_a_hub_keeps_only_what_its_city_has_signed(stage: Stage, hub: Hub) -> None:
    join_city(stage, hub)
    publish(stage.city, "catalogue", catalogue(12_000), TODAY)
    stage.city.change("UPDATE edition SET text = replace(text, '12000', '1')")
    with pytest.raises(ForgedEditionError):
        kept_back(hub, stage)
    assert hub.rows("SELECT serial FROM edition") == []
    assert hub.rows("SELECT error FROM upstream") == [("ForgedEditionError",)]


@pytest.fixture
def other(stage: Stage) -> Iterator[City]:
    made = City(stage.home / "other", stage.clock)
    made.up()
    yield made
    made.down()


def test_whose_word_counts_is_learnt_once(stage: Stage, hub: Hub, alone: Desk, other: City) -> None:
    """A hub that turns to another city later is not believed; joined anew, it is."""
    join_city(stage, hub)
    publish(stage.city, "catalogue", catalogue(12_000), TODAY)
    kept_back(hub, stage)
    alone.exchange()
    theirs = join_city(stage, hub, other)
    stage.clock.pass_(minutes=1)
    publish(other, "catalogue", catalogue(1, "2027.1"), TODAY)
    assert kept_back(hub, stage) == 1
    alone.exchange()
    assert fee(receive(alone.work, COPIES)) == 12_000
    assert refused(alone) == ["OtherCityEditionError"]
    join_hub(alone, hub)  # a person says that it is so
    alone.exchange()
    assert publisher.known_by(alone.work, "hub") == theirs
    assert fee(receive(alone.work, COPIES)) == 1


def test_a_counter_that_has_joined_the_city_believes_no_hub_about_it(
    stage: Stage, hub: Hub, other: City
) -> None:
    one = stage.one
    join_city(stage, hub, other)
    publish(other, "catalogue", catalogue(1, "2027.1"), TODAY)
    kept_back(hub, stage)
    join_hub(one, hub)
    exchange.once(one.work)
    assert fee(receive(one.work, COPIES)) == 8_000
    assert refused(one) == ["OtherCityEditionError"]


def test_by_both_ways_it_is_there_once_and_a_hub_hides_nothing(stage: Stage, hub: Hub) -> None:
    one = stage.one
    join_hub(one, hub)
    join_city(stage, hub)
    publish(stage.city, "catalogue", catalogue(11_000), TODAY)
    stage.clock.pass_(minutes=1)
    publish(stage.city, "catalogue", catalogue(12_000, "2026.13"), TODAY)
    kept_back(hub, stage)
    hub.change("DELETE FROM edition WHERE serial = (SELECT min(serial) FROM edition)")
    stage.city.down()
    exchange.once(one.work)
    assert fee(receive(one.work, COPIES)) == 12_000
    stage.city.up()
    exchange.once(one.work)
    versions = [each.version for each in reference.editions(one.work)]
    assert sorted(versions) == ["2026.12", "2026.13"]
    assert fee(receive(one.work, COPIES)) == 12_000


def test_what_the_city_took_back_never_holds_whichever_way_it_comes(
    stage: Stage, hub: Hub, alone: Desk
) -> None:
    """Nor where a hub keeps the edition back and hands on that it was taken back."""
    one = stage.one
    join_hub(one, hub)
    join_city(stage, hub)
    gone = publish(stage.city, "catalogue", catalogue(12_000), TOMORROW)
    stage.clock.pass_(minutes=1)
    city_room.withdraw(stage.city.address, gone, clock=stage.clock)
    kept_back(hub, stage)
    alone.exchange()
    hub.change("DELETE FROM edition WHERE serial = (SELECT min(serial) FROM edition)")
    stage.city.down()
    exchange.once(one.work)
    assert reference.editions(one.work) == ()
    stage.city.up()
    stage.clock.set(f"{TOMORROW} 08:00")
    exchange.once(one.work)
    for desk in (one, alone):
        (told,) = reference.editions(desk.work)
        assert (told.serial, told.withdrawn) == (gone, True)
        assert fee(receive(desk.work, COPIES)) == 8_000


def test_a_hubs_stick_brings_it_too(stage: Stage, hub: Hub, alone: Desk, tmp_path: Path) -> None:
    join_city(stage, hub)
    publish(stage.city, "catalogue", catalogue(12_000), TODAY)
    kept_back(hub, stage)
    usb = tmp_path / "usb"
    usb.mkdir()
    hub.down()
    courier.write(alone.work, usb, on, target="hub")
    store = Store(hub.address, stage.clock(), hub=True)
    city_courier.read(store, usb, stage.clock(), on)
    answers.write(store, usb, stage.clock(), on)
    store.close()
    courier.read(alone.work, usb, on, target="hub")
    assert fee(receive(alone.work, COPIES)) == 12_000


def test_nobody_is_told_that_the_city_has_what_a_hub_took(
    hub: Hub, alone: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_WITNESS", str(alone.counter.witnesses))
    receive(alone.work)
    alone.exchange()
    desk, folder = Program(tmp_path), alone.counter.folder
    told = desk("sync", "status", "--data", folder).text.splitlines()
    assert told[0] == "hub: 3/3 đã nhận, 0 chờ gửi, 0 cần xem"
    assert told[1] == "Chưa kết nối thành phố: máy trung gian không chuyển hồ sơ lên thành phố."
    assert desk("sync", "verify", "--data", folder).text.startswith("“hub” có 1/1 hồ sơ")
    hub.down()
    alone.close()
    told = [desk("courier", "write", tmp_path, "--data", folder).text]
    store = Store(hub.address, hub.clock(), hub=True)
    city_courier.read(store, tmp_path, hub.clock(), on)
    answers.write(store, tmp_path, hub.clock(), on)
    store.close()
    told.append(desk("courier", "read", tmp_path, "--data", folder).text)
    assert "Mang đến “hub”" in told[0]
    assert told[1].startswith("“hub” đã nhận ")


def on(_done: int, _whole: int) -> bool:
    return True


def test_a_hub_leases_no_numbers_and_can_be_revoked(stage: Stage, hub: Hub) -> None:
    before = stage.city.rows("SELECT * FROM lease")
    join_city(stage, hub)
    assert stage.city.rows("SELECT * FROM lease") == before
    known = requests.get(city_url(stage.city) + "/v1/health", timeout=10).json()["counters"]
    assert known == {"all": 2, "today": 2, "silent": 0, "revoked": 0, "hubs": 1}
    page = requests.get(city_url(stage.city), timeout=10).text
    assert page.count("<td>máy trung gian, không cấp số</td>") == 1
    assert "cùng 1 máy trung gian" in page
    ((uid,),) = stage.city.rows("SELECT uid FROM device WHERE name = ?", hubs.NAME)
    stage.city.change("UPDATE device SET revoked = 1 WHERE uid = ?", uid)
    publish(stage.city, "catalogue", catalogue(12_000), TODAY)
    with pytest.raises(Exception, match="RevokedError"):
        kept_back(hub, stage)
    assert hub.rows("SELECT serial FROM edition") == []


def test_an_expired_certificate_is_renewed(stage: Stage, hub: Hub) -> None:
    join_city(stage, hub)
    stage.city.change("UPDATE device SET expires = 1 WHERE name = ?", hubs.NAME)
    publish(stage.city, "catalogue", catalogue(12_000), TODAY)
    assert kept_back(hub, stage) == 1


def test_what_a_hub_says_is_signed_by_it(stage: Stage, hub: Hub, alone: Desk) -> None:
    """Whoever stands between cannot name another city in a hub's place."""
    join_city(stage, hub)
    stranger = Signer(new_seed())
    bad = signed(stranger, 7, catalogue(1))
    word = stranger.signed(msgspec.json.encode(stranger.public), "publisher")
    assert not reference.take(alone.work, "hub", [bad], stage.clock(), word)
    assert fee(receive(alone.work, COPIES)) == 8_000
    assert refused(alone) == ["ForgedEditionError"]
