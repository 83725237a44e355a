"""Citizens' data are their keeper's alone: files are made closed, and open ones are closed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.models.engine import FILE, Database, keep_private
from desk.models.migrate import BACKUPS
from tests.kit import Counter, receive
from tests.models.revisions import open_as_tomorrow, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes of another kind")


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o777])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    """Return the mode of every file below a folder."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.name: oct(path.stat().st_mode & 0o777) for path in found}


@pytest.mark.usefixtures("umask")
def test_a_file_is_made_closed_whatever_the_umask(tmp_path: Path) -> None:
    keep_private(tmp_path / "new")
    assert modes(tmp_path) == {"new": "0o600"}


def test_a_counter_is_made_closed_in_a_folder_that_was_open(tmp_path: Path) -> None:
    made = Counter(tmp_path / "counter")
    made.folder.mkdir(parents=True)
    before = os.umask(0o000)
    try:
        made.make()
        with made.open() as work:
            receive(work)
            found = modes(made.folder)
    finally:
        os.umask(before)
    assert {FILE, f"{FILE}-wal", f"{FILE}-shm", "desk.lock", "desk.holder"} <= found.keys()
    assert set(found.values()) == {"0o600"}


def test_a_copy_before_an_upgrade_is_closed(counter: Counter, tmp_path: Path) -> None:
    before = os.umask(0o000)
    try:
        open_as_tomorrow(counter.folder, write(tmp_path / "scripts")).close()
    finally:
        os.umask(before)
    (copies,) = [path for path in counter.folder.iterdir() if path.name == BACKUPS]
    assert oct(copies.stat().st_mode & 0o777) == "0o700"
    assert set(modes(copies).values()) == {"0o600"}


def test_what_an_older_version_left_open_is_closed_and_a_group_keeps_its_share(
    counter: Counter,
) -> None:
    counter.database.chmod(0o664)
    Database(counter.folder, purpose="test").close()
    assert oct(counter.database.stat().st_mode & 0o777) == "0o660"
