"""The typeface of the papers: loaded once per face, measured in em, fed with NFC only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from desk.domain.errors import StorageError
from desk.printing import resources

FACES = {"r": "Regular", "b": "Bold", "i": "Italic", "z": "BoldItalic"}
BOLDER = {"r": "b", "b": "b", "i": "z", "z": "z"}
GLUE = "\N{NO-BREAK SPACE}"  # drawn as a space, never broken at
INSTEAD = "\N{WHITE SQUARE}"  # drawn for what the typeface does not have
SPACE = 0.25  # em: the same in all four faces

_loading = Lock()
_LAST_BMP = 0xFFFF  # the PDF's map back to text is written for the basic plane


class FontMissingError(StorageError):
    """A font file of the program is gone or damaged."""


@cache
def _load(path: Path) -> TTFont:
    """Read one face and make it known to ReportLab; reading costs more than a whole receipt."""
    with _loading:
        try:
            font = TTFont(path.stem, str(path), asciiReadable=0)
        except (TTFError, OSError) as error:
            raise FontMissingError(file=path.name) from error
        pdfmetrics.registerFont(font)
    return font


@cache
def _font(folder: Path, face: str) -> TTFont:
    return _load(folder / f"Tinos-{FACES[face]}.ttf")


def name(face: str) -> str:
    """Return ReportLab's name of a face, loading it at first use.

    Raises:
        FontMissingError: the file is gone or damaged.
    """
    return str(_font(resources.folder("fonts"), face).fontName)


def width(text: str, face: str) -> float:
    """Return how wide a text runs, in em."""
    return sum(map(_advances(resources.folder("fonts"), face).__getitem__, text))


#: What a string in a page may not hold as it is (ISO 32000-1, 7.3.4.2); the rest in octal.
_ESCAPED: Final = {
    **{code: f"\\{code:03o}" for code in (*range(32), *range(127, 256))},
    **{ord(char): f"\\{char}" for char in "\\()"},
}


#: So many texts are remembered as they are shown in one document.
_SHOWN: Final = 4_000


def shown(canvas: Canvas, text: str, face: str, size: float) -> Sequence[str]:
    """Return the words of PDF that show a text where the pen is.

    ReportLab's own text object takes three times as long, which a book of a year would feel; and
    a book says much of it again and again.
    """
    known: dict[tuple[str, str, float], list[str]]
    known = canvas.__dict__.setdefault("_desk_shown", {})
    key = text, face, size
    found = known.get(key)
    if found is None:
        if len(known) >= _SHOWN:
            known.clear()
        found = known[key] = list(_spelled(canvas, text, face, size))
    return found


#: A stretch of letters that are read from right to left, with what stands between them.
_LEFT: Final = "[\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc]"
_LEFTWARD: Final = re.compile(rf"{_LEFT}(?:[ '\u2019-]*{_LEFT})*")
_CLUSTER: Final = re.compile(r"[^\u0591-\u05bd][\u0591-\u05bd]*")


def in_sight(text: str) -> str:
    """Return a text as it is drawn from the left: what is read leftward begins at its right.

    Readers of the file turn it around again, so that what is copied out of it is what was typed.
    """
    if text.isascii():
        return text
    return _LEFTWARD.sub(lambda run: "".join(reversed(_CLUSTER.findall(run[0]))), text)


def _spelled(canvas: Canvas, text: str, face: str, size: float) -> Iterator[str]:
    text = in_sight(text)
    font = _font(resources.folder("fonts"), face)
    document: Any = canvas.__dict__["_doc"]
    for subset, codes in font.splitString(text, document):
        name = font.getSubsetInternalName(subset, document)
        yield f"{name} {size:g} Tf ({codes.decode('latin-1').translate(_ESCAPED)}) Tj"


class _Advances(dict[str, float]):
    """How far each letter goes, in em, read off the font when it is first asked for."""

    def __init__(self, font: TTFont) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, char: str) -> float:
        wide = self[char] = float(self._font.stringWidth(char, 1))
        return wide


@lru_cache(maxsize=8)
def _advances(folder: Path, face: str) -> _Advances:
    return _Advances(_font(folder, face))


@cache
def _known(folder: Path) -> frozenset[str]:
    glyphs = _font(folder, "r").face.charToGlyph
    letters = (chr(code) for code in glyphs if code <= _LAST_BMP)
    return frozenset(
        c for c in letters if c == GLUE or unicodedata.category(c)[0] not in {"C", "Z"}
    ) | {" ", "\n"}


def clean(text: str, missing: set[int]) -> str:
    """Return `text` as it can be drawn: NFC, no controls, a square for what has no glyph.

    The code points drawn as squares are added to `missing`. ReportLab shapes nothing, so
    decomposed Vietnamese would come out with its marks beside the letters.
    """
    text = unicodedata.normalize("NFC", text)
    known = _known(resources.folder("fonts"))
    if known.issuperset(text):
        return text
    return "".join(c if c in known else _instead(c, missing) for c in text)


def _instead(char: str, missing: set[int]) -> str:
    if char in "\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}":
        return "\n"
    category = unicodedata.category(char)
    if char.isspace() or category == "Zs":
        return " "
    if category in {"Cc", "Cf"} or "VARIATION SELECTOR" in unicodedata.name(char, ""):
        return ""  # says how to draw its neighbour, and is nothing by itself
    missing.add(ord(char))
    return INSTEAD
