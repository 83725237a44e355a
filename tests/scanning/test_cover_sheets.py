"""Cover sheets printed, scanned badly, and read back: each page finds its dossier and paper."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from desk.domain.codes import barcode
from desk.domain.digitising import Mark, Part, mark_of, split
from desk.domain.papers import CoverSheet, Page
from desk.printing import forms
from desk.scanning import kinds, pages
from tests.printing import sheets
from tests.scanning.files import scanned

PAPERS = ((1, "Tờ khai"), (3, "Giấy chứng sinh của cơ sở khám bệnh, chữa bệnh nơi trẻ sinh ra"))
DIGITS = barcode("00999", date(2026, 11, 23), 1001)
DOSSIER = sheets.dossier(barcode=DIGITS)


def cover(**changes: Any) -> CoverSheet:
    return sheets.cover(dossier=DOSSIER, **changes)


def receipt() -> bytes:
    return forms.render("receipt", sheets.receipt(dossier=DOSSIER))


def drawn(pdf: bytes, dpi: int) -> list[Image.Image]:
    """Return the pages as another program than ours would print them."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    made = [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    document.close()
    return made


def covers(**changes: Any) -> bytes:
    return forms.render("cover", cover(papers=PAPERS, **changes))


def noisy(sheet: Image.Image) -> Image.Image:
    """Grey paper, dust and a soft lens."""
    dust = random.Random(7)  # noqa: S311 - the same dust every time
    grey = sheet.point(lambda level: 60 + level * 150 // 255).filter(ImageFilter.GaussianBlur(0.6))
    points = grey.load()
    assert points is not None
    for _ in range(grey.width * grey.height // 60):
        at = dust.randrange(grey.width), dust.randrange(grey.height)
        points[at] = dust.randrange(256)
    return grey


def turned(degrees: float) -> Callable[[Image.Image], Image.Image]:
    return lambda sheet: sheet.rotate(degrees, expand=True, fillcolor=235)


WAYS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "straight": lambda sheet: sheet,
    "noisy": noisy,
    "skewed by 3°": turned(3),
    "skewed by -6°": turned(-6),
    "upside down": turned(180),
    "lying": turned(90),
    "upside down, skewed and noisy": lambda sheet: noisy(turned(177)(sheet)),
    "pale": lambda sheet: sheet.point(lambda level: 150 + level * 100 // 255),
}


def read(path: Path, content: bytes) -> list[Mark | None]:
    path.write_bytes(content)
    return [mark_of(texts) for texts in pages.codes(path, kinds.kind(path))]


@pytest.mark.parametrize("dpi", [100, 150, 200, 300])
@pytest.mark.parametrize("way", WAYS)
def test_a_cover_is_read_however_it_was_scanned(tmp_path: Path, way: str, dpi: int) -> None:
    scan = scanned([WAYS[way](sheet) for sheet in drawn(covers(), dpi)], dpi, quality=60)
    found = read(tmp_path / "scan.pdf", scan)
    assert found == [Mark(DIGITS, 1), Mark(DIGITS, 3)]


@pytest.mark.parametrize("page", [Page.A5, Page.A4])
def test_each_paper_has_a_sheet_and_says_which(page: Page) -> None:
    made = forms.render_told("cover", cover(papers=PAPERS, page=page))
    assert made.pages == 2
    assert made.unprintable == ()


def test_one_for_the_whole_dossier(tmp_path: Path) -> None:
    whole = forms.render("cover", cover(papers=()))
    assert read(tmp_path / "scan.pdf", whole) == [Mark(DIGITS, 0)]


def test_practice_covers_are_read_too(tmp_path: Path) -> None:
    found = read(tmp_path / "scan.pdf", covers(practice=True))
    assert found == [Mark(DIGITS, 1), Mark(DIGITS, 3)]


def test_a_stack_with_covers_and_a_receipt_is_parted(tmp_path: Path) -> None:
    first, second = drawn(covers(), 150)
    (slip,) = drawn(receipt(), 150)
    blank = Image.new("L", (1240, 1754), 250)
    stack = [blank, first, blank, blank, second, blank, slip, blank]
    found = read(tmp_path / "scan.pdf", scanned(stack, 150))
    assert split(found) == (
        Part((0,)),
        Part((2, 3), DIGITS, 1),
        Part((5,), DIGITS, 3),
        Part((6, 7), DIGITS),
    )


def test_a_photograph_of_a_receipt_is_read(tmp_path: Path) -> None:
    (slip,) = drawn(receipt(), 200)
    out = BytesIO()
    slip.save(out, "JPEG", quality=70)
    assert read(tmp_path / "photo.jpg", out.getvalue()) == [Mark(DIGITS)]
