"""Pages as dots: a PDF drawn at a printer's resolution so that bars keep whole dots.

Page sizes are no whole number of dots, and renderers that stretch the page to fit its bitmap move
bars by fractions of a dot. Here the page is drawn with an exact scale from its top left corner. A
203 dpi printer (8 dots a millimetre) has no whole number of dots for 1/100 inch, so there the
page is drawn at 200 dpi, 1.5 % smaller, in the middle of its sheet.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from threading import Lock

import pypdfium2
import pypdfium2.raw as pdfium

from desk.domain.errors import InputError

_GRID = 100  # dots per inch that divide a barcode's module evenly (barcode.MODULE)
_LEAST_SCALE = 0.95  # smaller than this a paper would no longer be the form's size
_POINTS = 72
_LABEL_POINTS = 300  # a label is no higher than this, a sheet no lower
_LEAST_DPI, _MOST_DPI = 50, 1200
_MIDDLE = 128

# PDFium keeps global state: one thread at a time, whoever uses it.
PDFIUM = Lock()
_BLACK = bytes(49 if grey < _MIDDLE else 48 for grey in range(256))  # "1" and "0"


class PdfDamagedError(InputError):
    """What should be printed is no PDF, or has no such page."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of dots, rows from the top.

    `bits` is 8 (grey: 0 black, 255 white) or 1 (a set bit is black, most significant bit first).
    """

    width: int
    height: int
    stride: int
    bits: int
    data: bytes


def drawn_at(dpi: int) -> float:
    """Return the resolution that a page is drawn at for a printer of `dpi`."""
    whole = dpi // _GRID * _GRID
    return float(whole) if whole >= dpi * _LEAST_SCALE else float(dpi)


def count(pdf: bytes) -> int:
    """Return how many pages a PDF has.

    Raises:
        PdfDamagedError: it is none.
    """
    with PDFIUM:
        document = _opened(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page(
    pdf: bytes, number: int = 0, *, dpi: int = 300, bits: int = 8, upright: bool = False
) -> Page:
    """Draw one page as it should be sent to a printer of `dpi`.

    With `upright` a sheet that lies is drawn turned clockwise, as it goes through the printer. A
    spooler that turned it would do so about a corner that lies between two dots: a sheet is no
    whole number of them. A label stays as it is: its printer feeds it lying.

    Raises:
        PdfDamagedError: it is no PDF or has no such page.
    """
    if not _LEAST_DPI <= dpi <= _MOST_DPI:
        raise ValueError(f"dpi {dpi}")
    with PDFIUM:
        document = _opened(pdf)
        try:
            if not 0 <= number < len(document):
                raise PdfDamagedError(page=number + 1)
            grey = _drawn(document[number], dpi, upright=upright)
        finally:
            document.close()
    return grey if bits == 8 else _black_and_white(grey)  # noqa: PLR2004 - bits of a byte


def _opened(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise PdfDamagedError(page=0) from error


def _drawn(sheet: pypdfium2.PdfPage, dpi: int, *, upright: bool) -> Page:
    wide, high = sheet.get_size()
    scale = drawn_at(dpi) / _POINTS
    width, height = round(wide * dpi / _POINTS), round(high * dpi / _POINTS)
    # Whole dots, so that what lies on the grid of the page lies on the grid of the printer.
    left = round((width - wide * scale) / 2)
    top = round((height + high * scale) / 2) - high * scale
    matrix = pdfium.FS_MATRIX(scale, 0, 0, scale, left, top)
    if upright and wide > high > _LABEL_POINTS:
        matrix = pdfium.FS_MATRIX(0, scale, -scale, 0, height - top, left)
        width, height = height, width
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    clip = pdfium.FS_RECTF(0, 0, width, height)
    flags = pdfium.FPDF_PRINTING | pdfium.FPDF_GRAYSCALE
    pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, sheet, matrix, clip, flags)
    data = ctypes.string_at(bitmap.buffer, bitmap.stride * height)
    made = Page(width, height, bitmap.stride, 8, data)
    bitmap.close()
    sheet.close()
    return made


def _black_and_white(grey: Page) -> Page:
    """Pack grey dots into bits, darker than the middle becoming black."""
    stride = (grey.width + 7) // 8
    spare = stride * 8 - grey.width
    digits = grey.data.translate(_BLACK)
    rows = []
    for row in range(grey.height):
        start = row * grey.stride
        bits = int(digits[start : start + grey.width], 2) << spare
        rows.append(bits.to_bytes(stride, "big"))
    return Page(grey.width, grey.height, stride, 1, b"".join(rows))
