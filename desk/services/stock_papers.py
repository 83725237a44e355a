"""The account of numbered sheets on paper: each series, what came and went, each spoilt sheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from desk.domain.papers import ListSheet, Page
from desk.domain.records import VN
from desk.domain.sheets import GIVEN, Account, Lot, SeriesAccount, Use, shown
from desk.services import print_queue, sheets
from desk.services.workplace import Workplace

FORM: Final = "sheets"
#: How its list is drawn.
DRAWN: Final = "list"
_COLUMNS: Final = ("series", "before", "received", "given", "used", "spoilt", "left", "remark")


def print_account(work: Workplace, start: date, end: date) -> int:
    """Queue the account of some days; return its print job. It tells how things stand by then."""
    with work.database.write() as tx:
        return print_queue.insert_job(tx, work.now(), form=FORM, about=f"{start}/{end}")


def named(work: Workplace, about: str) -> Account:
    """Return the account that a print job is about."""
    start, end = map(date.fromisoformat, about.split("/"))
    return sheets.account(work, start, end)


def sheet(account: Account, common: dict[str, Any], maker: str = "") -> ListSheet:
    """Return the list that an account is printed as."""
    words: dict[str, str] = common["wording"].forms["list_sheets"].words
    rows = [_series(each, account, words) for each in account.rows]
    if account.lots:
        rows.append((words["lots"],))
        rows += [_lot(each, words) for each in account.lots]
    spoilt = [each for each in account.uses if each.spoilt]
    if spoilt:
        rows.append((words["spoilt_list"],))
        rows += [_spoilt(each) for each in spoilt]
    days = words["days"].format(start=f"{account.start:%d/%m/%Y}", end=f"{account.end:%d/%m/%Y}")
    return ListSheet(
        **{**common, "page": Page.A4},
        kind=FORM,
        columns=_COLUMNS,
        period=days,
        rows=tuple(rows),
        total=_total(account, words) if account.rows else (),
        maker=maker,
    )


def _given(lots: Iterable[Lot], series: str | None = None) -> int:
    return sum(each.count for each in lots if each.way == GIVEN and series in (None, each.series))


def _series(row: SeriesAccount, account: Account, words: dict[str, str]) -> tuple[str, ...]:
    told = [
        words[name].format(numbers=row.named(numbers))
        for name, numbers in (
            ("missing", row.missing),
            ("stray", row.stray),
            ("twice", row.twice),
        )
        if numbers
    ]
    if not row.stocked:
        told.append(words["unstocked"])
    counts = (row.before, row.received, _given(account.lots, row.series), row.used, row.spoilt)
    return (
        row.series or words["plain"],
        *map(str, (*counts, row.left)),
        "; ".join(told),
    )


def _total(account: Account, words: dict[str, str]) -> tuple[str, ...]:
    rows = account.rows
    counts = (
        sum(each.before for each in rows),
        sum(each.received for each in rows),
        _given(account.lots),
        sum(each.used for each in rows),
        sum(each.spoilt for each in rows),
        sum(each.left for each in rows),
    )
    return (words["sum"], *map(str, counts), "")


def _lot(lot: Lot, words: dict[str, str]) -> tuple[str, ...]:
    first = shown(lot.series, lot.first, lot.digits)
    named_ = first if lot.count == 1 else f"{first}–{lot.last:0{lot.digits}d}"
    slot = words["to_slot"].format(slot=lot.slot) if lot.slot else ""
    at = f"{lot.at.astimezone(VN):%d/%m/%Y}"
    remark = " · ".join(part for part in (at, slot, lot.note, lot.by) if part)
    figures = ["", "", "", "", "", ""]
    figures[2 if lot.way == GIVEN else 1] = str(lot.count)
    return (named_, *figures, remark)


def _spoilt(use: Use) -> tuple[str, ...]:
    at = f"{use.at.astimezone(VN):%d/%m/%Y}"
    remark = " · ".join(part for part in (at, use.code, use.where, use.spoilt) if part)
    return (use.text, "", "", "", "", "1", "", remark)
