"""From the log to the sheet that a paper is printed from.

Every paper is made from the dossier as it was after the event it belongs to, so that a
reprint, years later, says what the first print said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain.books import Book
from desk.domain.errors import InputError
from desk.domain.fold import fold_all
from desk.domain.papers import (
    FormSet,
    Matter,
    Page,
    ReceiptSheet,
    RefusalSheet,
    ResultSheet,
    Sheet,
    StopSheet,
    SupplementSheet,
    TicketSheet,
)
from desk.domain.printers import TEST
from desk.domain.records import VN, Dossier, Office, Paper, Status
from desk.models import log, numbers
from desk.models.log import Counter
from desk.models.projection import Stored
from desk.models.tables import event, print_job
from desk.services import (
    batches,
    books,
    control_papers,
    covers,
    handover_papers,
    letters,
    mailing,
    measuring,
    notice_papers,
    print_queue,
    reprinting,
    result_papers,
    sittings,
    stock_papers,
    tickets,
)
from desk.services.finding import find
from desk.services.print_queue import UnknownJobError
from desk.services.reprinting import Again
from desk.services.workplace import Workplace
from desk.wire import sealed
from desk.wire.ids import to_key

Wording = Callable[[str], FormSet]

#: The form → the events that give it its content, newest first wins; empty: any event.
ORIGINS: Final[dict[str, tuple[str, ...]]] = {
    "receipt": ("Received", "Imported", "Accepted", "Supplemented"),
    "supplement": ("SupplementAsked", "Guided"),
    "refusal": ("Refused",),
    "apology": ("Apologised",),
    "stop": ("Stopped",),
    "closing": ("Closed",),
    "control": (),
    "label": (),
    "batch": (batches.ORIGIN,),
    "handover": ("Returned",),
    "survey": (),
    "cover": (),
    "stub": ("Received", "Accepted", "Supplemented"),
    "sitting": ("Received",),
    "extension": ("Apologised",),
    "extended": ("Extended",),
    "fee": ("FeePaid",),
    "history": (),
    notice_papers.FORM: (notice_papers.FORM,),
    **dict.fromkeys(result_papers.FORMS, result_papers.ORIGIN),
}


class UnknownFormError(InputError):
    """There is no such form."""


class NothingToPrintError(InputError):
    """The dossier has never had the step that this form is about."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a paper looks like here: chosen by people, not by the dossier."""

    wording: Wording
    office: Office | None = None  # None: made from what the counter knows of itself
    page: Page = Page.A5
    practice: bool = False
    #: How papers looked where and when an event was written; None: as they look now.
    then: Callable[[Connection, ev.Event], Look] | None = None

    def at(self, tx: Connection, made: ev.Event) -> Look:
        """Return the look of a paper that an event gave rise to."""
        return self.then(tx, made) if self.then is not None else self


def office(me: Counter) -> Office:
    """Return the office's heading as far as the counter knows it without being told more."""
    name = me.name.upper()
    return Office(
        unit=me.unit,
        commune=me.commune,
        name=me.name,
        parent=f"ỦY BAN NHÂN DÂN {name}",
        place="Hà Nội" if me.unit.startswith("H26") or me.unit.endswith("H26") else "",
    )


def reprint(work: Workplace, form: str, code: str, again: Again | None = None) -> int:
    """Queue a dossier's form; a paper printed before comes out marked as a reprint.

    Raises:
        UnknownFormError, NothingToPrintError, UnknownCodeError, ReprintReasonError.
    """
    if form in result_papers.FORMS:
        raise UnknownFormError(form=form[:40], known=", ".join(ORIGINS))
    with work.database.write() as tx:
        stored = find(tx, code)
        made = _origin(tx, stored, form)
        found = tx.execute(select(event.c.id).where(event.c.uid == to_key(made.uid))).scalar_one()
        waits = tx.execute(
            select(print_job.c.id).where(
                print_job.c.event_id == found,
                print_job.c.form == form,
                print_job.c.state == "waiting",
            )
        ).scalar()
        if waits is not None:  # pressed again while the printer is away: one paper is wanted
            return int(waits)
        reprinting.require(tx, form, found, again)
        job = print_queue.queue(tx, form, stored.id, found, work.now())
        reprinting.note(tx, work, job, made, again)
        return job


