"""A book on A4 across: the tracking book (Mẫu 07), what was handed back, what was certified."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from desk.domain.books import RECEIVED, RETURNED, BookSheet, Line
from desk.domain.records import VN
from desk.printing import press, words
from desk.printing.flow import ASCENT, LEADING, Setting, Slab, TextMark, paragraph
from desk.printing.heading import head
from desk.printing.job import LANDSCAPE, Job, Style
from desk.printing.signing import signatures
from desk.printing.table import Cell, Grid, Row, rows
from desk.printing.text import Run, balanced
from desk.printing.wording import form

_SIZE: Final = 9.5


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key of its heading, its share of the width, and what stands in it."""

    key: str
    share: float
    value: Callable[[Line], str]
    align: str = "left"


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(VN):%H:%M %d/%m/%Y}" if at else ""


def _figure(number: int | None) -> str:
    return f"{number:,}".replace(",", ".") if number else ""


def _name(line: Line) -> str:
    return line.name


_NUMBER: Final = Column("no", 4, lambda line: str(line.line or ""), "centre")
_CODE: Final = Column("code", 12, lambda line: line.code)
_WHAT: Final = Column("procedure", 18, lambda line: line.what)
_COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    RECEIVED: (
        _NUMBER,
        _CODE,
        _WHAT,
        Column("name", 12, _name),
        Column("contact", 15, lambda line: line.contact),
        Column("agency", 8, lambda line: line.agency),
        Column("received", 8, lambda line: _moment(line.at), "centre"),
        Column("due", 8, lambda line: _moment(line.due_at), "centre"),
        Column("returned", 8, lambda line: _moment(line.returned_at), "centre"),
        Column("manner", 7, lambda line: line.manner),
        Column("signed", 7, lambda line: line.collector),
    ),
    RETURNED: (
        Column("no", 4, lambda _: "", "centre"),
        _CODE,
        _WHAT,
        Column("name", 15, _name),
        Column("due", 9, lambda line: _moment(line.due_at), "centre"),
        Column("returned", 9, lambda line: _moment(line.at), "centre"),
        Column("collector", 15, lambda line: line.collector),
        Column("signed", 10, lambda _: ""),
    ),
}
_CERTIFIED: Final = (
    _NUMBER,
    Column("day", 8, lambda line: f"{line.at.astimezone(VN):%d/%m/%Y}", "centre"),
    Column("person", 18, _name),
    Column("identity", 12, lambda line: line.contact),
    Column("document", 28, lambda line: line.what),
    Column("pages", 6, lambda line: _figure(line.pages), "right"),
    Column("copies", 6, lambda line: _figure(line.copies), "right"),
    Column("fee", 9, lambda line: _figure(line.fee), "right"),
    Column("serial", 9, lambda line: line.serial),
)


def draw(sheet: BookSheet) -> press.Rendered:
    """Print a book over some days; a line that was struck through says so."""
    book = sheet.book
    key = book.kind if book.kind in _COLUMNS else "certified"
    job = Job(sheet=sheet, wording=form(sheet.wording, f"book_{key}"), values=words.common(sheet))
    style = LANDSCAPE
    closing = _closing(sheet, job, style)
    if book.is_bound:
        closing[-1].glue = True
        closing.append(_counted(job, style))
    closing[-1].glue = True
    closing.append(signatures(job, style))
    slabs = chain(_opening(sheet, job, style), _lines(sheet, job, style), closing)
    if book.is_bound:
        slabs = chain([_cover(sheet, job, style)], slabs)
    return press.streamed(job, style, slabs)


