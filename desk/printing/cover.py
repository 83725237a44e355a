"""Cover sheets for the scanner: large bars that say which dossier and which paper follows.

They are ours alone and never leave the office. Bars are three times as wide as on a receipt: a fast
scan at 100 dots an inch still has three dots for the narrowest.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from desk.domain.digitising import cover_digits
from desk.domain.papers import CoverSheet
from desk.printing import fonts, press, words
from desk.printing.barcode import MODULE, BarMark, bars_width, grouped
from desk.printing.flow import ASCENT, LEADING, Mark, TextMark
from desk.printing.job import A4, A5, MM, Job
from desk.printing.text import Run, wrap
from desk.printing.wording import form

_WIDE = 3 * MODULE
_HIGH = 26 * MM
_MARGIN = 12 * MM
_MOST_LINES = 4


def draw(sheet: CoverSheet) -> press.Rendered:
    """Print one sheet for each paper, or a single one for the whole dossier."""
    job = Job(
        sheet=sheet,
        wording=form(sheet.wording, "cover"),
        values=words.common(sheet),
        code=sheet.dossier.code,
        barcode=sheet.dossier.barcode,
    )
    style = A4 if sheet.page.value.startswith("A4") else A5
    size = (style.width, style.height)
    out = BytesIO()
    canvas = press.begin(job, out, size)
    wanted = sheet.papers or ((0, ""),)
    for index, paper in wanted:
        if sheet.practice:
            press.watermark(job, canvas, (0, size[0]), size[1])
        for mark in _marks(sheet, job, size, index, paper):
            mark.draw(canvas, 0, size[1])
        canvas.showPage()
    return press.finish(job, canvas, out, len(wanted))


def _marks(
    sheet: CoverSheet, job: Job, size: tuple[float, float], index: int, paper: str
) -> list[Mark]:
    """Set the title, whose dossier and which paper, and the two codes under them."""
    dossier, marks = sheet.dossier, list[Mark]()
    y = _MARGIN
    whole = paper or job.word("whole")
    number = f"{index}. " if index else ""
    lines = [
        (job.runs(job.wording.title, "b"), 11.0),
        (job.runs(job.word("hint")), 9.0),
        (job.runs(dossier.code, "b"), 15.0),
        (job.runs(dossier.subject.name, "b"), 13.0),
        (job.runs(dossier.procedure_name), 10.0),
        (job.runs(f"{number}{whole}", "b"), 16.0),
    ]
    for runs, big in lines:
        y = _lines(marks, runs, big, (y, size[0]))
    y += 4 * MM
    for digits in (dossier.barcode, cover_digits(index)):
        if digits:
            y = _bars(marks, digits, (y, size[0]))
    return marks


def _lines(marks: list[Mark], runs: tuple[Run, ...], big: float, at: tuple[float, float]) -> float:
    y, wide = at
    for line in wrap(runs, (wide - 2 * _MARGIN) / big)[:_MOST_LINES]:
        long = sum(fonts.width(*run) for run in line.runs) * big
        marks.append(TextMark((wide - long) / 2, y + big * ASCENT, big, line.runs))
        y += big * LEADING
    return y + big * 0.25


def _bars(marks: list[Mark], digits: str, at: tuple[float, float]) -> float:
    """Set one code in the middle of the sheet, its digits under it for the hand."""
    y, wide = at
    bars = BarMark(digits, 0, y, _HIGH, _WIDE)
    left = (wide - bars_width(digits, _WIDE)) / 2
    marks.append(replace(bars, x=left))
    read, big = Run(grouped(digits)), 12.0
    long = fonts.width(*read) * big
    y += _HIGH
    marks.append(TextMark((wide - long) / 2, y + big * ASCENT, big, (read,)))
    return y + big * LEADING + 5 * MM
