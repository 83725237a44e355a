"""The page that a printer is measured by: its marks lie where it says they do."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from desk.domain.papers import TestSheet
from desk.domain.printers import SIZES, TEST_MARK_UM, Kind
from desk.printing import forms, raster, wording
from tests.printing import sheets
from tests.printing.reading import drawn, flat, pypdf_text
from tests.printing.till import two_readers

MM = 300 / 25.4  # dots


def page(kind: Kind) -> bytes:
    width, height = SIZES[kind]
    sheet = TestSheet(
        office=sheets.OFFICE,
        wording=wording.load("2025"),
        issued_at=sheets.AT,
        about=kind.value,
        width=width,
        height=height,
    )
    return forms.render("test", sheet)


def ink(image: Image.Image, box: tuple[float, float, float, float]) -> tuple[float, float]:
    """Where the middle of the ink within a box is, in millimetres from the corner."""
    corner = (round(box[0] * MM), round(box[1] * MM))
    part = image.crop((*corner, round(box[2] * MM), round(box[3] * MM)))
    found = part.point(lambda grey: 255 * (grey < 128)).getbbox()
    assert found is not None
    left, top, right, bottom = found
    return (corner[0] + (left + right) / 2) / MM, (corner[1] + (top + bottom) / 2) / MM


@pytest.mark.parametrize("kind", list(Kind))
def test_the_lines_that_are_measured_lie_where_they_are_said_to(kind: Kind) -> None:
    pdf = page(kind)
    assert raster.count(pdf) == 1
    image = drawn(pdf, 300)
    assert image.size == pytest.approx([side * MM for side in SIZES[kind]], abs=2)
    mark = TEST_MARK_UM / 1000
    across, _ = ink(image, (mark - 3, mark + 3, mark + 1.5, mark + 9))  # the bold upright line
    _, down = ink(image, (mark + 3, mark - 3, mark + 9, mark + 1.5))  # the bold level one
    assert across == pytest.approx(mark, abs=0.1)
    assert down == pytest.approx(mark, abs=0.1)


@pytest.mark.parametrize("kind", [Kind.A5, Kind.A4, Kind.SLIP])
def test_it_has_letters_and_codes_that_two_readers_read(kind: Kind, tmp_path: Path) -> None:
    pdf = page(kind)
    assert "ắằẳẵặ ếềểễệ" in flat(pypdf_text(pdf))
    first, second = two_readers(drawn(pdf, 300), tmp_path)
    assert first == second == {"0099999999999993"}
