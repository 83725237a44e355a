"""The counterfoil: what somebody needs to ask for a dossier again, on the roll of a till printer.

No official paper and no substitute for Mẫu 01: it names no person, so that one that is lost tells
nobody anything. All of it is black on white and no line is thin: rolls are printed at 203 dpi.
"""

from __future__ import annotations

from io import BytesIO

from desk.domain.papers import StubSheet
from desk.printing import fonts, press, words
from desk.printing.barcode import BarMark, QrMark, bars_width, grouped, qr_side
from desk.printing.flow import ASCENT, LEADING, Mark, RuleMark, TextMark
from desk.printing.job import MM, Job
from desk.printing.text import balanced, wrap
from desk.printing.wording import form

_EDGE = 4 * MM  # a roll of 80 mm is printed on 72
_CODE = 22.0  # points, where the code's width lets it
_RULE = 0.8
_BARS = 36.0
_MOST_LINES = 3  # of a procedure's name

_Line = tuple[str, str, float, float]  # text, face, size, space above


def draw(sheet: StubSheet) -> press.Rendered:
    """Print one counterfoil; the sheet is as long as what stands on it."""
    dossier = sheet.dossier
    job = Job(
        sheet=sheet,
        wording=form(sheet.wording, "stub"),
        values=words.common(sheet),
        code=dossier.code,
        barcode=dossier.barcode,
    )
    width = sheet.width * MM
    marks, high = _marks(sheet, job, width)
    out = BytesIO()
    canvas = press.begin(job, out, (width, high))
    if sheet.practice:
        press.watermark(job, canvas, (0, width), high)
    for mark in marks:
        mark.draw(canvas, 0, high)
    canvas.showPage()
    return press.finish(job, canvas, out, 1)


def _marks(sheet: StubSheet, job: Job, width: float) -> tuple[list[Mark], float]:
    """Return what stands on the slip from its top, and how high that is."""
    marks: list[Mark] = []
    y = _centred(marks, job, _head(sheet, job, width), width, _EDGE)
    y = _codes(marks, sheet, job, width, y + 4)
    marks.append(RuleMark(_EDGE, y + 3, width - _EDGE, y + 3, _RULE))
    y = _centred(marks, job, _body(sheet, job, width), width, y + 6)
    return marks, y + _EDGE


def _head(sheet: StubSheet, job: Job, width: float) -> list[_Line]:
    lines: list[_Line] = [
        (sheet.office.name, "r", 9.0, 0.0),
        (sheet.office.desk_name, "b", 9.0, 0.0),
        (job.wording.title, "b", 14.0, 5.0),
    ]
    if sheet.copy_no:
        lines.append((press.reprint_mark(job), "b", 10.0, 1.0))
    if sheet.practice:
        lines.append((job.shared("practice_note"), "b", 9.0, 1.0))
    code = sheet.dossier.code
    room = (width - 2 * _EDGE) / (fonts.width(code, "b") or 1.0)
    return [*lines, (code, "b", min(_CODE, room), 4.0)]


def _body(sheet: StubSheet, job: Job, width: float) -> list[_Line]:
    dossier = sheet.dossier
    lines: list[_Line] = []
    for text in _shortened(job, dossier.procedure_name, 10.0, width):
        lines.append((text, "r", 10.0, 0.0 if lines else 2.0))
    if dossier.due_at:
        clock = words.clock(dossier.due_at, sheet.wording.words, "clock_short")
        lines += [(job.word("due"), "r", 10.0, 5.0), (clock, "b", 13.0, 0.0)]
    lines.append((job.word("where", where=sheet.where), "r", 10.0, 4.0))
    if sheet.office.phone:
        lines.append((job.word("phone", phone=sheet.office.phone), "r", 10.0, 0.0))
    lines.append((job.word("note"), "i", 9.0, 5.0))
    return lines


def _shortened(job: Job, text: str, size: float, width: float) -> list[str]:
    """Break a name into lines; what is too long for them ends in an ellipsis."""
    broken = wrap(job.runs(text), (width - 2 * _EDGE) / size)
    lines = ["".join(run.text for run in line.runs).strip() for line in broken[:_MOST_LINES]]
    if len(broken) > _MOST_LINES:
        lines[-1] = lines[-1].rsplit(" ", 1)[0] + " …"
    return lines


def _codes(marks: list[Mark], sheet: StubSheet, job: Job, width: float, y: float) -> float:
    dossier = sheet.dossier
    if dossier.barcode:
        wide = bars_width(dossier.barcode)
        marks.append(BarMark(dossier.barcode, (width - wide) / 2, y, _BARS))
        y = _centred(marks, job, [(grouped(dossier.barcode), "r", 11.0, 2.0)], width, y + _BARS)
    if dossier.code:
        side = qr_side(dossier.code)
        marks.append(QrMark(dossier.code, (width - side) / 2, y))
        y += side
    return y


def _centred(marks: list[Mark], job: Job, lines: list[_Line], width: float, y: float) -> float:
    for text, face, size, above in lines:
        y += above
        for line in balanced(job.runs(text, face), (width - 2 * _EDGE) / size):
            x = (width - line.width * size) / 2
            marks.append(TextMark(x, y + size * ASCENT, size, line.runs))
            y += size * LEADING
    return y
