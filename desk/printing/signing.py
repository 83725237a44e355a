"""Where people sign: titles, room for the hand, typed names, and whom a letter goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.domain.papers import Signature
from desk.printing.flow import ASCENT, LEADING, Slab, TextMark
from desk.printing.text import Run, fill, wrap

if TYPE_CHECKING:
    from desk.printing.paper import Job, Style

_HAND = 4.0  # lines left for a signature and a stamp
_HAND_DIGITAL = 1.0


def signatures(job: Job, style: Style) -> Slab:
    """Set all places to sign side by side as one slab, never cut by the end of a page."""
    slab = Slab(0)
    wide = style.measure / max(2, len(job.wording.signatures))
    spots = job.wording.signatures
    first = 1 if len(spots) == 1 else 0  # a single signature stands on the right
    top = style.size * 0.7
    ends = [
        _spot(job, style, slab, spot, (number + first) * wide, wide)
        for number, spot in enumerate(spots)
    ]
    if job.wording.sent_to:
        ends.append(_sent_to(job, style, slab, wide))
    slab.height = max([top, *ends])
    return slab


def _spot(
    job: Job, style: Style, slab: Slab, spot: Signature, left: float, wide: float
) -> float:
    size = style.size
    y = size * 0.7
    if not spot.title:
        return y
    hint = spot.digital if job.sheet.electronic and spot.digital else spot.hint
    name = fill(spot.name, {"signer_title": "", **job.values}, job.missing, face="b")
    title = job.values.get("signer_title") or spot.title
    hand = _HAND_DIGITAL if job.sheet.electronic and spot.digital else _HAND
    inner = wide - size * 0.6
    for run, scale in ((Run(title.upper(), "b"), 0.95), (Run(hint, "i"), 0.88)):
        y = _centred(slab, (run,), left + wide / 2, y, (size * scale, inner))
    y += size * hand
    if name.runs and not name.open:
        y = _centred(slab, name.runs, left + wide / 2, y, (size, inner))
    return y


def _centred(
    slab: Slab, runs: tuple[Run, ...], middle: float, y: float, room: tuple[float, float]
) -> float:
    size, inner = room
    for line in wrap(runs, inner / size):
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
