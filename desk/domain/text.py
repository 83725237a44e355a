"""Vietnamese text: one spelling to store, keys to find and to sort by.

What is stored is the text as written, in NFC. Whatever drops or moves marks here makes a key to
compare by, never a text to keep: a name belongs to whoever bears it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

# Marks of the letter's shape stay with the letter (ă â ê ô ơ ư); these five are tones. Order is
# that of Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES: Final = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

# The sort key's characters, in byte order: gap between name parts < tones < digits < letters <
# any other script (whose UTF-8 begins at 0x80). Tones end a syllable and so end it soonest.
_GAP: Final = " "
_TONE_WEIGHTS: Final = "!#$&*+"
_LETTER_WEIGHTS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg"
_WEIGHT: Final = dict(zip(_ALPHABET, _LETTER_WEIGHTS, strict=True))
_TONE_WEIGHT: Final = dict(zip(_TONES, _TONE_WEIGHTS[1:], strict=True))
_LEVEL_TONE: Final = _TONE_WEIGHTS[0]

# Lookalikes of đ that old fonts and foreign keyboards leave behind (Icelandic eth, African d).
_D_LOOKALIKES: Final = {"ð": "đ", "ɖ": "đ"}

# Tables remember what they worked out, but only for scripts a ward ever meets: a hostile text of
# a million different characters must not stay in memory.
_REMEMBERED: Final = 0x2000


def nfc(text: str) -> str:
    """Give the one spelling that is stored, printed and sent: Unicode NFC."""
    return unicodedata.normalize("NFC", text)


def _is_mark(char: str) -> bool:
    """Whether the character only decorates another one or is invisible."""
    return unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"}


def _fold_char(char: str) -> str:
    """Fold one character: plain lower-case letters and digits, a blank for all the rest."""
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    plain = []
    for part in lowered:
        if _is_mark(part):
            continue
        letter = "d" if part in "đðɖ" else part
        plain.append(letter if letter.isalnum() else " ")
    return "".join(plain)


def _weigh_char(char: str) -> str:
    """Turn one NFC character into the sort key's weight of its letter and of its tone."""
    parts = unicodedata.normalize("NFD", char.lower())
    tones = [_TONE_WEIGHT[part] for part in parts if part in _TONE_WEIGHT]
    letters = nfc("".join(part for part in parts if part not in _TONE_WEIGHT))
    weights = []
    for found in letters:
        if _is_mark(found):
            continue
        letter = _D_LOOKALIKES.get(found, found)
        if letter not in _WEIGHT:
            # A foreign mark (ü, ŏ, č) does not make a letter of its own in this alphabet.
            letter = unicodedata.normalize("NFD", letter)[0]
        weights.append(_WEIGHT.get(letter, letter if letter.isalnum() else " "))
    return "".join(weights + tones)


class _Folds(dict[int, str]):
    """`str.translate` table that works out a character's fold when it first meets it."""

    def __missing__(self, code: int) -> str:
        value = _fold_char(chr(code))
        if code < _REMEMBERED:
            self[code] = value
        return value


class _Weights(dict[int, str]):
    """`str.translate` table that works out a character's weights when it first meets it."""

    def __missing__(self, code: int) -> str:
        value = _weigh_char(chr(code))
        if code < _REMEMBERED:
            self[code] = value
        return value


_folds: Final = _Folds()
_weights: Final = _Weights()


def fold(text: str) -> str:
    """Give the search key: no marks, đ→d, lower case, single blanks for anything else.

    SQLite's `remove_diacritics 2` leaves đ alone, so names are folded here, stored folded and
    indexed as they are. Tone placement (hoà, hòa) disappears with the tones.
    """
    return " ".join(text.translate(_folds).split())


# Tone on the first vowel of an open oa, oe, uy (hòa, khỏe, thủy) is the older placement and that
# of most civil-status papers; on the second (hoà, khoẻ, thuỷ) the newer. In qu- the u is no vowel.
_NEW_PLACEMENT: Final = re.compile(
    r"(?<![qQ])([oO])([àảãáạèẻẽéẹ])(?![^\W\d_])|(?<![qQ])([uU])([ỳỷỹýỵ])(?![^\W\d_])",
    re.IGNORECASE,
)


def unify_tones(text: str) -> str:
    """Spell hoà, khoẻ, thuỷ as hòa, khỏe, thủy, so that both compare as the same text."""
    return _NEW_PLACEMENT.sub(_older_placement, nfc(text))


def _older_placement(found: re.Match[str]) -> str:
    first, second = (part for part in found.groups() if part is not None)
    parts = unicodedata.normalize("NFD", second)
    return nfc(first + parts[1]) + parts[0]


class _Word(NamedTuple):
    """One word of a name, ready to be compared more or less strictly."""

    plain: str  # duong
    letters: str  # weights of đương
    tone: str


_PLAIN_OF_WEIGHT: Final = str.maketrans(
    _LETTER_WEIGHTS, "".join(_fold_char(letter) for letter in _ALPHABET)
)
_NO_TONES: Final = {ord(tone): None for tone in _TONE_WEIGHTS}


