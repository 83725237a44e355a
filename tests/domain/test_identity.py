from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desk.domain import cards, codes, identity, mrz, person
from desk.domain.errors import DeskError
from desk.domain.identity import (
    BirthDateError,
    CardFieldError,
    CardFieldsMissingError,
    CardGarbledError,
    ControlCharacterError,
    Doubt,
    FutureDateError,
    ImpossibleDateError,
    MrzCheckError,
    MrzCountryError,
    MrzShapeError,
    PersonalIdError,
    RescanError,
    ScanEmptyError,
    ScanKind,
    ScanTooLongError,
    TextMissingError,
    TextTooLongError,
    check_name,
    classify_scan,
    clean_line,
    name_warnings,
    parse_birth_date,
    parse_card_qr,
    parse_mrz,
    parse_personal_id,
    parse_sex,
)
from desk.domain.views import Warning_

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).parents[2]


def codes_of(warnings: Iterable[Warning_]) -> list[str]:
    return [warning.code for warning in warnings]


# ------------------------------------------------------------------------- identity numbers


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


# ------------------------------------------------------------------------------ birth dates


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


# ------------------------------------------------------------------------------------ names


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


# -------------------------------------------------------------------------------- card's QR

NAME = "Nguyễn Thị Thử Hoà"
ADDRESS = "Số 1, phố Thử Nghiệm, Phường Ví Dụ, Hà Nội"
CARD = f"001199000123|012345678|{NAME}|01021999|Nữ|{ADDRESS}|22122021"


def test_a_card_is_read_whole_and_silently() -> None:
    reading = parse_card_qr(CARD, today=TODAY)
    party = reading.party
    assert reading.warnings == ()
    assert (party.personal_id, party.old_id) == ("001199000123", "012345678")
    assert (party.name, party.birth_date, party.sex) == (NAME, "1999-02-01", "nữ")
    assert (party.address, party.id_issued, party.card_tail) == (ADDRESS, "2021-12-22", "")
    assert party.kind == "person"


def test_the_tail_of_newer_cards_is_kept_raw() -> None:
    tail = "| Nguyễn Văn Mẫu |Trần Thị Mẫu|"
    reading = parse_card_qr(f"{CARD}|{tail}\r\n", today=TODAY)
    assert reading.party.card_tail == tail
    assert reading.warnings == ()


def changed(place: int, value: str) -> str:
    fields = CARD.split("|")
    fields[place] = value
    return "|".join(fields)


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        (CARD.rsplit("|", 1)[0], [Doubt.CARD_ISSUE_MISSING]),
        (changed(6, "00000000"), [Doubt.CARD_ISSUE_MISSING]),
        (changed(6, "31022021"), [Doubt.CARD_ISSUE_MISSING]),
        (changed(1, ""), []),
        (changed(1, "12345"), [Doubt.CARD_OLD_NUMBER_ODD]),
        (changed(4, "Nam"), [Doubt.SEX_DIFFERS]),
        (changed(4, "x"), [Doubt.CARD_SEX_UNKNOWN]),
        (changed(5, " "), [Doubt.CARD_ADDRESS_MISSING]),
        (changed(3, "01021998"), [Doubt.YEAR_DIFFERS]),
        (changed(2, "Hoà"), [Doubt.NAME_SINGLE]),
        (changed(0, "012345678"), [Doubt.OLD_NUMBER]),
    ],
)
def test_unlikely_cards_warn_and_never_block(text: str, warnings: list[Doubt]) -> None:
    assert codes_of(parse_card_qr(text, today=TODAY).warnings) == warnings


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("00001999", "1999"),
        ("00021999", "1999-02"),
        ("01001999", "1999"),
        ("00000000", ""),
        ("01/02/1999", "1999-02-01"),
    ],
)
def test_partial_birth_dates_stay_partial(written: str, born: str) -> None:
    reading = parse_card_qr(changed(3, written), today=TODAY)
    assert reading.party.birth_date == born
    expected = [] if len(born) == 10 else [Doubt.CARD_DATE_PARTIAL]
    assert codes_of(reading.warnings) == expected


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("001199000123|012345678|Lê An|01021999", "Giới tính, Nơi cư trú, Ngày cấp"),
        ("001199000123|", "Họ và tên, Ngày sinh, Giới tính, Nơi cư trú, Ngày cấp"),
        (changed(0, ""), "Số định danh"),
        (changed(2, "  "), "Họ và tên"),
        (changed(3, ""), "Ngày sinh"),
        ("|||||", "Số định danh, Họ và tên, Ngày sinh"),
        (
            "",
            "Số CMND cũ, Họ và tên, Ngày sinh, Giới tính, Nơi cư trú, Ngày cấp, Số định danh",
        ),
    ],
)
def test_missing_fields_are_named(text: str, fields: str) -> None:
    with pytest.raises(CardFieldsMissingError) as caught:
        parse_card_qr(text)
    assert caught.value.facts == {"fields": fields}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (changed(0, "00119900012"), "Số định danh"),
        (changed(0, "GD4010123456789"), "Số định danh"),
        (changed(3, "1999"), "Ngày sinh"),
        (changed(3, "32011999"), "Ngày sinh"),
        (changed(3, "29021999"), "Ngày sinh"),
        (changed(3, "01012030"), "Ngày sinh"),
    ],
)
def test_impossible_fields_are_refused_by_name(text: str, field: str) -> None:
    with pytest.raises(CardFieldError) as caught:
        parse_card_qr(text, today=TODAY)
    assert caught.value.facts == {"field": field}


