"""What is drawn of a report: the same cells, so that picture and table cannot disagree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desk.domain.figures import Cell, Figure, Series, Shape
from desk.domain.report import Line, Report

#: How many lines a picture has; the table has them all.
MOST: Final = 10
#: Measures that are drawn beside each other, with the looks of each.
_SOLVED: Final = (
    ("solved_early", "Trước hạn", "done", ""),
    ("solved_on_time", "Đúng hạn", "in_hand", "dots"),
    ("solved_late", "Quá hạn", "overdue", "slash"),
)
_OPEN: Final = (
    ("open_in_time", "Trong hạn", "in_hand", ""),
    ("open_late", "Quá hạn", "overdue", "slash"),
)
_CAME: Final = (
    ("received_online", "Trực tuyến", "in_hand", ""),
    ("received_direct", "Trực tiếp, bưu chính", "waiting", "dots"),
    ("carried", "Từ kỳ trước", "done", "slash"),
)


def plots(report: Report) -> tuple[Figure, ...]:
    """Return the pictures of a report: of each kind whose columns its form has."""
    wanted = (
        ("came", "Tiếp nhận", _CAME),
        ("solved", "Đã giải quyết", _SOLVED),
        ("open", "Đang giải quyết", _OPEN),
    )
    found = (_plot(report, *each) for each in wanted)
    return tuple(each for each in found if each is not None)


def _plot(
    report: Report, key: str, title: str, parts: Sequence[tuple[str, str, str, str]]
) -> Figure | None:
    places = [_place(report, measure) for measure, *_ in parts]
    columns = [each for each in places if each is not None]
    if len(columns) < len(parts):
        return None

    def cells(line: Line) -> tuple[Cell, ...]:
        values = (line.values[each] for each in columns)
        return tuple(Cell(value if isinstance(value, int) else None) for value in values)

    lines = [each for each in report.lines if not each.section]
    rows = [(line.name, cells(line)) for line in lines]
    rows = [row for row in rows if any(cell.value for cell in row[1])]
    rows.sort(key=lambda row: (-sum(cell.value or 0 for cell in row[1]), row[0]))
    return Figure(
        key=key,
        title=title,
        note=f"Theo {report.form.names.lower()}, cùng số liệu với bảng",
        shape=Shape.STACK,
        unit="hồ sơ",
        head=report.form.names,
        categories=tuple(name for name, _ in rows),
        series=tuple(Series(name, tone, hatch) for _, name, tone, hatch in parts),
        cells=tuple(each for _, each in rows),
        most=MOST,
    )


def _place(report: Report, measure: str) -> int | None:
    for place, leaf in enumerate(report.form.leaves):
        if leaf.measures == (measure,):
            return place
    return None
