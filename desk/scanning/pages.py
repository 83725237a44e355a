"""Pages of a file as dots for the screen, as codes, and put together anew."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from PIL import Image, ImageOps

from desk.domain.errors import InputError
from desk.scanning.kinds import JPEG, PDF, PNG, Kind, ScanBrokenError, document, picture

_POINTS: Final = 72
_READING_DPI: Final = 250
#: A bar of one and a half dots is lost on one grid of dots and found on another.
_OTHER_GRID: Final = {PDF: 0.8, JPEG: 1.25, PNG: 1.25}
_SHEET_INCHES: Final = 8.27  # the narrow side of A4, which a picture is taken for
_MOST_DOTS: Final = 24_000_000  # of one page on the screen
_BARS: Final = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.Code128])
_QUARTERS: Final = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180}
_QUARTERS[270] = Image.Transpose.ROTATE_90


class PageGoneError(InputError):
    """The file has no such page."""


@dataclass(frozen=True, slots=True)
class Dots:
    """A page on the screen: four bytes a dot (blue, green, red, unused), rows from the top."""

    width: int
    height: int
    stride: int
    data: bytes


def draw(path: Path, media: str, page: int, box: tuple[int, int], turn: int = 0) -> Dots:
    """Draw one page, turned clockwise by quarters, as large as fits into `box`.

    Raises:
        PageGoneError, ScanBrokenError.
    """
    if media != PDF:
        if page:
            raise PageGoneError(page=page + 1)
        with picture(path, media, near=box) as image:
            return _image_dots(image, box, turn)
    with document(path) as opened:
        sheet = _page(opened, page)
        wide, high = sheet.get_size()
        if turn % 180:
            wide, high = high, wide
        scale = min(box[0] / wide, box[1] / high)
        scale = min(scale, (_MOST_DOTS / (wide * high)) ** 0.5)
        bitmap = sheet.render(
            scale=scale, rotation=turn, force_bitmap_format=pdfium.FPDFBitmap_BGRx
        )
        data = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
        made = Dots(bitmap.width, bitmap.height, bitmap.stride, data)
        bitmap.close()
        sheet.close()
    return made


def _image_dots(image: Image.Image, box: tuple[int, int], turn: int) -> Dots:
    upright = ImageOps.exif_transpose(image)
    if turn:
        upright = upright.transpose(_QUARTERS[turn])
    scale = min(box[0] / upright.width, box[1] / upright.height)
    size = max(1, round(upright.width * scale)), max(1, round(upright.height * scale))
    drawn = upright.convert("RGB").resize(size, Image.Resampling.BOX if scale < 1 else None)
    data = drawn.convert("RGBA").tobytes("raw", "BGRA")
    return Dots(drawn.width, drawn.height, drawn.width * 4, data)


def _page(opened: pypdfium2.PdfDocument, page: int) -> pypdfium2.PdfPage:
    if not 0 <= page < len(opened):
        raise PageGoneError(page=page + 1)
    return opened[page]


# -- codes ---------------------------------------------------------------------------------------


def codes(path: Path, known: Kind) -> Iterator[tuple[str, ...]]:
    """Yield the digits of the barcodes on each page; one page is in memory at a time.

    Raises:
        ScanBrokenError: a page cannot be drawn.
    """
    for page in range(known.pages):
        grey = _grey(path, known.media, page)
        yield _codes(grey) or _codes(ImageOps.scale(grey, _OTHER_GRID[known.media]))


def _grey(path: Path, media: str, page: int) -> Image.Image:
    if media != PDF:
        near = round(_SHEET_INCHES * _READING_DPI)
        with picture(path, media, near=(near, near)) as image:
            return ImageOps.exif_transpose(image).convert("L")
    with document(path) as opened:
        sheet = opened[page]
        wide, high = sheet.get_size()
        scale = min(_READING_DPI / _POINTS, (_MOST_DOTS / (wide * high)) ** 0.5)
        bitmap = sheet.render(scale=scale, grayscale=True)
        shape = bitmap.width, bitmap.height
        data = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
        made = Image.frombytes("L", shape, data, "raw", "L", bitmap.stride)
        bitmap.close()
        sheet.close()
    return made


def _codes(grey: Image.Image) -> tuple[str, ...]:
    found = zxingcpp.read_barcodes(grey, formats=_BARS, try_invert=False)
    return tuple(sorted({code.text for code in found if code.text.isdecimal()}))


# -- put together anew ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a file, from 0, and by how much it is turned clockwise."""

    page: int
    turn: int = 0  # 0 | 90 | 180 | 270


def compose(path: Path, media: str, leaves: Sequence[Leaf], out: Path) -> None:
    """Write a new file of these pages in this order; the old one stays as it is.

    Raises:
        PageGoneError, ScanBrokenError.
    """
    if not leaves or (media != PDF and [leaf.page for leaf in leaves] != [0]):
        raise PageGoneError(page=0)
    if media != PDF:
        with picture(path, media) as image:
            upright = ImageOps.exif_transpose(image)
            turned = upright.transpose(_QUARTERS[leaves[0].turn]) if leaves[0].turn else upright
            quality = {"quality": 95} if media == JPEG else {}
            turned.save(out, "JPEG" if media == JPEG else "PNG", **quality)
        return
    with document(path) as opened:
        for leaf in leaves:
            _page(opened, leaf.page).close()
        made = pypdfium2.PdfDocument.new()
        try:
            made.import_pages(opened, [leaf.page for leaf in leaves])
            for number, leaf in enumerate(leaves):
                if leaf.turn:
                    sheet = made[number]
                    sheet.set_rotation((sheet.get_rotation() + leaf.turn) % 360)
                    sheet.close()
            made.save(out)
        except pypdfium2.PdfiumError as error:
            raise ScanBrokenError from error
        finally:
            made.close()
