"""The slip for several dossiers at one sitting: every code and every due date on one sheet."""

from __future__ import annotations

from functools import partial

from desk.domain.papers import SittingSheet
from desk.domain.records import Dossier
from desk.printing import press, words
from desk.printing.flow import Slab
from desk.printing.job import Job, Style
from desk.printing.paper import compose
from desk.printing.table import Cell, Grid, Row, table
from desk.printing.text import Run
from desk.printing.wording import form


def draw(sheet: SittingSheet) -> press.Rendered:
    """Print the list of what one person has handed in at one visit."""
    shared = sheet.wording.words
    submitter = sheet.dossiers[0].submitter
    values = words.common(sheet) | {
        "submitter": submitter.name,
        "submitter_id": words.ident(submitter, shared),
        "submitter_address": submitter.address,
        "submitter_phone": words.unbroken(submitter.phone),
        "receiver": sheet.receiver,
        "count": str(len(sheet.dossiers)),
        "received": words.clock(sheet.dossiers[0].received_at, shared),
    }
    job = Job(
        sheet=sheet,
        wording=form(sheet.wording, "sitting"),
        values=values,
        blocks={"dossiers": partial(_dossiers, sheet.dossiers)},
    )
    return press.printed(job, compose(job))


def _dossiers(dossiers: tuple[Dossier, ...], job: Job, style: Style) -> list[Slab]:
    size = style.size * 0.92
    fixed = (size * 2.8, size * 12.2, size * 7.6, size * 6.0)
    name = style.measure - sum(fixed)
    grid = Grid(widths=(*fixed[:2], name, *fixed[2:]), size=size, body=style.body)
    head: Row = [
        Cell(runs=job.runs(job.word(key), "b"), align="centre", middle=True)
        for key in ("no", "code", "procedure", "due", "fee")
    ]
    rows = [[_row(number, dossier, job)] for number, dossier in enumerate(dossiers, 1)]
    slabs = table(grid, [head], rows)
    slabs[-1].height += style.size * 0.4
    return slabs


def _row(number: int, dossier: Dossier, job: Job) -> Row:
    shared = job.sheet.wording.words
    due = words.clock(dossier.due_at, shared, "clock_short") or shared["due_none"]
    name = dossier.procedure_name
    if dossier.owner is not None:
        name = job.word("for", procedure=name, owner=dossier.owner.name)
    return (
        Cell(runs=(Run(str(number)),), align="centre"),
        Cell(runs=job.runs(dossier.code, "b")),
        Cell(runs=job.runs(name)),
        Cell(runs=job.runs(due)),
        Cell(runs=job.runs(words.fee(dossier, shared))),
    )
