"""Reports on A4 across: Biểu II.06a/VPCP/KSTT, and the same columns by unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from desk.domain.papers import ReportRow, ReportTable
from desk.printing import fonts, press, words
from desk.printing.flow import ASCENT, LEADING, Setting, Slab, TextMark, paginate, paragraph
from desk.printing.heading import dated, head
from desk.printing.job import LANDSCAPE, Job, Style
from desk.printing.paper import Copy
from desk.printing.signing import signatures
from desk.printing.table import Cell, Grid, Row, table
from desk.printing.text import Run, balanced, fill, wrap
from desk.printing.wording import form


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: the key of its heading, how it is numbered, where it comes from."""

    key: str
    sign: str
    value: Callable[[ReportRow], str]


def _rate(row: ReportRow) -> str:
    """Return the share solved early or on time in per cent, to one decimal, rounded half up."""
    if not row.solved:
        return "–"
    tenths = (2000 * (row.early + row.on_time) + row.solved) // (2 * row.solved)
    return f"{tenths // 10},{tenths % 10}"


def _figure(number: int) -> str:
    return f"{number:,}".replace(",", ".")


# (3) to (13) as the form numbers them.
_RECEIVED = (
    Column("total", "(3)=(4)\n+(5)+(6)", lambda row: _figure(row.received)),
    Column("online", "(4)", lambda row: _figure(row.online)),
    Column("direct", "(5)", lambda row: _figure(row.direct)),
    Column("carried", "(6)", lambda row: _figure(row.carried)),
)
_SOLVED = (
    Column("total", "(7)=(8)\n+(9)+(10)", lambda row: _figure(row.solved)),
    Column("early", "(8)", lambda row: _figure(row.early)),
    Column("on_time", "(9)", lambda row: _figure(row.on_time)),
    Column("late", "(10)", lambda row: _figure(row.late)),
)
_OPEN = (
    Column("total", "(11)=(12)\n+(13)", lambda row: _figure(row.open)),
    Column("open_in_time", "(12)", lambda row: _figure(row.open_in_time)),
    Column("open_late", "(13)", lambda row: _figure(row.open_late)),
)
_SHARE = Column("rate", "(14)", _rate)


def draw(sheet: ReportTable) -> press.Rendered:
    """Print a report; rows that do not balance are named under the table, never hidden."""
    wording = form(sheet.wording, f"report_{sheet.kind}")
    values = words.common(sheet) | {
        "maker": sheet.maker,
        "signer": sheet.signer,
        "signer_title": sheet.signer_title,
    }
    job = Job(sheet=sheet, wording=wording, values=values)
    style = LANDSCAPE
    slabs = [*_opening(sheet, job, style), *_figures(sheet, job, style)]
    slabs += _doubts(sheet, job, style)
    slabs[-1].glue = True
    if job.word("head") != "letter":
        slabs.append(_dated(job, style))
    slabs.append(signatures(job, style))
    copy = Copy(style, paginate(slabs, style.body))
    return press.printed(job, [copy])


def _opening(sheet: ReportTable, job: Job, style: Style) -> list[Slab]:
    period = job.word("period", start=words.short_day(sheet.start), end=words.short_day(sheet.end))
    measure = job.runs(job.word("measure"), "i")
    slabs: list[Slab] = []
    if job.word("head") == "letter":
        slabs.append(head(job, style))
        how = Setting(align="centre", before=4, glue=True)
        slabs += paragraph(job.runs(job.wording.title, "b"), style.size * 1.25, style.measure, how)
        slabs += paragraph(job.runs(period, "i"), style.size, style.measure, how)
    else:
        slabs.append(_report_head(sheet, job, style, period))
    slabs += paragraph(measure, style.size, style.measure, Setting(align="right", glue=True))
    slabs[-1].height += 3
    return slabs


