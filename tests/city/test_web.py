"""The city over HTTP: whatever comes in, a JSON answer goes out and nothing breaks."""

from __future__ import annotations

import gzip
import json
import random
import socket
import zlib
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest

from desk.city import bodies, web
from desk.city.store import CityDatabaseError
from desk.domain import counter_events as cev
from desk.wire import exchange
from desk.wire.exchange import MAX_BYTES, MAX_EVENTS
from tests.city.town import Machine, Town, town, words_of

AN = {"procedure": "1.001193", "applicant": {"name": "Nguyễn Thử An"}}


@pytest.mark.parametrize("path", ["/x", "/v1", "/v1/pull/more", "/v2/push", "/%00", "/v1/portal"])
def test_unknown_addresses(city: Town, path: str) -> None:
    reply = city.get(path)
    assert (reply.status_code, reply.json()["code"]) == (404, "not-found")


def test_wrong_methods(city: Town) -> None:
    for reply in (city.get("/v1/push"), city.post("/v1/pull", {}), city.post("/", {})):
        assert (reply.status_code, reply.json()["code"]) == (405, "method-not-allowed")
        assert reply.headers["allow"]


@pytest.mark.parametrize(
    ("data", "headers", "expected"),
    [
        (b"{", {}, (400, "json")),
        (b"\xff\xfe", {}, (400, "json")),
        (b'{"device": "\xff"}', {}, (400, "json")),
        (b"[" * 100_000, {}, (400, "schema")),
        (b'{"x": ' * 100_000, {}, (400, "json")),
        (b"[]", {}, (400, "schema")),
        (b'{"device": 7}', {}, (400, "schema")),
        (b'{"device":"d","epoch":1.5,"events":[]}', {}, (400, "schema")),
        (b'{"device":"d","epoch":1,"events":[["a","b"]]}', {}, (400, "schema")),
        (b"{}", {"Content-Type": "text/plain"}, (415, "content-type")),
        (b"{}", {"Content-Encoding": "br"}, (415, "content-encoding")),
        (b"{}", {"Content-Encoding": "gzip"}, (400, "gzip")),
        (gzip.compress(b"{}", mtime=0)[:-3], {"Content-Encoding": "gzip"}, (400, "gzip")),
        (gzip.compress(b"{}", mtime=0) + b"more", {"Content-Encoding": "gzip"}, (400, "gzip")),
        (zlib.compress(b"{}"), {"Content-Encoding": "gzip"}, (400, "gzip")),
    ],
)
def test_bodies_that_are_none(
    city: Town, counter: Machine, data: bytes, headers: dict[str, str], expected: tuple[int, str]
) -> None:
    reply = city.post("/v1/push", token=counter.token, data=data, **headers)
    assert (reply.status_code, reply.json()["code"]) == expected


def test_a_schema_problem_names_the_place_and_not_what_stands_there(
    city: Town, counter: Machine
) -> None:
    data = b'{"device":"d","epoch":1,"events":[["a","b",{"name":"Nguyen"}]]}'
    reply = city.post("/v1/push", token=counter.token, data=data).json()
    assert reply == {"code": "schema", "detail": "$.events[0][2]"}


def test_a_body_over_the_limit(city: Town, counter: Machine) -> None:
    reply = city.post("/v1/push", token=counter.token, data=b" " * (bodies.LARGEST + 1))
    assert (reply.status_code, reply.json()["code"]) == (413, "too-large")
    reply = city.post("/v1/enrol", data=b" " * (bodies.SMALL + 1))
    assert reply.status_code == 413


def test_a_gzip_bomb(city: Town, counter: Machine) -> None:
    bomb = gzip.compress(bytes(300_000_000), 9)
    assert len(bomb) < bodies.LARGEST
    headers = {"Content-Encoding": "gzip"}
    reply = city.post("/v1/push", token=counter.token, data=bomb, **headers)
    assert (reply.status_code, reply.json()["code"]) == (413, "too-large")
    counter.receive()
    assert words_of(city.push(counter)) == ["accepted"]


def test_a_batch_over_the_limit(city: Town, counter: Machine) -> None:
    for _ in range(MAX_EVENTS + 1):
        counter.write(cev.NumberBurnt(day="2026-11-23", number=1, reason="crash"))
    batch = counter.batch()
    assert city.post("/v1/push", batch, counter.token).json()["code"] == "too-large"
    assert len(city.push(counter, 1, MAX_EVENTS).results) == MAX_EVENTS


