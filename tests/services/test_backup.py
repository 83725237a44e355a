"""Copies: proven, of one moment, and nothing left of one that was stopped or failed."""

from __future__ import annotations

import sqlite3
from io import BytesIO
from pathlib import Path

import pytest

from desk.models.blobs import FOLDER, Blobs
from desk.models.engine import FILE, DiskFullError
from desk.services import backup, checking
from desk.services.backup import BackupDamagedError, BackupStoppedError
from desk.services.workplace import Workplace
from tests.disks import disk, fill
from tests.kit import Clock, Counter, receive


def go_on(_: int, __: int) -> bool:
    return True


def test_a_copy_opens_as_a_counter_of_its_own(
    work: Workplace, counter: Counter, tmp_path: Path
) -> None:
    state = receive(work)
    sha = Blobs(counter.folder).put(BytesIO(b"a scan" * 100_000)).sha
    made = backup.make(work, tmp_path / "copies", go_on)
    assert Path(made.folder).name == "desk-20261123-083000"
    assert (Path(made.folder) / FOLDER / sha[:2] / sha[2:]).read_bytes() == b"a scan" * 100_000
    other = Counter(tmp_path / "other", device=counter.device, clock=counter.clock)
    other.home.mkdir()
    Path(made.folder).rename(other.folder)
    with other.open() as restored:
        assert checking.verify(restored).problems == ()
        assert other.rows("SELECT code FROM dossier") == [(state.code,)]


def test_progress_rises_to_the_end(work: Workplace, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def note(done: int, whole: int) -> bool:
        told.append((done, whole))
        return True

    backup.make(work, tmp_path / "copies", note)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1]


def test_work_goes_on_while_a_copy_is_made(work: Workplace, tmp_path: Path) -> None:
    receive(work)
    seen: list[str] = []

    def meanwhile(_: int, __: int) -> bool:
        if not seen:
            seen.append(receive(work).code)
        return True

    made = backup.make(work, tmp_path / "copies", meanwhile)
    copy = sqlite3.connect(Path(made.folder) / FILE)
    assert copy.execute("SELECT count(*) FROM dossier").fetchone() == (1,)  # of one moment
    copy.close()


def test_nothing_is_left_of_a_copy_that_was_stopped(work: Workplace, tmp_path: Path) -> None:
    with pytest.raises(BackupStoppedError):
        backup.make(work, tmp_path / "copies", lambda _done, _all: False)
    assert list((tmp_path / "copies").iterdir()) == []
    assert backup.latest(tmp_path / "copies") is None


def test_a_stored_file_that_is_damaged_makes_no_copy(
    work: Workplace, counter: Counter, tmp_path: Path
) -> None:
    blobs = Blobs(counter.folder)
    sha = blobs.put(BytesIO(b"a scan")).sha
    blobs.path(sha).chmod(0o600)
    blobs.path(sha).write_bytes(b"another")
    with pytest.raises(BackupDamagedError):
        backup.make(work, tmp_path / "copies", go_on)
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_damaged_database_makes_no_copy(counter: Counter, tmp_path: Path) -> None:
    """One that can still be read, and counts what it counted: an index tells another code."""
    with counter.open() as work:
        code = receive(work).code
    ((page, size),) = counter.rows(
        "SELECT rootpage, page_size FROM sqlite_master, pragma_page_size "
        "WHERE type = 'index' AND tbl_name = 'dossier' AND sql LIKE '%(code)%'"
    )
    data = bytearray(counter.database.read_bytes())
    at = data.index(code.encode(), (page - 1) * size, page * size)
    data[at] ^= 1
    counter.database.write_bytes(data)
    with counter.open() as work, pytest.raises(BackupDamagedError):
        backup.make(work, tmp_path / "copies", go_on)
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_full_disk_is_said_and_nothing_is_left(work: Workplace, tmp_path: Path) -> None:
    with disk(tmp_path / "stick", kilobytes=512) as place:
        ballast = fill(place, leave=100 * 1024)
        with pytest.raises(DiskFullError):
            backup.make(work, place / "copies", go_on)
        ballast.unlink()
        assert list((place / "copies").iterdir()) == []


def test_the_newest_copy_is_the_one_with_a_name(
    work: Workplace, clock: Clock, tmp_path: Path
) -> None:
    into = tmp_path / "copies"
    backup.make(work, into, go_on)
    clock.pass_(hours=1)
    second = backup.make(work, into, go_on)
    (into / "desk-20991231-000000.new").mkdir()
    (into / "desk-20991231-000000").mkdir()  # somebody else's folder: there is nothing in it
    found = backup.latest(into)
    assert found is not None
    assert (found.folder, found.events) == (second.folder, second.events)
    assert backup.latest(tmp_path / "nowhere") is None
