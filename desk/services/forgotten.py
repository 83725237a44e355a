"""What a target has forgotten since it confirmed it: told again, with the files that belong to it.

A target that was put back to an older copy lacks the last of our events. What it lacks of files it
is asked about, since files come behind the events that name them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, and_, bindparam, select

from desk.models import log
from desk.models.tables import event
from desk.services import files, outbox
from desk.services.workplace import Workplace

_AFTER: Final = (
    select(event.c.id)
    .where(
        event.c.device_id == log.OWN_DEVICE,
        event.c.epoch == bindparam("epoch"),
        event.c.seq > bindparam("last"),
    )
    .limit(1)
)


def rewind(work: Workplace, name: str, epoch: int, expected_seq: int) -> None:
    """Offer again everything of an epoch from `expected_seq` on, whatever became of it."""
    with work.database.write() as tx:
        _offer_after(tx, name, {epoch: expected_seq - 1})


def recall(work: Workplace, name: str, held: Mapping[int, int]) -> bool:
    """Offer again what a target lacks of what it once confirmed; tell whether there is any.

    `held` is the last sequence number that it has of each epoch. While something waits nothing is
    done: the target cannot have all yet.
    """
    with work.database.read() as tx:
        if outbox.is_waiting(tx, name):
            return False
        epochs = range(1, log.this_counter(tx).epoch + 1)
        last = {epoch: held.get(epoch, 0) for epoch in epochs}
        lost = {epoch: seq for epoch, seq in last.items() if _is_longer(tx, epoch, seq)}
    if not lost:  # as after nearly every exchange: no lock, nothing written
        return False
    with work.database.write() as tx:
        _offer_after(tx, name, lost)
    return True


def _is_longer(tx: Connection, epoch: int, last: int) -> bool:
    return tx.execute(_AFTER, {"epoch": epoch, "last": last}).first() is not None


def _offer_after(tx: Connection, name: str, last: Mapping[int, int]) -> None:
    own = event.c.device_id == log.OWN_DEVICE
    for epoch, seq in last.items():
        outbox.offer(tx, name, and_(own, event.c.epoch == epoch, event.c.seq > seq))
    files.offer_all(tx, name)
