"""The QR code of an identity card: seven fields and, on newer cards, a tail kept as it is.

`number|old number|name|ddMMyyyy of birth|sex|address|ddMMyyyy of issue`, in UTF-8. A scanner that
types like a keyboard often mangles the letters on the way; what can be undone without loss is
undone and said, the rest is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from desk.domain.errors import InputError
from desk.domain.person import (
    Doubt,
    FutureDateError,
    ImpossibleDateError,
    PersonalIdError,
    check_name,
    clean_line,
    dated,
    name_warnings,
    parse_personal_id,
    parse_sex,
    warnings_of,
)
from desk.domain.records import Party
from desk.domain.text import nfc
from desk.domain.warning import Warning_

SEPARATOR: Final = "|"
LONGEST: Final = 4096  # a QR code holds 2,953 bytes at most

# As the card itself names them, for a clerk comparing card and screen.
FIELDS: Final = (
    "Số định danh",
    "Số CMND cũ",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Nơi cư trú",
    "Ngày cấp",
)
_FEWEST: Final = 6  # some cards and readers leave the last field out
_ID, _OLD, _NAME, _BORN, _SEX, _ADDRESS, _ISSUED = range(7)
_REQUIRED: Final = (_ID, _NAME, _BORN)

# Only what a device may put around the text: a byte of a mangled "à" is a no-break space, which
# `str.strip` alone would cut off.
_AROUND: Final = "\r\n\t "


class CardFieldsMissingError(InputError):
    """A card's QR with fields missing; facts: fields, as the card names them."""


class CardFieldError(InputError):
    """A card's QR with a field that cannot be what it should be; facts: field."""


class CardGarbledError(InputError):
    """A card's QR whose letters were lost between scanner and program."""


class ScanTooLongError(InputError):
    """More text than any card holds; facts: length, limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a card says, and what is odd about it."""

    party: Party
    warnings: tuple[Warning_, ...] = ()


def _bytes_of(encoding: str) -> dict[str, int]:
    """Map a code page's characters back to bytes, the holes in it as Windows fills them."""
    table = {chr(byte): byte for byte in range(0x80, 0xA0)}
    for byte in range(256):
        char = bytes([byte]).decode(encoding, errors="ignore")
        table[char or chr(byte)] = byte
    return table


# What Windows in Western and in Vietnamese setting makes of a byte; the first holds Latin-1 too.
_CODE_PAGES: Final = (_bytes_of("cp1252"), _bytes_of("cp1258"))
_ROUNDS: Final = 2  # devices have been seen to do it twice

# Leading bytes of Vietnamese UTF-8 (C3–C6, E1 BA, E1 BB) as letters, before a trailing byte as a
# sign. Quotes, dashes and blanks may follow a real Ã or Ă, so they do not count.
_SIGNS: Final = {
    char
    for table in _CODE_PAGES
    for char, byte in table.items()
    if 0x80 <= byte < 0xC0  # noqa: PLR2004 - UTF-8's trailing bytes
} - set("\u00a0\u2018\u2019\u201c\u201d\u2013\u2014")
_MANGLED: Final = re.compile(
    f"á[º»]|[ÃĂÄÅÆ][{re.escape(''.join(sorted(c for c in _SIGNS if not c.isalpha())))}]"
)


def repair(text: str) -> str:
    """Undo UTF-8 that was read as a Windows code page, if that gives the exact bytes back.

    Text that was right stays as it is: its letters are never valid UTF-8 taken byte by byte.
    """
    for _ in range(_ROUNDS):
        better = next(filter(None, (_undo(text, table) for table in _CODE_PAGES)), None)
        if better is None:
            break
        text = better
    return text


