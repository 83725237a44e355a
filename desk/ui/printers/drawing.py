"""Pages on paper, dot for dot: sheet, resolution, how far everything is shifted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desk.domain.printers import Setup
from desk.ui.printers.places import PaperLoadedError, PaperSizeError, PrinterError
from desk.ui.printers.ports import Picture

_WANTED_DPI: Final = 600
_POINTS: Final = 72
_INCH_UM: Final = 25_400
_SHEETS: Final = (QPageSize.PageSizeId.A5, QPageSize.PageSizeId.A4)
#: How printers call them (PWG 5101.1).
_LOADED: Final = {"iso_a5": QPageSize.PageSizeId.A5, "iso_a4": QPageSize.PageSizeId.A4}
_NEAR_POINTS: Final = 12  # how far a page may be from a sheet's size and still be it


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


def sheet_for(picture: Picture, dpi: int, setup: Setup | None = None) -> QPageLayout:
    """Return the sheet that a page of dots lies on, edge to edge."""
    size, way = sheet_of(picture.width * _POINTS / dpi, picture.height * _POINTS / dpi)
    if setup is not None and setup.on_a4 and size.id() == QPageSize.PageSizeId.A5:
        size, way = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, way, QMarginsF(), QPageLayout.Unit.Point)
    # Else no margins would be less than the printer's own, and Qt drops sheet and all in silence.
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def check_sheets(info: QPrinterInfo, layouts: Sequence[QPageLayout]) -> None:
    """See that a printer has the sheets that pages lie on.

    A printer that names none, or only sizes of labels that it was asked for, is believed.

    Raises:
        PaperSizeError.
    """
    offered = {size.id() for size in info.supportedPageSizes()}
    for layout in layouts:
        size = layout.pageSize()
        if offered and size.id() in _SHEETS and size.id() not in offered:
            raise PaperSizeError(printer=info.printerName(), size=size.key())


def check_loaded(printer: str, layout: QPageLayout, ready: Sequence[str]) -> None:
    """See that the sheet that a page lies on is one of those in the printer.

    Where nothing that we know lies in it – nobody knows, or a roll – the printer is believed.

    Raises:
        PaperLoadedError.
    """
    there = {
        sheet for name, sheet in _LOADED.items() if any(each.startswith(name) for each in ready)
    }
    size = layout.pageSize()
    if there and size.id() in _SHEETS and size.id() not in there:
        loaded = ", ".join(sorted(QPageSize(each).key() for each in there))
        raise PaperLoadedError(printer=printer, size=size.key(), loaded=loaded)


def media(layout: QPageLayout) -> str:
    """Return what CUPS calls a sheet."""
    size = layout.pageSize()
    if size.id() in _SHEETS:
        return size.key()
    mm = size.size(QPageSize.Unit.Millimeter)
    return f"Custom.{mm.width():.2f}x{mm.height():.2f}mm"


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


def print_pages(
    printer: QPrinter, pages: Sequence[Picture], dpi: int, setup: Setup | None = None
) -> None:
    """Draw each page dot for dot, as far from its corner as the printer needs it.

    Raises:
        PrinterError: the printer did not begin, failed on the way or would not take it.
    """
    right, down = shift(setup, dpi)
    _lay(printer, pages[0], dpi, setup)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterError(printer=printer.printerName())
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    done = True
    for at, picture in enumerate(pages):
        if at:
            _lay(printer, picture, dpi, setup)
            done = printer.newPage() and done
        painter.drawImage(QRect(right, down, picture.width, picture.height), image_of(picture))
    ended = painter.end()
    failed = printer.printerState() == QPrinter.PrinterState.Error
    if failed or not (done and ended):
        raise PrinterError(printer=printer.printerName())


def shift(setup: Setup | None, dpi: int) -> tuple[int, int]:
    """Return by how many whole dots everything is drawn further right and down."""
    if setup is None:
        return 0, 0
    return round(setup.dx * dpi / _INCH_UM), round(setup.dy * dpi / _INCH_UM)


def _lay(printer: QPrinter, picture: Picture, dpi: int, setup: Setup | None) -> None:
    printer.setPageLayout(sheet_for(picture, dpi, setup))
    printer.setFullPage(True)


def is_native() -> bool:
    """Return whether papers are handed over by Qt itself: where there is no CUPS to speak to."""
    return not sys.platform.startswith("linux")
