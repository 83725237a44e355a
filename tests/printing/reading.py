"""Reading papers back with programs that had no part in making them."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from desk.printing import raster


def pypdf_text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)


def poppler(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} (poppler) is not installed")
    return found


def poppler_text(pdf: bytes, folder: Path) -> str:
    source = folder / "paper.pdf"
    source.write_bytes(pdf)
    command = [poppler("pdftotext"), "-layout", str(source), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()  # noqa: S603 - fixed words


def poppler_image(pdf: bytes, folder: Path, dpi: int) -> Image.Image:
    source = folder / "paper.pdf"
    source.write_bytes(pdf)
    command = [poppler("pdftoppm"), "-r", str(dpi), "-gray", "-singlefile", str(source)]
    subprocess.run([*command, str(folder / "page")], check=True)  # noqa: S603 - fixed words
    with Image.open(folder / "page.pgm") as image:
        return image.copy()


def drawn(pdf: bytes, dpi: int, number: int = 0) -> Image.Image:
    page = raster.page(pdf, number, dpi=dpi)
    return Image.frombytes("L", (page.width, page.height), page.data, "raw", "L", page.stride)


def codes(image: Image.Image) -> dict[str, list[str]]:
    """What a reader finds on a picture, by kind of code."""
    found: dict[str, list[str]] = {}
    for code in zxingcpp.read_barcodes(image):
        kind = "qr" if "QR" in str(code.format).upper() else "code128"
        found.setdefault(kind, []).append(code.text)
    return found


def flat(text: str) -> str:
    """Text on one line: where lines were broken is not what is compared."""
    return " ".join(text.split())


def solid(text: str) -> str:
    """Text without any space, for words that had to be cut."""
    return "".join(text.split())


Box = tuple[float, float, float, float]


def letters(pdf: bytes) -> list[tuple[float, float, list[Box]]]:
    """Each page's width and height, and the box of ink of every letter with its marks."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        text = page.get_textpage()
        boxes: list[Box] = []
        for index in range(text.count_chars()):
            letter, box = text.get_text_range(index, 1), text.get_charbox(index)
            if boxes and letter and unicodedata.combining(letter):
                boxes[-1] = _around(boxes[-1], box)
            elif letter.strip():
                boxes.append(box)
        pages.append((*page.get_size(), boxes))
        text.close()
        page.close()
    document.close()
    return pages


def _around(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def collisions(boxes: list[Box]) -> list[tuple[Box, Box]]:
    """Pairs of letters that share a fifth of the smaller one's ground, neighbours aside."""
    found = []
    ordered = sorted(enumerate(boxes), key=lambda item: item[1][1])
    for place, (one, a) in enumerate(ordered):
        for two, b in ordered[place + 1 :]:
            if b[1] >= a[3]:
                break
            if abs(one - two) <= 1:
                continue
            wide = min(a[2], b[2]) - max(a[0], b[0])
            high = min(a[3], b[3]) - max(a[1], b[1])
            least = min((c[2] - c[0]) * (c[3] - c[1]) for c in (a, b))
            if wide > 0 and high > 0 and wide * high > 0.2 * least:
                found.append((a, b))
    return found


def zbar_codes(images: dict[str, Image.Image], folder: Path) -> dict[str, dict[str, list[str]]]:
    """What another reader (ZBar) finds on each picture, by kind of code."""
    program = shutil.which("zbarimg")
    if program is None:
        pytest.skip("zbarimg (zbar-tools) is not installed")
    found: dict[str, dict[str, list[str]]] = {}
    for name, image in images.items():
        path = folder / f"{name}.png"
        image.save(path)
        done = subprocess.run(  # noqa: S603 - fixed words
            [program, "-q", "--nodbus", str(path)], check=False, capture_output=True
        )
        told: dict[str, list[str]] = {}
        for line in done.stdout.decode().splitlines():
            kind, _, text = line.partition(":")
            told.setdefault("qr" if kind == "QR-Code" else "code128", []).append(text)
        found[name] = told
    return found
