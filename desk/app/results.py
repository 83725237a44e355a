"""What is issued on a dossier, for the command line and the window: filled in, looked at, told."""

from __future__ import annotations

import csv
import io
import uuid
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from desk import settings
from desk.app import counter, signing
from desk.domain.answers import time_text
from desk.domain.rights import RIGHTS
from desk.domain.sheets import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.app.seat import Seat
    from desk.domain.papers import FormSet
    from desk.domain.records import Dossier, Result
    from desk.domain.results import Blank
    from desk.domain.sheets import Account, Lot
    from desk.domain.warning import Warning_
    from desk.printing.press import Rendered
    from desk.printing.raster import Page
    from desk.services.workplace import Workplace
    from desk.ui.results.ports import ResultPorts
    from desk.ui.sheets.ports import SheetPorts
    from desk.ui.signing.ports import Signing

T = TypeVar("T")
_SIGHT_DPI = 150  # of a paper on the screen: as it is read, not as it is printed


def forms(work: Workplace, folder: Path) -> FormSet:
    """Return the templates as they are now at this counter."""
    from desk.services.result_papers import WORDING

    return counter.look(work, settings.load(folder)).wording(WORDING)


def preview(
    work: Workplace, folder: Path, code: str, template: str, given: Mapping[str, str]
) -> Rendered:
    """Return the draft that a dossier would get, as a paper; nothing is written.

    Raises:
        UnknownTemplateError, and of what was given as `domain.results.settle`.
    """
    from desk.services import result_papers, results

    look = counter.look(work, settings.load(folder))
    wording = look.wording(result_papers.WORDING)
    state, made = results.preview(work, code, template, given, wording)
    common = {
        "office": look.office,
        "wording": wording,
        "issued_at": work.now(),
        "practice": look.practice,
    }
    return counter.render(result_papers.FORMS[0], result_papers.tried(state, made, common))


def foreign(
    work: Workplace, folder: Path, form: str, code: str, which: str = ""
) -> tuple[Warning_, ...]:
    """Say of a result that is printed that its template is not of the dossier's procedure."""
    from desk.services import result_papers, results

    if form not in result_papers.FORMS:
        return ()
    return results.foreign(work, code, forms(work, folder), which=which)


def blanks_object(blanks: tuple[Blank, ...]) -> list[dict[str, Any]]:
    """Return fields as commands answer them."""
    return [
        {
            "key": each.field.key,
            "label": each.field.label,
            "kind": each.field.kind.value,
            "required": each.field.required,
            "options": list(each.field.options),
            "value": each.value,
            "source": each.source or None,
        }
        for each in blanks
    ]


def result_object(state: Dossier, made: Result, forms_now: FormSet) -> dict[str, Any]:
    """Return a result as commands answer it."""
    from desk.services import results

    told = made.confirmed
    confirmed = None
    if told is not None:
        confirmed = {**asdict(told), "at": time_text(told.at)}
        del confirmed["event"]
    return {
        "uid": made.uid,
        "number": state.results.index(made) + 1,
        "template": made.template,
        "title": made.title,
        "edition": made.edition,
        "state": results.standing(made),
        "drafted_at": time_text(made.drafted_at),
        "by": made.by,
        "fields": [asdict(each) for each in made.fields],
        "missing": list(results.lacking(made, forms_now)),
        "confirmed": confirmed,
        "sheets": [
            {"sheet": shown(each.series, each.number, each.digits), "spoilt": each.spoilt or None}
            for each in made.sheets
        ],
    }


def account_object(account: Account) -> dict[str, Any]:
    """Return an account of numbered sheets as commands answer it."""
    return {
        "from": str(account.start),
        "to": str(account.end),
        "series": [
            {
                "series": row.series,
                "before": row.before,
                "received": row.received,
                "used": row.used,
                "spoilt": row.spoilt,
                "left": row.left,
                "missing": row.named(row.missing),
                "stray": row.named(row.stray),
                "twice": row.named(row.twice),
                "stocked": row.stocked,
            }
            for row in account.rows
        ],
        "sheets": [
            {
                "sheet": each.text,
                "at": time_text(each.at),
                "code": each.code or None,
                "where": each.where or None,
                "spoilt": each.spoilt or None,
            }
            for each in account.uses
        ],
    }


def account_pdf(work: Workplace, folder: Path, account: Account, maker: str = "") -> bytes:
    """Return the account of numbered sheets as a paper."""
    from desk.services import stock_papers

    look = counter.look(work, settings.load(folder))
    common = {
        "office": look.office,
        "wording": look.wording(work.rules.regime(account.end).forms.value),
        "issued_at": work.now(),
        "practice": look.practice,
    }
    return counter.render(stock_papers.DRAWN, stock_papers.sheet(account, common, maker)).pdf


