"""Where papers can go: the machine's printers, a folder of PDF files, a printer of its own."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desk.domain.errors import DeskError, StorageError
from desk.domain.printers import DEVICE, FOLDER, SOCKET
from desk.printing import direct
from desk.ui.language import translate

#: Kinds of `Standing` that a paper finds its place at.
THERE: Final = ("printer", "folder", "direct")


class NoPrinterError(DeskError):
    """No printer is installed or chosen on this machine, or the chosen one is gone."""


class PrinterError(DeskError):
    """The printer did not take the paper; facts: printer."""


class PrinterStoppedError(PrinterError):
    """The spooler would only keep the paper: the printer is stopped; facts: printer."""


class PaperSizeError(DeskError):
    """The printer has no such sheet; facts: printer, size."""


class PaperLoadedError(DeskError):
    """The printer can take the sheet, but others lie in it; facts: printer, size, loaded."""


class PrintFolderError(StorageError):
    """The folder for PDF files cannot be written; facts: folder."""


#: Errors after which certainly nothing is on paper: such a job can be offered again by itself.
NOTHING_CAME: Final = frozenset(
    {
        "NoPrinterError",
        "PrintFolderError",
        "PrinterStoppedError",
        "QueueGoneError",
        "SpoolerSilentError",
        "SpoolerFullError",
        "PrinterAwayError",
        "PaperOutError",
    }
)


def printers() -> list[tuple[str, str]]:
    """Return key and name of every printer of this machine, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    names = sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))
    return [(name, name) for name in names]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where papers go now: `printer`, `folder`, `direct`, or `none` that is there.

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
    if key.startswith((SOCKET, DEVICE)):
        return Standing("direct" if direct.is_there(key) else "away", key)
    name = key or QPrinterInfo.defaultPrinterName()
    if name not in QPrinterInfo.availablePrinterNames():
        return Standing("none", name)
    if sys.platform.startswith("linux") and stopped(QPrinterInfo.printerInfo(name)):
        return Standing("stopped", name)
    return Standing("printer", name)


def is_there(key: str) -> bool:
    """Tell whether a paper would find its place now; a folder that was put away is made again."""
    found = standing(key)
    if found.kind != "folder":
        return found.kind in THERE
    try:
        Path(found.name).mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return True


def stopped(info: QPrinterInfo) -> bool:
    """Return whether the spooler would only keep what it is handed until somebody resumes it."""
    # CUPS alone: on Windows Qt takes every state it does not know, such as low toner, for an error.
    on_cups = sys.platform.startswith("linux")
    return on_cups and info.state() == QPrinter.PrinterState.Error


def usual_folder() -> str:
    """Return the key of the folder that PDF files go into unless another is chosen."""
    where = QStandardPaths.StandardLocation.DocumentsLocation
    documents = QStandardPaths.writableLocation(where) or str(Path.home())
    return f"{FOLDER}{Path(documents) / 'Giay to PDF'}"


def name_of(key: str) -> str:
    """Return how a place is called on the screen."""
    if not key:
        return translate("Print", "máy in thường dùng")
    return key.removeprefix(FOLDER).removeprefix(SOCKET).removeprefix(DEVICE)


def place_words(place: Standing) -> str:
    """Return where a paper went."""
    if place.kind == "folder":
        return translate("Print", "đã ghi tệp PDF vào {folder}").format(folder=place.name)
    return translate("Print", "đã chuyển sang máy in {printer}").format(printer=name_of(place.name))
