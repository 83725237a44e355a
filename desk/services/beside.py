"""What a screen shows beside a dossier's record: its neighbours, its dates, its closed doors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from desk.domain import collection
from desk.domain import events as ev
from desk.domain.records import Actor, Dossier, Status
from desk.domain.text import nfc
from desk.domain.views import DueChange, Linked, TimelineEntry
from desk.domain.warning import Warning_
from desk.models import projection
from desk.models.projection import micros
from desk.models.tables import dossier
from desk.services import papers
from desk.services.processing import closed_actions
from desk.services.workplace import Workplace
from desk.wire import canonical

#: A free correction comes within days; links to it are looked for no longer than this.
_SOON: Final = timedelta(days=60)


def linked(tx: Connection, state: Dossier) -> tuple[Linked, ...]:
    """Return the dossiers that belong to this one: what it mends, what mends it, its visit's."""
    old = projection.load(tx, state.corrects) if state.corrects else None
    found = [_link("corrects", old.state)] if old else []
    found += [_link("corrected_by", each) for each in _corrections(tx, state)]
    found += [_link("sitting", each) for each in _siblings(tx, state)]
    return tuple(found)


def _link(relation: str, state: Dossier) -> Linked:
    return Linked(
        relation=relation,
        uid=state.uid,
        code=state.code,
        name=state.subject.name,
        procedure_name=state.procedure_name,
        status=state.status,
    )


def _corrections(tx: Connection, state: Dossier) -> list[Dossier]:
    """Return the dossiers that mend the result of this one."""
    if state.returned_at is None:
        return []
    return _naming(tx, state.uid, state, state.returned_at, state.returned_at + _SOON)


def _siblings(tx: Connection, state: Dossier) -> list[Dossier]:
    """Return the other dossiers of the same citizen's same visit."""
    if not state.sitting or state.received_at is None:
        return []
    day = timedelta(days=1)
    return _naming(tx, state.sitting, state, state.received_at - day, state.received_at + day)


def _naming(
    tx: Connection, uid: str, state: Dossier, since: datetime, until: datetime
) -> list[Dossier]:
    """Return the dossiers received in a time whose record names a uid."""
    found = tx.execute(
        select(dossier.c.state)
        .where(
            dossier.c.received_at.between(micros(since), micros(until)),
            func.instr(dossier.c.state, uid.encode()) > 0,
        )
        .order_by(dossier.c.received_at, dossier.c.id)
    ).scalars()
    others = (canonical.loads(Dossier, blob) for blob in found)
    return [
        each for each in others if each.uid != state.uid and uid in (each.corrects, each.sitting)
    ]


def mending(found: Sequence[Linked]) -> tuple[Warning_, ...]:
    """Say that a result is being mended, on both of its dossiers."""
    said = []
    for each in found:
        if each.relation == "corrects":
            said.append(Warning_(code="mends", facts=(("code", each.code),)))
        elif each.relation == "corrected_by":
            said.append(Warning_(code="mended_by", facts=(("code", each.code),)))
    return tuple(said)


def dues(story: Iterable[ev.Event]) -> tuple[DueChange, ...]:
    """Return every time that the due date was set or moved."""
    found = []
    for made in story:
        body = made.body
        if isinstance(body, ev.Supplemented) and body.accepted is not None:
            body = body.accepted
        due_at = getattr(body, "due_at", None)
        if due_at is None or isinstance(body, ev.Proposed):
            continue
        why = getattr(body, "due_why", ())
        reason = getattr(body, "reason", "") or getattr(body, "due_note", "")
        lines = (*([reason] if reason and reason not in why else []), *why)
        found.append(
            DueChange(at=made.at, type=made.type, due_at=due_at, actor=made.actor.name, lines=lines)
        )
    return tuple(found)


def issued(
    entries: Sequence[TimelineEntry], forms: Sequence[str]
) -> tuple[tuple[str, datetime], ...]:
    """Return the forms that one step gives its content, with when that was."""
    counted = [each for each in entries if not each.refused and not each.dropped]
    found = []
    for form in forms:
        made = [each.at for each in counted if each.type in papers.ORIGINS[form]]
        if made:
            found.append((form, made[-1]))
    return tuple(found)


def closed(state: Dossier, by: Actor, device: str) -> tuple[tuple[str, Warning_], ...]:
    """Return the steps that are not open now, each with the rule that closes it."""
    return tuple(
        (action, Warning_(code=error.code, facts=tuple(_facts(error.facts))))
        for action, error in closed_actions(state, by, device)
    )


def _facts(facts: dict[str, object]) -> Iterable[tuple[str, str]]:
    for name, value in facts.items():
        # Statuses are named by their codes.
        yield name, str(int(value)) if isinstance(value, Status) else str(value)


def originals(work: Workplace, state: Dossier) -> tuple[str, ...]:
    """Return the papers that go back to the citizen with the result."""
    return tuple(paper.name for paper in collection.originals(state.papers, work.rules.handover))


def elsewhere(state: Dossier, office: str) -> tuple[Warning_, ...]:
    """Say that the citizen asked for the result at another place than this office."""
    place = state.result_at
    if not place or nfc(office).casefold() in nfc(place).casefold():
        return ()
    return (Warning_(code="other_ward", facts=(("place", place),)),)