def test_a_single_event_may_be_as_large_as_a_batch(city: Town, counter: Machine) -> None:
    counter.write(cev.NumberBurnt(day="2026-11-23", number=1, reason="x" * MAX_BYTES))
    counter.write(cev.NumberBurnt(day="2026-11-23", number=2, reason="x"))
    assert city.post("/v1/push", counter.batch(), counter.token).status_code == 413
    assert words_of(city.push(counter, 1, 1)) == ["accepted"]


def test_quotes_in_quotes_fit(city: Town, counter: Machine) -> None:
    """A body is JSON within JSON: the worst of them is twice as long on the wire."""
    counter.write(cev.NumberBurnt(day="2026-11-23", number=1, reason='"' * (MAX_BYTES // 2 - 1000)))
    assert words_of(city.push(counter)) == ["accepted"]


def test_packed_and_plain_say_the_same(city: Town, counter: Machine) -> None:
    other = city.machine(counter.unit, counter.commune, slot=2)
    for _ in range(5):
        counter.receive()
    packed = gzip.compress(msgspec.json.encode(counter.batch()))
    headers = {"Content-Encoding": "gzip"}
    reply = city.post("/v1/push", token=counter.token, data=packed, **headers)
    assert reply.status_code == 200
    url = city.ready.url + "/v1/pull"
    answers = []
    for accepted in ("gzip", "identity"):
        words = {"Authorization": f"Bearer {other.token}", "Accept-Encoding": accepted}
        found = city.session.get(url, headers=words, timeout=30)
        assert (found.headers.get("content-encoding") == "gzip") == (accepted == "gzip")
        answers.append(found.json())
    assert answers[0] == answers[1]
    assert len(answers[0]["events"]) == 5


def test_anything_at_all(city: Town, counter: Machine) -> None:
    """Bytes, bent messages and bent headers: always an answer, never a server's own failure."""
    chance = random.Random(7)  # noqa: S311 - the same odd bytes in every run
    counter.receive()
    good = msgspec.json.encode(counter.batch())
    enrol = msgspec.json.encode({"code": "x", "device": "d", "commune": "1", "unit": "u"})
    for _ in range(150):
        data = bytearray(chance.choice((good, enrol, b"{}", b"")))
        for _ in range(chance.randrange(6)):
            place = chance.randrange(len(data) + 1)
            data[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
        path = chance.choice(("/v1/push", "/v1/enrol", "/v1/portal/dossiers"))
        headers = {"Content-Encoding": chance.choice(("identity", "identity", "gzip"))}
        reply = city.post(path, token=counter.token, data=bytes(data), **headers)
        assert reply.status_code < 500
        assert reply.headers["content-type"] == "application/json"
        assert "code" in reply.json() or reply.status_code == 200
    assert set(words_of(city.push(counter))) <= {"accepted", "duplicate"}


def test_bytes_that_are_no_http(city: Town) -> None:
    parts = urlsplit(city.ready.url)
    for junk in (b"\x16\x03\x01\x02\x00", b"GET / HTTP/9.9\r\n\r\n", b"x" * 70_000, b""):
        with socket.create_connection((str(parts.hostname), int(parts.port or 0)), 10) as wire:
            wire.sendall(junk + b"\r\n\r\n")
            wire.shutdown(socket.SHUT_WR)
            while wire.recv(65536):
                pass
    assert city.get("/").status_code == 200


def test_somebody_who_hangs_up_in_the_middle(city: Town, counter: Machine) -> None:
    parts = urlsplit(city.ready.url)
    head = (
        f"POST /v1/push HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {counter.token}\r\n"
        "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
    )
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), 10) as wire:
        wire.sendall(head.encode())
    counter.receive()
    assert words_of(city.push(counter)) == ["accepted"]


def test_somebody_who_is_too_slow(
    city: Town, counter: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "PATIENCE_S", 0.05)
    parts = urlsplit(city.ready.url)
    head = (
        f"POST /v1/push HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {counter.token}\r\n"
        "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
    )
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), 10) as wire:
        wire.sendall(head.encode())
        assert wire.recv(65536).startswith(b"HTTP/1.1 408")


# -- the portal and the page -------------------------------------------------------------------


