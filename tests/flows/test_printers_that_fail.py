"""Printers as offices have them: driverless, away, full, deleted, with the wrong paper, moved.

Over a real spooler and an IPP Everywhere printer: each paper comes out once, or waits and says why.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PySide6.QtWidgets import QApplication

from desk.app import spool
from desk.domain.errors import DeskError
from desk.domain.printers import FOLDER, Kind, Route, Setup
from tests import disks
from tests.flows.clerk import Window, asked, window
from tests.flows.everywhere import A5_LIES_IN_IT, QUEUE, Office, lacking, office
from tests.flows.program import Program
from tests.flows.spooler import eventually
from tests.flows.test_printer import FINE, embedded, result
from tests.processes import child, tell, wait_for

A5, A4 = (420, 595), (595, 842)


def ready(patch: pytest.MonkeyPatch, made: Office, home: Path) -> Office:
    patch.setenv("CUPS_SERVER", made.spooler.listen)
    patch.setenv("HOME", str(home))  # lpoptions of whoever runs this
    return made


@pytest.fixture(autouse=True)
def _whole(qapp: QApplication) -> None:
    assert qapp is not None  # pages are drawn by a program that has a Qt
    if lacks := lacking():
        pytest.skip(f"no driverless printer of our own: {lacks} not installed")


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Office]:
    """Give this process a spooler with a driverless printer."""
    with office() as made:
        yield ready(monkeypatch, made, tmp_path)


@pytest.fixture
def open_(desk: Program, room: Office) -> Iterator[Window]:
    """Open the window at a counter whose usual printer is the driverless one."""
    assert not room.jobs()
    with window(desk.folder, QUEUE) as opened:
        yield opened


def size(document: bytes) -> tuple[float, float]:
    (page,) = pypdf.PdfReader(BytesIO(document)).pages
    return float(page.mediabox.width), float(page.mediabox.height)


def codes(document: bytes) -> set[str]:
    (image,) = embedded(document)
    return {each.text for each in zxingcpp.read_barcodes(image)}


def follow(open_: Window) -> int:
    return asked(open_.tasks, open_.papers.follow)


# -- the day as it should be ---------------------------------------------------------------------


def test_a_receipt_comes_out_of_a_printer_without_a_driver(open_: Window, room: Office) -> None:
    dossier, job = open_.receive()
    done = open_.print()[job]
    (document,) = room.arrived()
    assert size(document) == pytest.approx(A5, abs=1)
    assert codes(document) == {dossier.code, dossier.barcode}
    assert (*result(done), done.printer, done.sheets) == (*FINE, QUEUE, 1)
    assert follow(open_) == 1
    assert not open_.jobs()[job].held
    assert follow(open_) == 0


def test_what_the_machine_has_stands_in_the_right_place(open_: Window, room: Office) -> None:
    """The clerk measured: everything is drawn 2 mm further right and 1 mm further up."""
    open_.receive()
    open_.print()
    (plain,) = room.arrived()
    told = Setup(printer=QUEUE, kind=Kind.A5, dx=2_000, dy=-1_000)
    asked(open_.tasks, lambda: open_.papers.keep_setup(told))
    open_.receive()  # another dossier, under the same heading
    open_.print()
    (shifted,) = room.arrived()
    before, after = (_corner(each) for each in (plain, shifted))
    dpi = 600
    assert after[0] - before[0] == pytest.approx(2 / 25.4 * dpi, abs=1)
    assert after[1] - before[1] == pytest.approx(-1 / 25.4 * dpi, abs=1)


def _corner(document: bytes) -> tuple[int, int]:
    """Where the ink begins on the sheet, in dots from its left and top."""
    pdf = pypdfium2.PdfDocument(document)
    image = pdf[0].render(scale=600 / 72, grayscale=True).to_pil()
    pdf.close()
    left, top, _, _ = image.point(lambda grey: 255 * (grey < 128)).getbbox()
    return left, top


def test_each_kind_of_paper_goes_its_own_way(open_: Window, room: Office, tmp_path: Path) -> None:
    stickers = f"{FOLDER}{tmp_path / 'stickers'}"
    route = Route(kind=Kind.LABEL, printer=stickers)
    asked(open_.tasks, lambda: open_.papers.route(route))
    dossier, receipt = open_.receive()
    label = asked(open_.tasks, lambda: open_.opened.ports.dossier.print_form(dossier.uid, "label"))
    jobs = open_.print()
    assert (jobs[receipt].printer, jobs[label].printer) == (QUEUE, stickers)
    assert len(room.arrived()) == 1
    assert len(list((tmp_path / "stickers").glob("*.pdf"))) == 1


# -- printers as they are ------------------------------------------------------------------------


def test_a_sheet_that_the_printer_has_not_is_told_before_anything_is_printed(
    desk: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with office(small=False) as made, window(desk.folder, QUEUE) as open_:
        room = ready(monkeypatch, made, tmp_path)
        dossier, job = open_.receive()
        assert result(open_.print()[job]) == ("failed", "PaperSizeError")
        assert room.spooler.ask("lpstat", "-W", "all", "-o") == ""
        told = Setup(printer=QUEUE, kind=Kind.A5, on_a4=True)
        asked(open_.tasks, lambda: open_.papers.keep_setup(told))
        assert result(open_.retry(job)) == FINE
        (document,) = room.arrived()
        assert size(document) == pytest.approx(A4, abs=1)
        assert codes(document) == {dossier.code, dossier.barcode}


def test_a_sheet_that_does_not_lie_in_the_printer_is_asked_about_and_never_scaled(
    desk: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The tray holds A5; a list is A4. The driver would shrink it, or the printer wait for ever."""
    with office(ready=A5_LIES_IN_IT) as made, window(desk.folder, QUEUE) as open_:
        room = ready(monkeypatch, made, tmp_path)
        heard: list[tuple[int, DeskError]] = []
        open_.spool.sized.connect(lambda job, error: heard.append((job.id, error)))
        _, receipt = open_.receive()
        assert result(open_.print()[receipt]) == FINE  # A5 is there
        assert size(room.arrived()[0]) == pytest.approx(A5, abs=1)
        job = asked(open_.tasks, lambda: open_.papers.test_page(Kind.A4, QUEUE))
        assert result(open_.print()[job]) == ("failed", "PaperLoadedError")
        assert room.jobs() == []
        ((asks, error),) = heard
        assert asks == job
        assert error.facts == {"printer": QUEUE, "size": "A4", "loaded": "A5"}
        assert result(open_.retry(job)) == ("failed", "PaperLoadedError")  # nobody put A4 in
        open_.spool.again(job, sure=True)  # a person looked: the printer is mistaken
        assert result(open_.print()[job]) == FINE
        assert size(room.arrived()[0]) == pytest.approx(A4, abs=1)


