"""A report's arithmetic: kinds to measures, measures to columns, shares, indices, doubts."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.domain.records import Channel, Status
from desk.domain.report import (
    Line,
    Report,
    Share,
    UnknownCellError,
    counted,
    doubts,
    figures,
    indices,
    words,
)
from desk.domain.report_form import parse_report_form
from desk.domain.report_measures import MEASURES, Kind, Outcome, Source, WaitingRule
from desk.domain.report_plots import plots
from desk.domain.standing import Mark
from tests.domain.rule_files import at, load
from tests.domain.test_report_form import FORM

SIXA = parse_report_form(load("reports", "II.06a.json"))
#: Every kind of dossier that there can be, whatever sense it makes.
EVERY = [
    Kind(
        source=source,
        outcome=outcome,
        status=status,
        marks=marks,
        channel=channel,
        level=level,
        waiting=waiting,
    )
    for source, outcome, status, marks, channel, level, waiting in itertools.product(
        Source,
        Outcome,
        Status,
        (0, int(Mark.APOLOGISED), int(Mark.LAPSED)),
        Channel,
        ("", "full", "partial"),
        WaitingRule,
    )
]


def names(kind: Kind) -> set[str]:
    return {name for name, holds in MEASURES.items() if holds(kind)}


def test_every_kind_is_taken_in_once_and_goes_out_or_stays_once() -> None:
    for kind in EVERY:
        found = names(kind)
        taken = found & {"received_online", "received_direct", "carried"}
        left = found & {
            "solved_early",
            "solved_on_time",
            "solved_late",
            "open_in_time",
            "open_late",
        }
        assert len(taken) == len(left) == kind.received
        assert ("solved" in found) + ("open" in found) == kind.received
        assert len(found & {"pending_in_time", "pending_late"}) <= (not kind.received)


def test_parts_of_a_column_are_no_column_s_twice() -> None:
    online = {"received_online_full", "received_online_partial", "received_online_other"}
    for kind in EVERY:
        found = names(kind)
        for whole, parts in (
            ("received_online", online),
            ("received_direct", {"received_counter", "received_post"}),
            ("solved_late", {"solved_late_apologised", "solved_late_not_apologised"}),
            ("open_late", {"open_late_apologised", "open_late_not_apologised"}),
            ("late", {"late_apologised", "late_not_apologised"}),
            ("stopped", {"stopped_lapsed", "withdrawn"}),
        ):
            assert len(found & parts) == (whole in found)


KIND = Kind(
    source=Source.NEW,
    outcome=Outcome.OPEN_LATE,
    status=Status.IN_HAND,
    marks=0,
    channel="counter",
)


@pytest.mark.parametrize(
    ("rule", "measure"),
    [
        (WaitingRule.IN_TIME, "open_in_time"),
        (WaitingRule.BY_DUE, "open_late"),
        (WaitingRule.ON_TIME, "solved_on_time"),
    ],
)
@pytest.mark.parametrize("status", [Status.SUPPLEMENT, Status.PAYMENT, Status.WITHDRAWING])
def test_one_that_waits_for_its_citizen_stands_where_the_form_says(
    rule: WaitingRule, measure: str, status: Status
) -> None:
    found = names(replace(KIND, status=status, waiting=rule))
    assert {measure, "waiting"} <= found
    assert len(found & {"open_in_time", "open_late", "solved_on_time"}) == 1


@pytest.mark.parametrize("rule", WaitingRule)
@pytest.mark.parametrize("status", [Status.SUPPLEMENT, Status.PAYMENT, Status.WITHDRAWING])
def test_no_waiting_excuses_what_was_late_before_the_citizen_was_asked(
    rule: WaitingRule, status: Status
) -> None:
    late = replace(KIND, status=status, waiting=rule, marks=int(Mark.MISSED))
    found = names(late)
    assert found & {"open_in_time", "open_late", "solved_on_time"} == {"open_late"}
    assert "waiting" in found


def test_stopped_ones_are_on_time_whenever_and_why_is_told() -> None:
    stopped = replace(KIND, status=Status.STOPPED, outcome=Outcome.LATE)
    assert {"solved_on_time", "withdrawn"} <= names(stopped)
    assert {"solved_on_time", "stopped_lapsed"} <= names(replace(stopped, marks=int(Mark.LAPSED)))
    assert "solved_result" not in names(stopped)


def test_one_not_received_waits_for_its_answer_or_for_its_citizen() -> None:
    filed = replace(KIND, source=Source.PENDING, status=Status.FILED)
    assert names(filed) == {"pending_late"}
    assert names(replace(filed, status=Status.SUPPLEMENT)) == {"pending_in_time"}
    refused = replace(filed, status=Status.NOT_ACCEPTED, outcome=Outcome.LATE)
    assert names(refused) == {"not_accepted"}


@pytest.mark.parametrize(
    ("changes", "measure"),
    [
        ({"marks": int(Mark.EXTENDED)}, "extended"),
        ({"marks": int(Mark.APOLOGISED)}, "apologised"),
        ({"reopened": True}, "reopened"),
        ({"marks": int(Mark.ASKED)}, "supplement_asked"),
        ({"marks": int(Mark.ASKED_AGAIN)}, "supplement_asked_again"),
        ({"marks": int(Mark.SHOWN)}, "papers_digitised"),
        ({"marks": int(Mark.FEE)}, "with_fee"),
        ({"marks": int(Mark.PAID)}, "paid_here"),
    ],
)
def test_marks_are_counted(changes: dict[str, Any], measure: str) -> None:
    holds = MEASURES[measure]
    assert holds(replace(KIND, **changes))
    assert not holds(KIND)


@pytest.mark.parametrize(
    ("mark", "measure"),
    [
        (Mark.REFUSED, "solved_refused"),
        (Mark.RESULT, "result_digitised"),
        (Mark.RATED, "rated"),
        (Mark.LIKED, "rated_well"),
    ],
)
def test_results_are_counted_with_what_is_known_of_them(mark: Mark, measure: str) -> None:
    done = replace(KIND, outcome=Outcome.ON_TIME, status=Status.DONE)
    assert MEASURES[measure](replace(done, marks=int(mark)))
    assert not MEASURES[measure](done)
    assert not MEASURES[measure](replace(KIND, marks=int(mark)))
    online = replace(done, channel="online", marks=int(Mark.RESULT))
    assert {"solved_online", "online_with_result"} <= names(online)


def line(**counts: int) -> Line:
    return Line(key="a", name="A", values=figures(SIXA, counts))


def filled(*lines: Line) -> Report:
    return Report(
        form=SIXA,
        by=SIXA.groupings[0],
        start=date(2026, 11, 1),
        end=date(2026, 11, 30),
        at=at("2026-12-01 08:00"),
        lines=lines,
        total=replace(lines[0], key="", name="Tổng số"),
    )


def test_columns_are_sums_of_their_parts() -> None:
    counts = counted([(KIND, 3), (replace(KIND, channel="online"), 2)], list(MEASURES))
    assert counts["received"] == 5
    assert figures(SIXA, counts) == (5, 2, 3, 0, 0, 0, 0, 0, 5, 0, 5)
    form = parse_report_form(FORM)
    values = figures(form, {"received_online": 1, "carried": 2})
    assert values == (3, 1, 2, Share(1, 3), None)
    (index,) = indices(form, Line(key="", name="", values=values))
    assert index.share == Share(1, 3)


def test_a_share_is_rounded_half_up_and_of_nothing_is_a_dash() -> None:
    assert [Share(a, b).words for a, b in ((1, 8), (1, 3), (1, 1), (0, 0))] == [
        "12,5",
        "33,3",
        "100,0",
        "–",
    ]
    assert Share(1, 2000).words == "0,1"
    assert (Share(0, 0).percent, Share(1, 4).percent) == (None, 25.0)
    assert [words(value) for value in (82_580, None, Share(1, 4))] == ["82.580", "…", "25,0"]


def test_lines_that_break_the_rule_are_named() -> None:
    true = line(carried=3, solved_early=1, open_late=2)
    wrong = replace(line(carried=3), name="B")
    section = Line(key="", name="Nhóm", section=True)
    assert doubts(SIXA, (true, section)) == ()
    assert doubts(SIXA, (true, section, wrong)) == (
        "(*) Số liệu chưa cân đối, (3) khác (7) + (11): B.",
    )


def test_a_cell_is_asked_for_by_name_or_key_and_number() -> None:
    made = filled(line(carried=1), Line(key="s", name="Nhóm", section=True))
    assert made.line("a") is made.line("A") is made.lines[0]
    assert made.line("") is made.line("Tổng số") is made.total
    assert made.column("3").name == "Tổng số"
    for wrong in ("s", "B"):
        with pytest.raises(UnknownCellError):
            made.line(wrong)
    with pytest.raises(UnknownCellError):
        made.column("14")
    unknown = replace(made, form=parse_report_form(FORM))
    with pytest.raises(UnknownCellError):
        unknown.column("7")


def test_pictures_are_the_cells_of_the_table() -> None:
    made = filled(line(carried=1, solved_late=2), Line(key="s", name="Nhóm", section=True))
    came, solved, left = plots(made)
    assert [cell.value for cell in came.cells[0]] == [0, 0, 1]
    assert [cell.value for cell in solved.cells[0]] == [0, 0, 2]
    assert left.is_empty
    hidden = replace(made, lines=(replace(made.lines[0], values=(None,) * 11),))
    assert all(each.is_empty for each in plots(hidden))
    other = replace(made, form=parse_report_form(FORM), lines=(), total=Line(key="", name=""))
    assert plots(other) == ()
