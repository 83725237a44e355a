"""SQLite in one voice: what one connection had compiled, every other of the process takes over.

SQLAlchemy keeps compiled statements per engine. Ours has a writer and readers for each database,
and each would compile the same hundreds of statements again: a millisecond each, on a counter's
first writes, and most of what opening a folder costs.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from typing_extensions import override

_STATEMENTS: Final = 1000  # kept; the counter and the city have some 700 of them

_compiled: Final[LRUCache[Any, Any]] = LRUCache(_STATEMENTS)


class OneSQLite(SQLiteDialect_pysqlite):
    """The library's own dialect. All of one process are equal: compiled statements hang on it."""

    supports_statement_cache = True  # nothing here changes what is compiled

    @override
    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    @override
    def __hash__(self) -> int:
        return hash(type(self))


registry.register("sqlite.one", __name__, OneSQLite.__name__)


def engine(**options: Any) -> Engine:
    """Return an engine of SQLite; `options` are those of `create_engine`."""
    return create_engine(
        "sqlite+one://", execution_options={"compiled_cache": _compiled}, **options
    )
