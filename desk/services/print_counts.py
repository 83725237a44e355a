"""How many sheets came out: by day, form and printer; and which of them were thrown away."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Final

from sqlalchemy import select, update

from desk.domain.errors import InputError
from desk.domain.person import clean_line
from desk.domain.records import VN
from desk.domain.text import harmless
from desk.domain.views import Count
from desk.models.projection import micros
from desk.models.tables import print_job
from desk.services.listing import moment
from desk.services.print_queue import UnknownJobError
from desk.services.reporting import check_period
from desk.services.workplace import Workplace

#: What is counted, in the order of the table.
COLUMNS: Final = ("day", "form", "printer", "papers", "sheets", "again", "spoilt")


class SpoiltSheetsError(InputError):
    """More sheets are said to be spoilt than came out, or why is not said; facts: sheets."""


def counts(work: Workplace, start: date, end: date) -> tuple[Count, ...]:
    """Return the sheets of a period of Vietnamese days, both included.

    Raises:
        PeriodError: as reports raise it.
    """
    check_period(start, end)
    since = datetime.combine(start, time(), VN)
    until = datetime.combine(end + timedelta(days=1), time(), VN)
    with work.database.read() as tx:
        rows = tx.execute(
            select(print_job).where(
                print_job.c.state == "done",
                print_job.c.done_at >= micros(since),
                print_job.c.done_at < micros(until),
            )
        ).all()
    sums: dict[tuple[date, str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows:
        day = moment(row.done_at).astimezone(VN).date()
        held = sums[day, row.form, row.placed]
        for at, more in enumerate((1, row.sheets, bool(row.reprint), row.spoilt)):
            held[at] += more
    return tuple(
        Count(
            day=day,
            form=form,
            printer=printer,
            papers=papers,
            sheets=sheets,
            again=again,
            spoilt=spoilt,
        )
        for (day, form, printer), (papers, sheets, again, spoilt) in sorted(sums.items())
    )


def table(counted: Iterable[Count]) -> bytes:
    """Return counts as CSV, as a spreadsheet opens it: with a mark that tells it is UTF-8."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(str(getattr(each, key))) for key in COLUMNS] for each in counted)
    return out.getvalue().encode("utf-8-sig")


def spoil(work: Workplace, job: int, sheets: int, why: str) -> None:
    """Note that so many sheets of a paper were thrown away; what was noted before is replaced.

    Numbered security paper is accounted for sheet by sheet, and not here.

    Raises:
        UnknownJobError, SpoiltSheetsError.
    """
    said = clean_line(why, field="why")
    with work.database.write() as tx:
        row = tx.execute(select(print_job).where(print_job.c.id == job)).first()
        if row is None:
            raise UnknownJobError(job=job)
        if not 0 <= sheets <= row.sheets or (sheets and not said):
            raise SpoiltSheetsError(sheets=sheets, most=row.sheets)
        tx.execute(
            update(print_job)
            .where(print_job.c.id == job)
            .values(spoilt=sheets, spoilt_why=said if sheets else "")
        )
