"""How dossiers stand at targets that take them whole: each method of use is one transaction.

Every dossier has a row for every such target (`desk.models.projection` writes it with the
dossier), so what a target has confirmed, what waits and what needs a person are counted, never
reckoned. What is on its way is written down before it goes: a process that dies at any moment
leaves a row that says what may have arrived.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, case, func, insert, literal, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from desk.domain import rights, snapshots
from desk.domain.records import Actor, Dossier
from desk.domain.snapshots import Snapshot, Step
from desk.models import log
from desk.models.projection import micros
from desk.models.tables import attention, dossier, event, snapshot
from desk.services.finding import find
from desk.services.workplace import Workplace
from desk.wire import canonical
from desk.wire.ids import to_key

WAITING: Final = "waiting"
CONFIRMED: Final = "confirmed"
UNTOLD: Final = "untold"
ATTENTION: Final = "attention"
STATES: Final = (WAITING, CONFIRMED, UNTOLD, ATTENTION)
#: How the error of a dossier begins whose news is there, but not every file: how many of how many.
WANTING: Final = "files:"
#: Written where a person wants a target to be read back: nobody knows what it holds.
UNSURE: Final = "?"
_PART: Final = 500  # SQLite takes so many parameters in one statement with room to spare
_TALLY: Final = (
    select(snapshot.c.state, func.count())
    .where(snapshot.c.target == bindparam("name"))
    .group_by(snapshot.c.state)
)
_OTHERWISE: Final = (
    snapshot.c.target == bindparam("name"),
    snapshot.c.state == ATTENTION,
    snapshot.c.error.startswith(bindparam("reason")),
    snapshot.c.error != bindparam("now"),
)
_AGAIN: Final = {"state": WAITING, "attempts": 0, "next_at": None}
_ASIDE: Final = select(func.count()).select_from(snapshot).where(*_OTHERWISE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a target turned out to hold of a dossier."""

    snapshot: Snapshot
    digest: str
    theirs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A dossier that a target did not take; `counts` when other dossiers passed meanwhile."""

    snapshot: Snapshot
    error: str
    retry_at: datetime
    counts: bool


def offer_everything(tx: Connection, name: str) -> None:
    """Let every dossier wait for a target."""
    every = select(literal(name), dossier.c.id, literal(WAITING)).where(literal(1) == 1)
    columns = snapshot.c.target, snapshot.c.dossier_id, snapshot.c.state
    tx.execute(upsert(snapshot).from_select(columns, every).on_conflict_do_nothing())


def due(work: Workplace, name: str, now: datetime, *, everything: bool) -> tuple[int, ...]:
    """Return the dossiers whose turn has come, those that failed last at the end."""
    rows = select(snapshot.c.dossier_id).where(
        snapshot.c.target == name, snapshot.c.state == WAITING
    )
    if not everything:
        rows = rows.where(func.coalesce(snapshot.c.next_at, 0) <= micros(now))
    later = func.coalesce(snapshot.c.next_at, 0)
    with work.database.read() as tx:
        return tuple(tx.execute(rows.order_by(later, snapshot.c.dossier_id)).scalars())


def load(work: Workplace, name: str, keys: Sequence[int]) -> tuple[Snapshot, ...]:
    """Return dossiers as they are now, and how they stand at a target, in the order asked for."""
    rows = (
        select(snapshot, dossier.c.state.label("record"))
        .join(dossier, dossier.c.id == snapshot.c.dossier_id)
        .where(snapshot.c.target == name, snapshot.c.dossier_id.in_(keys))
    )
    with work.database.read() as tx:
        found = {row.dossier_id: _opened(row) for row in tx.execute(rows)}
    return tuple(found[key] for key in keys)


def _opened(row: Any) -> Snapshot:
    return Snapshot(
        key=row.dossier_id,
        dossier=canonical.loads(Dossier, row.record),
        mark=row.mark,
        theirs=row.theirs,
        confirmed=row.confirmed,
        sending=row.sending,
        forced=bool(row.forced),
        attempts=row.attempts,
    )


def earlier(work: Workplace, key: int) -> tuple[Dossier, ...]:
    """Return a dossier as it was after each of its events."""
    with work.database.read() as tx:
        story = log.events_of(tx, key)
    return tuple(state for _, state in snapshots.history(story))


def steps(work: Workplace, name: str, key: int) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """Return the steps that a target may have been told of, and those that it has not."""
    with work.database.read() as tx:
        row = tx.execute(select(snapshot.c.told, snapshot.c.telling).where(*_at(name, [key]))).one()
        story = log.events_of(tx, key)
        ids: Mapping[bytes, int] = {
            each.uid: each.id
            for each in tx.execute(select(event.c.uid, event.c.id).where(event.c.dossier_id == key))
        }
    found = [snapshots.step(ids[to_key(m.uid)], m, after) for m, after in snapshots.history(story)]
    new = [each for each in found if each is not None and each.key > row.told]
    maybe = tuple(each for each in new if each.key <= row.telling)
    return maybe, tuple(each for each in new if each.key > row.telling)


def _at(name: str, keys: Iterable[int]) -> tuple[Any, ...]:
    return snapshot.c.target == name, snapshot.c.dossier_id.in_(list(keys))


def sending(work: Workplace, name: str, going: Sequence[tuple[int, str]]) -> None:
    """Write down, before it goes, the digest of what is on its way of each dossier."""
    with work.database.write() as tx:
        for key, digest in going:
            tx.execute(update(snapshot).where(*_at(name, [key])).values(sending=digest))


def holds(
    work: Workplace, name: str, held: Sequence[Held], telling: Mapping[int, int], now: datetime
) -> None:
    """Write down what a target holds; `telling` is the last step on its way of each dossier.

    Nothing of these is settled yet.
    """
    with work.database.write() as tx:
        for each in held:
            values: dict[str, Any] = {"confirmed": each.digest, "sending": ""}
            if each.theirs:
                values["theirs"] = each.theirs
            if each.snapshot.key in telling:
                values["telling"] = telling[each.snapshot.key]
            at = _at(name, [each.snapshot.key])
            tx.execute(update(snapshot).where(*at).values(**values, at=micros(now)))


def settle(
    work: Workplace, name: str, done: Sequence[Snapshot], now: datetime, state: str = CONFIRMED
) -> int:
    """Settle dossiers whose present picture a target holds; return how many that are.

    One that has changed since it was read goes on waiting.
    """
    with work.database.write() as tx:
        return _settle(tx, name, done, now, state)


def _settle(tx: Connection, name: str, done: Sequence[Snapshot], now: datetime, state: str) -> int:
    same = 0
    for each in done:
        unchanged = snapshot.c.mark == each.mark
        told = tx.execute(
            update(snapshot)
            .where(*_at(name, [each.key]))
            .values(
                state=case((unchanged, state), else_=WAITING),
                told=func.max(snapshot.c.told, snapshot.c.telling),
                forced=0,
                attempts=0,
                next_at=None,
                error="",
                at=micros(now),
            )
        )
        same += told.rowcount
    _resolve(tx, name, [each.key for each in done], now)
    return same


def lacks(
    work: Workplace,
    name: str,
    item: Snapshot,
    files: tuple[int, int],
    *,
    retry_at: datetime,
    now: datetime,
) -> None:
    """Settle a dossier but for files that are not here (how many of how many): these it awaits."""
    with work.database.write() as tx:
        _settle(tx, name, [item], now, WAITING)
        said = WANTING + "/".join(map(str, files))
        unchanged = snapshot.c.mark == item.mark
        tx.execute(
            update(snapshot)
            .where(*_at(name, [item.key]))
            .values(error=said, next_at=case((unchanged, micros(retry_at)), else_=None))
        )


def wanting(tx: Connection, name: str) -> tuple[int, int]:
    """Return how many files a target lacks that are not here, and how many it should have."""
    rows = select(snapshot.c.error).where(
        snapshot.c.target == name,
        snapshot.c.state == WAITING,
        snapshot.c.error.startswith(WANTING),
    )
    said = [each.removeprefix(WANTING).split("/") for each in tx.execute(rows).scalars()]
    return sum(int(lacking) for lacking, _ in said), sum(int(whole) for _, whole in said)


def _resolve(tx: Connection, name: str, keys: Sequence[int], now: datetime) -> None:
    tx.execute(
        update(attention)
        .where(
            attention.c.target == name,
            attention.c.dossier_id.in_(list(keys)),
            attention.c.resolved_at.is_(None),
        )
        .values(resolved_at=micros(now))
    )


def set_aside(
    work: Workplace,
    name: str,
    item: Snapshot,
    why: tuple[str, str],
    now: datetime,
    *,
    under: str = "",
) -> None:
    """Let a person look at a dossier that a target does not take; the others go on.

    `under` are the codes for which it has no word: with others its turn comes again (`retry`).
    """
    with work.database.write() as tx:
        _set_aside(tx, name, item, why, now)
        # It was an answer: nothing is on its way any more.
        values = {"sending": "", "error": f"{why[0]} {under}".rstrip()}
        tx.execute(update(snapshot).where(*_at(name, [item.key])).values(**values))


def retry(work: Workplace, name: str, reason: str, under: str) -> int:
    """Let those wait again that were set aside for a reason under other codes; return how many."""
    known = {"name": name, "reason": reason, "now": f"{reason} {under}"}
    with work.database.read() as tx:
        if not tx.execute(_ASIDE, known).scalar_one():
            return 0
    with work.database.write() as tx:
        again = update(snapshot).where(*_OTHERWISE).values(_AGAIN)
        return tx.execute(again, known).rowcount


def _set_aside(
    tx: Connection, name: str, item: Snapshot, why: tuple[str, str], now: datetime
) -> None:
    """Let a person look at it; `why` is the reason's key and what the target said."""
    reason, detail = why
    tx.execute(
        update(snapshot)
        .where(*_at(name, [item.key]))
        .values(
            # Changed since it was read, it may be right now.
            state=case((snapshot.c.mark == item.mark, ATTENTION), else_=WAITING),
            error=reason,
            at=micros(now),
        )
    )
    said = {"reason": reason, "detail": detail}
    open_ = and_(
        attention.c.target == name,
        attention.c.dossier_id == item.key,
        attention.c.resolved_at.is_(None),
    )
    if tx.execute(update(attention).where(open_).values(**said)).rowcount == 0:
        values = {"target": name, "dossier_id": item.key, "at": micros(now), **said}
        tx.execute(insert(attention).values(**values))


