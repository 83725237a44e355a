"""The outgoing box: each message is a row, and every step of it is on disk before the next.

A message is `sending` from before its carrier is spoken to, and `handing` from just before the
last of it is said until the answer is written down. Whatever ends the program between: what was
not being handed over waits again, what was is `unsure`, and a person says which it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, and_, func, or_, select, update

from desk.domain import events as ev
from desk.domain import notices as rule
from desk.domain import rights
from desk.domain.errors import InputError, RuleError
from desk.domain.notices import HELD, Kind, State, Way
from desk.domain.outgoing import Message
from desk.domain.records import Actor, Dossier, Notice
from desk.models import log
from desk.models.numbers import COPIED, SYSTEM
from desk.models.projection import load_key, micros
from desk.models.tables import dossier, notice, print_job
from desk.services import as_of
from desk.services.as_of import Moment
from desk.services.listing import moment
from desk.services.workplace import Workplace
from desk.wire import canonical
from desk.wire.ids import from_key, to_key

MOST: Final = 1000
#: The form of all letters of one go, as one print job that is about their `batch`.
LETTERS: Final = "letters"
#: The letters that a print job prints: what was given up, or held because it is not so, is none.
PRINTABLE: Final = and_(
    notice.c.way == Way.LETTER.value,
    notice.c.state != State.CANCELLED.value,
    notice.c.error != "NoticeChangedError",
)
#: How long words and address are kept after a message is over.
KEPT: Final = timedelta(days=90)
#: Keys of words: why a message is where it is though no carrier said so.
OUTDATED: Final = "NoticeOutdatedError"
CHANGED: Final = "NoticeChangedError"
BROKEN_OFF: Final = "BrokenOffError"
_SAID: Final = 300
#: What a carrier may tell later, from where; a copy put back may not know yet that it had it.
_TOLD: Final = {
    State.SENT: (State.WAITING, State.UNSURE, State.FAILED),
    State.DELIVERED: (State.SENT, State.UNSURE, State.WAITING),
    State.FAILED: (State.SENT, State.UNSURE),
}
#: What a person may tell: what still waits has reached nobody.
_MARKS: Final = _TOLD | {State.DELIVERED: (State.SENT, State.UNSURE)}
_AGAIN: Final = (State.WAITING, State.FAILED, State.UNSURE, State.CANCELLED)
#: What is done with one message in a transaction: its row, and the time.
_Act = Callable[[Connection, Row[Any], datetime], None]
_ALL: Final = select(
    notice, dossier.c.uid.label("dossier_uid"), dossier.c.code, dossier.c.state.label("folded")
).join(dossier, dossier.c.id == notice.c.dossier_id)


class UnknownMessageError(InputError):
    """There is no such message in the box; facts: message."""


class MessageNotHereError(RuleError):
    """A message does not stand so that this can be done with it; facts: code, notice_state."""


class MessageForgottenError(RuleError):
    """A message has no words any more: it was over long ago; facts: code."""


def listed(
    work: Workplace, states: Collection[State] = (), kinds: Collection[Kind] = (), limit: int = MOST
) -> tuple[Message, ...]:
    """Return messages, what is still to be done first, then the newest."""
    asked = _ALL.order_by(
        notice.c.state.in_([each.value for each in rule.OVER]), notice.c.id.desc()
    )
    if states:
        asked = asked.where(notice.c.state.in_([each.value for each in states]))
    if kinds:
        asked = asked.where(notice.c.kind.in_([each.value for each in kinds]))
    with work.database.read() as tx:
        return tuple(_message(row) for row in tx.execute(asked.limit(limit)))


def counts(work: Workplace) -> dict[State, int]:
    """Return how many messages stand how."""
    asked = select(notice.c.state, func.count()).group_by(notice.c.state)
    with work.database.read() as tx:
        return {State(row[0]): row[1] for row in tx.execute(asked)}


def needing(work: Workplace) -> int:
    """Return how many messages a person must look at: those that failed, those unsure."""
    counted = counts(work)
    return counted.get(State.FAILED, 0) + counted.get(State.UNSURE, 0)


def _message(row: Row[Any]) -> Message:
    return Message(
        id=row.id,
        uid=from_key(row.uid),
        dossier=from_key(row.dossier_uid),
        code=row.code,
        kind=Kind(row.kind),
        way=Way(row.way),
        state=State(row.state),
        name=row.name,
        address=row.address,
        subject=row.subject,
        text=row.text,
        by=row.by_name,
        prepared_at=moment(row.prepared_at),
        changed_at=moment(row.changed_at),
        tries=row.tries,
        next_at=moment(row.next_at) if row.next_at is not None else None,
        error=row.error,
        said=row.said,
        batch=row.batch,
    )


# -- sending -----------------------------------------------------------------------------------


def take(
    work: Workplace,
    way: Way,
    *,
    everything: bool,
    but: Collection[int] = (),
    kept: Callable[[State], None] = lambda _: None,
) -> Message | None:
    """Return the message that has waited longest and may go by a way now; mark it as being sent.

    With `everything` those too that wait after a refusal, `but` for those tried in this go.
    One that is not true any more by now – the result was collected meanwhile – is given up, one
    whose words are of another day – the date moved again – is held for a person; `kept` is told.
    """
    with work.database.write() as tx:
        now = work.now()
        asked = _waiting(way, now, everything=everything).where(notice.c.id.not_in(but))
        while (row := tx.execute(asked).first()) is not None:
            held = _keep_back(tx, row, now)
            if held is None:
                _set(tx, row.id, now, state=State.SENDING, tries=row.tries + 1, handing=0)
                return _message(row)
            kept(held)
    return None


def _waiting(way: Way, now: datetime, *, everything: bool) -> Select[Any]:
    asked = _ALL.where(notice.c.state == State.WAITING.value, notice.c.way == way.value)
    if not everything:
        asked = asked.where(or_(notice.c.next_at.is_(None), notice.c.next_at <= micros(now)))
    # One at which the carrier hangs up every time goes to the end: the others are not kept by it.
    return asked.order_by(notice.c.changed_at, notice.c.id).limit(1)


def _keep_back(tx: Connection, row: Row[Any], now: datetime) -> State | None:
    """Give a notice up that is not true any more, hold one whose words are stale; None: it goes."""
    kind, way, state = Kind(row.kind), Way(row.way), canonical.loads(Dossier, row.folded)
    if not rule.fits(kind, state) or _is_past(row, state, now):
        _end(tx, row, SYSTEM, now, State.CANCELLED, error=OUTDATED)
        return State.CANCELLED
    then = _as_prepared(tx, row)
    if then is not None and rule.is_stale(kind, then, state, way=way, address=row.address):
        _end(tx, row, SYSTEM, now, State.FAILED, error=CHANGED)
        return State.FAILED
    return None


def _is_past(row: Row[Any], state: Dossier, now: datetime) -> bool:
    mine = _in_log(row, state)
    come = mine.come_at if mine else None
    return come is not None and come <= now


def _in_log(row: Row[Any], state: Dossier) -> Notice | None:
    """Return what the dossier's log tells of a message."""
    return next((each for each in state.notices if each.uid == from_key(row.uid)), None)


