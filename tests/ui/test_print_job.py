"""Papers on their way: dot for dot on the printer, whole into a folder, each exactly once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desk.domain.papers import PressStoppedError
from desk.domain.printers import FOLDER
from desk.domain.views import PrintJob
from desk.printing import raster
from desk.services.print_queue import JobNotWaitingError
from desk.ui import print_job
from desk.ui.print_job import PrintSpool, lane_of
from desk.ui.printers import drawing
from desk.ui.printers.places import PrintFolderError
from desk.ui.printers.ports import PrintPorts
from desk.ui.tasks import Lane, Tasks
from tests.ui.world import World

DPI = 600
A5 = (round(148 / 25.4 * DPI), round(210 / 25.4 * DPI))


@dataclass(frozen=True)
class Dots:
    """A page of bars, one dot wide, in grey of eight bits."""

    width: int
    height: int
    stride: int
    data: bytes


def bars(width: int, height: int) -> Dots:
    stride = (width + 3) // 4 * 4
    row = bytes(0 if 200 <= x < 800 and x % 2 else 255 for x in range(width)).ljust(stride, b"\xff")
    return Dots(width, height, stride, row * height)


def pdf_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(DPI)
    return printer


def test_bars_keep_their_dots(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp is not None
    printer = pdf_printer(tmp_path / "a5.pdf")
    page = bars(*A5)
    drawing.print_pages(printer, [page, page], DPI)
    pdf = (tmp_path / "a5.pdf").read_bytes()
    assert raster.count(pdf) == 2
    drawn = raster.page(pdf, dpi=DPI)
    middle = drawn.data[drawn.stride * 2000 : drawn.stride * 2000 + drawn.width]
    start = middle.index(0)
    assert abs(start - 201) <= 1
    assert [middle[start + n] for n in range(0, 598, 2)] == [0] * 299
    assert [middle[start + n] for n in range(1, 597, 2)] == [255] * 298


@pytest.mark.parametrize(
    ("width", "height", "sheet", "way"),
    [
        (419.5, 595.3, QPageSize.PageSizeId.A5, QPageLayout.Orientation.Portrait),
        (595.3, 841.9, QPageSize.PageSizeId.A4, QPageLayout.Orientation.Portrait),
        (841.9, 595.3, QPageSize.PageSizeId.A4, QPageLayout.Orientation.Landscape),
    ],
)
def test_the_sheet_is_named(
    width: float, height: float, sheet: QPageSize.PageSizeId, way: QPageLayout.Orientation
) -> None:
    size, orientation = drawing.sheet_of(width, height)
    assert (size.id(), orientation) == (sheet, way)


def test_a_label_has_a_sheet_of_its_own() -> None:
    size, _ = drawing.sheet_of(200, 140)
    assert size.id() == QPageSize.PageSizeId.Custom


def test_the_printers_own_resolution_is_used_up_to_600(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "supportedResolutions", lambda _: [203, 300, 1200])
    assert drawing.resolution(QPrinterInfo()) == 300
    monkeypatch.setattr(QPrinterInfo, "supportedResolutions", lambda _: [])
    assert drawing.resolution(QPrinterInfo()) == 600


def ports(world: World, pdf: bytes = b"%PDF-1.7 whole") -> PrintPorts:
    return replace(world.window_ports().printing, pdf=lambda _: pdf)


def states(world: World, job: int) -> list[object]:
    return [fact[2] for fact in world.done if fact[0] == "report" and fact[1] == job]


def test_jobs_are_written_into_a_folder_in_turn(world: World, tasks: Tasks, tmp_path: Path) -> None:
    first = world.print_form("d0003", "receipt")
    second = world.print_form("d0005", "supplement")
    spool = PrintSpool(tasks, ports(world), f"{FOLDER}{tmp_path / 'pdf'}")
    spool.wake()
    names = sorted(path.name for path in (tmp_path / "pdf").iterdir())
    assert names == [
        f"{first:06d}-receipt-H26.033.15-261119-1003.pdf",
        f"{second:06d}-supplement-H26.033.15-261119-1005.pdf",
    ]
    assert (tmp_path / "pdf" / names[0]).read_bytes() == b"%PDF-1.7 whole"
    assert states(world, first) == states(world, second) == ["printing", "done"]


def test_a_job_is_printed_once_however_often_the_spool_wakes(
    world: World, tasks: Tasks, tmp_path: Path
) -> None:
    job = world.print_form("d0003", "receipt")
    spool = PrintSpool(tasks, ports(world), f"{FOLDER}{tmp_path}")
    for _ in range(3):
        spool.wake()
    assert states(world, job) == ["printing", "done"]


def test_what_fails_is_told_with_its_reason_and_the_next_goes_on(
    world: World, tasks: Tasks, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    job = world.print_form("d0003", "receipt")
    spool = PrintSpool(tasks, ports(world), f"{FOLDER}{blocked}")
    moved: list[tuple[PrintJob, ...]] = []
    spool.moved.connect(moved.append)
    spool.wake()
    assert states(world, job) == ["printing", "failed"]
    assert moved[-1][0].error == "PrintFolderError"
    spool.printer = f"{FOLDER}{tmp_path / 'good'}"  # whoever chooses a place sends what waits
    assert states(world, job)[2:] == ["waiting", "printing", "done"]


def test_without_a_printer_the_reason_is_that(
    world: World, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "printerInfo", lambda _: QPrinterInfo())
    job = world.print_form("d0003", "receipt")
    PrintSpool(tasks, ports(world), "Máy đã tháo").wake()
    assert world.printed[job - 1].error == "NoPrinterError"


def test_what_found_no_place_comes_out_once_when_there_is_one(
    world: World, tasks: Tasks, tmp_path: Path
) -> None:
    place = tmp_path / "gone"
    place.write_text("a file where the folder was")
    job = world.print_form("d0003", "receipt")
    spool = PrintSpool(tasks, ports(world), f"{FOLDER}{place}")
    spool.wake()
    again = spool._retry  # noqa: SLF001 - three seconds are long
    assert again.isActive()
    again.timeout.emit()
    assert states(world, job) == ["printing", "failed"]  # it is looked for a place, no more
    place.unlink()
    again.timeout.emit()
    again.timeout.emit()
    assert states(world, job) == ["printing", "failed", "waiting", "printing", "done"]
    assert len(list(place.iterdir())) == 1


def test_a_heap_of_old_papers_does_not_come_out_by_itself(
    world: World, tasks: Tasks, tmp_path: Path
) -> None:
    place = tmp_path / "gone"
    place.write_text("a file where the folder was")
    for _ in range(print_job.MOST_AGAIN + 1):
        world.print_form("d0003", "receipt")
    spool = PrintSpool(tasks, ports(world), f"{FOLDER}{place}")
    spool.wake()
    place.unlink()
    spool.printer = spool.printer
    assert not place.exists()


class Apart(Tasks):
    """Lanes of their own: what a printer's lane does waits until the test lets it."""

    def __init__(self) -> None:
        super().__init__(at_once=True)
        self.held: dict[str, list[Callable[[], None]]] = {}

    @override
    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        lane: Lane | str = Lane.DATA,
        owner: QObject | None = None,
    ) -> Any:
        def now() -> None:
            super(Apart, self).run(work, done, failed, owner=owner)

        if lane.startswith(Lane.PAPER):
            self.held.setdefault(lane, []).append(now)
        else:
            now()

    def let(self, lane: str) -> None:
        while self.held.get(lane):
            self.held[lane].pop(0)()


