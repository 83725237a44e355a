from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import cards, codes, identity, mrz, person
from desk.domain.errors import DeskError
from desk.domain.identity import (
    Doubt,
    RescanError,
    ScanEmptyError,
    ScanKind,
    classify_scan,
    parse_card_qr,
)
from tests.domain.nobodys_cards import (
    CARD,
    TODAY,
    as_windows,
    zone,
)

ROOT = Path(__file__).parents[2]

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
