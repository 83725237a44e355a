"""Texts of before Unicode: TCVN3, VNI and Windows-1258, read from the letters they show as today.

What a program of before stored as bytes stands in today's files as the Western letters that the
same bytes mean there («NguyÔn V¨n», «Nguyeãn Vaên», «NguyêÞn Vãn»), since nothing in a file says
otherwise. So all of this works on texts and never on bytes: the text is put through a table.

The tables are those of the published codes: TCVN 5712:1993 (VN3), VNI for Windows, Windows-1258.
Where a code has no letter of its own for a capital with a tone (VN3 has seven capitals, drawn by
a second font, .VnTimeH) the case is worked out by `mend_case` or said by the caller.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum
from itertools import product
from typing import Final

from desk.domain.text import nfc


class Encoding(StrEnum):
    """How the letters of a text are to be read."""

    UNICODE = "unicode"  # as they stand, composed or not
    TCVN3 = "tcvn3"  # .VnTime
    TCVN3_CAPITALS = "tcvn3-capitals"  # .VnTimeH: every letter is drawn as a capital
    VNI = "vni"  # VNI-Times
    CP1258 = "cp1258"  # Windows-1258, tones are marks of their own
    UTF8 = "utf8"  # UTF-8 that was read as Western letters


_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"  # à ả ã á ạ
_VOWELS: Final = "aăâeêioôơuưy"
#: The 67 lower-case letters that ASCII lacks; with their capitals 134.
LOWER: Final = "đ" + "".join(
    nfc(vowel + tone)
    for vowel, tone in product(_VOWELS, ("", *_TONES))
    if tone or not vowel.isascii()
)


# -- TCVN 5712:1993, VN3 ---------------------------------------------------------------------------

#: From 0xB5 on: the five tones of each vowel, a few places left for what VN2 alone has.
_VN3_ROWS: Final[Mapping[int, str]] = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3: Final = {
    first + place: letter for first, row in _VN3_ROWS.items() for place, letter in enumerate(row)
}
_TCVN3_CAPITALS: Final = {code: letter.upper() for code, letter in _TCVN3.items()}


# -- VNI for Windows -------------------------------------------------------------------------------

_VNI_TONES: Final = "øûõùï"  # as on a u: uø uû uõ uù uï
_VNI_BREVE: Final = "êèúüéë"  # aê, then its tones
_VNI_ROOF: Final = "âàåãáä"  # aâ, then its tones
_VNI_ALONE: Final[Mapping[str, str]] = dict(zip("ìæóíòîñôö", "ìỉĩíịỵđơư", strict=True))


def _vni_pairs() -> dict[str, str]:
    """Return what two characters of VNI mean, in lower case."""
    found: dict[str, str] = {}
    for base, letter in (*zip("aeouy", "aeouy", strict=True), ("ô", "ơ"), ("ö", "ư")):
        found |= {
            base + mark: nfc(letter + tone) for mark, tone in zip(_VNI_TONES, _TONES, strict=True)
        }
    for bases, marks, letters in (("a", _VNI_BREVE, "ă"), ("aeo", _VNI_ROOF, "âêô")):
        for base, letter in zip(bases, letters, strict=True):
            tones = ("", *_TONES)
            found |= {base + m: nfc(letter + t) for m, t in zip(marks, tones, strict=True)}
    return found


_VNI_PAIRS: Final = _vni_pairs()


# -- Windows-1258 ----------------------------------------------------------------------------------

_CP1258: Final[dict[int, str]] = {
    ord(shown): meant
    for shown, meant in zip(
        "ÃãÐðÕõÝýÌÒÞìòþ",
        "ĂăĐđƠơƯư\u0300\u0309\u0303\u0301\u0323₫",
        strict=True,
    )
}

#: What Windows-1252 makes of 0x80–0x9F; five of them mean nothing there and stay what they are.
WESTERN: Final = {
    ord(shown): code
    for code in range(0x80, 0xA0)
    if (shown := bytes([code]).decode("cp1252", "replace")) != "\ufffd"
}


# -- reading ---------------------------------------------------------------------------------------


def _tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _tcvn3_capitals(text: str) -> str:
    # `str.upper` alone would turn µ, which stands for à, into another letter altogether.
    return "".join(
        char.upper() if char.isascii() else _TCVN3_CAPITALS.get(ord(char), char) for char in text
    )


def _vni(text: str) -> str:
    made: list[str] = []
    place = 0
    while place < len(text):
        pair = text[place : place + 2]
        # The mark's own case does not matter: «NGUYEÃN» and «NGUYEãN» are drawn alike.
        letter = _VNI_PAIRS.get(pair.lower())
        place += 2 if letter else 1
        letter = letter or _VNI_ALONE.get(pair[0].lower())
        made.append(pair[0] if letter is None else letter.upper() if pair[0].isupper() else letter)
    return "".join(made)


def _cp1258(text: str) -> str:
    return nfc(text.translate(_CP1258))


def _utf8(text: str) -> str:
    data = bytearray()
    for char in text:
        code = WESTERN.get(ord(char), ord(char))
        if code > 0xFF:  # noqa: PLR2004 - no byte: the text is not what it was taken for
            return text
        data.append(code)
    try:
        return nfc(data.decode())
    except UnicodeDecodeError:
        return text


_READ: Final[Mapping[Encoding, Callable[[str], str]]] = {
    Encoding.UNICODE: nfc,
    Encoding.TCVN3: _tcvn3,
    Encoding.TCVN3_CAPITALS: _tcvn3_capitals,
    Encoding.VNI: _vni,
    Encoding.CP1258: _cp1258,
    Encoding.UTF8: _utf8,
}


def decode(text: str, encoding: Encoding) -> str:
    """Read a text that stands as Western letters; what the code does not know stays as it is."""
    return _READ[encoding](text)


# -- writing, for proofs and for sending a list back to where it came from -------------------------

_TO_TCVN3: Final = {ord(letter): chr(code) for code, letter in _TCVN3.items()}
_TO_VNI: Final = {
    **{ord(letter): pair for pair, letter in _VNI_PAIRS.items()},
    **{ord(letter.upper()): pair.upper() for pair, letter in _VNI_PAIRS.items()},
    # ỵ has a letter of its own besides.
    **{ord(letter): alone for alone, letter in _VNI_ALONE.items()},
    **{ord(letter.upper()): alone.upper() for alone, letter in _VNI_ALONE.items()},
}
_TO_CP1258: Final = {ord(meant): chr(shown) for shown, meant in _CP1258.items()}


def _to_tcvn3(text: str) -> str:
    return "".join(_TO_TCVN3.get(ord(c), _TO_TCVN3.get(ord(c.lower()), c)) for c in nfc(text))


def _to_cp1258(text: str) -> str:
    """Write every tone as a mark of its own, as the keyboards of Windows did."""
    made = []
    for char in nfc(text):
        parts = unicodedata.normalize("NFD", char)
        tones = [part for part in parts if part in _TONES]
        letter = nfc("".join(part for part in parts if part not in _TONES))
        made += [letter, *tones]
    return "".join(made).translate(_TO_CP1258)


def _to_utf8(text: str) -> str:
    western = {code: chr(shown) for shown, code in WESTERN.items()}
    return "".join(western.get(code, chr(code)) for code in nfc(text).encode())


_WRITE: Final[Mapping[Encoding, Callable[[str], str]]] = {
    Encoding.UNICODE: nfc,
    Encoding.TCVN3: _to_tcvn3,
    Encoding.TCVN3_CAPITALS: lambda text: _to_tcvn3(text.lower()),
    Encoding.VNI: lambda text: nfc(text).translate(_TO_VNI),
    Encoding.CP1258: _to_cp1258,
    Encoding.UTF8: _to_utf8,
}


def encode(text: str, encoding: Encoding) -> str:
    """Write a Vietnamese text as it would stand in an old file, in Western letters.

    TCVN3 has no capitals with tones: those come out as the small letters that the font of
    capitals draws large.
    """
    return _WRITE[encoding](text)


# -- capitals that a code lacks --------------------------------------------------------------------

#: Letters that stand small in TCVN3 whatever was meant: a tone, and no capital for it.
_CASELESS: Final = frozenset(_TCVN3.values()) - frozenset("ăâêôơưđĂÂÊÔƠƯĐ")
_SHOUTED: Final = 2  # capitals in one word from which on it was written in capitals


def mend_case(text: str) -> str:
    """Give back the capitals that TCVN3 had no letters for, where the rest says what they were.

    «NGUYễN THị Hà» is written in capitals, since no letter that could be small is; «ánh» among
    words that all begin with a capital begins with one as well.
    """
    if not _CASELESS.intersection(text):
        return text
    plain = [char for char in text if char.isalpha() and char not in _CASELESS]
    words = text.split(" ")
    loud = any(
        sum(char.isupper() for char in word) >= _SHOUTED
        for word in words
        if _CASELESS.intersection(word)  # CCCD alone says nothing of its neighbours
    )
    if loud and all(char.isupper() for char in plain):
        return text.upper()
    others = [word for word in words if word and word[0] not in _CASELESS]
    if others and all(word[0].isupper() or not word[0].isalpha() for word in others):
        named = any(word[0].isupper() for word in others)
        return " ".join(map(_begin_large, words)) if named else text
    return text


def _begin_large(word: str) -> str:
    return word[0].upper() + word[1:] if word and word[0] in _CASELESS else word
