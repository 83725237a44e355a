"""Receive, find, list and print, at 1,000 and at 100,000 dossiers."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import text

from desk.domain.records import Actor, Dossier, Party
from desk.domain.views import NewDossier
from desk.printing import forms, wording
from desk.services import finding, intake, papers, queue, staff
from desk.services.workplace import Workplace
from desk.wire import canonical
from tests.bench import lists, reports, ward
from tests.bench.measure import Reading, Spread, peak_mb, spread


def readings(folder: Path, sizes: tuple[int, ...]) -> Iterator[Reading]:
    """Measure a counter of each size."""
    for size in sizes:
        place = folder / str(size)
        place.mkdir()
        work = ward.counter(place, slot=1)
        ward.fill(work, size)
        yield from _receive(work, size, place)
        yield from _find(work, size)
        yield from _queue(work, size)
        if size == sizes[-1]:
            yield from _receipt(work)
            yield from lists.readings(work, size, place)
        yield from reports.readings(work, size)  # the last: it changes what the others read
        work.close()


def _receive(work: Workplace, size: int, folder: Path) -> Iterator[Reading]:
    with work.database.read() as tx:
        by = staff.acting(tx)
    person = Party(name="Nguyễn Văn Thử", personal_id="001099000001")
    new = NewDossier(procedure="1.001193", submitter=person)
    took = spread(lambda _: intake.receive(work, new, by), 200)
    fsync = spread(_forced_append(folder), 200)
    yield Reading(
        name=f"receive → durable, beyond its two fsyncs, at {size:,}",
        value=took.p50 - 2 * fsync.p50,
        unit="ms",
        goal="≤ 15",
        detail=f"p50 {took.p50:.2f}, p99 {took.p99:.2f}, CPU {took.cpu:.2f}; fsync {fsync.p50:.2f}",
    )


def _forced_append(folder: Path) -> Callable[[int], None]:
    file = (folder / "fsync").open("ab", buffering=0)

    def append(_: int) -> None:
        file.write(b"x" * 4096)
        os.fdatasync(file.fileno())

    return append


def _find(work: Workplace, size: int) -> Iterator[Reading]:
    pick = random.Random(3)  # noqa: S311 - a choice of queries
    with work.database.read() as tx:
        blobs = tx.execute(text("SELECT state FROM dossier ORDER BY random() LIMIT 2000")).scalars()
        known = [canonical.loads(Dossier, blob) for blob in blobs]

    def by_code(_: int) -> None:
        with work.database.read() as tx:
            finding.find(tx, pick.choice(known).code)

    def by_name(_: int) -> None:
        words = pick.choice(known).subject.name.split()
        finding.search_states(work, " ".join(words[-2:]))

    yield _spread(f"exact code at {size:,}, p99", spread(by_code, 2000), "p99", "≤ 0.5")
    yield _spread(f"name search at {size:,}, p50", spread(by_name, 300), "p50", "≤ 10")


def _spread(name: str, took: Spread, which: str, goal: str) -> Reading:
    detail = f"p50 {took.p50:.2f}, p95 {took.p95:.2f}, p99 {took.p99:.2f}, CPU {took.cpu:.2f}"
    return Reading(name=name, value=getattr(took, which), unit="ms", goal=goal, detail=detail)


def _queue(work: Workplace, size: int) -> Iterator[Reading]:
    with work.database.read() as tx:
        by = staff.acting(tx)
        places = tx.execute(
            text("SELECT urgency, id FROM dossier WHERE is_open = 1 ORDER BY urgency, id")
        ).all()
    for share in (0.0, 0.5, 0.9):
        row = places[int((len(places) - 1) * share)]
        after = f"{row.urgency}-{row.id}" if share else ""
        took = spread(_turning(work, by, after), 200)
        yield _spread(f"queue page of 50 at {size:,}, depth {share:.0%}", took, "p50", "≤ 5")


def _turning(work: Workplace, by: Actor, after: str) -> Callable[[int], object]:
    return lambda _: queue.page(work, by, after=after, limit=50)


def _receipt(work: Workplace) -> Iterator[Reading]:
    with work.database.read() as tx:
        by = staff.acting(tx)
    person = Party(name="Đặng Thị Ượng Thử", personal_id="001199000001", address="Số 1, phố Thử")
    made = intake.receive(work, NewDossier(procedure="1.001193", submitter=person), by)
    look = papers.Look(wording=wording.load)
    sheet = papers.of_dossier(work, "receipt", made.dossier.uid, look)
    took = spread(lambda _: forms.render("receipt", sheet), 60)
    yield _spread("receipt (Mẫu 01, A5), warm", took, "p50", "≤ 25")
    yield Reading(name="memory of the measuring process", value=peak_mb(), unit="MB")
