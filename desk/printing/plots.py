"""The figures on paper: the same records and the same layout as on the screen, in black and grey.

Office printers know no colour: every series has a hatch or a grey of its own, drawn as lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from desk.domain import drawing
from desk.domain.figures import Figure
from desk.domain.papers import FiguresSheet
from desk.printing import fonts, press, words
from desk.printing.flow import HAIR, Setting, Slab, ended, paginate, paragraph
from desk.printing.heading import head
from desk.printing.job import A4, Job, Style
from desk.printing.paper import Copy
from desk.printing.signing import signatures
from desk.printing.table import Cell, Grid, table
from desk.printing.text import Run
from desk.printing.wording import form

_SIZE: Final = 8.5
_HEIGHT: Final = 150.0  # points; a little more than a third of what a sheet has
#: Greys of the tones where nothing is hatched: dark enough to differ, light enough for numbers.
_GREY: Final = {"in_hand": 0.45, "done": 0.62, "waiting": 0.8, "line": 0.93, "edge": 0.2}
_ROWS: Final = 12  # of a figure's table; the screen and the exported list have the rest


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """A figure laid out, put onto the canvas."""

    marks: tuple[drawing.Mark, ...]
    missing: set[int]

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw every mark."""
        canvas.saveState()
        for mark in self.marks:
            if isinstance(mark, drawing.Box):
                _box(canvas, mark, left, top)
            elif isinstance(mark, drawing.Rule):
                _rule(canvas, mark, left, top)
            elif isinstance(mark, drawing.Point):
                _point(canvas, mark, left, top)
            else:
                self._words(canvas, mark, left, top)
        canvas.restoreState()

    def _words(self, canvas: Canvas, mark: drawing.Words, left: float, top: float) -> None:
        text = fonts.clean(mark.text, self.missing)
        share = {"left": 0.0, "centre": 0.5, "right": 1.0}[mark.align]
        writing = canvas.beginText(
            left + mark.x - fonts.width(text, "r") * _SIZE * share, top - mark.y - _SIZE * 0.33
        )
        writing.setFont(fonts.name("r"), _SIZE)
        writing.textOut(text)
        canvas.setFillGray(0)
        canvas.drawText(writing)


def _box(canvas: Canvas, mark: drawing.Box, left: float, top: float) -> None:
    x, y = left + mark.x, top - mark.y - mark.h
    canvas.setLineWidth(HAIR)
    canvas.setStrokeGray(0.2)
    if not mark.hatch:
        canvas.setFillGray(_GREY.get(mark.tone, 0.5))
        canvas.rect(x, y, mark.w, mark.h, stroke=0, fill=1)
        return
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x, y, mark.w, mark.h)
    canvas.clipPath(path, stroke=0, fill=0)
    if mark.hatch == "dots":
        _dots(canvas, x, y, mark)
    else:
        _slashes(canvas, x, y, mark)
    canvas.restoreState()
    canvas.rect(x, y, mark.w, mark.h, stroke=1, fill=0)


def _slashes(canvas: Canvas, x: float, y: float, mark: drawing.Box) -> None:
    at = -mark.h
    while at < mark.w:
        canvas.line(x + at, y, x + at + mark.h, y + mark.h)
        at += 3.0


def _dots(canvas: Canvas, x: float, y: float, mark: drawing.Box) -> None:
    canvas.setFillGray(0.2)
    for column in range(int(mark.w / 2.6) + 1):
        for line in range(int(mark.h / 2.6) + 1):
            canvas.circle(x + 1.3 + column * 2.6, y + 1.3 + line * 2.6, 0.55, stroke=0, fill=1)


def _rule(canvas: Canvas, mark: drawing.Rule, left: float, top: float) -> None:
    canvas.setStrokeGray(0.8 if mark.tone == "line" else 0.15)
    canvas.setLineWidth(1.2 if mark.heavy else HAIR)
    if mark.dashed:
        canvas.setDash(3, 2)
    for (x0, y0), (x1, y1) in zip(mark.points, mark.points[1:], strict=False):
        canvas.line(left + x0, top - y0, left + x1, top - y1)
    canvas.setDash()


