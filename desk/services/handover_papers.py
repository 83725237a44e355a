"""The papers of the hand-over: what went to whom, what still waits, labels of the shelf."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import Connection, select

from desk.domain import collection
from desk.domain import events as ev
from desk.domain.collection import AGES
from desk.domain.papers import (
    BY_POST,
    HandedRow,
    HandoverSheet,
    ListSheet,
    Matter,
    Sheet,
    ShelfSheet,
    SurveySheet,
)
from desk.domain.records import VN, Dossier, Procedure, Status
from desk.models.projection import micros
from desk.models.tables import dossier
from desk.services import print_queue, report_papers, uncollected
from desk.services.uncollected import AgeRow
from desk.services.workplace import Workplace
from desk.wire import canonical

#: Papers that no event gives content to: they say how things stand when they are made.
LISTS: Final = ("remind", "uncollected", "results", "shelf")
_DRAWN: Final = {"remind": "list", "uncollected": "list", "results": "list", "shelf": "shelf"}
ALL: Final = ""


def print_list(work: Workplace, kind: str, group: int | None = None) -> int:
    """Queue the list of what waits, of one group of ageing or of all; return its print job."""
    about = ALL if group is None else str(group)
    if kind == "results":
        about = f"{work.now().date()}"
    with work.database.write() as tx:
        return print_queue.queue(tx, kind, None, None, work.now(), about=about)


def print_shelf(work: Workplace, places: str) -> int:
    """Queue the labels of the shelf's places that "A1-A12" names; return the print job.

    Raises:
        ShelfSlotError.
    """
    about = " ".join(collection.shelf_line(places))
    with work.database.write() as tx:
        return print_queue.queue(tx, "shelf", None, None, work.now(), about=about)


def listed(work: Workplace, form: str, about: str, common: dict[str, Any]) -> tuple[str, Sheet]:
    """Return how a paper without an event is drawn, and its sheet as things stand."""
    if form == "shelf":
        slots = tuple((slot, collection.shelf_barcode(slot)) for slot in about.split())
        return _DRAWN[form], ShelfSheet(**common, slots=slots)
    if form == "results":
        return _DRAWN[form], results(work, date.fromisoformat(about), common)
    if form == report_papers.FORM:
        return form, report_papers.named(work, about, common)
    group = int(about) if about else None
    if form == "remind":
        return _DRAWN[form], reminders(work, group, common)
    rows = uncollected.table(work, work.now())
    return _DRAWN[form], report(rows, work.now(), common)


_REMIND: Final = ("slot", "code", "name", "phone", "matter", "since", "days", "reminded", "told")


def reminders(work: Workplace, group: int | None, common: dict[str, Any]) -> ListSheet:
    """Return the list to call people by; it holds phone numbers and stays at the counter."""
    rows = [row for row in uncollected.ready(work) if group is None or row.group == group]
    return ListSheet(
        **_across(common),
        kind="remind",
        columns=_REMIND,
        period=_as_of(common, "remind", work.now()),
        rows=tuple(
            (
                row.shelf or "–",
                row.code,
                row.name,
                row.phone or "–",
                row.procedure_name,
                f"{row.finished_at.astimezone(VN):%d/%m/%Y}",
                f"{row.days} ngày",
                f"{len(row.reminders)} lần, {row.reminders[-1].astimezone(VN):%d/%m}"
                if row.reminders
                else "–",
                "",
            )
            for row in rows
        ),
    )


_RESULTS: Final = ("code", "matter", "result", "name", "address", "fee", "post")


def results(work: Workplace, day: date, common: dict[str, Any]) -> ListSheet:
    """Return the slip on which a day's results go from who made them to who hands them back."""
    start = datetime.combine(day, time(), VN)
    with work.database.read() as tx:
        blobs = tx.execute(
            select(dossier.c.state)
            .where(
                dossier.c.finished_at >= micros(start),
                dossier.c.finished_at < micros(start + timedelta(days=1)),
                dossier.c.status.in_((int(Status.DONE), int(Status.RETURNED))),
                dossier.c.voided == 0,
            )
            .order_by(dossier.c.finished_at, dossier.c.id)
        ).scalars()
        states = [canonical.loads(Dossier, blob) for blob in blobs]
    procedures = work.rules.catalogue.procedures
    word: str = common["wording"].forms["list_results"].words["on"]
    return ListSheet(
        **_across(common),
        kind="results",
        columns=_RESULTS,
        period=word.format(day=f"{day:%d/%m/%Y}"),
        rows=tuple(
            (
                each.code,
                each.procedure_name,
                _result(each, procedures.get(each.procedure)),
                each.subject.name,
                each.subject.address or "–",
                "X" if each.fee else "",
                "X" if each.result_manner == BY_POST else "",
            )
            for each in states
        ),
    )


