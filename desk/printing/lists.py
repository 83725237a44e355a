"""Plain lists on A4 across: rows of texts under their heads, groups with a heading of their own."""

from __future__ import annotations

from desk.domain.papers import ListSheet
from desk.printing import press, words
from desk.printing.flow import Setting, Slab, ended, paginate, paragraph
from desk.printing.heading import head
from desk.printing.job import LANDSCAPE, Job, Style
from desk.printing.paper import Copy
from desk.printing.signing import signatures
from desk.printing.table import Cell, Grid, table
from desk.printing.text import Run
from desk.printing.wording import form

_NUMBER = 2.6  # widths in sizes of type
_SIZE = 10.0


def draw(sheet: ListSheet) -> press.Rendered:
    """Print a list; its head comes again on every page."""
    wording = form(sheet.wording, f"list_{sheet.kind}")
    job = Job(sheet=sheet, wording=wording, values=words.common(sheet) | {"maker": sheet.maker})
    style = LANDSCAPE
    slabs = [head(job, style)]
    how = Setting(align="centre", before=4, glue=True)
    slabs += paragraph(job.runs(wording.title, "b"), style.size * 1.25, style.measure, how)
    if sheet.period:
        slabs += paragraph(job.runs(sheet.period, "i"), style.size, style.measure, how)
    slabs[-1].height += 4
    slabs += _rows(sheet, job, style)
    whole = ended(slabs, [signatures(job, style)], style.body)
    return press.printed(job, [Copy(style, paginate(whole, style.body))])


def _rows(sheet: ListSheet, job: Job, style: Style) -> list[Slab]:
    if not sheet.rows:
        return paragraph(job.runs(job.shared("none")), style.size, style.measure, Setting())
    grid = Grid(widths=_widths(sheet, style), size=_SIZE, body=style.body)
    heads = [
        Cell(runs=job.runs(job.word(key), "b"), align="centre", middle=True)
        for key in ("no", *sheet.columns)
    ]
    made, number = [], 0
    for row in sheet.rows:
        if len(row) == 1:
            made.append([[Cell(), _heading(job, row[0], len(sheet.columns))]])
            continue
        number += 1
        made.append([_row(sheet, job, str(number), row)])
    if sheet.total:
        made.append([_row(sheet, job, "", sheet.total, face="b")])
    slabs = table(grid, [heads], made)
    slabs[-1].height += style.size * 0.6
    return slabs


def _widths(sheet: ListSheet, style: Style) -> tuple[float, ...]:
    """Share the width out by the weights that the list's wording gives its columns."""
    number = _NUMBER * _SIZE
    weights = [_weight(sheet, key) for key in sheet.columns]
    room = style.measure - number
    return (number, *(room * weight / sum(weights) for weight in weights))


def _weight(sheet: ListSheet, key: str) -> int:
    return int(form(sheet.wording, f"list_{sheet.kind}").words.get(f"wide_{key}", "10"))


def _heading(job: Job, text: str, span: int) -> Cell:
    return Cell(runs=job.runs(text, "b"), middle=True, span=span)


def _row(
    sheet: ListSheet, job: Job, sign: str, row: tuple[str, ...], face: str = "r"
) -> list[Cell]:
    cells = [Cell(runs=(Run(sign, face),), align="centre", middle=True)]
    for text in row:
        figure = text.replace(".", "").isdigit() and sheet.kind in ("uncollected", "sheets")
        align = "right" if figure else "left"
        cells.append(Cell(runs=job.runs(text, face), align=align, middle=True))
    return cells
