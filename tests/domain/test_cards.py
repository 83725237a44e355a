from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desk.domain.errors import DeskError
from desk.domain.identity import (
    CardFieldError,
    CardFieldsMissingError,
    CardGarbledError,
    Doubt,
    ScanTooLongError,
    TextTooLongError,
    parse_card_qr,
)
from tests.domain.nobodys_cards import (
    ADDRESS,
    CARD,
    NAME,
    TODAY,
    as_windows,
    changed,
    codes_of,
)


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
