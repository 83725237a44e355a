"""A page to measure a printer by: rulers from the edges, corners, codes, letters.

The lines that are measured lie `AT` from the left and the upper edge; what the clerk measures there
with a ruler tells by how much everything has to be shifted (`printers.corrected`).
"""

from __future__ import annotations

from io import BytesIO

from desk.domain.papers import TestSheet
from desk.domain.printers import TEST_MARK_UM
from desk.printing import press, words
from desk.printing.barcode import MODULE, BarMark, QrMark, bars_width, qr_side
from desk.printing.flow import ASCENT, HAIR, LEADING, Mark, RuleMark, TextMark
from desk.printing.job import MM, Job
from desk.printing.text import wrap
from desk.printing.wording import form

AT = TEST_MARK_UM / 1000 * MM
_CORNER = 4 * MM
_INSET = 5 * MM
_TENS, _FIVES, _ONES = 3.5 * MM, 2.5 * MM, 1.5 * MM
_RULER = 9 * MM  # from the edge that it runs along
_DIGITS = "0099999999999993"
#: Widths of a bar's module: 3, 6 and 12 dots at 600 per inch; 1½, 3 and 6 at 300; 1, 2, 4 at 200.
MODULES = (MODULE / 2, MODULE, 2 * MODULE)


def draw(sheet: TestSheet) -> press.Rendered:
    """Print one test page."""
    job = Job(sheet=sheet, wording=form(sheet.wording, "test"), values=words.common(sheet))
    size = (sheet.width * MM, sheet.height * MM)
    out = BytesIO()
    canvas = press.begin(job, out, size)
    for mark in [*_corners(*size), *_rulers(job, *size), *_body(sheet, job, *size)]:
        mark.draw(canvas, 0, size[1])
    canvas.showPage()
    return press.finish(job, canvas, out, 1)


def _corners(width: float, height: float) -> list[Mark]:
    marks: list[Mark] = []
    for x, way in ((_INSET, 1), (width - _INSET, -1)):
        for y, down in ((_INSET, 1), (height - _INSET, -1)):
            marks.append(RuleMark(x, y, x + way * _CORNER, y, HAIR * 2))
            marks.append(RuleMark(x, y, x, y + down * _CORNER, HAIR * 2))
    return marks


def _rulers(job: Job, width: float, height: float) -> list[Mark]:
    """Draw a tick for each millimetre along two edges, and the lines that are measured."""
    across, down = range(int(width / MM) + 1), range(int(height / MM) + 1)
    marks: list[Mark] = [
        *(RuleMark(mm * MM, _RULER, mm * MM, _RULER + _tick(mm), HAIR) for mm in across),
        *(RuleMark(_RULER, mm * MM, _RULER + _tick(mm), mm * MM, HAIR) for mm in down),
        *(TextMark(mm * MM + 1, _RULER - 1, 6, job.runs(str(mm))) for mm in across[20:-5:10]),
        *(TextMark(_RULER - 4 * MM, mm * MM + 2, 6, job.runs(str(mm))) for mm in down[30:-5:10]),
    ]
    reach = AT + 10 * MM
    marks.append(RuleMark(AT, _RULER, AT, reach, HAIR * 2))
    marks.append(RuleMark(_RULER, AT, reach, AT, HAIR * 2))
    return marks


def _tick(mm: int) -> float:
    return _TENS if mm % 10 == 0 else _FIVES if mm % 5 == 0 else _ONES


def _body(sheet: TestSheet, job: Job, width: float, height: float) -> list[Mark]:
    left, y = AT + 2 * MM, AT + 2 * MM
    marks: list[Mark] = []
    lines = [
        (job.wording.title, "b", 11.0),
        (job.word("measure", mm=f"{TEST_MARK_UM / 1000:g}"), "r", 8.0),
        (sheet.about, "r", 8.0),
        (job.word("letters"), "r", 9.0),
    ]
    for text, face, size in lines:
        for line in wrap(job.runs(text, face), (width - left - _INSET) / size):
            if y + size * LEADING > height - _INSET:
                return marks
            marks.append(TextMark(left, y + size * ASCENT, size, line.runs))
            y += size * LEADING
    y += 2 * MM
    for module in MODULES:
        high = 8 * MM
        fits = left + bars_width(_DIGITS, module) < width - _INSET
        if fits and y + high + 12 < height - _INSET:
            marks.append(BarMark(_DIGITS, left, y, high, module))
            inch = f"{module / MODULE / 100 * 25.4:.3f}"
            marks.append(TextMark(left, y + high + 9, 7, job.runs(job.word("module", mm=inch))))
            y += high + 16
    if y + qr_side(_DIGITS) < height - _INSET:
        marks.append(QrMark(_DIGITS, left, y))
    return marks
