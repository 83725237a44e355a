"""Bringing the city's database to this program's tables, through Alembic without an .ini."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from desk.city.tables import HEAD


def config(connection: Connection | None) -> Config:
    """Return Alembic's configuration, made in code, for one connection."""
    made = Config()
    made.set_main_option("script_location", "desk.city:migrations")
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Bring the database to revision `to` within the connection's transaction."""
    command.upgrade(config(connection), to)


def downgrade(connection: Connection, to: str) -> None:
    """Take the database back to revision `to` within the connection's transaction."""
    command.downgrade(config(connection), to)
