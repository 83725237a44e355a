"""Migrations: head is what the tables are, data go through, and a copy is made before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import StaticPool

from desk.models import tables
from desk.models.engine import FILE, CorruptDatabaseError, Database, NewerDatabaseError
from desk.models.migrate import BACKUPS, config, upgrade
from desk.services import checking, outbox, processing, reading, targets
from desk.wire import exchange
from tests.kit import Counter, administrator, person, receive
from tests.models import revisions
from tests.models.revisions import TODAY, TOMORROW, open_as_tomorrow, write
from tests.processes import child


def schema(path: Path) -> list[tuple[str, str]]:
    """Return every table and index with its columns, whatever the words they were made with."""
    with closing(sqlite3.connect(path)) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'index') ORDER BY name"
            )
            if not name.startswith("sqlite_")
        ]
        return [
            (name, str(connection.execute(f"PRAGMA {kind}({name})").fetchall()))
            for name in names
            for kind in ("table_xinfo", "index_xinfo", "foreign_key_list")
        ]


@contextmanager
def linked(path: Path) -> Iterator[Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
        with engine.connect() as link:
            yield link


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    path = tmp_path / FILE
    assert upgrade(path) is None  # nothing to copy
    return path


def test_the_head_is_the_newest_script_and_there_is_one() -> None:
    script = ScriptDirectory.from_config(config(None))
    assert script.get_heads() == [tables.HEAD]


def test_the_migrations_make_the_tables_of_the_program(fresh: Path) -> None:
    with linked(fresh) as link:
        context = MigrationContext.configure(
            link, opts={"compare_type": True, "compare_server_default": True}
        )
        found = [
            each
            for each in compare_metadata(context, tables.metadata)
            if "dossier_words" not in str(each)  # the search index, which SQLAlchemy cannot say
        ]
        assert found == []
        command.check(config(link))


def test_the_search_index_is_there_and_works(fresh: Path) -> None:
    with closing(sqlite3.connect(fresh)) as connection:
        connection.execute("INSERT INTO dossier_words (rowid, words) VALUES (7, 'nguyen vi du')")
        found = connection.execute("SELECT rowid FROM dossier_words WHERE dossier_words MATCH 'vi'")
        assert found.fetchall() == [(7,)]


def test_down_and_up_again_is_the_same(fresh: Path) -> None:
    before = schema(fresh)
    with linked(fresh) as link:
        command.downgrade(config(link), "base")
        link.commit()
    assert {name for name, _ in schema(fresh)} == {"alembic_version"}
    upgrade(fresh)
    assert schema(fresh) == before


def test_upgrading_what_is_new_already_changes_nothing(counter: Counter) -> None:
    before = counter.rows("SELECT hex(head) FROM event")
    upgrade(counter.database)
    assert counter.rows("SELECT hex(head) FROM event") == before


# -- what each revision carries over ---------------------------------------------------------------


def test_what_was_confirmed_stays_so_when_it_is_written_down(counter: Counter) -> None:
    with counter.open() as work:
        targets.connect(work, administrator(work), name="city", url="u", token="t", feed="f")
        receive(work)
        batch = outbox.waiting(work, "city", work.now(), everything=True)
        assert batch is not None
        verdicts = [exchange.Verdict(uid=uid, verdict="accepted") for uid in batch.uids[:2]]
        outbox.settle(work, "city", exchange.Pushed(results=verdicts, acked_through=2), work.now())
        before = targets.statuses(work)
    assert (before[0].confirmed, before[0].waiting) == (2, 1)
    with linked(counter.database) as link:
        command.downgrade(config(link), "0001")
        link.commit()
    assert counter.rows("SELECT 1 FROM sqlite_master WHERE name = 'delivered'") == []
    with counter.open() as work:
        assert targets.statuses(work) == before
        assert checking.verify(work).ok


def test_what_was_late_when_its_date_moved_is_so_in_old_folders_too(
    counter: Counter,
) -> None:
    with counter.open() as work:
        late, fair, sorry = (receive(work).uid for _ in range(3))
        by = administrator(work)
        asked = processing.Details(reason="thiếu tờ khai")
        processing.act(work, fair, "supplement", by, asked)
        counter.clock.pass_(days=30)
        processing.act(work, late, "supplement", by, asked)
        for uid in (late, fair):
            processing.act(work, uid, "supplemented", by)
        soon = processing.Details(reason="mạng", due=work.now() + timedelta(days=3))
        processing.act(work, sorry, "apologise", by, soon)
        now = checking.verify(work)
    assert now.ok
    with linked(counter.database) as link:
        # As the program before this one had left it.
        link.exec_driver_sql(
            "UPDATE dossier SET due_at = due_at + 1, "
            "state = CAST(json_remove(CAST(state AS TEXT), '$.missed_due') AS BLOB) "
            "WHERE json_extract(CAST(state AS TEXT), '$.missed_due') IS NOT NULL"
        )
        link.exec_driver_sql("UPDATE standing SET marks = marks & ~4096")
        command.downgrade(config(link), "0014")
        link.commit()
    with counter.open() as work:
        overdue = {uid: reading.open_dossier(work, uid, by).overdue for uid in (late, fair, sorry)}
        assert overdue == {late: True, fair: False, sorry: True}
        assert checking.verify(work) == now
    assert counter.rows("SELECT count(*) FROM unread") == [(0,)]


def test_dossiers_that_were_there_fill_the_columns_that_came_later(counter: Counter) -> None:
    with counter.open() as work:
        first, second = receive(work), receive(work)
        processing.act(work, first.uid, "finish", administrator(work))
        handed = processing.Details(to=person().name)
        processing.act(work, first.uid, "hand-over", administrator(work), handed)
        asked = processing.Details(reason="thiếu tờ khai")
        processing.act(work, second.uid, "supplement", administrator(work), asked)
        processing.act(
            work, second.uid, "void", administrator(work), processing.Details(reason="thử")
        )
    with linked(counter.database) as link:
        command.downgrade(config(link), "0002")
        link.commit()
    with counter.open() as work:
        assert checking.verify(work).ok
    columns = (
        "SELECT channel, voided, returned_at >= received_at, asked_at >= received_at, papers > 0 "
        "FROM dossier ORDER BY id"
    )
    assert counter.rows(columns) == [("counter", 0, 1, None, 1), ("counter", 1, None, 1, 1)]


# -- a revision that is not written yet, through the real machinery -------------------------------


@pytest.fixture
def used(counter: Counter) -> Counter:
    with counter.open() as work:
        for _ in range(3):
            receive(work)
    return counter


def test_real_rows_go_through_and_a_verified_copy_stays(used: Counter, tmp_path: Path) -> None:
    before = used.rows("SELECT hex(head), hex(body) FROM event")
    database = open_as_tomorrow(used.folder, write(tmp_path / "scripts"))
    database.close()
    assert used.rows("SELECT hex(head), hex(body) FROM event") == before
    assert used.rows("SELECT login, badge FROM staff") == [("admin", "thẻ admin")]
    assert used.rows("SELECT version_num FROM alembic_version") == [(TOMORROW,)]
    copies = list((used.folder / BACKUPS).iterdir())
    assert [copy.name for copy in copies] == [f"desk-{TODAY}.db"]
    with closing(sqlite3.connect(copies[0])) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT hex(head), hex(body) FROM event").fetchall() == before
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (TODAY,)


def test_yesterdays_program_leaves_tomorrows_database_alone(used: Counter, tmp_path: Path) -> None:
    open_as_tomorrow(used.folder, write(tmp_path / "scripts")).close()
    with pytest.raises(NewerDatabaseError) as caught:
        Database(used.folder)
    assert caught.value.facts == {"found": TOMORROW, "known": TODAY}


def test_the_copy_is_yesterdays_counter_again(used: Counter, tmp_path: Path) -> None:
    open_as_tomorrow(used.folder, write(tmp_path / "scripts")).close()
    (used.folder / BACKUPS / f"desk-{TODAY}.db").replace(used.database)
    with used.open() as work:
        assert checking.verify(work).ok
        receive(work)


def test_down_from_tomorrow_loses_nothing_of_today(used: Counter, tmp_path: Path) -> None:
    before = schema(used.database)
    scripts = write(tmp_path / "scripts")
    open_as_tomorrow(used.folder, scripts).close()
    with linked(used.database) as link:
        command.downgrade(revisions.config(scripts, link), TODAY)
        link.commit()
    assert schema(used.database) == before
    with used.open() as work:
        assert checking.verify(work).ok


def test_an_upgrade_that_fails_has_changed_nothing(used: Counter, tmp_path: Path) -> None:
    before = schema(used.database)
    with pytest.raises(OperationalError, match="nowhere"):
        open_as_tomorrow(used.folder, write(tmp_path / "scripts", revisions.FAILS))
    assert schema(used.database) == before
    with used.open() as work:  # the lock is free, today's program goes on
        assert checking.verify(work).ok
    # And once the fault is mended, the same database goes through.
    open_as_tomorrow(used.folder, write(tmp_path / "scripts")).close()
    assert used.rows("SELECT badge FROM staff") == [("thẻ admin",)]


def test_an_upgrade_that_dies_has_changed_nothing(used: Counter, tmp_path: Path) -> None:
    before = schema(used.database)
    scripts = write(tmp_path / "scripts", revisions.DIES)
    with child("tests.models.revisions", used.folder, scripts) as process:
        assert process.wait(60) == 9
    with used.open() as work:
        assert checking.verify(work).ok
        receive(work)
    assert schema(used.database) == before


def test_a_damaged_database_is_not_upgraded(used: Counter, tmp_path: Path) -> None:
    with used.open() as work:
        for _ in range(60):
            receive(work)
    data = bytearray(used.database.read_bytes())
    half = len(data) // 2
    data[half : half + 40_000] = bytes(40_000)
    used.database.write_bytes(data)
    with pytest.raises(CorruptDatabaseError):
        open_as_tomorrow(used.folder, write(tmp_path / "scripts"))
    assert used.rows("SELECT version_num FROM alembic_version") == [(TODAY,)]
