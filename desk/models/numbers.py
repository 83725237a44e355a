"""Numbers that are printed: each is this counter's own and is given out once.

The ordinal of a day goes to the witness before it goes to the database; `reconcile` compares
the two whenever the database is opened for writing, and gives a crash, a restore and a moved
disk each its defined outcome.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from desk.domain import codes
from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain.records import VN, Actor
from desk.models import log
from desk.models.log import Counter
from desk.models.tables import counter, notice, number, serial
from desk.models.witness import EPOCH, Mark, Witness

#: Why nobody can tell of a message whether it went out: the key of its words.
COPIED: Final = "NoticeCopiedError"
SYSTEM: Final = Actor(uid="", login="system", name="Hệ thống", role="system")
_BLOCK: Final = 10 ** (codes.WIDTH - 1)  # numbers of a slot
EVER: Final = "0000-00-00"  # before any day


@dataclass(frozen=True, slots=True)
class Outcome:
    """What opening found: numbers burnt, and why a new epoch began (empty: it did not)."""

    burnt: tuple[tuple[date, int], ...] = ()
    epoch: str = ""


def takes_over(me: Counter, day: date) -> bool:
    """Tell whether `day`'s numbers come from the take-over block."""
    if not me.takeover_since or str(day) < me.takeover_since:
        return False
    return not me.takeover_until or str(day) <= me.takeover_until


def issue(tx: Connection, me: Counter, day: date, witness: Witness) -> int:
    """Use up the next ordinal of `day`: on the witness's disk now, in the database at commit.

    Raises:
        SlotUsedUpError: every number of the block is used; more must be leased.
    """
    takeover = takes_over(me, day)
    block = codes.block(me.slot, takeover=takeover)
    next_one = codes.next_number(block, _highest(tx, day, block), day=day)
    witness.record(Mark(day, takeover), next_one)
    tx.execute(insert(number).values(day=str(day), number=next_one))
    return next_one


def assign(tx: Connection, day: date, used: int, dossier_id: int) -> None:
    """Write down which dossier a number went to."""
    tx.execute(
        update(number)
        .where(number.c.day == str(day), number.c.number == used)
        .values(dossier_id=dossier_id)
    )


def _highest(tx: Connection, day: date, block: range) -> int:
    found = tx.execute(
        select(func.max(number.c.number)).where(
            number.c.day == str(day), number.c.number.between(block.start, block.stop - 1)
        )
    ).scalar()
    return block.start - 1 if found is None else int(found)


def next_serial(tx: Connection, kind: str, year: int, volume: str) -> int:
    """Return the next running number of a book or a form in `year` and `volume`."""
    statement = upsert(serial).values(kind=kind, year=year, volume=volume, last=1)
    statement = statement.on_conflict_do_update(
        index_elements=[serial.c.kind, serial.c.year, serial.c.volume],
        set_={"last": serial.c.last + 1},
    )
    return int(tx.execute(statement.returning(serial.c.last)).scalar_one())


def volume(me: Counter, day: date) -> str:
    """Return the volume of the tracking book and of a form's numbers: the slot.

    The witness knows no lines, so a volume that a lost copy may have been written in is left
    alone: after a take-over the rest of the year goes on in one of the epoch's own.
    """
    if not me.takeover_since or (me.takeover_until and me.takeover_until < f"{day:%Y}"):
        return str(me.slot)
    return f"{me.slot}.{me.epoch}"


def lead(volume_: str) -> str:
    """Return what leads the numbers of a volume: the slot, 9, slot and epoch after a take-over.

    So no two counters' papers, and none of one counter before and after a restore, bear the
    same number: 10001, 20001 …; 9120001 for the second epoch of slot 1. As many noughts as an
    epoch has digits beyond the first tell it from a line of five digits: 91021 for the 21st.
    """
    slot, _, epoch = volume_.partition(".")
    return f"9{slot}{'0' * (len(epoch) - 1)}{epoch}" if epoch else slot


def in_book(book: str, line: int) -> str:
    """Return a receipt's own number: its line, led by its volume as other forms' numbers are."""
    return f"{lead(book.partition('/')[0])}{line:04d}" if line else ""


def reconcile(tx: Connection, witness: Witness, machine: str, now: datetime) -> Outcome:
    """Compare database and witness; burn a number or begin a new epoch where they differ."""
    me = log.this_counter(tx)
    today = now.astimezone(VN).date()
    moved = not witness.exists() or machine != me.machine
    if moved:
        witness.create()
        tx.execute(update(counter).values(machine=machine))
    ahead = _ahead(tx, me, witness)
    if moved:
        _new_epoch(tx, me, witness, "moved", since=EVER, until="", now=now)
        _learn(tx, ahead)
        _teach(tx, me, witness)
        return Outcome(epoch="moved")
    behind = witness.sent() > (me.epoch, me.seq)
    if not ahead and not behind:
        return Outcome()
    if not behind and all(seen == known + 1 for known, seen in ahead.values()):
        burnt = tuple((mark.day, seen) for mark, (_, seen) in sorted(ahead.items()))
        # A new epoch keeps this chain apart from one that may have been sent before.
        _new_epoch(
            tx, me, witness, "crashed", since=me.takeover_since, until=me.takeover_until, now=now
        )
        for day, used in burnt:
            _burn(tx, me, day, used, now)
        return Outcome(burnt=burnt, epoch="crashed")
    days = [mark.day for mark in ahead] or [today]
    since, until = _reserve(me, min(days), max(today, *days))
    _new_epoch(tx, me, witness, "restored", since=since, until=until, now=now)
    _learn(tx, ahead)
    return Outcome(epoch="restored")


