"""The store of files: whole or not there, once, private, true to their names."""

from __future__ import annotations

import hashlib
import os
import stat
from io import BytesIO
from pathlib import Path

import pytest

from desk.models.blobs import BlobDamagedError, BlobMissingError, Blobs
from desk.models.engine import DiskFullError, ReadOnlyError
from tests.disks import disk, read_only

CONTENT = b"invented" * 200_000
SHA = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path)


def leftovers(blobs: Blobs) -> list[Path]:
    new = blobs.folder / "new"
    return list(new.iterdir()) if new.is_dir() else []


def test_a_file_is_found_under_its_bytes(blobs: Blobs) -> None:
    kept = blobs.put(BytesIO(CONTENT))
    assert (kept.sha, kept.size) == (SHA, len(CONTENT))
    assert blobs.path(SHA) == blobs.folder / SHA[:2] / SHA[2:]
    with blobs.open(SHA) as file:
        assert file.read() == CONTENT
    assert list(blobs.every()) == [SHA]
    assert leftovers(blobs) == []


def test_the_same_bytes_are_kept_once_and_not_written_again(blobs: Blobs) -> None:
    blobs.put(BytesIO(CONTENT))
    before = blobs.path(SHA).stat()
    blobs.put(BytesIO(CONTENT))
    after = blobs.path(SHA).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert list(blobs.every()) == [SHA]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes; the folder's own rights count")
def test_files_are_their_owners_alone_whatever_the_umask(blobs: Blobs) -> None:
    before = os.umask(0)
    try:
        blobs.put(BytesIO(CONTENT))
    finally:
        os.umask(before)
    path = blobs.path(SHA)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for folder in (path.parent, blobs.folder):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_damage_is_found_on_reading_and_mended_by_the_same_bytes(blobs: Blobs) -> None:
    blobs.put(BytesIO(CONTENT))
    path = blobs.path(SHA)
    path.write_bytes(CONTENT[:-1] + b"x")
    with pytest.raises(BlobDamagedError):
        blobs.open(SHA)
    blobs.put(BytesIO(CONTENT))
    with blobs.open(SHA) as file:
        assert file.read() == CONTENT


def test_what_is_not_there(blobs: Blobs) -> None:
    assert not blobs.has(SHA)
    assert list(blobs.every()) == []
    for name in (SHA, "../../etc/passwd", ""):
        with pytest.raises(BlobMissingError):
            blobs.checked(name)


def test_what_a_crash_left_half_written_is_cleared(blobs: Blobs) -> None:
    blobs.clear()  # nothing has ever been stored
    blobs.put(BytesIO(CONTENT))
    (blobs.folder / "new" / "half").write_bytes(b"inv")
    blobs.clear()
    assert leftovers(blobs) == []
    assert list(blobs.every()) == [SHA]


def test_a_full_disk_keeps_what_it_had_and_takes_no_half(tmp_path: Path) -> None:
    with disk(tmp_path / "small", kilobytes=2048) as place:
        blobs = Blobs(place)
        blobs.put(BytesIO(b"first"))
        with pytest.raises(DiskFullError):
            blobs.put(BytesIO(CONTENT * 2))
        assert leftovers(blobs) == []
        blobs.put(BytesIO(b"second"))
        assert len(list(blobs.every())) == 2


def test_a_disk_that_cannot_be_written(tmp_path: Path) -> None:
    with disk(tmp_path / "fixed", kilobytes=2048) as place:
        read_only(place)
        with pytest.raises(ReadOnlyError):
            Blobs(place).put(BytesIO(CONTENT))
