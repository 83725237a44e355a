"""A paper handed over to whatever prints it: folder, spooler, or a printer of its own.

Runs on the printer's own lane. Just before anything leaves the program `ports.handing` writes
down where to, so that after a crash the paper can be looked for instead of being printed twice.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desk.domain.printers import DEVICE, FOLDER, SOCKET, Kind, Setup, Way
from desk.domain.views import PrintJob
from desk.printing import direct, spooler
from desk.printing.spooler import PDF, RAW, Cups
from desk.ui.printers import drawing
from desk.ui.printers.places import (
    NoPrinterError,
    PrinterError,
    PrinterStoppedError,
    PrintFolderError,
    Standing,
    stopped,
)
from desk.ui.printers.ports import Picture, PrintPorts


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A paper, where it goes, and what the spooler shall call it."""

    job: PrintJob
    pdf: bytes
    key: str  # a printer's, as the table or a person named it
    tag: str
    sure: bool = False  # somebody has looked: the right sheets lie in the printer


def hand_over(task: Task, ports: PrintPorts) -> Standing:
    """Hand a paper over; return where it went.

    Raises:
        NoPrinterError, PrinterStoppedError, PaperSizeError, PaperLoadedError, PrinterError,
        SpoolerError, PrintFolderError, PrinterAwayError, PaperOutError, BrokeOffError.
    """
    if task.key.startswith(FOLDER):
        return _into_folder(task, ports)
    kind = Kind(task.job.paper or Kind.A5)
    if task.key.startswith((SOCKET, DEVICE)):
        data = ports.escpos(task.pdf, ports.setup(task.key, kind))
        ports.handing(task.job.id, task.key, 1, None)
        direct.send(task.key, data)
        return Standing("direct", task.key)
    info = QPrinterInfo.printerInfo(task.key) if task.key else QPrinterInfo.defaultPrinter()
    if info.isNull():
        raise NoPrinterError
    if stopped(info):
        raise PrinterStoppedError(printer=info.printerName())
    setup = ports.setup(info.printerName(), kind)
    cups = spooler.spooler()
    if cups is None:
        _natively(task, info, setup, ports)
    else:
        _spool(task, info, setup, ports, cups)
    return Standing("printer", info.printerName())


# -- through CUPS ----------------------------------------------------------------------------------


def _spool(task: Task, info: QPrinterInfo, setup: Setup, ports: PrintPorts, cups: Cups) -> None:
    """Hand a paper to CUPS, which gives it a number before it has any of it."""
    data, kind, sheets, options = _prepared(task, info, setup, ports, cups)
    if task.job.tray:
        options["InputSlot"] = task.job.tray
    name = info.printerName()
    cups.send(
        name,
        task.tag,
        data,
        kind,
        options,
        announced=lambda number: ports.handing(task.job.id, name, sheets, number),
    )


def _prepared(
    task: Task, info: QPrinterInfo, setup: Setup, ports: PrintPorts, cups: Cups
) -> tuple[bytes, str, int, dict[str, str]]:
    """Return what is sent: bytes, their type, how many sheets, the spooler's options."""
    copies = max(task.job.copies, 1)
    if setup.way is Way.ESCPOS:
        return ports.escpos(task.pdf, setup) * copies, RAW, copies, {}
    dpi = drawing.resolution(info)
    pages = pages_of(ports.pictures(task.pdf, dpi))
    layouts = [drawing.sheet_for(page, dpi, setup) for page in pages]
    drawing.check_sheets(info, layouts)
    if not (task.sure or task.job.tray):  # which tray is taken, a person has said
        drawing.check_loaded(info.printerName(), layouts[0], cups.ready(info.printerName()))
    options = {
        "media": drawing.media(layouts[0]),
        "copies": str(copies),
        "print-scaling": "none",
    }
    if setup.way is Way.PDF:
        return task.pdf, PDF, len(pages) * copies, options
    return _drawn(pages, dpi, setup), PDF, len(pages) * copies, options


def _drawn(pages: list[Picture], dpi: int, setup: Setup) -> bytes:
    """Return pages of dots as a document that carries exactly these dots."""
    with tempfile.TemporaryDirectory(prefix="desk-print-") as folder:
        path = Path(folder) / "paper.pdf"
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        printer.setResolution(dpi)
        printer.setColorMode(QPrinter.ColorMode.GrayScale)
        drawing.print_pages(printer, pages, dpi, setup)
        try:
            return path.read_bytes()
        except OSError as error:
            raise PrinterError(printer=setup.printer) from error


# -- through Qt, where there is no CUPS to speak to ------------------------------------------------


def _natively(task: Task, info: QPrinterInfo, setup: Setup, ports: PrintPorts) -> None:
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    dpi = drawing.resolution(info)
    printer.setResolution(dpi)
    printer.setCopyCount(max(task.job.copies, 1))
    printer.setDocName(task.tag)
    pages = pages_of(ports.pictures(task.pdf, dpi))
    drawing.check_sheets(info, [drawing.sheet_for(page, dpi, setup) for page in pages])
    sheets = len(pages) * max(task.job.copies, 1)
    ports.handing(task.job.id, info.printerName(), sheets, None)
    drawing.print_pages(printer, pages, dpi, setup)


def pages_of(pictures: Iterable[Picture]) -> list[Picture]:
    """Return the pages of a paper; one without any is no paper."""
    pages = list(pictures)
    if not pages:
        raise PrinterError(printer="")
    return pages


# -- into a folder ---------------------------------------------------------------------------------


def file_name(job: PrintJob) -> str:
    """Return the name of a paper's file: number, form and code, so that it can be found again."""
    return f"{job.id:06d}-{job.form}-{job.dossier_code or 'phieu'}.pdf".replace("/", "_")


def _into_folder(task: Task, ports: PrintPorts) -> Standing:
    folder = Path(task.key.removeprefix(FOLDER))
    ports.handing(task.job.id, task.key, 0, None)
    to_folder(folder, task.pdf, task.job)
    return Standing("folder", str(folder))


def to_folder(folder: Path, pdf: bytes, job: PrintJob) -> Path:
    """Write a paper as a PDF file into a folder: what else prints from there takes it.

    Raises:
        PrintFolderError: the file cannot be written.
    """
    path = folder / file_name(job)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(pdf)
        part.replace(path)
    except OSError as error:
        raise PrintFolderError(folder=str(folder)) from error
    return path
