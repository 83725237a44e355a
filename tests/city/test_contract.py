"""The published contract: a valid document, and what the real server does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest
import requests
import yaml
from jsonschema import (  # type: ignore[import-untyped]  # ships no types
    Draft202012Validator,
    FormatChecker,
)
from openapi_spec_validator import validate

from desk.city import arrivals, chain, intake, numbers
from desk.city.bodies import LARGEST
from desk.domain import events as ev
from desk.domain import merge
from desk.wire import devices, exchange
from desk.wire.ids import new_uid
from desk.wire.signing import Signer
from tests.city.town import NOW, ROOT, Machine, Town

CONTRACT: dict[str, Any] = yaml.safe_load((ROOT / "docs/city-api.yaml").read_text("utf-8"))


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference within the document."""
    while "$ref" in part:
        found: dict[str, Any] = CONTRACT
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part


def hold(schema: dict[str, Any], instance: object) -> None:
    """Hold an instance against a schema of the document."""
    whole = {**schema, "components": CONTRACT["components"]}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(instance)


def hold_reply(reply: requests.Response, path: str) -> requests.Response:
    """Hold a reply against what the document says of its address, method and status."""
    method = str(reply.request.method).lower()
    answers = CONTRACT["paths"][path][method]["responses"]
    answer = resolved(answers[str(reply.status_code)])
    kind = reply.headers["content-type"].partition(";")[0]
    schema = answer["content"][kind]["schema"]
    hold(schema, reply.json() if kind == "application/json" else reply.text)
    return reply


def test_the_document_is_valid() -> None:
    validate(CONTRACT)


def test_every_address_of_the_server_is_in_the_document(city: Town) -> None:
    for path, methods in CONTRACT["paths"].items():
        for method in ("get", "post", "put"):
            address = city.ready.url + path.replace("{sha}", "0" * 64).replace("{first}", "0")
            reply = city.session.request(method, address, timeout=10)
            assert (reply.status_code != 405) == (method in methods), (path, method)
            assert reply.status_code != 404


def test_every_code_of_a_verdict_is_in_the_document() -> None:
    known = {
        *(merge.EXISTS, merge.UNKNOWN, merge.ENDED, merge.NOT_HOLDER, merge.CUSTODY),
        *(intake.TAMPERED, intake.UNIT, intake.BLOCKED, intake.EARLY, intake.DROPPED),
        *(arrivals.HASH, arrivals.MALFORMED, chain.BROKEN, chain.FORK),
        *(numbers.SLOT, numbers.TAKEN),
    }
    schema = CONTRACT["components"]["schemas"]["Verdict"]["properties"]
    assert set(schema["code"]["enum"]) == known
    words = {exchange.ACCEPTED, exchange.DUPLICATE, exchange.HELD, exchange.REJECTED}
    assert set(schema["verdict"]["enum"]) == words


def test_limits_are_as_published() -> None:
    assert f"{LARGEST:,} bytes" in CONTRACT["info"]["description"]
    assert f"{exchange.MAX_EVENTS} events" in CONTRACT["info"]["description"]
    assert f"{exchange.MAX_BYTES:,} bytes" in CONTRACT["info"]["description"]


@pytest.fixture
def newcomer(city: Town) -> Machine:
    unit, commune = city.ward()
    return Machine(unit=unit, commune=commune)


def test_joining(city: Town, newcomer: Machine) -> None:
    code = city.code(newcomer.unit)
    hold_reply(city.enrol(newcomer, code=code, slot=0), "/v1/enrol")
    hold_reply(city.enrol(newcomer, code=code, version=9), "/v1/enrol")
    joined = hold_reply(city.enrol(newcomer, code=code), "/v1/enrol")
    assert joined.status_code == 200
    asked = msgspec.json.decode(joined.request.body or b"")
    hold({"$ref": "#/components/schemas/Enrol"}, asked)
    hold_reply(city.enrol(newcomer, code=code), "/v1/enrol")
    other = replace(newcomer, device=new_uid(NOW))
    hold_reply(city.enrol(other), "/v1/enrol")
    hold_reply(city.post("/v1/enrol", data=b" " * 100_000), "/v1/enrol")
    hold_reply(city.post("/v1/enrol", data=b"{}", Content_Type="text/html"), "/v1/enrol")


def test_keys_and_certificates(city: Town, counter: Machine) -> None:
    hold_reply(city.get("/v1/keys"), "/v1/keys")
    assert hold_reply(city.get("/v1/keys", nonce="n" * 20), "/v1/keys").status_code == 200
    own = Signer(bytes(32))
    proof = own.sign(exchange.possession(counter.device, own.public), exchange.JOIN)
    asked = devices.Certify(keys=own.public, proof=proof)
    hold({"$ref": "#/components/schemas/Certify"}, msgspec.json.decode(msgspec.json.encode(asked)))
    listed = hold_reply(city.get("/v1/roster", counter.token), "/v1/roster").json()
    for shown, status in ((listed, 200), ([listed[0], "0" * 128], 400)):
        reply = hold_reply(city.post("/v1/roster", shown, counter.token), "/v1/roster")
        assert reply.status_code == status
    for token, statement in (("x", asked), (counter.token, {"keys": {}}), (counter.token, asked)):
        hold_reply(city.post("/v1/certificate", statement, token), "/v1/certificate")
    # From now on the token alone is not enough.
    assert hold_reply(city.get("/v1/roster", counter.token), "/v1/roster").status_code == 401


