"""The period's figures, counted in SQL from how dossiers stood; one definition for all of them.

One pass tells a period's dossiers apart by kind (`domain/report_measures.py`); lines, totals and
the dossiers behind a number are all read off the kinds.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import Connection, select

from desk.domain import rights
from desk.domain.errors import InputError
from desk.domain.records import VN, Actor, Channel, Dossier
from desk.domain.report import (
    TOTAL,
    Line,
    Reopened,
    Report,
    counted,
    figures,
    indices,
)
from desk.domain.report_form import Grouping, ReportForm, UnknownReportError, in_force
from desk.domain.report_measures import MEASURES, Kind, Outcome, Source
from desk.models.projection import micros
from desk.models.tables import dossier, staff, standing, target
from desk.services.exporting import CHANNELS, RIGHT
from desk.services.listing import moment
from desk.services.lookup import EAST, HOUR
from desk.services.workplace import Workplace
from desk.wire import canonical

__all__ = ["UnknownReportError"]

#: Reports of their own shape: what nobody has collected when the period ends; the figures.
UNCOLLECTED: Final = "uncollected"
FIGURES: Final = "figures"  # counted by `services/figures.py`
OTHERS: Final = (UNCOLLECTED, FIGURES)
OTHER_FIELD: Final = "Khác"
NOBODY: Final = "Chưa phân công"
_NO_LOGIN: Final = "-"  # an empty key is the total's
SUM: Final = "Tổng số"


class PeriodError(InputError):
    """The period ends before it begins."""


def check_period(start: date, end: date) -> None:
    """Refuse a period that ends before it begins.

    Raises:
        PeriodError.
    """
    if end < start:
        raise PeriodError(start=f"{start:%d/%m/%Y}", end=f"{end:%d/%m/%Y}")


def forms(work: Workplace, day: date) -> tuple[ReportForm, ...]:
    """Return the report forms that are in force on a day, each name once."""
    found: dict[str, ReportForm] = {}
    for form in sorted(work.rules.reports, key=lambda each: each.since):
        if form.since <= day and (form.until or date.max) >= day:
            found[form.id] = form
    return tuple(found[name] for name in sorted(found))


@dataclass(frozen=True, slots=True)
class Moments:
    """A period as instants in UTC microseconds: its first, the one after it, and its view.

    What is still open is measured at the view: the period's end, or now if that is earlier.
    """

    first: int
    after: int
    view: int

    @classmethod
    def of(cls, start: date, end: date, now: datetime) -> Moments:
        """Return the moments of inclusive Vietnamese days."""
        first = datetime.combine(start, time(), VN)
        # The calendar's last day has no day after it.
        last = min(end, date.max - timedelta(days=1))
        after = datetime.combine(last, time(), VN) + timedelta(days=1)
        return cls(*(micros(each) or 0 for each in (first, after, min(now, after))))


def report(work: Workplace, name: str, start: date, end: date, by: str = "") -> Report:
    """Return a form filled in for inclusive Vietnamese days, as things stood when they ended.

    Raises:
        UnknownReportError, UnknownGroupingError, PeriodError.
    """
    check_period(start, end)
    form = in_force(work.rules.reports, name, end, OTHERS)
    with work.database.read() as tx:
        return made(tx, work, form, form.grouping(by), start, end)


def made(  # noqa: PLR0917 - of which form, for when
    tx: Connection, work: Workplace, form: ReportForm, by: Grouping, start: date, end: date
) -> Report:
    """Return a form filled in, within a transaction; see `report`."""
    now = work.now()
    period = Moments.of(start, end, now)
    groups = Groups(tx, work, form, by)
    found: dict[str, dict[Kind, int]] = defaultdict(lambda: defaultdict(int))
    for row in tx.exec_driver_sql(_COUNT, _given(period)):
        key, kind = groups.told(row)
        found[key][kind] += row[-1]
    measures = {part for leaf in form.leaves for part in leaf.measures}
    every: dict[str, int] = dict.fromkeys(measures, 0)
    lines = []
    for key, kinds in found.items():
        counts = counted(kinds.items(), measures)
        if any(counts.values()):
            lines.append(Line(key=key, name=groups.name(key), values=figures(form, counts)))
        for measure, number in counts.items():
            every[measure] += number
    total = Line(key=TOTAL, name=SUM, values=figures(form, every))
    return Report(
        form=form,
        by=by,
        start=start,
        end=end,
        at=now,
        lines=tuple(sorted(lines, key=lambda each: each.name)),
        total=total,
        indices=indices(form, total),
        reopened=tuple(_reopened(tx, period)),
        alone=_is_alone(tx),
    )


def _is_alone(tx: Connection) -> bool:
    """Tell whether dossiers of the ward's other counters have never had a way to come here."""
    met = select(target.c.name).where(target.c.kind == "", target.c.last_ok.is_not(None)).limit(1)
    return tx.execute(met).first() is None


