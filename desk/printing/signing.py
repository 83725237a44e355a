"""Where people sign: titles, room for the hand, typed names, and whom a letter goes to."""

from __future__ import annotations

from desk.domain.papers import Signature
from desk.printing.flow import ASCENT, LEADING, Slab, TextMark
from desk.printing.job import Job, Style
from desk.printing.text import Run, balanced, fill, wrap

_HAND = 4.6  # of the size of type, left for a signature and a stamp
_HAND_RECEIPT = 3.4  # nobody stamps a receipt, and it should fit on one sheet
_HAND_DIGITAL = 1.0


def signatures(job: Job, style: Style) -> Slab:
    """Set all places to sign side by side as one slab, never cut by the end of a page."""
    slab = Slab(0)
    spots = job.wording.signatures
    wide = style.measure / max(2, len(spots))
    first = 1 if len(spots) == 1 else 0  # a single signature stands on the right
    ends = [
        _spot(job, style, slab, spot, (number + first + 0.5) * wide)
        for number, spot in enumerate(spots)
        if spot.title
    ]
    if job.wording.sent_to:
        ends.append(_sent_to(job, style, slab, wide))
    slab.height = max(ends, default=0.0)
    return slab


def _spot(job: Job, style: Style, slab: Slab, spot: Signature, middle: float) -> float:
    size = style.size
    digital = job.sheet.electronic and bool(spot.digital)
    hint = spot.digital if digital else spot.hint
    title = (job.values.get("signer_title") or spot.title).upper()
    inner = style.measure / max(2, len(job.wording.signatures)) - size * 0.6
    y = size * 0.7
    for run, scale in ((job.runs(title, "b"), 0.95), (job.runs(hint, "i"), 0.88)):
        y = _centred(slab, run, (middle, y), size * scale, inner)
    hand = _HAND_RECEIPT if job.wording.codes == "strip" else _HAND
    y += size * (_HAND_DIGITAL if digital else hand)
    for template, face, scale in ((spot.name, "b", 1.0), (spot.role, "i", 0.88)):
        typed = fill(template, job.values, job.missing, face=face, form=job.wording.key)
        if typed.runs and not typed.open:
            y = _centred(slab, typed.runs, (middle, y), size * scale, inner)
    return y


def _centred(
    slab: Slab, runs: tuple[Run, ...], at: tuple[float, float], size: float, inner: float
) -> float:
    middle, y = at
    for line in balanced(runs, inner / size):
        x = middle - line.width * size / 2
        slab.marks.append(TextMark(x, y + size * ASCENT, size, line.runs))
        y += size * LEADING
    return y


def _sent_to(job: Job, style: Style, slab: Slab, wide: float) -> float:
    """Set "Nơi nhận" at the left edge, small, as letters have it."""
    y, size = style.size * 0.7, style.size * 0.84
    lines = [job.runs(job.shared("sent_to"), "z")]
    lines += [job.runs(text) for text in job.wording.sent_to]
    for runs in lines:
        for line in wrap(runs, wide / size):
            slab.marks.append(TextMark(0, y + size * ASCENT, size, line.runs))
            y += size * LEADING
    return y
