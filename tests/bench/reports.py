"""Reports over a ward's year: counted as of the end of a period, at any number of dossiers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from desk.services import reporting
from desk.services.workplace import Workplace
from tests.bench.measure import Reading, spread

_DAY = 86_400_000_000
#: What the events of a dossier's life would have left: taken in hand, ended in time or late by
#: its key, handed over; two of a hundred are still open, one of a hundred went on again.
_LIVES = (
    (_DAY // 8, "4", "NULL"),
    (_DAY, "CASE WHEN dossier_id % 50 = 0 THEN 5 ELSE 9 END", "_"),
    (_DAY * 3, "CASE WHEN dossier_id % 50 = 0 THEN 4 ELSE 10 END", "_"),
)


def readings(work: Workplace, size: int) -> Iterator[Reading]:
    """Give every dossier of a counter a life, then count reports over it."""
    _live(work)
    year = date(2026, 1, 1), date(2026, 12, 31)
    for name, form, days in (
        ("of the year", "II.06a", year),
        ("of a quarter, as of its end", "II.06a", (date(2026, 3, 15), date(2026, 6, 14))),
        ("07a of the year", "07a", year),
    ):
        took = spread(lambda _, f=form, d=days: reporting.report(work, f, *d), 10, warm=1)  # type: ignore[misc]  # a default binds the loop's value
        yield Reading(
            name=f"report {name}, at {size:,}",
            value=took.p50,
            unit="ms",
            goal="≤ 1000",
            detail=f"p95 {took.p95:.0f}, CPU {took.cpu:.0f}",
        )


def _live(work: Workplace) -> None:
    columns = "received_at, due_at, ended_at, assignee, marks, procedure, channel"
    with work.database.write() as tx:
        for after, status, ended in _LIVES:
            end = "NULL" if ended == "NULL" else "CASE WHEN dossier_id % 50 THEN {at} END"
            at = f"(SELECT min(received_at) + {_DAY} + (dossier_id % 7) * {_DAY} / 8)"
            values = f"received_at, due_at, {end.format(at=at)}, 'lan', 16, procedure, channel"
            tx.exec_driver_sql(
                f"INSERT INTO standing (dossier_id, since, until, told, status, {columns}) "
                f"SELECT dossier_id, received_at + {after} + (dossier_id % 7) * {_DAY} / 8, "
                f"{1 << 62}, received_at + {after}, {status}, {values} FROM standing "
                "WHERE since = received_at GROUP BY dossier_id"
            )
            tx.exec_driver_sql(
                "UPDATE standing AS s SET until = (SELECT min(since) FROM standing AS n "
                "WHERE n.dossier_id = s.dossier_id AND n.since > s.since) WHERE EXISTS "
                "(SELECT 1 FROM standing AS n WHERE n.dossier_id = s.dossier_id "
                "AND n.since > s.since)"
            )
