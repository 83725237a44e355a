"""Numbers on paper: official codes, barcodes with a check digit, and who owns which number.

The official code (mã số hồ sơ, NĐ 118/2025 Đ.28) is a pattern and is read back by the same
pattern; TT 03/2025 writes the unit's code from left to right, TT 01/2018 wrote it from right to
left, so a change of law is a change of pattern and unit code. The barcode is ours: digits only,
since input methods rewrite letters that a scanner types, and is looked up, never parsed.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from desk.domain.errors import InputError, RuleError

PATTERN: Final = "{unit}-{yymmdd}-{number:04d}"
CENTRAL_PATTERN: Final = "{unit}-{yyyymmdd}-{number:07d}"  # as ministry systems number

WIDTH: Final = 4  # digits of XXXX
CITY: Final = 0  # numbers online dossiers at filing
SLOTS: Final = range(1, 9)
_RESERVE: Final = 9  # leading digit of every slot's take-over block

COMMUNE_DIGITS: Final = 5
_DAY_DIGITS: Final = 6
_BARE: Final = COMMUNE_DIGITS + _DAY_DIGITS + 1  # of a barcode without its XXXX

_CENTURY: Final = 2000  # official codes began in 2018
_BASE: Final = 10  # of decimal numbers
_MODULUS: Final = 11  # ISO 7064 MOD 11,10
_DASHES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


class PatternError(InputError):
    """A code pattern that cannot be written and read back; facts: pattern."""


class UnitCodeError(InputError):
    """A unit's code that is not 1 to 35 of A–Z, 0–9 and the full stop; facts: unit."""


class CommuneCodeError(InputError):
    """A commune code that is not five digits; facts: commune."""


class NumberRangeError(InputError):
    """An ordinal of the day that does not fit its digits; facts: number, width."""


class CodeFormatError(InputError):
    """A text that is no official code of this pattern; facts: pattern."""


class RescanError(InputError):
    """A row of digits that is no whole number of any kind; facts: length."""


class BadCheckDigitError(RescanError):
    """A barcode read wrongly: a wrong digit or one too few or many; facts: length, expected."""


class SlotError(InputError):
    """A slot that does not exist; facts: slot, first, last."""


class SlotUsedUpError(RuleError):
    """All numbers of a block are used for this day; facts: slot, day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What an official code is made of."""

    unit: str
    day: date
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    text: str
    reader: re.Pattern[str]
    width: int


_UNIT: Final = re.compile(r"[A-Z0-9]+(?:\.[A-Z0-9]+)*")
_UNIT_LONGEST: Final = 35  # QĐ 20/2020/QĐ-TTg
_DAYS: Final = {
    "yymmdd": ("day", r"(?P<day>\d{6})"),
    "yyyymmdd": ("day", r"(?P<day>\d{8})"),
}
_NUMBER_FORMAT: Final = re.compile(r"0([1-9])d")
_BOUNDARY: Final = re.compile(r"[^A-Z0-9.]")


@lru_cache(maxsize=64)
def _compile(pattern: str) -> _Pattern:
    """Turn a pattern of the settings into something that can also be read back.

    Only these fields may stand in it, each part once and nothing computed: a pattern comes from
    a settings file or the city and must not reach into objects as `str.format` otherwise lets it.
    A unit's code must be set off from its neighbours, else nobody can say where it ends.
    """
    reader, width = "", 0
    seen: list[str] = []
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError as error:
        raise PatternError(pattern=pattern) from error
    for literal, name, spec, conversion in parts:
        reader += re.escape(literal)
        if name is None:
            continue
        field = _DAYS.get(name, (name, ""))[0]
        beside_unit = seen and "unit" in (field, seen[-1])
        if conversion or (beside_unit and not _BOUNDARY.search(literal)):
            raise PatternError(pattern=pattern)
        if field == "number" and (number := _NUMBER_FORMAT.fullmatch(spec or "")):
            width = int(number[1])
            reader += rf"(?P<number>\d{{{width}}}|[1-9]\d{{{width},17}})"
        elif name in _DAYS and not spec:
            reader += _DAYS[name][1]
        elif name == "unit" and not spec:
            reader += rf"(?P<unit>{_UNIT.pattern})"
        else:
            raise PatternError(pattern=pattern)
        seen.append(field)
    if sorted(seen) != ["day", "number", "unit"]:
        raise PatternError(pattern=pattern)
    return _Pattern(text=pattern, reader=re.compile(reader, re.ASCII), width=width)


def check_unit(unit: str) -> str:
    """Answer the unit's code, or raise `UnitCodeError`."""
    if len(unit) > _UNIT_LONGEST or not _UNIT.fullmatch(unit):
        raise UnitCodeError(unit=unit)
    return unit


def official_code(unit: str, day: date, number: int, pattern: str = PATTERN) -> str:
    """Write an official code: H26.033.15-261123-1001.

    `number` is the ordinal within the day and may outgrow its digits, since the law asks for at
    least four. Raises `PatternError`, `UnitCodeError`, `NumberRangeError`.
    """
    form = _compile(pattern)
    if number < 1:
        raise NumberRangeError(number=number, width=form.width)
    return form.text.format(
        unit=check_unit(unit), yymmdd=f"{day:%y%m%d}", yyyymmdd=f"{day:%Y%m%d}", number=number
    )


