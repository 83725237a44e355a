"""Dying at every point: a process that ends, without a word, between any two statements."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Engine, event

from desk.models import witness

DIED = 9


class _Points:
    """Counts the points a process comes by, and ends it at one of them."""

    def __init__(self, fatal: int) -> None:
        self.fatal = fatal
        self.passed = 0

    def __call__(self, *_: object) -> None:
        self.passed += 1
        if self.passed == self.fatal:
            os._exit(DIED)

    def watch(self) -> None:
        """Make every statement, every commit and every sync of the witness a point or two."""
        for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, moment, self)
        sync = witness._sync_data  # noqa: SLF001 - there is no other way between the two disks

        def synced(descriptor: int) -> None:
            self()
            sync(descriptor)
            self()

        witness._sync_data = synced  # noqa: SLF001 - as above


Watch = Callable[[], None]


def points(fatal: int) -> Watch:
    """Return what makes this process die at its n-th point from then on; 0: at none."""
    return _Points(fatal).watch


def deaths(home: Path, do: Callable[[Watch], object], *, every: int = 1) -> Iterator[int]:
    """Do something in a process of its own that dies at its first point, its second, and so on.

    Points count from when `do` calls what it is given. Each time `home` is as it was before; what
    the death has left is the caller's to look at. The last time, it lived: -1.
    """
    before = home.with_name(home.name + "-before")
    shutil.copytree(home, before)
    for fatal in itertools.count(1, every):
        shutil.rmtree(home)
        shutil.copytree(before, home)
        status = _run(do, fatal)
        if status == 0:
            yield -1
            return
        assert status == DIED, f"the child failed by itself at point {fatal}"
        yield fatal


def _run(do: Callable[[Watch], object], fatal: int) -> int:
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            do(_Points(fatal).watch)
        except BaseException as error:  # noqa: BLE001 - a child of pytest must never go on as one
            os.write(2, repr(error).encode())
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