def part(tx: Connection, witness: Witness, by: Actor, now: datetime, note: str) -> None:
    """Begin a new epoch because a copy of this machine has worked too, and gave out numbers.

    Of today's numbers nobody knows which the copy has printed: they come from the reserve.
    """
    me = log.this_counter(tx)
    today = now.astimezone(VN).date()
    since, until = _reserve(me, today, today)
    _new_epoch(tx, me, witness, "twin", since=since, until=until, now=now, by=by, note=note)


def _reserve(me: Counter, first: date, last: date) -> tuple[str, str]:
    """Return the days of the take-over block; one that is in force may only grow."""
    if not me.takeover_since:
        return str(first), str(last)
    until = max(me.takeover_until, str(last)) if me.takeover_until else ""
    return min(me.takeover_since, str(first)), until


def _ahead(tx: Connection, me: Counter, witness: Witness) -> dict[Mark, tuple[int, int]]:
    found = {}
    for mark, seen in witness.highest(me.slot).items():
        known = _highest(tx, mark.day, codes.block(me.slot, takeover=mark.takeover))
        if seen > known:
            found[mark] = (known, seen)
    return found


def _learn(tx: Connection, ahead: Mapping[Mark, tuple[int, int]]) -> None:
    """Use up, for good, everything that the witness alone knows of."""
    for mark, (_, seen) in ahead.items():
        tx.execute(insert(number).values(day=str(mark.day), number=seen))


def learn(tx: Connection, witness: Witness) -> None:
    """Use up what this machine gave from the slot that the counter has now, as a copy put back."""
    _learn(tx, _ahead(tx, log.this_counter(tx), witness))


def known_again(tx: Connection, received: ev.Received, dossier_id: int) -> None:
    """Use up the number of a receipt of ours that a restored database has heard of again."""
    day, used = _given(received)
    statement = upsert(number).values(day=day, number=used, dossier_id=dossier_id)
    tx.execute(
        statement.on_conflict_do_update(
            index_elements=[number.c.day, number.c.number],
            set_={"dossier_id": statement.excluded.dossier_id},
            where=number.c.dossier_id.is_(None),
        )
    )


def meet(tx: Connection, theirs: Sequence[ev.Received]) -> list[int]:
    """Use up what others gave out of this counter's block; return our dossiers of such numbers."""
    if not theirs:
        return []
    me = log.this_counter(tx)
    given = set(tx.execute(select(number.c.number // _BLOCK).distinct()).scalars())
    found = []
    for each in theirs:
        day, used = _given(each)
        if used // _BLOCK not in given | {me.slot} or not each.barcode.startswith(me.commune):
            continue
        place = number.c.day == day, number.c.number == used
        known = tx.execute(select(number.c.dossier_id).where(*place)).first()
        if known is None and used // _BLOCK == me.slot:
            tx.execute(insert(number).values(day=day, number=used))
        elif known is not None and known.dossier_id is not None:
            found.append(int(known.dossier_id))
    return found


def _given(received: ev.Received) -> tuple[str, int]:
    """Return the day and the counter's own number of a receipt."""
    day, digits = (
        received.received_at.astimezone(VN).date(),
        received.barcode[-1 - codes.WIDTH : -1],
    )
    return str(day), int(digits) if digits.isdecimal() else 0


def _teach(tx: Connection, me: Counter, witness: Witness) -> None:
    """Tell a new witness what the database knows."""
    for takeover in (False, True):
        block = codes.block(me.slot, takeover=takeover)
        rows = tx.execute(
            select(number.c.day, func.max(number.c.number))
            .where(number.c.number.between(block.start, block.stop - 1))
            .group_by(number.c.day)
        )
        for day, highest in rows:
            witness.record(Mark(date.fromisoformat(day), takeover), highest)


def _burn(tx: Connection, me: Counter, day: date, used: int, now: datetime) -> None:
    tx.execute(insert(number).values(day=str(day), number=used))
    # The book's line goes with it: should this be a copy that lacks one receipt, it was printed.
    next_serial(tx, "book", day.year, volume(me, day))
    log.append(tx, cev.NumberBurnt(day=str(day), number=used, reason="crash"), SYSTEM, now)


def _new_epoch(
    tx: Connection,
    me: Counter,
    witness: Witness,
    reason: str,
    *,
    since: str,
    until: str,
    now: datetime,
    by: Actor = SYSTEM,
    note: str = "",
) -> None:
    epoch = max(me.epoch, witness.epoch()) + 1
    witness.record(EPOCH, epoch)
    tx.execute(
        update(counter).values(
            epoch=epoch, seq=0, head="", takeover_since=since, takeover_until=until
        )
    )
    if reason != "crashed":  # an older or a second copy: what waits here may be out by another
        doubtful = notice.c.state.in_(("waiting", "sending"))
        tx.execute(update(notice).where(doubtful).values(state="unsure", error=COPIED))
    body = cev.EpochOpened(reason=reason, slot=me.slot, since=since, until=until, note=note)
    log.append(tx, body, by, now)
