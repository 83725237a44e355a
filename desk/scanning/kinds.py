"""What a file is, told by its bytes and by opening it, never by its name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from desk.domain.errors import InputError, StorageError
from desk.printing.raster import PDFIUM

PDF: Final = "application/pdf"
JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
MEGABYTE: Final = 1_000_000
_HEAD: Final = 1024  # a PDF may have that much before its mark
_TIFF: Final = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_FORMATS: Final = {JPEG: "JPEG", PNG: "PNG"}
_MOST_DOTS: Final = 140_000_000  # A3 at 600 dpi and twice as much
Image.MAX_IMAGE_PIXELS = None  # what is too large is refused below, before it is read


class ScanFileEmptyError(InputError):
    """The file has no bytes."""


class ScanTooLargeError(InputError):
    """The file is larger than this counter takes; facts: megabytes, limit."""


class ScanTiffError(InputError):
    """The file is a TIFF picture, which this program does not keep."""


class ScanStrangeError(InputError):
    """The file is no PDF, JPEG or PNG, whatever it is called."""


class ScanEncryptedError(InputError):
    """The PDF is locked with a password."""


class ScanBrokenError(InputError):
    """The file begins like a PDF or a picture, but cannot be opened."""


class ScanNotReadError(StorageError):
    """The file cannot be read where it lies: the drive is gone, or it may not be read."""


class ScanAbsentError(ScanNotReadError):
    """There is no file where one was said to be."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A file that can be kept."""

    media: str
    pages: int


def kind(path: Path, *, limit: int | None = None) -> Kind:
    """Open a file and say what it is; `limit` is the largest size taken, in bytes.

    Raises:
        ScanFileEmptyError, ScanTooLargeError, ScanTiffError, ScanStrangeError, ScanEncryptedError,
        ScanBrokenError, ScanNotReadError (ScanAbsentError where there is none).
    """
    try:
        size = path.stat().st_size
        if not size:
            raise ScanFileEmptyError
        if limit is not None and size > limit:
            raise ScanTooLargeError(megabytes=-(-size // MEGABYTE), limit=limit // MEGABYTE)
        with path.open("rb") as file:
            media = _media(file.read(_HEAD))
    except FileNotFoundError as error:
        raise ScanAbsentError from error
    except OSError as error:
        raise ScanNotReadError from error
    if media != PDF:
        with picture(path, media):
            return Kind(media, 1)
    with document(path) as opened:
        pages = len(opened)
    if not pages:
        raise ScanBrokenError
    return Kind(PDF, pages)


def _media(head: bytes) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(_TIFF):
        raise ScanTiffError
    if b"%PDF-" in head and not head.startswith((b"MZ", b"\x7fELF")):
        return PDF
    raise ScanStrangeError


@contextmanager
def document(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF while no other thread uses PDFium; keep it open for one page's time.

    Raises:
        ScanEncryptedError, ScanBrokenError.
    """
    with PDFIUM:
        try:
            opened = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
                raise ScanEncryptedError from error
            raise ScanBrokenError from error
        except OSError as error:
            raise ScanNotReadError from error
        try:
            yield opened
        except pypdfium2.PdfiumError as error:
            raise ScanBrokenError from error
        finally:
            opened.close()


@contextmanager
def picture(
    path: Path, media: str, *, near: tuple[int, int] | None = None
) -> Iterator[Image.Image]:
    """Open a picture and read all of its dots, a JPEG no larger than is needed for `near`.

    Raises:
        ScanBrokenError: it cannot be read, or claims to be larger than any sheet of paper.
    """
    try:
        with Image.open(path, formats=[_FORMATS[media]]) as image:
            if image.width * image.height > _MOST_DOTS:
                raise ScanBrokenError
            if near is not None:
                image.draft(None, near)
            image.load()
            yield image
    except (OSError, SyntaxError, ValueError) as error:
        raise ScanBrokenError from error
