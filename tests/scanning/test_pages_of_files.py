"""Pages on the screen, and new files made of old pages."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from PIL import Image

from desk.scanning import kinds, pages
from desk.scanning.pages import Dots, Leaf
from tests.scanning.files import image, pdf, texts


def dot(dots: Dots, x: int, y: int) -> tuple[int, int, int]:
    at = y * dots.stride + x * 4
    blue, green, red = dots.data[at : at + 3]
    return red, green, blue


@pytest.fixture
def three(tmp_path: Path) -> Path:
    path = tmp_path / "three.pdf"
    path.write_bytes(pdf("mot", "hai", "ba"))
    return path


def test_a_page_fits_its_box(three: Path) -> None:
    drawn = pages.draw(three, kinds.PDF, 1, (300, 300))
    assert drawn.height == 300
    assert 205 <= drawn.width <= 215
    assert dot(drawn, 5, 5) == (255, 255, 255)
    lying = pages.draw(three, kinds.PDF, 1, (300, 300), turn=90)
    assert (lying.width, lying.height) == (drawn.height, drawn.width)


@pytest.mark.parametrize("media", [kinds.PNG, kinds.JPEG])
def test_a_picture_keeps_its_colours_and_is_turned_clockwise(tmp_path: Path, media: str) -> None:
    path = tmp_path / "stamp"
    path.write_bytes(image("PNG" if media == kinds.PNG else "JPEG", ink="#d00000"))
    upright = pages.draw(path, media, 0, (300, 400))
    assert dot(upright, 50, 45)[0] > 180 > dot(upright, 50, 45)[1]  # top left, red
    turned = pages.draw(path, media, 0, (400, 300), turn=90)
    assert dot(turned, 400 - 45, 50)[0] > 180 > dot(turned, 400 - 45, 50)[1]  # top right
    half = pages.draw(path, media, 0, (300, 400), turn=180)
    assert dot(half, 250, 355)[1] < 180
    back = pages.draw(path, media, 0, (400, 300), turn=270)
    assert dot(back, 45, 250)[1] < 180


def test_no_such_page(three: Path, tmp_path: Path) -> None:
    with pytest.raises(pages.PageGoneError):
        pages.draw(three, kinds.PDF, 3, (300, 300))
    single = tmp_path / "one.png"
    single.write_bytes(image())
    with pytest.raises(pages.PageGoneError):
        pages.draw(single, kinds.PNG, 1, (300, 300))


def test_pages_in_another_order_turned_and_left_out(three: Path, tmp_path: Path) -> None:
    out = tmp_path / "new.pdf"
    before = three.read_bytes()
    pages.compose(three, kinds.PDF, [Leaf(2), Leaf(0, 90)], out)
    assert texts(out) == ["ba", "mot"]
    assert [page.rotation for page in pypdf.PdfReader(out).pages] == [0, 90]
    again = tmp_path / "again.pdf"
    pages.compose(out, kinds.PDF, [Leaf(1, 270)], again)
    assert [page.rotation for page in pypdf.PdfReader(again).pages] == [0]
    assert three.read_bytes() == before


def test_a_picture_turned(tmp_path: Path) -> None:
    path, out = tmp_path / "one.jpg", tmp_path / "two.jpg"
    path.write_bytes(image("JPEG"))
    pages.compose(path, kinds.JPEG, [Leaf(0, 90)], out)
    with Image.open(out) as turned:
        assert turned.size == (800, 600)
        assert turned.format == "JPEG"


def test_nothing_cannot_be_put_together(three: Path, tmp_path: Path) -> None:
    for leaves in ([], [Leaf(3)]):
        with pytest.raises(pages.PageGoneError):
            pages.compose(three, kinds.PDF, leaves, tmp_path / "none.pdf")
    path = tmp_path / "one.png"
    path.write_bytes(image())
    with pytest.raises(pages.PageGoneError):
        pages.compose(path, kinds.PNG, [Leaf(0), Leaf(0)], tmp_path / "none.png")
