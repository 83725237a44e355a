"""The store of files beside the database: each under the SHA-256 of its bytes, written once.

A file is whole before it has its name, and has its name before anything speaks of it: whatever
a crash leaves behind is at most a file under `new/`, which the next start removes.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from desk.domain.errors import StorageError
from desk.models.engine import DiskFailedError, known_failures
from desk.wire.durable import make_folder, sync_folder

FOLDER: Final = "blobs"
_NEW: Final = "new"
_PIECE: Final = 1 << 20
_PRIVATE: Final = 0o700
_NAME: Final = re.compile(r"[0-9a-f]{62}")
_SHA: Final = re.compile(r"[0-9a-f]{64}")


class BlobMissingError(StorageError):
    """The file is not in this counter's store: another counter has it, or it was lost."""


class BlobDamagedError(StorageError):
    """The file's bytes are not those that were stored under its name."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is in the store."""

    sha: str
    size: int


class Source(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, none at the end."""


class Blobs:
    """The store in one data folder; any number of threads may use it."""

    def __init__(self, data: Path) -> None:
        """Name the folder; nothing is made before the first file."""
        self.folder = data / FOLDER

    def path(self, sha: str) -> Path:
        """Return where a file lies, or would lie."""
        if not _SHA.fullmatch(sha):
            raise BlobMissingError(file=sha[:12])
        return self.folder / sha[:2] / sha[2:]

    def has(self, sha: str) -> bool:
        """Whether the store has a file of that name."""
        return self.path(sha).is_file()

    @contextmanager
    def beginning(self) -> Iterator[Path]:
        """Lend an empty private file beside the store; what is not kept is gone at the end."""
        with on_disk(self.folder / _NEW):
            for folder in (self.folder, self.folder / _NEW):
                make_folder(folder, _PRIVATE)
            handle, name = tempfile.mkstemp(dir=self.folder / _NEW)  # its owner's alone, 0600
            os.close(handle)
        new = Path(name)
        try:
            yield new
        finally:
            with suppress(OSError):
                new.unlink()

    def fill(self, new: Path, source: Source) -> None:
        """Copy what can be read from `source` into a file that was begun.

        Raises:
            DiskFullError, ReadOnlyError, DiskFailedError: of the store; what `source` raises.
        """
        with on_disk(new), new.open("wb") as file:
            while piece := source.read(_PIECE):
                file.write(piece)

    def keep(self, new: Path) -> Kept:
        """Give a file that was begun its name; it is on disk when this returns.

        Raises:
            DiskFullError, ReadOnlyError, DiskFailedError: nothing was stored.
        """
        with on_disk(new):
            with new.open("rb+") as file:
                os.fsync(file.fileno())
                sha = hashlib.file_digest(file, "sha256").hexdigest()
                size = file.tell()
            self._name(new, sha)
        return Kept(sha, size)

    def put(self, source: Source) -> Kept:
        """Keep what can be read from `source`; see `fill` and `keep`."""
        with self.beginning() as new:
            self.fill(new, source)
            return self.keep(new)

    def take(self, path: Path, sha: str) -> bool:
        """Give a file beside the store its name, if its bytes are those of it.

        Raises:
            DiskFullError, ReadOnlyError, DiskFailedError: nothing was stored.
        """
        with on_disk(path):
            with path.open("rb+") as file:
                os.fsync(file.fileno())
                if hashlib.file_digest(file, "sha256").hexdigest() != sha:
                    return False
            self._name(path, sha)
        return True

    def open(self, sha: str) -> BinaryIO:
        """Open a file whose bytes have just been read through and are those of its name.

        Raises:
            BlobMissingError, BlobDamagedError, DiskFailedError.
        """
        path = self.checked(sha)
        with on_disk(path):
            return path.open("rb")

    def checked(self, sha: str) -> Path:
        """Return the path of a file after reading it through.

        Raises:
            BlobMissingError, BlobDamagedError, DiskFailedError.
        """
        path = self.path(sha)
        with on_disk(path):
            try:
                with path.open("rb") as file:
                    found = hashlib.file_digest(file, "sha256").hexdigest()
            except FileNotFoundError:
                raise BlobMissingError(file=sha[:12]) from None
        if found != sha:
            raise BlobDamagedError(file=sha[:12])
        return path

    def part(self, sha: str, first: int, length: int) -> bytes:
        """Return bytes of a file, as they lie there.

        Raises:
            BlobMissingError, DiskFailedError.
        """
        path = self.path(sha)
        with on_disk(path):
            try:
                with path.open("rb") as file:
                    file.seek(first)
                    return file.read(length)
            except FileNotFoundError:
                raise BlobMissingError(file=sha[:12]) from None

    def every(self) -> Iterator[str]:
        """Yield the name of every file in the store."""
        if not self.folder.is_dir():
            return
        for shelf in sorted(self.folder.iterdir()):
            if shelf.name == _NEW or not shelf.is_dir():
                continue
            for file in sorted(shelf.iterdir()):
                if _NAME.fullmatch(file.name):
                    yield shelf.name + file.name

    def clear(self) -> None:
        """Remove what a crash left half written; call while nobody else stores."""
        with suppress(OSError):
            for left in (self.folder / _NEW).iterdir():
                left.unlink()

    def _name(self, new: Path, sha: str) -> None:
        """Give a whole file its name; one that has it already and is sound is left alone."""
        path = self.path(sha)
        with suppress(BlobMissingError, BlobDamagedError):
            self.checked(sha)
            return
        make_folder(path.parent, _PRIVATE)
        new.replace(path)
        sync_folder(path.parent)


@contextmanager
def on_disk(path: Path) -> Iterator[None]:
    """Turn every failure of the disk into one that has words."""
    try:
        with known_failures(path):
            yield
    except OSError as error:
        raise DiskFailedError(folder=path.parent.name) from error
