"""Flow: slabs of drawing marks stacked down the page and broken into pages."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from reportlab.pdfgen.canvas import Canvas

from desk.printing import fonts
from desk.printing.text import Line, Run, balanced, wrap

LEADING = 1.2  # Vietnamese capitals carry two marks: closer lines would touch
ASCENT = 0.93  # em from the top of a line to its baseline, marks included
HAIR = 0.5  # points
_LINES, _ROWS = 3, 2  # that a signature is never parted from: of a text, of a table above it
_FAR = 12  # slabs: a table that ends earlier than that is not looked for
_SHARE = 0.6  # of a page
_STRETCH = 0.4  # em that a space may grow by; holes are worse than an uneven edge


class Mark(Protocol):
    """Something drawn at a place that is told from its slab's top left corner, downwards."""

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw on the canvas, the slab's corner being at (left, top) in PDF space."""


@dataclass(frozen=True, slots=True)
class TextMark:
    """One line of text, written in one go so that it is read back in one piece."""

    x: float
    y: float  # baseline
    size: float
    runs: Sequence[Run]
    stretch: float = 0.0  # points added to every space

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Write the runs one after the other."""
        parts = [f"BT 1 0 0 1 {left + self.x:.3f} {top - self.y:.3f} Tm"]
        if self.stretch:
            parts.append(f"{self.stretch:.4f} Tw")
        for run in self.runs:
            parts += fonts.shown(canvas, run.text, run.face, self.size)
        if self.stretch:
            parts.append("0 Tw")
        parts.append("ET")
        canvas.addLiteral(" ".join(parts))


@dataclass(frozen=True, slots=True)
class RuleMark:
    """A straight line; `dots` makes it the leader of a blank to be filled by hand."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float = HAIR
    dots: bool = False

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw the line."""
        canvas.setLineWidth(self.weight)
        if self.dots:
            canvas.setDash(0.6, 1.9)
        canvas.line(left + self.x0, top - self.y0, left + self.x1, top - self.y1)
        if self.dots:
            canvas.setDash()


@dataclass(frozen=True, slots=True)
class FramesMark:
    """The frames of a row of cells, (x, y, width, height) each, stroked as one path."""

    frames: Sequence[tuple[float, float, float, float]]
    weight: float = HAIR

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw all frames at once: lines that cells share are not drawn twice as dark."""
        path = " ".join(
            f"{left + x:.3f} {top - y - high:.3f} {wide:.3f} {high:.3f} re"
            for x, y, wide, high in self.frames
        )
        canvas.addLiteral(f"{self.weight} w {path} S")


@dataclass(slots=True)
class Slab:
    """A piece of the page that is never cut: a line of text, a row, a block of signatures."""

    height: float
    marks: list[Mark] = field(default_factory=list)
    glue: bool = False  # stays with the slab that follows
    header: Slab | None = None  # drawn again above it where it opens a page


Placed = list[tuple[float, Slab]]  # distance from the body's top


def paginate(slabs: Iterable[Slab], body: float) -> list[Placed]:
    """Stack slabs into pages of the height `body`, keeping glued ones together."""
    return list(pages(slabs, body))


def pages(slabs: Iterable[Slab], body: float) -> Iterator[Placed]:
    """Yield each page once it is full: what was drawn need not be kept."""
    page: Placed = []
    y = 0.0
    for group in _glued(slabs):
        height = sum(slab.height for slab in group)
        if page and y + height > body:
            yield page
            page, y = [], 0.0
            header = group[0].header
            if header is not None:
                page.append((0.0, header))
                y = header.height
        for slab in group:
            if page and y + slab.height > body:  # glued, but longer than any page
                yield page
                page, y = [], 0.0
            page.append((y, slab))
            y += slab.height
    yield page


def _glued(slabs: Iterable[Slab]) -> Iterable[list[Slab]]:
    group: list[Slab] = []
    for slab in slabs:
        group.append(slab)
        if not slab.glue:
            yield group
            group = []
    if group:
        yield group


def ended(slabs: Iterable[Slab], end: Sequence[Slab], body: float) -> Iterator[Slab]:
    """Yield slabs and what ends them – signatures, notes – on one page with the last of them.

    Whoever signs a page sees on it what he signs: the last lines, and of a table that ends not far
    above them its last rows. No more than `_SHARE` of a page is held together that way.
    """
    last: deque[Slab] = deque()
    for slab in slabs:
        last.append(slab)
        if len(last) > _FAR:
            yield last.popleft()
    rows = [place for place, slab in enumerate(reversed(last), 1) if slab.header is not None]
    kept = max([_LINES, *(rows[:_ROWS])])
    room = body * _SHARE - sum(slab.height for slab in end)
    while kept > 1 and sum(slab.height for slab in list(last)[-kept:]) > room:
        kept -= 1
    for slab in (*list(last)[-kept:], *end[:-1]):
        slab.glue = True
    yield from (*last, *end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a paragraph is set."""

    align: str = "left"  # left | centre | justify
    first: float = 0.0  # indents, in points
    rest: float = 0.0
    before: float = 0.0
    dots: bool = False  # a leader from the last word to the edge
    glue: bool = False


def paragraph(
    runs: tuple[Run, ...], size: float, measure: float, setting: Setting | None = None
) -> list[Slab]:
    """Set a paragraph: one slab per line, never leaving one line alone on a page."""
    how = setting or Setting()
    if how.align == "centre":
        lines = balanced(runs, measure / size)
    else:
        lines = wrap(runs, (measure - how.first) / size, (measure - how.rest) / size)
    slabs: list[Slab] = []
    for number, line in enumerate(lines):
        indent = how.rest if number else how.first
        top = 0.0 if number else how.before
        slab = Slab(top + size * LEADING)
        at = (indent, top + size * ASCENT)
        slab.marks.append(set_line(line, at, size, measure, how.align))
        last = number == len(lines) - 1
        if last and how.dots:
            end = indent + line.width * size
            y = top + size * ASCENT
            if measure - end > size:
                slab.marks.append(RuleMark(end + 3, y, measure, y, 0.7, dots=True))
        # The first two lines stay together, and so do the last two.
        slab.glue = how.glue if last else number in {0, len(lines) - 2}
        slabs.append(slab)
    return slabs


def set_line(line: Line, at: tuple[float, float], size: float, edge: float, align: str) -> TextMark:
    """Place one line between `at` (its baseline) and the right edge."""
    x, y = at
    spare = edge - x - line.width * size
    if align == "centre":
        return TextMark(x + spare / 2, y, size, line.runs)
    if align == "right":
        return TextMark(x + spare, y, size, line.runs)
    if align == "justify" and not line.end and spare < line.gaps * size * _STRETCH:
        return TextMark(x, y, size, line.runs, spare / line.gaps)
    return TextMark(x, y, size, line.runs)