def failed(
    work: Workplace, name: str, items: Sequence[Failed], now: datetime, *, most: int, reason: str
) -> None:
    """Try dossiers again later; set aside what failed `most` times while others passed."""
    with work.database.write() as tx:
        for each in items:
            attempts = each.snapshot.attempts + each.counts
            if attempts >= most:
                _set_aside(tx, name, each.snapshot, (reason, each.error), now)
                continue
            values = {"attempts": attempts, "error": each.error, "next_at": micros(each.retry_at)}
            tx.execute(
                update(snapshot)
                .where(*_at(name, [each.snapshot.key]), snapshot.c.mark == each.snapshot.mark)
                .values(**values)
            )


def counts(tx: Connection, name: str) -> tuple[int, int, int]:
    """Return how many dossiers a target has confirmed, how many wait, how many need a person.

    Those that it need not hear of count as confirmed: nothing of them is owed.
    """
    rows = tx.execute(_TALLY, {"name": name})
    by: dict[str, int] = {row[0]: row[1] for row in rows}
    settled = by.get(CONFIRMED, 0) + by.get(UNTOLD, 0)
    return settled, by.get(WAITING, 0), by.get(ATTENTION, 0)


def again(work: Workplace, by: Actor, name: str, code: str = "", *, force: bool = False) -> int:
    """Have a target read back, all of it or one dossier, and put right where it differs.

    With `force`, what the target holds is written over even if it is not from here.
    """
    rights.require(by, "connect")
    with work.database.write() as tx:
        return again_in(tx, name, code, force=force)


def again_in(tx: Connection, name: str, code: str = "", *, force: bool = False) -> int:
    """Do what `again` does within a transaction that does more; the right is asked for there."""
    one = snapshot.c.dossier_id == find(tx, code).id if code else snapshot.c.state != UNTOLD
    values = {**_AGAIN, "sending": UNSURE}
    changed = tx.execute(
        update(snapshot)
        .where(snapshot.c.target == name, one)
        .values(**values, forced=int(force), mark=snapshot.c.mark + 1)
    )
    return changed.rowcount
