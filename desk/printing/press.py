"""The press: pages onto the canvas, with their marks, their numbers and nobody's name."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from desk.domain.errors import InputError
from desk.domain.papers import Page
from desk.printing import archive, fonts, words
from desk.printing.flow import Placed, Slab, TextMark, pages
from desk.printing.job import LANDSCAPE, Job, Style
from desk.printing.paper import Copy
from desk.printing.text import Run

rl_config.useA85 = 0  # streams as bytes: a quarter smaller, and nobody mails PDFs as text

# Of the watermark: a pale body that text is read through, and an outline dark enough to stay where
# a label printer knows black and white only.
_BODY, _OUTLINE = 0.93, 0.4
# How many pages a book has stands on a form of this name; so much room is kept for it.
_TOTAL, _UNKNOWN = "total", "?????"
#: On what nobody has confirmed. Not among the words that a ward may change: none takes it off.
DRAFT: Final = "BẢN NHÁP – CHƯA CÓ GIÁ TRỊ"
_BLACK: Final = 0.0


class UnprintableError(InputError):
    """Characters that the typeface does not have; reported, never raised: the paper is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A finished paper; `unprintable` lists what was drawn as squares, as U+1F600."""

    pdf: bytes
    pages: int
    unprintable: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[UnprintableError, ...]:
        """What the clerk should be told, in the form that messages are made from."""
        if not self.unprintable:
            return ()
        return (UnprintableError(characters=", ".join(self.unprintable)),)


def printed(job: Job, copies: list[Copy]) -> Rendered:
    """Print the copies, one after the other or side by side as the sheet says."""
    style = copies[0].style
    twice = job.page is Page.A4_TWICE
    size = (LANDSCAPE.width if twice else style.width, style.height)
    out = BytesIO()
    canvas = begin(job, out, size)
    if not twice:
        return finish(job, canvas, out, _in_turn(job, canvas, copies))
    count = max(len(copy.pages) for copy in copies)
    for number in range(count):
        for place, copy in enumerate(copies):
            if number < len(copy.pages):
                _page(job, canvas, copy, number, place * size[0] / 2)
        _fold(canvas, size)
        canvas.showPage()
    return finish(job, canvas, out, count)


def _in_turn(job: Job, canvas: Canvas, copies: Iterable[Copy]) -> int:
    """Print copies one after the other; return on how many pages."""
    count = 0
    for copy in copies:
        for number in range(len(copy.pages)):
            _page(job, canvas, copy, number, 0.0)
            canvas.showPage()
            count += 1
    return count


def together(jobs: Sequence[Job], set_: Callable[[Job], list[Copy]]) -> Rendered:
    """Print several papers as one document, in their order; its title names none of them."""
    first = jobs[0]
    out = BytesIO()
    canvas: Canvas | None = None
    count, missing = 0, set[int]()
    for job in jobs:
        copies = set_(job)
        size = (copies[0].style.width, copies[0].style.height)
        if canvas is None:
            canvas = begin(replace(first, code=""), out, size)
        canvas.setPageSize(size)
        count += _in_turn(job, canvas, copies)
        missing |= job.missing
    assert canvas is not None  # noqa: S101 - there is a first job
    return finish(replace(first, missing=missing), canvas, out, count)


def streamed(job: Job, style: Style, slabs: Iterable[Slab]) -> Rendered:
    """Print pages as they fill: of a book of a year no more than one is held.

    How many there are is known at the end alone, so it stands on a form that all pages show.
    """
    out = BytesIO()
    canvas = begin(job, out, (style.width, style.height))
    laid = pages(slabs, style.body)
    page: Placed | None = next(laid)
    count = 0
    while page is not None:
        following = next(laid, None)
        count += 1
        _dressed(job, canvas, style, page, 0.0)
        if following is not None or count > 1:
            _foot(job, canvas, style, count, None, 0.0)
        canvas.showPage()
        page = following
    if count > 1:
        canvas.beginForm(_TOTAL)
        TextMark(0, 0, _foot_size(style), (Run(str(count)),)).draw(canvas, 0, 0)
        canvas.endForm()
    return finish(job, canvas, out, count)


def begin(job: Job, out: BytesIO, size: tuple[float, float]) -> Canvas:
    """Open a document whose bytes depend on the sheet alone and whose title names no person."""
    canvas = Canvas(
        out,
        pagesize=size,
        pageCompression=1,
        invariant=1,
        pdfVersion=archive.VERSION,
        lang=archive.LANGUAGE,
        # Else every file names Helvetica without carrying it; the stubs think a name a number.
        initialFontName=fonts.name("r"),  # type: ignore[arg-type] # its stubs want None or a path
    )
    issued = words.stamp(job.sheet.issued_at)
    canvas.setDateFormatter(lambda *_: issued)
    known_as = job.code or job.sheet.number
    canvas.setTitle(f"{job.wording.label or job.wording.title} {known_as}".strip())
    canvas.setAuthor(fonts.clean(job.sheet.office.desk_name, set()))
    canvas.setCreator("desk")
    canvas.setProducer("desk")
    canvas.setSubject(job.wording.key)
    # Viewers offer "fit to page", which would put the bars between the printer's dots.
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    archive.make_lasting(canvas, job.sheet.issued_at)
    return canvas


def finish(job: Job, canvas: Canvas, out: BytesIO, pages: int) -> Rendered:
    """Close the document."""
    canvas.save()
    unprintable = tuple(f"U+{code:04X}" for code in sorted(job.missing))
    return Rendered(pdf=out.getvalue(), pages=pages, unprintable=unprintable)


def _page(job: Job, canvas: Canvas, copy: Copy, number: int, left: float) -> None:
    _dressed(job, canvas, copy.style, copy.pages[number], left)
    if len(copy.pages) > 1:
        _foot(job, canvas, copy.style, number + 1, len(copy.pages), left)


def _dressed(job: Job, canvas: Canvas, style: Style, page: Placed, left: float) -> None:
    if job.sheet.practice and not job.sheet.draft:
        watermark(job, canvas, (left, style.width), style.height)
    if job.sheet.draft:
        _across(canvas, DRAFT, (left, style.width), style.height, _BLACK)
    _place(canvas, page, left + style.left, style.height - style.top)
    _edges(job, canvas, style, left)
    if job.sheet.practice:
        _practice_note(job, canvas, style, left)
    if job.sheet.draft:
        _draft_note(canvas, style, left)


def _place(canvas: Canvas, page: Placed, left: float, top: float) -> None:
    for y, slab in page:
        for mark in slab.marks:
            mark.draw(canvas, left, top - y)


def _edges(job: Job, canvas: Canvas, style: Style, left: float) -> None:
    """Write the form's number and, on a reprint, what marks it: above all else, moving nothing."""
    size = max(7.5, style.size * 0.72)
    y = style.height - style.top + size * 0.9
    if job.sheet.copy_no:
        run = Run(reprint_mark(job), "b")
        TextMark(0, 0, size, (run,)).draw(canvas, left + style.left, y)
    if job.wording.label:
        wide = fonts.width(job.wording.label, "i") * size
        run = Run(job.wording.label, "i")
        TextMark(0, 0, size, (run,)).draw(canvas, left + style.width - style.right - wide, y)


