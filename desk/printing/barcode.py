"""Code 128 and QR as one vector path each, on a grid that printers' dots divide evenly.

One hundredth of an inch is 2, 3 and 6 dots at 200, 300 and 600 dpi, so a bar of one module is a
whole number of dots and begins on one (`raster` renders for 203 dpi at 200). Only python-barcode's
encoding is used: its writers want a font of their own and place bars between dots.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import segno
from barcode.codex import Code128
from reportlab.pdfgen.canvas import Canvas

MODULE = 0.72  # points: 1/100 inch = 0.254 mm
BAR_QUIET = 10  # modules of white that ISO/IEC 15417 asks for on either side
QR_MODULE = 2 * MODULE
QR_QUIET = 4  # modules, ISO/IEC 18004


@lru_cache(maxsize=64)
def bars(digits: str) -> tuple[tuple[int, int], ...]:
    """Return where the bars of a Code 128 begin and how wide they are, in modules."""
    pattern = Code128(digits).build()[0]
    return tuple(_strokes(pattern))


@lru_cache(maxsize=64)
def squares(text: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Return a QR's side and its dark strokes as (row, column, width), in modules."""
    code = segno.make(text, error="m", micro=False)
    rows = ["".join("1" if dark else "0" for dark in row) for row in code.matrix]
    strokes = [(number, *stroke) for number, row in enumerate(rows) for stroke in _strokes(row)]
    return len(rows), tuple(strokes)


def save_qr(text: str, path: Path) -> None:
    """Write a QR code as a PNG that a phone or a scanner reads off a screen or paper.

    Raises:
        OSError: the file cannot be written.
    """
    segno.make(text, error="m", micro=False).save(str(path), kind="png", scale=8, border=QR_QUIET)


def _strokes(pattern: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for dark, same in groupby(pattern):
        width = len(list(same))
        if dark == "1":
            found.append((at, width))
        at += width
    return found


def bars_width(digits: str, module: float = MODULE) -> float:
    """Return the width of a barcode with its quiet zones, in points."""
    start, width = bars(digits)[-1]
    return (start + width + 2 * BAR_QUIET) * module


def qr_side(text: str) -> float:
    """Return the side of a QR with its quiet zone, in points."""
    return (squares(text)[0] + 2 * QR_QUIET) * QR_MODULE


def snap(points: float) -> float:
    """Move a coordinate to the nearest hundredth of an inch."""
    return round(points / MODULE) * MODULE


def grouped(digits: str) -> str:
    """Return the digits in fours, as they are read out and typed."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


@dataclass(frozen=True, slots=True)
class BarMark:
    """A barcode whose white field's top left corner is at (x, y)."""

    digits: str
    x: float
    y: float
    height: float
    module: float = MODULE

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw a white field and all bars as one path."""
        x0, y0 = snap(left + self.x), top - self.y - self.height
        wide = bars_width(self.digits) / MODULE
        rects = [(BAR_QUIET + start, 0, width, 1) for start, width in bars(self.digits)]
        _path(canvas, (x0, y0), (self.module, self.height), (wide, 1), rects)


@dataclass(frozen=True, slots=True)
class QrMark:
    """A QR whose white field's top left corner is at (x, y)."""

    text: str
    x: float
    y: float

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw a white field and all squares as one path."""
        side, strokes = squares(self.text)
        whole = side + 2 * QR_QUIET
        at = snap(left + self.x), snap(top - self.y - whole * QR_MODULE)
        rects = [
            (QR_QUIET + column, QR_QUIET + side - 1 - row, width, 1)
            for row, column, width in strokes
        ]
        _path(canvas, at, (QR_MODULE, QR_MODULE), (whole, whole), rects)


Rect = tuple[int, int, int, int]


def _path(
    canvas: Canvas,
    at: tuple[float, float],
    scale: tuple[float, float],
    field: tuple[float, float],
    rects: list[Rect],
) -> None:
    """Fill rectangles told in modules as one path, on white: a watermark would cost readings."""
    path = " ".join(f"{x} {y} {w} {h} re" for x, y, w, h in rects)
    canvas.addLiteral(
        f"q {scale[0]:.4f} 0 0 {scale[1]:.4f} {at[0]:.4f} {at[1]:.4f} cm "
        f"1 g 0 0 {field[0]:g} {field[1]:g} re f 0 g {path} f Q"
    )