_SERIES = ("series", "before", "received", "used", "spoilt", "left", "missing", "stray", "twice")
_SHEET = ("sheet", "at", "code", "where", "spoilt")


def account_csv(found: Mapping[str, Any]) -> bytes:
    """Return an account as CSV that spreadsheets open: a line for each series, then each sheet."""
    out = io.StringIO()
    made = csv.writer(out)
    made.writerow(_SERIES)
    made.writerows([_safe(row[name]) for name in _SERIES] for row in found["series"])
    made.writerow(())
    made.writerow(_SHEET)
    made.writerows([_safe(row[name]) for name in _SHEET] for row in found["sheets"])
    return out.getvalue().encode("utf-8-sig")


def _safe(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: reasons are typed by people."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _pages(pdf: bytes) -> tuple[Page, ...]:
    from desk.printing import raster

    return tuple(raster.page(pdf, at, dpi=_SIGHT_DPI) for at in range(raster.count(pdf)))


def ports(seat: Seat) -> ResultPorts:
    """Return what the page of results is handed; what is written is sent without delay."""
    from desk.app import drafts
    from desk.services import reasons, result_papers, result_sheets, results, sheets
    from desk.ui.results.ports import ResultPorts

    work, folder = seat.work, seat.folder
    plain = result_papers.FORMS[0]

    def told(after: T) -> T:
        seat.nudge()
        return after

    return ResultPorts(
        show=lambda uid: results.shown(work, uid, forms(work, folder)),
        blanks=lambda uid, template, result: results.blanks(
            work, uid, template, forms(work, folder), result
        ),
        preview=lambda *asked: _pages(preview(work, folder, *asked).pdf),
        paper=lambda uid, result: _pages(counter.print_form(work, folder, plain, uid, result).pdf),
        draft=lambda uid, template, given, /, **of: told(
            results.draft(work, seat.user, uid, template, given, forms(work, folder), **of)
        ),
        put_away=lambda uid, result: told(results.put_away(work, seat.user, uid, result)),
        confirm=lambda uid, result, facts, seen: told(
            results.confirm(work, seat.user, uid, result, facts, forms(work, folder), seen=seen)[0]
        ),
        withdraw=lambda uid, result, seen: told(
            results.withdraw(work, seat.user, uid, result, seen=seen)
        ),
        print=lambda uid, result, sheet, copies: told(
            result_sheets.print_copies(
                work, seat.user, uid, result, forms(work, folder), sheet, copies
            )
        ),
        use=lambda uid, result, sheet: told(
            result_sheets.use_sheet(work, seat.user, uid, result, sheet, forms(work, folder))
        ),
        spoil=lambda uid, result, sheet, why: told(
            result_sheets.spoil_sheet(work, seat.user, uid, result, sheet, why)
        ),
        sign=lambda uid, result, how: _signed(seat, uid, result, how),
        coming=lambda: next((each.text for each in sheets.coming(work)), ""),
        reasons=lambda: reasons.usual(work, result_sheets.SPOILT),
        drafts=lambda uid, result: drafts.of_result(seat, uid, result),
        new_uid=lambda: str(uuid.uuid4()),
        may=lambda: RIGHTS.get(seat.user.role, frozenset()),
    )


def _signed(seat: Seat, uid: str, result: str, how: Signing) -> tuple[Path, str]:
    """Write a final as a signed PDF/A where people look for files; return it and who signed it.

    Raises:
        NotConfirmedError, and as `signing.write`: no file was written.
    """
    from desk.domain.results import find
    from desk.services import results
    from desk.services.result_papers import FORMS

    state = results.show(seat.work, uid)
    known = find(state, result)
    if known.confirmed is None:
        raise results.NotConfirmedError(code=state.code, title=known.title)
    made = counter.print_form(seat.work, seat.folder, FORMS[0], uid, result, electronic=True)
    number = state.results.index(known) + 1
    return signing.write(seat, f"{state.code}-{number}", how, lambda: made.pdf)


def stock(seat: Seat) -> SheetPorts:
    """Return what the page of numbered sheets is handed."""
    from desk.services import reasons, result_sheets, sheets, stock_papers
    from desk.ui.sheets.ports import SheetPorts

    work = seat.work

    def tell(way: str, first: str, last: str, /, *, slot: int, note: str) -> Lot:
        lot = sheets.stock(work, seat.user, way, first, last, slot=slot, note=note)
        seat.nudge()
        return lot

    return SheetPorts(
        account=lambda start, end: sheets.account(work, start, end),
        tell=tell,
        print=lambda start, end: stock_papers.print_account(work, start, end),
        reasons=lambda: reasons.usual(work, result_sheets.SPOILT),
        may=lambda: RIGHTS.get(seat.user.role, frozenset()),
    )
