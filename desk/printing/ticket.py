"""A number of the waiting room: large enough to be read at arm's length without glasses."""

from __future__ import annotations

from io import BytesIO

from desk.domain.papers import TicketSheet
from desk.printing import fonts, press, words
from desk.printing.flow import ASCENT, HAIR, LEADING, Mark, RuleMark, TextMark
from desk.printing.job import MM, Job
from desk.printing.text import Run, balanced
from desk.printing.wording import form

_EDGE = 4 * MM
_NUMBER = 64.0  # points


def draw(sheet: TicketSheet) -> press.Rendered:
    """Print one ticket."""
    job = Job(
        sheet=sheet,
        wording=form(sheet.wording, "ticket"),
        values=words.common(sheet),
        code=sheet.code,
    )
    out = BytesIO()
    size = (sheet.width * MM, sheet.height * MM)
    canvas = press.begin(job, out, size)
    if sheet.practice:
        press.watermark(job, canvas, (0, size[0]), size[1])
    for mark in _marks(sheet, job, size[0]):
        mark.draw(canvas, 0, size[1])
    canvas.showPage()
    return press.finish(job, canvas, out, 1)


def _marks(sheet: TicketSheet, job: Job, width: float) -> list[Mark]:
    given = words.parts(sheet.issued_at)
    waits = job.word("before", n=str(sheet.before)) if sheet.before else job.word("alone")
    lines: list[tuple[str, str, float, float]] = [  # text, face, size, space above
        (sheet.office.name, "r", 9.0, 0.0),
        (sheet.office.desk_name, "b", 9.0, 0.0),
        (job.wording.title, "b", 13.0, 8.0),
        (sheet.code, "b", _fitting(sheet.code, width), 0.0),
    ]
    if sheet.reason:
        lines.append((job.word("priority", reason=job.word(sheet.reason)), "b", 11.0, 2.0))
    lines += [(waits, "r", 11.0, 2.0), (job.word("given", **given), "r", 10.0, 2.0)]
    if sheet.practice:
        lines.append((job.shared("practice_note"), "b", 8.0, 2.0))
    marks, y = _centred(job, lines, width, _EDGE)
    marks.append(RuleMark(_EDGE, y + 5, width - _EDGE, y + 5, HAIR))
    last, _ = _centred(job, [(job.word("wait"), "i", 9.0, 9.0)], width, y)
    return [*marks, *last]


def _fitting(code: str, width: float) -> float:
    """Return the size of type at which a number fills no more than the ticket's width."""
    return min(_NUMBER, (width - 2 * _EDGE) / fonts.width(code, "b"))


def _centred(
    job: Job, lines: list[tuple[str, str, float, float]], width: float, y: float
) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    for text, face, size, above in lines:
        y += above
        for line in balanced(job.runs(text, face), (width - 2 * _EDGE) / size):
            x = (width - line.width * size) / 2
            runs: tuple[Run, ...] = line.runs
            marks.append(TextMark(x, y + size * ASCENT, size, runs))
            y += size * LEADING
    return marks, y