def test_an_endless_scan_is_refused() -> None:
    with pytest.raises(ScanTooLongError):
        parse_card_qr("|" * 5000)
    with pytest.raises(TextTooLongError):
        parse_card_qr(changed(2, "A " * 200))


def as_windows(text: str, code_page: str) -> str:
    """What a program sees that reads UTF-8 as a Windows code page, holes and all."""
    return "".join(
        bytes([byte]).decode(code_page, errors="ignore") or chr(byte) for byte in text.encode()
    )


@pytest.mark.parametrize("code_page", ["cp1252", "cp1258", "latin-1"])
def test_utf8_read_as_a_code_page_is_restored_without_loss(code_page: str) -> None:
    mangled = as_windows(CARD, code_page)
    assert mangled != CARD
    reading = parse_card_qr(mangled + "\r\n", today=TODAY)
    assert reading.party == parse_card_qr(CARD).party
    assert codes_of(reading.warnings) == [Doubt.CARD_REPAIRED]


def test_a_no_break_space_at_the_very_end_is_half_a_letter() -> None:
    # "à" is C3 A0, and A0 shows as a blank; six fields, so that the address comes last.
    six = "|".join([*CARD.split("|")[:5], "phố Thử Nghiệm Là Đà"])
    assert as_windows(six, "cp1252").endswith("\u00a0")
    assert parse_card_qr(as_windows(six, "cp1252")).party.address == "phố Thử Nghiệm Là Đà"


def test_twice_mangled_is_restored_too() -> None:
    twice = as_windows(as_windows(CARD, "cp1252"), "cp1252")
    assert parse_card_qr(twice).party == parse_card_qr(CARD).party


def test_decomposed_text_is_composed_with_a_notice() -> None:
    decomposed = unicodedata.normalize("NFD", CARD)
    reading = parse_card_qr(decomposed, today=TODAY)
    assert reading.party == parse_card_qr(CARD).party
    assert codes_of(reading.warnings) == [Doubt.CARD_COMPOSED]
    both = parse_card_qr(as_windows(decomposed, "cp1258"), today=TODAY)
    assert both.party == reading.party
    assert codes_of(both.warnings) == [Doubt.CARD_REPAIRED, Doubt.CARD_COMPOSED]


def test_a_byte_order_mark_is_no_part_of_the_number() -> None:
    assert parse_card_qr("\ufeff" + CARD).party == parse_card_qr(CARD).party
    assert parse_card_qr(as_windows("\ufeff" + CARD, "cp1252")).party == parse_card_qr(CARD).party


@pytest.mark.parametrize(
    "text",
    [
        changed(2, "Nguy?n Th? Hoà"),
        changed(5, "ph? Th\ufffd"),
        changed(2, "Nguyễn \x1bThị"),
        changed(2, "Nguyễn \x81Thị"),
        # The no-break spaces of "à" have become blanks: the bytes are lost.
        as_windows(CARD, "cp1252").replace("\u00a0", " "),
        # Only the name was mangled, the address not: no single reading gives it back.
        changed(2, as_windows(NAME, "cp1252")),
        as_windows(CARD, "cp1252")[:-20] + "ễ",
        unicodedata.normalize("NFC", as_windows(unicodedata.normalize("NFD", CARD), "cp1258")),
    ],
)
def test_lost_letters_are_refused(text: str) -> None:
    with pytest.raises(CardGarbledError):
        parse_card_qr(text)


