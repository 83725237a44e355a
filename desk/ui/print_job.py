"""Papers to the printer, one after another: dots at the printer's own resolution, or a PDF file.

The queue itself is kept by the services and outlives the program; here a job is taken, its pages
are laid on paper dot by dot so that bars keep their widths, and what became of it is told back.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import shiboken6
from PySide6.QtCore import (
    QElapsedTimer,
    QMarginsF,
    QObject,
    QRect,
    QSizeF,
    QStandardPaths,
    QTimer,
    Signal,
)
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desk.domain.errors import DeskError, StorageError
from desk.domain.views import PrintJob
from desk.ui import words
from desk.ui.language import translate
from desk.ui.ports import Picture, PrintPorts
from desk.ui.tasks import Lane, Runner

FOLDER: Final = "folder:"
LOOK_MS: Final = 60_000  # how often is looked whether a printer is there
RETRY_MS: Final = 1_000  # how often, while a paper has nowhere to go, is looked for a place
#: So many papers come out by themselves once there is a place; more is a person's decision.
MOST_AGAIN: Final = 10
_WANTED_DPI: Final = 600
_POINTS: Final = 72
_SHEETS: Final = (QPageSize.PageSizeId.A5, QPageSize.PageSizeId.A4)
_NEAR_POINTS: Final = 12  # how far a page may be from a sheet's size and still be it
_CUPS: Final = "libcups.so.2"  # the library that Qt itself prints with on Linux
_IPP_REFUSED: Final = 0x0400  # from here on a status says no (RFC 8011, B.1)


class NoPrinterError(DeskError):
    """No printer is installed or chosen on this machine."""


class PrinterError(DeskError):
    """The printer did not take the paper; facts: printer."""


class PrintFolderError(StorageError):
    """The folder for PDF files cannot be written; facts: folder."""


def printers() -> list[tuple[str, str]]:
    """Return key and name of every printer of this machine, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    names = sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))
    return [(name, name) for name in names]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where papers go now: `printer`, `folder`, or `none` that is there.

    `stopped` is a printer whose papers the spooler would only keep; "" is before a look.
    """

    kind: str = ""
    name: str = ""  # the printer's, or the folder's path


def standing(key: str) -> Standing:
    """Look where papers go by the key that was chosen.

    By names alone: to ask a printer itself may take seconds over a network.
    """
    if key.startswith(FOLDER):
        return Standing("folder", key.removeprefix(FOLDER))
    name = key or QPrinterInfo.defaultPrinterName()
    if name not in QPrinterInfo.availablePrinterNames():
        return Standing("none")
    if sys.platform.startswith("linux") and _stopped(QPrinterInfo.printerInfo(name)):
        return Standing("stopped", name)
    return Standing("printer", name)


def is_there(key: str) -> bool:
    """Tell whether a paper would find its place now; a folder that was put away is made again."""
    found = standing(key)
    if found.kind != "folder":
        return found.kind == "printer"
    try:
        Path(found.name).mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return True


def usual_folder() -> str:
    """Return the key of the folder that PDF files go into unless another is chosen."""
    where = QStandardPaths.StandardLocation.DocumentsLocation
    documents = QStandardPaths.writableLocation(where) or str(Path.home())
    return f"{FOLDER}{Path(documents) / 'Giay to PDF'}"


def resolution(info: QPrinterInfo) -> int:
    """Return the dots per inch to draw at: the printer's own, up to 600."""
    # QPrinter's own list is no help: on CUPS it names 72 alone.
    offered = [dpi for dpi in info.supportedResolutions() if dpi <= _WANTED_DPI]
    return max(offered, default=_WANTED_DPI)


def sheet_of(width: float, height: float) -> tuple[QPageSize, QPageLayout.Orientation]:
    """Return the sheet that a page of so many points lies on: A5 or A4 by name, else as it is."""
    lying = width > height
    upright = QSizeF(min(width, height), max(width, height))
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    for sheet in _SHEETS:
        size = QPageSize(sheet).size(QPageSize.Unit.Point)
        near = abs(size.width() - upright.width()) + abs(size.height() - upright.height())
        if near <= _NEAR_POINTS:
            return QPageSize(sheet), way
    return QPageSize(upright, QPageSize.Unit.Point), way


def image_of(picture: Picture) -> QImage:
    """Return a page of dots as an image that owns its bytes."""
    image = QImage(
        picture.data,
        picture.width,
        picture.height,
        picture.stride,
        QImage.Format.Format_Grayscale8,
    )
    return image.copy()


