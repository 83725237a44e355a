from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.codes import (
    CENTRAL_PATTERN,
    CITY,
    PATTERN,
    SLOTS,
    BadCheckDigitError,
    Code,
    CodeFormatError,
    CommuneCodeError,
    NumberRangeError,
    PatternError,
    RescanError,
    SlotError,
    SlotUsedUpError,
    UnitCodeError,
    barcode,
    block,
    check_barcode,
    check_commune,
    check_digit,
    check_slot,
    check_unit,
    next_number,
    official_code,
    parse_code,
    slot_of,
    tidy_code,
)
from desk.domain.errors import InputError, RuleError

DAY = date(2026, 11, 23)

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
units = st.lists(
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=4), min_size=1, max_size=5
).map(".".join)
digits = st.text("0123456789", min_size=1, max_size=40)

# ---------------------------------------------------------------------------- official codes


def test_the_code_of_today() -> None:
    assert official_code("H26.033.15", DAY, 1001) == "H26.033.15-261123-1001"
    assert official_code("H26.033.15", DAY, 1) == "H26.033.15-261123-0001"


def test_the_order_of_2018_is_another_unit_code() -> None:
    assert official_code("000.00.15.H26", date(2021, 2, 12), 90) == "000.00.15.H26-210212-0090"
    assert parse_code("000.00.15.H26-210212-0090").unit == "000.00.15.H26"


def test_other_systems_number_by_other_patterns() -> None:
    day = date(2026, 6, 9)
    assert official_code("G09.20", day, 92637, CENTRAL_PATTERN) == "G09.20-20260609-0092637"
    assert parse_code("G09.20-20260609-0092637", CENTRAL_PATTERN) == Code(
        unit="G09.20", day=day, number=92637
    )
    nationwide = "{unit}-{yymmdd}-26{number:04d}"  # TT 04/2025: AA before XXXX
    assert official_code("H26.033.15", DAY, 7, nationwide) == "H26.033.15-261123-260007"
    assert parse_code("H26.033.15-261123-260007", nationwide).number == 7


def test_an_ordinal_may_outgrow_its_four_digits() -> None:
    assert official_code("H26.033.15", DAY, 12345) == "H26.033.15-261123-12345"
    assert parse_code("H26.033.15-261123-12345").number == 12345


def test_hands_and_word_processors_are_forgiven() -> None:
    assert tidy_code(" h26.033.15 – 261123—1001\n") == "H26.033.15-261123-1001"
    assert parse_code("h26.033.15–261123\u20111001") == Code(
        unit="H26.033.15", day=DAY, number=1001
    )


@given(units.filter(lambda unit: len(unit) <= 35), days, st.integers(1, 99_999_999))
def test_codes_read_back_as_they_were_written(unit: str, day: date, number: int) -> None:
    for pattern in (PATTERN, CENTRAL_PATTERN, "{number:03d}/{yyyymmdd}/{unit}"):
        code = official_code(unit, day, number, pattern)
        assert parse_code(code, pattern) == Code(unit=unit, day=day, number=number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H26.033.15",
        "H26.033.15-261123",
        "H26.033.15-261123-101",
        "H26.033.15-261123-00101",
        "H26.033.15-261123-0000",
        "H26.033.15-261323-1001",
        "H26.033.15-260229-1001",
        "H26.033.15-20261123-1001",
        "H26..15-261123-1001",
        ".H26-261123-1001",
        "H26.033.15-261123-1001-1",
        "H26_033-261123-1001",
        "H26.033.15-261123-\u0661\u0660\u0660\u0661",
        "A" * 36 + "-261123-1001",
        "H26.033.15-261123-" + "1" * 30,
    ],
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(CodeFormatError):
        parse_code(text)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "{unit}-{yymmdd}",
        "{unit}-{number:04d}",
        "{yymmdd}-{number:04d}",
        "{unit}-{yymmdd}-{number}",
        "{unit}-{yymmdd}-{number:4d}",
        "{unit}-{yymmdd}-{number:00d}",
        "{unit}-{yymmdd}-{number:099d}",
        "{unit}-{yymmdd}-{number:>04d}",
        "{unit:>40}-{yymmdd}-{number:04d}",
        "{unit}-{yymmdd:s}-{number:04d}",
        "{unit!r}-{yymmdd}-{number:04d}",
        "{unit.__class__}-{yymmdd}-{number:04d}",
        "{unit[0]}-{yymmdd}-{number:04d}",
        "{0}-{yymmdd}-{number:04d}",
        "{}-{yymmdd}-{number:04d}",
        "{unit}-{yymmdd}-{yyyymmdd}-{number:04d}",
        "{unit}-{unit}-{yymmdd}-{number:04d}",
        "{unit}{yymmdd}-{number:04d}",
        "{yymmdd}-{number:04d}.{unit}",
        "{unit",
        "}",
    ],
)
def test_unusable_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError) as caught:
        official_code("H26", DAY, 1, pattern)
    assert caught.value.facts == {"pattern": pattern}
    with pytest.raises(PatternError):
        parse_code("H26-261123-0001", pattern)


