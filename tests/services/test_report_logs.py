"""Reports over random logs: as counted by other rules, balanced, and the same dossiers behind."""

from __future__ import annotations

import random
from collections import Counter as Tally
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection

from desk.domain.report import Report
from desk.domain.report_form import Grouping, in_force
from desk.services import checking, reporting
from desk.services.workplace import Workplace
from tests.kit import Counter
from tests.services import report_logs
from tests.services.report_logs import Told


def filled(tx: Connection, work: Workplace, by: Grouping, start: date, end: date) -> Report:
    form = in_force(work.rules.reports, "II.06a", end)
    return reporting.made(tx, work, form, by, start, end)


def numbers(made: Report) -> dict[str, int]:
    found = zip(made.form.leaves, made.total.values, strict=True)
    return {leaf.number: value for leaf, value in found if isinstance(value, int)}


def check(
    tx: Connection, work: Workplace, chance: random.Random, told: list[Told]
) -> dict[str, int]:
    """Hold one period of a log against the other count."""
    days = [date(2026, 1, 1) + timedelta(days=chance.randint(0, 400)) for _ in range(2)]
    start, end = min(days), max(days)
    made = filled(tx, work, chance.choice(list(Grouping)), start, end)
    found = numbers(made)
    assert found == report_logs.columns(told, start, end, work.now())
    for line in (*made.lines, made.total):
        at = dict(zip((leaf.number for leaf in made.form.leaves), line.values, strict=True))
        assert at["3"] == at["7"] + at["11"]  # type: ignore[operator]  # numbers all
    line, number = chance.choice([*made.lines, made.total]), chance.choice(list(found))
    cell = line.values[[leaf.number for leaf in made.form.leaves].index(number)]
    behind = reporting.behind(tx, work, made, line.key, number)
    assert len(set(behind)) == len(behind) == cell
    return found


def tell(counter: Counter, logs: int, seed: int) -> Tally[str]:
    """Write so many logs, each into nothing again, and check three periods of each."""
    seen: Tally[str] = Tally()
    with counter.open() as work:
        for number in range(logs):
            chance = random.Random(seed * 100_000 + number)  # noqa: S311 - the same logs every time
            with work.database.write() as tx:
                told, last = report_logs.write(tx, chance, chance.randint(1, 6))
                counter.clock.now = last
                for _ in range(3):
                    seen.update(check(tx, work, chance, told))
                tx.rollback()
    return seen


def test_any_log_is_counted_as_by_other_rules(counter: Counter) -> None:
    seen = tell(counter, 250, 1)
    assert all(seen[str(number)] > 20 for number in range(3, 14)), seen


@pytest.mark.soak
def test_a_thousand_logs_and_more(counter: Counter) -> None:
    tell(counter, 3000, 2)


def test_what_is_written_of_a_log_is_what_refolding_it_says(counter: Counter) -> None:
    with counter.open() as work:
        with work.database.write() as tx:
            chance = random.Random(5)  # noqa: S311 - the same log every time
            _, last = report_logs.write(tx, chance, 60)
        counter.clock.now = last
        verdict = checking.verify(work)
        wrong = [each for each in verdict.problems if "standing" in each.where]
        assert not wrong
        with work.database.write() as tx:
            tx.exec_driver_sql("UPDATE standing SET due_at = due_at + 1 WHERE dossier_id = 3")
        found = [each.where for each in checking.verify(work).problems]
        assert any(each.endswith(": standing") for each in found)
