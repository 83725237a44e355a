"""The one door for everything that says who somebody is or what was scanned.

Numbers, dates and names are in `person`, the card's QR in `cards`, its machine-readable zone in
`mrz`; here a scan is told apart before any of them sees it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desk.domain.cards import (
    CardFieldError,
    CardFieldsMissingError,
    CardGarbledError,
    Reading,
    ScanTooLongError,
    parse_card_qr,
)
from desk.domain.codes import WIDTH, RescanError, check_barcode, tidy_code
from desk.domain.errors import InputError
from desk.domain.mrz import MrzCheckError, MrzCountryError, MrzShapeError, parse_mrz
from desk.domain.person import (
    FEMALE,
    MALE,
    BirthDateError,
    ControlCharacterError,
    Doubt,
    FutureDateError,
    ImpossibleDateError,
    PersonalId,
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
from desk.domain.text import nfc

__all__ = [
    "FEMALE",
    "MALE",
    "BirthDateError",
    "CardFieldError",
    "CardFieldsMissingError",
    "CardGarbledError",
    "ControlCharacterError",
    "Doubt",
    "FutureDateError",
    "ImpossibleDateError",
    "MrzCheckError",
    "MrzCountryError",
    "MrzShapeError",
    "PersonalId",
    "PersonalIdError",
    "Reading",
    "RescanError",
    "ScanEmptyError",
    "ScanKind",
    "ScanTooLongError",
    "ScannedText",
    "TextMissingError",
    "TextTooLongError",
    "check_name",
    "classify_scan",
    "clean_line",
    "name_warnings",
    "parse_birth_date",
    "parse_card_qr",
    "parse_mrz",
    "parse_personal_id",
    "parse_sex",
    "phone_warnings",
]


class ScanKind(StrEnum):
    """What a scan or a typed search is."""

    BARCODE = "barcode"  # ours, check digit right
    CODE = "code"  # an official code, ours or another system's
    CARD = "card"  # QR of an identity card
    MRZ = "mrz"
    PERSONAL_ID = "personal_id"
    OLD_ID = "old_id"
    PHONE = "phone"
    TAX_CODE = "tax_code"
    NAME = "name"  # any other text


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedText:
    """What was scanned; `text` is ready for the look-up or the parser of its kind."""

    kind: ScanKind
    text: str


class ScanEmptyError(InputError):
    """Nothing was scanned."""


_AIM: Final = re.compile(r"\][A-Za-z][0-9]")  # symbology identifier that some scanners prepend
_MRZ: Final = re.compile(r"I[A-Z<][A-Z]{3}[A-Z0-9<\s]{20,}", re.IGNORECASE)
_CODE: Final = re.compile(r"[A-Z0-9]+(?:\.[A-Z0-9]+)*-[0-9]{6}(?:[0-9]{2})?-[0-9]{4,}")
_TAX_BRANCH: Final = re.compile(r"[0-9]{10}-[0-9]{3}")
_NUMBER: Final = re.compile(r"\+?[0-9](?:[\s.]?[0-9])*")
# Mobile numbers have ten digits (03x, 05x, 07x, 08x, 09x; tax codes use 030 and 031), fixed lines
# eleven beginning with 02. From abroad 84 stands for the 0; twelve digits count as a phone only
# with the plus, since a personal number may begin with 84 too.
_PHONE: Final = re.compile(r"0(?:3[2-9]|[5789][0-9])[0-9]{7}|02[0-9]{9}")
_FROM_ABROAD: Final = re.compile(r"\+84|84(?=[0-9]{9}$)")

_OF_LENGTH: Final = {
    9: ScanKind.OLD_ID,
    10: ScanKind.TAX_CODE,
    12: ScanKind.PERSONAL_ID,
}
_BARCODE_WITHOUT_NUMBER: Final = 12  # commune, day and check digit
_SHORTEST_NUMBER: Final = 9  # fewer digits are part of a number somebody is searching for


def classify_scan(text: str, *, width: int = WIDTH) -> ScannedText:
    """Say what was scanned, or typed into the command box; `width` is that of our XXXX.

    Raises `ScanEmptyError`, `BadCheckDigitError` for our barcode read wrongly, `RescanError` for
    other rows of digits that are too long or too short to be anything.
    """
    given = _AIM.sub("", text.strip("\r\n\t "), count=1) if text.startswith("]") else text
    plain = nfc(given).strip()
    if not plain:
        raise ScanEmptyError
    if "|" in plain:
        # Untouched: a mangled letter may end in what looks like a blank.
        return ScannedText(kind=ScanKind.CARD, text=given)
    if _MRZ.fullmatch(plain) and "<" in plain:
        return ScannedText(kind=ScanKind.MRZ, text=plain.upper())
    code = tidy_code(plain)
    if _CODE.fullmatch(code):
        return ScannedText(kind=ScanKind.CODE, text=code)
    if _TAX_BRANCH.fullmatch(code):
        return ScannedText(kind=ScanKind.TAX_CODE, text=code)
    if _NUMBER.fullmatch(plain):
        return _number(plain, width)
    return ScannedText(kind=ScanKind.NAME, text=" ".join(plain.split()))


def _number(text: str, width: int) -> ScannedText:
    digits = re.sub(r"[^0-9+]", "", text)
    if len(digits) < _SHORTEST_NUMBER:
        return ScannedText(kind=ScanKind.NAME, text=digits)
    phone = _FROM_ABROAD.sub("0", digits)
    if _PHONE.fullmatch(phone):
        return ScannedText(kind=ScanKind.PHONE, text=phone)
    if len(digits) == _BARCODE_WITHOUT_NUMBER + width:
        return ScannedText(kind=ScanKind.BARCODE, text=check_barcode(digits, width=width))
    if kind := _OF_LENGTH.get(len(digits)):
        return ScannedText(kind=kind, text=digits)
    raise RescanError(length=len(digits))
