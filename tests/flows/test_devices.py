"""Devices are known by their keys; what was stolen, replayed or revoked lets nobody in."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests
from starlette.requests import Request

from desk.app import devices, exchange
from desk.city import enrol
from desk.city.enrol import Caller
from desk.city.gate import Gate
from desk.city.revoke import revoke
from desk.city.store import Store
from desk.services import keys, targets
from desk.sync.adapters.native import Native
from desk.sync.errors import BadReplyError, RevokedError
from desk.wire import certificate
from desk.wire.exchange import Enrol, Enrolled
from desk.wire.signing import Signer, new_seed
from tests.flows.recorder import played, recorder
from tests.flows.stage import Stage, settle
from tests.kit import receive
from tests.sync.faults import patience


def alarms(stage: Stage) -> list[tuple[Any, ...]]:
    return stage.city.rows("SELECT kind, detail FROM alarm ORDER BY id")


def test_a_counter_that_joins_is_certified_and_known_to_the_others(stage: Stage) -> None:
    receive(stage.one.work)
    settle(stage.one, stage.two)
    for desk in (stage.one, stage.two):
        theirs = keys.city(desk.work)
        issued = keys.certificate(desk.work)
        assert theirs is not None
        assert issued is not None
        said = certificate.read(issued, theirs.sign)
        own = keys.signer(desk.work)
        assert (said.device, said.keys) == (desk.device, own.public)
        assert said.slots == (desk.counter.slot,)
        other = stage.two if desk is stage.one else stage.one
        made = own.sign(b"a list", "list")
        assert keys.verify(other.work, desk.device, b"a list", made, "list")
        assert not keys.verify(other.work, desk.device, b"a list!", made, "list")
        assert not keys.verify(other.work, other.device, b"a list", made, "list")
    assert alarms(stage) == []


def test_secrets_are_in_no_copy_of_the_data(stage: Stage) -> None:
    seed = keys.signer(stage.one.work)
    token = targets.access(stage.one.work)[2]
    assert token
    kept = next(stage.one.counter.witnesses.glob("*.keys"))
    assert kept.stat().st_mode & 0o077 == 0
    assert token.encode() in kept.read_bytes()
    stage.one.close()
    for file in stage.one.counter.folder.rglob("*"):
        assert not file.is_file() or token.encode() not in file.read_bytes()
    stage.one.open()
    assert keys.signer(stage.one.work).public == seed.public


def test_a_recorded_request_is_worth_nothing(stage: Stage) -> None:
    receive(stage.one.work)
    with recorder(stage.city.port) as ear:
        stage.one.close()
        stage.one.counter.plant("UPDATE target SET url = ?", ear.url)
        stage.one.open()
        stage.one.exchange()
    signed = [each for each in ear.requests if b"desk-signature" in each.lower()]
    assert any(each.startswith(b"POST /v1/push") for each in signed)
    before = stage.city.events()
    for each in signed:
        assert played(stage.city.port, each).startswith(b"HTTP/1.1 401")
    assert stage.city.events() == before
    assert alarms(stage) == [("replayed", str(len(signed)))]
    stage.city.down()
    stage.city.up()  # what was signed for the process of before is void, and no alarm
    assert played(stage.city.port, signed[0]).startswith(b"HTTP/1.1 401")
    assert alarms(stage) == [("replayed", str(len(signed)))]


def test_a_stolen_copy_of_the_citys_database_lets_nobody_in(stage: Stage) -> None:
    copy = stage.home / "stolen.db"
    stage.city.down()
    shutil.copy2(stage.city.database, copy)
    stage.city.up()
    token = targets.access(stage.one.work)[2].encode()
    assert token not in copy.read_bytes()
    # Nor does a counter's token alone, had it been seen somewhere.
    reply = requests.get(
        f"http://127.0.0.1:{stage.city.port}/v1/status",
        headers={"Authorization": f"Bearer {token.decode()}", "Connection": "close"},
        timeout=10,
    )
    assert (reply.status_code, reply.json()["code"]) == (401, "challenge")


def test_a_revoked_counter_is_told_and_pauses_and_its_word_counts_nowhere(stage: Stage) -> None:
    settle(stage.one, stage.two)
    receive(stage.two.work)
    told = revoke(stage.city.address, stage.clock(), slot=2)
    assert (told.device, told.changed) == (stage.two.device, True)
    assert stage.two.fail() == "RevokedError"
    (status,) = targets.statuses(stage.two.work)
    assert (status.paused, status.waiting) == ("RevokedError", 1)
    made = keys.signer(stage.two.work).sign(b"x", "list")
    assert keys.verify(stage.one.work, stage.two.device, b"x", made, "list")
    stage.one.exchange()  # hears of it
    assert not keys.verify(stage.one.work, stage.two.device, b"x", made, "list")
    with pytest.raises(RevokedError):
        stage.two.connect()
    assert revoke(stage.city.address, stage.clock(), uid=stage.two.device, lift=True).changed
    settle(stage.one, stage.two)
    assert keys.verify(stage.one.work, stage.two.device, b"x", made, "list")
    assert ("revoked", "1") in alarms(stage)


def put_back(stage: Stage, place: Path) -> None:
    stage.city.down()
    stage.city.put_back(place)
    stage.city.up()


def copied(stage: Stage, name: str) -> Path:
    stage.city.down()
    place = stage.city.copy_to(stage.home / name)
    stage.city.up()
    return place


def test_a_city_put_back_to_an_older_copy_hears_whom_it_had_revoked(stage: Stage) -> None:
    settle(stage.one, stage.two)
    old = copied(stage, "old")
    stage.clock.pass_(minutes=1)
    revoke(stage.city.address, stage.clock(), slot=2)
    stage.one.exchange()  # learns of it
    put_back(stage, old)
    assert stage.city.rows("SELECT revoked FROM device WHERE revoked IS NOT NULL") == []
    stage.clock.pass_(minutes=1)
    stage.one.exchange()  # and shows the city its own word
    assert stage.two.fail() == "RevokedError"
    # What was lifted since stays lifted: an older list is no news to a city that knows more.
    revoke(stage.city.address, stage.clock(), uid=stage.two.device, lift=True)
    shown = keys.roster(stage.one.work, "city")
    assert shown is not None
    settle(stage.one, stage.two)
    with closing(devices.spoken(stage.one.work, "city")) as city:
        assert isinstance(city, Native)
        city.recall(shown, until=patience())
    settle(stage.one, stage.two)


def test_a_city_of_another_key_or_ward_is_not_believed_about_revocations(stage: Stage) -> None:
    settle(stage.one, stage.two)
    revoke(stage.city.address, stage.clock(), slot=2)
    stage.one.exchange()
    shown = keys.roster(stage.one.work, "city")
    assert shown is not None
    forged = Signer(new_seed()).signed(shown.text.encode(), "roster")
    with closing(devices.spoken(stage.one.work, "city")) as city:
        assert isinstance(city, Native)
        with pytest.raises(BadReplyError):
            city.recall(forged, until=patience())


def test_a_counter_and_a_city_of_before_get_keys_at_their_next_exchange(stage: Stage) -> None:
    desk = stage.one
    token = targets.access(desk.work)[2]
    desk.close()
    # As an earlier version had left it: the token in the database, and no keys anywhere.
    next(desk.counter.witnesses.glob("*.keys")).unlink()
    desk.counter.plant("UPDATE target SET token = ?, public = '', certificate = ''", token)
    with closing(sqlite3.connect(stage.city.database)) as link:
        link.execute("UPDATE device SET key = NULL, seal = NULL, serial = 0, expires = NULL")
        link.commit()
    desk.open()
    assert desk.counter.rows("SELECT token FROM target") == [("",)]
    assert token.encode() not in desk.counter.database.read_bytes()
    receive(desk.work)
    desk.exchange()
    assert keys.certificate(desk.work) is not None
    desk.exchange()
    assert stage.city.rows("SELECT count(*) FROM device WHERE key IS NOT NULL") == [(1,)]
    stage.two.exchange()  # its keys, too, were forgotten: it shows them again
    assert alarms(stage) == []


def test_a_city_of_before_is_spoken_with_as_before(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes no keys, shows none, and says nothing of a list of counters."""
    join, caller = enrol.join, Gate.caller

    def join_as_before(store: Store, asked: Enrol, now: datetime) -> Enrolled:
        joined = join(store, msgspec.structs.replace(asked, keys=None, proof=""), now)
        return msgspec.structs.replace(joined, keys=None, certificate=None)

    def caller_as_before(gate: Gate, request: Request) -> Caller:
        found = caller(gate, request)
        del request.state.roster
        return found

    monkeypatch.setattr(enrol, "join", join_as_before)
    monkeypatch.setattr(Gate, "caller", caller_as_before)
    desk = stage.counter(3)
    receive(desk.work)
    settle(desk)
    assert keys.certificate(desk.work) is None
    assert keys.city(desk.work) is None
    monkeypatch.undo()  # the city is brought up to date
    desk.exchange()
    assert keys.certificate(desk.work) is not None
    desk.exchange()
    desk.close()


