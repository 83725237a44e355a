"""Which files each target has still to get: written in the commit of the event that names them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, func, literal, or_, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from desk.domain.records import Attachment, Dossier
from desk.domain.views import FilesStatus
from desk.models.projection import micros
from desk.models.tables import blob, dossier, file_out, outbox, snapshot, target
from desk.services.finding import find
from desk.services.outbox import CITY
from desk.services.snapshots import WANTING
from desk.services.workplace import Workplace
from desk.wire import canonical

NEW, WAITING, HELD, ATTENTION = "new", "waiting", "held", "attention"
_OPEN: Final = (NEW, WAITING)
_SOON: Final = 40  # dossiers of the queue whose files are fetched ahead
_EVER: Final = 1 << 62  # when everything is due
#: Names of the files that any dossier here names or named, whoever put them there.
_NAMED: Final = text(
    "SELECT json_extract(CAST(body AS TEXT), '$.file') FROM event WHERE type = 'Attached'"
)
_HERE: Final = file_out.c.target == bindparam("name")
_UNASKED: Final = (
    select(file_out.c.sha)
    .where(_HERE, file_out.c.state == NEW)
    .order_by(file_out.c.size)
    .limit(bindparam("limit"))
)
_DUE: Final = (
    select(file_out.c.sha, file_out.c.size)
    .where(
        _HERE,
        file_out.c.state.in_(bindparam("states", expanding=True)),
        or_(file_out.c.next_at.is_(None), file_out.c.next_at <= bindparam("now")),
        file_out.c.sha.not_in(bindparam("but", expanding=True)),
    )
    .order_by(file_out.c.size, file_out.c.at)
    .limit(1)
)
_OVERTAKEN: Final = (
    select(outbox.c.event_id)
    .where(
        outbox.c.target == bindparam("name"),
        outbox.c.state == WAITING,
        or_(outbox.c.next_at.is_(None), outbox.c.next_at <= bindparam("now")),
    )
    .limit(1)
)
_TALLY: Final = (
    select(file_out.c.state, func.count(), func.sum(file_out.c.size))
    .where(_HERE)
    .group_by(file_out.c.state)
)
_LAST_ERROR: Final = (
    select(file_out.c.error, file_out.c.reason)
    .where(_HERE, file_out.c.state != HELD, file_out.c.error != "")
    .order_by(file_out.c.at.desc())
    .limit(1)
)
_LACKING: Final = select(file_out.c.sha, file_out.c.error).where(
    _HERE, file_out.c.state != HELD, file_out.c.sha.in_(bindparam("shas", expanding=True))
)
_OF_OPEN: Final = select(dossier.c.state).where(dossier.c.is_open == 1).order_by(dossier.c.urgency)
_OF_QUEUE: Final = (
    select(dossier.c.state)
    .where(dossier.c.is_open == 1, dossier.c.scanned > 0)
    .order_by(dossier.c.urgency)
    .limit(_SOON)
)
_OWED: Final = (
    select(dossier.c.state)
    .join(snapshot, snapshot.c.dossier_id == dossier.c.id)
    .where(snapshot.c.state == WAITING, snapshot.c.error.startswith(WANTING))
    .limit(_SOON)
)


def offer(tx: Connection, sha: str, size: int, now: datetime) -> None:
    """Let a file wait for targets that take events, in the caller's transaction.

    One that a target has stays so.
    """
    row = select(
        target.c.name,
        literal(bytes.fromhex(sha)),
        literal(size),
        literal(NEW),
        literal(micros(now)),
    ).where(target.c.kind == "")  # files go to others with their dossiers
    columns = [file_out.c[name] for name in ("target", "sha", "size", "state", "at")]
    tx.execute(upsert(file_out).from_select(columns, row).on_conflict_do_nothing())


def offer_all(tx: Connection, name: str) -> None:
    """Let every file that is here and named wait for a target whose memory is another one."""
    named = func.lower(func.hex(blob.c.sha)).in_(_NAMED.columns(file_out.c.error))
    rows = select(literal(name), blob.c.sha, blob.c.size, literal(NEW), blob.c.stored_at)
    columns = [file_out.c[each] for each in ("target", "sha", "size", "state", "at")]
    again = {"state": NEW, "next_at": None}
    tx.execute(
        upsert(file_out)
        .from_select(columns, rows.where(named))
        .on_conflict_do_update(index_elements=[file_out.c.target, file_out.c.sha], set_=again)
    )


def unasked(work: Workplace, name: str, limit: int) -> list[str]:
    """Return files of which nobody has asked yet whether a target has them."""
    with work.database.read() as tx:
        rows = tx.execute(_UNASKED, {"name": name, "limit": limit}).scalars()
        return [sha.hex() for sha in rows]


def known(
    work: Workplace,
    name: str,
    now: datetime,
    *,
    held: Collection[str],
    lacking: Collection[str],
    unknown: tuple[Collection[str], str, datetime],
) -> None:
    """Write down what a target has, lacks, and does not know of (why, and when to ask again)."""
    names, why, retry_at = unknown
    with work.database.write() as tx:
        _set(tx, name, held, now, state=HELD, next_at=None, error="", reason="")
        _set(tx, name, lacking, now, state=WAITING, next_at=None)
        _set(tx, name, names, now, state=WAITING, next_at=micros(retry_at), error=why)


def _set(tx: Connection, name: str, shas: Collection[str], now: datetime, **values: Any) -> None:
    if not shas:
        return
    keys = [bytes.fromhex(sha) for sha in shas]
    which = file_out.c.target == name, file_out.c.sha.in_(keys)
    tx.execute(update(file_out).where(*which).values(**values, at=micros(now)))


def waiting(
    work: Workplace, name: str, now: datetime, *, everything: bool, but: AbstractSet[str]
) -> tuple[str, int] | None:
    """Return name and size of the smallest file that is due for a target."""
    states = (WAITING, ATTENTION) if everything else (WAITING,)
    asked = {
        "name": name,
        "states": states,
        "now": _EVER if everything else micros(now),
        "but": [bytes.fromhex(sha) for sha in but],
    }
    with work.database.read() as tx:
        found = tx.execute(_DUE, asked).first()
    return None if found is None else (found.sha.hex(), found.size)


def open_(work: Workplace, name: str) -> list[tuple[str, int]]:
    """Return name and size of every file that a target may lack, the smallest first."""
    with work.database.read() as tx:
        rows = tx.execute(
            select(file_out.c.sha, file_out.c.size)
            .where(file_out.c.target == name, file_out.c.state != HELD)
            .order_by(file_out.c.size, file_out.c.at)
        )
        return [(row.sha.hex(), row.size) for row in rows]


def confirmed(work: Workplace, name: str, sha: str, now: datetime) -> None:
    """Write down that a target has proved to hold a file."""
    with work.database.write() as tx:
        _set(tx, name, [sha], now, state=HELD, next_at=None, error="", reason="")


def failed(
    work: Workplace,
    name: str,
    sha: str,
    now: datetime,
    *,
    why: tuple[str, str],
    retry_at: datetime | None,
) -> None:
    """Write down why (key, reason) a file did not go; without `retry_at` a person must act."""
    state = WAITING if retry_at is not None else ATTENTION
    at = None if retry_at is None else micros(retry_at)
    with work.database.write() as tx:
        _set(tx, name, [sha], now, state=state, next_at=at, error=why[0], reason=why[1])


def overtaken(work: Workplace, name: str, now: datetime) -> bool:
    """Tell whether an event is due for a target."""
    with work.database.read() as tx:
        return tx.execute(_OVERTAKEN, {"name": name, "now": micros(now)}).first() is not None


def status(tx: Connection, name: str) -> FilesStatus:
    """Return how files stand with a target."""
    rows = tx.execute(_TALLY, {"name": name}).all()
    count = {row[0]: row[1] for row in rows}
    last = tx.execute(_LAST_ERROR, {"name": name}).first() if count.keys() - {HELD} else None
    return FilesStatus(
        waiting=sum(count.get(state, 0) for state in _OPEN),
        bytes=sum(row[2] for row in rows if row[0] in _OPEN),
        attention=count.get(ATTENTION, 0),
        held=count.get(HELD, 0),
        error=last.error if last else "",
        reason=last.reason if last else "",
    )


def lacking(tx: Connection, name: str, shas: Sequence[str]) -> dict[str, str]:
    """Return which of some files a target is known not to have yet, and why (may be empty)."""
    keys = [bytes.fromhex(sha) for sha in shas]
    rows = tx.execute(_LACKING, {"name": name, "shas": keys})
    return {row.sha.hex(): row.error for row in rows}


def of_queue(work: Workplace) -> list[Attachment]:
    """Return the files of the open dossiers that are most urgent, in that order."""
    return _named_by(work, _OF_QUEUE)


def of_open(work: Workplace) -> list[Attachment]:
    """Return the files of every open dossier, the most urgent first."""
    return _named_by(work, _OF_OPEN)


def _named_by(work: Workplace, query: Select[Any]) -> list[Attachment]:
    with work.database.read() as tx:
        states = [canonical.loads(Dossier, row) for row in tx.execute(query).scalars()]
    return [each for state in states for each in state.attachments]


def owed(work: Workplace) -> list[Attachment]:
    """Return the files of dossiers of which another system lacks some that are not here."""
    return _named_by(work, _OWED)


def unsent(work: Workplace, code: str) -> dict[str, str]:
    """Return which files of a dossier the city does not have yet, and why (may be empty).

    Empty also where no city is connected: nothing is missing there then.
    """
    with work.database.read() as tx:
        state = find(tx, code).state
        names = {each.file for each in state.attachments}
        return lacking(tx, CITY, sorted(names)) if names else {}
