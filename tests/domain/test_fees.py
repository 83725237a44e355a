"""Fees by channel and date, by page, waived with their ground, and amounts that cannot be."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.fees import (
    HIGHEST_FEE,
    BadTariffsError,
    BadWaiversError,
    CopyCountError,
    Fee,
    FeeAmountError,
    check_amount,
    demanded,
    fee_for,
    is_ground,
    owed,
    parse_fee_rules,
    parse_tariffs,
    parse_waivers,
    tariff_for,
    times,
    waived,
    waivers_for,
)
from desk.domain.records import (
    Channel,
    Dossier,
    FeeRule,
    Party,
    Procedure,
    Status,
    TimeLimit,
    Unit,
)
from desk.domain.ruledata import Entry, RuleDataError
from tests.domain.rule_files import catalogue, day, load, tariffs, waivers

TODAY = day("2026-11-23")


def procedure(*fees: FeeRule) -> Procedure:
    return Procedure(
        code="1.000001",
        name="Thử",
        area="Hộ tịch",
        agency="UBND",
        limit=TimeLimit(value=0, unit=Unit.SAME_DAY),
        fees=fees,
    )


def shipped(code: str, channel: Channel = Channel.COUNTER) -> Fee:
    return fee_for(catalogue().get(code), channel, TODAY)


def test_fees_of_the_shipped_catalogue() -> None:
    assert shipped("2.000635") == Fee(amount=8000, per="bản", note="TT 281/2016/TT-BTC")
    assert shipped("1.004222").amount == 20000
    assert shipped("1.004222", Channel.POST).amount == 20000
    assert shipped("1.004222", Channel.ONLINE) == Fee(amount=10000, note="TT 75/2022/TT-BTC")
    assert shipped("1.001193").amount == 0
    assert shipped("1.004873").amount is None
    assert "HĐND" in shipped("1.004873").note


def test_the_channel_beats_all_channels_and_the_later_row_the_earlier() -> None:
    priced = procedure(
        FeeRule(amount=1000, until="2026-06-30"),
        FeeRule(amount=2000, since="2026-07-01"),
        FeeRule(amount=0, channel=Channel.ONLINE, since="2026-07-01", until="2026-12-31"),
    )
    assert fee_for(priced, Channel.COUNTER, day("2026-06-30")).amount == 1000
    assert fee_for(priced, Channel.COUNTER, day("2026-07-01")).amount == 2000
    assert fee_for(priced, Channel.ONLINE, day("2026-06-30")).amount == 1000
    assert fee_for(priced, Channel.ONLINE, day("2026-12-31")).amount == 0
    assert fee_for(priced, Channel.ONLINE, day("2027-01-01")).amount == 2000


def test_no_row_is_no_fee_known_and_never_nothing_to_pay() -> None:
    assert fee_for(procedure(), Channel.COUNTER, TODAY) == Fee(amount=None)
    later = procedure(FeeRule(amount=5000, since="2027-01-01"))
    assert fee_for(later, Channel.COUNTER, TODAY).amount is None


def test_several_units_of_a_fee() -> None:
    fee = shipped("2.000635")
    assert times(fee, 3) == Fee(amount=24000, note="3 × 8.000 đồng/bản; TT 281/2016/TT-BTC")
    assert times(fee, 1) == fee
    assert times(Fee(amount=None), 3) == Fee(amount=None)
    assert times(Fee(amount=10000), 2) == Fee(amount=20000, note="2 × 10.000 đồng")
    for count in (0, -1, 1001):
        with pytest.raises(CopyCountError):
            times(fee, count)


@pytest.mark.parametrize(
    ("pages", "copies", "amount"),
    [
        (1, 1, 2000),
        (2, 1, 4000),
        (3, 1, 5000),
        (3, 2, 10000),
        (10, 1, 12000),
        (197, 1, 199000),
        (198, 1, 200000),
        (199, 1, 200000),
        (500, 3, 600000),
    ],
)
def test_certified_copies_by_page(pages: int, copies: int, amount: int) -> None:
    tariff = tariff_for(tariffs(), "2.000815", TODAY)
    assert tariff is not None
    assert tariff.price(pages, copies) == Fee(
        amount=amount, note=f"{pages} trang × {copies} bản (Thông tư 226/2016/TT-BTC)"
    )


@given(pages=st.integers(1, 10_000), copies=st.integers(1, 1000))
def test_certified_copies_agree_with_a_sum_page_by_page(pages: int, copies: int) -> None:
    tariff = tariff_for(tariffs(), "2.000815", TODAY)
    assert tariff is not None
    one = min(sum(2000 if page <= 2 else 1000 for page in range(1, pages + 1)), 200_000)
    assert tariff.price(pages, copies).amount == one * copies


@pytest.mark.parametrize(("pages", "copies"), [(0, 1), (-3, 1), (10_001, 1), (1, 0), (1, 1001)])
def test_absurd_counts_are_refused(pages: int, copies: int) -> None:
    tariff = tariff_for(tariffs(), "2.000942", TODAY)
    assert tariff is not None
    with pytest.raises(CopyCountError) as caught:
        tariff.price(pages, copies)
    assert caught.value.facts["lowest"] == 1


def test_a_procedure_or_a_day_without_tariff() -> None:
    assert tariff_for(tariffs(), "2.000635", TODAY) is None
    assert tariff_for(tariffs(), "2.000815", day("2016-12-31")) is None


def test_a_tariff_without_ceiling() -> None:
    (tariff,) = parse_tariffs(
        {
            "tariffs": [
                {
                    "procedures": ["1.000001"],
                    "per": "trang",
                    "basis": "thử",
                    "steps": [{"from_page": 1, "amount": 3000}],
                    "max_per_copy": None,
                }
            ]
        }
    )
    assert tariff.price(100, 2).amount == 600_000


@pytest.mark.parametrize("amount", [-1, HIGHEST_FEE + 1])
def test_absurd_amounts_are_refused(amount: int) -> None:
    with pytest.raises(FeeAmountError) as caught:
        check_amount(amount)
    assert caught.value.facts == {"amount": amount, "highest": "1.000.000.000 đồng"}
    assert check_amount(HIGHEST_FEE) == HIGHEST_FEE


def offered(code: str, when: str = "2026-11-23") -> list[str]:
    found = waivers_for(waivers(), catalogue().get(code), Channel.COUNTER, day(when))
    return [each.id for each in found]


def test_waivers_offered_for_a_procedure() -> None:
    assert offered("1.004873") == [
        "ho-tich-nguoi-co-cong",
        "ho-tich-ho-ngheo",
        "ho-tich-khuyet-tat",
    ]
    assert "ho-tich-dung-han" in offered("1.004837")
    assert "cu-tru-tre-em" in offered("1.004222")
    assert offered("2.000815") == []
    assert "ban-sao-dinh-danh-muc-2" in offered("2.000635")
    assert "ban-sao-dinh-danh-muc-2" not in offered("2.000635", "2026-08-14")
    # The grounds of the 2014 law end with it.
    assert offered("1.004873", "2027-03-01") == []


def test_a_waived_fee_keeps_its_ground_word_for_word() -> None:
    poor = next(each for each in waivers() if each.id == "cu-tru-ho-ngheo")
    fee = waived(shipped("1.004222"), poor)
    assert (fee.amount, fee.full, fee.per) == (0, 20000, "")
    assert fee.ground == (
        "Thông tư 75/2022/TT-BTC Điều 4: công dân thuộc hộ nghèo được miễn lệ phí đăng ký cư trú"
    )
    unknown = waived(Fee(amount=None), poor)
    assert (unknown.amount, unknown.full) == (0, None)


def test_a_waiver_in_part_and_for_one_channel() -> None:
    (half,) = parse_waivers(
        {
            "waivers": [
                {
                    "id": "nua",
                    "name": "Một nửa",
                    "ground": "Căn cứ thử",
                    "percent": 50,
                    "procedures": ["1.000001"],
                    "channel": "online",
                }
            ]
        }
    )
    assert waived(Fee(amount=7001), half) == Fee(amount=3501, ground="Căn cứ thử", full=7001)
    assert waived(Fee(amount=None), half) == Fee(amount=None, ground="Căn cứ thử")
    assert waivers_for([half], procedure(), Channel.ONLINE, TODAY) == (half,)
    assert waivers_for([half], procedure(), Channel.COUNTER, TODAY) == ()


def rules(*rows: dict[str, Any]) -> tuple[FeeRule, ...]:
    return parse_fee_rules(Entry({"fees": list(rows)}, at="x", error=RuleDataError))


def test_fee_rows_are_read() -> None:
    assert rules(
        {"amount": 1000, "per": "bản", "until": "2026-06-30"},
        {"amount": None, "since": "2026-07-01", "note": "HĐND"},
        {"amount": 0, "channel": "online", "since": "2026-07-01", "until": "2026-12-31"},
    ) == (
        FeeRule(amount=1000, per="bản", until="2026-06-30"),
        FeeRule(amount=None, since="2026-07-01", note="HĐND"),
        FeeRule(amount=0, channel=Channel.ONLINE, since="2026-07-01", until="2026-12-31"),
    )


@pytest.mark.parametrize(
    ("rows", "entry"),
    [
        ([{"amount": -1}], "x.fees[1].amount"),
        ([{"amount": 10**10}], "x.fees[1].amount"),
        ([{"amount": 1, "channel": "fax"}], "x.fees[1].channel"),
        ([{"amount": 1, "since": "2026"}], "x.fees[1].since"),
        ([{"amount": 1, "since": "2026-07-01", "until": "2026-06-30"}], "x.fees[1].until"),
        ([{"amount": 1, "vnd": 1}], "x.fees[1].vnd"),
        ([{"amount": 1}, {"amount": 2}], "x.fees[2].since"),
        (
            [{"amount": 1, "since": "2026-07-01"}, {"amount": 2, "until": "2026-07-01"}],
            "x.fees[2].since",
        ),
        (
            [{"amount": 1, "until": "2026-06-30"}, {"amount": 2, "since": "2026-06-30"}],
            "x.fees[2].since",
        ),
    ],
)
def test_bad_fee_rows_are_named(rows: list[dict[str, Any]], entry: str) -> None:
    with pytest.raises(RuleDataError) as caught:
        rules(*rows)
    assert caught.value.facts["entry"] == entry


@pytest.mark.parametrize(
    ("change", "entry"),
    [
        ({"procedures": []}, "tariffs.tariffs[1].procedures"),
        ({"steps": []}, "tariffs.tariffs[1].steps"),
        ({"steps": [{"from_page": 2, "amount": 1}]}, "tariffs.tariffs[1].steps[1].from_page"),
        (
            {"steps": [{"from_page": 1, "amount": 2}, {"from_page": 1, "amount": 1}]},
            "tariffs.tariffs[1].steps[2].from_page",
        ),
        ({"steps": [{"from_page": 1, "amount": 2, "to": 3}]}, "tariffs.tariffs[1].steps[1].to"),
        ({"basis": ""}, "tariffs.tariffs[1].basis"),
        ({"more": 1}, "tariffs.tariffs[1].more"),
    ],
)
def test_bad_tariffs_are_named(change: dict[str, Any], entry: str) -> None:
    data = copy.deepcopy(load("rules", "tariffs.json"))
    data["tariffs"][0].update(change)
    with pytest.raises(BadTariffsError) as caught:
        parse_tariffs(data)
    assert caught.value.facts["entry"] == entry


@pytest.mark.parametrize(
    ("change", "entry"),
    [
        ({"id": "ho-tich-nguoi-co-cong"}, "waivers.waivers[2].id"),
        ({"areas": []}, "waivers.waivers[2].procedures"),
        ({"percent": 101}, "waivers.waivers[2].percent"),
        ({"ground": ""}, "waivers.waivers[2].ground"),
        ({"law": ""}, "waivers.waivers[2].law"),
    ],
)
def test_bad_waivers_are_named(change: dict[str, Any], entry: str) -> None:
    data = copy.deepcopy(load("rules", "waivers.json"))
    data["waivers"][1].update(change)
    with pytest.raises(BadWaiversError) as caught:
        parse_waivers(data)
    assert caught.value.facts["entry"] == entry


@pytest.mark.parametrize(
    "ground",
    [
        "Luật Hộ tịch 60/2014/QH13 Điều 11",
        "Bộ luật Dân sự",
        "TT 75/2022/TT-BTC",
        "Thông tư số 75 năm 2022",
        "theo 05/NQ-HĐND",
        "NĐ 114/2016",
    ],
)
def test_a_legal_ground_names_a_legal_document(ground: str) -> None:
    assert is_ground(ground)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "miễn",
        "theo biểu phí",
        "hộ nghèo",
        "đăng ký đúng hạn 60 ngày; quá hạn theo nghị quyết của HĐND",
        "theo NQ HĐND TP Hà Nội; nhiều địa phương 0đ khi nộp trực tuyến",
        "3 trang × 2 bản",
        "2/3 số tiền",
    ],
)
def test_a_note_is_no_legal_ground(note: str) -> None:
    assert not is_ground(note)


def test_what_the_catalogue_says_beside_no_fee_is_a_note_or_a_ground_and_no_bare_word() -> None:
    notes = {
        rule.note
        for each in catalogue().procedures.values()
        for rule in each.fees
        if rule.amount == 0
    }
    assert notes
    assert [note for note in notes if note.startswith("miễn")] == []
    assert [each.ground for each in waivers() if is_ground(each.ground)] == [
        each.ground for each in waivers() if not each.id.startswith("nuoi-con-nuoi")
    ]


@pytest.mark.parametrize(
    ("facts", "amount"),
    [
        ({}, 0),
        ({"fee": 0}, 0),
        ({"fee": 20000}, 20000),
        ({"fee": 20000, "fee_paid": 5000}, 15000),
        ({"fee": 20000, "fee_paid": 30000}, 0),
        ({"fee_asked": 8000}, 8000),
        ({"fee": 8000, "fee_asked": 20000, "fee_paid": 8000}, 12000),
        ({"fee": 20000, "refusal": "không đủ điều kiện"}, 0),
    ],
)
def test_what_is_still_owed(facts: dict[str, Any], amount: int) -> None:
    assert owed(dossier(**facts)) == amount


def dossier(**facts: Any) -> Dossier:
    return Dossier(
        uid="d-1",
        unit="H26.000.99",
        code="H26.000.99-261123-1001",
        barcode="",
        status=Status.DONE,
        procedure="1.000001",
        procedure_name="Thử",
        submitter=Party(name="Nguyễn Thị Ví Dụ"),
        **facts,
    )


@pytest.mark.parametrize(
    ("facts", "amount"),
    [
        ({}, None),
        ({"fee": 0}, 0),
        ({"fee_asked": 8000}, 8000),
        ({"fee": 8000, "fee_asked": 20000}, 20000),
        ({"fee": 20000, "refusal": "không đủ điều kiện"}, 20000),
    ],
)
def test_what_an_act_costs(facts: dict[str, Any], amount: int | None) -> None:
    assert demanded(dossier(**facts)) == amount