def _as_prepared(tx: Connection, row: Row[Any]) -> Dossier | None:
    """Return the dossier as this counter knew it when it prepared a notice."""
    then = Moment(place=row.event_id, hlc=0, at=moment(row.prepared_at))
    return log.fold_told(as_of.known(tx, row.dossier_id, log.told(tx, row.dossier_id), then))


def handing(work: Workplace, message: int) -> None:
    """Write down that the last of a message is about to be said: on disk when this returns."""
    with work.database.write() as tx:
        tx.execute(update(notice).where(notice.c.id == message).values(handing=1))


def back(work: Workplace, message: int) -> None:
    """Let a message wait as before: its carrier could not even be spoken to."""
    with work.database.write() as tx:
        row = _row(tx, message)
        _set(tx, message, work.now(), state=State.WAITING, tries=max(row.tries - 1, 0), handing=0)


def sent(work: Workplace, message: int, said: str = "") -> None:
    """Write down that a message was taken."""
    _settle(work, message, State.SENT, "", said)


def failed(work: Workplace, message: int, error: str, said: str = "") -> None:
    """Write down that a message will not be taken."""
    _settle(work, message, State.FAILED, error, said)


def unsure(work: Workplace, message: int, error: str = BROKEN_OFF) -> None:
    """Write down that nobody can tell whether a message was taken."""
    _settle(work, message, State.UNSURE, error, "")


