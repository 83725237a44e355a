"""What may bring a dossier back, by rules that name their ground."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.domain import fields, prechecks
from desk.domain.prechecks import BadPrechecksError, card_expired, parse_prechecks
from desk.domain.records import Answer, Paper, Party
from desk.domain.views import NewDossier
from tests.domain.rule_files import catalogue, load

DAY = date(2026, 11, 23)
WARD = "Phường Ba Đình"
LAN = Party(
    name="Hoa Gạo Đỏ",
    personal_id="001199000018",
    birth_date="1999-01-31",
    address="Tổ 1, Ba Đình, Hà Nội",
)
RULES = parse_prechecks(load("rules/prechecks.json"))


def found(
    code: str, new: NewDossier | None = None, *, day: date = DAY, **answers: str
) -> dict[str, str]:
    procedure = catalogue().get(code)
    new = replace(
        new or NewDossier(procedure=code, submitter=LAN),
        answers=tuple(Answer(key=k, label="", value=v) for k, v in answers.items()),
    )
    facts = prechecks.facts(new, procedure, day, WARD)
    return {f.rule: f.title for f in prechecks.check(RULES, procedure, facts, day)}


def test_every_rule_names_its_ground_and_what_the_catalogue_knows() -> None:
    codes = catalogue().procedures
    for rule in RULES:
        assert rule.ground
        assert set(rule.procedures) <= set(codes), rule.id
        about = [codes[code] for code in rule.procedures] or list(codes.values())
        for condition in rule.conditions:
            if not condition.fact.startswith("@"):
                keys = [{f.key for f in p.fields} for p in about]
                assert all(condition.fact in known for known in keys), (rule.id, condition.fact)


def test_a_birth_is_late_after_sixty_days() -> None:
    assert "khai-sinh-qua-han" not in found("1.001193", child_birth="2026-09-24")
    assert "khai-sinh-qua-han" in found("1.001193", child_birth="2026-09-23")
    assert "khai-sinh-qua-han" not in found("1.001193", child_birth="2026-09")
    assert "khai-sinh-qua-han" not in found("1.001193", child_birth="2026-99-99")
    assert "khai-sinh-qua-han" not in found(
        "1.001193", day=date(2027, 3, 1), child_birth="2026-09-23"
    )


def test_a_bride_is_of_age_on_her_birthday() -> None:
    assert "nu-chua-du-tuoi" in found("1.000894", woman_birth="2008-11-24")
    assert "nu-chua-du-tuoi" not in found("1.000894", woman_birth="2008-11-23")
    assert "nam-chua-du-tuoi" in found("1.000894", man_birth="2008-02-29")


def test_marital_status_says_to_whom_and_after_what() -> None:
    told = found("1.004873", purpose="để kết hôn", status="đã ly hôn, chưa kết hôn lại")
    assert {"tthn-ket-hon-voi-ai", "tthn-da-ket-thuc"} <= set(told)
    told = found("1.004873", purpose="để kết hôn", partner_name="Gạo Văn Nếp")
    assert "tthn-ket-hon-voi-ai" not in told


def test_missing_papers_and_answers_are_named() -> None:
    one = NewDossier(procedure="2.000815", submitter=LAN, papers=())
    assert found("2.000815", one)["thieu-giay-to"] == (
        "Thiếu: Bản chính giấy tờ; Bản sao cần chứng thực"
    )
    assert "thieu-giay-to" not in found("2.000815")
    brought = replace(one, papers=(Paper(name="Bản chính giấy tờ", original=1),))
    assert found("2.000815", brought)["thieu-giay-to"] == "Thiếu: Bản sao cần chứng thực"
    assert "họ, chữ đệm, tên trẻ" in found("1.001193")["to-khai-chua-du"]


def test_who_acts_for_another_needs_a_paper_or_may_not_at_all() -> None:
    other = NewDossier(procedure="", submitter=LAN, owner=Party(name="Gạo Văn Nếp"))
    assert "ho-tich-uy-quyen" in found("1.001193", other)
    assert "uy-quyen" not in found("1.001193", other)
    assert "uy-quyen" in found("1.004222", other)
    assert "uy-quyen" not in found("1.004222", replace(other, authority="UQ 12/2026"))
    assert "phai-tu-minh-lam" in found("1.000894", other)
    assert "phai-tu-minh-lam" not in found("1.000894")


def test_old_numbers_and_cards_out_of_date_are_seen() -> None:
    old = NewDossier(procedure="", submitter=replace(LAN, personal_id="", old_id="012345678"))
    assert "so-chin-chu-so" in found("2.000815", old)
    assert "so-chin-chu-so" not in found("2.000815")
    expired = NewDossier(procedure="", submitter=replace(LAN, id_issued="2021-01-30"))
    assert "the-het-han" in found("2.000815", expired)


@pytest.mark.parametrize(
    ("birth", "issued", "gone"),
    [
        ("1999-01-31", "2022-01-30", True),
        ("1999-01-31", "2022-01-31", False),  # made in the two years before 25
        ("1999-01-31", "2022-02-01", False),
        ("1999", "2021-01-30", False),
        ("1999-01-31", "", False),
        ("2004-02-29", "2021-05-01", False),
    ],
)
def test_when_a_card_must_be_renewed(birth: str, issued: str, *, gone: bool) -> None:
    person = Party(name="x", birth_date=birth, id_issued=issued)
    assert card_expired(person, DAY) is gone


def test_who_lives_elsewhere_is_asked_where_it_matters() -> None:
    away = NewDossier(procedure="", submitter=replace(LAN, address="Láng, Hà Nội"))
    assert found("1.004873", away)["tthn-noi-cu-tru"].startswith(
        "Nơi cư trú không thuộc Phường Ba Đình"
    )
    assert "tthn-noi-cu-tru" not in found("1.004873")
    assert "tthn-noi-cu-tru" not in found("2.000815", away)
    assert "bao-tro-noi-cu-tru" in found("1.014027", away)


def test_what_is_asked_for_by_proxy_is_missing_only_then() -> None:
    new = NewDossier(procedure="", submitter=LAN, papers=())
    procedure = catalogue().get("2.000635")
    assert len(prechecks.missing_papers(new, procedure)) == 1
    other = replace(new, owner=LAN)
    assert len(prechecks.missing_papers(other, procedure)) == 2
    assert fields.FOR_OTHER in prechecks.facts(other, procedure, DAY, WARD)


# -- the reading of the data --------------------------------------------------------------------


def rule(**change: Any) -> dict[str, Any]:
    one = {"id": "a", "title": "A", "ground": "Luật A", "if": [{"fact": "x", "is": ["có"]}]}
    return {"prechecks": [{k: v for k, v in (one | change).items() if v is not None}]}


def test_rules_may_be_none() -> None:
    assert parse_prechecks({}) == ()
    assert parse_prechecks(rule(note=None))[0].id == "a"


@pytest.mark.parametrize(
    "data",
    [
        rule(ground=None),
        rule(confidence="sure"),
        rule(**{"if": []}),
        rule(**{"if": [{"fact": "x"}]}),
        rule(**{"if": [{"fact": "x", "is": ["có"], "empty": True}]}),
        rule(**{"if": [{"fact": "x", "is": []}]}),
        rule(**{"if": [{"fact": "@moon", "empty": True}]}),
        rule(**{"if": [{"fact": "x", "days_over": 0}]}),
        rule(colour="red"),
        {"prechecks": rule()["prechecks"] * 2},
    ],
)
def test_a_rule_that_cannot_be_used_is_refused(data: object) -> None:
    with pytest.raises(BadPrechecksError):
        parse_prechecks(data)
