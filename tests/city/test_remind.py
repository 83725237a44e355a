"""What counters tell of others: taken where it fits, and never held against whoever wrote it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from desk.city.store import Store
from desk.city.tables import lease
from desk.domain import codes
from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain.records import Party
from desk.wire import exchange
from desk.wire.exchange import Remind
from desk.wire.ids import new_uid
from tests.city.test_conflicts import CLAIM, DONE
from tests.city.town import DAY, NOW, Machine, Town, types, words_of


def tell(city: Town, teller: Machine, *wires: exchange.WireEvent, status: int = 200) -> int:
    """Tell events of others; return how many were news."""
    reply = city.post("/v1/remind", Remind(events=list(wires)), teller.token)
    assert reply.status_code == status, reply.text
    return int(reply.json().get("new", -1))


@pytest.fixture
def ward(city: Town) -> tuple[Machine, Machine]:
    """Return two counters of one ward, of which the city has heard nothing."""
    one = city.machine()
    return one, city.machine(one.unit, one.commune, slot=2)


def test_what_another_wrote_counts_and_is_a_duplicate_from_itself(
    city: Town, ward: tuple[Machine, Machine]
) -> None:
    one, two = ward
    uid = one.receive().dossier
    one.write(ev.Claimed(assignee="an"), uid)
    assert tell(city, two, *one.wires()) == 2
    assert tell(city, two, *one.wires()) == 0
    assert city.standing(one)["count"] == 1
    assert words_of(city.push(one)) == ["duplicate", "duplicate"]
    assert types(city.pull(two)) == ["Received", "Claimed"]
    one.write(DONE, uid)
    assert words_of(city.push(one, 3)) == ["accepted"]


def test_nobody_tells_of_himself_nor_of_another_ward(
    city: Town, ward: tuple[Machine, Machine]
) -> None:
    one, two = ward
    stranger = city.machine()
    made = one.receive()
    assert tell(city, one, *one.wires()) == 0  # that is what pushing is for
    assert tell(city, stranger, *one.wires()) == 0
    one.write(ev.Noted(text="…"), made.dossier, unit=stranger.unit)
    assert tell(city, stranger, *one.wires(2)) == 0
    assert city.standing(one)["count"] == 0
    assert words_of(city.push(one)) == ["accepted", "rejected unit"]
    assert tell(city, two) == 0


def test_what_does_not_count_is_left_to_its_own_counter(
    city: Town, ward: tuple[Machine, Machine]
) -> None:
    one, two = ward
    uid = one.receive().dossier
    city.push(one)
    two.learn(uid, one)
    two.write(CLAIM, uid)
    city.push(two)
    one.write(DONE, uid)  # too late
    one.receive(number=2001)  # not its own number
    changed = replace(one.log[0], body=one.log[0].body.replace(b"001199", b"001198"))
    assert tell(city, two, *one.wires(2), exchange.to_wire(changed)) == 0
    assert words_of(city.push(one)) == ["duplicate", "rejected not-holder", "rejected slot"]


def test_what_comes_before_its_ground_waits_for_it(
    city: Town, ward: tuple[Machine, Machine]
) -> None:
    one, two = ward
    uid = one.receive().dossier
    two.learn(uid, one)
    two.write(CLAIM, uid)
    two.write(DONE, uid)
    third = city.machine(one.unit, one.commune, slot=3)
    assert tell(city, third, *two.wires()) == 2
    assert city.standing(one)["count"] == 0
    assert words_of(city.push(two)) == ["held early", "held early"]
    assert tell(city, third, *one.wires()) == 1
    assert words_of(city.push(two)) == ["duplicate", "duplicate"]
    assert types(city.pull(third)) == ["Received", "Claimed", "Finished"]


def test_the_teller_hears_what_became_of_its_own_that_waited(
    city: Town, ward: tuple[Machine, Machine]
) -> None:
    one, two = ward
    uid = one.receive().dossier
    two.learn(uid, one)
    two.write(CLAIM, uid)
    assert words_of(city.push(two)) == ["held early"]
    reply = city.post("/v1/remind", Remind(events=one.wires()), two.token).json()
    assert reply["results"] == [{"uid": two.events[0].uid, "verdict": "accepted"}]


def test_a_log_that_is_told_with_holes_takes_the_rest_later(
    city: Town, ward: tuple[Machine, Machine]
) -> None:
    one, two = ward
    for _ in range(4):
        one.receive()
    wires = one.wires()
    assert tell(city, two, wires[0], wires[3]) == 2
    assert words_of(city.push(one)) == ["duplicate", "accepted", "accepted", "duplicate"]
    one.receive()
    assert words_of(city.push(one, 5)) == ["accepted"]
    rows = city.get("/").text.split("<tr>")  # of every ward; the others have forks of their own
    assert not [row for row in rows if "Có hai bản sao" in row and one.device in row]


def test_a_link_that_is_here_must_fit(city: Town, ward: tuple[Machine, Machine]) -> None:
    one, two = ward
    one.receive()
    city.push(one)
    one.chain = "00" * 32
    one.receive()
    assert tell(city, two, *one.wires(2)) == 0


def test_a_decision_that_is_told_before_what_it_decides_about(
    city: Town, ward: tuple[Machine, Machine]
) -> None:
    """A refused step never travels: only its own counter can bring it, after the decision."""
    one, two = ward
    uid = one.receive().dossier
    two.learn(uid, one)
    two.write(CLAIM, uid)
    lost = one.write(DONE, uid)
    one.write(ev.Resolved(text="Quầy 2 giữ", drop=(lost.uid,)), uid, custody=0)
    third = city.machine(one.unit, one.commune, slot=3)
    assert tell(city, third, one.wires()[0], *two.wires(), one.wires()[2]) == 3
    one.write(ev.Noted(text="…"), uid)
    assert words_of(city.push(one)) == [
        "duplicate",
        "rejected not-holder",
        "duplicate",
        "accepted",  # nothing holds it up: what was refused is decided about
    ]


def test_a_device_that_was_forgotten_gets_its_slot_back(city: Town) -> None:
    one = city.machine()
    gone = Machine(unit=one.unit, commune=one.commune, slot=4)
    gone.write(cev.DeviceOpened(slot=4, commune=gone.commune, name="Quầy 4"))
    gone.receive()
    assert tell(city, one, *gone.wires()) == 2
    thief = Machine(unit=one.unit, commune=one.commune, slot=4)
    assert city.enrol(thief).json()["code"] == "slot"
    assert city.get("/v1/status", gone.token).status_code == 401  # told of is not joined
    assert city.enrol(gone).status_code == 200
    assert words_of(city.push(gone)) == ["duplicate", "duplicate"]


def test_a_device_that_took_another_slot_before_it_joined_gets_that_one_back(city: Town) -> None:
    one = city.machine()
    gone = Machine(unit=one.unit, commune=one.commune, slot=4)
    for slot in (4, 5):  # the first was another counter's, who has not joined this older city yet
        gone.write(cev.DeviceOpened(slot=slot, commune=gone.commune, name=f"Quầy {slot}"))
    assert tell(city, one, *gone.wires()) == 2
    owner = Machine(unit=one.unit, commune=one.commune, slot=4)
    assert city.enrol(owner).status_code == 200
    thief = Machine(unit=one.unit, commune=one.commune, slot=5)
    assert city.enrol(thief).json()["code"] == "slot"


def test_a_forgotten_device_cannot_take_what_another_leases(city: Town) -> None:
    one = city.machine()
    liar = Machine(unit=one.unit, commune=one.commune, slot=1)
    liar.write(cev.DeviceOpened(slot=1, commune=one.commune, name="Quầy 1"))
    liar.receive()
    assert tell(city, one, *liar.wires()) == 1  # its beginning, but no receipt
    store = Store(city.address, NOW)
    try:
        with store.read() as tx:
            rows = tx.execute(
                select(lease.c.device_id).where(lease.c.commune == one.commune, lease.c.slot == 1)
            ).all()
    finally:
        store.close()
    assert len(rows) == 1
    one.receive()
    assert words_of(city.push(one)) == ["accepted"]


def test_what_another_city_filed_is_taken_and_its_number_passed_over(city: Town) -> None:
    one = city.machine()
    before = Machine(unit=one.unit, commune=one.commune, slot=0)
    number = codes.barcode(one.commune, DAY, 41)
    body = ev.Filed(
        code=codes.official_code(one.unit, DAY, 41),
        barcode=number,
        procedure="1.001193",
        procedure_name="Đăng ký khai sinh",
        submitter=Party(name="Nguyễn Thử"),
        filed_at=NOW,
    )
    before.write(body, new_uid(NOW))
    assert tell(city, one, *before.wires()) == 1
    given = {"unit": one.unit, "procedure": "1.001193", "applicant": {"name": "Nguyễn Thử An"}}
    filed = city.post("/v1/portal/dossiers", given).json()
    assert filed["code"].endswith("-0042")


def test_only_a_counter_with_a_key_and_our_words(city: Town) -> None:
    one = city.machine()
    assert city.post("/v1/remind", Remind(events=[]), "nobody").status_code == 401
    assert city.post("/v1/remind", Remind(events=[], version=2), one.token).status_code == 426
    one.receive()
    many = one.wires() * 201
    assert city.post("/v1/remind", Remind(events=many), one.token).status_code == 413
    assert city.standing(one)["reminders"] is True
