"""Migrations as law: the newest revision is the tables, and no revision loses a row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, insert, inspect, select

from desk.city.migrate import config, downgrade, upgrade
from desk.city.store import Store
from desk.city.tables import HEAD, metadata
from tests.city.town import NOW

#: A row in every table of the newest revision, in an order that foreign keys allow.
ROWS: dict[str, dict[str, Any]] = {
    "city": {"id": 1, "feed": "f", "device": "d", "seq": 1, "chain": "", "hlc": 1, "position": 1,
             "trail": b""},
    "unit": {"id": 1, "code": "H26.1.1", "commune": "00001", "name": "Phường Mẫu"},
    "device": {"id": 1, "uid": b"d", "unit_id": 1, "name": "Quầy 1", "token": b"t", "since": 1},
    "lease": {"commune": "00001", "slot": 1, "device_id": 1, "since": 1},
    "enrolment": {"digest": b"c", "unit_id": 1, "expires": 1},
    "event": {
        "id": 1, "position": 1, "uid": b"e", "unit_id": 1, "device_id": 1, "epoch": 1, "seq": 1,
        "state": 0, "hash": b"h", "head": b"{}", "salt": b"s", "body": b"{}", "at": 1,
    },
    "dossier": {
        "id": 1, "uid": b"x", "unit_id": 1, "status": 2, "month": 202611, "bucket": 1,
        "leaf": b"l", "stamp": 1, "last_hlc": 1, "state": b"{}",
    },
    "number": {"number": "1", "dossier": b"x"},
    "named": {"unit_id": 1, "sha": b"s", "size": 1},
    "edition": {"serial": 1, "kind": "units", "unit_id": None, "starts": "2026-11-23"},
    "ordinal": {"commune": "00001", "day": "2026-11-23", "last": 1},
    "proof": {"device_id": 1, "at": 1, "count": 1},
    "upstream": {"id": 1, "unit_id": 1, "url": "https://city", "public": "{}"},
    "challenge": {"id": 1, "device_id": 1, "text": "c", "number": 1, "at": 1},
    "pulse": {"minute": 1, "worker": "w", "since": 1, "at": 1},
    "courier": {"device_id": 1, "heard": 1},
    "alarm": {"id": 1, "at": 1, "kind": "fork", "unit_id": 1, "device_id": 1},
}  # fmt: skip  # one table a line reads better than one column a line


def engine_for(path: Path) -> Engine:
    return create_engine(f"sqlite:///{path}")


def fill(tx: Connection) -> None:
    for table in metadata.sorted_tables:
        tx.execute(insert(table).values(**ROWS[table.name]))


def counts(tx: Connection) -> dict[str, int]:
    return {t.name: len(tx.execute(select(t)).all()) for t in metadata.sorted_tables}


def test_the_newest_revision_is_the_one_the_program_knows() -> None:
    assert ScriptDirectory.from_config(config(None)).get_heads() == [HEAD]


def test_the_newest_revision_is_the_tables(tmp_path: Path) -> None:
    engine = engine_for(tmp_path / "city.db")
    with engine.begin() as tx:
        upgrade(tx)
        assert compare_metadata(MigrationContext.configure(tx), metadata) == []
        command.check(config(tx))
    engine.dispose()


def test_every_table_has_a_row_to_carry() -> None:
    assert ROWS.keys() == metadata.tables.keys()


def test_rows_survive_every_revision_from_the_oldest_on(tmp_path: Path) -> None:
    script = ScriptDirectory.from_config(config(None))
    engine = engine_for(tmp_path / "city.db")
    with engine.begin() as tx:
        for revision in reversed(list(script.walk_revisions())):
            upgrade(tx, revision.revision)
        fill(tx)
        assert set(counts(tx).values()) == {1}
    engine.dispose()


def test_every_revision_can_be_taken_back(tmp_path: Path) -> None:
    engine = engine_for(tmp_path / "city.db")
    with engine.begin() as tx:
        upgrade(tx)
        fill(tx)
        downgrade(tx, "base")
        assert inspect(tx).get_table_names() == ["alembic_version"]
        upgrade(tx)
    engine.dispose()


def test_a_database_without_tables_gets_them_when_it_is_opened(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'city.db'}", NOW)
    with store.read() as tx:
        assert compare_metadata(MigrationContext.configure(tx), metadata) == []
    store.close()