# -- telling dossiers apart ------------------------------------------------------------------------

_DAY: Final = 24 * HOUR
_SOURCE: Final = "CASE WHEN received_at IS NULL THEN 0 WHEN received_at < :first THEN 1 ELSE 2 END"
_EARLY: Final = f"(ended_at + {EAST}) / {_DAY} < (due_at + {EAST}) / {_DAY}"
_FACTS: Final = "dossier_id, procedure, channel, assignee, status, marks"


def _stood(table: str, opened: str = "", ended: str = "") -> str:
    """Return how the period ended for each dossier that it is about.

    What was open at its end, and what ended within it; the indexes are named where there are any.
    """
    return f"""
SELECT {_FACTS}, {_SOURCE} AS source, CASE WHEN due_at < :view THEN 4 ELSE 3 END AS outcome
FROM {table} {opened} WHERE ended_at IS NULL AND until >= :after AND since < :after
UNION ALL
SELECT {_FACTS}, {_SOURCE},
  CASE WHEN due_at IS NULL THEN 1 WHEN ended_at > due_at THEN 2 WHEN {_EARLY} THEN 0 ELSE 1 END
FROM {table} {ended} WHERE ended_at IS NOT NULL AND ended_at >= :first AND ended_at < :after
  AND since < :after AND until >= :after
"""  # noqa: S608 - our own words, values are bound


def _told(table: str, index: str = "") -> str:
    back = (
        f"dossier_id IN (SELECT dossier_id FROM {table} {index} "  # noqa: S608 - as above
        "WHERE reopened = 1 AND since >= :first AND since < :after)"
    )
    return f"procedure, channel, assignee, status, marks, source, outcome, {back} AS back"


_WRITTEN: Final = _stood("standing", "INDEXED BY ix_standing_open", "INDEXED BY ix_standing_ended")
_TOLD: Final = _told("standing", "INDEXED BY ix_standing_reopened")
_COUNT: Final = f"SELECT {_TOLD}, count(*) FROM ({_WRITTEN}) GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"  # noqa: S608 - as above
_EACH: Final = f"SELECT {_TOLD}, dossier_id FROM ({_WRITTEN})"  # noqa: S608 - as above
#: The same of rows that are handed in, as JSON, in the order of the table's columns.
_HANDED: Final = ", ".join(
    f"json_extract(value, '$[{place}]') AS {column.name}"
    for place, column in enumerate(standing.columns)
)
_EACH_HANDED: Final = (
    f"WITH handed AS (SELECT {_HANDED} FROM json_each(:rows)) "  # noqa: S608 - as above
    f"SELECT {_told('handed')}, dossier_id FROM ({_stood('handed')})"
)
_REOPENED: Final = """
SELECT dossier.code, standing.since
FROM standing INDEXED BY ix_standing_reopened JOIN dossier ON dossier.id = standing.dossier_id
WHERE reopened = 1 AND since >= :first AND since < :after ORDER BY since, code
"""
_SOURCES: Final = (Source.PENDING, Source.CARRIED, Source.NEW)
_OUTCOMES: Final = (
    Outcome.BEFORE,
    Outcome.ON_TIME,
    Outcome.LATE,
    Outcome.OPEN,
    Outcome.OPEN_LATE,
)


def _given(period: Moments) -> dict[str, int]:
    return {"first": period.first, "after": period.after, "view": period.view}


def _reopened(tx: Connection, period: Moments) -> Iterator[Reopened]:
    for code, since in tx.exec_driver_sql(_REOPENED, _given(period)):
        yield Reopened(code=code, at=moment(since))


