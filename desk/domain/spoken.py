"""Numbers in Vietnamese words: what the waiting room hears, what papers say of money."""

from __future__ import annotations

import re
from typing import Final

DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_NUMBER: Final = re.compile(r"[0-9]+")
_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000


def digits(text: str) -> str:
    """Return digits one by one: `017` is "không một bảy"; what is no digit stays."""
    return " ".join(DIGITS[int(each)] if each in "0123456789" else each for each in text)


#: After twenty and more, three digits change their word; after ten only five does.
_AFTER_TENS: Final = {1: "mốt", 4: "tư", 5: "lăm"}


def number(value: int) -> str:
    """Return a whole number from 0 to 999 in words; larger ones digit by digit."""
    if value >= _THOUSAND:
        return digits(str(value))
    hundreds, rest = divmod(value, _HUNDRED)
    tens, unit = divmod(rest, _TEN)
    words = [DIGITS[hundreds], "trăm"] if hundreds else []
    if tens > 1:
        words += [DIGITS[tens], "mươi"]
        words += [_AFTER_TENS.get(unit, DIGITS[unit])] if unit else []
    elif tens:
        words.append("mười")
        words += [DIGITS[unit] if unit != DIGITS.index("năm") else "lăm"] if unit else []
    elif unit or not hundreds:
        words += [*(["linh"] if hundreds else []), DIGITS[unit]]
    return " ".join(words)


_GROUPS: Final = ("", "nghìn", "triệu")
_BILLION: Final = 1_000_000_000


def amount(value: int) -> str:
    """Return a whole number of any size in words, as receipts write money (without its unit).

    After the first group every further one is read in full: 1.005.000 is "một triệu không trăm
    linh năm nghìn".
    """
    if value < 0:
        return f"âm {amount(-value)}"
    billions, rest = divmod(value, _BILLION)
    words = [amount(billions), "tỷ"] if billions else []
    for power in (2, 1, 0):
        group = rest // _THOUSAND**power % _THOUSAND
        if group or not (words or power):
            words += [_group(group, full=bool(words)), _GROUPS[power]]
    return " ".join(filter(None, words))


def _group(value: int, *, full: bool) -> str:
    if not full or value >= _HUNDRED:
        return number(value)
    link = "không trăm" if value >= _TEN else "không trăm linh"
    return f"{link} {number(value)}"


def call(code: str, counter: str) -> str:
    """Return what is said: "Mời số A không không một đến quầy một"."""
    place = _NUMBER.sub(lambda found: number(int(found[0])), counter).strip()
    place = place[:1].lower() + place[1:]
    return f"Mời số {digits(code)} đến {place}" if place else f"Mời số {digits(code)}"
