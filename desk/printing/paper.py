"""A paper of the office: heading, title, body from data, signatures, fitted to its sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from desk.domain.papers import FormLine, FormWording, Page, Sheet
from desk.printing import fonts
from desk.printing.barcode import BAR_QUIET, MODULE, BarMark, QrMark, bars_width, grouped, qr_side
from desk.printing.flow import (
    ASCENT,
    LEADING,
    Placed,
    RuleMark,
    Setting,
    Slab,
    TextMark,
    paginate,
    paragraph,
)
from desk.printing.signing import signatures
from desk.printing.text import Run, fill, wrap
from desk.printing.wording import form

MM = 72 / 25.4
_QR_INSET = 4 * 2 * MODULE


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A sheet's measures and size of type, in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    size: float

    @property
    def measure(self) -> float:
        """The width that text may fill."""
        return self.width - self.left - self.right

    @property
    def body(self) -> float:
        """The height that slabs may fill."""
        return self.height - self.top - self.bottom


_A5 = Style(
    width=148 * MM, height=210 * MM, left=14 * MM, right=10 * MM, top=11 * MM, bottom=9 * MM, size=0
)
_A4 = Style(
    width=210 * MM, height=297 * MM, left=25 * MM, right=15 * MM, top=18 * MM, bottom=16 * MM, size=0
)
LANDSCAPE = Style(
    width=297 * MM,
    height=210 * MM,
    left=15 * MM,
    right=15 * MM,
    top=16 * MM,
    bottom=14 * MM,
    size=11,
)
# The first size is the ordinary one; smaller ones are tried where they save a second sheet.
_SIZES = {Page.A4: (13.0, 12.5, 12.0, 11.5)}
_A5_SIZES = (10.5, 10.0, 9.5, 9.0)


Block = Callable[["Job", Style], list[Slab]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One paper being set: its sheet, wording and values, and what could not be drawn."""

    sheet: Sheet
    wording: FormWording
    values: Mapping[str, str]
    blocks: Mapping[str, Block] = field(default_factory=dict)
    code: str = ""
    barcode: str = ""
    version: int = 1
    missing: set[int] = field(default_factory=set)

    def runs(self, text: str, face: str = "r") -> tuple[Run, ...]:
        """Return a plain text (not a template) as it can be drawn."""
        return (Run(fonts.clean(text, self.missing), face),)

    def word(self, key: str, **values: str) -> str:
        """Return one of the form's own words, filled."""
        return self.wording.words[key].format_map(values)

    def shared(self, key: str, **values: object) -> str:
        """Return one of the words that all forms share, filled."""
        return self.sheet.wording.words[key].format_map(values)


@dataclass(frozen=True, slots=True)
class Copy:
    """The pages of one copy of a paper."""

    style: Style
    pages: list[Placed]


def job(sheet: Sheet, key: str, values: Mapping[str, str], **more: object) -> Job:
    """Begin a paper.

    Raises:
        FormUnknownError: the sheet's form set has no such form.
    """
    made = Job(sheet=sheet, wording=form(sheet.wording, key), values=values)
    return replace(made, **more)  # type: ignore[arg-type]  # the fields of Job, by name


def compose(job: Job) -> list[Copy]:
    """Set every copy of a paper in the largest type that spares a second sheet."""
    twice = job.sheet.page in {Page.A5_TWICE, Page.A4_TWICE}
    copies = (0, 1) if twice else (None,)
    return [_fitted(job, copy) for copy in copies]


def _fitted(job: Job, copy: int | None) -> Copy:
    base = _A4 if job.sheet.page is Page.A4 else _A5
    sizes = _SIZES.get(job.sheet.page, _A5_SIZES)
    first: Copy | None = None
    for size in sizes:
        style = replace(base, size=size)
        made = Copy(style, paginate(layout(job, style, copy), style.body))
        if len(made.pages) == 1:
            return made
        first = first or made
    return first or Copy(base, [])


def layout(job: Job, style: Style, copy: int | None) -> list[Slab]:
    """Return a form's slabs from its heading to its last note."""
    slabs = [head(job, style), *title(job, style, copy)]
    if job.wording.codes == "strip" and job.code:
        slabs.append(strip(job, style, copy))
    for line in job.wording.body:
        slabs += _line(job, style, line)
    if job.wording.signatures:
        slabs[-1].glue = True
        slabs.append(signatures(job, style))
    for line in job.wording.after:
        slabs += _line(job, style, line)
    return slabs


def head(job: Job, style: Style) -> Slab:
    """Set the two columns that open every official paper (NĐ 30/2020, Phụ lục I)."""
    office, national = job.sheet.office, job.sheet.wording.national
    lines = [(office.parent, "r"), (office.desk_name, "b")]
    if fonts.clean(office.name, set()).upper() not in fonts.clean(office.parent, set()).upper():
        lines.append((office.name, "b"))
    names = [Run(fonts.clean(t, job.missing).upper(), face) for t, face in lines if t]
    right = max(fonts.width(national[0], "b"), fonts.width(national[1], "b") * 1.1)
    left = max(fonts.width(*name) for name in names)
    gap = style.size
    size = max(style.size * 0.76, min(style.size * 0.95, (style.measure - gap) / (left + right)))
    edge = style.measure - right * size - gap  # of the left column
    slab = Slab(0)
    y = 0.0
    for name in names:
        for line in wrap((name,), edge / size):
            x = (edge - line.width * size) / 2
            slab.marks.append(TextMark(x, y + size * ASCENT, size, line.runs))
            y += size * LEADING
    wide = min(edge, left * size) * 0.42
    slab.marks.append(RuleMark((edge - wide) / 2, y + 2.4, (edge + wide) / 2, y + 2.4, 0.7))
    below = max(y, _national(slab, national, size, style.measure, right)) + 5
    slab.height = _numbered(job, style, slab, below, edge) + style.size * 0.5
    return slab


