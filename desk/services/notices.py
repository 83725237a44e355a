"""Notices are prepared: for whom they would be true, where they can go, and into the box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, insert, select

from desk.domain import events as ev
from desk.domain import notices as rule
from desk.domain import rights
from desk.domain.errors import DeskError, InputError, RuleError
from desk.domain.notices import Addressee, Kind, State, Way
from desk.domain.outgoing import Draft
from desk.domain.papers import Sheet
from desk.domain.records import Actor, Dossier, Status
from desk.domain.text import nfc
from desk.models import log
from desk.models.projection import Stored, micros
from desk.models.tables import dossier, notice
from desk.services import mailing, notice_papers, print_queue, senders
from desk.services.finding import AmbiguousCodeError, UnknownCodeError, find
from desk.services.workplace import Workplace
from desk.wire import canonical
from desk.wire.ids import new_uid, to_key

#: What every paper of a moment has in common, with the wording of notices.
Common = Mapping[str, Any]


#: So many dossiers are offered at once: a list that nobody reads to its end helps nobody.
MOST: Final = 200
_OPEN: Final = (
    select(dossier.c.state)
    .where(dossier.c.is_open == 1)
    .order_by(dossier.c.finished_at, dossier.c.id)
)
_LONGEST: Final = 10_000


class ToldTodayError(RuleError):
    """The same was told today already; facts: code, at (a time of day)."""


class NothingToTellError(InputError):
    """No dossier was named; facts: none."""


class NoticeTextError(InputError):
    """The words are none, or too many; facts: code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """One notice to be put into the box, worded."""

    code: str  # code or uid of the dossier
    way: Way
    name: str = ""  # whose address it is; empty: of whoever handed the dossier in
    address: str = ""
    subject: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What notices are about, and what an invitation says of its own."""

    kind: Kind
    come_at: datetime | None = None
    bring: str = ""


def drafts(  # noqa: PLR0917 - whom what is told, how, by whom, in which words
    work: Workplace, common: Common, about: About, codes: Sequence[str], way: Way | None, by: Actor
) -> tuple[Draft, ...]:
    """Return what would be told of each dossier; without a way by the one that fits it best.

    Nothing is written. What cannot be told, be it that there is no such dossier, has its
    `problem`; a dossier that is named twice is told once.

    Raises:
        NotAllowedError.
    """
    rights.require(by, "remind")
    ready = senders.ready(work)
    found: dict[str, Draft] = {}
    with work.database.read() as tx:
        for code in dict.fromkeys(codes):
            try:
                stored = find(tx, code)
            except (UnknownCodeError, AmbiguousCodeError) as error:
                found[code] = Draft(
                    dossier="",
                    code=code[:40],
                    kind=about.kind,
                    way=way or Way.LETTER,
                    name="",
                    problem=error,
                )
                continue
            if stored.state.uid not in found:
                why = _why(tx, about, stored)
                draft = _draft(work, common, about, stored.state, (way, ready), by, why)
                found[stored.state.uid] = draft
    return tuple(found.values())


def _why(tx: Connection, about: About, stored: Stored) -> str:
    if about.kind not in {Kind.APOLOGY, Kind.MOVED}:
        return ""
    told = log.events_of(tx, stored.id)
    return notice_papers.reason(made for made, refused in told if not refused)


def _draft(  # noqa: PLR0917 - one draft, told in its parts
    work: Workplace,
    common: Common,
    about: About,
    state: Dossier,
    ways: tuple[Way | None, frozenset[Way]],
    by: Actor,
    why: str,
) -> Draft:
    now = work.now()
    way = ways[0] or best(state, ways[1])
    sheet: Sheet | None = None
    problem: DeskError | None = None
    to = Addressee(state.submitter.name, "")
    try:
        rule.require(about.kind, state, come_at=about.come_at, now=now)
        sheet = notice_papers.letter(
            work,
            state,
            about.kind,
            dict(common),
            come_at=about.come_at,
            bring=about.bring,
            why=why,
            signer=by.name,
            greeted=rule.named(state, way).name,
        )
        to = rule.addressee(state, way)
    except DeskError as error:
        problem = error
    return Draft(
        dossier=state.uid,
        code=state.code,
        kind=about.kind,
        way=way,
        name=to.name,
        address=to.address,
        sheet=sheet,
        problem=problem,
        doubt=_doubt(work, about),
        today=rule.today(state, about.kind, now),
    )


def _doubt(work: Workplace, about: About) -> DeskError | None:
    """Return why nobody would be there at the time of an invitation, as far as is known."""
    if about.come_at is not None:
        try:
            work.rules.calendar.require_open(about.come_at)
        except RuleError as error:
            return error
    return None


def candidates(work: Workplace, kind: Kind, limit: int = MOST) -> tuple[str, ...]:
    """Return the open dossiers that a notice would be true of and nobody was told of today.

    Oldest first; invitations are for nobody by themselves.
    """
    if kind is Kind.INVITE:
        return ()
    found, now = [], work.now()
    with work.database.read() as tx:
        rows = tx.execute(_OPEN.where(_asked(kind))).scalars()
        for blob in rows:
            state = canonical.loads(Dossier, blob)
            if rule.fits(kind, state) and not rule.today(state, kind, now):
                found.append(state.uid)
            if len(found) == limit:
                break
    return tuple(found)


def _asked(kind: Kind) -> ColumnElement[bool]:
    """Return what narrows the dossiers down before any is read."""
    if kind in rule.OF_RESULTS:
        return dossier.c.status == int(Status.DONE)
    if kind is Kind.SUPPLEMENT:
        return dossier.c.status == int(Status.SUPPLEMENT)
    if kind is Kind.APOLOGY:
        return dossier.c.apologised == 1
    return dossier.c.is_open == 1


def best(state: Dossier, ready: frozenset[Way]) -> Way:
    """Return the first way that is set up and that the citizen can be reached by; else paper."""
    for way in (Way.EMAIL, Way.ZALO, Way.SMS):
        if way in ready:
            try:
                rule.addressee(state, way)
            except rule.NoticeAddressError:
                continue
            return way
    return Way.LETTER


def put(
    work: Workplace,
    by: Actor,
    about: About,
    items: Sequence[Ready],
    *,
    again: bool = False,
    printed: bool = True,
) -> tuple[str, ...]:
    """Put notices into the outgoing box, all of them or none; return their uids.

    Letters go to the printer as one job in the same commit, unless whoever asks prints them
    himself (`printed` False) and says when they are out. `again`: though the same was told today.

    Raises:
        NotAllowedError, NothingToTellError, NoticeUnfitError, ComeTimeError, NoticeAddressError,
        ToldTodayError, NoticeTextError: nothing was written.
    """
    rights.require(by, "remind")
    if not items:
        raise NothingToTellError
    made = []
    with work.database.write() as tx:
        now = work.now()
        batch = new_uid(now)
        for item in items:
            stored = find(tx, item.code)
            rule.require(about.kind, stored.state, come_at=about.come_at, now=now)
            _refuse_twice(stored.state, about.kind, now, again=again)
            made.append(_write(tx, by, about, _Put(stored, item, batch, now)))
        if printed and any(item.way is Way.LETTER for item in items):
            print_queue.queue(tx, mailing.FORM, None, None, now, about=batch)
    return tuple(made)


def _refuse_twice(state: Dossier, kind: Kind, now: datetime, *, again: bool) -> None:
    told = rule.today(state, kind, now)
    if told and not again:
        raise ToldTodayError(code=state.code, at=f"{told[-1]:%H:%M}")


@dataclass(frozen=True, slots=True)
class _Put:
    stored: Stored
    item: Ready
    batch: str
    now: datetime


def _write(tx: Connection, by: Actor, about: About, put_: _Put) -> str:
    item, state, now = put_.item, put_.stored.state, put_.now
    letter = item.way is Way.LETTER
    to = rule.addressee(state, item.way) if letter or not item.address else None
    address = to.address if to else rule.checked(item.way, item.address)
    text = nfc(item.text).strip()
    if not letter and not 0 < len(text) <= _LONGEST:
        raise NoticeTextError(code=state.code)
    uid = new_uid(now)
    body = ev.Notified(
        message=uid,
        kind=about.kind.value,
        way=item.way.value,
        outcome=State.WAITING.value,
        at=now,
        come_at=about.come_at,
        note=about.bring,
    )
    written = log.append(tx, body, by, now, stored=put_.stored)
    values = {
        "uid": to_key(uid),
        "dossier_id": put_.stored.id,
        "event_id": written.id,
        "kind": about.kind.value,
        "way": item.way.value,
        "state": State.WAITING.value,
        "name": to.name if to else item.name or state.submitter.name,
        "address": address,
        "subject": " ".join(nfc(item.subject).split()),
        "text": text,
        "batch": put_.batch,
        "by_name": by.name,
        "prepared_at": micros(now),
        "changed_at": micros(now),
    }
    tx.execute(insert(notice).values(**values))
    return uid
