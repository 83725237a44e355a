"""Mẫu 05 and its neighbour: notices that a dossier was stopped, or closed unanswered."""

from __future__ import annotations

from functools import partial

from desk.domain.papers import ClosingSheet, StopSheet
from desk.printing import press, words
from desk.printing.flow import Setting, Slab, paragraph
from desk.printing.job import Job, Style
from desk.printing.paper import compose
from desk.printing.supplement import numbered
from desk.printing.wording import form


def draw(sheet: StopSheet) -> press.Rendered:
    """Print the notice that a dossier was stopped at the citizen's wish (NĐ 118/2025, Điều 21)."""
    shared = sheet.wording.words
    wording = form(sheet.wording, "stop")
    values = words.common(sheet) | words.matter(sheet.matter, shared)
    values |= {
        "received": words.clock(sheet.received_at, shared),
        "asked": words.clock(sheet.asked_at, shared),
        "stopped": words.clock(sheet.stopped_at, shared),
        "manner": sheet.manner,
        "stage": sheet.stage,
        "reason": sheet.reason,
        "fee": sheet.fee_text or words.say(wording.words, "fee_default"),
        "signer": sheet.signer,
        "signer_title": sheet.signer_title,
    }
    job = Job(
        sheet=sheet,
        wording=wording,
        values=values,
        blocks={"returned": partial(_returned, sheet.returned)},
        code=sheet.matter.code,
        barcode=sheet.matter.barcode,
    )
    return press.printed(job, compose(job))


def _returned(papers: tuple[str, ...], job: Job, style: Style) -> list[Slab]:
    if papers:
        return numbered(papers, job, style)
    text = job.runs(job.shared("none"))
    return paragraph(text, style.size, style.measure, Setting(first=style.size * 0.6))


def draw_closing(sheet: ClosingSheet) -> press.Rendered:
    """Print the notice that a dossier was closed: 15 days without an answer (Điều 19.5)."""
    shared = sheet.wording.words
    wording = form(sheet.wording, "closing")
    number = sheet.supplement_number
    values = words.common(sheet) | words.matter(sheet.matter, shared)
    values |= {
        "received_date": words.day(sheet.received_at),
        "asked_date": words.day(sheet.asked_at),
        "answer_until": words.day(sheet.answer_until),
        "closed": words.clock(sheet.closed_at, shared),
        "by_number": words.say(wording.words, "by_number", number=number) if number else "",
        "signer": sheet.signer,
        "signer_title": sheet.signer_title,
    }
    job = Job(
        sheet=sheet,
        wording=wording,
        values=values,
        code=sheet.matter.code,
        barcode=sheet.matter.barcode,
    )
    return press.printed(job, compose(job))