def reprint_mark(job: Job) -> str:
    """Return the line that marks a reprint: which one, and when it was printed."""
    sheet = job.sheet
    if sheet.printed_at is None:
        return job.shared("reprint", n=sheet.copy_no)
    clock = words.clock(sheet.printed_at, sheet.wording.words)
    return job.shared("reprint_at", n=sheet.copy_no, clock=clock)


def _foot_size(style: Style) -> float:
    return max(7.5, style.size * 0.78)


def _foot(  # noqa: PLR0917 - what is written, and where
    job: Job, canvas: Canvas, style: Style, number: int, whole: int | None, left: float
) -> None:
    """Write page number and code on each page of a longer paper, should they come apart.

    `whole` is how many pages there are; None: not known yet, its form stands in for it.
    """
    size = _foot_size(style)
    y = style.bottom - size * 1.3
    shown = _UNKNOWN if whole is None else str(whole)
    text = job.shared("page", page=number, pages=shown)
    x = left + style.width - style.right - fonts.width(text, "r") * size
    before, unknown, after = text.partition(_UNKNOWN)
    TextMark(0, 0, size, (Run(before),)).draw(canvas, x, y)
    if unknown:
        x += fonts.width(before, "r") * size
        canvas.saveState()
        canvas.translate(x, y)
        canvas.doForm(_TOTAL)
        canvas.restoreState()
        TextMark(0, 0, size, (Run(after),)).draw(canvas, x + fonts.width(unknown, "r") * size, y)
    if job.code:
        TextMark(0, 0, size, (Run(job.code),)).draw(canvas, left + style.left, y)


def _practice_note(job: Job, canvas: Canvas, style: Style, left: float) -> None:
    """Say in black what the watermark says in grey: some printers drop grey altogether."""
    text, size = job.shared("practice_note"), max(7.5, style.size * 0.72)
    x = left + (style.width - fonts.width(text, "b") * size) / 2
    y = style.bottom - max(7.5, style.size * 0.78) * 1.3
    TextMark(0, 0, size, (Run(text, "b"),)).draw(canvas, x, y)


def _draft_note(canvas: Canvas, style: Style, left: float) -> None:
    """Say upright, above and below, what stands across the page: it is read back as text."""
    size = max(8.0, style.size * 0.78)
    x = left + (style.width - fonts.width(DRAFT, "b") * size) / 2
    for y in (style.height - style.top + size * 0.5, style.bottom - size * 2.3):
        TextMark(0, 0, size, (Run(DRAFT, "b"),)).draw(canvas, x, y)


def watermark(job: Job, canvas: Canvas, across: tuple[float, float], height: float) -> None:
    """Write the practice mark from corner to corner, under everything else."""
    _across(canvas, job.shared("practice"), across, height, _OUTLINE)


def _across(
    canvas: Canvas, text: str, across: tuple[float, float], height: float, outline: float
) -> None:
    left, width = across
    angle = math.atan2(height, width)
    size = min(width, height) * 0.86 / (fonts.width(text, "b") * math.cos(min(angle, 0.79)))
    canvas.saveState()
    canvas.setFillGray(_BODY)
    canvas.setStrokeGray(outline)
    canvas.setLineWidth(0.55)
    canvas.translate(left + width / 2, height / 2)
    canvas.rotate(math.degrees(angle))
    writing = canvas.beginText(-fonts.width(text, "b") * size / 2, -size / 3)
    writing.setFont(fonts.name("b"), size)
    writing.setTextRenderMode(2)  # filled and outlined
    writing.textOut(text)
    writing.setTextRenderMode(0)
    canvas.drawText(writing)
    canvas.restoreState()


def _fold(canvas: Canvas, size: tuple[float, float]) -> None:
    """Dash the line along which the two copies are cut apart."""
    canvas.setLineWidth(0.4)
    canvas.setDash(3, 4)
    canvas.line(size[0] / 2, 12, size[0] / 2, size[1] - 12)
    canvas.setDash()
