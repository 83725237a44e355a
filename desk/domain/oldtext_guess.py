"""Which code a column was written in: by how many of its words are Vietnamese when it is read so.

A word without a letter beyond ASCII says nothing. One with a letter that Western codes lack
(ễ, đ, ơ as such) is Unicode for certain. All others are read in every way; the way that makes
syllables of them is the right one. Where the words make sense as they stand they stay so: a name
is never changed because it could be read otherwise as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from desk.domain.oldtext import WESTERN, Encoding, decode, mend_case
from desk.domain.oldtext_syllable import is_syllable
from desk.domain.text import nfc

_SPLIT: Final = re.compile(r"[\x00-\x40\[-`{-\x7f]+")
_LATIN: Final = 0xFF  # last letter of Latin-1
_TYPOGRAPHY: Final = "–—\u2018\u2019“”…•°ºª«»\u00a0"
#: The Icelandic letter that many keyboards give for Đ.
_ETH: Final = str.maketrans("Ðð", "Đđ")

#: In the order in which they are believed where several read a word equally well.
CANDIDATES: Final = (Encoding.TCVN3, Encoding.VNI, Encoding.CP1258, Encoding.UTF8)

_MOST_WORDS: Final = 20_000  # different ones; more would not say more
_STANDS: Final = 0.8  # share of words that make sense as they stand: nothing is to be asked
_CLEAR: Final = 0.75  # share that must make sense in the code that is believed
_ODD: Final = 0.5  # share from which on a person is asked
_APART: Final = 0.2  # lead over the next code
_FEWEST: Final = 3  # different words that say so


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a column seems to be written in.

    `marked` is the number of different words that could tell, `read` that of those which make
    sense in `encoding`. Without `sure` a person must say. `mixed` tells that some are Unicode for
    certain beside others that are not.
    """

    encoding: Encoding = Encoding.UNICODE
    sure: bool = True
    read: int = 0
    marked: int = 0
    mixed: bool = False


def _is_doubtful(char: str) -> bool:
    return char.isascii() or ord(char) <= _LATIN or ord(char) in WESTERN


@lru_cache(maxsize=65_536)
def makes_sense(word: str, encoding: Encoding) -> bool:
    """Tell whether a word with letters beyond ASCII is a Vietnamese syllable when read so."""
    if encoding is Encoding.UNICODE:
        return is_syllable(nfc(word).translate(_ETH))
    meant = decode(word, encoding)
    return meant != word and is_syllable(meant)


def _words(text: str) -> list[str]:
    return [word for word in _SPLIT.split(text) if word and not word.isascii()]


def _told(text: str) -> tuple[list[str], bool]:
    """Return the words of a text that could be several things, and whether others are Unicode."""
    doubtful: list[str] = []
    definite = False
    for word in _words(nfc(text)):
        if not all(map(_is_doubtful, word)):
            definite = True
        elif not word.strip(_TYPOGRAPHY).isascii() or makes_sense(word, Encoding.TCVN3):
            doubtful.append(word)
    return doubtful, definite


def guess(texts: Iterable[str], hint: Encoding | None = None) -> Guess:
    """Say what a column's texts are written in.

    `hint` is what something else says of them (a font's name, the other columns): with it one
    word is enough.
    """
    words: set[str] = set()
    definite = False
    for text in texts:
        if text.isascii():
            continue
        found, is_unicode = _told(text)
        definite |= is_unicode
        words.update(found)
        if len(words) > _MOST_WORDS:
            break
    return _judge(words, hint, mixed=definite)


