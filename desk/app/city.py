"""The reference city beside the counter: the same program, another folder."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desk import paths
from desk.app.counter import clock

if TYPE_CHECKING:
    from desk.city.serve import Ready
    from desk.services.rules import Rules

Clock = Callable[[], datetime]
_START_S: Final = 20.0


def database_url(folder: Path) -> str:
    """Return the address of a folder's own city database (SQLite)."""
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{(folder / 'city.db').absolute()}"


def rules() -> Rules:
    """Return the rules that come with the program."""
    from desk.services.rules import parse, read_files

    return parse(read_files(paths.resources()))


def serve(port: int, database: str, on_ready: Callable[[Ready], None], *, host: str) -> None:
    """Serve until a signal ends it."""
    from desk.city import serve as city

    city.serve(port, database, on_ready, host=host, rules=rules(), clock=clock)


@contextmanager
def running(database: str, port: int = 0, *, clock: Clock = clock) -> Iterator[Ready]:
    """Serve in a thread of this process for the length of a block."""
    from desk.city import serve as city

    ready = threading.Event()
    told: list[Ready] = []

    def on_ready(state: Ready) -> None:
        told.append(state)
        ready.set()

    thread = threading.Thread(
        target=city.serve,
        args=(port, database, on_ready),
        kwargs={"rules": rules(), "clock": clock},
    )
    thread.start()
    if not ready.wait(_START_S):
        raise TimeoutError(database.split("://", 1)[0])
    try:
        yield told[0]
    finally:
        told[0].stop()
        thread.join()


def enroll(
    database: str, *, unit: str, commune: str = "", name: str = "", clock: Clock = clock
) -> str:
    """Return a one-time enrolment code for a ward's next counter."""
    from desk.city import enrol

    return enrol.enroll(database, unit, commune, name, now=clock())


def file_online(
    database: str, data: Mapping[str, object], *, clock: Clock = clock
) -> dict[str, object]:
    """File a dossier as a citizen's portal would; the city numbers it."""
    from desk.city import filing

    return filing.file_online(database, data, clock(), rules())
