"""Mẫu 04: the apology for lateness, with one wording before the due time and one after it."""

from __future__ import annotations

from desk.domain.papers import ApologySheet
from desk.printing import press, words
from desk.printing.job import Job
from desk.printing.paper import compose
from desk.printing.wording import form


def draw(sheet: ApologySheet) -> press.Rendered:
    """Print an apology with the new time."""
    set_ = job(sheet)
    return press.printed(set_, compose(set_))


def job(sheet: ApologySheet) -> Job:
    """Return an apology about to be set."""
    shared = sheet.wording.words
    values = words.common(sheet) | words.matter(sheet.matter, shared)
    agency = sheet.agency or values["agency"]
    values |= {
        "agency": agency,
        "agency_cap": words.upper_first(agency),
        "area": sheet.area,
        "received": words.clock(sheet.received_at, shared),
        "received_date": words.day(sheet.received_at),
        "due": words.clock(sheet.due_at, shared),
        "new_due": words.clock(sheet.new_due_at, shared),
        "new_due_date": words.day(sheet.new_due_at),
        "late": "late" if sheet.late else "",
        "reason": sheet.reason,
        "result_at": sheet.result_at,
        "signer": sheet.signer,
        "signer_title": sheet.signer_title,
    }
    return Job(
        sheet=sheet,
        wording=form(sheet.wording, "apology"),
        values=values,
        code=sheet.matter.code,
        barcode=sheet.matter.barcode,
    )
