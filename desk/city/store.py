"""The only place that opens the city's database: SQLite by default, PostgreSQL by its URL.

All writers, of any thread and process, go one after the other: behind a lock of the operating
system beside a SQLite file (so that no two connections ever write or checkpoint at once), behind
the lock on the row of `city` on PostgreSQL. A write is durable when its block ends.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout
from sqlalchemy import (
    Connection,
    Engine,
    Update,
    create_engine,
    event,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    DisconnectionError,
    IntegrityError,
    InternalError,
    NotSupportedError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import QueuePool

from desk.city.tables import HEAD, city, device
from desk.domain.errors import StorageError
from desk.domain.records import VN
from desk.models import dialect
from desk.wire.durable import make_folder
from desk.wire.ids import new_uid, to_key
from desk.wire.signing import new_seed

NAME: Final = "desk-city"  # what PostgreSQL shows of us, with the number of the process
WAIT_S: Final = 10.0
#: So many threads may work on one store at once; there is a connection for each, and some to spare.
THREADS: Final = 12
_REST_S: Final = 5.0
_SINCE: Final = "desk-rests-since"
_CITY: Final = select(city)
_OUR_FAULT: Final = (
    DataError,
    IntegrityError,
    InternalError,
    NotSupportedError,
    ProgrammingError,
)
_LOCK_TIMEOUT: Final = "55P03"  # PostgreSQL's lock_not_available


class CityAddressError(StorageError):
    """The address of the city's database is none of SQLite or PostgreSQL."""


class CityDatabaseError(StorageError):
    """The city's database cannot be opened or does not answer; facts: kind."""


class CityLockedError(StorageError):
    """Another process has been writing to the city's database for too long."""


class CityNewerError(StorageError):
    """The city's database was written by a newer version; facts: found, known."""


def micros(at: datetime | None) -> int | None:
    """Return an instant as UTC microseconds; one without a zone is Vietnamese time."""
    if at is None:
        return None
    aware = at if at.tzinfo else at.replace(tzinfo=VN)
    return round(aware.timestamp() * 1_000_000)


def now_micros(now: datetime) -> int:
    """Return the present as UTC microseconds."""
    return round(now.timestamp() * 1_000_000)


class Store:
    """An open city database.

    `hub` tells that this is one ward's hub: it passes on what happens to dossiers that it
    never saw begin (the city's own), where the city waits for their beginning.
    """

    def __init__(self, address: str, now: datetime, *, hub: bool = False) -> None:
        """Open the database at `address`, making or upgrading its tables.

        Raises:
            CityAddressError, CityDatabaseError, CityLockedError, CityNewerError.
        """
        self.hub = hub
        #: What works on this store by itself, and has to end before it is closed.
        self.before_close: list[Callable[[], None]] = []
        self._guard = threading.Lock()
        url = _url(address)
        self._url = url
        self._lock = _file_lock(url)
        self._file = self._lock is not None
        #: where the SQLite file is
        self.path = Path(url.database or "") if self._file else None
        #: whether several processes may serve it: PostgreSQL
        self.shared = not self._file
        with _known(url):
            self._writer = _engine(url, write=True)
            self._reader = _engine(url, write=False) if self._file else self._writer
            try:
                self._prepare(now)
            except BaseException:
                self.close()
                raise

    def _prepare(self, now: datetime) -> None:
        """Bring the tables up to date and write the city's own row at the first start."""
        with self._exclusive(), self._writer.begin() as tx:
            if not self._file:
                tx.execute(text("SELECT pg_advisory_xact_lock(7274460)"))  # two first starts
            found = _revision(tx)
            if found > HEAD:
                raise CityNewerError(found=found, known=HEAD)
            if found != HEAD:
                # Imported only when there is something to migrate: it costs a third of a second.
                from desk.city.migrate import upgrade  # noqa: PLC0415 - see above

                upgrade(tx)
            if tx.execute(select(city.c.id)).first() is None:
                uid = new_uid(now)
                tx.execute(
                    insert(city).values(
                        id=1,
                        feed=new_feed(),
                        device=uid,
                        seq=0,
                        chain="",
                        hlc=0,
                        position=0,
                        trail=b"",
                    )
                )
                tx.execute(
                    insert(device).values(uid=to_key(uid), name="Thành phố", since=now_micros(now))
                )
            if identity(tx).key is None:  # counters know the city by its keys: they stay for ever
                tx.execute(update(city).values(key=new_seed()))

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Yield the only writer, in one transaction that is on disk when the block ends.

        Raises:
            CityLockedError, CityDatabaseError: nothing was written.
        """
        with _known(self._url), self._exclusive(), self._writer.begin() as tx:
            if not self._file:
                # In one round trip; it has no facts of anybody in it.
                tx.exec_driver_sql(
                    f"SET LOCAL lock_timeout = '{int(WAIT_S)}s'; SELECT 1 FROM city FOR UPDATE"  # noqa: S608 - a number of ours
                )
            yield tx

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """Yield a writer for what no order depends on; it waits for no other where that can be.

        Raises:
            CityLockedError, CityDatabaseError: nothing was written.
        """
        if not self.shared:  # an SQLite file has one writer at a time
            with self.write() as tx:
                yield tx
            return
        with _known(self._url), self._writer.begin() as tx:
            yield tx

    def at_once(self, statement: Update) -> int:
        """Do one statement in one round trip, beside all others; return how many rows it met.

        Raises:
            CityDatabaseError: nothing was written.
        """
        assert self.shared  # noqa: S101 - asked by the caller
        with _known(self._url), self._writer.connect() as link:
            done = link.execution_options(isolation_level="AUTOCOMMIT").execute(statement)
            return done.rowcount

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a reader that sees one consistent state.

        Raises:
            CityDatabaseError: the database does not answer.
        """
        with _known(self._url), self._reader.connect() as link:
            if self._file:
                yield link
            else:
                options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
                yield link.execution_options(**options)

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """Yield a reader each of whose statements stands for itself: what one of them says is true.

        Raises:
            CityDatabaseError: the database does not answer.
        """
        if self._file:
            with self.read() as link:
                yield link
            return
        with _known(self._url), self._reader.connect() as link:
            yield link.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        """Let one thread of this process write at a time; of one process, if it is a file."""
        if not self._guard.acquire(timeout=WAIT_S):
            raise CityLockedError
        try:
            if self._lock is None:
                yield
                return
            try:
                self._lock.acquire(timeout=WAIT_S)
            except Timeout as error:
                raise CityLockedError from error
            try:
                yield
            finally:
                self._lock.release()
        finally:
            self._guard.release()

    def close(self) -> None:
        """Close every connection; the writer last, so that it folds its log back."""
        for end in self.before_close:
            end()
        self._reader.dispose()
        with self._exclusive():
            self._writer.dispose()


