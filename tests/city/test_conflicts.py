"""Refused, held, resolved: what happens when two counters worked on one dossier unknowingly."""

from __future__ import annotations

import threading
from pathlib import Path

import msgspec

from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain.fold import fold_all
from desk.domain.records import Dossier, Party, Status
from desk.wire import exchange
from desk.wire.digest import bucket, leaf
from desk.wire.ids import new_uid
from desk.wire.sealed import open_event, read_head
from tests.city.town import NOW, Machine, Town, town, types, words_of

CLAIM = ev.Claimed(assignee="lan", holder_name="Quầy 2")
DONE = ev.Finished(finished_at=NOW)


def pair(city: Town) -> tuple[Machine, Machine, str]:
    """Return two counters of a ward that both know a dossier which the first received."""
    one = city.machine()
    two = city.machine(one.unit, one.commune, slot=2)
    uid = one.receive().dossier
    city.push(one)
    two.learn(uid, one)
    return one, two, uid


def leaf_at(city: Town, machine: Machine, uid: str) -> str:
    return city.digest(machine, f"202611/{bucket(uid):02x}").parts.get(uid, "")


def test_a_claim_moves_custody_and_the_old_holder_comes_too_late(city: Town) -> None:
    one, two, uid = pair(city)
    two.write(CLAIM, uid)
    one.write(DONE, uid)
    assert words_of(city.push(two)) == ["accepted"]
    assert words_of(city.push(one, 2)) == ["rejected not-holder"]


def test_what_follows_a_refusal_waits_but_nothing_else_does(city: Town) -> None:
    one, two, uid = pair(city)
    two.write(CLAIM, uid)
    city.push(two)
    one.write(DONE, uid)
    one.write(ev.Noted(text="Đã gọi điện"), uid)
    other = one.receive()
    one.write(CLAIM, other.dossier)
    one.write(cev.NumberBurnt(day="2026-11-23", number=1999, reason="crash"))
    assert words_of(city.push(one, 2)) == [
        "rejected not-holder",
        "held held",
        "accepted",
        "accepted",
        "accepted",
    ]
    # the answer is the same however often it is asked for, and never a mere duplicate
    assert words_of(city.push(one, 2, 3)) == ["rejected not-holder", "held held"]
    # the winner is not held up by the loser
    two.write(ev.Noted(text="Tiếp tục"), uid)
    two.write(DONE, uid)
    assert words_of(city.push(two, 2)) == ["accepted", "accepted"]


def test_a_person_resolves_and_the_rest_is_let_in(city: Town) -> None:
    one, two, uid = pair(city)
    two.write(CLAIM, uid)
    city.push(two)
    lost = one.write(DONE, uid)
    dropped = one.write(ev.Noted(text="Bỏ"), uid)
    kept = one.write(ev.Noted(text="Giữ"), uid)
    assert words_of(city.push(one, 2)) == ["rejected not-holder", "held held", "held held"]
    decision = one.write(
        ev.Resolved(text="Quầy 2 xử lý", drop=(lost.uid, dropped.uid)), uid, custody=0
    )
    pushed = city.push(one, 5)
    assert words_of(pushed) == ["accepted", "accepted"]
    assert [each.uid for each in pushed.results] == [decision.uid, kept.uid]
    # what was dropped stays refused for ever; what was let in is a duplicate from now on
    assert words_of(city.push(one, 2, 4)) == [
        "rejected not-holder",
        "rejected dropped",
        "duplicate",
    ]
    # the feed of the others has the decision and what it let in, and nothing that was refused
    page = city.pull(two)
    assert types(page) == ["Received", "Resolved", "Noted"]
    # its own counter hears again of what was let in late, in case the answer had been lost
    assert types(city.pull(one)) == ["Claimed", "Noted"]
    story = [*two.events, *(e for e in one.events if e.uid not in {lost.uid, dropped.uid})]
    state = fold_all(e for e in story if e.dossier == uid)
    assert state is not None
    assert leaf_at(city, one, uid) == leaf(uid, state.heads).hex()


def test_a_decision_drops_what_counted_already(city: Town) -> None:
    """A clash is resolved by dropping an event that both sides hold."""
    one, two, uid = pair(city)
    two.write(CLAIM, uid)
    city.push(two)
    one.learn(uid, two)
    one.write(ev.Resolved(text="Nhận nhầm", drop=(two.events[-1].uid,)), uid, custody=0)
    assert words_of(city.push(one, 2)) == ["accepted"]
    state = fold_all([one.events[0], two.events[0], one.events[1]])
    assert state is not None
    assert state.holder == one.device
    assert leaf_at(city, one, uid) == leaf(uid, state.heads).hex()
    two.write(DONE, uid)
    assert words_of(city.push(two, 2)) == ["rejected not-holder"]


