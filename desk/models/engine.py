"""The only place that opens a counter's database.

One connection writes and checkpoints, behind a lock of the operating system that dies with
its process; readers have connections of their own that can never write. A write is durable
when `Database.write` returns: WAL, `synchronous=FULL`.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from desk.domain.errors import StorageError
from desk.models import dialect
from desk.models.tables import HEAD, metadata

FILE: Final = "desk.db"
LOCK: Final = "desk.lock"
HOLDER: Final = "desk.holder"
LOCK_WAIT_S: Final = 10.0
BUSY_MS = 10_000  # how long another program (a backup, a database browser) is waited for
_OWNERS: Final = 0o600
_STRANGERS: Final = 0o007
#: Pages that a connection keeps; there is one writer, and a reader a thread on a small PC.
WRITER_CACHE_KB: Final = 16_384
READER_CACHE_KB: Final = 8_192
#: Past this many bytes the log file is folded back even if the program never rests.
WAL_LIMIT: Final = 64 * 1024 * 1024


#: Where a transaction says how far it brings the log.
CAME: Final = "came"


class NoDatabaseError(StorageError):
    """The folder holds no database; it must be initialised first."""


class LockedError(StorageError):
    """Another process holds the writing lock of this folder, or has locked the file itself."""


class NewerDatabaseError(StorageError):
    """The database was written by a newer version of the program."""


class OlderDatabaseError(StorageError):
    """The database is of an older version; whoever only reads does not upgrade it."""


class CorruptDatabaseError(StorageError):
    """The database file is damaged, or is no database."""


class DiskFullError(StorageError):
    """There is no room left on the disk; nothing was written."""


class ReadOnlyError(StorageError):
    """The folder or the file may not be written."""


class DiskFailedError(StorageError):
    """The disk does not read or write as it should, though it has room."""


@contextmanager
def known_failures(path: Path) -> Iterator[None]:
    """Turn the disk's and SQLite's failures into errors that have words.

    Raises:
        DiskFullError, DiskFailedError, ReadOnlyError, CorruptDatabaseError, LockedError:
            instead of the low-level ones.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        known = _known(cause, path)
        if known is None:
            raise
        raise known from error
    except UnicodeDecodeError as error:  # text that is none: of the file, nobody hands in bytes
        raise CorruptDatabaseError(file=path.name) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFullError(folder=path.parent.name) from error
        if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
            raise ReadOnlyError(folder=path.parent.name) from error
        if error.errno == errno.EIO:
            raise DiskFailedError(folder=path.parent.name) from error
        raise


_CODES: Final[dict[int, type[StorageError]]] = {
    sqlite3.SQLITE_FULL: DiskFullError,
    sqlite3.SQLITE_IOERR: DiskFailedError,
    sqlite3.SQLITE_READONLY: ReadOnlyError,
    sqlite3.SQLITE_PERM: ReadOnlyError,
    sqlite3.SQLITE_CANTOPEN: ReadOnlyError,
    sqlite3.SQLITE_CORRUPT: CorruptDatabaseError,
    sqlite3.SQLITE_NOTADB: CorruptDatabaseError,
}


_SEARCH: Final = "fts5 file format"


def _known(error: BaseException | None, path: Path) -> StorageError | None:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if not primary and str(error).startswith("Could not decode to UTF-8"):
        primary = sqlite3.SQLITE_CORRUPT  # the driver found it out, not SQLite
    if primary == sqlite3.SQLITE_ERROR and _SEARCH in str(error):
        primary = sqlite3.SQLITE_CORRUPT  # of the search index alone, which has no code of its own
    if primary == sqlite3.SQLITE_BUSY:  # a backup program, a database browser
        return LockedError(pid="?", purpose="?")
    if primary == sqlite3.SQLITE_IOERR and shutil.disk_usage(path.parent).free < 1 << 20:
        return DiskFullError(folder=path.parent.name)
    kind = _CODES.get(primary)
    if kind is None:
        return None
    return kind(file=path.name) if kind is CorruptDatabaseError else kind(folder=path.parent.name)


