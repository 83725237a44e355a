"""Mẫu 02: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ, with a dossier or before there is one."""

from __future__ import annotations

from functools import partial

from desk.domain.papers import SupplementSheet
from desk.printing import fonts, press, words
from desk.printing.flow import Setting, Slab, paragraph
from desk.printing.job import Job, Style
from desk.printing.paper import compose
from desk.printing.table import Cell, Grid, table
from desk.printing.text import Run
from desk.printing.wording import form


def draw(sheet: SupplementSheet) -> press.Rendered:
    """Print a request to complete a dossier, or guidance on what to bring."""
    values = words.common(sheet) | words.matter(sheet.matter, sheet.wording.words)
    items, reason = sheet.items, sheet.reason
    if not items and (items := _told(reason)):
        reason = words.say(sheet.wording.words, "as_above")
    values |= {
        "reason": reason,
        "guide": sheet.guide,
        "contact": sheet.contact or sheet.guide,
        "contact_phone": words.unbroken(sheet.contact_phone or sheet.office.phone),
        "answer_until": words.day(sheet.answer_until),
    }
    job = Job(
        sheet=sheet,
        wording=form(sheet.wording, "supplement"),
        values=values,
        blocks={
            "items": partial(numbered, items),
            "items_table": partial(_items_table, items),
        },
        code=sheet.matter.code,
        barcode=sheet.matter.barcode,
    )
    return press.printed(job, compose(job))


def _told(reason: str) -> tuple[str, ...]:
    """Let the reason stand in the place of a list that nobody made, line by line."""
    return tuple(line.strip() for line in reason.splitlines() if line.strip())


def numbered(items: tuple[str, ...], job: Job, style: Style) -> list[Slab]:
    """Set items one under the other, numbered, their texts aligned."""
    first = style.size * 0.6
    slabs: list[Slab] = []
    for number, item in enumerate(items, 1):
        mark = f"{number}."
        rest = first + style.size * (fonts.width(mark, "r") + fonts.SPACE)
        how = Setting(align="justify", first=first, rest=rest, before=style.size * 0.1)
        text = job.runs(f"{mark} {item}")
        slabs += paragraph(text, style.size, style.measure, how)
    return slabs


def _items_table(items: tuple[str, ...], job: Job, style: Style) -> list[Slab]:
    """Set the table of 2018; what is asked for is known, the counts are filled in by hand."""
    size = style.size * 0.95
    counts = (size * 4.4, size * 5.2, size * 4.4)
    grid = Grid(
        widths=(size * 2.6, style.measure - size * 2.6 - sum(counts), *counts),
        size=size,
        body=style.body,
    )

    def top(key: str, span: int = 1, rows: int = 1) -> Cell:
        runs = job.runs(job.word(key), "b")
        return Cell(runs=runs, align="centre", middle=True, span=span, rows=rows)

    heads = (
        (top("no", rows=2), top("paper", rows=2), top("count", span=3)),
        (top("original"), top("certified"), top("photo")),
    )
    rows = [
        (
            (
                Cell(runs=(Run(str(number)),), align="centre"),
                Cell(runs=job.runs(item)),
                Cell(),
                Cell(),
                Cell(),
            ),
        )
        for number, item in enumerate(items, 1)
    ]
    slabs = table(grid, heads, rows)
    slabs[-1].height += style.size * 0.3
    return slabs