def test_no_printer_waits_for_another(world: World, tmp_path: Path, qtbot: QtBot) -> None:
    assert qtbot is not None
    tasks = Apart()
    keys = [f"{FOLDER}{tmp_path / name}" for name in ("slow", "quick")]
    first, second, third = (world.print_form("d0003", "receipt") for _ in range(3))
    world.move([first, third], keys[0])
    world.move([second], keys[1])
    spool = PrintSpool(tasks, ports(world))
    spool.wake()
    tasks.let(lane_of(keys[1]))
    assert [job.state for job in world.printed] == ["printing", "done", "waiting"]
    fourth = world.print_form("d0005", "receipt")
    world.move([fourth], keys[1])
    spool.wake()
    tasks.let(lane_of(keys[1]))
    assert world.printed[fourth - 1].state == "done"  # two papers are out past the slow one
    assert world.printed[third - 1].state == "waiting"  # and its own next has not been begun
    tasks.let(lane_of(keys[0]))
    assert {job.state for job in world.printed} == {"done"}
    assert len(list((tmp_path / "slow").iterdir())) == 2
    assert len(list((tmp_path / "quick").iterdir())) == 2


def test_a_paper_is_handed_over_only_after_that_is_written_down(
    world: World, tasks: Tasks, tmp_path: Path
) -> None:
    job = world.print_form("d0003", "receipt")
    place = tmp_path / "pdf"

    def handing(*told: object) -> None:
        assert told == (job, f"{FOLDER}{place}", 0, None)
        assert not place.exists()
        raise PrintFolderError(folder="the disk is full")

    spool = PrintSpool(tasks, replace(ports(world), handing=handing), f"{FOLDER}{place}")
    spool.wake()
    assert (world.printed[0].state, world.printed[0].error) == ("failed", "PrintFolderError")
    assert not place.exists()