@pytest.mark.parametrize(
    "address",
    [
        "XÃ THỬ NGHIỆM",
        "Khu “ĐÁ” – Ngõ \u2018Ã\u2019",
        "Xã Đá, ÁO DÀI, ÂN, ÊM, ÔNG",
        "Khu tập thể A°",
        "ĂN – Æ",
        "123",
    ],
)
def test_right_text_is_never_taken_for_wrong(address: str) -> None:
    reading = parse_card_qr(changed(5, address), today=TODAY)
    assert reading.party.address == address
    assert reading.warnings == ()


vietnamese = st.text(
    alphabet=" ,.-/"
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ",
    max_size=60,
)


@given(vietnamese, vietnamese, st.sampled_from(["cp1252", "cp1258", "latin-1"]))
def test_any_vietnamese_text_survives_any_code_page(name: str, address: str, page: str) -> None:
    assume(name.strip())
    text = changed(2, name).replace(ADDRESS, address)
    straight = parse_card_qr(text)
    assert Doubt.CARD_REPAIRED not in codes_of(straight.warnings)
    assert parse_card_qr(as_windows(text, page)).party == straight.party


@given(st.text())
def test_whatever_is_scanned_ends_in_a_party_or_a_known_error(text: str) -> None:
    for given_text in (text, CARD + text, text + CARD):
        try:
            parse_card_qr(given_text, today=TODAY)
        except DeskError:
            continue


# -------------------------------------------------------------------------------------- MRZ


def zone(
    *,
    number: str = "001199000123",
    born: str = "990201",
    sex: str = "F",
    until: str = "390201",
    name: str = "NGUYEN<<THI<THU<HOA",
    country: str = "VNM",
    document: str = "",
) -> list[str]:
    """Write an invented card's zone by the rules of ICAO 9303."""
    first = f"ID{country}{document or number[3:]}"
    first += mrz.check_digit(first[5:14])
    first += f"{number:<<14}" + mrz.check_digit(number)
    second = born + mrz.check_digit(born) + sex + until + mrz.check_digit(until) + country
    second += "<" * 11
    second += mrz.check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    return [first, second, f"{name:<<30}"[:30]]


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


# -------------------------------------------------------------------------- telling scans apart

BARCODE = codes.barcode("00000", TODAY, 1001)


@pytest.mark.parametrize(
    ("text", "kind", "cleaned"),
    [
        (BARCODE, ScanKind.BARCODE, BARCODE),
        (f"]C1{BARCODE}\r\n", ScanKind.BARCODE, BARCODE),
        ("H26.033.15-261123-1001", ScanKind.CODE, "H26.033.15-261123-1001"),
        ("h26.033.15–261123–1001", ScanKind.CODE, "H26.033.15-261123-1001"),
        ("000.00.15.H26-210212-0090", ScanKind.CODE, "000.00.15.H26-210212-0090"),
        ("000.A0.01.H26-210212-9090", ScanKind.CODE, "000.A0.01.H26-210212-9090"),
        ("G09.20-20260609-0092637", ScanKind.CODE, "G09.20-20260609-0092637"),
        (CARD, ScanKind.CARD, CARD),
        ("001199000123|", ScanKind.CARD, "001199000123|"),
        ("".join(zone()), ScanKind.MRZ, "".join(zone())),
        ("\r\n".join(zone()).lower(), ScanKind.MRZ, "\r\n".join(zone())),
        (zone()[0], ScanKind.MRZ, zone()[0]),
        ("001199000123", ScanKind.PERSONAL_ID, "001199000123"),
        ("001 199 000 123", ScanKind.PERSONAL_ID, "001199000123"),
        ("842199000123", ScanKind.PERSONAL_ID, "842199000123"),
        ("012345678", ScanKind.OLD_ID, "012345678"),
        ("0900 000 123", ScanKind.PHONE, "0900000123"),
        ("+84 900 000 123", ScanKind.PHONE, "0900000123"),
        ("84900000123", ScanKind.PHONE, "0900000123"),
        ("024 0000 0123", ScanKind.PHONE, "02400000123"),
        ("+842400000123", ScanKind.PHONE, "02400000123"),
        ("0100000001", ScanKind.TAX_CODE, "0100000001"),
        ("0310000001", ScanKind.TAX_CODE, "0310000001"),
        ("0100000001-001", ScanKind.TAX_CODE, "0100000001-001"),
        ("1001", ScanKind.NAME, "1001"),
        ("261123-1001", ScanKind.NAME, "261123-1001"),
        ("  Đường   Thị\tThử ", ScanKind.NAME, "Đường Thị Thử"),
        ("IDVNM", ScanKind.NAME, "IDVNM"),
        (unicodedata.normalize("NFD", "Thuỷ"), ScanKind.NAME, "Thuỷ"),
    ],
)
def test_a_scan_is_told_apart(text: str, kind: ScanKind, cleaned: str) -> None:
    scan = classify_scan(text)
    assert (scan.kind, scan.text) == (kind, cleaned)


