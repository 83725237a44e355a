"""What stands above a form's body: office and nation, number and date, title, the codes."""

from __future__ import annotations

from dataclasses import replace

from desk.printing import fonts, logo
from desk.printing.barcode import (
    BAR_QUIET,
    MODULE,
    QR_MODULE,
    QR_QUIET,
    BarMark,
    QrMark,
    bars_width,
    grouped,
    qr_side,
)
from desk.printing.flow import ASCENT, LEADING, RuleMark, Setting, Slab, TextMark, paragraph
from desk.printing.job import Job, Style
from desk.printing.text import Run, balanced, fill, wrap
from desk.printing.words import count, parts, upper_first

_MOTTO = 1.08  # of the size above it
_ABOUT = 0.92  # of the left column: what a letter is about stands apart from the date
_LESS = 0.999  # so that what just fits is not broken by rounding


def head(job: Job, style: Style) -> Slab:
    """Set the two columns that open every official paper (NĐ 30/2020, Phụ lục I)."""
    office, national = job.sheet.office, job.sheet.wording.national
    lines = [(office.parent, "r"), (office.desk_name, "b")]
    if fonts.clean(office.name, set()).upper() not in fonts.clean(office.parent, set()).upper():
        lines.append((office.name, "b"))
    names = [Run(fonts.clean(t, job.missing).upper(), face) for t, face in lines if t]
    right = max(fonts.width(national[0], "b"), fonts.width(national[1], "b") * _MOTTO)
    left = max(fonts.width(*name) for name in names)
    gap = style.size
    fitting = (style.measure - gap) / (left + right) * _LESS
    size = max(style.size * 0.76, min(style.size * 0.95, fitting))
    # On a wide sheet each half keeps to its side instead of drifting to the middle.
    edge = min(style.measure - right * size - gap, max(left * size, style.measure * 0.46))
    slab = Slab(0)
    y = 0.0
    box = (edge * 0.9, size * 2.2)
    if office.logo and (picture := logo.mark(office.logo, edge / 2, 0.0, box)):
        slab.marks.append(picture)
        y = picture.height + size * 0.3
    for name in names:
        for line in balanced((name,), edge / size):
            x = (edge - line.width * size) / 2
            slab.marks.append(TextMark(x, y + size * ASCENT, size, line.runs))
            y += size * LEADING
    wide = min(edge, left * size) * 0.42
    y += 2.6
    slab.marks.append(RuleMark((edge - wide) / 2, y, (edge + wide) / 2, y, 0.7))
    middle = (max(edge + gap, style.measure * 0.54) + style.measure) / 2
    middle = min(middle, style.measure - right * size / 2)
    below = max(y, _national(slab, national, size, middle)) + 3
    slab.height = _numbered(job, style, slab, (below, edge, middle)) + style.size * 0.5
    return slab


def _national(slab: Slab, national: tuple[str, str], size: float, middle: float) -> float:
    """Set the nation's name and motto, the motto underlined over its whole length."""
    y = 0.0
    for text, scale in zip(national, (1.0, _MOTTO), strict=True):
        wide = fonts.width(text, "b") * size * scale
        run = (Run(text, "b"),)
        slab.marks.append(TextMark(middle - wide / 2, y + size * ASCENT, size * scale, run))
        y += size * LEADING
    y += 2.6
    wide = fonts.width(national[1], "b") * size * _MOTTO
    slab.marks.append(RuleMark(middle - wide / 2, y, middle + wide / 2, y, 0.7))
    return y


def _numbered(job: Job, style: Style, slab: Slab, at: tuple[float, float, float]) -> float:
    """Set number and barcode on the left, place and date on the right; return where it ends."""
    y, edge, middle = at
    size = style.size * 0.95
    date_lines = balanced(job.runs(dated(job), "i"), 2 * (style.measure - middle) / size)
    left, right = y, y
    for line in date_lines:
        x = middle - line.width * size / 2
        slab.marks.append(TextMark(x, right + size * ASCENT, size, line.runs))
        right += size * LEADING
    if numbered := _number(job):
        for line in wrap(job.runs(numbered), edge / size):
            x = (edge - line.width * size) / 2
            slab.marks.append(TextMark(x, left + size * ASCENT, size, line.runs))
            left += size * LEADING
    if job.wording.about:
        filled = fill(job.wording.about, job.values, job.missing, form=job.wording.key)
        for line in balanced(filled.runs, edge * _ABOUT / size):
            x = (edge - line.width * size) / 2
            slab.marks.append(TextMark(x, left + size * ASCENT, size, line.runs))
            left += size * LEADING
    if job.wording.codes == "head" and job.barcode:
        left = _bars(job, slab, (edge - bars_width(job.barcode)) / 2, left + 3)
    return max(left, right)