def tidy_code(text: str) -> str:
    """Undo what word processors and hands do to a code: case, blanks, typographic dashes."""
    return "".join(text.split()).translate(_DASHES).upper()


def parse_code(text: str, pattern: str = PATTERN) -> Code:
    """Read an official code back into its parts; raises `CodeFormatError`, `PatternError`."""
    found = _compile(pattern).reader.fullmatch(tidy_code(text))
    if not found:
        raise CodeFormatError(pattern=pattern)
    digits = found["day"]
    year, rest = int(digits[:-4]), digits[-4:]
    number = int(found["number"])
    try:
        day = date(year + (_CENTURY if len(digits) == _DAY_DIGITS else 0), *_pair(rest))
    except ValueError as error:
        raise CodeFormatError(pattern=pattern) from error
    if not number or len(found["unit"]) > _UNIT_LONGEST:
        raise CodeFormatError(pattern=pattern)
    return Code(unit=found["unit"], day=day, number=number)


def _pair(digits: str) -> tuple[int, int]:
    return int(digits[:2]), int(digits[2:])


def check_digit(digits: str) -> str:
    """Give the check digit of ISO/IEC 7064 MOD 11,10 for a row of decimal digits.

    It finds every single wrong digit and 44 of 45 kinds of swapped neighbours.
    """
    product = _BASE
    for digit in digits:
        product = ((product + int(digit)) % _BASE or _BASE) * 2 % _MODULUS
    return str((_MODULUS - product) % _BASE)


def check_commune(commune: str) -> str:
    """Answer the commune's code, or raise `CommuneCodeError`."""
    if not re.fullmatch(rf"[0-9]{{{COMMUNE_DIGITS}}}", commune):
        raise CommuneCodeError(commune=commune)
    return commune


def barcode(commune: str, day: date, number: int, *, width: int = WIDTH) -> str:
    """Write the barcode of a dossier: commune, YYMMDD, the slot's own XXXX, check digit.

    Raises `CommuneCodeError`, `NumberRangeError`.
    """
    if not 0 < number < _BASE**width:
        raise NumberRangeError(number=number, width=width)
    digits = f"{check_commune(commune)}{day:%y%m%d}{number:0{width}d}"
    return digits + check_digit(digits)


def check_barcode(text: str, *, width: int = WIDTH) -> str:
    """Answer the barcode's digits if they were read rightly.

    The check digit finds every single wrong digit; a swallowed or doubled one (an input method
    took it, the scanner slipped) shows by the length. Raises `BadCheckDigitError`: scan again.
    """
    digits = "".join(text.split())
    whole = re.fullmatch(r"[0-9]+", digits) and len(digits) == _BARE + width
    if not whole or check_digit(digits[:-1]) != digits[-1]:
        raise BadCheckDigitError(length=len(digits), expected=_BARE + width)
    return digits


def check_slot(slot: int) -> int:
    """Answer a counter's slot, 1 to 8, or raise `SlotError`."""
    if slot not in SLOTS:
        raise SlotError(slot=slot, first=SLOTS[0], last=SLOTS[-1])
    return slot


def block(slot: int, *, takeover: bool = False, width: int = WIDTH) -> range:
    """Give the numbers that a slot owns on every day.

    Slot 3 owns 3001–3999 and, after a restore, 9301–9399; the city owns 0001–0999. Raises
    `SlotError`; the city has no take-over block, as it has no witness to lose.
    """
    if slot == CITY and not takeover:
        return range(1, _BASE ** (width - 1))
    check_slot(slot)
    if takeover:
        size = _BASE ** (width - 2)
        start = _RESERVE * _BASE ** (width - 1) + slot * size
    else:
        size = _BASE ** (width - 1)
        start = slot * size
    return range(start + 1, start + size)


def slot_of(number: int, *, width: int = WIDTH) -> tuple[int, bool]:
    """Say whose number it is and whether it is of the take-over block.

    Raises `NumberRangeError` for the numbers nobody owns (0000, 1000, 2000, 9000–9100 …).
    """
    digits = f"{number:0{width}d}"
    takeover = digits[0] == str(_RESERVE)
    slot = int(digits[1] if takeover else digits[0])
    owned = (slot in SLOTS or (slot == CITY and not takeover)) and len(digits) == width
    if not owned or number not in block(slot, takeover=takeover, width=width):
        raise NumberRangeError(number=number, width=width)
    return slot, takeover


def next_number(numbers: range, high_water: int, *, day: date) -> int:
    """Give the next number of a block after the highest used so far (0: none used).

    Raises `SlotUsedUpError`: a number is never taken twice nor from another's block.
    """
    number = max(high_water + 1, numbers.start)
    if number not in numbers:
        lead = str(numbers.start)
        slot = lead[1] if lead[0] == str(_RESERVE) else lead[0]
        # The city's block starts at 1 whatever the width, and so does only the city's.
        raise SlotUsedUpError(slot=CITY if numbers.start == 1 else int(slot), day=f"{day:%d/%m/%Y}")
    return number
