"""A ward of any size for the benchmarks: real events of invented dossiers, written fast."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from desk.domain import codes, deadline
from desk.domain import events as ev
from desk.domain.application import read_application
from desk.domain.records import VN, Actor, Channel, Paper
from desk.models import log
from desk.sample import Sampler
from desk.services.setup import initialise
from desk.services.workplace import Workplace, open_workplace

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
CLERK = Actor(uid="bench", login="lan", name="Nguyễn Thị Lan Thử", role="counter")
UNIT, COMMUNE = "H26.000.99", "00099"
PER_DAY = 370  # what 91,798 dossiers a year come to on a working day
#: Told numbers begin so far up a counter's range: today may be a day of the ward's year, and what
#: a measurement receives today takes the first numbers of the range.
TOLD_FROM = 500


def counter(folder: Path, *, slot: int) -> Workplace:
    """Return a new counter, opened for writing."""
    data, witness = folder / f"counter-{slot}", folder / "witness"
    now = datetime.now(UTC)
    initialise(
        data, witness, RESOURCES, now, unit=UNIT, commune=COMMUNE, name="Phường Thử", slot=slot
    )
    return open_workplace(data, witness, RESOURCES, lambda: datetime.now(UTC))


#: When the ward's year begins, and the months before it, whose numbers are free.
YEAR, BEFORE = datetime(2026, 1, 5, tzinfo=VN), datetime(2025, 9, 1, tzinfo=VN)


def bodies(
    work: Workplace, count: int, *, slot: int = 1, first: datetime = YEAR
) -> Iterator[tuple[str, ev.Received]]:
    """Give `count` receipts as a busy ward's year brings them, with uids."""
    sampler = Sampler(6 + slot + (first != YEAR) * 10)
    rules = work.rules
    procedures = [p for p in rules.catalogue.procedures.values() if p.limit.value is not None]
    arrivals = sampler.arrivals(
        first.date(),
        (first + timedelta(days=340)).date(),
        rules.calendar.is_working,
        per_day=PER_DAY,
        online=0.0,
    )
    used: dict[str, int] = {}
    for arrival in islice(arrivals, count):
        data = sampler.dossier(procedures, arrival.at, channel=Channel.COUNTER)
        new = read_application(data, arrival.at)
        day = arrival.at.date()
        number = used[str(day)] = used.get(str(day), slot * 1000 + TOLD_FROM) + 1
        procedure = rules.catalogue.get(new.procedure)
        due = deadline.due(arrival.at, procedure.limit, rules.calendar, rules.regime(day))
        yield (
            str(data["uid"]),
            ev.Received(
                code=codes.official_code(UNIT, day, number),
                barcode=codes.barcode(COMMUNE, day, number),
                procedure=procedure.code,
                procedure_name=procedure.name,
                submitter=new.submitter,
                owner=new.owner,
                authority=new.authority,
                papers=new.papers or (Paper(name="Tờ khai", original=1),),
                received_at=arrival.at,
                recorded_at=arrival.at,
                due_at=due.at,
                due_why=due.lines,
                limit=procedure.limit,
                catalogue=rules.catalogue.version,
                calendar=rules.calendar.version,
                regime=rules.regime(day).id,
                book="1/2026",
                line=number,
                holder_name="Quầy 1",
            ),
        )


def fill(work: Workplace, count: int) -> None:
    """Write `count` received dossiers into a counter's log."""
    write(work, bodies(work, count))


def write(work: Workplace, made: Iterator[tuple[str, ev.Received]], *, batch: int = 1000) -> None:
    """Write receipts into a counter's log."""
    while part := list(islice(made, batch)):
        with work.database.write() as tx:
            for uid, body in part:
                log.append(tx, body, CLERK, body.received_at, uid=uid, custody=1)
    work.database.rest()
