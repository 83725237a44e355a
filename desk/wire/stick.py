"""The folder of a courier: bundles are written there so that a stick may be pulled at any byte.

Under another name, synced, renamed, the folder synced; the list of a bundle last. What a stick
says of itself is never trusted: names are made from numbers, links and folders are passed over,
sizes are looked at before anything is read.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from desk.domain.errors import RuleError, StorageError
from desk.wire import canonical, sealing
from desk.wire.bundle import (
    FRAME,
    LARGEST_LIST,
    PART,
    PURPOSE,
    VERSION,
    BundleDamagedError,
    Listing,
    Packer,
    Told,
    read_list,
)
from desk.wire.durable import sync_folder
from desk.wire.signing import PublicKeys, Signed, Signer

_LIST: Final = re.compile(r"desk-([0-9a-f]{32})\.mcb")
_OURS: Final = re.compile(r"desk-([0-9a-f]{32})(-[0-9]{3,6})?\.mcb(\.new)?")
_NEW: Final = ".new"
SPARE: Final = 1 << 24  # bytes left free on a stick beside its files

#: Told how much is done of how much, in bytes (0: not known yet); answers whether to go on.
Progress = Callable[[int, int], bool]


class StickFullError(StorageError):
    """There is no room left on the stick; what was there before still is."""


class StickReadOnlyError(StorageError):
    """The stick cannot be written."""


class StickGoneError(StorageError):
    """The stick was pulled, or it fails."""


class CourierStoppedError(RuleError):
    """Somebody stopped it; nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Found:
    """A bundle on the stick: its list as it is signed, and what it says."""

    signed: Signed
    listing: Listing

    @property
    def hash(self) -> str:
        """What the next bundle names as its parent."""
        return sha256(self.signed.text.encode()).hexdigest()


