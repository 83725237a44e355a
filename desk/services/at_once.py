"""Returning at once: received, entered in its book, finished and handed back in one commit."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select

from desk.domain import at_once, rights
from desk.domain import events as ev
from desk.domain.at_once import AtOnce, Item, Register
from desk.domain.errors import InputError, RuleError
from desk.domain.fees import Fee, Waiver
from desk.domain.records import Actor, Channel, Dossier, Paper, Procedure, Status
from desk.domain.views import NewDossier, Receipt
from desk.models import log, numbers, projection
from desk.models.log import Counter, Written
from desk.models.projection import Stored
from desk.models.tables import serial
from desk.services import intake, print_queue, queue
from desk.services.workplace import Workplace

#: The strip offers to take back for ten seconds; whoever is slow in pressing still may.
_UNDO: Final = timedelta(seconds=30)
_OFFERED: Final = 20


class FeeNeededError(InputError):
    """No table knows the fee: it must be typed."""


class WaiverUnknownError(InputError):
    """The waiver is none of those that the law gives here."""


class NameNeededError(InputError):
    """The book asks for the name of whoever wants something certified."""


class UndoTooLateError(RuleError):
    """It was handed back too long ago to be taken back by a key; a leader may void it."""


def offers(work: Workplace, text: str) -> tuple[Procedure, ...]:
    """Return what can be returned at once, by a few letters or by use."""
    catalogue = work.rules.catalogue
    if text.strip():
        found = catalogue.find(text, len(catalogue.procedures))
    else:
        codes = queue.most_used(work, len(catalogue.procedures))
        used = [catalogue.procedures[code] for code in codes if code in catalogue.procedures]
        # What is certified comes first, by use and then in the order of the books: it is what
        # citizens wait for at the counter, however often other things are received.
        books = [code for each in work.rules.registers for code in each.procedures]
        rest = [catalogue.procedures[code] for code in books if code in catalogue.procedures]
        entered = [*(each for each in used if each.code in books), *rest]
        found = tuple(dict.fromkeys([*entered, *used, *catalogue.procedures.values()]))
    fitting = (each for each in found if at_once.is_offered(each, work.rules.registers))
    return tuple(each for each, _ in zip(fitting, range(_OFFERED), strict=False))


def next_line(work: Workplace, code: str) -> tuple[Register, str, int] | None:
    """Return the book of a procedure, its volume, and the number that is next in it."""
    register = at_once.register_of(work.rules.registers, code)
    if register is None:
        return None
    day = work.now().date()
    with work.database.read() as tx:
        volume = numbers.volume(log.this_counter(tx), day)
        last = tx.execute(
            select(serial.c.last).where(
                serial.c.kind == serial_of(register.kind),
                serial.c.year == day.year,
                serial.c.volume == volume,
            )
        ).scalar()
    return register, f"{volume}/{day.year}", (last or 0) + 1


def serial_of(register: str) -> str:
    """Return what a certification book's running number is called."""
    return f"register-{register}"


def price(work: Workplace, asked: AtOnce) -> Fee:
    """Return what it costs.

    Raises:
        InputError: nothing is to be certified, or a number is absurd.
    """
    procedure = work.rules.catalogue.get(asked.procedure)
    day = work.now().date()
    return at_once.price(
        procedure,
        asked.items,
        work.rules.tariffs,
        day,
        waiver=_waiver(work, procedure, asked.waiver, day),
        by_hand=asked.fee,
    )


def _waiver(work: Workplace, procedure: Procedure, key: str, day: date) -> Waiver | None:
    if not key:
        return None
    for waiver in work.rules.waivers:
        if waiver.id == key and waiver.applies(procedure, Channel.COUNTER, day):
            return waiver
    raise WaiverUnknownError(waiver=key[:40])


