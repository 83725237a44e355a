"""What a screen shows beside a dossier's record: its neighbours, its dates, its closed doors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from desk.domain import collection
from desk.domain import events as ev
from desk.domain.records import Actor, Dossier, Status
from desk.domain.views import DueChange, Linked, Warning_
from desk.models import projection
from desk.services import handover
from desk.services.processing import closed_actions
from desk.services.workplace import Workplace


def linked(tx: Connection, state: Dossier) -> tuple[Linked, ...]:
    """Return the dossiers that belong to this one: what it mends, what mends it, its visit's."""
    old = projection.load(tx, state.corrects) if state.corrects else None
    found = [_link("corrects", old.state)] if old else []
    found += [_link("corrected_by", each) for each in handover.corrections(tx, state)]
    found += [_link("sitting", each) for each in handover.siblings(tx, state)]
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
