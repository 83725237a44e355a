"""Reports on A4 across: any form of columns, as its file has them, with what is drawn of it."""

from __future__ import annotations

from collections.abc import Sequence

from desk.domain.papers import ReportTable
from desk.domain.records import VN
from desk.domain.report import ALONE, doubts
from desk.printing import fonts, press, words
from desk.printing.flow import (
    ASCENT,
    LEADING,
    Placed,
    Setting,
    Slab,
    TextMark,
    ended,
    paginate,
    paragraph,
)
from desk.printing.heading import dated, head
from desk.printing.job import LANDSCAPE, Job, Style
from desk.printing.paper import Copy
from desk.printing.plots import figure_slabs
from desk.printing.report_columns import index_table, parts
from desk.printing.signing import signatures
from desk.printing.text import Run, balanced, fill, wrap
from desk.printing.wording import form


def draw(sheet: ReportTable) -> press.Rendered:
    """Print a report; rows that break the form's rule are named under the table, never hidden.

    Columns that do not fit beside each other in readable type go on pages of their own.
    """
    wording = form(sheet.wording, f"report_{sheet.kind}")
    values = words.common(sheet) | {
        "maker": sheet.maker,
        "signer": sheet.signer,
        "signer_title": sheet.signer_title,
    }
    job = Job(sheet=sheet, wording=wording, values=values)
    style = LANDSCAPE
    pages: list[Placed] = []
    opening = _opening(sheet, job, style)
    *earlier, last = parts(sheet.report, job, style)
    for part in earlier:
        pages += paginate([*opening, *part], style.body)
        opening = []
    slabs = [*opening, *last, *_below(sheet, job, style)]
    dated_ = [] if job.word("head") == "letter" else [_dated(job, style)]
    whole = ended(slabs, [*dated_, signatures(job, style)], style.body)
    pages += paginate(whole, style.body)
    if sheet.figures:
        drawn = [
            slab
            for number, figure in enumerate(sheet.figures, 1)
            for slab in figure_slabs(job, style, figure, number, numbers=False)
        ]
        pages += paginate(drawn, style.body)
    return press.printed(job, [Copy(style, pages)])


def _opening(sheet: ReportTable, job: Job, style: Style) -> list[Slab]:
    made = sheet.report
    period = job.word("period", start=words.short_day(made.start), end=words.short_day(made.end))
    measure = job.runs(made.form.measure, "i")
    slabs: list[Slab] = []
    if job.word("head") == "letter":
        slabs.append(head(job, style))
        how = Setting(align="centre", before=4, glue=True)
        slabs += paragraph(job.runs(made.form.title, "b"), style.size * 1.25, style.measure, how)
        slabs += paragraph(job.runs(period, "i"), style.size, style.measure, how)
    else:
        slabs.append(_report_head(sheet, job, style, period))
    if made.alone:
        how = Setting(align="centre", before=2, glue=True)
        slabs += paragraph(job.runs(ALONE, "b"), style.size * 0.9, style.measure, how)
    slabs += paragraph(measure, style.size, style.measure, Setting(align="right", glue=True))
    slabs[-1].height += 3
    return slabs


def _report_head(sheet: ReportTable, job: Job, style: Style, period: str) -> Slab:
    """Set the three columns that open a statistical form: its number, title, from and to whom."""
    reporter = words.upper_first(words.desk(sheet.office, sheet.wording))
    values = {
        **job.values,
        "reporter": reporter,
        "recipient": sheet.recipient or sheet.report.form.recipient,
    }
    columns: list[tuple[float, float, str, list[tuple[Sequence[Run], float]]]] = [
        (0.0, 0.24, "left", [(job.runs(sheet.report.form.sign, "b"), 1.0)]),
        (
            0.24,
            0.46,
            "centre",
            [
                (job.runs(sheet.report.form.title, "b"), 1.2),
                (job.runs(period, "i"), 1.0),
            ],
        ),
        (
            0.72,
            0.28,
            "left",
            [
                (fill(job.wording.words[key], values, job.missing).runs, 1.0)
                for key in ("reporter", "recipient")
            ],
        ),
    ]
    slab = Slab(0, glue=True)
    for start, share, align, texts in columns:
        y, left, wide = 0.0, start * style.measure, share * style.measure - style.size
        for runs, scale in texts:
            size = style.size * scale
            broken = balanced if align == "centre" else wrap
            for line in broken(tuple(runs), wide / size):
                spare = wide - line.width * size
                x = left + (spare / 2 + style.size / 2 if align == "centre" else 0)
                slab.marks.append(TextMark(x, y + size * ASCENT, size, line.runs))
                y += size * LEADING
        slab.height = max(slab.height, y + style.size * 0.4)
    return slab


def _dated(job: Job, style: Style) -> Slab:
    """Set place and date over the right signature, where statistical forms have them."""
    size = style.size
    slab = Slab(size * 1.8, glue=True)
    run = job.runs(dated(job), "i")
    wide = sum(fonts.width(*part) for part in run) * size
    slab.marks.append(TextMark(style.measure * 0.75 - wide / 2, size * 1.7, size, run))
    return slab


def _below(sheet: ReportTable, job: Job, style: Style) -> list[Slab]:
    """Set what stands under the table: the indices, doubts, what went on again, the notes."""
    made = sheet.report
    slabs = index_table(made, job, style) if made.indices else []
    said = [*doubts(made.form, (*made.lines, made.total))]
    if made.at.astimezone(VN).date() <= made.end:
        said.insert(0, f"Kỳ báo cáo chưa hết: số liệu tính đến {words.short_clock(made.at)}.")
    if made.reopened:
        codes = ", ".join(each.code for each in made.reopened)
        said.append(f"Hồ sơ đã giải quyết xong rồi mở lại trong kỳ: {codes}.")
    said += made.form.notes
    said.append(f"Căn cứ: {made.form.law}.")
    for place, text in enumerate(said):
        before = style.size * (0.1 if place else 0.3)
        how = Setting(before=before, glue=place < len(said) - 1)
        slabs += paragraph(job.runs(text, "i"), style.size * 0.85, style.measure, how)
    return slabs
