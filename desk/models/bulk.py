"""Many rows at once, handed to the driver as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import sqlite

_DIALECT = sqlite.dialect()


def insert_many(tx: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns, at least two of them.

    Values go as they are: SQLAlchemy would look at each of a page's twenty thousand once more,
    which costs as much as SQLite itself.
    """
    if rows:
        statement, values = _statement(table, frozenset(rows[0]))
        tx.exec_driver_sql(statement, [values(row) for row in rows])


@cache
def _statement(table: Table, names: frozenset[str]) -> tuple[str, itemgetter[Any]]:
    """Return the words of an INSERT, and what takes a row's values in their order."""
    made = insert(table).compile(dialect=_DIALECT, column_keys=list(names))
    return str(made), itemgetter(*(made.positiontup or ()))
