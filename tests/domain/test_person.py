from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import person
from desk.domain.identity import (
    BirthDateError,
    ControlCharacterError,
    Doubt,
    FutureDateError,
    ImpossibleDateError,
    PersonalIdError,
    TextMissingError,
    TextTooLongError,
    check_name,
    clean_line,
    name_warnings,
    parse_birth_date,
    parse_personal_id,
    parse_sex,
    phone_warnings,
)
from tests.domain.nobodys_cards import (
    TODAY,
    codes_of,
)


def test_a_personal_number_is_taken_apart() -> None:
    read = parse_personal_id("001199000123", sex="Nữ", birth_date="1999-02-01", today=TODAY)
    assert read.number == "001199000123"
    assert (read.province, read.province_name, read.is_foreign) == ("001", "Hà Nội", False)
    assert (read.sex, read.birth_year, read.is_old) == ("nữ", 1999, False)
    assert read.warnings == ()


@pytest.mark.parametrize(
    ("digit", "sex", "year"),
    [(0, "nam", 1905), (1, "nữ", 1905), (2, "nam", 2005), (3, "nữ", 2005), (9, "nữ", 2305)],
)
def test_the_fourth_digit_says_century_and_sex(digit: int, sex: str, year: int) -> None:
    read = parse_personal_id(f"001{digit}05000123")
    assert (read.sex, read.birth_year) == (sex, year)


@pytest.mark.parametrize(
    ("number", "sex", "born", "warnings"),
    [
        ("001199000123", "nam", "1999", [Doubt.SEX_DIFFERS]),
        ("001199000123", "nữ", "1989-01", [Doubt.YEAR_DIFFERS]),
        ("003199000123", "", "", [Doubt.PROVINCE_UNKNOWN]),
        ("000199000123", "", "", [Doubt.PROVINCE_UNKNOWN]),
        ("097199000123", "", "", [Doubt.PROVINCE_UNKNOWN]),
        ("101199000123", "", "", []),
        ("001327000123", "", "", [Doubt.YEAR_AHEAD]),
        ("001326000123", "", "", []),
        ("001199000123", "khác", "", []),
        (
            "003427000123",
            "nữ",
            "1999",
            [Doubt.PROVINCE_UNKNOWN, Doubt.SEX_DIFFERS, Doubt.YEAR_DIFFERS, Doubt.YEAR_AHEAD],
        ),
    ],
)
def test_unlikely_numbers_warn_and_never_block(
    number: str, sex: str, born: str, warnings: list[Doubt]
) -> None:
    read = parse_personal_id(number, sex=sex, birth_date=born, today=TODAY)
    assert codes_of(read.warnings) == warnings
    assert all(warning.facts == (("field", "personal_id"),) for warning in read.warnings)


def test_a_foreign_birth_has_a_country_instead_of_a_province() -> None:
    read = parse_personal_id("120199000123")
    assert read.is_foreign
    assert read.province_name == ""


def test_there_are_63_provinces_within_001_to_096() -> None:
    assert len(person.PROVINCES) == 63
    assert all("001" <= code <= "096" for code in person.PROVINCES)


def test_an_old_number_keeps_its_zeros_and_warns() -> None:
    read = parse_personal_id(" 012 345 678 ", sex="nam", birth_date="1999", today=TODAY)
    assert (read.number, read.is_old, read.birth_year) == ("012345678", True, None)
    assert codes_of(read.warnings) == [Doubt.OLD_NUMBER]


def test_blanks_and_stops_within_a_number_are_nothing() -> None:
    assert parse_personal_id("001.199.000 123").number == "001199000123"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "00119900012",
        "0011990001234",
        "0012345678",
        "00119900012O",
        "-01199000123",
        "٠٠١١٩٩٠٠٠١٢٣",
        "\uff10\uff10\uff11\uff11\uff19\uff19\uff10\uff10\uff10\uff11\uff12\uff13",
        "²²²²²²²²²",
        "001199000123|",
    ],
)
def test_a_malformed_number_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(PersonalIdError) as caught:
        parse_personal_id(text)
    assert caught.value.facts == {"length": len(text)}


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Nam", "nam"),
        (" NAM ", "nam"),
        ("Nữ", "nữ"),
        (unicodedata.normalize("NFD", "NỮ"), "nữ"),
        ("nu", "nữ"),
        ("F", "nữ"),
        ("male", "nam"),
        ("khác", ""),
        ("", ""),
    ],
)
def test_sex(text: str, sex: str) -> None:
    assert parse_sex(text) == sex


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("1999", "1999"),
        ("1999-01", "1999-01"),
        ("1999-01-31", "1999-01-31"),
        ("31/01/1999", "1999-01-31"),
        ("1/2/1999", "1999-02-01"),
        ("31.01.1999", "1999-01-31"),
        ("31-01-1999", "1999-01-31"),
        ("01/1999", "1999-01"),
        (" 2000-02-29 ", "2000-02-29"),
        ("2026-11-23", "2026-11-23"),
        ("2026-11", "2026-11"),
        ("2026", "2026"),
        ("1800", "1800"),
    ],
)
def test_a_birth_date_keeps_its_precision(text: str, born: str) -> None:
    assert parse_birth_date(text, today=TODAY) == born


