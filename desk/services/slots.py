"""Another slot for a counter that has joined nobody yet: the one it was set up with is taken.

What it has given out stays as it is printed. At the city those receipts are of a slot that is not
its own, and count once a person has looked at them, as in every such case.
"""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from desk.domain import codes, rights
from desk.domain import counter_events as cev
from desk.domain.errors import RuleError
from desk.domain.records import Actor
from desk.models import log, numbers
from desk.models.tables import counter, target
from desk.services.workplace import Workplace


class SlotKeptError(RuleError):
    """The counter has joined a system with its slot, and keeps it; facts: slot, target."""


def require_free(work: Workplace, by: Actor, slot: int) -> None:
    """Refuse what `change` would refuse, before anybody is asked for that slot.

    Raises:
        NotAllowedError, SlotError, SlotKeptError.
    """
    with work.database.read() as tx:
        _check(tx, by, slot)


def change(work: Workplace, by: Actor, slot: int) -> None:
    """Give numbers from another slot from now on; its log says so.

    Raises:
        NotAllowedError, SlotError, SlotKeptError: nothing was written.
    """
    now = work.now()
    with work.database.write() as tx:
        if not _check(tx, by, slot):
            return
        me = log.this_counter(tx)
        tx.execute(update(counter).values(slot=slot))
        numbers.learn(tx, work.witness)  # an older copy may be taking that slot a second time
        opened = cev.DeviceOpened(slot=slot, commune=me.commune, name=me.name)
        log.append(tx, opened, by, now)


def _check(tx: Connection, by: Actor, slot: int) -> bool:
    """Tell whether `slot` is another one than this counter's."""
    rights.require(by, "connect")
    codes.check_slot(slot)
    me = log.this_counter(tx)
    if slot == me.slot:
        return False
    joined = tx.execute(select(target.c.name).where(target.c.kind == "")).scalar()
    if joined is not None:
        raise SlotKeptError(slot=me.slot, target=joined)
    return True
