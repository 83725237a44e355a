"""The machine-readable zone on the back of an identity card: ICAO 9303 TD1, three lines of 30.

Line 1 holds the last nine digits of the personal number as document number and then all twelve
with a check digit of their own; line 3 holds the name without marks, as passports do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from desk.domain.cards import Reading
from desk.domain.errors import InputError
from desk.domain.person import (
    FEMALE,
    MALE,
    Doubt,
    FutureDateError,
    ImpossibleDateError,
    check_name,
    dated,
    parse_personal_id,
    warnings_of,
)
from desk.domain.records import Party

LINES: Final = 3
WIDTH: Final = 30
_FILLER: Final = "<"
_WEIGHTS: Final = (7, 3, 1)
_LETTER_VALUES: Final = 10 - ord("A")
_SHAPE: Final = re.compile(rf"[A-Z0-9<]{{{WIDTH}}}")
_DATE_SHAPE: Final = r"(?:[0-9]{2}|<<){3}"
_COUNTRY: Final = "VNM"
_SEXES: Final = {"M": MALE, "F": FEMALE}
_EXPIRY_CENTURY: Final = 2000

# Line 1: 0 type, 2 country, 5 document number, 14 check, 15 personal number, 29 check.
# Line 2: 0 birth, 6 check, 7 sex, 8 expiry, 14 check, 15 nationality, 18 other, 29 all.
_NUMBER_FIELD: Final = "Số thẻ"
_PERSONAL_FIELD: Final = "Số định danh"
_BIRTH_FIELD: Final = "Ngày sinh"
_EXPIRY_FIELD: Final = "Có giá trị đến"
_WHOLE: Final = "toàn bộ mã"


class MrzShapeError(InputError):
    """Text that is not three lines of 30 of an identity card; facts: lines, width."""


class MrzCountryError(InputError):
    """A card of another country; facts: country."""


class MrzCheckError(InputError):
    """A field read wrongly: its check digit says so; facts: field."""


def check_digit(text: str) -> str:
    """Give ICAO 9303's check digit (weights 7-3-1, modulo 10) of letters, digits and fillers."""
    total = 0
    for place, char in enumerate(text):
        if char != _FILLER:
            value = int(char) if char.isdigit() else ord(char) + _LETTER_VALUES
            total += value * _WEIGHTS[place % len(_WEIGHTS)]
    return str(total % 10)


def mrz_lines(text: str | Iterable[str]) -> tuple[str, str, str]:
    """Split what a reader gave, lines or one long run, into the three lines of a card.

    Raises `MrzShapeError`.
    """
    lines = text.split() if isinstance(text, str) else ["".join(line.split()) for line in text]
    if len(lines) == 1 and len(lines[0]) == LINES * WIDTH:
        lines = [lines[0][i : i + WIDTH] for i in range(0, LINES * WIDTH, WIDTH)]
    lines = [line.upper() for line in lines]
    if len(lines) != LINES or not all(_SHAPE.fullmatch(line) for line in lines):
        raise MrzShapeError(lines=len(lines), width=WIDTH)
    return lines[0], lines[1], lines[2]


def _check(text: str, digit: str, field: str) -> str:
    """Answer the text if its check digit is right; an empty field may go without one."""
    if digit != check_digit(text) and not (digit == _FILLER and not text.strip(_FILLER)):
        raise MrzCheckError(field=field)
    return text


def parse_mrz(text: str | Iterable[str], *, today: date | None = None) -> Reading:
    """Read a Vietnamese card's machine-readable zone.

    The name comes without marks and is said to be so: the clerk must write it out. Raises
    `MrzShapeError`, `MrzCountryError`, `MrzCheckError` and what `check_name` raises.
    """
    first, second, third = mrz_lines(text)
    if first[2:5] != _COUNTRY:
        raise MrzCountryError(country=first[2:5].strip(_FILLER))
    document = _check(first[5:14], first[14], _NUMBER_FIELD)
    personal = _check(first[15:29], first[29], _PERSONAL_FIELD).rstrip(_FILLER)
    _check(second[:6], second[6], _BIRTH_FIELD)
    _check(second[8:14], second[14], _EXPIRY_FIELD)
    _check(first[5:] + second[:7] + second[8:15] + second[18:29], second[29], _WHOLE)
    # Check digits count a filler as 0, so a 0 misread as < shows only by the shape.
    for part, shape, field in (
        (document, r"[0-9]{9}", _NUMBER_FIELD),
        (personal, r"[0-9]{12}", _PERSONAL_FIELD),
        (second[:6], _DATE_SHAPE, _BIRTH_FIELD),
        (second[8:14], _DATE_SHAPE, _EXPIRY_FIELD),
    ):
        if not re.fullmatch(shape, part):
            raise MrzCheckError(field=field)
    sex = _SEXES.get(second[7], "")
    century = parse_personal_id(personal).birth_year or 0
    born = _birth_date(second[:6], century // 100 * 100, today)
    number = parse_personal_id(personal, sex=sex, birth_date=born, today=today)
    name = check_name(third.replace(_FILLER, " "))
    doubts = [
        (Doubt.MRZ_UNACCENTED, "name", True),
        (Doubt.MRZ_NAME_CUT, "name", not third.endswith(_FILLER)),
        (Doubt.MRZ_NUMBER_DIFFERS, "personal_id", document != personal[3:]),
        (Doubt.CARD_EXPIRED, "personal_id", _is_expired(second[8:14], today)),
        (Doubt.CARD_DATE_PARTIAL, "birth_date", _FILLER in second[:6]),
        (Doubt.CARD_SEX_UNKNOWN, "sex", not sex),
    ]
    party = Party(name=name, personal_id=personal, birth_date=born, sex=sex)
    return Reading(party=party, warnings=warnings_of(doubts) + number.warnings)


def _birth_date(text: str, century: int, today: date | None) -> str:
    """Write out a birth date of two-digit year; unknown parts are fillers.

    The century is the personal number's, or the one before if that lies ahead.
    """
    parts = [text[:2], text[2:4], text[4:]]
    known = [int(part) if part.isdigit() else None for part in parts]
    year, month, day = known
    if year is None:
        return ""
    try:
        try:
            return dated(century + year, month, day if month else None, today=today)
        except FutureDateError:
            return dated(century + year - 100, month, day if month else None, today=today)
    except (ImpossibleDateError, FutureDateError) as error:
        raise MrzCheckError(field=_BIRTH_FIELD) from error


def _is_expired(text: str, today: date | None) -> bool:
    """Whether the card is past its day; cards of older people have none."""
    if today is None or not text.isdigit():
        return False
    year, month, day = int(text[:2]) + _EXPIRY_CENTURY, int(text[2:4]), int(text[4:])
    return (year, month, day) < (today.year, today.month, today.day)
