"""How a dossier stood from when until when: by its events, and put right where told late."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk.domain import events as ev
from desk.domain.fold import fold_all
from desk.domain.records import Actor, Attachment, Channel, Dossier, Party, Status
from desk.domain.standing import Mark, Standing, begin, facts, go_on, micros, standings
from tests.domain.rule_files import at

WHO = Actor(uid="a", login="lan", name="Nguyễn Thị Ví Dụ", role="clerk")
CAME = at("2026-11-02 08:00")
DUE = at("2026-11-05 17:00")
PERSON = Party(name="Nguyễn Văn Thử")
HOUR = timedelta(hours=1)


class Story:
    """The events of one dossier, told one after the other."""

    def __init__(self) -> None:
        self.events: list[ev.Event] = []

    def tell(self, when: str, body: ev.Body) -> ev.Event:
        moment, number = at(when), len(self.events) + 1
        made = ev.Event(
            uid=f"e{number}",
            unit="u",
            device="d",
            epoch=1,
            seq=number,
            dossier="x",
            type=type(body).__name__,
            body=body,
            actor=WHO,
            at=moment,
            hlc=number << 16,
            hash=f"h{number}",
        )
        self.events.append(made)
        return made

    def received(self, when: str = "2026-11-02 08:00", **facts: Any) -> Story:
        given = {"received_at": at(when), "recorded_at": at(when), "due_at": DUE} | facts
        self.tell(
            when,
            ev.Received(
                code="c", barcode="b", procedure="1", procedure_name="p", submitter=PERSON, **given
            ),
        )
        return self

    def seen(self, *refused: str) -> list[tuple[str, int, bool]]:
        """Return since when each status held, and what goes on again."""
        found = []
        for each in standings(self.events, refused):
            since = at("1970-01-01 07:00") + timedelta(microseconds=each.since)
            found.append((f"{since:%m-%d %H:%M}", int(each.facts.status), each.reopened))
        return found


def test_a_standing_begins_with_the_event_that_made_it() -> None:
    story = Story().received()
    story.tell("2026-11-03 09:00", ev.Claimed(assignee="lan"))
    story.tell("2026-11-03 10:00", ev.Noted(text="không đổi gì"))
    story.tell("2026-11-04 11:00", ev.Finished(finished_at=at("2026-11-04 11:00")))
    assert story.seen() == [
        ("11-02 08:00", 2, False),
        ("11-03 09:00", 4, False),
        ("11-04 11:00", 9, False),
    ]


def test_what_is_told_late_is_put_where_it_belongs() -> None:
    story = Story().received("2026-11-03 08:00", received_at=CAME)
    story.tell("2026-11-03 09:00", ev.Claimed(assignee="lan"))
    story.tell("2026-11-09 09:00", ev.Finished(finished_at=at("2026-11-03 08:30")))
    assert story.seen() == [("11-02 08:00", 2, False), ("11-03 08:30", 9, False)]
    before_it_came = Story().received()
    before_it_came.tell("2026-11-09 09:00", ev.Finished(finished_at=at("2026-11-01 08:00")))
    assert before_it_came.seen() == [("11-02 08:00", 9, False)]


def test_a_clock_that_runs_behind_makes_nothing_earlier() -> None:
    story = Story().received()
    story.tell("2026-11-04 09:00", ev.Claimed(assignee="lan"))
    story.tell("2026-11-03 09:00", ev.Forwarded(to="minh"))
    assert story.seen() == [("11-02 08:00", 2, False), ("11-04 09:00", 4, False)]
    assert standings(story.events)[-1].facts.assignee == "minh"


def test_a_result_taken_back_ended_it_until_then() -> None:
    story = Story().received()
    done = story.tell("2026-11-04 09:00", ev.Finished(finished_at=at("2026-11-04 09:00")))
    story.tell("2026-11-06 10:00", ev.Resolved(text="nhầm", drop=(done.uid,)))
    story.tell("2026-11-09 08:00", ev.Finished(finished_at=at("2026-11-09 08:00")))
    assert story.seen() == [
        ("11-02 08:00", 2, False),
        ("11-04 09:00", 9, False),
        ("11-06 10:00", 2, True),
        ("11-09 08:00", 9, False),
    ]


def test_what_was_told_before_the_beginning_is_nothing_yet() -> None:
    story = Story()
    story.tell("2026-11-01 09:00", ev.Claimed(assignee="lan"))
    story.received()
    assert story.seen() == [("11-02 08:00", 2, False)]


def test_what_the_city_refused_never_was() -> None:
    story = Story().received()
    done = story.tell("2026-11-04 09:00", ev.Finished(finished_at=at("2026-11-04 09:00")))
    assert story.seen(done.uid) == [("11-02 08:00", 2, False)]


def test_one_struck_out_stands_nowhere_unless_it_is_put_back() -> None:
    story = Story().received()
    gone = story.tell("2026-11-03 09:00", ev.Voided(reason="thử"))
    assert story.seen() == []
    story.tell("2026-11-04 09:00", ev.Resolved(text="nhầm", drop=(gone.uid,)))
    assert story.seen() == [("11-02 08:00", 2, False)]
    assert standings(()) == ()


def test_one_filed_online_waits_for_its_answer_until_it_is_received() -> None:
    story = Story()
    answer = at("2026-11-03 09:00")
    filed = ev.Filed(
        code="c",
        barcode="b",
        procedure="1",
        procedure_name="p",
        submitter=PERSON,
        filed_at=CAME,
        answer_by=answer,
    )
    story.tell("2026-11-02 08:05", filed)
    taken = ev.Accepted(received_at=at("2026-11-02 16:00"), due_at=DUE)
    story.tell("2026-11-03 08:00", taken)
    first, second = standings(story.events)
    assert (first.facts.received_at, first.facts.due_at) == (None, micros(answer))
    assert first.since == micros(CAME)
    assert second.facts.due_at == micros(DUE)
    assert second.since == second.facts.received_at == micros(taken.received_at)


def test_events_one_by_one_make_what_all_together_make() -> None:
    story = Story().received()
    story.tell("2026-11-03 09:00", ev.Claimed(assignee="lan"))
    story.tell("2026-11-04 09:00", ev.Finished(finished_at=at("2026-11-03 17:00")))
    story.tell("2026-11-05 09:00", ev.Returned(to="Lê Mẫu", returned_at=at("2026-11-05 09:00")))
    states = []
    found: tuple[Standing, ...] = ()
    for number in range(1, len(story.events) + 1):
        part = story.events[:number]
        states.append(standings(part))

        state = fold_all(part)
        assert state is not None
        found = go_on(found, [(state, part[-1].at)])
        assert found == states[-1]
    assert [each.facts.ended_at for each in found][-2:] == [micros(at("2026-11-03 17:00"))] * 2


def test_one_that_had_ended_elsewhere_was_in_hand_until_then() -> None:
    ended = replace(STATE, status=Status.DONE, received_at=CAME, finished_at=DUE)
    first, last = begin(ended, at("2026-12-01 08:00"))
    assert (first.since, first.facts.status, first.facts.ended_at) == (micros(CAME), 4, None)
    assert (last.since, last.facts.status, last.facts.ended_at) == (micros(DUE), 9, micros(DUE))
    refused = replace(STATE, status=Status.NOT_ACCEPTED, filed_at=CAME, finished_at=DUE)
    assert [each.facts.status for each in begin(refused, DUE)] == [1, 3]
    assert len(begin(replace(ended, finished_at=CAME), CAME)) == 1


STATE = Dossier(
    uid="x",
    unit="u",
    code="c",
    barcode="b",
    status=Status.IN_HAND,
    procedure="1",
    procedure_name="p",
    submitter=PERSON,
    channel=Channel.COUNTER,
)


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({"fee": 8000}, Mark.FEE),
        ({"fee_asked": 8000}, Mark.FEE),
        ({"fee_paid": 8000}, Mark.PAID),
        ({"apologised": True}, Mark.APOLOGISED),
        ({"extended": True}, Mark.EXTENDED),
        ({"closing_reason": "15"}, Mark.LAPSED),
        ({"refusal": "không thuộc"}, Mark.REFUSED),
        ({"rating": 2}, Mark.RATED),
        ({"rating": 3}, Mark.RATED | Mark.LIKED),
        (
            {"attachments": (Attachment(file="0", media="image/png", size=1, pages=1),)},
            Mark.SHOWN,
        ),
        (
            {"attachments": (Attachment(file="0", media="", size=1, pages=1, kind="result"),)},
            Mark.RESULT,
        ),
        ({}, Mark(0)),
    ],
)
def test_what_else_is_counted_is_marked(changes: dict[str, Any], mark: Mark) -> None:
    assert Mark(facts(replace(STATE, **changes)).marks) == mark


def test_a_missed_due_time_is_what_it_is_counted_by() -> None:
    story = Story().received()
    asked = ev.SupplementAsked(number="1", reason="thiếu", asked_at=DUE + HOUR)
    story.tell("2026-11-06 08:00", asked)
    again = at("2026-11-20 17:00")
    back = ev.Supplemented(answered_at=at("2026-11-10 08:00"), due_at=again)
    story.tell("2026-11-10 08:00", back)
    for each in standings(story.events)[1:]:
        assert each.facts.due_at == micros(DUE)
        assert Mark(each.facts.marks) == Mark.ASKED | Mark.MISSED


def test_requests_to_complete_a_dossier_are_counted() -> None:
    story = Story().received()
    asked = ev.SupplementAsked(number="1", reason="thiếu", asked_at=at("2026-11-03 08:00"))
    back = ev.Supplemented(answered_at=at("2026-11-04 08:00"), due_at=DUE)
    for body in (asked, back, replace(asked, number="2")):
        story.tell("2026-11-04 08:00", body)
    last = standings(story.events)[-1].facts
    assert Mark(last.marks) == Mark.ASKED | Mark.ASKED_AGAIN


def test_one_that_came_at_no_known_time_came_when_it_was_told() -> None:
    (only,) = begin(STATE, CAME)
    assert only.since == micros(CAME)
    assert micros(None) is None
    returned = replace(STATE, status=Status.RETURNED, returned_at=CAME)
    assert facts(returned).ended_at == micros(CAME)
