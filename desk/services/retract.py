"""Taking back a receipt just given: the form was wrong, and nobody has acted on it yet."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import select, update

from desk.domain import events as ev
from desk.domain import rights
from desk.domain.errors import RuleError
from desk.domain.records import Actor
from desk.models import log
from desk.models.tables import print_job
from desk.services import tickets
from desk.services.finding import find
from desk.services.workplace import Workplace

WINDOW: Final = timedelta(seconds=60)
REASON: Final = "Lấy lại ngay sau khi tiếp nhận"


class TooLateToTakeBackError(RuleError):
    """The receipt is not one's own, is too old, or something has happened to the dossier since."""


def take_back(work: Workplace, code: str, by: Actor) -> bool:
    """Void one's own receipt of a moment ago; tell whether its paper may be out already.

    The number is burnt, as with every void. A paper that still waits is not printed, and the
    waiting room's ticket is its citizen's again.

    Raises:
        NotAllowedError, UnknownCodeError, TooLateToTakeBackError: nothing was written.
    """
    rights.require(by, "receive")
    with work.database.write() as tx:
        now = work.now()
        stored = find(tx, code)
        me = log.this_counter(tx)
        story = [made for made, _ in log.events_of(tx, stored.id)]
        first = story[0]
        own = isinstance(first.body, ev.Received) and first.actor.uid == by.uid
        untouched = len(story) == 1 and stored.state.holder == me.device
        if not (own and untouched and timedelta(0) <= now - first.at <= WINDOW):
            raise TooLateToTakeBackError(
                code=stored.state.code, seconds=int(WINDOW.total_seconds())
            )
        log.append(tx, ev.Voided(reason=REASON), by, now, stored=stored)
        tickets.unlink(tx, stored)
        jobs = print_job.c.dossier_id == stored.id
        waiting = jobs & (print_job.c.state == "waiting")
        tx.execute(update(print_job).where(waiting).values(state="cancelled"))
        out = jobs & print_job.c.state.in_(("printing", "done"))
        return tx.execute(select(print_job.c.id).where(out).limit(1)).first() is not None
