"""What a ward issues: extracts, certificates, letters, the words of a certification."""

from __future__ import annotations

from dataclasses import replace

from desk.domain import day_words
from desk.domain.papers import Page, ResultSheet
from desk.domain.records import VN, Answer, Office
from desk.domain.results import OFFICE, Kind, Template
from desk.printing import press, words
from desk.printing.job import Job
from desk.printing.paper import compose
from desk.printing.wording import FormUnknownError, form


def draw(sheet: ResultSheet) -> press.Rendered:
    """Print a result: final where it is confirmed, else a draft with its mark on every page.

    It never bears the line of a reprint: each paper counts by itself, and those on numbered sheets
    are accounted for one by one.

    Raises:
        FormUnknownError: its wording is none of a result.
    """
    wording = form(sheet.wording, sheet.result.template)
    template = wording.result
    if template is None:
        raise FormUnknownError(form=sheet.result.template, form_set=sheet.wording.key)
    held = values(sheet, template)
    shown = replace(
        sheet,
        office=headed(sheet.office, template),
        number=sheet.confirmed.paper_number if sheet.confirmed else "",
        page=Page(template.page),
        copy_no=0,
    )
    job = Job(sheet=shown, wording=wording, values=held, code=sheet.matter.code)
    return press.printed(job, compose(job))


def values(sheet: ResultSheet, template: Template) -> dict[str, str]:
    """Return what the wording may ask for; what nobody told is empty and leaves dots."""
    found = words.common(sheet) | words.matter(sheet.matter, sheet.wording.words)
    told = {each.key: each for each in sheet.result.fields}
    for field in template.fields:
        answer = told.get(field.key, Answer(key=field.key, label=field.label, value=""))
        found |= _field(field.key, field.kind, answer.value)
    return found | _confirmed(sheet, template)


def _field(key: str, kind: Kind, value: str) -> dict[str, str]:
    if kind in (Kind.DATE, Kind.PARTIAL):
        return {key: day_words.figures(value), f"{key}_words": day_words.spelt(value)}
    return {key: value}


def _confirmed(sheet: ResultSheet, template: Template) -> dict[str, str]:
    told = sheet.confirmed
    if told is None:
        blank = ("number", "book", "page", "date")
        held = {"signer": "", "signer_role": "", "issued_date": "", "number": ""}
        return held | {f"reg_{name}": "" for name in blank}
    found = {
        "reg_number": told.number,
        "reg_book": told.book,
        "reg_page": told.page,
        "reg_date": day_words.figures(told.day),
        "number": told.paper_number,
        "signer": told.signer,
        "signer_role": told.signer_title,
        "issued_date": words.day(sheet.issued_at.astimezone(VN)),
    }
    if template.owner == OFFICE:  # letters name the office of whoever signs above the hand
        found |= {"signer_title": told.signer_title, "signer_role": ""}
    return found


def headed(office: Office, template: Template) -> Office:
    """Return whose name stands at the head: the authority's, which issues it, or the counter's."""
    if template.issuer == "agency" and office.parent:
        return replace(office, parent="", desk_name=office.parent, name="", logo=office.logo)
    return office
