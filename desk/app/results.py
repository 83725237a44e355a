"""What is issued on a dossier, for the command line and the window: filled in, looked at, told."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from desk import settings
from desk.app import counter
from desk.domain.answers import time_text
from desk.domain.sheets import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desk.domain.papers import FormSet
    from desk.domain.records import Dossier, Result
    from desk.domain.sheets import Account
    from desk.printing.press import Rendered
    from desk.services.results import Blank
    from desk.services.workplace import Workplace


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
