"""How many short messages a text becomes, and how it reads without marks.

A message of the GSM alphabet holds 160 characters, one with any other letter 70; of a longer text
each part gives seven octets to the header by which the parts are joined (3GPP TS 23.038, 23.040).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED: Final = frozenset("\f^{}\\[~]|€")  # two places each: an escape goes before them
_GSM: Final = (160, 153)  # of one message; of each part of several
_WIDE: Final = (70, 67)
#: What typesetting uses and a plain telephone has not.
_PLAIN: Final = str.maketrans(
    {
        "đ": "d",
        "Đ": "D",
        "–": "-",
        "—": "-",
        "“": '"',
        "”": '"',
        "\u2018": "'",
        "\u2019": "'",
        "…": "...",
        "\u00a0": " ",
        "•": "-",
    }
)
_BEYOND_BASIC: Final = 0xFFFF  # such a character takes two places of UTF-16


@dataclass(frozen=True, slots=True)
class Parts:
    """What a text costs: its alphabet, places taken, messages, and places left in the last."""

    wide: bool  # UCS-2: some letter is not of the GSM alphabet
    units: int
    parts: int
    left: int


def count(text: str) -> Parts:
    """Return how a text is cut into messages. No text is none."""
    wide = not all(char in _BASIC or char in _EXTENDED for char in text)
    sizes = [_size(char, wide=wide) for char in text]
    one, many = _WIDE if wide else _GSM
    units = sum(sizes)
    if units <= one:
        return Parts(wide, units, int(bool(text)), one - units)
    parts, used = 1, 0
    for size in sizes:  # no character is cut in two
        if used + size > many:
            parts, used = parts + 1, 0
        used += size
    return Parts(wide, units, parts, many - used)


def _size(char: str, *, wide: bool) -> int:
    if wide:
        return 2 if ord(char) > _BEYOND_BASIC else 1
    return 2 if char in _EXTENDED else 1


def without_marks(text: str) -> str:
    """Return a text as it is typed without marks: đ is d, ế is e; other scripts stay."""
    plain = unicodedata.normalize("NFD", text.translate(_PLAIN))
    return unicodedata.normalize(
        "NFC", "".join(char for char in plain if unicodedata.category(char) != "Mn")
    )
