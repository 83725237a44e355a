"""Slips of the roll: what they say, and that two readers read them as the printer prints them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from desk.app.tills import escpos as in_its_words
from desk.domain.collection import shelf_barcode
from desk.domain.papers import Sheet, ShelfSheet, StubSheet
from desk.domain.printers import Kind, Setup, Way
from desk.printing import barcode, escpos, forms, raster, wording
from desk.printing.job import MM
from desk.printing.raster import Page
from tests.printing import sheets
from tests.printing.reading import collisions, drawn, flat, letters, poppler_text, pypdf_text
from tests.printing.test_printed_codes import dark_rows
from tests.printing.till import DOTS_MM, printed, two_readers

ROLL = Setup(printer="till", kind=Kind.SLIP, way=Way.ESCPOS)
LONG = "Đăng ký lại khai sinh, cấp bản sao trích lục hộ tịch, " * 6


def stub(key: str = "2025", **changes: object) -> StubSheet:
    sheet = StubSheet(
        office=sheets.OFFICE,
        wording=wording.load(key),
        issued_at=sheets.AT,
        dossier=sheets.dossier(),
        where=f"{sheets.OFFICE.desk_name}, {sheets.OFFICE.name}",
    )
    return replace(sheet, **changes)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize("key", ["2025", "2018"])
def test_it_says_code_procedure_when_and_where_and_names_nobody(key: str, tmp_path: Path) -> None:
    pdf = forms.render("stub", stub(key))
    for text in (pypdf_text(pdf), poppler_text(pdf, tmp_path)):
        said = flat(text)
        for words in ("CUỐNG BIÊN NHẬN", sheets.CODE, "Hẹn trả kết quả", "Nhận kết quả tại"):
            assert words in said
        assert barcode.grouped(sheets.DIGITS) in said
        assert sheets.dossier().procedure_name in said
        assert sheets.dossier().subject.name not in said
        assert "BẢN IN LẠI" not in said


def test_a_reprint_is_marked() -> None:
    said = flat(pypdf_text(forms.render("stub", stub(copy_no=2, printed_at=sheets.AT))))
    assert "BẢN IN LẠI lần 2" in said


@pytest.mark.parametrize(
    "sheet",
    [
        stub(),
        stub(copy_no=1, printed_at=sheets.AT),
        stub(dossier=replace(sheets.dossier(), procedure_name=LONG)),
        stub(where="Trung tâm phục vụ hành chính công " * 4),
    ],
)
def test_every_letter_is_on_the_roll_and_on_no_other(sheet: StubSheet) -> None:
    ((width, height, boxes),) = letters(forms.render("stub", sheet))
    assert round(width / MM) == 80
    for left, bottom, right, top in boxes:
        assert left >= 3.9 * MM
        assert right <= width - 3.9 * MM
        assert bottom >= 3 * MM
        assert top <= height - 2 * MM
    assert collisions(boxes) == []


def test_two_readers_read_what_the_till_printer_prints(tmp_path: Path) -> None:
    pdf = forms.render("stub", stub(copy_no=1, printed_at=sheets.AT))
    (slip,) = printed(in_its_words(pdf, ROLL))
    assert (slip.dots, slip.cut, slip.fed) == (576, True, 0)
    assert any(slip.rows[-1])  # no white is fed below the last line
    for found in two_readers(slip.image, tmp_path):
        assert found == {sheets.DIGITS, sheets.CODE}


def test_bars_on_the_roll_are_whole_dots() -> None:
    (slip,) = printed(in_its_words(forms.render("stub", stub()), ROLL))
    bars = barcode.bars(sheets.DIGITS)
    widths = [width * 2 for _, width in bars]
    through = [
        [wide for dark, wide in row if dark]
        for row in dark_rows(slip.image)
        if len([1 for dark, _ in row if dark]) == len(bars)
    ]
    assert len(through) > 8 * DOTS_MM  # the bars are more than 8 mm high
    assert {tuple(row) for row in through} >= {tuple(widths)}
    assert sum(row == widths for row in through) > 8 * DOTS_MM


def test_nothing_of_the_text_is_cut_off_at_the_rolls_edges() -> None:
    for form, sheet in (("stub", stub()), ("ticket", sheets.ticket(before=3))):
        pdf = forms.render(form, sheet)
        page = raster.page(pdf, dpi=203, bits=1)
        (slip,) = printed(escpos.encode([page], 576, cut=True))
        (whole,) = printed(escpos.encode([page], 832, cut=True))
        assert ink(slip.image) == ink(whole.image)


def ink(image: Image.Image) -> int:
    return image.histogram()[0]


def test_a_printer_without_a_knife_feeds_to_its_edge() -> None:
    pdf = forms.render("stub", stub())
    (slip,) = printed(in_its_words(pdf, replace(ROLL, cut=False)))
    assert (slip.cut, slip.fed) == (False, 5)


@pytest.mark.parametrize(("width", "dots"), [(8, 8), (6, 16), (13, 16), (16, 8), (21, 8), (13, 8)])
def test_a_page_lies_in_the_middle_of_its_roll(width: int, dots: int) -> None:
    """Against a picture drawn dot by dot: wider pages lose both margins, narrower ones gain."""
    stride = (width + 7) // 8
    black = {0, width - 1, width // 2, (width - dots) // 2 + dots - 1 if width > dots else 0}
    row = bytearray(stride)
    for x in black:
        row[x // 8] |= 0x80 >> x % 8
    (slip,) = printed(escpos.encode([Page(width, 1, stride, 1, bytes(row))], dots, cut=True))
    left = (dots - width) // 2 if dots >= width else -((width - dots) // 2)
    expected = {x + left for x in black if 0 <= x + left < dots}
    got = {x for x in range(dots) if slip.image.getpixel((x, 0)) == 0}
    assert got == expected


def test_long_slips_come_in_bands_that_a_small_memory_holds() -> None:
    data = in_its_words(forms.render("stub", stub()), ROLL)
    (slip,) = printed(data)
    heads = [at for at in range(len(data) - 8) if data[at : at + 4] == b"\x1dv0\x00"]
    assert len(heads) >= len(slip.rows) // escpos.BAND
    for at in heads:
        low, high = data[at + 6 : at + 8]
        assert low + 256 * high <= escpos.BAND


STICKERS: dict[str, Sheet] = {
    "label": sheets.label(),
    "shelf": ShelfSheet(
        office=sheets.OFFICE,
        wording=wording.load("2025"),
        issued_at=sheets.AT,
        slots=(("B7", shelf_barcode("B7")),),
    ),
    "cover": sheets.cover(),
}


@pytest.mark.parametrize("form", sorted(STICKERS))
def test_stickers_are_read_by_two_readers_at_203_dots(form: str, tmp_path: Path) -> None:
    image = drawn(forms.render(form, STICKERS[form]), 203)
    first, second = two_readers(image, tmp_path)
    assert first == second
    assert first