def _undo(text: str, table: dict[str, int]) -> str | None:
    if text.isascii():
        return None
    try:
        return bytes(table[char] for char in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None


def parse_card_qr(text: str, *, today: date | None = None) -> Reading:
    """Read the QR code of an identity card, of either kind.

    Raises `CardGarbledError` (switch the scanner to USB-COM), `CardFieldsMissingError`,
    `CardFieldError`, `ScanTooLongError` and what `check_name` and `clean_line` raise.
    """
    if len(text) > LONGEST:
        raise ScanTooLongError(length=len(text), limit=LONGEST)
    given = text.strip(_AROUND)
    repaired = repair(given)
    composed = nfc(repaired)
    _refuse_garbled(composed)
    parts = composed.lstrip("\ufeff").split(SEPARATOR)
    fields = [part.strip() for part in parts[: len(FIELDS)]]
    _refuse_missing(fields)
    party, odd = _party(fields, SEPARATOR.join(parts[len(FIELDS) :]), today)
    letters = warnings_of(
        [
            (Doubt.CARD_REPAIRED, "name", repaired != given),
            (Doubt.CARD_COMPOSED, "name", composed != repaired),
        ]
    )
    return Reading(party=party, warnings=letters + odd)


def _refuse_garbled(text: str) -> None:
    """Refuse letters that are plainly gone: better no name than half a name in the register."""
    lost = any(char in text for char in "?\ufffd")
    control = any(char < " " or "\x7f" <= char < "\xa0" for char in text)
    if lost or control or _MANGLED.search(text):
        raise CardGarbledError


def _refuse_missing(fields: list[str]) -> None:
    missing = list(FIELDS[len(fields) :]) if len(fields) < _FEWEST else []
    missing += [FIELDS[i] for i in _REQUIRED if i < len(fields) and not fields[i]]
    if missing:
        raise CardFieldsMissingError(fields=", ".join(missing))


def _party(fields: list[str], tail: str, today: date | None) -> tuple[Party, tuple[Warning_, ...]]:
    born, whole = _card_date(fields[_BORN], today)
    name = check_name(fields[_NAME], field=FIELDS[_NAME])
    sex = parse_sex(fields[_SEX])
    try:
        number = parse_personal_id(fields[_ID], sex=sex, birth_date=born, today=today)
    except PersonalIdError as error:
        raise CardFieldError(field=FIELDS[_ID]) from error
    issued = _issue_date(fields[_ISSUED] if len(fields) > _ISSUED else "")
    old = re.sub(r"[\s.]", "", fields[_OLD])
    doubts = [
        (Doubt.CARD_DATE_PARTIAL, "birth_date", not whole),
        (Doubt.CARD_SEX_UNKNOWN, "sex", not sex),
        (Doubt.CARD_ADDRESS_MISSING, "address", not fields[_ADDRESS]),
        (Doubt.CARD_ISSUE_MISSING, "id_issued", not issued),
        (Doubt.CARD_OLD_NUMBER_ODD, "old_id", not _OLD_NUMBER.fullmatch(old)),
    ]
    party = Party(
        name=name,
        personal_id=number.number,
        old_id=old,
        birth_date=born,
        sex=sex,
        address=clean_line(fields[_ADDRESS], field=FIELDS[_ADDRESS]),
        id_issued=issued,
        card_tail=tail,
    )
    return party, warnings_of(doubts) + number.warnings + name_warnings(name)


_OLD_NUMBER: Final = re.compile(r"|[0-9]{9}|[0-9]{12}")
_CARD_DATE: Final = re.compile(r"([0-9]{2})[/.-]?([0-9]{2})[/.-]?([0-9]{4})")


def _card_date(text: str, today: date | None) -> tuple[str, bool]:
    """Answer a birth date as precise as the card has it, and whether that is the whole day."""
    found = _CARD_DATE.fullmatch(text)
    if not found:
        raise CardFieldError(field=FIELDS[_BORN])
    day, month, year = (int(part) for part in found.groups())
    if not year:
        return "", False  # people whose birth year nobody knows have cards too
    try:
        born = dated(year, month or None, (day or None) if month else None, today=today)
    except (ImpossibleDateError, FutureDateError) as error:
        raise CardFieldError(field=FIELDS[_BORN]) from error
    return born, bool(day and month)


def _issue_date(text: str) -> str:
    """Answer the day of issue, or nothing: a receipt can do without it."""
    found = _CARD_DATE.fullmatch(text)
    if not found:
        return ""
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