def test_braces_may_stand_in_a_pattern_as_text() -> None:
    pattern = "{{{unit}}}-{yymmdd}-{number:04d}"
    assert official_code("H26", DAY, 1, pattern) == "{H26}-261123-0001"
    assert parse_code("{H26}-261123-0001", pattern).unit == "H26"


@pytest.mark.parametrize("number", [0, -1])
def test_ordinals_begin_at_one(number: int) -> None:
    with pytest.raises(NumberRangeError):
        official_code("H26", DAY, number)


@pytest.mark.parametrize("unit", ["", "h26", "H26-1", "H26.", ".H26", "H 26", "Đ26", "A" * 36])
def test_a_unit_code_is_of_capitals_digits_and_stops(unit: str) -> None:
    with pytest.raises(UnitCodeError):
        official_code(unit, DAY, 1)
    with pytest.raises(UnitCodeError):
        check_unit(unit)


# ------------------------------------------------------------------------------ check digits


@pytest.mark.parametrize(
    ("row", "digit"),
    [
        # Published vectors: ISO/IEC 7064:2003 itself, python-stdnum's, and the specimens of
        # numbers that use the same system (German VAT and tax numbers, Croatian OIB).
        ("0794", "5"),
        ("79462", "3"),
        ("00200667308", "5"),
        ("13669597", "6"),
        ("3657426180", "9"),
        ("8609574271", "9"),
        ("3339200596", "1"),
    ],
)
def test_check_digits_of_the_standard(row: str, digit: str) -> None:
    assert check_digit(row) == digit


def plain_check(row: str) -> str:
    """ISO/IEC 7064 §9 said another way: the digit that makes the whole row come to 1."""

    def total(whole: str) -> int:
        product = 10
        for place, digit in enumerate(whole):
            summed = (product + int(digit)) % 10 or 10
            if place == len(whole) - 1:
                return summed
            product = summed * 2 % 11
        return product

    return next(str(digit) for digit in range(10) if total(row + str(digit)) == 1)


@given(digits)
def test_the_check_digit_is_the_one_that_makes_the_row_come_to_one(row: str) -> None:
    assert check_digit(row) == plain_check(row)


@given(digits, st.data())
def test_every_single_wrong_digit_is_found(row: str, data: st.DataObject) -> None:
    whole = row + check_digit(row)
    place = data.draw(st.integers(0, len(whole) - 1))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != whole[place]]))
    misread = whole[:place] + wrong + whole[place + 1 :]
    assert check_digit(misread[:-1]) != misread[-1]


def test_every_single_wrong_digit_of_real_barcodes_is_found() -> None:
    for number in (1, 999, 1001, 4321, 8999, 9301):
        whole = barcode("00000", DAY, number)
        for place in range(len(whole)):
            for wrong in "0123456789":
                misread = whole[:place] + wrong + whole[place + 1 :]
                if misread == whole:
                    assert check_barcode(misread) == whole
                else:
                    with pytest.raises(BadCheckDigitError):
                        check_barcode(misread)


def test_all_but_one_in_45_swapped_neighbours_are_found() -> None:
    def step(product: int, digit: int) -> int:
        return ((product + digit) % 10 or 10) * 2 % 11

    missed = [
        (product, one, other)
        for product in range(1, 11)
        for one in range(10)
        for other in range(one)
        if step(step(product, one), other) == step(step(product, other), one)
    ]
    assert len(missed) == 10
    assert 10 * 45 / len(missed) == 45


@given(st.integers(1, 9999), days, st.integers(0, 15))
def test_swallowed_and_doubled_digits_are_found(number: int, day: date, place: int) -> None:
    whole = barcode("00000", day, number)
    for misread in (
        whole[:place] + whole[place + 1 :],
        whole[:place] + whole[place] + whole[place:],
    ):
        with pytest.raises(BadCheckDigitError) as caught:
            check_barcode(misread)
        assert caught.value.facts == {"length": len(misread), "expected": 16}


# --------------------------------------------------------------------------------- barcodes


def test_a_barcode_is_sixteen_digits() -> None:
    assert barcode("00000", DAY, 1001) == "0000026112310010"[:15] + check_digit("000002611231001")
    assert len(barcode("00000", DAY, 1)) == 16
    assert check_barcode(" 00000 261123 1001 " + barcode("00000", DAY, 1001)[-1]) == barcode(
        "00000", DAY, 1001
    )