def keep_private(path: Path) -> None:
    """Make an empty file that is its owner's alone, whatever the umask; strangers lose one there.

    It holds citizens' data, and what SQLite puts beside it takes over its mode. A group that
    somebody shares a file with keeps it. On Windows the folder's own rights count.
    """
    try:
        path.touch(mode=_OWNERS, exist_ok=False)
        path.chmod(_OWNERS)
    except FileExistsError:
        mode = path.stat().st_mode
        if mode & _STRANGERS:
            with suppress(OSError):  # somebody else's, or a disk that cannot be written
                path.chmod(mode & ~_STRANGERS & 0o777)


def _connect(path: Path, *, write: bool) -> sqlite3.Connection:
    mode = "rw" if write else "ro"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
    )
    run = connection.execute
    run("PRAGMA foreign_keys=ON")
    run(f"PRAGMA cache_size=-{WRITER_CACHE_KB if write else READER_CACHE_KB}")
    if write:
        run("PRAGMA journal_mode=WAL")
        run("PRAGMA synchronous=FULL")
        run("PRAGMA wal_autocheckpoint=0")  # `rest` folds the log back, off the clerk's path
        # What was folded back is cut off again: else one large exchange would leave a log file
        # over the limit, and every write after it would fold back on the clerk's path.
        run(f"PRAGMA journal_size_limit={WAL_LIMIT}")
    else:
        run("PRAGMA query_only=ON")
    return connection


def _begin_with(engine: Engine, words: str) -> None:
    """Begin each transaction with `words`: the driver is told to begin none by itself."""

    @event.listens_for(engine, "begin")
    def begin(link: Connection) -> None:
        driver = link.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - of `_connect`
        driver.execute(words)  # past SQLAlchemy, which takes as long as a small query for it


_COLUMNS: Final = (
    "SELECT made.name, its.name FROM sqlite_master AS made, pragma_table_info(made.name) AS its"
)


def _check_names(connection: sqlite3.Connection, path: Path) -> None:
    """Look whether every table and column is called what it is: SQLite checks no names."""
    here = set(connection.execute(_COLUMNS))
    made = {(table.name, column.name) for table in metadata.sorted_tables for column in table.c}
    if not made <= here:
        raise CorruptDatabaseError(file=path.name)


def revision(path: Path) -> str:
    """Return the Alembic revision of a database file, read without loading Alembic.

    Raises:
        NoDatabaseError: there is no such file, or it was never initialised.
        CorruptDatabaseError: the file is no database, or its tables are not called as they are.
    """
    with known_failures(path):
        if not path.exists():
            raise NoDatabaseError(folder=path.parent.name)
        connection = _connect(path, write=False)
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            if row == (HEAD,):
                _check_names(connection, path)
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                raise NoDatabaseError(folder=path.parent.name) from error
            raise
        finally:
            connection.close()
    return str(row[0]) if row else ""


class WriteLock:
    """The right to write in a folder; the operating system frees it with the process."""

    def __init__(self, folder: Path, purpose: str) -> None:
        """Name the folder and, for whoever must wait, what this process is doing."""
        self._lock = FileLock(folder / LOCK, mode=_OWNERS, thread_local=False)
        self._holder = folder / HOLDER
        self._purpose = purpose

    def acquire(self, wait_s: float = LOCK_WAIT_S) -> None:
        """Take the lock, waiting for at most `wait_s` seconds.

        Raises:
            LockedError: naming the process that holds it and what it does.
        """
        try:
            self._lock.acquire(timeout=wait_s)
        except Timeout as error:
            raise LockedError(**self._who()) from error
        keep_private(self._holder)
        self._holder.write_text(json.dumps({"pid": os.getpid(), "purpose": self._purpose}))

    def _who(self) -> dict[str, object]:
        try:
            held = json.loads(self._holder.read_text())
            return {"pid": held["pid"], "purpose": held["purpose"]}
        except (OSError, ValueError, TypeError, KeyError):
            return {"pid": "?", "purpose": "?"}

    def release(self) -> None:
        """Let the next process in."""
        self._lock.release()


