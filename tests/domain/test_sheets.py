"""Numbered sheets: read off, used once, accounted for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from desk.domain import sheets
from desk.domain.records import VN
from desk.domain.sheets import (
    GIVEN,
    RECEIVED,
    SPOILT,
    BadSheetNumberError,
    BadSheetRangeError,
    Lot,
    SheetElsewhereError,
    SheetsOverlapError,
    SheetTakenError,
    SheetUnknownError,
    Use,
)

AT = datetime(2026, 11, 2, 9, tzinfo=VN)
CAME = Lot(way=RECEIVED, series="TL", first=1, last=100, at=AT, digits=6)


def use(number: int, at: datetime = AT, **facts: Any) -> Use:
    return Use(series="TL", number=number, at=at, **facts)


@pytest.mark.parametrize(
    ("text", "series", "number", "digits"),
    [
        ("TL 000123", "TL", 123, 6),
        ("tl000123", "TL", 123, 6),
        ("TLKS-26 7", "TLKS-26", 7, 1),
        ("Đ.12", "Đ", 12, 2),
        (" 00042 ", "", 42, 5),
    ],
)
def test_a_number_is_read_as_typed_or_scanned(
    text: str, series: str, number: int, digits: int
) -> None:
    found = sheets.read(text)
    assert (found.series, found.number, found.digits) == (series, number, digits)
    assert found.text == f"{series} {number:0{digits}d}".strip()


@pytest.mark.parametrize(
    "text", ["", "TL", "TL 0", "TL 12 x", "ABCDEFGHIJKLMNOPQRSTUVW 1", "1" * 20]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadSheetNumberError):
        sheets.read(text)


def test_a_run_has_one_series_and_goes_upwards() -> None:
    first, last = sheets.read_range("TL 000101", "000200")
    assert (first.number, last.number) == (101, 200)
    for other in ("TL 000100", "KH 000200", "TL 999999"):
        with pytest.raises(BadSheetRangeError):
            sheets.read_range("TL 000101", other)


def test_a_sheet_is_used_once_and_the_error_names_where() -> None:
    number = sheets.read("TL 000005")
    sheets.claim(number, 1, [CAME], [])
    with pytest.raises(SheetTakenError) as caught:
        sheets.claim(number, 1, [CAME], [use(4), use(5, code="H26-1", where="Quầy 2")])
    assert caught.value.facts == {
        "sheet": "TL 000005",
        "code": "H26-1",
        "where": "Quầy 2",
        "at": "02/11/2026 09:00",
    }
    spoilt = replace(CAME, way=SPOILT, first=5, last=6, note="ướt")
    with pytest.raises(SheetTakenError):
        sheets.claim(number, 1, [CAME, spoilt], [])


def test_a_sheet_that_never_came_or_went_elsewhere_is_refused() -> None:
    with pytest.raises(SheetUnknownError):
        sheets.claim(sheets.read("TL 000101"), 1, [CAME], [])
    sheets.claim(sheets.read("KH 000101"), 1, [CAME], [])  # of a series that nobody told of
    part = replace(CAME, way=GIVEN, first=51, last=100, slot=2)
    sheets.claim(sheets.read("TL 000051"), 2, [CAME, part], [])
    sheets.claim(sheets.read("TL 000050"), 1, [CAME, part], [])
    with pytest.raises(SheetElsewhereError) as caught:
        sheets.claim(sheets.read("TL 000051"), 1, [CAME, part], [])
    assert caught.value.facts["slot"] == 2


def test_runs_that_cannot_be_are_refused() -> None:
    with pytest.raises(SheetsOverlapError) as caught:
        sheets.check_lot(replace(CAME, first=100, last=120), [CAME], [])
    assert (caught.value.facts["first"], caught.value.facts["last"]) == (100, 100)
    sheets.check_lot(replace(CAME, first=101, last=120), [CAME], [])
    sheets.check_lot(replace(CAME, series="KH"), [CAME], [])
    part = replace(CAME, way=GIVEN, first=90, last=100, slot=2)
    sheets.check_lot(part, [CAME], [])
    with pytest.raises(SheetUnknownError):
        sheets.check_lot(replace(part, last=101), [CAME], [])
    spoilt = replace(CAME, way=SPOILT, first=7, last=8)
    sheets.check_lot(spoilt, [CAME], [use(6)])
    with pytest.raises(SheetTakenError):
        sheets.check_lot(spoilt, [CAME], [use(6), use(8)])


def test_every_sheet_is_accounted_for() -> None:
    later = AT + timedelta(days=30)
    lots = [
        replace(CAME, last=10),
        replace(CAME, first=11, last=20, at=later),
        replace(CAME, way=GIVEN, first=6, last=10, slot=2),
        replace(CAME, way=SPOILT, first=12, last=13, at=later, note="ướt", by="An"),
        replace(CAME, first=90, last=99, at=AT + timedelta(days=99)),
    ]
    uses = [
        use(1),
        use(3),
        use(3, later, spoilt="kẹt giấy"),
        use(8, later),
        use(8, later),
        use(50, later),
    ]
    november = sheets.account(lots, uses, date(2026, 11, 1), date(2026, 11, 30))
    (row,) = november.rows
    assert (row.before, row.received, row.used, row.spoilt, row.left) == (0, 10, 2, 0, 8)
    assert (row.missing, row.stray, row.twice) == ((2,), (), ())
    december = sheets.account(lots, uses, date(2026, 12, 1), date(2026, 12, 31))
    (row,) = december.rows
    # 8 were left; 10 came; 8 and 50 were used, 3, 12 and 13 spoilt.
    assert (row.before, row.received, row.used, row.spoilt) == (9, 10, 2, 3)
    assert row.left == 20 - len({1, 3, 8, 12, 13})
    assert row.missing == (6, 7, 2)  # 12 and 13 were spoilt where they lay
    assert (row.stray, row.twice, row.stocked) == ((50,), (8,), True)
    assert row.named(row.missing) == "000002, 000006–000007"
    assert [each.number for each in december.uses] == [3, 8, 8, 50, 12, 13]
    assert december.uses[-1].text == "TL 000013"
    assert [each.first for each in december.lots] == [11]  # what was spoilt is among the sheets


def test_a_spoilt_sheet_is_told_once_and_says_nothing_of_those_before_it() -> None:
    days = date(2026, 11, 1), date(2026, 11, 30)
    uses = [use(1), use(2), use(2, spoilt="kẹt giấy"), use(4, spoilt="rách")]
    blank = replace(CAME, way=SPOILT, first=7, last=7, note="ướt")
    told = sheets.account([CAME, blank], uses, *days)
    assert [(each.number, each.spoilt) for each in told.uses] == [
        (1, ""),
        (2, "kẹt giấy"),
        (4, "rách"),
        (7, "ướt"),
    ]
    (row,) = told.rows
    assert (row.used, row.spoilt, row.left, row.missing) == (1, 3, 96, (3,))
    assert numbers(1, *uses, lots=(CAME, blank), count=3) == [5, 6, 8]
    assert sheets.account([CAME, blank], [*uses, use(8)], *days).rows[0].missing == (3, 5, 6)


def test_a_series_that_nobody_told_of_has_no_strays() -> None:
    (row,) = sheets.account([], [use(5)], date(2026, 11, 1), date(2026, 11, 30)).rows
    assert (row.used, row.left, row.stray, row.missing) == (1, 0, (), ())
    assert not row.stocked  # and nobody may say that its numbers are in order
    assert row.named(()) == ""


# -- which comes next ---------------------------------------------------------------------------


def given(first: int, last: int, slot: int) -> Lot:
    return replace(CAME, way=GIVEN, first=first, last=last, slot=slot)


def numbers(slot: int, *uses: Use, lots: tuple[Lot, ...], count: int = 3) -> list[int]:
    return [each.number for each in sheets.coming(slot, lots, uses, count)]


def test_a_counter_goes_on_where_its_own_pile_was_left() -> None:
    lots = (CAME, given(11, 13, 1), given(21, 40, 2))
    assert numbers(1, lots=lots) == [11, 12, 13]
    assert numbers(1, use(11), lots=lots) == [12, 13, 1]  # then what is nobody's
    assert numbers(1, use(12), use(13), lots=lots) == [1, 2, 3]
    assert numbers(2, use(24), lots=lots) == [25, 26, 27]
    assert sheets.coming(1, lots, ())[0].text == "TL 000011"


def test_passed_over_and_spoilt_sheets_come_last_and_never() -> None:
    lots = (replace(CAME, last=5), replace(CAME, way=SPOILT, first=2, last=2, note="ướt"))
    assert numbers(1, use(4), lots=lots, count=9) == [5, 1, 3]
    assert numbers(1, lots=()) == []
    assert numbers(1, use(8, AT + timedelta(days=1)), use(30), lots=(), count=2) == [9, 10]
    elsewhere = (replace(CAME, last=3), given(1, 3, 2))
    assert numbers(1, use(2), lots=elsewhere) == []


def test_copies_lie_on_each_other() -> None:
    first = sheets.read("TL 000009")
    assert [each.text for each in sheets.following(first, 2)] == ["TL 000009", "TL 000010"]
    for many in (0, sheets.MOST_COPIES + 1):
        with pytest.raises(BadSheetRangeError):
            sheets.following(first, many)
