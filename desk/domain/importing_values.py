"""What stands in a cell of an old list: days, amounts, words for a status.

A cell holds a text, a number, or a day where the spreadsheet knew that it was one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from desk.domain.errors import InputError
from desk.domain.person import ImpossibleDateError, dated, parse_birth_date
from desk.domain.records import VN, Channel, Status
from desk.domain.text import fold

Value = str | int | float | bool | datetime | date | time | None

#: Hours that a list does not tell: of opening for what came in, of closing for all else.
OPENS: Final = time(8)
CLOSES: Final = time(17)

_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - day 0 of a spreadsheet has no zone
_SERIALS: Final = range(20_000, 80_000)  # 1954 to 2119: what a number that is a day can be
_EARLIEST: Final = 1950
_MOST: Final = 1_000_000_000  # đồng


class ImportDateError(InputError):
    """A cell that should hold a day holds something else; facts: field."""


class ImportAmountError(InputError):
    """A cell that should hold an amount holds none that can be; facts: field."""


class ImportStatusError(InputError):
    """A word that is no known status; facts: given."""


class ImportChannelError(InputError):
    """A word that is no known way of handing in; facts: given."""


class Order(StrEnum):
    """In which order a list writes day, month and year."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


def text_of(value: Value) -> str:
    """Return what a cell shows, one line per line: 12 for 12.0, a day as dd/mm/yyyy."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        clock = f" {value:%H:%M}" if value.time() != time() else ""
        return f"{value:%d/%m/%Y}{clock}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("_x000D_", "\n").strip()


# -- days ------------------------------------------------------------------------------------------

_CLOCK: Final = re.compile(
    r"\b(\d{1,2})\s*(?:[:h]|giờ)\s*(\d{1,2}(?![\d/.\-]))?(?::\d{2}(?:\.\d+)?|\s*phút)?"
)
_WORDS: Final = re.compile(r"\b(?:ngày|tháng|năm|lúc|ngay|thang|nam|luc)\b", re.IGNORECASE)
_APART: Final = re.compile(r"[\s/.,\-]+")
_SHORT: Final = 100  # years from here on are written in full


def moment(value: Value, order: Order, field: str, today: date, *, unsaid: time) -> datetime:
    """Return the moment that a cell names; `unsaid` is its hour where none is told.

    Raises:
        ImportDateError, ImpossibleDateError.
    """
    if isinstance(value, datetime):
        return _at(value.replace(tzinfo=None), unsaid)
    if isinstance(value, date):
        return datetime.combine(value, unsaid, VN)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _serial(value, field, unsaid)
    given = text_of(value)
    if given.isdigit() and int(given) in _SERIALS:
        return _serial(int(given), field, unsaid)
    clock = _CLOCK.search(given)
    bare = given[: clock.start()] + " " + given[clock.end() :] if clock else given
    parts = [part for part in _APART.split(_WORDS.sub(" ", bare)) if part]
    day = _day(parts, order, field, today)
    return datetime.combine(day, _hour(clock) if clock else unsaid, VN)


def _at(given: datetime, unsaid: time) -> datetime:
    return datetime.combine(given, given.time() if given.time() != time() else unsaid, VN)


def _serial(value: float, field: str, unsaid: time) -> datetime:
    if int(value) not in _SERIALS:
        raise ImportDateError(field=field)
    # Spreadsheets keep a day in floating point: half a second is noise.
    seconds = round((value - int(value)) * 86_400)
    return _at(_EPOCH + timedelta(days=int(value), seconds=seconds), unsaid)


def _hour(clock: re.Match[str]) -> time:
    try:
        return time(int(clock[1]), int(clock[2] or 0))
    except ValueError as error:
        raise ImpossibleDateError from error


def _day(parts: list[str], order: Order, field: str, today: date) -> date:
    if len(parts) != len("dmy") or not all(part.isascii() and part.isdigit() for part in parts):
        raise ImportDateError(field=field)
    if len(parts[0]) == len("2026"):
        order = Order.YMD
    said = dict(zip(order.value, map(int, parts), strict=True))
    try:
        day = date(_year(said["y"], today), said["m"], said["d"])
    except ValueError as error:
        raise ImpossibleDateError from error
    if day.year < _EARLIEST:
        raise ImpossibleDateError
    return day


def _year(written: int, today: date) -> int:
    """Return a year written with two digits as the latest that is not far ahead."""
    if written >= _SHORT:
        return written
    century = today.year // 100 * 100
    return century + written if century + written <= today.year + 5 else century - 100 + written


def birth(value: Value, order: Order, field: str, today: date) -> str:
    """Return a birth date as precisely as a cell tells it.

    Raises:
        ImportDateError, ImpossibleDateError, FutureDateError, BirthDateError.
    """
    if isinstance(value, date):  # a datetime is one, too
        return dated(value.year, value.month, value.day, today=today)
    given = text_of(value)
    if given.isdigit() and int(given) in _SERIALS:
        found = _EPOCH + timedelta(days=int(given))
        return dated(found.year, found.month, found.day, today=today)
    parts = [part for part in _APART.split(_WORDS.sub(" ", given)) if part]
    if not parts or not all(part.isascii() and part.isdigit() for part in parts):
        raise ImportDateError(field=field)
    if len(parts) == len("dmy") and len(parts[0]) < len("2026"):
        year = int(parts[2])
        if year < _SHORT:  # nobody is born in the future
            century = today.year // 100 * 100
            year += century if century + year <= today.year else century - 100
        first, second = (1, 0) if order is Order.MDY else (0, 1)
        return dated(year, int(parts[second]), int(parts[first]), today=today)
    return parse_birth_date("-".join(parts), today=today)


# -- amounts ---------------------------------------------------------------------------------------

_FREE: Final = frozenset({"mien", "mien phi", "khong", "khong thu", "0 dong"})
_AMOUNT: Final = re.compile(
    r"(\d{1,3}(?:[.,\s]\d{3})+|\d+)(?:[.,]0+)?\s*(?:đồng|đ|dong|vnđ|vnd|₫)?"
)


def amount(value: Value, field: str) -> int | None:
    """Return an amount in đồng; None where nothing is said.

    Raises:
        ImportAmountError.
    """
    if isinstance(value, float) and not value.is_integer():
        raise ImportAmountError(field=field)
    given = text_of(value).lower()
    if not given or given == "-":
        return None
    if fold(given) in _FREE:
        return 0
    found = _AMOUNT.fullmatch(given)
    sum_ = int(re.sub(r"\D", "", found[1])) if found else -1
    if not 0 <= sum_ <= _MOST:
        raise ImportAmountError(field=field)
    return sum_


# -- words -----------------------------------------------------------------------------------------

#: Folded words that lists use, the telling ones first: what holds one of them is that.
_STATUSES: Final = (
    ("khong tiep nhan", Status.NOT_ACCEPTED),
    ("tu choi tiep nhan", Status.NOT_ACCEPTED),
    ("chua tra", Status.DONE),
    ("cho tra", Status.DONE),
    ("cho nhan ket qua", Status.DONE),
    ("da tra", Status.RETURNED),
    ("da giao", Status.RETURNED),
    ("da nhan ket qua", Status.RETURNED),
    ("moi dang ky", Status.RECEIVED),
    ("dang", Status.IN_HAND),
    ("chua giai quyet", Status.IN_HAND),
    ("chua xu ly", Status.IN_HAND),
    ("bo sung", Status.SUPPLEMENT),
    ("nghia vu tai chinh", Status.PAYMENT),
    ("cho nop phi", Status.PAYMENT),
    ("xin rut", Status.WITHDRAWING),
    ("yeu cau rut", Status.WITHDRAWING),
    ("da rut", Status.STOPPED),
    ("dung", Status.STOPPED),
    ("huy", Status.STOPPED),
    ("tu choi", Status.RETURNED),
    ("xong", Status.DONE),
    ("da giai quyet", Status.DONE),
    ("da xu ly", Status.DONE),
    ("hoan thanh", Status.DONE),
    ("co ket qua", Status.DONE),
    ("tiep nhan", Status.RECEIVED),
    ("moi", Status.RECEIVED),
)
_CHANNELS: Final = (
    ("truc tuyen", Channel.ONLINE),
    ("online", Channel.ONLINE),
    ("dvc", Channel.ONLINE),
    ("qua mang", Channel.ONLINE),
    ("buu", Channel.POST),
    ("bcci", Channel.POST),
    ("post", Channel.POST),
    ("truc tiep", Channel.COUNTER),
    ("mot cua", Channel.COUNTER),
    ("counter", Channel.COUNTER),
)


def status(value: Value, said: Mapping[str, Status]) -> Status | None:
    """Return the national status that a word or its number names; None where nothing is said.

    `said` are the list's own words, folded. A dossier that was filed anywhere else than with the
    city counts as received.

    Raises:
        ImportStatusError.
    """
    given = text_of(value)
    if not given:
        return None
    key = fold(given)
    found = said.get(key)
    if found is None and key.isdigit() and int(key) in set(Status):
        found = Status(int(key))
    if found is None:
        found = next((each for word, each in _STATUSES if word in key), None)
    if found is None:
        raise ImportStatusError(given=given[:40])
    return Status.RECEIVED if found is Status.FILED else found


def channel(value: Value, said: Mapping[str, Channel]) -> Channel | None:
    """Return how a dossier came in; None where nothing is said.

    Raises:
        ImportChannelError.
    """
    given = text_of(value)
    if not given:
        return None
    key = fold(given)
    numbered = {str(number): each for number, each in enumerate(Channel, 1)}  # KenhThucHien
    found = said.get(key) or numbered.get(key)
    if found is None:
        found = next((each for word, each in _CHANNELS if word in key), None)
    if found is None:
        raise ImportChannelError(given=given[:40])
    return found


# -- numbers that spreadsheets take for amounts ----------------------------------------------------

_ID_LENGTHS: Final = ((range(10, 12), 12), (range(7, 9), 9))
_PHONE_DIGITS: Final = 9


def identity(value: Value) -> tuple[str, bool]:
    """Return an identity number, and whether zeros were put back that a spreadsheet had dropped."""
    given = re.sub(r"[\s.]", "", text_of(value))
    if isinstance(value, int | float):
        for lengths, whole in _ID_LENGTHS:
            if len(given) in lengths:
                return given.zfill(whole), True
    return given, False


def phone(value: Value) -> str:
    """Return a telephone number with the zero before it that a spreadsheet had dropped."""
    given = text_of(value)
    if isinstance(value, int | float) and len(given) == _PHONE_DIGITS:
        return f"0{given}"
    return given
