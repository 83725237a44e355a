"""The open database: what is on disk is whole, and each failure has its name."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from desk.models import engine
from desk.models.engine import (
    FILE,
    CorruptDatabaseError,
    Database,
    LockedError,
    NewerDatabaseError,
    NoDatabaseError,
    OlderDatabaseError,
    ReadOnlyError,
)
from desk.models.tables import HEAD, device, outbox
from tests.disks import disk, read_only
from tests.kit import Counter

ONE = insert(device).values(uid=b"\x01", name="một")


@pytest.fixture
def database(counter: Counter) -> Database:
    return Database(counter.folder, purpose="test")


def names(database: Database) -> set[str]:
    with database.read() as tx:
        return set(tx.execute(select(device.c.name)).scalars())


def test_writes_are_durable_and_references_are_kept(database: Database) -> None:
    pragmas = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "query_only": 0}
    with database.write() as tx:
        assert {name: tx.execute(text(f"PRAGMA {name}")).scalar() for name in pragmas} == pragmas
    pragmas |= {"query_only": 1}
    with database.read() as tx:
        found = {name: tx.execute(text(f"PRAGMA {name}")).scalar() for name in pragmas}
    assert found == pragmas
    database.close()


def test_a_reference_to_nothing_is_refused_and_nothing_stays(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as tx:
        tx.execute(ONE)
        tx.execute(insert(outbox).values(target="nowhere", event_id=77, state="waiting"))
    assert "một" not in names(database)
    database.close()


def test_what_failed_halfway_was_never_there(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as tx:
        tx.execute(ONE)
        _ = 1 / 0
    assert "một" not in names(database)
    with database.write() as tx:
        tx.execute(ONE)
    assert "một" in names(database)
    database.close()


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(ReadOnlyError), database.read() as tx:
        tx.execute(ONE)
    database.close()


def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    with database.read() as tx:
        before = tx.execute(select(device.c.name)).scalars().all()
        with database.write() as writer:
            writer.execute(ONE)
        assert tx.execute(select(device.c.name)).scalars().all() == before
    assert "một" in names(database)
    database.close()


def test_a_reader_is_not_kept_waiting_by_a_writer(database: Database) -> None:
    with database.write() as tx:
        tx.execute(ONE)
        assert "một" not in names(database)  # not committed yet
    database.close()


def test_threads_write_one_after_the_other(database: Database) -> None:
    def write(number: int) -> None:
        for each in range(10):
            with database.write() as tx:
                tx.execute(insert(device).values(uid=bytes([number, each]), name=f"{number}"))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as tx:
        rows = tx.execute(select(device.c.name).where(device.c.name.in_(list("0123")))).all()
    assert len(rows) == 40
    database.close()


def test_many_readers_at_once(database: Database) -> None:
    found: list[set[str]] = []
    barrier = threading.Barrier(6)

    def read() -> None:
        with database.read() as tx:
            barrier.wait()
            found.append(set(tx.execute(select(device.c.name)).scalars()))

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    database.close()


def test_reading_alone_needs_no_lock_and_refuses_to_write(counter: Counter) -> None:
    writer = Database(counter.folder, purpose="window")
    reader = Database(counter.folder, write=False)
    with writer.write() as tx:
        tx.execute(ONE)
    assert "một" in names(reader)
    with pytest.raises(ReadOnlyError), reader.write():
        pass
    reader.rest()  # nothing to do, and no right to
    reader.close()
    writer.close()


def test_the_log_file_is_folded_back_at_rest_and_when_it_grows(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(counter.folder, purpose="test")
    wal = counter.folder / (FILE + "-wal")
    with database.write() as tx:
        tx.execute(ONE)
    size = counter.database.stat().st_mtime_ns
    database.rest()
    assert counter.database.stat().st_mtime_ns > size
    # Once folded back it is written again from its beginning and does not grow for ever.
    monkeypatch.setattr(engine, "WAL_LIMIT", 64 * 1024)
    for number in range(200):
        with database.write() as tx:
            tx.execute(insert(device).values(uid=bytes([2, number]), name="x" * 1000))
    assert wal.stat().st_size < 256 * 1024
    database.close()
    assert not wal.exists()


def test_after_a_large_write_small_ones_do_not_fold_back_each_time(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "WAL_LIMIT", 64 * 1024)
    with closing(Database(counter.folder, purpose="test")) as database:
        with database.write() as tx:
            tx.execute(insert(device).values(uid=b"large", name="x" * 1_000_000))
        rests = []
        monkeypatch.setattr(database, "rest", lambda: rests.append(1))
        for number in range(5):
            with database.write() as tx:
                tx.execute(insert(device).values(uid=bytes([number]), name="x"))
        assert not rests
        assert (counter.folder / (FILE + "-wal")).stat().st_size == 64 * 1024


def test_closing_twice_is_harmless(database: Database) -> None:
    database.close()
    database.close()


# -- what can be wrong with a folder --------------------------------------------------------------


@pytest.mark.parametrize("write", [True, False])
def test_no_folder_no_file_no_tables(tmp_path: Path, *, write: bool) -> None:
    def other_tables() -> None:
        sqlite3.connect(tmp_path / FILE).execute("CREATE TABLE other (x)").close()

    makers: tuple[Callable[[], object], ...] = (tuple, (tmp_path / FILE).touch, other_tables)
    for make in makers:
        make()
        with pytest.raises(NoDatabaseError) as caught:
            Database(tmp_path if tmp_path.exists() else tmp_path / "x", write=write)
        assert caught.value.facts == {"folder": tmp_path.name}
    with pytest.raises(NoDatabaseError):
        Database(tmp_path / "nowhere", write=write)


@pytest.mark.parametrize("write", [True, False])
def test_no_database_at_all(tmp_path: Path, *, write: bool) -> None:
    (tmp_path / FILE).write_bytes("Đây là một bức thư. ".encode() * 200)
    with pytest.raises(CorruptDatabaseError) as caught:
        Database(tmp_path, write=write)
    assert caught.value.facts == {"file": FILE}


@pytest.mark.parametrize("write", [True, False])
def test_a_newer_programs_database_is_left_alone(counter: Counter, *, write: bool) -> None:
    counter.plant("UPDATE alembic_version SET version_num = '9999'")
    before = counter.database.read_bytes()
    with pytest.raises(NewerDatabaseError) as caught:
        Database(counter.folder, write=write)
    assert caught.value.facts == {"found": "9999", "known": HEAD}
    assert counter.database.read_bytes() == before


def test_a_torn_file_is_found_out(counter: Counter) -> None:
    whole = counter.database.read_bytes()
    counter.database.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CorruptDatabaseError):
        with_everything_read(counter)


def with_everything_read(counter: Counter) -> None:
    database = Database(counter.folder)
    try:
        with database.write() as tx:
            for name in ("counter", "event", "dossier", "staff", "ruleset", "dossier_words"):
                tx.execute(text(f"SELECT * FROM {name}")).all()
    finally:
        database.close()


def test_a_failed_opening_frees_the_lock(counter: Counter) -> None:
    counter.plant("PRAGMA user_version = 1")
    whole = counter.database.read_bytes()
    counter.database.write_bytes(whole[: len(whole) // 2])
    for _ in range(2):
        with pytest.raises((CorruptDatabaseError, LockedError)) as caught:
            with_everything_read(counter)
        assert caught.type is CorruptDatabaseError


def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", kilobytes=4096) as place:
        counter = Counter(place).make()
        read_only(place)
        with pytest.raises(ReadOnlyError) as caught:
            Database(counter.folder)
        assert caught.value.facts == {"folder": "data"}


def test_somebody_elses_program_in_the_file_is_waited_for(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    database = Database(counter.folder)
    other = sqlite3.connect(counter.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LockedError), database.write() as tx:
        tx.execute(ONE)
    other.execute("COMMIT")
    with database.write() as tx:
        tx.execute(ONE)
    other.close()
    database.close()


@pytest.mark.parametrize("write", [True, False])
def test_a_file_that_somebody_has_to_themselves(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, *, write: bool
) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    other = sqlite3.connect(counter.database, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LockedError):
        Database(counter.folder, write=write)
    other.close()
    Database(counter.folder, write=write).close()


def test_an_older_database_must_be_upgraded_before_it_can_be_read(counter: Counter) -> None:
    counter.plant("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(OlderDatabaseError) as caught:
        Database(counter.folder, write=False)
    assert caught.value.facts == {"found": "0000", "known": HEAD}


def test_a_fault_of_ours_keeps_its_own_name(database: Database) -> None:
    with pytest.raises(OperationalError), database.write() as tx:
        tx.execute(text("SELECT * FROM no_such_table"))
    database.close()
