"""When a step happened, and whether that was written down much later."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta
from typing import get_args

import pytest

from desk.domain import events as ev
from desk.domain import happened
from desk.domain.happened import happened_at, written_later
from tests.domain.rule_files import at
from tests.domain.test_standing import Story

WRITTEN = "2026-11-20 09:00"


@pytest.mark.parametrize(
    ("body", "when"),
    [
        (ev.Finished(finished_at=at("2026-11-18 08:00")), "2026-11-18 08:00"),
        (ev.Claimed(assignee="lan", claimed_at=at("2026-11-19 10:00")), "2026-11-19 10:00"),
        (ev.Claimed(assignee="lan"), WRITTEN),
        (ev.Noted(text="đã gọi"), WRITTEN),
        (ev.Extended(reason="xác minh", due_at=at("2026-12-01 17:00")), WRITTEN),
        (
            ev.Supplemented(answered_at=at("2026-11-17 08:00"), due_at=at("2026-12-01 17:00")),
            "2026-11-17 08:00",
        ),
    ],
)
def test_a_step_happened_when_it_was_told_to_have(body: ev.Body, when: str) -> None:
    made = Story().tell(WRITTEN, body)
    assert happened_at(made) == at(when)
    assert written_later(made) is (at(WRITTEN) - at(when) > timedelta(days=1))


def test_a_receipt_happened_when_the_paper_came_in() -> None:
    (made,) = Story().received(WRITTEN, received_at=at("2026-11-02 08:00")).events
    assert happened_at(made) == at("2026-11-02 08:00")
    assert written_later(made)


def test_every_time_that_a_step_can_tell_is_known() -> None:
    ahead = {"due_at", "recorded_at", "acknowledge_by", "answer_by", "until", "come_at", "made_at"}
    for body in get_args(ev.Body):
        for each in fields(body):
            if each.type in ("datetime", "datetime | None", datetime):
                assert each.name in {*happened._TOLD, *ahead}, (body, each.name)  # noqa: SLF001 - the list is what is held to the bodies
