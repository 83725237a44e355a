"""Lays a figure out into marks: rectangles, lines, words. Screen and paper only put them down.

Units are whatever the caller measures words in. Nothing is told by colour alone: every series has
a hatch or a shape of its own, every bar its number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from desk.domain.figures import Cell, Figure, Series, Shape

#: Returns how wide words are at the size of the drawing's text.
Measure = Callable[[str], float]
SHAPES: Final = ("dot", "square", "diamond", "triangle")


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `share` says how full its colour is."""

    x: float
    y: float
    w: float
    h: float
    tone: str
    hatch: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """Straight lines from point to point."""

    points: tuple[tuple[float, float], ...]
    tone: str
    dashed: bool = False
    heavy: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A mark on a line, of its series' shape."""

    x: float
    y: float
    shape: str
    tone: str


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text around the height `y`."""

    x: float
    y: float
    text: str
    align: str = "left"  # left | centre | right
    tone: str = "quiet"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a number can be pointed at: `cells[row][column]` of the figure."""

    x: float
    y: float
    w: float
    h: float
    row: int
    column: int


Mark = Box | Rule | Point | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """What to put down, in this order, and what can be pointed at."""

    marks: tuple[Mark, ...]
    spots: tuple[Spot, ...]


@dataclass
class _Sheet:
    """A drawing in the making."""

    figure: Figure
    width: float
    height: float
    size: float  # of the text
    measure: Measure
    marks: list[Mark] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    top: float = 0.0

    def fit(self, text: str, room: float) -> str:
        """Return as much of a text as fits."""
        if self.measure(text) <= room:
            return text
        while text and self.measure(f"{text}…") > room:
            text = text[:-1]
        return f"{text.rstrip()}…" if text else ""


def draw(figure: Figure, width: float, height: float, size: float, measure: Measure) -> Drawing:
    """Lay a figure out in so much room, with text of `size`."""
    sheet = _Sheet(figure, width, height, size, measure)
    if figure.shape in (Shape.COLUMNS, Shape.LINES):
        _legend(sheet)
        _upright(sheet)
    elif figure.shape is Shape.HEAT:
        _heat(sheet)
    else:
        _legend(sheet)
        _lying(sheet)
    return Drawing(tuple(sheet.marks), tuple(sheet.spots))


def _drawn(figure: Figure) -> list[tuple[int, Series]]:
    return [(at, series) for at, series in enumerate(figure.series) if series.drawn]


def _legend(sheet: _Sheet) -> None:
    """Name the series above the plot, each with the mark that it is drawn with."""
    drawn = _drawn(sheet.figure)
    if len(drawn) < 2 and sheet.figure.target is None:  # noqa: PLR2004 - one needs no telling apart
        sheet.top = sheet.size * 0.6
        return
    x, y, s = 0.0, sheet.size * 0.8, sheet.size
    for at, (_, series) in enumerate(drawn):
        wide = s * 1.5 + sheet.measure(series.name)
        if x and x + wide > sheet.width:
            x, y = 0.0, y + s * 1.5
        if sheet.figure.shape is Shape.LINES:
            sheet.marks.append(Point(x + s * 0.5, y, SHAPES[at % len(SHAPES)], series.tone))
        else:
            sheet.marks.append(Box(x, y - s * 0.45, s * 0.9, s * 0.9, series.tone, series.hatch))
        sheet.marks.append(Words(x + s * 1.3, y, series.name, tone="text"))
        x += wide + s
    if sheet.figure.target is not None:
        sheet.marks.append(Rule(((x, y), (x + s * 1.6, y)), "soon", dashed=True))
        sheet.marks.append(
            Words(x + s * 2, y, f"Mục tiêu {sheet.figure.target:.0f} %", tone="text")
        )
    sheet.top = y + s * 1.3


# -- upright: columns and lines -------------------------------------------------------------------


def steps(most: float, wanted: int = 4) -> tuple[float, ...]:
    """Return round numbers from zero to at least `most`, for an axis."""
    if most <= 1:  # counts and shares: there is nothing between nought and one
        return (0.0, 1.0)
    rough = most / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= rough * 0.999)
    step = max(step, 1.0)
    return tuple(step * n for n in range(math.ceil(most / step) + 1))


