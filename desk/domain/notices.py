"""Notices to citizens: which fits which dossier, where each can go, and when it is tried again.

A notice is prepared at a counter and waits in its outgoing box; that it was prepared, and what
became of it, are facts of the dossier's log, its words and the address are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from desk.domain import events as ev
from desk.domain import fees
from desk.domain.errors import InputError, RuleError
from desk.domain.records import VN, Dossier, Notice, Party, Status
from desk.domain.text import nfc


class Kind(StrEnum):
    """What a notice is about."""

    READY = "ready"  # there is a result
    WAITS = "waits"  # the result has been waiting
    SUPPLEMENT = "supplement"  # papers are wanted
    FEE = "fee"  # something is to be paid
    INVITE = "invite"  # giấy mời: to come in person
    APOLOGY = "apology"  # it is late, with the new date (NĐ 118/2025 Đ.19.6)
    MOVED = "moved"  # the due date moved


class Way(StrEnum):
    """How a notice goes."""

    EMAIL = "email"
    SMS = "sms"
    ZALO = "zalo"
    LETTER = "letter"


class State(StrEnum):
    """How a notice stands in the outgoing box, and what of it the log tells."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"  # whoever carries it has taken it
    DELIVERED = "delivered"
    FAILED = "failed"
    UNSURE = "unsure"  # handed over, no answer came: a person decides
    CANCELLED = "cancelled"


#: Nothing more is done about these by itself.
OVER: Final = (State.SENT, State.DELIVERED, State.FAILED, State.CANCELLED)
#: Not out of the house for certain: these can be given up.
HELD: Final = (State.WAITING, State.FAILED, State.UNSURE)
#: What became of a notice that reached nobody: it keeps no other from being prepared.
NOTHING_SENT: Final = (State.FAILED, State.CANCELLED)
#: Of a result that waits: they count as reminders.
OF_RESULTS: Final = (Kind.READY, Kind.WAITS)

#: Pauses after a refusal for the time being; the last one again and again.
_PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
MOST_TRIES: Final = 20  # about three days, as mail servers do it (RFC 5321 4.5.4.1: 4 to 5 days)

_EMAIL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@([^@\s]+)")
_HOST: Final = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}")
_LONGEST_EMAIL: Final = 254  # RFC 5321 4.5.3.1.3
_MOBILE: Final = re.compile(r"0[35789][0-9]{8}")
_LANDLINE: Final = re.compile(r"02[0-9]{8,9}")
_SIGNS: Final = re.compile(r"[\s.()-]")
_NUMBERS: Final = re.compile(r"[/;,]")


class NoticeUnfitError(RuleError):
    """The dossier does not stand so that this notice would be true; facts: code, notice_kind."""


class NoticeAddressError(InputError):
    """There is no usable address for this way; facts: notice_way, address_fault."""


class ComeTimeError(InputError):
    """An invitation names no time to come, or one that is over; facts: none."""


def require(kind: Kind, state: Dossier, *, come_at: datetime | None, now: datetime) -> None:
    """Refuse a notice that would not be true.

    Raises:
        NoticeUnfitError, ComeTimeError.
    """
    if not fits(kind, state):
        raise NoticeUnfitError(code=state.code, notice_kind=kind.value)
    if kind is Kind.INVITE and (come_at is None or come_at <= now):
        raise ComeTimeError


def fits(kind: Kind, state: Dossier) -> bool:
    """Tell whether what a notice says is so; asked again just before it goes out."""
    return not state.voided and _FITS[kind](state)


def is_stale(kind: Kind, then: Dossier, now: Dossier, *, way: Way, address: str) -> bool:
    """Tell whether a notice that was worded `then` says what is not so now, or goes elsewhere.

    An `address` that somebody typed stays; one that the dossier had then must still be its own.
    """
    was, is_ = named(then, way), named(now, way)
    moved = address == was.address != is_.address
    return moved or was.name != is_.name or _says(kind, then) != _says(kind, now)


def _says(kind: Kind, state: Dossier) -> tuple[object, ...]:
    return (state.code, state.procedure_name, state.result_at, *_SAYS[kind](state))


def _of_result(state: Dossier) -> tuple[object, ...]:
    return state.finished_at, state.refusal, fees.owed(state)


def _of_request(state: Dossier) -> tuple[object, ...]:
    request = state.supplements[-1] if state.supplements else None
    return (request and (request.asked_at, request.items), state.answer_until)


def _of_due(state: Dossier) -> tuple[object, ...]:
    return state.due_first, state.due_at


_SAYS: Final[Mapping[Kind, Callable[[Dossier], tuple[object, ...]]]] = {
    Kind.READY: _of_result,
    Kind.WAITS: _of_result,
    Kind.SUPPLEMENT: _of_request,
    Kind.FEE: lambda state: (fees.owed(state),),
    Kind.INVITE: lambda _: (),  # its time stands in the notice itself
    Kind.APOLOGY: _of_due,
    Kind.MOVED: _of_due,
}


def _asked(state: Dossier) -> bool:
    return state.status is Status.SUPPLEMENT and bool(state.supplements)


def _moved(state: Dossier) -> bool:
    first, now = state.due_first, state.due_at
    return _unfinished(state) and first is not None and now is not None and first != now


def _unfinished(state: Dossier) -> bool:
    return state.is_open and state.status is not Status.DONE


