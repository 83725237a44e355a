"""A paper of the office: its form's lines set one by one and fitted to its sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desk.domain.papers import FormLine, Page
from desk.printing import fonts
from desk.printing.flow import (
    ASCENT,
    LEADING,
    Placed,
    RuleMark,
    Setting,
    Slab,
    TextMark,
    ended,
    paginate,
    paragraph,
)
from desk.printing.heading import head, strip, title
from desk.printing.job import A4, A4_SIZES, A5, A5_SIZES, Job, Style
from desk.printing.signing import signatures
from desk.printing.text import Run, fill
from desk.printing.wording import unknown

_HOPEFUL = 2  # pages that smaller type may still bring onto one


@dataclass(frozen=True, slots=True)
class Copy:
    """The pages of one copy of a paper."""

    style: Style
    pages: list[Placed]


def compose(job: Job) -> list[Copy]:
    """Set every copy of a paper in the largest type that spares a second sheet."""
    twice = job.page in {Page.A5_TWICE, Page.A4_TWICE}
    copies = (0, 1) if twice else (None,)
    return [_fitted(job, copy) for copy in copies]


def _fitted(job: Job, copy: int | None) -> Copy:
    large = job.page is Page.A4
    base, sizes = (A4, A4_SIZES) if large else (A5, A5_SIZES)
    first: Copy | None = None
    for size in sizes:
        style = replace(base, size=size)
        made = Copy(style, paginate(layout(job, style, copy), style.body))
        if len(made.pages) == 1:
            return made
        first = first or made
        if len(first.pages) > _HOPEFUL:
            break
    return first or Copy(base, [])


def layout(job: Job, style: Style, copy: int | None) -> list[Slab]:
    """Return a form's slabs from its heading to its last note."""
    slabs = [] if job.wording.bare else [head(job, style), *title(job, style, copy)]
    if job.wording.codes == "strip" and job.code:
        slabs.append(strip(job, style, copy))
    for line in job.wording.body:
        slabs += _line(job, style, line)
    end = [signatures(job, style)] if job.wording.signatures else []
    notes = [slab for line in job.wording.after for slab in _line(job, style, line)]
    if notes:
        (end or slabs)[-1].height += style.size * 0.7
    end += notes
    return list(ended(slabs, end, style.body)) if end else slabs


def _line(job: Job, style: Style, line: FormLine) -> list[Slab]:
    """Set one line of a form's body, or nothing where its condition does not hold."""
    wanted, absent = line.when.removeprefix("!"), line.when.startswith("!")
    for name, known in ((wanted, job.values), (line.block, job.blocks)):
        if name and name not in known:
            raise unknown(job.wording.key, name, known)
    if wanted and bool(job.values[wanted]) is absent:
        return []
    if line.block:
        return [Slab(style.size * 0.3, glue=True), *job.blocks[line.block](job, style)]
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
        how = Setting(align="justify", before=before, dots=filled.open)
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
    least = [
        width + (size * 5 if part.open else 0) for width, part in zip(wide, parts, strict=True)
    ]
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