def test_a_decision_that_forgets_the_refusal_leaves_it_standing(city: Town) -> None:
    one, two, uid = pair(city)
    two.write(CLAIM, uid)
    city.push(two)
    one.write(DONE, uid)
    one.write(ev.Resolved(text="Chưa rõ"), uid)
    one.write(ev.Noted(text="…"), uid)
    assert words_of(city.push(one, 2)) == ["rejected not-holder", "accepted", "held held"]


def test_what_is_let_in_may_be_refused_in_its_turn(city: Town) -> None:
    one, two, uid = pair(city)
    two.write(CLAIM, uid)
    city.push(two)
    lost = one.write(ev.Apologised(number="1", reason="…", due_at=NOW, asked_at=NOW), uid)
    one.write(DONE, uid)
    one.write(ev.Noted(text="…"), uid)
    city.push(one, 2)
    one.write(ev.Resolved(text="…", drop=(lost.uid,)), uid, custody=0)
    assert words_of(city.push(one, 5)) == ["accepted", "rejected not-holder"]
    assert words_of(city.push(one, 2, 4)) == [
        "rejected not-holder",
        "rejected not-holder",
        "held held",
    ]


def test_a_receipt_whose_number_was_refused_counts_once_a_person_looked(city: Town) -> None:
    one = city.machine()
    one.receive(number=1001)
    refused = one.receive(number=1001)
    one.write(CLAIM, refused.dossier)
    assert words_of(city.push(one)) == ["accepted", "rejected number-taken", "held held"]
    assert city.standing(one)["count"] == 1
    one.write(ev.Resolved(text="Đổi giấy", drop=(refused.uid,)), refused.dossier, custody=0)
    pushed = city.push(one, 4)
    assert [each.uid for each in pushed.results] == [
        one.events[3].uid,
        refused.uid,
        one.events[2].uid,
    ]
    assert set(words_of(pushed)) == {"accepted"}
    assert city.standing(one)["count"] == 2
    state = fold_all([one.events[1], one.events[2], one.events[3]])
    assert state is not None
    assert leaf_at(city, one, refused.dossier) == leaf(refused.dossier, state.heads).hex()


def test_a_receipt_that_cannot_be_read_never_counts_but_another_may(city: Town) -> None:
    one = city.machine()
    body = one.received(1001, code="")
    bad = one.write(body, new_uid(NOW), custody=1)
    one.write(ev.Noted(text="…"), bad.dossier)
    one.write(ev.Resolved(text="…", drop=(bad.uid,)), bad.dossier, custody=0)
    one.receive(uid=bad.dossier)
    assert words_of(city.push(one)) == [
        "rejected malformed",
        "held held",
        "accepted",
        "accepted",
        "accepted",
    ]
    assert city.standing(one)["count"] == 1


def test_another_ward_decides_nothing(city: Town) -> None:
    one, two, uid = pair(city)
    stranger = city.machine()
    stranger.learn(uid, one)
    stranger.write(ev.Resolved(text="…", drop=(one.events[0].uid,)), uid, custody=0)
    assert words_of(city.push(stranger)) == ["rejected unit"]
    # nor about what never counted
    bad = one.receive(number=2001)
    one.write(ev.Noted(text="…"), bad.dossier)
    assert words_of(city.push(one, 2)) == ["rejected slot", "held held"]
    other = city.machine()
    drop = tuple(each.uid for each in one.events[1:])
    other.write(ev.Resolved(text="…", drop=drop), bad.dossier)
    city.push(other)
    assert words_of(city.push(one, 2)) == ["rejected slot", "held held"]
    assert city.standing(two)["count"] == 1


def test_what_is_early_waits_for_the_counter_it_builds_on(city: Town) -> None:
    """Two counters met over the ward's hub; the second one reaches the city first."""
    one = city.machine()
    two = city.machine(one.unit, one.commune, slot=2)
    uid = one.receive().dossier
    two.learn(uid, one)
    two.write(CLAIM, uid)
    two.write(DONE, uid)
    other = two.receive()
    assert words_of(city.push(two)) == ["held early", "held early", "accepted"]
    assert words_of(city.push(one)) == ["accepted"]
    assert words_of(city.push(two)) == ["duplicate", "duplicate", "duplicate"]
    assert sorted(types(city.pull(two))) == ["Claimed", "Finished", "Received"]
    assert city.standing(one)["count"] == 2
    assert leaf_at(city, one, other.dossier)


def test_what_builds_on_something_unheard_of_waits_for_it(city: Town) -> None:
    one, two, uid = pair(city)
    forwarded = one.write(ev.Forwarded(to="lan", to_device=two.device), uid)
    two.learn(uid, one)
    two.write(ev.Noted(text="Đã nhận"), uid)
    assert two.events[-1].base == (forwarded.hash,)
    assert words_of(city.push(two)) == ["held early"]
    city.push(one, 2)
    assert words_of(city.push(two)) == ["duplicate"]


