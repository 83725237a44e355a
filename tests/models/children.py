"""What tests run in processes of their own: python -m tests.models.children WHAT FOLDER.

Each prints one line when it is where the test wants it, and then waits to be told or killed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import text

from desk.models.engine import Database


def _ready() -> None:
    print("ready", flush=True)  # noqa: T201 - the test reads it
    sys.stdin.readline()


def hold(folder: Path) -> None:
    """Hold the writing lock."""
    database = Database(folder, purpose="holding")
    _ready()
    database.close()


def half(folder: Path) -> None:
    """Stand in the middle of a transaction."""
    database = Database(folder, purpose="half")
    with database.write() as tx:
        tx.execute(text("INSERT INTO device (uid, name) VALUES (x'01', 'half')"))
        _ready()
    print("written", flush=True)  # noqa: T201 - the test reads it


def open_(folder: Path) -> None:
    """Open for writing, as the window's start does; whatever happens then is the test's."""
    Database(folder, purpose="open").close()


if __name__ == "__main__":
    {"hold": hold, "half": half, "open": open_}[sys.argv[1]](Path(sys.argv[2]))
