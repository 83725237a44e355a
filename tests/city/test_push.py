"""What the city answers to every event, whatever a counter sends and in whatever order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desk.domain import codes
from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain.records import Party
from desk.wire import exchange
from desk.wire.exchange import to_wire
from desk.wire.ids import new_uid
from tests.city.town import DAY, NOW, Machine, Town, types, words_of


def test_a_dossier_arrives_and_its_counter_is_told(city: Town, counter: Machine) -> None:
    counter.write(cev.DeviceOpened(slot=1, commune=counter.commune, name="Quầy 1"))
    counter.receive()
    pushed = city.push(counter)
    assert words_of(pushed) == ["accepted", "accepted"]
    assert [each.uid for each in pushed.results] == [each.uid for each in counter.events]
    assert (pushed.acked_through, pushed.expected_seq) == (2, None)
    assert city.standing(counter)["count"] == 1


def test_what_comes_twice_has_one_effect_for_ever(city: Town, counter: Machine) -> None:
    for _ in range(3):
        counter.receive()
    city.push(counter)
    before = city.standing(counter)
    for first, last in ((1, 3), (2, 3), (1, 1)):
        pushed = city.push(counter, first, last)
        assert set(words_of(pushed)) == {"duplicate"}
        assert pushed.acked_through == last
    counter.receive()
    assert words_of(city.push(counter, 3)) == ["duplicate", "accepted"]
    assert city.standing(counter)["count"] == before["count"] + 1


def test_what_comes_again_after_a_year_is_still_known(city: Town, counter: Machine) -> None:
    counter.receive()
    city.push(counter)
    before = city.standing(counter)
    city.clock.pass_(days=400)
    try:
        assert set(words_of(city.push(counter))) == {"duplicate"}
        assert city.standing(counter)["count"] == before["count"]
    finally:
        city.clock.now = NOW  # other tests share this city


def test_the_same_event_twice_in_one_batch(city: Town, counter: Machine) -> None:
    counter.receive()
    batch = exchange.Push(
        device=counter.device, epoch=1, events=[*counter.wires(), *counter.wires()]
    )
    reply = city.post("/v1/push", batch, counter.token).json()
    assert [each["verdict"] for each in reply["results"]] == ["accepted", "duplicate"]


def test_a_gap_stops_the_batch_and_names_what_is_expected(city: Town, counter: Machine) -> None:
    for _ in range(5):
        counter.receive()
    pushed = city.push(counter, 3)
    assert (pushed.results, pushed.expected_seq, pushed.acked_through) == ([], 1, 0)
    city.push(counter, 1, 2)
    holed = exchange.Push(
        device=counter.device, epoch=1, events=[*counter.wires(2, 3), *counter.wires(5)]
    )
    reply = city.post("/v1/push", holed, counter.token).json()
    assert [each["verdict"] for each in reply["results"]] == ["duplicate", "accepted"]
    assert (reply["expected_seq"], reply["acked_through"]) == (4, 3)
    assert city.standing(counter)["count"] == 3


def test_an_empty_batch_tells_how_far_the_city_is(city: Town, counter: Machine) -> None:
    counter.receive()
    city.push(counter)
    empty = exchange.Push(device=counter.device, epoch=1, events=[])
    reply = city.post("/v1/push", empty, counter.token).json()
    assert reply == {"results": [], "acked_through": 1}


def test_an_event_that_was_changed_is_kept_apart_and_raises_an_alarm(
    city: Town, counter: Machine
) -> None:
    made = counter.receive()
    city.push(counter)
    liar = Machine(unit=counter.unit, commune=counter.commune, device=counter.device)
    liar.token = counter.token
    liar.write(liar.received(1001, submitter=Party(name="Nguyễn Khác")), made.dossier, uid=made.uid)
    assert words_of(city.push(liar)) == ["rejected tampered"]
    assert words_of(city.push(liar)) == ["rejected tampered"]
    assert "Một sự kiện đã bị thay đổi" in city.get("/").text
    # the true one stands, and its dossier goes on
    counter.write(ev.Noted(text="…"), made.dossier)
    assert words_of(city.push(counter)) == ["duplicate", "accepted"]


def test_a_changed_event_under_a_new_number_does_not_stop_the_sequence(
    city: Town, counter: Machine
) -> None:
    made = counter.receive()
    counter.write(ev.Noted(text="…"), made.dossier, uid=made.uid)
    counter.write(ev.Noted(text="…"), made.dossier)
    assert words_of(city.push(counter)) == ["accepted", "rejected tampered", "accepted"]


def test_two_copies_of_one_machine_are_both_kept_and_told(city: Town, counter: Machine) -> None:
    counter.receive()
    city.push(counter)
    copy = counter.clone()
    counter.receive()
    ours = counter.receive()
    theirs = copy.receive()  # the same number as ours, on other paper
    copy.write(ev.Noted(text="…"), theirs.dossier)
    assert words_of(city.push(counter, 2)) == ["accepted", "accepted"]
    assert words_of(city.push(copy, 2)) == ["accepted fork", "accepted"]
    assert words_of(city.push(copy, 2)) == ["duplicate fork", "duplicate"]
    assert city.standing(counter)["count"] == 4
    # each copy is told what the other wrote, though it is the same device in the same epoch
    pulled = city.pull(counter)
    assert len(pulled.events) == 5
    assert pulled.cursor.endswith(".all")
    assert city.pull(counter, pulled.cursor).events == []
    page = city.get("/").text
    assert "Có hai bản sao của cùng một máy" in page
    assert "Mã hồ sơ này đã có hồ sơ khác dùng" in page
    counter.write(ev.Noted(text="…"), ours.dossier)
    assert words_of(city.push(counter, 4)) == ["accepted"]
    third = copy.clone()
    copy.receive(number=1500)
    third.receive(number=1501)
    assert words_of(city.push(copy, 4)) == ["accepted"]
    assert words_of(city.push(third, 4)) == ["accepted fork"]


def test_copies_from_the_very_first_event_on(city: Town, counter: Machine) -> None:
    copy = counter.clone()
    counter.receive()
    copy.receive(number=1002)
    assert words_of(city.push(counter)) == ["accepted"]
    assert words_of(city.push(copy)) == ["accepted fork"]


def test_a_broken_chain_is_refused_and_the_sequence_goes_on(city: Town, counter: Machine) -> None:
    counter.receive()
    counter.chain = "00" * 32
    broken = counter.receive()
    counter.receive()
    counter.write(ev.Noted(text="…"), broken.dossier)
    assert words_of(city.push(counter)) == [
        "accepted",
        "rejected chain",
        "accepted",
        "held held",
    ]


def test_a_chain_that_is_no_hash(city: Town, counter: Machine) -> None:
    counter.receive()
    counter.chain = "not hex"
    counter.receive()
    assert words_of(city.push(counter)) == ["accepted", "rejected chain"]


def test_a_first_event_that_follows_something(city: Town, counter: Machine) -> None:
    counter.chain = "00" * 32
    counter.receive()
    assert words_of(city.push(counter)) == ["rejected chain"]


def test_a_body_that_is_not_what_was_hashed_is_refused(city: Town, counter: Machine) -> None:
    for spoil in (b'{"text":"x"}', b""):
        counter.write(cev.NumberBurnt(day="2026-11-23", number=1001, reason="crash"))
        counter.log[-1] = replace(counter.log[-1], body=spoil)
    assert words_of(city.push(counter)) == ["rejected hash", "rejected hash"]


@pytest.mark.parametrize(
    ("type_", "dossier"),
    [
        ("Received", "d-1"),  # has nothing that a receipt needs
        ("UserAdded", "d-1"),
        ("Noted", ""),  # happens to no dossier
    ],
)
def test_a_body_that_is_not_of_its_type_is_refused(
    city: Town, counter: Machine, type_: str, dossier: str
) -> None:
    counter.write(ev.Noted(text="…"), dossier and new_uid(NOW), type_=type_)
    assert words_of(city.push(counter)) == ["rejected malformed"]


def test_a_device_event_does_not_happen_to_a_dossier(city: Town, counter: Machine) -> None:
    counter.write(cev.NumberBurnt(day="2026-11-23", number=1, reason="crash"), new_uid(NOW))
    assert words_of(city.push(counter)) == ["rejected malformed"]


@pytest.mark.parametrize("field", ["code", "barcode", "procedure"])
@pytest.mark.parametrize("text", ["", "H26\0"])
def test_what_no_table_can_hold_is_refused(
    city: Town, counter: Machine, field: str, text: str
) -> None:
    counter.write(counter.received(1001, **{field: text}), new_uid(NOW), custody=1)
    assert words_of(city.push(counter)) == ["rejected malformed"]


def test_an_unknown_type_is_kept_and_passed_on(city: Town, counter: Machine) -> None:
    other = city.machine(counter.unit, counter.commune, slot=2)
    made = counter.receive()
    counter.write(ev.Noted(text="…"), made.dossier, type_="SignedByAMinister")
    counter.write(ev.Noted(text="…"), type_="CounterPainted")
    assert words_of(city.push(counter)) == ["accepted"] * 3
    page = city.pull(other)
    assert types(page) == ["Received", "SignedByAMinister", "CounterPainted"]
    assert [each.body for each in page.events] == [each.body for each in counter.wires()]


def test_an_event_of_another_ward_is_refused(city: Town, counter: Machine) -> None:
    counter.receive()
    counter.write(cev.NumberBurnt(day="2026-11-23", number=1, reason="crash"), unit="H26.1.1")
    assert words_of(city.push(counter)) == ["accepted", "rejected unit"]


def test_a_dossier_of_another_ward_stays_there(city: Town, counter: Machine) -> None:
    stranger = city.machine()
    made = counter.receive()
    city.push(counter)
    stranger.learn(made.dossier, counter)
    stranger.write(ev.Noted(text="…"), made.dossier)
    assert words_of(city.push(stranger)) == ["rejected unit"]
    stranger.receive(uid=made.dossier)
    assert words_of(city.push(stranger)) == ["rejected unit", "held held"]


@pytest.mark.parametrize(
    ("number", "epoch", "expected"),
    [
        (1001, 1, "accepted"),
        (1999, 1, "accepted"),
        (2001, 1, "rejected slot"),  # another slot's
        (1, 1, "rejected slot"),  # the city's
        (9101, 1, "rejected slot"),  # the take-over block, without a take-over
        (9101, 2, "accepted"),
        (1500, 2, "accepted"),
        (9201, 2, "rejected slot"),
        (1000, 1, "rejected slot"),  # nobody's
    ],
)
def test_numbers_come_from_the_counters_own_block(
    city: Town, number: int, epoch: int, expected: str
) -> None:
    counter = city.machine()
    counter.epoch = epoch
    counter.receive(number=number)
    assert words_of(city.push(counter)) == [expected]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"code": "H26.777.1-261123-2001"}, "accepted"),  # another agency's series
        ({"code": "2026/HN/17"}, "accepted"),  # another pattern: looked up, never read
        ({"barcode": "12345"}, "rejected slot"),
        ({"barcode": "9999926112310013"}, "rejected slot"),  # its check digit is wrong
        ({"barcode": codes.barcode("00001", DAY, 1001)}, "rejected slot"),  # another commune's
        ({"barcode": "9990026112310010000"}, "rejected slot"),
    ],
)
def test_only_own_numbers_are_read(
    city: Town, counter: Machine, facts: dict[str, Any], expected: str
) -> None:
    counter.receive(**facts)
    assert words_of(city.push(counter)) == [expected]


def test_own_codes_must_be_of_the_slot_too(city: Town, counter: Machine) -> None:
    for number in (2001, 9901):
        counter.receive(code=codes.official_code(counter.unit, DAY, number))
    pushed = city.push(counter)
    assert words_of(pushed) == ["rejected slot", "rejected slot"]
    assert {each.field for each in pushed.results} == {"code"}


def test_wider_numbers_have_longer_barcodes(city: Town, counter: Machine) -> None:
    counter.receive(
        code=f"{counter.unit}/10001",
        barcode=codes.barcode(counter.commune, DAY, 10001, width=5),
    )
    assert words_of(city.push(counter)) == ["accepted"]


def test_only_the_city_files(city: Town, counter: Machine) -> None:
    body = ev.Filed(
        code=codes.official_code(counter.unit, DAY, 1001),
        barcode=codes.barcode(counter.commune, DAY, 1001),
        procedure="1.001193",
        procedure_name="Đăng ký khai sinh",
        submitter=Party(name="Nguyễn Thử"),
        filed_at=NOW,
    )
    counter.write(body, new_uid(NOW))
    assert words_of(city.push(counter)) == ["rejected slot"]


def test_a_number_belongs_to_one_dossier_for_ever(city: Town, counter: Machine) -> None:
    first = counter.receive(number=1001)
    counter.write(ev.Voided(reason="Nhầm"), first.dossier)
    counter.receive(number=1001)
    counter.receive(number=1002, barcode=codes.barcode(counter.commune, DAY, 1001))
    counter.receive(number=1002)
    assert words_of(city.push(counter)) == [
        "accepted",
        "accepted",
        "rejected number-taken",
        "rejected number-taken",
        "accepted",
    ]


def test_a_dossier_begins_once(city: Town, counter: Machine) -> None:
    made = counter.receive()
    counter.receive(uid=made.dossier)
    assert words_of(city.push(counter)) == ["accepted", "rejected exists"]


def test_a_batch_is_all_or_nothing_of_one_device(city: Town, counter: Machine) -> None:
    other = city.machine(counter.unit, counter.commune, slot=2)
    other.receive()
    counter.receive()
    foreign = city.post("/v1/push", other.batch(), counter.token)
    assert (foreign.status_code, foreign.json()["code"]) == (403, "device")
    mixed = exchange.Push(device=counter.device, epoch=1, events=[*counter.wires(), *other.wires()])
    assert city.post("/v1/push", mixed, counter.token).json()["code"] == "malformed"
    later = exchange.Push(device=counter.device, epoch=2, events=counter.wires())
    assert city.post("/v1/push", later, counter.token).json()["code"] == "malformed"
    assert city.standing(counter)["count"] == 0


@pytest.mark.parametrize(
    "facts",
    [
        {"seq": 0},
        {"seq": 1 << 63},
        {"hlc": -1},
        {"hlc": 1 << 63},
        {"uid": ""},
        {"uid": "x" * 101},
        {"uid": "a\0b"},
        {"dossier": "x" * 101},
    ],
)
def test_heads_out_of_bounds_are_no_heads(
    city: Town, counter: Machine, facts: dict[str, Any]
) -> None:
    counter.write(ev.Noted(text="…"), **{"dossier": "d-1", **facts})
    reply = city.post("/v1/push", counter.batch(), counter.token)
    assert (reply.status_code, reply.json()["code"]) == (400, "malformed")


def test_bytes_that_are_no_event(city: Town, counter: Machine) -> None:
    counter.receive()
    good = counter.wires()[0]
    for bad in (
        exchange.WireEvent("{", good.salt, good.body),
        exchange.WireEvent(good.head, "zz", good.body),
        exchange.WireEvent(good.head, "00", good.body),
        exchange.WireEvent("[" * 100_000, good.salt, good.body),
    ):
        push = exchange.Push(device=counter.device, epoch=1, events=[bad])
        reply = city.post("/v1/push", push, counter.token)
        assert (reply.status_code, reply.json()["code"]) == (400, "malformed")


@pytest.mark.parametrize(
    "body", [b'{"text":"x","more":' + b"[" * 100_000, b"[]", b'{"text":7}', b""]
)
def test_a_body_that_nobody_can_read_is_refused_alone(
    city: Town, counter: Machine, body: bytes
) -> None:
    counter.forge("Noted", body, new_uid(NOW))
    counter.receive()
    assert words_of(city.push(counter)) == ["rejected malformed", "accepted"]


def test_events_are_sent_as_they_were_written(city: Town, counter: Machine) -> None:
    other = city.machine(counter.unit, counter.commune, slot=2)
    counter.receive(note='Dấu "ngoặc" \\ và\nxuống dòng – ế')
    city.push(counter)
    assert city.pull(other).events == [to_wire(counter.log[0])]
