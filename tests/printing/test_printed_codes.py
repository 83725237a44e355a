"""Bars and squares: read by a reader, and on whole dots of every printer."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from desk.domain.papers import Page, Sheet
from desk.printing import barcode, forms, raster
from tests.printing import sheets
from tests.printing.reading import codes, drawn, poppler_image

CODED = {
    form: sheet
    for form, sheet in sheets.every().items()
    if form not in {"label", "receipt", "cover"}
}


@pytest.mark.parametrize("dpi", [150, 200, 203, 300, 600])
def test_receipt_is_read_at_every_resolution(dpi: int) -> None:
    found = codes(drawn(forms.render("receipt", sheets.receipt()), dpi))
    assert found == {"code128": [sheets.DIGITS], "qr": [sheets.CODE]}


@pytest.mark.parametrize("dpi", [200, 300])
def test_receipt_is_read_as_another_program_draws_it(dpi: int, tmp_path: Path) -> None:
    image = poppler_image(forms.render("receipt", sheets.receipt()), tmp_path, dpi)
    assert codes(image) == {"code128": [sheets.DIGITS], "qr": [sheets.CODE]}


def test_both_copies_and_practice_papers_are_read() -> None:
    sheet = sheets.receipt(page=Page.A4_TWICE, practice=True)
    found = codes(drawn(forms.render("receipt", sheet), 200))
    assert found == {"code128": [sheets.DIGITS] * 2, "qr": [sheets.CODE] * 2}


@pytest.mark.parametrize("form", sorted(CODED))
def test_other_papers_carry_the_bars(form: str) -> None:
    found = codes(drawn(forms.render(form, CODED[form]), 200))
    assert found == {"code128": [sheets.DIGITS]}


def test_label_is_read() -> None:
    found = codes(drawn(forms.render("label", sheets.label()), 203))
    assert found == {"code128": [sheets.DIGITS], "qr": [sheets.CODE]}


def dark_rows(image: Image.Image) -> list[list[tuple[bool, int]]]:
    """Each row of dots as runs of dark and light."""
    wide, high = image.size
    data = image.tobytes()
    rows = []
    for y in range(high):
        row = data[y * wide : (y + 1) * wide]
        rows.append([(dark, len(list(run))) for dark, run in groupby(v < 128 for v in row)])
    return rows


def bar_rows(image: Image.Image) -> list[list[int]]:
    """The widths of bars and gaps of every row that crosses the whole barcode."""
    strokes = 2 * len(barcode.bars(sheets.DIGITS)) - 1
    found = []
    for runs in dark_rows(image):
        widths = [width for _, width in runs]
        first = 0 if runs[0][0] else 1
        row = widths[first : first + strokes]
        if len(row) == strokes and len(runs) >= first + strokes:
            found.append(row)
    return found


def expected(dots: int) -> list[int]:
    bars = barcode.bars(sheets.DIGITS)
    row: list[int] = []
    for (start, width), (following, _) in zip(bars, [*bars[1:], (0, 0)], strict=True):
        row += [width * dots, (following - start - width) * dots]
    return row[:-1]


@pytest.mark.parametrize(("dpi", "dots"), [(200, 2), (203, 2), (300, 3), (600, 6)])
@pytest.mark.parametrize("form", ["receipt", "supplement", "label"])
def test_every_bar_is_a_whole_number_of_dots(form: str, dpi: int, dots: int) -> None:
    sheet: Sheet = {
        "receipt": sheets.receipt(),
        "supplement": sheets.supplement(),
        "label": sheets.label(),
    }[form]
    image = drawn(forms.render(form, sheet), dpi)
    half = image.crop((0, 0, image.width // 2, image.height))
    rows = [row for row in bar_rows(half) if row == expected(dots)]
    # The bars are at least 5 mm high, and no row of dots is off by one.
    assert len(rows) >= 5 * dpi / 25.4


@pytest.mark.parametrize(("dpi", "dots"), [(203, 4), (300, 6), (600, 12)])
def test_every_square_is_a_whole_number_of_dots(dpi: int, dots: int) -> None:
    image = drawn(forms.render("receipt", sheets.receipt()), dpi)
    # The finder pattern's corner: 7 dark modules, then the quiet zone to the right of it.
    rows = dark_rows(image.crop((image.width // 2, 0, image.width, image.height // 4)))
    edges = [runs for runs in rows if (True, 7 * dots) in runs]
    assert len(edges) >= 2 * dots


def test_white_is_left_around_the_codes_even_in_practice() -> None:
    dots = 3
    image = drawn(forms.render("receipt", sheets.receipt(practice=True)), 300)
    side = barcode.qr_side(sheets.CODE) / 72 * 300
    quiet = barcode.QR_QUIET * 2 * dots
    ours = [runs for runs in dark_rows(image) if (True, 7 * 2 * dots) in runs]
    assert ours
    for runs in ours:
        assert runs[-1][1] >= quiet
    assert side == pytest.approx((25 + 8) * 2 * dots)
    assert barcode.bars_width(sheets.DIGITS) / barcode.MODULE == pytest.approx(123 + 20)


def test_codes_are_one_path_each() -> None:
    class Canvas:
        drawn: list[str] = []  # noqa: RUF012 - one test's own list

        def addLiteral(self, text: str) -> None:  # noqa: N802 - ReportLab's name
            self.drawn.append(text)

    canvas = Canvas()
    barcode.BarMark(sheets.DIGITS, 3.3, 4.4, 20).draw(canvas, 0, 100)  # type: ignore[arg-type] # a stand-in
    barcode.QrMark(sheets.CODE, 3.3, 4.4).draw(canvas, 0, 100)  # type: ignore[arg-type] # a stand-in
    assert len(canvas.drawn) == 2
    for path in canvas.drawn:
        assert path.count(" f ") == 2  # the white field, and everything dark at once
    bars, squares = canvas.drawn
    assert bars.count("re") == 1 + len(barcode.bars(sheets.DIGITS))
    assert squares.count("re") == 1 + len(barcode.squares(sheets.CODE)[1])


def test_digits_are_grouped_in_fours() -> None:
    assert barcode.grouped("0099926112310015") == "0099 9261 1231 0015"
    assert barcode.grouped("12345") == "1234 5"


def test_one_bit_pages_are_the_grey_ones_cut_in_the_middle() -> None:
    pdf = forms.render("label", sheets.label())
    grey, bits = raster.page(pdf, dpi=203), raster.page(pdf, dpi=203, bits=1)
    assert (bits.width, bits.height) == (grey.width, grey.height)
    assert bits.stride == (grey.width + 7) // 8
    for y in range(0, grey.height, 7):
        row = grey.data[y * grey.stride : y * grey.stride + grey.width]
        packed = bits.data[y * bits.stride : (y + 1) * bits.stride]
        unpacked = [bool(packed[x // 8] & (0x80 >> x % 8)) for x in range(grey.width)]
        assert unpacked == [value < 128 for value in row]
    mono = Image.frombytes("1", (bits.width, bits.height), bits.data, "raw", "1;I", bits.stride)
    assert codes(mono.convert("L"))["code128"] == [sheets.DIGITS]


@pytest.mark.parametrize(
    ("dpi", "at"), [(203, 200), (300, 300), (600, 600), (180, 180), (360, 360), (72, 72)]
)
def test_pages_shrink_by_little_or_not_at_all(dpi: int, at: int) -> None:
    assert raster.drawn_at(dpi) == at


def test_practice_shows_on_printers_that_know_no_grey() -> None:
    def black(practice: bool) -> int:
        pdf = forms.render("receipt", sheets.receipt(practice=practice))
        return sum(byte.bit_count() for byte in raster.page(pdf, dpi=203, bits=1).data)

    assert black(practice=True) > black(practice=False) * 1.05


def test_pages_are_as_many_dots_as_the_printer_has() -> None:
    pdf = forms.render("receipt", sheets.receipt())
    page = raster.page(pdf, dpi=203)
    assert (page.width, page.height) == (round(148 / 25.4 * 203), round(210 / 25.4 * 203))
    assert len(page.data) == page.stride * page.height
    assert raster.count(pdf) == 1


@pytest.mark.parametrize("dpi", [200, 203, 300, 600])
def test_a_sheet_that_lies_is_turned_and_its_codes_keep_their_dots(dpi: int) -> None:
    pdf = forms.render("receipt", sheets.receipt(page=Page.A4_TWICE))
    lying = drawn(pdf, dpi)
    page = raster.page(pdf, dpi=dpi, upright=True)
    upright = Image.frombytes("L", (page.width, page.height), page.data, "raw", "L", page.stride)
    turned = upright.transpose(Image.Transpose.ROTATE_90)
    assert turned.size == lying.size
    found = zxingcpp.read_barcodes(lying)
    assert len(found) == 4
    for code in found:
        corner, end = code.position.top_left, code.position.bottom_right
        box = (corner.x, corner.y, end.x, end.y)
        one, other = (each.crop(box).point(_half) for each in (lying, turned))
        assert one.tobytes() == other.tobytes()


def _half(grey: int) -> int:
    return 255 if grey > 127 else 0


def test_what_stands_already_and_a_label_are_drawn_as_they_are() -> None:
    for pdf in (
        forms.render("receipt", sheets.receipt()),
        forms.render("label", sheets.label()),
    ):
        assert raster.page(pdf, upright=True) == raster.page(pdf)


def test_what_is_no_pdf_is_a_known_failure() -> None:
    with pytest.raises(raster.PdfDamagedError):
        raster.count(b"no pdf")
    with pytest.raises(raster.PdfDamagedError):
        raster.page(forms.render("label", sheets.label()), 1)
    with pytest.raises(ValueError, match="dpi 9600"):
        raster.page(b"", dpi=9600)
