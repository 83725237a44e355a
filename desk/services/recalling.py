"""Taking a step back: the event that undoes another, which itself stays in the log for ever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select, update

from desk.domain import events as ev
from desk.domain import rights
from desk.domain.errors import RuleError
from desk.domain.records import Actor, Dossier
from desk.models import log
from desk.models.tables import event, print_job
from desk.services import reasons
from desk.services.finding import find
from desk.services.steps import ArgumentMissingError
from desk.services.workplace import Workplace
from desk.wire.ids import to_key

#: For so long whoever took a step may take it back by himself.
SOON: Final = timedelta(minutes=10)
#: What began a dossier, or struck it out, is never taken back: a number hangs on it.
_LASTING: Final = ev.BEGINS | ev.Voided


class NothingToRecallError(RuleError):
    """The dossier has no step that could be taken back."""


class NotLastStepError(RuleError):
    """Something has happened since: only the newest step can be taken back."""


class NotOurStepError(RuleError):
    """Another counter took the step; it takes it back there."""


class RecallTooLateError(RuleError):
    """Its time has passed, or another took it: a leader takes it back, with a reason."""


def last_step(story: Sequence[tuple[ev.Event, bool]]) -> ev.Event | None:
    """Return the newest event that moved a dossier and counts; None where none can go back."""
    for made, gone in reversed(story):
        if gone or made.body is None or isinstance(made.body, ev.REMARKS):
            continue
        return None if isinstance(made.body, _LASTING) else made
    return None


def own(made: ev.Event, by: Actor, now: datetime) -> bool:
    """Whether somebody took a step himself and not long ago."""
    return made.actor.uid == by.uid and now - made.at <= SOON


def open_to(made: ev.Event | None, by: Actor, device: str, now: datetime) -> bool:
    """Whether this user could take a step back here and now."""
    allowed = rights.RIGHTS.get(by.role, frozenset())
    if made is None or made.device != device or "recall" not in allowed:
        return False
    return own(made, by, now) or "recall-any" in allowed


def recall(work: Workplace, uid: str, event_uid: str, by: Actor, reason: str = "") -> Dossier:
    """Take a dossier's newest step back and return the dossier as it stood before.

    `event_uid` is the step that its reader saw last; empty: whichever is the newest. Papers of
    the step that wait for the printer are cancelled. Numbers that it used stay used.

    Raises:
        NotAllowedError, NothingToRecallError, NotLastStepError, NotOurStepError,
        RecallTooLateError, ArgumentMissingError.
    """
    with work.database.write() as tx:
        return recall_in(work, tx, uid, by, event_uid=event_uid, reason=reason)


def recall_in(
    work: Workplace,
    tx: Connection,
    uid: str,
    by: Actor,
    *,
    event_uid: str = "",
    reason: str = "",
) -> Dossier:
    """Do what `recall` does within a transaction that does more."""
    rights.require(by, "recall")
    now = work.now()
    stored = find(tx, uid)
    code = stored.state.code
    made = last_step(log.events_of(tx, stored.id))
    if made is None:
        raise NothingToRecallError(code=code)
    if event_uid and made.uid != event_uid:
        raise NotLastStepError(code=code)
    if made.device != log.this_counter(tx).device:
        raise NotOurStepError(code=code, holder=stored.state.holder_name)
    mine = own(made, by, now)
    if not mine and "recall-any" not in rights.RIGHTS.get(by.role, frozenset()):
        raise RecallTooLateError(code=code, minutes=SOON.seconds // 60)
    if not mine and not reason.strip():
        raise ArgumentMissingError(argument="reason")
    _cancel_papers(tx, made.uid)
    body = ev.Resolved(text=reason.strip(), drop=(made.uid,), recalls=made.type)
    written = log.append(tx, body, by, now, stored=stored)
    reasons.used(tx, "recall", reason, now)
    assert written.dossier is not None  # noqa: S101 - what began it still counts
    return written.dossier


def _cancel_papers(tx: Connection, event_uid: str) -> None:
    made = select(event.c.id).where(event.c.uid == to_key(event_uid)).scalar_subquery()
    waits = (
        print_job.c.event_id == made,
        print_job.c.state.in_(("waiting", "failed")),
        print_job.c.form != "batch",  # it speaks of others too, and leaves this one out
    )
    tx.execute(update(print_job).where(*waits).values(state="cancelled"))
