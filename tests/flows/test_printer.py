"""From a received dossier to the paper in the printer's tray, over a real spooler."""

from __future__ import annotations

import struct
import subprocess
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from threading import Event

import pypdf
import pypdfium2
import pytest
import shiboken6
import zxingcpp
from PIL import Image, ImageChops
from PySide6.QtWidgets import QApplication

from desk import settings
from desk.app import counter
from desk.app.seat import pictures
from desk.domain.records import Dossier
from desk.domain.views import PrintJob
from desk.printing import barcode, raster
from desk.services import print_queue
from desk.ui.printers import places
from desk.ui.printers.places import Standing
from desk.ui.printers.ports import Picture
from desk.ui.tasks import Lane
from tests.flows.clerk import Window, loop_until, window
from tests.flows.program import Program
from tests.flows.spooler import DOTS, LASER, PrintRoom, eventually, missing, print_room
from tests.kit import receive
from tests.printing.reading import poppler, pypdf_text
from tests.processes import child, tell, wait_for

DPI = {LASER: 600, DOTS: 300}
INCH_POINTS = 72
FINE = ("done", "")


@pytest.fixture
def room(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[PrintRoom]:
    """Give this process a spooler and a printer nobody else has."""
    assert qapp is not None  # pages are drawn by a program that has a Qt
    if lacks := missing():
        pytest.skip(f"no print spooler of our own: {lacks} not installed")
    with print_room() as made:
        monkeypatch.setenv("CUPS_SERVER", made.spooler.listen)
        monkeypatch.setenv("HOME", str(tmp_path))  # lpoptions of whoever runs this
        yield made


@pytest.fixture
def open_(desk: Program, room: PrintRoom) -> Iterator[Window]:
    """Open the window at a counter whose printer is the laser."""
    assert room.waiting() == 0
    with window(desk.folder, LASER) as opened:
        yield opened


# -- what came out -------------------------------------------------------------------------------


def sheets(document: bytes) -> list[tuple[float, float, int]]:
    """Each page's width and height in points, and how it is turned."""
    pages = pypdf.PdfReader(BytesIO(document)).pages
    return [(float(p.mediabox.width), float(p.mediabox.height), p.rotation) for p in pages]


def embedded(document: bytes) -> list[Image.Image]:
    """The dots that a document carries, one picture a page, as they were handed in."""
    pdf = pypdfium2.PdfDocument(document)
    found = []
    for page in pdf:
        (picture,) = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        found.append(picture.get_bitmap().to_pil().copy())
    pdf.close()
    assert {each.mode for each in found} == {"L"}
    return found


def drawn(pdf: bytes, dpi: int) -> list[Image.Image]:
    """The dots that the program's own press draws for a printer."""
    numbers = range(raster.count(pdf))
    pages = [raster.page(pdf, number, dpi=dpi, upright=True) for number in numbers]
    return [Image.frombytes("L", (p.width, p.height), p.data, "raw", "L", p.stride) for p in pages]


def on_paper(queue: str, document: bytes, folder: Path) -> list[Image.Image]:
    """What the printer puts on each sheet, dot by dot."""
    if queue == DOTS:
        return list(dotted(document))
    source = folder / "arrived.pdf"
    source.write_bytes(document)
    # Not pdftoppm, which stretches each picture by one dot and blurs what it stretches.
    command = [poppler("pdftocairo"), "-png", "-gray", "-r", str(DPI[LASER]), str(source)]
    subprocess.run([*command, str(folder / "page")], check=True)  # noqa: S603 - fixed words
    images = []
    for path in sorted(folder.glob("page*.png")):
        with Image.open(path) as image:
            images.append(image.convert("L"))
    return images


def same_dots(one: Image.Image, other: Image.Image) -> bool:
    """Tell whether two pictures of a sheet have the same dots, but for a dot or two at its edge."""
    box = (0, 0, min(one.width, other.width), min(one.height, other.height))
    return ImageChops.difference(one.crop(box), other.crop(box)).getbbox() is None


def dotted(document: bytes) -> Iterator[Image.Image]:
    """Unpack PWG raster (PWG 5102.4, 4.3): black as one bit a dot, or grey as a byte."""
    assert document.startswith(b"RaS2")
    data = memoryview(document)
    at = 4
    while at < len(data):
        head = struct.unpack_from(">449I", data, at)
        wide, high, bits, stride = head[93], head[94], head[97], head[98]
        assert (head[69], head[70]) == (DPI[DOTS], DPI[DOTS])
        mode, packed = {(1, 3): ("1", "1;I"), (8, 18): ("L", "L")}[bits, head[100]]
        at += 449 * 4
        rows: list[bytes] = []
        while len(rows) < high:
            again, at = data[at] + 1, at + 1
            row = bytearray()
            while len(row) < stride:
                said, at = data[at], at + 1
                length = 257 - said if said > 128 else 1
                row += bytes(data[at : at + length]) * (1 if said > 128 else said + 1)
                at += length
            rows += [bytes(row)] * again
        image = Image.frombytes(mode, (wide, high), b"".join(rows), "raw", packed, stride)
        yield image.convert("L")


@cache  # the rows through a bar are alike
def runs(row: bytes) -> list[int]:
    return [len(list(run)) for _, run in groupby(each < 128 for each in row)]


def strokes(image: Image.Image, code: zxingcpp.Barcode, dots: int) -> list[list[int]]:
    """The widths of dark and light through a code, row by row, without the white around it."""
    corner, end, margin = code.position.top_left, code.position.bottom_right, 3 * dots
    return [
        runs(image.crop((corner.x - margin, y, end.x + margin, y + 1)).tobytes())[1:-1]
        for y in range(corner.y + dots, end.y - dots)
    ]


def read_exactly(image: Image.Image, dossier: Dossier, dpi: int, copies: int = 1) -> None:
    """Read every code on a sheet and measure it: bars and squares are whole dots, each one."""
    module = dpi // 100
    found = zxingcpp.read_barcodes(image)
    told = sorted(each.text for each in found)
    assert told == sorted([dossier.barcode, dossier.code] * copies)
    bars = barcode.bars(dossier.barcode)
    ends = [start + width for start, width in bars]
    gaps = [start - end for (start, _), end in zip(bars[1:], ends[:-1], strict=True)]
    widths = [width * module for _, width in bars]
    row = [
        each
        for pair in zip(widths, [*(gap * module for gap in gaps), 0], strict=True)
        for each in pair
    ]
    for code in found:
        rows = strokes(image, code, module)
        assert len(rows) > 5 * dpi / 25.4
        if code.text == dossier.barcode:
            assert {tuple(each) for each in rows} == {tuple(row[:-1])}
        else:
            assert [each for each in rows if any(width % (2 * module) for width in each)] == []


def result(job: PrintJob) -> tuple[str, str]:
    return job.state, job.error


# -- the day as it should be ---------------------------------------------------------------------


@pytest.mark.parametrize("queue", [LASER, DOTS])
@pytest.mark.parametrize(
    ("page", "size", "turned", "copies"),
    [("A5", (420, 595), False, 1), ("A4x2", (595, 842), True, 2)],
)
def test_a_receipt_comes_out(
    desk: Program,
    room: PrintRoom,
    tmp_path: Path,
    *,
    queue: str,
    page: str,
    size: tuple[int, int],
    turned: bool,
    copies: int,
) -> None:
    settings.save(desk.folder, settings.Settings(page=page))
    with window(desk.folder, queue) as open_:
        dossier, job = open_.receive()
        jobs = open_.print()
        pdf = open_.pdf(job)

    assert {key: (*result(each), each.attempts) for key, each in jobs.items()} == {job: (*FINE, 1)}
    (document,) = room.arrived()
    (image,) = on_paper(queue, document, tmp_path)
    if queue == LASER:
        ((wide, high, rotation),) = sheets(document)
        assert (wide, high) == pytest.approx(size, abs=1)
        assert rotation == 0  # a page that lies is turned before the spooler sees it
        assert [each.tobytes() for each in embedded(document)] == [
            each.tobytes() for each in drawn(pdf, DPI[queue])
        ]
        assert same_dots(image, embedded(document)[0])
    assert image.size == pytest.approx([side / INCH_POINTS * DPI[queue] for side in size], abs=8)
    if turned:
        image = image.transpose(Image.Transpose.ROTATE_90)
    read_exactly(image, dossier, DPI[queue], copies)


def test_both_copies_are_one_print_of_two_pages(desk: Program, room: PrintRoom) -> None:
    settings.save(desk.folder, settings.Settings(page="A5x2"))
    with window(desk.folder, "") as open_:  # the machine's usual printer is the laser
        _, job = open_.receive()
        open_.print()
        pdf = open_.pdf(job)
    (document,) = room.arrived()
    assert [(wide, high) for wide, high, _ in sheets(document)] == [(420, 595)] * 2
    both = [each.tobytes() for each in embedded(document)]
    assert both == [each.tobytes() for each in drawn(pdf, DPI[LASER])]


def test_each_paper_comes_out_once_and_in_order(open_: Window, room: PrintRoom) -> None:
    made = [open_.receive() for _ in range(3)]
    for _ in range(5):
        open_.spool.wake()
    jobs = open_.print()
    assert {result(job) for job in jobs.values()} == {FINE}
    assert len(jobs) == 3
    read = [codes(document) for document in room.arrived()]
    assert read == [{each.code, each.barcode} for each, _ in made]
    open_.print()
    assert room.arrived() == []


def codes(document: bytes) -> set[str]:
    """What the codes at the top of the one page say."""
    (image,) = embedded(document)
    top = image.crop((0, 0, image.width, image.height // 4))
    return {each.text for each in zxingcpp.read_barcodes(top)}


def test_a_reprint_says_so(open_: Window, room: PrintRoom) -> None:
    dossier, job = open_.receive()
    open_.print()
    again = open_.reprint(dossier.uid)
    open_.print()
    first, second = room.arrived()
    plain, marked = open_.pdf(job), open_.pdf(again)
    assert "BẢN IN LẠI lần 1" in pypdf_text(marked)
    assert "BẢN IN LẠI" not in pypdf_text(plain)
    for document, pdf in ((first, plain), (second, marked)):
        (arrived,), (expected,) = embedded(document), drawn(pdf, DPI[LASER])
        assert arrived.tobytes() == expected.tobytes()
    assert first != second


def test_the_machines_printers_are_offered(open_: Window, room: PrintRoom) -> None:
    found: list[list[tuple[str, str]]] = []
    open_.tasks.run(places.printers, found.append, lane=Lane.PAPER)
    loop_until(lambda: bool(found))
    assert found == [[(LASER, LASER), (DOTS, DOTS)]]
    room.spooler.stop()
    open_.tasks.run(places.printers, found.append, lane=Lane.PAPER)
    loop_until(lambda: len(found) > 1)
    assert found[1] == []


def test_a_printer_is_ready_while_it_is_there_and_takes_papers(
    open_: Window, room: PrintRoom
) -> None:
    def stands(key: str) -> Standing:
        found: list[Standing] = []
        open_.tasks.run(lambda: places.standing(key), found.append, lane=Lane.PAPER)
        loop_until(lambda: bool(found))
        return found[0]

    assert stands(LASER) == Standing("printer", LASER)
    assert stands("sold last year") == Standing("none", "sold last year")
    room.spooler.ask("cupsdisable", LASER)
    assert stands(LASER) == Standing("stopped", LASER)
    room.spooler.ask("cupsenable", LASER)
    assert stands(LASER) == Standing("printer", LASER)
    room.spooler.stop()
    assert stands(LASER) == Standing("none", LASER)


# -- printers as they are ------------------------------------------------------------------------


def test_a_printer_that_is_unplugged_prints_once_it_is_back(open_: Window, room: PrintRoom) -> None:
    room.unplug()
    dossier, job = open_.receive()
    jobs = open_.print()
    assert result(jobs[job]) == FINE  # the spooler has it, and keeps it
    assert room.waiting() == 1
    room.plug()
    (document,) = room.arrived()
    assert codes(document) == {dossier.code, dossier.barcode}
    open_.print()
    assert room.arrived() == []


Break = Callable[[PrintRoom], object]


@pytest.mark.parametrize(
    ("error", "fail", "mend"),
    [
        pytest.param(
            "NoPrinterError",
            lambda room: room.spooler.stop(),
            lambda room: room.spooler.start(),
            id="no spooler runs",
        ),
        pytest.param(
            "PrinterStoppedError",
            lambda room: room.spooler.ask("cupsdisable", LASER),
            lambda room: room.spooler.ask("cupsenable", LASER),
            id="the printer is stopped",
        ),
        pytest.param(
            "SpoolerError",
            lambda room: room.spooler.ask("cupsreject", LASER),
            lambda room: room.spooler.ask("cupsaccept", LASER),
            id="the printer takes nothing",
        ),
    ],
)
def test_a_print_that_fails_is_seen_and_comes_out_once(
    open_: Window, room: PrintRoom, error: str, fail: Break, mend: Break
) -> None:
    fail(room)
    dossier, job = open_.receive()
    for _ in range(2):  # looking again is no second attempt
        jobs = open_.print()
        assert result(jobs[job]) == ("failed", error)
    assert result(open_.retry(job)) == ("failed", error)

    mend(room)
    assert room.arrived() == []
    done = open_.retry(job)
    assert (*result(done), done.attempts) == (*FINE, 3)
    (document,) = room.arrived()
    assert codes(document) == {dossier.code, dossier.barcode}


def test_a_spooler_that_dies_while_a_page_is_drawn(desk: Program, room: PrintRoom) -> None:
    def draw(pdf: bytes, dpi: int) -> Iterable[Picture]:
        room.spooler.stop()
        return pictures(pdf, dpi)

    with window(desk.folder, LASER, draw) as open_:
        _, job = open_.receive()
        jobs = open_.print()
        assert result(jobs[job]) == ("failed", "SpoolerSilentError")
    room.spooler.start()
    with window(desk.folder, LASER) as open_:
        assert result(open_.jobs()[job]) == ("failed", "SpoolerSilentError")
        assert result(open_.retry(job)) == FINE
    assert len(room.arrived()) == 1


def test_papers_that_failed_do_not_hide_one_that_waits(desk: Program) -> None:
    with counter.opened(desk.folder) as work:
        for _ in range(3):
            receive(work)
        waits, *rest = sorted(job.id for job in print_queue.jobs(work))
        for job in rest:
            print_queue.report(work, job, "failed", "PrinterError")
        assert [job.id for job in print_queue.jobs(work, 2)] == [waits, rest[-1]]


# -- windows as they are -------------------------------------------------------------------------


@pytest.mark.parametrize("last", ["ready", "drawing"])
def test_a_program_that_is_killed_prints_when_it_is_started_again(
    desk: Program, room: PrintRoom, last: str
) -> None:
    """Killed between the receipt's commit and its print, or while the page is drawn."""
    with child("tests.flows.clerk", desk.folder, LASER) as clerk:
        wait_for(clerk, "ready")
        if last == "drawing":
            tell(clerk)
            wait_for(clerk, "drawing")
    assert room.arrived() == []
    with window(desk.folder, LASER) as open_:
        (job,) = open_.jobs().values()
        assert (job.state, job.attempts) == ("waiting", 1 if last == "drawing" else 0)
        (printed,) = open_.print().values()
        assert result(printed) == FINE
        (document,) = room.arrived()
        assert job.dossier_code in codes(document)


def test_a_paper_is_seen_through_when_somebody_signs_out(desk: Program, room: PrintRoom) -> None:
    """The pages go, and their spool with them, while the printer's lane is at work."""
    begun, gone = Event(), Event()

    def draw(pdf: bytes, dpi: int) -> Iterable[Picture]:
        begun.set()
        assert gone.wait(20)
        return pictures(pdf, dpi)

    with window(desk.folder, LASER, draw) as open_:
        dossier, job = open_.receive()
        open_.spool.wake()
        loop_until(begun.is_set)
        shiboken6.delete(open_.spool)
        gone.set()
        eventually(lambda: result(open_.jobs()[job]) == FINE, "it is printed")
    with window(desk.folder, LASER) as open_:
        open_.print()
    (document,) = room.arrived()
    assert codes(document) == {dossier.code, dossier.barcode}