def test_a_certificate_is_renewed_by_itself_even_when_it_is_long_over(stage: Stage) -> None:
    settle(stage.one, stage.two)
    first = serial(stage)
    stage.clock.pass_(days=100)
    stage.one.exchange()
    assert serial(stage) == first
    stage.clock.pass_(days=110)
    stage.one.exchange()
    assert serial(stage) == first + 1
    receive(stage.one.work)
    stage.clock.pass_(days=900)  # in a drawer
    told = exchange.once(stage.one.work)
    assert told.errors == []
    assert (told.waiting, serial(stage)) == (0, first + 2)
    assert ("expired", "1") in alarms(stage)


def test_a_clock_years_off_locks_no_counter_out(stage: Stage) -> None:
    settle(stage.one, stage.two)
    stage.one.counter.clock = type(stage.clock)()
    stage.one.close()
    for when in ("1999-01-01 08:00", "2051-01-01 08:00"):
        stage.one.counter.clock.set(when)
        stage.one.open()
        stage.one.exchange()
        stage.one.exchange()
        stage.one.close()
    stage.one.open()
    assert serial(stage) == 1


def serial(stage: Stage) -> int:
    theirs, issued = keys.city(stage.one.work), keys.certificate(stage.one.work)
    assert theirs is not None
    assert issued is not None
    return certificate.read(issued, theirs.sign).serial
