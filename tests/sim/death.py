"""Dying at a point: the disk as it is there, and nothing that would still have been done."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, event

from desk.models import witness


class Died(BaseException):
    """A process of this history ended here; `home` is whose."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.home = home


class Reaper:
    """Counts statements, commits and syncs of everybody, and ends whoever comes by the fatal one.

    What lies on the dead one's disk at that point is put aside, and put back by `bury`: the
    rollback and the closing that Python still does never happened.
    """

    def __init__(self, ward: Path) -> None:
        """Begin; each party's home is a folder of its own in that of the ward."""
        self._ward = ward
        self._left = 0
        self.points = 0

    def aim(self, points: int) -> None:
        """Let somebody die so many points from now; 0: nobody."""
        self._left = points

    def __enter__(self) -> Self:
        for moment in _MOMENTS:
            event.listen(Engine, moment, self._at_database)
        self._sync = witness._sync_data  # noqa: SLF001 - there is no other way between the two disks
        witness._sync_data = self._synced  # noqa: SLF001 - as above
        return self

    def __exit__(self, *_: object) -> None:
        for moment in _MOMENTS:
            event.remove(Engine, moment, self._at_database)
        witness._sync_data = self._sync  # noqa: SLF001 - as above

    def _at_database(self, connection: Connection, *_: Any) -> None:
        raw = connection.connection.driver_connection if self._left else None
        if raw is not None:
            self._pass(Path(raw.execute("PRAGMA database_list").fetchone()[2]))

    def _synced(self, descriptor: int) -> None:
        place = Path(f"/proc/self/fd/{descriptor}").resolve()
        if self._left:
            self._pass(place)
        self._sync(descriptor)
        if self._left:
            self._pass(place)

    def _pass(self, file: Path) -> None:
        self.points += 1
        self._left -= 1
        if self._left == 0:
            home = self._ward / file.relative_to(self._ward).parts[0]
            shutil.copytree(home, _grave(home))
            raise Died(home)


def bury(home: Path) -> None:
    """Put the disk of somebody who died back as it was at that point; all is closed by now."""
    shutil.rmtree(home)
    _grave(home).rename(home)


def _grave(home: Path) -> Path:
    return home.with_name(f"{home.name}-dead")


_MOMENTS = ("before_cursor_execute", "after_cursor_execute", "commit")
