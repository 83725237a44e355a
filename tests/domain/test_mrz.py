from __future__ import annotations

import pytest

from desk.domain import mrz
from desk.domain.errors import DeskError
from desk.domain.identity import (
    Doubt,
    MrzCheckError,
    MrzCountryError,
    MrzShapeError,
    TextMissingError,
    parse_mrz,
)
from tests.domain.nobodys_cards import (
    TODAY,
    codes_of,
    zone,
)


@pytest.mark.parametrize(
    ("text", "digit"),
    [
        # ICAO 9303 part 3 and part 5, worked examples.
        ("520727", "3"),
        ("AB2134<<<", "5"),
        ("D23145890", "7"),
        ("740812", "2"),
        ("120415", "9"),
        ("D231458907<<<<<<<<<<<<<<<74081221204159<<<<<<<<<<<", "6"),
        ("HA672242<658022549601086<<<<<<<<<<<<<<0", "8"),
        ("", "0"),
        ("<<<<<<", "0"),
    ],
)
def test_check_digits_of_the_standard(text: str, digit: str) -> None:
    assert mrz.check_digit(text) == digit


def test_a_zone_is_read_and_its_name_said_to_be_without_marks() -> None:
    reading = parse_mrz(zone(), today=TODAY)
    party = reading.party
    assert (party.personal_id, party.birth_date, party.sex) == (
        "001199000123",
        "1999-02-01",
        "nữ",
    )
    assert party.name == "NGUYEN THI THU HOA"
    assert codes_of(reading.warnings) == [Doubt.MRZ_UNACCENTED]


def test_a_zone_may_come_as_lines_as_text_or_in_one_run() -> None:
    lines = zone()
    expected = parse_mrz(lines)
    assert parse_mrz("\r\n".join(lines) + "\r\n") == expected
    assert parse_mrz("".join(lines)) == expected
    assert parse_mrz(" ".join(lines).lower()) == expected
    assert parse_mrz(f" {line}\n" for line in lines) == expected


@pytest.mark.parametrize(
    ("lines", "warnings"),
    [
        (zone(sex="M"), [Doubt.SEX_DIFFERS]),
        (zone(sex="<"), [Doubt.CARD_SEX_UNKNOWN]),
        (zone(until="261122"), [Doubt.CARD_EXPIRED]),
        (zone(until="261123"), []),
        (zone(until="<<<<<<"), []),
        (zone(born="9902<<"), [Doubt.CARD_DATE_PARTIAL]),
        (zone(born="980201"), [Doubt.YEAR_DIFFERS]),
        (zone(name="NGUYEN<<THI<THU<NGHIEM<THU<NGHIEM"), [Doubt.MRZ_NAME_CUT]),
        (zone(document="123456789"), [Doubt.MRZ_NUMBER_DIFFERS]),
    ],
)
def test_unlikely_zones_warn_and_never_block(lines: list[str], warnings: list[Doubt]) -> None:
    assert codes_of(parse_mrz(lines, today=TODAY).warnings) == [Doubt.MRZ_UNACCENTED, *warnings]


@pytest.mark.parametrize(
    ("number", "born", "expected"),
    [
        ("001199000123", "990201", "1999-02-01"),
        ("001199000123", "99<<<<", "1999"),
        ("001199000123", "9902<<", "1999-02"),
        ("001199000123", "<<<<<<", ""),
        ("001226000123", "261123", "2026-11-23"),
        ("001226000123", "261124", "1926-11-24"),
    ],
)
def test_the_century_of_birth_is_that_of_the_number(number: str, born: str, expected: str) -> None:
    assert parse_mrz(zone(number=number, born=born), today=TODAY).party.birth_date == expected


def test_an_empty_expiry_may_go_without_its_check_digit() -> None:
    first, second, third = zone(until="<<<<<<")
    second = second[:14] + "<" + second[15:29]
    second += mrz.check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    assert parse_mrz([first, second, third], today=TODAY).party.personal_id == "001199000123"


def test_every_misread_character_of_a_checked_line_is_noticed_or_changes_nothing() -> None:
    lines = zone()
    straight = parse_mrz(lines, today=TODAY)
    for row, line in enumerate(lines[:2]):
        for place, char in enumerate(line):
            for wrong in "0123456789<":
                misread = list(lines)
                misread[row] = line[:place] + wrong + line[place + 1 :]
                if wrong == char:
                    continue
                try:
                    reading = parse_mrz(misread, today=TODAY)
                except DeskError:
                    continue
                # Document type, sex and nationality carry no check digit; in the unused field
                # a 0 counts like a filler.
                unchecked = {(0, 0), (0, 1), (1, 7), *((1, field) for field in range(15, 29))}
                assert (row, place) in unchecked
                assert reading.party.personal_id == straight.party.personal_id
                assert reading.party.birth_date == straight.party.birth_date


@pytest.mark.parametrize(
    "lines",
    [
        [],
        zone()[:2],
        [*zone(), "X" * 30],
        [zone()[0][:-1], *zone()[1:]],
        [zone()[0].replace("<", "«"), *zone()[1:]],
        ["".join(zone())[:-1]],
    ],
)
def test_other_shapes_are_refused(lines: list[str]) -> None:
    with pytest.raises(MrzShapeError) as caught:
        parse_mrz(lines)
    assert caught.value.facts == {"lines": len(lines), "width": 30}


def test_other_countries_are_refused() -> None:
    with pytest.raises(MrzCountryError) as caught:
        parse_mrz(zone(country="D<<"))
    assert caught.value.facts == {"country": "D"}


@pytest.mark.parametrize(
    ("row", "place", "field"),
    [
        (0, 14, "Số thẻ"),
        (0, 29, "Số định danh"),
        (1, 6, "Ngày sinh"),
        (1, 14, "Có giá trị đến"),
        (1, 29, "toàn bộ mã"),
    ],
)
def test_a_wrong_check_digit_names_its_field(row: int, place: int, field: str) -> None:
    lines = zone()
    wrong = str((int(lines[row][place]) + 1) % 10)
    lines[row] = lines[row][:place] + wrong + lines[row][place + 1 :]
    with pytest.raises(MrzCheckError) as caught:
        parse_mrz(lines)
    assert caught.value.facts == {"field": field}


def test_a_zone_without_the_twelve_digits_is_refused() -> None:
    with pytest.raises(MrzCheckError) as caught:
        parse_mrz(zone(number="001199000", document="199000000"))
    assert caught.value.facts == {"field": "Số định danh"}


@pytest.mark.parametrize("born", ["990230", "991301", "990001", "99<201", "9<0201"])
def test_an_impossible_birth_date_in_a_zone_is_a_misreading(born: str) -> None:
    with pytest.raises(MrzCheckError) as caught:
        parse_mrz(zone(born=born), today=TODAY)
    assert caught.value.facts == {"field": "Ngày sinh"}


def test_a_zone_from_the_far_future_is_a_misreading() -> None:
    with pytest.raises(MrzCheckError):
        parse_mrz(zone(number="001999000123"), today=TODAY)


def test_a_zone_without_a_name_is_refused() -> None:
    with pytest.raises(TextMissingError):
        parse_mrz(zone(name=""))
