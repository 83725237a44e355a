"""The dossier's row: a function of its state, so that it can always be made again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update

from desk.domain import deadline
from desk.domain import standing as how
from desk.domain.records import Contested, Dossier, Party
from desk.domain.text import fold, sort_key
from desk.models import tree
from desk.models.bulk import insert_many
from desk.models.tables import alias, attention, dossier
from desk.wire import canonical, digest
from desk.wire.ids import to_key

#: Why a person must look where counters corrected one field each in its own way.
CONTESTED: Final = "contested"
#: Stored where nothing has to be done by any time; sorts after everything that has.
NO_HURRY: Final = 1 << 62
#: An instant as UTC microseconds.
micros: Final = how.micros


def row(state: Dossier) -> dict[str, Any]:
    """Return every column of a dossier's row but its local key."""
    person, other = state.subject, state.submitter
    personal_id, phone = person.personal_id or other.personal_id, person.phone or other.phone
    urgent = deadline.urgency(state) if state.is_open else None
    return {
        "uid": to_key(state.uid),
        "code": state.code,
        "barcode": state.barcode,
        "status": int(state.status),
        "is_open": int(state.is_open),
        "urgency": NO_HURRY if urgent is None else micros(urgent),
        "procedure": state.procedure,
        "sort_key": sort_key(person.name),
        "personal_id": personal_id,
        "phone": phone,
        "holder": state.holder,
        "assignee": state.assignee,
        "received_at": micros(state.received_at),
        "due_at": micros(deadline.measured_by(state)),
        "finished_at": micros(state.finished_at),
        "words": _words(state.code, person, other, {personal_id, phone}),
        "step": state.step,
        "shelf": state.shelf,
        "channel": str(state.channel),
        "proposal": state.proposal.action if state.proposal else "",
        "voided": int(state.voided),
        "apologised": int(state.apologised),
        "came_at": micros(state.received_at or state.filed_at) or 0,
        "returned_at": micros(state.returned_at),
        "asked_at": max((micros(each.asked_at) or 0 for each in state.supplements), default=None),
        "papers": len(state.papers),
        "scanned": _scanned(state),
        "month": digest.month(state),
        "bucket": digest.bucket(state.uid),
        "leaf": digest.leaf(state.uid, state.heads),
        "batch": state.origin.batch if state.origin else "",
        "state": canonical.dumps(state),
    }


def _scanned(state: Dossier) -> int:
    """Return how many kinds of paper of a dossier a file shows."""
    shown = {each.paper for each in state.attachments if each.kind == "paper"}
    return sum(paper.name in shown for paper in state.papers)


def _words(code: str, person: Party, other: Party, known: Collection[str]) -> str:
    """Return what finds a dossier: names, and numbers that have no column of their own."""
    names = {person.name, other.name}
    numbers = {other.personal_id, other.phone}
    for party in (person, other):
        numbers |= {party.old_id, party.tax_code}
    # Citizens say the last digits of their code, which is no column's beginning.
    tail = set(code.split("-")[-2:]) if "-" in code else set()
    return " ".join(sorted({fold(each) for each in names | tail | numbers.difference(known, [""])}))


@dataclass(frozen=True, slots=True)
class Stored:
    """A dossier's state and where its row is."""

    id: int
    state: Dossier
    words: str


_UPDATE = update(dossier).where(dossier.c.id == bindparam("at_id"))
_ADD_WORDS = text("INSERT INTO dossier_words (rowid, words) VALUES (:id, :words)")
_DROP_WORDS = text(
    "INSERT INTO dossier_words (dossier_words, rowid, words) VALUES ('delete', :id, :words)"
)
_BY_UID = select(dossier.c.id, dossier.c.state, dossier.c.words).where(
    dossier.c.uid == bindparam("key")
)
_SOME = select(dossier.c.id, dossier.c.state, dossier.c.words).where(
    dossier.c.uid.in_(bindparam("keys", expanding=True))
)
_LAST: Final = select(func.coalesce(func.max(dossier.c.id), 0))
_PART: Final = 500  # SQLite takes so many parameters in one statement with room to spare
_ADD_MANY_WORDS: Final = (
    "INSERT INTO dossier_words (rowid, words) "
    "SELECT id, words FROM dossier WHERE id BETWEEN ? AND ? ORDER BY id"
)
#: Every target that takes dossiers whole has to hear of dossiers that have changed.
_MARK: Final = (
    "INSERT INTO snapshot (target, dossier_id, state, mark) "
    "SELECT name, dossier.id, 'waiting', 1 FROM target, dossier "
    "WHERE kind <> '' AND dossier.id BETWEEN ? AND ? "
    "ON CONFLICT (target, dossier_id) DO UPDATE "
    "SET state = 'waiting', mark = mark + 1, attempts = 0, next_at = NULL"
)
_ALIAS = insert(alias)
_DROP_ALIASES = delete(alias).where(alias.c.dossier_id == bindparam("key"))


