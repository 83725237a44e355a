"""Receiving a dossier: what the receipt would say, and the one commit that makes it true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, text

from desk.domain import codes, collection, deadline, fees, fields, prechecks, rights
from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain.errors import InputError
from desk.domain.fees import Fee
from desk.domain.records import VN, Actor, Dossier, Paper, Party, Procedure
from desk.domain.text import fold
from desk.domain.views import NewDossier, Preview, QueueRow, Receipt
from desk.domain.warning import Warning_
from desk.models import log, numbers, projection
from desk.models.log import Counter, Written
from desk.services import drafts, print_queue, tickets
from desk.services.listing import row
from desk.services.workplace import Workplace
from desk.wire import canonical
from desk.wire.ids import new_uid

#: A clock may be this far ahead of what a script typed; more is the future, and refused.
_FUTURE: Final = timedelta(minutes=2)
_BACKDATED: Final = timedelta(minutes=5)


class FutureReceiptError(InputError):
    """A dossier cannot be received in the future."""


class DueRequiredError(InputError):
    """The catalogue has no time limit: a due date and its reason must be given."""


class DueReasonError(InputError):
    """A due date given by hand needs its reason."""


class DueBeforeReceiptError(InputError):
    """A due date given by hand lies before the receipt."""


def preview(work: Workplace, new: NewDossier) -> Preview:
    """Return what the receipt would say if it were printed now; nothing is written."""
    with work.database.read() as tx:
        me = log.this_counter(tx)
    return _preview(work, me, new, work.now())


def _preview(work: Workplace, me: Counter, new: NewDossier, now: datetime) -> Preview:
    if new.corrects:
        ground = work.rules.handover.mend_ground
        new = replace(new, fee=0, fee_note=ground, fee_pages=0, fee_count=0)
    received = _received_at(new, now)
    day = received.date()
    procedure = work.rules_on(day).catalogue.get(new.procedure)  # what is entered late had its own
    answers = fields.settle(procedure, new.answers, for_other=new.owner is not None, today=day)
    new = replace(new, answers=answers)
    warnings = list(_doubts(work, new, procedure, received, now))
    regime = work.rules.regime(day)
    due_at, provisional = new.due_at, False
    why: tuple[str, ...] = (new.due_reason,) if new.due_reason else ()
    if due_at is None and procedure.limit.value is not None:
        due = deadline.due(received, procedure.limit, work.rules.calendar, regime)
        due_at, why, provisional = due.at, due.lines, due.provisional
    fee = fees.fee_for(procedure, new.channel, day)
    amount = fee.amount if new.fee is None else new.fee
    if amount is None:
        warnings.append(Warning_(code="FeeUnknown", facts=(("procedure", procedure.code),)))
    sample = codes.official_code(me.unit, day, me.slot * 1000, me.pattern or codes.PATTERN)
    facts = prechecks.facts(new, procedure, day, me.name)
    return Preview(
        procedure=procedure,
        code_like=f"{sample[:-3]}…",
        received_at=received,
        due_at=due_at,
        due_why=why,
        provisional=provisional,
        fee=amount,
        fee_note=new.fee_note or _ground(new, fee),
        papers=_papers(new, procedure),
        warnings=tuple(warnings),
        checks=prechecks.check(work.rules.prechecks, procedure, facts, day),
        answers=answers,
    )


def _ground(new: NewDossier, fee: Fee) -> str:
    """Return what stands beside the fee on paper; a note on a fee nobody knows is for staff."""
    return "" if new.fee is not None or fee.amount is None else fee.note


def _received_at(new: NewDossier, now: datetime) -> datetime:
    if new.received_at is None:
        return now
    received = new.received_at.astimezone(VN)
    if received > now + _FUTURE:
        raise FutureReceiptError(given=f"{received:%H:%M %d/%m/%Y}")
    return received


def _papers(new: NewDossier, procedure: Procedure) -> tuple[Paper, ...]:
    if new.papers is not None:
        return new.papers
    facts = fields.facts_of(new.answers, for_other=new.owner is not None)
    return tuple(
        Paper(name=rule.name, original=rule.original, copy=rule.copy, shown=rule.present_only)
        for rule in procedure.papers
        if fields.is_asked_for(rule, facts)
    )


def _doubts(
    work: Workplace, new: NewDossier, procedure: Procedure, received: datetime, now: datetime
) -> list[Warning_]:
    """Return what is unlikely enough to be said, and never blocks."""
    found = list(new.doubts)
    found += [
        Warning_(code="PaperMissing", facts=(("paper", name),))
        for name in prechecks.missing_papers(new, procedure)
    ]
    if new.owner is not None and not new.authority:
        found.append(Warning_(code="AuthorityMissing"))
    if now - received > _BACKDATED:
        found.append(Warning_(code="Backdated"))
    calendar = work.rules.calendar
    # Where no calendar reaches, a due date given by hand is enough to receive.
    if received.year in calendar.years and not calendar.is_working(received.date()):
        found.append(Warning_(code="ReceivedOnDayOff"))
    if not new.submitter.personal_id and new.submitter.kind == "person":
        found.append(Warning_(code="IdentityMissing"))
    return found


def receive(work: Workplace, new: NewDossier, by: Actor, *, printed: bool = True) -> Receipt:
    """Receive a dossier: number, event, projection, outbox and print job in one commit.

    A repeated call with the same `uid` answers the dossier of the first and writes nothing.

    Raises:
        NotAllowedError, InputError, SlotUsedUpError, StorageError: nothing was written.
    """
    rights.require(by, "receive")
    with work.database.write() as tx:
        now = work.now()
        if new.uid:
            known = projection.load(tx, new.uid)
            if known is not None:
                drafts.drop(tx, new.uid)
                return Receipt(dossier=known.state, receiver=by, repeated=True)
        written, warnings = record(work, tx, new, by)
        assert written.dossier is not None  # noqa: S101 - a Received event begins a dossier
        job = None
        if printed:
            job = print_queue.queue(tx, "receipt", written.dossier_id, written.id, now)
    return Receipt(dossier=written.dossier, receiver=by, warnings=warnings, job=job)


def record(
    work: Workplace, tx: Connection, new: NewDossier, by: Actor
) -> tuple[Written, tuple[Warning_, ...]]:
    """Write a receipt in the transaction of whoever does more with it; what failed is undone there.

    Raises:
        InputError, SlotUsedUpError.
    """
    now, me = work.now(), log.this_counter(tx)
    if new.corrects:
        _check_mended(work, tx, new.corrects, now)
    seen = _preview(work, me, new, now)
    due_at = _due(new, seen)
    codes.check_unit(new.competent_unit or me.unit)  # from here on a failure costs a number
    day = seen.received_at.date()
    used = numbers.issue(tx, me, day, work.witness)
    body = _received(work, tx, me, new, seen, due_at=due_at, now=now, used=used)
    written = log.append(tx, body, by, now, uid=new.uid or new_uid(now), custody=1)
    assert written.dossier_id is not None  # noqa: S101 - what begins a dossier has a row
    numbers.assign(tx, day, used, written.dossier_id)
    tickets.link(tx, new.ticket, written.dossier_id, now)
    drafts.drop(tx, new.uid)
    return written, seen.warnings


def _check_mended(work: Workplace, tx: Connection, uid: str, now: datetime) -> None:
    """Refuse a free correction that comes too late, however long its form lay about."""
    wrong = projection.load(tx, uid)
    if wrong is not None:
        rules = work.rules
        collection.check_mendable(wrong.state, now, rules.handover, rules.calendar)


def _due(new: NewDossier, seen: Preview) -> datetime:
    if seen.due_at is None:
        raise DueRequiredError(procedure=seen.procedure.code)
    if new.due_at is not None:
        if not new.due_reason.strip():
            raise DueReasonError
        if new.due_at < seen.received_at:
            raise DueBeforeReceiptError
    return seen.due_at.astimezone(VN)


def _received(
    work: Workplace,
    tx: Connection,
    me: Counter,
    new: NewDossier,
    seen: Preview,
    *,
    due_at: datetime,
    now: datetime,
    used: int,
) -> ev.Received:
    day = seen.received_at.date()
    unit = new.competent_unit or me.unit
    volume = numbers.volume(me, day)
    return ev.Received(
        code=codes.official_code(unit, day, used, me.pattern or codes.PATTERN),
        barcode=codes.barcode(me.commune, day, used),
        procedure=seen.procedure.code,
        procedure_name=seen.procedure.name,
        submitter=new.submitter,
        owner=new.owner,
        authority=new.authority,
        papers=seen.papers,
        sets=new.sets,
        channel=new.channel,
        received_at=seen.received_at,
        recorded_at=now,
        limit=seen.procedure.limit,
        due_at=due_at,
        due_why=seen.due_why,
        due_note=new.due_reason if new.due_at is not None else "",
        fee=seen.fee,
        fee_note=seen.fee_note,
        fee_paid=(seen.fee or 0) if new.paid else 0,
        fee_serial=new.fee_serial,
        result_at=new.result_at,
        result_manner=new.result_manner,
        note=new.note,
        catalogue=work.rules_on(day).catalogue.version,
        calendar=work.rules.calendar.version,
        regime=work.rules.regime(day).id,
        book=f"{volume}/{day.year}",
        line=numbers.next_serial(tx, "book", day.year, volume),
        holder_name=me.label,
        answers=seen.answers,
        sitting=new.sitting,
        ticket=new.ticket,
        waited_s=new.waited_s,
        corrects=new.corrects,
    )


def turn_away(
    work: Workplace, kind: str, new: NewDossier, by: Actor, *, reason: str, items: tuple[str, ...]
) -> int:
    """Give a supplement or refusal slip before any receipt; return its print job.

    There is no dossier and no code; the slip is logged, numbered and counted.
    """
    rights.require(by, "supplement" if kind == "supplement" else "reject")
    procedure = work.rules.catalogue.get(new.procedure)
    with work.database.write() as tx:
        now = work.now()
        body = cev.TurnedAway(
            kind=kind,
            number=form_number(tx, kind, now.date()),
            procedure=procedure.code,
            procedure_name=procedure.name,
            person=new.owner or new.submitter,
            reason=reason,
            items=items,
            at=now,
        )
        written = log.append(tx, body, by, now)
        return print_queue.queue(tx, kind, None, written.id, now)


def form_number(tx: Connection, form: str, day: date) -> str:
    """Return the next own number of a form: per slot and year, as the tracking book's lines.

    The volume leads it, as `numbers.lead` says.
    """
    volume = numbers.volume(log.this_counter(tx), day)
    return f"{numbers.lead(volume)}{numbers.next_serial(tx, form, day.year, volume):04d}"


_SEVERAL: Final = 20
#: Present numbers of the dossier's subject have a column; all others, old ones too, are words.
_OF_NUMBER: Final = text(
    "SELECT state FROM dossier WHERE id IN ("
    " SELECT id FROM dossier WHERE personal_id = :number AND personal_id <> ''"
    " UNION SELECT rowid FROM dossier_words WHERE dossier_words MATCH :words"
    ") AND is_open >= :open ORDER BY id DESC LIMIT :limit"
)


def of_number(tx: Connection, number: str, *, only_open: bool = False) -> list[Dossier]:
    """Return the dossiers of whoever has a number, of twelve digits or an old one of nine."""
    words = fold(number)
    if not words:
        return []
    wanted = {"number": number, "words": f'"{words}"', "open": int(only_open), "limit": _SEVERAL}
    found = (canonical.loads(Dossier, blob) for blob in tx.execute(_OF_NUMBER, wanted).scalars())
    return [state for state in found if _party_of(state, number)]


def _party_of(state: Dossier, number: str) -> Party | None:
    for party in (state.submitter, state.subject):
        if number in (party.personal_id, party.old_id):
            return party
    return None


def known_person(work: Workplace, personal_id: str) -> Party | None:
    """Return a person as at the latest visit to this ward, or None; an old number will do."""
    with work.database.read() as tx:
        found = of_number(tx, personal_id)
    return _party_of(found[0], personal_id) if found else None


def open_dossiers(work: Workplace, personal_id: str) -> tuple[QueueRow, ...]:
    """Return a person's dossiers that are not finished yet; an old number will do."""
    with work.database.read() as tx:
        me = log.this_counter(tx)
        found = of_number(tx, personal_id, only_open=True)
    now = work.now()
    return tuple(row(state, me.device, now) for state in found)