def printable(types: AbstractSet[str]) -> tuple[str, ...]:
    """Return the forms that a story of these event types gives content to.

    Results are not among them: each has its own way to the printer, with its numbered sheet.
    """
    return tuple(
        form
        for form, origins in ORIGINS.items()
        if form not in result_papers.FORMS and (not origins or not types.isdisjoint(origins))
    )


def of_dossier(work: Workplace, form: str, code: str, look: Look, which: str = "") -> Sheet:
    """Return the sheet of a dossier's form as first issued, for printing to a file.

    `which` is a result's uid, or its number in the dossier's list; empty: the last.

    Raises:
        UnknownFormError, NothingToPrintError, UnknownCodeError, UnknownResultError.
    """
    with work.database.read() as tx:
        stored = find(tx, code)
        made = _origin(tx, stored, form, which)
        if form in result_papers.FORMS:
            return _result(work, tx, stored.id, made, look)
        events = _story(tx, stored.id, form, made)
        return _sheet(work, tx, form, made=made, events=events, look=look)


def of_job(work: Workplace, job: int, look: Look) -> tuple[str, Sheet]:
    """Return a print job's form and sheet.

    Raises:
        UnknownJobError.
    """
    with work.database.read() as tx:
        row = tx.execute(select(print_job).where(print_job.c.id == job)).first()
        if row is None:
            raise UnknownJobError(job=job)
        if row.form == "ticket":
            return row.form, _ticket(work, tx, job, look)
        if row.form == books.FORM:
            return row.form, of_book(work, books.named(work, tx, row.about, row.event_id), look)
        if row.event_id is None:
            return _as_it_stands(work, tx, row, look)
        stored = tx.execute(select(event).where(event.c.id == row.event_id)).one()
        made = sealed.open_event(log.sealed_of(stored))
        if row.form in result_papers.FORMS:
            return row.form, _result(work, tx, row.dossier_id, made, look)
        events = _story(tx, row.dossier_id, row.form, made) if row.dossier_id else [made]
        sheet = _sheet(work, tx, row.form, made=made, events=events, look=look)
    again = {"copy_no": row.reprint, "printed_at": work.now()} if row.reprint else {}
    return row.form, replace(sheet, **again)


def of_book(work: Workplace, found: Book, look: Look) -> Sheet:
    """Return the sheet of a book; one that was closed has the words and the look of then."""
    with work.database.read() as tx:
        made = books.closed_by(tx, found)
        at, then = (made.at.astimezone(VN), look.at(tx, made)) if made else (work.now(), look)
        return books.sheet(work, found, _common(work, tx, at, "", then))


def _as_it_stands(work: Workplace, tx: Connection, row: Any, look: Look) -> tuple[str, Sheet]:
    """Return the form and sheet of a job without an event: what it is about is in `about`."""
    common = _common(work, tx, work.now(), "", look)
    if row.form == mailing.FORM:
        return row.form, _letters(work, tx, row.about, common, look)
    if row.form == stock_papers.FORM:
        return stock_papers.DRAWN, stock_papers.sheet(stock_papers.named(work, row.about), common)
    if row.form == TEST:
        return row.form, measuring.test_sheet(row.about, common)
    return handover_papers.listed(work, row.form, row.about, common)


def _ticket(work: Workplace, tx: Connection, job: int, look: Look) -> Sheet:
    found, before = tickets.of_job(tx, job)
    common = _common(work, tx, found.taken_at.astimezone(VN), "", look)
    del common["page"]  # a ticket has a width of its own
    return TicketSheet(**common, code=found.code, reason=found.reason, before=before)


def _origin(tx: Connection, stored: Stored, form: str, which: str = "") -> ev.Event:
    if form not in ORIGINS:
        raise UnknownFormError(form=form[:40], known=", ".join(ORIGINS))
    types = ORIGINS[form]
    if form in result_papers.FORMS and stored.state.results:
        wanted = result_papers.origin(stored.state, which)
        return next(each for each, _ in log.told(tx, stored.id) if each.uid == wanted)
    made = [each for each, refused in log.events_of(tx, stored.id) if not refused]
    fitting = [each for each in made if not types or _is_origin(each, types)]
    if not fitting:
        raise NothingToPrintError(form=form, code=stored.state.code)
    return (notice_papers.makings(fitting) if form == notice_papers.FORM else fitting)[-1]


