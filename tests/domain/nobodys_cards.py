"""Cards of nobody, and what scanners make of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desk.domain import mrz
from desk.domain.warning import Warning_

TODAY = date(2026, 11, 23)

NAME = "Nguyễn Thị Thử Hoà"
ADDRESS = "Số 1, phố Thử Nghiệm, Phường Ví Dụ, Hà Nội"
CARD = f"001199000123|012345678|{NAME}|01021999|Nữ|{ADDRESS}|22122021"


def codes_of(warnings: Iterable[Warning_]) -> list[str]:
    """Give the codes alone, in order."""
    return [warning.code for warning in warnings]


def changed(place: int, value: str) -> str:
    """Write the card with another value in one field."""
    fields = CARD.split("|")
    fields[place] = value
    return "|".join(fields)


def as_windows(text: str, code_page: str) -> str:
    """What a program sees that reads UTF-8 as a Windows code page, holes and all."""
    return "".join(
        bytes([byte]).decode(code_page, errors="ignore") or chr(byte) for byte in text.encode()
    )


def zone(
    *,
    number: str = "001199000123",
    born: str = "990201",
    sex: str = "F",
    until: str = "390201",
    name: str = "NGUYEN<<THI<THU<HOA",
    country: str = "VNM",
    document: str = "",
) -> list[str]:
    """Write an invented card's zone by the rules of ICAO 9303."""
    first = f"ID{country}{document or number[3:]}"
    first += mrz.check_digit(first[5:14])
    first += f"{number:<<14}" + mrz.check_digit(number)
    second = born + mrz.check_digit(born) + sex + until + mrz.check_digit(until) + country
    second += "<" * 11
    second += mrz.check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    return [first, second, f"{name:<<30}"[:30]]
