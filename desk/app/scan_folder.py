"""The folder that the scanner saves into: looked at again and again, one file taken at a time.

A file is taken once its size has stood still; it is then moved to `done/` and the day. Killed in
between, it is known again by its origin and only moved. What cannot be taken stays where it is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desk.app import scans
from desk.domain.digitising import FolderNews, Problem
from desk.domain.errors import DeskError, StorageError
from desk.scanning import kinds
from desk.scanning.kinds import ScanBrokenError, ScanFileEmptyError, ScanNotReadError
from desk.services import scans as tray

if TYPE_CHECKING:
    from datetime import date

    from desk.domain.records import Actor
    from desk.services.workplace import Workplace

DONE: Final = "done"
STABLE_S: Final = 2.0
#: A scanner may pause between two sheets for that long: half a file is no broken one before.
GRACE_S: Final = 15.0
_PRIVATE: Final = 0o700
_UNFINISHED: Final = (".tmp", ".part", ".partial", ".crdownload")
_NOT_SCANS: Final = ("desktop.ini", "thumbs.db")
_YOUNG: Final = (ScanBrokenError, ScanFileEmptyError, ScanNotReadError)


class ScanNotMovedError(StorageError):
    """A file was taken in, but its folder does not let it be moved away."""


class ScanFolderGoneError(StorageError):
    """The scan folder is not there, or its drive does not answer."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A file as it was seen last: since when it has looked so, and what is wrong with it."""

    stat: tuple[int, int]
    since: float
    error: DeskError | None = None


class ScanFolder:
    """Looks into one folder; one thread at a time."""

    def __init__(
        self,
        work: Workplace,
        by: Callable[[], Actor],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Name who takes files in and how time passes."""
        self._work, self._by, self._clock = work, by, clock
        self._known: dict[str, _Known] = {}

    def look(self, folder: Path, limit: int) -> FolderNews:
        """Take in at most one file; tell what came of it and what stands in the way.

        Raises:
            StorageError: of the counter's own disk; the file is where it was.
        """
        try:
            files = dict(self._files(folder))
        except OSError:
            self._known.clear()
            return FolderNews(folder=str(folder), gone=True)
        self._known = {name: known for name, known in self._known.items() if name in files}
        taken: tuple[tray.Taken, ...] = ()
        waits = False
        for name, stat in sorted(files.items()):
            known = self._known.get(name)
            if known is None or known.stat != stat:
                self._known[name] = known = _Known(stat, self._clock())
            age = self._clock() - known.since
            if known.error is not None and not isinstance(known.error, ScanNotMovedError):
                continue
            waits = waits or known.error is None
            if age < STABLE_S or taken:
                continue
            taken = self._take(folder / name, known, limit, old=age >= GRACE_S)
        return FolderNews(
            folder=str(folder),
            taken=tuple((each.code, each.paper, each.pages) for each in taken),
            problems=tuple(self._problems()),
            more=waits,
        )

    @staticmethod
    def _files(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
        for path in folder.iterdir():
            name = path.name.lower()
            unfinished = name.startswith((".", "~")) or name.endswith(_UNFINISHED)
            if unfinished or name in _NOT_SCANS:
                continue
            with suppress(OSError):  # it went while we looked
                if path.is_file():
                    stat = path.stat()
                    yield path.name, (stat.st_size, stat.st_mtime_ns)

    def _take(self, path: Path, known: _Known, limit: int, *, old: bool) -> tuple[tray.Taken, ...]:
        taken: tuple[tray.Taken, ...] = ()
        try:
            if known.error is None:
                taken = self._taken_in(path, limit)
            self._move(path)
        except _YOUNG as error:
            if old:
                self._known[path.name] = replace(known, error=error)
        except DeskError as error:
            if isinstance(error, StorageError) and not isinstance(error, ScanNotMovedError):
                raise  # of our own disk: nothing was taken
            self._known[path.name] = replace(known, error=error)
        return taken

    def _taken_in(self, path: Path, limit: int) -> tuple[tray.Taken, ...]:
        kinds.kind(path, limit=limit)  # what is too large is not even read for its origin
        origin = scans.origin_of(path)
        if tray.seen(self._work, origin):
            return ()
        way = scans.Way(source="scan", origin=origin, limit=limit)
        return scans.take_in(self._work, path, self._by(), way)

    def _move(self, path: Path) -> None:
        day: date = self._work.now().date()
        place = path.parent / DONE / f"{day:%Y-%m-%d}"
        try:
            place.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
            path.rename(_free(place, path))
        except OSError as error:
            raise ScanNotMovedError from error

    def _problems(self) -> Iterator[Problem]:
        for name, known in sorted(self._known.items()):
            if known.error is not None:
                facts = tuple((key, str(value)) for key, value in known.error.facts.items())
                yield Problem(name, known.error.code, facts)


def _free(place: Path, path: Path) -> Path:
    """Return a name that nothing in `place` has."""
    found, number = place / path.name, 1
    while found.exists():
        number += 1
        found = place / f"{path.stem} ({number}){path.suffix}"
    return found
