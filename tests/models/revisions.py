"""Revisions of a program that is not written yet, run through the real migration machinery.

python -m tests.models.revisions FOLDER SCRIPTS opens a folder as that program would.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.config import Config

from desk.models import engine, migrate, tables
from desk.models.engine import Database

TEMPLATE = """
from alembic import op
import os
import sqlalchemy as sa

revision = "{tomorrow}"
down_revision = "{today}"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("staff") as table:
        table.add_column(sa.Column("badge", sa.Text, nullable=False, server_default="?"))
    op.execute("UPDATE staff SET badge = 'thẻ ' || login")
    {then}


def downgrade():
    with op.batch_alter_table("staff") as table:
        table.drop_column("badge")
"""
TODAY = tables.HEAD
TOMORROW = f"{int(TODAY) + 1:04d}"
DIES = "os._exit(9)"
FAILS = "op.execute('INSERT INTO nowhere VALUES (1)')"
_config = migrate.config


def write(scripts: Path, then: str = "pass") -> Path:
    """Write a folder with one revision more, which ends in `then`."""
    scripts.mkdir(exist_ok=True)
    text = TEMPLATE.format(then=then, today=TODAY, tomorrow=TOMORROW)
    (scripts / f"v{TOMORROW}_badges.py").write_text(text, encoding="utf-8")
    return scripts


def config(scripts: Path, connection: object) -> Config:
    """Return the program's own configuration, with the scripts of tomorrow beside today's."""
    made = _config(connection)
    ours = Path(migrate.__file__).parent / "migrations" / "versions"
    made.set_main_option("version_locations", f"{ours}:{scripts}")
    return made


@contextmanager
def tomorrow(scripts: Path) -> Iterator[None]:
    """Be the program that brings these scripts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "HEAD", TOMORROW)
        patch.setattr(migrate.upgrade, "__defaults__", (TOMORROW,))
        patch.setattr(migrate, "config", lambda connection: config(scripts, connection))
        yield


def open_as_tomorrow(folder: Path, scripts: Path) -> Database:
    """Open a folder with the program that brings these scripts."""
    with tomorrow(scripts):
        return Database(folder, purpose="tomorrow")


if __name__ == "__main__":
    open_as_tomorrow(Path(sys.argv[1]), Path(sys.argv[2])).close()
