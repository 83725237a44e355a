"""The office's figures: what each counts, and which dossiers stand behind each of its numbers.

A figure is one record: the screen draws it, its table twin lists it, the printed report shows it,
and `drill` asks for exactly the dossiers that were counted. Who counts hands in plain numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from desk.domain.lookup import Filter, Span
from desk.domain.records import VN, Status

#: What a ward promises: so many of a hundred results in time.
TARGET: Final = 95.0
QUARTER: Final = timedelta(minutes=15)
RUNNING: Final = (Status.RECEIVED, Status.IN_HAND)
SOLVED: Final = (Status.STOPPED, Status.DONE, Status.RETURNED)
#: Days since the result was there, as the bars of the uncollected ones stand.
AGES: Final = ((0, 1), (2, 3), (4, 7), (8, 15), (16, 30), (31, None))
#: Up to so many days a figure has a column for each, beyond that for each month.
DAYS_SHOWN: Final = 31
MONTHS: Final = 12
_DAY: Final = timedelta(days=1)


class Shape(StrEnum):
    """How a figure is drawn."""

    COLUMNS = "columns"  # upright, side by side
    STACK = "stack"  # lying, one behind the other
    LINES = "lines"
    BARS = "bars"  # lying, one each
    HEAT = "heat"  # squares, the fuller the darker


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of number; told by hatch and shape as well as by colour."""

    name: str
    tone: str  # token of its colour
    hatch: str = ""  # "" | slash | back | dots
    drawn: bool = True  # False: in the table alone


