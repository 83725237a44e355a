"""A book on A4 across: the tracking book (Mẫu 07), returns, certifying, fees, the drawer.

One that was closed ends with its closing page: what it came to, its numbers, who closed it when.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from desk.domain import book_closing, spoken
from desk.domain.books import DRAWER, FEES, UNNUMBERED, Book, BookSheet, Line, Totals, spans
from desk.domain.drawer import NOTES
from desk.domain.papers import Progress, told
from desk.printing import press, words
from desk.printing.book_columns import Column, columns_of, figure, form_of, moment, whole
from desk.printing.flow import ASCENT, LEADING, Setting, Slab, TextMark, ended, paragraph
from desk.printing.heading import head
from desk.printing.job import LANDSCAPE, Job, Style
from desk.printing.signing import signatures
from desk.printing.table import Cell, Grid, Row, rows, table
from desk.printing.text import Run, balanced
from desk.printing.wording import form

_SIZE: Final = 9.5
#: How far it has come is told after so many lines: more often would only keep the window busy.
_TOLD: Final = 50
#: So many changes after the closing are named; of more it is said how many there are.
_NAMED: Final = 60


def draw(sheet: BookSheet, progress: Progress | None = None) -> press.Rendered:
    """Print a book over some days; a line that was struck through says so.

    Raises:
        PressStoppedError: `progress` said that it is enough.
    """
    book = sheet.book
    wording = form(sheet.wording, form_of(book.kind))
    job = Job(sheet=sheet, wording=wording, values=words.common(sheet))
    style = LANDSCAPE
    end = _closing(sheet, job, style)
    if book.is_bound:
        end.append(_pages_all(job, style))
    end.append(signatures(job, style))
    lines = chain(_opening(sheet, job, style), _lines(sheet, job, style, progress))
    slabs = ended(lines, end, style.body)
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


def _pages_all(job: Job, style: Style) -> Slab:
    # The signatures that follow keep it on the last page.
    words = job.wording.words
    said = words["pages_all"]
    if job.sheet.electronic:  # nobody stamps a file; a form that an office reworded may not say so
        said = words.get("pages_all_digital", said)
    mark = PagesMark(said, 0, style.size * ASCENT, style.size)
    return Slab(style.size * LEADING, [mark])


def _cover(sheet: BookSheet, job: Job, style: Style) -> Slab:
    """Set the sheet that a year's book is bound in: whose it is, which, from when to when."""
    book = sheet.book
    slab = head(job, style)
    year = str(book.start.year)
    volumes = ", ".join(book.volumes) or "–"
    # A day that is still to come is written in by hand when the book is closed.
    closed = words.short_day(book.end) if book.closing or book.closed else ""
    lines = (
        (job.wording.title if not sheet.title else sheet.title.upper(), "b", 2.4, 7.0),
        (job.word("cover_year", year=year), "b", 1.6, 1.4),
        (job.word("cover_volumes", volumes=volumes), "r", 1.2, 1.2),
        (job.word("cover_opened", day=words.short_day(book.start)), "r", 1.2, 1.2),
        (job.word("cover_closed", day=closed), "r", 1.2, 0.6),
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


def _lines(sheet: BookSheet, job: Job, style: Style, progress: Progress | None) -> Iterator[Slab]:
    columns, lines = columns_of(sheet.book.kind), sheet.book.lines
    widths = _shared(style, [column.share for column in columns])
    grid = Grid(widths=widths, size=_SIZE, body=style.body)
    heads = [_head(job, job.word(column.key)) for column in columns]

    def groups() -> Iterator[Sequence[Row]]:
        for number, line in enumerate(lines, 1):
            if number in {1, len(lines)} or not number % _TOLD:
                told(progress, number, len(lines))
            yield [_row(job, columns, line, number)]

    return rows(grid, [heads], groups(), empty=not lines)


def _shared(style: Style, shares: Sequence[float]) -> tuple[float, ...]:
    return tuple(share / sum(shares) * style.measure for share in shares)


def _head(job: Job, text: str) -> Cell:
    return Cell(runs=job.runs(text, "b"), align="centre", middle=True)


#: What a line's last column says where it is so, by the word for it.
_REMARKS: Final = {
    "refused": "note_refused",
    "stopped": "note_stopped",
    "voided": "voided",
    "late": "late",
}


def _row(job: Job, columns: Sequence[Column], line: Line, number: int) -> Row:
    cells = []
    for column in columns:
        text = column.value(line)
        if column.key == "note":
            text = "; ".join(job.word(key) for so, key in _REMARKS.items() if getattr(line, so))
        elif column.key == "no" and not text:
            text = str(number)
        face = "i" if line.voided else "r"
        cells.append(Cell(runs=job.runs(text, face), align=column.align, middle=True))
    return cells


# -- what a book comes to, and its closing ---------------------------------------------------------


def _closing(sheet: BookSheet, job: Job, style: Style) -> list[Slab]:
    """Set what stands under the lines, each sentence on a line of its own, and glued together."""
    book = sheet.book
    slabs: list[Slab] = []
    if book.closing is not None:
        how = Setting(align="centre", before=style.size, glue=True)
        title = job.word("closing", period=_period(job, book.closing))
        slabs += paragraph(job.runs(title, "b"), style.size * 1.1, style.measure, how)
    if book.totals is not None:
        slabs += _totals(job, style, book.totals)
    if book.kind == DRAWER and book.lines:
        slabs += _pieces(job, style, book)
    said = [*_sums(sheet, job), *_numbers(book, job), *_closed(book, job)]
    for number, text in enumerate(said):
        how = Setting(before=style.size * (0.1 if number else 0.5))
        slabs += paragraph(job.runs(text), style.size, style.measure, how)
    for slab in slabs[:-1]:
        slab.glue = True
    return slabs


def _period(job: Job, closing: book_closing.Closing) -> str:
    parts = book_closing.period_of(closing.start, closing.end).split("-")
    if len(parts) == 1:
        return job.word("closing_year", year=parts[0])
    if len(parts) == len(("year", "month")):
        return job.word("closing_month", month=parts[1], year=parts[0])
    return job.word("closing_day", day=words.short_day(closing.start))


#: The word of each sum, and which it is.
_SUMS: Final = (
    ("carried", "carried"),
    ("taken", "received"),
    ("online", "online"),
    ("handed", "returned"),
    ("refused", "refused"),
    ("withdrawn", "withdrawn"),
    ("moved", "moved"),
    ("left", "open"),
)


def _totals(job: Job, style: Style, totals: Totals) -> list[Slab]:
    heads = [_head(job, job.word(word)) for word, _ in _SUMS]
    figures = [
        Cell(runs=job.runs(whole(getattr(totals, name))), align="centre") for _, name in _SUMS
    ]
    grid = Grid(widths=_shared(style, [1] * len(_SUMS)), size=_SIZE, body=style.body)
    return [Slab(style.size * 0.6, glue=True), *table(grid, [heads], [[figures]])]


def _pieces(job: Job, style: Style, book: Book) -> list[Slab]:
    """Set how many of each note were counted; what nobody told is filled in by hand."""
    counts = [line.count for line in book.lines if line.count is not None]
    values = sorted({*NOTES, *(value for each in counts for value, _ in each.pieces)})[::-1]
    heads = [_head(job, text) for text in (job.word("when"), *map(whole, values))]
    heads.append(_head(job, job.word("whole")))
    groups = []
    for line in book.lines:
        held = dict(line.count.pieces) if line.count is not None else {}
        cells = [Cell(runs=job.runs(moment(line.at)), align="centre")]
        cells += [Cell(runs=job.runs(figure(held.get(value))), align="right") for value in values]
        sum_ = figure(line.count.counted) if line.count is not None and held else ""
        groups.append([[*cells, Cell(runs=job.runs(sum_), align="right")]])
    shares = [1.6, *[1.0] * len(values), 1.4]
    grid = Grid(widths=_shared(style, shares), size=_SIZE, body=style.body, least=_SIZE * 1.9)
    how = Setting(align="centre", before=style.size * 0.8, glue=True)
    title = paragraph(job.runs(job.word("pieces"), "b"), style.size, style.measure, how)
    title[-1].height += style.size * 0.3
    return [*title, *table(grid, [heads], groups)]


def _sums(sheet: BookSheet, job: Job) -> list[str]:
    book = sheet.book

    def money(amount: int) -> str:
        return words.money(amount, sheet.wording.words)

    n, struck = str(len(book.counted)), str(len(book.lines) - len(book.counted))
    if book.kind == FEES:
        taken = sum(max(line.fee or 0, 0) for line in book.lines)
        values = {"taken": money(taken), "back": money(taken - book.fees)}
        said = [job.word("sum", n=n), job.word("money", net=money(book.fees), **values)]
        return [" ".join([*said, job.word("in_words", spoken=_spoken(book.fees))])]
    if book.kind == DRAWER:
        counts = [line.count for line in book.lines if line.count is not None]
        off = money(sum(each.off for each in counts))
        said = [job.word("sum", n=n), job.word("money", amount=money(book.fees), off=off)]
        if counts:
            last = counts[-1].counted
            said.append(job.word("in_words", amount=money(last), spoken=_spoken(last)))
        return [" ".join(said)]
    said = [job.word("sum", n=n, struck=struck)]
    if book.fees:
        said.append(job.word("money", amount=money(book.fees)))
    return [" ".join(said)]


def _spoken(amount: int) -> str:
    return words.upper_first(spoken.amount(amount))


def _numbers(book: Book, job: Job) -> list[str]:
    if book.kind in UNNUMBERED:
        return []
    said = []
    for span in spans(book.lines):
        number, _, year = span.book.partition("/")
        values = {"first": str(span.first), "last": str(span.last)}
        said.append(job.word("volume", number=number, year=year, **values))
    gaps = book.gaps or ()
    for key, found in (
        ("burnt", [gap for gap in gaps if gap.burnt]),
        ("missing", [gap for gap in gaps if not gap.burnt]),
    ):
        if found:
            said.append(job.word(key, lines=", ".join(str(gap.line) for gap in found)))
    if book.gaps is not None and all(gap.burnt for gap in gaps):
        said.append(job.word("gapless"))
    return [" ".join(said)] if said else []


def _closed(book: Book, job: Job) -> list[str]:
    """Say who closed the book, and when; of one that is printed as it stands now, what changed."""
    if book.closing is not None:
        said = [job.word("closed", at=moment(book.closing.at), by=book.closing.by)]
        if book.closing.reason:
            before = [f"{moment(each.at)}, {each.by}" for each in _before(book)]
            values = {"reason": book.closing.reason, "before": "; ".join(before)}
            said.append(job.word("closed_again", **values))
        if book.proved is False:
            said.append(job.word("altered"))
        return said
    closed = book.closed
    if closed is None:
        return []
    if not book.changes:
        return [job.word("later_none", at=moment(closed.at))]
    named = [_told(each, job) for each in book.changes[:_NAMED]]
    left = len(book.changes) - len(named)
    changes = "; ".join(named) + (f" … (+{left})" if left else "")
    return [job.word("later", at=moment(closed.at), changes=changes)]


def _before(book: Book) -> list[book_closing.Closing]:
    return [
        each
        for each in book.closings
        if each is not book.closing and each.is_of(book.start, book.end)
    ]


def _told(change: book_closing.Change, job: Job) -> str:
    line = f"{change.line} ({change.code})" if change.line else change.code
    heads = [job.word(key) for field in change.fields if (key := _head_of(field, job))]
    return job.word(change.what, line=line) + (f": {', '.join(heads).lower()}" if heads else "")


#: Under which heading of a book a field of its lines stands.
_HEADS: Final = {
    "line": ("no",),
    "name": ("name", "person"),
    "what": ("procedure", "document"),
    "contact": ("contact", "identity"),
    "due_at": ("due",),
    "collector": ("collector", "signed"),
    "returned_at": ("returned",),
}


def _head_of(field: str, job: Job) -> str:
    return next((key for key in _HEADS.get(field, (field,)) if key in job.wording.words), "")