def _national(
    slab: Slab, national: tuple[str, str], size: float, measure: float, right: float
) -> float:
    """Set the nation's name and motto, the motto underlined over its whole length."""
    middle = measure - right * size / 2
    y = 0.0
    for text, scale in zip(national, (1.0, 1.08), strict=True):
        wide = fonts.width(text, "b") * size * scale
        run = (Run(text, "b"),)
        slab.marks.append(TextMark(middle - wide / 2, y + size * ASCENT, size * scale, run))
        y += size * LEADING * (1.03 if scale > 1 else 1)
    wide = fonts.width(national[1], "b") * size * 1.08
    slab.marks.append(RuleMark(middle - wide / 2, y + 1.2, middle + wide / 2, y + 1.2, 0.7))
    return y


def _numbered(job: Job, style: Style, slab: Slab, y: float, edge: float) -> float:
    """Set number and barcode on the left, place and date on the right; return where it ends."""
    sheet, size = job.sheet, style.size * 0.95
    if not sheet.office.place:
        dated = "N" + job.shared("date_only", **_date(job))[1:]
    else:
        dated = job.shared("place_date", place=sheet.office.place, **_date(job))
    date_lines = wrap(job.runs(dated, "i"), (style.measure - edge - style.size) / size)
    left, right = y, y
    for line in date_lines:
        x = edge + style.size + (style.measure - edge - style.size - line.width * size) / 2
        slab.marks.append(TextMark(x, right + size * ASCENT, size, line.runs))
        right += size * LEADING
    if numbered := _number(job):
        for line in wrap(job.runs(numbered), edge / size):
            x = (edge - line.width * size) / 2
            slab.marks.append(TextMark(x, left + size * ASCENT, size, line.runs))
            left += size * LEADING
    if job.wording.codes == "head" and job.barcode:
        left = _bars(job, slab, (edge - bars_width(job.barcode)) / 2, left + 3)
    return max(left, right)


def _date(job: Job) -> dict[str, str]:
    from desk.printing.words import parts

    return parts(job.sheet.issued_at)


def _number(job: Job) -> str:
    number = job.sheet.number
    if not number and not job.wording.suffix:
        return ""
    if not number:
        if job.wording.codes == "strip":  # a receipt is known by its dossier's code
            return ""
        number = job.values["blank"] + job.wording.suffix
    elif "/" not in number:
        number += job.wording.suffix
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
    side = qr_side(job.code)
    slab.marks.append(
        QrMark(job.code, style.measure - side + _QR_INSET, top - _QR_INSET)
    )
    visible = side - 2 * _QR_INSET
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


def _line(job: Job, style: Style, line: FormLine) -> list[Slab]:
    """Set one line of a form's body, or nothing where its condition does not hold."""
    wanted, absent = line.when.removeprefix("!"), line.when.startswith("!")
    if wanted and bool(job.values.get(wanted)) is absent:
        return []
    if line.block:
        return job.blocks[line.block](job, style)
    if "\t" in line.text:
        return _columns(job, style, line)
    size = style.size * (0.84 if line.style == "small" else 1)
    filled = fill(line.text, job.values, job.missing, face=line.face, form=job.wording.key)
    before = style.size * 0.1
    if line.style == "prose":
        how = Setting(align="justify", first=style.size * 2, before=style.size * 0.22)
    elif line.style == "centre":
        how = Setting(align="centre", before=style.size * 0.22)
    elif line.style == "small":
        how = Setting(align="justify", before=before)
    else:
        how = Setting(before=before, dots=filled.open)
    runs = filled.runs
    if filled.open and not how.dots:
        runs = (*runs, Run(job.values["blank"], line.face))
    return paragraph(runs, size, style.measure, replace(how, glue=line.glue))


def _columns(job: Job, style: Style, line: FormLine) -> list[Slab]:
    """Set two fields on one line where both fit, else one under the other."""
    size, measure, gap = style.size, style.measure, style.size
    parts = [
        fill(part, job.values, job.missing, face=line.face, form=job.wording.key)
        for part in line.text.split("\t")
    ]
    before = size * 0.1
    wide = [sum(fonts.width(*run) for run in part.runs) * size for part in parts]
    least = [width + (size * 5 if part.open else 0) for width, part in zip(wide, parts, strict=True)]
    at = max(least[0] + gap, min(measure / 2, measure - least[1]))
    broken = any("\n" in run.text for part in parts for run in part.runs)
    if broken or at + least[1] > measure:
        slabs: list[Slab] = []
        for part in parts:
            how = Setting(before=before, dots=part.open)
            slabs += paragraph(part.runs, size, measure, how)
        return slabs
    y = before + size * ASCENT
    slab = Slab(before + size * LEADING)
    for part, x, width, end in zip(parts, (0.0, at), wide, (at - gap, measure), strict=True):
        slab.marks.append(TextMark(x, y, size, part.runs))
        if part.open:
            slab.marks.append(RuleMark(x + width + 3, y, end, y, 0.7, dots=True))
    return [slab]
