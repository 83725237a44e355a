"""What is written out of a ward's year: the book of 20,000 lines, closed and proved; a workbook."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from desk.domain.books import RECEIVED
from desk.domain.lookup import Filter, Sort
from desk.domain.records import VN
from desk.services import book_closing, books, exporting, staff
from desk.services.listing import moment
from desk.services.workplace import Workplace
from tests.bench.measure import Reading, now_mb
from tests.bench.ward import YEAR

LINES: Final = 20_000


def readings(work: Workplace, size: int, folder: Path) -> Iterator[Reading]:
    """Read, close and prove the book of so many days as hold 20,000 lines; write all as XLSX."""
    start = YEAR.astimezone(VN).date()
    end = _end(work)
    number = len(books.book(work, RECEIVED, start, end).lines)
    yield _timed(
        f"book of {number:,} lines read",
        "≤ 10",
        lambda: books.book(work, RECEIVED, start, end),
    )
    with work.database.read() as tx:
        by = staff.acting(tx)
    month = date(start.year, start.month, 1), date(start.year, start.month, 31)
    yield _timed("month closed, all books", "≤ 10", lambda: book_closing.close(work, by, *month))
    yield _timed(
        "month as it was closed", "≤ 10", lambda: books.book(work, RECEIVED, *month, closed=True)
    )
    path = folder / "all.xlsx"
    before = now_mb()
    told: list[int] = []

    def progress(done: int, _: int) -> bool:
        told.append(done)
        return True

    yield _timed(
        f"XLSX of {size:,} rows",
        "≤ 30",
        lambda: exporting.export(work, by, Filter(), Sort("received"), path, progress),
    )
    grown = now_mb() - before
    yield Reading(
        name=f"XLSX of {size:,} rows, told", value=len(told), unit="×", detail=f"+{grown:.0f} MB"
    )


def _end(work: Workplace) -> date:
    """Return the day on which so many dossiers had been received."""
    with work.database.read() as tx:
        found = tx.exec_driver_sql(
            "SELECT received_at FROM dossier ORDER BY received_at LIMIT 1 OFFSET ?", (LINES,)
        ).scalar()
    return moment(int(found)).date() if found else date(YEAR.year, 12, 31)


def _timed(name: str, goal: str, run: Callable[[], object]) -> Reading:
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Reading(name=name, value=wall, unit="s", goal=goal, detail=f"CPU {cpu:.1f} s")
