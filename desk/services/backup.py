"""A verified copy of everything this counter holds: its database and the files beside it.

A copy is made in a folder of its own, read through, and only then gets its name, so that a
folder without the ending of one under way is a copy that has been proven. Work goes on
meanwhile: the copy is of the moment at which it began.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from desk.domain.backup import Copied
from desk.domain.errors import RuleError, StorageError
from desk.domain.records import VN
from desk.models.blobs import FOLDER as FILES
from desk.models.engine import FILE, keep_private, known_failures
from desk.services.workplace import Workplace
from desk.wire.durable import make_folder, sync_folder

_UNDER_WAY: Final = ".new"
_PREFIX: Final = "desk-"
_STAMP: Final = "%Y%m%d-%H%M%S"
_PAGES: Final = 256  # of the database in one step: a megabyte
_PIECE: Final = 1 << 20

#: Told how much is done of how much, in bytes; answers whether to go on.
Progress = Callable[[int, int], bool]


class BackupStoppedError(RuleError):
    """Somebody stopped the copy; nothing of it is left."""


class BackupDamagedError(StorageError):
    """The copy is not what was copied: the disk that it lies on cannot be trusted."""


def make(work: Workplace, into: Path, progress: Progress) -> Copied:
    """Copy database and files into a new folder of `into`, and prove the copy.

    Raises:
        BackupStoppedError: `progress` said so.
        BackupDamagedError, DiskFullError, ReadOnlyError, DiskFailedError: nothing is left.
    """
    at = work.now()
    place = into / f"{_PREFIX}{at:{_STAMP}}"
    new = place.with_name(place.name + _UNDER_WAY)
    with known_failures(place):
        make_folder(into)
        new.mkdir()
        try:
            made = _copy(work, new, progress)
            new.replace(place)
            sync_folder(into)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)  # half a copy, and citizens' data
            raise
    return Copied(folder=str(place), at=at, bytes_=made[0], events=made[1])


def latest(into: Path) -> Copied | None:
    """Return the newest proven copy in a folder, None where there is none."""
    for place in sorted(_copies(into), reverse=True):
        at = datetime.strptime(place.name.removeprefix(_PREFIX), _STAMP).replace(tzinfo=VN)
        size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
        return Copied(folder=str(place), at=at, bytes_=size, events=_events(place / FILE))
    return None


def _copies(into: Path) -> Iterator[Path]:
    if not into.is_dir():
        return
    for place in into.glob(f"{_PREFIX}????????-??????"):
        if place.name.removeprefix(_PREFIX).replace("-", "").isdigit() and (place / FILE).is_file():
            yield place


def _copy(work: Workplace, new: Path, progress: Progress) -> tuple[int, int]:
    source = work.database.path
    files = _files(work.database.folder)
    # Written once and read once: half of the way is the proof.
    total = 2 * (source.stat().st_size + sum(file.stat().st_size for file in files))
    way = _Way(total, progress)
    events = _copy_database(source, new / FILE, way)
    for file in files:
        _copy_file(file, new / FILES / file.relative_to(work.database.folder / FILES), way)
    way.arrive()
    return total // 2, events


class _Way:
    """How far the copy has come."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._total, self._progress, self._done = max(total, 1), progress, 0

    def go(self, size: int) -> None:
        """Tell that so many bytes more are done."""
        self._done = min(self._done + size, self._total - 1)
        if not self._progress(self._done, self._total):
            raise BackupStoppedError

    def arrive(self) -> None:
        """Tell that all is done."""
        self._progress(self._total, self._total)


def _files(data: Path) -> list[Path]:
    """Return the stored files that have their name; what is still being written has none."""
    root = data / FILES
    return sorted(file for file in root.glob("??/*") if file.is_file()) if root.is_dir() else []


def _copy_database(source: Path, copy: Path, way: _Way) -> int:
    keep_private(copy)
    uri = f"{source.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as ours, closing(sqlite3.connect(copy)) as theirs:
        size = ours.execute("PRAGMA page_size").fetchone()[0]
        # A snapshot that is held: what is written meanwhile does not begin the copy anew.
        ours.execute("BEGIN")
        before = _count(ours)
        left = [ours.execute("PRAGMA page_count").fetchone()[0]]

        def step(_: int, remaining: int, __: int) -> None:
            way.go((left[0] - remaining) * size)
            left[0] = remaining

        ours.backup(theirs, pages=_PAGES, progress=step)
        theirs.execute("PRAGMA journal_mode=DELETE")
    with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as theirs:
        sound = theirs.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not sound or _count(theirs) != before:
            raise BackupDamagedError(file=FILE)
    sync_folder(copy.parent)
    way.go(copy.stat().st_size)
    return before[0]


def _count(connection: sqlite3.Connection) -> tuple[int, str]:
    """Return how many events there are and where the chain of this counter ends."""
    events = connection.execute("SELECT count(*) FROM event").fetchone()[0]
    head = connection.execute("SELECT head FROM counter").fetchone()[0]
    return int(events), str(head)


def _events(copy: Path) -> int:
    with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as link:
        return _count(link)[0]


def _copy_file(file: Path, copy: Path, way: _Way) -> None:
    make_folder(copy.parent)
    keep_private(copy)
    with file.open("rb") as ours, copy.open("wb") as theirs:
        while piece := ours.read(_PIECE):
            theirs.write(piece)
            way.go(len(piece))
        theirs.flush()
        os.fsync(theirs.fileno())
    sync_folder(copy.parent)
    digest = sha256()
    with copy.open("rb") as theirs:
        while piece := theirs.read(_PIECE):
            digest.update(piece)
            way.go(len(piece))
    if digest.hexdigest() != copy.parent.name + copy.name:
        raise BackupDamagedError(file=copy.name[:12])