@lru_cache(maxsize=4096)  # there are fewer syllables in use than that
def _word(part: str) -> _Word | None:
    """Return the word that was weighed; None if nothing of it is a letter."""
    letters = part.translate(_NO_TONES)
    if not letters:
        return None
    tones = [char for char in part if char in _TONE_WEIGHTS]
    return _Word(letters.translate(_PLAIN_OF_WEIGHT), letters, tones[-1] if tones else _LEVEL_TONE)


def _words(text: str) -> list[_Word]:
    found = map(_word, nfc(text).translate(_weights).split())
    return [word for word in found if word is not None]


_KEY_WORD: Final = re.compile(f"[^ {re.escape(_TONE_WEIGHTS)}]+[{re.escape(_TONE_WEIGHTS)}]")


@lru_cache(maxsize=65_536)  # a ward's names, so that a second search costs a third of the first
def _words_of_key(key: str) -> list[_Word]:
    """Return the words that a sort key was made of, in the order of the name."""
    given, _, rest = key.partition(_GAP)
    middle, _, family = rest.partition(_GAP)
    parts = (part for text in (family, middle, given) for part in _KEY_WORD.findall(text))
    return [word for word in map(_word, parts) if word is not None]


def weighed(text: str) -> tuple[tuple[str, str], ...]:
    """Give for each word its letters and its tone as they stand in a sort key."""
    return tuple((word.letters, word.tone) for word in _words(text))


def sort_key(name: str) -> str:
    """Give a key whose bytewise order is the Vietnamese order of people's names.

    Given name (the last word) first, then the middle names, then the family name; within a word
    the letters of the Vietnamese alphabet, then the tone. Case, punctuation and tone placement
    do not count. SQLite's default (BINARY) comparison sorts the key as it stands.
    """
    words = [word.letters + word.tone for word in _words(name)]
    if not words:
        return ""
    family = words[0] if len(words) > 1 else ""
    return _GAP.join((words[-1], "".join(words[1:-1]), family))


def initials(name: str, *, most: int = 3) -> str:
    """Give at most `most` capitals for a name: the first, then the last ones; no tones."""
    letters = []
    for word in nfc(name).split():
        letter = next((char for char in word if char.isalnum()), "")
        if letter:
            parts = unicodedata.normalize("NFD", letter)
            letters.append(nfc("".join(p for p in parts if p not in _TONES)).upper())
    if len(letters) > most:
        letters = letters[:1] + letters[len(letters) - most + 1 :]
    return "".join(letters[:most])


def mask_id(number: str, *, shown: int = 3) -> str:
    """Hide all but the last digits of an identity number, for screens that others can see."""
    if len(number) <= shown:
        return "•" * len(number)
    return "•" * (len(number) - shown) + number[len(number) - shown :]


#: A cell that begins with one of these would be run as a formula by the program that opens it.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


_TONE_TOO: Final = 2
_LETTERS_ONLY: Final = 1
_STRIDE: Final = 256


def match_rank(query: str, name: str) -> int:
    """Say how well a name answers a query: 0 not at all, and the more the better.

    Each word of the query must begin a word of the name of its own, in any order, marks aside.
    First counts how truly the marks agree («đường» finds Đường before Dương), then whole words,
    then a hit on the given name, then words in the order of the name.
    """
    return _rank(_words(query), _words(name))


def key_rank(query: str, key: str) -> int:
    """Say the same of a name that only its sort key is known of."""
    return _rank(_words(query), _words_of_key(key))


def _rank(sought: list[_Word], words: list[_Word]) -> int:
    if not sought or len(sought) > len(words):
        return 0
    places: dict[int, int] = {}
    marks = whole = 0
    # The words that begin like a longer prefix are among those that begin like a shorter one, so
    # serving the longest first never takes a word that a later one could not do without.
    for index in sorted(range(len(sought)), key=lambda i: -len(sought[i].plain)):
        best = max(
            (
                (_agreement(sought[index], word), -place)
                for place, word in enumerate(words)
                if place not in places.values() and word.plain.startswith(sought[index].plain)
            ),
            default=None,
        )
        if best is None:
            return 0
        (agreement, is_whole), place = best
        places[index] = -place
        marks += agreement
        whole += is_whole
    order = [places[index] for index in range(len(sought))]
    rank = min(marks, _STRIDE - 1)
    rank = rank * _STRIDE + min(whole, _STRIDE - 1)
    rank = rank * 2 + (order == sorted(order))
    rank = rank * 2 + (len(words) - 1 in order)
    return rank + 1


def _agreement(sought: _Word, word: _Word) -> tuple[int, bool]:
    """Say how truly the marks agree, and whether the word is there to its end."""
    is_whole = sought.plain == word.plain
    if not word.letters.startswith(sought.letters):
        return 0, is_whole
    return (_TONE_TOO if sought.tone == word.tone else _LETTERS_ONLY), is_whole