_FITS: Final[Mapping[Kind, Callable[[Dossier], bool]]] = {
    Kind.READY: lambda state: state.status is Status.DONE,
    Kind.WAITS: lambda state: state.status is Status.DONE,
    Kind.SUPPLEMENT: _asked,
    Kind.FEE: lambda state: state.is_open and fees.owed(state) > 0,
    Kind.INVITE: lambda state: state.is_open,
    Kind.APOLOGY: lambda state: _unfinished(state) and state.apologised,
    Kind.MOVED: _moved,
}


def usual(state: Dossier) -> Kind:
    """Return which notice is nearest at hand for a dossier as it stands."""
    order = (Kind.WAITS, Kind.SUPPLEMENT, Kind.FEE, Kind.APOLOGY, Kind.MOVED)
    return next((kind for kind in order if fits(kind, state)), Kind.INVITE)


# -- where it goes -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is written to, and where."""

    name: str
    address: str


def addressee(state: Dossier, way: Way) -> Addressee:
    """Return who is told: whoever handed the dossier in, else whose it is.

    Raises:
        NoticeAddressError: neither has an address of this kind.
    """
    first, failure = (
        state.submitter,
        NoticeAddressError(notice_way=way.value, address_fault="missing"),
    )
    for party in (first, state.subject):
        told = _told(party, way)
        if not told:
            continue
        try:
            return Addressee(party.name, checked(way, told))
        except NoticeAddressError as error:
            failure = error
    raise failure


def named(state: Dossier, way: Way) -> Addressee:
    """Return whom a notice names; as long as nobody is reached, the presenter without address."""
    try:
        return addressee(state, way)
    except NoticeAddressError:
        return Addressee(state.submitter.name, "")


def _told(party: Party, way: Way) -> str:
    if way is Way.EMAIL:
        return party.email
    return party.address if way is Way.LETTER else party.phone


def checked(way: Way, text: str) -> str:
    """Return an address as it is used: a mailbox, a mobile number of ten digits, a line.

    Raises:
        NoticeAddressError.
    """
    tidy = nfc(text).strip()
    if not tidy:
        raise NoticeAddressError(notice_way=way.value, address_fault="missing")
    if way is Way.EMAIL:
        return _mailbox(tidy)
    return " ".join(tidy.split()) if way is Way.LETTER else _mobile(tidy, way)


def _mailbox(text: str) -> str:
    """Return a mailbox in ASCII: what any server takes (RFC 5321 4.1.2; names by RFC 3490)."""
    bad = NoticeAddressError(notice_way=Way.EMAIL.value, address_fault="malformed")
    found = _EMAIL.fullmatch(text)
    if found is None:
        raise bad
    local = text[: text.rindex("@")]
    try:
        host = found[1].encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise bad from None
    dots = local.startswith(".") or local.endswith(".") or ".." in local
    if dots or not _HOST.fullmatch(host) or len(local) + len(host) >= _LONGEST_EMAIL:
        raise bad
    return f"{local}@{host}"


def _mobile(text: str, way: Way) -> str:
    """Return the first mobile number of several, as it is dialled here."""
    why = "malformed"
    for part in _NUMBERS.split(text):
        digits = re.sub(r"^(?:\+84|0084|84(?=[0-9]{9}$))", "0", _SIGNS.sub("", part))
        if _MOBILE.fullmatch(digits):
            return digits
        if _LANDLINE.fullmatch(digits):
            why = "landline"
    raise NoticeAddressError(notice_way=way.value, address_fault=why)


# -- once, and again ---------------------------------------------------------------------------


def today(state: Dossier, kind: Kind, now: datetime) -> tuple[datetime, ...]:
    """Return when the same was told today already, by a notice or by hand; oldest first."""
    day = now.astimezone(VN).date()
    told = [
        each.prepared_at
        for each in state.notices
        if each.kind == kind and each.outcome not in NOTHING_SENT
    ]
    if kind in OF_RESULTS:
        told += state.reminders
    return tuple(sorted({at for at in told if at.astimezone(VN).date() == day}))


def try_again(tries: int) -> timedelta | None:
    """Return the pause after so many tries that were refused for the time being; None: give up."""
    if tries >= MOST_TRIES:
        return None
    return _PAUSES[min(max(tries, 1), len(_PAUSES)) - 1]


def step(state: Dossier, made: ev.Event, body: ev.Notified) -> Dossier:
    """Fold in what is told of a notice; of a result that waits, one that went out is a reminder."""
    told = Notice(
        uid=body.message,
        kind=body.kind,
        way=body.way,
        outcome=body.outcome,
        prepared_at=body.at,
        at=body.at,
        by=made.actor.name,
        come_at=body.come_at,
    )
    reminders = state.reminders
    if body.kind in OF_RESULTS and body.outcome == State.SENT:
        reminders = (*reminders, body.at)
    return replace(state, notices=_told_of(state.notices, told), reminders=reminders)


def _told_of(known: tuple[Notice, ...], now: Notice) -> tuple[Notice, ...]:
    before = next((each for each in known if each.uid == now.uid), None)
    if before is None:
        return (*known, now)
    after = replace(before, way=now.way, outcome=now.outcome, at=now.at)
    return tuple(after if each is before else each for each in known)
