"""Returning at once: which book, which fee, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.domain import fees
from desk.domain.at_once import (
    BadRegistersError,
    Item,
    NothingToCertifyError,
    certified,
    check_items,
    is_offered,
    parse_registers,
    price,
    register_of,
    tidy,
)
from desk.domain.fees import CopyCountError, FeeAmountError, Tariff, TariffStep, Waiver
from desk.domain.records import (
    Dossier,
    FeeRule,
    Paper,
    PaperRule,
    Party,
    Procedure,
    Status,
    TimeLimit,
    Unit,
)
from tests.kit import RESOURCES

DAY = date(2026, 11, 23)
REGISTERS = parse_registers(json.loads((RESOURCES / "rules/registers.json").read_text("utf-8")))
TARIFF = Tariff(
    procedures=("2.000815",),
    steps=(TariffStep(from_page=1, amount=2000), TariffStep(from_page=3, amount=1000)),
    max_per_copy=200_000,
    per="trang",
    basis="TT 226",
)
POOR = Waiver(
    id="poor",
    name="Hộ nghèo",
    ground="Luật A Đ.1",
    percent=50,
    areas=("Chứng thực",),
    procedures=(),
)


def procedure(code: str = "2.000815", *rules: FeeRule, unit: Unit = Unit.SAME_DAY) -> Procedure:
    return Procedure(
        code=code,
        name="Chứng thực",
        area="Chứng thực",
        agency="UBND cấp xã",
        limit=TimeLimit(value=0, unit=unit),
        papers=(PaperRule(name="Căn cước", present_only=True), PaperRule(name="Bản chính")),
        fees=rules,
    )


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("2.000815", "copy"),
        ("2.000884", "signature"),
        ("2.000992", "translation"),
        ("2.001035", "contract"),
    ],
)
def test_each_kind_of_certifying_has_its_book(code: str, kind: str) -> None:
    found = register_of(REGISTERS, code)
    assert found is not None
    assert found.kind == kind


def test_what_is_no_certifying_has_no_book() -> None:
    assert register_of(REGISTERS, "2.000635") is None


def test_offered_is_what_is_of_the_same_day_or_entered_in_a_book() -> None:
    assert is_offered(procedure("2.000635"), REGISTERS)
    assert is_offered(procedure("2.001035", unit=Unit.WORKING_DAYS), REGISTERS)
    assert not is_offered(procedure("1.004222", unit=Unit.WORKING_DAYS), REGISTERS)


def test_several_documents_cost_the_sum_of_their_copies() -> None:
    items = (Item(pages=3, copies=2), Item(pages=1, copies=1))
    fee = price(procedure(), items, (TARIFF,), DAY)
    assert fee.amount == 2 * 5000 + 2000
    assert fee.note == "3 trang × 2 bản; 1 trang × 1 bản (TT 226)"


def test_the_ceiling_is_for_each_copy() -> None:
    assert price(procedure(), (Item(pages=9999, copies=2),), (TARIFF,), DAY).amount == 400_000


def test_a_fee_by_the_case_counts_the_copies_of_all() -> None:
    one = procedure("2.000884", FeeRule(amount=10_000, per="trường hợp"))
    assert price(one, (Item(copies=2), Item()), (TARIFF,), DAY).amount == 30_000


def test_a_flat_fee_stays_flat_and_an_unknown_one_unknown() -> None:
    assert (
        price(procedure("1", FeeRule(amount=50_000)), (Item(copies=3),), (), DAY).amount == 50_000
    )
    assert price(procedure("1"), (Item(),), (), DAY).amount is None


def test_by_hand_and_waived() -> None:
    assert price(procedure("1"), (Item(),), (), DAY, by_hand=7000).amount == 7000
    half = price(procedure(), (Item(pages=1),), (TARIFF,), DAY, waiver=POOR)
    assert (half.amount, half.full, half.ground) == (1000, 2000, "Luật A Đ.1")
    with pytest.raises(FeeAmountError):
        price(procedure("1"), (Item(),), (), DAY, by_hand=-1)
    with pytest.raises(FeeAmountError):
        price(procedure("1"), (Item(),), (), DAY, by_hand=fees.HIGHEST_FEE + 1)


def test_nothing_and_nonsense_are_refused() -> None:
    with pytest.raises(NothingToCertifyError):
        check_items(())
    for item in (Item(pages=0), Item(copies=0), Item(copies=1001), Item(pages=10_001)):
        with pytest.raises(CopyCountError):
            check_items((item,))


def test_a_document_without_a_name_gets_the_usual_one() -> None:
    tidied = tidy((Item(what="  Bằng   tốt nghiệp "), Item()), procedure())
    assert [item.what for item in tidied] == ["Bằng tốt nghiệp", "Bản chính"]
    bare = Procedure(code="1", name="Sao y", area="", agency="", limit=procedure().limit, papers=())
    assert tidy((Item(),), bare)[0].what == "Sao y"


def book(**facts: Any) -> dict[str, Any]:
    return {"kind": "copy", "name": "Sổ", "sign": "S", "procedures": ["1"], "basis": "NĐ"} | facts


@pytest.mark.parametrize(
    "books",
    [
        [book(kind="other")],
        [book(), book()],
        [book(), book(kind="contract")],
        [book(extra=1)],
        [{"kind": "copy"}],
    ],
)
def test_data_that_would_mix_books_up_are_refused(books: list[dict[str, Any]]) -> None:
    with pytest.raises(BadRegistersError):
        parse_registers({"registers": books})


def test_the_papers_tell_what_was_certified_where_nobody_did() -> None:
    copies, signature = (register_of(REGISTERS, code) for code in ("2.000815", "2.000884"))
    assert copies is not None
    assert signature is not None
    handed = (
        Paper(name="Bằng tốt nghiệp", copy=2),
        Paper(name="Bản chính", original=1),
        Paper(name="Căn cước", copy=1, shown=True),
    )
    dossier = Dossier(
        uid="x",
        unit="u",
        code="c",
        barcode="b",
        status=Status.RECEIVED,
        procedure="2.000815",
        procedure_name="p",
        submitter=Party(name="Nguyễn Văn Thử"),
        papers=handed,
    )
    assert certified(dossier, copies, procedure()) == (
        Item(what="Bằng tốt nghiệp", pages=0, copies=2),
    )
    (usual,) = tidy((Item(pages=0),), procedure())
    assert certified(replace(dossier, papers=()), copies, procedure()) == (usual,)
    assert certified(dossier, signature, procedure()) == (usual,)