def dated(job: Job) -> str:
    """Return where and when the paper was issued."""
    if job.sheet.draft:
        place = job.sheet.office.place
        key = "date_draft" if place else "date_draft_only"
        return job.shared(key, place=place)
    date = parts(job.sheet.issued_at)
    if place := job.sheet.office.place:
        return job.shared("place_date", place=place, **date)
    return upper_first(job.shared("date_only", **date))


def _number(job: Job) -> str:
    number = job.sheet.number
    if not number and not job.wording.suffix:
        return ""
    if not number:
        if job.wording.codes == "strip":  # a receipt is known by its dossier's code
            return ""
        number = job.values["blank"] + job.wording.suffix
    elif number.isdecimal():
        number = count(int(number)) + job.wording.suffix
    return job.shared("number", number=number)


def _bars(job: Job, slab: Slab, x: float, y: float, height: float = 21) -> float:
    """Draw the barcode with its digits under it; return where they end."""
    slab.marks.append(BarMark(job.barcode, x, y, height))
    digits, size = Run(grouped(job.barcode)), 7.5
    middle = x + bars_width(job.barcode) / 2
    wide = fonts.width(*digits) * size
    y += height + 1
    slab.marks.append(TextMark(middle - wide / 2, y + size * ASCENT, size, (digits,)))
    return y + size * LEADING


def title(job: Job, style: Style, copy: int | None) -> list[Slab]:
    """Set the form's title and, where it has one, the line that names its circular."""
    if not job.wording.title:  # a letter has none
        return [Slab(style.size * 0.6, glue=True)]
    size = style.size * 1.22
    how = Setting(align="centre", before=style.size * 0.25, glue=True)
    slabs = paragraph(job.runs(job.wording.title, "b"), size, style.measure, how)
    small = replace(how, before=0)
    if job.wording.basis:
        basis = job.runs(job.wording.basis, "i")
        slabs += paragraph(basis, style.size * 0.85, style.measure, small)
    if job.wording.codes != "strip" or not job.code:
        for text in _marks(job, copy):
            slabs += paragraph(job.runs(text, "i"), style.size * 0.9, style.measure, small)
        slabs[-1].height += style.size * 0.6
    return slabs


def _marks(job: Job, copy: int | None) -> list[str]:
    """Return what tells this paper from its twin and from the version before it."""
    marks = []
    if copy is not None and copy < len(job.wording.copies):
        marks.append(job.wording.copies[copy])
    if job.version > 1:
        marks.append(job.shared("version", n=job.version))
    return marks


def strip(job: Job, style: Style, copy: int | None) -> Slab:
    """Set barcode, code and QR side by side under the title."""
    slab = Slab(0)
    top = style.size * 0.55
    side, inset = qr_side(job.code), QR_QUIET * QR_MODULE
    visible = side - 2 * inset
    slab.marks.append(QrMark(job.code, style.measure - side + inset, top - inset))
    low, left = top, 0.0
    if job.barcode:
        left = bars_width(job.barcode) - BAR_QUIET * MODULE
        low = _bars(job, slab, -BAR_QUIET * MODULE, top, visible - 7.5 * LEADING)
    room = style.measure - left - visible - style.size
    middle = left + style.size / 2 + room / 2
    size = min(style.size * 1.15, room / fonts.width(job.code, "b"))
    lines = [(Run(job.shared("code")), style.size * 0.95), (Run(job.code, "b"), size)]
    lines += [(Run(text, "i"), style.size * 0.88) for text in _marks(job, copy)]
    y = top + max(0.0, (visible - sum(size * LEADING for _, size in lines)) / 2)
    for run, size in lines:
        for line in wrap((run,), room / size):
            wide = line.width * size
            slab.marks.append(TextMark(middle - wide / 2, y + size * ASCENT, size, line.runs))
            y += size * LEADING
    slab.height = max(top + visible, low, y) + style.size * 0.45
    return slab
