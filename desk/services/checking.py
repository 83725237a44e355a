"""Proving that what is stored is true: chains, folds, numbers, search index, files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    SelectBase,
    Text,
    cast,
    func,
    select,
    text,
)
from sqlalchemy.exc import OperationalError

from desk.domain import events as ev
from desk.domain import twins as rule
from desk.models import log, projection, ruletext, standing, tree
from desk.models.blobs import BlobDamagedError, BlobMissingError, Blobs
from desk.models.engine import CorruptDatabaseError, DiskFailedError
from desk.models.tables import (
    alias,
    attention,
    blob,
    counter,
    delivered,
    device,
    dossier,
    edition,
    event,
    file_out,
    metadata,
    number,
    outbox,
    ruleset,
    snapshot,
    target,
)
from desk.services import snapshots, twins
from desk.services.workplace import Workplace
from desk.wire import sealed
from desk.wire.files import is_name
from desk.wire.ids import from_key, to_key
from desk.wire.sealed import BadEventError


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as it must be; `messages` has its words under `code`."""

    code: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a check of the whole counter found."""

    events: int
    dossiers: int
    problems: tuple[Finding, ...]
    known: tuple[Finding, ...] = ()  # what a person has decided about: no damage

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(work: Workplace) -> Verdict:
    """Refold the whole log and compare everything that was derived from it."""
    with work.database.read() as tx:
        problems = [*_file(tx)]
        try:
            problems += _contents(tx, Blobs(work.database.folder))
        except (AttributeError, LookupError, TypeError, ValueError):
            if not problems:
                raise
            # Of a file whose pages are mixed up nothing more can be said than that.
        events = tx.execute(select(func.count()).select_from(event)).scalar_one()
        dossiers = tx.execute(select(func.count()).select_from(dossier)).scalar_one()
        decided = _marked(tx)
    known = [each for each in problems if (each.code, each.where) in decided]
    left = tuple(each for each in problems if each not in known)
    return Verdict(events=events, dossiers=dossiers, problems=left, known=tuple(known))


def _contents(tx: Connection, blobs: Blobs) -> list[Finding]:
    return [
        *_chains(tx),
        *_deleted(tx),
        *_projections(tx),
        *_tree(tx),
        *_orphans(tx),
        *_numbers(tx),
        *_deliveries(tx),
        *_rules(tx),
        *_files(tx, blobs),
        *_absent(tx, blobs),
    ]


def _marked(tx: Connection) -> set[tuple[str, str]]:
    """Return what is found of numbers that two copies of one machine gave out, where it is marked.

    All dossiers of such a number bear a further code; one alone without it is damage.
    """
    found: set[tuple[str, str]] = set()
    for code, dossiers in twins.doubled(tx):
        if all(rule.is_marked(code, each.state.aliases) for each in dossiers):
            found |= {("NumberTwice", each) for each in (code, dossiers[0].state.barcode)}
            found.add(("NumberUnwritten", code))
    return found


#: How SQLite stores what columns of these types hold; its own check passes over that.
_STORED: Final[dict[type[Any], str]] = {Integer: "integer", Text: "text", LargeBinary: "blob"}


def _kinds(column: Column[Any]) -> tuple[str, ...]:
    stored = _STORED[type(column.type)]
    return (stored, "null") if column.nullable else (stored,)


def _file(tx: Connection) -> Iterator[Finding]:
    for verdict in tx.execute(text("PRAGMA integrity_check")).scalars():
        if verdict != "ok":
            yield Finding(code="DamagedFile", where=str(verdict)[:200])
    for table in metadata.sorted_tables:
        strange = [func.max(func.typeof(each).not_in(_kinds(each))) for each in table.c]
        found = tx.execute(select(*strange).select_from(table)).one()
        for column, is_strange in zip(table.c, found, strict=True):
            if is_strange:
                yield Finding(code="DamagedFile", where=f"{table.name}.{column.name}")


def _chains(tx: Connection) -> Iterator[Finding]:
    """Walk each device's sequence: gapless, chained, and every byte as it was hashed.

    The first event seen of a device's epoch may follow one that is not ours to see, and an
    earlier epoch of our own may have ended with what a lost disk alone had; of the present one
    every event is here. Copies of one machine make branches: an event follows any of the events
    before it.
    """
    me = log.this_counter(tx)
    rows = tx.execute(
        select(event, device.c.uid.label("device_uid"))
        .join(device, device.c.id == event.c.device_id)
        .order_by(event.c.device_id, event.c.epoch, event.c.seq)
    )
    at: tuple[int, int] = (0, 0)
    seq = 0
    before: set[str] = set()  # hashes at seq - 1; empty where nothing is known of them
    here: set[str] = set()  # hashes at seq
    for row in rows:
        where = f"{from_key(row.device_uid)}/{row.epoch}/{row.seq}"
        if at != (row.device_id, row.epoch):
            at, seq, here = (row.device_id, row.epoch), 0, {sealed.GENESIS}
        if (from_key(row.device_uid), row.epoch) == (me.device, me.epoch) and row.seq > seq + 1:
            yield Finding(code="MissingEvent", where=f"{where} (> {seq})")
        if row.seq != seq:
            before, here = (here if row.seq == seq + 1 else set()), set()
        seq = row.seq
        here.add(sha256(row.head).hexdigest())
        try:
            head = sealed.read_head(row.head)
            sealed.check(head, log.sealed_of(row))
        except BadEventError as error:
            yield Finding(code="AlteredEvent", where=f"{where} ({error.facts['what']})")
            here.add(row.hash.hex())
            continue
        if _named(head) != (row.uid, from_key(row.device_uid), *(getattr(row, n) for n in _SAME)):
            yield Finding(code="AlteredEvent", where=f"{where} (row)")
        if before and head.prev not in before:
            yield Finding(code="BrokenChain", where=where)
    own = device.c.uid == to_key(me.device), event.c.epoch == me.epoch
    mine = select(event.c.hash).join(device, device.c.id == event.c.device_id).where(*own)
    last = tx.execute(mine.with_only_columns(func.max(event.c.seq))).scalar() or 0
    ends = tx.execute(mine.where(event.c.seq == last)).scalars()  # several, if there is a copy
    if last != me.seq:
        yield Finding(code="MissingEvent", where=f"{me.device}/{me.epoch}/{me.seq}")
    elif last and me.head not in {each.hex() for each in ends}:
        yield Finding(code="BrokenChain", where=f"{me.device}/{me.epoch}/{me.seq} (>)")


def _deleted(tx: Connection) -> Iterator[Finding]:
    """Find what is gone from the log, whoever wrote it and even if it was about no dossier.

    The sequence of another device may have gaps: what the city refused or holds back never came
    here. But our own keys have none, since nothing is ever deleted, and the counter remembers the
    time of the newest event that it has seen until it writes the next one itself.
    """
    here = select(event.c.id, event.c.epoch, event.c.seq, event.c.hlc, device.c.uid).join(
        device, device.c.id == event.c.device_id
    )
    after = event.alias()
    last = tx.execute(select(func.max(event.c.id))).scalar() or 0
    follows = select(after.c.id).where(after.c.id == event.c.id + 1)
    for row in tx.execute(here.where(event.c.id < last, ~follows.exists())):
        yield Finding(code="MissingEvent", where=f"> {from_key(row.uid)}/{row.epoch}/{row.seq}")
    first = tx.execute(select(func.min(event.c.id))).scalar() or 0
    if first > 1:
        yield Finding(code="MissingEvent", where="< 1")
    newest = tx.execute(here.order_by(event.c.hlc.desc()).limit(1)).first()
    if newest is not None and newest.hlc != log.this_counter(tx).hlc:
        where = f"> {from_key(newest.uid)}/{newest.epoch}/{newest.seq}"
        yield Finding(code="MissingEvent", where=where)


_SAME: Final = ("epoch", "seq", "type", "hlc")  # what a head and its row both say


def _named(head: sealed.Head) -> tuple[object, ...]:
    return (to_key(head.uid), head.device, *(getattr(head, name) for name in _SAME))


def _projections(tx: Connection) -> Iterator[Finding]:
    """Fold every dossier anew and compare every column of its row."""
    rows = tx.execute(select(dossier).order_by(dossier.c.id)).all()
    asked = _asked(tx)
    for row in rows:
        where = row.code or from_key(row.uid)
        try:
            pairs = log.told(tx, row.id)
        except BadEventError:
            continue  # already named by its chain
        state = log.fold_told(pairs)
        if state is None:
            yield Finding(code="NoBeginning", where=where)
            continue
        right = projection.row(state)
        wrong = [name for name, value in right.items() if getattr(row, name) != value]
        if wrong:
            yield Finding(code="WrongProjection", where=f"{where}: {', '.join(sorted(wrong))}")
        if not _is_findable(tx, row.id, right["words"]):
            yield Finding(code="NotFindable", where=where)
        have = set(tx.execute(select(alias.c.alias).where(alias.c.dossier_id == row.id)).scalars())
        if set(state.aliases) != have:
            yield Finding(code="WrongProjection", where=f"{where}: aliases")
        if not standing.is_true(tx, row.id, state, log.stood(pairs)):
            yield Finding(code="WrongProjection", where=f"{where}: standing")
        if {each.field for each in state.contested} != asked.get(row.id, set()):
            yield Finding(code="WrongProjection", where=f"{where}: contested")


def _tree(tx: Connection) -> Iterator[Finding]:
    """Compare the digests that are kept for the exchange with the dossiers."""
    if not tree.is_true(tx):
        yield Finding(code="WrongProjection", where="branch")


def _asked(tx: Connection) -> dict[int, set[str]]:
    """Return the contested fields that a person is asked about, by dossier."""
    found: dict[int, set[str]] = {}
    rows = select(attention.c.dossier_id, attention.c.detail).where(
        attention.c.reason == projection.CONTESTED, attention.c.resolved_at.is_(None)
    )
    for row in tx.execute(rows):
        found.setdefault(row.dossier_id, set()).add(row.detail)
    return found


def _is_findable(tx: Connection, key: int, words: str) -> bool:
    tokens = words.split()
    if not tokens:
        return True
    match = " ".join(f'"{token}"' for token in set(tokens))
    statement = text("SELECT 1 FROM dossier_words WHERE dossier_words MATCH :m AND rowid = :k")
    return tx.execute(statement, {"m": match, "k": key}).first() is not None


def _orphans(tx: Connection) -> Iterator[Finding]:
    try:
        every = tx.execute(text("PRAGMA foreign_key_check")).all()
    except OperationalError as error:  # the words that a table was made with were damaged
        yield Finding(code="DamagedFile", where=str(error.orig)[:200])
        every = []
    for broken in every:
        yield Finding(code="BrokenReference", where=f"{broken[0]} {broken[1]}")
    lost = (
        select(func.count())
        .select_from(event)
        .where(event.c.dossier_id.is_(None), event.c.type.in_(("Received", "Imported")))
    )
    if tx.execute(lost).scalar_one():
        yield Finding(code="WrongProjection", where="event.dossier_id")


def _numbers(tx: Connection) -> Iterator[Finding]:
    """Every printed number once, and each of this counter's written in its ledger."""
    for column in (dossier.c.code, dossier.c.barcode):
        given = select(column).where(column != "")  # those of earlier systems have no barcode
        twice = tx.execute(given.group_by(column).having(func.count() > 1)).scalars()
        for value in twice:
            yield Finding(code="NumberTwice", where=value)
    mine = select(counter.c.device).scalar_subquery()
    unwritten = tx.execute(
        select(dossier.c.code)
        .join(event, event.c.dossier_id == dossier.c.id)
        .join(device, device.c.id == event.c.device_id)
        .outerjoin(number, number.c.dossier_id == dossier.c.id)
        .where(event.c.type == "Received", device.c.uid == mine, number.c.number.is_(None))
    ).scalars()
    for code in unwritten:
        yield Finding(code="NumberUnwritten", where=code)
    xxxx = cast(func.substr(alias.c.alias, 12, 4), Integer)  # of a receipt that was left out
    further = select(alias.c.alias).where(
        alias.c.dossier_id == dossier.c.id, xxxx == number.c.number
    )
    unassigned = tx.execute(
        select(number.c.day, number.c.number)
        .join(dossier, dossier.c.id == number.c.dossier_id)
        .where(cast(func.substr(dossier.c.barcode, 12, 4), Integer) != number.c.number)
        .where(~further.exists())
    ).all()
    for row in unassigned:
        yield Finding(code="NumberTwice", where=f"{row.day} {row.number}")


