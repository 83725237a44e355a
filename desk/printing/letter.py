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
    set_ = job(sheet)
    return press.printed(set_, compose(set_))


def job(sheet: LetterSheet) -> Job:
    """Return a letter about to be set."""
    return Job(
        sheet=sheet,
        wording=form(sheet.wording, sheet.kind),
        values=values(sheet),
        code=sheet.matter.code,
        barcode=sheet.matter.barcode,
    )


def values(sheet: LetterSheet) -> dict[str, str]:
    """Return what a letter's wording may ask for."""
    shared = sheet.wording.words
    found = words.common(sheet) | words.matter(sheet.matter, shared) | dict(sheet.texts)
    for key, at in sheet.times.items():
        found |= {
            key: words.clock(at, shared),
            f"{key}_date": words.day(at),
            f"{key}_short": words.short_clock(at),
        }
    for key, amount in sheet.amounts.items():
        known = amount is not None
        found[key] = words.money(amount, shared) if amount is not None else ""
        said = f"{words.upper_first(spoken.amount(amount or 0))} đồng" if known else ""
        found[f"{key}_words"] = said
    found["where"] = sheet.texts.get("where") or found["desk"]
    return found
