"""Files on the city's disk: each under the SHA-256 of its bytes, whole or not there at all.

Pieces lie under `new/`, each a file of its own that has its name only when it is on disk. So any
number of workers may take pieces of one file at once, and what a crash leaves behind is either a
piece or nothing. Wards are kept apart until a file is whole: nobody's wrong piece spoils another
ward's file.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy import make_url

from desk.domain.errors import StorageError
from desk.wire import files as wire
from desk.wire.durable import make_folder, sync_folder

_NEW: Final = "new"
_PRIVATE: Final = 0o700
_COPY: Final = 1 << 20
_OLD_S: Final = 24 * 3600.0
_PIECE: Final = re.compile(r"([0-9]{1,6})-([0-9]{1,3})-([0-9a-f]{64})")


class CityDiskError(StorageError):
    """The city's disk takes or gives no files: full, read-only or failing."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece on disk: its first grain, how many it has, and what it must hash to."""

    path: Path
    first: int
    count: int
    sha: str


def shelf_of(address: str, chosen: Path | None = None) -> Shelf | None:
    """Return the shelf of a database: the folder chosen, else one beside an SQLite file.

    None where there is no folder: a city on PostgreSQL takes no files until it is given one.
    """
    if chosen is not None:
        return Shelf(chosen)
    url = make_url(address)
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    path = Path(url.database)
    return Shelf(path.with_name(f"{path.stem}-files"))


class Shelf:
    """The files of one city; any number of threads and processes may use it."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; nothing is made before the first file."""
        self.folder = folder

    def tidy(self) -> None:
        """Remove what a crash left without a name; what is younger may be another worker's."""
        with suppress(OSError):
            for left in (self.folder / _NEW).iterdir():
                if left.is_file() and time.time() - left.stat().st_mtime > _OLD_S:
                    left.unlink()

    def path(self, sha: str) -> Path:
        """Return where a file lies, or would lie."""
        assert wire.is_name(sha)  # noqa: S101 - asked by the caller: it becomes a path
        return self.folder / sha[:2] / sha[2:]

    def has(self, sha: str) -> bool:
        """Tell whether a file is here as a whole."""
        return self.path(sha).is_file()

    def missing(self, ward: int, sha: str, size: int) -> list[tuple[int, int]]:
        """Return the runs of grains that a ward has still to send."""
        with _disk():
            have = [(piece.first, piece.count) for piece in self._pieces(ward, sha)]
        return wire.runs(have, wire.grains(size))

    def take(self, ward: int, sha: str, first: int, data: bytes) -> None:
        """Put a piece on disk; it is there when this returns."""
        place = self._place(ward, sha)
        name = f"{first}-{wire.grains(len(data))}-{hashlib.sha256(data).hexdigest()}"
        with _disk():
            make_folder(place, _PRIVATE)
            with self._beginning() as (handle, new):
                handle.write(data)
                handle.flush()
                os.fsync(handle.fileno())
                new.replace(place / name)
            sync_folder(place)

    def commit(self, ward: int, sha: str, size: int) -> bool:
        """Put the pieces together; False, and what is wrong is gone, if they are not the file.

        A piece that is no more what was sent is dropped alone; if all are, and the whole is not
        the file, then something else was sent, and all of it is dropped.
        """
        with _disk():
            pieces = self._pieces(ward, sha)
            with self._beginning() as (handle, new):
                for piece in pieces:
                    handle.seek(piece.first * wire.GRAIN)
                    with piece.path.open("rb") as source:
                        shutil.copyfileobj(source, handle, _COPY)
                if not self._is_file(handle, sha, size):
                    self._drop(ward, sha, pieces)
                    return False
                self._name(handle, new, sha)
            shutil.rmtree(self._place(ward, sha), ignore_errors=True)
        return True

    def put(self, data: bytes) -> str:
        """Keep a whole file; return its name."""
        sha = hashlib.sha256(data).hexdigest()
        with _disk(), self._beginning() as (handle, new):
            handle.write(data)
            handle.flush()
            self._name(handle, new, sha)
        return sha

    def read(self, sha: str, first: int, length: int) -> bytes:
        """Return bytes of a whole file."""
        with _disk(), self.path(sha).open("rb") as file:
            file.seek(first)
            return file.read(length)

    def is_sound(self, sha: str) -> bool:
        """Read a whole file through; put one aside that is damaged, so that it is sent again."""
        path = self.path(sha)
        with _disk():
            try:
                with path.open("rb") as file:
                    found = hashlib.file_digest(file, "sha256").hexdigest()
            except FileNotFoundError:
                return False
            if found != sha:
                path.replace(path.with_name(f"{path.name}.damaged"))
                return False
        return True

    # -- below -------------------------------------------------------------------------------

    def _place(self, ward: int, sha: str) -> Path:
        assert wire.is_name(sha)  # noqa: S101 - asked by the caller: it becomes a path
        return self.folder / _NEW / f"{ward}-{sha}"

    def _pieces(self, ward: int, sha: str) -> list[_Piece]:
        found: list[_Piece] = []
        with suppress(FileNotFoundError):
            found = [
                _Piece(path, int(told[1]), int(told[2]), told[3])
                for path in self._place(ward, sha).iterdir()
                if (told := _PIECE.fullmatch(path.name))
            ]
        return sorted(found, key=lambda piece: piece.first)

    @contextmanager
    def _beginning(self) -> Iterator[tuple[BinaryIO, Path]]:
        """Lend an empty private file; what has no name of its own at the end is gone."""
        place = self.folder / _NEW
        make_folder(place, _PRIVATE)
        number, name = tempfile.mkstemp(dir=place)
        try:
            with os.fdopen(number, "rb+") as handle:
                yield handle, Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    @staticmethod
    def _is_file(handle: BinaryIO, sha: str, size: int) -> bool:
        handle.flush()
        if os.fstat(handle.fileno()).st_size != size:
            return False
        handle.seek(0)
        total = hashlib.sha256()
        while some := handle.read(_COPY):
            total.update(some)
        return total.hexdigest() == sha

    def _name(self, handle: BinaryIO, new: Path, sha: str) -> None:
        os.fsync(handle.fileno())
        path = self.path(sha)
        path.parent.mkdir(mode=_PRIVATE, exist_ok=True)
        new.replace(path)
        sync_folder(path.parent)
        sync_folder(self.folder)

    def _drop(self, ward: int, sha: str, pieces: list[_Piece]) -> None:
        bad = [piece for piece in pieces if not _is_true(piece)]
        for piece in bad:
            piece.path.unlink(missing_ok=True)
        if not bad:
            shutil.rmtree(self._place(ward, sha), ignore_errors=True)


def _is_true(piece: _Piece) -> bool:
    with piece.path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == piece.sha


@contextmanager
def _disk() -> Iterator[None]:
    """Turn every failure of the disk into the one that has words."""
    try:
        yield
    except OSError as error:
        raise CityDiskError from error