_STATES: Final = ("waiting", "attention")


def _deliveries(tx: Connection) -> Iterator[Finding]:
    """Every event of this counter is, for each target, in exactly one of three: no sum is made up.

    Confirmed, waiting, with a person; and nobody else's event is in any of them.
    """
    mine = select(device.c.id).where(device.c.uid == select(counter.c.device).scalar_subquery())
    own = event.c.device_id == mine.scalar_subquery()
    for row in tx.execute(select(target.c.name, target.c.kind).order_by(target.c.name)).all():
        name = row.name
        if row.kind:
            yield from _snapshots(tx, name)
            continue
        sent = select(delivered.c.event_id).where(delivered.c.target == name)
        open_ = select(outbox.c.event_id).where(outbox.c.target == name)
        known = open_.where(outbox.c.state.in_(_STATES))
        lost = select(event.c.id).where(own, event.c.id.not_in(sent), event.c.id.not_in(known))
        twice = sent.where(delivered.c.event_id.in_(open_))
        strange = select(event.c.id).where(~own, event.c.id.in_(sent.union_all(open_)))
        for place in _places(tx, lost):
            yield Finding(code="Unaccounted", where=f"{name}: {place}")
        for place in _places(tx, twice.union_all(strange)):
            yield Finding(code="AccountedTwice", where=f"{name}: {place}")


