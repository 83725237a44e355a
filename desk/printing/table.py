"""Tables: cells that span, rows that stay together, headers that come again on every page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from desk.printing.flow import ASCENT, LEADING, FramesMark, Slab, set_line
from desk.printing.text import Line, Run, wrap


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in one cell; `span` and `rows` count the columns and rows that it covers."""

    runs: tuple[Run, ...] = ()
    align: str = "left"
    middle: bool = False
    span: int = 1
    rows: int = 1
    least: float = 0.0  # height in points


Row = Sequence[Cell]


@dataclass(slots=True)
class _Box:
    """A cell with its place in its group and its text broken to its width."""

    lines: list[Line]
    cell: Cell
    row: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The measures of a table: widths of columns in points, size of type, least row height."""

    widths: tuple[float, ...]
    size: float
    body: float  # what a page holds
    least: float = 0.0

    @property
    def pad(self) -> float:
        """The room between an upright line and the text beside it."""
        return self.size * 0.3

    @property
    def rise(self) -> float:
        """The room between a level line and the text under or above it."""
        return self.size * 0.18

    def left(self, column: int) -> float:
        """Return where a column begins."""
        return sum(self.widths[:column])


def table(grid: Grid, head: Sequence[Row], groups: Sequence[Sequence[Row]]) -> list[Slab]:
    """Set a table: one slab per group of rows, the header glued to the first."""
    return list(rows(grid, head, groups, empty=not groups))


def rows(
    grid: Grid, head: Sequence[Row], groups: Iterable[Sequence[Row]], *, empty: bool = False
) -> Iterator[Slab]:
    """Yield a table's slabs one after another, for tables that nobody should hold whole."""
    header = _slab(grid, _boxes(grid, head))
    header.glue = not empty
    yield header
    for group in groups:
        for boxes in _fitting(_boxes(grid, group), grid, grid.body - header.height):
            slab = _slab(grid, boxes)
            slab.header = header
            yield slab


def _boxes(grid: Grid, rows: Sequence[Row]) -> list[_Box]:
    taken: set[tuple[int, int]] = set()
    boxes = []
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            width = sum(grid.widths[column : column + cell.span]) - 2 * grid.pad
            boxes.append(_Box(wrap(cell.runs, width / grid.size), cell, number, column))
            taken |= {
                (number + down, column + right)
                for down in range(cell.rows)
                for right in range(cell.span)
            }
            column += cell.span
    return boxes


def _fitting(boxes: list[_Box], grid: Grid, room: float) -> Iterator[list[_Box]]:
    """Pass a group on, cut where it is taller than a page: what is left goes on below it."""
    while any(len(box.lines) > (most := _most(boxes, grid, room)) for box in boxes):
        yield [_Box(box.lines[:most], box.cell, box.row, box.column) for box in boxes]
        boxes = _left_over(boxes, most)
    yield boxes


def _most(boxes: list[_Box], grid: Grid, room: float) -> int:
    """Return how many lines a cell may have so that a group of such rows fits on one page."""
    rows = max(box.row + box.cell.rows for box in boxes)
    return max(1, int((room / rows - 2 * grid.rise) / (grid.size * LEADING)))


def _left_over(boxes: list[_Box], most: int) -> list[_Box]:
    """Put what is left of a group into one row, each text under the cell of the first row."""
    left = [
        _Box(box.lines[most:], replace(box.cell, rows=1), 0, box.column)
        for box in boxes
        if box.row == 0
    ]
    for box in boxes:
        if box.row > 0:
            above = next(b for b in left if b.column <= box.column < b.column + b.cell.span)
            above.lines = above.lines + box.lines[most:]
    return left


def _slab(grid: Grid, boxes: list[_Box]) -> Slab:
    heights = _heights(grid, boxes)
    frames: list[tuple[float, float, float, float]] = []
    slab = Slab(sum(heights), [FramesMark(frames)])
    for box in boxes:
        top = sum(heights[: box.row])
        height = sum(heights[box.row : box.row + box.cell.rows])
        left = grid.left(box.column)
        right = grid.left(box.column + box.cell.span)
        frames.append((left, top, right - left, height))
        used = len(box.lines) * grid.size * LEADING
        y = top + ((height - used) / 2 if box.cell.middle else grid.rise)
        for line in box.lines:
            at = (left + grid.pad, y + grid.size * ASCENT)
            slab.marks.append(set_line(line, at, grid.size, right - grid.pad, box.cell.align))
            y += grid.size * LEADING
    return slab


def _heights(grid: Grid, boxes: list[_Box]) -> list[float]:
    rows = max(box.row + box.cell.rows for box in boxes)
    heights = [grid.least] * rows
    for box in sorted(boxes, key=lambda box: box.cell.rows):
        need = max(box.cell.least, len(box.lines) * grid.size * LEADING + 2 * grid.rise)
        covered = sum(heights[box.row : box.row + box.cell.rows])
        heights[box.row + box.cell.rows - 1] += max(0.0, need - covered)
    return heights
