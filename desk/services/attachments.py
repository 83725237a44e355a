"""Files of a dossier: put to it, taken off again, made anew, used again from an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select

from desk.domain import events as ev
from desk.domain import rights
from desk.domain.digitising import Reusable
from desk.domain.dossier import VoidedError
from desk.domain.errors import InputError
from desk.domain.records import Actor, Attachment, Dossier, Party
from desk.models import log
from desk.models.blobs import Blobs
from desk.models.projection import Stored, micros
from desk.models.tables import blob, dossier
from desk.services import files, naming
from desk.services.finding import find
from desk.services.steps import ArgumentMissingError
from desk.services.workplace import Workplace
from desk.wire import canonical
from desk.wire.files import is_name
from desk.wire.ids import to_key

RIGHT: Final = "attach"
#: What names a file of a dossier: its SHA-256 and the paper that it shows.
Key = tuple[str, str]
_ELSEWHERE: Final = "quầy khác"  # one whose beginning never came here
_EARLIER: Final = 60  # dossiers of one person that are looked through


class NoSuchPaperError(InputError):
    """The dossier has no paper of that name."""


class NoSuchFileError(InputError):
    """The dossier has no such file, or no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file in the store that is about to be spoken of."""

    sha: str
    size: int
    media: str
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A file, and how it shall belong to a dossier."""

    file: File
    paper: str = ""
    kind: str = "paper"  # paper | result
    source: str = "drop"  # scan | drop | paste | reuse
    made_at: datetime | None = None  # None: now


def check(work: Workplace, code: str, paper: str, by: Actor) -> None:
    """Tell whether a file could be put to a dossier, before its bytes go to the store.

    Raises:
        NotAllowedError, VoidedError, NoSuchPaperError, UnknownCodeError, AmbiguousCodeError.
    """
    rights.require(by, RIGHT)
    with work.database.read() as tx:
        _check(find(tx, code).state, paper)


def _check(state: Dossier, paper: str) -> None:
    if state.voided:
        raise VoidedError(code=state.code, action=RIGHT)
    names = [each.name for each in state.papers]
    if paper and paper not in names:
        raise NoSuchPaperError(code=state.code, papers="; ".join(names) or "–")


def attach(work: Workplace, code: str, put: Put, by: Actor) -> Dossier:
    """Put a file of the store to a dossier.

    Raises:
        NotAllowedError, VoidedError, NoSuchPaperError, UnknownCodeError.
    """
    rights.require(by, RIGHT)
    with work.database.write() as tx:
        return added(tx, find(tx, code), put, by, work.now()).state


def detach(work: Workplace, code: str, old: Key, by: Actor, *, reason: str) -> Dossier:
    """Take a file off a dossier; its bytes stay in the store and the log names it.

    Raises:
        NotAllowedError, VoidedError, NoSuchFileError, ArgumentMissingError: no reason.
    """
    rights.require(by, RIGHT)
    with work.database.write() as tx:
        return removed(tx, find(tx, code), old, by, work.now(), reason=reason).state


def renew(
    work: Workplace, code: str, old: Key, new: Sequence[Put], by: Actor, *, reason: str
) -> Dossier:
    """Take a file (SHA-256, paper) off and put what was made of its pages in its place.

    Raises:
        NotAllowedError, VoidedError, NoSuchFileError, NoSuchPaperError, ArgumentMissingError.
    """
    rights.require(by, RIGHT)
    now = work.now()
    with work.database.write() as tx:
        stored = removed(tx, find(tx, code), old, by, now, reason=reason)
        for put in new:
            stored = added(tx, stored, put, by, now)
    return stored.state


def added(tx: Connection, stored: Stored, put: Put, by: Actor, now: datetime) -> Stored:
    """Write that a file was put to a dossier, in the caller's transaction.

    A file that shows the paper already is not written down twice.
    """
    state, file = stored.state, put.file
    _check(state, put.paper)
    note(tx, file, now)
    files.offer(tx, file.sha, file.size, now)
    if (file.sha, put.paper) in {(each.file, each.paper) for each in state.attachments}:
        return stored
    body = ev.Attached(
        file=file.sha,
        media=file.media,
        size=file.size,
        pages=file.pages,
        kind=put.kind,
        paper=put.paper,
        source=put.source,
        made_at=put.made_at or now,
    )
    return _written(tx, stored, body, by, now)


