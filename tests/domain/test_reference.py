"""Lists of accounts and units: read strictly, each thing once."""

from __future__ import annotations

from typing import Any

import pytest

from desk.domain.reference import (
    Account,
    BadStaffListError,
    BadUnitsError,
    UnitName,
    parse_staff,
    parse_units,
)

UID = "0192f000-0000-7000-8000-000000000001"
PERSON = {
    "uid": UID, "login": "hung", "name": "Trần Thử Hùng", "role": "clerk", "unit": "H26.1.1",
    "number": "07",
}  # fmt: skip  # one person, two lines


def staff(*people: Any, **facts: Any) -> dict[str, Any]:
    return {"version": "1", "staff": list(people), **facts}


def test_accounts() -> None:
    assert parse_staff(staff(PERSON)) == (Account(**PERSON),)
    plain = {key: value for key, value in PERSON.items() if key != "number"}
    assert parse_staff(staff(plain))[0].number == ""
    assert parse_staff(staff()) == ()


@pytest.mark.parametrize(
    ("data", "entry"),
    [
        ([], "staff"),
        ({"staff": []}, "staff.version"),
        (staff(more=1), "staff"),
        (staff("x"), "staff.staff[1]"),
        (staff({**PERSON, "uid": "1"}), "staff.staff[1].uid"),
        (staff({**PERSON, "login": "Hùng"}), "staff.staff[1].login"),
        (staff({**PERSON, "role": "king"}), "staff.staff[1].role"),
        (staff({**PERSON, "number": "00"}), "staff.staff[1].number"),
        (staff({**PERSON, "unit": "?"}), "staff.staff[1].unit"),
        (staff({**PERSON, "name": " "}), "staff.staff[1].name"),
        (staff({**PERSON, "pin": "1234"}), "staff.staff[1]"),
        (staff(PERSON, PERSON), "uid"),
        (staff(PERSON, {**PERSON, "uid": UID[:-1] + "2"}), "login"),
    ],
)
def test_accounts_that_cannot_be_used(data: Any, entry: str) -> None:
    with pytest.raises(BadStaffListError) as error:
        parse_staff(data)
    assert error.value.facts["entry"] in (entry, f"{entry}.more", f"{entry}.pin")


def test_units() -> None:
    one = {"code": "H26.1.1", "name": "Phường Thử"}
    assert parse_units({"version": "1", "units": [one]}) == (UnitName(**one),)
    for bad in ([one, one], [{"code": "H26.1.1"}], [{**one, "x": 1}], [{**one, "code": "–"}]):
        with pytest.raises(BadUnitsError):
            parse_units({"version": "1", "units": bad})
