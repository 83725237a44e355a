"""A paper that is out comes out again only for a reason; the log says who, which, why and when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from desk.domain.counter_events import Reprinted
from desk.domain.views import Count
from desk.models import log
from desk.models.tables import event
from desk.services import checking, papers, print_counts, print_queue, reading, reprinting, staff
from desk.services.print_counts import SpoiltSheetsError
from desk.services.print_queue import UnknownJobError
from desk.services.reporting import PeriodError
from desk.services.reprinting import Again, ReprintReasonError
from desk.services.workplace import Workplace
from desk.wire import sealed
from tests.kit import Clock, receive

WHY = "Người nộp hồ sơ làm mất giấy."


def again(work: Workplace, reason: str = "") -> Again:
    with work.database.read() as tx:
        return Again(by=staff.acting(tx), reason=reason)


def came_out(work: Workplace, job: int, sheets: int = 1, printer: str = "laser") -> None:
    print_queue.begin(work, job, printer)
    print_queue.handing(work, job, printer, sheets)
    print_queue.report(work, job, "done")


def reprints(work: Workplace) -> list[Reprinted]:
    with work.database.read() as tx:
        rows = tx.execute(select(event).where(event.c.type == "Reprinted").order_by(event.c.id))
        bodies = [sealed.open_event(log.sealed_of(row)).body for row in rows]
    return [body for body in bodies if isinstance(body, Reprinted)]


def test_a_paper_that_is_out_takes_a_reason_and_the_log_has_it(
    work: Workplace, clock: Clock
) -> None:
    state = receive(work)
    came_out(work, 1)
    with pytest.raises(ReprintReasonError) as caught:
        papers.reprint(work, "receipt", state.uid, again(work, "  "))
    assert caught.value.facts == {"form": "receipt", "times": 1}
    assert len(print_queue.jobs(work)) == 1

    clock.now += timedelta(hours=1)
    second = papers.reprint(work, "receipt", state.uid, again(work, WHY))
    came_out(work, second)
    third = papers.reprint(work, "receipt", state.uid, again(work, "Cần thêm bản để lưu hồ sơ."))
    newest = {job.id: (job.reprint, job.reason) for job in print_queue.jobs(work)}
    assert newest[second] == (1, WHY)
    assert newest[third] == (2, "Cần thêm bản để lưu hồ sơ.")
    other = receive(work)  # whose story has none of it
    by = again(work).by
    told = [
        [(each.type, dict(each.facts).get("reason")) for each in view.timeline]
        for view in (reading.open_dossier(work, uid, by) for uid in (state.uid, other.uid))
    ]
    more = [("Reprinted", WHY), ("Reprinted", "Cần thêm bản để lưu hồ sơ.")]
    assert told == [[("Received", None), *more], [("Received", None)]]
    first, last = reprints(work)
    assert (first.form, first.dossier, first.number, first.reason) == (
        "receipt",
        state.uid,
        1,
        WHY,
    )
    assert first.at == clock.now
    assert (last.number, last.of) == (2, first.of)
    assert checking.verify(work).ok


def test_what_never_came_out_takes_no_reason_and_is_no_reprint(work: Workplace) -> None:
    state = receive(work)
    assert papers.reprint(work, "receipt", state.uid, again(work)) == 1  # it still waits
    print_queue.begin(work, 1, "laser")
    print_queue.report(work, 1, "failed", "PrinterError")
    assert papers.reprint(work, "receipt", state.uid, again(work)) == 1
    print_queue.cancel(work, 1)
    fresh = papers.reprint(work, "receipt", state.uid, again(work))
    (job,) = (each for each in print_queue.jobs(work) if each.id == fresh)
    assert (job.reprint, job.reason) == (0, "")
    assert reprints(work) == []


def test_what_may_be_out_takes_a_reason_too(work: Workplace) -> None:
    state = receive(work)
    print_queue.begin(work, 1, "laser")
    print_queue.handing(work, 1, "laser", 1)
    with pytest.raises(ReprintReasonError):
        papers.reprint(work, "receipt", state.uid, again(work))
    print_queue.recover(work)
    with pytest.raises(ReprintReasonError):
        papers.reprint(work, "receipt", state.uid, again(work))


def test_a_label_is_printed_as_often_as_it_is_wanted(work: Workplace) -> None:
    state = receive(work)
    for _ in range(2):
        job = papers.reprint(work, "label", state.uid, again(work))
        came_out(work, job)
    assert reprints(work) == []


def test_the_reasons_used_here_come_first(work: Workplace) -> None:
    library = reprinting.usual(work)
    assert WHY in library
    assert len(library) >= 5
    state = receive(work)
    came_out(work, 1)
    for why in ("Máy in kẹt giấy ở khay hai.", "Máy in kẹt giấy ở khay hai."):
        job = papers.reprint(work, "receipt", state.uid, again(work, why))
        came_out(work, job)
    assert reprinting.usual(work)[0] == "Máy in kẹt giấy ở khay hai."
    assert set(library) < set(reprinting.usual(work))


# -- counting ------------------------------------------------------------------------------------


def test_sheets_are_counted_by_day_form_and_printer(work: Workplace, clock: Clock) -> None:
    state = receive(work)
    day, next_day = clock.now.date(), clock.now.date() + timedelta(days=1)
    came_out(work, 1, sheets=2)
    came_out(work, papers.reprint(work, "label", state.uid), printer="stickers")
    came_out(work, papers.reprint(work, "receipt", state.uid, again(work, WHY)), sheets=2)
    receive(work)  # it waits, and is no sheet yet
    clock.now += timedelta(days=1)
    receive(work)
    came_out(work, 5)
    print_counts.spoil(work, 5, 1, "nhòe mực")
    found = print_counts.counts(work, day, next_day)
    assert found == (
        Count(day=day, form="label", printer="stickers", papers=1, sheets=1),
        Count(day=day, form="receipt", printer="laser", papers=2, sheets=4, again=1),
        Count(
            day=next_day,
            form="receipt",
            printer="laser",
            papers=1,
            sheets=1,
            spoilt=1,
        ),
    )
    assert print_counts.counts(work, day, day) == found[:2]
    with pytest.raises(PeriodError):
        print_counts.counts(work, day, date(2020, 1, 1))


def test_no_more_sheets_are_spoilt_than_came_out_and_why_is_said(work: Workplace) -> None:
    receive(work)
    came_out(work, 1, sheets=2)
    for sheets, why in ((3, "nhòe"), (-1, "nhòe"), (1, " ")):
        with pytest.raises(SpoiltSheetsError):
            print_counts.spoil(work, 1, sheets, why)
    print_counts.spoil(work, 1, 2, "nhòe")
    print_counts.spoil(work, 1, 0, "")
    assert print_queue.jobs(work)[0].spoilt == 0
    with pytest.raises(UnknownJobError):
        print_counts.spoil(work, 77, 1, "nhòe")