def lay_out(printer: QPrinter, picture: Picture, dpi: int) -> None:
    """Set the printer's sheet to the page's own, edge to edge."""
    size, way = sheet_of(picture.width * _POINTS / dpi, picture.height * _POINTS / dpi)
    layout = QPageLayout(size, way, QMarginsF(), QPageLayout.Unit.Point)
    # Else no margins would be less than the printer's own, and Qt drops sheet and all in silence.
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    printer.setFullPage(True)


def print_pages(printer: QPrinter, pages: Sequence[Picture], dpi: int) -> None:
    """Draw each page dot for dot.

    Raises:
        PrinterError: the printer did not begin, failed on the way or would not take it.
    """
    lay_out(printer, pages[0], dpi)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterError(printer=printer.printerName())
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    done = True
    for at, picture in enumerate(pages):
        if at:
            lay_out(printer, picture, dpi)
            done = printer.newPage() and done
        painter.drawImage(QRect(0, 0, picture.width, picture.height), image_of(picture))
    ended = painter.end()
    failed = printer.printerState() == QPrinter.PrinterState.Error
    handed = printer.outputFormat() == QPrinter.OutputFormat.NativeFormat
    if failed or not (done and ended) or (handed and _refused()):
        raise PrinterError(printer=printer.printerName())


