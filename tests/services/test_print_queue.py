"""The print queue outlives the program: no paper is lost, and a second copy says so."""

from __future__ import annotations

import pytest

from desk.services import papers, print_queue
from desk.services.print_queue import UnknownJobError
from desk.services.workplace import Workplace
from tests.kit import Clock, Counter, receive


def states(work: Workplace) -> dict[int, str]:
    return {job.id: job.state for job in print_queue.jobs(work)}


def test_jobs_are_taken_oldest_first_and_each_once(work: Workplace) -> None:
    for _ in range(3):
        receive(work)
    taken = [print_queue.take(work) for _ in range(4)]
    assert taken == [1, 2, 3, None]
    assert set(states(work).values()) == {"printing"}
    assert {job.attempts for job in print_queue.jobs(work)} == {1}


def test_a_job_that_failed_says_why_and_is_offered_again(work: Workplace, clock: Clock) -> None:
    state = receive(work)
    job = print_queue.take(work)
    assert job is not None
    print_queue.settle(work, job, "PaperOutError")
    (failed,) = print_queue.jobs(work)
    assert (failed.state, failed.error, failed.form) == ("failed", "PaperOutError", "receipt")
    assert (failed.dossier, failed.dossier_code) == (state.uid, state.code)
    assert failed.queued_at == clock.now
    assert print_queue.take(work) is None
    print_queue.retry(work, job)
    assert print_queue.take(work) == job
    print_queue.settle(work, job)
    (done,) = print_queue.jobs(work)
    assert (done.state, done.error, done.attempts) == ("done", "", 2)


def test_a_paper_that_never_came_out_is_no_reprint_when_it_is_asked_for_again(
    work: Workplace,
) -> None:
    state = receive(work)
    first = print_queue.take(work)
    assert first is not None
    print_queue.settle(work, first, "NoPrinterError")
    assert papers.reprint(work, "receipt", state.uid) == first
    assert print_queue.take(work) == first
    print_queue.settle(work, first)
    again = papers.reprint(work, "receipt", state.uid)
    assert again != first
    with work.database.read() as tx:
        rows = tx.exec_driver_sql("SELECT id, reprint FROM print_job ORDER BY id").all()
    assert [tuple(row) for row in rows] == [(first, 0), (again, 1)]


def test_what_was_being_printed_when_the_power_went_is_offered_again(counter: Counter) -> None:
    with counter.open() as work:
        receive(work)
        receive(work)
        first = print_queue.take(work)
        assert first is not None
        print_queue.settle(work, first)
        assert print_queue.take(work) == 2
    with counter.open() as work:
        assert states(work) == {1: "done", 2: "printing"}
        print_queue.recover(work)
        assert states(work) == {1: "done", 2: "waiting"}
        assert print_queue.take(work) == 2


def test_a_cancelled_job_stays_listed_below_what_is_to_be_done(work: Workplace) -> None:
    for _ in range(4):
        receive(work)
    print_queue.cancel(work, 3)
    print_queue.settle(work, 1)
    assert [job.id for job in print_queue.jobs(work)] == [4, 2, 3, 1]
    assert [job.id for job in print_queue.jobs(work, 2)] == [4, 2]
    assert [print_queue.take(work) for _ in range(3)] == [2, 4, None]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (("printing",), ("printing", "", 1)),
        (("done",), ("done", "", 0)),
        (("failed", "PaperOutError"), ("failed", "PaperOutError", 0)),
        (("failed",), ("failed", "PrinterError", 0)),
        (("cancelled",), ("cancelled", "", 0)),
    ],
)
def test_what_the_printers_side_tells_is_written_down(
    work: Workplace, told: tuple[str, ...], kept: tuple[str, str, int]
) -> None:
    receive(work)
    print_queue.report(work, 1, *told)
    (job,) = print_queue.jobs(work)
    assert (job.state, job.error, job.attempts) == kept


def test_an_unknown_job(work: Workplace) -> None:
    for act in (print_queue.settle, print_queue.retry, print_queue.cancel):
        with pytest.raises(UnknownJobError) as caught:
            act(work, 77)
        assert caught.value.facts == {"job": 77}