def _is_origin(made: ev.Event, types: Sequence[str]) -> bool:
    known = (batches.kind(made), notice_papers.kind(made), made.type)
    return any(each in types for each in known)


def _story(tx: Connection, key: int, form: str, last: ev.Event) -> list[ev.Event]:
    """Return the events that a form tells, up to `last`.

    A form that one step gives its content tells what whoever took that step knew. So neither
    what another counter did at that time nor what the city refused later changes a reprint.
    """
    if not ORIGINS[form]:
        everything = log.events_of(tx, key)
        refused = {made.hash for made, gone in everything if gone}
        counted = [made for made, _ in everything if made.hash not in refused]
        return [made for made in counted if ev.order(made) <= ev.order(last)]
    # What was taken back later still stood when the form was written.
    everything = log.told(tx, key)
    refused = {made.hash for made, is_refused in everything if is_refused}
    by_hash = {made.hash: made for made, _ in everything}
    known: dict[str, ev.Event] = {}
    seek = [last.hash]
    while seek:
        found = by_hash.get(seek.pop())
        if found is not None and found.hash not in known:
            known[found.hash] = found
            seek += found.base
    story = sorted(known.values(), key=ev.order)
    return [made for made in story if made.hash not in refused or _still_counts(made, story)]


def _still_counts(refused: ev.Event, story: Sequence[ev.Event]) -> bool:
    """Tell whether a step had not been refused yet when the last of a story was written.

    Had it been, its own device would have gone on from what was there before it.
    """
    later = (made for made in story if made.device == refused.device and made.hlc > refused.hlc)
    return not any(set(made.base) & set(refused.base) for made in later)


def _sheet(
    work: Workplace,
    tx: Connection,
    form: str,
    *,
    made: ev.Event,
    events: list[ev.Event],
    look: Look,
) -> Sheet:
    state = fold_all(events)
    regime = state.regime if state else ""
    at = made.body.received_at if isinstance(made.body, ev.Imported) else made.at
    then = look.at(tx, made)
    common = _common(work, tx, at.astimezone(VN), regime, then)
    if form == notice_papers.FORM:
        common |= {"wording": then.wording(notice_papers.WORDING)}
    if form == "batch":
        return batches.sheet(tx, made, common)
    if state is None:
        return _turned_away(made, common)
    if form == "sitting":
        return sittings.sheet(tx, made, state, common)
    return _MAKERS[form](work, state, made, events, common)


def of_letters(work: Workplace, batch: str, look: Look) -> Sheet:
    """Return the letters of one go, for printing to a file.

    Raises:
        NoLettersError.
    """
    with work.database.read() as tx:
        return _letters(work, tx, batch, _common(work, tx, work.now(), "", look), look)


def _letters(
    work: Workplace, tx: Connection, batch: str, common: dict[str, Any], look: Look
) -> Sheet:
    def make(form: str, key: int, made: ev.Event) -> Sheet:
        events = _story(tx, key, form, made)
        return _sheet(work, tx, form, made=made, events=events, look=look)

    return mailing.sheet(tx, batch, common, make)


def _result(work: Workplace, tx: Connection, key: int, made: ev.Event, look: Look) -> ResultSheet:
    draft = result_papers.drafted_by(tx, key, made)
    then = look.at(tx, draft)  # what was confirmed is what was drafted, in the words of then
    common = _common(work, tx, made.at.astimezone(VN), "", then)
    common |= {"wording": then.wording(result_papers.WORDING)}
    return result_papers.sheet(tx, key, made, draft, common)


def _common(
    work: Workplace, tx: Connection, at: datetime, regime: str, look: Look
) -> dict[str, Any]:
    """Return what every paper of a moment has in common."""
    return {
        "office": look.office or office(log.this_counter(tx)),
        "wording": look.wording(work.rules.regime(at.date(), regime).forms.value),
        "issued_at": at,
        "page": look.page,
        "practice": look.practice,
    }


def _turned_away(made: ev.Event, common: dict[str, Any]) -> Sheet:
    body = made.body
    assert isinstance(body, cev.TurnedAway)  # noqa: S101 - the only paper without a dossier
    matter = Matter(subject=body.person, procedure_name=body.procedure_name)
    if body.kind == "refusal":
        return RefusalSheet(
            **common,
            number=body.number,
            matter=matter,
            reason=body.reason,
            receiver=made.actor.name,
        )
    return SupplementSheet(
        **common,
        number=body.number,
        matter=matter,
        items=body.items,
        reason=body.reason,
        guide=made.actor.name,
    )