def _scale(figure: Figure) -> tuple[float, ...]:
    """Return the axis; shares near a hundred are looked at from where they differ."""
    values = [row[at].value for row in figure.cells for at, _ in _drawn(figure)]
    found = [value for value in values if value is not None]
    if figure.target is None:
        return steps(max(found, default=0.0))
    least = min([*found, figure.target])
    low = max(math.floor((least - 1) / 10) * 10, 0)
    return tuple(float(n) for n in range(low, 101, 10 if low < 80 else 5))  # noqa: PLR2004 - half as far apart where there is room


def _upright(sheet: _Sheet) -> None:
    axis, s = _scale(sheet.figure), sheet.size
    left = max(sheet.measure(f"{each:.0f}") for each in axis) + s * 0.8
    bottom = sheet.height - s * 1.8
    low, high = axis[0], axis[-1]

    def y_of(value: float) -> float:
        return bottom - (value - low) / (high - low) * (bottom - sheet.top - s * 0.4)

    for each in axis:
        sheet.marks.append(Rule(((left, y_of(each)), (sheet.width, y_of(each))), "line"))
        sheet.marks.append(Words(left - s * 0.5, y_of(each), f"{each:.0f}", "right"))
    number = max(len(sheet.figure.categories), 1)
    step = (sheet.width - left) / number
    _below(sheet, left, step, bottom + s)
    if sheet.figure.target is not None:
        y = y_of(sheet.figure.target)
        sheet.marks.append(Rule(((left, y), (sheet.width, y)), "soon", dashed=True))
    for row in range(len(sheet.figure.categories)):
        for at, (column, _) in enumerate(_drawn(sheet.figure)):
            if sheet.figure.shape is Shape.COLUMNS:
                _column(sheet, (left + step * row, step), (row, column, at), y_of)
    if sheet.figure.shape is Shape.LINES:
        for at, (column, series) in enumerate(_drawn(sheet.figure)):
            _line(sheet, left, step, column, series, SHAPES[at % len(SHAPES)], y_of)
    sheet.marks.append(Rule(((left, bottom), (sheet.width, bottom)), "edge"))


def _below(sheet: _Sheet, left: float, step: float, y: float) -> None:
    """Name the categories below the axis, as many of them as there is room for."""
    free = 0.0  # from where on nothing is written yet
    for at, name in enumerate(sheet.figure.categories):
        half = sheet.measure(name) / 2
        middle = min(max(left + step * (at + 0.5), half), sheet.width - half)
        if middle - half >= free:
            sheet.marks.append(Words(middle, y, name, "centre"))
            free = middle + half + sheet.size * 0.8


def _column(
    sheet: _Sheet,
    place: tuple[float, float],
    which: tuple[int, int, int],
    y_of: Callable[[float], float],
) -> None:
    (x, step), (row, column, at) = place, which
    figure, s = sheet.figure, sheet.size
    series, cell = figure.series[column], figure.cells[row][column]
    number = len(_drawn(figure))
    wide = min(step * 0.8 / number, s * 3)
    x += (step - wide * number) / 2 + wide * at
    bottom, top = y_of(0.0), y_of(cell.value or 0.0)
    if cell.value:
        sheet.marks.append(Box(x, top, max(wide - 1, 1), bottom - top, series.tone, series.hatch))
        if sheet.measure(cell.words) < wide - s * 0.2:
            sheet.marks.append(Words(x + wide / 2, top - s * 0.7, cell.words, "centre", "text"))
    if cell.drill is not None:
        sheet.spots.append(Spot(x, min(top, bottom - s), wide, max(bottom - top, s), row, column))