class Database:
    """An open database: one writer (if asked for) and as many readers as there are threads."""

    def __init__(
        self,
        folder: Path,
        *,
        purpose: str = "",
        write: bool = True,
        wait_s: float = LOCK_WAIT_S,
    ) -> None:
        """Open the database of `folder`; take its writing lock when `write`.

        Raises:
            NoDatabaseError, NewerDatabaseError, CorruptDatabaseError, LockedError,
            ReadOnlyError, DiskFullError.
        """
        self.folder = folder
        self.path = folder / FILE
        #: Told, after each commit, the epoch and sequence up to which the log is on disk now.
        self.came: Callable[[int, int], None] | None = None
        self._guard = threading.RLock()
        self._lock: WriteLock | None = None
        self._writer: Engine | None = None
        found = revision(self.path)
        if found > HEAD:
            raise NewerDatabaseError(found=found, known=HEAD)
        if found < HEAD and not write:
            raise OlderDatabaseError(found=found, known=HEAD)
        with known_failures(self.path):
            if write:
                self._lock = WriteLock(folder, purpose)
                self._lock.acquire(wait_s)
                try:
                    self._open_writer(found)
                except BaseException:
                    self._lock.release()
                    raise
            self._reader = dialect.engine(
                creator=lambda: _connect(self.path, write=False),
                poolclass=QueuePool,
                pool_size=2,
                max_overflow=4,
            )
            _begin_with(self._reader, "BEGIN")

    def _open_writer(self, found: str) -> None:
        if found != HEAD:
            # Imported only when there is something to migrate: it costs a third of a second.
            from desk.models.migrate import upgrade  # noqa: PLC0415 - see above

            upgrade(self.path)
        for end in ("", "-wal", "-shm"):  # of a version that had left them open to others
            if (beside := self.path.with_name(FILE + end)).exists():
                keep_private(beside)
        connection = _connect(self.path, write=True)
        self._writer = dialect.engine(creator=lambda: connection, poolclass=StaticPool)
        _begin_with(self._writer, "BEGIN IMMEDIATE")

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Yield the writer in one transaction that is on disk when the block ends.

        Raises:
            DiskFullError, ReadOnlyError, CorruptDatabaseError: nothing was written.
        """
        if self._writer is None:
            raise ReadOnlyError(folder=self.folder.name)
        with self._guard, known_failures(self.path), self._writer.begin() as connection:
            connection.info.pop(CAME, None)
            yield connection
            came = connection.info.pop(CAME, None)
        if came is not None and self.came is not None:
            self.came(*came)
        if self._wal_bytes() > WAL_LIMIT:
            self.rest()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a reader that sees one consistent state of the database."""
        with known_failures(self.path), self._reader.begin() as connection:
            yield connection

    def rest(self) -> None:
        """Fold the write-ahead log back into the file; called when nobody is waiting."""
        if self._writer is None:
            return
        with self._guard, known_failures(self.path), self._writer.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None  # noqa: S101 - an open engine has a connection
            driver.execute("PRAGMA wal_checkpoint(PASSIVE)")

    # -- the file as a whole -----------------------------------------------------------------

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Let nobody else write for the length of a block; readers go on."""
        if self._writer is None:
            raise ReadOnlyError(folder=self.folder.name)
        with self._guard, known_failures(self.path):
            yield

    def write_out(self, into: Path) -> None:
        """Write all that there is into a new file, in order and without gaps."""
        with self.quiet():
            keep_private(into)
            self._driver().execute("VACUUM INTO ?", (str(into),))

    def become(self, source: sqlite3.Connection) -> None:
        """Become what another database is, in one commit: after it everybody reads that.

        Raises:
            DiskFullError, DiskFailedError: this database is as it was.
        """
        with self.quiet():
            source.backup(self._driver())
            self.rest()

    def _driver(self) -> sqlite3.Connection:
        assert self._writer is not None  # noqa: S101 - the callers' guard
        with self._writer.connect() as connection:
            driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - of `_connect`
        return driver

    def _wal_bytes(self) -> int:
        wal = self.path.with_name(FILE + "-wal")
        try:
            return wal.stat().st_size
        except FileNotFoundError:
            return 0

    def close(self) -> None:
        """Close every connection and free the lock."""
        self._reader.dispose()
        if self._writer is not None:
            with self._writer.connect() as connection:
                driver = connection.connection.driver_connection
            self._writer.dispose()
            if driver is not None:
                driver.close()
            self._writer = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None