def _receipt(
    work: Workplace,
    state: Dossier,
    made: ev.Event,
    _: list[ev.Event],
    common: dict[str, Any],
) -> Sheet:
    due = state.due_at
    unsure = due is not None and due.year in work.rules.calendar.years
    provisional = due is not None and unsure and work.rules.calendar.is_provisional(due.year)
    return ReceiptSheet(
        **common,
        dossier=_as_it_came(state),
        receiver=_receiver(made),
        due_note=f"theo lịch tạm tính năm {due.year}" if provisional and due else "",
        result_manner=state.result_manner or "trực tiếp",
        number=numbers.in_book(state.book, state.line),
    )


#: What stands for the papers that a list of an earlier system does not tell.
_UNTOLD: Final = "Theo giấy tiếp nhận của hệ thống trước"


def _as_it_came(state: Dossier) -> Dossier:
    """Return a dossier as its receipt tells it; nobody knows that an old one had no papers."""
    if state.origin is None or state.papers:
        return state
    return replace(state, papers=(Paper(name=_UNTOLD),))


def _receiver(made: ev.Event) -> str:
    """Return who received the dossier: not whoever brought in the list of an earlier system."""
    return made.body.officer if isinstance(made.body, ev.Imported) else made.actor.name


def _supplement(
    _: Workplace, state: Dossier, made: ev.Event, __: list[ev.Event], common: dict[str, Any]
) -> Sheet:
    request = state.supplements[-1]
    return SupplementSheet(
        **common,
        number=request.number,
        matter=Matter.of(state),
        items=request.items,
        reason=request.reason,
        guide=made.actor.name,
        answer_until=state.answer_until,
    )


def _refusal(
    _: Workplace, state: Dossier, made: ev.Event, __: list[ev.Event], common: dict[str, Any]
) -> Sheet:
    return RefusalSheet(
        **common,
        number=state.refusal_number,
        matter=Matter.of(state),
        reason=state.refusal,
        receiver=made.actor.name,
    )


def _at(moment: datetime | None) -> datetime:
    assert moment is not None  # noqa: S101 - every received dossier has it
    return moment


_STAGES: Final = {
    Status.RECEIVED: "đã tiếp nhận, chưa giao xử lý",
    Status.IN_HAND: "đang xử lý",
    Status.SUPPLEMENT: "đang chờ bổ sung, hoàn thiện hồ sơ",
    Status.PAYMENT: "đang chờ thực hiện nghĩa vụ tài chính",
}


def _stop(
    _: Workplace,
    state: Dossier,
    made: ev.Event,
    events: list[ev.Event],
    common: dict[str, Any],
) -> Sheet:
    body = made.body
    assert isinstance(body, ev.Stopped)  # noqa: S101 - ORIGINS names no other
    asked = [each.at for each in events if isinstance(each.body, ev.WithdrawalAsked)]
    return StopSheet(
        **common,
        number=body.number,
        matter=Matter.of(state),
        received_at=_at(state.received_at or state.filed_at),
        asked_at=asked[-1] if asked else body.stopped_at,
        stopped_at=body.stopped_at,
        reason=state.stop_reason,
        stage=_STAGES.get(state.withdrawn_from, "") if state.withdrawn_from else "",
        returned=tuple(paper.name for paper in state.papers if paper.original and not paper.shown),
        signer=made.actor.name,
    )


_Maker = Callable[[Workplace, Dossier, ev.Event, list[ev.Event], dict[str, Any]], Sheet]
_MAKERS: Final[dict[str, _Maker]] = {
    "receipt": _receipt,
    "supplement": _supplement,
    "refusal": _refusal,
    "apology": letters.apology,
    "stop": _stop,
    "closing": letters.closing,
    "control": control_papers.slip,
    "label": covers.label,
    "handover": handover_papers.slip,
    "survey": handover_papers.survey,
    "cover": covers.sheet,
    "stub": covers.stub,
    "extension": letters.extension,
    "extended": letters.extended,
    "fee": letters.fee,
    "history": letters.history,
    notice_papers.FORM: notice_papers.sheet,
}
