"""Papers of the hand-over: the receipt for results, the citizen's answer, labels of the shelf."""

from __future__ import annotations

from functools import partial
from io import BytesIO

from desk.domain.papers import HandedRow, HandoverSheet, ShelfSheet, SurveySheet
from desk.printing import fonts, press, words
from desk.printing.barcode import BarMark, bars_width
from desk.printing.flow import ASCENT, LEADING, Slab, TextMark
from desk.printing.job import MM, Job, Style
from desk.printing.paper import compose
from desk.printing.table import Cell, Grid, table
from desk.printing.text import Run
from desk.printing.wording import form

_QUESTIONS = ("ask_manner", "ask_guidance", "ask_time", "ask_result", "ask_all")
_SCORES = ("score_5", "score_4", "score_3", "score_2", "score_1")
_BIG = 36.0
_BARS = 34.0
_DIGITS = 9.0


def draw(sheet: HandoverSheet) -> press.Rendered:
    """Print the receipt that a collector signs for results."""
    shared = sheet.wording.words
    wording = form(sheet.wording, "handover")
    values = words.common(sheet) | {
        "capacity": wording.words.get(f"as_{sheet.capacity}", ""),  # an older wording has none
        "collector": sheet.collector,
        "collector_id": sheet.collector_id,
        "authority": sheet.authority,
        "returned": words.clock(sheet.returned_at, shared),
        "count": words.count(len(sheet.rows)),
        "giver": sheet.giver,
        "signed": sheet.collector if sheet.signed else "",
    }
    job = Job(
        sheet=sheet,
        wording=wording,
        values=values,
        blocks={"results": partial(_results, sheet.rows)},
        code=sheet.rows[0].code,
        barcode=sheet.barcode,
    )
    return press.printed(job, compose(job))


def _results(rows: tuple[HandedRow, ...], job: Job, style: Style) -> list[Slab]:
    size = style.size * 0.95
    number, code = size * 2.4, size * 12.4
    rest = style.measure - number - code
    grid = Grid(widths=(number, code, rest * 0.58, rest * 0.42), size=size, body=style.body)
    heads = [
        Cell(runs=job.runs(job.word(key), "b"), align="centre", middle=True)
        for key in ("no", "code", "result", "originals")
    ]
    made = [
        [
            [
                Cell(runs=(Run(str(at)),), align="centre"),
                Cell(runs=job.runs(row.code)),
                Cell(runs=job.runs(f"{row.procedure_name}\n{row.owner}")),
                Cell(runs=job.runs("; ".join(row.originals) or "–")),
            ]
        ]
        for at, row in enumerate(rows, 1)
    ]
    slabs = table(grid, [heads], made)
    slabs[-1].height += style.size * 0.4
    return slabs


def draw_survey(sheet: SurveySheet) -> press.Rendered:
    """Print the slip on which a citizen says how satisfied they were."""
    values = words.common(sheet) | words.matter(sheet.matter, sheet.wording.words)
    values["opinion"] = ""  # for the hand
    job = Job(
        sheet=sheet,
        wording=form(sheet.wording, "survey"),
        values=values,
        blocks={"questions": _questions},
        code=sheet.matter.code,
        barcode=sheet.matter.barcode,
    )
    return press.printed(job, compose(job))


def _questions(job: Job, style: Style) -> list[Slab]:
    size = style.size * 0.9
    each = size * 4.6
    wide = style.measure - each * len(_SCORES)
    grid = Grid(
        widths=(wide, *(each,) * len(_SCORES)), size=size, body=style.body, least=size * 2.2
    )
    heads = [
        Cell(runs=job.runs(job.word(key), "b"), align="centre", middle=True)
        for key in ("question", *_SCORES)
    ]
    rows = [
        [[Cell(runs=job.runs(job.word(key)), middle=True), *(Cell() for _ in _SCORES)]]
        for key in _QUESTIONS
    ]
    slabs = table(grid, [heads], rows)
    slabs[-1].height += style.size * 0.4
    return slabs


def draw_shelf(sheet: ShelfSheet) -> press.Rendered:
    """Print labels of a shelf, one a page: the place large, its digits as bars below."""
    values = words.common(sheet)
    job = Job(sheet=sheet, wording=form(sheet.wording, "shelf"), values=values)
    out = BytesIO()
    size = (sheet.width * MM, sheet.height * MM)
    canvas = press.begin(job, out, size)
    for slot, digits in sheet.slots:
        if sheet.practice:
            press.watermark(job, canvas, (0, size[0]), size[1])
        big = job.runs(slot, "b")
        wide = sum(fonts.width(*run) for run in big) * _BIG
        y = 4 * MM
        TextMark((size[0] - wide) / 2, y + _BIG * ASCENT, _BIG, big).draw(canvas, 0, size[1])
        left = (size[0] - bars_width(digits)) / 2
        foot = size[1] - 4 * MM - _DIGITS * LEADING
        BarMark(digits, left, foot - _BARS, _BARS).draw(canvas, 0, size[1])
        text = (Run(digits),)
        wide = fonts.width(*text[0]) * _DIGITS
        at = (size[0] - wide) / 2, foot + _DIGITS * ASCENT
        TextMark(*at, _DIGITS, text).draw(canvas, 0, size[1])
        canvas.showPage()
    return press.finish(job, canvas, out, len(sheet.slots))