def test_what_builds_on_older_things_is_not_early(city: Town) -> None:
    one, two, uid = pair(city)
    two.write(ev.Noted(text="1"), uid, base=(one.events[0].hash,))
    two.write(ev.Noted(text="2"), uid, base=(one.events[0].hash,))
    two.write(ev.Noted(text="3"), uid, base=(two.events[0].hash, one.events[0].hash))
    assert words_of(city.push(two)) == ["accepted"] * 3


def test_a_decision_about_a_dossier_nobody_knows_waits(city: Town) -> None:
    one = city.machine()
    one.write(ev.Resolved(text="…"), new_uid(NOW))
    assert words_of(city.push(one)) == ["held early"]


def test_a_decision_lets_in_what_waited_for_what_never_came(city: Town) -> None:
    one, two, uid = pair(city)
    one.write(ev.Noted(text="lost with the disk"), uid)
    two.learn(uid, one)
    two.write(ev.Noted(text="…"), uid)
    assert words_of(city.push(two)) == ["held early"]
    two.write(ev.Resolved(text="Máy 1 hỏng"), uid)
    assert words_of(city.push(two, 2)) == ["accepted", "accepted"]


def test_events_that_come_late_are_folded_in_the_order_of_their_clocks(city: Town) -> None:
    one, two, uid = pair(city)
    early = ev.Corrected(reason="…", changes=(ev.Change(field="note", before="", after="a"),))
    late = ev.Corrected(reason="…", changes=(ev.Change(field="note", before="", after="b"),))
    one.hlc += 10
    one.write(late, uid)
    two.write(early, uid)
    city.push(one, 2)
    city.push(two)
    state = fold_all([*one.events, *two.events])
    assert state is not None
    assert state.note == "b"
    assert leaf_at(city, one, uid) == leaf(uid, state.heads).hex()


def test_of_counters_that_race_for_a_dossier_exactly_one_wins(city: Town) -> None:
    one = city.machine()
    uid = one.receive().dossier
    city.push(one)
    racers = [city.machine(one.unit, one.commune, slot=slot) for slot in (2, 3, 4, 5)]
    batches = []
    for racer in racers:
        racer.learn(uid, one)
        racer.write(CLAIM, uid)
        batches.append(racer.batch())
    answers: list[str] = []
    at_once = threading.Barrier(len(racers))

    def race(racer: Machine, batch: exchange.Push) -> None:
        body = msgspec.json.encode(batch)
        at_once.wait()
        found = city.post("/v1/push", token=racer.token, data=body)
        answers.extend(words_of(msgspec.json.decode(found.content, type=exchange.Pushed)))

    threads = [
        threading.Thread(target=race, args=pair) for pair in zip(racers, batches, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["accepted", *["rejected custody"] * 3]


def test_two_counters_answer_one_online_filing(city: Town) -> None:
    one = city.machine()
    two = city.machine(one.unit, one.commune, slot=2)
    filed = city.post(
        "/v1/portal/dossiers",
        {"unit": one.unit, "procedure": "1.001193", "applicant": {"name": "Nguyễn Thử An"}},
    ).json()
    uid = filed["uid"]
    for machine in (one, two):
        page = city.pull(machine)
        assert types(page) == ["Filed"]
        machine.dossiers[uid] = fold_online(page)
        machine.hlc = max(machine.hlc, read_head(page.events[0].head.encode()).hlc)
        machine.write(ev.Accepted(received_at=NOW, due_at=NOW), uid)
        machine.write(DONE, uid)
    assert words_of(city.push(two)) == ["accepted", "accepted"]
    assert words_of(city.push(one)) == ["rejected not-holder", "held held"]


def fold_online(page: exchange.Pulled) -> Dossier:
    """Return the one dossier of a page, as a counter would fold it."""
    state = fold_all(open_event(exchange.from_wire(each)) for each in page.events)
    assert state is not None
    return state


def test_a_hub_passes_on_what_it_never_saw_begin(tmp_path: Path) -> None:
    with town(f"sqlite:///{tmp_path / 'hub.db'}", hub=True) as hub:
        one = hub.machine()
        two = hub.machine(one.unit, one.commune, slot=2)
        uid = new_uid(NOW)
        one.write(ev.Accepted(received_at=NOW, due_at=NOW), uid, custody=1)
        one.write(DONE, uid, custody=1)
        assert words_of(hub.push(one)) == ["accepted", "accepted"]
        assert types(hub.pull(two)) == ["Accepted", "Finished"]
        assert hub.standing(one)["count"] == 0
        # should its beginning come after all, nothing that was passed on is missing
        two.receive(uid=uid, submitter=Party(name="Nguyễn Thử"))
        hub.push(two)
        assert hub.standing(one)["count"] == 1
        state = fold_all([*one.events, *two.events])
        assert state is not None
        assert state.status is Status.DONE
        assert leaf_at(hub, one, uid) == leaf(uid, state.heads).hex()
