"""Amounts of money as they are typed: 200000, 200.000, 200 000."""

from __future__ import annotations

from desk.domain.fees import HIGHEST_FEE


def amount_of(text: str) -> int | None:
    """Return the đồng that a text says, None where it says none."""
    digits = "".join(text.replace(".", "").replace(",", "").split())
    if not (digits.isascii() and digits.isdigit()) or int(digits) > HIGHEST_FEE:
        return None
    return int(digits)


def grouped(amount: int) -> str:
    """Return whole đồng as they are read aloud: zero and what is missing as well."""
    return f"{amount:,}".replace(",", ".") + " đ"
