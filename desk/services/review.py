"""What needs a person, decided in one place: both sides shown, the decision an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, String, TextClause, cast, func, select, update

from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain import merge, rights
from desk.domain import review as rule
from desk.domain.errors import InputError, RuleError
from desk.domain.fold import value_of
from desk.domain.records import Actor
from desk.domain.review import Decided, Item, Question, Side
from desk.domain.views import Attention
from desk.models import log, projection
from desk.models.projection import Stored, micros
from desk.models.tables import attention, event, file_out, target
from desk.services import outbox, reading, review_sheets, sheets, snapshots, targets, twins
from desk.services.files import ATTENTION, WAITING
from desk.services.listing import moment
from desk.services.workplace import Workplace
from desk.wire.ids import from_key, to_key

_ALONE: Final = (rule.AGAIN, rule.ASIDE, rule.KEEP, rule.LEAVE)  # about no dossier
_FILES: Final = "files:"
_PAUSE: Final = "pause:"


class NothingAskedError(RuleError):
    """What was to be decided has been decided meanwhile, or has settled itself."""


class UnknownQuestionError(NothingAskedError):
    """Nothing that needed a person is known to have had that key; facts: key."""


class UnknownChoiceError(InputError):
    """The question has no such choice."""


class NotTakenBackError(RuleError):
    """A decision can be taken back only where no step was left out by it."""


# -- the list --------------------------------------------------------------------------------------


def items(work: Workplace) -> tuple[Item, ...]:
    """Return everything that needs a person, oldest first."""
    found = [
        Item(key=str(e.id), kind=rule.kind(e.reason), about=e) for e in targets.attentions(work)
    ]
    with work.database.read() as tx:
        found += [*_files(tx), *_pauses(tx), *review_sheets.items(tx)]
    return tuple(sorted(found, key=lambda each: each.about.at))


def _files(tx: Connection) -> list[Item]:
    """Return what targets do not take of the files: one item for each reason of each target."""
    columns = file_out.c.target, file_out.c.error, func.max(file_out.c.reason).label("reason")
    rows = tx.execute(
        select(*columns, func.min(file_out.c.at).label("at"), func.count().label("many"))
        .where(file_out.c.state == ATTENTION)
        .group_by(file_out.c.target, file_out.c.error)
    )
    return [
        Item(
            key=f"{_FILES}{row.target}:{row.error}",
            kind=rule.TECHNICAL,
            about=Attention(
                id=0, at=moment(row.at), reason=row.error, target=row.target, detail=row.reason
            ),
        )
        for row in rows
    ]


def _pauses(tx: Connection) -> list[Item]:
    """Return the targets with which nothing is exchanged until a person does something."""
    rows = tx.execute(select(target).where(target.c.paused != "").order_by(target.c.name))
    return [
        Item(
            key=f"{_PAUSE}{row.name}",
            kind=rule.TECHNICAL,
            about=Attention(
                id=0, at=moment(row.since or row.last_ok or 0), reason=row.paused, target=row.name
            ),
        )
        for row in rows
    ]


# -- one question ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Case:
    """A question with what lies behind it."""

    tx: Connection
    question: Question
    row: Row[Any] | None = None  # of the attention, where it is about a dossier
    stored: Stored | None = None
    ours: tuple[ev.Event, ...] = ()  # our steps that do not count


def question(work: Workplace, key: str) -> Question:
    """Return both sides of what needs a person, and what may be chosen.

    Raises:
        NothingAskedError: it has been decided, or has settled itself.
        UnknownQuestionError: it may never have been asked.
    """
    item = next((each for each in items(work) if each.key == key), None)
    with work.database.read() as tx:
        if item is not None:
            return _case(tx, item).question
        if tx.execute(_may_have_been(key)).first() is not None:
            raise NothingAskedError
    raise UnknownQuestionError(key=key[:40])


def _may_have_been(key: str) -> Select[Any] | TextClause:
    """Find what a key that is in the list no more was about."""
    if key.startswith(review_sheets.KEY):
        return review_sheets.ever(key)
    if key.startswith((_FILES, _PAUSE)):
        return select(target.c.name).where(target.c.name == key.split(":")[1])
    return select(attention.c.id).where(cast(attention.c.id, String) == key)


def _case(tx: Connection, item: Item) -> _Case:
    about = item.about
    if item.key.startswith(review_sheets.KEY):
        asked = review_sheets.question(tx, item)
        if not asked.sides:
            raise NothingAskedError
        return _Case(tx, asked)
    if not about.id:
        reason = "file" if item.key.startswith(_FILES) else ""
        return _Case(tx, Question(item=item, choices=rule.choices(reason)))
    row = tx.execute(select(attention).where(attention.c.id == about.id)).first()
    if row is None or row.resolved_at is not None:
        raise NothingAskedError
    stored = projection.load(tx, about.dossier) if about.dossier else None
    if stored is None:  # of the counter itself: there is no dossier to write a decision to
        able = tuple(e for e in rule.choices(about.reason) if e.key in _ALONE)
        return _Case(tx, Question(item=item, choices=able), row)
    if about.reason == projection.CONTESTED:
        return _Case(tx, _field(tx, item, stored), row, stored)
    return _step(tx, item, row, stored)


def _field(tx: Connection, item: Item, stored: Stored) -> Question:
    """Show each value of a field: who wrote it, where, when, and what it was before."""
    state, field = stored.state, item.about.detail
    (values,) = [each.values for each in state.contested if each.field == field]
    story = log.events_of(tx, stored.id)
    told = {each.uid: each for each in reading.entries(tx, stored.id)}
    sides = []
    for value, made in zip(values, rule.writers(story, field, values), strict=True):
        origin = (made or story[0][0]).uid
        by = told[origin]
        changes = made.body.changes if made and isinstance(made.body, ev.Corrected) else ()
        before = [each.before for each in changes if (each.field, each.after) == (field, value)]
        sides.append(
            Side(
                key=rule.value_key(origin),
                here=by.here,
                device=by.device,
                actor=by.actor.name,
                at=by.at,
                value=value,
                before=before[-1] if before else "",
                stands=value == value_of(state, field),
            )
        )
    return Question(
        item=item,
        sides=tuple(sides),
        choices=rule.choices(item.about.reason, values=sides),
        status=state.status,
        holder=state.holder_name,
    )


def _step(tx: Connection, item: Item, row: Row[Any], stored: Stored) -> _Case:
    """Show our step that does not count, and what others did that it had not seen."""
    about, state = item.about, stored.state
    story = log.events_of(tx, stored.id)
    here = [each for each, _ in story if row.event_id and each.uid == _uid(tx, row.event_id)]
    if not here:
        return _Case(tx, Question(item=item, choices=rule.choices(about.reason)), row, stored)
    (first,) = here
    ours = _refused(tx, stored, story, first)
    begins = isinstance(first.body, ev.BEGINS)
    me = log.this_counter(tx)
    claim = ev.Claimed(assignee=first.actor.login, holder_name=me.label)
    redo = rule.kind(about.reason) == rule.STEPS and bool(rule.redo(state, ours, me.device, claim))
    told = {each.uid: each for each in reading.entries(tx, stored.id)}
    mine = tuple(told[each.uid] for each in ours)
    theirs = tuple(told[each.uid] for each in rule.across(story, first))
    sides = [Side(key=rule.OURS, here=True, device=mine[0].device, entries=mine)]
    if theirs:
        sides.append(Side(key=rule.THEIRS, device=theirs[-1].device, entries=theirs, stands=True))
    seen = rule.before(story, first)
    asked = Question(
        item=item,
        sides=tuple(sides),
        choices=rule.choices(
            about.reason, begins=begins, redo=redo, alone=_is_alone(tx, about, stored)
        ),
        before=seen.status if seen else None,
        status=state.status,
        holder=state.holder_name,
    )
    return _Case(tx, asked, row, stored, ours)


def _is_alone(tx: Connection, about: Attention, stored: Stored) -> bool:
    """Tell whether nothing else is to be decided about a dossier because of the same target."""
    here = attention.c.dossier_id == stored.id, attention.c.target == about.target
    others = attention.c.reason.not_in(rule.BEHIND), attention.c.resolved_at.is_(None)
    return tx.execute(select(attention.c.id).where(*here, *others).limit(1)).first() is None


def _uid(tx: Connection, event_id: int) -> str:
    return from_key(tx.execute(select(event.c.uid).where(event.c.id == event_id)).scalar_one())


def _refused(
    tx: Connection, stored: Stored, story: rule.Story, first: ev.Event
) -> tuple[ev.Event, ...]:
    """Return a refused step of ours and those of the dossier that are held because of it."""
    rows = select(event.c.uid).join(attention, attention.c.event_id == event.c.id)
    open_ = attention.c.dossier_id == stored.id, attention.c.resolved_at.is_(None)
    waiting = {
        from_key(uid)
        for uid in tx.execute(rows.where(*open_, attention.c.reason != outbox.EARLY)).scalars()
    }
    return tuple(
        each
        for each, _ in story
        if each.uid == first.uid or (each.uid in waiting and not isinstance(each.body, ev.REMARKS))
    )


# -- the decision ----------------------------------------------------------------------------------


def decide(work: Workplace, by: Actor, key: str, choice: str, text: str = "") -> Decided:
    """Decide; what is decided about a dossier is an event of it.

    Raises:
        NothingAskedError, UnknownChoiceError, NotAllowedError: nothing was written.
        ArgumentMissingError, TwinUnsentError, NoTwinError, SlotKnownError: of two copies of a
            machine; likewise.
    """
    asked = question(work, key)
    _require_open(asked, by, choice)
    if choice == rule.LEAVE:
        return Decided(slot=twins.leave(work, by, text))
    with work.database.write() as tx:
        case = _case(tx, asked.item)
        _require_open(case.question, by, choice)  # still, whatever came in meanwhile
        if choice == rule.AGAIN:
            return _send_again(case)
        if choice == rule.KEEP:
            twins.keep_in(work, tx, by, text)
            return Decided(sends=True)
        if choice in (rule.READ, rule.FORCE):
            return _read_back(case, work.now(), force=choice == rule.FORCE)
        return _write(case, by, work.now(), choice, text)


def _require_open(asked: Question, by: Actor, choice: str) -> None:
    chosen = next((each for each in asked.choices if each.key == choice), None)
    if chosen is None:
        raise UnknownChoiceError(given=choice[:40], known=", ".join(e.key for e in asked.choices))
    if chosen.right:
        rights.require(by, chosen.right)


def _write(case: _Case, by: Actor, now: datetime, choice: str, text: str) -> Decided:
    """Write a decision as an event: of the counter itself, or of the dossier it is about."""
    item = case.question.item
    if item.key.startswith(review_sheets.KEY):
        return review_sheets.settle(case.tx, by, now, item, choice, text)
    if case.stored is None:
        return _set_aside(case, by, now, text)
    if rule.place_of(case.question.sides, choice) is not None:
        return _choose(case, by, now, choice, text)
    return _settle(case, by, now, choice, text)


def _read_back(case: _Case, now: datetime, *, force: bool) -> Decided:
    """Have a target read back; the question rests until then, and is asked again if need be."""
    about = case.question.item.about
    snapshots.again_in(case.tx, about.target, about.dossier, force=force)
    gone = update(attention).where(attention.c.id == about.id)
    case.tx.execute(gone.values(resolved_at=micros(now)))
    return Decided(dossier=about.dossier, sends=True)


def _send_again(case: _Case) -> Decided:
    about = case.question.item.about
    if case.row is None:
        which = file_out.c.target == about.target, file_out.c.error == about.reason
        again = {"state": WAITING, "next_at": None}
        case.tx.execute(update(file_out).where(*which, file_out.c.state == ATTENTION).values(again))
    elif case.row.event_id is not None:
        outbox.offer(case.tx, about.target, event.c.id == case.row.event_id)
    return Decided(dossier=about.dossier, sends=True)


def _set_aside(case: _Case, by: Actor, now: datetime, text: str) -> Decided:
    """Leave a refused event of the counter itself out: it stays in its own log alone."""
    if case.row is None or case.row.event_id is None:
        raise NothingAskedError
    _close(case.tx, [case.row.event_id], now)
    outbox.decided(case.tx, [case.row.event_id])
    uids = (_uid(case.tx, case.row.event_id),)
    log.append(case.tx, cev.SetAside(events=uids, text=text.strip()), by, now)
    return Decided(sends=True)


def _choose(case: _Case, by: Actor, now: datetime, choice: str, text: str) -> Decided:
    """Let one value of a contested field stand; others of the dossier stay open."""
    assert case.stored is not None  # noqa: S101 - asked by the caller
    field = case.question.item.about.detail
    values = [side.value for side in case.question.sides]
    value = values.pop(rule.place_of(case.question.sides, choice) or 0)
    body = ev.Resolved(
        text=text.strip(), chosen=(ev.Chosen(field=field, value=value, over=tuple(values)),)
    )
    written = log.append(case.tx, body, by, now, stored=case.stored)
    return Decided(dossier=case.stored.state.uid, undo=written.event.uid, sends=True)


def _settle(case: _Case, by: Actor, now: datetime, choice: str, text: str) -> Decided:
    """Decide about steps: which are left out, and which are written again so that they count."""
    tx, stored = case.tx, case.stored
    assert stored is not None  # noqa: S101 - asked by the caller
    assert case.row is not None  # noqa: S101 - as above
    early = case.row.reason == outbox.EARLY
    left_out = case.ours if choice in (rule.OURS, rule.THEIRS) else case.ours[:1]
    uids = tuple(sorted(each.uid for each in left_out))
    drop = () if early or choice == rule.RESTORE else uids
    me = log.this_counter(tx)
    claim = ev.Claimed(assignee=by.login, assignee_name=by.name, holder_name=me.label)
    again: tuple[tuple[ev.Body, int], ...] = ()
    if choice == rule.OURS:
        again = rule.redo(stored.state, case.ours, me.device, claim)
    elif choice == rule.ASIDE and case.row.reason == merge.EXISTS:
        again = rule.left_out(stored.state, left_out)
    if early:  # told once more, just before the decision that lets it count
        outbox.offer(tx, case.row.target, event.c.id == case.row.event_id)
        _close(tx, [case.row.event_id], now)
    else:
        ids = _ids(tx, uids)
        _close(tx, ids, now)
        outbox.decided(tx, ids)
    log.append(tx, ev.Resolved(text=text.strip(), drop=drop), by, now, stored=stored)
    if choice == rule.COUNT and not early:
        twins.mark(tx, stored.state.code, by, now)
    for body, custody in again:
        known = projection.load(tx, stored.state.uid)
        log.append(tx, body, by, now, stored=known, custody=custody)
    return Decided(dossier=stored.state.uid, sends=True)


def _ids(tx: Connection, uids: Sequence[str]) -> list[int]:
    keys = [to_key(uid) for uid in uids]
    return list(tx.execute(select(event.c.id).where(event.c.uid.in_(keys))).scalars())


def _close(tx: Connection, ids: Sequence[int], now: datetime) -> None:
    gone = attention.c.event_id.in_(ids), attention.c.resolved_at.is_(None)
    tx.execute(update(attention).where(*gone).values(resolved_at=micros(now)))


def take_back(work: Workplace, by: Actor, uid: str, decision: str) -> None:
    """Take the choice of a value, or whose a sheet is, back: the question is open again.

    Raises:
        NotAllowedError, NotTakenBackError: it is no such decision of this counter, or is gone.
    """
    rights.require(by, "resolve")
    with work.database.write() as tx:
        stored = projection.load(tx, uid)
        story = log.events_of(tx, stored.id) if stored else []
        made = next((each for each, gone in story if each.uid == decision and not gone), None)
        body = made.body if made else None
        here = made is not None and made.device == log.this_counter(tx).device
        if made is None or not (here and isinstance(body, ev.Resolved)):
            raise NotTakenBackError
        if body.recalls == sheets.MISTAKE:
            review_sheets.take_back(tx, by, work.now(), made)
        elif body.chosen and not body.drop:
            log.append(tx, ev.Resolved(text="", drop=(decision,)), by, work.now(), stored=stored)
        else:
            raise NotTakenBackError
