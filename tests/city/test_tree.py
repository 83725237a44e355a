"""The tree of digests as the city keeps it: always what a fold of its log gives."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk.city import digest as trees
from desk.domain import codes
from desk.domain import events as ev
from desk.wire.digest import bucket, join, leaf
from tests.city.town import NOW, Machine, Town


def receive_on(machine: Machine, months_ago: int) -> ev.Event:
    at = NOW - timedelta(days=30 * months_ago)
    machine.used += 1
    number = 1000 + machine.used
    return machine.receive(
        number=number,
        received_at=at,
        code=codes.official_code(machine.unit, at.date(), number),
        barcode=codes.barcode(machine.commune, at.date(), number),
    )


def leaves(machine: Machine, month: str) -> dict[str, bytes]:
    return {
        uid: leaf(uid, state.heads)
        for uid, state in machine.dossiers.items()
        if state.received_at is not None and f"{state.received_at:%Y%m}" == month
    }


def test_every_level_speaks_for_the_one_below(city: Town, counter: Machine) -> None:
    for months_ago in (0, 0, 0, 1, 2):
        receive_on(counter, months_ago)
    city.push(counter)
    root = city.digest(counter)
    assert root.count == 5
    assert sorted(root.parts) == ["202609", "202610", "202611"]
    for month, value in root.parts.items():
        below = city.digest(counter, month)
        own = leaves(counter, month)
        assert below.count == len(own)
        assert set(below.parts) == {f"{bucket(uid):02x}" for uid in own}
        assert join((n, bytes.fromhex(v)) for n, v in below.parts.items()).hex() == value
        for name, digest in below.parts.items():
            bottom = city.digest(counter, f"{month}/{name}")
            assert {uid: own[uid].hex() for uid in bottom.parts} == bottom.parts
            assert join((u, bytes.fromhex(v)) for u, v in bottom.parts.items()).hex() == digest
    standing = city.standing(counter)
    whole = join((n, bytes.fromhex(v)) for n, v in root.parts.items()).hex()
    assert (standing["count"], standing["root"]) == (5, whole)
    assert standing["unit"] == counter.unit


def test_a_change_moves_every_digest_above_it_and_no_other(city: Town, counter: Machine) -> None:
    old = receive_on(counter, 1)
    receive_on(counter, 0)
    city.push(counter)
    before = city.digest(counter).parts
    counter.write(ev.Noted(text="…"), old.dossier)
    city.push(counter, 3)
    after = city.digest(counter).parts
    assert before["202611"] == after["202611"]
    assert before["202610"] != after["202610"]


def test_many_changes_at_once_are_read_in_one_go(
    city: Town, counter: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trees, "_MANY", 3)
    for _ in range(12):
        counter.receive()
    city.push(counter)
    first = city.digest(counter)
    monkeypatch.setattr(trees, "_MANY", 1000)
    counter.write(ev.Noted(text="…"), counter.events[0].dossier)
    city.push(counter, 13)
    second = city.digest(counter)
    assert first.count == second.count == 12
    own = leaves(counter, "202611")
    months: dict[int, list[tuple[str, bytes]]] = {}
    for uid, value in own.items():
        months.setdefault(bucket(uid), []).append((uid, value))
    whole = join((f"{n:02x}", join(parts)) for n, parts in months.items()).hex()
    assert second.parts == {"202611": whole}


def test_an_empty_ward_has_an_empty_tree(city: Town, counter: Machine) -> None:
    assert city.digest(counter).parts == {}
    assert city.digest(counter, "202611").parts == {}
    assert city.digest(counter, "202611/0a").parts == {}
    assert city.standing(counter)["root"] == ""


@pytest.mark.parametrize("place", ["x", "2026", "202611/", "202611/zz", "202611/0A", "202611/0a/"])
def test_a_place_that_is_none(city: Town, counter: Machine, place: str) -> None:
    reply = city.get("/v1/digest", counter.token, place=place)
    assert (reply.status_code, reply.json()["code"]) == (400, "place")
