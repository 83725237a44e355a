"""Every number of every figure against SQL written here, and against the list that it leads to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from desk.domain.figures import Figure, Period
from desk.services import figures, lookup
from desk.services.figures import Report
from desk.services.reporting import PeriodError
from desk.services.workplace import Workplace
from tests.kit import Clock, Counter
from tests.services import busy
from tests.services.busy import LAST

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 23))
YEAR = Period(date(2026, 1, 1), date(2026, 11, 23))
#: A Vietnamese day or hour of an instant in microseconds, as SQLite says it.
LOCAL = "datetime({} / 1000000, 'unixepoch', '+7 hours')"


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    made = Counter(tmp_path_factory.mktemp("figures") / "counter", clock=Clock(LAST)).make()
    with made.open() as work:
        ward = busy.fill(work)
    assert len(ward.dossiers) >= 2000
    return made


@pytest.fixture(scope="module")
def work(counter: Counter) -> Iterator[Workplace]:
    with counter.open(write=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def month(work: Workplace) -> Report:
    return figures.report(work, NOVEMBER)


def by_hand(counter: Counter, sql: str, *values: object) -> dict[object, tuple[object, ...]]:
    """Ask the file itself; the first column is the key."""
    with closing(sqlite3.connect(counter.database)) as connection:
        return {row[0]: row[1:] for row in connection.execute(sql, values)}


def drawn(report: Report, key: str) -> Figure:
    return next(each for each in report.figures if each.key == key)


def numbers(figure: Figure) -> dict[str, list[float | None]]:
    return {
        name: [cell.value for cell in cells]
        for name, cells in zip(figure.categories, figure.cells, strict=True)
    }


@pytest.mark.parametrize("period", [NOVEMBER, YEAR, Period(date(2026, 3, 2), date(2026, 3, 2))])
def test_every_number_leads_to_exactly_its_dossiers(work: Workplace, period: Period) -> None:
    report = figures.report(work, period)
    assert len(report.figures) == 7
    followed = 0
    for figure in report.figures:
        for at, cells in enumerate(figure.cells):
            for column, cell in enumerate(cells):
                if cell.drill is None:
                    continue
                total = lookup.find(work, cell.drill, limit=1).total
                counts = figure.key in ("due", "reasons", "uncollected")
                if counts or (figure.key == "on_time" and column > 0):
                    assert total == cell.value, figure.said(at, column)
                followed += 1
    assert followed > 20


def test_tickets_by_quarters(counter: Counter, month: Report) -> None:
    quarter = f"printf('%02d', strftime('%M', {LOCAL}) / 15 * 15)"
    sql = (
        f"SELECT strftime('%H', {LOCAL}) || ':' || {quarter}, count(*)"
        " FROM ticket WHERE {0} IS NOT NULL AND date({1}) = '2026-11-23' GROUP BY 1"
    )
    wanted = {}
    for column in ("taken_at", "served_at"):
        local = LOCAL.format(column)
        query = sql.replace(LOCAL, local).replace("{0}", column).replace("{1}", local)
        wanted[column] = {key: row[0] for key, row in by_hand(counter, query).items()}
    figure = numbers(drawn(month, "arrivals"))
    assert sum(wanted["taken_at"].values()) > 10  # type: ignore[arg-type]  # counts
    for at, column in enumerate(("taken_at", "served_at")):
        got = {name: row[at] for name, row in figure.items() if row[at]}
        assert got == wanted[column]


def test_a_quarter_leads_to_the_dossiers_of_its_tickets(
    counter: Counter, work: Workplace, month: Report
) -> None:
    figure = drawn(month, "arrivals")
    for at, name in enumerate(figure.categories):
        drill = figure.cells[at][1].drill
        if drill is None:
            continue
        local = LOCAL.format("served_at")
        sql = (
            f"SELECT 1, count(DISTINCT dossier_id) FROM ticket WHERE date({local}) = '2026-11-23' "
            f"AND time({local}) >= ? AND time({local}) < time(?, '+15 minutes')"
        )
        wanted = by_hand(counter, sql, f"{name}:00", f"{name}:00")[1][0]
        assert lookup.find(work, drill, limit=1).total == wanted


def test_what_is_in_hand_by_procedure_and_due(counter: Counter, month: Report) -> None:
    now = round(LAST.timestamp() * 1_000_000)
    sql = (
        "SELECT procedure, sum(due_at < :now), "
        f"sum(due_at >= :now AND date({LOCAL.format('due_at')}) <= '2026-11-23'), "
        f"sum(due_at >= :now AND date({LOCAL.format('due_at')}) > '2026-11-23') FROM dossier "
        "WHERE voided = 0 AND status IN (2, 4) AND due_at IS NOT NULL GROUP BY 1"
    ).replace(":now", str(now))
    wanted = by_hand(counter, sql)
    figure = drawn(month, "due")
    got = {}
    for cells in figure.cells:
        (code,) = {cell.drill.procedures[0] for cell in cells if cell.drill}
        got[code] = tuple(cell.value for cell in cells)
    assert got == wanted


def test_waiting_by_hour(counter: Counter, month: Report) -> None:
    hour = f"CAST(strftime('%H', {LOCAL.format('called_at')}) AS INTEGER)"
    day = f"date({LOCAL.format('called_at')})"
    sql = (
        f"SELECT n, min(w) FILTER (WHERE below * 2 >= total), min(w) FILTER (WHERE below * 10 >= "
        f"total * 9) FROM (SELECT {hour} AS n, (called_at - taken_at) / 60000000.0 AS w, "
        f"row_number() OVER (PARTITION BY {hour} ORDER BY called_at - taken_at) AS below, "
        f"count(*) OVER (PARTITION BY {hour}) AS total FROM ticket "
        f"WHERE called_at IS NOT NULL AND {day} BETWEEN '2026-11-01' AND '2026-11-23') GROUP BY n"
    )
    wanted = {f"{key} giờ": list(row) for key, row in by_hand(counter, sql).items()}
    got = {name: row for name, row in numbers(drawn(month, "waiting")).items() if row[0]}
    assert got.keys() == wanted.keys()
    for name, row in got.items():
        assert row == pytest.approx(wanted[name])


def test_an_hour_leads_to_the_dossiers_called_in_it(
    counter: Counter, work: Workplace, month: Report
) -> None:
    for row in drawn(month, "waiting").cells:
        drill = row[0].drill
        if drill is None:
            continue
        local = LOCAL.format("called_at")
        sql = (
            "SELECT 1, count(DISTINCT dossier_id) FROM ticket WHERE "
            f"date({local}) BETWEEN '2026-11-01' AND '2026-11-23' AND strftime('%H', {local}) = ?"
        )
        wanted = by_hand(counter, sql, f"{drill.hour:02d}")[1][0]
        assert lookup.find(work, drill, limit=1).total == wanted


def test_results_in_time_by_month(counter: Counter, month: Report) -> None:
    local = LOCAL.format("finished_at")
    sql = (
        f"SELECT strftime('%m/%Y', {local}), count(*), "
        "sum(status <> 8 AND due_at IS NOT NULL AND finished_at > due_at) FROM dossier "
        "WHERE voided = 0 AND status IN (8, 9, 10) AND finished_at IS NOT NULL GROUP BY 1"
    )
    wanted = by_hand(counter, sql)
    got = {
        name: (row[1], row[2]) for name, row in numbers(drawn(month, "on_time")).items() if row[1]
    }
    assert got == wanted
    for name, (rate, number, late) in numbers(drawn(month, "on_time")).items():
        if number:
            assert rate == pytest.approx((number - (late or 0)) / number * 100), name


def test_reasons_of_the_period(counter: Counter, month: Report) -> None:
    sql = (
        "SELECT json_extract(s.value, '$.reason'), count(DISTINCT d.id) FROM dossier d, "
        "json_each(CAST(d.state AS TEXT), '$.supplements') s WHERE d.voided = 0 AND "
        "substr(json_extract(s.value, '$.asked_at'), 1, 10) BETWEEN '2026-11-01' AND '2026-11-23' "
        "GROUP BY 1"
    )
    wanted = {key: [float(str(row[0]))] for key, row in by_hand(counter, sql).items()}
    assert numbers(drawn(month, "reasons")) == wanted
    assert len(wanted) == len(busy.REASONS)


def test_how_long_results_wait(counter: Counter, month: Report) -> None:
    age = (
        f"CAST(julianday('2026-11-23') - julianday(date({LOCAL.format('finished_at')})) AS INTEGER)"
    )
    sql = (
        f"SELECT CASE WHEN {age} <= 1 THEN '0–1 ngày' WHEN {age} <= 3 THEN '2–3 ngày' "
        f"WHEN {age} <= 7 THEN '4–7 ngày' WHEN {age} <= 15 THEN '8–15 ngày' "
        f"WHEN {age} <= 30 THEN '16–30 ngày' ELSE 'trên 30 ngày' END, count(*) FROM dossier "
        "WHERE voided = 0 AND status = 9 GROUP BY 1"
    )
    wanted = {key: row[0] for key, row in by_hand(counter, sql).items()}
    got = {name: row[0] for name, row in numbers(drawn(month, "uncollected")).items() if row[0]}
    assert got == wanted
    assert len(got) > 3


@pytest.mark.parametrize(("period", "form"), [(NOVEMBER, "%d/%m"), (YEAR, "%m/%Y")])
def test_papers_shown_by_day_and_procedure(
    counter: Counter, work: Workplace, period: Period, form: str
) -> None:
    local = LOCAL.format("received_at")
    sql = (
        f"SELECT strftime('{form}', {local}) || procedure, sum(papers), sum(scanned) FROM dossier "
        f"WHERE voided = 0 AND date({local}) BETWEEN ? AND ? GROUP BY 1"
    )
    wanted = {
        key: row
        for key, row in by_hand(counter, sql, str(period.first), str(period.last)).items()
        if row[0]
    }
    figure = drawn(figures.report(work, period), "digitised")
    got = {}
    for name, cells in zip(figure.categories, figure.cells, strict=True):
        for cell in cells:
            if cell.drill is not None:
                shown, papers = cell.words.removesuffix(" giấy").split("/")
                got[name + cell.drill.procedures[0]] = (int(papers), int(shown))
    assert got == wanted


def test_it_says_which_days_have_any(month: Report, work: Workplace) -> None:
    assert month.has is not None
    assert month.has.first == busy.FIRST.date()
    empty = figures.report(work, Period(date(2020, 1, 1), date(2020, 1, 31)))
    assert empty.has == month.has
    assert drawn(empty, "reasons").is_empty
    assert drawn(empty, "digitised").is_empty


def test_a_counter_without_dossiers_has_no_days(tmp_path: Path) -> None:
    made = Counter(tmp_path / "new").make()
    with made.open(write=False) as opened:
        report = figures.report(opened, NOVEMBER)
    assert report.has is None
    assert all(figure.is_empty for figure in report.figures)


def test_a_period_the_wrong_way_round_is_refused(work: Workplace) -> None:
    with pytest.raises(PeriodError):
        figures.report(work, Period(date(2026, 2, 1), date(2026, 1, 1)))