def later(work: Workplace, message: int, error: str, said: str = "") -> None:
    """Write down that a message was refused for the time being; too often is for good."""
    with work.database.write() as tx:
        row, now = _row(tx, message), work.now()
        pause = rule.try_again(row.tries)
        if pause is None:
            _end(tx, row, SYSTEM, now, State.FAILED, error=error, said=said)
            return
        values = {"error": error, "said": said[:_SAID], "next_at": micros(now + pause)}
        _set(tx, message, now, state=State.WAITING, handing=0, **values)


def _settle(work: Workplace, message: int, state: State, error: str, said: str) -> None:
    with work.database.write() as tx:
        _end(tx, _row(tx, message), SYSTEM, work.now(), state, error=error, said=said)


def ask_letters(tx: Connection, batch: str, now: datetime) -> None:
    """Keep back of a go's letters what is not so any more, just before the printer is told."""
    waits = notice.c.state == State.WAITING.value
    asked = _ALL.where(notice.c.batch == batch, notice.c.way == Way.LETTER.value, waits)
    for row in tx.execute(asked).all():
        if _keep_back(tx, row, now) is not None:
            _take_from_printer(tx, batch)


def printed(tx: Connection, batch: str, now: datetime) -> None:
    """Write down that the letters of a go came out of the printer."""
    waits = notice.c.state.in_((State.WAITING.value, State.UNSURE.value))
    asked = _ALL.where(notice.c.batch == batch, notice.c.way == Way.LETTER.value, waits)
    for row in tx.execute(asked).all():
        _end(tx, row, SYSTEM, now, State.SENT)


def recover(work: Workplace) -> int:
    """Sort out what was being sent when the program ended; return how many are unsure."""
    asked = _ALL.where(notice.c.state == State.SENDING.value)
    with work.database.write() as tx:
        now, doubtful = work.now(), 0
        _learn(tx, now)
        for row in tx.execute(asked).all():
            if row.handing:
                _end(tx, row, SYSTEM, now, State.UNSURE, error=BROKEN_OFF)
                doubtful += 1
            else:
                _set(tx, row.id, now, state=State.WAITING)
    return doubtful


def _learn(tx: Connection, now: datetime) -> None:
    """Take from the log what became of messages that a copy put back is unsure of.

    The lost copy had written it down, and an exchange has brought it back since.
    """
    asked = _ALL.where(notice.c.state == State.UNSURE.value, notice.c.error == COPIED)
    for row in tx.execute(asked).all():
        told = _in_log(row, canonical.loads(Dossier, row.folded))
        if told is not None and told.outcome in rule.OVER:
            _set(tx, row.id, now, state=State(told.outcome), error="")


def forget(work: Workplace) -> int:
    """Empty what was written to whom, once nothing is done about it any more; return of how many.

    That it was told stays in the dossier's log, and the row with its state.
    """
    old = micros(work.now() - KEPT)
    over = notice.c.state.in_([each.value for each in rule.OVER])
    with work.database.write() as tx:
        change = update(notice).where(over, notice.c.changed_at < old, notice.c.text != "")
        return tx.execute(change.values(address="", subject="", text="", said="")).rowcount


def confirmed(work: Workplace, told: Sequence[tuple[str, State, str]]) -> int:
    """Write down what a carrier tells later: uid, outcome, its words; return of how many."""
    known = 0
    with work.database.write() as tx:
        for uid, state, said in told:
            row = _by_uid(tx, uid)
            if row is not None and State(row.state) in _TOLD[state]:
                _end(tx, row, SYSTEM, work.now(), state, said=said)
                known += 1
    return known


# -- what people do ----------------------------------------------------------------------------


def retry(work: Workplace, by: Actor, which: Sequence[str]) -> None:
    """Have messages sent again, as they are: what failed, was given up or is unsure.

    Raises:
        NotAllowedError, UnknownMessageError, MessageNotHereError, MessageForgottenError: nothing
        was changed.
    """
    _each(work, by, which, _AGAIN, lambda tx, row, now: _again(tx, row, by, now))


