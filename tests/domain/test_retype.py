"""What is typed again into another program: in its order, one line each, nothing empty."""

from __future__ import annotations

from typing import Any

import pytest

from desk.domain import retype
from desk.domain.records import Answer, Dossier, Party, Status
from desk.domain.retype import BadRetypeRulesError, Piece, Target
from tests.domain.rule_files import at, load

CHILD = Party(name="Bé Thử", birth_date="2026-11-02", sex="nữ", address="Số 1\n ngõ  Thử")
MOTHER = Party(name="Mẹ Thử", personal_id="099190000001", birth_date="1999", sex="khác")


def dossier(**facts: Any) -> Dossier:
    base: dict[str, Any] = {
        "uid": "d-1",
        "unit": "H26.033.15",
        "code": "H26.033.15-261123-1001",
        "barcode": "0099926112310015",
        "status": Status.RECEIVED,
        "procedure": "1.001193",
        "procedure_name": "Đăng ký khai sinh",
        "submitter": MOTHER,
        "owner": CHILD,
        "received_at": at("2026-11-23 08:30"),
        "answers": (
            Answer(key="mother", label="Họ tên mẹ", value="Mẹ  Thử"),
            Answer(key="father", label="Họ tên cha", value=""),
        ),
    }
    return Dossier(**base | facts)


def target(*fields: str, **facts: Any) -> Target:
    return Target(id="t", name="T", fields=fields, **facts)


def test_fields_come_in_the_targets_order_and_none_is_empty() -> None:
    wanted = target(
        "subject.birth_date",
        "subject.sex",
        "subject.address",
        "subject.personal_id",
        "submitter.birth_date",
        "submitter.sex",
        "answers",
        "received_day",
        "due_day",
        "fee",
        "code",
    )
    assert retype.pieces(dossier(), wanted) == (
        Piece(key="subject.birth_date", value="02/11/2026"),
        Piece(key="subject.sex", value="Nữ"),
        Piece(key="subject.address", value="Số 1 ngõ Thử"),
        Piece(key="submitter.birth_date", value="1999"),
        Piece(key="submitter.sex", value="khác"),
        Piece(key="mother", value="Mẹ Thử", label="Họ tên mẹ"),
        Piece(key="received_day", value="23/11/2026"),
        Piece(key="code", value="H26.033.15-261123-1001"),
    )


def test_a_fee_of_nothing_is_typed_too() -> None:
    assert retype.pieces(dossier(fee=0), target("fee")) == (Piece(key="fee", value="0"),)


def test_what_is_not_known_of_a_person_is_left_out() -> None:
    nobody = dossier(owner=None, submitter=Party(name="Lâm"))
    assert retype.pieces(nobody, target("subject.birth_date", "subject.sex")) == ()


def test_particular_targets_come_before_the_one_for_everything() -> None:
    general, area = target("code"), target("code", areas=("Hộ tịch",))
    one = target("code", procedures=("1.001193",))
    found = retype.fitting((general, area, one), "1.001193", "Hộ tịch")
    assert found == (area, one, general)
    assert retype.fitting((general, area), "2.1", "Đất đai") == (general,)


def test_the_shipped_targets_can_be_read_and_one_takes_everything() -> None:
    shipped = retype.parse_retype(load("rules", "retype.json"))
    assert {"ho-tich", "chung"} <= {each.id for each in shipped}
    assert retype.fitting(shipped, "9.999999", "Không đâu")


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("0099926112310015", True),
        ("099190000001", True),
        ("099190012345|011|Lâm|08031990", True),
        ("KS-2026-000123", False),
        ("0000123", False),
    ],
)
def test_a_scan_of_our_own_is_no_other_programs_code(code: str, ours: bool) -> None:
    assert retype.is_ours(code) is ours


@pytest.mark.parametrize(
    ("change", "entry"),
    [
        ({"fields": ["code", "subject.shoe"]}, "retype.targets[1].fields"),
        ({"fields": []}, "retype.targets[1].fields"),
        ({"name": ""}, "retype.targets[1].name"),
        ({"columns": []}, "retype.targets[1].columns"),
    ],
)
def test_a_slip_in_the_targets_is_named(change: dict[str, Any], entry: str) -> None:
    data = load("rules", "retype.json")
    data["targets"][0] = data["targets"][0] | change
    with pytest.raises(BadRetypeRulesError) as caught:
        retype.parse_retype(data)
    assert caught.value.facts["entry"] == entry