@dataclass(frozen=True, slots=True)
class PagesMark:
    """A line that says how many pages there are: drawn on the last of them, it knows."""

    template: str
    x: float
    y: float
    size: float

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Write the line."""
        text = self.template.format(pages=canvas.getPageNumber())
        TextMark(self.x, self.y, self.size, (Run(text),)).draw(canvas, left, top)


def _counted(job: Job, style: Style) -> Slab:
    # The signatures that follow keep it on the last page.
    mark = PagesMark(job.wording.words["pages_all"], 0, style.size * ASCENT, style.size)
    return Slab(style.size * LEADING, [mark])


def _cover(sheet: BookSheet, job: Job, style: Style) -> Slab:
    """Set the sheet that a year's book is bound in: whose it is, which, from when to when."""
    book = sheet.book
    slab = head(job, style)
    year = str(book.start.year)
    volumes = ", ".join(book.volumes) or "–"
    lines = (
        (job.wording.title if not sheet.title else sheet.title.upper(), "b", 2.4, 7.0),
        (job.word("cover_year", year=year), "b", 1.6, 1.4),
        (job.word("cover_volumes", volumes=volumes), "r", 1.2, 1.2),
        (job.word("cover_opened", day=words.short_day(book.start)), "r", 1.2, 1.2),
        (job.word("cover_closed", day=words.short_day(book.end)), "r", 1.2, 0.6),
    )
    y = slab.height
    for text, face, scale, before in lines:
        size = style.size * scale
        y += size * before
        for line in balanced(job.runs(text, face), style.measure / size):
            x = (style.measure - line.width * size) / 2
            slab.marks.append(TextMark(x, y + size * ASCENT, size, line.runs))
            y += size * LEADING
    return Slab(style.body, slab.marks)  # a page of its own


def _opening(sheet: BookSheet, job: Job, style: Style) -> list[Slab]:
    book = sheet.book
    start, end = words.short_day(book.start), words.short_day(book.end)
    period = (
        job.word("one_day", day=start)
        if book.start == book.end
        else job.word("period", start=start, end=end)
    )
    how = Setting(align="centre", before=4, glue=True)
    title = (sheet.title or job.wording.title).upper()
    slabs = [head(job, style)]
    slabs += paragraph(job.runs(title, "b"), style.size * 1.25, style.measure, how)
    slabs += paragraph(job.runs(period, "i"), style.size, style.measure, how)
    slabs[-1].height += 5
    return slabs


def _lines(sheet: BookSheet, job: Job, style: Style) -> Iterator[Slab]:
    columns = _COLUMNS.get(sheet.book.kind, _CERTIFIED)
    note = Column("note", 8, lambda _: "")
    columns = (*columns, note)
    whole = sum(column.share for column in columns)
    widths = tuple(column.share / whole * style.measure for column in columns)
    grid = Grid(widths=widths, size=_SIZE, body=style.body)
    heads = [
        Cell(runs=job.runs(job.word(column.key), "b"), align="centre", middle=True)
        for column in columns
    ]
    groups = ([_row(job, columns, line, number)] for number, line in enumerate(sheet.book.lines, 1))
    return rows(grid, [heads], groups, empty=not sheet.book.lines)


def _row(job: Job, columns: Sequence[Column], line: Line, number: int) -> Row:
    cells = []
    for column in columns:
        text = column.value(line)
        if column.key == "note":
            told = [job.word(key) for key in ("voided", "late") if getattr(line, key)]
            text = "; ".join(told)
        elif column.key == "no" and not text:
            text = str(number)
        face = "i" if line.voided else "r"
        cells.append(Cell(runs=job.runs(text, face), align=column.align, middle=True))
    return cells


def _closing(sheet: BookSheet, job: Job, style: Style) -> list[Slab]:
    book = sheet.book
    struck = len(book.lines) - len(book.counted)
    said = [job.word("sum", n=str(len(book.counted)), struck=str(struck))]
    if book.fees:
        said.append(job.word("money", amount=words.money(book.fees, sheet.wording.words)))
    burnt = [str(gap.line) for gap in book.gaps or () if gap.burnt]
    missing = [str(gap.line) for gap in book.gaps or () if not gap.burnt]
    if burnt:
        said.append(job.word("burnt", lines=", ".join(burnt)))
    if missing:
        said.append(job.word("missing", lines=", ".join(missing)))
    if book.closed is not None:
        closed = book.closed
        said.append(job.word("closed", at=_moment(closed.at), by=closed.by))
    text = " ".join(said)
    return paragraph(job.runs(text), style.size, style.measure, Setting(before=style.size * 0.5))
