"""One dossier as a screen shows it: its state, its story, and what may be done now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select, union_all

from desk.domain import deadline, fees, twins
from desk.domain import events as ev
from desk.domain.errors import InputError
from desk.domain.records import Actor, Dossier, Status
from desk.domain.views import DossierView, TimelineEntry
from desk.domain.warning import Warning_
from desk.models import log, projection
from desk.models.tables import attention, counter, dossier, event, outbox, target
from desk.services import (
    batches,
    beside,
    naming,
    notice_papers,
    papers,
    recalling,
    reprinting,
    sheets,
)
from desk.services.finding import find
from desk.services.outbox import CITY
from desk.services.processing import open_actions
from desk.services.workplace import Workplace
from desk.wire.ids import to_key

#: Which of a body's fields its sentence tells, besides who, when and where.
_TOLD: Final = (
    "reason",
    "to",
    "text",
    "number",
    "amount",
    "serial",
    "due_at",
    "until",
    "assignee",
    "id_number",
    "alias",
    "note",
    "code",
    "procedure_name",
    "items",
    "paper",
    "slot",
    "score",
    "book",
    "line",
    "title",
    "by",
    "series",
    "manner",
    "authority",
    "batch",
    "ground",
    "again",
    "recalls",
    "action",
)


Story = Sequence[tuple[ev.Event, bool]]


def open_dossier(work: Workplace, code: str, by: Actor) -> DossierView:
    """Return a dossier by code, alias, barcode or uid, with its story.

    Raises:
        UnknownCodeError, AmbiguousCodeError, BadCheckDigitError.
    """
    now = work.now()
    with work.database.read() as tx:
        here = log.this_counter(tx)
        me = here.device
        stored = find(tx, code)
        story, counted = log.told(tx, stored.id), log.events_of(tx, stored.id)
        again = [(made, False) for made in reprinting.of_dossier(tx, stored.state.uid)]
        whole, told = (_in_order([*each, *again]) for each in (story, counted))
        entries = tuple(_timeline(tx, stored.id, me, whole, told))
        last = recalling.last_step(counted)
        linked = beside.linked(tx, stored.state)
        held = tx.execute(
            select(attention.c.reason, attention.c.detail, attention.c.target).where(
                attention.c.dossier_id == stored.id,
                attention.c.resolved_at.is_(None),
                attention.c.reason != projection.CONTESTED,  # told below, with its values
            )
        )
        warnings = tuple(
            Warning_(code=row.reason, facts=(("detail", row.detail), ("target", row.target)))
            for row in held
        )
        warnings += contested(stored.state)
        warnings += beside.mending(linked)
        warnings += sheets.doubled(tx, stored.state) + sheets.disputed(stored.state)
        if stored.state.status is Status.DONE and not stored.state.voided:
            warnings += unpaid(stored.state)
            warnings += beside.elsewhere(stored.state, here.name)
    back = recalling.open_to(last, by, me, now)
    forms = _forms(stored.state, entries)
    return DossierView(
        dossier=stored.state,
        timeline=entries,
        actions=open_actions(stored.state, by, me) + (("recall",) if back else ()),
        overdue=deadline.is_overdue(stored.state, now),
        forms=forms,
        waiting_sync=sum(entry.here and not entry.confirmed for entry in entries),
        warnings=warnings,
        linked=linked,
        dues=beside.dues(made for made, gone in counted if not gone),
        closed=beside.closed(stored.state, by, me),
        issued=beside.issued(entries, forms),
        originals=beside.originals(work, stored.state),
        recalls=last.uid if back and last else "",
    )


def _in_order(story: Story) -> Story:
    return sorted(story, key=lambda pair: ev.order(pair[0]))


def entries(tx: Connection, key: int) -> list[TimelineEntry]:
    """Return how a dossier's events are told, in their order."""
    me = log.this_counter(tx).device
    return _timeline(tx, key, me, log.told(tx, key), log.events_of(tx, key))


def contested(state: Dossier) -> tuple[Warning_, ...]:
    """Show every value of the fields that two counters changed each in its own way."""
    return tuple(
        Warning_(
            code="contested_values",
            facts=(
                ("detail", each.field),
                ("shown", each.values[0] or "–"),
                ("others", "; ".join(value or "–" for value in each.values[1:])),
            ),
        )
        for each in state.contested
    )


def unpaid(state: Dossier) -> tuple[Warning_, ...]:
    """Say what is still to be paid when the result is handed over; it never blocks."""
    amount = fees.owed(state)
    if not amount:
        return ()
    return (Warning_(code="fee_unpaid", facts=(("amount", f"{amount:,}".replace(",", ".")),)),)


def handed_over(state: Dossier) -> tuple[Warning_, ...]:
    """Say what was unusual about a hand-over that has just been written down.

    Whoever brings the receipt may collect; without an identity number nothing else tells who.
    """
    found = () if state.collector_id else (Warning_(code="collector_unproven"),)
    return (*found, *unpaid(state))


