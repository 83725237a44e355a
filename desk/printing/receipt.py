"""Mẫu 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả."""

from __future__ import annotations

from functools import partial

from desk.domain.papers import ReceiptSheet
from desk.domain.records import Dossier, Paper
from desk.printing import press, words
from desk.printing.flow import Setting, Slab, paragraph
from desk.printing.job import Job, Style
from desk.printing.paper import compose
from desk.printing.table import Cell, Grid, table
from desk.printing.text import Run
from desk.printing.wording import form


def draw(sheet: ReceiptSheet) -> press.Rendered:
    """Print a receipt: one copy on A5 or A4, or both copies."""
    values = words.common(sheet) | words.receipt(sheet)
    begun = Job(
        sheet=sheet,
        wording=form(sheet.wording, "receipt"),
        values=values,
        blocks={"papers": partial(papers, sheet.dossier)},
        code=sheet.dossier.code,
        barcode=sheet.dossier.barcode,
        version=sheet.dossier.version,
    )
    values["lookup"] = _lookup(begun)
    return press.printed(begun, compose(begun))


def _lookup(begun: Job) -> str:
    office = begun.sheet.office
    places = []
    if office.website:
        places.append(begun.shared("lookup_site", website=office.website))
    if office.phone:
        places.append(begun.shared("lookup_phone", phone=words.unbroken(office.phone)))
    return begun.word("lookup", places=", ".join(places)) if places else ""


def papers(dossier: Dossier, begun: Job, style: Style) -> list[Slab]:
    """Set the table of papers handed in, originals and copies counted apart."""
    if not dossier.papers:
        text = begun.runs(begun.shared("none"))
        return paragraph(text, style.size, style.measure, Setting(first=style.size))
    size = style.size * 0.95
    counts = (size * 5.4, size * 5.4)
    grid = Grid(
        widths=(size * 2.6, style.measure - size * 2.6 - sum(counts), *counts),
        size=size,
        body=style.body,
    )

    def top(key: str, span: int = 1, rows: int = 1) -> Cell:
        runs = begun.runs(begun.word(key), "b")
        return Cell(runs=runs, align="centre", middle=True, span=span, rows=rows)

    heads = (
        (top("no", rows=2), top("paper", rows=2), top("count", span=2)),
        (top("original"), top("copy")),
    )
    rows = [
        (
            (
                Cell(runs=(Run(str(number)),), align="centre"),
                Cell(runs=_named(paper, begun)),
                *_counts(paper, begun),
            ),
        )
        for number, paper in enumerate(dossier.papers, 1)
    ]
    slabs = table(grid, heads, rows)
    slabs[-1].height += style.size * 0.3
    return slabs


def _named(paper: Paper, begun: Job) -> tuple[Run, ...]:
    """Name a paper, and mark one that came when the dossier was completed."""
    name = begun.runs(paper.name)
    return (*name, *begun.runs(begun.shared("added"), "i")) if paper.added else name


def _counts(paper: Paper, begun: Job) -> tuple[Cell, ...]:
    """Count what was handed in; a paper that was only shown is not ours to give back."""
    if paper.shown:
        return (Cell(runs=begun.runs(begun.shared("shown"), "i"), align="centre", span=2),)
    return (
        Cell(runs=(_count(paper.original),), align="centre"),
        Cell(runs=(_count(paper.copy),), align="centre"),
    )


def _count(number: int) -> Run:
    return Run(words.count(number) if number else "–")
