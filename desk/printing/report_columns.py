"""The table of a report: headings in as many lines as its form has, type as large as fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from desk.domain.report import Line, Report, words
from desk.domain.report_form import Column
from desk.printing import fonts
from desk.printing.flow import Setting, Slab, paragraph
from desk.printing.job import Job, Style
from desk.printing.table import Cell, Grid, Row, table
from desk.printing.text import Run

#: Sizes of type, the ordinary one first; below the last one columns go onto further pages.
SIZES: Final = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_NUMBER: Final = 2.6  # em of the column that counts the lines
_NAME: Final = 15.0  # em that names must have at least
_NAME_MOST: Final = 32.0
_WIDE: Final = 5.6  # em that a column of figures takes where there is room


@dataclass(frozen=True, slots=True)
class _Fit:
    """Which columns stand beside each other, in what size, how wide each is."""

    size: float
    columns: tuple[Column, ...]  # of the form, headings with what of theirs is here
    leaves: tuple[int, ...]  # places of the figures
    widths: tuple[float, ...]


def parts(report: Report, job: Job, style: Style) -> list[list[Slab]]:
    """Return the report's table, cut into as many tables as its columns need."""
    made = []
    for fit in _fits(report, job, style):
        grid = Grid(widths=fit.widths, size=fit.size, body=style.body)
        made.append(table(grid, _heads(report, job, fit), list(_rows(report, job, fit))))
    return made


# -- fitting ---------------------------------------------------------------------------------------


def _fits(report: Report, job: Job, style: Style) -> Iterator[_Fit]:
    form = report.form
    for size in SIZES:
        fit = _fit(report, job, style, size, form.columns, range(len(form.leaves)))
        if fit:
            yield fit
            return
    yield from _split(report, job, style)


def _split(report: Report, job: Job, style: Style) -> Iterator[_Fit]:
    """Cut between the groups of columns where they fit, within a group where one alone does not."""
    size, at = SIZES[-1], 0
    held: tuple[Column, ...] = ()
    places: list[int] = []
    last: _Fit | None = None
    for column in _pieces(report, job, style):
        mine = range(at, at + len(list(column.leaves)))
        fit = _fit(report, job, style, size, _joined(held, column), [*places, *mine])
        if fit is None and last is not None:
            yield _largest(report, job, style, last)
            held, places = (), []
            fit = _fit(report, job, style, size, (column,), mine)
        held = _joined(held, column)
        places += mine
        at += len(mine)
        last = fit
    if last is not None:
        yield _largest(report, job, style, last)


def _pieces(report: Report, job: Job, style: Style) -> Iterator[Column]:
    """Yield the form's columns; of a group that is too wide by itself, its leaves one by one."""
    at = 0
    for column in report.form.columns:
        leaves = list(column.leaves)
        mine = range(at, at + len(leaves))
        at += len(leaves)
        if _fit(report, job, style, SIZES[-1], (column,), mine):
            yield column
        else:
            yield from (replace(column, columns=(leaf,)) for leaf in _named(column))


def _named(column: Column, above: str = "") -> Iterator[Column]:
    """Yield the leaves of a group, each called by the headings between them and the group."""
    for each in column.columns:
        if each.columns:
            yield from _named(each, f"{above}{each.name}: ")
        else:
            yield replace(each, name=above + each.name)


def _joined(columns: Sequence[Column], column: Column) -> tuple[Column, ...]:
    """Return columns with one more; pieces of one group stand under one heading again."""
    if columns and columns[-1].columns and columns[-1].name == column.name:
        last = replace(column, columns=columns[-1].columns + column.columns)
        return (*columns[:-1], last)
    return (*columns, column)


def _largest(report: Report, job: Job, style: Style, fit: _Fit) -> _Fit:
    sizes = (_fit(report, job, style, size, fit.columns, fit.leaves) for size in SIZES)
    return next(filter(None, sizes), fit)


def _fit(  # noqa: PLR0917 - what must fit where
    report: Report,
    job: Job,
    style: Style,
    size: float,
    columns: Sequence[Column],
    places: Sequence[int],
) -> _Fit | None:
    leaves = [leaf for column in columns for leaf in column.leaves]
    pads = size * 0.7
    least = [
        _least(report, job, leaf, place) * size + pads
        for leaf, place in zip(leaves, places, strict=True)
    ]
    room = style.measure - (_NUMBER + _NAME) * size - sum(least)
    if room < 0:
        return None
    wished = [max(0.0, size * _WIDE - each) for each in least]
    share = min(1.0, room / sum(wished)) if sum(wished) else 0.0
    widths = [each + more * share for each, more in zip(least, wished, strict=True)]
    name = style.measure - _NUMBER * size - sum(widths)
    if name > (most := _NAME_MOST * size):  # few columns: they share what is left
        widths = [each + (name - most) / len(widths) for each in widths]
        name = most
    return _Fit(size, tuple(columns), tuple(places), (_NUMBER * size, name, *widths))


