"""Our own dialect: addresses, joining, certificates, and requests that can be ended."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.domain.errors import ExchangeError
from desk.sync.adapters import replies, transport
from desk.sync.adapters.native import Native
from desk.sync.adapters.transport import Network, check_address
from desk.sync.errors import (
    BadAddressError,
    BadReplyError,
    CaptivePortalError,
    CertificateError,
    CityUnreachableError,
    CodeExpiredError,
    CodeRefusedError,
    CodeUsedError,
    NotAuthorisedError,
    PlainHttpError,
    SlotTakenError,
    VersionError,
    WrongWardError,
)
from desk.sync.verify import compare
from desk.wire.exchange import Enrol
from tests.city.town import NOW, Machine, Town, served
from tests.sync.faults import Fault, Proxy, certified, patience, reply
from tests.sync.memory import MemoryLedger


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://city.example", "https://city.example"),
        (" https://city.example/desk/ ", "https://city.example/desk"),
        ("https://city.example:8443/", "https://city.example:8443"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://localhost:1", "http://localhost:1"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_addresses(address: str, clean: str) -> None:
    assert check_address(address) == clean


@pytest.mark.parametrize(
    "address",
    ["http://city.example", "http://10.0.0.7:80", "http://127.0.0.1.evil.example", "http://[::2]"],
)
def test_what_is_not_encrypted_stays_on_this_machine(address: str) -> None:
    with pytest.raises(PlainHttpError) as failure:
        Native(address)
    assert "host" in failure.value.facts


@pytest.mark.parametrize(
    "address",
    [
        "",
        "city.example",
        "ftp://city.example",
        "https://",
        "https://me:secret@city.example",
        "https://city.example/?x=1",
        "https://city.example/#x",
        "https://city.example:0",
        "https://city.example:x",
        "https://[::1",
    ],
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(BadAddressError):
        Native(address)


# -- joining ---------------------------------------------------------------------------------


def asked(machine: Machine, code: str, **facts: Any) -> Enrol:
    known: dict[str, Any] = {
        "code": code,
        "device": machine.device,
        "commune": machine.commune,
        "unit": machine.unit,
        "slot": machine.slot,
        "name": "Quầy 1",
    }
    return Enrol(**{**known, **facts})


@pytest.fixture
def newcomer(city: Town) -> Machine:
    unit, commune = city.ward()
    return Machine(unit=unit, commune=commune)


def test_a_counter_joins(city: Town, wire: Proxy, newcomer: Machine) -> None:
    adapter = Native(wire.url)
    joined = adapter.enrol(asked(newcomer, city.code(newcomer.unit)), until=patience())
    assert joined.unit == newcomer.unit
    mine = Native(wire.url, joined.token)
    assert mine.standing(until=patience()).feed == joined.feed
    mine.close()


def test_every_refusal_to_join_has_its_own_name(city: Town, wire: Proxy, newcomer: Machine) -> None:
    adapter = Native(wire.url)
    taken = city.machine()
    used, old = city.code(newcomer.unit), city.code(newcomer.unit)
    for_taken = city.code(taken.unit)
    neighbour = Machine(unit=taken.unit, commune=taken.commune, slot=1)
    adapter.enrol(asked(newcomer, used), until=patience())
    cases: list[tuple[Enrol, type[ExchangeError]]] = [
        (asked(newcomer, "0000-0000-0000"), CodeRefusedError),
        (asked(Machine(newcomer.unit, newcomer.commune, slot=2), used), CodeUsedError),
        (asked(newcomer, for_taken), WrongWardError),
        (asked(neighbour, for_taken, commune="00007"), WrongWardError),
        (asked(neighbour, for_taken), SlotTakenError),
        (asked(newcomer, old, version=7), VersionError),
        (asked(newcomer, old, slot=0), BadReplyError),
    ]
    for enrol, error in cases:
        with pytest.raises(error):
            adapter.enrol(enrol, until=patience())
    city.clock.pass_(days=8)
    try:
        with pytest.raises(CodeExpiredError):
            adapter.enrol(asked(newcomer, old), until=patience())
    finally:
        city.clock.now = NOW
    with pytest.raises(SlotTakenError) as failure:
        adapter.enrol(asked(neighbour, for_taken), until=patience())
    assert failure.value.facts["slot"] == 1
    adapter.close()


def test_an_unheard_of_refusal_keeps_its_reason(wire: Proxy, newcomer: Machine) -> None:
    wire.plan(Fault(lie=reply(b'{"code":"friday"}', "403 Forbidden"), heard=False))
    with pytest.raises(NotAuthorisedError) as failure:
        Native(wire.url).enrol(asked(newcomer, "x"), until=patience())
    assert failure.value.facts["reason"] == "friday"


def test_a_page_is_asked_for_lean_and_handed_on_whole(
    city: Town, wire: Proxy, machine: Machine, adapter: Native
) -> None:
    other = city.machine(machine.unit, machine.commune, slot=2)
    for _ in range(3):
        other.receive()
    city.push(other)
    page = adapter.pull("", 1, until=patience())
    assert (page.events, page.digest) == (other.wires(), "")
    lie = {"feed": "f", "cursor": "c", "more": False, "events": [], "digest": "00" * 32}
    adapter.close()  # a fault is a new connection's
    wire.plan(Fault(lie=reply(json.dumps(lie).encode()), heard=False))
    with pytest.raises(BadReplyError):
        adapter.pull("", 1, until=patience())


# -- what the counter believes ---------------------------------------------------------------


def test_a_digest_of_another_place_is_none(wire: Proxy, adapter: Native, machine: Machine) -> None:
    body = b'{"digests":[{"place":"202610","count":0,"parts":{}}]}'
    wire.plan(Fault(lie=reply(body), heard=False))
    with pytest.raises(BadReplyError):
        compare(MemoryLedger(machine), adapter, until=patience())


def test_unknown_fields_are_passed_over(wire: Proxy, adapter: Native) -> None:
    body = b'{"digests":[{"place":"","count":3,"parts":{},"more":[1]}],"more":[1]}'
    wire.plan(Fault(lie=reply(body), heard=False))
    assert adapter.digests([""], until=patience())[0].count == 3


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("30", 30.0), ("", 0.0), ("soon", 0.0), ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
     ("Thu, 01 Jan 1970 00:00:00", 0.0), ("9" * 30, 999_999_999.0)],
)  # fmt: skip  # one case beside the other
def test_how_long_a_city_asks_to_wait(header: str, seconds: float) -> None:
    found = replies.retry_after(transport.Reply(503, {"retry-after": header}, b""))
    assert found == seconds


def test_a_date_in_the_future_is_waited_for() -> None:
    later = transport.Reply(503, {"retry-after": "Fri, 01 Jan 2999 00:00:00 GMT"}, b"")
    assert replies.retry_after(later) > 0


def test_replies_without_end_are_given_up(
    wire: Proxy, adapter: Native, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "LARGEST", 1000)
    for lie in (reply(b"[" * 2000), reply(b"[" * 2000, kind="text/html")):
        wire.plan(Fault(lie=lie, heard=False))
        with pytest.raises(BadReplyError):
            adapter.digests([""], until=patience())


def test_a_packed_reply_without_end_is_given_up(
    wire: Proxy, adapter: Native, monkeypatch: pytest.MonkeyPatch
) -> None:
    import gzip  # noqa: PLC0415 - only this test packs

    monkeypatch.setattr(transport, "LARGEST", 10_000)
    bomb = reply(gzip.compress(bytes(1_000_000)), Content_Encoding="gzip")
    wire.plan(Fault(lie=bomb, heard=False))
    with pytest.raises(BadReplyError):
        adapter.digests([""], until=patience())


def test_a_login_that_is_kept_for_other_programs_is_not_used(
    city: Town, machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A .netrc of the user would otherwise take the place of the counter's key."""
    netrc = tmp_path / "netrc"
    netrc.write_text("default login someone password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    adapter = Native(city.ready.url, machine.token)
    assert adapter.standing(until=patience()).unit == machine.unit
    adapter.close()


def test_this_machine_is_never_reached_through_a_proxy(
    city: Town, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    adapter = Native(city.ready.url, machine.token)
    assert adapter.standing(until=patience()).unit == machine.unit
    adapter.close()


def test_other_machines_are_reached_through_the_offices_proxy(
    wire: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", wire.url)
    wire.plan(Fault(lie=reply(b"", "407 Proxy Authentication Required", ""), heard=False))
    adapter = Native("https://city.example", "key")
    with pytest.raises(CityUnreachableError):
        adapter.standing(until=patience())
    adapter.close()


def test_one_connection_serves_a_whole_exchange(wire: Proxy, adapter: Native) -> None:
    for _ in range(4):
        adapter.standing(until=patience())
    assert wire.connections == 1


def test_a_connection_that_lay_idle_is_not_trusted(
    wire: Proxy, adapter: Native, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "_STALE_S", -1.0)
    for _ in range(2):
        adapter.standing(until=patience())
    assert wire.connections == 2


def test_a_request_can_be_ended_from_another_thread(wire: Proxy, machine: Machine) -> None:
    adapter = Native(wire.url, machine.token, read_s=60)
    wire.plan(Fault(down=0, silent=True))
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            adapter.standing(until=patience(60))
        except CityUnreachableError as error:
            failures.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    while not wire.connections:
        time.sleep(0.01)
    while thread.is_alive():
        adapter.abort()
        thread.join(0.05)
    assert failures
    adapter.abort()  # with nothing under way it does nothing
    adapter.close()


# -- certificates ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    return certified(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def secure(certificate: tuple[str, str], address: str) -> Iterator[str]:
    with served(address, clock=lambda: NOW, tls=certificate) as ready:
        assert ready.url.startswith("https://")
        yield ready.url


def test_a_certificate_is_proof_or_nothing_is_sent(
    secure: str, certificate: tuple[str, str]
) -> None:
    for authorities, error in (("", CertificateError), (certificate[0], NotAuthorisedError)):
        adapter = Native(secure, "key", network=Network(authorities))
        with pytest.raises(error):
            adapter.standing(until=patience())
        adapter.close()


def test_a_certificate_of_another_name_is_no_proof(
    secure: str, certificate: tuple[str, str]
) -> None:
    adapter = Native(
        secure.replace("127.0.0.1", "localhost"), "key", network=Network(certificate[0])
    )
    with pytest.raises(CertificateError):
        adapter.standing(until=patience())
    adapter.close()


def test_a_handshake_that_never_ends_is_given_up(wire: Proxy) -> None:
    wire.plan(Fault(up=5, silent=True))
    adapter = Native(wire.url.replace("http:", "https:"), "key")
    with pytest.raises(CityUnreachableError):
        adapter.standing(until=patience(0.3))
    adapter.close()


def test_a_city_that_does_not_speak_tls(wire: Proxy) -> None:
    wire.plan(Fault(lie=reply(b"{}"), heard=False))
    adapter = Native(wire.url.replace("http:", "https:"), "key")
    with pytest.raises(CityUnreachableError):
        adapter.standing(until=patience())
    adapter.close()


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'city.db'}"


def test_redirects_are_not_followed(wire: Proxy, adapter: Native) -> None:
    there = reply(b"", "307 Temporary Redirect", "", Location=wire.url + "/v1/status")
    wire.plan(Fault(lie=there, heard=False))
    with pytest.raises(CaptivePortalError):
        adapter.standing(until=patience())
    assert wire.connections == 1
