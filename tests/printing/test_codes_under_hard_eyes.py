"""Codes as scanners meet them: every resolution, askew, upside down, out of focus; two readers."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from desk.domain.papers import Page, Sheet
from desk.printing import forms
from tests.printing import sheets
from tests.printing.reading import codes, drawn, poppler_image, zbar_codes

BARS = {"code128": [sheets.DIGITS]}
BOTH = {**BARS, "qr": [sheets.CODE]}
#: Papers and the codes on each; the others carry the same two, set by the same hands.
PAPERS: dict[str, tuple[Sheet, dict[str, list[str]]]] = {
    "receipt": (sheets.receipt(), BOTH),
    "receipt-A4": (sheets.receipt(page=Page.A4), BOTH),
    "supplement": (sheets.supplement(), BARS),
    "label": (sheets.label(), BOTH),
}
#: How the sheet lies under the eye, in degrees.
TURNS = (0, 90, 180, 270, 4, -7)
#: How far out of focus the eye is at each resolution, in modules of the bars: 150 dots an inch are
#: one and a half for a module, which leaves little to lose.
BLURS = {150: 0.15, 200: 0.25, 203: 0.25, 300: 0.35}


def aimed(pdf: bytes, name: str, dpi: int, folder: Path) -> Image.Image:
    """Return the part of a paper that a reader is aimed at: as it is printed, or as it is scanned.

    No printer of today has 150 dots, and scanners see greys, which another program draws.
    """
    page = poppler_image(pdf, folder, dpi) if dpi < 200 else drawn(pdf, dpi)
    return page if name == "label" else page.crop((0, 0, page.width, page.height * 2 // 5))


def seen(image: Image.Image, turn: int, blur: float, dpi: int) -> Image.Image:
    """Return a picture turned by degrees on white, then blurred by parts of a module."""
    if turn:
        how = Image.Resampling.BICUBIC
        image = image.rotate(turn, expand=True, fillcolor=255, resample=how)
    return image.filter(ImageFilter.GaussianBlur(blur * dpi / 100)) if blur else image


@pytest.mark.parametrize("dpi", BLURS)
@pytest.mark.parametrize("name", PAPERS)
def test_two_readers_find_the_codes_however_the_sheet_lies(
    name: str, dpi: int, tmp_path: Path
) -> None:
    sheet, expected = PAPERS[name]
    page = aimed(forms.render(name.partition("-")[0], sheet), name, dpi, tmp_path)
    views = {
        f"{turn}-{blur}": seen(page, turn, blur, dpi)
        for turn in TURNS
        for blur in (0.0, BLURS[dpi])
    }
    assert {view: codes(image) for view, image in views.items()} == dict.fromkeys(views, expected)
    assert zbar_codes(views, tmp_path) == dict.fromkeys(views, expected)


def test_an_eye_too_far_out_of_focus_sees_nothing(tmp_path: Path) -> None:
    """The readers do not guess: what cannot be read is not read."""
    page = drawn(forms.render("receipt", sheets.receipt()), 200)
    lost = {"far": seen(page, 0, 3.0, 200)}
    assert codes(lost["far"]) == {}
    assert zbar_codes(lost, tmp_path) == {"far": {}}
