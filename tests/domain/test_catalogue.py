"""The shipped catalogue against a table typed apart from it, and the reading of catalogues."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from desk.domain.catalogue import (
    BadCatalogueError,
    Catalogue,
    UnknownProcedureError,
    parse_catalogue,
)
from desk.domain.fees import fee_for
from desk.domain.records import Channel, PaperRule, Procedure, TimeLimit, Unit
from tests.domain.rule_files import RESOURCES, catalogue, day, load

Data = dict[str, Any]

# code, limit, unit, cutoff, extension, fee, fee online, papers, originals, copies, confidence
FACTS = """
1.001193 0 same_day 15h 0 0 0 8 8 0 high
1.000656 0 same_day 15h 3 0 0 4 4 0 medium
1.000894 0 same_day 15h 5 0 0 3 3 0 high
1.004873 3 working_days - 0 - - 4 3 1 medium
1.001022 3 working_days - 5 - - 3 3 0 high
1.000689 3 working_days - 5 - - 5 5 0 high
1.004837 3 working_days - 0 - - 3 3 0 high
1.004845 2 working_days - 0 - - 3 3 0 high
1.004859 3 working_days - 3 - - 4 4 0 high
1.004884 5 working_days - 0 - - 3 2 1 medium
1.004772 5 working_days - 0 - - 3 2 1 medium
1.004746 5 working_days - 0 - - 3 2 1 medium
1.005461 5 working_days - 0 - - 3 2 1 medium
2.000635 0 same_day 15h 0 8000 8000 3 3 0 high
1.003583 5 working_days - 0 0 0 3 3 0 high
1.000419 5 working_days - 0 0 0 3 3 0 medium
1.000593 5 working_days - 0 0 0 2 2 0 medium
2.000528 0 same_day 15h 0 - - 4 4 0 medium
2.000806 15 calendar_days - 0 - - 4 3 1 medium
2.002189 12 calendar_days - 0 - - 3 2 1 medium
3.000722 4 working_days - 0 0 0 4 4 0 low
2.002913 - working_days - 0 0 0 4 4 0 low
2.000815 0 same_day 15h 2 2000 2000 2 1 1 high
2.000884 0 same_day 15h 0 10000 10000 2 2 0 high
2.000908 0 same_day 15h 0 0 0 2 2 0 high
2.001035 2 working_days - 0 50000 50000 3 2 1 medium
2.001019 2 working_days - 0 50000 50000 3 2 1 medium
2.000992 0 same_day 15h 0 10000 10000 1 1 0 medium
2.000942 0 same_day 15h 0 2000 2000 1 1 0 medium
1.004222 7 working_days - 0 20000 10000 2 1 1 high
1.004194 3 working_days - 0 15000 7000 2 1 1 medium
1.002755 3 working_days - 0 15000 7000 1 1 0 medium
1.003677 1 working_days - 0 0 0 1 1 0 medium
1.003197 1 working_days - 0 0 0 2 1 1 medium
1.010038 5 working_days - 0 10000 5000 1 1 0 medium
2.001159 0 calendar_days - 0 0 0 1 1 0 medium
1.001776 - working_days - 0 0 0 2 1 1 medium
1.001699 25 working_days - 0 0 0 2 1 1 medium
1.001653 5 working_days - 0 0 0 1 1 0 medium
1.001731 5 working_days - 0 0 0 2 1 1 high
1.014027 10 working_days - 0 0 0 1 1 0 medium
1.014028 - working_days - 0 0 0 1 1 0 low
1.011607 15 working_days - 0 0 0 1 1 0 medium
1.010833 - working_days - 0 0 0 2 1 1 low
1.010803 - working_days - 0 0 0 2 2 0 low
2.002307 - working_days - 0 0 0 2 1 1 low
2.002308 - working_days - 0 0 0 2 1 1 low
1.001612 3 working_days - 0 - - 2 1 1 medium
2.000720 3 working_days - 0 - - 2 1 1 medium
1.001570 3 working_days - 0 - - 2 1 1 medium
1.001266 3 working_days - 0 - - 2 1 1 medium
2.000575 3 working_days - 0 - - 2 1 1 medium
2.001263 30 calendar_days - 0 400000 400000 5 4 1 medium
1.013978 20 working_days - 0 - - 3 2 1 low
1.012796 8 working_days - 0 - - 2 2 0 low
1.013225 15 calendar_days - 0 - - 3 3 1 low
2.000950 5 working_days - 0 0 0 1 1 0 low
"""


def fact(value: object) -> str:
    return "-" if value is None else str(value)


def row(procedure: Procedure) -> str:
    limit, papers = procedure.limit, procedure.papers
    fees = [
        fee_for(procedure, channel, day("2026-11-23")).amount
        for channel in (Channel.COUNTER, Channel.ONLINE)
    ]
    return " ".join(
        (
            procedure.code,
            fact(limit.value),
            limit.unit,
            "15h" if limit.cutoff else "-",
            str(limit.extension),
            *map(fact, fees),
            str(len(papers)),
            str(sum(paper.original for paper in papers)),
            str(sum(paper.copy for paper in papers)),
            procedure.confidence,
        )
    )


def test_all_57_procedures_have_their_limits_fees_and_papers() -> None:
    assert [row(each) for each in catalogue().procedures.values()] == FACTS.strip().splitlines()


def test_the_shipped_file_is_readable_and_nfc() -> None:
    text = (RESOURCES / "catalogue" / "procedures-2026-11.json").read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert catalogue().version == "2026-11.3"
    assert "đối chiếu" in catalogue().note
    assert all(catalogue().sources.values())


def test_one_procedure_in_full() -> None:
    marriage = catalogue().get("1.000894")
    assert marriage == Procedure(
        code="1.000894",
        name="Đăng ký kết hôn",
        area="Hộ tịch",
        agency="UBND cấp xã",
        limit=TimeLimit(value=0, unit=Unit.SAME_DAY, cutoff=True, extension=5),
        fees=marriage.fees,
        papers=(
            PaperRule(name="Tờ khai đăng ký kết hôn (hai bên có mặt)", original=1),
            PaperRule(
                name="Giấy xác nhận tình trạng hôn nhân",
                original=1,
                condition="không tra cứu được CSDL hộ tịch/dân cư",
            ),
            PaperRule(
                name="Căn cước/CCCD/hộ chiếu hoặc VNeID của người yêu cầu",
                original=1,
                present_only=True,
            ),
        ),
        sets=1,
        result="Giấy chứng nhận kết hôn (02 bản chính)",
        online_level="một phần|toàn trình",
        legal_basis=marriage.legal_basis,
        confidence="high",
        fields=marriage.fields,  # tests/domain/test_fields.py looks at them
    )
    assert marriage.legal_basis.endswith("từ 01/03/2027) Đ.17-18")
    assert catalogue().sources["1.000894"].startswith("code: mã nguồn mở công bố")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1.001193", "1.001193"),
        (" 1.001193 ", "1.001193"),
        ("1.001193.000.00.00.H26", "1.001193"),
        ("1.001193.h26", "1.001193"),
        ("2.002621", "3.000722"),
        ("2.000986", "3.000722"),
        ("2.002622.000.00.00.H26", "2.002913"),
    ],
)
def test_a_code_a_replaced_code_and_a_citys_copy(typed: str, code: str) -> None:
    assert catalogue().get(typed).code == code


@pytest.mark.parametrize(
    ("typed", "code", "near"),
    [
        ("1.001194", "1.001194", "1.001193"),
        ("2.002623", "2.002623", "2.002622"),
        ("9.999999", "9.999999", "–"),
        ("001199000001|123456789|Nguyễn Văn Thử", "…", "–"),
        ("001199000001", "…", ""),
        ("Nguyễn Văn Thử 001199000001", "…", ""),
        ("khai sinh", "khai sinh", "1.001193 Đăng ký khai sinh"),
        ("không có gì như vậy", "không có gì như vậy", "–"),
        ("x" * 70, "x" * 60 + "…", "–"),
        ("", "…", "–"),
    ],
)
def test_an_unknown_code_suggests_what_is_near_and_repeats_no_card(
    typed: str, code: str, near: str
) -> None:
    with pytest.raises(UnknownProcedureError) as caught:
        catalogue().get(typed)
    assert caught.value.facts["code"] == code
    assert near in str(caught.value.facts["near"])


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ks", "1.001193"),
        ("KS", "1.001193"),
        ("kh", "1.000894"),
        ("kt", "1.000656"),
        ("ct", "2.000815"),
        ("tt", "1.004222"),
        ("lks", "1.004884"),
        ("kb", "1.003677"),
        ("khai", "1.001193"),
        ("ctck", "2.000884"),
        ("dktt", "1.004222"),
        ("dkkh", "1.000894"),
        ("khai sinh", "1.001193"),
        ("sinh khai", "1.001193"),
        ("dang ky khai sinh", "1.001193"),
        ("Đăng kí khai sinh", ""),
        ("Ðăng ký khai tử", "1.000656"),
        ("thuong tr", "1.004222"),
        ("tr thuong", "1.004222"),
        ("k ky h", "1.000894"),
        ("ks luu dong", "1.003583"),
        ("ho ngheo", "1.011607"),
        ("cu tr tach", "1.010038"),
        ("1.0011", "1.001193"),
        ("1001193", "1.001193"),
        ("001193", "1.001193"),
        ("1.001193.000.00.00.H26", "1.001193"),
        ("2.002621", "3.000722"),
        ("zzz", ""),
        ("9.9", ""),
    ],
)
def test_found_by_a_few_letters(typed: str, first: str) -> None:
    found = catalogue().find(typed)
    assert (found[0].code if found else "") == first


def test_nothing_typed_finds_all_in_order_and_a_limit_limits() -> None:
    codes = list(catalogue().procedures)
    assert [each.code for each in catalogue().find("", limit=100)] == codes
    assert [each.code for each in catalogue().find(" ., ", limit=3)] == codes[:3]
    assert len(catalogue().find("d", limit=5)) == 5


def named(*names: str) -> Catalogue:
    codes = [f"1.{number:06}" for number in range(1, len(names) + 1)]
    limit = TimeLimit(value=0, unit=Unit.SAME_DAY)
    return Catalogue(
        version="x",
        procedures={
            code: Procedure(code=code, name=name, area="A", agency="B", limit=limit)
            for code, name in zip(codes, names, strict=True)
        },
    )


def test_words_come_in_order_and_where_the_name_begins_first() -> None:
    found = named("Sinh trước khai", "Sửa khai sinh", "Cấp khai sinh", "Khai sinh").find(
        "khai sinh"
    )
    assert [each.code[-1] for each in found] == ["3", "4", "2", "1"]


def test_a_word_is_taken_once_and_by_the_longest_letters_first() -> None:
    found = named("Ký đơn", "Ký kết").find("k ky")
    assert [each.name for each in found] == ["Ký kết", "Ký đơn"]


def test_an_area_finds_its_procedures() -> None:
    found = catalogue().find("dat dai")
    assert {each.area for each in found[:2]} == {"Đất đai"}
    # "cu" also begins a word of Trợ cấp thờ cúng, and words go before areas.
    assert [each.area == "Cư trú" for each in catalogue().find("cu tr")] == [False, *[True] * 7]


def change(path: str, value: object) -> Callable[[Data], None]:
    def apply(data: Data) -> None:
        *folders, last = path.split(".")
        place: Any = data
        for folder in folders:
            place = place[int(folder) if folder.isdigit() else folder]
        place[last] = value

    return apply


@pytest.mark.parametrize(
    ("edit", "entry"),
    [
        (change("code", "1.1193"), "catalogue.procedures[2].code"),
        (change("code", "1.001193"), "catalogue.1.001193.code"),
        (change("name", ""), "catalogue.1.000656.name"),
        (change("area", None), "catalogue.1.000656.area"),
        (change("extra", 1), "catalogue.1.000656.extra"),
        (change("confidence", "sure"), "catalogue.1.000656.confidence"),
        (change("sets", 0), "catalogue.1.000656.sets"),
        (change("limit", {"unit": "same_day"}), "catalogue.1.000656.limit.value"),
        (change("limit.value", 1), "catalogue.1.000656.limit.value"),
        (change("limit.value", -1), "catalogue.1.000656.limit.value"),
        (change("limit.value", 5000), "catalogue.1.000656.limit.value"),
        (change("limit.unit", "ngày"), "catalogue.1.000656.limit.unit"),
        (
            change("limit", {"value": 0, "unit": "working_hours"}),
            "catalogue.1.000656.limit.value",
        ),
        (change("limit.extensions", 3), "catalogue.1.000656.limit.extensions"),
        (change("fees", [{"note": "?"}]), "catalogue.1.000656.fees[1].amount"),
        (change("papers.0.copy", -1), "catalogue.1.000656.papers[1].copy"),
        (change("papers.0.original", 0), "catalogue.1.000656.papers[1].original"),
        (change("papers.0.originals", 1), "catalogue.1.000656.papers[1].originals"),
        (change("replaces", ["2.00"]), "catalogue.1.000656.replaces"),
        (change("replaces", ["1.001193"]), "catalogue.1.000656.replaces"),
        (change("replaces", ["2.000986"]), "catalogue.3.000722.replaces"),
    ],
)
def test_a_malformed_catalogue_names_the_entry(edit: Callable[[Data], None], entry: str) -> None:
    data = copy.deepcopy(load("catalogue", "procedures-2026-11.json"))
    edit(data["procedures"][1])
    with pytest.raises(BadCatalogueError) as caught:
        parse_catalogue(data)
    assert caught.value.facts["entry"] == entry


def test_an_empty_catalogue_is_no_catalogue() -> None:
    empty: list[object] = [{}, {"version": "x"}, {"version": "x", "procedures": []}, []]
    for data in empty:
        with pytest.raises(BadCatalogueError):
            parse_catalogue(data)
    shipped = load("catalogue", "procedures-2026-11.json")
    with pytest.raises(BadCatalogueError):
        parse_catalogue({**shipped, "generated": "2026-11-23"})


def test_no_limit_stays_no_limit() -> None:
    assert catalogue().get("1.001776").limit.value is None