def _point(canvas: Canvas, mark: drawing.Point, left: float, top: float) -> None:
    x, y, r = left + mark.x, top - mark.y, 2.6
    canvas.setFillGray(0.15)
    if mark.shape == "dot":
        canvas.circle(x, y, r, stroke=0, fill=1)
        return
    canvas.rect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7, stroke=0, fill=1)


def draw(sheet: FiguresSheet) -> press.Rendered:
    """Print the report: each figure as a picture with its numbers below."""
    wording = form(sheet.wording, "figures")
    values = words.common(sheet) | {"maker": sheet.maker, "signer": sheet.signer}
    job = Job(sheet=sheet, wording=wording, values=values)
    style = _STYLE
    period = job.word("period", start=words.short_day(sheet.start), end=words.short_day(sheet.end))
    middle = Setting(align="centre", before=3, glue=True)
    slabs = [head(job, style)]
    slabs += paragraph(job.runs(wording.title, "b"), style.size * 1.25, style.measure, middle)
    slabs += paragraph(job.runs(period, "i"), style.size, style.measure, middle)
    for number, figure in enumerate(sheet.figures, 1):
        slabs += figure_slabs(job, style, figure, number)
    whole = ended(slabs, [signatures(job, style)], style.body)
    return press.printed(job, [Copy(style, paginate(whole, style.body))])


_STYLE: Final = Style(
    width=A4.width,
    height=A4.height,
    left=A4.left,
    right=A4.right,
    top=A4.top,
    bottom=A4.bottom,
    size=11,
)


def figure_slabs(
    job: Job, style: Style, figure: Figure, number: int, *, numbers: bool = True
) -> list[Slab]:
    """Set one figure: its title, its picture, its numbers unless they stand elsewhere."""
    title = job.runs(f"{number}. {figure.title}", "b")
    slabs = paragraph(title, style.size, style.measure, Setting(before=12, glue=True))
    note = job.runs(f"{figure.note}.", "i")
    slabs += paragraph(note, style.size * 0.85, style.measure, Setting(glue=True))
    if figure.is_empty:
        none = job.runs("Chưa có số liệu.", "i")
        return slabs + paragraph(none, style.size, style.measure, Setting(before=4))
    made = drawing.draw(
        figure,
        style.measure,
        _HEIGHT,
        _SIZE,
        lambda text: fonts.width(fonts.clean(text, job.missing), "r") * _SIZE,
    )
    picture = Slab(_HEIGHT + 6, glue=True)
    picture.marks.append(DrawnMark(made.marks, job.missing))
    below = _numbers(job, style, figure) if numbers else []
    picture.glue = bool(below)
    return [*slabs, Slab(4, glue=True), picture, *below]


def _numbers(job: Job, style: Style, figure: Figure) -> list[Slab]:
    """Set the figure's numbers; of a square for each day and procedure, the sums by procedure."""
    rows = [
        (figure.categories[at], [cell.words for cell in cells])
        for at, cells in enumerate(figure.cells)
        if any(cell.value is not None and (cell.value or cell.said) for cell in cells)
    ]
    heads = [figure.head, *(series.name for series in figure.series)]
    if len(heads) > _COLUMNS:
        return []
    each = style.measure * 0.17
    widths = (style.measure - each * (len(heads) - 1), *(each,) * (len(heads) - 1))
    grid = Grid(widths=widths, size=_SIZE, body=style.body)

    def cell(text: str, at: int, face: str) -> Cell:
        runs: tuple[Run, ...] = job.runs(text, face)
        return Cell(runs=runs, align="right" if at else "left", middle=True)

    head_row = [cell(text, at, "b") for at, text in enumerate(heads)]
    lines = [
        [[cell(text, at, "r") for at, text in enumerate([name, *numbers])]]
        for name, numbers in rows[:_ROWS]
    ]
    slabs = table(grid, [head_row], lines)
    left = len(rows) - _ROWS
    if left > 0:
        more = job.runs(f"và {left} dòng nữa.", "i")
        slabs += paragraph(more, style.size * 0.85, style.measure, Setting(before=2))
    return slabs


_COLUMNS: Final = 5
