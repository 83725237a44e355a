"""Joining: one-time codes, leased slots, and keys that only their hash is kept of."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from desk.city.enrol import UnitCommuneError, enroll
from desk.domain.codes import CommuneCodeError, UnitCodeError
from tests.city.town import NOW, Machine, Town


def newcomer(city: Town, slot: int = 1) -> Machine:
    unit, commune = city.ward()
    return Machine(unit=unit, commune=commune, slot=slot)


def refused(city: Town, machine: Machine, **facts: Any) -> tuple[int, str]:
    reply = city.enrol(machine, **facts)
    return reply.status_code, reply.json()["code"]


def test_a_counter_joins_and_its_key_opens_the_rest(city: Town) -> None:
    one = newcomer(city)
    reply = city.enrol(one).json()
    assert (reply["unit"], reply["name"]) == (one.unit, "Phường Mẫu Giáo")
    assert reply["feed"] == city.standing(one)["feed"]


def test_a_code_is_short_easy_to_read_and_forgiving(city: Town) -> None:
    one = newcomer(city)
    code = city.code(one.unit)
    assert len(code) == 14
    typed = f" {code.lower().replace('0', 'o').replace('1', 'l').replace('-', ' ')} "
    assert city.enrol(one, code=typed).status_code == 200


def test_a_code_works_once(city: Town) -> None:
    one = newcomer(city)
    code = city.code(one.unit)
    assert city.enrol(one, code=code).status_code == 200
    other = Machine(unit=one.unit, commune=one.commune, slot=2)
    assert refused(city, other, code=code) == (403, "code-used")
    assert refused(city, one, code=code, slot=2) == (403, "code-used")  # nor for one slot more
    assert city.get("/v1/status", one.token).status_code == 200


def test_a_code_whose_answer_was_lost_may_be_shown_again(city: Town) -> None:
    one = newcomer(city)
    code = city.code(one.unit)
    assert city.enrol(one, code=code).status_code == 200
    lost = one.token
    assert city.enrol(one, code=code).status_code == 200
    assert city.get("/v1/status", lost).status_code == 401  # one counter, one key
    assert city.get("/v1/status", one.token).status_code == 200
    city.clock.pass_(days=7, seconds=1)
    try:
        assert refused(city, one, code=code) == (403, "code-expired")
    finally:
        city.clock.now = NOW


def test_a_code_grows_too_old(city: Town) -> None:
    one = newcomer(city)
    code = city.code(one.unit)
    city.clock.pass_(days=7, seconds=1)
    try:
        assert refused(city, one, code=code) == (403, "code-expired")
    finally:
        city.clock.now = NOW


def test_codes_that_were_never_given(city: Town) -> None:
    one = newcomer(city)
    city.code(one.unit)
    for code in ("", "0000-0000-0000", "x" * 1000, "ế"):
        assert refused(city, one, code=code or " ") == (403, "code")


def test_a_code_is_for_one_ward_and_commune(city: Town) -> None:
    one, other = newcomer(city), newcomer(city)
    code = city.code(one.unit, one.commune)
    assert refused(city, other, code=code) == (403, "unit")
    one.commune = other.commune
    assert refused(city, one, code=code) == (403, "commune")


def test_a_slot_has_one_counter_and_a_refusal_keeps_the_code(city: Town) -> None:
    one = city.machine()
    two = Machine(unit=one.unit, commune=one.commune, slot=1)
    code = city.code(one.unit)
    assert refused(city, two, code=code) == (409, "slot")
    assert city.enrol(two, code=code).json()["detail"] == "2 3 4 5 6 7 8"  # what is free
    two.slot = 2
    assert city.enrol(two, code=code).status_code == 200


def test_slots_are_leased_per_commune(city: Town) -> None:
    one = city.machine()
    branch = Machine(unit=f"{one.unit}.01", commune=one.commune, slot=1)
    assert refused(city, branch) == (409, "slot")


def test_a_counter_that_joins_again_gets_a_new_key_and_may_lease_more(city: Town) -> None:
    one = city.machine()
    before = one.token
    one.slot = 3
    assert city.enrol(one).status_code == 200
    assert one.token != before
    assert city.get("/v1/status", before).status_code == 401
    one.receive(number=1001)
    one.receive(number=3001)
    assert {each.verdict for each in city.push(one).results} == {"accepted"}


def test_a_counter_does_not_change_wards(city: Town) -> None:
    one = city.machine()
    unit, commune = city.ward()
    moved = Machine(unit=unit, commune=commune, device=one.device)
    assert refused(city, moved) == (403, "unit")


@pytest.mark.parametrize(
    "facts",
    [
        {"slot": 0},
        {"slot": 9},
        {"commune": "1234"},
        {"unit": "phường"},
        {"device": ""},
        {"device": "x" * 101},
        {"device": "a\nb"},
        {"name": "x" * 251},
        {"name": "a\0"},
    ],
)
def test_facts_that_are_none(city: Town, facts: dict[str, Any]) -> None:
    assert refused(city, newcomer(city), **facts) == (400, "malformed")


def test_another_version_of_the_contract(city: Town) -> None:
    one = newcomer(city)
    assert refused(city, one, version=2) == (426, "version")
    joined = city.machine()
    batch = {"device": joined.device, "epoch": 1, "events": [], "version": 0}
    assert city.post("/v1/push", batch, joined.token).status_code == 426


@pytest.mark.parametrize("header", ["", "Basic x", "Bearer", "Bearer nobodys-key", "Bearer ế"])
@pytest.mark.parametrize("path", ["/v1/pull", "/v1/digest", "/v1/status"])
def test_without_a_key_nothing_is_told(city: Town, path: str, header: str) -> None:
    words = {"Authorization": header.encode()} if header else {}
    reply = city.session.get(city.ready.url + path, headers=words, timeout=30)
    assert (reply.status_code, reply.json()["code"]) == (401, "token")
    assert reply.headers["WWW-Authenticate"] == "Bearer"


def test_neither_codes_nor_keys_can_be_read_from_the_database(city: Town) -> None:
    one = city.machine()
    code = city.code(one.unit)
    connection = sqlite3.connect(city.address.removeprefix("sqlite:///"))
    try:
        dump = "\n".join(connection.iterdump())
    finally:
        connection.close()
    for secret in (one.token, code, code.replace("-", "")):
        assert secret not in dump
        assert secret.encode().hex() not in dump.lower()


def test_a_ward_is_written_down_as_it_becomes_known(address: str) -> None:
    enroll(address, "H26.1.1", now=NOW)
    enroll(address, " H26.1.1 ", "00001", "  Phường   Mẫu ")
    enroll(address, "H26.1.1", "00001")
    with pytest.raises(UnitCommuneError) as failure:
        enroll(address, "H26.1.1", "00002")
    assert failure.value.facts == {"unit": "H26.1.1", "known": "00001", "given": "00002"}
    with pytest.raises(CommuneCodeError):
        enroll(address, "H26.1.1", "1")
    with pytest.raises(UnitCodeError):
        enroll(address, "phường 1")