def cancel(work: Workplace, by: Actor, which: Sequence[str]) -> None:
    """Give messages up that have not gone out; letters are not printed any more.

    Raises:
        NotAllowedError, UnknownMessageError, MessageNotHereError: nothing was changed.
    """

    def give_up(tx: Connection, row: Row[Any], now: datetime) -> None:
        _end(tx, row, by, now, State.CANCELLED)
        if row.way == Way.LETTER.value:
            _take_from_printer(tx, row.batch)

    _each(work, by, which, HELD, give_up)


def _take_from_printer(tx: Connection, batch: str) -> None:
    """Give the print job of a go up that no letter is left of."""
    left = select(notice.c.id).where(
        notice.c.batch == batch,
        PRINTABLE,
    )
    job = update(print_job).where(
        print_job.c.form == LETTERS,
        print_job.c.about == batch,
        print_job.c.state.in_(("waiting", "failed")),
        ~left.exists(),
    )
    tx.execute(job.values(state="cancelled"))


def mark(work: Workplace, by: Actor, which: Sequence[str], outcome: State) -> None:
    """Write down what became of messages, as a person knows it: sent by hand, arrived, or not.

    Raises:
        NotAllowedError, UnknownMessageError, MessageNotHereError: nothing was changed.
    """
    if outcome not in _MARKS:
        raise MessageNotHereError(code="–", notice_state=outcome.value)

    _each(work, by, which, _MARKS[outcome], lambda tx, row, now: _end(tx, row, by, now, outcome))


def readdress(work: Workplace, by: Actor, which: str, address: str) -> None:
    """Send a message to another address.

    Raises:
        NoticeAddressError, and as `retry`: nothing was changed.
    """

    def move(tx: Connection, row: Row[Any], now: datetime) -> None:
        to = rule.checked(Way(row.way), address)
        tx.execute(update(notice).where(notice.c.id == row.id).values(address=to))
        _again(tx, row, by, now)

    _each(work, by, [which], _AGAIN, move)


def _again(tx: Connection, row: Row[Any], by: Actor, now: datetime) -> None:
    if row.way == Way.LETTER.value:
        raise MessageNotHereError(code=row.code, notice_state=row.state)
    if not row.text:
        raise MessageForgottenError(code=row.code)
    if row.state != State.WAITING.value:
        _tell(tx, row, by, now, State.WAITING)
    _set(tx, row.id, now, state=State.WAITING, tries=0, handing=0, next_at=None, error="", said="")


def _each(
    work: Workplace, by: Actor, which: Sequence[str], from_: Collection[State], act: _Act
) -> None:
    rights.require(by, "remind")
    with work.database.write() as tx:
        for each in which:
            row = _by_uid(tx, each)
            if row is None:
                raise UnknownMessageError(message=each[:40])
            if State(row.state) not in from_:
                raise MessageNotHereError(code=row.code, notice_state=row.state)
            act(tx, row, work.now())


def _by_uid(tx: Connection, uid: str) -> Row[Any] | None:
    return tx.execute(_ALL.where(notice.c.uid == to_key(uid))).first()


def _row(tx: Connection, message: int) -> Row[Any]:
    return tx.execute(_ALL.where(notice.c.id == message)).one()


def _set(tx: Connection, message: int, now: datetime, *, state: State, **values: object) -> None:
    change = update(notice).where(notice.c.id == message)
    tx.execute(change.values(state=state.value, changed_at=micros(now), **values))


def _end(
    tx: Connection,
    row: Row[Any],
    by: Actor,
    now: datetime,
    state: State,
    *,
    error: str = "",
    said: str = "",
) -> None:
    told = " ".join(said.split())[:_SAID]
    _set(tx, row.id, now, state=state, handing=0, next_at=None, error=error, said=told)
    _tell(tx, row, by, now, state)


def _tell(tx: Connection, row: Row[Any], by: Actor, now: datetime, state: State) -> None:
    stored = load_key(tx, row.dossier_uid)
    assert stored is not None  # noqa: S101 - the notice was prepared for it
    body = ev.Notified(
        message=from_key(row.uid), kind=row.kind, way=row.way, outcome=state.value, at=now
    )
    log.append(tx, body, by, now, stored=stored)