def _judge(words: Collection[str], hint: Encoding | None, *, mixed: bool) -> Guess:
    if not words:
        return Guess()
    read = {
        each: sum(makes_sense(word, each) for word in words)
        for each in (Encoding.UNICODE, *CANDIDATES)
    }
    total = len(words)
    best, second = sorted(CANDIDATES, key=lambda each: -read[each])[:2]
    if hint in CANDIDATES and read[hint] == read[best]:
        best, second = hint, best
    stands = read[Encoding.UNICODE]
    # "§¨ng ký": half of it stands as it is, but all of it means something in what was hinted.
    hinted = hint in CANDIDATES and stands < total and bool(read[hint])
    if hint and hinted and all(is_syllable(decode(word, hint)) for word in words):
        return Guess(encoding=hint, read=read[hint], marked=total, mixed=mixed)
    if stands >= max(read[best], 1) or stands >= total * _STANDS or read[best] < total * _ODD:
        return Guess(read=stands, marked=total)
    found = Guess(encoding=best, read=read[best], marked=total, mixed=mixed)
    clear = read[best] >= total * _CLEAR and stands <= total * _ODD
    alone = read[best] - read[second] >= total * _APART and read[best] >= _FEWEST
    return replace(found, sure=clear and (alone or hint is best))


def guess_columns(
    columns: Mapping[str, Sequence[str]], hints: Mapping[str, Encoding] | None = None
) -> dict[str, Guess]:
    """Say it of every column of a file; what is unsure alone may be sure among the others.

    `hints` is what the fonts of a column say.
    """
    hints = hints or {}
    found = {name: guess(texts, hints.get(name)) for name, texts in columns.items()}
    sure = {each.encoding for each in found.values() if each.sure} - {Encoding.UNICODE}
    if len(sure) != 1:
        whole = guess(text for texts in columns.values() for text in texts)
        sure = {whole.encoding} if whole.sure and not sure else set()
    for name, each in found.items():
        if len(sure) == 1 and (not each.sure or each.read < each.marked):
            again = guess(columns[name], *sure)
            if {again.encoding} == sure:
                found[name] = again
    return found


@lru_cache(maxsize=4096)  # names of procedures, officers and statuses come again and again
def convert(
    text: str, encoding: Encoding, hint: Encoding | None = None, *, mixed: bool = False
) -> str:
    """Read one text of a column; `hint` is what its font says, `mixed` what the guess said.

    A text that is Unicode for certain, or makes sense only as it stands, stays as it is whatever
    the column is; so does one without a letter beyond ASCII, but for capitals that a font drew.
    """
    if encoding is Encoding.UNICODE:
        return _tidy(text)
    if encoding is Encoding.TCVN3 and hint is Encoding.TCVN3_CAPITALS:
        encoding = hint
    if text.isascii():
        return decode(text, encoding) if encoding is Encoding.TCVN3_CAPITALS else text
    words, definite = _told(text)
    if definite or _stands(words, encoding, mixed=mixed):
        return _tidy(text)
    meant = decode(text, encoding)
    return mend_case(meant) if encoding is Encoding.TCVN3 else meant


def _stands(words: Sequence[str], encoding: Encoding, *, mixed: bool) -> bool:
    """Tell whether what the code would change makes sense as it stands, and not otherwise too."""
    changed = [word for word in words if decode(word, encoding) != word]
    stand, read = (
        sum(makes_sense(word, each) for word in changed) for each in (Encoding.UNICODE, encoding)
    )
    return stand == len(changed) and (mixed or read < stand)


def _tidy(text: str) -> str:
    """Return a Unicode text in NFC, with Đ where a keyboard gave the letter that looks like it."""
    plain = nfc(text)
    if "Ð" not in plain and "ð" not in plain:
        return plain
    for word in _words(plain):
        if makes_sense(word, Encoding.UNICODE):
            plain = plain.replace(word, word.translate(_ETH))
    return plain


def read_headings(texts: Sequence[str]) -> list[str]:
    """Read the headings of a list, each tidied to one line; they share one code."""
    found = guess(texts)
    read = (convert(text, found.encoding, mixed=found.mixed) for text in texts)
    return [" ".join(text.split()) for text in read]


@lru_cache(maxsize=4096)
def looks_odd(text: str) -> bool:
    """Tell whether a text that was read as Unicode makes more sense in another code."""
    words, _ = _told(text)
    odd = [word for word in words if not makes_sense(word, Encoding.UNICODE)]
    return any(sum(makes_sense(word, each) for word in odd) >= _FEWEST - 1 for each in CANDIDATES)
