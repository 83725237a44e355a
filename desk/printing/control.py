"""Phiếu kiểm soát quá trình giải quyết hồ sơ: one pair of rows for every hand-over."""

from __future__ import annotations

from functools import partial

from desk.domain.papers import ControlSheet, HandOver
from desk.printing import press, words
from desk.printing.flow import Slab
from desk.printing.job import Job, Style
from desk.printing.paper import compose
from desk.printing.table import Cell, Grid, Row, table
from desk.printing.wording import form

# Of the official form: 1934 | 2446 | 2314 | 1381 | 987 twips.
_SHARES = (0.262, 0.238, 0.226, 0.158, 0.116)


def draw(sheet: ControlSheet) -> press.Rendered:
    """Print the control slip with the hand-overs so far and blank steps for those to come."""
    shared = sheet.wording.words
    values = words.common(sheet) | words.matter(sheet.matter, shared)
    values |= {
        "agency": sheet.agency or values["agency"],
        "partners": sheet.partners,
        "received": words.clock(sheet.received_at, shared),
        "due": words.clock(sheet.due_at, shared) or shared["due_none"],
        "book": sheet.book,
        "line": str(sheet.line) if sheet.line else "",
    }
    job = Job(
        sheet=sheet,
        wording=form(sheet.wording, "control"),
        values=values,
        blocks={"handovers": partial(_handovers, sheet.rows)},
        code=sheet.matter.code,
        barcode=sheet.matter.barcode,
    )
    return press.printed(job, compose(job))


def _handovers(rows: tuple[HandOver, ...], job: Job, style: Style) -> list[Slab]:
    size = style.size * 0.88
    widths = tuple(style.measure * share for share in _SHARES)
    grid = Grid(widths=widths, size=size, body=style.body, least=size * 1.8)
    steps = [_step(row, job, style) for row in rows]
    missing = job.wording.steps - len(steps)
    steps += [_step(None, job, style, first=not rows and not n) for n in range(missing)]
    slabs = table(grid, [_head(job)], steps)
    slabs[-1].height += style.size * 0.4
    return slabs


def _head(job: Job) -> Row:
    result = (
        *job.runs(job.word("result") + "\n", "b"),
        *job.runs(job.word("results"), "i"),
    )
    cells = [(job.runs(job.word("unit"), "b"), 1), (job.runs(job.word("time"), "b"), 2)]
    cells += [(result, 1), (job.runs(job.word("note"), "b"), 1)]
    return [Cell(runs=runs, span=span, align="centre", middle=True) for runs, span in cells]


def _step(row: HandOver | None, job: Job, style: Style, *, first: bool = False) -> list[Row]:
    """Set one step: who gives to whom and when above, the two people who sign below."""
    blank = job.values["blank"]
    giver = row.giver if row else (job.word("first") if first else blank) or blank
    taker = row.taker if row else blank
    at = row.at if row else None
    when = words.clock(at, job.wording.words) if at else job.word("blank_clock")
    result, note = (row.result, row.note) if row else ("", "")
    units = job.runs(job.word("gives", unit=giver) + "\n" + job.word("takes", unit=taker))
    upper = (
        Cell(runs=units, rows=2),
        Cell(runs=job.runs(when), align="centre", middle=True, span=2),
        Cell(runs=job.runs(result), align="centre", rows=2, middle=True),
        Cell(runs=job.runs(note), rows=2),
    )
    lower = (
        _signed(job, style, "giver", row.giver_name if row else ""),
        _signed(job, style, "taker", row.taker_name if row else ""),
    )
    return [upper, lower]


def _signed(job: Job, style: Style, key: str, name: str) -> Cell:
    """Leave room for a hand under the word, or type the name that the system recorded."""
    typed = job.runs("\n" + name) if name else ()
    runs = (*job.runs(job.word(key), "i"), *typed)
    return Cell(runs=runs, align="centre", least=style.size * 3.2)
