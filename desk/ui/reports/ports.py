"""What the reports' part of the window is handed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desk.domain.report import Report
from desk.domain.report_closing import Closing, Reopening
from desk.domain.report_form import ReportForm
from desk.ui.signing.ports import Signing


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPorts:
    """Reports: `drill` gives local keys of the dossiers behind a cell (line, column)."""

    forms: Callable[[date], tuple[ReportForm, ...]]
    made: Callable[[str, date, date, str], Report]  # form, first and last day, grouping
    drill: Callable[[Report, str, str], tuple[int, ...]]
    write: Callable[[Report, Path, str], Path]  # into a folder, as .pdf, .xlsx or .csv
    sign: Callable[[Report, Signing], tuple[Path, str]]  # → the signed file, who signed it
    close: Callable[[Report], Closing]
    closings: Callable[[], tuple[Closing, ...]]
    reopen: Callable[[str], Reopening]
    keys: Callable[[tuple[str, ...]], tuple[int, ...]]  # of dossiers by their codes
    print: Callable[[Report], int]  # → print job