@contextmanager
def known_failures() -> Iterator[None]:
    """Turn the ways in which a stick fails into errors that have words."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StickFullError from error
        if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
            raise StickReadOnlyError from error
        raise StickGoneError from error


class Way:
    """How far reading or writing has come."""

    def __init__(self, progress: Progress, total: int = 0) -> None:
        """Begin; `total` bytes are ahead, 0 if nobody knows."""
        self._progress, self._total, self._done = progress, total, 0

    def go(self, size: int) -> None:
        """Tell that so many bytes more are done.

        Raises:
            CourierStoppedError.
        """
        self._done += size
        if not self._progress(self._done, max(self._total, self._done) if self._total else 0):
            raise CourierStoppedError


def room(folder: Path) -> int:
    """Return how many bytes files may take on a stick: what events need stays free.

    Raises:
        StickGoneError.
    """
    with known_failures():
        return shutil.disk_usage(folder).free - SPARE


def look(folder: Path) -> tuple[list[Found], list[str]]:
    """Return the finished bundles in a folder, and the names of lists that cannot be read.

    Raises:
        StickGoneError: the folder cannot be read.
    """
    found, bad = [], []
    with known_failures():
        names = sorted(each.name for each in os.scandir(folder) if _LIST.fullmatch(each.name))
    for name in names:
        try:
            found.append(_read_list(folder / name))
        except BundleDamagedError:
            bad.append(name)
    return sorted(found, key=lambda each: each.listing.number), bad


def _read_list(path: Path) -> Found:
    name = path.name[5:13]
    with known_failures(), _opened(path, name) as file:
        data = file.read(LARGEST_LIST + 1)
    if len(data) > LARGEST_LIST:
        raise BundleDamagedError(reason="list", bundle=name)
    try:
        signed = msgspec.json.decode(data, type=Signed)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BundleDamagedError(reason="list", bundle=name) from error
    listing = read_list(signed)
    if path.name != f"desk-{listing.bundle}.mcb":
        raise BundleDamagedError(reason="name", bundle=name)
    return Found(signed, listing)


def _opened(path: Path, bundle: str) -> BinaryIO:
    """Open a plain file; never a link, nor a pipe or device that somebody put in its place.

    Raises:
        BundleDamagedError: there is none.
    """
    try:
        kind = path.lstat().st_mode
        if not stat.S_ISREG(kind):
            raise BundleDamagedError(reason="missing", bundle=bundle)
        return path.open("rb")
    except FileNotFoundError as error:
        raise BundleDamagedError(reason="missing", bundle=bundle) from error


def part_path(folder: Path, bundle: str, number: int) -> Path:
    """Return where a part lies; counted from 1."""
    return folder / f"desk-{bundle}-{number:03}.mcb"


def check_parts(folder: Path, listing: Listing, way: Way) -> list[Callable[[], BinaryIO]]:
    """Read every part through and hold it against the list; return how to open each.

    Raises:
        BundleDamagedError: one is missing, too short, too long or altered.
        StickGoneError.
    """
    files: list[Callable[[], BinaryIO]] = []
    short = listing.bundle[:8]
    for number, part in enumerate(listing.parts, start=1):
        path = part_path(folder, listing.bundle, number)
        total, size = sha256(), 0
        with known_failures(), _opened(path, short) as file:
            while data := file.read(FRAME):
                size += len(data)
                if size > part.size:
                    break
                total.update(data)
                way.go(len(data))
        if size != part.size:
            raise BundleDamagedError(reason="size", bundle=short)
        if total.hexdigest() != part.sha:
            raise BundleDamagedError(reason="altered", bundle=short)
        files.append(partial(_opened, path, short))
    return files


class Writing:
    """A bundle on its way onto a stick. Nothing of it is left unless `finish` returns."""

    def __init__(self, folder: Path, to: PublicKeys, way: Way, limit: int = PART) -> None:
        """Prepare to write for a reader; parts have at most `limit` bytes."""
        self._folder, self._to, self._way = folder, to, way
        self._bundle = secrets.token_hex(16)
        sealer, self._ephemeral = sealing.to(to.seal, self._bundle)
        self._packer = Packer(sealer, self._new_part, limit)
        self._files: list[tuple[BinaryIO, Path]] = []

    def _new_part(self) -> BinaryIO:
        self._close_last()
        path = part_path(self._folder, self._bundle, len(self._files) + 1)
        file = path.with_name(path.name + _NEW).open("xb")
        self._files.append((file, path))
        return file

    def _close_last(self) -> None:
        if self._files:
            _settle(self._files[-1][0])

    def add(self, kind: bytes, data: bytes) -> None:
        """Write one record.

        Raises:
            StickFullError, StickReadOnlyError, StickGoneError, CourierStoppedError.
        """
        with known_failures():
            self._packer.add(kind, data)
        self._way.go(len(data))

    def finish(self, told: Told, signer: Signer) -> Found:
        """Write what is left and give everything its name, the list last.

        Raises:
            StickFullError, StickReadOnlyError, StickGoneError.
        """
        with known_failures():
            self._packer.close()
            self._close_last()
            listing = Listing(
                version=VERSION,
                bundle=self._bundle,
                number=told.number,
                sender=told.sender,
                unit=told.unit,
                to=told.to,
                made=told.made,
                ephemeral=self._ephemeral,
                parts=tuple(self._packer.parts),
                plain=self._packer.plain,
                records=self._packer.records,
                parent=told.parent,
                heard=told.heard,
                ranges=told.ranges,
                epoch=told.epoch,
                feed=told.feed,
                after=told.after,
                files=told.files,
                serial=told.serial,
                lacks=told.lacks,
            )
            signed = signer.signed(canonical.dumps(listing), PURPOSE)
            for _, path in self._files:
                path.with_name(path.name + _NEW).replace(path)
            sync_folder(self._folder)
            path = self._folder / f"desk-{self._bundle}.mcb"
            with path.with_name(path.name + _NEW).open("xb") as file:
                file.write(msgspec.json.encode(signed))
                _settle(file)
            path.with_name(path.name + _NEW).replace(path)
            sync_folder(self._folder)
        return Found(signed, listing)

    def drop(self) -> None:
        """Take away whatever was written of it, as far as the stick is still there."""
        for file, _ in self._files:
            with suppress(OSError):
                file.close()
        remove(self._folder, self._bundle)


def _settle(file: BinaryIO) -> None:
    if not file.closed:
        file.flush()
        os.fsync(file.fileno())
        file.close()


def remove(folder: Path, bundle: str) -> None:
    """Take a bundle off the stick, its list first; what cannot be removed stays."""
    with suppress(OSError):
        (folder / f"desk-{bundle}.mcb").unlink(missing_ok=True)
    with suppress(OSError):
        for each in list(os.scandir(folder)):
            found = _OURS.fullmatch(each.name)
            if found is not None and found[1] == bundle and each.is_file(follow_symlinks=False):
                with suppress(OSError):
                    Path(each.path).unlink()


def sweep(folder: Path) -> None:
    """Take away what writers that were cut short have left: parts without a list."""
    with known_failures():
        names = [each.name for each in os.scandir(folder)]
    whole = {found[1] for name in names if (found := _LIST.fullmatch(name))}
    for name in names:
        found = _OURS.fullmatch(name)
        if found is not None and found[1] not in whole:
            remove(folder, found[1])
