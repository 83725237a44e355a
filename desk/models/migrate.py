"""Bringing a database to this program's tables: a verified copy first, then Alembic."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from desk.models.engine import CorruptDatabaseError, keep_private
from desk.models.tables import HEAD
from desk.wire.durable import make_folder

BACKUPS = "before-upgrade"


def config(connection: object) -> Config:
    """Return Alembic's configuration, made in code, for one connection."""
    made = Config()
    made.set_main_option("script_location", "desk.models:migrations")
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def upgrade(path: Path, to: str = HEAD) -> Path | None:
    """Bring the database at `path` to revision `to`; return the copy made before, if any.

    A file that holds data is copied first into `before-upgrade/`, and the copy is checked.

    Raises:
        CorruptDatabaseError: the copy is damaged, and so is what it was made from.
    """
    copy = _copy(path) if path.exists() and path.stat().st_size else None
    keep_private(path)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
        with engine.connect() as link:
            link.exec_driver_sql("BEGIN IMMEDIATE")
            command.upgrade(config(link), to)
            link.commit()
    finally:
        connection.close()
    return copy


def _copy(path: Path) -> Path:
    folder = path.parent / BACKUPS
    make_folder(folder, 0o700)
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        row = source.execute("SELECT version_num FROM alembic_version").fetchone()
        copy = folder / f"{path.stem}-{row[0] if row else 'base'}.db"
        keep_private(copy)
        target = sqlite3.connect(copy)
        try:
            source.backup(target)
            verdict = target.execute("PRAGMA quick_check").fetchone()[0]
        finally:
            target.close()
    finally:
        source.close()
    if verdict != "ok":
        raise CorruptDatabaseError(file=path.name)
    return copy