def _snapshots(tx: Connection, name: str) -> Iterator[Finding]:
    """Every dossier stands, for a target that takes dossiers whole, in exactly one known state."""
    known = select(snapshot.c.dossier_id).where(
        snapshot.c.target == name, snapshot.c.state.in_(snapshots.STATES)
    )
    lost = select(dossier.c.code).where(dossier.c.id.not_in(known)).limit(_MOST_NAMED)
    for code in tx.execute(lost).scalars():
        yield Finding(code="Unaccounted", where=f"{name}: {code}")
    asked = select(attention.c.dossier_id).where(
        attention.c.target == name, attention.c.resolved_at.is_(None)
    )
    silent = (
        select(dossier.c.code)
        .join(snapshot, snapshot.c.dossier_id == dossier.c.id)
        .where(
            snapshot.c.target == name,
            snapshot.c.state == snapshots.ATTENTION,
            dossier.c.id.not_in(asked),
        )
        .limit(_MOST_NAMED)
    )
    for code in tx.execute(silent).scalars():
        yield Finding(code="Unaccounted", where=f"{name}: {code}")


def _files(tx: Connection, blobs: Blobs) -> Iterator[Finding]:
    """Read every file of the store through: each is there and is what it was."""
    for sha in tx.execute(select(blob.c.sha).order_by(blob.c.stored_at)).scalars():
        try:
            blobs.checked(sha.hex())
        except (BlobMissingError, BlobDamagedError, DiskFailedError) as error:
            yield Finding(code=error.code, where=sha.hex()[:12])


