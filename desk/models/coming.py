"""Files on their way into the store: what has come survives a cut and the program's end.

Nothing of it is in the store, or spoken of, before all of it has come and is what its name says.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from desk.models.blobs import BlobDamagedError, BlobMissingError, Blobs, on_disk

_COMING: Final = "coming"
_PRIVATE: Final = 0o700
_OWN: Final = 0o600
_free = threading.Condition()
_busy: set[Path] = set()


class Coming:
    """One file; made by `coming`, which lets nobody else write it meanwhile."""

    def __init__(self, blobs: Blobs, path: Path, sha: str, size: int) -> None:
        """Go on with what is there of the file, if it can be part of it."""
        self._blobs, self._path, self._sha, self._size = blobs, path, sha, size
        self._is_here = _is_sound(blobs, sha)
        if self._is_here:  # somebody else has brought it meanwhile
            self.have = size
            return
        with on_disk(path):
            path.parent.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
            path.touch(mode=_OWN)
            self.have = path.stat().st_size
        if self.have > size:
            self.drop()

    def add(self, data: bytes) -> None:
        """Put the next bytes behind what has come.

        Raises:
            DiskFullError, ReadOnlyError, DiskFailedError.
        """
        with on_disk(self._path), self._path.open("r+b") as file:
            file.seek(self.have)
            file.write(data)
        self.have += len(data)

    def finish(self) -> None:
        """Take the file into the store.

        Raises:
            BlobDamagedError: what has come is another file; nothing of it is left.
            DiskFullError, ReadOnlyError, DiskFailedError.
        """
        if self._is_here:
            return
        if not self._blobs.take(self._path, self._sha):
            self.drop()
            raise BlobDamagedError(file=self._sha[:12])

    def drop(self) -> None:
        """Throw away what has come."""
        with on_disk(self._path):
            self._path.write_bytes(b"")
        self.have = 0


def _is_sound(blobs: Blobs, sha: str) -> bool:
    try:
        blobs.checked(sha)
    except (BlobMissingError, BlobDamagedError):
        return False
    return True


@contextmanager
def coming(blobs: Blobs, sha: str, size: int) -> Iterator[Coming]:
    """Lend a file on its way; whoever else wants to bring it waits until this is over."""
    blobs.path(sha)  # refuses what is no name
    path = blobs.folder / _COMING / sha
    with _free:
        _free.wait_for(lambda: path not in _busy)
        _busy.add(path)
    try:
        yield Coming(blobs, path, sha, size)
    finally:
        with suppress(OSError):
            if blobs.has(sha) or not path.stat().st_size:
                path.unlink()
        with _free:
            _busy.discard(path)
            _free.notify_all()
