"""Papers for till printers: from a PDF to the printer's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.domain.printers import Setup


def escpos(pdf: bytes, setup: Setup) -> bytes:
    """Return a paper as a till printer is sent it: its dots, cut off if the printer has a knife."""
    from desk.printing import escpos as words
    from desk.printing import raster

    pages = [raster.page(pdf, number, dpi=words.DPI, bits=1) for number in range(raster.count(pdf))]
    return words.encode(pages, setup.dots, cut=setup.cut)