def _forms(state: Dossier, entries: Sequence[TimelineEntry]) -> tuple[str, ...]:
    """Return the papers that there are; a slip for several dossiers where there may be several."""
    counted = (entry for entry in entries if not (entry.refused or entry.dropped))
    found = papers.printable({_origin(entry.type, dict(entry.facts)) for entry in counted})
    return tuple(form for form in found if form != "sitting" or state.sitting)


def _origin(type_: str, facts: Mapping[str, str]) -> str:
    """Return what a paper is printed from, as `papers.ORIGINS` names it."""
    if facts.get("batch"):
        return batches.ORIGIN
    if type_ == ev.Notified.__name__:
        return notice_papers.origin(facts.get("way", ""), facts.get("outcome", "")) or type_
    return type_


def _timeline(
    tx: Connection, key: int, me: str, story: Story, counted: Story
) -> list[TimelineEntry]:
    unsent = select(event.c.uid).join(outbox, outbox.c.event_id == event.c.id)
    # One after the other: with OR between them SQLite would go through all that waits.
    either = (event.c.dossier_id == key, reprinting.OF_NONE)
    waiting = set(tx.execute(union_all(*(unsent.where(each) for each in either))).scalars())
    able = select(target.c.name).where(target.c.kind == "").limit(1)
    connected = tx.execute(able).first() is not None
    names = naming.counters(tx)
    slot = tx.execute(select(counter.c.slot)).scalar_one()
    brought = _brought(made for made, _ in story)
    return [
        TimelineEntry(
            at=made.at,
            type=made.type,
            actor=made.actor,
            device=f"Quầy {slot}" if made.device == me else names.get(to_key(made.device), ""),
            here=made.device == me,
            confirmed=to_key(made.uid) not in waiting and (connected or made.device != me),
            facts=_facts(made.body) + brought.get(made.uid, ()),
            uid=made.uid,
            refused=refused,
            dropped=gone and not refused,
            awaited=connected,
            changes=made.body.changes if isinstance(made.body, ev.Corrected) else (),
        )
        for (made, refused), (_, gone) in zip(story, counted, strict=True)
    ]


def _brought(story: Iterable[ev.Event]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what was brought each time that a dossier was completed, by the event."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    known = 0
    for made in story:
        listed = getattr(made.body, "papers", ())
        if isinstance(made.body, ev.Supplemented) and len(listed) > known:
            found[made.uid] = (("items", "; ".join(paper.name for paper in listed[known:])),)
        known = max(known, len(listed))
    return found


def _facts(body: ev.Body | None) -> tuple[tuple[str, str], ...]:
    told = []
    for name in _TOLD:
        value = getattr(body, f"{name}_name", "") or getattr(body, name, None)
        if isinstance(value, datetime):
            told.append((name, value.isoformat()))
        elif isinstance(value, tuple):
            told.append((name, "; ".join(str(each) for each in value)))
        elif value not in (None, ""):
            told.append((name, str(value)))
    return tuple((name, value) for name, value in told if value)


def events(work: Workplace, code: str) -> tuple[Dossier, tuple[ev.Event, ...]]:
    """Return a dossier and its opened events, in their order."""
    state, told = story(work, code)
    return state, tuple(made for made, _ in told)


def story(work: Workplace, code: str) -> tuple[Dossier, Story]:
    """Return a dossier and its opened events in order, each with whether it does not count."""
    with work.database.read() as tx:
        stored = find(tx, code)
        return stored.state, log.events_of(tx, stored.id)


def unsent(work: Workplace, uids: Iterable[str], name: str = CITY) -> int:
    """Return how many of these dossiers have something that a target has still to hear of."""
    with work.database.read() as tx:
        waiting = set(
            tx.execute(
                select(dossier.c.uid)
                .join(event, event.c.dossier_id == dossier.c.id)
                .join(outbox, outbox.c.event_id == event.c.id)
                .where(outbox.c.target == name, outbox.c.state == "waiting")
            ).scalars()
        )
    return sum(to_key(uid) in waiting for uid in uids)


def code_of(work: Workplace, uid: str) -> str:
    """Return a dossier's official code, or its uid where it is not here."""
    with work.database.read() as tx:
        stored = projection.load(tx, uid)
    return stored.state.code if stored else uid


def name_of(work: Workplace, uid: str) -> str:
    """Return what names a dossier and no other: its code, its further one, else its uid."""
    with work.database.read() as tx:
        stored = projection.load(tx, uid)
        if stored is None:
            return uid
        state = stored.state
        try:
            return twins.further(state.code, state.aliases) or find(tx, state.code).state.code
        except InputError:  # another one bears it too
            return uid
