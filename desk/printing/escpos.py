"""A page of dots in a till printer's own words (ESC/POS): pictures only, never text.

Letters sent as text come out in the printer's code page, and few printers have a Vietnamese one;
dots are the same on all. Commands: ESC @ (begin anew), GS v 0 (rows of dots), ESC d (feed),
GS V 66 (feed and cut), as Epson's reference and its many imitators have them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desk.printing.raster import Page

DPI: Final = 203  # 8 dots a millimetre: what rolls are printed at
BEGIN: Final = b"\x1b@"
_FEED: Final = b"\x1bd\x05"  # so that the last line stands above the edge that it is torn at
_CUT: Final = b"\x1dVB\x00"  # fed to the knife and cut but for one point
#: A band of rows at a time: a printer's memory may hold no whole slip.
BAND: Final = 128


def encode(pages: Sequence[Page], dots: int, *, cut: bool) -> bytes:
    """Return pages of one bit a dot for a roll of `dots` across; each is cut off if `cut`.

    A page lies in the middle of the roll, and what is wider loses its margins on both sides. The
    roll ends where the last black dot is: white below it would be fed for nothing.
    """
    out = [BEGIN]
    for page in pages:
        out += _rows(page, dots)
        out.append(_CUT if cut else _FEED)
    return b"".join(out)


def _rows(page: Page, dots: int) -> list[bytes]:
    stride = dots // 8
    rows = [_fitted(page, row, dots) for row in range(page.height)]
    while rows and not any(rows[-1]):
        rows.pop()
    out = []
    for top in range(0, len(rows), BAND):
        band = rows[top : top + BAND]
        size = stride.to_bytes(2, "little") + len(band).to_bytes(2, "little")
        out.append(b"\x1dv0\x00" + size + b"".join(band))
    return out


def _fitted(page: Page, row: int, dots: int) -> bytes:
    """Return one row, cropped or padded in the middle to the roll's width."""
    start = row * page.stride
    spare = page.stride * 8 - page.width
    bits = int.from_bytes(page.data[start : start + page.stride], "big") >> spare
    more = dots - page.width
    left = more // 2 if more >= 0 else -(-more // 2)
    right = more - left
    bits = bits << right if right >= 0 else bits >> -right
    return (bits & ((1 << dots) - 1)).to_bytes(dots // 8, "big")
