"""Papers: one receipt, warm and from the start of a process, beside the peer; a year's book.

    python -m tests.bench.papers

prints the book in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from desk.domain.books import RECEIVED, Book, BookSheet, Line
from desk.domain.papers import Page
from desk.domain.records import VN
from desk.printing import forms, wording
from desk.sample import OFFICE
from tests.bench import jasper, one_paper
from tests.bench.measure import Reading, peak_mb, spread
from tests.bench.peer import NoPeerError

LINES: Final = 20_000
_TIMES: Final = 100
_STARTS: Final = 5


def readings(folder: Path) -> Iterator[Reading]:
    """Measure papers."""
    sheet = one_paper.sheet()
    took = spread(lambda _: forms.render("receipt", sheet), _TIMES, warm=10)
    told = f"p95 {took.p95:.1f}, CPU {took.cpu:.1f} ms"
    yield Reading(name="receipt, warm", value=took.p50, unit="ms", goal="≤ 25", detail=told)
    command = [sys.executable, "-m", "tests.bench.one_paper", str(folder / "ours.pdf")]
    cold, cpu = jasper.started(command, _STARTS)
    yield Reading(name="receipt, whole process", value=cold, unit="ms", detail=f"CPU {cpu:.0f} ms")
    try:
        peer = jasper.measure(folder, sheet)
    except NoPeerError as error:
        yield Reading(name="receipt ÷ JasperReports", value=0, unit="×", detail=f"none: {error}")
    else:
        yield from _beside(peer, took.p50, took.cpu, cold, cpu)
    yield from _book()


def _beside(
    peer: jasper.Peer, warm: float, warm_cpu: float, cold: float, cold_cpu: float
) -> Iterator[Reading]:
    yield Reading(
        name="receipt ÷ JasperReports, warm",
        value=warm / peer.warm,
        unit="×",
        goal="≤ 0.5",
        detail=f"its {peer.warm:.1f} ms; CPU {warm_cpu / peer.warm_cpu:.2f}×",
    )
    yield Reading(
        name="receipt ÷ JasperReports, whole process",
        value=cold / peer.cold,
        unit="×",
        goal="≤ 0.15",
        detail=f"its {peer.cold:.0f} ms; CPU {cold_cpu / peer.cold_cpu:.2f}×",
    )


def _book() -> Iterator[Reading]:
    import subprocess  # noqa: PLC0415 - beside its use

    command = [sys.executable, "-m", "tests.bench.papers"]
    done = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - fixed words
    found = json.loads(done.stdout)
    told = f"{found['pages']} pages, CPU {found['cpu']:.1f} s, {found['mb']:.1f} MB of file"
    name = f"tracking book of {LINES:,} lines"
    yield Reading(name=name, value=found["wall"], unit="s", goal="≤ 20", detail=told)
    yield Reading(name=f"{name}, memory", value=found["peak"], unit="MB", goal="≤ 300")


def _year() -> BookSheet:
    """Return a year's tracking book."""
    start = datetime(2026, 1, 2, 8, tzinfo=VN)
    lines = tuple(
        Line(
            uid=str(at),
            code=f"{OFFICE.unit}-{start + timedelta(minutes=at * 20):%y%m%d}-{at % 9000 + 1000}",
            name="Nguyễn Thị Ví Dụ Đặng Ượng",
            what="Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con",
            at=start + timedelta(minutes=at * 20),
            book="1/2026",
            line=at + 1,
            contact="Số 1 ngõ Ví Dụ, phường Thử Nghiệm; 0900 000 000",
            agency="UBND phường",
            due_at=start + timedelta(minutes=at * 20, days=3),
            returned_at=start + timedelta(minutes=at * 20, days=2),
            manner="trực tiếp",
            collector="Nguyễn Thị Ví Dụ",
            fee=8000,
        )
        for at in range(LINES)
    )
    book = Book(kind=RECEIVED, start=date(2026, 1, 1), end=date(2026, 12, 31), lines=lines)
    return BookSheet(
        office=OFFICE,
        wording=wording.load("2025"),
        issued_at=datetime(2026, 12, 31, 17, tzinfo=VN),
        page=Page.A4,
        book=book,
    )


def main() -> None:
    """Print a year's book, and say what it took."""
    sheet = _year()
    wall, cpu = time.perf_counter(), time.process_time()
    made = forms.render_told("book", sheet)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    size = len(made.pdf) / 1e6
    sys.stdout.write(
        json.dumps({"wall": wall, "cpu": cpu, "peak": peak_mb(), "pages": made.pages, "mb": size})
    )


if __name__ == "__main__":
    main()
