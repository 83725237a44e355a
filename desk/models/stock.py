"""A ward's events and what follows from them, as a file that another counter's database can become.

`Mirror` writes one, at the city's side of a feed; `take` makes one a counter's own, in one commit,
with everything that the counter had before. Nothing of a file is believed: its tables must be
ours to the letter, whatever is not about dossiers must be empty, every event must hash and chain
as it says, every digest must follow from the rows, and a number of dossiers are folded anew.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, delete, func, insert, select, update
from sqlalchemy.pool import StaticPool

from desk.models import arrival, dialect, log, projection, standing, tree
from desk.models.engine import FILE, Database
from desk.models.migrate import upgrade
from desk.models.tables import HEAD, device, dossier, event, metadata, target
from desk.wire import digest
from desk.wire.durable import make_folder
from desk.wire.ids import from_key, to_key
from desk.wire.sealed import GENESIS, BadEventError
from desk.wire.stock import BadStockError

SHAPE: Final = HEAD
#: What a stock has rows in; `branch` and the search index go with them.
_HAS: Final = (
    *("device", "dossier", "event", "alias", "attention", "branch", "standing"),
    "alembic_version",
)
#: Dossiers that are folded anew before a stock is believed; `desk verify` folds all.
_TRIED: Final = 300
_MIRROR: Final = "mirror"  # in place of a target's name: how far a mirror has read


@dataclass(frozen=True, slots=True)
class Held:
    """What is in a file: dossiers, the root of their digests, events."""

    count: int
    root: str
    events: int


# -- the city's side -------------------------------------------------------------------------------


class Mirror:
    """A database that reads a ward's feed as a counter does, and belongs to nobody."""

    def __init__(self, folder: Path, feed: str) -> None:
        """Go on with what is in a folder, or begin anew if that is of another feed or program."""
        if (folder / FILE).exists() and not _is_ours(folder, feed):
            shutil.rmtree(folder)
        if not (folder / FILE).exists():
            make_folder(folder, 0o700)
            upgrade(folder / FILE)
        self._database = Database(folder, purpose=_MIRROR)
        with self._database.write() as tx:
            if tx.execute(select(target.c.name)).first() is None:
                tx.execute(insert(target).values(name=_MIRROR, feed=feed, cursor="0"))

    @property
    def position(self) -> int:
        """How far the feed was read."""
        with self._database.read() as tx:
            return int(tx.execute(select(target.c.cursor)).scalar_one())

    def add(self, arrived: Sequence[arrival.Arrived], position: int) -> None:
        """Read on, in one commit."""
        with self._database.write() as tx:
            arrival.absorb(tx, arrived)
            tx.execute(update(target).values(cursor=str(position)))

    def write(self, into: Path) -> Held:
        """Write a stock: a new file, whole and in order, of what there is now."""
        with self._database.write() as tx:
            tree.keep(tx)
        self._database.write_out(into)
        with _opened(into) as tx:
            tx.execute(delete(target))
            count, root = tree.root(tx)
            events = tx.execute(select(func.count()).select_from(event)).scalar_one()
        return Held(count, root, events)

    def close(self) -> None:
        """Let go of the folder."""
        self._database.close()


def _is_ours(folder: Path, feed: str) -> bool:
    # Without its tables it was being made when the power went; damaged, it is of no use either.
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(folder / FILE)) as link:
        found = link.execute("SELECT version_num FROM alembic_version").fetchone()
        read = link.execute("SELECT feed FROM target").fetchone()
        return bool(found == (HEAD,) and read == (feed,))
    return False


# -- the counter's side ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Of which target's feed a stock is, and where in it."""

    target: str
    feed: str
    cursor: str


def take(database: Database, path: Path, held: Held, place: Place) -> None:
    """Make a stock the counter's own: in one commit, with all that the counter had before.

    Others may write until the stock is proved; then they wait. The file is used up.

    Raises:
        BadStockError: it is not what it should be; nothing was changed.
    """
    with _opened(path) as tx:
        own = f"{database.path.absolute().as_uri()}?mode=ro"
        tx.exec_driver_sql("ATTACH DATABASE ? AS own", (own,))
        _check_tables(tx)
        _check_events(tx, held.events)
        _check_dossiers(tx, held)
        with database.quiet():
            _check_own(tx, place)
            _bring_own(tx)
            news = {"feed": place.feed, "cursor": place.cursor}
            tx.execute(update(target).where(target.c.name == place.target).values(**news))
            tx.exec_driver_sql("DETACH DATABASE own")
            database.become(_driver(tx))


