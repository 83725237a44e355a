"""What a file is, by its bytes and by opening it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.domain.errors import DeskError
from desk.scanning import kinds
from tests.scanning.files import JUNK, image, pdf


@pytest.mark.parametrize(
    ("content", "media", "pages"),
    [
        (pdf("một", "hai"), kinds.PDF, 2),
        (b"\r\n" * 20 + pdf("một"), kinds.PDF, 1),
        (image("PNG"), kinds.PNG, 1),
        (image("JPEG"), kinds.JPEG, 1),
    ],
)
def test_what_can_be_kept(tmp_path: Path, content: bytes, media: str, pages: int) -> None:
    path = tmp_path / "whatever.exe"
    path.write_bytes(content)
    assert kinds.kind(path) == kinds.Kind(media, pages)


@pytest.mark.parametrize("name", JUNK)
def test_what_cannot_is_named(tmp_path: Path, name: str) -> None:
    content, code = JUNK[name]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DeskError) as told:
        kinds.kind(path)
    assert told.value.code == code
    assert path.read_bytes() == content


def test_a_file_over_the_limit_is_told_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "lon.pdf"
    with path.open("wb") as file:
        file.truncate(200_000_001)  # 200 MB that hold nothing
    with pytest.raises(kinds.ScanTooLargeError) as told:
        kinds.kind(path, limit=100_000_000)
    assert told.value.facts == {"megabytes": 201, "limit": 100}


def test_a_picture_that_claims_to_be_enormous_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(
        image("PNG", (10, 10)).replace(
            (10).to_bytes(4, "big") * 2, (60_000).to_bytes(4, "big") * 2, 1
        )
    )
    with pytest.raises(kinds.ScanBrokenError):
        kinds.kind(path)


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(kinds.ScanNotReadError):
        kinds.kind(tmp_path / "gone.pdf")
