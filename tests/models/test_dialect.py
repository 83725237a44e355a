"""What one connection had compiled serves all others of the process."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.engine.interfaces import CacheStats

from desk.models import dialect
from desk.models.engine import Database
from desk.models.tables import device
from tests.kit import Counter


def _asked(link: Connection) -> CacheStats:
    """Ask what nobody else asks; return whether it had to be compiled."""
    found = link.execute(select(device.c.id.label("asked_only_here")))
    return found.context.cache_hit


def test_readers_and_other_folders_take_over_what_a_writer_had_compiled(
    counter: Counter, tmp_path: Path
) -> None:
    there = Counter(tmp_path / "other").make()
    with (
        closing(Database(counter.folder, purpose="test")) as here,
        closing(Database(there.folder, purpose="test")) as other,
    ):
        with here.write() as tx:
            assert _asked(tx) is CacheStats.CACHE_MISS
        for database in (here, other):
            with database.read() as tx:
                assert _asked(tx) is CacheStats.CACHE_HIT


def test_another_dialect_shares_nothing() -> None:
    """Only what is compiled in the same way may be shared."""

    class Other(dialect.OneSQLite):
        supports_statement_cache = True

    assert dialect.OneSQLite() == dialect.OneSQLite()
    assert Other() != dialect.OneSQLite()