@contextmanager
def _opened(path: Path) -> Iterator[Connection]:
    """Open a file that nobody else knows of and that a crash may spoil."""
    link = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
    engine = dialect.engine(creator=lambda: link, poolclass=StaticPool)
    try:
        for words in (
            "journal_mode=MEMORY",
            "synchronous=OFF",
            "trusted_schema=OFF",
            "cell_size_check=ON",
        ):
            link.execute(f"PRAGMA {words}")
        with engine.connect() as tx:
            yield tx
    finally:
        link.close()


def _check_tables(tx: Connection) -> None:
    words = (
        "SELECT type, name, tbl_name, sql FROM {}.sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'"
    )
    theirs, ours = (set(tx.exec_driver_sql(words.format(each)).all()) for each in ("main", "own"))
    if theirs != ours:
        raise BadStockError(what="tables")
    for table in metadata.tables:
        some = tx.exec_driver_sql(f'SELECT 1 FROM main."{table}" LIMIT 1').first()  # noqa: S608 - our own tables' names
        if table not in _HAS and some is not None:
            raise BadStockError(what=table)
    asked = "SELECT 1 FROM main.attention WHERE reason <> ? OR resolved_at IS NOT NULL"
    if tx.exec_driver_sql(asked, (projection.CONTESTED,)).first() is not None:
        raise BadStockError(what="attention")
    if tx.exec_driver_sql("PRAGMA main.foreign_key_check").first() is not None:
        raise BadStockError(what="references")


class _Head(msgspec.Struct, frozen=True, gc=False):
    """What a head says that its row says too, and how it is chained."""

    uid: str
    unit: str
    device: str
    epoch: int
    seq: int
    type: str
    hlc: int
    prev: str
    body_hash: str
    dossier: str = ""


_EVENTS: Final = (
    "SELECT v.uid, e.epoch, e.seq, e.uid, e.type, e.hlc, e.refused, d.uid, "
    "e.head, e.salt, e.body, e.hash "
    "FROM main.event e JOIN main.device v ON v.id = e.device_id "
    "LEFT JOIN main.dossier d ON d.id = e.dossier_id ORDER BY e.device_id, e.epoch, e.seq"
)


def _check_events(tx: Connection, events: int) -> None:
    """Hold every event against its hashes, its row, and the event before it in its log.

    As `desk verify` does: a log may begin late and have gaps, for what the city refused or holds
    back never comes; copies of one machine make branches.
    """
    keys = tx.exec_driver_sql("SELECT count(*), min(id), max(id) FROM main.event").one()
    if tuple(keys) != (events, 1, events):
        raise BadStockError(what="events")
    unit, own = tx.exec_driver_sql("SELECT unit, device FROM own.counter").one()
    decode = msgspec.json.Decoder(_Head).decode
    place, last = (b"", 0), 0
    before: set[str] = set()  # hashes at `last` - 1; empty where nothing is known of them
    here: set[str] = set()  # hashes at `last`
    for at, epoch, seq, *row in _driver(tx).execute(_EVENTS):
        if at == own:
            raise BadStockError(what="own")
        if place != (at, epoch):
            place, last, here = (at, epoch), 0, {GENESIS}
        if seq != last:
            before, here = (here if seq == last + 1 else set()), set()
        last = seq
        said = _said(decode, row)
        if (said.unit, to_key(said.device), said.epoch, said.seq) != (unit, at, epoch, seq):
            raise BadStockError(what="event")
        if before and said.prev not in before:
            raise BadStockError(what="chain")
        here.add(row[-1].hex())


def _said(decode: Callable[[bytes], _Head], row: Sequence[Any]) -> _Head:
    """Return the head of an event whose row and bytes all agree."""
    uid, kind, hlc, refused, about, head, salt, body, hash_ = row
    try:
        said = decode(head)
    except msgspec.MsgspecError as error:
        raise BadStockError(what="event") from error
    if (
        refused
        or sha256(head).digest() != hash_
        or (body and sha256(salt + body).hexdigest() != said.body_hash)
        or (to_key(said.uid), said.type, said.hlc) != (uid, kind, hlc)
        or (about is not None and to_key(said.dossier) != about)
    ):
        raise BadStockError(what="event")
    return said