def _absent(tx: Connection, blobs: Blobs) -> Iterator[Finding]:
    """Find files that this counter took in and that are gone, or that it no longer knows of.

    What another counter took in, or a target has proved to hold, comes when somebody opens it.
    """
    mine = select(device.c.id).where(device.c.uid == select(counter.c.device).scalar_subquery())
    rows = tx.execute(
        select(*(event.c[name] for name in ("head", "salt", "body", "hash"))).where(
            event.c.type == ev.Attached.__name__, event.c.device_id == mine.scalar_subquery()
        )
    )
    kept = {row.sha: (row.size, row.media, row.pages) for row in tx.execute(select(blob))}
    held = set(tx.execute(select(file_out.c.sha).where(file_out.c.state == "held")).scalars())
    seen: set[bytes] = set()
    for row in rows:
        try:
            body = sealed.open_event(log.sealed_of(row)).body
        except BadEventError:
            continue  # already named by its chain
        if not isinstance(body, ev.Attached) or not is_name(body.file):
            continue
        sha = bytes.fromhex(body.file)
        if sha in seen:
            continue
        seen.add(sha)
        if blobs.has(body.file):
            if kept.get(sha) != (body.size, body.media, body.pages):
                yield Finding(code="FileUnwritten", where=body.file[:12])
        elif sha not in kept and sha not in held:
            yield Finding(code=BlobMissingError.__name__, where=body.file[:12])


def _rules(tx: Connection) -> Iterator[Finding]:
    """Compare every rule that is kept with its digest, those in force and those to come."""
    kept = edition.c.state == ""  # what was refused is never read as a rule
    for table, read in ((ruleset, ruletext.of_ruleset), (edition, ruletext.of_edition)):
        for row in tx.execute(select(table).where(kept) if table is edition else select(table)):
            try:
                read(row)
            except CorruptDatabaseError:
                yield Finding(code="AlteredRules", where=f"{row.kind} {row.version}")
    active = select(ruleset.c.kind, func.sum(ruleset.c.active).label("sum")).group_by(
        ruleset.c.kind
    )
    for row in tx.execute(active):
        if row.sum != 1:
            yield Finding(code="AlteredRules", where=row.kind)


_MOST_NAMED: Final = 20


def _places(tx: Connection, which: SelectBase) -> Iterator[str]:
    """Name events by device, epoch and sequence number; not all, if they are many."""
    columns = device.c.uid, event.c.epoch, event.c.seq
    rows = tx.execute(
        select(*columns)
        .join(event, event.c.device_id == device.c.id)
        .where(event.c.id.in_(which))
        .order_by(event.c.id)
        .limit(_MOST_NAMED)
    )
    for row in rows:
        yield f"{from_key(row.uid)}/{row.epoch}/{row.seq}"
