"""Results that are ready: handing several over in one act, the shelf, reminders, ratings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

from sqlalchemy import Connection

from desk.domain import codes, collection, fees, rights
from desk.domain import dossier as rule
from desk.domain import events as ev
from desk.domain.collection import Collecting
from desk.domain.dossier import IllegalMoveError, VoidedError
from desk.domain.errors import InputError
from desk.domain.records import Actor, Dossier, Status
from desk.domain.views import DossierView, NewDossier
from desk.models import log
from desk.models.blobs import Blobs
from desk.models.log import Counter
from desk.models.projection import Stored
from desk.services import attachments, print_queue, reading, recalling
from desk.services.attachments import File
from desk.services.finding import UnknownCodeError, find
from desk.services.workplace import Workplace

_BARCODE: Final = 16  # digits


class NothingHereError(InputError):
    """No result was named."""


class BadScoreError(InputError):
    """A rating is none of those that there are."""


class UnknownMannerError(InputError):
    """There is no such way to remind anybody."""


class ForeignCodeError(InputError):
    """The code is one of another office's."""


def look_up(work: Workplace, code: str, by: Actor) -> DossierView:
    """Return a dossier whose result somebody asks for.

    Raises:
        ForeignCodeError: the code tells that it belongs to another office.
        UnknownCodeError, AmbiguousCodeError, BadCheckDigitError.
    """
    try:
        return reading.open_dossier(work, code, by)
    except UnknownCodeError:
        with work.database.read() as tx:
            me = log.this_counter(tx)
        other = _office_of(code, me)
        if not other:
            raise
        raise ForeignCodeError(code=code[:40], unit=other) from None


def _office_of(code: str, me: Counter) -> str:
    """Return whose a code is where it says another office, else nothing."""
    wanted = codes.tidy_code(code)
    if wanted.isdigit():
        whole = len(wanted) == _BARCODE and not wanted.startswith(me.commune)
        return wanted[: len(me.commune)] if whole else ""
    unit, dash, _ = wanted.partition("-")
    return unit if dash and "." in unit and unit != me.unit else ""


# -- handing over ------------------------------------------------------------------------------


def collect(
    work: Workplace,
    by: Actor,
    codes: Sequence[str],
    who: Collecting,
    *,
    returned: Mapping[str, tuple[str, ...]] | None = None,
    paid: Collection[str] = (),
    slip: bool = False,
) -> tuple[Dossier, ...]:
    """Hand results over to one collector: each its own event, all of them or none.

    `returned` names the originals that went back, `paid` the dossiers whose owed fee was taken
    now, each by the dossier's code as given; what nobody says was paid stays owed. A result that
    another counter still holds is claimed by handing it over here. With `slip` the receipt for
    all of them is queued in the same commit.

    Raises:
        NothingHereError, CollectorBlockedError, IllegalMoveError, VoidedError, NotAllowedError:
        nothing was written.
    """
    rights.require(by, "hand-over")
    if not codes:
        raise NothingHereError
    back = returned or {}
    made: list[Dossier] = []
    with work.database.write() as tx:
        now, me = work.now(), log.this_counter(tx)
        last: log.Written | None = None
        for code in codes:
            stored = _ready_here(tx, find(tx, code), me, by, now)
            collection.check_collector(stored.state, who)
            body = ev.Returned(
                to=who.to,
                id_number=who.id_number,
                returned_at=now,
                authority=who.authority,
                signature=who.signature,
                originals=back.get(code, ()),
                fee_paid=fees.owed(stored.state) if code in paid else 0,
            )
            last = log.append(tx, body, by, now, stored=stored)
            assert last.dossier is not None  # noqa: S101 - it has a row, so events begin it
            made.append(last.dossier)
        if slip and last is not None:
            print_queue.queue(tx, "handover", last.dossier_id, last.id, now)
    return tuple(made)


def take_back(work: Workplace, by: Actor, codes: Sequence[str]) -> tuple[Dossier, ...]:
    """Take hand-overs back that were a mistake: all of them or none.

    Raises:
        NothingHereError, and as `recalling.recall` does: nothing was written.
    """
    if not codes:
        raise NothingHereError
    with work.database.write() as tx:
        return tuple(recalling.recall_in(work, tx, code, by) for code in codes)