def _check_dossiers(tx: Connection, held: Held) -> None:
    """Hold the dossiers against what was signed of them; fold some of them anew."""
    if not (held.count, held.root) == tree.root(tx) == _root(tx):
        raise BadStockError(what="root")
    keys = tx.exec_driver_sql("SELECT count(*), min(id), max(id) FROM main.dossier").one()
    if held.count and tuple(keys) != (held.count, 1, held.count):
        raise BadStockError(what="dossiers")
    some = random.SystemRandom().sample(range(1, held.count + 1), min(held.count, _TRIED))
    for key in some:
        row = tx.execute(select(dossier).where(dossier.c.id == key)).one()
        try:
            pairs = log.told(tx, key)
        except BadEventError as error:
            raise BadStockError(what="event") from error
        state = log.fold_told(pairs)
        right = projection.row(state) if state is not None else {}
        if not right or any(getattr(row, name) != value for name, value in right.items()):
            raise BadStockError(what="state")
        if state is None or not standing.is_true(tx, key, state, log.stood(pairs)):
            raise BadStockError(what="state")


def _root(tx: Connection) -> tuple[int, str]:
    """Work out count and root from every dossier, holding one bucket in memory at a time."""
    rows = _driver(tx).execute(
        "SELECT month, bucket, uid, leaf FROM main.dossier ORDER BY month, bucket"
    )
    months: dict[int, list[tuple[str, bytes]]] = {}
    count = 0
    for (month, bucket), group in groupby(rows, key=itemgetter(0, 1)):
        leaves = [(from_key(uid), leaf) for _, _, uid, leaf in group]
        count += len(leaves)
        months.setdefault(month, []).append((f"{bucket:02x}", digest.join(leaves)))
    whole = digest.join((f"{month:06d}", digest.join(each)) for month, each in months.items())
    return count, whole.hex()


def _check_own(tx: Connection, place: Place) -> None:
    """See that the counter knows of nobody else yet: what it has can only be added then."""
    asked = "SELECT feed, cursor FROM own.target WHERE name = ?"
    at = tx.exec_driver_sql(asked, (place.target,)).first()
    others = (
        "SELECT 1 FROM own.device WHERE uid <> (SELECT device FROM own.counter) "
        "UNION ALL SELECT 1 FROM own.target WHERE kind <> ''"
    )
    if at != (place.feed, "") or tx.exec_driver_sql(others).first() is not None:
        raise BadStockError(what="own")


# -- what the counter had before -------------------------------------------------------------------


def _bring_own(tx: Connection) -> None:
    """Add everything that the counter had; local keys go on where those of the stock end.

    Questions to people keep their keys, which a window may show at this moment: there the few
    of the stock give way.
    """
    asked = tx.exec_driver_sql("SELECT coalesce(max(id), 0) FROM own.attention").scalar_one()
    tx.exec_driver_sql("UPDATE main.attention SET id = -id - ?", (asked,))
    tx.exec_driver_sql("UPDATE main.attention SET id = -id")
    after = {
        table.name: tx.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
        for table in (device, dossier, event)
    }
    for table in metadata.sorted_tables:
        if table.name != "branch":
            into = ", ".join(f'"{each.name}"' for each in table.columns)
            values = ", ".join(_moved(each, after) for each in table.columns)
            words = f'INSERT INTO main."{table}" ({into}) SELECT {values} FROM own."{table}"'  # noqa: S608 - our own tables' names
            tx.exec_driver_sql(words)
    tx.exec_driver_sql(
        "INSERT INTO dossier_words (rowid, words) SELECT id, words FROM main.dossier WHERE id > ?",
        (after["dossier"],),
    )
    tx.exec_driver_sql(
        "INSERT OR REPLACE INTO main.branch (month, bucket, digest, count) "
        "SELECT month, bucket, NULL, 0 FROM own.branch"
    )
    tx.exec_driver_sql(
        "UPDATE main.counter SET hlc = max(hlc, (SELECT coalesce(max(hlc), 0) FROM main.event))"
    )


def _moved(column: Column[Any], after: dict[str, int]) -> str:
    """Return a column's value with a local key moved behind those of the stock."""
    keys = [each.column.table.name for each in column.foreign_keys if each.column.name == "id"]
    if column.primary_key and column.name == "id":
        keys = [column.table.name]
    by = after.get(keys[0], 0) if keys else 0
    return f'"{column.name}" + {by}' if by else f'"{column.name}"'


def _driver(tx: Connection) -> sqlite3.Connection:
    link = tx.connection.driver_connection
    assert isinstance(link, sqlite3.Connection)  # noqa: S101 - opened above
    return link
