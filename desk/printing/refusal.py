"""Mẫu 03: Phiếu từ chối tiếp nhận giải quyết hồ sơ."""

from __future__ import annotations

from desk.domain.papers import RefusalSheet
from desk.printing import press, words
from desk.printing.job import Job
from desk.printing.paper import compose
from desk.printing.wording import form


def draw(sheet: RefusalSheet) -> press.Rendered:
    """Print a refusal: at the counter (no code yet) or as the result of an appraisal."""
    values = words.common(sheet) | words.matter(sheet.matter, sheet.wording.words)
    values |= {"reason": sheet.reason, "receiver": sheet.receiver}
    job = Job(
        sheet=sheet,
        wording=form(sheet.wording, "refusal"),
        values=values,
        code=sheet.matter.code,
        barcode=sheet.matter.barcode,
    )
    return press.printed(job, compose(job))
