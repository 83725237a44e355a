"""The custody rule, case by case: who may move a dossier, and who comes too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import permutations
from typing import Any

import pytest

from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain.fold import fold, fold_all
from desk.domain.merge import admit, three_way
from desk.domain.records import VN, Actor, Contested, Dossier, Party, Status

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VN)
HUNG = Actor(uid="u-1", login="hung", name="Trần Thử Hùng", role="counter")
A, B, CITY = "device-a", "device-b", "device-city"


def event(body: ev.Body | None, *, device: str = A, custody: int = 1, seq: int = 1) -> ev.Event:
    return ev.Event(
        uid=f"{device}-{seq}",
        unit="H26.033.15",
        device=device,
        epoch=1,
        seq=seq,
        dossier="d-1",
        type=type(body).__name__ if body else "FromTheFuture",
        body=body,
        actor=HUNG,
        at=NOW,
        hlc=seq,
        custody=custody,
        hash=f"{device}-{seq}",
    )


def received() -> ev.Received:
    return ev.Received(
        code="H26.033.15-261123-1001",
        barcode="1234526112310012",
        procedure="1.001193",
        procedure_name="Đăng ký khai sinh",
        submitter=Party(name="Nguyễn Thử An"),
        received_at=NOW,
        recorded_at=NOW,
        due_at=NOW,
    )


def filed() -> ev.Filed:
    return ev.Filed(
        code="H26.033.15-261123-0001",
        barcode="1234526112300012",
        procedure="1.001193",
        procedure_name="Đăng ký khai sinh",
        submitter=Party(name="Nguyễn Thử An"),
        filed_at=NOW,
    )


def accepted() -> ev.Accepted:
    return ev.Accepted(received_at=NOW, due_at=NOW)


def guided() -> ev.Guided:
    return ev.Guided(number="01", reason="Thiếu tờ khai", asked_at=NOW)


def refused() -> ev.Refused:
    return ev.Refused(number="01", reason="Không đúng thẩm quyền", refused_at=NOW)


def dossier(**facts: Any) -> Dossier:
    """Return a dossier that A received."""
    state: dict[str, Any] = {
        "uid": "d-1",
        "unit": "H26.033.15",
        "code": "H26.033.15-261123-1001",
        "barcode": "1234526112310012",
        "status": Status.IN_HAND,
        "procedure": "1.001193",
        "procedure_name": "Đăng ký khai sinh",
        "submitter": Party(name="Nguyễn Thử An"),
        "holder": A,
        "custody": 1,
    }
    return Dossier(**{**state, **facts})


def online(**facts: Any) -> Dossier:
    """Return a dossier that a citizen filed and nobody has taken yet."""
    return dossier(**{"status": Status.FILED, "holder": "", "custody": 0, **facts})


@pytest.mark.parametrize(
    ("state", "body", "custody", "expected"),
    [
        (None, received(), 1, None),
        (None, received(), 2, "custody"),
        (dossier(), received(), 1, "exists"),
        (None, filed(), 0, None),
        (None, filed(), 1, "custody"),
        (online(), filed(), 0, "exists"),
    ],
)
def test_a_dossier_begins_once(
    state: Dossier | None, body: ev.Body, custody: int, expected: str | None
) -> None:
    assert admit(state, event(body, custody=custody)) == expected


def test_nothing_happens_to_a_dossier_that_nothing_began() -> None:
    assert admit(None, event(ev.Noted(text="…"))) == "unknown-dossier"


@pytest.mark.parametrize(
    "body",
    [
        ev.Corrected(reason="Sai tên"),
        ev.Noted(text="…"),
        ev.AliasAdded(alias="G09.20-20260609-0092637"),
        ev.Resolved(text="…", drop=("x",)),
    ],
)
@pytest.mark.parametrize("state", [dossier(), dossier(voided=True), online()])
def test_unions_come_in_from_anybody_at_any_time(state: Dossier, body: ev.Body) -> None:
    assert admit(state, event(body, device=B, custody=7)) is None


def test_an_unknown_type_is_kept() -> None:
    assert admit(dossier(), event(None, device=B, custody=9)) is None


@pytest.mark.parametrize("state", [None, dossier()])
def test_what_happens_to_a_device_is_none_of_a_dossiers_business(state: Dossier | None) -> None:
    assert admit(state, event(cev.DeviceOpened(slot=1, commune="00001", name="Quầy 1"))) is None


@pytest.mark.parametrize(
    ("device", "custody", "expected"),
    [(A, 1, None), (A, 0, "custody"), (A, 2, "custody"), (B, 1, "not-holder")],
)
def test_only_the_holder_moves_the_status_and_only_with_the_latest_custody(
    device: str, custody: int, expected: str | None
) -> None:
    done = ev.Finished(finished_at=NOW)
    assert admit(dossier(), event(done, device=device, custody=custody)) == expected


@pytest.mark.parametrize(
    ("device", "custody", "expected"),
    [
        (A, 1, None),  # takes in hand what it holds already
        (A, 2, "custody"),
        (B, 2, None),
        (B, 1, "custody"),  # somebody was first
        (B, 3, "custody"),
    ],
)
def test_a_claim_from_another_counter_is_the_next_custody(
    device: str, custody: int, expected: str | None
) -> None:
    claim = ev.Claimed(assignee="hung")
    assert admit(dossier(), event(claim, device=device, custody=custody)) == expected


@pytest.mark.parametrize(
    ("device", "custody", "expected"),
    [(A, 2, None), (A, 1, "custody"), (B, 2, "not-holder")],
)
def test_forwarding_raises_the_custody(device: str, custody: int, expected: str | None) -> None:
    forward = ev.Forwarded(to="Tư pháp")
    assert admit(dossier(), event(forward, device=device, custody=custody)) == expected


@pytest.mark.parametrize("body", [accepted(), guided(), refused()])
@pytest.mark.parametrize(("custody", "expected"), [(1, None), (0, "custody"), (2, "custody")])
def test_the_first_answer_to_an_online_filing_takes_it_from_the_city(
    body: ev.Body, custody: int, expected: str | None
) -> None:
    assert admit(online(), event(body, device=B, custody=custody)) == expected


def test_what_is_still_the_citys_keeps_its_custody_when_struck_out() -> None:
    assert admit(online(), event(ev.Voided(reason="Trùng"), custody=0)) is None
    assert admit(online(), event(ev.Voided(reason="Trùng"), custody=1)) == "custody"


def test_a_refusal_by_the_holder_is_a_result_and_keeps_the_custody() -> None:
    assert admit(dossier(), event(refused(), custody=1)) is None
    assert admit(dossier(), event(refused(), custody=2)) == "custody"


@pytest.mark.parametrize("status", [Status.NOT_ACCEPTED, Status.STOPPED, Status.RETURNED])
def test_endings_are_final(status: Status) -> None:
    ended = dossier(status=status)
    assert admit(ended, event(ev.Resumed())) == "ended"
    assert admit(ended, event(ev.Claimed(assignee="lan"), device=B, custody=2)) == "ended"
    assert admit(ended, event(ev.Voided(reason="Nhầm"))) is None


def test_a_struck_out_dossier_takes_no_further_step() -> None:
    gone = dossier(voided=True)
    assert admit(gone, event(ev.Finished(finished_at=NOW))) == "ended"
    assert admit(gone, event(ev.Voided(reason="Nhầm"))) == "ended"


def test_of_counters_that_race_for_one_dossier_exactly_one_wins_in_any_order() -> None:
    claims = [
        event(ev.Claimed(assignee=name), device=name, custody=2, seq=place)
        for place, name in enumerate(("device-b", "device-c", "device-d"), 2)
    ]
    for order in permutations(claims):
        state: Dossier | None = dossier()
        answers = []
        for claim in order:
            answers.append(admit(state, claim))
            if answers[-1] is None:
                state = fold(state, claim)
        assert answers == [None, "custody", "custody"]
        assert state is not None
        assert state.holder == order[0].device


def test_a_dossier_that_wandered_refuses_what_its_first_holder_did_meanwhile() -> None:
    """A is the holder again, but its act was written before the dossier had been away."""
    state = dossier()
    story = [
        event(ev.Claimed(assignee="lan"), device=B, custody=2, seq=2),
        event(ev.Forwarded(to="hung", to_device=A), device=B, custody=3, seq=3),
    ]
    for step in story:
        assert admit(state, step) is None
        after = fold(state, step)
        assert after is not None
        state = after
    assert state.holder == A
    assert admit(state, event(ev.Finished(finished_at=NOW), custody=1, seq=4)) == "custody"
    assert admit(state, event(ev.Finished(finished_at=NOW), custody=3, seq=4)) is None


# -- one field, several hands ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "before", "after", "holds", "expected"),
    [
        (("a",), "a", "b", False, ("b",)),  # nobody else touched it
        (("b",), "a", "b", False, ("b",)),  # both wrote the same
        (("b",), "a", "c", False, ("b", "c")),  # both kept; what was there first stands,
        (("b",), "a", "c", True, ("c", "b")),  # unless the holder wrote the other
        (("b", "c"), "b", "d", False, ("d", "c")),  # built on one of them: that one gives way
        (("b", "c"), "c", "d", False, ("b", "d")),
        (("b", "c"), "b", "c", False, ("c",)),  # and both agree now
        (("b", "c"), "a", "c", True, ("b", "c")),
        (("b", "c"), "a", "d", False, ("b", "c", "d")),  # a third hand
        (("b", "c"), "a", "d", True, ("d", "b", "c")),
    ],
)
def test_three_ways_to_one_field(
    known: tuple[str, ...], before: str, after: str, *, holds: bool, expected: tuple[str, ...]
) -> None:
    change = ev.Change(field="note", before=before, after=after)
    assert three_way(known, change, seen=False, holds=holds) == expected
    assert three_way(known, change, seen=True, holds=holds) == (after,)


def corrected(phone: str, before: str, *, device: str, seq: int, **facts: Any) -> ev.Event:
    change = ev.Change(field="submitter.phone", before=before, after=phone)
    body = ev.Corrected(reason="x", changes=(change,))
    return replace(event(body, device=device, seq=seq), **facts)


def test_no_value_is_lost_whoever_wrote_first_and_a_choice_ends_it() -> None:
    begun = event(received())
    ours = corrected("1", "", device=A, seq=2, base=(begun.hash,))
    theirs = corrected("2", "", device=B, seq=3, base=(begun.hash,))
    for first, second in ((2, 3), (3, 2)):
        story = [begun, replace(ours, hlc=first), replace(theirs, hlc=second)]
        state = fold_all(story)
        assert state is not None
        assert state.submitter.phone == "1"  # A holds the dossier
        assert state.contested == (Contested(field="submitter.phone", values=("1", "2")),)
        other = ev.Chosen(field="submitter.phone", value="2", over=("1",))
        body = ev.Resolved(text="x", chosen=(other,))
        end = fold(state, replace(event(body, device=B, seq=4), base=state.heads))
        assert end is not None
        assert (end.submitter.phone, end.contested) == ("2", ())
    # Who had seen the one when he wrote the other has decided.
    after = replace(theirs, base=(ours.hash,), hlc=3)
    state = fold_all([begun, ours, after])
    assert state is not None
    assert (state.submitter.phone, state.contested) == ("2", ())


def test_a_choice_leaves_open_what_its_chooser_had_not_seen() -> None:
    begun = event(received())
    hands = [
        corrected(phone, "", device=device, seq=seq, base=(begun.hash,))
        for seq, (phone, device) in enumerate((("1", A), ("2", B), ("3", CITY)), 2)
    ]
    chosen = ev.Chosen(field="submitter.phone", value="1", over=("2",))
    body = ev.Resolved(text="x", chosen=(chosen,))
    decision = replace(event(body, seq=5), base=(hands[0].hash, hands[1].hash))
    state = fold_all([begun, *hands, decision])
    assert state is not None
    assert state.contested == (Contested(field="submitter.phone", values=("1", "3")),)


def test_a_choice_about_one_field_leaves_the_others_open() -> None:
    begun = event(received())
    changes = {
        A: (("submitter.phone", "1"), ("note", "gấp")),
        B: (("submitter.phone", "2"), ("note", "không gấp")),
    }
    hands = [
        replace(
            event(
                ev.Corrected(
                    reason="x",
                    changes=tuple(
                        ev.Change(field=field, before="", after=after) for field, after in told
                    ),
                ),
                device=device,
                seq=seq,
            ),
            base=(begun.hash,),
        )
        for seq, (device, told) in enumerate(changes.items(), 2)
    ]
    chosen = ev.Chosen(field="submitter.phone", value="2", over=("1",))
    decision = event(ev.Resolved(text="x", chosen=(chosen,)), seq=4)
    state = fold_all([begun, *hands, replace(decision, base=tuple(each.hash for each in hands))])
    assert state is not None
    assert state.submitter.phone == "2"
    assert [each.field for each in state.contested] == ["note"]
