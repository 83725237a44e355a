"""The tables of the city's database, on SQLite and PostgreSQL alike.

`event` is the truth: the bytes of everything that any counter ever sent, also what was refused.
`position` is the order in which events came to count; it is given out under the writing lock,
so a reader that has seen a position has seen every lower one. `dossier` is a projection.
Instants are UTC microseconds; uids are the bytes of `desk.wire.ids.to_key`.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)
from typing_extensions import override

#: The Alembic revision that this program's tables are at; a test holds it to the newest file.
HEAD: Final = "0003"

#: What became of an event.
ACCEPTED: Final = 0
HELD: Final = 1
REFUSED: Final = 2

#: Of a machine: two copies of it wrote on; a person has said that this is over.
COPIED: Final = 1
PARTED: Final = 2

#: Events that are held or refused and that nobody has decided about; in these words, since
#: SQLite uses the index on them only where a query says the same.
UNDECIDED: Final = text("state > 0 AND settled = 0")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Bytes(LargeBinary):
    """Bytes as they are: both drivers take them so, and an event has many."""

    cache_ok = True

    @override
    def bind_processor(self, dialect: Dialect) -> None:
        """Wrap nothing."""


#: SQLite counts up only a column that is called INTEGER.
_KEY: Final = BigInteger().with_variant(Integer, "sqlite")


def _key() -> Column[int]:
    return Column("id", _KEY, primary_key=True)


def _int(name: str, *, null: bool = False, default: int | None = None) -> Column[int]:
    server = None if default is None else text(str(default))
    return Column(name, BigInteger, nullable=null, server_default=server)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=text("''"))


def _blob(name: str, *, null: bool = False) -> Column[bytes]:
    return Column(name, Bytes, nullable=null)


#: This city: one row, and the lock of all writers on PostgreSQL.
city = Table(
    "city",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="single"), primary_key=True),
    _text("feed"),  # new whenever this database began, or turned out to be restored
    _text("device"),  # the city writes its own events like any counter
    _int("seq"),
    _text("chain"),
    _int("hlc"),
    _int("position"),  # the last one given out
    _blob("trail"),  # digest over all events up to it, in their order
    _blob("portal", null=True),  # SHA-256 of the token by which a portal files dossiers
    _blob("key", null=True),  # seed of the city's own keys (desk.wire.signing)
    _int("roster", default=0),  # number of the list of counters as it is now
    _text("url"),  # where it was last served, for invitations
)

#: A ward.
unit = Table(
    "unit",
    metadata,
    _key(),
    Column("code", Text, nullable=False, unique=True),
    _text("commune"),  # five digits; empty until the first counter names it
    _text("name"),
)

device = Table(
    "device",
    metadata,
    _key(),
    Column("uid", Bytes, nullable=False, unique=True),
    Column("unit_id", _KEY, ForeignKey("unit.id"), nullable=True),  # NULL: the city itself
    _text("name"),
    Column("token", Bytes, nullable=True, unique=True),  # SHA-256
    _int("since"),
    _int("seen", null=True),
    _int("forked", default=0),  # COPIED: two copies of this machine wrote on
    _blob("key", null=True),  # Ed25519 public key that it showed when it joined
    _blob("seal", null=True),  # X25519 public key that is sealed to
    _int("serial", default=0),  # of its newest certificate; 0: it has none
    _int("expires", null=True),  # of that certificate, UTC seconds
    _int("revoked", null=True),  # since when it may not exchange any more
)

#: Which counter owns a block of numbers.
lease = Table(
    "lease",
    metadata,
    Column("commune", Text, primary_key=True),
    Column("slot", Integer, primary_key=True),
    Column("device_id", _KEY, ForeignKey("device.id"), nullable=False),
    _int("since"),
)

#: One-time codes by which counters join.
enrolment = Table(
    "enrolment",
    metadata,
    Column("digest", Bytes, primary_key=True),  # SHA-256 of the code
    Column("unit_id", _KEY, ForeignKey("unit.id"), nullable=False),
    _int("expires"),
    _int("used", null=True),
    Column("device_id", _KEY, ForeignKey("device.id"), nullable=True),
)

event = Table(
    "event",
    metadata,
    _key(),
    _int("position", null=True),  # NULL: does not count (held or refused)
    _blob("trail", null=True),  # digest over all events that count, up to this one
    _blob("uid"),
    Column("unit_id", _KEY, ForeignKey("unit.id"), nullable=False),
    Column("device_id", _KEY, ForeignKey("device.id"), nullable=False),
    _int("epoch"),
    _int("seq"),
    _int("fork", default=0),  # > 0: beside the chain that was here first
    _blob("dossier", null=True),
    _int("state"),
    _text("code"),  # why it was refused or held, or that it is a fork
    _text("field"),
    _int("settled", default=0),  # 1: a person has decided about this refusal
    _int("late", default=0),  # 1: its own counter must hear of it in the feed too
    _blob("hash"),
    _blob("head"),
    _blob("salt"),
    _blob("body"),
    _int("at"),  # when it came in
    Index("uq_event_uid", "uid", "hash", unique=True),
    Index("uq_event_sequence", "device_id", "epoch", "seq", "fork", unique=True),
    Index("uq_event_position", "position", unique=True),
    Index("ix_event_feed", "unit_id", "position"),
    Index("ix_event_dossier", "dossier"),
    Index(
        "ix_event_open",
        "dossier",
        sqlite_where=UNDECIDED,
        postgresql_where=UNDECIDED,
    ),
)

dossier = Table(
    "dossier",
    metadata,
    _key(),
    Column("uid", Bytes, nullable=False, unique=True),
    Column("unit_id", _KEY, ForeignKey("unit.id"), nullable=False),
    _text("code"),
    _text("barcode"),
    _int("status"),
    _int("voided", default=0),
    _text("procedure"),
    _text("holder"),
    _int("opened", null=True),
    _int("due", null=True),
    _text("heads"),
    _int("month"),
    _int("bucket"),
    _blob("leaf"),
    _int("stamp"),  # position of the last event that changed it
    _int("last_hlc"),  # sort key of the last event folded in
    _text("last_uid"),
    _int("resolved", default=0),  # 1: a person dropped events of it; fold it as a whole
    _blob("state"),  # the whole record, canonical bytes
    Index("ix_dossier_stamp", "unit_id", "stamp"),
    Index("ix_dossier_tree", "unit_id", "month", "bucket"),
    Index("ix_dossier_status", "unit_id", "status"),
)

#: Every official code and barcode, and the dossier that has it for ever.
number = Table(
    "number",
    metadata,
    Column("number", Text, primary_key=True),
    _blob("dossier"),
)

#: Every file that a dossier of a ward names, or named: who may read and write it.
named = Table(
    "named",
    metadata,
    Column("unit_id", _KEY, ForeignKey("unit.id"), primary_key=True),
    Column("sha", Bytes, primary_key=True),
    _int("size"),
)

#: Reference data that the city has published, as it was signed.
edition = Table(
    "edition",
    metadata,
    Column("serial", BigInteger, primary_key=True, autoincrement=False),
    _text("kind"),
    Column("unit_id", _KEY, ForeignKey("unit.id"), nullable=True),  # NULL: for every ward
    _text("starts"),  # YYYY-MM-DD
    _text("text"),
    _text("signature"),
)

#: The city that a hub has joined, to hand on what it publishes: at most one row, never at a city.
upstream = Table(
    "upstream",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="single"), primary_key=True),
    Column("unit_id", _KEY, ForeignKey("unit.id"), nullable=False),
    _text("url"),
    _text("token"),
    _text("public"),  # JSON: its public keys, learnt when the hub joined it
    _text("certificate"),  # JSON: what it has certified of the hub's keys
    _text("authorities"),  # the way to it, where that is another one than usual
    _text("proxy"),
    _int("heard", null=True),  # when it answered last
    _text("error"),  # why it did not; empty: it did
)

#: How far the city's own numbers of a day are used up.
ordinal = Table(
    "ordinal",
    metadata,
    Column("commune", Text, primary_key=True),
    Column("day", Text, primary_key=True),  # YYYY-MM-DD
    _int("last"),
)

#: What counters sign their requests with, where several processes serve: written without the log
#: of PostgreSQL (UNLOGGED), since it may be lost but must be quick. One process needs no table.
challenge = Table(
    "challenge",
    metadata,
    _key(),
    Column("device_id", _KEY, ForeignKey("device.id"), nullable=False),
    _text("text"),
    _int("number"),  # the highest one that was used; 0: none yet
    _int("at"),  # when it was made, or last used
    Index("uq_challenge_device", "device_id", "text", unique=True),
)

#: What each process that serves has counted, by minute (desk.city.gauge); UNLOGGED as well.
pulse = Table(
    "pulse",
    metadata,
    Column("minute", BigInteger, primary_key=True, autoincrement=False),
    Column("worker", Text, primary_key=True),
    _int("since"),
    _int("at"),
    _text("counts"),  # JSON
)

#: What each counter last signed about what it holds: the other half of the proof of sameness.
proof = Table(
    "proof",
    metadata,
    Column("device_id", _KEY, ForeignKey("device.id"), primary_key=True),
    _int("at"),
    _text("feed"),
    _text("cursor"),
    _int("count"),
    _text("root"),
    _text("signature"),
)

#: What each counter has sent by stick, and what it was answered; one row from its first bundle on.
courier = Table(
    "courier",
    metadata,
    Column("device_id", _KEY, ForeignKey("device.id"), primary_key=True),
    _int("heard", default=0),  # number of its last bundle that was taken in
    _text("told"),  # JSON: what that bundle's list said, which an answer needs
    _int("expected", default=0),  # in its epoch: the number at which a gap stopped it; 0: none
    _int("written", default=0),  # number of the last answer
    _text("parent"),  # hash of that answer's list
)

#: What should never happen, and did.
alarm = Table(
    "alarm",
    metadata,
    _key(),
    _int("at"),
    _text("kind"),
    Column("unit_id", _KEY, ForeignKey("unit.id"), nullable=False),
    Column("device_id", _KEY, ForeignKey("device.id"), nullable=False),
    _text("event"),
    _text("detail"),  # never personal data
)
