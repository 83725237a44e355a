"""The print queue: papers outlive the program, and each is printed until it is done.

A job is written in the commit of the event whose paper it is; a paper is made from the log
as of that event, so that a reprint says exactly what the first print said.

A job goes to the printer that takes its kind of paper, or to where somebody moved it. From just
before the spooler is handed a paper until that is written down, the job is marked as `handing`:
what was neither is certainly not on paper, what was both is looked for at the spooler, and where
nobody can say a person is asked (`unsure`) rather than printed for twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, case, func, insert, select, update

from desk.domain.errors import InputError
from desk.domain.printers import kind_of
from desk.domain.sheets import SheetNumber
from desk.domain.sheets import read as read_sheet
from desk.domain.views import PrintJob
from desk.models import log
from desk.models.projection import micros
from desk.models.tables import dossier, print_job
from desk.services import outgoing, printers, result_papers, sheets
from desk.services.listing import moment
from desk.services.workplace import Workplace
from desk.wire.ids import from_key

#: Nothing more will come of these.
OVER: Final = ("done", "cancelled")
#: `handing` of a paper that the spooler has, and that is not known to be out yet.
HELD: Final = 2
#: These can be sent elsewhere: nothing of them is on paper.
MOVABLE: Final = ("waiting", "failed")
#: What is printed on a numbered sheet, which its `about` names.
NUMBERED: Final = result_papers.FORMS[1]


class UnknownJobError(InputError):
    """There is no such print job."""


class JobNotWaitingError(InputError):
    """The paper does not wait any more: it is being printed, is out or was given up."""


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
    # What was given up never came out, and does not count.
    came = (*same, print_job.c.state != "cancelled")
    earlier = tx.execute(select(func.count()).select_from(print_job).where(*came)).scalar_one()
    return insert_job(
        tx,
        now,
        form=form,
        dossier_id=dossier_id,
        event_id=event_id,
        reprint=earlier,
        about=about,
    )


def insert_job(tx: Connection, now: datetime, **values: object) -> int:
    """Put a paper into the queue as it is given; return the job's number."""
    key = tx.execute(
        insert(print_job).values(state="waiting", queued_at=micros(now), **values)
    ).inserted_primary_key
    assert key is not None  # noqa: S101 - an INSERT of one row always has one
    return int(key[0])


def jobs(work: Workplace, limit: int = 50) -> tuple[PrintJob, ...]:
    """Return the newest jobs: those that wait, then the others to be done, then the rest."""
    page = work.page()
    with work.database.read() as tx:
        ways = printers.table(tx)
        rows = tx.execute(
            select(print_job, dossier.c.uid, dossier.c.code)
            .outerjoin(dossier, dossier.c.id == print_job.c.dossier_id)
            .order_by(
                print_job.c.state.in_(OVER),
                # Many that failed must not push one that waits off the end, where nobody prints it.
                print_job.c.state != "waiting",
                print_job.c.id.desc(),
            )
            .limit(limit)
        ).all()
    return tuple(_job(row, page, ways) for row in rows)