def test_a_printer_that_vanishes_while_it_prints_prints_once_when_it_is_back(
    open_: Window, room: Office
) -> None:
    assert room.printer is not None
    room.printer.send_signal(signal.SIGSTOP)  # it is spoken to and does not answer
    dossier, job = open_.receive()
    done = open_.print()[job]
    assert (*result(done), done.held) == (*FINE, True)  # the spooler has it, and keeps it
    room.die()
    assert follow(open_) == 0
    assert open_.jobs()[job].held
    room.plug()
    (document,) = room.arrived()
    assert codes(document) == {dossier.code, dossier.barcode}
    assert follow(open_) == 1
    assert not open_.jobs()[job].held


def test_what_waits_for_a_printer_that_is_away_comes_out_of_another(
    open_: Window, room: Office, tmp_path: Path
) -> None:
    room.spooler.ask("cupsdisable", QUEUE)
    stopped = open_.receive()[1]
    assert result(open_.print()[stopped]) == ("failed", "PrinterStoppedError")
    room.spooler.ask("cupsenable", QUEUE)
    room.spooler.ask("lpadmin", "-p", QUEUE, "-o", "printer-error-policy=retry-current-job")
    room.unplug()
    held = [open_.receive()[1] for _ in range(2)]
    jobs = open_.print()
    assert [jobs[job].held for job in held] == [True, True]
    other = f"{FOLDER}{tmp_path / 'other'}"
    asked(open_.tasks, lambda: open_.papers.move([stopped, *held], other))
    jobs = open_.jobs()
    for job in held:  # the spooler had begun the first of them: a person looks before it goes
        if jobs[job].state == "unsure":
            asked(open_.tasks, partial(open_.papers.answer, job, False))
    jobs = open_.print()
    assert {result(jobs[job]) for job in (stopped, *held)} == {FINE}
    assert len(list((tmp_path / "other").iterdir())) == 3
    room.plug()
    assert room.arrived() == []  # none of them a second time


def test_a_printer_that_was_deleted_or_renamed(open_: Window, room: Office) -> None:
    room.spooler.ask("lpadmin", "-x", QUEUE)
    dossier, job = open_.receive()
    assert result(open_.print()[job]) == ("failed", "NoPrinterError")
    uri = f"ipp://localhost:{room.port}/ipp/print"
    room.spooler.ask("lpadmin", "-p", "renamed", "-E", "-v", uri, "-m", "everywhere")
    assert asked(open_.tasks, lambda: open_.papers.move([job], "renamed")) == 1
    done = open_.print()[job]
    assert (*result(done), done.printer) == (*FINE, "renamed")
    (document,) = room.arrived()
    assert codes(document) == {dossier.code, dossier.barcode}