def _least(report: Report, job: Job, leaf: Column, place: int) -> float:
    """Return the width in em that a column cannot do without: its longest word, its figures."""
    figures = [line.values[place] for line in (*report.lines, report.total) if line.values]
    texts = [words(value) for value in figures] + leaf.name.split() + _sign(leaf).split()
    return max(fonts.width(fonts.clean(text, job.missing), "b") for text in texts)


# -- setting ---------------------------------------------------------------------------------------


def _heads(report: Report, job: Job, fit: _Fit) -> list[Row]:
    depth = max(column.depth for column in fit.columns)

    def cell(text: str, span: int = 1, rows: int = 1) -> Cell:
        return Cell(runs=job.runs(text, "b"), align="centre", middle=True, span=span, rows=rows)

    lines: list[list[Cell]] = [[] for _ in range(depth)]
    lines[0] += [cell(job.word("no"), rows=depth), cell(report.form.names, rows=depth)]

    def put(column: Column, row: int) -> None:
        if not column.columns:
            lines[row].append(cell(column.name, rows=depth - row))
            return
        lines[row].append(cell(column.name, span=len(list(column.leaves))))
        for each in column.columns:
            put(each, row + 1)

    for column in fit.columns:
        put(column, 0)
    leaves = [leaf for column in fit.columns for leaf in column.leaves]
    signs = ("(1)", "(2)", *map(_sign, leaves))
    numbered = [Cell(runs=(Run(sign, "i"),), align="centre", middle=True) for sign in signs]
    return [*lines, numbered]


def _sign(leaf: Column) -> str:
    """Return how a column is numbered, so that it can be broken before each sum."""
    return leaf.sign.replace("+", " +").replace("=", "= ")


def _rows(report: Report, job: Job, fit: _Fit) -> Iterator[list[Row]]:
    count = 0
    for line in report.lines:
        count += not line.section
        yield [_row(job, fit, "" if line.section else str(count), line)]
    total = report.total
    yield [_row(job, fit, "", total, name=total.name or job.word("sum"), face="b")]


def _row(  # noqa: PLR0917 - one line and its look
    job: Job, fit: _Fit, number: str, line: Line, name: str = "", face: str = "r"
) -> list[Cell]:
    if line.section:
        heading = Cell(runs=job.runs(line.name, "b"), middle=True, span=1 + len(fit.leaves))
        return [Cell(), heading]
    cells = [
        Cell(runs=(Run(number, face),), align="centre", middle=True),
        Cell(runs=job.runs(name or line.name, face), middle=True),
    ]
    for place in fit.leaves:
        runs = job.runs(words(line.values[place]), face)
        cells.append(Cell(runs=runs, align="right", middle=True))
    return cells


def index_table(report: Report, job: Job, style: Style) -> list[Slab]:
    """Return the form's indices, each with what it is a share of and the rule that it follows."""
    size = SIZES[0]
    widths = [size * each for each in (_NUMBER, 12, 16, 8, 8, 7)]
    grid = Grid(widths=(*widths, style.measure - sum(widths)), size=size, body=style.body)
    names = ("TT", "Nhóm", "Chỉ số", "Tử số", "Mẫu số", "Tỷ lệ (%)", "Cách tính")
    heads = [Cell(runs=job.runs(name, "b"), align="centre", middle=True) for name in names]
    rows = []
    for number, each in enumerate(report.indices, 1):
        share = each.share
        texts = (str(number), each.index.group, each.index.name)
        figures = (words(share.part), words(share.whole), share.words)
        row = [Cell(runs=job.runs(text), middle=True) for text in texts]
        row += [Cell(runs=job.runs(text), align="right", middle=True) for text in figures]
        rows.append([[*row, Cell(runs=job.runs(each.index.rule), middle=True)]])
    gap = paragraph(
        job.runs("Chỉ số", "b"), style.size, style.measure, Setting(before=8, glue=True)
    )
    return [*gap, *table(grid, [heads], rows)]