def load(tx: Connection, uid: str) -> Stored | None:
    """Return a dossier by its uid."""
    return load_key(tx, to_key(uid))


def load_key(tx: Connection, key: bytes) -> Stored | None:
    """Return a dossier by the bytes that stand for its uid."""
    found = tx.execute(_BY_UID, {"key": key}).first()
    if found is None:
        return None
    return Stored(found.id, canonical.loads(Dossier, found.state), found.words)


def add(tx: Connection, state: Dossier) -> int:
    """Write the row of a new dossier; return its local key."""
    return add_many(tx, (state,))[state.uid]


def load_many(tx: Connection, uids: Iterable[str]) -> dict[str, Stored]:
    """Return those of many dossiers that are here, by uid."""
    keys = [to_key(uid) for uid in uids]
    found: dict[str, Stored] = {}
    for start in range(0, len(keys), _PART):
        for row in tx.execute(_SOME, {"keys": keys[start : start + _PART]}):
            state = canonical.loads(Dossier, row.state)
            found[state.uid] = Stored(row.id, state, row.words)
    return found


def add_many(tx: Connection, states: Sequence[Dossier]) -> dict[str, int]:
    """Write the rows of new dossiers; return their local keys by uid."""
    if not states:
        return {}
    # One connection alone writes, so the next keys are known before they are given out.
    first = tx.execute(_LAST).scalar_one() + 1
    rows = [row(state) | {"id": key} for key, state in enumerate(states, first)]
    insert_many(tx, dossier, rows)
    span = first, rows[-1]["id"]
    tx.exec_driver_sql(_ADD_MANY_WORDS, span)
    tree.touch(tx, ((each["month"], each["bucket"]) for each in rows))
    for key, state in enumerate(states, first):
        _aliases(tx, key, state)
        _note_contested(tx, key, (), state)
    tx.exec_driver_sql(_MARK, span)
    return {state.uid: key for key, state in enumerate(states, first)}


def change(tx: Connection, stored: Stored, state: Dossier) -> None:
    """Write the row of a dossier that has changed."""
    made = row(state)
    tx.execute(_UPDATE, {**made, "at_id": stored.id})
    months = {made["month"], digest.month(stored.state)}
    tree.touch(tx, ((month, made["bucket"]) for month in months))
    if made["words"] != stored.words:
        tx.execute(_DROP_WORDS, {"id": stored.id, "words": stored.words})
        tx.execute(_ADD_WORDS, {"id": stored.id, "words": made["words"]})
    if state.aliases != stored.state.aliases:
        tx.execute(_DROP_ALIASES, {"key": stored.id})
        _aliases(tx, stored.id, state)
    _note_contested(tx, stored.id, stored.state.contested, state)
    tx.exec_driver_sql(_MARK, (stored.id, stored.id))


def _note_contested(
    tx: Connection, key: int, before: tuple[Contested, ...], state: Dossier
) -> None:
    """Have a person look at each field that is contested now, and at none that no longer is."""
    if before == state.contested:
        return
    was, now = ({each.field for each in fields} for fields in (before, state.contested))
    at = micros(state.changed_at)
    about = attention.c.dossier_id == key, attention.c.reason == CONTESTED
    for field in was - now:
        gone = (*about, attention.c.detail == field, attention.c.resolved_at.is_(None))
        tx.execute(update(attention).where(*gone).values(resolved_at=at))
    for field in sorted(now - was):
        row = {"reason": CONTESTED, "dossier_id": key, "detail": field, "at": at}
        tx.execute(insert(attention).values(**row))


def _aliases(tx: Connection, key: int, state: Dossier) -> None:
    for name in state.aliases:
        tx.execute(_ALIAS, {"alias": name, "dossier_id": key})
