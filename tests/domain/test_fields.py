"""The forms of the shipped catalogue, what they ask when, and how answers are tidied."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desk.domain import fields
from desk.domain.catalogue import BadCatalogueError, parse_catalogue
from desk.domain.errors import InputError
from desk.domain.fields import (
    FOR_OTHER,
    AnswerChoiceError,
    AnswerDateError,
    AnswerNumberError,
    UnknownAnswerError,
)
from desk.domain.person import ImpossibleDateError, TextTooLongError
from desk.domain.records import Answer, FieldKind, FieldRule, PaperRule, Procedure
from tests.domain.rule_files import catalogue, load

TODAY = date(2026, 11, 23)
BIRTH, MARITAL, HOUSE = "1.001193", "1.004873", "1.001612"


def procedure(code: str) -> Procedure:
    return catalogue().get(code)


def answers(**values: str) -> tuple[Answer, ...]:
    return tuple(Answer(key=key, label="", value=value) for key, value in values.items())


def settled(code: str, **values: str) -> dict[str, str]:
    found = fields.settle(procedure(code), answers(**values), for_other=False, today=TODAY)
    return {answer.key: answer.value for answer in found}


def test_what_a_ward_is_asked_for_most_has_its_form() -> None:
    with_form = [p for p in catalogue().procedures.values() if p.fields]
    assert len(with_form) >= 40
    for code in "1.001193 1.000656 1.000894 1.004873 2.000635 2.000815 1.004222 1.004194".split():
        assert procedure(code).fields, code


def test_answers_stand_in_the_forms_order_under_its_labels() -> None:
    found = fields.settle(
        procedure(BIRTH),
        answers(child_birth="20/11/2026", child_name="  Hoa   Gạo Đỏ "),
        for_other=False,
        today=TODAY,
    )
    assert [(a.label, a.value) for a in found] == [
        ("Họ, chữ đệm, tên trẻ", "Hoa Gạo Đỏ"),
        ("Ngày sinh của trẻ", "2026-11-20"),
    ]


def test_what_is_not_asked_for_is_left_out() -> None:
    assert "father_name" not in settled(BIRTH, father_name="Gạo Văn Nếp")
    assert "father_name" not in settled(BIRTH, father_given="không", father_name="Gạo Văn Nếp")
    assert settled(BIRTH, father_given="co", father_name="Gạo Văn Nếp") == {
        "father_given": "có",
        "father_name": "Gạo Văn Nếp",
    }


@pytest.mark.parametrize(
    ("key", "typed", "stored"),
    [
        ("status", "ĐÃ LY HÔN, CHƯA KẾT HÔN LẠI", "đã ly hôn, chưa kết hôn lại"),
        ("lived_elsewhere", "K", "không"),
        ("copies", " 3 ", "3"),
        ("copies", "", None),
    ],
)
def test_answers_are_tidied(key: str, typed: str, stored: str | None) -> None:
    assert settled(MARITAL, **{key: typed}).get(key) == stored


def test_money_may_be_grouped_and_days_may_lie_ahead() -> None:
    assert settled(HOUSE, capital="150.000.000")["capital"] == "150000000"
    assert settled("1.004194", stay_until="1/6/2027")["stay_until"] == "2027-06-01"


@pytest.mark.parametrize(
    ("code", "key", "typed", "error"),
    [
        (MARITAL, "status", "độc thân", AnswerChoiceError),
        (MARITAL, "lived_elsewhere", "có lẽ", AnswerChoiceError),
        (MARITAL, "copies", "21", AnswerNumberError),
        (MARITAL, "copies", "hai", AnswerNumberError),
        (BIRTH, "child_birth", "hôm qua", AnswerDateError),
        (BIRTH, "child_birth", "31/02/2026", ImpossibleDateError),
        (BIRTH, "child_name", "a" * 251, TextTooLongError),
        (BIRTH, "no_such", "x", UnknownAnswerError),
        ("1.010833", "anything", "x", UnknownAnswerError),
    ],
)
def test_a_wrong_answer_is_refused(
    code: str, key: str, typed: str, error: type[InputError]
) -> None:
    with pytest.raises(error):
        settled(code, **{key: typed})


def test_what_must_be_answered_is_known() -> None:
    rules = procedure(MARITAL).fields
    assert [r.key for r in fields.unanswered(rules, {})] == ["status", "purpose"]
    told = {"status": "đang có vợ hoặc chồng", "purpose": "để kết hôn"}
    assert [r.key for r in fields.unanswered(rules, told)] == ["partner_name", "marriage_place"]


def test_a_paper_is_asked_for_when_its_condition_is_so() -> None:
    by_name = {paper.name[:20]: paper for paper in procedure(BIRTH).papers}
    witness = next(p for p in by_name.values() if p.condition == "không có giấy chứng sinh")
    by_proxy = next(p for p in by_name.values() if p.condition == "nộp thay")
    assert not fields.is_asked_for(witness, {"birth_paper": ""})
    assert fields.is_asked_for(witness, {"birth_paper": "không"})
    assert fields.is_asked_for(by_proxy, fields.facts_of((), for_other=True))
    assert not fields.is_asked_for(by_proxy, fields.facts_of((), for_other=False))
    assert fields.is_asked_for(PaperRule(name="Tờ khai"), {})
    assert not fields.is_asked_for(PaperRule(name="Tờ khai", condition="nếu có"), {})


def test_a_field_may_depend_on_who_stands_here() -> None:
    rule = FieldRule(key="kin", label="Quan hệ", when=((FOR_OTHER, ("có",)),))
    assert fields.asked([rule], {FOR_OTHER: "có"}) == (rule,)
    assert fields.asked([rule], {FOR_OTHER: "không"}) == ()


# -- the reading of the data --------------------------------------------------------------------


def broken(field: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = load("catalogue/procedures-2026-11.json")
    data["procedures"] = [p for p in data["procedures"] if p["code"] == "1.010833"]
    data["procedures"][0]["fields"] = [{"key": "one", "label": "Một", "kind": "yesno"}, field]
    return data


def test_a_procedure_may_have_fields_of_its_own() -> None:
    data = broken({"key": "two", "label": "Hai", "kind": "number", "max": 9, "help": "đếm"})
    one, two = parse_catalogue(data).get("1.010833").fields
    assert (one.kind, one.most, two.most, two.help) == (FieldKind.YESNO, 0, 9, "đếm")


@pytest.mark.parametrize(
    "field",
    [
        {"key": "Two", "label": "Hai", "kind": "text"},
        {"key": "one", "label": "Hai", "kind": "text"},
        {"key": "two", "label": "", "kind": "text"},
        {"key": "two", "label": "Hai", "kind": "colour"},
        {"key": "two", "label": "Hai", "kind": "choice", "options": ["a"]},
        {"key": "two", "label": "Hai", "kind": "text", "options": ["a", "b"]},
        {"key": "two", "label": "Hai", "kind": "text", "when": {"later": ["a"]}},
        {"key": "two", "label": "Hai", "kind": "text", "when": {"one": []}},
        {"key": "two", "label": "Hai", "kind": "text", "max": 0},
        {"key": "two", "label": "Hai", "kind": "text", "colour": "red"},
    ],
)
def test_a_field_that_cannot_be_used_is_refused(field: dict[str, Any]) -> None:
    with pytest.raises(BadCatalogueError):
        parse_catalogue(broken(field))


@pytest.mark.parametrize(
    "change",
    [
        {"form": "no-such-form"},
        {"form": "ban-sao", "fields": [{"key": "document", "label": "x", "kind": "text"}]},
        {"papers": [{"name": "x", "original": 1, "condition": "y", "when": {"zz": ["có"]}}]},
        {"papers": [{"name": "x", "original": 1, "when": {"@for_other": ["có"]}}]},
    ],
)
def test_a_procedure_that_names_what_is_not_there_is_refused(change: dict[str, Any]) -> None:
    data: dict[str, Any] = load("catalogue/procedures-2026-11.json")
    data["procedures"][-1] |= change
    with pytest.raises(BadCatalogueError):
        parse_catalogue(data)