class Groups:
    """Tells rows apart by what a form groups them by, and names the groups."""

    def __init__(self, tx: Connection, work: Workplace, form: ReportForm, by: Grouping) -> None:
        """Read what the groups are called."""
        self._tx = tx
        self._known = work.rules.catalogue.procedures
        self._form = form
        self._kinds: dict[tuple[Any, ...], Kind] = {}
        keys: dict[Grouping, Callable[[Any], str]] = {
            Grouping.FIELD: lambda row: self._of(row[0], "area"),
            Grouping.UNIT: lambda row: self._of(row[0], "agency"),
            Grouping.PROCEDURE: lambda row: str(row[0]),
            Grouping.CHANNEL: lambda row: str(row[1]),
            Grouping.OFFICER: lambda row: str(row[2]) or _NO_LOGIN,
        }
        self._key = keys[by]
        names: dict[Grouping, Callable[[str], str]] = {
            Grouping.FIELD: str,
            Grouping.UNIT: str,
            Grouping.PROCEDURE: self._procedure,
            Grouping.CHANNEL: lambda key: CHANNELS.get(key, key),
            Grouping.OFFICER: self._officer,
        }
        self.name = names[by]

    def told(self, row: Any) -> tuple[str, Kind]:
        """Return the key of a row's group, and its kind."""
        what = row[0], row[1], *row[3:8]
        if what not in self._kinds:
            procedure, channel, status, marks, source, outcome, back = what
            self._kinds[what] = Kind(
                source=_SOURCES[source],
                outcome=_OUTCOMES[outcome],
                status=status,
                marks=marks,
                channel=channel,
                level=self._level(procedure) if channel == Channel.ONLINE else "",
                reopened=bool(back),
                waiting=self._form.waiting,
            )
        return self._key(row), self._kinds[what]

    def _of(self, procedure: str, fact: str) -> str:
        found = self._known.get(procedure)
        return str(getattr(found, fact)) if found else OTHER_FIELD

    def _level(self, procedure: str) -> str:
        found = self._known.get(procedure)
        levels = {"toàn trình": "full", "một phần": "partial"}
        return levels.get(found.online_level, "") if found else ""

    def _procedure(self, code: str) -> str:
        found = self._known.get(code)
        if found:
            return f"{code} {found.name}"
        some = select(dossier.c.state).where(dossier.c.procedure == code).limit(1)
        blob = self._tx.execute(some).scalar()
        return f"{code} {canonical.loads(Dossier, blob).procedure_name}" if blob else code

    def _officer(self, key: str) -> str:
        if key == _NO_LOGIN:
            return NOBODY
        name = self._tx.execute(select(staff.c.name).where(staff.c.login == key)).scalar()
        return str(name) if name else key


# -- the dossiers behind a number ------------------------------------------------------------------


def drill(work: Workplace, by: Actor, filled: Report, line: str, number: str) -> tuple[str, ...]:
    """Return the codes of the dossiers that a figure counts, in their order.

    One that a sum counts twice is there twice; of a share those of its numerator.

    Raises:
        NotAllowedError, UnknownCellError.
    """
    rights.require(by, RIGHT)
    with work.database.read() as tx:
        keys = behind(tx, work, filled, line, number)
        asked = "SELECT id, code FROM dossier WHERE id IN (SELECT value FROM json_each(?))"
        codes = {
            row.id: row.code for row in tx.exec_driver_sql(asked, (json.dumps(sorted(set(keys))),))
        }
    return tuple(sorted(codes[key] for key in keys))


def behind(
    tx: Connection, work: Workplace, filled: Report, line: str, number: str
) -> tuple[int, ...]:
    """Return the local keys of the dossiers that a figure counts.

    Raises:
        UnknownCellError.
    """
    filled.column(number)
    key = filled.line(line).key
    parts = [MEASURES[each] for each in filled.form.parts(number)]
    groups = Groups(tx, work, filled.form, filled.by)
    # As it was counted: what has become late since is not what the figure says.
    period = Moments.of(filled.start, filled.end, filled.at)
    found = []
    for group, kind, place in _each(tx, groups, period):
        if key in (TOTAL, group):
            found += [place] * sum(holds(kind) for holds in parts)
    return tuple(found)


def _each(tx: Connection, groups: Groups, period: Moments) -> Iterable[tuple[str, Kind, int]]:
    for row in tx.exec_driver_sql(_EACH, _given(period)):
        yield (*groups.told(row), row[-1])


def each_of(
    tx: Connection, groups: Groups, period: Moments, rows: str
) -> Iterator[tuple[str, Kind, int]]:
    """Yield the group, kind and local key of dossiers by how they stood: rows as JSON."""
    for row in tx.exec_driver_sql(_EACH_HANDED, {**_given(period), "rows": rows}):
        yield (*groups.told(row), row[-1])
