"""Who stands at the counter: identity numbers, birth dates, names, and what is odd about them.

Malformed is refused with an error; merely unlikely is a warning that never blocks, since people
with corrected papers keep old numbers and cards carry old data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from desk.domain.errors import InputError
from desk.domain.text import nfc
from desk.domain.warning import Warning_

NAME_LONGEST: Final = 250
LINE_LONGEST: Final = 500

MALE: Final = "nam"
FEMALE: Final = "nữ"

_NUMBER_DIGITS: Final = 12
_OLD_DIGITS: Final = 9
_FOREIGN_FROM: Final = 101  # provinces end at 096; births registered abroad carry a country's code
_FIRST_CENTURY: Final = 1900
_EARLIEST_YEAR: Final = 1800

# Place of birth registration as it was then: mergers of provinces change no number.
PROVINCES: Final = {
    "001": "Hà Nội",
    "002": "Hà Giang",
    "004": "Cao Bằng",
    "006": "Bắc Kạn",
    "008": "Tuyên Quang",
    "010": "Lào Cai",
    "011": "Điện Biên",
    "012": "Lai Châu",
    "014": "Sơn La",
    "015": "Yên Bái",
    "017": "Hòa Bình",
    "019": "Thái Nguyên",
    "020": "Lạng Sơn",
    "022": "Quảng Ninh",
    "024": "Bắc Giang",
    "025": "Phú Thọ",
    "026": "Vĩnh Phúc",
    "027": "Bắc Ninh",
    "030": "Hải Dương",
    "031": "Hải Phòng",
    "033": "Hưng Yên",
    "034": "Thái Bình",
    "035": "Hà Nam",
    "036": "Nam Định",
    "037": "Ninh Bình",
    "038": "Thanh Hóa",
    "040": "Nghệ An",
    "042": "Hà Tĩnh",
    "044": "Quảng Bình",
    "045": "Quảng Trị",
    "046": "Thừa Thiên Huế",
    "048": "Đà Nẵng",
    "049": "Quảng Nam",
    "051": "Quảng Ngãi",
    "052": "Bình Định",
    "054": "Phú Yên",
    "056": "Khánh Hòa",
    "058": "Ninh Thuận",
    "060": "Bình Thuận",
    "062": "Kon Tum",
    "064": "Gia Lai",
    "066": "Đắk Lắk",
    "067": "Đắk Nông",
    "068": "Lâm Đồng",
    "070": "Bình Phước",
    "072": "Tây Ninh",
    "074": "Bình Dương",
    "075": "Đồng Nai",
    "077": "Bà Rịa – Vũng Tàu",
    "079": "Thành phố Hồ Chí Minh",
    "080": "Long An",
    "082": "Tiền Giang",
    "083": "Bến Tre",
    "084": "Trà Vinh",
    "086": "Vĩnh Long",
    "087": "Đồng Tháp",
    "089": "An Giang",
    "091": "Kiên Giang",
    "092": "Cần Thơ",
    "093": "Hậu Giang",
    "094": "Sóc Trăng",
    "095": "Bạc Liêu",
    "096": "Cà Mau",
}


class PersonalIdError(InputError):
    """An identity number of neither 12 nor 9 digits; facts: length."""


class BirthDateError(InputError):
    """A birth date that is not written as a year, a month or a day."""


class ImpossibleDateError(InputError):
    """A day that no calendar has."""


class FutureDateError(InputError):
    """A birth date after today."""


class TextMissingError(InputError):
    """A field that may not be empty; facts: field."""


class TextTooLongError(InputError):
    """A field longer than papers and registers take; facts: field, length, limit."""


class ControlCharacterError(InputError):
    """A field holding control characters or letters that were lost on the way; facts: field."""


class Doubt(StrEnum):
    """Everything that a clerk is told without being stopped: codes of warnings."""

    OLD_NUMBER = "OldIdNumber"
    PROVINCE_UNKNOWN = "IdProvinceUnknown"
    SEX_DIFFERS = "IdSexDiffers"
    YEAR_DIFFERS = "IdYearDiffers"
    YEAR_AHEAD = "IdYearAhead"
    NAME_SINGLE = "NameSingle"
    NAME_DIGITS = "NameDigits"
    NAME_UNCAPITALISED = "NameUncapitalised"
    PHONE_ODD = "PhoneOdd"
    CARD_COMPOSED = "CardComposed"
    CARD_REPAIRED = "CardRepaired"
    CARD_DATE_PARTIAL = "CardDatePartial"
    CARD_ISSUE_MISSING = "CardIssueMissing"
    CARD_ADDRESS_MISSING = "CardAddressMissing"
    CARD_SEX_UNKNOWN = "CardSexUnknown"
    CARD_OLD_NUMBER_ODD = "CardOldNumberOdd"
    CARD_EXPIRED = "CardExpired"
    MRZ_UNACCENTED = "MrzUnaccented"
    MRZ_NAME_CUT = "MrzNameCut"
    MRZ_NUMBER_DIFFERS = "MrzNumberDiffers"


def warnings_of(doubts: Iterable[tuple[Doubt, str, bool]]) -> tuple[Warning_, ...]:
    """Answer the doubts that hold, each with the field of the party that it is about."""
    return tuple(
        Warning_(code=code.value, facts=(("field", field),))
        for code, field, holds in doubts
        if holds
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalId:
    """An identity number taken apart; an old one of nine digits says nothing by itself."""

    number: str
    is_old: bool
    province: str = ""  # code of the place of birth registration
    province_name: str = ""  # empty abroad and where the code is unknown
    is_foreign: bool = False
    sex: str = ""
    birth_year: int | None = None
    warnings: tuple[Warning_, ...] = ()


def parse_personal_id(
    text: str, *, sex: str = "", birth_date: str = "", today: date | None = None
) -> PersonalId:
    """Read a personal number (12 digits) or an old one (9), tolerating blanks and full stops.

    There is no check digit, so sex, birth year and province can only be compared with what else
    is known; differences are warnings. Raises `PersonalIdError`.
    """
    number = re.sub(r"[\s.]", "", text)
    if not re.fullmatch(rf"[0-9]{{{_NUMBER_DIGITS}}}|[0-9]{{{_OLD_DIGITS}}}", number):
        raise PersonalIdError(length=len(number))
    if len(number) == _OLD_DIGITS:
        warnings = warnings_of([(Doubt.OLD_NUMBER, "personal_id", True)])
        return PersonalId(number=number, is_old=True, warnings=warnings)
    province, century = number[:3], int(number[3])
    is_foreign = int(province) >= _FOREIGN_FROM
    born_as = FEMALE if century % 2 else MALE
    year = _FIRST_CENTURY + century // 2 * 100 + int(number[4:6])
    doubts = {
        Doubt.PROVINCE_UNKNOWN: province not in PROVINCES and not is_foreign,
        Doubt.SEX_DIFFERS: parse_sex(sex) not in {"", born_as},
        Doubt.YEAR_DIFFERS: bool(birth_date) and birth_date[:4] != str(year),
        Doubt.YEAR_AHEAD: today is not None and year > today.year,
    }
    return PersonalId(
        number=number,
        is_old=False,
        province=province,
        province_name=PROVINCES.get(province, ""),
        is_foreign=is_foreign,
        sex=born_as,
        birth_year=year,
        warnings=warnings_of((code, "personal_id", holds) for code, holds in doubts.items()),
    )


_SEXES: Final = {
    "nam": MALE,
    "nữ": FEMALE,
    "nu": FEMALE,
    "male": MALE,
    "female": FEMALE,
    "m": MALE,
    "f": FEMALE,
}


def parse_sex(text: str) -> str:
    """Answer "nam", "nữ", or an empty text for anything else."""
    return _SEXES.get(nfc(text).strip().lower(), "")


_ISO_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_TYPED_DATE: Final = re.compile(r"(?:(?:([0-9]{1,2})[/.-])?([0-9]{1,2})[/.-])([0-9]{4})")


def parse_birth_date(text: str, *, today: date | None = None) -> str:
    """Answer YYYY, YYYY-MM or YYYY-MM-DD, as precise as what was given.

    Papers also write 31/01/1999 and 01/1999, and so do people. Raises `BirthDateError`,
    `ImpossibleDateError` and, where today is known, `FutureDateError`.
    """
    given = text.strip()
    if found := _ISO_DATE.fullmatch(given):
        year, month, day = found.groups()
    elif found := _TYPED_DATE.fullmatch(given):
        day, month, year = found.groups()
    else:
        raise BirthDateError
    return dated(int(year), int(month) if month else None, int(day) if day else None, today=today)


def dated(year: int, month: int | None, day: int | None, *, today: date | None = None) -> str:
    """Write a birth date as precisely as it is known; raises as `parse_birth_date` does."""
    try:
        earliest = date(year, month if month is not None else 1, day if day is not None else 1)
    except ValueError as error:
        raise ImpossibleDateError from error
    if year < _EARLIEST_YEAR:
        raise ImpossibleDateError
    if today is not None and earliest > today:
        raise FutureDateError
    precision = 4 if month is None else 7 if day is None else 10
    return earliest.isoformat()[:precision]


def clean_line(text: str, *, field: str, limit: int = LINE_LONGEST) -> str:
    """Answer one line of text in NFC with single blanks and nothing invisible in it.

    Raises `ControlCharacterError` and `TextTooLongError`. Empty stays empty.
    """
    line = nfc(text.strip())
    kinds = {char: unicodedata.category(char) for char in set(line)}
    # A lone surrogate (a broken paste) could not even be stored; U+FFFD is a letter already lost.
    if "\ufffd" in kinds or not {"Cc", "Cs"}.isdisjoint(kinds.values()):
        raise ControlCharacterError(field=field)
    invisible = {ord(char): None for char, kind in kinds.items() if kind == "Cf"}
    line = " ".join(nfc(line.translate(invisible)).split())
    if len(line) > limit:
        raise TextTooLongError(field=field, length=len(line), limit=limit)
    return line


def check_name(text: str, *, field: str = "họ và tên") -> str:
    """Answer a name fit for the register.

    Raises `TextMissingError` and what `clean_line` raises (limit: 250 characters).
    """
    name = clean_line(text, field=field, limit=NAME_LONGEST)
    if not name:
        raise TextMissingError(field=field)
    return name


def name_warnings(name: str) -> tuple[Warning_, ...]:
    """Say what is odd about a person's name."""
    return warnings_of(
        [
            (Doubt.NAME_SINGLE, "name", " " not in name),
            (Doubt.NAME_DIGITS, "name", any(char.isdigit() for char in name)),
            (Doubt.NAME_UNCAPITALISED, "name", not any(char.isupper() for char in name)),
        ]
    )


# Ten digits beginning with 0, of a fixed line eleven beginning with 02; from abroad without the 0.
_PHONE: Final = re.compile(r"(?:0|\+84)(?:[1-9][0-9]{8}|2[0-9]{9})")


def phone_warnings(phone: str) -> tuple[Warning_, ...]:
    """Say that a phone number, if there is one, is none that could be called here."""
    digits = re.sub(r"[\s.()-]", "", phone)
    odd = bool(digits) and not _PHONE.fullmatch(digits)
    return warnings_of([(Doubt.PHONE_ODD, "phone", odd)])
