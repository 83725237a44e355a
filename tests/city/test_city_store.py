"""The one place that opens the city's database: one writer, and failures that have words."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError

from desk.city import store as stores
from desk.city.store import (
    CityAddressError,
    CityDatabaseError,
    CityLockedError,
    CityNewerError,
    Store,
    identity,
    micros,
)
from desk.city.tables import city, unit
from tests.city.town import NOW


def test_a_new_database_has_an_identity_of_its_own(tmp_path: Path) -> None:
    seen = set()
    for name in "ab":
        store = Store(f"sqlite:///{tmp_path}/deep/{name}.db", NOW)
        with store.read() as tx:
            us = identity(tx)
            seen |= {us.feed, us.device}
        store.close()
    assert len(seen) == 4


@pytest.mark.skipif(os.name != "posix", reason="the folder's own rights count there")
def test_what_a_city_holds_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = Store(f"sqlite:///{tmp_path}/city/city.db", NOW)
        with store.write() as tx:
            tx.execute(update(city).values(position=1))
        assert (tmp_path / "city").stat().st_mode & 0o777 == 0o700
        held = [path for path in (tmp_path / "city").iterdir() if path.suffix != ".lock"]
        assert {path.stat().st_mode & 0o777 for path in held} == {0o600}
        store.close()
    finally:
        os.umask(before)


def test_it_is_what_it_was_when_opened_again(address: str) -> None:
    seen = set()
    for _ in range(2):
        store = Store(address, NOW)
        with store.read() as tx:
            seen.add(identity(tx).feed)
        store.close()
    assert len(seen) == 1


def test_writes_are_durable_and_readers_cannot_write(address: str) -> None:
    store = Store(address, NOW)
    with store.write() as tx:
        assert tx.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert tx.execute(text("PRAGMA synchronous")).scalar() == 2
        assert tx.execute(text("PRAGMA foreign_keys")).scalar() == 1
    with pytest.raises(CityDatabaseError):
        _write_with_a_reader(store)
    store.close()


def _write_with_a_reader(store: Store) -> None:
    with store.read() as tx:
        tx.execute(insert(unit).values(code="x"))


def _write_and_fail(store: Store) -> None:
    with store.write() as tx:
        tx.execute(insert(unit).values(code="x"))
        raise ZeroDivisionError


def _write_twice(store: Store) -> None:
    with store.write() as tx:
        for name in ("Nguyễn", "Trần"):
            tx.execute(insert(unit).values(code="x", name=name))


def test_a_failed_write_leaves_nothing(address: str) -> None:
    store = Store(address, NOW)
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(store)
    with store.read() as tx:
        assert tx.execute(select(unit)).all() == []
    store.close()


def test_a_broken_rule_of_the_tables_is_our_own_fault(address: str) -> None:
    store = Store(address, NOW)
    with pytest.raises(IntegrityError) as failure:
        _write_twice(store)
    assert "Trần" not in str(failure.value)  # no data of people in a trace
    store.close()


@pytest.mark.parametrize(
    "address", ["", "sqlite://", "sqlite:///:memory:", "mysql://x/y", "no address", "oracle://x"]
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(CityAddressError):
        Store(address, NOW)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "city.db"
    file.write_bytes(b"not a database, but long enough to look at" * 100)
    with pytest.raises(CityDatabaseError):
        Store(f"sqlite:///{file}", NOW)


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CityDatabaseError):
        Store(f"sqlite:///{tmp_path}/file/city.db", NOW)


def test_a_server_that_does_not_answer() -> None:
    with pytest.raises(CityDatabaseError) as failure:
        Store("postgres://nobody@127.0.0.1:1/nothing", NOW)
    assert failure.value.facts == {"kind": "postgresql"}


def test_a_database_of_a_newer_program(tmp_path: Path) -> None:
    file = tmp_path / "city.db"
    Store(f"sqlite:///{file}", NOW).close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(CityNewerError) as failure:
        Store(f"sqlite:///{file}", NOW)
    assert failure.value.facts["found"] == "9999"


def test_another_process_that_writes_for_too_long(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(address, NOW)
    monkeypatch.setattr(stores, "WAIT_S", 0.05)
    with FileLock(address.removeprefix("sqlite:///") + ".lock"):
        with pytest.raises(CityLockedError), store.write():
            pass
        with pytest.raises(CityLockedError):
            Store(address, NOW)
        with store.read() as tx:
            assert identity(tx).feed  # reading never waits
    with store.write() as tx:
        assert identity(tx).feed
    store.close()


def test_something_that_holds_the_file_itself(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "WAIT_S", 0.05)
    store = Store(address, NOW)
    rude = sqlite3.connect(address.removeprefix("sqlite:///"), isolation_level=None)
    rude.execute("BEGIN IMMEDIATE")
    with pytest.raises(CityLockedError), store.write():
        pass
    rude.close()
    store.close()


def add_positions(address: str, count: int) -> None:
    store = Store(address, datetime.now(UTC))
    for _ in range(count):
        with store.write() as tx:
            tx.execute(update(city).values(position=identity(tx).position + 1))
    store.close()


def test_writers_of_threads_and_processes_go_one_after_the_other(address: str) -> None:
    Store(address, NOW).close()
    start = multiprocessing.get_context("spawn")
    others = [start.Process(target=add_positions, args=(address, 25)) for _ in range(2)]
    threads = [threading.Thread(target=add_positions, args=(address, 25)) for _ in range(2)]
    everybody: list[Any] = [*others, *threads]
    for each in everybody:
        each.start()
    for each in everybody:
        each.join()
    assert [each.exitcode for each in others] == [0, 0]
    store = Store(address, NOW)
    with store.read() as tx:
        assert identity(tx).position == 100
    store.close()


def test_instants() -> None:
    assert micros(None) is None
    assert micros(NOW) == micros(NOW.astimezone(UTC))
    assert micros(NOW.replace(tzinfo=None)) == micros(NOW)
