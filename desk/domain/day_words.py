"""Days as papers write them: in figures, and in words where a forger should have no way."""

from __future__ import annotations

from desk.domain.spoken import DIGITS, number

_HUNDRED, _THOUSAND, _TEN = 100, 1000, 10
_YEAR, _MONTH = 1, 2  # parts of a day that is known so far


def figures(day: str) -> str:
    """Return 1999-01-31 as 31/01/1999, 1999-01 as 01/1999, 1999 as it is."""
    return "/".join(reversed(day.split("-")))


def year(value: int) -> str:
    """Return a year from 1000 to 9999 in words: hai nghìn không trăm linh năm."""
    thousands, rest = divmod(value, _THOUSAND)
    words = [DIGITS[thousands], "nghìn"]
    if rest >= _HUNDRED:
        words.append(number(rest))
    elif rest:
        words += [DIGITS[0], "trăm", *(["linh"] if rest < _TEN else []), number(rest)]
    return " ".join(words)


def spelt(day: str) -> str:
    """Return a day, a month or a year (YYYY-MM-DD, YYYY-MM, YYYY) in words; nothing for none."""
    if not day:
        return ""
    parts = [int(part) for part in day.split("-")]
    told = f"năm {year(parts[0])}"
    if len(parts) > _YEAR:
        month = "tư" if parts[1] == DIGITS.index("bốn") else number(parts[1])
        told = f"tháng {month} {told}"
    if len(parts) > _MONTH:
        told = f"ngày {number(parts[2])} {told}"
    return told[:1].upper() + told[1:]
