"""Results on their way to paper: queued, on which numbered sheet, and which sheets were spoilt."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from desk.domain import result_events as rev
from desk.domain import results as rule
from desk.domain import rights
from desk.domain.errors import InputError
from desk.domain.papers import FormSet
from desk.domain.printers import Kind
from desk.domain.records import Actor, Dossier, Result
from desk.domain.results import Template
from desk.domain.sheets import SheetNumber, following
from desk.domain.sheets import read as read_sheet
from desk.models import log, projection
from desk.models.projection import Stored
from desk.models.tables import event
from desk.services import print_queue, reasons, result_papers, sheets
from desk.services.finding import find
from desk.services.results import NotConfirmedError, open_dossier, template_of
from desk.services.workplace import Workplace
from desk.wire.ids import to_key

#: The forms that a result is printed as: on plain paper, on numbered sheets.
PLAIN, SECURE = result_papers.FORMS
SPOILT = "spoilt"  # the kind of such reasons, in the library and as used here


class NoSheetNeededError(InputError):
    """The result is not printed on numbered sheets; facts: title."""


class SheetNeededError(InputError):
    """The result is printed on a numbered sheet, and none was named; facts: title."""


def print_result(  # noqa: PLR0917 - who prints what, worded how, on which sheet
    work: Workplace,
    by: Actor,
    code: str,
    result: str,
    forms: FormSet,
    sheet: str = "",
) -> int:
    """Queue one copy of a result; see `print_copies`."""
    return print_copies(work, by, code, result, forms, sheet)[0]


def print_copies(  # noqa: PLR0917 - as `print_result`, and how many
    work: Workplace,
    by: Actor,
    code: str,
    result: str,
    forms: FormSet,
    sheet: str = "",
    copies: int = 1,
) -> tuple[int, ...]:
    """Queue a result so many times; a final on numbered paper uses up its sheets in the commit.

    `sheet` is the first of those that lie on each other. A draft is queued on plain paper,
    whatever it will be printed on one day.

    Raises:
        NotAllowedError, UnknownResultError, SheetNeededError, NoSheetNeededError,
        BadSheetRangeError, and of each sheet as `sheets.claim`: nothing was written.
    """
    rights.require(by, "draft-result")
    with work.database.write() as tx:
        now, stored = work.now(), open_dossier(tx, code, "draft-result")
        known = rule.find(stored.state, result)
        _, rules = template_of(forms, known.template)
        secure = _is_secure(stored.state, known, rules, sheet)
        origin = result_papers.origin(stored.state, known.uid)
        key = tx.execute(select(event.c.id).where(event.c.uid == to_key(origin))).scalar_one()
        first = read_sheet(sheet) if secure else SheetNumber(series="", number=1)
        numbers, jobs = following(first, copies), []
        if secure:
            sheets.claim(tx, *numbers)
        for each in numbers:
            if secure:
                _use(tx, by, stored.state.uid, known, each, now)
            about = each.text if secure else Kind(rules.page.lower()).value
            form = SECURE if secure else PLAIN
            jobs.append(print_queue.queue(tx, form, stored.id, key, now, about=about))
    return tuple(jobs)


def _is_secure(state: Dossier, known: Result, rules: Template, sheet: str) -> bool:
    secure = rules.security and known.confirmed is not None
    if secure and not sheet.strip():
        raise SheetNeededError(title=known.title)
    if sheet.strip() and not rules.security:
        raise NoSheetNeededError(title=known.title)
    if sheet.strip() and not secure:
        raise NotConfirmedError(code=state.code, title=known.title)
    return secure


def use_sheet(  # noqa: PLR0917 - who, whose paper, on which sheet
    work: Workplace, by: Actor, code: str, result: str, sheet: str, forms: FormSet
) -> Dossier:
    """Write down that a confirmed result went onto a numbered sheet.

    Raises:
        NotAllowedError, UnknownResultError, NotConfirmedError, NoSheetNeededError, VoidedError,
        and as `sheets.claim`: nothing was written.
    """
    rights.require(by, "draft-result")
    with work.database.write() as tx:
        stored = open_dossier(tx, code, "draft-result")
        known = rule.find(stored.state, result)
        _, rules = template_of(forms, known.template)
        if not rules.security:
            raise NoSheetNeededError(title=known.title)
        if known.confirmed is None:
            raise NotConfirmedError(code=stored.state.code, title=known.title)
        number = read_sheet(sheet)
        sheets.claim(tx, number)
        return _use(tx, by, stored.state.uid, known, number, work.now())


def _use(  # noqa: PLR0917 - as `use_sheet`, within a transaction
    tx: Connection, by: Actor, uid: str, known: Result, sheet: SheetNumber, now: datetime
) -> Dossier:
    body = rev.SheetUsed(
        result=known.uid,
        draft=known.draft,
        series=sheet.series,
        number=sheet.number,
        at=now,
        digits=sheet.digits,
    )
    return _written(tx, body, by, now, projection.load(tx, uid))


def _written(
    tx: Connection, body: rev.OfDossier, by: Actor, now: datetime, stored: Stored | None
) -> Dossier:
    after = log.append(tx, body, by, now, stored=stored).dossier
    assert after is not None  # noqa: S101 - it has a row, so events begin it
    return after


def spoil_sheet(  # noqa: PLR0917 - who, whose paper, which sheet, why
    work: Workplace, by: Actor, code: str, result: str, sheet: str, reason: str
) -> Dossier:
    """Write down that a sheet of a result was spoilt: one that it had, or a fresh one.

    A paper that waits for that sheet is given up.

    Raises:
        NotAllowedError, UnknownResultError, `sheets.ReasonMissingError`, and of a sheet that the
        result does not have as `sheets.claim`: nothing was written.
    """
    rights.require(by, "draft-result")
    why = sheets.reason_of(reason)
    with work.database.write() as tx:
        now, stored = work.now(), find(tx, code)
        known = rule.find(stored.state, result)
        number = read_sheet(sheet)
        mine = [(each.series, each.number) for each in known.sheets if not each.spoilt]
        if number.key not in mine:
            sheets.claim(tx, number)
        body = rev.SheetSpoilt(
            result=known.uid,
            draft=known.draft,
            series=number.series,
            number=number.number,
            reason=why,
            at=now,
            digits=number.digits,
        )
        reasons.used(tx, SPOILT, why, now)
        print_queue.sheet_gone(tx, stored.id, number)
        return _written(tx, body, by, now, stored)