def _job(row: Row[Any], page: str, ways: printers.Table) -> PrintJob:
    kind = kind_of(row.form, page, row.about)
    begun = row.placed if row.state not in MOVABLE else ""
    return PrintJob(
        id=row.id,
        form=row.form,
        sheet=row.about if row.form == NUMBERED else "",
        dossier=from_key(row.uid) if row.uid else "",
        dossier_code=row.code or "",
        state=row.state,
        copies=row.copies,
        attempts=row.attempts,
        queued_at=moment(row.queued_at),
        error=row.error,
        paper=row.paper or kind.value,
        printer=begun or row.printer or ways[kind].printer,
        tray="" if row.printer else ways[kind].tray,
        moved=bool(row.printer),
        sheets=row.sheets,
        spoilt=row.spoilt,
        reprint=row.reprint,
        reason=row.reason,
        held=row.state == "done" and row.handing == HELD,
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


def begin(work: Workplace, job: int, printer: str) -> str:
    """Mark a job as being printed on a printer; return the name that the spooler gets to know.

    The name is new for every attempt, holds nothing of the paper, and is asked for after a crash.

    Raises:
        UnknownJobError, JobNotWaitingError: somebody else has begun it or given it up, it is of
            letters of which none is true any more, or its numbered sheet was spoilt meanwhile.
    """
    page = work.page()
    _ask_letters(work, job)
    _ask_sheet(work, job)
    with work.database.write() as tx:
        row = tx.execute(select(print_job).where(print_job.c.id == job)).first()
        if row is None:
            raise UnknownJobError(job=job)
        if row.state != "waiting":
            raise JobNotWaitingError(job=job)
        device = log.this_counter(tx).device
        tag = f"desk-{device[:8]}-{job}-{row.attempts + 1}"
        tx.execute(
            update(print_job)
            .where(print_job.c.id == job)
            .values(
                state="printing",
                attempts=row.attempts + 1,
                paper=kind_of(row.form, page, row.about).value,
                placed=printer,
                tag=tag,
                handing=0,
                spool_id=None,
            )
        )
    return tag


def _ask_letters(work: Workplace, job: int) -> None:
    with work.database.write() as tx:
        waits = select(print_job.c.about).where(
            print_job.c.id == job,
            print_job.c.form == outgoing.LETTERS,
            print_job.c.state == "waiting",
        )
        batch = tx.execute(waits).scalar()
        if batch is not None:
            outgoing.ask_letters(tx, batch, work.now())


def _ask_sheet(work: Workplace, job: int) -> None:
    """Give up what was to be printed on a sheet that is not its paper's any more."""
    waits = select(print_job.c.dossier_id, print_job.c.about).where(
        print_job.c.id == job, print_job.c.form == NUMBERED, print_job.c.state == "waiting"
    )
    with work.database.write() as tx:
        row = tx.execute(waits).first()
        if row is not None and not sheets.holds(tx, row.dossier_id, row.about):
            _give_up(tx, job)


def sheet_gone(tx: Connection, dossier_id: int, sheet: SheetNumber) -> None:
    """Give up the papers that wait for a sheet that was spoilt; what the printer has goes on."""
    waits = select(print_job.c.id, print_job.c.about).where(
        print_job.c.dossier_id == dossier_id,
        print_job.c.form == NUMBERED,
        print_job.c.state.in_(MOVABLE),
    )
    for row in tx.execute(waits).all():
        if read_sheet(row.about).key == sheet.key:
            _give_up(tx, row.id)


def _give_up(tx: Connection, job: int) -> None:
    told = {"state": "cancelled", "error": sheets.SheetGoneError.__name__}
    tx.execute(update(print_job).where(print_job.c.id == job).values(told))


def handing(
    work: Workplace, job: int, printer: str, sheets: int, spool_id: int | None = None
) -> None:
    """Write down that so many sheets are handed over from now on, and to whom.

    `spool_id` is the spooler's number for them, if it gave one before it took anything.
    """
    _set(work, job, handing=1, placed=printer, sheets=sheets, spool_id=spool_id)


def settle(work: Workplace, job: int, error: str = "") -> None:
    """Write down that a job is printed, or why it is not.

    What a spooler gave a number to is the spooler's from now on, until it is known to be out.
    """
    state = "failed" if error else "done"
    done_at = None if error else micros(work.now())
    held = 0 if error else case((print_job.c.spool_id.is_not(None), HELD), else_=0)
    _set(work, job, state=state, error=error, done_at=done_at, handing=held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A paper that the spooler has and may not have printed yet."""

    job: int
    printer: str
    tag: str
    number: int


def handed(work: Workplace) -> tuple[Handed, ...]:
    """Return the papers that the spooler may still hold."""
    with work.database.read() as tx:
        rows = tx.execute(
            select(print_job).where(print_job.c.state == "done", print_job.c.handing == HELD)
        ).all()
    return tuple(
        Handed(job=row.id, printer=row.placed, tag=row.tag, number=row.spool_id) for row in rows
    )


def came_out(work: Workplace, job: int) -> None:
    """Write down that the spooler has printed a paper."""
    _turn(work, job, ("done",), handing=0)


def gave_up(work: Workplace, job: int) -> None:
    """Write down that the spooler ended a paper unprinted: whether some came out, a person sees."""
    _turn(work, job, ("done",), state="unsure", error="GaveUpError", handing=0)


def bring_back(work: Workplace, job: int, printer: str, *, sure: bool) -> None:
    """Send a paper elsewhere that was taken back from the spooler.

    Not `sure` that nothing of it came out, a person says so before it goes.
    """
    state = "waiting" if sure else "unsure"
    error = "" if sure else "BrokeOffError"
    _turn(work, job, ("done",), state=state, error=error, printer=printer, handing=0, done_at=None)


def report(work: Workplace, job: int, state: str, error: str = "") -> None:
    """Write down where a job stands, as the printer's side tells it."""
    if state == "printing":
        _set(work, job, state=state, attempts=print_job.c.attempts + 1)
    elif state == "done":
        settle(work, job)
    elif state == "failed":
        settle(work, job, error or "PrinterError")
    else:
        _set(work, job, state=state, error=error, handing=0)


def retry(work: Workplace, job: int) -> None:
    """Offer a job that did not come out to the printer again.

    Raises:
        UnknownJobError; SheetGoneError: its numbered sheet was spoilt.
    """
    with work.database.read() as tx:
        asked = select(print_job).where(print_job.c.id == job, print_job.c.form == NUMBERED)
        told = tx.execute(asked).first()
        if told is not None and not sheets.holds(tx, told.dossier_id, told.about):
            raise sheets.SheetGoneError
    _turn(work, job, (*MOVABLE, "cancelled"), state="waiting", error="", handing=0)


def cancel(work: Workplace, job: int) -> None:
    """Give a job up that is not on paper; it stays listed."""
    _turn(work, job, (*MOVABLE, "unsure"), state="cancelled")


def move(work: Workplace, which: Sequence[int], printer: str) -> int:
    """Send papers to another printer, "" being where their kind goes; return how many went.

    What is being printed or out stays where it is; what failed is offered again.
    """
    with work.database.write() as tx:
        moved = tx.execute(
            update(print_job)
            .where(print_job.c.id.in_(which), print_job.c.state.in_(MOVABLE))
            .values(printer=printer, state="waiting", error="")
        )
    return int(moved.rowcount)


def answer(work: Workplace, job: int, *, came: bool) -> None:
    """Write down what a person saw of a paper that nobody else could tell of.

    Raises:
        UnknownJobError, JobNotWaitingError: nobody asks about that paper any more.
    """
    now = micros(work.now())
    told: dict[str, object] = {"state": "done", "done_at": now} if came else {"state": "waiting"}
    with work.database.write() as tx:
        row = tx.execute(select(print_job.c.state).where(print_job.c.id == job)).first()
        if row is None:
            raise UnknownJobError(job=job)
        if row.state != "unsure":
            raise JobNotWaitingError(job=job)
        tx.execute(
            update(print_job).where(print_job.c.id == job).values(error="", handing=0, **told)
        )
        _let_go(tx, work, job)


#: Where a paper is that was being handed over: True: the spooler has it; False: nobody has it;
#: None: that cannot be said. Asked by printer, name and the spooler's number, if it gave one.
Asker = Callable[[str, str, int | None], bool | None]


def recover(work: Workplace, ask: Asker = lambda *_: None) -> None:
    """Settle what was being printed when the program ended.

    What nobody had been handed is offered again. What was being handed over is asked for; where
    the spooler cannot tell, a person is asked.
    """
    with work.database.read() as tx:
        rows = tx.execute(select(print_job).where(print_job.c.state == "printing")).all()
    for row in rows:
        has = ask(row.placed, row.tag, row.spool_id) if row.handing else False
        state = {True: "done", False: "waiting", None: "unsure"}[has]
        done_at = micros(work.now()) if has else None
        held = HELD if has and row.spool_id is not None else 0
        _set(work, row.id, state=state, done_at=done_at, handing=held)


def _turn(work: Workplace, job: int, states: Sequence[str], **values: object) -> None:
    """Change a job if it stands like this; one that has gone on meanwhile is left alone."""
    with work.database.write() as tx:
        found = tx.execute(select(print_job.c.state).where(print_job.c.id == job)).scalar()
        if found is None:
            raise UnknownJobError(job=job)
        if found in states:
            tx.execute(update(print_job).where(print_job.c.id == job).values(**values))
            _let_go(tx, work, job)


def _set(work: Workplace, job: int, **values: object) -> None:
    with work.database.write() as tx:
        done = tx.execute(update(print_job).where(print_job.c.id == job).values(**values))
        if done.rowcount == 0:
            raise UnknownJobError(job=job)
        _let_go(tx, work, job)


def _let_go(tx: Connection, work: Workplace, job: int) -> None:
    """Write down of the letters of a job that they are out, once it is; until then they wait."""
    out = tx.execute(
        select(print_job.c.about).where(
            print_job.c.id == job,
            print_job.c.form == outgoing.LETTERS,
            print_job.c.state == "done",
            print_job.c.handing != HELD,
        )
    ).scalar()
    if out is not None:
        outgoing.printed(tx, out, work.now())