def finish(work: Workplace, asked: AtOnce, by: Actor) -> Receipt:
    """Receive, enter, finish and hand back; durable when this returns.

    The fee is taken in cash. A repeated call with the same uid answers the first and writes
    nothing.

    Raises:
        NotAllowedError, InputError, SlotUsedUpError, StorageError: nothing was written.
    """
    rights.require(by, "receive")
    rights.require(by, "hand-over")
    procedure = work.rules.catalogue.get(asked.procedure)
    fee = price(work, asked)
    if fee.amount is None:
        raise FeeNeededError(procedure=procedure.code)
    if not asked.person.name.strip():
        raise NameNeededError
    items = at_once.tidy(asked.items, procedure)
    with work.database.write() as tx:
        if asked.uid and (known := projection.load(tx, asked.uid)) is not None:
            return Receipt(dossier=known.state, receiver=by, repeated=True)
        new = _new(asked, items, fee)
        written, warnings = intake.record(work, tx, new, by)
        job = None
        if asked.printed and written.dossier_id is not None:
            now = written.event.at
            job = print_queue.queue(tx, "receipt", written.dossier_id, written.id, now)
        state = _complete(work, tx, written, items, by)
    return Receipt(dossier=state, receiver=by, warnings=warnings, job=job)


def _new(asked: AtOnce, items: tuple[Item, ...], fee: Fee) -> NewDossier:
    return NewDossier(
        procedure=asked.procedure,
        submitter=asked.person,
        papers=tuple(Paper(name=item.what, copy=item.copies) for item in items),
        fee=fee.amount,
        fee_note=fee.ground or fee.note,
        paid=True,
        fee_serial=asked.serial,
        uid=asked.uid,
    )


def _complete(
    work: Workplace, tx: Connection, written: Written, items: tuple[Item, ...], by: Actor
) -> Dossier:
    state = written.dossier
    assert state is not None  # noqa: S101 - a Received event begins a dossier
    me, now = log.this_counter(tx), work.now()
    bodies: list[ev.Body] = [*entries(work, tx, me, state, items)]
    bodies.append(ev.Finished(finished_at=now))
    person = state.submitter
    bodies.append(ev.Returned(to=person.name, id_number=person.personal_id, returned_at=now))
    for body in bodies:
        stored = projection.load(tx, state.uid)
        after = log.append(tx, body, by, now, stored=stored).dossier
        assert after is not None  # noqa: S101 - it has a row, so events begin it
        state = after
    return state


def entries(
    work: Workplace,
    tx: Connection,
    me: Counter,
    state: Dossier,
    items: tuple[Item, ...],
    *,
    at: datetime | None = None,
) -> list[ev.Entered]:
    """Use up the next number of the book for each document; `at`: when, if not at receipt.

    Without `items` the dossier's papers tell what was certified.
    """
    register = at_once.register_of(work.rules.registers, state.procedure)
    if register is None:
        return []
    items = items or at_once.certified(state, register, work.rules.catalogue.get(state.procedure))
    day = (at or work.now()).date()
    volume = numbers.volume(me, day)
    return [
        ev.Entered(
            register=register.kind,
            book=f"{volume}/{day.year}",
            line=numbers.next_serial(tx, serial_of(register.kind), day.year, volume),
            pages=item.pages,
            copies=item.copies,
            what=item.what,
            at=at,
        )
        for item in items
    ]


def take_back(work: Workplace, uid: str, by: Actor) -> Dossier:
    """Void what was just returned at once: its numbers stay used, its lines are struck through.

    Raises:
        NotAllowedError, UndoTooLateError: nothing was written.
    """
    rights.require(by, "receive")
    with work.database.write() as tx:
        now = work.now()
        stored = projection.load(tx, uid)
        if stored is None or not _just_now(stored, log.this_counter(tx), work):
            raise UndoTooLateError
        body = ev.Voided(reason="Lấy lại ngay sau khi trả")
        after = log.append(tx, body, by, now, stored=stored).dossier
    assert after is not None  # noqa: S101 - it has a row, so events begin it
    return after


def _just_now(stored: Stored, me: Counter, work: Workplace) -> bool:
    state = stored.state
    at = state.returned_at
    fresh = at is not None and work.now() - at <= _UNDO
    return (
        fresh and state.status is Status.RETURNED and state.holder == me.device and not state.voided
    )
