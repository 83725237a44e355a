"""The typeface of the papers: loaded once per face, measured in em, fed with NFC only."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

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


@lru_cache(maxsize=20_000)
def width(text: str, face: str) -> float:
    """Return how wide a text runs, in em."""
    return float(_font(resources.folder("fonts"), face).stringWidth(text, 1))


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