def test_a_paper_that_somebody_else_has_begun_is_left_alone(
    world: World, tasks: Tasks, tmp_path: Path
) -> None:
    job = world.print_form("d0003", "receipt")

    def begin(_: int, __: str) -> str:
        world.report(job, "printing", "")
        raise JobNotWaitingError(job=job)

    spool = PrintSpool(tasks, replace(ports(world), begin=begin), f"{FOLDER}{tmp_path / 'pdf'}")
    spool.wake()
    assert states(world, job) == ["printing"]
    assert not (tmp_path / "pdf").exists()


def long(world: World) -> int:
    """Queue a book, as the page of books does."""
    job = world.print_form("d0003", "receipt")
    world.printed = [replace(each, form="book") for each in world.printed]
    return job


def test_a_long_paper_tells_how_far_it_has_come_where_nobody_waits_behind_it(
    world: World, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    job, other = long(world), world.print_form("d0005", "supplement")
    drawing, go_on = Event(), Event()
    tasks = Tasks(qapp)

    def draw(_: int, tell: Callable[[int, int], bool]) -> bytes:
        assert tell(1, 2)
        drawing.set()
        assert go_on.wait(10)
        return b"%PDF-1.7 book"

    found = replace(ports(world), draw=draw)
    spool = PrintSpool(tasks, found, f"{FOLDER}{tmp_path / 'pdf'}")
    told: list[tuple[int, int, int]] = []
    spool.drawn.connect(lambda *each: told.append(each))
    spool.wake()
    qtbot.waitUntil(drawing.is_set)
    answers: list[int] = []
    tasks.run(lambda: 7, answers.append)  # what uses the database goes on meanwhile
    qtbot.waitUntil(lambda: answers == [7])
    go_on.set()
    qtbot.waitUntil(lambda: len(list((tmp_path / "pdf").glob("*.pdf"))) == len([job, other]))
    assert told == [(job, 1, 2), (job, 0, 0)]
    qtbot.waitUntil(lambda: states(world, job) == ["printing", "done"])
    tasks.close()


def test_the_program_does_not_wait_for_a_long_paper(
    world: World, qapp: QApplication, tmp_path: Path
) -> None:
    job, went_on = long(world), []
    tasks = Tasks(qapp, at_once=True)

    def draw(_: int, tell: Callable[[int, int], bool]) -> bytes:
        qapp.aboutToQuit.emit()
        went_on.append(tell(1, 2))
        raise PressStoppedError

    spool = PrintSpool(tasks, replace(ports(world), draw=draw), f"{FOLDER}{tmp_path / 'pdf'}")
    spool.wake()
    assert went_on == [False]
    assert states(world, job) == ["printing"]  # so that it is offered again next time


def test_a_long_paper_that_is_stopped_is_given_up(
    world: World, tasks: Tasks, tmp_path: Path
) -> None:
    job = long(world)
    spool = PrintSpool(tasks, ports(world), f"{FOLDER}{tmp_path / 'pdf'}")

    def draw(_: int, tell: Callable[[int, int], bool]) -> bytes:
        assert tell(1, 2)
        spool.stop(job)
        if not tell(2, 2):
            raise PressStoppedError
        raise AssertionError

    spool._ports = replace(ports(world), draw=draw)  # noqa: SLF001 - it stops the spool itself
    said: list[tuple[str, bool]] = []
    told: list[tuple[int, int, int]] = []
    spool.told.connect(lambda *each: said.append(each))
    spool.drawn.connect(lambda *each: told.append(each))
    spool.tell(job)
    assert states(world, job) == ["printing", "cancelled"]
    assert told == [(job, 1, 2), (job, 2, 2), (job, 0, 0)]
    assert [words.endswith("đã dừng, không in") for words, _ in said] == [True]
    assert not (tmp_path / "pdf").exists()