def _report_head(sheet: ReportTable, job: Job, style: Style, period: str) -> Slab:
    """Set the three columns that open a statistical form: its number, title, from and to whom."""
    reporter = words.upper_first(words.desk(sheet.office, sheet.wording))
    values = {**job.values, "reporter": reporter, "recipient": sheet.recipient}
    columns: list[tuple[float, float, str, list[tuple[Sequence[Run], float]]]] = [
        (0.0, 0.24, "left", [(job.runs(job.word("sign"), "b"), 1.0)]),
        (
            0.24,
            0.46,
            "centre",
            [
                (job.runs(job.wording.title, "b"), 1.2),
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


def _figures(sheet: ReportTable, job: Job, style: Style) -> list[Slab]:
    last = (_SHARE,) if "rate" in job.wording.words else ()
    columns = (*_RECEIVED, *_SOLVED, *_OPEN, *last)
    size = 9.5
    number = size * 2.6
    each = size * 5.3
    widths = (number, style.measure - number - each * len(columns), *(each,) * len(columns))
    grid = Grid(widths=widths, size=size, body=style.body)
    rows: list[list[Row]] = []
    count = 0
    for row in sheet.rows:
        count += not row.section
        sign = "" if row.section else str(count)
        rows.append([_row(job, sign, row, columns)])
    total = replace(sheet.total, name=sheet.total.name or job.word("sum"))
    rows.append([_row(job, "", total, columns, face="b")])
    return table(grid, _heads(job, columns), rows)


def _heads(job: Job, columns: Sequence[Column]) -> list[Row]:
    def cell(key: str, span: int = 1, rows: int = 1) -> Cell:
        runs = job.runs(job.word(key), "b")
        return Cell(runs=runs, align="centre", middle=True, span=span, rows=rows)

    first = [
        cell("no", rows=3),
        cell("name", rows=3),
        cell("received", span=len(_RECEIVED)),
        cell("solved", span=len(_SOLVED)),
        cell("open", span=len(_OPEN)),
    ]
    second = [cell("total", rows=2), cell("in_period", span=2), cell("carried", rows=2)]
    second += [cell(column.key, rows=2) for column in (*_SOLVED, *_OPEN)]
    if _SHARE in columns:
        first.append(cell("rate", rows=3))
    signs = ("(1)", "(2)", *(column.sign for column in columns))
    numbered = [Cell(runs=(Run(sign, "i"),), align="centre", middle=True) for sign in signs]
    return [first, second, [cell("online"), cell("direct")], numbered]


def _row(
    job: Job, sign: str, row: ReportRow, columns: Sequence[Column], face: str = "r"
) -> list[Cell]:
    if row.section:
        heading = Cell(runs=job.runs(row.name, "b"), middle=True, span=1 + len(columns))
        return [Cell(), heading]
    name = Cell(runs=job.runs(row.name, face), middle=True)
    cells = [Cell(runs=(Run(sign, face),), align="centre", middle=True), name]
    for column in columns:
        figure = (Run(column.value(row), face),)
        cells.append(Cell(runs=figure, align="right", middle=True))
    return cells


def _dated(job: Job, style: Style) -> Slab:
    """Set place and date over the right signature, where statistical forms have them."""
    size = style.size
    slab = Slab(size * 1.8, glue=True)
    run = job.runs(dated(job), "i")
    wide = sum(fonts.width(*part) for part in run) * size
    slab.marks.append(TextMark(style.measure * 0.75 - wide / 2, size * 1.7, size, run))
    return slab


def _doubts(sheet: ReportTable, job: Job, style: Style) -> list[Slab]:
    """Name the rows whose figures contradict each other: (3) must be (7) + (11)."""
    sum_name = sheet.total.name or job.word("sum")
    names = [row.name for row in sheet.rows if not row.balanced]
    names += [] if sheet.total.balanced else [sum_name]
    if not names:
        return []
    text = job.word("unbalanced", rows="; ".join(names))
    return paragraph(
        job.runs(text, "i"), style.size * 0.9, style.measure, Setting(before=style.size * 0.3)
    )