def _result(state: Dossier, procedure: Procedure | None) -> str:
    if state.refusal:
        return "Từ chối giải quyết"
    return (procedure.result if procedure else "") or "–"


def report(rows: tuple[AgeRow, ...], at: datetime, common: dict[str, Any]) -> ListSheet:
    """Return the figures of what nobody has collected, by procedure and age."""
    total = uncollected.total(rows)
    return ListSheet(
        **_across(common),
        kind="uncollected",
        columns=("matter", *(f"age_{n}" for n in range(len(AGES))), "total", "reminded"),
        period=_as_of(common, "uncollected", at),
        rows=tuple(_figures(row) for row in rows),
        total=_figures(total) if rows else (),
    )


def _across(common: dict[str, Any]) -> dict[str, Any]:
    """Leave the sheet to the list: it is always A4 across."""
    return {name: value for name, value in common.items() if name != "page"}


def _figures(row: AgeRow) -> tuple[str, ...]:
    numbers = (*row.ages, row.total, row.reminded)
    return (row.name, *(f"{n:,}".replace(",", ".") for n in numbers))


def _as_of(common: dict[str, Any], kind: str, at: datetime) -> str:
    word: str = common["wording"].forms[f"list_{kind}"].words["as_of"]
    return word.format(at=f"{at.astimezone(VN):%H:%M ngày %d/%m/%Y}")


# -- papers of one dossier ---------------------------------------------------------------------


def slip(
    work: Workplace,
    state: Dossier,
    made: ev.Event,
    _: list[ev.Event],
    common: dict[str, Any],
) -> Sheet:
    """Return the receipt for every result that the collector took in the same act."""
    body = made.body
    assert isinstance(body, ev.Returned)  # noqa: S101 - ORIGINS names no other
    with work.database.read() as tx:
        together = _together(tx, state, body)
    return HandoverSheet(
        **common,
        rows=tuple(
            HandedRow(
                code=each.code,
                procedure_name=each.procedure_name,
                owner=each.subject.name,
                originals=each.originals_returned,
            )
            for each in together
        ),
        collector=body.to,
        collector_id=body.id_number,
        capacity=_capacity(together, body),
        authority=body.authority,
        returned_at=body.returned_at,
        giver=made.actor.name,
        signed=bool(body.signature),
        barcode=state.barcode,
    )


def _capacity(together: list[Dossier], body: ev.Returned) -> str:
    found = {collection.capacity(each, body.to, body.id_number) for each in together}
    return next(each for each in ("another", "submitter", "owner") if each in found)


def _together(tx: Connection, state: Dossier, body: ev.Returned) -> list[Dossier]:
    found = tx.execute(
        select(dossier.c.state)
        .where(dossier.c.returned_at == micros(body.returned_at))
        .order_by(dossier.c.id)
    ).scalars()
    others = (canonical.loads(Dossier, blob) for blob in found)
    same = [each for each in others if each.collector == body.to and each.uid != state.uid]
    return [state, *same]


def survey(
    _: Workplace, state: Dossier, __: ev.Event, ___: list[ev.Event], common: dict[str, Any]
) -> Sheet:
    """Return the slip on which the citizen says how satisfied they were."""
    return SurveySheet(**common, matter=Matter.of(state))
