"""Papers of plain lines about one dossier: what they say is wording and values, nothing else."""

from __future__ import annotations

from desk.domain import spoken
from desk.domain.papers import LetterSheet
from desk.printing import press, words
from desk.printing.job import Job
from desk.printing.paper import compose
from desk.printing.wording import form


def draw(sheet: LetterSheet) -> press.Rendered:
    """Print a letter."""
    shared = sheet.wording.words
    values = words.common(sheet) | words.matter(sheet.matter, shared) | dict(sheet.texts)
    for key, at in sheet.times.items():
        values |= {key: words.clock(at, shared), f"{key}_date": words.day(at)}
    for key, amount in sheet.amounts.items():
        known = amount is not None
        values[key] = words.money(amount, shared) if amount is not None else ""
        said = f"{words.upper_first(spoken.amount(amount or 0))} đồng" if known else ""
        values[f"{key}_words"] = said
    job = Job(
        sheet=sheet,
        wording=form(sheet.wording, sheet.kind),
        values=values,
        code=sheet.matter.code,
        barcode=sheet.matter.barcode,
    )
    return press.printed(job, compose(job))