def _refused() -> bool:
    """Return whether CUPS turned down what this thread has just handed it.

    Qt does not look at the answer; the library remembers it for each thread.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        status = int(ctypes.CDLL(_CUPS).cupsLastError())
    except (OSError, AttributeError):
        return False
    return status < 0 or status >= _IPP_REFUSED


def _stopped(info: QPrinterInfo) -> bool:
    """Return whether the spooler would only keep what it is handed until somebody resumes it."""
    # CUPS alone: on Windows Qt takes every state it does not know, such as low toner, for an error.
    on_cups = sys.platform.startswith("linux")
    return on_cups and info.state() == QPrinter.PrinterState.Error


def to_printer(name: str, pdf: bytes, job: PrintJob, ports: PrintPorts) -> str:
    """Print a paper on the printer `name`, or on the machine's usual one; return its name.

    Raises:
        NoPrinterError, PrinterError.
    """
    info = QPrinterInfo.printerInfo(name) if name else QPrinterInfo.defaultPrinter()
    if info.isNull():
        raise NoPrinterError
    if _stopped(info):
        raise PrinterError(printer=info.printerName())
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    dpi = resolution(info)
    printer.setResolution(dpi)
    printer.setCopyCount(max(job.copies, 1))
    printer.setDocName(f"{job.form} {job.dossier_code}".strip())
    pages = _pages(ports.pictures(pdf, dpi))
    print_pages(printer, pages, dpi)
    return info.printerName()


def _pages(pictures: Iterable[Picture]) -> list[Picture]:
    pages = list(pictures)
    if not pages:
        raise PrinterError(printer="")
    return pages


def to_folder(folder: Path, pdf: bytes, job: PrintJob) -> Path:
    """Write a paper as a PDF file into a folder: what else prints from there takes it.

    Raises:
        PrintFolderError: the file cannot be written.
    """
    name = f"{job.id:06d}-{job.form}-{job.dossier_code or 'phieu'}.pdf".replace("/", "_")
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(pdf)
        part.replace(path)
    except OSError as error:
        raise PrintFolderError(folder=str(folder)) from error
    return path


def place_words(place: Standing) -> str:
    """Return where a paper went."""
    if place.kind == "folder":
        return translate("Print", "đã ghi tệp PDF vào {folder}").format(folder=place.name)
    return translate("Print", "đã chuyển sang máy in {printer}").format(printer=place.name)


def _failure_words(error: Exception | None) -> str:
    if isinstance(error, NoPrinterError):
        return translate("Print", "chưa có máy in nào được chọn; giấy chờ ở Đồng bộ & thiết bị")
    return translate("Print", "chưa in được; xem Đồng bộ & thiết bị")


#: Errors after which certainly nothing is on paper: such a job can be offered again by itself.
_NOTHING_CAME: Final = frozenset({NoPrinterError.__name__, PrintFolderError.__name__})


class PrintSpool(QObject):
    """Works through the jobs that wait; `moved` carries all jobs whenever one of them moves on.

    `printer` is a printer's name, "" for the machine's usual one, or `folder:PATH`. `told` says of
    a paper that somebody asked for what became of it, and whether that is well; never before.
    """

    moved = Signal(object)
    told = Signal(str, bool)

    def __init__(
        self, tasks: Runner, ports: PrintPorts, printer: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._ports = tasks, ports
        self._printer = printer
        self._busy = False
        self._again = False
        self._asked: set[int] = set()
        self._placed: dict[int, Standing] = {}
        self._jobs: tuple[PrintJob, ...] = ()
        self.standing = Standing()
        self._looking = False
        self._looked = QElapsedTimer()
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self._try_again)

    @property
    def printer(self) -> str:
        """Where papers go: the key that was chosen."""
        return self._printer

    @printer.setter
    def printer(self, key: str) -> None:
        self._printer = key
        self._looked.invalidate()
        self._try_again()

    @property
    def placed(self) -> Mapping[int, Standing]:
        """Where the papers went that have been printed since the window opened."""
        return self._placed

    def tell(self, job: int) -> None:
        """Print, and tell what became of this job: somebody asked for it and waits."""
        self._asked.add(job)
        self.wake()

    def look(self) -> None:
        """Look whether there is a printer, unless that has just been done."""
        fresh = self._looked.isValid() and not self._looked.hasExpired(LOOK_MS)
        if fresh or self._looking:
            return
        self._looking = True
        key = self._printer
        self._tasks.run(
            lambda: standing(key), self._seen, self._not_seen, lane=Lane.PAPER, owner=self
        )

    def _seen(self, found: Standing) -> None:
        self._looking = False
        self._looked.start()
        if found != self.standing:
            self.standing = found
            self.moved.emit(self._jobs)

    def _not_seen(self, _: Exception) -> None:
        self._looking = False

    def wake(self) -> None:
        """Look whether anything waits; asked while working, look again afterwards."""
        self.look()
        if self._busy:
            self._again = True
            return
        self._busy = True
        self._again = False
        self._tasks.run(self._ports.jobs, self._listed, self._stuck, owner=self)

    def _listed(self, jobs: tuple[PrintJob, ...]) -> None:
        self._jobs = jobs
        self.moved.emit(jobs)
        waiting = [job for job in jobs if job.state == "waiting"]
        if waiting:
            self._take(min(waiting, key=lambda job: job.id))
        else:
            if self._lost:
                self._retry.start()
            self._free()

    @property
    def _lost(self) -> list[int]:
        """The papers that found no place to go to; none if there are too many."""
        lost = [
            job.id for job in self._jobs if job.state == "failed" and job.error in _NOTHING_CAME
        ]
        return lost if len(lost) <= MOST_AGAIN else []

    def _try_again(self) -> None:
        """Offer what found no place once more, if there is one now."""
        lost, key = self._lost, self._printer
        if not lost or self._busy:
            return

        def work() -> bool:
            there = is_there(key)
            for job in lost if there else ():
                self._ports.retry(job)
            return there

        def done(there: bool) -> None:
            if there:
                self.wake()
            else:
                self._retry.start()

        self._tasks.run(work, done, self._stuck, lane=Lane.PAPER, owner=self)

    # From here on without an owner: a job taken is seen through though the window has been dressed
    # anew or somebody has signed out, else it would stay "printing" until the program is restarted.

    def _take(self, job: PrintJob) -> None:
        def work() -> bytes:
            # Told before a dot is drawn: a second look at the queue must not print it again.
            self._ports.report(job.id, "printing", "")
            return self._ports.pdf(job.id)

        self._tasks.run(
            work,
            lambda pdf: self._print(job, pdf),
            lambda error: self._settle(job, error),
        )

    def _print(self, job: PrintJob, pdf: bytes) -> None:
        printer = self.printer

        def work() -> Standing:
            if printer.startswith(FOLDER):
                folder = Path(printer.removeprefix(FOLDER))
                to_folder(folder, pdf, job)
                return Standing("folder", str(folder))
            return Standing("printer", to_printer(printer, pdf, job, self._ports))

        self._tasks.run(
            work,
            lambda place: self._settle(job, None, place),
            lambda error: self._settle(job, error),
            lane=Lane.PAPER,
        )

    def _settle(
        self, job: PrintJob, error: Exception | None, place: Standing | None = None
    ) -> None:
        state = "failed" if error else "done"
        code = error.code if isinstance(error, DeskError) else "PrinterError" if error else ""
        if place is not None:
            self._placed[job.id] = place
        self._tasks.run(
            lambda: self._ports.report(job.id, state, code),
            lambda _: self._settled(job, error, place),
            self._stuck,
        )

    def _settled(self, job: PrintJob, error: Exception | None, place: Standing | None) -> None:
        if job.id in self._asked and shiboken6.isValid(self):
            self._asked.discard(job.id)
            paper = words.form(job.form)
            said = place_words(place) if place else _failure_words(error)
            self.told.emit(f"{paper}: {said}", place is not None)
        self._next()

    def _next(self) -> None:
        self._busy = False
        self.wake()

    def _stuck(self, _: Exception) -> None:
        self._busy = False

    def _free(self) -> None:
        self._busy = False
        if self._again:
            self.wake()
