"""Between SQLite and the disk: every write, sync, truncation and removal asks a layer first.

This is a VFS of the very library that the program's own `sqlite3` is linked to, registered as
its default through `ctypes`: the program, its SQL and its SQLite are those of every day. It wraps
the library's own VFS; locks, shared memory and reading are untouched.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import pytest

_POINTER: Final = ctypes.c_void_p
_OPEN: Final = ctypes.CFUNCTYPE(
    ctypes.c_int, _POINTER, _POINTER, _POINTER, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
_DELETE: Final = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_char_p, ctypes.c_int)
_CLOSE: Final = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER)
_WRITE: Final = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, _POINTER, ctypes.c_int, ctypes.c_int64)
_TRUNCATE: Final = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_int64)
_SYNC: Final = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_int)
#: Files whose first sync also syncs their folder: logs and journals that SQLite has just made.
_MADE: Final = 0x00000004
_OF_JOURNALS: Final = 0x00000800 | 0x00004000 | 0x00080000


class Layer(Protocol):
    """What is asked before anything reaches the disk; an `OSError` from it is the disk's answer."""

    def covers(self, path: str) -> bool:
        """Whether a file is any of its business."""

    def opened(self, path: str) -> None:
        """Hear that a file was opened that may be written, and exists now."""

    def write(self, path: str, at: int, data: bytes) -> None:
        """Hear of a write."""

    def truncate(self, path: str, size: int) -> None:
        """Hear that a file is cut off, or grows."""

    def sync(self, path: str, *, folder: bool = False) -> None:
        """Hear that a file is forced to disk, `folder`: and its entry in its folder too."""

    def unlink(self, path: str) -> None:
        """Hear that a file or an empty folder is removed."""


class _Methods(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("close", _POINTER),
        ("read", _POINTER),
        ("write", _POINTER),
        ("truncate", _POINTER),
        ("sync", _POINTER),
        ("others", _POINTER * 14),
    )


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_name", ctypes.c_int),
        ("next", _POINTER),
        ("name", ctypes.c_char_p),
        ("own", _POINTER),
        ("open", _POINTER),
        ("delete", _POINTER),
        ("others", _POINTER * 14),
    )


def _library() -> ctypes.CDLL:
    """Return the library that `sqlite3` is linked to, or skip where it hides its own names."""
    place = getattr(_sqlite3, "__file__", None)
    library = ctypes.CDLL(place)
    if os.name != "posix" or not hasattr(library, "sqlite3_vfs_find"):
        pytest.skip("this Python's SQLite cannot be reached from outside")
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    return library


def _failure(error: OSError, kind: int) -> int:
    return sqlite3.SQLITE_FULL if error.errno == errno.ENOSPC else kind


class Between:
    """The wrapping VFS; keeps its callbacks alive for as long as SQLite may call them."""

    def __init__(self, layer: Layer) -> None:
        """Make the table of the VFS; nothing is registered yet."""
        self._layer = layer
        self._library = _library()
        self._real = self._library.sqlite3_vfs_find(None)
        self._real_open = _OPEN(self._real.contents.open)
        self._real_delete = _DELETE(self._real.contents.delete)
        self._paths: dict[int, str] = {}
        self._folders: set[int] = set()
        self._tables: dict[int, tuple[_Methods, list[Any]]] = {}
        self._kept = (_OPEN(self._open), _DELETE(self._delete))
        self.table = _Vfs.from_buffer_copy(self._real.contents)
        self.table.name = b"between"
        self.table.open, self.table.delete = (_address(each) for each in self._kept)

    def register(self, *, default: bool) -> None:
        """Make it the one that new connections get, or take it out again."""
        if default:
            self._library.sqlite3_vfs_register(ctypes.byref(self.table), 1)
        else:
            self._library.sqlite3_vfs_unregister(ctypes.byref(self.table))

    def _open(self, vfs: int, name: int, file: int, flags: int, out: Any) -> int:
        status = int(self._real_open(vfs, name, file, flags, out))
        methods = ctypes.cast(file, ctypes.POINTER(_POINTER))
        if status or not name or not methods[0]:
            return status
        path = os.fsdecode(ctypes.string_at(name))
        if not self._layer.covers(path) or not flags & 2:  # opened for reading only
            return status
        self._layer.opened(path)
        self._paths[file] = path
        if flags & _OF_JOURNALS and flags & _MADE:
            self._folders.add(file)
        real = methods[0]
        if real not in self._tables:
            self._tables[real] = self._wrap(real)
        methods[0] = ctypes.addressof(self._tables[real][0])
        return status

    def _wrap(self, real: int) -> tuple[_Methods, list[Any]]:
        theirs = _Methods.from_address(real)
        ours = _Methods()
        # An older version's table is shorter than ours: no more of it is read than there is.
        size = _Methods.others.offset + ctypes.sizeof(_POINTER) * {1: 7, 2: 11}.get(
            theirs.version, 13
        )
        ctypes.memmove(ctypes.byref(ours), real, size)
        close, write = _CLOSE(theirs.close), _WRITE(theirs.write)
        truncate, sync = _TRUNCATE(theirs.truncate), _SYNC(theirs.sync)
        layer, paths = self._layer, self._paths

        def on_close(file: int) -> int:
            paths.pop(file, None)
            self._folders.discard(file)
            return int(close(file))

        def on_write(file: int, data: int, size: int, at: int) -> int:
            return _asked(
                lambda: layer.write(paths[file], at, ctypes.string_at(data, size)),
                lambda: write(file, data, size, at),
                sqlite3.SQLITE_IOERR_WRITE,
            )

        def on_truncate(file: int, size: int) -> int:
            return _asked(
                lambda: layer.truncate(paths[file], size),
                lambda: truncate(file, size),
                sqlite3.SQLITE_IOERR_TRUNCATE,
            )

        def on_sync(file: int, flags: int) -> int:
            folder = file in self._folders
            self._folders.discard(file)
            return _asked(
                lambda: layer.sync(paths[file], folder=folder),
                lambda: sync(file, flags),
                sqlite3.SQLITE_IOERR_FSYNC,
            )

        kept = [_CLOSE(on_close), _WRITE(on_write), _TRUNCATE(on_truncate), _SYNC(on_sync)]
        ours.close, ours.write, ours.truncate, ours.sync = (_address(each) for each in kept)
        return ours, [*kept, close, write, truncate, sync]

    def _delete(self, vfs: int, name: bytes, folder: int) -> int:
        path = os.fsdecode(name)

        def ask() -> None:
            if self._layer.covers(path) and Path(path).exists():
                self._layer.unlink(path)

        return _asked(
            ask, lambda: self._real_delete(vfs, name, folder), sqlite3.SQLITE_IOERR_DELETE
        )


def _asked(ask: Callable[[], None], do: Callable[[], int], kind: int) -> int:
    try:
        ask()
    except OSError as error:
        return _failure(error, kind)
    return int(do())


def _address(callback: Any) -> int | None:
    return ctypes.cast(callback, _POINTER).value


@contextmanager
def between(layer: Layer) -> Iterator[None]:
    """Let SQLite's writing go through a layer, for connections that are opened meanwhile."""
    made = Between(layer)
    made.register(default=True)
    try:
        yield
    finally:
        made.register(default=False)
        _KEPT.append(made)  # a connection that is still open calls it when it is closed


_KEPT: list[Between] = []
