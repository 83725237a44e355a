"""Handing results over: who, what goes back, how long it lay, and how a wrong one is mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.domain import collection
from desk.domain.collection import (
    Authority,
    AuthorityVagueError,
    BadHandoverRulesError,
    Collecting,
    CollectorBlockedError,
    HandoverRules,
    MendTooLateError,
    NothingToMendError,
    ShelfSlotError,
)
from desk.domain.records import Dossier, Paper, Party, Status
from tests.domain.rule_files import at, calendar, load

LAM = Party(name="Lâm Thử Một", personal_id="099190000001", old_id="099000001")
HOA = Party(name="Hoa Thử Hai", personal_id="099190000002")
FIRM = Party(name="Công ty Thử", kind="organisation", tax_code="0100000001")


def rules() -> HandoverRules:
    return collection.parse_handover(load("rules", "handover.json"))


def dossier(**facts: Any) -> Dossier:
    base: dict[str, Any] = {
        "uid": "d-1",
        "unit": "H26.033.15",
        "code": "H26.033.15-261123-1001",
        "barcode": "0099926112310015",
        "status": Status.DONE,
        "procedure": "1.001193",
        "procedure_name": "Đăng ký khai sinh",
        "submitter": LAM,
    }
    return Dossier(**base | facts)


@pytest.mark.parametrize(
    ("name", "number", "theirs"),
    [
        ("Người Khác", LAM.personal_id, True),  # the number counts, whatever was typed as name
        ("Người Khác", LAM.old_id, True),
        ("lâm thử một", "", True),
        ("Lâm Thử Một", HOA.personal_id, False),  # same name, another number
        ("", "", False),
        ("Hoa Thử Hai", "", False),
    ],
)
def test_a_collector_is_known_by_number_or_else_by_name(
    name: str, number: str, theirs: bool
) -> None:
    assert collection.is_theirs(dossier(), name, number) is theirs


def test_an_owner_may_collect_and_an_organisation_is_nobody_who_stands_there() -> None:
    assert collection.people(dossier(owner=HOA)) == (LAM, HOA)
    assert collection.people(dossier(owner=FIRM)) == (LAM,)
    nameless = dossier(submitter=replace(LAM, personal_id="", old_id=""))
    assert collection.is_theirs(nameless, LAM.name, "099190000077")  # nothing to compare with


def test_it_is_known_as_what_somebody_collects() -> None:
    both = dossier(owner=HOA)
    assert collection.capacity(both, HOA.name, HOA.personal_id) == "owner"
    assert collection.capacity(both, LAM.name, LAM.personal_id) == "submitter"
    assert collection.capacity(dossier(), LAM.name, "") == "owner"  # he handed in his own
    assert collection.capacity(dossier(owner=FIRM), LAM.name, "") == "submitter"
    assert collection.capacity(both, "Người Khác", "") == "another"


def test_a_stranger_needs_a_paper() -> None:
    with pytest.raises(CollectorBlockedError) as caught:
        collection.check_collector(dossier(), Collecting(to="Hoa", id_number=HOA.personal_id))
    assert caught.value.facts == {"code": "H26.033.15-261123-1001"}
    collection.check_collector(dossier(), Collecting(to="Hoa", authority="Giấy ủy quyền số 1"))
    collection.check_collector(dossier(), Collecting(to=LAM.name))


@pytest.mark.parametrize(
    ("paper", "text"),
    [
        (Authority(kind="Giấy ủy quyền"), ""),
        (Authority(kind="Giấy ủy quyền", giver="Lâm"), ""),
        (Authority(kind="Giấy ủy quyền", number="12"), "Giấy ủy quyền số 12"),
        (
            Authority(kind="Giấy giới thiệu", on=date(2026, 11, 3), giver="Công ty Thử"),
            "Giấy giới thiệu ngày 03/11/2026, của Công ty Thử",
        ),
    ],
)
def test_an_authority_is_written_down_in_words(paper: Authority, text: str) -> None:
    assert paper.text == text


def test_a_paper_that_could_never_be_found_again_is_none() -> None:
    for told in ("Giấy ủy quyền số 12", "ủy quyền  ngày 20/11/2026"):
        assert collection.parse_authority(told, "--authority") == " ".join(told.split())
    assert collection.parse_authority("", "--authority") == ""
    with pytest.raises(AuthorityVagueError) as caught:
        collection.parse_authority("Giấy ủy quyền", "--authority")
    assert caught.value.facts == {"given": "Giấy ủy quyền"}


def test_originals_go_back_and_applications_stay() -> None:
    papers = (
        Paper(name="Tờ khai đăng ký khai sinh", original=1),
        Paper(name="Bản gốc GCN đã cấp", original=1),
        Paper(name="02 bộ bản vẽ thiết kế", original=2),
        Paper(name="Căn cước", original=1, shown=True),
        Paper(name="Giấy khám sức khỏe", copy=1),
    )
    assert [paper.name for paper in collection.originals(papers, rules())] == ["Bản gốc GCN đã cấp"]


@pytest.mark.parametrize(
    ("finished", "days", "group"),
    [
        ("2026-11-23 16:59", 0, 0),
        ("2026-11-22 23:59", 1, 0),
        ("2026-11-20 08:00", 3, 0),
        ("2026-11-19 23:00", 4, 1),
        ("2026-11-13 08:00", 10, 1),
        ("2026-11-12 08:00", 11, 2),
        ("2026-10-24 08:00", 30, 2),
        ("2026-10-23 08:00", 31, 3),
        ("2026-11-24 08:00", 0, 0),  # a clock that was put back
    ],
)
def test_ageing(finished: str, days: int, group: int) -> None:
    now = at("2026-11-23 17:00")
    assert collection.days_waiting(at(finished), now) == days
    assert collection.age_group(days) == group
    waits = collection.ReadyRow(
        uid="d-1", code="c", name="n", procedure_name="p", finished_at=at(finished), days=days
    )
    assert waits.group == group


@pytest.mark.parametrize("slot", ["A1", "A3", "A03", "A003", "Z9", "AA12", "ZZ999", "B0", "B00"])
def test_a_shelfs_barcode_says_its_place_and_no_other(slot: str) -> None:
    digits = collection.shelf_barcode(slot)
    assert len(digits) == 8
    assert digits.isdigit()
    assert collection.read_shelf(f" {digits} ") == slot


def test_no_two_places_share_a_barcode() -> None:
    slots = [f"{letter}{n:0{w}d}" for letter in "ABZ" for w in (1, 2, 3) for n in range(10)]
    assert len({collection.shelf_barcode(slot) for slot in slots}) == len(set(slots))


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("a3", "A3"),
        ("A-3", ""),
        ("77000001", ""),  # of no letter
        ("12345678", ""),
        ("0099926112310015", ""),
        ("Lâm", ""),
    ],
)
def test_a_place_is_read_from_what_was_scanned_or_typed(text: str, slot: str) -> None:
    assert collection.read_shelf(text) == slot


def test_a_place_is_a_letter_and_a_number() -> None:
    assert collection.shelf_slot(" b12 ") == "B12"
    assert collection.shelf_slot("") == ""
    with pytest.raises(ShelfSlotError):
        collection.shelf_slot("kệ 3")


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("A1-A3", ("A1", "A2", "A3")),
        ("a08-10", ("A08", "A09", "A10")),
        ("A1; B2, A1", ("A1", "B2")),
    ],
)
def test_a_line_of_places(text: str, slots: tuple[str, ...]) -> None:
    assert collection.shelf_line(text) == slots


@pytest.mark.parametrize("text", ["", "A3-A1", "A1-A900", "A1-B3", "kệ"])
def test_a_line_that_names_no_shelf(text: str) -> None:
    with pytest.raises(ShelfSlotError):
        collection.shelf_line(text)


def returned(when: str, **facts: Any) -> Dossier:
    return dossier(status=Status.RETURNED, returned_at=at(when), **facts)


def test_a_wrong_result_is_mended_within_three_working_days() -> None:
    # Friday; Saturday and Sunday do not count, nor does Tuesday, a day off in 2026.
    wrong = returned("2026-11-20 10:00")
    last = collection.mend_until(at("2026-11-20 10:00"), rules(), calendar())
    assert calendar().working_days_between(date(2026, 11, 20), last.date()) == 3
    collection.check_mendable(wrong, last, rules(), calendar())
    with pytest.raises(MendTooLateError) as caught:
        collection.check_mendable(wrong, last.replace(hour=23), rules(), calendar())
    facts = caught.value.facts
    assert facts["days"] == 3
    assert facts["until"] == f"{last:%d/%m/%Y}"
    assert "118/2025" in str(facts["basis"])


@pytest.mark.parametrize(
    "state",
    [dossier(), returned("2026-11-20 10:00", voided=True), dossier(status=Status.RETURNED)],
)
def test_what_was_not_handed_over_cannot_be_mended(state: Dossier) -> None:
    with pytest.raises(NothingToMendError):
        collection.check_mendable(state, at("2026-11-20 11:00"), rules(), calendar())


@pytest.mark.parametrize(
    ("change", "entry"),
    [
        ({"mend": {"working_days": 99}}, "handover.handover.mend.working_days"),
        ({"mend": {"working_days": 3}}, "handover.handover.mend.basis"),
        ({"stays": "đơn"}, "handover.handover.stays"),
        ({"goes": []}, "handover.handover.goes"),
    ],
)
def test_a_slip_in_the_rules_is_named(change: dict[str, Any], entry: str) -> None:
    data = load("rules", "handover.json")
    data["handover"] = data["handover"] | change
    with pytest.raises(BadHandoverRulesError) as caught:
        collection.parse_handover(data)
    assert caught.value.facts["entry"] == entry