def new_feed() -> str:
    """Return an id for a feed that was never used before."""
    return os.urandom(9).hex()


def identity(tx: Connection) -> Any:
    """Return the city's own row."""
    return tx.execute(_CITY).one()


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise CityAddressError from error
    kind = url.get_backend_name()
    if kind == "sqlite" and url.database and not url.database.startswith(":"):
        return url
    if kind in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise CityAddressError


def _file_lock(url: URL) -> FileLock | None:
    if url.get_backend_name() != "sqlite":
        return None
    path = Path(str(url.database))
    try:
        make_folder(path.parent, 0o700)
        # Citizens' data: the owner's alone, and so is what SQLite puts beside it.
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        raise CityDatabaseError(kind="sqlite") from error
    return FileLock(f"{path}.lock", thread_local=False)


def _engine(url: URL, *, write: bool) -> Engine:
    if url.get_backend_name() != "sqlite":
        # Parameters are people's data: they must not reach a trace.
        engine = create_engine(
            url,
            connect_args={"application_name": f"{NAME} {os.getpid()}"},
            pool_size=5,
            max_overflow=10,
            pool_timeout=WAIT_S,
            hide_parameters=True,
        )
        _looked_after(engine)
        return engine
    path = Path(str(url.database)).absolute()
    engine = dialect.engine(
        creator=lambda: _connect(path, write=write),
        poolclass=QueuePool,
        pool_size=1 if write else 4,
        max_overflow=0 if write else 12,
        pool_timeout=WAIT_S,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def begin(link: Connection) -> None:
        link.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _looked_after(engine: Engine) -> None:
    """Ask a connection whether it is alive before it is used after a rest.

    At each use that would be one round trip in ten; where one is lost between two uses, the
    request is told to come again, and all others of the pool are made anew.
    """

    @event.listens_for(engine, "checkin")  # codespell:ignore checkin – SQLAlchemy's name
    def rests(_: Any, record: Any) -> None:
        record.info[_SINCE] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def used(link: Any, record: Any, _: Any) -> None:
        if time.monotonic() - record.info.get(_SINCE, time.monotonic()) < _REST_S:
            return
        try:
            engine.dialect.do_ping(link)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error  # the pool makes another one


def _connect(path: Path, *, write: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode={'rwc' if write else 'ro'}",
        uri=True,
        isolation_level=None,  # `begin` above says when a transaction starts
        check_same_thread=False,
        timeout=WAIT_S,
    )
    run = connection.execute
    run("PRAGMA foreign_keys=ON")
    run("PRAGMA cache_size=-32768")
    if write:
        run("PRAGMA journal_mode=WAL")
        run("PRAGMA synchronous=FULL")
    else:
        run("PRAGMA query_only=ON")
    return connection


def _revision(tx: Connection) -> str:
    """Return the revision of the tables; empty for a new database."""
    if not inspect(tx).has_table("alembic_version"):
        return ""
    return str(tx.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


@contextmanager
def _known(url: URL) -> Iterator[None]:
    """Turn the database's own failures into errors that have words."""
    kind = url.get_backend_name()
    try:
        yield
    except PoolTimeoutError as error:
        raise CityLockedError from error
    except DBAPIError as error:
        cause = error.orig
        if getattr(cause, "sqlstate", "") == _LOCK_TIMEOUT or "is locked" in str(cause):
            raise CityLockedError from error
        # A broken statement or a broken rule of the tables is our own fault and stays one.
        if isinstance(error, _OUR_FAULT):
            raise
        raise CityDatabaseError(kind=kind) from error