def _ready_here(tx: Connection, stored: Stored, me: Counter, by: Actor, now: datetime) -> Stored:
    """Return a dossier whose result may be handed over here, taking it over where it must be."""
    state = stored.state
    rule.target(state, "hand-over")
    if state.holder in ("", me.device):
        return stored
    body = ev.Claimed(assignee=by.login, assignee_name=by.name, holder_name=me.label)
    written = log.append(tx, body, by, now, stored=stored, custody=state.custody + 1)
    assert written.dossier is not None  # noqa: S101 - it has a row, so events begin it
    return Stored(stored.id, written.dossier, stored.words)


def keep_picture(work: Workplace, data: bytes, media: str) -> str:
    """Keep a signature's picture in the store of files; return its SHA-256."""
    kept = Blobs(work.database.folder).put(BytesIO(data))
    with work.database.write() as tx:
        attachments.note(tx, File(sha=kept.sha, size=kept.size, media=media, pages=1), work.now())
    return kept.sha


# -- while it waits ----------------------------------------------------------------------------


def shelve(work: Workplace, by: Actor, codes: Sequence[str], slot: str) -> tuple[str, ...]:
    """Lay results into a place of the shelf, or take them out with an empty `slot`.

    Returns the codes of what was laid there.

    Raises:
        ShelfSlotError, NothingHereError, IllegalMoveError, VoidedError: nothing was written.
    """
    place = collection.shelf_slot(slot)
    return _remark(work, by, "shelve", codes, lambda _: ev.Shelved(slot=place))


def remind(
    work: Workplace, by: Actor, codes: Sequence[str], manner: str, note: str = ""
) -> tuple[str, ...]:
    """Write down that citizens were told that their results wait; return the codes.

    Raises:
        UnknownMannerError, NothingHereError, IllegalMoveError, VoidedError: nothing was written.
    """
    if manner not in collection.MANNERS:
        raise UnknownMannerError(given=manner[:20])
    return _remark(
        work, by, "remind", codes, lambda now: ev.Reminded(manner=manner, at=now, note=note)
    )


def rate(
    work: Workplace, by: Actor, codes: Sequence[str], score: int, text: str = ""
) -> tuple[str, ...]:
    """Write down how satisfied the citizen was, 1 to 5; return the codes.

    Raises:
        BadScoreError, NothingHereError, IllegalMoveError, VoidedError: nothing was written.
    """
    if score not in collection.SCORES:
        raise BadScoreError(given=score)
    return _remark(work, by, "rate", codes, lambda _: ev.Rated(score=score, text=text))


_STARTS: Final = {
    "shelve": (Status.DONE,),
    "remind": (Status.DONE,),
    "rate": (Status.DONE, Status.RETURNED),
}


def _remark(
    work: Workplace,
    by: Actor,
    action: str,
    codes: Sequence[str],
    make: Callable[[datetime], ev.Body],
) -> tuple[str, ...]:
    rights.require(by, action)
    if not codes:
        raise NothingHereError
    told: list[str] = []
    with work.database.write() as tx:
        now = work.now()
        for code in codes:
            stored = find(tx, code)
            _require(stored.state, action)
            log.append(tx, make(now), by, now, stored=stored)
            told.append(stored.state.code)
    return tuple(told)


def _require(state: Dossier, action: str) -> None:
    if state.voided:
        raise VoidedError(code=state.code, action=action)
    if state.status not in _STARTS[action]:
        starts = tuple(int(each) for each in _STARTS[action])
        raise IllegalMoveError(code=state.code, action=action, status=state.status, starts=starts)


# -- a wrong result ----------------------------------------------------------------------------


def mend(work: Workplace, code: str, by: Actor) -> NewDossier:
    """Return what the receive page begins a free correction of a wrong result with.

    Raises:
        NotAllowedError, NothingToMendError, MendTooLateError.
    """
    rights.require(by, "receive")
    rules = work.rules
    with work.database.read() as tx:
        state = find(tx, code).state
    collection.check_mendable(state, work.now(), rules.handover, rules.calendar)
    return NewDossier(
        procedure=state.procedure,
        submitter=state.submitter,
        owner=state.owner,
        authority=state.authority,
        fee=0,
        fee_note=rules.handover.mend_ground,
        result_at=state.result_at,
        result_manner=state.result_manner,
        answers=state.answers,
        corrects=state.uid,
    )