def test_a_portal_on_this_machine_files(city: Town) -> None:
    unit, commune = city.ward()
    city.code(unit, commune)
    reply = city.post("/v1/portal/dossiers", {**AN, "unit": unit})
    assert reply.status_code == 201
    assert reply.json()["code"].endswith("-0001")


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"{", 400, "NotJsonError"),
        (b"", 400, "EmptyFileError"),
        (b"\xff", 400, "NotUtf8Error"),
        (b"[]", 400, "schema"),
        (b"{}", 400, "FieldMissingError"),
        (json.dumps({**AN, "unit": "H26.404"}).encode(), 400, "UnknownUnitError"),
        (json.dumps({**AN, "procedure": "9.999999"}).encode(), 400, "UnitRequiredError"),
        (
            json.dumps({**AN, "unit": "H26.HERE", "procedure": "9.999999"}).encode(),
            422,
            "UnknownProcedureError",
        ),
    ],
)
def test_what_a_portal_cannot_file(city: Town, data: bytes, status: int, code: str) -> None:
    unit, commune = city.ward()
    city.code(unit, commune)  # whose catalogue it is that knows no such procedure
    reply = city.post("/v1/portal/dossiers", data=data.replace(b"H26.HERE", unit.encode()))
    assert (reply.status_code, reply.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},  # a page from elsewhere whose name means this machine
        {"Host": "127.0.0.1.evil.example:80"},
        {"X-Forwarded-For": "203.0.113.7"},
        {"Forwarded": "for=203.0.113.7"},
        {"Via": "1.1 proxy"},
        {"Host": "evil.example", "Authorization": "Bearer wrong"},
        {"Host": "evil.example", "Authorization": "Basic wrong"},
        {"Host": "evil.example", "Authorization": "Basic /w=="},
        {"Host": "evil.example", "Authorization": "Digest x"},
    ],
)
def test_whoever_is_not_on_this_machine_needs_the_token(
    city: Town, headers: dict[str, str]
) -> None:
    page = city.session.get(city.ready.url + "/", headers=headers, timeout=30)
    assert (page.status_code, page.json()["code"]) == (401, "portal")
    assert page.headers["WWW-Authenticate"].startswith("Basic")
    filed = city.post("/v1/portal/dossiers", AN, token="", data=None, **headers)
    assert filed.status_code == 401


def test_the_token_opens_page_and_portal_from_anywhere(city: Town) -> None:
    token = city.ready.portal
    assert token
    words = {"Host": "city.example", "Authorization": f"Bearer {token}"}
    assert city.session.get(city.ready.url + "/", headers=words, timeout=30).status_code == 200
    reply = city.session.get(
        city.ready.url + "/", auth=("ai", token), headers={"Host": "x"}, timeout=30
    )
    assert reply.status_code == 200


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:80", "[::1]"])
def test_names_of_this_machine(city: Town, host: str) -> None:
    headers = {"Host": host}
    assert city.session.get(city.ready.url + "/", headers=headers, timeout=30).status_code == 200


def test_a_hub_without_rules_files_nothing(address: str) -> None:
    with town(address, rules=None, hub=True) as hub:
        reply = hub.post("/v1/portal/dossiers", AN)
        assert (reply.status_code, reply.json()["code"]) == (404, "not-found")
        assert "Máy chủ phường" in hub.get("/").text


# -- our own failures --------------------------------------------------------------------------


def test_a_database_that_does_not_answer_asks_for_patience(
    city: Town, counter: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any) -> None:
        raise CityDatabaseError(kind="postgresql")

    monkeypatch.setattr(web, "push", gone)
    reply = city.post("/v1/push", counter.batch(), counter.token)
    assert (reply.status_code, reply.json()["code"]) == (503, "CityDatabaseError")
    assert int(reply.headers["retry-after"]) > 0


def test_our_own_fault_is_told_as_such(
    city: Town, counter: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(web, "push", broken)
    reply = city.post("/v1/push", counter.batch(), counter.token)
    assert (reply.status_code, reply.json()) == (500, {"code": "internal"})


def test_replies_are_of_the_contracts_types(city: Town, counter: Machine) -> None:
    counter.receive()
    pushed = city.push(counter)
    assert isinstance(pushed, exchange.Pushed)
    assert city.session.head(city.ready.url + "/", timeout=30).status_code == 200