def removed(
    tx: Connection, stored: Stored, old: Key, by: Actor, now: datetime, *, reason: str
) -> Stored:
    """Write that a file was taken off a dossier, in the caller's transaction."""
    state = stored.state
    if state.voided:
        raise VoidedError(code=state.code, action=RIGHT)
    if not reason.strip():
        raise ArgumentMissingError(argument="reason")
    if old not in {(each.file, each.paper) for each in state.attachments}:
        raise NoSuchFileError(code=state.code)
    body = ev.Detached(file=old[0], paper=old[1], reason=reason.strip())
    return _written(tx, stored, body, by, now)


def _written(tx: Connection, stored: Stored, body: ev.Body, by: Actor, now: datetime) -> Stored:
    made = log.append(tx, body, by, now, stored=stored)
    assert made.dossier is not None  # noqa: S101 - it has a row, so events begin it
    return Stored(stored.id, made.dossier, stored.words)


def note(tx: Connection, file: File, now: datetime) -> None:
    """Write down that the store has a file."""
    row = {
        "sha": bytes.fromhex(file.sha),
        "size": file.size,
        "media": file.media,
        "pages": file.pages,
        "stored_at": micros(now),
    }
    tx.execute(insert(blob).prefix_with("OR IGNORE").values(row))


def found_again(tx: Connection, blobs: Blobs, made: Iterable[ev.Event], now: datetime) -> None:
    """Write down the files of events of this counter that came back to a database put back.

    Those that lie in the store are known again. Targets are asked about all of them: they may lack
    the bytes still, or be the only ones that have them.
    """
    for body in (each.body for each in made):
        if isinstance(body, ev.Attached) and is_name(body.file):
            if blobs.has(body.file):
                file = File(sha=body.file, size=body.size, media=body.media, pages=body.pages)
                note(tx, file, now)
            files.offer(tx, body.file, body.size, now)


# -- where the bytes are -------------------------------------------------------------------------


def places(work: Workplace, code: str) -> dict[str, str]:
    """Return where the bytes of a dossier's files are that this counter does not have.

    The counter that took a file in has it; from the city it comes when somebody looks at it.
    """
    blobs = Blobs(work.database.folder)
    found: dict[str, str] = {}
    with work.database.read() as tx:
        stored = find(tx, code)
        missing = {each.file for each in stored.state.attachments if not blobs.has(each.file)}
        if missing:
            me = log.this_counter(tx).device
            names = naming.counters(tx)
            for made, _ in log.events_of(tx, stored.id):
                if isinstance(made.body, ev.Attached) and made.body.file in missing:
                    other = "" if made.device == me else names.get(to_key(made.device), _ELSEWHERE)
                    found.setdefault(made.body.file, other)
    return found


# -- used again ----------------------------------------------------------------------------------


def reusable(work: Workplace, code: str) -> tuple[Reusable, ...]:
    """Return what was digitised for earlier dossiers of the same person and is asked for again.

    The newest file of each paper that has none yet.
    """
    with work.database.read() as tx:
        state = find(tx, code).state
        have = {each.paper for each in state.attachments}
        wanted = {paper.name for paper in state.papers if not paper.shown} - have
        number = state.subject.personal_id
        if not wanted or not number:
            return ()
        rows = tx.execute(
            select(dossier.c.state)
            .where(dossier.c.personal_id == number, dossier.c.code != state.code)
            .order_by(dossier.c.id.desc())
            .limit(_EARLIER)
        ).scalars()
        earlier = [canonical.loads(Dossier, row) for row in rows]
    return _newest(earlier, wanted, state.subject)


def _newest(earlier: Iterable[Dossier], wanted: set[str], person: Party) -> tuple[Reusable, ...]:
    found: dict[str, Reusable] = {}
    for state in earlier:
        if state.voided or state.subject.name != person.name:
            continue
        for each in state.attachments:
            known = found.get(each.paper)
            if each.paper in wanted and each.kind == "paper" and each.made_at is not None:
                offer = Reusable(each, state.code, each.made_at)
                if known is None or known.made_at < offer.made_at:
                    found[each.paper] = offer
    return tuple(found[paper] for paper in sorted(found))


def reuse(work: Workplace, code: str, old: Attachment, by: Actor) -> Dossier:
    """Put a file of an earlier dossier to this one; when it was made stays with it.

    Raises:
        NotAllowedError, VoidedError, NoSuchPaperError, NoSuchFileError: it is not offered.
    """
    if all(offer.file != old for offer in reusable(work, code)):
        raise NoSuchFileError(code=code)
    file = File(sha=old.file, size=old.size, media=old.media, pages=old.pages)
    put = Put(file=file, paper=old.paper, source="reuse", made_at=old.made_at)
    return attach(work, code, put, by)
