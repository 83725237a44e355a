"""Many letters as one document: each with its own codes and page numbers, printed in one go."""

from __future__ import annotations

from desk.domain.papers import ApologySheet, LetterSheet, LettersSheet, Sheet
from desk.printing import apology, letter, press
from desk.printing.job import Job
from desk.printing.paper import compose


def draw(sheet: LettersSheet) -> press.Rendered:
    """Print letters one after the other."""
    return press.together([_job(each) for _, each in sheet.letters], compose)


def _job(sheet: Sheet) -> Job:
    if isinstance(sheet, ApologySheet):
        return apology.job(sheet)
    if not isinstance(sheet, LetterSheet):
        raise TypeError(type(sheet).__name__)
    return letter.job(sheet)
