"""The print queue: papers outlive the program, and each is printed until it is done.

A job is written in the commit of the event whose paper it is; a paper is made from the log
as of that event, so that a reprint says exactly what the first print said.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from desk.domain.errors import InputError
from desk.domain.views import PrintJob
from desk.models.projection import micros
from desk.models.tables import dossier, print_job
from desk.services.listing import moment
from desk.services.workplace import Workplace
from desk.wire.ids import from_key


class UnknownJobError(InputError):
    """There is no such print job."""


def queue(
    tx: Connection,
    form: str,
    dossier_id: int | None,
    event_id: int | None,
    now: datetime,
    *,
    about: str = "",
) -> int:
    """Put a paper into the queue; return the job's number.

    The same paper of the same event again is a reprint, and is marked as one; unless it has not
    come out at all, which is then offered again instead. A paper without an event says how things
    stand when it is printed; `about` names what it is of.
    """
    same = (print_job.c.event_id == event_id, print_job.c.form == form)
    failed = tx.execute(
        select(func.max(print_job.c.id)).where(
            *same, print_job.c.about == about, print_job.c.state == "failed"
        )
    ).scalar()
    if failed is not None:
        again = update(print_job).where(print_job.c.id == failed)
        tx.execute(again.values(state="waiting", error=""))
        return int(failed)
    earlier = tx.execute(select(func.count()).select_from(print_job).where(*same)).scalar_one()
    key = tx.execute(
        insert(print_job).values(
            form=form,
            dossier_id=dossier_id,
            event_id=event_id,
            reprint=earlier,
            state="waiting",
            queued_at=micros(now),
            about=about,
        )
    ).inserted_primary_key
    assert key is not None  # noqa: S101 - an INSERT of one row always has one
    return int(key[0])


def jobs(work: Workplace, limit: int = 50) -> tuple[PrintJob, ...]:
    """Return the newest jobs: those that wait, then the others to be done, then the rest."""
    with work.database.read() as tx:
        rows = tx.execute(
            select(print_job, dossier.c.uid, dossier.c.code)
            .outerjoin(dossier, dossier.c.id == print_job.c.dossier_id)
            .order_by(
                print_job.c.state.in_(("done", "cancelled")),
                # Many that failed must not push one that waits off the end, where nobody prints it.
                print_job.c.state != "waiting",
                print_job.c.id.desc(),
            )
            .limit(limit)
        ).all()
    return tuple(
        PrintJob(
            id=row.id,
            form=row.form,
            dossier=from_key(row.uid) if row.uid else "",
            dossier_code=row.code or "",
            state=row.state,
            copies=row.copies,
            attempts=row.attempts,
            queued_at=moment(row.queued_at),
            error=row.error,
        )
        for row in rows
    )


def take(work: Workplace) -> int | None:
    """Return the oldest job that waits and mark it as being printed, or None."""
    with work.database.write() as tx:
        found = tx.execute(
            select(print_job.c.id)
            .where(print_job.c.state == "waiting")
            .order_by(print_job.c.id)
            .limit(1)
        ).scalar()
        if found is not None:
            tx.execute(
                update(print_job)
                .where(print_job.c.id == found)
                .values(state="printing", attempts=print_job.c.attempts + 1)
            )
    return found


def settle(work: Workplace, job: int, error: str = "") -> None:
    """Write down that a job is printed, or why it is not."""
    state = "failed" if error else "done"
    done_at = None if error else micros(work.now())
    _set(work, job, state=state, error=error, done_at=done_at)


def report(work: Workplace, job: int, state: str, error: str = "") -> None:
    """Write down where a job stands, as the printer's side tells it."""
    if state == "printing":
        _set(work, job, state=state, attempts=print_job.c.attempts + 1)
    elif state == "done":
        settle(work, job)
    elif state == "failed":
        settle(work, job, error or "PrinterError")
    else:
        _set(work, job, state=state, error=error)


def retry(work: Workplace, job: int) -> None:
    """Offer a job to the printer again."""
    _set(work, job, state="waiting", error="")


def cancel(work: Workplace, job: int) -> None:
    """Give a job up; it stays listed."""
    _set(work, job, state="cancelled")


def recover(work: Workplace) -> None:
    """Offer again what was being printed when the program ended.

    Such a paper may come out twice, but never not at all.
    """
    with work.database.write() as tx:
        tx.execute(update(print_job).where(print_job.c.state == "printing").values(state="waiting"))


def _set(work: Workplace, job: int, **values: object) -> None:
    with work.database.write() as tx:
        done = tx.execute(update(print_job).where(print_job.c.id == job).values(**values))
        if done.rowcount == 0:
            raise UnknownJobError(job=job)