def test_pushing_and_pulling(city: Town, counter: Machine) -> None:
    other = city.machine(counter.unit, counter.commune, slot=2)
    made = counter.receive()
    counter.receive(number=1001)
    counter.write(ev.Noted(text="…"), counter.events[1].dossier)
    counter.write(ev.Noted(text="…"), made.dossier)
    batch = counter.batch()
    hold({"$ref": "#/components/schemas/Push"}, msgspec.json.decode(msgspec.json.encode(batch)))
    for first in (1, 2, 9):
        reply = hold_reply(city.post("/v1/push", counter.batch(first), counter.token), "/v1/push")
        assert reply.status_code == 200
    gap = exchange.Push(device=counter.device, epoch=3, events=[])
    hold_reply(city.post("/v1/push", gap, counter.token), "/v1/push")
    hold_reply(city.post("/v1/push", batch, other.token), "/v1/push")
    hold_reply(city.post("/v1/push", batch, "nobody"), "/v1/push")
    hold_reply(city.post("/v1/push", {"device": 1}, counter.token), "/v1/push")
    told = exchange.Remind(events=counter.wires())
    hold({"$ref": "#/components/schemas/Remind"}, msgspec.json.decode(msgspec.json.encode(told)))
    for token in (other.token, counter.token, "nobody"):
        hold_reply(city.post("/v1/remind", told, token), "/v1/remind")
    hold_reply(city.post("/v1/remind", {"events": 1}, counter.token), "/v1/remind")
    for path in ("/v1/pull", "/v1/digest", "/v1/status"):
        assert hold_reply(city.get(path, other.token), path).status_code == 200
        assert hold_reply(city.get(path), path).status_code == 401
    hold_reply(city.get("/v1/pull", other.token, after="x"), "/v1/pull")
    for word in ("", "0", "1"):
        page = hold_reply(city.get("/v1/pull", other.token, lean=word), "/v1/pull").json()
        assert ("digest" in page) == (word == "1")
    hold_reply(city.get("/v1/pull", other.token, limit=0), "/v1/pull")
    hold_reply(city.get("/v1/digest", other.token, place="x"), "/v1/digest")
    month = next(iter(city.digest(other).parts))
    hold_reply(city.get("/v1/digest", other.token, place=month), "/v1/digest")
    stated = {"feed": "f", "cursor": "c", "count": 1, "root": "", "signature": "00"}
    for wrong in (stated, {"feed": 1}):
        hold_reply(city.post("/v1/proof", wrong, other.token), "/v1/proof")
    for path, field, asked in (
        ("/v1/digests", "places", ["", month]),
        ("/v1/dossiers", "uids", [made.dossier, "unknown"]),
    ):
        for token, given in (
            (other.token, asked),
            (other.token, ["x\0"]),
            (other.token, "x"),
            (other.token, [""] * 600),
            ("nobody", asked),
        ):
            reply = hold_reply(city.post(path, {field: given}, token), path)
            assert (reply.status_code == 200) == (given is asked and token == other.token)


def test_filing(city: Town, newcomer: Machine) -> None:
    city.code(newcomer.unit, newcomer.commune)
    given = {
        "unit": newcomer.unit,
        "procedure": "1.001193",
        "applicant": {"name": "Nguyễn Thử An", "birth_date": "1999-01"},
        "documents": [{"name": "Tờ khai", "original": 1}],
        "channel": "counter",
        "owner": None,
    }
    hold({"$ref": "#/components/schemas/Application"}, given)
    path = "/v1/portal/dossiers"
    assert hold_reply(city.post(path, given), path).status_code == 201
    assert hold_reply(city.post(path, {}), path).status_code == 400
    unknown = city.post(path, {**given, "procedure": "9.999999"})
    assert hold_reply(unknown, path).status_code == 422
    away = city.post(path, given, Host="elsewhere.example")
    assert hold_reply(away, path).status_code == 401
    for shown in ("/", "/v1/health"):
        assert hold_reply(city.get(shown), shown).status_code == 200
        away = city.session.get(city.ready.url + shown, headers={"Host": "elsewhere.example"})
        assert hold_reply(away, shown).status_code == 401


def test_a_city_without_a_stock(city: Town, counter: Machine) -> None:
    path = "/v1/stock/{sha}/{first}"
    hold_reply(city.get("/v1/stock", counter.token, shape="0004"), "/v1/stock")
    hold_reply(city.get("/v1/stock"), "/v1/stock")
    for count in ("1", "0", "x", "17"):
        address = path.replace("{sha}", "0" * 64).replace("{first}", "0")
        hold_reply(city.get(address, counter.token, count=count), path)
