"""A paper that is out already comes out again only for a reason, and the log says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, select, text, update

from desk.domain import counter_events as cev
from desk.domain.errors import RuleError
from desk.domain.events import Event
from desk.domain.person import clean_line
from desk.domain.printers import COUNTED
from desk.domain.records import Actor
from desk.models import log
from desk.models.tables import event, print_job
from desk.services import reasons
from desk.services.workplace import Workplace
from desk.wire import sealed

KIND = "reprint"  # of the reasons, in the library and as used here
#: Reprints are events of the counter, which an index of these finds.
OF_NONE: Final = and_(event.c.dossier_id.is_(None), event.c.type == text("'Reprinted'"))
_OF_DOSSIER: Final = text(
    "SELECT head, salt, body, hash FROM event WHERE dossier_id IS NULL AND type = 'Reprinted' "
    "AND json_extract(CAST(body AS TEXT), '$.dossier') = :uid"
)


class ReprintReasonError(RuleError):
    """The paper has come out before: why again is to be said; facts: form, times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Who wants a paper once more, and why."""

    by: Actor
    reason: str = ""


def require(tx: Connection, form: str, event_id: int, again: Again | None) -> None:
    """See that a reason is given where the paper may be out already.

    Raises:
        ReprintReasonError.
    """
    if form not in COUNTED or again is None or clean_line(again.reason, field="reason"):
        return
    out = tx.execute(select(print_job.c.id).where(*_out(form, event_id))).all()
    if out:
        raise ReprintReasonError(form=form, times=len(out))


def note(tx: Connection, work: Workplace, job: int, made: Event, again: Again | None) -> None:
    """Write into the log that a paper is printed once more: by whom, which, why, how often now."""
    row = tx.execute(select(print_job).where(print_job.c.id == job)).one()
    if row.form not in COUNTED or again is None or not row.reprint:
        return
    now = work.now()
    said = clean_line(again.reason, field="reason")
    tx.execute(
        update(print_job).where(print_job.c.id == job).values(reason=said, asked_by=again.by.login)
    )
    reasons.used(tx, KIND, said, now)
    body = cev.Reprinted(
        form=row.form,
        of=made.uid,
        dossier=made.dossier or "",
        number=row.reprint,
        reason=said,
        at=now,
    )
    log.append(tx, body, again.by, now)


def of_dossier(tx: Connection, uid: str) -> list[Event]:
    """Return the events that say that papers of a dossier were printed once more."""
    rows = tx.execute(_OF_DOSSIER, {"uid": uid}).all()
    return [sealed.open_event(log.sealed_of(row)) for row in rows]


def _out(form: str, event_id: int) -> tuple[ColumnElement[bool], ...]:
    """Select the jobs of a paper that are on paper, or may be."""
    return (
        print_job.c.event_id == event_id,
        print_job.c.form == form,
        print_job.c.state.in_(("printing", "done", "unsure")),
    )


def usual(work: Workplace) -> tuple[str, ...]:
    """Return the reasons that are offered, those used here most first."""
    return reasons.usual(work, KIND)