def test_a_queue_that_is_deleted_with_papers_in_it(open_: Window, room: Office) -> None:
    room.unplug()
    _, job = open_.receive()
    assert open_.print()[job].held
    room.spooler.ask("lpadmin", "-x", QUEUE)
    assert follow(open_) == 1
    after = open_.jobs()[job]
    assert result(after) == ("unsure", "GaveUpError")


def test_a_paper_that_somebody_deletes_at_the_spooler_is_asked_about(
    open_: Window, room: Office
) -> None:
    room.unplug()
    _, job = open_.receive()
    assert open_.print()[job].held
    (line,) = room.jobs()
    room.spooler.ask("cancel", line.split()[0])
    eventually(lambda: not room.jobs(), "it is deleted")
    assert follow(open_) == 1
    assert result(open_.jobs()[job]) == ("unsure", "GaveUpError")


def test_a_spooler_that_keeps_no_more_papers(
    desk: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with office("MaxJobs 1\n") as made, window(desk.folder, QUEUE) as open_:
        room = ready(monkeypatch, made, tmp_path)
        room.unplug()
        first, second = (open_.receive()[1] for _ in range(2))
        jobs = open_.print()
        assert result(jobs[first]) == FINE
        assert result(jobs[second]) == ("failed", "SpoolerFullError")
        room.plug()
        assert len(room.arrived()) == 1
        assert result(open_.retry(second)) == FINE
        assert len(room.arrived()) == 1


def test_a_spooler_whose_disk_is_full(
    desk: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with office() as made, window(desk.folder, QUEUE) as open_:
        room = ready(monkeypatch, made, tmp_path)
        room.spooler.stop()
        whole = room.spooler.home / "spool"
        whole.rename(room.spooler.home / "before")
        with disks.disk(whole, kilobytes=8192):
            (whole / "tmp").mkdir()
            room.spooler.start()
            ballast = disks.fill(whole)
            dossier, job = open_.receive()
            error = result(open_.print()[job])
            assert error[0] == "failed"
            assert error[1] in ("SpoolerFullError", "SpoolerError")
            assert room.jobs() == []  # nothing half is left that could come out
            ballast.unlink()
            assert result(open_.retry(job)) == FINE
            (document,) = room.arrived()
            assert codes(document) == {dossier.code, dossier.barcode}
            room.spooler.stop()


# -- killed --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "state"),
    [("drawing", "waiting"), ("announced", "waiting"), ("handed", "done")],
)
def test_a_program_that_is_killed_prints_each_paper_once(
    desk: Program, room: Office, until: str, state: str
) -> None:
    """Killed while it draws, when the spooler has given a number, and when it has everything."""
    with child("tests.flows.clerk", desk.folder, QUEUE, until) as clerk:
        wait_for(clerk, "ready")
        tell(clerk)
        wait_for(clerk, until)
    with window(desk.folder, QUEUE) as open_:
        (job,) = open_.jobs().values()
        assert (job.state, job.attempts) == (state, 1)
        (printed,) = open_.print().values()
        assert result(printed) == FINE
        (document,) = room.arrived()
        assert job.dossier_code in codes(document)
        follow(open_)
        open_.print()
        assert room.arrived() == []


def test_a_paper_in_a_folder_is_looked_for_after_a_crash(desk: Program, tmp_path: Path) -> None:
    place = tmp_path / "pdf"
    for until, attempts in (("announced", 2), ("handed", 1)):
        with child("tests.flows.clerk", desk.folder, f"{FOLDER}{place}", until) as clerk:
            wait_for(clerk, "ready")
            tell(clerk)
            wait_for(clerk, until)
        before = len(list(place.glob("*.pdf"))) if place.exists() else 0
        assert before == (0 if until == "announced" else 2)
        with window(desk.folder, f"{FOLDER}{place}") as open_:
            newest = max(open_.jobs())
            printed = open_.print()[newest]
            assert (*result(printed), printed.attempts) == (*FINE, attempts)


def test_a_spooler_that_has_forgotten_is_not_believed(desk: Program, room: Office) -> None:
    """Killed with everything handed over; then the spooler loses its memory: a person is asked."""
    with child("tests.flows.clerk", desk.folder, QUEUE, "handed") as clerk:
        wait_for(clerk, "ready")
        tell(clerk)
        wait_for(clerk, "handed")
    assert len(room.arrived()) == 1
    room.spooler.ask("cancel", "-a", "-x")
    with window(desk.folder, QUEUE) as open_:
        (job,) = open_.jobs().values()
        assert job.state == "unsure"
        open_.print()
        assert room.arrived() == []  # nothing is printed while nobody has said anything
        asked(open_.tasks, partial(open_.papers.answer, job.id, True))
        assert open_.jobs()[job.id].state == "done"
        assert spool.whereabouts(QUEUE, "desk-0-1-1", 4711) is None
