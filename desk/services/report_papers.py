"""Reports on their way to the printer: counted when they are printed, with their pictures."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

from desk.domain.papers import Page, ReportTable
from desk.domain.report import Report
from desk.domain.report_plots import plots
from desk.services import print_queue, reporting
from desk.services.workplace import Workplace

FORM: Final = "report"


def print_(work: Workplace, made: Report, maker: str) -> int:
    """Queue a report for the printer; return its print job."""
    about = json.dumps([made.form.id, str(made.start), str(made.end), str(made.by), maker])
    with work.database.write() as tx:
        return print_queue.insert_job(tx, work.now(), form=FORM, about=about)


def named(work: Workplace, about: str, common: dict[str, Any]) -> ReportTable:
    """Return the sheet of the report that a print job is about.

    Raises:
        UnknownReportError, UnknownGroupingError: its form is no longer among the rules.
    """
    name, start, end, by, maker = json.loads(about)
    made = reporting.report(work, name, date.fromisoformat(start), date.fromisoformat(end), by)
    return sheet(made, maker, common)


def sheet(made: Report, maker: str, common: dict[str, Any]) -> ReportTable:
    """Return the sheet that a report is printed from."""
    facts = common | {"page": Page.A4, "issued_at": made.at}
    return ReportTable(**facts, report=made, figures=plots(made), maker=maker)
