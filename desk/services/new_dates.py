"""The steps that give a dossier a new date: an apology, once, and an extension by law."""

from __future__ import annotations

from datetime import datetime

from desk.domain import deadline
from desk.domain import events as ev
from desk.domain.reasons import ground_of
from desk.domain.records import VN, Dossier
from desk.services.steps import ArgumentMissingError, Step


def due_of(state: Dossier) -> datetime:
    """Return the due date of a dossier that has been accepted."""
    assert state.due_at is not None  # noqa: S101 - every accepted dossier has a due date
    return state.due_at


def missed_or_due(state: Dossier) -> datetime:
    """Return the due time that an apology is about: one that was missed, else the one there is."""
    measured = deadline.measured_by(state)
    assert measured is not None  # noqa: S101 - as above
    return measured


def _new_due(step: Step) -> datetime:
    given = step.details.due
    if given is None:
        raise ArgumentMissingError(argument="due")
    deadline.check_later(given, max(due_of(step.dossier), step.at))
    return given.astimezone(VN)


def apologise(step: Step) -> ev.Body:
    """Apologise for a delay and name one new date."""
    state = step.dossier
    kind = deadline.may_apologise(
        step.at,
        missed_or_due(state),
        int(state.apologised),
        step.work.rules.regime(step.at.date(), state.regime),
        step.work.rules.calendar,
    )
    return ev.Apologised(
        number=step.number("apology"),
        reason=step.need("reason"),
        due_at=_new_due(step),
        asked_at=step.at,
        before_due=kind == "before",
    )


def verify(step: Step) -> ev.Body:
    """Extend the limit as the law allows for a verification."""
    reason = step.need("reason")
    state = step.dossier
    ground = ground_of(step.work.rules.grounds, step.procedure())
    said = ground.text if ground else ""
    if step.details.due is not None:
        why = tuple(filter(None, (reason, said)))
        return ev.Extended(reason=reason, due_at=_new_due(step), due_why=why, ground=said)
    due = deadline.verification_due(
        due_of(state),
        step.limit(),
        step.work.rules.calendar,
        step.work.rules.regime(step.at.date(), state.regime),
        ground,
    )
    return ev.Extended(reason=reason, due_at=due.at, due_why=due.lines, ground=said)