def _line(  # noqa: PLR0917 - one line of one plot
    sheet: _Sheet,
    left: float,
    step: float,
    column: int,
    series: Series,
    shape: str,
    y_of: Callable[[float], float],
) -> None:
    run: list[tuple[float, float]] = []
    s = sheet.size
    for row, cells in enumerate(sheet.figure.cells):
        cell = cells[column]
        if cell.value is None:
            _pen(sheet, run, series)
            run = []
            continue
        here = (left + step * (row + 0.5), y_of(cell.value))
        run.append(here)
        sheet.spots.append(
            Spot(here[0] - s * 0.8, here[1] - s * 0.8, s * 1.6, s * 1.6, row, column)
        )
    _pen(sheet, run, series)
    for spot in sheet.spots:
        if spot.column == column:
            middle = (spot.x + spot.w / 2, spot.y + spot.h / 2)
            sheet.marks.append(Point(*middle, shape, series.tone))


def _pen(sheet: _Sheet, run: Sequence[tuple[float, float]], series: Series) -> None:
    if len(run) > 1:
        dashed = bool(series.hatch)
        sheet.marks.append(Rule(tuple(run), series.tone, dashed=dashed, heavy=True))


# -- lying: bars, one each or one behind the other ------------------------------------------------


def _lying(sheet: _Sheet) -> None:
    figure, s = sheet.figure, sheet.size
    rows = figure.cells[: figure.most or None]
    named = figure.categories[: len(rows)]
    left = min(max((sheet.measure(name) for name in named), default=0.0), sheet.width * 0.42)
    most = max((sum(cell.value or 0 for cell in row) for row in rows), default=0.0) or 1.0
    room = sheet.width - left - s - sheet.measure(f"{most:,.0f}") - s * 0.6
    step = min((sheet.height - sheet.top) / max(len(rows), 1), s * 3)
    for row, cells in enumerate(rows):
        y = sheet.top + step * row
        sheet.marks.append(Words(left, y + step / 2, sheet.fit(named[row], left), "right", "text"))
        x = left + s * 0.6
        for column, cell in enumerate(cells):
            wide = (cell.value or 0) / most * room
            _bar(sheet, (x, y + step * 0.15, wide, step * 0.7), cell, row, column)
            x += wide
        total = Cell(sum(cell.value or 0 for cell in cells)).words
        sheet.marks.append(Words(x + s * 0.4, y + step / 2, total, tone="text"))
    foot = sheet.top + step * len(rows)
    edge = left + s * 0.6
    sheet.marks.append(Rule(((edge, sheet.top), (edge, foot)), "edge"))


def _bar(
    sheet: _Sheet, box: tuple[float, float, float, float], cell: Cell, row: int, column: int
) -> None:
    if not cell.value:
        return
    series = sheet.figure.series[column]
    x, y, w, h = box
    sheet.marks.append(Box(x, y, max(w - 1, 1), h, series.tone, series.hatch))
    sheet.spots.append(Spot(x, y, max(w, sheet.size * 0.5), h, row, column))


# -- squares --------------------------------------------------------------------------------------


def _heat(sheet: _Sheet) -> None:
    """Draw a square for each day and procedure: how full says its share, a number says it again."""
    figure, s = sheet.figure, sheet.size
    named = figure.series[: figure.most or None]
    left = min(max((sheet.measure(each.name) for each in named), default=0.0), sheet.width * 0.36)
    left += s * 0.6
    step = (sheet.width - left) / max(len(figure.categories), 1)
    high = min((sheet.height - s * 1.8) / max(len(named), 1), s * 3)
    for column, series in enumerate(named):
        y = high * column
        name = sheet.fit(series.name, left - s * 0.6)
        sheet.marks.append(Words(left - s * 0.6, y + high / 2, name, "right", "text"))
        for row, cells in enumerate(figure.cells):
            cell = cells[column]
            if cell.value is None:
                continue
            x, w, h = left + step * row, max(step - 2, 1), max(high - 2, 1)
            sheet.marks.append(Box(x, y, w, h, "line"))
            filled = h * cell.value / 100
            if filled:
                sheet.marks.append(Box(x, y + h - filled, w, filled, series.tone, share=0.75))
            if sheet.measure("100") < w:
                words = f"{cell.value:.0f}"
                sheet.marks.append(Words(x + w / 2, y + h / 2, words, "centre", "text"))
            sheet.spots.append(Spot(x, y, w, h, row, column))
    _below(sheet, left, step, high * len(named) + s)
