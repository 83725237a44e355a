"""The inner steps, the reasons and the legal grounds as data, and what is chosen from them."""

from __future__ import annotations

from typing import Any

import pytest

from desk.domain.inner_steps import (
    BadStepsError,
    InnerStep,
    UnknownStepError,
    following,
    parse_steps,
    step_named,
)
from desk.domain.reasons import (
    BadReasonsError,
    Reason,
    ground_of,
    parse_grounds,
    parse_reasons,
    picked,
    ranked,
)
from desk.domain.rights import RIGHTS
from tests.domain.rule_files import catalogue, load

BIRTH, MARRIAGE, COPIES = (catalogue().get(c) for c in ("1.001193", "1.000894", "2.000815"))


def steps() -> tuple[InnerStep, ...]:
    return parse_steps(load("rules", "steps.json"))


def test_the_steps_shipped_lead_from_appraisal_to_the_counter() -> None:
    by_key = {step.key: step for step in steps()}
    key, way = "tham-dinh", ["tham-dinh"]
    while by_key[key].next:
        key = by_key[key].next[0]
        way.append(key)
    assert way == ["tham-dinh", "trinh-ky", "dong-dau", "ve-quay"]
    assert by_key[key].is_last
    assert not by_key["tham-dinh"].is_last
    assert {step.role for step in steps()} <= RIGHTS.keys()


def entry(**facts: Any) -> dict[str, Any]:
    return {"key": "a", "name": "A", "role": "clerk"} | facts


@pytest.mark.parametrize(
    ("entries", "where"),
    [
        ([entry(), entry()], "steps.steps[2].key"),
        ([entry(next=["b"])], "steps.steps[1].next"),
        ([entry(nxt=["a"])], "steps.steps[1].nxt"),
    ],
)
def test_bad_steps_are_named(entries: list[Any], where: str) -> None:
    with pytest.raises(BadStepsError) as caught:
        parse_steps({"steps": entries})
    assert caught.value.facts["entry"] == where


def test_a_step_is_for_its_procedures_and_areas() -> None:
    own = InnerStep(key="x", name="X", role="clerk", procedures=(MARRIAGE.code,))
    field = InnerStep(key="y", name="Y", role="clerk", areas=("Chứng thực",))
    assert [own.fits(p) for p in (BIRTH, MARRIAGE, COPIES)] == [False, True, False]
    assert [field.fits(p) for p in (BIRTH, MARRIAGE, COPIES)] == [False, False, True]


def test_a_step_goes_by_its_key_or_its_name_and_by_no_other() -> None:
    assert step_named(steps(), "Trình ký", BIRTH) == step_named(steps(), "trinh-ky", BIRTH)
    with pytest.raises(UnknownStepError) as caught:
        step_named(steps(), "x" * 50, BIRTH)
    assert caught.value.facts == {
        "step": "x" * 40,
        "known": "tham-dinh, trinh-ky, dong-dau, ve-quay",
    }


def test_what_usually_follows_comes_first() -> None:
    first = [following(steps(), key, BIRTH)[0].key for key in ("", "tham-dinh", "dong-dau")]
    assert first == ["tham-dinh", "trinh-ky", "ve-quay"]
    assert len(following(steps(), "ve-quay", BIRTH)) == 4


# -- reasons -----------------------------------------------------------------------------------


def test_the_library_has_reasons_for_every_step_that_needs_one() -> None:
    library = parse_reasons(load("rules", "reasons.json"))
    for kind in ("supplement", "guide", "reject", "withdraw", "stop", "apologise", "verify"):
        for procedure in catalogue().procedures.values():
            general = [r for r in library if r.fits(kind, procedure)]
            assert general or kind == "verify", (kind, procedure.code)


def test_a_reason_fits_its_step_and_its_procedures() -> None:
    own = Reason(kind="supplement", text="a", procedures=(BIRTH.code,))
    field = Reason(kind="supplement", text="b", areas=("Hộ tịch",))
    assert own.fits("supplement", BIRTH)
    assert not own.fits("supplement", MARRIAGE)
    assert not own.fits("reject", BIRTH)
    assert field.fits("supplement", MARRIAGE)
    assert not field.fits("supplement", COPIES)


@pytest.mark.parametrize(
    ("parse", "data", "where"),
    [
        (parse_reasons, {"reasons": [{"kind": "x"}]}, "reasons.reasons[1].text"),
        (parse_grounds, {"grounds": [{"text": "x", "days": 0}]}, "grounds.grounds[1].days"),
    ],
)
def test_bad_reasons_are_named(parse: Any, data: object, where: str) -> None:
    with pytest.raises(BadReasonsError) as caught:
        parse(data)
    assert caught.value.facts["entry"] == where


def test_what_an_office_uses_most_comes_first_and_nothing_twice() -> None:
    library = [Reason(kind="k", text=text) for text in ("một", "hai", "ba")]
    own = [
        Reason(kind="k", text="ba", uses=3),
        Reason(kind="k", text="riêng", uses=5),
        Reason(kind="k", text="mới", uses=0),
    ]
    told = [each.text for each in ranked(library, own)]
    assert told == ["riêng", "ba", "một", "hai", "mới"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Thiếu giấy báo tử", "Tờ khai chưa ký"]),
        ("bao", ["Thiếu giấy báo tử"]),
        ("th bt", []),
        ("gbt", ["Thiếu giấy báo tử"]),
        ("kck", ["Tờ khai chưa ký"]),
        ("kcky", []),
        ("th b t", ["Thiếu giấy báo tử"]),
        ("tu th", []),
        ("tờ ký", ["Tờ khai chưa ký"]),
    ],
)
def test_a_few_letters_find_a_reason(typed: str, found: list[str]) -> None:
    assert list(picked(["Thiếu giấy báo tử", "Tờ khai chưa ký"], typed)) == found


def test_the_grounds_agree_with_the_catalogue() -> None:
    grounds = parse_grounds(load("rules", "grounds.json"))
    for procedure in catalogue().procedures.values():
        ground = ground_of(grounds, procedure)
        assert (ground.days if ground else 0) == procedure.limit.extension, procedure.code


def test_a_ground_of_the_procedure_goes_before_one_of_its_area() -> None:
    wide, own = parse_grounds(
        {
            "grounds": [
                {"text": "rộng", "days": 2, "areas": ["Hộ tịch"]},
                {"text": "riêng", "days": 5, "procedures": [MARRIAGE.code]},
            ]
        }
    )
    assert ground_of((wide, own), MARRIAGE) == own
    assert ground_of((wide, own), BIRTH) == wide
    assert ground_of((wide, own), COPIES) is None
