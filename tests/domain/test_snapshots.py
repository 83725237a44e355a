"""A dossier as a whole: the steps that made it, and when nobody need hear of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from desk.domain import events as ev
from desk.domain.fold import fold_all
from desk.domain.records import VN, Party, Status
from desk.domain.snapshots import Snapshot, Step, history, is_untold, step
from tests.domain.stories import CLERK

T0 = datetime(2026, 11, 23, 8, 30, tzinfo=VN)
CITIZEN = Party(name="Nguyễn Thị Ví Dụ")


def story(*bodies: ev.Body) -> list[ev.Event]:
    return [
        ev.Event(
            uid=f"{place:03d}",
            unit="H26.033.15",
            device="device-a",
            epoch=1,
            seq=place,
            dossier="d-1",
            type=type(body).__name__,
            body=body,
            actor=CLERK,
            at=T0 + timedelta(minutes=place),
            hlc=place,
        )
        for place, body in enumerate(bodies, 1)
    ]


RECEIVED = ev.Received(
    code="H26-1",
    barcode="1",
    procedure="1.001193",
    procedure_name="Đăng ký khai sinh",
    submitter=CITIZEN,
    received_at=T0,
    recorded_at=T0,
    due_at=T0,
    holder_name="Quầy 1",
)
FILED = ev.Filed(
    code="H26-2",
    barcode="2",
    procedure="1.001193",
    procedure_name="Đăng ký khai sinh",
    submitter=CITIZEN,
    filed_at=T0,
)


def test_each_event_leads_to_a_picture_and_what_does_not_count_to_none() -> None:
    made = story(RECEIVED, ev.Claimed(assignee="an"), ev.Noted(text="."))
    found = list(history([(made[0], False), (made[1], True), (made[2], False)]))
    assert [event.uid for event, _ in found] == ["001", "003"]
    assert {state.status for _, state in found} == {Status.RECEIVED}
    lost = story(ev.Noted(text="."), RECEIVED)
    assert [event.uid for event, _ in history((each, False) for each in lost)] == ["002"]


def test_only_steps_of_processing_are_told() -> None:
    made = story(RECEIVED, ev.Noted(text="."), ev.WithdrawalAsked(asked_at=T0, reason="Rút"))
    told = [step(7, event, state) for event, state in history((each, False) for each in made)]
    assert told[1] is None
    facts: dict[str, Any] = {
        "key": 7,
        "who": CLERK.name,
        "role": "counter",
        "place": "Quầy 1",
        "due_at": T0,
    }
    assert told[0] == Step(type="Received", at=made[0].at, status=Status.RECEIVED, **facts)
    last = Step(
        type="WithdrawalAsked", at=made[2].at, status=Status.WITHDRAWING, words="Rút", **facts
    )
    assert told[2] == last


@pytest.mark.parametrize(
    ("bodies", "confirmed", "sending", "untold"),
    [
        ((RECEIVED,), "", "", False),
        ((FILED,), "", "", True),
        ((FILED,), "a", "", False),
        ((RECEIVED, ev.Voided(reason="x")), "", "", True),
        ((RECEIVED, ev.Voided(reason="x")), "", "b", False),
        ((RECEIVED, ev.Voided(reason="x")), "a", "", False),
    ],
)
def test_what_was_never_accepted_or_is_void_before_anybody_heard_is_told_to_nobody(
    bodies: tuple[ev.Body, ...], confirmed: str, sending: str, untold: bool
) -> None:
    state = fold_all(story(*bodies))
    assert state is not None
    item = Snapshot(key=1, dossier=state)
    assert is_untold(replace(item, confirmed=confirmed, sending=sending)) is untold
