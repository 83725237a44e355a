"""Report forms as data: what a file may say, and every mistake named by its place."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from desk.domain.report_form import (
    BadReportFormError,
    Grouping,
    Head,
    ReportForm,
    UnknownGroupingError,
    UnknownReportError,
    in_force,
    parse_report_form,
)
from desk.domain.report_measures import WaitingRule
from tests.domain.rule_files import RESOURCES

FORM: dict[str, Any] = {
    "note": "thử",
    "report": "thu-1",
    "since": "2026-01-01",
    "until": "2026-12-31",
    "title": "THỬ",
    "law": "Thông tư thử",
    "head": "letter",
    "measure": "hồ sơ",
    "names": "Tên",
    "groupings": ["field", "officer"],
    "columns": [
        {
            "name": "Nhóm",
            "columns": [
                {"number": "3", "name": "Tổng", "sum": ["4", "5"]},
                {"number": "4", "name": "a", "measures": ["received_online"]},
                {"number": "5", "name": "b", "measures": ["received_direct", "carried"]},
            ],
        },
        {"number": "6", "name": "Tỷ lệ", "share": {"of": ["4"], "in": ["3"]}},
        {"number": "7", "name": "?", "unknown": "không ghi"},
    ],
    "indices": [
        {
            "key": "k",
            "group": "g",
            "name": "n",
            "numerator": ["4"],
            "denominator": ["3"],
            "rule": "r",
        }
    ],
    "invariants": [{"left": ["3"], "right": ["4", "5"], "words": "lệch: {rows}"}],
}


def test_a_form_is_read_as_it_stands() -> None:
    form = parse_report_form(FORM)
    assert (form.head, form.waiting, form.sign) == (Head.LETTER, WaitingRule.IN_TIME, "")
    assert [leaf.number for leaf in form.leaves] == ["3", "4", "5", "6", "7"]
    assert form.columns[0].depth == 2
    assert form.by_number["3"].sign == "(3)=(4)+(5)"
    assert form.by_number["7"].sign == "(7)"
    assert form.parts("3") == ("received_online", "received_direct", "carried")
    assert form.parts("6") == ("received_online",)
    assert form.grouping() is Grouping.FIELD
    assert form.grouping("officer") is Grouping.OFFICER
    with pytest.raises(UnknownGroupingError):
        form.grouping("channel")
    assert parse_report_form(FORM | {"waiting": "on_time"}).waiting is WaitingRule.ON_TIME


def at(*path: str | int) -> Callable[[Any], Any]:
    def place(data: Any) -> Any:
        for each in path:
            data = data[each]
        return data

    return place


LEAF = at("columns", 0, "columns", 1)


@pytest.mark.parametrize(
    ("where", "key", "value", "entry"),
    [
        (at(), "report", "có dấu", "report.report"),
        (at(), "since", "hôm qua", "report.since"),
        (at(), "until", "2025-01-01", "report.until"),
        (at(), "head", "post", "report.head"),
        (at(), "groupings", [], "report.groupings"),
        (at(), "groupings", ["field", "field"], "report.groupings"),
        (at(), "groupings", ["sao"], "report.groupings"),
        (at(), "closes", 31, "report.closes"),
        (at(), "waiting", "never", "report.waiting"),
        (at(), "columns", [], "report.columns"),
        (at(), "extra", 1, "report.extra"),
        (at("columns", 0), "columns", [], "report.columns[1].columns"),
        (at("columns", 0), "number", "9", "report.columns[1].number"),
        (LEAF, "number", "3 b", "report.columns[1].columns[2].number"),
        (LEAF, "number", "3", "report.columns"),
        (LEAF, "measures", ["received_sideways"], "report.columns[1].columns[2].measures"),
        (LEAF, "measures", [], "report.columns[1].columns[2]"),
        (LEAF, "unknown", "x", "report.columns[1].columns[2]"),
        (at("columns", 1), "share", {"of": ["4"], "in": []}, "report.columns[2].share"),
        (at("columns", 1), "share", {"of": ["8"], "in": ["3"]}, "report.columns"),
        (at("columns", 1), "share", {"of": ["7"], "in": ["3"]}, "report.columns"),
        (at("columns", 0, "columns", 0), "sum", ["3"], "report.columns"),
        (at("indices", 0), "numerator", [], "report.indices[1].numerator"),
        (at("indices", 0), "denominator", ["6"], "report.columns"),
        (at("invariants", 0), "left", [], "report.invariants[1].left"),
        (at("invariants", 0), "right", ["9"], "report.columns"),
        (at("invariants", 0), "words", "lệch", "report.invariants[1].words"),
    ],
)
def test_a_mistake_is_named_by_its_place(where: Any, key: str, value: Any, entry: str) -> None:
    data = copy.deepcopy(FORM)
    where(data)[key] = value
    with pytest.raises(BadReportFormError) as caught:
        parse_report_form(data)
    assert caught.value.facts["entry"] == entry


def test_headings_have_no_more_lines_than_can_be_read() -> None:
    column: dict[str, Any] = {"number": "3", "name": "x", "measures": ["open"]}
    for _ in range(3):
        column = {"name": "y", "columns": [column]}
    plain = FORM | {"indices": [], "invariants": []}
    assert parse_report_form(plain | {"columns": [column]}).columns[0].depth == 4
    with pytest.raises(BadReportFormError):
        parse_report_form(plain | {"columns": [{"name": "z", "columns": [column]}]})


def test_the_form_in_force_is_the_newest_that_has_begun() -> None:
    old = parse_report_form(FORM)
    new = parse_report_form(FORM | {"since": "2026-07-01", "until": ""})
    other = parse_report_form(FORM | {"report": "khac", "since": "2026-07-01"})
    forms = (new, old, other)
    assert in_force(forms, "THU-1", date(2026, 6, 30)) is old
    assert in_force(forms, "thu-1", date(2026, 7, 1)) is new
    assert in_force(forms, "thu-1", date(2027, 1, 1)) is new
    with pytest.raises(UnknownReportError) as caught:
        in_force(forms, "khac", date(2026, 6, 30), ("figures",))
    assert caught.value.facts["known"] == "thu-1, figures"


def _shown(form: ReportForm) -> Iterator[str]:
    yield from (form.title, form.measure, form.names, *form.notes)
    yield from (text for leaf in form.leaves for text in (leaf.name, leaf.unknown))
    yield from (text for each in form.indices for text in (each.group, each.name, each.rule))


@pytest.mark.parametrize(
    "path", sorted((RESOURCES / "reports").glob("*.json")), ids=lambda p: p.stem
)
def test_every_form_that_comes_with_the_program_can_be_read(path: Any) -> None:
    form = parse_report_form(json.loads(path.read_text("utf-8")))
    assert form.id == path.stem
    assert form.grouping() in form.groupings
    # People read all of it: no word is a name that programs have for something.
    assert re.findall(r"\b[A-Z]?[a-z]+[A-Z]\w*|\b\w+_\w+|=", " ".join(_shown(form))) == []


def test_form_06a_has_its_thirteen_columns_and_its_rule() -> None:
    form = parse_report_form(json.loads((RESOURCES / "reports" / "II.06a.json").read_text("utf-8")))
    assert [leaf.number for leaf in form.leaves] == [str(number) for number in range(3, 14)]
    (rule,) = form.invariants
    assert (rule.left, rule.right) == (("3",), ("7", "11"))
