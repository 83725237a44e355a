"""Files as scanners and people make them, good ones and others."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdf
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

A4 = (595.28, 841.89)


def pdf(*pages: str, size: tuple[float, float] = A4) -> bytes:
    """Return a PDF of pages that each say something."""
    out = BytesIO()
    canvas = Canvas(out, size)
    for text in pages:
        canvas.drawString(72, size[1] - 72, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def joined(*sheets: bytes) -> bytes:
    """Return one PDF of several, as a scanner makes of a stack."""
    writer = pypdf.PdfWriter()
    for sheet in sheets:
        writer.append(BytesIO(sheet))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def locked(content: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(content))
    writer.encrypt("bí mật", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def image(kind: str = "PNG", size: tuple[int, int] = (600, 800), ink: str = "black") -> bytes:
    made = Image.new("RGB", size, "white")
    ImageDraw.Draw(made).rectangle(
        (size[0] // 10, size[1] // 13, size[0] // 3, size[1] // 6), fill=ink
    )
    out = BytesIO()
    made.save(out, kind)
    return out.getvalue()


def scanned(sheets: list[Image.Image], dpi: int, quality: int = 80) -> bytes:
    """Return what a scanner makes of sheets: a PDF of JPEG pictures."""
    out = BytesIO()
    first, *more = sheets
    first.save(out, "PDF", resolution=dpi, save_all=True, append_images=more, quality=quality)
    return out.getvalue()


def texts(path: Path) -> list[str]:
    """Return what the pages of a PDF say."""
    return [page.extract_text().strip() for page in pypdf.PdfReader(path).pages]


#: Files that are no scans: what they hold, and the name of what is said of them.
JUNK = {
    "trong.pdf": (b"", "ScanFileEmptyError"),
    "chuong-trinh.pdf": (b"MZ\x90\x00" + b"\x00" * 200 + b"%PDF-1.4", "ScanStrangeError"),
    "van-ban.pdf": ("Chỉ là chữ".encode(), "ScanStrangeError"),
    "cut.pdf": (pdf("một", "hai")[:300], "ScanBrokenError"),
    "hong.jpg": (image("JPEG")[:400], "ScanBrokenError"),
    "anh.tif": (image("TIFF", (60, 80)), "ScanTiffError"),
    "khoa.pdf": (locked(pdf("một")), "ScanEncryptedError"),
}
