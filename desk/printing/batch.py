"""Phiếu bàn giao hồ sơ: what went along in one hand-over, with bars that the taker scans."""

from __future__ import annotations

from functools import partial

from desk.domain.papers import BatchLine, BatchSheet
from desk.printing import press, words
from desk.printing.barcode import BarMark, bars_width
from desk.printing.flow import Slab
from desk.printing.job import Job, Style
from desk.printing.paper import compose
from desk.printing.table import Cell, Grid, table
from desk.printing.wording import form

#: Shares of the width: number, bars and code, matter, due.
_SHARES = (0.07, 0.40, 0.33, 0.20)
_BARS = 17.0  # points high


def draw(sheet: BatchSheet) -> press.Rendered:
    """Print the slip that goes with several dossiers from one pair of hands to another."""
    values = words.common(sheet) | {
        "giver": sheet.giver,
        "giver_place": sheet.giver_place,
        "taker": sheet.taker,
        "count": words.count(len(sheet.lines)),
        "at": words.clock(sheet.issued_at, sheet.wording.words),
        "note": sheet.note,
    }
    job = Job(
        sheet=sheet,
        wording=form(sheet.wording, "batch"),
        values=values,
        blocks={"lines": partial(_lines, sheet.lines)},
    )
    return press.printed(job, compose(job))


def _lines(lines: tuple[BatchLine, ...], job: Job, style: Style) -> list[Slab]:
    size = style.size * 0.9
    widths = tuple(style.measure * share for share in _SHARES)
    grid = Grid(widths=widths, size=size, body=style.body, least=size * 1.8)
    heads = [
        Cell(runs=job.runs(job.word(key), "b"), align="centre", middle=True)
        for key in ("no", "code", "matter", "due")
    ]
    rows = [[_row(at, line, job)] for at, line in enumerate(lines, 1)]
    slabs = table(grid, [heads], rows)
    for slab, line in zip(slabs[1:], lines, strict=False):
        left = widths[0] + max(0.0, (widths[1] - bars_width(line.barcode)) / 2)
        slab.marks.append(BarMark(line.barcode, left, slab.height - _BARS - 3, _BARS))
    slabs[-1].height += style.size * 0.6
    return slabs


def _row(at: int, line: BatchLine, job: Job) -> list[Cell]:
    due = words.clock(line.due_at, job.sheet.wording.words, "clock_short") if line.due_at else "–"
    about = (*job.runs(line.name + "\n", "b"), *job.runs(line.procedure_name))
    return [
        Cell(runs=job.runs(words.count(at)), align="centre", middle=True),
        Cell(runs=job.runs(line.code), align="centre", least=_BARS + 24),
        Cell(runs=about, middle=True),
        Cell(runs=job.runs(due), align="centre", middle=True),
    ]
