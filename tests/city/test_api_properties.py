"""The published contract against the running service: hundreds of generated and hostile requests.

Whatever is sent, the answer is one that the contract names, in the form that it says, and what was
refused has changed nothing. Requests are signed, so that they reach what lies behind the gate.
"""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, func, select

from desk.city.revoke import revoke
from desk.city.tables import metadata
from desk.domain import events as ev
from desk.sync.adapters.identity import Identity
from desk.wire import exchange
from desk.wire.ids import new_uid
from desk.wire.signing import Signer, new_seed
from tests.city.asked import ODD, OPERATIONS, call, places, put
from tests.city.test_contract import hold_reply
from tests.city.town import NOW, Machine, Town, town

MANY = 600  # examples of each operation in the soak
FEW = 8


def quickly(examples: int) -> settings:
    return settings(
        max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )


@dataclass
class Ward:
    """A counter with keys in a city, a dossier and a file of its own, and another ward's."""

    city: Town
    machine: Machine
    identity: Identity
    session: requests.Session
    theirs: Machine

    def send(self, call: Callable[[Identity], requests.Response]) -> requests.Response:
        reply = call(self.identity)
        if self.identity.challenged(reply.status_code, reply.headers):
            reply = call(self.identity)
        return reply

    def ask(self, method: str, path: str, body: bytes | None = None, **h: str) -> requests.Response:
        headers = {"Content-Type": "application/json"} | h
        url = self.city.ready.url + path
        return self.send(
            lambda who: self.session.request(
                method, url, data=body, headers=headers, auth=who, timeout=30
            )
        )

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has, but for what counts refusals."""
        engine = create_engine(self.city.address)
        with engine.connect() as link:
            found = {
                each.name: link.execute(select(func.count()).select_from(each)).scalar_one()
                for each in metadata.sorted_tables
                if each.name != "alarm"
            }
        engine.dispose()
        return found


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    address = f"sqlite:///{tmp_path_factory.mktemp('api') / 'city.db'}"
    with town(address) as city:
        unit, commune = city.ward()
        machine, own = Machine(unit=unit, commune=commune), Signer(new_seed())
        said = exchange.possession(machine.device, own.public)
        keys = {"sign": own.public.sign, "seal": own.public.seal}
        joined = city.enrol(machine, keys=keys, proof=own.sign(said, exchange.JOIN)).json()
        identity = Identity(machine.token, own, joined["keys"]["sign"])
        theirs = city.machine()
        made = theirs.receive()
        theirs.write(
            ev.Attached(file="ab" * 32, size=10, media="application/pdf", pages=1), made.dossier
        )
        city.push(theirs)
        with requests.Session() as session:
            ready = Ward(city, machine, identity, session, theirs)
            mine = machine.receive()
            machine.write(
                ev.Attached(file="cd" * 32, size=10, media="application/pdf", pages=1), mine.dossier
            )
            assert push(ready, machine.batch()).status_code == 200
            yield ready


def push(ward: Ward, batch: object) -> requests.Response:
    return ward.ask("POST", "/v1/push", msgspec.json.encode(batch))


def hold_contract(ward: Ward, label: str, examples: int) -> None:
    method, path, _ = OPERATIONS[label]

    @quickly(examples)
    @given(asked=call(label))
    def holds(asked: tuple[str, bytes | None, dict[str, str]]) -> None:
        address, body, headers = asked
        hold_reply(ward.ask(method, address, body, **headers), path)

    holds()


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_as_published(ward: Ward, label: str) -> None:
    hold_contract(ward, label, FEW)


@pytest.mark.soak
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_as_published_at_length(ward: Ward, label: str) -> None:
    hold_contract(ward, label, MANY)


def whose(label: str) -> bool:
    """Tell whether an address is for counters alone."""
    return "security" not in OPERATIONS[label][2]


@pytest.mark.parametrize("label", [each for each in OPERATIONS if whose(each)])
def test_whoever_is_not_let_in_is_told_as_published(ward: Ward, label: str) -> None:
    """Strangers, revoked counters, whoever says something else than was signed: at any address."""
    method, path, said = OPERATIONS[label]
    address = ward.city.ready.url + path.replace("{sha}", "0" * 64).replace("{first}", "0")
    revoked = ward.city.machine()
    revoke(ward.city.address, NOW, uid=revoked.device)
    for token, status in (
        ("", 401),
        ("nobody", 401),
        (ward.machine.token, 401),
        (revoked.token, 403),
    ):
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        reply = ward.session.request(method, address, headers=headers, data=b"", timeout=30)
        assert reply.status_code == status
        hold_reply(reply, path)
    assert ward.ask("GET", "/v1/status").status_code == 200  # a challenge is at hand
    if "requestBody" in said:
        made = requests.Request(method, address, data=b"{}", auth=ward.identity)
        changed = ward.session.prepare_request(made)
        (kind,) = said["requestBody"]["content"]
        changed.headers["Content-Type"] = kind
        changed.body = b"[]"
        reply = hold_reply(ward.session.send(changed, timeout=30), path)
        assert reply.json()["code"] in ("signature", "unknown-file")


# -- true requests with one thing wrong -------------------------------------------------------


def truths(ward: Ward) -> dict[str, Any]:
    """Return a request of each address that would be taken, or is refused by its content alone."""
    own = Signer(bytes(32))
    fresh = ward.machine.clone()
    fresh.receive()
    batch = msgspec.json.decode(msgspec.json.encode(fresh.batch(fresh.seq)))
    head = json.loads(batch["events"][0][0])
    return {
        "/v1/push": batch,
        "/v1/remind": {"events": batch["events"], "version": 1},
        "/v1/proof": {"feed": "f", "cursor": "c", "count": 1, "root": "", "signature": "00"},
        "/v1/digests": {"places": ["", "202611", "202611/0a"]},
        "/v1/dossiers": {"uids": [head["dossier"], ward.theirs.events[0].dossier]},
        "/v1/blobs": {"files": ["cd" * 32, "ab" * 32]},
        "/v1/certificate": {
            "keys": {"sign": own.public.sign, "seal": own.public.seal},
            "proof": "",
        },
        "/v1/enrol": {
            "code": "0000-0000-0000",
            "device": new_uid(NOW),
            "commune": ward.machine.commune,
            "unit": ward.machine.unit,
            "slot": 3,
            "name": "Quầy 3",
            "version": 1,
        },
        "/v1/portal/dossiers": {
            "unit": ward.machine.unit,
            "procedure": "9.999999",
            "applicant": {"name": "Nguyễn Thử", "birth_date": "1999-01"},
            "documents": [{"name": "Tờ khai", "original": 1}],
            "owner": None,
            "sets": 1,
            "fee": 0,
            "note": "",
        },
    }


PATHS = tuple(
    "/v1/push /v1/remind /v1/proof /v1/digests /v1/dossiers /v1/blobs /v1/certificate /v1/enrol"
    " /v1/portal/dossiers".split()
)


def refuse_odd(ward: Ward, path: str, examples: int) -> None:
    truth = truths(ward)[path]
    known = [ward.counts()]

    @quickly(examples)
    @given(at=st.sampled_from(list(places(truth))), odd=st.sampled_from(ODD))
    def refused(at: tuple[Any, ...], odd: Any) -> None:
        reply = ward.ask("POST", path, json.dumps(put(truth, at, odd)).encode())
        hold_reply(reply, path)
        if reply.status_code != 200:
            assert ward.counts() == known[-1]
        known.append(ward.counts())

    refused()


@pytest.mark.parametrize("path", PATHS)
def test_one_odd_value_in_a_true_request(ward: Ward, path: str) -> None:
    refuse_odd(ward, path, 12)


@pytest.mark.soak
@pytest.mark.parametrize("path", PATHS)
def test_one_odd_value_in_a_true_request_at_length(ward: Ward, path: str) -> None:
    refuse_odd(ward, path, 1500)


HEADS = ("uid", "unit", "device", "epoch", "seq", "type", "actor", "at", "hlc", "prev", "dossier")


@pytest.mark.parametrize("name", HEADS)
def test_one_odd_value_in_the_head_of_an_event(ward: Ward, name: str) -> None:
    """The head is text within the text: what it says is read later than the rest."""
    machine = ward.city.machine()
    machine.receive()
    (event,) = machine.wires()
    head = json.loads(event.head)
    for odd in ODD:
        wrong = json.dumps({**head, name: odd})
        batch = {"device": machine.device, "epoch": 1, "events": [[wrong, event.salt, event.body]]}
        reply = ward.city.post("/v1/push", batch, machine.token)
        hold_reply(reply, "/v1/push")
        told = reply.json().get("results", [{"verdict": "rejected"}])
        assert {each["verdict"] for each in told} <= {"rejected", "held", "accepted"}
    assert ward.city.standing(machine)["count"] <= 1


NOT_JSON = {
    "nothing": b"",
    "a number that is none": b'{"device": NaN, "epoch": Infinity, "events": []}',
    "nested deeply": b"[" * 100_000,
    "nested deeply and closed": b'{"events":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "no text": b"\xff\xfe\x00{",
    "a mark before it": b"\xef\xbb\xbf{}",
    "two": b"{}{}",
    "cut": b'{"device": "',
    "not an object": b'"x"',
}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("data", NOT_JSON.values(), ids=NOT_JSON.keys())
def test_what_is_no_request(ward: Ward, path: str, data: bytes) -> None:
    before = ward.counts()
    reply = hold_reply(ward.ask("POST", path, data), path)
    assert 400 <= reply.status_code < 500
    assert ward.counts() == before


@pytest.mark.parametrize("path", PATHS)
def test_what_is_too_large_or_packed_wrongly(ward: Ward, path: str) -> None:
    before = ward.counts()
    bomb = gzip.compress(b" " * 50_000_000)
    odd = {
        413: [(b" " * 2_100_000, {}), (bomb, {"Content-Encoding": "gzip"})],
        400: [
            (b"no gzip", {"Content-Encoding": "gzip"}),
            (bomb[:-9], {"Content-Encoding": "gzip"}),
        ],
        415: [(b"{}", {"Content-Encoding": "br"}), (b"{}", {"Content-Type": "text/plain"})],
    }
    for status, requests_ in odd.items():
        for data, headers in requests_:
            reply = hold_reply(ward.ask("POST", path, data, **headers), path)
            assert reply.status_code in (status, 413)
    assert ward.counts() == before


# -- addresses --------------------------------------------------------------------------------

ADDRESSES = (
    "/v1/../v1/status",
    "//v1/status",
    "/v1/status/",
    "/v1/%73tatus/..",
    "/v1/blobs/..%2f..%2fetc%2fpasswd",
    "/v1/blobs/../../etc/passwd",
    "/v1/blobs/%00",
    "/v1/blobs/%ff%fe/missing",
    f"/v1/blobs/{'ab' * 32}%00",
    f"/v1/blobs/{'AB' * 32}",
    f"/v1/blobs/{'ab' * 32}/missing",  # another ward's
    f"/v1/blobs/{'ab' * 32}",
    "/v1/pull?after=%00",
    "/v1/pull?after=%ff",
    "/v1/pull?after=a.1.2.all",
    "/v1/pull?after=a.%E0%A5%A7.2.all",  # a digit that is none of ours
    "/v1/pull?limit=99999999999999999999999",
    "/v1/pull?limit=1&limit=2",
    "/v1/pull?epoch=-1",
    "/v1/digest?place=../../",
    "/v1/digest?place=999999",
    "/v1/digest?place=202611/zz",
    "/v1/reference?after=1e3",
    "/v1/keys?nonce=%00aaaaaaaaaaaaaaaaaaaa",
    "/?unit=%00",
    "/?unit=%ff<script>",
    "/v1/pull?" + "a" * 30_000,
)


def raw(ward: Ward, method: str, address: str) -> tuple[int, bytes]:
    """Send an address as it is: clients tidy it before they send it."""
    place = urlsplit(ward.city.ready.url)
    with socket.create_connection((place.hostname, place.port), timeout=30) as link:
        words = f"{method} {address} HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n"
        words += f"Authorization: Bearer {ward.theirs.token}\r\nContent-Length: 0\r\n\r\n"
        link.sendall(words.encode())
        data = b""
        while part := link.recv(65536):
            data += part
    head, _, body = data.partition(b"\r\n\r\n")
    return int(head.split(b" ")[1]), body


@pytest.mark.parametrize("address", ADDRESSES, ids=range(len(ADDRESSES)))
def test_addresses_that_try_something(ward: Ward, address: str) -> None:
    before = ward.counts()
    for method in ("GET", "POST", "PUT", "DELETE"):
        status, body = raw(ward, method, address)
        assert status < 500
        assert b"root:" not in body
        if status >= 400 and body.startswith(b"{"):
            assert json.loads(body)["code"]
    assert ward.counts() == before


def test_another_wards_dossiers_and_files_are_as_if_they_were_not(ward: Ward) -> None:
    theirs = ward.theirs.events[0].dossier
    asked = json.dumps({"uids": [theirs]}).encode()
    assert ward.ask("POST", "/v1/dossiers", asked).json()["events"] == []
    for path in (f"/v1/blobs/{'ab' * 32}", f"/v1/blobs/{'ef' * 32}"):
        assert ward.ask("GET", path).json()["code"] == "unknown-file"
    known = ward.ask("POST", "/v1/blobs", json.dumps({"files": ["ab" * 32]}).encode()).json()
    assert known == {"held": [], "lacking": [], "unknown": ["ab" * 32]}
    before = ward.counts()
    assert push(ward, ward.theirs.batch()).status_code == 403
    assert ward.counts() == before
    # An event of ours about their dossier is kept as refused, and changes nothing of it.
    mine = ward.machine.clone()
    mine.write(ev.Noted(text="…"), theirs)
    told = push(ward, mine.batch(mine.seq)).json()["results"]
    assert [(each["verdict"], each["code"]) for each in told] == [("rejected", "unit")]
    ward.machine.write(ev.Noted(text="…"), theirs)
