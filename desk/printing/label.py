"""The sticker on a dossier's sleeve: what is scanned, what is read from a shelf."""

from __future__ import annotations

from io import BytesIO

from desk.domain.papers import LabelSheet
from desk.printing import fonts, press, words
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
from desk.printing.flow import ASCENT, LEADING, Mark, TextMark
from desk.printing.job import MM, Job
from desk.printing.text import Run, wrap
from desk.printing.wording import form

_EDGE = 3 * MM
_MOST_LINES = 2
_SIZES = (9.0, 8.0, 7.0, 6.0)


def draw(sheet: LabelSheet) -> press.Rendered:
    """Print one label; texts too long for it end in an ellipsis: it is no official paper."""
    dossier = sheet.dossier
    job = Job(
        sheet=sheet,
        wording=form(sheet.wording, "label"),
        values=words.common(sheet),
        code=dossier.code,
        barcode=dossier.barcode,
    )
    out = BytesIO()
    size = (sheet.width * MM, sheet.height * MM)
    canvas = press.begin(job, out, size)
    if sheet.practice:
        press.watermark(job, canvas, (0, size[0]), size[1])
    for mark in [*_codes(sheet, size), *_texts(sheet, job, size)]:
        mark.draw(canvas, 0, size[1])
    canvas.showPage()
    return press.finish(job, canvas, out, 1)


def _codes(sheet: LabelSheet, size: tuple[float, float]) -> list[Mark]:
    """Place the barcode at the foot on the left and the QR at the foot on the right."""
    dossier, marks = sheet.dossier, list[Mark]()
    foot = size[1] - _EDGE
    if dossier.code:
        inset = QR_QUIET * QR_MODULE
        side = qr_side(dossier.code)
        marks.append(QrMark(dossier.code, size[0] - _EDGE - side + inset, foot - side + inset))
    if dossier.barcode:
        digits = Run(grouped(dossier.barcode))
        text, high = 7.5, 26.0
        left = _EDGE - BAR_QUIET * MODULE
        marks.append(BarMark(dossier.barcode, left, foot - high - text * LEADING, high))
        middle = left + bars_width(dossier.barcode) / 2
        wide = fonts.width(*digits) * text
        y = foot - text * LEADING + text * ASCENT
        marks.append(TextMark(middle - wide / 2, y, text, (digits,)))
    return marks


def _texts(sheet: LabelSheet, job: Job, size: tuple[float, float]) -> list[Mark]:
    """Set code, shelf, whose dossier, what for and until when, above the codes."""
    dossier, measure = sheet.dossier, size[0] - 2 * _EDGE
    marks: list[Mark] = []
    y = _EDGE
    code = job.runs(dossier.code, "b")
    shelf = job.runs(job.word("shelf", shelf=sheet.shelf), "b") if sheet.shelf else ()
    wide = sum(fonts.width(*run) for run in code) or 1.0
    big = min(12.0, measure / wide)
    marks.append(TextMark(_EDGE, y + big * ASCENT, big, code))
    kept = sum(fonts.width(*run) for run in shelf) * big
    if shelf and wide * big + kept + big < measure:  # on the code's line if it fits there
        marks.append(TextMark(size[0] - _EDGE - kept, y + big * ASCENT, big, shelf))
        shelf = ()
    y += big * LEADING
    due = dossier.due_at
    lines = [
        (job.runs(dossier.subject.name, "b"), 1.1),
        (job.runs(dossier.procedure_name), 1.0),
    ]
    if due:
        clock = words.clock(due, sheet.wording.words, "clock_short")
        lines.append((job.runs(job.word("due", due=clock), "b"), 1.0))
    if shelf:
        lines.append((shelf, 1.0))
    if sheet.practice:  # the watermark lies under the codes, and a sticker has no margin
        lines.insert(0, (job.runs(job.shared("practice"), "b"), 1.0))
    room = size[1] - y - _EDGE - 47.5  # above the QR, the taller of the two codes
    made: list[TextMark] = []
    for scale in _SIZES:
        made, used = _stack(lines, scale, measure, y)
        if used <= room:
            break
    return [*marks, *(mark for mark in made if mark.y <= y + room)]


def _stack(
    lines: list[tuple[tuple[Run, ...], float]], scale: float, measure: float, y: float
) -> tuple[list[TextMark], float]:
    marks: list[TextMark] = []
    start = y
    for runs, factor in lines:
        size = scale * factor
        broken = wrap(runs, measure / size)
        for number, line in enumerate(broken[:_MOST_LINES]):
            cut = number == _MOST_LINES - 1 and len(broken) > _MOST_LINES
            shown = _shortened(line.runs, measure / size) if cut else line.runs
            marks.append(TextMark(_EDGE, y + size * ASCENT, size, shown))
            y += size * LEADING
    return marks, y - start


def _shortened(runs: tuple[Run, ...], room: float) -> tuple[Run, ...]:
    """Take letters away until an ellipsis fits."""
    text, face = "".join(run.text for run in runs), runs[0].face
    while text and fonts.width(text.rstrip() + "…", face) > room:
        text = text[:-1]
    return (Run(text.rstrip() + "…", face),)