def test_a_mangled_card_reaches_its_parser_untouched() -> None:
    mangled = as_windows("|".join([*CARD.split("|")[:5], "phố Là Đà"]), "cp1252")
    scan = classify_scan(mangled)
    assert scan.kind is ScanKind.CARD
    assert parse_card_qr(scan.text).party.address == "phố Là Đà"


@pytest.mark.parametrize("text", ["", "  ", "\r\n", "]C1\r"])
def test_nothing_scanned(text: str) -> None:
    with pytest.raises(ScanEmptyError):
        classify_scan(text)


@pytest.mark.parametrize("length", [11, 13, 14, 15, 17, 18, 40])
def test_rows_of_digits_of_no_known_length_ask_for_a_rescan(length: int) -> None:
    with pytest.raises(RescanError) as caught:
        classify_scan("1" * length)
    assert caught.value.facts == {"length": length}


def test_our_barcode_misread_asks_for_a_rescan() -> None:
    wrong = BARCODE[:-1] + str((int(BARCODE[-1]) + 1) % 10)
    with pytest.raises(codes.BadCheckDigitError):
        classify_scan(wrong)
    with pytest.raises(RescanError):
        classify_scan(BARCODE[:7] + BARCODE[8:])


def test_wider_numbers_make_longer_barcodes() -> None:
    wide = codes.barcode("00000", TODAY, 100001, width=6)
    assert classify_scan(wide, width=6).kind is ScanKind.BARCODE
    with pytest.raises(RescanError):
        classify_scan(wide)


@given(st.text())
def test_any_scan_is_something_or_a_known_error(text: str) -> None:
    try:
        scan = classify_scan(text)
    except DeskError:
        return
    assert scan.text
    if scan.kind is not ScanKind.CARD:
        assert unicodedata.is_normalized("NFC", scan.text)


# ------------------------------------------------------------------------------------ words


def words(language: str) -> dict[str, dict[str, str]]:
    path = ROOT / "desk" / "messages" / language / "identity.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def errors_of_this_room() -> list[type[DeskError]]:
    found = {
        kind
        for module in (cards, codes, identity, mrz, person)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, DeskError)
    }
    ours = {kind for kind in found if kind.__module__ != "desk.domain.errors"}
    return sorted(ours, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_error_and_warning_has_its_words_and_no_other(language: str) -> None:
    expected = {kind.__name__ for kind in errors_of_this_room()} | set(Doubt)
    found = words(language)
    assert set(found) == expected
    for name, entry in found.items():
        assert set(entry) == {"title", "meaning", "next"}, name
        assert all(text == unicodedata.normalize("NFC", text) for text in entry.values())


def test_both_languages_use_the_same_facts_and_only_those_that_are_documented() -> None:
    vietnamese_words, english_words = words("vi"), words("en")
    documented = {kind.__name__: kind.__doc__ or "" for kind in errors_of_this_room()}
    for name in vietnamese_words:
        used = [
            set(re.findall(r"(?<!\{)\{(\w+)\}", " ".join(entry[name].values())))
            for entry in (vietnamese_words, english_words)
        ]
        assert used[0] == used[1], name
        facts = re.search(r"facts: ([\w, ]+)", documented.get(name, ""))
        known = set(re.findall(r"\w+", facts[1])) if facts else set()
        assert used[0] <= known, name
