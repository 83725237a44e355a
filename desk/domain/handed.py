"""One fact at a time as people and scripts hand it in: checked, and tidied as it is stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Final

from desk.domain.errors import InputError
from desk.domain.person import (
    TextMissingError,
    TextTooLongError,
    check_name,
    clean_line,
    parse_birth_date,
    parse_personal_id,
    parse_sex,
)
from desk.domain.records import VN, Paper

TEXT_LONGEST: Final = 2000
MOST_OF_A_PAPER: Final = 999
_COUNTED: Final = re.compile(r"(?P<name>.*?)(?::(?P<original>[0-9]+)(?::(?P<copy>[0-9]+))?)?")
_TAX_CODE: Final = re.compile(r"[0-9]{10}(-?[0-9]{3})?|[0-9]{12}")
_PHONE_SIGNS: Final = re.compile(r"[\s.()-]")
_PHONE: Final = re.compile(r"\+?[0-9]+")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_DAY: Final = len("2026-11-30")  # the longest way to write a day without a time of day
#: A due date without a time of day means the close of business.
_CLOSE: Final = time(17)


class PaperCountError(InputError):
    """A paper of which nothing at all was brought, or more than anybody could count."""


class TimeFormatError(InputError):
    """A time is not written as ISO 8601."""


class TaxCodeError(InputError):
    """A tax code has neither 10, 12 nor 13 digits."""


def clean_text(text: str, field: str) -> str:
    """Return a text of several lines, each cleaned as `clean_line` does.

    Raises:
        ControlCharacterError, TextTooLongError.
    """
    lines = [clean_line(line, field=field, limit=TEXT_LONGEST) for line in _LINE_END.split(text)]
    cleaned = "\n".join(lines).strip()
    if len(cleaned) > TEXT_LONGEST:
        raise TextTooLongError(field=field, length=len(cleaned), limit=TEXT_LONGEST)
    return cleaned


def clean_field(name: str, text: str, *, field: str, today: date) -> str:
    """Return a fact called `name` as it is stored; `field` is what errors call it.

    Raises:
        InputError: the subclass says what is malformed.
    """
    match name:
        case "note":
            return clean_text(text, field)
        case "name":
            return check_name(text, field=field)
    line = clean_line(text, field=field)
    tidy = _TIDY.get(name)
    return tidy(line, field, today) if tidy and line else line


def _birth_date(line: str, _: str, today: date) -> str:
    return parse_birth_date(line, today=today)


def _personal_id(line: str, _: str, __: date) -> str:
    return parse_personal_id(line).number


def _sex(line: str, _: str, __: date) -> str:
    return parse_sex(line) or line


def _tax_code(line: str, field: str, _: date) -> str:
    if not _TAX_CODE.fullmatch(line):
        raise TaxCodeError(field=field)
    return line


def _phone(line: str, _: str, __: date) -> str:
    """Return a phone number as it is searched for: digits without what people set between."""
    digits = _PHONE_SIGNS.sub("", line)
    return digits if _PHONE.fullmatch(digits) else line


_TIDY: Final[Mapping[str, Callable[[str, str, date], str]]] = {
    "birth_date": _birth_date,
    "personal_id": _personal_id,
    "phone": _phone,
    "sex": _sex,
    "tax_code": _tax_code,
}


def parse_paper(text: str, field: str) -> Paper:
    """Read a paper that was brought: its name, and after colons how many originals and copies.

    Without a number one original is meant; a colon within the name is the name's own.

    Raises:
        TextMissingError, TextTooLongError, ControlCharacterError, PaperCountError.
    """
    found = _COUNTED.fullmatch(clean_line(text, field=field))
    assert found is not None  # noqa: S101 - the name takes whatever there is
    original, copy = found["original"], found["copy"]
    paper = Paper(
        name=found["name"].strip(),
        original=int(original) if original else 1,
        copy=int(copy) if copy else 0,
    )
    if not paper.name:
        raise TextMissingError(field=field)
    if not 0 < max(paper.original, paper.copy) <= MOST_OF_A_PAPER:
        raise PaperCountError(field=field, most=MOST_OF_A_PAPER)
    return paper


def parse_due(text: str, field: str) -> datetime:
    """Read a due time; a day alone means its close of business.

    Raises:
        TimeFormatError.
    """
    return parse_time(text, field, close=_CLOSE)


def parse_time(text: str, field: str, *, close: time | None = None) -> datetime:
    """Read an ISO 8601 time; without an offset +07:00 is meant.

    A day without a time of day begins at midnight, or means `close` where that is given.

    Raises:
        TimeFormatError.
    """
    try:
        given = text.strip()
        at = datetime.fromisoformat(given)
        if close is not None and len(given) <= _DAY:
            at = datetime.combine(at, close)
        at = at if at.tzinfo else at.replace(tzinfo=VN)
        return at.astimezone(VN)
    except (ValueError, OverflowError) as error:
        raise TimeFormatError(field=field) from error