@dataclass(frozen=True, slots=True)
class Cell:
    """One number; None where nothing was counted. `said` is how it is read, if not by itself."""

    value: float | None
    drill: Filter | None = None
    said: str = ""

    @property
    def words(self) -> str:
        """The number as it is read."""
        if self.said or self.value is None:
            return self.said or "–"
        return f"{self.value:,.0f}".replace(",", ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Numbers by category (`cells[category][series]`), and what they mean."""

    key: str
    title: str
    note: str
    shape: Shape
    unit: str
    head: str  # what the categories are
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    cells: tuple[tuple[Cell, ...], ...]
    target: float | None = None
    most: int = 0  # so many rows are drawn, the rest stands in the table; 0: all

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(cell.value for row in self.cells for cell in row)

    def said(self, row: int, column: int) -> str:
        """Return a number with all that it is about."""
        series = self.series[column].name
        return f"{self.categories[row]} · {series}: {self.cells[row][column].words}"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, both ends included."""

    first: date
    last: date

    @property
    def span(self) -> Span:
        """The period as instants."""
        return Span.days(self.first, self.last)

    def buckets(self) -> tuple[tuple[str, Span], ...]:
        """Return the period's days, or its months where those would be too many."""
        if (self.last - self.first).days < DAYS_SHOWN:
            days = [self.first + _DAY * n for n in range((self.last - self.first).days + 1)]
            return tuple((f"{day:%d/%m}", Span.days(day, day)) for day in days)
        found = []
        first = self.first
        while first <= self.last:
            last = min(month_end(first), self.last)
            found.append((f"{first:%m/%Y}", Span.days(first, last)))
            first = last + _DAY
        return tuple(found)


def month_end(day: date) -> date:
    """Return the last day of a day's month."""
    return (day.replace(day=28) + _DAY * 4).replace(day=1) - _DAY


def months_until(last: date, number: int = MONTHS) -> tuple[date, ...]:
    """Return the first days of the months up to that of `last`, the oldest first."""
    at = last.year * 12 + last.month - 1
    return tuple(date(n // 12, n % 12 + 1, 1) for n in range(at - number + 1, at + 1))


# -- the seven ------------------------------------------------------------------------------------


def arrivals(day: date, taken: Mapping[int, int], served: Mapping[int, int]) -> Figure:
    """Return who came and who was served; keys are quarters of an hour since midnight."""
    used = sorted({*taken, *served})
    slots = range(used[0], used[-1] + 1) if used else range(0)
    midnight = datetime.combine(day, time(), VN)

    def cell(counted: Mapping[int, int], slot: int, moment: str) -> Cell:
        span = Span(midnight + QUARTER * slot, midnight + QUARTER * (slot + 1))
        asked = Filter(ticket=span, moment=moment, voided=True)
        return Cell(counted.get(slot, 0), asked if counted.get(slot) else None)

    return Figure(
        key="arrivals",
        title="Người đến và người được phục vụ",
        note="Vé đã lấy và vé đã mời, mỗi 15 phút trong ngày cuối của kỳ",
        shape=Shape.COLUMNS,
        unit="vé",
        head="Giờ",
        categories=tuple(f"{slot // 4:02d}:{slot % 4 * 15:02d}" for slot in slots),
        series=(Series("Lấy vé", "waiting", "slash"), Series("Được phục vụ", "in_hand")),
        cells=tuple((cell(taken, slot, "taken"), cell(served, slot, "served")) for slot in slots),
    )


def due_by_procedure(
    now: datetime, counted: Iterable[tuple[str, str, tuple[int, int, int]]]
) -> Figure:
    """Return how what is in hand stands: by code and name, (overdue, due today, due later)."""
    evening = datetime.combine(now.astimezone(VN).date() + _DAY, time(), VN)
    spans = (Span(None, now), Span(now, evening), Span(evening, None))
    rows = sorted(counted, key=lambda row: (-sum(row[2]), row[1]))
    return Figure(
        key="due",
        title="Hồ sơ đang giải quyết theo thời hạn",
        note="Đã tiếp nhận hoặc đang xử lý, tính đến lúc này",
        shape=Shape.STACK,
        unit="hồ sơ",
        head="Thủ tục",
        categories=tuple(name for _, name, _ in rows),
        series=(
            Series("Quá hạn", "overdue", "slash"),
            Series("Hôm nay đến hạn", "soon", "dots"),
            Series("Còn hạn", "in_hand"),
        ),
        cells=tuple(
            tuple(
                Cell(
                    number,
                    Filter(statuses=RUNNING, procedures=(code,), due=span) if number else None,
                )
                for number, span in zip(numbers, spans, strict=True)
            )
            for code, _, numbers in rows
        ),
        most=8,
    )


def waiting(period: Period, waits: Mapping[int, Sequence[float]]) -> Figure:
    """Return how long people waited, in minutes, by the hour in which they were called."""
    hours = range(min(waits), max(waits) + 1) if waits else range(0)

    def row(hour: int) -> tuple[Cell, Cell]:
        found = sorted(waits.get(hour, ()))
        if not found:
            return Cell(None), Cell(None)
        asked = Filter(ticket=period.span, moment="called", hour=hour, voided=True)
        values = (quantile(found, 0.5), quantile(found, 0.9))
        first, second = (Cell(each, asked, f"{each:.0f} phút") for each in values)
        return first, second

    return Figure(
        key="waiting",
        title="Thời gian chờ theo giờ",
        note="Từ lúc lấy vé đến lúc được mời, trong kỳ",
        shape=Shape.LINES,
        unit="phút",
        head="Giờ mời",
        categories=tuple(f"{hour} giờ" for hour in hours),
        series=(Series("Trung vị", "in_hand"), Series("90 % chờ không quá", "soon", "slash")),
        cells=tuple(row(hour) for hour in hours),
    )


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of the sorted values do not exceed (nearest rank)."""
    return values[max(math.ceil(share * len(values)), 1) - 1]


def on_time(months: Sequence[date], solved: Mapping[date, tuple[int, int]]) -> Figure:
    """Return the share of results in time by month: (in time, late) by its first day."""

    def row(month: date) -> tuple[Cell, Cell, Cell]:
        in_time, late = solved.get(month, (0, 0))
        number = in_time + late
        span = Span.days(month, month_end(month))
        everything = Filter(statuses=SOLVED, finished=span)
        too_late = Filter(statuses=SOLVED, finished=span, late=True)
        rate = in_time / number * 100 if number else None
        said = f"{rate:.1f} %".replace(".", ",") if rate is not None else ""
        return (
            Cell(rate, everything if number else None, said),
            Cell(number, everything if number else None),
            Cell(late, too_late if late else None),
        )

    return Figure(
        key="on_time",
        title="Tỷ lệ giải quyết đúng hạn",
        note=f"12 tháng đến cuối kỳ; mục tiêu {TARGET:.0f} %",
        shape=Shape.LINES,
        unit="%",
        head="Tháng",
        categories=tuple(f"{month:%m/%Y}" for month in months),
        series=(
            Series("Đúng hạn", "done"),
            Series("Đã giải quyết", "in_hand", drawn=False),
            Series("Quá hạn", "overdue", drawn=False),
        ),
        cells=tuple(row(month) for month in months),
        target=TARGET,
    )


def reasons(period: Period, counted: Iterable[tuple[str, int]]) -> Figure:
    """Return why citizens were asked to bring more: dossiers by reason."""
    rows = sorted(counted, key=lambda row: (-row[1], row[0]))
    return Figure(
        key="reasons",
        title="Lý do yêu cầu bổ sung",
        note="Hồ sơ có yêu cầu bổ sung trong kỳ",
        shape=Shape.BARS,
        unit="hồ sơ",
        head="Lý do",
        categories=tuple(reason for reason, _ in rows),
        series=(Series("Hồ sơ", "citizen", "dots"),),
        cells=tuple(
            (Cell(number, Filter(asked=period.span, reason=reason)),) for reason, number in rows
        ),
        most=8,
    )


def age_spans(today: date) -> tuple[tuple[str, Span], ...]:
    """Return the ages of results that wait to be collected, and when those were finished."""
    found = []
    for least, most in AGES:
        last = today - _DAY * least
        start = None if most is None else Span.days(today - _DAY * most, last).start
        name = f"trên {least - 1} ngày" if most is None else f"{least}–{most} ngày"
        found.append((name, Span(start, Span.days(last, last).end)))
    return tuple(found)


def uncollected(today: date, numbers: Sequence[int]) -> Figure:
    """Return how long results have waited to be collected, in the order of `AGES`."""
    spans = age_spans(today)
    return Figure(
        key="uncollected",
        title="Kết quả chưa có người nhận",
        note="Số ngày từ khi có kết quả, tính đến hôm nay",
        shape=Shape.COLUMNS,
        unit="hồ sơ",
        head="Đã chờ",
        categories=tuple(name for name, _ in spans),
        series=(Series("Hồ sơ", "done"),),
        cells=tuple(
            (Cell(number, Filter(statuses=(Status.DONE,), finished=span) if number else None),)
            for number, (_, span) in zip(numbers, spans, strict=True)
        ),
    )


def digitised(
    period: Period, counted: Mapping[tuple[str, int], tuple[int, int]], names: Mapping[str, str]
) -> Figure:
    """Return what share of the papers a file shows: (papers, of them shown) by code and bucket."""
    buckets = period.buckets()
    papers: dict[str, int] = {}
    for (code, _), (number, _) in counted.items():
        papers[code] = papers.get(code, 0) + number
    codes = sorted(
        (code for code in papers if papers[code]), key=lambda code: (-papers[code], code)
    )

    def cell(code: str, at: int, span: Span) -> Cell:
        number, shown = counted.get((code, at), (0, 0))
        if not number:
            return Cell(None)
        asked = Filter(received=span, procedures=(code,))
        return Cell(shown / number * 100, asked, f"{shown}/{number} giấy")

    return Figure(
        key="digitised",
        title="Số hóa giấy tờ",
        note="Giấy tờ đã có bản quét, theo ngày nhận và thủ tục; theo quyển sổ thì xem trang Sổ",
        shape=Shape.HEAT,
        unit="%",
        head="Ngày nhận",
        categories=tuple(name for name, _ in buckets) if codes else (),
        series=tuple(Series(names.get(code, code), "done") for code in codes),
        cells=tuple(
            tuple(cell(code, at, span) for code in codes) for at, (_, span) in enumerate(buckets)
        )
        if codes
        else (),
        most=8,
    )
