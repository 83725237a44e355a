"""Between the program's own files and the disk: what Python writes asks the same layer first."""

from __future__ import annotations

import builtins
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, Protocol

import pytest
from typing_extensions import Buffer, override

from tests.power.vfs import Layer


class Folders(Layer, Protocol):
    """A layer that hears of names, too."""

    def mkdir(self, path: str) -> None:
        """Hear that a folder is made."""

    def rename(self, old: str, new: str) -> None:
        """Hear that a file or a folder gets another name."""


class _File(io.FileIO):
    """A file whose writes are told of, each before it happens."""

    def __init__(self, file: Any, path: str, mode: str, layer: Folders) -> None:
        if "w" in mode and not isinstance(file, int) and Path(path).exists():
            layer.truncate(path, 0)
        super().__init__(file, mode)
        self._path, self._layer, self._adds = path, layer, "a" in mode
        layer.opened(path)

    @override
    def write(self, data: Buffer, /) -> int:
        given = bytes(memoryview(data))
        at = os.fstat(self.fileno()).st_size if self._adds else self.tell()
        self._layer.write(self._path, at, given)
        return super().write(given)

    @override
    def truncate(self, size: int | None = None, /) -> int:
        to = self.tell() if size is None else size
        self._layer.truncate(self._path, to)
        return super().truncate(to)


def _opener(real: Callable[..., IO[Any]], layer: Folders) -> Callable[..., IO[Any]]:
    def open_(
        file: Any, mode: str = "r", buffering: int = -1, *words: Any, **options: Any
    ) -> IO[Any]:
        writes = set(mode) & set("wax+")
        # A descriptor is of a file that was made another way, as `tempfile` does it.
        find = _of if isinstance(file, int) else _path
        if not writes or not layer.covers(path := find(file)):
            return real(file, mode, buffering, *words, **options)
        raw = _File(file, path, mode.replace("b", "").replace("t", ""), layer)
        if buffering == 0:
            return raw
        both = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        if "b" in mode:
            return both
        encoding, errors, newline = (*words, None, None, None)[:3]
        return io.TextIOWrapper(
            both,
            options.get("encoding", encoding),
            options.get("errors", errors),
            options.get("newline", newline),
        )

    return open_


def _path(given: Any, folder: int | None = None) -> str:
    path = os.fsdecode(given)
    if folder is not None:
        path = str(Path(_of(folder)) / path)
    return str(Path(path).absolute())


def _of(descriptor: Any) -> str:
    number = descriptor if isinstance(descriptor, int) else descriptor.fileno()
    return str(Path(f"/proc/self/fd/{number}").readlink())


def _forcing(real: Callable[[Any], None], layer: Folders) -> Callable[[Any], None]:
    def sync(descriptor: Any) -> None:
        if layer.covers(path := _of(descriptor)):
            layer.sync(path)
        real(descriptor)

    return sync


def _removing(real: Callable[..., None], layer: Folders) -> Callable[..., None]:
    def remove(path: Any, *, dir_fd: int | None = None) -> None:
        whole = _path(path, dir_fd)
        if layer.covers(whole) and Path(whole).exists():
            layer.unlink(whole)
        real(path, dir_fd=dir_fd)

    return remove


def _renaming(real: Callable[..., None], layer: Folders) -> Callable[..., None]:
    def rename(old: Any, new: Any) -> None:
        if layer.covers(_path(old)) or layer.covers(_path(new)):
            layer.rename(_path(old), _path(new))
        real(old, new)

    return rename


def _making(real: Callable[..., None], layer: Folders) -> Callable[..., None]:
    def mkdir(path: Any, mode: int = 0o777) -> None:
        real(path, mode)
        if layer.covers(whole := _path(path)):
            layer.mkdir(whole)

    return mkdir


_WRAPS: Final[dict[str, Callable[[Any, Folders], Callable[..., None]]]] = {
    "fsync": _forcing,
    "fdatasync": _forcing,
    "unlink": _removing,
    "remove": _removing,
    "rmdir": _removing,
    "rename": _renaming,
    "replace": _renaming,
    "mkdir": _making,
}


@contextmanager
def told(layer: Folders) -> Iterator[None]:
    """Let whatever this process writes, renames, removes and forces to disk ask a layer first."""
    if not Path("/proc/self/fd").exists():
        pytest.skip("the system does not tell which file a descriptor is of")

    with pytest.MonkeyPatch.context() as patch:
        opener = _opener(io.open, layer)
        for module in (io, builtins):
            patch.setattr(module, "open", opener)
        for name, wrap in _WRAPS.items():
            patch.setattr(os, name, wrap(getattr(os, name), layer))
        patch.setattr(shutil, "_USE_CP_SENDFILE", False)  # it writes past every file object
        yield