@given(st.from_regex(r"[0-9]{5}", fullmatch=True), days, st.integers(1, 9999))
def test_every_barcode_passes_its_own_check(commune: str, day: date, number: int) -> None:
    whole = barcode(commune, day, number)
    assert check_barcode(whole) == whole
    assert whole[:15] == f"{commune}{day:%y%m%d}{number:04d}"


def test_wider_numbers_make_longer_barcodes() -> None:
    wide = barcode("00000", DAY, 100001, width=6)
    assert len(wide) == 18
    assert check_barcode(wide, width=6) == wide
    with pytest.raises(BadCheckDigitError):
        check_barcode(wide)


@pytest.mark.parametrize("number", [0, -1, 10000])
def test_a_number_must_fit_its_digits(number: int) -> None:
    with pytest.raises(NumberRangeError) as caught:
        barcode("00000", DAY, number)
    assert caught.value.facts == {"number": number, "width": 4}


@pytest.mark.parametrize("commune", ["", "0000", "000000", "0000A", "\u0660" * 5, "00 00"])
def test_a_commune_has_five_digits(commune: str) -> None:
    with pytest.raises(CommuneCodeError):
        barcode(commune, DAY, 1)
    with pytest.raises(CommuneCodeError):
        check_commune(commune)


@pytest.mark.parametrize("text", ["", "0", "A" * 16, "²" * 16, "\u0660" * 16, "-000026112310010"])
def test_what_is_no_row_of_digits_is_no_barcode(text: str) -> None:
    with pytest.raises(BadCheckDigitError):
        check_barcode(text)


def test_a_misread_barcode_is_a_rescan_and_an_input_error() -> None:
    assert issubclass(BadCheckDigitError, RescanError)
    assert issubclass(RescanError, InputError)
    assert issubclass(SlotUsedUpError, RuleError)


# ------------------------------------------------------------------------------------ slots


def test_slots_own_their_thousand_and_a_reserve() -> None:
    assert block(1) == range(1001, 2000)
    assert block(8) == range(8001, 9000)
    assert block(3, takeover=True) == range(9301, 9400)
    assert block(CITY) == range(1, 1000)
    assert block(3, width=6) == range(300001, 400000)
    assert block(3, takeover=True, width=6) == range(930001, 940000)


@pytest.mark.parametrize("width", [3, 4, 5, 6])
def test_no_number_has_two_owners(width: int) -> None:
    owner: dict[int, tuple[int, bool]] = {}
    blocks = [(CITY, False), *((slot, late) for slot in SLOTS for late in (False, True))]
    for slot, takeover in blocks:
        for number in block(slot, takeover=takeover, width=width):
            assert number not in owner
            owner[number] = slot, takeover
    if width < 6:
        for number in range(10**width + 2):
            if number in owner:
                assert slot_of(number, width=width) == owner[number]
            else:
                with pytest.raises(NumberRangeError):
                    slot_of(number, width=width)


@pytest.mark.parametrize("slot", [0, 9, -1, 10])
def test_there_are_eight_slots(slot: int) -> None:
    with pytest.raises(SlotError) as caught:
        check_slot(slot)
    assert caught.value.facts == {"slot": slot, "first": 1, "last": 8}
    with pytest.raises(SlotError):
        block(slot, takeover=True)


def test_slots_one_to_eight_are_right() -> None:
    assert [check_slot(slot) for slot in SLOTS] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_numbers_go_up_from_the_first_to_the_last() -> None:
    assert next_number(block(3), 0, day=DAY) == 3001
    assert next_number(block(3), 3000, day=DAY) == 3001
    assert next_number(block(3), 3001, day=DAY) == 3002
    assert next_number(block(3), 3998, day=DAY) == 3999


@pytest.mark.parametrize(
    ("slot", "takeover", "high_water"),
    [(3, False, 3999), (3, False, 4000), (3, False, 9301), (3, True, 9399), (0, False, 999)],
)
def test_a_used_up_slot_stops_clearly(slot: int, takeover: bool, high_water: int) -> None:
    with pytest.raises(SlotUsedUpError) as caught:
        next_number(block(slot, takeover=takeover), high_water, day=DAY)
    assert caught.value.facts == {"slot": slot, "day": "23/11/2026"}


@given(st.sampled_from([*SLOTS]), st.booleans(), st.lists(st.integers(0, 9999), max_size=20))
def test_a_number_is_always_new_and_ones_own(
    slot: int,
    takeover: bool,
    used: list[int],
) -> None:
    numbers = block(slot, takeover=takeover)
    try:
        number = next_number(numbers, max(used, default=0), day=DAY)
    except SlotUsedUpError:
        assert max(used) >= numbers[-1]
    else:
        assert number in numbers
        assert number not in used
