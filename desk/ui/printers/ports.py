"""What printing is handed; see `desk.ui.ports`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from desk.domain.printers import Kind, Route, Setup
from desk.domain.views import Count, PrintJob


class Picture(Protocol):
    """One rasterised sheet, its bars on whole dots of the printer."""

    @property
    def width(self) -> int:
        """Dots across."""

    @property
    def height(self) -> int:
        """Dots down."""

    @property
    def stride(self) -> int:
        """Bytes from one row to the next."""

    @property
    def data(self) -> bytes:
        """Eight-bit grey, rows from the top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintPorts:
    """Papers on their way to the printer."""

    jobs: Callable[[], tuple[PrintJob, ...]]
    retry: Callable[[int], None]
    cancel: Callable[[int], None]
    pdf: Callable[[int], bytes]
    draw: Callable[[int, Callable[[int, int], bool]], bytes]  # a long one, told (done, all): go on?
    pictures: Callable[[bytes, int], Iterable[Picture]]  # PDF, dots per inch
    escpos: Callable[[bytes, Setup], bytes]  # a PDF in a till printer's own words
    begin: Callable[[int, str], str]  # job, printer → what the spooler gets to know it by
    handing: Callable[[int, str, int, int | None], None]  # job, printer, sheets, spooler's number
    report: Callable[[int, str, str], None]  # job, state, key of the error's words
    move: Callable[[Sequence[int], str], int]  # jobs, printer → how many went
    follow: Callable[[], int]  # of how many papers at the spooler it is known now how they ended
    answer: Callable[[int, bool], None]  # job, whether it is on paper
    again: Callable[[str, str, str], int]  # dossier, form, why → print job
    why_again: Callable[[], Sequence[str]]  # reasons, likeliest first
    routes: Callable[[], Mapping[Kind, Route]]
    route: Callable[[Route], None]
    setup: Callable[[str, Kind], Setup]
    keep_setup: Callable[[Setup], None]
    test_page: Callable[[Kind, str], int]  # kind of paper, printer → print job
    counts: Callable[[date, date], Sequence[Count]]  # both days included
    counts_table: Callable[[Sequence[Count]], bytes]  # as a spreadsheet opens them
