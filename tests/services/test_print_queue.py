"""The print queue outlives the program: no paper is lost, and a second copy says so."""

from __future__ import annotations

import pytest

from desk.domain.printers import BadSetupError, Kind, Route, Setup, Way
from desk.services import papers, print_queue, printers
from desk.services.print_queue import JobNotWaitingError, UnknownJobError
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


def test_a_paper_goes_where_its_kind_goes_unless_somebody_moved_it(work: Workplace) -> None:
    state = receive(work)
    label = papers.reprint(work, "label", state.uid)

    def goes() -> dict[str, tuple[str, str, str, bool]]:
        return {
            job.form: (job.paper, job.printer, job.tray, job.moved)
            for job in print_queue.jobs(work)
        }

    assert goes() == {"receipt": ("a5", "", "", False), "label": ("label", "", "", False)}
    printers.choose(work, Route(kind=Kind.LABEL, printer="stickers", tray="Tray2"))
    printers.choose(work, Route(kind=Kind.A4, printer="laser"))
    assert goes()["label"] == ("label", "stickers", "Tray2", False)
    assert goes()["receipt"] == ("a5", "", "", False)
    work.page = lambda: "A4x2"
    assert goes()["receipt"] == ("a4", "laser", "", False)
    assert print_queue.move(work, [label], "other") == 1
    assert goes()["label"] == ("label", "other", "", True)
    assert print_queue.move(work, [label], "") == 1
    assert goes()["label"] == ("label", "stickers", "Tray2", False)
    printers.choose(work, Route(kind=Kind.LABEL))
    assert goes()["label"] == ("label", "", "", False)


def test_what_is_on_paper_or_under_way_is_not_moved(work: Workplace) -> None:
    for _ in range(4):
        receive(work)
    print_queue.begin(work, 1, "laser")
    print_queue.begin(work, 2, "laser")
    print_queue.report(work, 2, "done")
    print_queue.begin(work, 3, "laser")
    print_queue.report(work, 3, "failed", "PrinterAwayError")
    assert print_queue.move(work, [1, 2, 3, 4], "other") == 2
    assert states(work) == {1: "printing", 2: "done", 3: "waiting", 4: "waiting"}
    went = {job.id: job.printer for job in print_queue.jobs(work)}
    assert went == {1: "laser", 2: "laser", 3: "other", 4: "other"}


def test_a_job_is_begun_once_and_has_another_name_every_time(work: Workplace) -> None:
    receive(work)
    first = print_queue.begin(work, 1, "laser")
    with pytest.raises(JobNotWaitingError):
        print_queue.begin(work, 1, "laser")
    print_queue.report(work, 1, "failed", "PrinterError")
    print_queue.retry(work, 1)
    second = print_queue.begin(work, 1, "laser")
    assert first != second
    assert print_queue.jobs(work)[0].dossier_code not in second
    with pytest.raises(UnknownJobError):
        print_queue.begin(work, 77, "laser")


def test_what_is_out_is_neither_offered_again_nor_given_up(work: Workplace) -> None:
    receive(work)
    print_queue.begin(work, 1, "laser")
    for act in (print_queue.retry, print_queue.cancel):
        act(work, 1)
        assert states(work) == {1: "printing"}
    print_queue.handing(work, 1, "laser", 2, 41)
    print_queue.report(work, 1, "done")
    for act in (print_queue.retry, print_queue.cancel):
        act(work, 1)
    (job,) = print_queue.jobs(work)
    assert (job.state, job.printer, job.sheets) == ("done", "laser", 2)


@pytest.mark.parametrize(("has", "state"), [(True, "done"), (False, "waiting"), (None, "unsure")])
def test_what_was_being_handed_over_is_asked_for(
    counter: Counter, has: bool | None, state: str
) -> None:
    with counter.open() as work:
        receive(work)
        receive(work)
        tag = print_queue.begin(work, 1, "laser")
        print_queue.handing(work, 1, "laser", 1, 41)
        print_queue.begin(work, 2, "laser")
    asked: list[tuple[str, str, int | None]] = []

    def ask(*told: str | int | None) -> bool | None:
        asked.append(told)  # type: ignore[arg-type]  # one after another, as they are named
        return has

    with counter.open() as work:
        print_queue.recover(work, ask)
        assert asked == [("laser", tag, 41)]
        assert states(work) == {1: state, 2: "waiting"}
        print_queue.recover(work, ask)
        assert len(asked) == 1


def test_a_person_says_what_became_of_a_paper(work: Workplace) -> None:
    for _ in range(2):
        receive(work)
    for job in (1, 2):
        with pytest.raises(JobNotWaitingError):
            print_queue.answer(work, job, came=True)
        print_queue.begin(work, job, "laser")
        print_queue.handing(work, job, "laser", 1)
    print_queue.recover(work)
    assert states(work) == {1: "unsure", 2: "unsure"}
    print_queue.answer(work, 1, came=True)
    print_queue.answer(work, 2, came=False)
    assert states(work) == {1: "done", 2: "waiting"}
    with pytest.raises(UnknownJobError):
        print_queue.answer(work, 77, came=True)


def test_what_a_printer_needs_is_kept_for_each_kind_of_paper(work: Workplace) -> None:
    assert printers.setup(work, "laser", Kind.A5) == Setup(printer="laser", kind=Kind.A5)
    till = printers.setup(work, "socket://127.0.0.1:9100", Kind.SLIP)
    assert till.way is Way.ESCPOS
    told = Setup(printer="laser", kind=Kind.A5, dx=1500, dy=-700, on_a4=True)
    printers.keep(work, Setup(printer="laser", kind=Kind.A5, dx=1))
    printers.keep(work, told)
    assert printers.setup(work, "laser", Kind.A5) == told
    assert printers.setup(work, "laser", Kind.A4) == Setup(printer="laser", kind=Kind.A4)
    with pytest.raises(BadSetupError):
        printers.keep(work, Setup(printer="laser", kind=Kind.A5, dx=30_000))


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