@pytest.mark.parametrize(
    "text",
    ["", "99", "199", "19999", "1999-1", "1999-01-1", "31/01/99", "1999/01/31", "hôm nay", "١٩٩٩"],
)
def test_an_unreadable_birth_date_is_refused(text: str) -> None:
    with pytest.raises(BirthDateError):
        parse_birth_date(text)


@pytest.mark.parametrize(
    "text",
    ["1999-02-29", "1900-02-29", "31/04/1999", "1999-13", "1999-00", "00/01/1999", "0000", "1799"],
)
def test_an_impossible_birth_date_is_refused(text: str) -> None:
    with pytest.raises(ImpossibleDateError):
        parse_birth_date(text)


@pytest.mark.parametrize("text", ["2026-11-24", "2026-12", "2027", "24/11/2026"])
def test_a_future_birth_date_is_refused_once_today_is_known(text: str) -> None:
    assert parse_birth_date(text)
    with pytest.raises(FutureDateError):
        parse_birth_date(text, today=TODAY)


@given(st.dates(min_value=date(1800, 1, 1)), st.sampled_from([4, 7, 10]))
def test_what_was_read_reads_the_same_again(day: date, precision: int) -> None:
    text = day.isoformat()[:precision]
    assert parse_birth_date(text) == text


def test_a_name_is_tidied_to_one_nfc_line() -> None:
    written = unicodedata.normalize("NFD", "\n Nguyễn\u00a0 Thị \u200bHoà\u200e ")
    assert check_name(written) == "Nguyễn Thị Hoà"


def test_a_name_has_at_most_250_characters_after_nfc() -> None:
    longest = "Ễ" * 250
    assert check_name(unicodedata.normalize("NFD", longest)) == longest
    with pytest.raises(TextTooLongError) as caught:
        check_name(longest + "A")
    assert caught.value.facts == {"field": "họ và tên", "length": 251, "limit": 250}


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\t\n"])
def test_an_empty_name_is_refused(name: str) -> None:
    with pytest.raises(TextMissingError):
        check_name(name)


@pytest.mark.parametrize(
    "name", ["Lê\x00An", "Lê\tAn", "Lê\nAn", "Lê\x1b[31mAn", "Lê\x85An", "Lê \ud800", "L\ufffd An"]
)
def test_control_characters_and_lost_letters_are_refused(name: str) -> None:
    with pytest.raises(ControlCharacterError) as caught:
        check_name(name)
    assert caught.value.facts == {"field": "họ và tên"}


def test_text_may_be_empty_and_cannot_be_turned_around_on_screen() -> None:
    assert clean_line("  ", field="địa chỉ") == ""
    assert clean_line("phố \u202eThử\u202c", field="địa chỉ") == "phố Thử"


@given(st.text(max_size=300))
def test_a_tidied_line_is_settled(text: str) -> None:
    try:
        line = clean_line(text, field="x", limit=300)
    except ControlCharacterError:
        return
    assert clean_line(line, field="x", limit=300) == line
    assert unicodedata.is_normalized("NFC", line)
    line.encode()


def test_odd_names_warn() -> None:
    assert name_warnings("Lê An") == ()
    assert codes_of(name_warnings("An")) == [Doubt.NAME_SINGLE]
    assert codes_of(name_warnings("Lê An 2")) == [Doubt.NAME_DIGITS]
    assert codes_of(name_warnings("lê an")) == [Doubt.NAME_UNCAPITALISED]
    assert codes_of(name_warnings("đỗ")) == [Doubt.NAME_SINGLE, Doubt.NAME_UNCAPITALISED]
    assert name_warnings("đỖ an") == ()


@pytest.mark.parametrize(
    "phone",
    ["", "0900000000", "0900 000 000", "024.0000.0000", "02400000000", "+84 900 000 000"],
)
def test_a_phone_that_can_be_called_is_not_worth_a_word(phone: str) -> None:
    assert phone_warnings(phone) == ()


@pytest.mark.parametrize(
    "phone",
    ["9", "090000000", "09000000000", "0000000000", "84900000000", "+85590000000", "không có"],
)
def test_a_phone_that_nobody_could_call_is_a_warning(phone: str) -> None:
    assert codes_of(phone_warnings(phone)) == [Doubt.PHONE_ODD]
